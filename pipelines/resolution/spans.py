"""Spans of days: when a claim says that a thing was, is or will be.

Belongs here: reading the days off what a claim tells. Does not belong here: comparing those of two things
(`likeness.py`). Days are counted from 0001-01-01 (`date.toordinal`), for a fold compares a great many of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from pipelines.reference.tsv import read_table

#: field -> its values that are not empty
Told = Mapping[str, tuple[str, ...]]
#: precisions of dates that name their days
EXACT = ("day", "range")
#: how many days a month is told to have, one less
_MONTH = (27, 31)


@cache
def _words() -> tuple[Mapping[str, str], ...]:
    path = Path(__file__).with_name("day_words.tsv")
    return tuple(row.cells for row in read_table(path, ("words", "tells", "first", "last"), key=("words",)))


def _pattern(tells: str) -> re.Pattern[str]:
    """What finds the words that tell a thing of days."""
    words = "|".join(re.escape(row["words"]) for row in _words() if row["tells"] == tells)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _parts() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """The days of a month that words for a part of it leave."""
    days = {row["tells"]: (int(row["first"]), int(row["last"])) for row in _words() if row["first"]}
    return tuple((_pattern(tells), first, last) for tells, (first, last) in days.items())


@cache
def _ended() -> re.Pattern[str]:
    """What tells of the day on which a thing was over, and so may have gone on for days."""
    return _pattern("ended")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A dated statement: first and last day, whether it names its days, and whether it is about a plan.

    `is_end`: it names the last day alone, and says that it is the last.
    """

    start: int
    end: int
    is_exact: bool
    planned: bool
    is_end: bool = False

    def overlaps(self, other: "DateSpan", slack: int = 0) -> bool:
        """Whether the two intervals share a day, give or take `slack` days."""
        return self.start <= other.end + slack and other.start <= self.end + slack


def dated(told: Told, quote: str, *, planned: bool) -> DateSpan:
    """The days that a claim gives; it must give a first one."""
    first = told["date_start"][0]
    last = told["date_end"][0] if "date_end" in told else first
    exact = "date_precision" not in told or told["date_precision"][0] in EXACT
    if not exact and "date_text" in told:
        return _part(first, last, told["date_text"][0], planned)
    is_end = exact and first == last and not planned and _ended().search(quote) is not None
    return _span(first, last, exact, planned, is_end)


@lru_cache(maxsize=100_000)
def _span(first: str, last: str, is_exact: bool, planned: bool, is_end: bool) -> DateSpan:
    return DateSpan(day_of(first), day_of(last), is_exact, planned, is_end)


@lru_cache(maxsize=10_000)
def _part(first: str, last: str, words: str, planned: bool) -> DateSpan:
    """Of a month the part that the words name: what is due in early May is not what is due at its end."""
    span = _span(first, last, False, planned, False)
    if _MONTH[0] <= span.end - span.start < _MONTH[1]:
        for pattern, start, end in _parts():
            if pattern.search(words):
                return DateSpan(span.start + start - 1, min(span.start + end - 1, span.end), False, planned)
    return span


def day_of(iso: str) -> int:
    """The number of a day."""
    return date.fromisoformat(iso).toordinal()
