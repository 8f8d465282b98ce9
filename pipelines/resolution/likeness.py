"""What a unit and a record have in common that both bars and scored rules ask for: days, plans, principals.

Belongs here: questions that more than one of `bars.py`, `agreement_bars.py` and `matching.py` asks.
"""

from collections.abc import Iterable

from pipelines.resolution.record import Record
from pipelines.resolution.spans import DateSpan
from pipelines.resolution.units import Unit

TOP = "head_of_state"
#: kinds of agreement of which two sides have one at a time: its text is agreed, initialled and signed on several days
SINGULAR = frozenset({"comprehensive"})
#: a plan may be off by so many days
_OFF_BY = 3
#: what was planned for a day and a place may have ended so many days later
_LASTS = 5
#: a round of talks may go on for so long
ROUND = 15
#: days of a part of a month
_PART = 15
#: days within which a day is set for what was proposed, or for what was put off
SOON = 90
_PROPOSED, _SCHEDULED = frozenset({"proposed"}), frozenset({"scheduled"})


def principals(unit: Unit, record: Record) -> tuple[frozenset[str], frozenset[str]]:
    """The parties of both without those that only the other seats, as mediator, host or guest.

    All parties, where none would be left.
    """
    if unit.parties == record.parties or not (unit.thirds or record.thirds):
        return unit.parties, record.parties
    ours = unit.parties - (record.thirds - record.parties)
    theirs = record.parties - (unit.thirds - unit.parties)
    return (ours, theirs) if ours and theirs else (unit.parties, record.parties)


def same_day(unit: Unit, record: Record | Unit) -> bool:
    """Exact dates that share a day."""
    for a in unit.dates:
        if a.is_exact:
            for b in record.dates:
                if b.is_exact and a.start <= b.end and b.start <= a.end:
                    return True
    return False


def near(unit: Unit, record: Record) -> bool:
    """Whether two dates fit one another: exact ones give or take a few days, coarser ones where they overlap.

    A round that was planned for a day may go on for long after it.
    """
    for a in unit.dates:
        for b in record.dates:
            if a.start <= b.end and b.start <= a.end:
                return True
    slack = _OFF_BY
    if not unit.rounds.isdisjoint(record.rounds):
        slack = ROUND
    elif unit.is_planned != record.is_planned and not unit.places.isdisjoint(record.places):
        slack = _LASTS
    for a in unit.dates:
        for b in record.dates:
            if a.is_exact and b.is_exact and (a.overlaps(b, slack) or ends_what_began(a, b, ROUND)):
                return True
    return False


def ends_what_began(one: DateSpan, other: DateSpan, days: int) -> bool:
    """Whether one names the last day of what can have begun on a day of the other, so many days before."""
    first, last = (one, other) if one.start < other.start else (other, one)
    return last.is_end and first.is_exact and not first.is_end and last.start - first.end <= days


def moved_from(unit: Unit, record: Record) -> bool:
    """Whether one of them says that it was moved from a day that the other has."""
    if not unit.original_dates and not record.original_dates:
        return False
    return _names_a_day(record.dates, unit.original_dates) or _names_a_day(unit.dates, record.original_dates)


def fixed_at_last(unit: Unit, record: Record) -> bool:
    """Whether what had only been proposed so far is now scheduled; or those meet who had put it off.

    They do where both are leaders, or where it is in the country for which it had been planned, and later than that.
    """
    if not 0 <= unit.reported_on - record.last_reported_on <= SOON:
        return False
    if record.statuses == _PROPOSED:
        return unit.statuses == _SCHEDULED
    if "postponed" not in record.statuses or not record.is_open:
        return False
    if TOP in record.levels and unit.level == TOP:
        return True
    if unit.countries.isdisjoint(record.countries) or unit.kinds.isdisjoint(record.kinds):
        return False
    return all(d.start > day for d in unit.dates for day in _planned_on(record))


def _planned_on(record: Record) -> Iterable[int]:
    """The days on which it should have been."""
    return record.original_dates or [d.start for d in record.dates if d.is_exact]


def _names_a_day(dates: Iterable[DateSpan], days: Iterable[int]) -> bool:
    return any(d.start - slack <= day <= d.end + slack for d in dates for slack in (_slack(d),) for day in days)


def _slack(told: DateSpan) -> int:
    """Of a month, or a part of it, any day may be given."""
    return 0 if told.is_exact else _PART


def meet(unit: Unit, record: Record) -> bool:
    """Whether any two dates overlap."""
    return any(a.overlaps(b) for a in unit.dates for b in record.dates)


def days_apart(unit: Unit, record: Record) -> int | None:
    """The fewest days between two dates of things that happened, 0 where any two overlap; None: no two to compare."""
    fewest = None
    for a in unit.dates:
        if not a.planned:
            for b in record.dates:
                if not b.planned:
                    apart = max(a.start - b.end, b.start - a.end)
                    if apart <= 0 or ((a.is_end or b.is_end) and ends_what_began(a, b, _LASTS)):
                        return 0
                    if fewest is None or apart < fewest:
                        fewest = apart
    return fewest
