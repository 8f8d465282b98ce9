"""Previews: a few rows, no words of reports, and nothing from outside read as markup."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pipelines.release.preview import MAX_CELL, MAX_COLUMNS, WORDS_OF_REPORTS, escaped, markdown, preview, shortened
from schemas.catalogue import TABLES

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "https://evil.example www.evil.example a@evil.example",
    "a | b || c \\| d",
    "`code` **bold** _it_ ~~no~~ # head\n\n---\n> quote\n1. one",
    "&lt;b&gt; &amp; &#60;",
    "$x^2$ {{ template }} :smile:",
]


def in_html(text: str) -> str:
    """Text as a renderer of Markdown writes it: an apostrophe needs no escaping between tags."""
    return html.escape(text).replace("&#x27;", "'")


def shown(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text):
    assert shown(escaped(text)) == f"<p>{in_html(shortened(text, MAX_CELL))}</p>\n"


@given(st.text())
def test_any_text_stays_one_cell_without_markup(text):
    rendered = shown(markdown(("one", "two"), [(text, "end")]))
    cell = in_html(shortened(text, MAX_CELL))
    assert f"<td>{cell}</td>\n<td>end</td>" in rendered
    assert rendered.count("<tr>") == 2


def test_a_long_text_is_cut_and_loses_control_characters():
    assert len(shortened("x" * 500, 80)) == 80
    assert shortened("a\x1b[31m\n\tb\u202ec", 80) == "a [31m b c"


@pytest.mark.parametrize("name", TABLES)
def test_a_preview_shows_ten_rows_eight_columns_and_no_words_of_reports(name):
    table = TABLES[name]
    secret = "They met in secret"
    row = {c.name: secret if c.name in WORDS_OF_REPORTS else "x" for c in table.columns}
    lines = preview(table, [row] * 20).splitlines()
    assert len(lines) == 12
    assert lines[0].count(" |") <= MAX_COLUMNS
    assert secret not in "".join(lines)
    assert lines[0].startswith("| " + escaped(table.key[0]))


def test_an_empty_table_says_so():
    assert preview(TABLES["meetings"], []) == "no rows"


def test_every_column_that_can_hold_words_of_a_report_is_left_out():
    worded = {
        c.name
        for table in TABLES.values()
        for c in table.columns
        if c.origin == "claimed" and not c.codes and c.type == "string"
    }
    names_of_things = {
        *("place_name", "country_code", "party_names", "mediator_names", "host_names", "person_names", "actor_name"),
        *("holder_name", "speaker_name", "addressee_name", "obligor_names", "step"),
    }
    assert worded - names_of_things - WORDS_OF_REPORTS == set()
