"""Canonical text and address: made once, frozen, and the same however a file was saved."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.intake.canonical import canonical_text, canonical_url, decode

LINES = st.lists(st.sampled_from(["", " ", "\t", "\ufeff", "a", " a ", "b\u00a0", "\x0b", "\u2028", "é", "🕊"]))
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@st.composite
def texts(draw):
    return "".join(line + draw(ENDS) for line in draw(LINES)) + draw(ANY_TEXT)


@given(texts())
@example("\ufeff\ufeffa")
@example("\n\ufeff \n a")
@example("\r\r\n\n")
@example(" ")
@example("a \n \n")
def test_the_canonical_text_of_a_canonical_text_is_itself(text):
    assert canonical_text(canonical_text(text)) == canonical_text(text)


@given(texts())
def test_nothing_is_changed_but_marks_line_ends_and_blank_lines_around(text):
    """What is left is one piece of the text with its line ends turned, and what was cut holds only blanks."""
    turned = text.replace("\r\n", "\n").replace("\r", "\n")
    canonical = canonical_text(text)
    start = turned.find(canonical) if canonical else 0
    assert start >= 0
    before, after = turned[:start], turned[start + len(canonical) :]
    assert not before.replace("\ufeff", "").strip()
    assert not after.strip() if canonical else not turned.replace("\ufeff", "").strip()


@given(texts())
def test_the_first_and_last_lines_hold_words(text):
    canonical = canonical_text(text)
    assert "\r" not in canonical
    if canonical:
        lines = canonical.split("\n")
        assert lines[0].strip() and lines[-1].strip()


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("\ufeffTalks\r\nbegan.\r\n", "Talks\nbegan."),
        ("\n \n\t\n  Talks  \n\n\n began. \n \n\n", "  Talks  \n\n\n began. "),
        ("Talks\rbegan.", "Talks\nbegan."),
        ("a\n\n\n\nb", "a\n\n\n\nb"),
        ("e\u0301 ﬁ “quoted” – it\u00a0was", "e\u0301 ﬁ “quoted” – it\u00a0was"),
        ("a\ufeffb", "a\ufeffb"),
        ("a\x0cb\u2028c\x85d", "a\x0cb\u2028c\x85d"),
        ("", ""),
        (" \n\ufeff\n\t", ""),
    ],
)
def test_the_rules_of_the_canonical_text_one_by_one(given_text, expected):
    assert canonical_text(given_text) == expected


def test_offsets_count_code_points_and_survive_every_way_of_saving():
    text = "Владимир met 🕊 envoys.\nThey talked."
    span = slice(text.index("They"), text.index("They") + 4)
    for saved in (
        text.encode(),
        ("\ufeff" + text).encode(),
        text.replace("\n", "\r\n").encode(),
        ("\r\n" + text + "\r\n\r\n").encode("utf-16"),
        ("\ufeff" + text).encode("utf-16-be"),
        ("\ufeff" + text).encode("utf-16-le"),
    ):
        assert canonical_text(decode(saved))[span] == "They"


def test_what_is_neither_utf_8_nor_marked_utf_16_is_not_decoded():
    with pytest.raises(UnicodeDecodeError):
        decode("Переговоры".encode("cp1251"))


@pytest.mark.parametrize(
    ("given_url", "expected"),
    [
        ("HTTPS://Example.ORG/Path", "https://example.org/Path"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a/", "https://example.org/a"),
        ("https://example.org/", "https://example.org"),
        ("https://example.org/a#top", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y&gclid=z&ref=w", "https://example.org/a?id=7"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?b=2&a=1"),
        ("https://example.org/?12345", "https://example.org?12345"),
        ("https://example.org/a?q=", "https://example.org/a?q="),
        ("https://example.org/a?q=two%20words", "https://example.org/a?q=two+words"),
        ("https://example.org/a?q=two words", "https://example.org/a?q=two+words"),
        ("https://example.org/%7eada/%d0%bc%D0%B8%D1%80", "https://example.org/~ada/%D0%BC%D0%B8%D1%80"),
        ("https://example.org/~ada/мир", "https://example.org/~ada/%D0%BC%D0%B8%D1%80"),
        ("https://ada:secret@example.org/a", "https://example.org/a"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("  https://example.org/a \n", "https://example.org/a"),
        ("urn:doc:7", "urn:doc:7"),
        ("ftp://Example.org/A", "ftp://Example.org/A"),
        ("http://[broken", "http://[broken"),
        ("http://example.org:port/", "http://example.org:port/"),
        ("", None),
        (" \n", None),
        (None, None),
    ],
)
def test_an_address_has_one_spelling(given_url, expected):
    assert canonical_url(given_url) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/a", "https://example.org/a"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://www.example.org/a"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/%F0%E5", "https://example.org/%E8%ED"),  # windows-1251, as older sites spell it
        ("https://example.org/?q=%F0", "https://example.org/?q=%E5"),
        ("https://example.org/?a=1%262", "https://example.org/?a=1&2"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
    ],
)
def test_different_addresses_stay_different(one, other):
    assert canonical_url(one) != canonical_url(other)


URL_PART = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.builds("{}://{}/{}?{}#{}".format, st.sampled_from(["http", "HTTPS"]), URL_PART, *[URL_PART] * 3))
def test_the_canonical_address_of_a_canonical_address_is_itself(url):
    once = canonical_url(url)
    assert canonical_url(once) == once


@given(URL_PART, URL_PART)
def test_every_kept_address_of_the_web_is_plain_ascii_in_path_and_query(path, query):
    url = canonical_url(f"https://example.org/{path}?{query}")
    assert url is not None and url.isascii() and not re.search(r"\s", url)
