"""Kills at random moments: the ledger opens, nothing acknowledged is lost, the next build is as if undisturbed.

Run by `make soak`; it takes minutes. PARLEY_SOAK_KILLS and PARLEY_SOAK_SEED change its length and its moments.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.ledger import chain
from pipelines.ledger.store import Ledger
from pipelines.validation.tableset import TableSet
from schemas.catalogue import TABLES
from tests.cli.commands import EXAMPLES, User

KILLS = int(os.environ.get("PARLEY_SOAK_KILLS", "50"))
#: kills that one home suffers before it is built to the end
KILLS_A_HOME = 5
SEED = int(os.environ.get("PARLEY_SOAK_SEED", "20260601"))


def rows_without_positions(release: Path) -> dict[str, list[dict]]:
    """Rows of a release, but for the positions in the ledger and for what tells of earlier releases."""
    tables = TableSet(release)
    return {
        name: [{k: v for k, v in row.items() if k != "ledger_position"} for row in tables.rows(name)]
        for name in TABLES
        if name != "changes"
    }


def start(user: User, arguments: list[str]) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", *arguments],
        env=user.environment(),
        cwd=user.home.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def events(user: User) -> list[str]:
    """Hashes of all events, after proving that they form an unbroken chain without gaps."""
    path = user.home / "ledger.sqlite"
    if not path.exists():
        return []
    rows = list(Ledger(f"sqlite:///{path}", wait=30).rows())
    assert list(chain.broken_links(rows)) == []
    return [row["hash"] for row in rows]


def is_whole(user: User) -> bool:
    """Whether the last release, if there is one, has every table."""
    return not user.latest.exists() or {p.stem for p in user.latest.resolve().glob("*.parquet")} == set(TABLES)


@pytest.mark.soak
def test_kills_at_random_moments_lose_nothing(tmp_path):
    """Homes with a full inbox are killed some times each, then built to the end: all end as one that never was."""
    clean = User(tmp_path / "clean")
    shutil.copytree(EXAMPLES, clean.home / "inbox")
    began = time.monotonic()
    assert clean.parley("build").status == 0
    length = time.monotonic() - began
    expected = rows_without_positions(clean.latest.resolve())
    moments = random.Random(SEED)
    for number in range(KILLS):
        if number % KILLS_A_HOME == 0:
            user = User(tmp_path / f"disturbed-{number}")
            shutil.copytree(EXAMPLES, user.home / "inbox")
            known: list[str] = []
        adding = moments.random() < 0.3
        process = start(user, ["add", str(user.home / "inbox")] if adding else ["build"])
        time.sleep(moments.uniform(0.0, 2.0 if adding else length * 1.1))
        with contextlib.suppress(ProcessLookupError):  # it had finished
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        now = events(user)
        assert now[: len(known)] == known, "an acknowledged event is gone"
        known = now
        assert is_whole(user), "the last release is not whole"
        print(f"kill {number + 1}: {len(now)} events, {'a release' if user.latest.exists() else 'no release yet'}")
        if number % KILLS_A_HOME == KILLS_A_HOME - 1 or number == KILLS - 1:
            assert user.parley("build").status == 0
            assert user.parley("verify").status == 0
            assert rows_without_positions(user.latest.resolve()) == expected
