"""The scale of a timeline: from days to columns, and from columns to per cent of the width.

Belongs here: which unit of the calendar is a column, where a day falls, which dates are written under the axis, and
setting apart what happened long before the rest. Does not belong here: what is drawn (`timeline.py`).
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.dossiers.words import MONTHS

#: columns that fit side by side on the narrowest screen
MOST_COLUMNS = 38
#: share of the width kept for what happened long before the rest
_EARLIER = 14.0
#: a share of the records that far before the others is set apart
_FEW, _LONG = 0.2, 0.5
_FEW_WEEKS, _QUARTER = timedelta(days=28), timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Tick:
    """A date under the axis: where, in per cent, its words, the year where it is new, and which end stands there."""

    x: float
    words: str
    year: str
    anchor: str


@dataclass(frozen=True, slots=True)
class TimeScale:
    """`edges` are the first days of the columns and of the one after the last; `earlier` are days before them."""

    unit: str
    edges: tuple[date, ...]
    earlier: bool

    @property
    def left(self) -> float:
        """Where the columns begin, in per cent."""
        return _EARLIER if self.earlier else 0.0

    def column(self, day: date) -> int:
        """Column of a day; -1 for those set apart as earlier."""
        return min(bisect_right(self.edges, day) - 1, len(self.edges) - 2)

    def middle(self, column: int) -> float:
        """The middle of a column, in per cent of the width."""
        if column < 0:
            return _EARLIER / 2
        return self._at(column + 0.5)

    def x(self, day: date) -> float:
        """A day, in per cent of the width."""
        column = self.column(day)
        if column < 0:
            return _EARLIER / 2
        first, after = self.edges[column], self.edges[column + 1]
        # a day stands for its noon
        return self._at(column + min((day - first + _DAY / 2) / (after - first), 1.0))

    def ticks(self) -> list[Tick]:
        """At most five dates, at columns' beginnings, those at the ends inside the width; a year where it is new."""
        last = len(self.edges) - 1
        step = max(1, -(-last // 4))
        places = [n for n in range(0, last, step) if n == 0 or last - n >= 0.75 * step] + [last]
        found: list[Tick] = []
        year = None
        for n in places:
            anchor = "start" if n == 0 else "end" if n == last else "middle"
            day = self.edges[n]
            words = _WRITTEN[self.unit](day)
            new = day.year != year and words != str(day.year)
            found.append(Tick(self._at(n), words, str(day.year) if new else "", anchor))
            year = day.year
        return found

    def _at(self, columns: float) -> float:
        return round(self.left + (100.0 - self.left) * columns / (len(self.edges) - 1), 2)


def time_scale(marks: Sequence[date], until: date) -> TimeScale:
    """The scale for marks on some days, which has room for `until` where that is not too far away.

    ValueError without any day.
    """
    if not marks:
        raise ValueError("a timeline without a day")
    ordered = sorted(marks)
    first, last = _start(ordered), ordered[-1]
    earlier = first > ordered[0]
    if timedelta(0) < until - last <= max(last - first, _QUARTER):
        last = until
    # a single day stands in the middle of some weeks, not at an edge
    if last - first < _FEW_WEEKS:
        room = (_FEW_WEEKS - (last - first)) // 2
        first, last = first - room, last + room
    for unit, floor, after in _UNITS:
        edges = [floor(first)]
        while edges[-1] <= last and len(edges) <= MOST_COLUMNS + 1:
            edges.append(after(edges[-1]))
        if len(edges) - 1 <= MOST_COLUMNS or unit == _UNITS[-1][0]:
            return TimeScale(unit, tuple(edges), earlier)
    raise AssertionError("the last unit fits everything")


def _start(marks: Sequence[date]) -> date:
    """The first day but for a few that lie long before the others."""
    whole = (marks[-1] - marks[0]).days
    start = marks[0]
    for n in range(1, int(len(marks) * _FEW) + 1):
        if (marks[n] - marks[n - 1]).days > _LONG * whole and whole > 60:
            start = marks[n]
    return start


def _next_month(day: date, months: int = 1) -> date:
    number = day.year * 12 + day.month - 1 + months
    return date(min(number // 12, date.max.year), number % 12 + 1, 1)


_DAY = timedelta(days=1)
#: unit, first day of the one that a day is in, first day of the next
_UNITS: tuple[tuple[str, Callable[[date], date], Callable[[date], date]], ...] = (
    ("day", lambda d: d, lambda d: d + _DAY),
    ("week", lambda d: d - d.weekday() * _DAY, lambda d: d + 7 * _DAY),
    ("month", lambda d: d.replace(day=1), _next_month),
    ("quarter", lambda d: date(d.year, 3 * ((d.month - 1) // 3) + 1, 1), lambda d: _next_month(d, 3)),
    ("year", lambda d: date(d.year, 1, 1), lambda d: _next_month(d, 12)),
    ("decade", lambda d: date(max(d.year - d.year % 10, 1), 1, 1), lambda d: _next_month(d, 120)),
)
_WRITTEN: dict[str, Callable[[date], str]] = {
    "day": lambda d: f"{d.day} {MONTHS[d.month - 1]}",
    "week": lambda d: f"{d.day} {MONTHS[d.month - 1]}",
    "month": lambda d: MONTHS[d.month - 1],
    "quarter": lambda d: MONTHS[d.month - 1],
    "year": lambda d: str(d.year),
    "decade": lambda d: str(d.year),
}
