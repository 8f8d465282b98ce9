"""Recording what persons decide: corrections, a file in one transaction or not at all; reports and names withdrawn.

Belongs here: appending. Does not belong here: whether a file may be appended (`lines.py`, `examination.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.corrections.examination import Examined
from pipelines.ledger.removed_names import removal
from pipelines.ledger.store import Appended, Ledger
from pipelines.plain_errors import WrongRequest
from schemas.events import CorrectionMade, PersonRemoved, ReportRetracted


class UnknownReport(WrongRequest):
    """No report has this id; the message says where ids stand."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Corrections appended now, corrections that the ledger had already, and its head."""

    appended: int
    known: int
    position: int


def record_corrections(ledger: Ledger, corrections: Sequence[CorrectionMade], *, cause: str) -> Recorded:
    """Append corrections in the order given, in one transaction."""
    with ledger.writing() as writer:
        done = [writer.append(correction, cause=cause) for correction in corrections]
    appended = sum(d.is_new for d in done)
    return Recorded(appended, len(done) - appended, ledger.head()[0])


def record_examined(ledger: Ledger, examined: Sequence[Examined], *, cause: str) -> Recorded | None:
    """Append the lines of a file, or nothing at all (None) where one of them has a fault."""
    if any(e.faults for e in examined):
        return None
    return record_corrections(ledger, [e.line.correction for e in examined if e.line.correction], cause=cause)


def retract(
    ledger: Ledger, report_id: str, *, reason: str, author: str | None, decided_on: date, cause: str
) -> Appended:
    """Withdraw a report. Again it is a no-op. UnknownReport where the ledger never received it."""
    event = ReportRetracted(report_id=report_id, reason=reason, decided_on=decided_on.isoformat(), author=author)
    with ledger.writing() as writer:
        if not writer.has_report(report_id):
            raise UnknownReport(f"no report has the id {report_id!r}; ids begin with r- and stand in the table reports")
        return writer.append(event, cause=cause)


def forget(
    ledger: Ledger,
    forms: Sequence[str],
    *,
    salt: str,
    reason: str,
    author: str | None,
    decided_on: date,
    cause: str,
) -> Appended:
    """Remove a person, known by these forms of the name, from all later builds. Again it is a no-op.

    `salt` is used where the ledger has none yet: one a ledger, so that a text is looked through once. NoName for a
    form without a letter.
    """
    known = next((s.event for s in ledger.read(PersonRemoved)), None)
    if isinstance(known, PersonRemoved):
        salt = known.salt
    event = removal(forms, salt=salt, reason=reason, author=author, decided_on=decided_on.isoformat())
    with ledger.writing() as writer:
        return writer.append(event, cause=cause)
