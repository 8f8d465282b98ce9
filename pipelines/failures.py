"""A failed run as a file that a person can read: when, what, where, and what to do.

Belongs here: the text and its advice. Does not belong here: finding out what failed (`assets.failed_runs`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

#: name of an error -> what to do, where the message does not say it
_ADVICE = {
    "BuildRunning": "Wait for the other build, or give this one time with --wait (in the Launchpad: wait).",
    "LedgerBusy": "Another process is writing to the ledger; run the build again when it has finished.",
    "LedgerError": "The message says what is wrong with the ledger; run the build again when that is mended.",
    "HomeError": "Make the folder writable, or set PARLEY_HOME to a folder of yours, and run the build again.",
    "ValueError": "If you gave as_of: it is a ledger position, or a day as 2025-05-31. Otherwise it is a fault of "
    "Parley: please report it with the error in the log of the run.",
    "OSError": "Check the space and the rights of the folder that the message names, and run the build again.",
    "ReleaseBlocked": "Look at the rows above in the staged tables; nothing was published.",
    "DagsterAssetCheckFailedError": "Look at the rows above in the staged tables. Where a table was changed by hand, "
    "run the build again: it makes all tables anew. If the check fails again, it is a fault of Parley: please report "
    "it with the rows. `claims_rejected` tells that the coder broke the rules on claims too often.",
    "DagsterExecutionInterruptedError": "The run was stopped. Nothing is lost: run the build again.",
    "Abandoned": "The process was killed or the machine went down. Nothing is lost: run the build again.",
}
_SAME_ADVICE = {name: "OSError" for name in ("PermissionError", "FileNotFoundError", "NotADirectoryError")}
_FAULT = "It is a fault of Parley: please report it with the error in the log of the run."


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check that failed in a run, with the first rows it is about: row, field, message."""

    name: str
    severity: str
    count: int
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """What is known of a failed run. `error` is the class of the first cause; `step` is empty before the first step."""

    job: str
    run_id: str
    ended: datetime
    step: str
    error: str
    message: str
    checks: tuple[FailedCheck, ...] = ()

    @property
    def advice(self) -> str:
        """What to do."""
        return _ADVICE.get(_SAME_ADVICE.get(self.error, self.error), _FAULT)

    @property
    def file_name(self) -> str:
        """One name a run, in the order of time: written twice it is the same file."""
        return f"{self.ended.astimezone(UTC):%Y-%m-%dT%H%M%SZ}-{self.run_id[:8]}.txt"

    def as_text(self) -> str:
        """The content of the file."""
        lines = [
            f"time     {self.ended.astimezone(UTC).isoformat(timespec='seconds')}",
            f"job      {self.job}",
            f"run      {self.run_id}",
            f"step     {self.step or 'before the first step'}",
            f"error    {self.error}",
            "",
            self.message,
            *check_lines(self.checks),
            "",
            f"What to do: {self.advice}",
            "releases/latest is as it was before this run. The whole log: `parley ui`, "
            f"http://127.0.0.1:3000/runs/{self.run_id}",
        ]
        return "\n".join(lines) + "\n"


def check_lines(checks: tuple[FailedCheck, ...]) -> list[str]:
    """Failed checks with their rows, one a line."""
    lines = []
    for check in checks:
        lines += ["", f"{check.severity}: check {check.name}, {check.count} rows"]
        lines += [f"  {row or 'the table'} {field}: {message}".replace(" :", ":") for row, field, message in check.rows]
        if check.count > len(check.rows):
            lines.append(f"  and {check.count - len(check.rows)} more")
    return lines


def write_failure(folder: Path, failure: Failure) -> Path:
    """Leave the file of a failed run, and say where."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / failure.file_name
    path.write_text(failure.as_text(), encoding="utf-8")
    return path
