"""Two units of one report that speak of one thing all the same, though the report's local keys keep them apart.

A report that keeps two things apart is believed, but for what a reader would not take for two. Belongs here: when that
is. Does not belong here: comparing units of different reports (`matching.py`).
"""

from pipelines.resolution.bars import BARS, bar_same_report
from pipelines.resolution.demands import acts
from pipelines.resolution.likeness import same_day
from pipelines.resolution.matching import same_kind, same_quantity
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

#: acts that two wordings of one demand must have in common, and all of them
_ACTS = 2


def may_share(one: Unit, other: Unit) -> bool:
    """Whether two units of one report and type may speak of one record."""
    return is_what_became_of(one, other) or says_again(one, other)


def is_what_became_of(one: Unit, other: Unit) -> bool:
    """Whether one is a plan of days gone by, and the other tells of what happened."""
    plan, event = (one, other) if one.is_open else (other, one)
    gone_by = bool(plan.dates) and all(d.end < plan.reported_on for d in plan.dates)
    return plan.is_open and gone_by and bool(event.statuses) and not event.is_planned


def says_again(one: Unit, other: Unit) -> bool:
    """Whether both tell of one thing: sides and day the same, or the figure of a bargain, or the acts of a demand."""
    if one.record_type == "condition":
        return _one_demand(one, other)
    if one.parties != other.parties or len(one.parties) < 2:
        return False
    if one.record_type == "meeting" and not same_day(one, other):
        return False
    told = Record("", one.record_type)
    told.add(other)
    if any(bar(one, told) for bar in BARS[one.record_type] if bar is not bar_same_report):
        return False
    return one.record_type == "meeting" or (same_kind(one, told) and same_quantity(one, told))


def _one_demand(one: Unit, other: Unit) -> bool:
    asked = acts(one.words)
    if one.holder != other.holder or one.addressee != other.addressee or asked != acts(other.words):
        return False
    objects = {one.conditioned, other.conditioned} - {None}
    return len(asked) >= _ACTS and len({o for o in objects if o and o[:2] in ("m-", "a-")}) < 2
