"""Saved pages: the article's words and nothing around them; date and outlet only where the page says so."""

import time

import pytest

from pipelines.intake.draft import Rejection
from tests.intake.inputs import draft, drafts, rejection
from tests.intake.pages import SENTENCES, linked, meta, page

NEWS = (
    '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Fourth round of talks", '
    '"datePublished": "2025-05-30T14:05:00+03:00", "inLanguage": "en-GB", "publisher": {"@type": "Organization", '
    '"name": "The Wire"}}'
)


def test_the_article_is_the_text_and_nothing_around_it():
    found = draft(page(meta("article:published_time", "2025-05-30"), "<script>var secret = 'sc';</script>"))
    for sentence in SENTENCES:
        assert sentence in found.text
    for other in ("Home", "All rights reserved", "secret", "<p>", "| Wire"):
        assert other not in found.text
    assert found.media_type == "text/html"


def test_linked_data_says_whose_and_when():
    found = draft(page(linked(NEWS)))
    assert (found.title, found.outlet, found.language) == ("Fourth round of talks", "The Wire", "en-GB")
    assert found.published == "2025-05-30T14:05:00+03:00"


@pytest.mark.parametrize(
    "shape",
    [
        f"[{NEWS}]",
        f'{{"@graph": [{{"@type": "WebSite", "datePublished": "1999-01-01"}}, {NEWS}]}}',
        NEWS.replace('"NewsArticle"', '["NewsArticle", "ReportageNewsArticle"]'),
        f"\n  {NEWS}\n",
    ],
)
def test_linked_data_comes_in_lists_and_graphs(shape):
    assert draft(page(linked(shape))).published == "2025-05-30T14:05:00+03:00"


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "7",
        "null",
        "[7, null]",
        "[" * 20_000,
        '{"@graph": 7}',
        '{"@type": 7}',
        '{"@type": "NewsArticle"}',
        '{"@type": "NewsArticle", "datePublished": 20250530, "publisher": [1], "headline": {}}',
    ],
)
def test_broken_linked_data_is_passed_over(broken):
    found = draft(page(linked(broken) + meta("article:published_time", "2025-05-30")))
    assert (found.published, found.outlet) == ("2025-05-30", None)


@pytest.mark.parametrize(
    "element",
    [
        meta("article:published_time", "2025-05-30T14:05:00Z"),
        meta("Date", "2025-05-30T14:05:00Z", "name"),
        meta("datePublished", "2025-05-30T14:05:00Z", "itemprop"),
        meta("DC.date.issued", "2025-05-30T14:05:00Z", "name"),
        meta("parsely-pub-date", "2025-05-30T14:05:00Z", "name"),
    ],
)
def test_meta_elements_say_when(element):
    assert draft(page(element)).published == "2025-05-30T14:05:00Z"


def test_meta_elements_say_whose_and_where():
    head = meta("og:site_name", "The Wire") + meta("og:title", "Talks") + meta("og:url", "https://example.org/og")
    assert (draft(page(head)).outlet, draft(page(head)).title) == ("The Wire", "Talks")
    assert draft(page(head)).url == "https://example.org/og"
    assert draft(page(head + '<link rel="canonical" href="https://example.org/a">')).url == "https://example.org/a"


def test_without_better_knowledge_the_title_element_and_the_page_s_language_count():
    found = draft(page(open="<html lang='fr'>"))
    assert (found.title, found.language, found.published) == ("Talks go on | Wire", "fr", None)


def test_a_date_for_people_gives_way_to_one_that_can_be_read():
    head = meta("article:published_time", "30 mai 2025 à 14h") + meta("date", "2025-05-30", "name")
    assert draft(page(head)).published == "2025-05-30"
    assert draft(page(meta("date", "30 mai 2025", "name"))).published == "30 mai 2025"


CLOCK = '<header><time datetime="2026-01-01T09:00:00Z">now</time></header>'


@pytest.mark.parametrize(
    ("body", "published"),
    [
        ('<time datetime="2025-05-30">30 May</time>', "2025-05-30"),
        (CLOCK + '<time itemprop="datePublished" datetime="2025-05-30">30 May</time>', "2025-05-30"),
        (CLOCK + '<time pubdate datetime="2025-05-30">30 May</time>', "2025-05-30"),
        (CLOCK + '<time datetime="2025-05-30">30 May</time>', None),
        ('<time>30 May</time><time datetime="">30 May</time>', None),
    ],
)
def test_a_time_element_counts_where_it_can_only_be_the_date_of_publication(body, published):
    assert draft(page(body=body)).published == published


def test_a_time_element_inside_the_article_goes_before_the_clock_of_the_page():
    inside = page(body=CLOCK).replace("<h1>", '<time datetime="2025-05-30">30 May</time><h1>')
    assert draft(inside).published == "2025-05-30"


RUSSIAN = tuple(
    f"Делегации встретились в Дохе в {n}-й раз, сообщили представители обеих сторон на брифинге." for n in range(6)
)
FRENCH = tuple(
    f"Les délégations se sont réunies à Genève pour la {n}e fois, ont déclaré les médiateurs à la presse."
    for n in range(6)
)


@pytest.mark.parametrize(
    ("charset", "encoding", "paragraphs"),
    [
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("iso-8859-1", "latin-1", FRENCH),
        (
            "iso-8859-1",
            "cp1252",
            (*FRENCH, "« Nous n’avons rien signé » — a déclaré l’un d’entre eux à la presse hier."),
        ),
        ("utf-8", "utf-8", RUSSIAN),
        ("windows-1251", "utf-8", RUSSIAN),  # declares another than it holds, and holds UTF-8
    ],
)
@pytest.mark.parametrize(
    "spelt", ['<meta charset="{}">', "<meta http-equiv='Content-Type' content='text/html; charset={}'>"]
)
def test_a_page_in_the_encoding_that_it_declares_keeps_its_letters(charset, encoding, paragraphs, spelt):
    html = page(spelt.format(charset) + meta("og:title", paragraphs[0]), paragraphs=paragraphs)
    found = draft(html.encode(encoding))
    assert all(p in found.text for p in paragraphs)
    assert found.title == paragraphs[0]


def test_a_page_that_declares_no_encoding_is_utf_8():
    found = draft(page(meta("og:title", RUSSIAN[0]), paragraphs=RUSSIAN).encode())
    assert (found.title, RUSSIAN[1] in found.text) == (RUSSIAN[0], True)


def test_a_page_in_marked_utf_16_is_read_as_a_page():
    found = draft(page(meta("og:title", RUSSIAN[0]), paragraphs=RUSSIAN).encode("utf-16"))
    assert (found.title, found.media_type, RUSSIAN[1] in found.text) == (RUSSIAN[0], "text/html", True)


@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">', '<meta charset="klingon">', '<meta charset="hex">'])
def test_a_page_whose_letters_cannot_be_known_is_refused(declared):
    found = rejection(page(declared, paragraphs=RUSSIAN).encode("cp1251"))
    assert found.code == "bad_encoding" and "save it as UTF-8" in found.reason


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<!doctype html><html><head><title>Empty</title></head><body></body></html>",
        "<html><body><script>" + "var a = 1;" * 500 + "</script></body></html>",
        "<html><body><nav><a href='/'>Home</a><a href='/b'>Back</a></nav></body></html>",
        "<html><head><meta charset='utf-8'>",
        "<!doctype html>",
    ],
)
def test_a_page_without_an_article_is_refused(html):
    assert rejection(html).code == "no_article"


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "b"])
def test_a_page_of_a_hundred_thousand_nested_elements_is_refused_and_not_cut(tag):
    began = time.monotonic()
    deep = f"<{tag}>" * 100_000 + "deep" + f"</{tag}>" * 100_000
    found = rejection(page().replace("</article>", deep + "<p>And the end.</p></article>"))
    assert found.code == "no_article" and "nested too deeply" in found.reason
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>" * 50_000,
        "<a href='" + "x" * 200_000 + "'>",
        "<!--" + "-" * 200_000,
        "&lt;" * 50_000,
        "<table>" + "<tr><td>a" * 20_000,
        "<p " + " ".join(f"a{n}='b'" for n in range(20_000)) + ">",
        "<![CDATA[" + "]" * 100_000,
        "&#0;&#xD800;&#x110000;",
        "\ufffe\uffff",
    ],
)
def test_hostile_markup_is_read_or_refused_in_good_time(hostile):
    began = time.monotonic()
    (found,) = drafts(page(body=hostile))
    assert isinstance(found, Rejection) or not any("\ud800" <= c <= "\udfff" for c in found.text)
    assert time.monotonic() - began < 10


def test_a_page_of_a_hundred_thousand_elements_is_refused():
    found = rejection(page(body="<p>a</p>" * 100_000))
    assert found.code == "no_article" and "elements; the limit is" in found.reason


def test_a_short_article_is_an_article():
    html = "<html><body><article><p>Talks were held.</p></article></body></html>"
    assert draft(html).text == "Talks were held."


def test_nothing_of_a_page_is_run_or_fetched(monkeypatch):
    import socket

    def fetched(*_args, **_options):
        raise AssertionError("a page was fetched")

    monkeypatch.setattr(socket, "create_connection", fetched)
    monkeypatch.setattr(socket.socket, "connect", fetched)
    entity = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    html = page(
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">', "<iframe src='http://127.0.0.1:9'></iframe>&x;"
    )
    found = draft(html.replace("<!DOCTYPE html>", entity))
    assert "root:" not in found.text and SENTENCES[0] in found.text


@pytest.mark.parametrize("opening", ["", "\n\n  ", "\ufeff", "<!-- saved from url=(0030)https://example.org/a -->\n"])
def test_a_page_is_known_by_its_content_whatever_stands_before_it(opening):
    assert draft(opening + page()).media_type == "text/html"


def test_a_piece_of_a_page_is_no_plain_text():
    piece = "<div class='story'>" + "".join(f"<p>{s}</p>" for s in SENTENCES) + "</div>"
    found = draft(piece)
    assert found.media_type == "text/html" and "<p>" not in found.text


def test_a_text_about_markup_is_a_text():
    assert draft("The <html> tag opens a page.").media_type == "text/plain"
    assert draft("<name withheld> told reporters that talks would go on.").media_type == "text/plain"


def test_the_same_page_gives_the_same_text_whatever_was_read_before():
    first = draft(page()).text
    for n in range(5):
        draft(page(paragraphs=tuple(f"{s} {n}" for s in SENTENCES)))
    assert draft(page()).text == first
