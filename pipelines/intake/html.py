"""A saved news page: the article's text, and what the page says about itself.

Belongs here: reading one HTML document. The article is found by trafilatura; who published it and when is
read from explicit metadata only (JSON-LD, meta elements, `time`), never guessed from the text.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from pipelines.intake.draft import Draft, Rejection

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
_LOOKS = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)\b", re.IGNORECASE)


def looks_like_html(data: bytes) -> bool:
    """Whether bytes open like an HTML document."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and _LOOKS.search(data[:4096]) is not None


def read_html(data: bytes) -> Draft | Rejection:
    """Draft from a saved page, or `no_article`."""
    # imported here: both are slow to load, and most inboxes hold no HTML
    import lxml.etree
    import lxml.html
    import trafilatura

    try:
        tree = lxml.html.fromstring(data)
    except (lxml.etree.ParserError, ValueError) as error:
        return Rejection("no_article", f"the page cannot be read as HTML: {error}")
    text = trafilatura.extract(data, include_comments=False, include_tables=False, output_format="txt")
    if not text or not text.strip():
        return Rejection("no_article", "no article was found on the page; save its text as .txt or .md instead")
    found: dict[str, str | None] = {name: None for name in ("published", "outlet", "title", "url", "language")}
    for item in _linked_data(tree):
        found["published"] = found["published"] or _text(item.get("datePublished"))
        found["title"] = found["title"] or _text(item.get("headline"))
        found["outlet"] = found["outlet"] or _text(_name(item.get("publisher")))
        found["language"] = found["language"] or _text(item.get("inLanguage"))
    meta: dict[str, str | None] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        meta.setdefault(name.lower(), element.get("content"))
    for field, names in _META.items():
        found[field] = found[field] or next((_text(meta[n]) for n in names if _text(meta.get(n))), None)
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            found["url"] = _text(link.get("href")) or found["url"]
    if not found["published"]:
        found["published"] = next((_text(t.get("datetime")) for t in tree.iter("time") if t.get("datetime")), None)
    if not found["title"]:
        title = next(tree.iter("title"), None)
        found["title"] = _text(title.text_content()) if title is not None else None
    root = tree.getroottree().getroot()
    found["language"] = found["language"] or _text(root.get("lang"))
    return Draft(text, "text/html", **found)  # type: ignore[arg-type]


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


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
