"""The job from inbox to release: files, rows, the log, the words and the exit status."""

import json
import os
import pty
import sys

import dagster as dg
import pyarrow.parquet as pq
import pytest

from assets.assembly import build_defs
from assets.rebuild import main
from pipelines.release.manifest import read_manifest
from schemas.catalogue import TABLES
from schemas.events import ClaimsExtracted
from tests.assets.dagster_runs import logged, materialized, run, scenario
from tests.marked_text import BrittleCoder
from tests.scenario import Scenario, meeting


def test_the_command_releases_the_inbox_and_again_it_publishes_nothing(tmp_path, capsys, monkeypatch):
    s = scenario(tmp_path / "home")
    (s.home.inbox / "undated.txt").write_text("A text without a day.", encoding="utf-8")
    # the command names the home to Dagster through the environment of its process
    monkeypatch.setenv("PARLEY_HOME", str(s.home.root))
    monkeypatch.setenv("DAGSTER_HOME", "")
    definitions = build_defs(s.home, s.coder)

    assert main([], definitions) == 1
    printed = capsys.readouterr()
    release = s.home.latest.resolve()
    for words in (
        "rejected undated.txt: no date of publication",
        "What to do: mend these files",
        "2 new, 0 duplicate, 0 revised, 1 rejected, 0 skipped",
        "2 new reports, 4 claims",
        f"release:  {release.name}, in {release}",
    ):
        assert words in printed.out
    assert "dagster" not in (printed.out + printed.err).lower()
    assert {p.stem for p in release.glob("*.parquet")} == set(TABLES)
    assert pq.read_table(release / "meetings.parquet").num_rows == 2

    assert main(["--json"], definitions) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["received"] == {"new": 0, "duplicate": 2, "revised": 0, "rejected": 1, "skipped": 0}
    assert told["coded"] == {"reports": 0, "claims": 0, "known": 2, "newly_failed": 0}
    assert told["rows"] == {name: pq.read_table(release / f"{name}.parquet").num_rows for name in TABLES} | {
        "changes": told["rows"]["changes"]
    }
    assert told["release"] == {
        "version": release.name,
        "folder": str(release),
        "published": False,
        "outcome": "nothing changed since the last release",
    }
    assert (told["exit_status"], told["failure"], told["checks_failed"], told["newly_rejected"]) == (0, None, [], 0)
    with dg.DagsterInstance.get() as instance:
        assert instance.root_directory == str(s.home.dagster)
        assert [r.is_success for r in instance.get_runs()] == [True, True]


@pytest.mark.parametrize("as_of", ["tomorrow", "99", "2025-02-30"])
def test_a_wrong_as_of_is_a_wrong_command(tmp_path, capsys, monkeypatch, as_of):
    s = Scenario(tmp_path / "home")
    monkeypatch.setenv("PARLEY_HOME", str(s.home.root))
    monkeypatch.setenv("DAGSTER_HOME", "")
    assert main(["--as-of", as_of], build_defs(s.home, s.coder)) == 2
    printed = capsys.readouterr().err
    assert printed.startswith("Error: ") and as_of in printed
    assert not s.home.failures.exists()


def test_a_home_that_is_no_folder_is_a_wrong_command(tmp_path, capsys, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PARLEY_HOME", str(tmp_path / "file" / "home"))
    assert main([]) == 2
    assert "set PARLEY_HOME" in capsys.readouterr().err


def test_a_build_as_of_a_day_takes_nothing_in_and_appends_nothing(tmp_path):
    s = scenario(tmp_path / "home")
    s.build()
    head, latest = s.ledger.head(), s.home.latest.resolve()
    s.report("late", "2025-05-01", meeting("m1", "held", "They met.", date_start="2025-05-01"))
    with dg.DagsterInstance.ephemeral() as instance:
        came = run(s, instance, as_of="2025-05-20")
    assert came.exit_status == 0
    assert "left alone" in came.as_text()
    assert (s.ledger.head(), s.home.latest.resolve()) == (head, latest)
    folder = s.home.build / "as-of-2025-05-20" / "tables"
    assert str(folder) in came.as_text()
    assert read_manifest(folder)["selection"]["day"] == "2025-05-20"
    assert [d.isoformat() for d in pq.read_table(folder / "reports.parquet")["published_on"].to_pylist()] == [
        "2025-05-17"
    ]


def test_a_run_reads_only_what_is_new_and_its_log_keeps_no_words_of_reports(tmp_path):
    s = scenario(tmp_path / "home")
    s.build()
    secret = "Nothing of this sentence may leave the ledger"
    s.report("new", "2025-06-11", meeting("m1", "held", "They met in Doha.", date_start="2025-06-10"), secret)
    with dg.DagsterInstance.ephemeral() as instance:
        came = run(s, instance)
        entries = logged(instance)
    assert (came.received["new"], came.coded) == (1, {"reports": 1, "claims": 1, "known": 2, "newly_failed": 0})
    assert len(list(s.ledger.read(ClaimsExtracted))) == 3
    assert len(list(s.home.releases.glob("[0-9]*"))) == 2

    made = materialized(entries)
    assert {*TABLES, "received_reports", "recorded_claims", "selection", "judgements", "release", "dossiers"} == set(
        made
    )
    assert made["reports"]["dagster/row_count"].value == 3
    release = made["release"]
    assert release["version"].value == s.home.latest.resolve().name
    assert release["what_changed"].value.startswith("Compared with 26.1:")
    assert (release["records_added"].value, release["records_changed"].value) == (0, 1)
    assert all(os.path.isfile(release[name].value) for name in ("changelog", "dossiers"))
    assert made["meetings"]["held"].value == 2 and made["meetings"]["percent_dated"].value == 100.0
    for metadata in made.values():
        assert sum(isinstance(value.value, int | float) for value in metadata.values()) <= 12
    everything = "".join(str(e) for e in entries)
    assert secret not in everything and "They met" not in everything


def test_a_report_that_breaks_the_coder_is_told_at_every_build_and_the_others_are_released(tmp_path):
    s = scenario(tmp_path / "home")
    s.coder = BrittleCoder()
    s.report("glass", "2025-06-11", meeting("m1", "held", "They met in a house of glass.", date_start="2025-06-10"))
    with dg.DagsterInstance.ephemeral() as instance:
        first, second = run(s, instance), run(s, instance)
        entries = logged(instance)
    assert (first.exit_status, second.exit_status) == (1, 0)
    assert (first.coded["newly_failed"], second.coded["newly_failed"]) == (1, 0)
    for came in (first, second):
        [check] = came.checks_failed
        assert (check.name, check.severity, check.count) == ("recorded_claims_read", "warning", 1)
        assert "IndexError in code (marked_text.py" in came.as_text()
    assert pq.read_table(s.home.latest / "meetings.parquet").num_rows == 2
    assert "house of glass" not in "".join(map(str, entries))


def test_files_that_changed_just_now_are_left_for_the_next_run(tmp_path):
    s = scenario(tmp_path / "home")
    with dg.DagsterInstance.ephemeral() as instance:
        job = build_defs(s.home, s.coder).resolve_job_def("rebuild")
        config = {
            "resources": {"build": {"config": {"settled": 3600.0}}},
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        }
        result = job.execute_in_process(
            instance=instance, run_config=config, asset_selection=[dg.AssetKey("received_reports")]
        )
        made = materialized(list(instance.all_logs(result.run_id)))
    assert (made["received_reports"]["new"].value, made["received_reports"]["skipped"].value) == (0, 2)
    assert s.ledger.head()[0] == 0


@pytest.mark.parametrize("on_terminal", [True, False])
def test_stages_are_shown_on_a_terminal_only(tmp_path, monkeypatch, on_terminal):
    s = Scenario(tmp_path / "home")
    reading, writing = pty.openpty() if on_terminal else os.pipe()
    monkeypatch.setattr(sys, "stderr", os.fdopen(writing, "w"))
    with dg.DagsterInstance.ephemeral() as instance:
        run(s, instance)
    sys.stderr.write(".")
    sys.stderr.flush()
    told = os.read(reading, 10_000).decode()
    os.close(reading)
    words = ["reading the inbox", "coding new reports", "writing tables", "checking tables", "releasing"]
    assert [w for w in words if w in told] == (words if on_terminal else [])
    assert told.count("checking tables") <= 2
