"""What a build and a failed run say to people: words, advice, names of files, exit statuses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipelines.build_summary import BuildSummary, ReleaseSummary
from pipelines.failures import FailedCheck, Failure, write_failure

ENDED = datetime(2026, 6, 1, 3, 0, 5, tzinfo=UTC)
FAILURE = Failure("rebuild", "0123456789ab", ENDED, "tables", "OSError", "No space left on device: x.parquet")
RELEASE = ReleaseSummary("26.1", "/home/releases/26.1", True, "published")
DONE = BuildSummary(
    run_id="0123456789ab",
    as_of="",
    received={"new": 1, "duplicate": 0, "revised": 0, "rejected": 0, "skipped": 0},
    newly_rejected=0,
    rejections=(),
    coded={"reports": 1, "claims": 2, "known": 3, "newly_failed": 0},
    rows={"meetings": 1, "agreements": 0},
    checks_run=72,
    checks_failed=(),
    release=RELEASE,
    failure=None,
    failure_file=None,
)
WARNED = FailedCheck("claims_rejected", "warning", 12, (("k-1", "status", "breaks a rule"),))


def test_a_build_that_is_done_says_what_is_where():
    assert DONE.as_text().splitlines() == [
        "inbox:    1 new, 0 duplicate, 0 revised, 0 rejected, 0 skipped",
        "coded:    1 new reports, 2 claims; 3 coded before",
        "rows:     meetings 1",
        "checks:   72 run, 0 failed, 0 warned",
        "release:  26.1, in /home/releases/26.1",
    ]
    assert DONE.exit_status == 0


def test_a_warning_is_told_and_is_no_failure():
    warned = replace(DONE, checks_failed=(WARNED,))
    assert "  k-1 status: breaks a rule\n  and 11 more" in warned.as_text()
    assert "72 run, 0 failed, 1 warned" in warned.as_text()
    assert warned.exit_status == 0


def test_new_rejections_failed_checks_and_failed_runs_are_told_in_the_exit_status():
    failed = replace(WARNED, severity="error")
    rejections = tuple((f"{n}.txt", "no date") for n in range(10))
    many = replace(DONE, newly_rejected=12, rejections=rejections)
    assert "rejected 0.txt: no date" in many.as_text()
    assert "and 2 more; see the table rejected_inputs" in many.as_text()
    assert [s.exit_status for s in (many, replace(DONE, checks_failed=(failed,)), replace(DONE, failure=FAILURE))] == [
        1
    ] * 3


def test_an_unchanged_release_and_a_build_as_of_a_past_are_told_apart():
    same = replace(DONE, release=replace(RELEASE, published=False, outcome="nothing changed since the last release"))
    assert same.as_text().splitlines()[-1] == (
        "release:  nothing changed since the last release, 26.1, in /home/releases/26.1"
    )
    past = ReleaseSummary(None, "/home/build/as-of-7/tables", False, "as of 7: nothing is published")
    lines = replace(DONE, as_of="7", release=past).as_text().splitlines()
    assert lines[0] == "inbox:    left alone, as this is a build as of 7"
    assert lines[-1] == "build:    as of 7: nothing is published; the tables are in /home/build/as-of-7/tables"


def test_a_failed_build_says_what_to_do_and_where_to_look():
    text = replace(DONE, release=None, failure=FAILURE, failure_file="/home/failures/x.txt").as_text()
    for words in ("the build failed at tables: No space left", "What to do: Check the space", "/home/failures/x.txt"):
        assert words in text
    assert replace(DONE, failure=FAILURE).as_json()["failure"]["error"] == "OSError"


def test_a_failure_is_one_file_a_run_in_the_order_of_time(tmp_path):
    first = write_failure(tmp_path / "failures", FAILURE)
    assert write_failure(tmp_path / "failures", FAILURE) == first
    local = replace(FAILURE, ended=ENDED.astimezone(timezone(timedelta(hours=3))))
    assert local.file_name == first.name == "2026-06-01T030005Z-01234567.txt"
    later = replace(FAILURE, ended=ENDED + timedelta(days=200))
    assert later.file_name > first.name
    text = first.read_text(encoding="utf-8")
    for words in ("2026-06-01T03:00:05+00:00", "rebuild", "0123456789ab", "tables", "No space left", "What to do: "):
        assert words in text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("BuildRunning", "--wait"),
        ("LedgerBusy", "when it has finished"),
        ("PermissionError", "space and the rights"),
        ("DagsterAssetCheckFailedError", "run the build again"),
        ("Abandoned", "Nothing is lost"),
        ("KeyError", "fault of Parley"),
    ],
)
def test_every_failure_has_its_advice(error, words):
    assert words in replace(FAILURE, error=error).advice
