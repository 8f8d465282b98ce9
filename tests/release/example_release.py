"""A release of the example reports, made once for many tests that read it.

Belongs here: making it as a build does, without Dagster. Whoever changes a file of it makes a copy first.
"""

from pathlib import Path

from pipelines.coding.coder import RuleCoder
from tests.cli.commands import EXAMPLES
from tests.scenario import Scenario

#: reports that are in the second release only, so that it has changes to tell
LATER = 5


def released(root: Path) -> Scenario:
    """A home with two releases of the example reports, coded by rules."""
    s = Scenario(root, coder=RuleCoder())
    files = sorted(EXAMPLES.iterdir())
    for part in (files[:-LATER], files):
        for file in part:
            (s.home.inbox / file.name).write_bytes(file.read_bytes())
        s.build()
    return s
