"""Blocks: which records a unit is compared with at all, so that a fold of a long ledger stays linear.

Belongs here: the keys under which a record is found, and those under which a unit looks. They leave out only pairs
that `bars.py` or the threshold of `weights.tsv` would keep apart: no actor in common; dates far from one another; no
date on one side and nothing heard of for long; no word and no object of a demand in common.
"""

from dataclasses import dataclass, field

from pipelines.resolution.bars import RECENT, ROUND
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

#: days of a bucket of dates, and of days of report
_BUCKET, _TOLD = 32, 128
#: buckets that a date may fill; what is said of a longer time tells no day
_LONGEST = 14

Key = tuple[str, str, str | int, str]


@dataclass(slots=True)
class Blocks:
    """Records by key, each key's in the order in which they came to be found under it."""

    found: dict[Key, dict[str, Record]] = field(default_factory=dict)

    def open(self, record: Record, unit: Unit) -> None:
        """Let a record be found by what a unit that joined it says of it."""
        for key in _keys_of(unit, not record.dates):
            self.found.setdefault(key, {})[record.record_id] = record

    def near(self, unit: Unit) -> list[Record]:
        """Records that the unit could join."""
        near: dict[str, Record] = {}
        for key in _keys_for(unit):
            if key in self.found:
                near.update(self.found[key])
        return list(near.values())


def _keys_of(unit: Unit, undated: bool) -> list[Key]:
    record_type, actors = unit.record_type, _actors(unit)
    if record_type == "condition":
        return _demanded(unit)
    told = unit.reported_on // _TOLD
    keys: list[Key] = [(record_type, actor, bucket, "dated") for actor in actors for bucket in _buckets(unit, 0)]
    keys += [(record_type, actor, told, "told") for actor in actors]
    if undated:
        keys += [(record_type, actor, told, "undated") for actor in actors]
    return keys


def _keys_for(unit: Unit) -> list[Key]:
    record_type, actors = unit.record_type, _actors(unit)
    if record_type == "condition":
        return _demanded(unit)
    reach = RECENT[record_type]
    told = range((unit.reported_on - reach) // _TOLD, (unit.reported_on + reach) // _TOLD + 1)
    # of an agreement the day of the text, of the signature and of a proposal may lie apart
    among = "undated" if unit.dates and record_type == "meeting" else "told"
    dated = _buckets(unit, ROUND)
    keys: list[Key] = [(record_type, actor, bucket, "dated") for actor in actors for bucket in dated]
    keys += [(record_type, actor, bucket, among) for actor in actors for bucket in told]
    return keys


def _actors(unit: Unit) -> list[str]:
    """Records are compared only where they share an actor; units without one only with one another."""
    return sorted(unit.parties) or [""]


def _demanded(unit: Unit) -> list[Key]:
    actors = _actors(unit)
    keys: list[Key] = [("condition", actor, word, "word") for actor in actors for word in sorted(unit.words) or [""]]
    if unit.conditioned:
        keys += [("condition", actor, unit.conditioned, "object") for actor in actors]
    return keys


def _buckets(unit: Unit, margin: int) -> list[int]:
    found: set[int] = set()
    for start, end, _, _ in unit.dates:
        first = (start - margin) // _BUCKET
        found.update(range(first, min((end + margin) // _BUCKET, first + _LONGEST) + 1))
    for day in unit.original_dates:
        found.update(range((day - margin) // _BUCKET, (day + margin) // _BUCKET + 1))
    return sorted(found)
