"""One report's records, in the shape of `parley code`: the report's claims, folded by the same code as the tables.

Belongs here: running the stages on one report without a ledger, and the JSON shape. Source of the shape: the
contract in `docs/architecture.md`, section One report's records.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.intake.report import Report
from pipelines.ledger.selection import SelectedReport
from pipelines.resolution.fold import Resolution
from pipelines.resolution.origins import syndication
from pipelines.resolution.recoding import Recoding
from pipelines.resolution.settlement import settle
from pipelines.resolution.standing import StandingClaim, of_report
from pipelines.tables.making import made_rows
from pipelines.tables.row import Row
from schemas.claims import Claim, claim_to_payload
from schemas.events import ClaimsExtracted

Records = dict[str, list[dict[str, Any]]]


def report_records(report: Report, claims: Sequence[Claim]) -> Records:
    """Meetings, agreements and conditions of one report. Claims that break a rule on one claim are left out."""
    selected = SelectedReport(report, 1, 1, "active", None, len(report.text.split()))
    coded = ClaimsExtracted(
        report_id=report.report_id,
        coder="",
        coder_version="",
        claims=tuple(claim_to_payload(claim) for claim in claims),
    )
    # a report that nobody checked is shown as it tells things: there is no other one to wait for
    coded_claims = [replace(c, unchecked=False) for c in of_report(selected, coded, report.text)]
    known = syndication([selected])
    standing, resolution = settle(coded_claims, (), lambda: known, Recoding(None))
    rows = made_rows([selected], standing, resolution, known).rows
    keys = _keys(standing, resolution)
    spans = {c.quote: (c.claim.start, c.claim.end) for c in reversed(standing) if c.is_live}
    return {
        "meetings": [_meeting(r, keys, report, spans) for r in _ordered(rows["meetings"], "meeting_id", keys)],
        "agreements": [
            _agreement(
                r, keys, report, spans, [p for p in rows["provisions"] if p["agreement_id"] == r["agreement_id"]]
            )
            for r in _ordered(rows["agreements"], "agreement_id", keys)
        ],
        "conditions": [_condition(r, keys, spans) for r in _ordered(rows["conditions"], "condition_id", keys)],
    }


def _keys(standing: Sequence[StandingClaim], resolution: Resolution) -> dict[str, str]:
    found: dict[str, str] = {}
    for claim in standing:
        record_id, _ = resolution.judgements.get(claim.claim_id, (None, ""))
        if record_id is not None:
            found.setdefault(record_id, claim.claim.local_key)
    return found


def _ordered(rows: list[Row], key: str, keys: dict[str, str]) -> list[Row]:
    return sorted(rows, key=lambda r: (len(keys[r[key]]), keys[r[key]]))


def _meeting(row: Row, keys: dict[str, str], report: Report, spans: dict[str, tuple[int, int]]) -> dict[str, Any]:
    start, end = shown_dates(row["date_start"], row["date_end"], row["date_precision"])
    return {
        "key": keys[row["meeting_id"]],
        "kind": row["kind"],
        "status": row["status"],
        "parties": _names(row["party_names"]),
        "persons": _names(row["person_names"]),
        "mediators": _names(row["mediator_names"]),
        "hosts": _names(row["host_names"]),
        "place": row["place_name"],
        "country": row["country_code"],
        "date_start": start,
        "date_end": end,
        "level": row["level"],
        **_evidence(row, spans),
    }


def _agreement(
    row: Row, keys: dict[str, str], report: Report, spans: dict[str, tuple[int, int]], provisions: list[Row]
) -> dict[str, Any]:
    return {
        "key": keys[row["agreement_id"]],
        "kind": row["kind"],
        "status": row["status"],
        "parties": _names(row["party_names"]),
        "mediators": _names(row["mediator_names"]),
        "date": shown_dates(row["date"], None, row["date_precision"])[0],
        "place": row["place_name"],
        "provisions": [
            {
                "kind": p["kind"],
                "quantity": int(q) if (q := p["quantity"]) is not None and q == int(q) else q,
                "unit": p["unit"] if p["unit"] != "other" else None,
                "basis": p["basis"],
            }
            for p in provisions
        ],
        **_evidence(row, spans),
    }


def _condition(row: Row, keys: dict[str, str], spans: dict[str, tuple[int, int]]) -> dict[str, Any]:
    conditioned = row["conditioned_text"]
    if row["conditioned_id"] in keys:
        conditioned = f"{row['conditioned_type']}:{keys[row['conditioned_id']]}"
    return {
        "key": keys[row["condition_id"]],
        "holder": row["holder_name"],
        "speaker": row["speaker_name"],
        "addressee": row["addressee_name"],
        "demand": row["demand"],
        "conditioned": conditioned,
        "kind": row["kind"],
        "status": row["status"],
        **_evidence(row, spans),
    }


def _evidence(row: Row, spans: dict[str, tuple[int, int]]) -> dict[str, Any]:
    return {"evidence": row["evidence"], "span": list(spans[row["evidence"]])}


def _names(joined: str | None) -> list[str]:
    return joined.split("; ") if joined else []


def shown_dates(start: date | None, end: date | None, precision: str | None) -> tuple[str | None, str | None]:
    """Dates as `parley code` writes them: day or range in full, a month as YYYY-MM, a week as its month or null."""
    if start is None or precision in ("quarter", "year", "relative", "unknown", None):
        return None, None
    if precision == "month":
        return start.isoformat()[:7], None
    if precision == "week":
        return (start.isoformat()[:7] if end is None or end.month == start.month else None), None
    return start.isoformat(), end.isoformat() if end else None
