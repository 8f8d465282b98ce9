"""What came of a build, in words and as JSON, and the exit status that says it in one figure.

Belongs here: wording. Does not belong here: running a build (`assets.rebuild`).
"""

from dataclasses import asdict, dataclass
from typing import Any

from pipelines.failures import FailedCheck, Failure, check_lines
from pipelines.intake.receiving import OUTCOMES


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """What the release step said."""

    version: str | None
    folder: str
    published: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What came of a build. `received`, `coded` and `rows` hold the stages that were reached, by what they count."""

    run_id: str
    as_of: str
    received: dict[str, int]
    newly_rejected: int
    rejections: tuple[tuple[str, str], ...]
    coded: dict[str, int]
    rows: dict[str, int]
    checks_run: int
    checks_failed: tuple[FailedCheck, ...]
    release: ReleaseSummary | None
    failure: Failure | None
    failure_file: str | None

    @property
    def exit_status(self) -> int:
        """0 done; 1 something was rejected or broke the coder, a check failed, or the run did."""
        failed = any(check.severity == "error" for check in self.checks_failed)
        unread = self.coded.get("newly_failed", 0)
        return 1 if self.failure or failed or self.newly_rejected or unread else 0

    def as_json(self) -> dict[str, Any]:
        """Plain JSON."""
        plain = asdict(self)
        plain["failure"] = (
            None
            if self.failure is None
            else {
                "step": self.failure.step,
                "error": self.failure.error,
                "message": self.failure.message,
                "advice": self.failure.advice,
            }
        )
        return {"exit_status": self.exit_status, **plain}

    def as_text(self) -> str:
        """Lines for people."""
        lines = [*self._received(), *self._made(), *check_lines(self.checks_failed)]
        if self.release:
            lines.append(self._outcome(self.release))
        if self.failure:
            where = f" at {self.failure.step}" if self.failure.step else ""
            lines += ["", f"the build failed{where}: {self.failure.message}", f"What to do: {self.failure.advice}"]
            lines += ["releases/latest is as it was.", f"See {self.failure_file}"]
        return "\n".join(lines)

    def _received(self) -> list[str]:
        lines = [f"rejected {uri}: {reason}" for uri, reason in self.rejections]
        if self.newly_rejected > len(self.rejections):
            lines.append(f"and {self.newly_rejected - len(self.rejections)} more; see the table rejected_inputs")
        if self.newly_rejected:
            lines.append("What to do: mend these files and build again; the others are in.")
        if self.as_of:
            lines.append(f"inbox:    left alone, as this is a build as of {self.as_of}")
        elif self.received:
            lines.append("inbox:    " + ", ".join(f"{self.received[outcome]} {outcome}" for outcome in OUTCOMES))
        return lines

    def _made(self) -> list[str]:
        lines = []
        if self.coded and not self.as_of:
            c = self.coded
            lines.append(f"coded:    {c['reports']} new reports, {c['claims']} claims; {c['known']} coded before")
            if c["newly_failed"]:
                lines.append(f"          {c['newly_failed']} broke the coder and gave no claims; the others are in")
        if self.rows:
            filled = ", ".join(f"{name} {count}" for name, count in self.rows.items() if count)
            lines.append(f"rows:     {filled or 'none'}")
        if self.checks_run:
            failed = sum(check.severity == "error" for check in self.checks_failed)
            lines.append(f"checks:   {self.checks_run} run, {failed} failed, {len(self.checks_failed) - failed} warned")
        return lines

    @staticmethod
    def _outcome(release: ReleaseSummary) -> str:
        if release.published:
            return f"release:  {release.version}, in {release.folder}"
        if release.version:
            return f"release:  {release.outcome}, {release.version}, in {release.folder}"
        return f"build:    {release.outcome}; the tables are in {release.folder}"
