"""The order in which Python happens to keep a set changes no claim: a report is coded alike in every process."""

import os
import subprocess
import sys

from tests.cli.commands import ROOT

SEEN = ROOT / "tests" / "coding" / "seen"
CODE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.coding.coder import RuleCoder
from pipelines.intake.draft import Defaults
from pipelines.intake.receiving import ReadReport, read_reports

some = sorted(Path(sys.argv[1]).glob("*.md"))[::3]
for read in read_reports(some, Defaults(), datetime.now(UTC)):
    if isinstance(read, ReadReport):
        print(read.uri, *RuleCoder().code(read.report), sep="\\n")
"""


def claims(seed: str) -> list[str]:
    """Every claim of a third of the reports with gold, in the order in which they are made."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(SEEN)], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_two_processes_find_the_same_claims_in_the_same_order():
    one, two = claims("1"), claims("2")
    assert len(one) > 500
    assert [pair for pair in zip(one, two, strict=True) if pair[0] != pair[1]] == []
