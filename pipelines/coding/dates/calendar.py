"""Calendar arithmetic on intervals: weeks, months, years, and the nearest day of a kind.

Belongs here: the interval, and functions of days alone.
Does not belong here: phrases and what they mean (`anchor`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

DAY = timedelta(days=1)
#: so many times as far as a day gone by counts one to come, of what had been planned
_AHEAD = 2
#: How many days away a day still to come is soon.
_SOON = 60


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both included, and how finely they were stated (a date precision). None: not known."""

    start: date | None
    end: date | None
    precision: str


def one_day(day: date) -> Interval:
    """The interval of a single day."""
    return Interval(day, day, "day")


def monday_of(day: date) -> date:
    """The Monday of the week, Monday to Sunday, that `day` lies in."""
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> Interval:
    """The week, Monday to Sunday, that `day` lies in."""
    return Interval(monday_of(day), monday_of(day) + 6 * DAY, "week")


def months_from(year: int, month: int, count: int, precision: str) -> Interval:
    """`count` months from the first of `month`; `month` may lie outside 1..12 and counts on."""
    start = first_of_month(year, month)
    return Interval(start, first_of_month(start.year, start.month + count) - DAY, precision)


def first_of_month(year: int, month: int) -> date:
    """The first day of a month; `month` may lie outside 1..12 and counts on."""
    return date(known_year(year + (month - 1) // 12), (month - 1) % 12 + 1, 1)


def known_year(year: int) -> int:
    """`year`; raises OverflowError, as day arithmetic does, where the calendar has no such year."""
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"no year {year}")
    return year


def years_from(year: int, count: int = 1) -> Interval:
    """`count` whole years from `year`."""
    return Interval(date(known_year(year), 1, 1), date(known_year(year + count - 1), 12, 31), "year")


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day if the calendar has it."""
    if not MINYEAR <= year <= MAXYEAR or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if day > 28 and day > (first_of_month(year, month + 1) - DAY).day:
        return None
    return date(year, month, day)


def weekday_near(day: date, weekday: int, direction: str | None) -> date:
    """The day with that weekday: past: latest on or before `day`; future: first after it; present: first on or after
    it; planned: the nearest. Without a direction as past."""
    if direction == "future":
        return day + ((weekday - day.weekday() - 1) % 7 + 1) * DAY
    if direction == "present":
        return day + ((weekday - day.weekday()) % 7) * DAY
    if direction == "planned":
        return day + ((weekday - day.weekday() + 3) % 7 - 3) * DAY
    return day - ((day.weekday() - weekday) % 7) * DAY


def choose(candidates: Iterable[Interval], day: date, direction: str | None) -> Interval | None:
    """One of the intervals: past: the latest that has begun by `day`; future: the first that has not ended before
    it; otherwise the closest, the earlier of equals; planned: one to come only where it is much closer. None where
    there is none."""
    known = [c for c in candidates if c.start and c.end]
    if not known:
        return None
    if direction == "past":
        return max((c for c in known if c.start and c.start <= day), key=lambda c: c.start or day, default=None)
    if direction == "future":
        return min((c for c in known if c.end and c.end >= day), key=lambda c: c.start or day, default=None)
    ahead = _AHEAD if direction == "planned" else 1
    closest = known[0]
    nearest = _distance(closest, day, ahead)
    for interval in known[1:]:
        distance = _distance(interval, day, ahead)
        if distance < nearest or (distance == nearest and (interval.start or day) < (closest.start or day)):
            closest, nearest = interval, distance
    return closest


def _distance(interval: Interval, day: date, ahead: int) -> int:
    """Days between a day and an interval; `ahead` times as many where it is still to come."""
    if interval.start is not None and day < interval.start:
        days = (interval.start - day).days
        # what had been planned and is months away had been planned for the year before
        return days * ahead * (ahead if days > _SOON else 1)
    if interval.end is not None and day > interval.end:
        return (day - interval.end).days
    return 0
