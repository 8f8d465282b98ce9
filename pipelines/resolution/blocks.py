"""Blocks: which records a unit is compared with at all, so that a fold of a long ledger stays linear.

Belongs here: the keys under which a record is found, and those under which a unit looks. They leave out only pairs
that `bars.py` or the threshold of `weights.tsv` would keep apart: no actor in common; dates far from one another, and
none still to be set; no date on one side and nothing heard of for long; no word and no object of a demand in common.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.resolution.bars import RECENT
from pipelines.resolution.likeness import ROUND, SOON
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

#: days of a bucket of dates, and of days of report
_BUCKET, _TOLD = 32, 128
#: buckets that a date may fill; what is said of a longer time tells no day
_LONGEST = 14
_NO_ACTOR, _NO_WORD = ("",), ("",)
#: statuses of a plan for which a day may still be set
_UNSET = frozenset({"proposed", "postponed"})
#: record type, actor, and what the buckets are of: dates; days of report, of all records, of those told of while no
#: date was known, and of plans proposed or put off; words of a demand, its object, and words for what it holds up
Place = tuple[str, str, str]
Buckets = Iterable[int | str]


@dataclass(slots=True)
class Blocks:
    """Records by record type, actor, what the buckets are of, and bucket. `merged`: whether any two became one."""

    of_type: dict[str, dict[str, dict[str, dict[int | str, dict[str, Record]]]]] = field(default_factory=dict)
    merged: bool = False

    def open(self, record: Record, unit: Unit) -> None:
        """Let a record be found by what a unit that joined it says of it."""
        record_id, opened = record.record_id, _opened(record, unit)
        under = (unit.parties, opened)
        if record.opened_under == under:
            return  # most units tell no more of where to find it than the one before
        record.opened_under = under
        of_actor = self.of_type.setdefault(unit.record_type, {})
        for actor in _actors(unit):
            named = of_actor.setdefault(actor, {})
            for name, buckets in opened:
                there = named.setdefault(name, {})
                for bucket in buckets:
                    if bucket in there:
                        there[bucket][record_id] = record
                    else:
                        there[bucket] = {record_id: record}

    def near(self, unit: Unit) -> Iterable[Record]:
        """Records that the unit could join, in no order that means anything."""
        found: dict[str, Record] = {}
        sought, of_actor = _sought(unit), self.of_type.get(unit.record_type, {})
        for actor in _actors(unit):
            if actor in of_actor:
                named = of_actor[actor]
                for name, buckets in sought:
                    if name in named:
                        there = named[name]
                        for bucket in buckets:
                            if bucket in there:
                                found.update(there[bucket])
        if self.merged:
            return {record.now.record_id: record.now for record in found.values()}.values()
        return found.values()

    def found(self) -> Iterator[tuple[str, str]]:
        """Each key and each record that is found under it."""
        for record_type, of_actor in self.of_type.items():
            for actor, named in of_actor.items():
                for name, there in named.items():
                    for bucket, records in there.items():
                        key = _key((record_type, actor, name), bucket)
                        for record_id in {record.now.record_id: None for record in records.values()}:
                            yield key, record_id


def sought_keys(unit: Unit) -> Iterator[str]:
    """The keys under which a unit looks for records."""
    for name, buckets in _sought(unit):
        for actor in _actors(unit):
            for bucket in buckets:
                yield _key((unit.record_type, actor, name), bucket)


def _opened(record: Record, unit: Unit) -> list[tuple[str, Buckets]]:
    if unit.record_type == "condition":
        return _demanded(unit)
    told = (unit.reported_on // _TOLD,)
    opened: list[tuple[str, Buckets]] = [("dated", _buckets(unit, 0)), ("told", told)]
    if not record.dates:
        opened.append(("undated", told))
    if not _UNSET.isdisjoint(unit.statuses):
        opened.append(("unset", told))
    return opened


def _sought(unit: Unit) -> list[tuple[str, Buckets]]:
    if unit.record_type == "condition":
        return _demanded(unit)
    dated = ("dated", _buckets(unit, ROUND))
    # of an agreement the day of the text, of the signature and of a proposal may lie apart
    if not unit.dates or unit.record_type == "agreement":
        reach = RECENT[unit.record_type]
        return [dated, ("told", _told(unit.reported_on - reach, unit.reported_on + reach))]
    return [dated, *_still_to_date(unit.record_type, unit.reported_on)]


@lru_cache(maxsize=1_000)
def _still_to_date(record_type: str, reported_on: int) -> tuple[tuple[str, Buckets], ...]:
    """Where to look on a day for what had no date, or none that was kept: all reports of the day ask for the same."""
    reach = RECENT[record_type]
    undated = ("undated", _told(reported_on - reach, reported_on + reach))
    return (undated, ("unset", _told(reported_on - SOON, reported_on)))


def _told(first: int, last: int) -> Buckets:
    return range(first // _TOLD, last // _TOLD + 1)


def _demanded(unit: Unit) -> list[tuple[str, Buckets]]:
    told: list[tuple[str, Buckets]] = [("words", unit.words or _NO_WORD), ("held up", unit.conditioned_words)]
    return [*told, ("object", (unit.conditioned,))] if unit.conditioned else told


def _key(place: Place, bucket: int | str) -> str:
    return "|".join((*place, str(bucket)))


def _actors(unit: Unit) -> Iterable[str]:
    """Records are compared only where they share an actor; units without one only with one another."""
    return unit.parties or _NO_ACTOR


def _buckets(unit: Unit, margin: int) -> Iterable[int]:
    if len(unit.dates) == 1 and not unit.original_dates:
        dated = unit.dates[0]
        return _filled(dated.start - margin, dated.end + margin)
    found: set[int] = set().union(*[_filled(dated.start - margin, dated.end + margin) for dated in unit.dates])
    for day in unit.original_dates:
        found.update(_filled(day - margin, day + margin))
    return found


@lru_cache(maxsize=50_000)
def _filled(first: int, last: int) -> range:
    start = first // _BUCKET
    return range(start, min(last // _BUCKET, start + _LONGEST) + 1)
