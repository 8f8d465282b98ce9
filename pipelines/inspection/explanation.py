"""`parley explain`: why does the row say that? Value, policy, claims for and against, sentence, report, corrections.

Belongs here: gathering the chain for one row of a release. Does not belong here: showing it (`pipelines.cli`).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from pipelines.inspection.alternatives import Alternative, alternatives_for, parent_of
from pipelines.plain_errors import WrongRequest
from pipelines.validation.tableset import Row, TableSet
from schemas.catalogue import CORE_TABLE_OF, TABLES

_CONTEXT = 240
_TABLE_OF_PREFIX = {"m-": "meetings", "a-": "agreements", "c-": "conditions", "v-": "provisions"}


class UnknownRecord(WrongRequest):
    """No row has this id, and no field this name; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim for or against a value, down to the words it stands on.

    `sentence[highlight_start:highlight_end]` are the words at the claim's span.
    """

    claim_id: str | None
    correction_id: str | None
    value: str | None
    chosen: bool
    rule: str
    confidence: float
    status: str
    realis: str
    speaker: str | None
    sentence: str
    highlight_start: int
    highlight_end: int
    report_id: str | None
    outlet: str | None
    title: str | None
    url: str | None
    published_on: str | None
    report_status: str | None
    ledger_position: int | None


@dataclass(frozen=True, slots=True)
class FieldExplanation:
    """One column of the row: its value, the policy that chose it, the claims, and what would change it."""

    field: str
    value: str | None
    origin: str
    policy: str
    inputs: str | None
    evidence: tuple[Evidence, ...]
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction of the row: what was decided, by whom, why, and what became of it."""

    correction_id: str
    action: str
    field: str | None
    old_value: str | None
    new_value: str | None
    other_id: str | None
    author: str
    reason: str | None
    decided_on: str
    status: str
    status_reason: str
    ledger_position: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole chain for one row."""

    table: str
    record_id: str
    asked_for: str
    release: str
    fields: tuple[FieldExplanation, ...]
    decisions: tuple[Decision, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def explain(
    tables: TableSet, release: str, record_id: str, field: str | None, text_of: Callable[[str], str]
) -> Explanation:
    """Explain a row, or one field of it. `text_of` gives a canonical text by hash. UnknownRecord otherwise.

    Ids follow `redirects`.
    """
    redirects = {row["old_id"]: row["new_id"] for row in tables.rows("redirects")}
    found = record_id
    while found in redirects:
        found = redirects[found]
    table = _TABLE_OF_PREFIX.get(found[:2])
    row = tables.keyed(table).get(found) if table else None
    if table is None or row is None:
        raise UnknownRecord(
            f"no row of release {release} has the id {record_id!r}; ids begin with m-, a-, c- or v- and stand in the "
            f"tables {', '.join(CORE_TABLE_OF.values())} and provisions"
        )
    names = [c.name for c in TABLES[table].columns]
    if field is not None and field not in names:
        raise UnknownRecord(f"{table} has no column {field!r}; there are {', '.join(names)}")
    provenance = [r for r in tables.rows("field_provenance") if (r["table_name"], r["record_id"]) == (table, found)]
    claims = {r["claim_id"]: r for r in tables.rows("claims")}
    reports = {r["report_id"]: r for r in tables.rows("reports")}
    corrections = {r["correction_id"]: r for r in tables.rows("corrections")}
    parent = parent_of(table, row)
    others = alternatives_for(tables, table, row, parent)
    explained = []
    for column in TABLES[table].columns:
        if column.name != (field or column.name):
            continue
        told = sorted((r for r in provenance if r["field"] == column.name), key=lambda r: r["seq"])
        if field is None and not told:
            continue
        explained.append(
            FieldExplanation(
                column.name,
                None if row[column.name] is None else str(row[column.name]),
                column.origin,
                told[0]["policy"] if told else "derived",
                column.inputs,
                tuple(_evidence(r, claims, reports, corrections, text_of) for r in told),
                tuple(others.of(column.name, told)),
            )
        )
    ids = {found, *(r["correction_id"] for r in provenance)}
    decisions = tuple(
        _decision(r)
        for r in sorted(corrections.values(), key=lambda r: r["ledger_position"])
        if ids & {r["row_id"], r["correction_id"], redirects.get(r["record_id"], r["record_id"])}
        if field is None or r["field"] in (None, field)
    )
    return Explanation(table, found, record_id, release, tuple(explained), decisions)


def _decision(row: Row) -> Decision:
    names = ("correction_id", "action", "field", "old_value", "new_value", "other_id", "author", "status")
    return Decision(
        **{name: row[name] for name in names},
        reason=row["reason"] or row["reason_code"],
        decided_on=row["decided_on"].isoformat(),
        status_reason=row["status_reason"],
        ledger_position=row["ledger_position"],
    )


def context(text: str, start: int, end: int) -> tuple[str, int, int]:
    """The paragraph around a span, cut at words, and where the span lies in it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > _CONTEXT:
        first = text.find(" ", start - _CONTEXT, start) + 1 or start
    if last - end > _CONTEXT:
        cut = text.rfind(" ", end, end + _CONTEXT)
        last = cut if cut > 0 else end
    return text[first:last], start - first, end - first


def _evidence(
    told: Row,
    claims: dict[str, Row],
    reports: dict[str, Row],
    corrections: dict[str, Row],
    text_of: Callable[[str], str],
) -> Evidence:
    if told["claim_id"] is None:
        correction = corrections[told["correction_id"]]
        reason = f"{correction['author']}: {correction['reason'] or correction['reason_code'] or ''}"
        return Evidence(
            claim_id=None,
            correction_id=told["correction_id"],
            value=told["value"],
            chosen=told["chosen"],
            rule="correction",
            confidence=1.0,
            status=correction["status"],
            realis="actual",
            speaker=correction["author"],
            sentence=reason,
            highlight_start=0,
            highlight_end=len(reason),
            report_id=None,
            outlet=None,
            title=None,
            url=None,
            published_on=correction["decided_on"].isoformat(),
            report_status=None,
            ledger_position=correction["ledger_position"],
        )
    claim = claims[told["claim_id"]]
    report = reports[claim["report_id"]]
    sentence, start, end = context(text_of(report["text_sha256"]), claim["span_start"], claim["span_end"])
    return Evidence(
        claim_id=claim["claim_id"],
        correction_id=None,
        value=told["value"],
        chosen=told["chosen"],
        rule=claim["rule"],
        confidence=claim["confidence"],
        status=claim["status"],
        realis=claim["realis"],
        speaker=claim["speaker_name"],
        sentence=sentence,
        highlight_start=start,
        highlight_end=end,
        report_id=report["report_id"],
        outlet=report["outlet"],
        title=report["title"],
        url=report["url"],
        published_on=report["published_on"].isoformat(),
        report_status=report["status"],
        ledger_position=report["ledger_position"],
    )
