"""Comparing a unit with a record: bars that keep two things apart, and scored rules that bring them together.

Belongs here: one small function a rule; their weights stand in `weights.tsv`. Does not belong here: which
records are compared (`fold.py`).
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

#: kinds that reports use for one another; a kind may stand in several families
KIND_FAMILIES: dict[str, tuple[frozenset[str], ...]] = {
    "meeting": (
        frozenset({"talks", "conference", "signing_ceremony", "other", "consultation"}),
        frozenset({"summit", "conference"}),
        frozenset({"consultation", "bilateral_meeting", "other"}),
        frozenset({"phone_call"}),
    ),
    "agreement": (
        frozenset({"ceasefire", "humanitarian", "renewal"}),
        frozenset({"framework", "comprehensive", "protocol", "procedural", "confidence_building", "other"}),
        frozenset({"prisoner_exchange", "humanitarian", "confidence_building"}),
    ),
    "condition": (),
}
_RECAP_WINDOW = {"meeting": timedelta(days=14), "agreement": timedelta(days=42)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Outcome of comparing a unit with a record. `barred_by` names the bar, or is None."""

    score: float
    reasons: tuple[str, ...]
    barred_by: str | None = None


@cache
def weights() -> dict[tuple[str, str], float]:
    """(record type, rule) -> weight, from `weights.tsv`."""
    path = Path(__file__).with_name("weights.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(row["record_type"], row["rule"]): float(row["weight"]) for row in csv.DictReader(lines, delimiter="\t")}


def compare(unit: Unit, record: Record) -> Comparison:
    """Compare a unit with a record of the same type."""
    for bar in BARS[unit.record_type]:
        if bar(unit, record):
            return Comparison(0.0, (), bar.__name__)
    known = weights()
    reasons = tuple(rule.__name__ for rule in RULES[unit.record_type] if rule(unit, record))
    return Comparison(sum(known[unit.record_type, reason] for reason in reasons), reasons)


def threshold(record_type: str) -> float:
    """Score that a unit needs to join a record."""
    return weights()[record_type, "threshold"]


# ---------------------------------------------------------------- bars


def bar_same_report(unit: Unit, record: Record) -> bool:
    """A report that keeps two things apart by their local keys knows that they are two."""
    return (unit.report_id, unit.local_key) not in record.keys and unit.report_id in record.reports


def bar_no_shared_party(unit: Unit, record: Record) -> bool:
    return bool(unit.parties and record.parties) and unit.parties.isdisjoint(record.parties)


def bar_other_parties(unit: Unit, record: Record) -> bool:
    """Fewer than half of all the principals in common: another constellation."""
    if not unit.parties or not record.parties:
        return False
    return len(unit.parties & record.parties) / len(unit.parties | record.parties) < 0.5


def bar_other_kind(unit: Unit, record: Record) -> bool:
    return not any(unit.kinds & family and record.kinds & family for family in KIND_FAMILIES[unit.record_type])


def bar_other_round(unit: Unit, record: Record) -> bool:
    return bool(unit.rounds and record.rounds) and not unit.rounds & record.rounds


def bar_other_time(unit: Unit, record: Record) -> bool:
    """Exact dates of things that happened, none of which meet."""
    mine = [d for d in unit.dates if not d.planned]
    theirs = [d for d in record.dates if not d.planned]
    return bool(mine and theirs) and not any(a.overlaps(b) for a in mine for b in theirs)


def bar_plan_contradicts(unit: Unit, record: Record) -> bool:
    """A dated plan and another date far from it, unless the unit says that the date was moved."""
    if not unit.dates or not record.dates or _moved(unit, record):
        return False
    slack = 3
    return not any(a.overlaps(b, slack) for a in unit.dates for b in record.dates)


def bar_other_idea(unit: Unit, record: Record) -> bool:
    """Two plans for other participants: the same idea with other guests is another meeting."""
    if not (unit.is_planned and record.is_planned) or min(len(unit.parties), len(record.parties)) < 2:
        return False  # one name alone tells of an unfinished list, not of other guests
    return unit.parties != record.parties and not same_day(unit, record)


def bar_other_terms(unit: Unit, record: Record) -> bool:
    """Two proposals with other figures for one thing: another proposal, not a disagreement about one."""
    if not (unit.is_planned and record.is_planned):
        return False
    shared = {kind for kind, _ in unit.quantities} & {kind for kind, _ in record.quantities}
    return bool(shared) and not same_quantity(unit, record)


def bar_other_place(unit: Unit, record: Record) -> bool:
    """Both happened, in other countries."""
    if unit.is_planned or record.is_planned or not unit.countries or not record.countries:
        return False
    return not unit.countries & record.countries


def bar_other_holder(unit: Unit, record: Record) -> bool:
    return bool(unit.holder and record.holders) and unit.holder not in record.holders


# ---------------------------------------------------------------- rules


def same_parties(unit: Unit, record: Record) -> bool:
    return bool(unit.parties) and unit.parties == record.parties


def shared_parties(unit: Unit, record: Record) -> bool:
    if not unit.parties or not record.parties or unit.parties == record.parties:
        return False
    return unit.parties <= record.parties or record.parties <= unit.parties


def same_kind(unit: Unit, record: Record) -> bool:
    return bool(unit.kinds & record.kinds)


def different_kind(unit: Unit, record: Record) -> bool:
    return bool(unit.kinds and record.kinds) and not unit.kinds & record.kinds


def same_day(unit: Unit, record: Record) -> bool:
    return any(a.is_exact and b.is_exact and a.overlaps(b) for a in unit.dates for b in record.dates)


def same_period(unit: Unit, record: Record) -> bool:
    if same_day(unit, record):
        return False
    return any((not a.is_exact or not b.is_exact) and a.overlaps(b) for a in unit.dates for b in record.dates)


def same_place(unit: Unit, record: Record) -> bool:
    return bool(unit.places & record.places)


def same_country(unit: Unit, record: Record) -> bool:
    return not (unit.places and record.places) and bool(unit.countries & record.countries)


def same_round(unit: Unit, record: Record) -> bool:
    return bool(unit.rounds & record.rounds)


def same_persons(unit: Unit, record: Record) -> bool:
    return bool(unit.persons & record.persons)


def moved_from(unit: Unit, record: Record) -> bool:
    return _moved(unit, record)


def open_plan(unit: Unit, record: Record) -> bool:
    return unit.is_planned and record.is_planned


def plan_came_true(unit: Unit, record: Record) -> bool:
    if unit.is_planned == record.is_planned:
        return False
    if not unit.dates or not record.dates:
        return abs(unit.reported_on - record.last_reported_on) <= _RECAP_WINDOW["agreement"]
    return any(a.overlaps(b, 3) for a in unit.dates for b in record.dates)


def undated_recap(unit: Unit, record: Record) -> bool:
    if unit.dates and record.dates:
        return False
    return abs(unit.reported_on - record.last_reported_on) <= _RECAP_WINDOW[unit.record_type]


def same_quantity(unit: Unit, record: Record) -> bool:
    return bool(unit.quantities & record.quantities)


def same_provisions(unit: Unit, record: Record) -> bool:
    return bool(unit.provisions & record.provisions)


def same_holder(unit: Unit, record: Record) -> bool:
    return bool(unit.holder) and unit.holder in record.holders


def same_addressee(unit: Unit, record: Record) -> bool:
    return bool(unit.addressee) and unit.addressee in record.addressees


def same_demand(unit: Unit, record: Record) -> bool:
    return _demand_overlap(unit, record) >= 0.5


def similar_demand(unit: Unit, record: Record) -> bool:
    return 0.25 <= _demand_overlap(unit, record) < 0.5


def same_object(unit: Unit, record: Record) -> bool:
    return unit.conditioned is not None and unit.conditioned in record.objects


def _demand_overlap(unit: Unit, record: Record) -> float:
    best = 0.0
    for words in record.demands:
        if unit.words and words:
            best = max(best, len(unit.words & words) / min(len(unit.words), len(words)))
    return best


def _moved(unit: Unit, record: Record) -> bool:
    if any(d.start <= day <= d.end for d in record.dates for day in unit.original_dates):
        return True
    return any(d.start <= day <= d.end for d in unit.dates for day in record.original_dates)


Rule = Callable[[Unit, Record], bool]
BARS: dict[str, tuple[Rule, ...]] = {
    "meeting": (
        bar_same_report,
        bar_no_shared_party,
        bar_other_parties,
        bar_other_kind,
        bar_other_round,
        bar_other_time,
        bar_plan_contradicts,
        bar_other_idea,
        bar_other_place,
    ),
    "agreement": (
        bar_same_report,
        bar_no_shared_party,
        bar_other_parties,
        bar_other_kind,
        bar_other_time,
        bar_other_terms,
    ),
    "condition": (bar_same_report, bar_other_holder),
}
RULES: dict[str, tuple[Rule, ...]] = {
    "meeting": (
        same_parties,
        shared_parties,
        same_kind,
        same_day,
        same_period,
        same_place,
        same_country,
        same_round,
        same_persons,
        moved_from,
        open_plan,
        plan_came_true,
        undated_recap,
    ),
    "agreement": (
        same_parties,
        shared_parties,
        same_kind,
        different_kind,
        same_day,
        same_period,
        same_place,
        same_quantity,
        same_provisions,
        open_plan,
        undated_recap,
    ),
    "condition": (same_holder, same_addressee, same_demand, similar_demand, same_object),
}
