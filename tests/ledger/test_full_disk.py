"""No room and no rights: the message says what to do, nothing acknowledged is lost, and work goes on afterwards."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.home import Home, HomeError
from tests.ledger.ledgers import ROOT, add, ledger_in, problems, received, start


def filled(url: str, limit: object) -> tuple[list[str], str]:
    """Ids of the reports that a process had acknowledged, and what it was told when there was no room."""
    process = start("tests.ledger.filling", url, limit)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    seen = json.loads(out)
    return [received(n).report_id for n in seen["acknowledged"]], seen["message"]


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of two megabytes."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_full_disk_says_so_and_the_ledger_goes_on_when_there_is_room(small_disk):
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 1024 * 1024)
    acknowledged, message = filled(f"sqlite:///{small_disk / 'ledger.sqlite'}", ballast)
    assert "no room left for the ledger" in message and "free some space and run the command again" in message
    assert len(acknowledged) > 3
    ledger = ledger_in(small_disk)
    assert [s.event.report_id for s in ledger.read()] == acknowledged
    assert problems(ledger) == []


@pytest.mark.parametrize("limit", [60_000, 200_000, 300_001])
def test_a_limit_on_files_says_so_and_the_ledger_goes_on_when_it_is_lifted(tmp_path, limit):
    ledger = ledger_in(tmp_path)
    add(ledger, 29_999)
    acknowledged, message = filled(ledger.url, limit)
    assert "the disk refused to write the ledger" in message and "check space and quota" in message
    assert [s.event.report_id for s in ledger.read()] == [received(29_999).report_id, *acknowledged]
    assert problems(ledger) == []


def test_a_disk_that_is_full_from_the_start_says_so(small_disk):
    (small_disk / "ballast").write_bytes(b"x" * (2 * 1024 * 1024 - 4096))
    done = as_user(small_disk, os.geteuid(), f"Ledger('sqlite:///{small_disk}/ledger.sqlite')")
    assert done.startswith("LedgerError:") and ("no room left" in done or "refused to write" in done), done


def as_user(folder: Path, uid: int, expression: str) -> str:
    """What an expression raises when a user of the system evaluates it in a process of its own."""
    code = f"""
import os
import tempfile
from pathlib import Path
from pipelines.home import Home, HomeError
from pipelines.ledger.store import Ledger, LedgerError
with tempfile.TemporaryDirectory() as warm:  # everything is imported while the interpreter can be read
    Ledger(f"sqlite:///{{warm}}/ledger.sqlite").head()
os.setuid({uid})
try:
    {expression}
except (HomeError, LedgerError) as error:
    print(type(error).__name__ + ":", error)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def foreign(tmp_path) -> Iterator[Path]:
    """A folder in which another user can read and not write."""
    if os.geteuid() != 0:
        pytest.skip("only root can act for another user")
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == 0 and parent != Path("/") and "pytest-of" in str(parent):
            parent.chmod(0o755)
    folder = tmp_path / "foreign"
    folder.mkdir(mode=0o755)
    yield folder


NOBODY = 65534


def test_a_home_of_another_user_says_to_choose_another(foreign):
    said = as_user(foreign, NOBODY, f"Home(Path('{foreign}/home'), 'sqlite:///x').ensure()")
    assert said.startswith("HomeError:") and "set PARLEY_HOME to a folder of yours" in said
    assert list(foreign.iterdir()) == []


def test_a_new_ledger_where_nothing_can_be_written_says_to_check_rights(foreign):
    said = as_user(foreign, NOBODY, f"Ledger('sqlite:///{foreign}/ledger.sqlite')")
    assert said.startswith("LedgerError:") and "check the path and its rights" in said
    assert list(foreign.iterdir()) == []


def test_a_ledger_of_another_user_cannot_be_added_to_and_stays_whole(foreign):
    add(ledger_in(foreign), 1)
    said = as_user(foreign, NOBODY, f"Ledger('sqlite:///{foreign}/ledger.sqlite').writing().__enter__()")
    assert said.startswith("LedgerError:") and "check the path and its rights" in said
    assert problems(ledger_in(foreign)) == []


def test_a_home_that_is_a_file_says_to_choose_another(tmp_path):
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(HomeError, match=r"cannot be written .*set PARLEY_HOME to a folder of yours"):
        Home(tmp_path / "home", "sqlite:///x").ensure()
