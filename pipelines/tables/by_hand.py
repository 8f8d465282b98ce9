"""What persons decided about the values of rows: overrides, confirmations, members and rows added, and what came of it.

Belongs here: when a correction of a value holds, and what it leaves in the provenance. Does not belong here:
corrections that move claims (`pipelines.resolution.decisions`), reading files (`pipelines.corrections`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipelines.ledger.selection import SelectedCorrection
from pipelines.resolution.fold import Resolution
from pipelines.resolution.verdict import Verdict
from pipelines.validation.cells import SEPARATOR, canonical_cell, members, same_cell
from schemas.catalogue import TABLES
from schemas.table import Column

#: policy of a value that a person set or confirmed
HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Said:
    """A value, or a member of a joined list, for which a correction stands."""

    correction_id: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Settled:
    """A cell after all corrections. `decided`: a person set it, or a member; `touched`: positions of what holds."""

    value: str | None
    said: tuple[Said, ...] = ()
    decided: bool = False
    touched: tuple[int, ...] = ()
    joined: bool = False

    def chosen(self, otherwise: set[str]) -> set[str | None]:
        """The values that the row has: what the corrections made of it, or what its policy chose."""
        if not self.decided:
            return {*otherwise}
        return {*members(self.value)} if self.joined else {self.value}


@dataclass(slots=True)
class Hands:
    """The corrections of values in one build. `verdicts` fills while rows are made."""

    decisions: Mapping[tuple[str, str], Sequence[SelectedCorrection]] = field(default_factory=dict)
    by_hand: Mapping[str, Sequence[SelectedCorrection]] = field(default_factory=dict)
    touched: Mapping[str, int] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def on(self, table: str, row_id: str, column: str | None) -> Iterator[SelectedCorrection]:
        """Corrections of one cell, or of the row as a whole, in ledger order."""
        for selected in self.decisions.get((table, row_id), ()):
            if selected.correction.field == column:
                yield selected

    def added(self, record_id: str) -> dict[str, tuple[str, SelectedCorrection]]:
        """Column -> value and correction, for a row that a person added; nothing for another row."""
        found: dict[str, tuple[str, SelectedCorrection]] = {}
        for selected in self.by_hand.get(record_id, ()):
            for column, text in row_values(selected.correction.new_value).items():
                found[column] = (text, selected)
        return found

    def settle(self, table: str, row_id: str, column: str, value: str | None) -> Settled:
        """A cell after the corrections on it; `value` is what its policy chose."""
        declared = _column(table, column)
        value = value if value is not None else declared.absent
        if (table, row_id) not in self.decisions and row_id not in self.by_hand:
            return Settled(value, joined=declared.joined)
        said: list[Said] = []
        touched: list[int] = []
        decided = False
        added = self.added(row_id).get(column)
        if added is not None:
            value, decided = canonical_cell(declared, added[0]), True
            said = _said(added[1], value, declared.joined)
        for selected in self.on(table, row_id, column):
            correction = selected.correction
            verdict = self.judge(table, row_id, selected, value)
            if not verdict.applied:
                continue
            touched.append(selected.position)
            if correction.action == "add":
                value = canonical_cell(declared, SEPARATOR.join((*members(value), correction.new_value or "")))
                said += _said(selected, canonical_cell(declared, correction.new_value), True)
                decided = True
            elif correction.action == "override":
                value, decided = canonical_cell(declared, correction.new_value), True
                said += _said(selected, value, declared.joined)
            else:
                said += _said(selected, value, declared.joined)
        return Settled(value, tuple(said), decided, tuple(touched), declared.joined)

    def judge(self, table: str, row_id: str, selected: SelectedCorrection, value: str | None) -> Verdict:
        """Whether a correction of a cell holds, given the value that stands there; the verdict is kept."""
        verdict = _verdict(table, row_id, selected, value)
        self.verdicts[selected.correction.correction_id] = verdict
        return verdict

    def withdraw(self, table: str, row_id: str, column: str, reason: str) -> None:
        """Let no correction of a cell hold after all."""
        for selected in self.on(table, row_id, column) if column else ():
            self.verdicts[selected.correction.correction_id] = Verdict("conflicting", reason, row_id)

    def removed(self, table: str, row_id: str) -> int | None:
        """Position of the correction that rejects a row that is no record of its own; None where it stands."""
        rejecting = [s for s in self.on(table, row_id, None) if s.correction.action == "reject"]
        for number, selected in enumerate(rejecting):
            verdict = Verdict("applied", "removed") if number == 0 else Verdict("redundant", "rejected already")
            self.verdicts[selected.correction.correction_id] = verdict
        return rejecting[0].position if rejecting else None

    def close(self, rows: Mapping[str, set[str]]) -> None:
        """Give each correction that no row has met its verdict; `rows` are the ids of the rows of each table."""
        for (table, row_id), decisions in self.decisions.items():
            for selected in decisions:
                correction = selected.correction
                if correction.correction_id in self.verdicts:
                    continue
                if row_id not in rows.get(table, ()):
                    verdict = Verdict("orphaned", f"{correction.record_id} stands no more in {table}")
                else:
                    verdict = Verdict("applied", "the row is confirmed", row_id)
                self.verdicts[correction.correction_id] = verdict


def hands_of(resolution: Resolution) -> Hands:
    """The corrections of values that a resolution left for the rows."""
    return Hands(resolution.decisions, resolution.by_hand, resolution.touched, resolution.verdicts)


def row_values(text: str | None) -> dict[str, str]:
    """Column -> value of a row added by hand, from `column=value | column=value`. ValueError for another form."""
    found: dict[str, str] = {}
    for pair in (text or "").split("|"):
        name, sign, value = (part.strip() for part in pair.partition("="))
        if not sign or not name or not value:
            raise ValueError(f"{pair.strip()!r} is not of the form column=value; separate pairs by ' | '")
        if name in found:
            raise ValueError(f"the column {name} stands twice")
        found[name] = value
    return found


@cache
def _column(table: str, column: str) -> Column:
    return TABLES[table].column(column)


def _said(selected: SelectedCorrection, value: str | None, joined: bool) -> list[Said]:
    values: Sequence[str | None] = members(value) if joined and value is not None else (value,)
    return [Said(selected.correction.correction_id, v) for v in values]


def _verdict(table: str, row_id: str, selected: SelectedCorrection, value: str | None) -> Verdict:
    correction = selected.correction
    column = _column(table, correction.field or "")
    shown = "empty" if value is None else repr(value)
    try:
        canonical_cell(column, correction.new_value)
    except ValueError as error:
        return Verdict("conflicting", f"the new value has no meaning any more: {error}", row_id)
    if correction.action == "add":
        if correction.new_value in members(value):
            return Verdict("redundant", f"{correction.new_value!r} is there already", row_id)
        return Verdict("applied", f"{correction.new_value!r} added to {shown}", row_id)
    if correction.action == "confirm":
        checked = correction.new_value if correction.new_value is not None else correction.old_value
        if same_cell(column, value, checked):
            return Verdict("applied", f"confirmed as {shown}", row_id)
        return Verdict("conflicting", f"the value is now {shown}, not {checked or 'empty'!r}", row_id)
    if same_cell(column, value, correction.new_value):
        return Verdict("redundant", f"the value is {shown} already", row_id)
    if same_cell(column, value, correction.old_value):
        return Verdict("applied", f"{shown} becomes {correction.new_value or 'empty'!r}", row_id)
    return Verdict("conflicting", f"the value is now {shown}, not {correction.old_value or 'empty'!r}", row_id)
