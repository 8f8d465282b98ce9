"""What a nightly build costs beside a full one, and how much memory resolution takes.

Belongs here: a home of synthetic reports with known duplicates, built from nothing and again with one report in a
hundred more, through the stages of every build. CPU time, so that a busy machine tells the same.
"""

import multiprocessing
import resource
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.example_texts import example_reports
from benchmarks.synthetic import ReadingCoder, SyntheticCoder, World
from benchmarks.timing import Measured
from pipelines.coding.coder import Coder, RuleCoder
from pipelines.home import Home
from pipelines.ledger.selection import Selection
from pipelines.ledger.store import Ledger
from pipelines.release.appending import take_claims, take_inbox
from pipelines.release.promotion import promote
from pipelines.release.staging import (
    Build,
    stage_changes,
    stage_findings,
    stage_resolution,
    stage_selection,
    stage_tables,
)
from pipelines.resolution.fold import resolve

REPORTS = 2_000
_A_FILE = 1_000


def increment(reports: int = REPORTS) -> Measured:
    """One report in a hundred more, against the full build; a coder that costs nothing."""
    world = World(reports + reports // 100)
    return _increment(world, reports, SyntheticCoder(world))


def increment_coded(reports: int = REPORTS // 4) -> Measured:
    """One report in a hundred more, against the full build; each costs as much as the rules take to read an example."""
    world = World(reports + reports // 100)
    return _increment(world, reports, ReadingCoder(SyntheticCoder(world), RuleCoder(), tuple(example_reports())))


def resolution_memory(reports: int = REPORTS) -> Measured:
    """The most memory of a process that holds claims and resolves them, against one that only holds them."""
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        with_fold, without = pool.starmap(_peak, [(reports, True), (reports, False)], chunksize=1)
    return Measured(f"{with_fold:,.0f} MB", with_fold / without, f"the claims of {reports:,} reports")


def _increment(world: World, reports: int, coder: Coder) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder), f"sqlite:///{folder}/ledger.sqlite")
        home.ensure()
        _write(home.inbox, world, range(reports))
        full = _build(home, coder)
        _write(home.inbox, world, range(reports, world.reports))
        more = _build(home, coder)
    figure = f"{more:.1f} s, {full:.1f} s in full"
    return Measured(figure, more / full, f"the full build of {reports:,} reports")


def _write(inbox: Path, world: World, numbers: range) -> None:
    for start in range(numbers.start, numbers.stop, _A_FILE):
        lines = [world.line(n) for n in range(start, min(start + _A_FILE, numbers.stop))]
        (inbox / f"{start:07}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _build(home: Home, coder: Coder) -> float:
    """Seconds of CPU from inbox to release."""
    began = time.process_time()
    build = Build(home, Ledger(home.ledger_url), coder, Selection())
    now = datetime.now(UTC) + timedelta(hours=1)  # when all files have rested
    take_inbox(build, now=now, cause="bench")
    take_claims(build, cause="bench")
    stage_selection(build)
    stage_resolution(build)
    stage_tables(build)
    stage_changes(build)
    stage_findings(build)
    assert promote(build, now=now, cause="bench").published
    return time.process_time() - began


def _peak(reports: int, fold: bool) -> float:
    """Megabytes that this process took at most, having made the claims of a world and, if asked, resolved them."""
    claims = list(World(reports).claims())
    if fold:
        resolve(claims)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
