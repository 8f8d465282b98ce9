"""Checks on what the data mean: every value is backed, every quote is in its text, nothing held is only planned.

Belongs here: blocking checks that can fail through a fault of ours only, and the rate of rejected claims.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.validation.backing import unproved_rows
from pipelines.validation.cells import cell_text, members, same_cell
from pipelines.validation.finding import Finding
from pipelines.validation.joins import found_in
from pipelines.validation.tableset import TableSet, row_key, row_keys
from schemas.catalogue import TABLES

Texts = Callable[[], Mapping[str, str]]
#: share of rejected claims above which a check warns, and above which it fails
REJECTED_WARN, REJECTED_FAIL = 0.01, 0.10


def check_backing(table: str, tables: TableSet) -> Iterator[Finding]:
    """Each claimed value, and each member of a joined list, is backed by a live claim or a correction."""
    rows = unproved_rows(table, tables, pc.equal(tables.table("claims").column("status"), "live"), _applied(tables))
    if not rows.num_rows:
        return
    history = table.endswith("_status_history")
    applied, live = _applied(tables), _live(tables)
    provenance = tables.table("field_provenance")
    of_rows = pc.is_in(provenance.column("record_id"), row_keys(table, rows).combine_chunks())
    wanted = pc.and_(provenance.column("chosen"), pc.equal(provenance.column("table_name"), table))
    told = provenance.filter(pc.and_(wanted, of_rows)).to_pylist()
    by_claims = {row["claim_id"] for row in (rows.to_pylist() if history else told)} & live
    values = _claim_values(tables, by_claims)
    backed: dict[tuple[str, str], set[str]] = {}
    for row in told:
        if row["correction_id"] in applied or row["value"] in values.get(row["claim_id"], ()):
            backed.setdefault((row["record_id"], row["field"]), set()).add(row["value"])
    decided: dict[str, set[str]] = {}
    for row in provenance.filter(pc.is_valid(provenance.column("correction_id"))).to_pylist() if history else ():
        if row["correction_id"] in applied and row["field"] == "status":
            decided.setdefault(row["record_id"], set()).add(row["value"])
    for row in rows.to_pylist():
        key = row_key(table, row)
        for column in TABLES[table].columns:
            value = row[column.name]
            if column.origin != "claimed" or value is None or value == column.absent:
                continue
            said = members(value) if column.joined else [cell_text(value) or ""]
            if history and row["claim_id"] is None:
                known = decided.get(row[TABLES[table].key[0]], set())
            elif history:
                known = values.get(row["claim_id"], set())
            else:
                known = backed.get((key, column.name), set())
            for member in said:
                if member not in known and not any(same_cell(column, member, k) for k in known):
                    message = f"no live claim or correction backs {member!r}"
                    yield Finding(f"{table}_backing", table, key, column.name, "error", message)


def check_quotes(table: str, tables: TableSet, texts: Texts) -> Iterator[Finding]:
    """The text at the span starts with the quote, and equals it where not truncated; no cap is outgrown."""
    reports = tables.table("reports")
    known = texts()
    caps = {row["source_id"]: row["quote_cap_words"] for row in tables.rows("sources")}
    of_report = {
        report_id: (known.get(sha256, ""), caps.get(source_id, 0))
        for report_id, sha256, source_id in _cells(reports, "report_id", "text_sha256", "source_id")
    }
    claims = tables.table("claims")
    # a claim that was rejected for its span keeps what could be read there
    standing = claims.filter(pc.not_equal(claims.column("status"), "rejected"))
    looked_at = ("claim_id", "report_id", "span_start", "span_end", "quote", "quote_truncated")
    for claim_id, report_id, start, end, quote, truncated in _cells(standing, *looked_at):
        text, cap = of_report.get(report_id, ("", 0))
        words = text[start:end]
        if not quote or not words.startswith(quote) or (words != quote) != truncated:
            message = "the report does not say this at the span"
            yield Finding("claims_quotes", table, claim_id, "quote", "error", message)
        if len(quote.split()) > cap:
            message = f"the quote is longer than its source allows ({cap} words)"
            yield Finding("claims_quotes", table, claim_id, "quote", "error", message)
    told = tables.table("claim_values")
    least = min(caps.values(), default=0)
    # what is shorter than the least cap need not be looked at word by word
    long = told.filter(pc.greater(pc.utf8_length(told.column("value")), least))
    place = pc.index_in(long.column("claim_id"), claims.column("claim_id").combine_chunks())
    saying = claims.column("report_id").take(place).to_pylist()
    for row, report_id in zip(long.to_pylist(), saying, strict=True):
        cap = of_report.get(report_id, ("", 0))[1]
        if len(row["value"].split()) > cap:
            message = f"{row['field']} holds more words than its source allows ({cap} words)"
            yield Finding("claims_quotes", table, row["claim_id"], row["field"], "error", message)


def check_evidence(table: str, tables: TableSet) -> Iterator[Finding]:
    """The evidence of a row is the quote of one of its live claims, or the reason of whoever added it."""
    claims = tables.table("claims")
    live = claims.filter(pc.equal(claims.column("status"), "live"))
    rows = tables.table(table)
    quoted = [live.column("record_id"), live.column("quote")]
    unquoted = rows.filter(pc.invert(found_in([row_keys(table, rows), rows.column("evidence")], quoted)))
    if not unquoted.num_rows:
        return
    reasons: dict[str, set[str]] = {}
    for row in tables.rows("corrections"):
        if row["status"] == "applied" and row["action"] == "add" and row["record_id"] is None and row["reason"]:
            reasons.setdefault(row["row_id"], set()).add(row["reason"])
    for row in unquoted.to_pylist():
        key = row_key(table, row)
        if row["evidence"] not in reasons.get(key, ()):
            message = "the evidence is no quote of a live claim on the row"
            yield Finding(f"{table}_evidence", table, key, "evidence", "error", message)


def check_held(table: str, tables: TableSet) -> Iterator[Finding]:
    """No meeting is held on planned, hypothetical or denied claims alone, nor dated long after its report."""
    claims, told, reports = (tables.table(name) for name in ("claims", "claim_values", "reports"))
    says_held = pc.and_(pc.equal(told.column("field"), "status"), pc.equal(told.column("value"), "held"))
    held = pc.is_in(claims.column("claim_id"), told.filter(says_held).column("claim_id").combine_chunks())
    took_place = pc.is_in(claims.column("realis"), pa.array(["actual", "unknown"]))
    supporting = claims.filter(pc.and_(pc.equal(claims.column("status"), "live"), pc.and_(held, took_place)))
    reported = pc.index_in(supporting.column("report_id"), reports.column("report_id").combine_chunks())
    days = reports.column("published_on").take(reported)
    latest: dict[str, date] = {}
    for record_id, day in zip(supporting.column("record_id").to_pylist(), days.to_pylist(), strict=True):
        if day is not None and (record_id not in latest or day > latest[record_id]):
            latest[record_id] = day
    applied = _applied(tables)
    provenance = tables.table("field_provenance")
    decided = provenance.filter(pc.is_in(provenance.column("correction_id"), pa.array(sorted(applied), pa.string())))
    by_hand = {
        (row["record_id"], row["field"]) for row in decided.to_pylist() if row["table_name"] == table and row["chosen"]
    }
    meetings = tables.table(table)
    for meeting, start in _cells(
        meetings.filter(pc.equal(meetings.column("status"), "held")), "meeting_id", "date_start"
    ):
        # a person may know better than any report that we have
        if {(meeting, "status"), (meeting, "date_start")} & by_hand:
            continue
        if meeting not in latest:
            message = "held, though no live claim says that it took place"
            yield Finding("meetings_held", table, meeting, "status", "error", message)
        elif start and start > latest[meeting] + timedelta(days=1):
            message = "held on a day after the last report that says so"
            yield Finding("meetings_held", table, meeting, "date_start", "error", message)


def check_retracted(table: str, tables: TableSet) -> Iterator[Finding]:
    """A retracted or superseded report backs nothing."""
    reports, rows = tables.table("reports"), tables.table(table)
    silent = reports.filter(pc.not_equal(reports.column("status"), "active")).column("report_id").combine_chunks()
    backing = rows.filter(pc.is_in(rows.column("report_id"), silent))
    if table == "report_records":
        for row in backing.to_pylist():
            message = "a retracted or superseded report backs this row"
            yield Finding("report_records_retracted", table, row_key(table, row), "report_id", "error", message)
        return
    for row in backing.filter(pc.equal(backing.column("status"), "live")).to_pylist():
        message = "the claim is live, though its report was retracted or superseded"
        yield Finding("claims_retracted", table, row["claim_id"], "status", "error", message)


def check_rejected(table: str, tables: TableSet) -> Iterator[Finding]:
    """Few claims break a rule on one claim: above 1 % warns, above 10 % fails."""
    claims = tables.table("claims")
    refused = {f"correction {correction_id}" for correction_id in _applied(tables)}
    # what a person refused breaks no rule
    rejected = [
        row
        for row in claims.filter(pc.equal(claims.column("status"), "rejected")).to_pylist()
        if (row["status_reason"] or "").partition(":")[0] not in refused
    ]
    share = len(rejected) / claims.num_rows if claims.num_rows else 0.0
    if share <= REJECTED_WARN:
        return
    severity = "error" if share > REJECTED_FAIL else "warning"
    for row in rejected:
        message = f"breaks {row['status_reason']} ({share:.1%} of all claims are rejected)"
        yield Finding("claims_rejected", table, row["claim_id"], "status", severity, message)


def check_standing(table: str, tables: TableSet) -> Iterator[Finding]:
    """Corrections hold: one that is orphaned or conflicting, or refuses what came in after it, is looked at again."""
    for row in tables.rows(table):
        if row["status"] in ("orphaned", "conflicting"):
            message = f"{row['status']}: {row['status_reason']} ({row['action']} by {row['author']})"
            yield Finding(f"{table}_standing", table, row["correction_id"], row["field"] or "", "warning", message)
    refusing = {f"correction {r['correction_id']}": r for r in tables.rows(table) if r["action"] == "reject"}
    if not refusing:
        return
    received = dict(_cells(tables.table("reports"), "report_id", "ledger_position"))
    claims = tables.table("claims")
    for row in claims.filter(pc.starts_with(claims.column("status_reason"), "correction ")).to_pylist():
        by = refusing.get((row["status_reason"] or "").partition(":")[0])
        if by is not None and received[row["report_id"]] > by["ledger_position"]:
            message = f"refuses claim {row['claim_id']} of report {row['report_id']}, which came in after the decision"
            yield Finding(f"{table}_standing", table, by["correction_id"], "", "warning", message)


def _live(tables: TableSet) -> set[str]:
    claims = tables.table("claims")
    return set(claims.filter(pc.equal(claims.column("status"), "live")).column("claim_id").to_pylist())


def _claim_values(tables: TableSet, claims: Collection[str]) -> dict[str, set[str]]:
    """All values of some claims."""
    table = tables.table("claim_values")
    told = table.filter(pc.is_in(table.column("claim_id"), pa.array(sorted(claims), pa.string())))
    values: dict[str, set[str]] = {claim_id: set() for claim_id in claims}
    for claim_id, value in zip(told.column("claim_id").to_pylist(), told.column("value").to_pylist(), strict=True):
        values[claim_id].add(value)
    return values


def _cells(table: pa.Table, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Some cells of each row."""
    return zip(*(table.column(name).to_pylist() for name in columns), strict=True)


def _applied(tables: TableSet) -> set[str]:
    return {row["correction_id"] for row in tables.rows("corrections") if row["status"] == "applied"}
