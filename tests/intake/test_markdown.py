"""Front matter and plain text: whose and when is read from plain names and values, and anything else is refused."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.draft import Draft
from tests.intake.inputs import TALKS, draft, drafts, markdown, rejection


def test_the_body_is_the_report_and_the_front_matter_says_whose_and_when():
    assert draft(markdown(language="en")) == Draft(
        TALKS,
        "text/markdown",
        url="https://example.org/a",
        outlet="Outlet",
        title="Talks",
        language="en",
        published="2025-05-30",
    )


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ('title: "Kyiv: a truce, at last"', "title", "Kyiv: a truce, at last"),
        ("title: 'It''s over'", "title", "It's over"),
        ("title: >\n  Two\n  lines", "title", "Two lines"),
        ("headline: Talks", "title", "Talks"),
        ("source: Reuters", "outlet", "Reuters"),
        ("date: 2025-05-30", "published", "2025-05-30"),
        ("published_at: 2025-05-30T14:05:00+03:00", "published", "2025-05-30T14:05:00+03:00"),
        ("published: 2025-05-30 # morning edition", "published", "2025-05-30"),
        ("lang: ru", "language", "ru"),
        ("link: https://example.org/a?b=c#d", "url", "https://example.org/a?b=c#d"),
        ("title: 007", "title", "007"),
        ("title: true", "title", "true"),
        ("title: 2025-05-30", "title", "2025-05-30"),
        ("title:", "title", None),
        ("title: ' '", "title", None),
        ("keywords: [a, b]", "title", None),
    ],
)
def test_a_value_stays_as_the_file_spells_it(line, field, value):
    assert getattr(draft(f"---\n{line}\n---\n{TALKS}"), field) == value


def test_a_title_with_a_bare_colon_says_to_put_quotes_around_it():
    found = rejection("---\noutlet: Wire\ntitle: Kyiv: a truce\n---\n" + TALKS)
    assert found.code == "bad_front_matter"
    assert "near line 3" in found.reason and "quotes around a value that holds a colon" in found.reason


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_of_any_system_are_read(ends, mark):
    found = draft((mark + markdown()).replace("\n", ends))
    assert (found.title, found.text) == ("Talks", TALKS)


@pytest.mark.parametrize(
    "front",
    [
        "url: https://example.org/a\npublished: 2025-05-30\n\n" + TALKS,
        "title: Talks\n" + TALKS,
        "published: 2025-05-30",
    ],
)
def test_front_matter_without_an_end_is_not_taken_for_text(front):
    found = rejection("---\n" + front)
    assert found.code == "bad_front_matter" and "has no end" in found.reason


def test_a_rule_at_the_top_of_a_plain_text_is_text():
    text = "---\nThe talks, in brief.\n\nThey failed."
    assert draft(text) == Draft(text, "text/plain")


@pytest.mark.parametrize(
    "front",
    [
        "- a\n- b",
        "just words",
        "title: [a, b]",
        "outlet: {name: Wire}",
        "url: &a [*a]",
        "published: {2025: 05}",
        "title: 'no end",
        "? [a, b]\n: c",
        "\tpublished: 2025-05-30",
        "title: \x07bell",
        "a: *missing",
        "--- !!python/object/apply:os.system ['true']",
        "title: !!python/object/apply:os.system ['touch /tmp/parley-was-here']",
    ],
)
def test_front_matter_that_is_no_list_of_names_and_values_is_refused(front):
    assert rejection(f"---\n{front}\n---\n{TALKS}").code == "bad_front_matter"


def test_an_object_in_front_matter_is_never_made(tmp_path):
    target = tmp_path / "made"
    rejection(f"---\ntitle: !!python/object/apply:os.mkdir ['{target}']\n---\n{TALKS}")
    assert not target.exists()


def bomb(levels: int) -> str:
    """Aliases of aliases: ten to the power of `levels` strings, were they ever written out."""
    lines = ["x0: &x0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize("field", ["title", "keywords"])
def test_a_bomb_of_aliases_costs_nothing(field):
    began = time.monotonic()
    text = f"---\n{bomb(12)}\n{field}: *x11\n---\n{TALKS}"
    if field == "title":
        assert rejection(text).code == "bad_front_matter"
    else:
        assert draft(text).text == TALKS
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("deep", ["[" * 30_000, "{a: " * 15_000, "- " * 20_000, "&a " * 9_000])
def test_front_matter_of_endless_depth_is_refused(deep):
    began = time.monotonic()
    assert rejection(f"---\ntitle: {deep}\n---\n{TALKS}").code == "bad_front_matter"
    assert time.monotonic() - began < 5


def test_front_matter_as_long_as_a_book_is_refused():
    found = rejection("---\n" + "title: Talks\n" * 10_000 + "---\n" + TALKS)
    assert found.code == "bad_front_matter" and "longer than" in found.reason


def test_a_name_given_twice_or_known_under_two_names_counts_once():
    assert draft("---\nurl: https://example.org/a\nlink: https://example.org/b\n---\nx").url == "https://example.org/a"


def test_the_body_may_hold_lines_of_hyphens_and_front_matter_of_its_own():
    body = "Part one.\n---\ntitle: no title\n---\nPart two."
    assert draft(markdown(body)).text == body


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), min_size=1))
def test_a_body_comes_through_as_it_is(text):
    if text.strip():
        assert draft(markdown(text)).text == text


@given(st.text(st.sampled_from("-:#&*![]{}|>'\"%@`,? \n\tab\\"), max_size=60))
def test_no_front_matter_is_worse_than_a_reason(front):
    (found,) = drafts(f"---\n{front}\n---\n{TALKS}")
    assert isinstance(found, Draft) or found.code == "bad_front_matter"
