"""A saved news page: the article's text, and what the page says about itself.

Belongs here: reading one HTML document. The article is found by trafilatura; who published it and when is
read from explicit metadata only (JSON-LD, meta elements, `time`), never guessed from the text.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from pipelines.intake.draft import Draft, Rejection
from pipelines.intake.published import parse_published

_META = {
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publish-date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "parsely-pub-date",
    ),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "title": ("og:title", "twitter:title", "dc.title"),
    "url": ("og:url",),
}
#: Beyond these, the second opinion on what the article is, whose cost grows with the square, is not asked for; and
#: beyond those, a page is no report.
MANY_ELEMENTS = 10_000
MAX_ELEMENTS = 50_000
#: A line that a person wrote, not the label of a link: long, or closed like a sentence.
_SENTENCE = re.compile(r"\S.{39}|\w\W*[.!?…。！？]\W*$")
_LOOKS = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|meta|title)\b", re.IGNORECASE)
_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
#: What browsers read where a page names the narrower one (WHATWG Encoding Standard, names and labels).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}


def looks_like_html(text: str) -> bool:
    """Whether a text opens like an HTML document, or a part of one."""
    return text[:4096].lstrip("\ufeff \t\r\n")[:1] == "<" and _LOOKS.search(text[:4096]) is not None


def decode_declared(data: bytes) -> str | None:
    """Text of a page in the encoding that it declares; None where it declares none, or another than its own."""
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii", "replace")).name
        return data.decode(_WIDER.get(name, name))
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def read_html(page: str) -> Draft | Rejection:
    """Draft from a saved page, or `no_article`."""
    # imported here: both are slow to load, and most inboxes hold no HTML
    import lxml.etree
    import lxml.html
    import trafilatura

    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, ValueError) as error:
        return Rejection("no_article", f"the page cannot be read as HTML: {error}")
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        # the parser stops there, and what follows would be lost without a word
        return _no_article("the page is nested too deeply to be read")
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_ELEMENTS:
        return _no_article(f"the page has {elements} elements; the limit is {MAX_ELEMENTS}")
    text = trafilatura.extract(
        page, fast=elements > MANY_ELEMENTS, include_comments=False, include_tables=False, output_format="txt"
    )
    if not text or not any(_SENTENCE.search(line) for line in text.split("\n")):
        return _no_article("no article was found on the page")
    said = _said(tree)
    published = said.pop("published", [])
    values = {name: next(iter(found), None) for name, found in said.items()}
    # a page that gives its date in several ways often gives one of them for people only
    day = next((p for p in published if _is_date(p)), next(iter(published), None))
    return Draft(text, "text/html", published=day, **values)  # type: ignore[arg-type]


def _no_article(why: str) -> Rejection:
    return Rejection("no_article", f"{why}; save its text as .txt or .md instead")


def _said(tree: Any) -> dict[str, list[str]]:
    """What the page says about itself, by field, the most reliable place first."""
    said: dict[str, list[str]] = {}

    def note(field: str, value: Any) -> None:
        if isinstance(value, str) and value.strip():
            said.setdefault(field, []).append(value.strip())

    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            note("url", link.get("href"))
    for item in _linked_data(tree):
        note("published", item.get("datePublished"))
        note("title", item.get("headline"))
        note("outlet", _name(item.get("publisher")))
        note("language", item.get("inLanguage"))
    meta: dict[str, str | None] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        meta.setdefault(name.lower(), element.get("content"))
    for field, names in _META.items():
        for name in names:
            note(field, meta.get(name))
    for moment in _times(tree):
        note("published", moment)
    for title in tree.iter("title"):
        note("title", title.text_content())
    note("language", tree.getroottree().getroot().get("lang"))
    return said


def _times(tree: Any) -> list[str]:
    """Moments of `time` elements that can only be those of publication.

    Marked as such, or inside the article, or the only one: the clock in a page's head is no date of publication.
    """
    elements = [e for e in tree.iter("time") if (e.get("datetime") or "").strip()]
    marked = [e for e in elements if (e.get("itemprop") or "").lower() == "datepublished" or "pubdate" in e.attrib]
    inside = [e for e in elements if next(e.iterancestors("article"), None) is not None]
    alone = elements if len({e.get("datetime").strip() for e in elements}) == 1 else []
    return [e.get("datetime") for e in (*marked, *inside, *alone)]


def _is_date(text: str) -> bool:
    try:
        parse_published(text)
    except ValueError:
        return False
    return True


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        items = value if isinstance(value, list) else value.get("@graph", [value]) if isinstance(value, dict) else []
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and "Article" in str(item.get("@type")):
                yield item


def _name(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value
