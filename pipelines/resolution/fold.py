"""The fold: claims in ledger order become records; a unit joins the best record or founds one.

Online and deterministic.

Belongs here: the order, the blocking keys, and the decision with its reasons. Does not belong here: comparing
(`matching.py`), links between records (`links.py`), what a row says (`pipelines.tables`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipelines.resolution.matching import compare, threshold
from pipelines.resolution.record import Record
from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import Unit, units_of
from schemas import ids

_ORDER = {"meeting": 0, "agreement": 1, "condition": 2}


@dataclass(slots=True)
class Resolution:
    """Records in the order of their founding, and for each claim the record it speaks of, and why.

    `judgements`: claim_id -> (record_id or None, reason).
    """

    records: dict[str, Record] = field(default_factory=dict)
    judgements: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    record_of_key: dict[tuple[str, str], str] = field(default_factory=dict)

    def of_type(self, record_type: str) -> list[Record]:
        """Records of one type, in the order of their founding."""
        return [r for r in self.records.values() if r.record_type == record_type]


def resolve(claims: Iterable[StandingClaim]) -> Resolution:
    """Fold claims, given in the order of resolution, into records.

    Within a report meetings come before agreements and these before conditions, so that a condition can be
    told by what it holds up; types never join one another.
    """
    resolution = Resolution()
    blocks: dict[tuple[str, str], list[Record]] = {}
    for report_units in _by_report(units_of(claims)):
        for unit in sorted(report_units, key=lambda u: (_ORDER[u.record_type], u.order)):
            _place(_with_object(unit, resolution), resolution, blocks)
    return resolution


def _by_report(units: list[Unit]) -> Iterable[list[Unit]]:
    part: list[Unit] = []
    for unit in units:
        if part and part[0].report_id != unit.report_id:
            yield part
            part = []
        part.append(unit)
    if part:
        yield part


def _with_object(unit: Unit, resolution: Resolution) -> Unit:
    """The unit with its conditioned meeting or agreement as a record id instead of a key of its report."""
    if unit.conditioned is None or ":" not in unit.conditioned:
        return unit
    record_type, _, key = unit.conditioned.partition(":")
    found = resolution.record_of_key.get((unit.report_id, key)) if record_type in _ORDER else None
    return replace(unit, conditioned=found)


def _place(unit: Unit, resolution: Resolution, blocks: dict[tuple[str, str], list[Record]]) -> None:
    best: Record | None = None
    best_score = 0.0
    best_reasons: tuple[str, ...] = ()
    seen: set[str] = set()
    for block in _blocking_keys(unit):
        for record in blocks.get(block, ()):
            if record.record_id in seen:
                continue
            seen.add(record.record_id)
            comparison = compare(unit, record)
            if comparison.barred_by is None and comparison.score >= threshold(unit.record_type):
                # on a tie the record that was founded first wins
                better = comparison.score > best_score
                earlier = best is not None and comparison.score == best_score and _founded(record) < _founded(best)
                if better or earlier:
                    best, best_score, best_reasons = record, comparison.score, comparison.reasons
    if best is not None:
        reason = f"joined, score {best_score:g}: {', '.join(best_reasons)}"
    elif unit.can_found or any(not c.is_live for c in unit.claims):
        best = _found(unit, resolution)
        reason = "founded"
    else:
        for claim in unit.claims:
            resolution.judgements[claim.claim_id] = (None, "a denial founds no record")
        return
    best.add(unit)
    for block in _blocking_keys(unit):
        known = blocks.setdefault(block, [])
        if best not in known:
            known.append(best)
    resolution.record_of_key[unit.report_id, unit.local_key] = best.record_id
    for claim in unit.claims:
        resolution.judgements[claim.claim_id] = (best.record_id, reason)


def _blocking_keys(unit: Unit) -> list[tuple[str, str]]:
    """Records are compared only where they share an actor; units without one only with one another."""
    return [(unit.record_type, actor) for actor in sorted(unit.parties)] or [(unit.record_type, "")]


def _founded(record: Record) -> tuple[int, int, str]:
    return record.units[0].order


def _found(unit: Unit, resolution: Resolution) -> Record:
    first = unit.claims[0].claim
    ordinal = 0
    while True:
        record_id = ids.record_id(unit.report_id, unit.record_type, first.sentence_start, ordinal)
        if record_id not in resolution.records:
            break
        ordinal += 1
    record = Record(record_id, unit.record_type)
    resolution.records[record_id] = record
    return record
