"""Blocks: which records a unit is compared with at all, so that a fold of a long ledger stays linear.

Belongs here: the keys under which a record is found, and those under which a unit looks. They leave out only pairs
that `bars.py` or the threshold of `weights.tsv` would keep apart: no actor in common; dates far from one another, and
none still to be set; no date on one side and nothing heard of for long; no word and no object of a demand in common.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.resolution.bars import RECENT, ROUND, SOON
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

#: days of a bucket of dates, and of days of report
_BUCKET, _TOLD = 32, 128
#: buckets that a date may fill; what is said of a longer time tells no day
_LONGEST = 14
_NO_ACTOR, _NO_WORD = ("",), ("",)
#: statuses of a plan for which a day may still be set
_UNSET = frozenset({"proposed", "postponed"})
Bucket = TypeVar("Bucket", int, str)


@dataclass(slots=True)
class Neighbourhood:
    """Records of one type that name one actor, by buckets of their dates and of the days on which they were told of.

    `undated`: told of while no date was known; `unset`: proposed or put off; `words`, `objects` and `held_up` (words
    for what is held up) of conditions.
    """

    dated: defaultdict[int, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    told: defaultdict[int, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    undated: defaultdict[int, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    unset: defaultdict[int, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    words: defaultdict[str, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    objects: defaultdict[str, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))
    held_up: defaultdict[str, dict[str, Record]] = field(default_factory=lambda: defaultdict(dict))


@dataclass(slots=True)
class Blocks:
    """Neighbourhoods by record type and actor."""

    of_actor: dict[tuple[str, str], Neighbourhood] = field(default_factory=dict)

    def open(self, record: Record, unit: Unit) -> None:
        """Let a record be found by what a unit that joined it says of it."""
        record_id, told, dated = record.record_id, unit.reported_on // _TOLD, _buckets(unit, 0)
        for actor in _actors(unit):
            key = (unit.record_type, actor)
            near = self.of_actor.get(key) or self.of_actor.setdefault(key, Neighbourhood())
            if unit.record_type == "condition":
                for word in unit.words or _NO_WORD:
                    near.words[word][record_id] = record
                if unit.conditioned:
                    near.objects[unit.conditioned][record_id] = record
                for word in unit.conditioned_words:
                    near.held_up[word][record_id] = record
                continue
            for bucket in dated:
                near.dated[bucket][record_id] = record
            near.told[told][record_id] = record
            if not record.dates:
                near.undated[told][record_id] = record
            if not _UNSET.isdisjoint(unit.statuses):
                near.unset[told][record_id] = record

    def near(self, unit: Unit) -> Iterable[Record]:
        """Records that the unit could join, in no order that means anything."""
        found: dict[str, Record] = {}
        for actor in _actors(unit):
            near = self.of_actor.get((unit.record_type, actor))
            if near is None:
                continue
            if unit.record_type == "condition":
                _gather(found, near.words, unit.words or _NO_WORD)
                if unit.conditioned:
                    _gather(found, near.objects, (unit.conditioned,))
                _gather(found, near.held_up, unit.conditioned_words)
                continue
            _gather(found, near.dated, _buckets(unit, ROUND))
            reach = RECENT[unit.record_type]
            told = range((unit.reported_on - reach) // _TOLD, (unit.reported_on + reach) // _TOLD + 1)
            # of an agreement the day of the text, of the signature and of a proposal may lie apart
            if not unit.dates or unit.record_type == "agreement":
                _gather(found, near.told, told)
                continue
            _gather(found, near.undated, told)
            _gather(found, near.unset, range((unit.reported_on - SOON) // _TOLD, unit.reported_on // _TOLD + 1))
        return found.values()


def _gather(found: dict[str, Record], near: Mapping[Bucket, dict[str, Record]], buckets: Iterable[Bucket]) -> None:
    for bucket in buckets:
        if bucket in near:
            found.update(near[bucket])


def _actors(unit: Unit) -> Iterable[str]:
    """Records are compared only where they share an actor; units without one only with one another."""
    return unit.parties or _NO_ACTOR


def _buckets(unit: Unit, margin: int) -> set[int]:
    found: set[int] = set()
    for start, end, _, _ in unit.dates:
        first = (start - margin) // _BUCKET
        found.update(range(first, min((end + margin) // _BUCKET, first + _LONGEST) + 1))
    for day in unit.original_dates:
        found.update(range((day - margin) // _BUCKET, (day + margin) // _BUCKET + 1))
    return found
