"""Which day a phrase for a single day means, seen from the day of writing.

Belongs here: the anchor, and one rule for each kind of phrase that means a day of the calendar or the week. The
conventions are those of the coding manual: a past weekday is the latest such day on or before publication, a
future one the first strictly after.
Does not belong here: longer times (`period_rules`), distances and spans (`anchor`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipelines.coding.dates.calendar import (
    DAY,
    Interval,
    choose,
    first_of_month,
    monday_of,
    one_day,
    valid_day,
    weekday_near,
)
from pipelines.coding.dates.phrase import Phrase

UNKNOWN = Interval(None, None, "unknown")
RELATIVE = Interval(None, None, "relative")
#: How many years around the day of writing are tried for a day or month without a year; leap days need eight.
_YEARS_AROUND = 8
_FAR, _NEAR = 330 * DAY, 35 * DAY
SHIFTS = {"last": -1, "this": 0, "next": 1}
FOCUS_SHIFTS = {"previous": -1, "same": 0, "following": 1}


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Anchor:
    """From where a phrase is seen: the day of writing, the direction its clause points to, the days in focus."""

    written: date
    direction: str | None
    focus: Interval | None
    #: whether the days in focus are named in the same sentence
    is_near: bool = False


def focus_day(focus: Interval | None, is_forward: bool) -> date | None:
    """The day that something later (or earlier) than the focus is counted from."""
    if focus is None or focus.precision not in ("day", "range"):
        return None
    return focus.end if is_forward else focus.start


def years_around(year: int) -> range:
    return range(max(2, year - _YEARS_AROUND), min(9997, year + _YEARS_AROUND) + 1)


def fixed_day_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    return one_day(anchor.written + (phrase.count or 0) * DAY)


def fixed_night_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    start = anchor.written if anchor.direction == "future" else anchor.written - DAY
    return Interval(start, start + DAY, "range")


def fixed_focus_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    count = phrase.count or 0
    if count == 0 and anchor.direction == "future" and not anchor.is_near:
        # "is to see him later in the day": that of the report
        return one_day(anchor.written)
    day = focus_day(anchor.focus, count > 0)
    if day is None:
        return RELATIVE
    if count == 0 and anchor.focus and anchor.focus.start != anchor.focus.end:
        return RELATIVE
    return one_day(day + count * DAY)


@lru_cache(maxsize=4_000)
def _days_around(year: int, month: int, number: int) -> tuple[Interval, ...]:
    """The day of a month in the years around one."""
    return tuple(one_day(day) for y in years_around(year) if (day := valid_day(y, month, number)))


def day_rule(phrase: Phrase, anchor: Anchor) -> Interval | None:
    month, number = phrase.month or 0, phrase.day or 0
    year = phrase.year if phrase.year_shift is None else anchor.written.year + phrase.year_shift
    if year is not None:
        day = valid_day(year, month, number)
        return one_day(day) if day else None
    days: Sequence[Interval] = _days_around(anchor.written.year, month, number)
    if phrase.weekday is not None:
        # The weekday tells the year: only years near by, or any day would find one.
        near = [d for d in days if d.start and abs(d.start.year - anchor.written.year) <= 1]
        days = [d for d in near if d.start and d.start.weekday() == phrase.weekday] or days
    if phrase.shift == "last":
        return choose(days, anchor.written - DAY, "past")
    chosen = choose(days, anchor.written, anchor.direction)
    closest = choose(days, anchor.written, None)
    return closest if _is_far_fetched(chosen, closest, anchor.written) else chosen


def _is_far_fetched(chosen: Interval | None, closest: Interval | None, written: date) -> bool:
    """A day eleven months off is named with its year; without one, the day at hand is meant, whatever the tense."""
    if chosen is None or closest is None or chosen.start is None or closest.start is None:
        return chosen is None
    return abs(chosen.start - written) > _FAR and abs(closest.start - written) < _NEAR


def day_of_month_rule(phrase: Phrase, anchor: Anchor) -> Interval | None:
    written, number = anchor.written, phrase.day or 0
    if phrase.shift in SHIFTS:
        first = first_of_month(written.year, written.month + SHIFTS[phrase.shift])
        day = valid_day(first.year, first.month, number)
        return one_day(day) if day else None
    if phrase.shift:
        base = anchor.focus.start if anchor.focus else None
        if base is None:
            return RELATIVE
        first = first_of_month(base.year, base.month + FOCUS_SHIFTS[phrase.shift])
        day = valid_day(first.year, first.month, number)
        return one_day(day) if day else None
    months = [first_of_month(written.year, written.month + k) for k in range(-12, 13)]
    days = [one_day(day) for m in months if (day := valid_day(m.year, m.month, number))]
    if phrase.weekday is not None:
        matching = [d for d in days if d.start and d.start.weekday() == phrase.weekday]
        return choose(matching or days, written, None)
    in_focus = _day_in_month_of_focus(number, anchor)
    return one_day(in_focus) if in_focus else choose(days, written, anchor.direction)


def _day_in_month_of_focus(number: int, anchor: Anchor) -> date | None:
    """ "The 26th … stayed until the 31st": the month goes on, unless the tense speaks against it."""
    focus = anchor.focus
    base = focus.start if focus and focus.precision in ("month", "week") else focus_day(focus, False)
    day = valid_day(base.year, base.month, number) if base else None
    if base is not None and anchor.is_near and base.day < number:
        # "since 22 August … from noon on the 23rd"
        return day
    if day is None or (anchor.direction == "past" and day > anchor.written):
        return None
    return None if anchor.direction == "future" and day < anchor.written else day


def weekday_rule(phrase: Phrase, anchor: Anchor) -> Interval:
    weekday, written, count = phrase.weekday or 0, anchor.written, phrase.count or 0
    if phrase.shift == "of_week":
        return one_day(monday_of(written) + (7 * count + weekday) * DAY)
    if count:
        return one_day(weekday_near(written, weekday, "future") + 7 * count * DAY)
    if phrase.shift == "last":
        return one_day(weekday_near(written - DAY, weekday, "past"))
    if phrase.shift == "next":
        return one_day(weekday_near(written, weekday, "future"))
    if phrase.shift == "this":
        direction = "past" if anchor.direction == "past" else "planned" if anchor.direction == "planned" else "present"
        return one_day(weekday_near(written, weekday, direction))
    if phrase.shift in FOCUS_SHIFTS:
        day = focus_day(anchor.focus, phrase.shift == "following")
        if day is None:
            return RELATIVE
        if phrase.shift == "same":
            return one_day(weekday_near(day, weekday, "planned"))
        is_following = phrase.shift == "following"
        return one_day(weekday_near(day if is_following else day - DAY, weekday, "future" if is_following else "past"))
    return one_day(weekday_near(written, weekday, anchor.direction))
