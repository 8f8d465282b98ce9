"""Which days a week, month, season or year means, seen from the day of writing.

Belongs here: one rule for each kind of phrase longer than a day. The conventions are those of the coding manual:
parts of a month are the month, parts of a year the year; last and next week run from Monday to Sunday.
Does not belong here: what is counted from a phrase, and spans between two of them (`anchor`).
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from pipelines.coding.dates.calendar import DAY, Interval, choose, monday_of, months_from, years_from
from pipelines.coding.dates.day_rules import FOCUS_SHIFTS, RELATIVE, SHIFTS, Anchor, years_around
from pipelines.coding.dates.phrase import Phrase


@lru_cache(maxsize=1_000)
def _months_around(year: int, month: int, length: int, precision: str) -> tuple[Interval, ...]:
    """The months in the years around one."""
    return tuple(months_from(y, month, length, precision) for y in years_around(year))


def _named_months(phrase: Phrase, anchor: Anchor, length: int, precision: str) -> Interval | None:
    """A month, season or quarter by name: `phrase.month` its first month, `length` months."""
    month = phrase.month or 1
    year = phrase.year if phrase.year_shift is None else anchor.written.year + phrase.year_shift
    if year is not None:
        return months_from(year, month, length, precision)
    periods = _months_around(anchor.written.year, month, length, precision)
    written = anchor.written
    if phrase.shift == "last":
        return choose([p for p in periods if p.end and p.end < written], written, "past")
    if phrase.shift == "next":
        return choose([p for p in periods if p.start and p.start > written], written, "future")
    if phrase.shift == "this":
        return months_from(written.year, month, length, precision)
    if phrase.shift in FOCUS_SHIFTS:
        base = anchor.focus.start if anchor.focus else None
        direction = {"previous": "past", "same": None, "following": "future"}[phrase.shift]
        return choose(periods, base, direction) if base else RELATIVE
    return choose(periods, written, anchor.direction)


def month_rule(phrase: Phrase, anchor: Anchor) -> Interval | None:
    return _named_months(phrase, anchor, 1, "month")


def season_rule(phrase: Phrase, anchor: Anchor) -> Interval | None:
    return _named_months(phrase, anchor, 3, "quarter")


def quarter_rule(phrase: Phrase, anchor: Anchor) -> Interval | None:
    return _named_months(replace(phrase, month=3 * (phrase.count or 1) - 2), anchor, 3, "quarter")


def year_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    return _part_of_year(phrase.year or anchor.written.year, phrase.part)


def _part_of_year(year: int, part: str | None) -> Interval:
    """A half is its months; early, late and the end are the year, as the manual has it for months."""
    if part in ("first_half", "second_half"):
        return months_from(year, 1 if part == "first_half" else 7, 6, "year")
    return years_from(year)


def decade_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    return years_from(phrase.year or anchor.written.year, 10)


def _base(phrase: Phrase, anchor: Anchor) -> tuple[date | None, int]:
    """What a shifted unit is counted from, and by how many units."""
    if phrase.shift in FOCUS_SHIFTS:
        return (anchor.focus.start if anchor.focus else None), FOCUS_SHIFTS[phrase.shift]
    return anchor.written, SHIFTS[phrase.shift] if phrase.shift else (phrase.count or 0)


def week_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    base, count = _base(phrase, anchor)
    if base is None:
        return RELATIVE
    monday, written = monday_of(base) + 7 * count * DAY, anchor.written
    sunday = monday + 6 * DAY
    parts = {"early": (monday, monday + 2 * DAY), "middle": (monday + DAY, monday + 3 * DAY)}
    parts["late"] = (monday + 3 * DAY, sunday)
    if count == 0 and phrase.shift == "this":
        parts["later"] = (min(written + DAY, sunday), sunday)
        parts["earlier"] = (monday, max(written - DAY, monday))
    start, end = parts.get(phrase.part or "", (monday, sunday))
    return Interval(start, end, "week")


def month_ref_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    base, count = _base(phrase, anchor)
    return months_from(base.year, base.month + count, 1, "month") if base else RELATIVE


def year_ref_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    base, count = _base(phrase, anchor)
    return _part_of_year(base.year + count, phrase.part) if base else RELATIVE


def weekend_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    written = anchor.written
    this_saturday = monday_of(written) + 5 * DAY
    if phrase.shift in FOCUS_SHIFTS:
        if anchor.focus is None or anchor.focus.start is None:
            return RELATIVE
        saturday = monday_of(anchor.focus.start) + (5 + 7 * FOCUS_SHIFTS[phrase.shift]) * DAY
    elif phrase.shift == "last":
        saturday = this_saturday - 7 * DAY
    elif phrase.shift == "next":
        saturday = this_saturday if this_saturday > written else this_saturday + 7 * DAY
    elif anchor.direction in ("future", "present") or (phrase.shift == "this" and anchor.direction != "past"):
        saturday = this_saturday
    else:
        saturday = this_saturday if this_saturday <= written else this_saturday - 7 * DAY
    return Interval(saturday, saturday + DAY, "range")
