"""From reports to recorded claims: each report is coded once per coder version, and the claims are an event.

Belongs here: which reports a coder has not read yet, and appending what it finds. Does not belong here: how
claims are found (`coder.py`).
"""

from dataclasses import dataclass

from pipelines.coding.coder import Coder
from pipelines.intake.report import Report
from pipelines.ledger.selection import report_of
from pipelines.ledger.store import Ledger
from schemas.claims import claim_to_payload
from schemas.events import ClaimsExtracted, ReportReceived, ReportRevised

BATCH = 200


@dataclass(frozen=True, slots=True)
class Coded:
    """What one coding did: reports read now, claims found in them, reports that had been read before."""

    reports: int
    claims: int
    known: int


def uncoded(ledger: Ledger, coder: Coder) -> list[ReportReceived]:
    """Reports that this version of the coder has not read, in ledger order."""
    return _by_coding(ledger, coder)[0]


def _by_coding(ledger: Ledger, coder: Coder) -> tuple[list[ReportReceived], int]:
    """Reports that this version of the coder has not read, and how many it has; no claim is read for it."""
    done = ledger.event_ids(ClaimsExtracted)
    waiting, known = [], 0
    for stored in ledger.read(ReportReceived, ReportRevised):
        if isinstance(stored.event, ReportReceived):
            reading = ClaimsExtracted(
                report_id=stored.event.report_id, coder=coder.name, coder_version=coder.version, claims=()
            )
            if reading.event_id in done:
                known += 1
            else:
                waiting.append(stored.event)
    return waiting, known


class CoderFailed(Exception):
    """A coder broke on a report; the message names both, the cause is chained."""


def claims_event(report: Report, coder: Coder) -> ClaimsExtracted:
    """What a coder finds in a report, as an event, not yet appended. CoderFailed where the coder breaks."""
    try:
        claims = coder.code(report)
    except Exception as error:
        # whatever went wrong in a coder, the report that broke it must be named: it may be one of a million
        where = f"report {report.report_id} ({report.url or report.title or report.outlet})"
        raise CoderFailed(
            f"the coder {coder.name} {coder.version} broke on {where}: {type(error).__name__}: {error}; "
            "mend the coder, or configure another version of it"
        ) from error
    return ClaimsExtracted(
        report_id=report.report_id,
        coder=coder.name,
        coder_version=coder.version,
        claims=tuple(claim_to_payload(claim) for claim in claims),
    )


def record_claims(ledger: Ledger, coder: Coder, *, cause: str) -> Coded:
    """Code every report that this version has not read, and append the claims, a batch a transaction."""
    waiting, known = _by_coding(ledger, coder)
    n_claims = 0
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        texts = ledger.texts(event.text_sha256 for event in batch)
        coded = [claims_event(report_of(event, texts[event.text_sha256]), coder) for event in batch]
        with ledger.writing() as writer:
            for event in coded:
                writer.append(event, cause=cause)
                n_claims += len(event.claims)
    return Coded(len(waiting), n_claims, known)
