"""One row in the making: picks values among the claims on a record and writes down how.

Belongs here: what all three core tables do alike. Does not belong here: which columns a table has
(`meetings.py`, `agreements.py`, `conditions.py`) or how a policy chooses (`choice.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pipelines.resolution.origins import Syndication, heard, origin
from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import surname
from pipelines.tables.by_hand import HUMAN, Hands, Said, Settled
from pipelines.tables.choice import Voice, choose, choose_members, policies
from pipelines.tables.chosen_date import choose_date, share_a_day, span_of
from pipelines.tables.history import Step, current, history, step_by_hand, with_decision
from pipelines.validation.cells import members

Row = dict[str, Any]
#: columns in which differing claims are a disagreement, not a difference of wording
DISPUTABLE = ("kind", "level", "place_name", "country_code", "round_number", "holder_name", "quantity", "unit")


@dataclass(frozen=True, slots=True)
class Ground:
    """What every row stands on: groups of copies, how reliable each outlet is, and what persons decided."""

    syndication: Syndication
    reliability: Callable[[str | None], str]
    hands: Hands = field(default_factory=Hands)


@dataclass(slots=True)
class RowMaker:
    """Makes one row of `table` from the live claims on a record; provenance gathers in `provenance`.

    `claims` are those of them that are heard: a denial, and a copy of a text that speaks of the record already,
    count as reports of it, and give no value.
    """

    table: str
    record_id: str
    record_type: str
    live: Sequence[StandingClaim]
    ground: Ground
    claims: Sequence[StandingClaim] = ()
    provenance: list[Row] = field(default_factory=list)
    disputed: bool = False
    steps: list[Step] = field(default_factory=list)
    status: str = ""
    touched: list[int] = field(default_factory=list)
    said: dict[str, tuple[Said, ...]] = field(default_factory=dict)
    _heard: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.claims = heard(self.live, self.ground.syndication)
        self.steps = history(self.record_type, self.claims, self.ground.syndication, self._steps_by_hand())
        said = self._decide_status()
        self.status = current(self.steps) or ""
        voices = [v for v in self.voices("status") if any(v.claim is s.claim for s in self.steps)]
        decided = any(s.correction is not None and s.status == self.status for s in self.steps)
        settled = Settled(self.status, said, decided)
        self._record("status", voices, {self.status}, HUMAN if decided else "lifecycle", settled.said)
        denied = any(not c.has_voice and c.claim.first("status") == self.status for c in self.live)
        self.disputed = denied or any(not s.counted for s in self.steps)

    def _steps_by_hand(self) -> list[Step]:
        added = self.ground.hands.added(self.record_id)
        if "status" not in added:
            return []
        status, by = added["status"]
        days = [date.fromisoformat(added[c][0]) if c in added else None for c in ("date_start", "date_end")]
        first = days[0] or (date.fromisoformat(added["date"][0]) if "date" in added else None)
        return [step_by_hand(self.record_type, status, first, days[1], by)]

    def _decide_status(self) -> tuple[Said, ...]:
        hands = self.ground.hands
        added = hands.added(self.record_id).get("status")
        said = [Said(added[1].correction.correction_id, added[0])] if added else []
        for selected in hands.on(self.table, self.record_id, "status"):
            before = current(self.steps)
            if hands.judge(self.table, self.record_id, selected, before).applied:
                self.touched.append(selected.position)
                if selected.correction.action == "override":
                    self.steps = with_decision(self.record_type, self.steps, selected)
                    said.append(Said(selected.correction.correction_id, selected.correction.new_value))
                else:
                    said.append(Said(selected.correction.correction_id, before))
        return tuple(said)

    def voices(self, claim_field: str) -> list[Voice]:
        """The values of one field that claims with a voice give."""
        return [self.voice(value, c) for c in self.claims for value in c.claim.all(claim_field) if value]

    def pick(self, column: str, claim_field: str) -> str | None:
        """The value of a column that its policy chooses."""
        voices = self.voices(claim_field)
        policy = policies()[self.table, column]
        settled = self.decide(self.table, self.record_id, column, choose(voices, policy), voices, policy)
        if column in DISPUTABLE and len({v.value for v in voices} - {"unspecified"}) > 1:
            self.disputed = True
        return settled.value

    def pick_members(self, column: str, claim_field: str) -> list[str]:
        """The members of a joined column that its policy keeps."""
        voices = self.voices(claim_field)
        policy = policies()[self.table, column]
        return self._decide_members(column, choose_members(voices, policy), voices, policy)

    def pick_persons(self, column: str) -> list[str]:
        """Named persons, each once, in the longest form that a report gives."""
        voices = self.voices("person")
        longest: dict[str, str] = {}
        for voice in sorted(voices, key=lambda v: v.order):
            key = surname(voice.value)
            if len(voice.value) > len(longest.get(key, "")):
                longest[key] = voice.value
        return self._decide_members(column, sorted(longest.values()), voices, policies()[self.table, column])

    def _decide_members(self, column: str, chosen: list[str], voices: Sequence[Voice], policy: str) -> list[str]:
        settled = self.decide(self.table, self.record_id, column, joined(chosen), voices, policy)
        return members(settled.value)

    def decide(
        self, table: str, row_id: str, column: str, chosen: str | None, voices: Sequence[Voice], policy: str
    ) -> Settled:
        """A cell after the corrections on it; `chosen` is what the policy chose. Its provenance is written down."""
        settled = self.ground.hands.settle(table, row_id, column, chosen)
        self.touched.extend(settled.touched)
        said = settled.said
        if table == self.table:
            self.said[column] = said
        values = settled.chosen({*members(chosen)} if settled.joined else {chosen or ""})
        self.record(table, row_id, column, voices, values, HUMAN if settled.decided else policy, said)
        return settled

    def pick_date(self, columns: Sequence[str]) -> tuple[date | None, date | None, str | None, str | None]:
        """First day, last day, precision and words of the date, chosen together from one claim."""
        policy = policies()[self.table, "date"]
        voices = [self.voice(span, c) for c in self.claims if (span := span_of(c.claim))]
        fitting, chosen = choose_date(voices, policy)
        claim = chosen.claim.claim if chosen else None
        told = {name: claim.first(name) if claim else None for name in _DATE_FIELDS}
        settled = self._settle_dates(columns, told)
        for column, name in zip(columns, _DATE_FIELDS, strict=True):
            if column:
                values = [self.voice(value, v.claim) for v in voices if (value := v.claim.claim.first(name))]
                cell = settled[name]
                rule = HUMAN if cell.decided else policy
                self._record(column, values, cell.chosen({told[name] or ""}), rule, cell.said)
        if not share_a_day({v.value for v in fitting}):
            self.disputed = True
        start, end = (date.fromisoformat(v) if (v := settled[n].value) else None for n in _DATE_FIELDS[:2])
        last = end if end and end != start else None
        return start, last, settled["date_precision"].value, settled["date_text"].value

    def _settle_dates(self, columns: Sequence[str], told: dict[str, str | None]) -> dict[str, Settled]:
        """The four cells of a date after the corrections on them, such that they still make one date."""
        hands, machine = self.ground.hands, dict(told)
        if machine["date_end"] == machine["date_start"] or not columns[1]:
            machine["date_end"] = None
        settled = {name: Settled(machine[name]) for name in _DATE_FIELDS}
        for column, name in zip(columns, _DATE_FIELDS, strict=True):
            if column:
                settled[name] = hands.settle(self.table, self.record_id, column, machine[name])
        start, end = settled["date_start"], settled["date_end"]
        if start.value and end.value and end.value < start.value:
            for column, name in zip(columns, _DATE_FIELDS[:2], strict=False):
                hands.withdraw(self.table, self.record_id, column, "the last day would lie before the first")
                settled[name] = Settled(machine[name])
        elif start.value is None:
            settled = {name: replace(cell, value=None, decided=start.decided) for name, cell in settled.items()}
        elif settled["date_precision"].value is None:
            settled["date_precision"] = Settled("range" if end.value else "day", _in_its_place(start, end), True)
        for cell in settled.values():
            self.touched.extend(cell.touched)
        return settled

    def evidence(self) -> str:
        """The words that the row stands on: of the claim that fits the status, is foreground, sure, early.

        A row that a person added, and no claim backs, stands on the reason given.
        """
        if not self.claims:
            by = self.ground.hands.by_hand[self.record_id][0].correction
            return by.reason or ""
        return min(
            self.claims,
            key=lambda c: (
                c.claim.first("status") != self.status,
                c.claim.is_background,
                -c.claim.confidence,
                c.report.position,
                c.claim.start,
            ),
        ).quote

    def shared(self, process_id: str, all_claims: Sequence[StandingClaim]) -> Row:
        """The columns that the three core tables share. `all_claims` counts also those without a voice."""
        days = [c.report.report.published_on for c in self.live]
        return {
            "process_id": process_id,
            "n_reports": len({c.report.report.report_id for c in self.live}),
            "n_independent_sources": len({origin(c, self.ground.syndication) for c in self.live}),
            "first_reported_on": min(days, default=None),
            "last_reported_on": max(days, default=None),
            "has_conflict": self.disputed,
            "ledger_position": self._position(all_claims),
        }

    def _position(self, all_claims: Sequence[StandingClaim]) -> int:
        """Position of the latest report, retraction or correction that touched the row."""
        hands = self.ground.hands
        by_reports = [c.report.touched for c in all_claims]
        by_names = [position for c in all_claims for _, _, position in c.renamed]
        by_hand = [s.position for s in hands.by_hand.get(self.record_id, ())]
        confirmed = [s.position for s in hands.on(self.table, self.record_id, None) if s.correction.action == "confirm"]
        moved = hands.touched.get(self.record_id, 0)
        return max([*by_reports, *by_names, *by_hand, *confirmed, *self.touched, moved])

    def history_rows(self) -> list[Row]:
        """The history of the record, ready for its table."""
        return [
            {
                f"{self.record_type}_id": self.record_id,
                "seq": number,
                "status": s.status,
                "step": s.step,
                "reported_on": s.reported_on,
                "effective_date": s.effective_date,
                "planned_date": s.planned_date,
                "report_id": s.claim.report.report.report_id if s.claim else None,
                "claim_id": s.claim.claim_id if s.claim else None,
                "reason": s.reason,
                "counted": s.counted,
            }
            for number, s in enumerate(self.steps, start=1)
        ]

    def record(
        self,
        table: str,
        record_id: str,
        column: str,
        voices: Sequence[Voice],
        chosen: set[Any],
        policy: str,
        said: Sequence[Said] = (),
    ) -> None:
        """Write down who says what for one column: the chosen ones first, of these persons before claims."""
        rows: list[tuple[Any, ...]] = [
            (s.value not in chosen, 0, (0, 0, s.correction_id), s.value, None, s.correction_id) for s in said
        ]
        rows += [(v.value not in chosen, 1, v.order, v.value, v.claim.claim_id, v.renamed_by) for v in voices]
        rows.sort(key=lambda r: (*r[:3], r[3] or ""))
        for number, (lost, _, _, value, claim_id, correction_id) in enumerate(rows):
            self.provenance.append(
                {
                    "table_name": table,
                    "record_id": record_id,
                    "field": column,
                    "seq": number,
                    "claim_id": claim_id,
                    "correction_id": correction_id,
                    "value": value,
                    "chosen": not lost,
                    "policy": HUMAN if claim_id is None else policy,
                }
            )

    def _record(
        self, column: str, voices: Sequence[Voice], chosen: set[Any], policy: str, said: Sequence[Said] = ()
    ) -> None:
        self.record(self.table, self.record_id, column, voices, chosen, policy, said)

    def voice(self, value: str, claim: StandingClaim) -> Voice:
        """What a claim says of one column. `status` must be settled, or the column be that of the status."""
        if claim.claim_id not in self._heard:
            told = (origin(claim, self.ground.syndication), self.ground.reliability(claim.report.report.outlet))
            self._heard[claim.claim_id] = (*told, claim.claim.first("status"))
        source, reliability, status = self._heard[claim.claim_id]
        return Voice(value, claim, source, reliability, status == self.status)


def joined(names: Sequence[str]) -> str | None:
    """Names as a joined list; null for none."""
    return "; ".join(names) or None


_DATE_FIELDS = ("date_start", "date_end", "date_precision", "date_text")


def _in_its_place(start: Settled, end: Settled) -> tuple[Said, ...]:
    """Who stands for a precision that nobody gave: whoever set the day."""
    value = "range" if end.value else "day"
    return tuple(replace(s, value=value) for s in start.said[-1:])
