"""Reports that nobody checked: what they tell completes no plan, moves no date and outweighs no other report.

Belongs here: telling them by what they say of themselves, and by their outlet. Does not belong here: what follows for a
record (`bars.py`, `record.py`), its history and its values (`pipelines.tables`).
"""

import re
from functools import cache
from pathlib import Path

from pipelines.reference.sources import source_called
from pipelines.reference.tsv import read_table


def is_unchecked(text: str, outlet: str | None) -> bool:
    """Whether a text says that a machine compiled it, or its outlet is an aggregator or of low reliability."""
    known = source_called(outlet) if outlet else None
    if known is not None and (known.reliability == "low" or known.kind == "aggregator"):
        return True
    return declared_at(text) is not None


def declared_at(text: str) -> tuple[int, int] | None:
    """Start and end of the first words by which a text says that nobody checked it."""
    lower = text.lower()
    for words, pattern in _declared():
        if any(word in lower for word in words) and (found := pattern.search(text)) is not None:
            return found.span()
    return None


@cache
def _declared() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    path = Path(__file__).with_name("unchecked.tsv")
    rows = [row.cells for row in read_table(path, ("words", "pattern", "meaning"), key=("words",))]
    return tuple((tuple(row["words"].split("; ")), re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
