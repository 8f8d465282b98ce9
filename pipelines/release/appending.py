"""The two stages of a build that append to the ledger: taking in the inbox, and recording claims.

Belongs here: that a build as of a position or day leaves both out. Does not belong here: how they are done
(`pipelines.intake`, `pipelines.coding`).
"""

from datetime import datetime

from pipelines.coding.recording import Coded, record_claims
from pipelines.intake.draft import Defaults
from pipelines.intake.inbox import is_settled
from pipelines.intake.receiving import Received, receive
from pipelines.ledger.selection import Selection
from pipelines.release.staging import Build


def appends(build: Build) -> bool:
    """Whether a build may append: only that of the head may."""
    return build.selection == Selection()


def take_inbox(build: Build, *, now: datetime, cause: str, settled: float = 0.0) -> Received:
    """Receive the files of the inbox, but those changed within `settled` seconds; nothing in a build as of a past."""
    if not appends(build):
        return Received((), build.ledger.head()[0])
    moment = now.timestamp()
    return receive(
        build.ledger,
        [build.home.inbox],
        Defaults(),
        now=now,
        cause=cause,
        leave=lambda path: not is_settled(path.stat().st_ctime, moment, settled),
    )


def take_claims(build: Build, *, cause: str) -> Coded:
    """Record the claims of reports not yet coded; nothing in a build as of a past, which codes them for itself."""
    if not appends(build):
        return Coded(0, 0, 0)
    return record_claims(build.ledger, build.coder, cause=cause)
