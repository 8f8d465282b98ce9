"""Scenarios for tests: a home in a folder, reports as marked text, and a build without Dagster.

The stages are called as the assets call them; nothing is replaced.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipelines.coding.coder import Coder
from pipelines.coding.recording import record_claims
from pipelines.home import Home
from pipelines.intake.draft import Defaults
from pipelines.intake.receiving import Received, receive
from pipelines.ledger.selection import Selection
from pipelines.ledger.store import Ledger
from pipelines.release.promotion import Outcome, promote
from pipelines.release.staging import (
    Build,
    stage_changes,
    stage_findings,
    stage_resolution,
    stage_selection,
    stage_tables,
)
from pipelines.validation.tableset import Row, TableSet
from tests.marked_text import MarkedTextCoder

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@dataclass(slots=True)
class Scenario:
    """A home with its ledger and coder."""

    root: Path
    coder: Coder = field(default_factory=MarkedTextCoder)

    def __post_init__(self) -> None:
        self.home = Home(self.root, f"sqlite:///{self.root / 'ledger.sqlite'}")
        self.home.ensure()
        self.ledger = Ledger(self.home.ledger_url, wait=5)

    home: Home = field(init=False)
    ledger: Ledger = field(init=False)

    def report(
        self,
        name: str,
        published: str,
        *lines: str,
        outlet: str | None = None,
        url: str | None = None,
        voice: str | None = None,
    ) -> Path:
        """Write a report into the inbox. Each line is a marked claim, or plain text.

        The report closes with words of its own, made from `voice` (its name, where none is given), so that two
        reports with the same claims are no copies of one another unless they share a voice.
        """
        path = self.home.inbox / f"{name}.md"
        address = url or f"https://news.example.org/{name}"
        front = f"---\nurl: {address}\noutlet: {outlet or f'Outlet {name}'}\npublished: {published}\n---\n"
        own = " ".join(f"{voice or name}{n}" for n in range(120))
        path.write_text(front + "\n".join((*lines, own)) + "\n", encoding="utf-8")
        return path

    def receive(self) -> Received:
        """Take in the inbox, and code what is new."""
        received = receive(self.ledger, [self.home.inbox], Defaults(), now=NOW, cause="test")
        record_claims(self.ledger, self.coder, cause="test")
        return received

    def stage(self, selection: Selection | None = None) -> Build:
        """Stage every table of a selection, without checking or publishing."""
        build = Build(self.home, self.ledger, self.coder, selection or Selection())
        stage_selection(build)
        stage_resolution(build)
        stage_tables(build)
        stage_changes(build)
        return build

    def build(self, selection: Selection | None = None) -> Outcome:
        """Inbox to release, as the job does it; a selection takes nothing in."""
        if selection is None:
            self.receive()
        build = self.stage(selection)
        stage_findings(build)
        return promote(build, now=NOW, cause="test")

    def tables(self) -> TableSet:
        """Tables of the latest release."""
        return TableSet(self.home.latest.resolve())

    def rows(self, table: str) -> list[Row]:
        """Rows of one table of the latest release."""
        return self.tables().rows(table)


def meeting(key: str, status: str, words: str, *, parties: str = "Sudan;Chad", **values: str) -> str:
    """A marked line about a meeting."""
    return _line("meeting", key, words, {"kind": "talks", "status": status, "party": parties, **values})


def agreement(key: str, status: str, words: str, *, parties: str = "Sudan;Chad", **values: str) -> str:
    """A marked line about an agreement."""
    return _line("agreement", key, words, {"kind": "ceasefire", "status": status, "party": parties, **values})


def condition(key: str, status: str, words: str, *, holder: str = "Sudan", **values: str) -> str:
    """A marked line about a condition."""
    given = {"kind": "precondition", "status": status, "holder": holder, "demand": "troops_leave_first", **values}
    return _line("condition", key, words, given)


def _line(record_type: str, key: str, words: str, values: dict[str, str]) -> str:
    planned = values["status"] in ("proposed", "scheduled", "postponed")
    if planned and record_type != "condition":
        values = {"realis": "planned", **values}
    marks = " ".join(f"{name}={value}" for name, value in values.items())
    return f"{{{record_type} {key} {marks}}} {words}"
