"""The fold: claims in ledger order become records; a unit joins the best record or founds one.

Online and deterministic; units that only deny come last, found nothing and leave no feature behind.

Belongs here: the order, the blocking keys, and the decision with its reasons. Does not belong here: comparing
(`matching.py`), what persons decided (`decisions.py`), links between records (`links.py`), what a row says
(`pipelines.tables`).
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipelines.ledger.selection import SelectedCorrection
from pipelines.resolution.matching import compare, threshold
from pipelines.resolution.origins import same_text
from pipelines.resolution.record import Record
from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import Unit, units_of
from pipelines.resolution.verdict import Verdict
from schemas import ids

#: units with the same words whose texts are compared: copies come within days, set phrases come for years
_LOOKED_AT = 8
_ORDER = {"meeting": 0, "agreement": 1, "condition": 2}


@dataclass(slots=True)
class Resolution:
    """Records in the order of their founding, and for each claim the record it speaks of, and why.

    `judgements`: claim_id -> (record_id or None, reason). The rest is what corrections leave: `redirects`
    old id -> (new id, reason); `verdicts` by correction; `by_hand` record_id -> corrections that add its row;
    `rejected` record_id -> the correction that removes its row; `decisions` (table, row id) -> corrections of the
    row, in ledger order; `touched` record_id -> position of the last correction that moved its claims.
    """

    records: dict[str, Record] = field(default_factory=dict)
    judgements: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    record_of_key: dict[tuple[str, str], str] = field(default_factory=dict)
    redirects: dict[str, tuple[str, str]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    by_hand: dict[str, list[SelectedCorrection]] = field(default_factory=dict)
    rejected: dict[str, SelectedCorrection] = field(default_factory=dict)
    decisions: dict[tuple[str, str], list[SelectedCorrection]] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)

    def of_type(self, record_type: str) -> list[Record]:
        """Records of one type, in the order of their founding."""
        return [r for r in self.records.values() if r.record_type == record_type]

    def follow(self, old_id: str) -> str:
        """The id that stands in the place of another one; the same where it stands."""
        while old_id in self.redirects:
            old_id = self.redirects[old_id][0]
        return old_id


@dataclass(slots=True)
class Wordings:
    """Units by their words, each with the record it went to, so that a copy of a text follows its original."""

    by_text: dict[tuple[str, ...], tuple[Unit, Record]] = field(default_factory=dict)
    by_words: dict[tuple[str, ...], deque[tuple[Unit, Record]]] = field(default_factory=dict)

    def note(self, unit: Unit, record: Record) -> None:
        """Keep a unit with its record; of those with the same words, the last few."""
        words = _words(unit)
        self.by_text.setdefault((unit.claims[0].report.report.text_sha256, *words), (unit, record))
        self.by_words.setdefault(words, deque(maxlen=_LOOKED_AT)).append((unit, record))

    def original(self, unit: Unit) -> tuple[Record | None, str]:
        """The record of the unit that says the same in a copy of this report: one text speaks of one thing."""
        words = _words(unit)
        exact = self.by_text.get((unit.claims[0].report.report.text_sha256, *words))
        for other, record in [exact] if exact else self.by_words.get(words, ()):
            if same_text(unit.claims[0].report, other.claims[0].report):
                return record, f"a copy of report {other.report_id}"
        return None, ""


def resolve(claims: Iterable[StandingClaim]) -> Resolution:
    """Fold claims, given in the order of resolution, into records.

    Within a report meetings come before agreements and these before conditions, so that a condition can be
    told by what it holds up; types never join one another.
    """
    resolution = Resolution()
    blocks: dict[tuple[str, str], list[Record]] = {}
    wordings = Wordings()
    denials: list[Unit] = []
    for report_units in _by_report(units_of(claims)):
        for unit in sorted(report_units, key=lambda u: (_ORDER[u.record_type], u.order)):
            if unit.can_found:
                _place(_with_object(unit, resolution), resolution, blocks, wordings)
            else:
                denials.append(unit)
    for unit in denials:
        _place_denial(_with_object(unit, resolution), resolution, blocks)
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


def _place(unit: Unit, resolution: Resolution, blocks: dict[tuple[str, str], list[Record]], wordings: Wordings) -> None:
    best, reason = wordings.original(unit)
    if best is None:
        best, reason = _best(unit, blocks)
    if best is None:
        best, reason = _found(unit, resolution), "founded"
    wordings.note(unit, best)
    best.add(unit)
    for block in _blocking_keys(unit):
        known = blocks.setdefault(block, [])
        if best not in known:
            known.append(best)
    _judge(unit, best, reason, resolution)


def _place_denial(unit: Unit, resolution: Resolution, blocks: dict[tuple[str, str], list[Record]]) -> None:
    best, reason = _best(unit, blocks)
    if best is not None:
        _judge(unit, best, f"denies it; {reason}", resolution)
        return
    for claim in unit.claims:
        resolution.judgements[claim.claim_id] = (None, "a denial founds no record")


def _judge(unit: Unit, record: Record, reason: str, resolution: Resolution) -> None:
    resolution.record_of_key[unit.report_id, unit.local_key] = record.record_id
    for claim in unit.claims:
        resolution.judgements[claim.claim_id] = (record.record_id, reason)


def _words(unit: Unit) -> tuple[str, ...]:
    return (unit.record_type, unit.local_key, *(c.quote for c in unit.claims))


def _best(unit: Unit, blocks: dict[tuple[str, str], list[Record]]) -> tuple[Record | None, str]:
    """The record that a unit joins, and why; None where none fits."""
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
    return best, f"joined, score {best_score:g}: {', '.join(best_reasons)}"


def _blocking_keys(unit: Unit) -> list[tuple[str, str]]:
    """Records are compared only where they share an actor; units without one only with one another."""
    return [(unit.record_type, actor) for actor in sorted(unit.parties)] or [(unit.record_type, "")]


def _founded(record: Record) -> tuple[int, int, str]:
    return record.units[0].order


def _found(unit: Unit, resolution: Resolution) -> Record:
    record = Record(free_id(unit, resolution), unit.record_type)
    resolution.records[record.record_id] = record
    return record


def free_id(unit: Unit, resolution: Resolution) -> str:
    """The id of a record that a unit founds: by report, type and sentence, and the first ordinal not taken."""
    ordinal = 0
    while True:
        record_id = ids.record_id(unit.report_id, unit.record_type, unit.claims[0].claim.sentence_start, ordinal)
        if record_id not in resolution.records and record_id not in resolution.redirects:
            return record_id
        ordinal += 1
