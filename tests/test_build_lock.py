"""One build at a time: a second one hears who is in the way or waits, and a killed one leaves no lock behind."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pipelines.build_lock import BuildRunning, build_lock, holder

ROOT = Path(__file__).resolve().parents[1]
HOLD = """
import sys, time
from pathlib import Path
from pipelines.build_lock import build_lock
with build_lock(Path(sys.argv[1]), wait=0, who="the nightly build"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def held(path: Path, seconds: float) -> subprocess.Popen[str]:
    """A process that holds the lock for some seconds."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(seconds)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_a_second_build_hears_who_is_in_the_way(tmp_path):
    process = held(tmp_path / "lock", 60)
    said = rf"another build is running here: the nightly build \(process {process.pid}, since 20.*\); .*use --wait"
    with pytest.raises(BuildRunning, match=said), build_lock(tmp_path / "lock", wait=0, who="me"):
        pass
    process.kill()
    process.wait()


def test_a_second_build_that_waits_comes_after_the_first(tmp_path):
    process = held(tmp_path / "lock", 0.5)
    with build_lock(tmp_path / "lock", wait=30, who="me"):
        assert process.wait(timeout=5) == 0
        assert re.match(r"me \(process \d+, since ", holder(tmp_path / "lock"))


def test_waiting_has_an_end(tmp_path):
    process = held(tmp_path / "lock", 60)
    began = time.monotonic()
    with pytest.raises(BuildRunning), build_lock(tmp_path / "lock", wait=0.4, who="me"):
        pass
    assert 0.4 <= time.monotonic() - began < 5
    process.kill()
    process.wait()


def test_a_killed_build_leaves_no_lock_behind(tmp_path):
    process = held(tmp_path / "lock", 60)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with build_lock(tmp_path / "lock", wait=0, who="me"):
        assert holder(tmp_path / "lock").startswith("me ")


def test_the_lock_of_a_finished_or_failed_build_is_free(tmp_path):
    with pytest.raises(RuntimeError), build_lock(tmp_path / "new" / "lock", wait=0, who="first"):
        raise RuntimeError
    with build_lock(tmp_path / "new" / "lock", wait=0, who="second"):
        pass
    assert (tmp_path / "new" / "lock").read_text() == ""


def test_two_builds_of_one_process_exclude_each_other_too(tmp_path):
    with build_lock(tmp_path / "lock", wait=0, who="first"):
        with pytest.raises(BuildRunning, match="first"), build_lock(tmp_path / "lock", wait=0, who="second"):
            pass
        assert holder(tmp_path / "lock").startswith("first ")


def test_a_program_that_a_killed_build_started_does_not_keep_the_lock(tmp_path):
    starting = HOLD.replace(
        "time.sleep", "import subprocess; print(subprocess.Popen(['sleep', '5']).pid, flush=True); time.sleep"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", starting, str(tmp_path / "lock"), "60"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    child = int(process.stdout.readline())
    process.kill()
    process.wait()
    with build_lock(tmp_path / "lock", wait=0, who="me"):
        os.kill(child, signal.SIGKILL)


def test_of_many_builds_at_once_one_runs_at_a_time(tmp_path):
    running, most = [0], [0]

    def build() -> None:
        with build_lock(tmp_path / "lock", wait=30, who="one of many"):
            running[0] += 1
            most[0] = max(most[0], running[0])
            time.sleep(0.01)
            running[0] -= 1

    threads = [threading.Thread(target=build) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most[0], running[0]) == (1, 0)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"who": "x"}', "\x00\xff"])
def test_a_lock_file_that_says_nothing_is_one_that_has_just_started(tmp_path, content):
    (tmp_path / "lock").write_bytes(content.encode("latin-1"))
    assert holder(tmp_path / "lock") == "one that has just started"
