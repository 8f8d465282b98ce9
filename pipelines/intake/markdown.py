"""Markdown with front matter, and plain text: the body is the report, the front matter says whose and when.

Belongs here: splitting and reading front matter. It is YAML of plain names and values; anything deeper is
refused, because a report's description needs no more and hostile YAML does.
"""

import re

import yaml

from pipelines.intake.draft import Draft, Rejection

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENING = re.compile(r"---[ \t]*\n[ \t]*(?:url|link|outlet|source|title|headline|language|date|published)\w*:")
MAX_FRONT_MATTER = 64 * 1024
_NAMES = {
    "url": ("url", "link", "source_url"),
    "outlet": ("outlet", "source", "publisher", "site"),
    "title": ("title", "headline"),
    "language": ("language", "lang"),
    "published": ("published", "date", "published_at", "publication_date"),
}


def has_front_matter(text: str) -> bool:
    """Whether a text opens with front matter, or with the beginning of one that never ends."""
    return text.startswith("---") and (_FRONT.match(text) is not None or _OPENING.match(text) is not None)


def read_markdown(text: str) -> Draft | Rejection:
    """Draft from a text that opens with front matter. `text` has LF line ends only."""
    match = _FRONT.match(text)
    if match is None:
        return Rejection("bad_front_matter", "the front matter has no end; close it with a line of three hyphens")
    front = match.group(1)
    if len(front) > MAX_FRONT_MATTER:
        return Rejection("bad_front_matter", f"the front matter is longer than {MAX_FRONT_MATTER} characters")
    try:
        # BaseLoader builds strings only: a date stays as the file spells it, and nothing is executed
        values = yaml.load(front, Loader=yaml.BaseLoader) or {}  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" near line {line + 2}" if line is not None else ""
        return Rejection(
            "bad_front_matter",
            f"the front matter is no YAML{where}; write `name: value` on each line, "
            "and quotes around a value that holds a colon",
        )
    if not isinstance(values, dict):
        return Rejection("bad_front_matter", "the front matter is no list of `name: value`")
    found: dict[str, str | None] = {}
    for field, names in _NAMES.items():
        value = next((values[n] for n in names if n in values), None)
        if value is not None and not isinstance(value, str):
            return Rejection("bad_front_matter", f"`{field}` in the front matter is no plain value")
        found[field] = value.strip() or None if value is not None else None
    return Draft(text[match.end() :], "text/markdown", **found)  # type: ignore[arg-type]


def read_plain(text: str) -> Draft:
    """Draft from plain text: all of it is the body."""
    return Draft(text, "text/plain")
