"""The inbox: which files are whole, and one key for a set of them."""

import pytest

from pipelines.intake.inbox import InboxFile, file_hashes, inbox_files, readiness, run_key

NOW = 1_000_000.0


def test_files_are_whole_ten_seconds_after_their_last_change():
    files = [InboxFile("b.md", 10, NOW - 10), InboxFile("a.md", 10, NOW - 300), InboxFile("c.md", 10, NOW - 9.9)]
    found = readiness(files, NOW)
    assert (found.ready, found.waiting) == (("a.md", "b.md"), ("c.md",))


def test_a_file_from_a_clock_that_runs_ahead_waits():
    assert readiness([InboxFile("a.md", 10, NOW + 50)], NOW).ready == ()


def test_settled_zero_takes_every_file():
    assert readiness([InboxFile("a.md", 10, NOW + 50)], NOW, settled=0).ready == ("a.md",)


@pytest.mark.parametrize(
    "other",
    [
        [InboxFile("a.md", 11, NOW - 20)],
        [InboxFile("a.md", 10, NOW - 21)],
        [InboxFile("b.md", 10, NOW - 20)],
        [InboxFile("a.md", 10, NOW - 20), InboxFile("b.md", 10, NOW - 20)],
    ],
)
def test_another_size_time_name_or_number_of_files_is_another_fingerprint(other):
    assert readiness([InboxFile("a.md", 10, NOW - 20)], NOW).fingerprint != readiness(other, NOW).fingerprint


def test_the_fingerprint_knows_no_order_and_no_file_that_waits():
    a, b, c = (InboxFile(name, 10, NOW - 20) for name in ("a", "b", "c"))
    late = InboxFile("d", 10, NOW)
    assert readiness([a, b, c], NOW).fingerprint == readiness([c, late, a, b], NOW).fingerprint
    assert readiness([late], NOW).fingerprint == ""


def test_hidden_files_and_files_in_the_making_are_none(tmp_path):
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    for name in ("a.md", "sub/b.txt", ".c.md", "d.part", "e.TMP", "f.json", "sub/.git/g.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [f.uri for f in inbox_files(tmp_path)] == ["a.md", "sub/b.txt"]


def test_an_inbox_that_is_not_there_is_empty(tmp_path):
    assert inbox_files(tmp_path / "none") == []


def test_the_run_key_tells_names_and_bytes_and_nothing_else(tmp_path):
    (tmp_path / "a").write_text("one", encoding="utf-8")
    (tmp_path / "b").write_text("two", encoding="utf-8")
    key = run_key(file_hashes(tmp_path, ["a", "b"]))
    assert run_key(file_hashes(tmp_path, ["b", "a"])) == key
    (tmp_path / "a").write_text("one", encoding="utf-8")
    assert run_key(file_hashes(tmp_path, ["a", "b"])) == key
    (tmp_path / "a").write_text("two", encoding="utf-8")
    assert run_key(file_hashes(tmp_path, ["a", "b"])) != key
    assert run_key(file_hashes(tmp_path, ["b"])) != key
