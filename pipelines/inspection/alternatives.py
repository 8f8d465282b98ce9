"""What would change a cell: the value that would stand without the reports, or the person, that it stands on.

Belongs here: choosing again, by the same policies, among the claims that are left, from the tables of a release
alone. Does not belong here: what would follow elsewhere (`parley impact`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.intake.report import Report
from pipelines.ledger.selection import SelectedReport
from pipelines.resolution.origins import Syndication, fold, origin
from pipelines.resolution.standing import StandingClaim
from pipelines.tables.choice import MEMBER_POLICIES, Voice, choose, choose_members, policies
from pipelines.tables.history import current, history
from pipelines.tables.names import reliability
from pipelines.validation.cells import SEPARATOR
from pipelines.validation.tableset import Row, TableSet
from schemas.catalogue import CORE_TABLE_OF
from schemas.claims import Claim, ClaimValue

_DATES = {"date_start": "date_start", "date": "date_start", "date_end": "date_end"}
_DATES |= {"date_precision": "date_precision", "date_text": "date_text"}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Without these reports or this correction the cell would say `value`; `row_goes`: nothing would back the row."""

    without: tuple[str, ...]
    value: str | None
    row_goes: bool = False


@dataclass(slots=True)
class Alternatives:
    """Chooses again for one row of `table`: the claims with a voice on it, as they stand in a release."""

    table: str
    row: Row
    claims: dict[str, StandingClaim]
    syndication: Syndication

    def of(self, column: str, told: Sequence[Row]) -> list[Alternative]:
        """What would change a cell, given its rows of `field_provenance`."""
        found = []
        decided = [r["correction_id"] for r in told if r["chosen"] and r["claim_id"] is None]
        if decided:
            others = [r for r in told if r["claim_id"] is not None]
            value = self.chosen(column, others, set(self.claims))
            found.append(Alternative(tuple(dict.fromkeys(decided)), value, not others and not self.claims))
        winners = {r["claim_id"] for r in told if r["chosen"] and r["claim_id"] in self.claims}
        if winners and not decided:
            withdrawn = {self.claims[w].report.report.report_id for w in winners}
            left = {k for k, c in self.claims.items() if c.report.report.report_id not in withdrawn}
            value = self.chosen(column, [r for r in told if r["claim_id"] in left], left)
            found.append(Alternative(tuple(sorted(withdrawn)), value, not left))
        return found

    def chosen(self, column: str, told: Sequence[Row], left: set[str]) -> str | None:
        """The value of a column among the claims that are left, from their rows of `field_provenance`."""
        claims = [c for k, c in self.claims.items() if k in left]
        if column == "status":
            record_type = next((c.claim.record_type for c in claims), "meeting")
            return current(history(record_type, claims, self.syndication))
        if column in _DATES and (self.table, "date") in policies():
            return self._date(_DATES[column], claims)
        said = [r for r in told if r["claim_id"] in self.claims]
        policy = policies().get((self.table, column), "union")
        if len({r["value"] for r in said}) == 1:
            alone: str = said[0]["value"]  # as most are, whatever the policy is
            return alone or None if policy in MEMBER_POLICIES else alone
        voices = [self._voice(r["value"], self.claims[r["claim_id"]]) for r in said]
        if policy in MEMBER_POLICIES:
            return SEPARATOR.join(choose_members(voices, policy)) or None
        return choose(voices, policy)

    def _date(self, name: str, claims: Sequence[StandingClaim]) -> str | None:
        claims = [c for c in claims if c.claim.first("date_start")]
        told = {c.claim.first(name) for c in claims}
        if len(told) < 2:
            return next(iter(told), None)
        voices = [self._voice(c.claim_id, c) for c in claims]
        fitting = [v for v in voices if v.fits_status] or voices
        best = choose(fitting, policies()[self.table, "date"])
        return self.claims[best].claim.first(name) if best else None

    def _voice(self, value: str, claim: StandingClaim) -> Voice:
        return Voice(
            value=value,
            claim=claim,
            origin=origin(claim, self.syndication),
            reliability=reliability(claim.report.report.outlet),
            fits_status=claim.claim.first("status") == self.row.get("status"),
        )


def alternatives_for(tables: TableSet, table: str, row: Row, record_id: str) -> Alternatives:
    """Alternatives for a row of a release; `record_id` is the core row that its claims stand on."""
    voices = {c.claim_id: c for c in voices_on(tables, {record_id})[record_id]}
    return Alternatives(table, row, voices, syndication_of(tables))


def voices_on(tables: TableSet, record_ids: Collection[str]) -> dict[str, list[StandingClaim]]:
    """The claims with a voice on each of some core rows of a release, in ledger order."""
    reports = {r["report_id"]: r for r in tables.rows("reports")}
    live = [r for r in tables.rows("claims") if r["record_id"] in record_ids and r["status"] == "live"]
    values: dict[str, list[ClaimValue]] = {r["claim_id"]: [] for r in live}
    for value in tables.rows("claim_values"):
        if value["claim_id"] in values:
            values[value["claim_id"]].append(ClaimValue(value["field"], value["value"]))
    found: dict[str, list[StandingClaim]] = {record_id: [] for record_id in record_ids}
    for row in live:
        claim = _standing(row, reports[row["report_id"]], values[row["claim_id"]])
        if claim.has_voice:
            found[row["record_id"]].append(claim)
    for claims in found.values():
        claims.sort(key=lambda c: (c.report.position, c.claim.start))
    return found


def parent_of(table: str, row: Row) -> str:
    """The core row that the claims on a row stand on."""
    return str(row[f"{_RECORD_OF.get(table, 'agreement')}_id"])


_RECORD_OF = {table: record for record, table in CORE_TABLE_OF.items()}


def syndication_of(tables: TableSet) -> Syndication:
    """Which reports of a release carry one text."""
    reports = tables.rows("reports")
    originals = [r for r in reports if r["is_original"]]
    outlet_of = {r["report_id"]: fold(r["outlet"]) if r["outlet"] else r["report_id"] for r in reports}
    carried: dict[str, set[str]] = {}
    for report in reports:
        carried.setdefault(outlet_of[report["report_id"]], set()).add(report["syndication_group"])
    return Syndication(
        {r["report_id"]: r["syndication_group"] for r in reports},
        frozenset(r["report_id"] for r in originals),
        {r["syndication_group"]: outlet_of[r["report_id"]] for r in originals},
        carried,
    )


def _standing(row: Row, report: Row, values: Sequence[ClaimValue]) -> StandingClaim:
    told = Report(
        report_id=report["report_id"],
        url=report["url"],
        outlet=report["outlet"],
        title=report["title"],
        language=report["language"],
        published_on=report["published_on"],
        published_at=report["published_at"],
        published_offset=report["published_offset"],
        text="",
        text_sha256=report["text_sha256"],
        media_type=report["media_type"],
    )
    position = report["ledger_position"]
    selected = SelectedReport(told, position, position, report["status"], None, report["word_count"])
    claim = Claim(
        record_type=row["record_type"],
        local_key=row["local_key"],
        start=row["span_start"],
        end=row["span_end"],
        sentence_number=row["sentence_number"],
        sentence_start=row["span_start"],
        realis=row["realis"],
        rule=row["rule"],
        confidence=row["confidence"],
        is_background=row["is_background"],
        speaker_name=row["speaker_name"],
        attributed_to=row["attributed_to"],
        values=tuple(values),
    )
    return StandingClaim(
        claim_id=row["claim_id"],
        report=selected,
        claim=claim,
        coder=row["coder"],
        coder_version=row["coder_version"],
        quote=row["quote"],
        quote_truncated=row["quote_truncated"],
        status=row["status"],
        status_reason=row["status_reason"],
        unchecked=row["is_unchecked"],
    )
