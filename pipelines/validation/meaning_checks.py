"""Checks on what the data mean: every value is backed, every quote is in its text, nothing held is only planned.

Belongs here: blocking checks that can fail through a fault of ours only, and the rate of rejected claims.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.validation.cells import cell_text, members, same_cell
from pipelines.validation.finding import Finding
from pipelines.validation.tableset import Row, TableSet, row_key
from schemas.catalogue import TABLES

Texts = Callable[[], Mapping[str, str]]
#: share of rejected claims above which a check warns, and above which it fails
REJECTED_WARN, REJECTED_FAIL = 0.01, 0.10


def check_backing(table: str, tables: TableSet) -> Iterator[Finding]:
    """Each claimed value, and each member of a joined list, is backed by a live claim or a correction."""
    live = _live(tables)
    applied = _applied(tables)
    history = table.endswith("_status_history")
    provenance = tables.table("field_provenance")
    wanted = pc.and_(provenance.column("chosen"), pc.equal(provenance.column("table_name"), table))
    told = provenance.filter(wanted).to_pylist()
    by_claims = {row["claim_id"] for row in (tables.rows(table) if history else told)} & live
    values = _claim_values(tables, by_claims)
    backed: dict[tuple[str, str], set[str]] = {}
    for row in told:
        if row["correction_id"] in applied or row["value"] in values.get(row["claim_id"], ()):
            backed.setdefault((row["record_id"], row["field"]), set()).add(row["value"])
    decided: dict[str, set[str]] = {}
    for row in provenance.filter(pc.is_valid(provenance.column("correction_id"))).to_pylist() if history else ():
        if row["correction_id"] in applied and row["field"] == "status":
            decided.setdefault(row["record_id"], set()).add(row["value"])
    for row in tables.rows(table):
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
    text_of = {row["report_id"]: row["text_sha256"] for row in tables.rows("reports")}
    known = texts()
    caps = {row["source_id"]: row["quote_cap_words"] for row in tables.rows("sources")}
    cap_of = {row["report_id"]: caps.get(row["source_id"], 0) for row in tables.rows("reports")}
    for row in tables.rows("claims"):
        # a claim that was rejected for its span keeps what could be read there
        if row["status"] == "rejected":
            continue
        words = known.get(text_of.get(row["report_id"], ""), "")[row["span_start"] : row["span_end"]]
        quote = row["quote"]
        if not quote or not words.startswith(quote) or (words != quote) != row["quote_truncated"]:
            message = "the report does not say this at the span"
            yield Finding("claims_quotes", table, row["claim_id"], "quote", "error", message)
        if len(quote.split()) > cap_of[row["report_id"]]:
            message = f"the quote is longer than its source allows ({cap_of[row['report_id']]} words)"
            yield Finding("claims_quotes", table, row["claim_id"], "quote", "error", message)
    report_of = {row["claim_id"]: row["report_id"] for row in tables.rows("claims")}
    told = tables.table("claim_values")
    least = min(caps.values(), default=0)
    # what is shorter than the least cap need not be looked at word by word
    for row in told.filter(pc.greater(pc.utf8_length(told.column("value")), least)).to_pylist():
        cap = cap_of.get(report_of.get(row["claim_id"], ""), 0)
        if len(row["value"].split()) > cap:
            message = f"{row['field']} holds more words than its source allows ({cap} words)"
            yield Finding("claims_quotes", table, row["claim_id"], row["field"], "error", message)


def check_evidence(table: str, tables: TableSet) -> Iterator[Finding]:
    """The evidence of a row is the quote of one of its live claims, or the reason of whoever added it."""
    quotes: dict[str, set[str]] = {}
    for row in tables.rows("claims"):
        if row["status"] == "live" and row["record_id"]:
            quotes.setdefault(row["record_id"], set()).add(row["quote"])
    for row in tables.rows("corrections"):
        if row["status"] == "applied" and row["action"] == "add" and row["record_id"] is None and row["reason"]:
            quotes.setdefault(row["row_id"], set()).add(row["reason"])
    for row in tables.rows(table):
        key = row_key(table, row)
        if row["evidence"] not in quotes.get(key, ()):
            message = "the evidence is no quote of a live claim on the row"
            yield Finding(f"{table}_evidence", table, key, "evidence", "error", message)


def check_held(table: str, tables: TableSet) -> Iterator[Finding]:
    """No meeting is held on planned, hypothetical or denied claims alone, nor dated long after its report."""
    reported = {row["report_id"]: row["published_on"] for row in tables.rows("reports")}
    supporting: dict[str, list[Row]] = {}
    told = tables.table("claim_values")
    says_held = pc.and_(pc.equal(told.column("field"), "status"), pc.equal(told.column("value"), "held"))
    held = set(told.filter(says_held).column("claim_id").to_pylist())
    for row in tables.rows("claims"):
        if row["status"] == "live" and row["claim_id"] in held and row["realis"] in ("actual", "unknown"):
            supporting.setdefault(row["record_id"], []).append(row)
    applied = _applied(tables)
    by_hand = {
        (row["record_id"], row["field"])
        for row in tables.rows("field_provenance")
        if row["table_name"] == table and row["chosen"] and row["correction_id"] in applied
    }
    for row in tables.rows(table):
        meeting = row["meeting_id"]
        # a person may know better than any report that we have
        if row["status"] != "held" or {(meeting, "status"), (meeting, "date_start")} & by_hand:
            continue
        claims = supporting.get(meeting, [])
        if not claims:
            message = "held, though no live claim says that it took place"
            yield Finding("meetings_held", table, meeting, "status", "error", message)
        elif row["date_start"] and row["date_start"] > _latest(claims, reported) + timedelta(days=1):
            message = "held on a day after the last report that says so"
            yield Finding("meetings_held", table, meeting, "date_start", "error", message)


def check_retracted(table: str, tables: TableSet) -> Iterator[Finding]:
    """A retracted or superseded report backs nothing."""
    silent = {row["report_id"] for row in tables.rows("reports") if row["status"] != "active"}
    if table == "report_records":
        for row in tables.rows(table):
            if row["report_id"] in silent:
                message = "a retracted or superseded report backs this row"
                yield Finding("report_records_retracted", table, row_key(table, row), "report_id", "error", message)
        return
    for row in tables.rows("claims"):
        if row["status"] == "live" and row["report_id"] in silent:
            message = "the claim is live, though its report was retracted or superseded"
            yield Finding("claims_retracted", table, row["claim_id"], "status", "error", message)


def check_rejected(table: str, tables: TableSet) -> Iterator[Finding]:
    """Few claims break a rule on one claim: above 1 % warns, above 10 % fails."""
    claims = tables.rows("claims")
    refused = {f"correction {correction_id}" for correction_id in _applied(tables)}
    # what a person refused breaks no rule
    rejected = [
        row
        for row in claims
        if row["status"] == "rejected" and (row["status_reason"] or "").partition(":")[0] not in refused
    ]
    share = len(rejected) / len(claims) if claims else 0.0
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
    received = {row["report_id"]: row["ledger_position"] for row in tables.rows("reports")}
    for row in tables.rows("claims"):
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


def _latest(claims: list[Row], reported: Mapping[str, date]) -> date:
    return max(reported[row["report_id"]] for row in claims)


def _applied(tables: TableSet) -> set[str]:
    return {row["correction_id"] for row in tables.rows("corrections") if row["status"] == "applied"}
