"""Two records that a later report proves to be one.

Belongs here: what proves it. One unit must have in common with each of them what tells a thing of its kind from all
others, and nothing that was ever said of the one may speak against the other. Does not belong here: carrying it out
(`fold.py`); what persons decide (`decisions.py`).
"""

from pipelines.resolution.bars import BARS, bar_unchecked
from pipelines.resolution.likeness import same_day
from pipelines.resolution.matching import same_kind, same_parties, same_place, same_quantity, same_round
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit


def are_one(unit: Unit, one: Record, other: Record) -> bool:
    """Whether a unit, which fits both, proves that two records are one thing."""
    if one.parties != other.parties or one.reports & other.reports or unit.unchecked:
        return False
    return tells(unit, one) and tells(unit, other) and _agree(one, other) and _agree(other, one)


def tells(unit: Unit, record: Record) -> bool:
    """Whether a unit names what no other thing of the same sides has: the round, or the day with place or kind."""
    if not same_parties(unit, record):
        return False
    if unit.record_type == "meeting":
        return same_round(unit, record) or (same_day(unit, record) and same_place(unit, record))
    if unit.record_type == "agreement":
        return same_kind(unit, record) and (same_day(unit, record) or same_quantity(unit, record))
    return False  # a demand has no day, and is told in other words each time


def _agree(one: Record, other: Record) -> bool:
    """Whether no unit of one record is barred from the other. What nobody checked is now told by who did."""
    return not any(bar(unit, other) for unit in one.units for bar in BARS[one.record_type] if bar is not bar_unchecked)
