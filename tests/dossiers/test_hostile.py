"""Whatever stands in a report stays text: no script, no attribute, no turned or hidden letters, no odd link."""

import json
import re
import unicodedata

import pytest

from pipelines.dossiers.plain_text import HIDDEN, clipped, file_stem, neutral, web_address
from pipelines.validation.tableset import TableSet
from schemas.catalogue import TABLES
from tests.dossiers.hostile import FACTS_HOSTILE, SCRIPT, TEXTS, hostile
from tests.dossiers.sites import Page, pages_of, talks

_TAGS = {
    *("html", "head", "meta", "title", "link", "script", "body", "header", "nav", "main", "footer", "section", "div"),
    *(
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "a",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "span",
        "bdi",
        "mark",
        "blockquote",
        "time",
    ),
    *("code", "cite", "del", "ins", "strong", "label", "input", "select", "option", "button", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "abbr", "noscript"),
    *("svg", "defs", "g", "path", "circle", "line", "rect", "text", "use", "desc"),
}
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"


@pytest.fixture(scope="module", params=range(0, len(TEXTS), 3))
def files(request, tmp_path_factory) -> dict[str, str]:
    s = talks(tmp_path_factory.mktemp("hostile") / "home")
    s.build()
    tables = {name: s.rows(name) for name in TABLES}
    (row,) = s.rows("meetings")
    changed = {"table_name": "meetings", "record_id": row["meeting_id"], "since_release": "25.1"}
    tables["changes"] = [
        {**changed, "field": "outcome", "kind": "changed", "old_value": "words", "new_value": "others"},
        {**changed, "record_id": "m-gone234567", "field": "", "kind": "removed", "old_value": None, "new_value": None},
    ]
    return pages_of(hostile(TableSet.of_rows(tables), request.param), FACTS_HOSTILE)


def pages(files: dict[str, str]) -> dict[str, Page]:
    return {name: Page(text) for name, text in files.items() if name.endswith(".html")}


def test_no_text_becomes_an_element_or_an_attribute(files):
    for name, page in pages(files).items():
        assert {e.tag for e in page.elements} <= _TAGS, name
        scripts = [e.attributes["src"].rpartition("/")[2] for e in page.all("script")]
        assert scripts == ["release.js", "dossiers.js"], name
        for element in page.elements:
            odd = [a for a in element.attributes if a.startswith("on") or a in ("style", "srcset", "formaction")]
            assert odd == [], (name, element.tag)


def test_every_page_has_a_policy_that_forbids_all_but_its_own_files(files):
    for name, page in pages(files).items():
        policies = [e.attributes["content"] for e in page.all("meta") if "http-equiv" in e.attributes]
        assert policies == [_POLICY], name


def test_links_lead_to_pages_of_the_site_or_to_https(files):
    read = pages(files)
    for name, page in read.items():
        folder = name.rpartition("/")[0]
        for link in page.links:
            path = link.partition("#")[0]
            target = re.sub(r"^[^/]+/\.\./", "", f"{folder}/{path}" if folder else path) if path else name
            assert target in read, (name, link)


def test_attacks_are_read_as_words(tmp_path, files):
    seen = "".join(page.text for page in pages(files).values())
    assert SCRIPT in seen and "{{ 7 * 7 }}{% raw %}" in seen and "&lt;b&gt;" in seen


def test_nothing_hidden_or_turning_stands_in_any_file(files):
    for name, text in files.items():
        odd = {c for c in set(text) if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
        assert odd == set(), (name, odd)
        assert not re.search("\u0301{4}", text)


@pytest.mark.parametrize(
    ("name", "variable", "part"),
    [("files/search-index.js", "parleyIndex", "records"), ("files/release.js", "parleyRelease", "citation")],
)
def test_what_pages_load_is_one_literal_that_no_text_can_end(files, name, variable, part):
    text = files[name]
    assert text.startswith(f"window.{variable}={{") and text.endswith("};\n")
    assert not set("<>&") & set(text)
    assert json.loads(text.removeprefix(f"window.{variable}=").removesuffix(";\n"))[part]


def test_names_of_files_are_plain(files):
    assert all(re.fullmatch(r"([a-z]+/)?[A-Za-z0-9_-]+\.(html|css|js)", name) for name in files)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, 'quoted' – naïve", "plain, 'quoted' – naïve"),
        ("a\u202eb\u2069c", f"a{HIDDEN}b{HIDDEN}c"),
        ("ten\u200bpeople", f"ten{HIDDEN}people"),
        ("a\nb\tc\u2028d", "a b c d"),
        ("\x00\x1b[31m", f"{HIDDEN}{HIDDEN}[31m"),
        ("e\u0301 is é", "e\u0301 is é"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_characters_are_replaced_one_by_one(text, shown):
    assert neutral(text) == shown and len(neutral(text)) == len(text)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "//x.org",
                                 "https://x.org/\u202e", "https://[x", "", None])  # fmt: skip
def test_only_web_addresses_become_links(url):
    assert web_address(neutral(url) if url else url) is None


def test_ids_that_are_no_names_of_files_get_one():
    assert file_stem("m-2345672345") == "m-2345672345"
    odd = ("../../etc/passwd", "a b", ".hidden", "con.", "x" * 300, "<script>", "")
    assert len({file_stem(o) for o in odd}) == len(odd)
    assert all(re.fullmatch(r"x-[a-z2-7]{10}", file_stem(o)) for o in odd)


def test_what_is_long_is_cut_at_a_word():
    assert clipped("one two three four", 12) == "one two…"
    assert clipped("W" * 50, 10) == "W" * 9 + "…"
