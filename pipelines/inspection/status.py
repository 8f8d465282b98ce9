"""`parley status`: where a home stands."""

from dataclasses import asdict, dataclass
from typing import Any

from pipelines.coding.coder import Coder
from pipelines.coding.recording import uncoded
from pipelines.home import Home
from pipelines.ledger.selection import Selection, select
from pipelines.ledger.store import Ledger
from pipelines.release.staging import last_release


@dataclass(frozen=True, slots=True)
class Status:
    """Ledger head, reports by standing, reports that the coder has not read, last release, last failure."""

    home: str
    ledger_position: int
    reports: int
    active_reports: int
    rejected_inputs: int
    uncoded_reports: int
    files_in_inbox: int
    last_release: str | None
    last_release_position: int | None
    last_failure: str | None

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def status(home: Home, ledger: Ledger, coder: Coder) -> Status:
    """Where a home stands now."""
    selected = select(ledger, Selection())
    release = last_release(ledger)
    failures = sorted(home.failures.glob("*.txt")) if home.failures.is_dir() else []
    waiting = [p for p in home.inbox.rglob("*") if p.is_file()] if home.inbox.is_dir() else []
    return Status(
        home=str(home.root),
        ledger_position=selected.head,
        reports=len(selected.reports),
        active_reports=sum(r.status == "active" for r in selected.reports),
        rejected_inputs=len(selected.rejections),
        uncoded_reports=len(uncoded(ledger, coder)),
        files_in_inbox=len(waiting),
        last_release=release.version if release else None,
        last_release_position=release.position if release else None,
        last_failure=failures[-1].name if failures else None,
    )
