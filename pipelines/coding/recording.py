"""From reports to recorded claims: each report is coded once per coder version, and the claims are an event.

Belongs here: which reports a coder has not read yet, and appending what it finds. Does not belong here: how
claims are found (`coder.py`).
"""

from dataclasses import dataclass

from pipelines.coding.coder import Coder, CoderBroke, read_by
from pipelines.intake.report import Report
from pipelines.ledger.selection import report_of
from pipelines.ledger.store import Ledger
from schemas.claims import claim_to_payload
from schemas.events import ClaimsExtracted, CodingFailed, Event, ReportReceived, ReportRevised

BATCH = 200
#: more reports than this share, and more than one, that a coder broke on, are a fault of the coder and stop a build
MAX_FAILED_SHARE = 0.10


@dataclass(frozen=True, slots=True)
class Coded:
    """What one coding did.

    Reports read now, claims found in them, reports that had been read before, how many of those read now broke the
    coder, and all that this version ever broke on: id of the report, and the error.
    """

    reports: int
    claims: int
    known: int
    newly_failed: int = 0
    failed: tuple[tuple[str, str], ...] = ()


class CoderFailed(Exception):
    """A coder broke on too many reports; the message names it and one of them."""


def uncoded(ledger: Ledger, coder: Coder) -> list[ReportReceived]:
    """Reports that this version of the coder has not read, in ledger order."""
    return _by_coding(ledger, coder, 0)[0]


def failed(ledger: Ledger, coder: Coder) -> tuple[tuple[str, str], ...]:
    """Reports that this version of the coder broke on, with the error, in ledger order."""
    events = (stored.event for stored in ledger.read(CodingFailed))
    return tuple(
        (e.report_id, e.error)
        for e in events
        if isinstance(e, CodingFailed) and (e.coder, e.coder_version) == (coder.name, coder.version)
    )


def _by_coding(ledger: Ledger, coder: Coder, read_until: int) -> tuple[list[ReportReceived], int]:
    """Reports that this version of the coder has not read, and how many it has; no claim is read for it."""
    # what a report says is recorded after the report
    done = ledger.event_ids(ClaimsExtracted, after=read_until) | ledger.event_ids(CodingFailed, after=read_until)
    waiting, known = [], ledger.count(ReportReceived, ReportRevised, until=read_until)
    for stored in ledger.read(ReportReceived, ReportRevised, after=read_until):
        if isinstance(stored.event, ReportReceived):
            if done.isdisjoint(outcome_ids(stored.event.report_id, coder)):
                waiting.append(stored.event)
            else:
                known += 1
    return waiting, known


def outcome_ids(report_id: str, coder: Coder) -> tuple[str, str]:
    """Ids of the two events one of which tells that a coder has read a report."""
    read = ClaimsExtracted(report_id=report_id, coder=coder.name, coder_version=coder.version, claims=())
    broke = CodingFailed(report_id=report_id, coder=coder.name, coder_version=coder.version, error="")
    return read.event_id, broke.event_id


def coding_event(report: Report, coder: Coder) -> ClaimsExtracted | CodingFailed:
    """What a coder finds in a report, or that it breaks on it, as an event, not yet appended."""
    try:
        claims = read_by(coder, report)
    except CoderBroke as broke:
        return CodingFailed(report_id=report.report_id, coder=coder.name, coder_version=coder.version, error=str(broke))
    return ClaimsExtracted(
        report_id=report.report_id,
        coder=coder.name,
        coder_version=coder.version,
        claims=tuple(claim_to_payload(claim) for claim in claims),
    )


def record_claims(ledger: Ledger, coder: Coder, *, cause: str, read_until: int = 0) -> Coded:
    """Code every report that this version has not read, and append the claims, a batch a transaction.

    Where it is known that it has read all up to a position (`read_until`), these are only counted.

    A report that the coder breaks on is recorded as such and gives no claims; another version reads it again.
    CoderFailed, after all is recorded, where these are too many to be the fault of reports.
    """
    waiting, known = _by_coding(ledger, coder, read_until)
    n_claims = newly_failed = 0
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        texts = ledger.texts(event.text_sha256 for event in batch)
        coded: list[Event] = [coding_event(report_of(event, texts[event.text_sha256]), coder) for event in batch]
        with ledger.writing() as writer:
            for event in coded:
                writer.append(event, cause=cause)
                n_claims += len(event.claims) if isinstance(event, ClaimsExtracted) else 0
                newly_failed += isinstance(event, CodingFailed)
    broken = failed(ledger, coder)
    if len(broken) > max(1.0, MAX_FAILED_SHARE * (len(waiting) + known)):
        raise CoderFailed(
            f"the coder {coder.name} {coder.version} broke on {len(broken)} of {len(waiting) + known} reports, "
            f"the first of them {broken[0][0]}: {broken[0][1]}; mend the coder, or configure another version of it"
        )
    return Coded(len(waiting), n_claims, known, newly_failed, broken)
