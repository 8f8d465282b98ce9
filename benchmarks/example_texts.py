"""The reports under `examples/`: real prose for what is measured of coding."""

from datetime import UTC, datetime
from pathlib import Path

from pipelines.intake.draft import Defaults
from pipelines.intake.reading import Skipped
from pipelines.intake.receiving import ReadReport, read_reports
from pipelines.intake.report import Report

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def example_reports() -> list[Report]:
    """The reports under `examples/`."""
    paths = [EXAMPLES / "inbox", EXAMPLES / "gold"]
    read = list(read_reports(paths, Defaults(), datetime.now(UTC)))
    return [r.report for r in read if not isinstance(r, Skipped) and isinstance(r, ReadReport)]
