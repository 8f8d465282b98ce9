"""A few rows as Markdown, for people who look at a build in a browser.

Belongs here: which rows and columns are shown, and making text from outside harmless. Words of a report are never
shown: a release can withdraw them, a log of runs cannot.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schemas.table import Table

MAX_ROWS, MAX_COLUMNS, MAX_CELL = 10, 8, 80
#: columns that hold, or may hold, words of a report, or an address that a browser would make a link of
WORDS_OF_REPORTS = frozenset(
    ("evidence", "quote", "demand", "outcome", "text", "title", "value", "old_value", "new_value", "date_text")
) | {"conditioned_text", "reason", "message", "status_reason", "url", "text_sha256", "judgement"}
#: columns that say most, shown before the others
_FIRST = (
    *("status", "kind", "name", "party_names", "holder_name", "addressee_name", "place_name", "date_start", "date"),
    *("is_covered", "meetings_held", "highest_level", "agreements_reached", "conditions_open", "n_reports"),
    *("started_on", "ended_on", "end_reason", "days"),
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:@^$=])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: one line, nothing of it read as markup, link or HTML; cut when long."""
    plain = "".join(_ENTITIES.get(c, c) for c in shortened(text, MAX_CELL))
    return _SPECIAL.sub(r"\\\1", plain)


def shortened(text: str, length: int = 200) -> str:
    """Text on one line, without control characters, cut when longer than `length`."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def markdown(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table of at most ten rows."""
    lines = [_line(columns), "|" + " --- |" * len(columns)]
    lines += [_line(row) for row, _ in zip(rows, range(MAX_ROWS), strict=False)]
    return "\n".join(lines)


def preview(table: Table, rows: Sequence[Mapping[str, Any]]) -> str:
    """The first rows of a table, key first, without words of reports."""
    if not rows:
        return "no rows"
    columns = preview_columns(table)
    return markdown(columns, ([row[c] for c in columns] for row in rows))


def preview_columns(table: Table) -> list[str]:
    """Columns that a preview shows: the key, those that say most, then others in the order of the table."""
    others = [c.name for c in table.columns if c.name not in table.key and c.name not in WORDS_OF_REPORTS]
    rank = {name: place for place, name in enumerate(_FIRST)}
    others.sort(key=lambda name: rank.get(name, len(rank)))
    return [*table.key, *others][:MAX_COLUMNS]


def _line(cells: Iterable[Any]) -> str:
    return "| " + " | ".join("" if cell is None else escaped(str(cell)) for cell in cells) + " |"
