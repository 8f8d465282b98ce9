"""Reading a reference table, strictly.

Belongs here: how a `.tsv` of this folder becomes rows of text. Does not belong here: what a table means
(`actors`, `places`, …), nor any default for a value that is missing or wrong.

A table is UTF-8, tab-separated and unquoted: leading `#` lines say what it is, then comes a header, then rows.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent


class Row(NamedTuple):
    """One row: where it stands, for messages, and its cells by column."""

    place: str
    cells: dict[str, str]

    def wrong(self, why: str) -> ValueError:
        """The error to raise for this row, naming file and line."""
        return ValueError(f"{self.place}: {why}")

    def day(self, column: str) -> date | None:
        """An ISO 8601 day, None where empty. ValueError for anything else."""
        text = self.cells[column]
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.wrong(f"{column} is no day (YYYY-MM-DD): {text!r}") from None

    def names(self, column: str, separator: str = "|") -> tuple[str, ...]:
        """The members of a joined cell, in order; none for an empty cell. ValueError for an empty member."""
        text = self.cells[column]
        if not text:
            return ()
        parts = tuple(part.strip() for part in text.split(separator))
        if not all(parts):
            raise self.wrong(f"{column} has an empty member: {text!r}")
        return parts


def read_table(path: Path, columns: Sequence[str], key: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a table whose header is exactly `columns`.

    ValueError, naming file and line, for an unknown or missing column, a wrong number of fields, stray blanks around
    a cell, an empty line, or a second row with the same cells in `key`.
    """
    seen: dict[tuple[str, ...], int] = {}
    header: list[str] | None = None
    name = path.name
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if header is None and line.startswith("#"):
            continue
        fields = line.split("\t")
        if header is None:
            header = fields
            if fields != list(columns):
                odd = sorted(set(fields) ^ set(columns)) or ["the order"]
                raise ValueError(f"{name}:{number}: expected the columns {list(columns)}, differs in {odd}")
            continue
        if len(fields) != len(header):
            raise ValueError(f"{name}:{number}: {len(fields)} fields, expected {len(header)}")
        if fields != [cell.strip() for cell in fields]:
            raise ValueError(f"{name}:{number}: blanks around a cell")
        row = Row(f"{name}:{number}", dict(zip(header, fields, strict=True)))
        identity = tuple([row.cells[column] for column in key])
        if identity in seen:
            raise row.wrong(f"{' '.join(identity)!r} stands in line {seen[identity]} already")
        seen[identity] = number
        yield row
    if header is None:
        raise ValueError(f"{name}: no header")
