"""Rows of the tables of evidence: reports, their links to records, claims with their values, inputs, corrections."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from datetime import date

from pipelines.ledger.selection import Selected, SelectedReport
from pipelines.resolution.fold import Resolution
from pipelines.resolution.origins import Syndication
from pipelines.resolution.standing import StandingClaim
from pipelines.tables.names import source_row
from pipelines.tables.row import Row
from schemas.catalogue import CORE_TABLE_OF


def report_rows(reports: Iterable[SelectedReport], selected: Selected, known: Syndication) -> list[Row]:
    """One row a report, of those selected. Never its text."""
    rows = []
    selected_ids = {s.report.report_id for s in selected.reports}
    for s in reports:
        r = s.report
        source = source_row(r.outlet, r.url)
        rows.append(
            {
                "report_id": r.report_id,
                "source_id": source["source_id"],
                "outlet": r.outlet,
                "url": r.url,
                "title": r.title,
                "published_at": r.published_at,
                "published_on": r.published_on,
                "published_offset": r.published_offset,
                "language": r.language,
                "word_count": s.word_count,
                "text_sha256": r.text_sha256,
                "media_type": r.media_type,
                "status": s.status,
                # a selection by day may hold a revision without what it revises
                "revises_report_id": s.revises_report_id if s.revises_report_id in selected_ids else None,
                "syndication_group": known.group_of[r.report_id],
                "is_original": r.report_id in known.originals,
                "rights": source["rights"],
                "ledger_position": s.position,
            }
        )
    return rows


def report_record_rows(claims: Iterable[StandingClaim], resolution: Resolution, present: Container[str]) -> list[Row]:
    """One row a report and record that a live claim of the report backs."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for claim in claims:
        record_id, _ = resolution.judgements.get(claim.claim_id, (None, ""))
        if claim.is_live and record_id is not None and record_id in present:
            counts[claim.report.report.report_id, CORE_TABLE_OF[claim.claim.record_type], record_id] += 1
    return [
        {"report_id": report, "table_name": table, "record_id": record, "n_claims": n}
        for (report, table, record), n in counts.items()
    ]


def claim_rows(claims: Iterable[StandingClaim], resolution: Resolution, present: Container[str]) -> list[Row]:
    """One row a claim, whatever its standing. `present` are the ids of the rows that stand."""
    rows = []
    for s in claims:
        record_id, judgement = resolution.judgements.get(s.claim_id, (None, None))
        rows.append(
            {
                "claim_id": s.claim_id,
                "report_id": s.report.report.report_id,
                "local_key": s.claim.local_key,
                "record_type": s.claim.record_type,
                "record_id": record_id if record_id in present else None,
                "judgement": judgement,
                "span_start": s.claim.start,
                "span_end": s.claim.end,
                "sentence_number": s.claim.sentence_number,
                "quote": s.quote,
                "quote_truncated": s.quote_truncated,
                "realis": s.claim.realis,
                "is_background": s.claim.is_background,
                "is_unchecked": s.unchecked,
                "speaker_name": s.claim.speaker_name,
                "attributed_to": s.claim.attributed_to,
                "coder": s.coder,
                "coder_version": s.coder_version,
                "rule": s.claim.rule,
                "confidence": s.claim.confidence,
                "status": s.status,
                "status_reason": s.status_reason,
            }
        )
    return rows


def claim_value_rows(claims: Iterable[StandingClaim]) -> list[Row]:
    """One row a value of a claim."""
    rows = []
    for s in claims:
        counts: Counter[str] = Counter()
        for value in (s.as_coded or s.claim).values:
            rows.append(
                {
                    "claim_id": s.claim_id,
                    "field": value.field,
                    "seq": counts[value.field],
                    "value": value.value,
                    "span_start": value.start,
                    "span_end": value.end,
                }
            )
            counts[value.field] += 1
    return rows


def rejected_input_rows(selected: Selected) -> list[Row]:
    """One row an input that was no report."""
    return [
        {
            "input_id": s.rejection.input_id,
            "uri": s.rejection.uri,
            "sha256": s.rejection.sha256,
            "reason_code": s.rejection.reason_code,
            "reason": s.rejection.reason,
            "ledger_position": s.position,
        }
        for s in selected.rejections
    ]


def correction_rows(selected: Selected, resolution: Resolution) -> list[Row]:
    """One row a correction, with what became of it."""
    rows = []
    for s in selected.corrections:
        c, verdict = s.correction, resolution.verdicts[s.correction.correction_id]
        rows.append(
            {
                **c.payload(),
                "decided_on": date.fromisoformat(c.decided_on),
                "status": verdict.status,
                "status_reason": verdict.reason,
                "row_id": resolution.follow(verdict.row_id) if verdict.row_id else None,
                "ledger_position": s.position,
            }
        )
    return rows


def redirect_rows(resolution: Resolution, listed: Mapping[str, str]) -> list[Row]:
    """One row an id that stands no more. `listed`: founded process -> the listed one in its place."""
    rows = [
        {"old_id": old, "new_id": resolution.follow(old), "reason": reason}
        for old, (_, reason) in resolution.redirects.items()
    ]
    return rows + [
        {"old_id": old, "new_id": new, "reason": "the process is listed in processes.tsv"}
        for old, new in listed.items()
    ]
