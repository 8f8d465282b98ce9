"""Files of the inbox that have not changed are not read again, and count as if they had been."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.ledger.selection import Selection
from pipelines.release.appending import take_inbox
from pipelines.release.kept import read_inbox
from pipelines.release.staging import Build
from tests.scenario import Scenario, meeting


@pytest.fixture
def s(tmp_path) -> Scenario:
    s = Scenario(tmp_path / "home")
    s.report("one", "2025-03-01", meeting("m1", "held", "They met."))
    s.report("two", "2025-03-02", meeting("m1", "held", "They met again."))
    return s


def taken_in(s: Scenario) -> dict[str, int]:
    """What a build takes in an hour from now, when all files have rested."""
    build = Build(s.home, s.ledger, s.coder, Selection())
    received = take_inbox(build, now=datetime.now(UTC) + timedelta(hours=1), cause="test")
    return {outcome: n for outcome, n in received.counts.items() if n}


def remembered(s: Scenario) -> set[str]:
    return {name.rpartition("/")[2] for name in read_inbox(s.home.build / "kept", s.ledger)}


def test_unchanged_files_count_as_duplicates_each_time(s):
    assert taken_in(s) == {"new": 2}
    assert remembered(s) == {"one.md", "two.md"}
    assert taken_in(s) == taken_in(s) == {"duplicate": 2}
    assert remembered(s) == {"one.md", "two.md"}


def test_a_changed_file_of_the_same_size_and_time_is_read(s):
    taken_in(s)
    path = s.home.inbox / "one.md"
    stat = path.stat()
    path.write_bytes(path.read_bytes().replace(b"They met", b"They sat"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert taken_in(s) == {"duplicate": 1, "revised": 1}


def test_a_file_put_in_the_place_of_another_is_read(s):
    taken_in(s)
    s.report("three", "2025-03-03", meeting("m1", "held", "They met thrice.")).rename(s.home.inbox / "one.md")
    assert taken_in(s) == {"new": 1, "duplicate": 1}


def test_what_was_rejected_is_looked_at_again(s):
    (s.home.inbox / "odd.md").write_text("no date of publication")
    assert taken_in(s) == {"new": 2, "rejected": 1}
    assert remembered(s) == {"one.md", "two.md"}
    assert taken_in(s) == {"duplicate": 2, "rejected": 1}


def test_a_file_that_has_just_changed_is_not_remembered(s):
    build = Build(s.home, s.ledger, s.coder, Selection())
    take_inbox(build, now=datetime.now(UTC), cause="test")
    assert remembered(s) == set()


def test_a_ledger_that_does_not_know_them_takes_them_in(s, tmp_path):
    taken_in(s)
    for file in tmp_path.glob("home/ledger.sqlite*"):
        file.unlink()
    other = Scenario(tmp_path / "home")
    assert taken_in(other) == {"new": 2}


@pytest.mark.parametrize("harm", ["", "[]", "{}", '{"maker": 1}', '{"maker": {"position": 0}, "files": []}'])
def test_a_damaged_memory_is_as_good_as_none(s, harm):
    taken_in(s)
    (s.home.build / "kept" / "inbox.json").write_text(harm)
    assert taken_in(s) == {"duplicate": 2}


def test_one_of_other_code_is_as_good_as_none(s):
    taken_in(s)
    path = s.home.build / "kept" / "inbox.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "maker": {**told["maker"], "code_version": "other"}}))
    assert read_inbox(path.parent, s.ledger) == {}
