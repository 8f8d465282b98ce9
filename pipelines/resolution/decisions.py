"""Decisions of persons on which claims belong together: merge, split, reject, and rows added by hand.

Belongs here: moving claims between records after the fold, in ledger order, with a verdict for each correction.
The fold itself never sees them, so that no decision moves the id of a record. Does not belong here: corrections of
values (`pipelines.tables.by_hand`), of names (`aliases.py`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.ledger.selection import SelectedCorrection
from pipelines.resolution.fold import Resolution, free_id
from pipelines.resolution.matching import compare
from pipelines.resolution.recoding import Recoding, by_report
from pipelines.resolution.record import Record
from pipelines.resolution.standing import StandingClaim, backs_row
from pipelines.resolution.units import Unit, unit_of
from pipelines.resolution.verdict import Verdict
from schemas import ids
from schemas.catalogue import RECORD_TYPE_OF
from schemas.events import CorrectionMade


def is_row_by_hand(correction: CorrectionMade) -> bool:
    """Whether a correction adds a row, rather than a member of a joined list."""
    return correction.action == "add" and correction.record_id is None


@dataclass(slots=True)
class Decisions:
    """Applies corrections to a resolution. `claims` are those it was resolved from."""

    resolution: Resolution
    claims: Sequence[StandingClaim]
    recoding: Recoding
    _by_id: dict[str, StandingClaim] = field(init=False)
    _by_report: dict[str, list[StandingClaim]] = field(init=False)
    _on_record: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_id = {c.claim_id: c for c in self.claims}
        self._by_report = by_report(self.claims)
        self._on_record = {}
        for claim_id, (record_id, _) in self.resolution.judgements.items():
            if record_id is not None:
                self._on_record.setdefault(record_id, []).append(claim_id)

    def apply(self, corrections: Iterable[SelectedCorrection]) -> None:
        """Apply all corrections that move claims, in order; then leave each other one with the row it speaks of."""
        corrections = list(corrections)
        for selected in corrections:
            correction = selected.correction
            if is_row_by_hand(correction):
                verdict = self._add(selected)
            elif correction.action in _MOVES and correction.table_name in RECORD_TYPE_OF:
                verdict = _MOVES[correction.action](self, selected)
            else:
                continue
            self.resolution.verdicts[correction.correction_id] = verdict
        for selected in corrections:
            correction = selected.correction
            if correction.correction_id not in self.resolution.verdicts and correction.action != "alias":
                self._leave(selected)

    # ------------------------------------------------------------ one method an action

    def _merge(self, selected: SelectedCorrection) -> Verdict:
        correction, resolution = selected.correction, self.resolution
        kept_id, other_id = self._now(correction.record_id, selected), self._now(correction.other_id, selected)
        for asked, found in ((correction.record_id, kept_id), (correction.other_id, other_id)):
            if found not in resolution.records:
                return Verdict("orphaned", f"{asked} stands no more")
            if found in resolution.rejected:
                return Verdict("orphaned", f"{asked} was rejected by {self._rejecter(found)}")
        if kept_id == other_id:
            return Verdict("redundant", "the two are one row already", kept_id)
        kept, other = resolution.records[kept_id], resolution.records.pop(other_id)
        for unit in other.units:
            kept.add(unit)
        kept.units.sort(key=lambda u: u.order)
        moved = self._on_record.pop(other_id, [])
        self._move(moved, kept_id, selected)
        for key, record_id in resolution.record_of_key.items():
            if record_id == other_id:
                resolution.record_of_key[key] = kept_id
        reason = f"correction {correction.correction_id}: the same {kept.record_type}"
        resolution.redirects[other_id] = (kept_id, reason)
        if kept.record_type == "agreement":
            for old, new in _provisions_of(other_id, kept_id, [self._by_id[c] for c in moved]):
                resolution.redirects.setdefault(old, (new, reason))
        if other_id in resolution.by_hand:
            resolution.by_hand.setdefault(kept_id, []).extend(resolution.by_hand.pop(other_id))
        self._touch(selected, kept_id, other_id)
        return Verdict("applied", f"{len(moved)} claims moved from {other_id} to {kept_id}", kept_id)

    def _split(self, selected: SelectedCorrection) -> Verdict:
        correction, resolution = selected.correction, self.resolution
        record_id = self._now(correction.record_id, selected)
        if record_id not in resolution.records:
            return Verdict("orphaned", f"{correction.record_id} stands no more")
        if record_id in resolution.rejected:
            return Verdict("orphaned", f"{correction.record_id} was rejected by {self._rejecter(record_id)}")
        asked = [c.strip() for c in (correction.claim_ids or "").split(";") if c.strip()]
        found = [c.claim_id for claim_id in asked for c in self._claims_now(claim_id, selected)]
        if not found:
            return Verdict("orphaned", "none of its claims is made any more", record_id)
        here = self._on_record.get(record_id, [])
        named = [claim_id for claim_id in here if claim_id in set(found)]
        if not named:
            return Verdict("redundant", "none of its claims stands on the row any more", record_id)
        if not [c for c in here if c not in set(named) and self._by_id[c].has_voice]:
            return Verdict("redundant", "the row has no other claims", record_id)
        new_id = self._divide(resolution.records[record_id], set(named), selected)
        self._touch(selected, new_id, record_id)
        missing = len(asked) - sum(bool(self._claims_now(claim_id, selected)) for claim_id in asked)
        note = f"; {missing} of its claims are made no more" if missing else ""
        return Verdict("applied", f"{len(named)} claims of {record_id} founded {new_id}{note}", new_id)

    def _divide(self, record: Record, named: set[str], selected: SelectedCorrection) -> str:
        """Split the named claims off. Units of later reports go to the part that they fit better."""
        resolution = self.resolution
        rest, split_off = Record(record.record_id, record.record_type), Record("", record.record_type)
        for unit in record.units:
            mine = [c for c in unit.claims if c.claim_id in named]
            kept = [c for c in unit.claims if c.claim_id not in named]
            if mine:
                split_off.add(_part(unit, mine))
            if kept:
                later = not mine and unit.position > selected.position
                part = split_off if later and _fits_better(unit, split_off, rest) else rest
                part.add(_part(unit, kept))
        first = (split_off.units or [unit_of([self._by_id[c] for c in sorted(named)])])[0]
        split_off.record_id = free_id(first, resolution)
        resolution.records[rest.record_id] = rest
        resolution.records[split_off.record_id] = split_off
        moved = [c.claim_id for unit in split_off.units for c in unit.claims]
        moved += [c for c in self._on_record[rest.record_id] if c in named and c not in moved]
        self._on_record[rest.record_id] = [c for c in self._on_record[rest.record_id] if c not in set(moved)]
        self._move(moved, split_off.record_id, selected)
        stays = {(u.report_id, u.local_key) for u in rest.units}
        for unit in split_off.units:
            if (unit.report_id, unit.local_key) not in stays:
                resolution.record_of_key[unit.report_id, unit.local_key] = split_off.record_id
        return split_off.record_id

    def _reject(self, selected: SelectedCorrection) -> Verdict:
        record_id = self._now(selected.correction.record_id, selected)
        if record_id not in self.resolution.records:
            return Verdict("orphaned", f"{selected.correction.record_id} stands no more")
        if record_id in self.resolution.rejected:
            return Verdict("redundant", f"rejected by {self._rejecter(record_id)} already", record_id)
        if not self._has_row(record_id):
            return Verdict("redundant", "nothing backs the row any more", record_id)
        self.resolution.rejected[record_id] = selected
        return Verdict("applied", f"{len(self._on_record.get(record_id, []))} claims rejected", record_id)

    def _add(self, selected: SelectedCorrection) -> Verdict:
        correction = selected.correction
        record_type = RECORD_TYPE_OF[correction.table_name or ""]
        record_id = ids.record_id_by_hand(correction.correction_id, record_type)
        self.resolution.records[record_id] = Record(record_id, record_type)
        self.resolution.by_hand[record_id] = [selected]
        return Verdict("applied", "added by hand", record_id)

    def _leave(self, selected: SelectedCorrection) -> None:
        """Note a correction of a row's values with the row that it speaks of now, for when the row is made."""
        correction, resolution = selected.correction, self.resolution
        table, row_id = correction.table_name or "", self._now(correction.record_id, selected)
        if table in RECORD_TYPE_OF and row_id in resolution.rejected:
            verdict = Verdict("orphaned", f"the row was rejected by {self._rejecter(row_id)}", None)
            resolution.verdicts[correction.correction_id] = verdict
        else:
            resolution.decisions.setdefault((table, row_id), []).append(selected)

    # ------------------------------------------------------------ finding and moving

    def _now(self, record_id: str | None, selected: SelectedCorrection) -> str:
        """The id that stands for one that a person named: after redirects, and after re-coding."""
        found = self.resolution.follow(record_id or "")
        if found in self.resolution.records or not found.startswith(("m-", "a-", "c-")):
            return found
        for claim in self.recoding.founders_now(found, selected.position, self._by_report):
            now = self.resolution.judgements.get(claim.claim_id, (None, ""))[0]
            if now is not None and now in self.resolution.records:
                self.resolution.redirects[found] = (now, "its words are read as part of this row now")
                return now
        return found

    def _claims_now(self, claim_id: str, selected: SelectedCorrection) -> list[StandingClaim]:
        if claim_id in self._by_id:
            return [self._by_id[claim_id]]
        return self.recoding.claims_now(claim_id, selected.position, self._by_report)

    def _has_row(self, record_id: str) -> bool:
        claims = (self._by_id[c] for c in self._on_record.get(record_id, ()))
        return record_id in self.resolution.by_hand or backs_row(claims)

    def _move(self, claim_ids: Sequence[str], record_id: str, selected: SelectedCorrection) -> None:
        for claim_id in claim_ids:
            before = self.resolution.judgements[claim_id][1]
            reason = f"moved by correction {selected.correction.correction_id}; before: {before}"
            self.resolution.judgements[claim_id] = (record_id, reason)
        self._on_record.setdefault(record_id, []).extend(claim_ids)

    def _touch(self, selected: SelectedCorrection, *record_ids: str) -> None:
        for record_id in record_ids:
            known = self.resolution.touched.get(record_id, 0)
            self.resolution.touched[record_id] = max(known, selected.position)

    def _rejecter(self, record_id: str) -> str:
        return f"correction {self.resolution.rejected[record_id].correction.correction_id}"


_MOVES: dict[str, Callable[[Decisions, SelectedCorrection], Verdict]] = {
    "merge": Decisions._merge,
    "split": Decisions._split,
    "reject": Decisions._reject,
}


def rejected_claims(claims: Sequence[StandingClaim], resolution: Resolution) -> list[StandingClaim]:
    """The claims, those on a rejected row set to rejected, with the correction named."""
    settled = []
    for claim in claims:
        by = resolution.rejected.get(resolution.judgements.get(claim.claim_id, (None, ""))[0] or "")
        if by is not None and claim.is_live:
            reason = f"correction {by.correction.correction_id}: the row was rejected"
            claim = replace(claim, status="rejected", status_reason=reason)
        settled.append(claim)
    return settled


def _part(unit: Unit, claims: Sequence[StandingClaim]) -> Unit:
    if len(claims) == len(unit.claims):
        return unit
    # what the unit is about was told as a record by the fold, and must not become a key of the report again
    return replace(unit_of(claims), conditioned=unit.conditioned)


def _fits_better(unit: Unit, split_off: Record, rest: Record) -> bool:
    if not split_off.units:
        return False
    ours, theirs = compare(unit, split_off), compare(unit, rest)
    if ours.barred_by is not None:
        return False
    return theirs.barred_by is not None or ours.score > theirs.score


def _provisions_of(other_id: str, kept_id: str, claims: Iterable[StandingClaim]) -> Iterable[tuple[str, str]]:
    """Ids of the provisions of an agreement, and what they become in the one it is merged into."""
    most: Counter[str] = Counter()
    for claim in claims:
        for kind, n in Counter(claim.claim.all("provision_kind")).items():
            most[kind] = max(most[kind], n)
    for kind, n in sorted(most.items()):
        for ordinal in range(n):
            yield ids.provision_id(other_id, kind, ordinal), ids.provision_id(kept_id, kind, ordinal)
