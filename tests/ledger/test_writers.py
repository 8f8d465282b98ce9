"""Several processes and one ledger: each report stands once, a second writer waits, and a kill loses nothing.

The processes are real ones; so are the kills.
"""

import json
import os
import random
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from pipelines.ledger.store import LedgerBusy
from tests.ledger.ledgers import add, contents_of, ledger_in, problems, received, start


def inbox(folder: Path, numbers: range) -> Path:
    """A folder with the reports of some numbers; the report of a number is the same in every folder."""
    folder.mkdir(parents=True)
    for number in numbers:
        front = (
            f"---\nurl: https://example.org/{number}\noutlet: Outlet\npublished: 2025-05-{1 + number % 28:02d}\n---\n"
        )
        (folder / f"{number}.md").write_text(f"{front}The sides met for round {number} in Doha.\n", encoding="utf-8")
    return folder


def added_at_once(ledger_folder: Path, batch: int, *folders: Path) -> list[dict[str, int]]:
    """What each of several adds, begun at one moment, says it did."""
    url = f"sqlite:///{ledger_folder / 'ledger.sqlite'}"
    processes = [start("tests.ledger.receiving", url, batch, folder) for folder in folders]
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    done = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), [err for _, err in done]
    return [json.loads(out) for out, _ in done]


@pytest.mark.parametrize("batch", [500, 1])
def test_two_adds_of_the_same_files_at_once_keep_each_report_once(tmp_path, batch):
    folders = inbox(tmp_path / "a", range(60)), inbox(tmp_path / "b", range(60))
    counts = added_at_once(tmp_path, batch, *folders)
    ledger = ledger_in(tmp_path)
    reports = [s.event.report_id for s in ledger.read()]
    assert len(reports) == len(set(reports)) == 60
    assert sum(c["new"] for c in counts) == sum(c["duplicate"] for c in counts) == 60
    assert ledger.head()[0] == 60
    assert problems(ledger) == []


def test_adds_of_overlapping_files_at_once_keep_each_report_once(tmp_path):
    folders = [inbox(tmp_path / str(n), range(n * 20, n * 20 + 40)) for n in range(3)]
    counts = added_at_once(tmp_path, 3, *folders)
    ledger = ledger_in(tmp_path)
    addresses = sorted(int(s.event.url.rsplit("/")[-1]) for s in ledger.read())
    assert addresses == list(range(80))
    assert (sum(c["new"] for c in counts), sum(c["duplicate"] for c in counts)) == (80, 40)
    assert problems(ledger) == []


def test_processes_that_open_a_new_ledger_at_once_make_one(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    processes = [start("tests.ledger.appending", url, n * 100, 5, 1) for n in range(6)]
    for process in processes:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    ledger = ledger_in(tmp_path)
    assert sorted(s.event.report_id for s in ledger.read()) == sorted(
        received(n * 100 + i).report_id for n in range(6) for i in range(5)
    )
    assert problems(ledger) == []


@pytest.mark.parametrize("held", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_a_process_that_opens_a_ledger_while_another_makes_it_waits(tmp_path, held):
    """The lock that the other process holds at that moment, held a little longer."""
    other = sqlite3.connect(tmp_path / "ledger.sqlite", isolation_level=None, check_same_thread=False)
    other.execute(held)
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    ledger = ledger_in(tmp_path)
    other.close()
    add(ledger, 1)
    assert problems(ledger) == []


def test_a_second_writer_waits_for_the_first(tmp_path):
    ledger = ledger_in(tmp_path)
    with ledger.writing() as writer:
        second = start("tests.ledger.appending", ledger.url, 7, 1, 1)
        with pytest.raises(TimeoutError):
            wait_for(lambda: second.poll() is not None, 1.0)
        writer.append(received(1), cause="first", contents=contents_of(1))
    out, err = second.communicate(timeout=30)
    assert (second.returncode, out) == (0, "7\n"), err
    assert [s.event.report_id for s in ledger.read()] == [received(1).report_id, received(7).report_id]
    assert problems(ledger) == []


def test_a_second_writer_that_does_not_want_to_wait_hears_who_is_in_the_way(tmp_path):
    impatient = ledger_in(tmp_path, wait=0.1)
    with ledger_in(tmp_path).writing() as writer:
        writer.append(received(1), cause="first")
        with pytest.raises(
            LedgerBusy, match=r"another process is writing to sqlite:.*; try again when it has finished"
        ):
            add(impatient, 2)
        assert impatient.head()[0] == 0, "reading goes on meanwhile"
    add(impatient, 2)
    assert impatient.head()[0] == 2


def test_a_killed_writer_lets_the_next_one_in_at_once(tmp_path):
    ledger = ledger_in(tmp_path, wait=5)
    holder = start("tests.ledger.appending", ledger.url, 0, 100_000, 100_000)
    with pytest.raises(LedgerBusy):
        wait_for_busy(ledger_in(tmp_path, wait=0))
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    add(ledger, 5)
    assert [s.event.report_id for s in ledger.read()] == [received(5).report_id]
    assert problems(ledger) == []


@pytest.mark.parametrize("seed", range(6))
def test_a_kill_in_the_middle_of_many_appends_loses_nothing_acknowledged(tmp_path, seed):
    moments = random.Random(seed)
    batch = moments.choice([1, 1, 7, 40])
    ledger = ledger_in(tmp_path)
    acknowledged: list[int] = []
    for life in range(3):
        process = start("tests.ledger.appending", ledger.url, life * 100_000, 100_000, batch)
        assert process.stdout is not None
        acknowledged += [int(process.stdout.readline()) for _ in range(moments.randint(1, 60))]
        time.sleep(moments.uniform(0, 0.03))
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in process.stdout.read().splitlines() if line]
        assert process.wait() == -signal.SIGKILL
        kept = [s.event.report_id for s in ledger.read()]
        assert set(kept) >= {received(n).report_id for n in acknowledged}
        assert len(kept) == len(set(kept)) <= len(acknowledged) + batch * (life + 1)
        assert problems(ledger) == []


def wait_for(condition, seconds: float) -> None:
    """Return when `condition` holds; TimeoutError after some seconds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


def wait_for_busy(ledger) -> None:
    """Try to write until another process is writing; then LedgerBusy."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with ledger.writing():
            pass
        time.sleep(0.01)
