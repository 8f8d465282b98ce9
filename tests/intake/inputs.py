"""Scenarios for tests of the intake: what a file comes to, and what a folder of files comes to in a ledger."""

import json
from datetime import UTC, datetime
from pathlib import Path

from pipelines.intake.draft import Defaults, Draft, Rejection
from pipelines.intake.reading import read_bytes
from pipelines.intake.receiving import ReadRejection, ReadReport, Received, read_reports, receive
from pipelines.intake.report import Report
from pipelines.ledger.store import Ledger

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
GIVEN = Defaults(published="2025-05-30", outlet="Given Outlet")
TALKS = "The two delegations met in Doha on Friday and agreed to meet again.\n\nNo date was given."


def drafts(data: bytes | str) -> list[Draft | Rejection]:
    """What the bytes of one file come to."""
    return list(read_bytes(data.encode() if isinstance(data, str) else data))


def draft(data: bytes | str) -> Draft:
    """The one report of a file."""
    (found,) = drafts(data)
    assert isinstance(found, Draft), found
    return found


def rejection(data: bytes | str) -> Rejection:
    """The one reason why a file is no report."""
    (found,) = drafts(data)
    assert isinstance(found, Rejection), found
    return found


def reports(path: Path, defaults: Defaults = GIVEN) -> list[Report]:
    """Reports of a file or folder, in the order of reading. All of it must be readable."""
    found = list(read_reports([path], defaults, NOW))
    assert all(isinstance(f, ReadReport) for f in found), found
    return [f.report for f in found if isinstance(f, ReadReport)]


def outcomes(path: Path, defaults: Defaults = GIVEN) -> dict[str, str]:
    """What each input of a path comes to before the ledger: "report", a reason's code, or "skipped"."""
    found: dict[str, str] = {}
    for read in read_reports([path], defaults, NOW):
        kind = "report" if isinstance(read, ReadReport) else "skipped"
        found[read.uri] = read.rejection.code if isinstance(read, ReadRejection) else kind
    return found


def add(ledger: Ledger, *paths: Path, defaults: Defaults = GIVEN) -> Received:
    """Add paths to a ledger."""
    return receive(ledger, list(paths), defaults, now=NOW, cause="test")


def counts(received: Received) -> dict[str, int]:
    """Outcomes that occurred, with their numbers."""
    return {outcome: n for outcome, n in received.counts.items() if n}


def markdown(text: str = TALKS, **front: str | None) -> str:
    """A Markdown report with front matter."""
    values = {"url": "https://example.org/a", "outlet": "Outlet", "published": "2025-05-30", "title": "Talks", **front}
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in values.items() if value is not None)
    return f"---\n{lines}---\n{text}"


def file(folder: Path, name: str, content: bytes | str) -> Path:
    """A file with a content, in a folder made where missing."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
