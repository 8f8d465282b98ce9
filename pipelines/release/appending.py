"""The two stages of a build that append to the ledger: taking in the inbox, and recording claims.

Belongs here: that a build as of a position or day leaves both out. Does not belong here: how they are done
(`pipelines.intake`, `pipelines.coding`).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from pipelines.coding.recording import Coded, record_claims
from pipelines.intake.draft import Defaults
from pipelines.intake.inbox import is_settled
from pipelines.intake.receiving import Received, receive
from pipelines.intake.taken import TakenFiles
from pipelines.ledger.selection import Selection
from pipelines.release.kept import coded_until, read_inbox, write_inbox
from pipelines.release.staging import Build
from pipelines.validation.finding import Finding


def appends(build: Build) -> bool:
    """Whether a build may append: only that of the head may."""
    return build.selection == Selection()


def take_inbox(build: Build, *, now: datetime, cause: str, settled: float = 0.0) -> Received:
    """Receive the files of the inbox, but those changed within `settled` seconds; nothing in a build as of a past.

    Files that were taken in whole and have not changed since are not read again, and count as they would.
    """
    if not appends(build):
        return Received((), build.ledger.head()[0])
    taken = TakenFiles(now.timestamp(), read_inbox(build.kept_folder, build.ledger))

    def leave(path: Path) -> bool:
        if not path.exists():
            return False  # a link that leads nowhere is for the reading to reject
        return not is_settled(path.stat().st_ctime, taken.moment, settled) or taken.is_unchanged(path)

    received = receive(build.ledger, [build.home.inbox], Defaults(), now=now, cause=cause, leave=leave)
    items = tuple(taken.with_unchanged(received.items))
    write_inbox(build.kept_folder, taken.after(items), build.ledger)
    return replace(received, items=items)


def take_claims(build: Build, *, cause: str) -> Coded:
    """Record the claims of reports not yet coded; nothing in a build as of a past, which codes them for itself.

    Reports of which the build before found all claims recorded are not looked at again.
    """
    if not appends(build):
        return Coded(0, 0, 0)
    read_until = coded_until(build.kept_folder, build.ledger, build.coder)
    return record_claims(build.ledger, build.coder, cause=cause, read_until=read_until)


def unread_reports(failed: Iterable[tuple[str, str]]) -> list[Finding]:
    """A warning for each report that the coder broke on: id and error."""
    advice = "its records are missing; please report the error"
    return [
        Finding("claims_read", "reports", report_id, "", "warning", f"{error}: {advice}") for report_id, error in failed
    ]
