"""One row in the making: picks values among the claims on a record and writes down how.

Belongs here: what all three core tables do alike. Does not belong here: which columns a table has
(`meetings.py`, `agreements.py`, `conditions.py`) or how a policy chooses (`choice.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import surname
from pipelines.tables.choice import PRECISIONS, Voice, choose, choose_members, policies
from pipelines.tables.history import Step, current, history
from pipelines.tables.origins import Syndication, origin

Row = dict[str, Any]
#: columns in which differing claims are a disagreement, not a difference of wording
DISPUTABLE = ("kind", "level", "place_name", "country_code", "round_number", "holder_name", "quantity", "unit")


@dataclass(frozen=True, slots=True)
class Ground:
    """What every row stands on: groups of copies, and how reliable each outlet is."""

    syndication: Syndication
    reliability: Callable[[str | None], str]


@dataclass(slots=True)
class RowMaker:
    """Makes one row of `table` from the live claims on a record; provenance gathers in `provenance`."""

    table: str
    record_id: str
    record_type: str
    claims: Sequence[StandingClaim]
    ground: Ground
    provenance: list[Row] = field(default_factory=list)
    disputed: bool = False
    steps: list[Step] = field(default_factory=list)
    status: str = ""

    def __post_init__(self) -> None:
        self.steps = history(self.record_type, self.claims, self.ground.syndication)
        self.status = current(self.steps) or ""
        voices = [v for v in self.voices("status") if any(v.claim is s.claim for s in self.steps)]
        self._record("status", voices, {self.status}, "lifecycle")
        self.disputed = any(not s.counted for s in self.steps)

    def voices(self, claim_field: str) -> list[Voice]:
        """All live claims' values of one field."""
        return [self.voice(value, c) for c in self.claims for value in c.claim.all(claim_field) if value]

    def pick(self, column: str, claim_field: str) -> str | None:
        """The value of a column that its policy chooses."""
        voices = self.voices(claim_field)
        policy = policies()[self.table, column]
        chosen = choose(voices, policy)
        self._record(column, voices, {chosen}, policy)
        if column in DISPUTABLE and len({v.value for v in voices} - {"unspecified"}) > 1:
            self.disputed = True
        return chosen

    def pick_members(self, column: str, claim_field: str) -> list[str]:
        """The members of a joined column that its policy keeps."""
        voices = self.voices(claim_field)
        policy = policies()[self.table, column]
        chosen = choose_members(voices, policy)
        self._record(column, voices, set(chosen), policy)
        return chosen

    def pick_persons(self, column: str) -> list[str]:
        """Named persons, each once, in the longest form that a report gives."""
        voices = self.voices("person")
        longest: dict[str, str] = {}
        for voice in sorted(voices, key=lambda v: v.order):
            key = surname(voice.value)
            if len(voice.value) > len(longest.get(key, "")):
                longest[key] = voice.value
        self._record(column, voices, set(longest.values()), policies()[self.table, column])
        return sorted(longest.values())

    def pick_date(self, columns: Sequence[str]) -> tuple[date | None, date | None, str | None, str | None]:
        """First day, last day, precision and words of the date, chosen together from one claim."""
        policy = policies()[self.table, "date"]
        dated = [c for c in self.claims if c.claim.first("date_start")]
        voices = [self.voice("/".join((_day(c, "date_start"), _day(c, "date_end"))), c) for c in dated]
        # a claim that fits the status tells when it was; one that does not tells when it had been meant to be
        fitting = [v for v in voices if v.fits_status] or voices
        chosen = choose(fitting, policy)
        if chosen is None:
            return None, None, None, None
        claim = min((v for v in fitting if v.value == chosen), key=_most_precise).claim.claim
        for column, name in zip(columns, ("date_start", "date_end", "date_precision", "date_text"), strict=True):
            if column:
                values = [self.voice(value, v.claim) for v in voices if (value := v.claim.claim.first(name))]
                self._record(column, values, {claim.first(name)}, policy)
        if len({v.value for v in fitting}) > 1 and not _compatible([v.value for v in fitting]):
            self.disputed = True
        start = date.fromisoformat(claim.first("date_start") or "")
        end = claim.first("date_end")
        last = date.fromisoformat(end) if end and end != start.isoformat() else None
        return start, last, claim.first("date_precision"), claim.first("date_text")

    def evidence(self) -> StandingClaim:
        """The claim whose words the row stands on: fits the status, foreground, sure, early."""
        return min(
            self.claims,
            key=lambda c: (
                c.claim.first("status") != self.status,
                c.claim.is_background,
                -c.claim.confidence,
                c.report.position,
                c.claim.start,
            ),
        )

    def shared(self, process_id: str, all_claims: Sequence[StandingClaim]) -> Row:
        """The columns that the three core tables share. `all_claims` counts also those without a voice."""
        days = [c.report.report.published_on for c in self.claims]
        return {
            "process_id": process_id,
            "n_reports": len({c.report.report.report_id for c in self.claims}),
            "n_independent_sources": len({origin(c, self.ground.syndication) for c in self.claims}),
            "first_reported_on": min(days),
            "last_reported_on": max(days),
            "has_conflict": self.disputed,
            "ledger_position": max(c.report.touched for c in all_claims),
        }

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
                "report_id": s.claim.report.report.report_id,
                "claim_id": s.claim.claim_id,
                "reason": s.reason,
                "counted": s.counted,
            }
            for number, s in enumerate(self.steps, start=1)
        ]

    def record(
        self, table: str, record_id: str, column: str, voices: Sequence[Voice], chosen: set[Any], policy: str
    ) -> None:
        """Write down who says what for one column, the chosen ones first."""
        ordered = sorted(voices, key=lambda v: (v.value not in chosen, v.order, v.value))
        for number, voice in enumerate(ordered):
            self.provenance.append(
                {
                    "table_name": table,
                    "record_id": record_id,
                    "field": column,
                    "seq": number,
                    "claim_id": voice.claim.claim_id,
                    "correction_id": None,
                    "value": voice.value,
                    "chosen": voice.value in chosen,
                    "policy": policy,
                }
            )

    def _record(self, column: str, voices: Sequence[Voice], chosen: set[Any], policy: str) -> None:
        self.record(self.table, self.record_id, column, voices, chosen, policy)

    def voice(self, value: str, claim: StandingClaim) -> Voice:
        return Voice(
            value=value,
            claim=claim,
            origin=origin(claim, self.ground.syndication),
            reliability=self.ground.reliability(claim.report.report.outlet),
            fits_status=claim.claim.first("status") == self.status,
        )


def joined(names: Sequence[str]) -> str | None:
    """Names as a joined list; null for none."""
    return "; ".join(names) or None


def _day(claim: StandingClaim, name: str) -> str:
    return claim.claim.first(name) or claim.claim.first("date_start") or ""


def _most_precise(voice: Voice) -> tuple[int, tuple[int, int, str]]:
    return -PRECISIONS.index(voice.claim.claim.first("date_precision") or "unknown"), voice.order


def _compatible(spans: Sequence[str]) -> bool:
    """Whether all intervals share a day: a coarser date that contains the others is no disagreement."""
    pairs = [span.split("/") for span in spans]
    return max(start for start, _ in pairs) <= min(end for _, end in pairs)
