"""What a person sees in the UI before the first run: groups in order, columns, descriptions, what is on and off."""

import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from assets.assembly import build_defs
from assets.dagster_home import SETTINGS, opened_instance, prepare
from assets.rebuild_job import NAME
from assets.ui import WORKSPACE, command
from pipelines.home import Home
from schemas.catalogue import TABLES
from schemas.panel_tables import COUNTED_FROM
from tests.marked_text import MarkedTextCoder


@pytest.fixture(scope="module")
def defs() -> dg.Definitions:
    return build_defs(Home(Path("/nowhere"), "sqlite:////nowhere/ledger.sqlite"), MarkedTextCoder())


def test_the_definitions_load_without_a_home(defs):
    dg.Definitions.validate_loadable(defs)
    assert not Path("/nowhere").exists()


def test_groups_stand_in_the_order_of_the_data(defs):
    graph = defs.resolve_asset_graph()
    groups = {graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert sorted(groups) == ["1_intake", "2_coding", "3_resolution", "4_tables", "5_release"]
    for key in graph.get_all_asset_keys():
        node = graph.get(key)
        assert all(graph.get(parent).group_name <= node.group_name for parent in node.parent_keys)


def test_every_asset_is_described_and_owned(defs):
    for spec in defs.resolve_all_asset_specs():
        assert len(spec.description) > 30, spec.key
        assert spec.owners == ["team:parley"] and spec.kinds


def test_every_table_shows_its_columns_before_the_first_run(defs):
    specs = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}
    for name, table in TABLES.items():
        shown = specs[name].metadata["dagster/column_schema"].columns
        assert [c.name for c in shown] == list(table.column_names)
        assert all(c.description.startswith(table.column(c.name).description) for c in shown)
        assert {c.name for c in shown if not c.constraints.nullable} >= set(table.key)


def test_panels_hang_on_the_tables_that_they_are_counted_from(defs):
    graph = defs.resolve_asset_graph()
    for name, tables in COUNTED_FROM.items():
        assert {key.to_user_string() for key in graph.get(dg.AssetKey(name)).parent_keys} == set(tables)


def test_the_launchpad_offers_as_of_and_wait(defs):
    job = defs.resolve_job_def(NAME)
    assert job.run_config == {"resources": {"build": {"config": {"as_of": "", "wait": 0.0, "settled": 0.0}}}}
    assert job.executor_def is dg.in_process_executor


def test_what_starts_runs_is_off_and_what_tells_of_failures_is_on(defs):
    schedule = defs.resolve_schedule_def("nightly")
    assert (schedule.execution_timezone, schedule.cron_schedule) == ("Etc/UTC", "0 3 * * *")
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    (request,) = schedule.evaluate_tick(dg.build_schedule_context()).run_requests
    assert request.run_config["resources"]["build"]["config"]["wait"] == 3600.0
    assert defs.resolve_sensor_def("inbox").default_status == dg.DefaultSensorStatus.STOPPED
    assert defs.resolve_sensor_def("failure_file").default_status == dg.DefaultSensorStatus.RUNNING


def test_the_workspace_loads_from_any_folder(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "dagster", "definitions", "validate", "-w", str(WORKSPACE)],
        cwd=tmp_path,
        env={**os.environ, "PARLEY_HOME": str(tmp_path / "home"), "DAGSTER_DISABLE_TELEMETRY": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "parley" in done.stdout + done.stderr
    assert not (tmp_path / "home").exists()


def test_the_ui_serves_the_workspace_of_this_code():
    assert WORKSPACE.is_file()
    assert command("127.0.0.1", 3111)[1:] == [
        *("-m", "dagster", "dev", "-w", str(WORKSPACE)),
        *("-h", "127.0.0.1", "-p", "3111"),
    ]


def test_a_new_home_gets_settings_without_telemetry_and_keeps_those_of_its_owner(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", "")
    monkeypatch.setenv("PARLEY_HOME", "")
    home = Home(tmp_path / "home", f"sqlite:///{tmp_path / 'home' / 'ledger.sqlite'}")
    prepare(home)
    settings = home.dagster / "dagster.yaml"
    assert settings.read_text(encoding="utf-8") == SETTINGS
    with opened_instance(home) as instance:
        assert instance.telemetry_enabled is False
        assert instance.root_directory == str(home.dagster)
    settings.write_text("telemetry:\n  enabled: false\n", encoding="utf-8")
    prepare(home)
    assert settings.read_text(encoding="utf-8") == "telemetry:\n  enabled: false\n"
