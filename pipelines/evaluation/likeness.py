"""How alike two values of two codings are, from 0 to 1.

Belongs here: sets, values that may be missing, spans of days, evidence. Does not belong here: which values
count how much (`compared_meetings` and its neighbours).
"""

import calendar
import re
from collections.abc import Callable, Set
from functools import lru_cache
from typing import Any

#: First and last day, ISO 8601: such strings sort as the days do.
Days = tuple[str, str]

_MONTH = re.compile(r"\d{4}-\d{2}")
_QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


def jaccard(one: Set[str], other: Set[str]) -> float:
    """Share of the members of either set that are in both; 1 for two empty sets."""
    return len(one & other) / len(one | other) if one or other else 1.0


def same_or_missing(one: str | None, other: str | None) -> float:
    """1 for equal values, 0.5 where one is missing, 0 for two that differ."""
    if one == other:
        return 1.0
    return 0.5 if one is None or other is None else 0.0


def days(start: str | None, end: str | None) -> Days | None:
    """The days that a record's dates span; a month (YYYY-MM) spans all of its days. None where there is no date."""
    first, last = start or end, end or start
    if first is None or last is None:
        return None
    return _bounds(first)[0], _bounds(last)[1]


def _bounds(text: str) -> Days:
    if not _MONTH.fullmatch(text):
        return text, text
    year, month = map(int, text.split("-"))
    return f"{text}-01", f"{text}-{calendar.monthrange(year, month)[1]:02}"


def days_alike(one: Days | None, other: Days | None) -> float:
    """1 where the spans share a day or both are missing, 0.5 where one is missing, 0 where they lie apart."""
    if one is None or other is None:
        return 1.0 if one is other else 0.5
    return 1.0 if one[0] <= other[1] and other[0] <= one[1] else 0.0


def occurrences(words: str, body: str) -> list[tuple[int, int]]:
    """All spans of `words` in `body`, overlapping ones too; none for no words."""
    found = []
    start = body.find(words) if words else -1
    while start >= 0:
        found.append((start, start + len(words)))
        start = body.find(words, start + 1)
    return found


def evidence_overlap(one: str, other: str, body: str) -> float:
    """Characters of the body that both quotes cover, as a share of the shorter; the best over all occurrences.

    Where a quote does not stand in the body to the letter, blanks, quotes and dashes, then case are ignored.
    0 where a quote is missing or still not found.
    """
    for spell in _SPELLINGS:
        ours, theirs = (occurrences(spell(quote), spell(body)) for quote in (one, other))
        if ours and theirs:
            return max(_shared(a, b) for a in ours for b in theirs)
    return 0.0


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / min(one[1] - one[0], other[1] - other[0])


def _exact(text: str) -> str:
    return text


@lru_cache(maxsize=256)
def _loose(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())


@lru_cache(maxsize=256)
def _caseless(text: str) -> str:
    return _loose(text).casefold()


_SPELLINGS: tuple[Callable[[Any], str], ...] = (_exact, _loose, _caseless)
