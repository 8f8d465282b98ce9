"""A build killed inside a stage: the ledger is whole, the last release stands, the next build is as if undisturbed."""

import random
import shutil
from pathlib import Path

import pytest

from pipelines.release.manifest import read_manifest
from pipelines.release.parquet import file_hash
from tests.cli.commands import EXAMPLES, User
from tests.crash.kill_at import Kill, run_and_kill, whole_ledger
from tests.soak.test_random_kills import rows_without_positions

#: one function inside each stage; the call at which it dies is drawn from the seed
STAGES = {
    "intake": ("pipelines.ledger.store:Writer.append", 8),
    "coding": ("pipelines.coding.coder:RuleCoder.code", 8),
    "resolution": ("pipelines.resolution.matching:compare", 30),
    "tables": ("pipelines.release.parquet:write_table", 20),
    "validation": ("pipelines.validation.structure_checks:check_references", 8),
    "release": ("pipelines.release.promotion:link_latest", 2),
}
SEED = 20260601


def is_whole(release: Path) -> bool:
    """Whether every file of a release is there, as its manifest says."""
    return all(file_hash(release / name) == sha256 for name, sha256 in read_manifest(release)["files"].items())


@pytest.fixture(scope="module")
def homes(tmp_path_factory) -> tuple[User, User]:
    """A home with a release of the first reports and the others waiting; and one that built all undisturbed."""
    base = tmp_path_factory.mktemp("homes")
    waiting, undisturbed = User(base / "waiting"), User(base / "undisturbed")
    files = sorted(EXAMPLES.iterdir())
    (waiting.home / "inbox").mkdir(parents=True)
    for file in files[:6]:
        shutil.copyfile(file, waiting.home / "inbox" / file.name)
    assert waiting.parley("build").status == 0
    for file in files[6:]:
        shutil.copyfile(file, waiting.home / "inbox" / file.name)
    shutil.copytree(waiting.home, undisturbed.home, symlinks=True)
    assert undisturbed.parley("build").status == 0
    return waiting, undisturbed


@pytest.mark.parametrize("stage", STAGES)
def test_a_build_killed_inside_a_stage_loses_nothing(homes, tmp_path, stage):
    waiting, undisturbed = homes
    user = User(tmp_path / "home")
    shutil.copytree(waiting.home, user.home, symlinks=True)
    before = [event.event_id for event in whole_ledger(f"sqlite:///{user.home / 'ledger.sqlite'}")]
    function, calls = STAGES[stage]
    kill = Kill(function, random.Random(f"{SEED} {stage}").randint(1, calls), "before")
    killed = run_and_kill("assets.rebuild", [], kill, environment=user.environment(), notes=tmp_path / "acknowledged")
    assert killed.was_killed, killed.out + killed.err
    events = whole_ledger(f"sqlite:///{user.home / 'ledger.sqlite'}", killed.acknowledged)
    assert [event.event_id for event in events[: len(before)]] == before
    assert is_whole(user.latest.resolve())
    done = user.parley("build")
    assert done.status == 0, done.out + done.err
    assert rows_without_positions(user.latest.resolve()) == rows_without_positions(undisturbed.latest.resolve())
    assert is_whole(user.latest.resolve())
    assert sorted(p.name for p in user.latest.parent.iterdir() if p.name.startswith(".")) == []
