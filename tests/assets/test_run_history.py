"""Runs remembered on databases that are kept open, which Dagster's own storages read and would have written alike."""

import sqlite3
from pathlib import Path

import dagster as dg

from assets.run_history import open_instance


@dg.asset
def table() -> dg.MaterializeResult:
    return dg.MaterializeResult(metadata={"rows": 3}, data_version=dg.DataVersion("1"))


@dg.asset(deps=[table])
def broken() -> None:
    raise ValueError("no such column")


@dg.asset_check(asset=table)
def keys() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=False, severity=dg.AssetCheckSeverity.WARN)


def run(instance: dg.DagsterInstance) -> str:
    """A run that makes one asset, warns about it, and fails at another."""
    return dg.materialize([table, broken, keys], instance=instance, raise_on_error=False).run_id


def told(instance: dg.DagsterInstance, run_id: str) -> list[tuple[str | None, str | None]]:
    """Kinds and steps of what was logged, in order."""
    return [(e.dagster_event.event_type_value, e.step_key) for e in instance.all_logs(run_id) if e.dagster_event]


def sizes(folder: Path) -> dict[tuple[str, str], int]:
    """Rows of every table of every database below a folder; that of a run goes by no name."""
    found = {}
    for path in sorted(folder.rglob("*.db")):
        name = path.stem if path.stem in ("index", "runs", "schedules") else "run"
        with sqlite3.connect(path) as connection:
            for (entry,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                (found[name, entry],) = connection.execute(f'SELECT count(*) FROM "{entry}"').fetchone()  # noqa: S608
    return found


def test_a_run_leaves_what_it_would_leave_in_the_storages_of_dagster(tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    with open_instance(ours) as instance:
        run_id = run(instance)
        seen = told(instance, run_id)
    with dg.DagsterInstance.local_temp(str(theirs)) as instance:
        expected = told(instance, run(instance))
    assert seen == expected
    assert sizes(ours) == sizes(theirs)
    with dg.DagsterInstance.local_temp(str(ours)) as instance:
        assert told(instance, run_id) == expected
        run_of = instance.get_run_by_id(run_id)
        assert run_of is not None and run_of.status == dg.DagsterRunStatus.FAILURE
        assert instance.get_latest_materialization_event(table.key) is not None
        (record,) = instance.event_log_storage.get_asset_check_execution_history(next(iter(keys.check_keys)), limit=5)
        assert record.run_id == run_id


def test_a_run_is_remembered_beside_those_that_dagster_wrote_itself(tmp_path):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        first = run(instance)
    with open_instance(tmp_path) as instance:
        assert {first, run(instance)} == {r.run_id for r in instance.get_runs()}


def test_no_database_stays_open(tmp_path):
    with open_instance(tmp_path) as instance:
        run(instance)
    assert not list(tmp_path.rglob("*.db-wal")), "the last connection of a database takes its journal away"


def test_a_storage_that_the_owner_names_is_used(tmp_path):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    (home / "dagster.yaml").write_text(f"storage:\n  sqlite:\n    base_dir: {elsewhere}\n", encoding="utf-8")
    with open_instance(home) as instance:
        run_id = run(instance)
    assert (elsewhere / "history" / "runs" / f"{run_id}.db").is_file()
    assert not list(home.rglob("*.db"))
