"""Bars of agreements alone: terms, sizes, and what was concluded before.

Belongs here: one small function a bar. Does not belong here: bars of all records (`bars.py`).
"""

from pipelines.resolution.likeness import SINGULAR, meet, same_day
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

_TABLED = frozenset({"proposed", "rejected"})
#: after so many days an agreement is no news
_OLD = 60
#: statuses of what was concluded, and of what was concluded for good
_SIGNED = frozenset({"signed", "implemented", "violated", "suspended", "terminated"})
_MADE = _SIGNED | {"agreed"}
#: statuses of what is in force, or was until it was carried out
_STANDING = frozenset({"agreed", "signed", "implemented"})
#: kinds of agreement that are measured by their provision of that name
_SIZES = ("ceasefire", "prisoner_exchange")
#: numbers that differ by less than this are one, told more or less exactly
_ALIKE = 1.25


def bar_other_terms(unit: Unit, record: Record) -> bool:
    """Two proposals with other figures for one thing: another proposal, not a disagreement about one."""
    if not (unit.is_planned and record.is_planned):
        return False
    shared = {kind for kind, _ in unit.quantities} & {kind for kind, _ in record.quantities}
    return bool(shared) and not unit.quantities & record.quantities


def bar_other_size(unit: Unit, record: Record) -> bool:
    """A truce of another length, or an exchange of another number: another bargain, unless made on one day."""
    if not unit.quantities or not record.quantities or same_day(unit, record):
        return False
    for kind in _SIZES:
        ours = [n for k, n in unit.quantities if k == kind]
        theirs = [n for k, n in record.quantities if k == kind]
        if ours and theirs and kind in unit.kinds | record.kinds:
            return not any([max(a, b) <= _ALIKE * min(a, b) for a in ours for b in theirs])
    return False


def bar_concluded(unit: Unit, record: Record) -> bool:
    """What is only proposed or drafted is not what was concluded before, nor what was signed on a day before that.

    Of what two sides have one at a time the text is agreed, and signed or drafted further after that.
    """
    if unit.kinds & record.kinds & SINGULAR:
        return False
    if unit.is_open or (unit.is_planned and "proposed" in unit.statuses):
        made = record.statuses & (_MADE if unit.statuses <= _TABLED else _SIGNED)
        return (
            bool(made) and record.over_by is not None and record.over_by < unit.reported_on and not meet(unit, record)
        )
    exact = any(d.is_exact and not d.planned for d in unit.dates)
    made = unit.statuses & _SIGNED
    return bool(made and exact and record.is_open and record.open_on and (unit.over_by or 0) < record.open_on)


def bar_old_news(unit: Unit, record: Record) -> bool:
    """What a report tells as its news, without a day, was not concluded on a day long before."""
    if not unit.fresh or record.over_by is None or not any(d.is_exact for d in record.dates):
        return False
    return record.over_by + _OLD < unit.reported_on


def bar_ended(unit: Unit, record: Record) -> bool:
    """What was said to be over is not what a later report, without a day, tells to have been made or kept since."""
    if unit.dates or record.last_reported_on >= unit.reported_on or "terminated" not in record.statuses:
        return False
    return bool(unit.statuses & _STANDING) and unit.quantities.isdisjoint(record.quantities)
