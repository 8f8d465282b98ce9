"""A failed check stops the release: whatever is wrong with a staged table, the last release stays as it was."""

import dagster as dg

from assets.build_resource import CurrentBuild
from assets.table_checks import check_result, table_check, table_checks
from pipelines.build_lock import BuildRunning, build_lock
from pipelines.release.parquet import file_hash
from pipelines.release.staging import Build
from pipelines.validation.checks import Check, all_checks
from pipelines.validation.finding import Finding
from tests.assets.dagster_runs import alter, evaluations, logged, materialized, run, scenario
from tests.scenario import Scenario, meeting

#: table, column, value of the first row, check that fails, what it says
FAULTS = [
    ("meetings", "place_id", "atlantis", "meetings_references", "'atlantis' is no place_id of places"),
    ("claims", "quote", "Nobody said this.", "claims_quotes", "the report does not say this at the span"),
    ("agreement_parties", "agreement_id", "a-none", "agreement_parties_references", "'a-none' is no agreement_id"),
]


def released(s: Scenario) -> dict[str, str]:
    return {str(p): file_hash(p) for p in sorted(s.home.releases.rglob("*")) if p.is_file()}


def test_altered_tables_are_not_released_and_the_next_run_mends_them(tmp_path):
    s = scenario(tmp_path / "home")
    s.build()
    latest, before, head = s.home.latest.resolve(), released(s), s.ledger.head()
    faults = [alter(s.home, table, column, value) for table, column, value, _, _ in FAULTS]
    with dg.DagsterInstance.ephemeral() as instance:
        came = run(s, instance, hook=lambda step: [fault(step) for fault in faults])
        entries = logged(instance)
        assert came.exit_status == 1
        assert (s.home.latest.resolve(), released(s), s.ledger.head()) == (latest, before, head)
        assert {"changes", "findings", "release"} & set(materialized(entries)) == set()
        assert "What to do" in came.as_text()
        (failure,) = s.home.failures.glob("*.txt")
        results = evaluations(entries)
        for *_, check, message in FAULTS:
            found = results[check]
            assert (found.passed, found.severity, found.blocking) == (False, dg.AssetCheckSeverity.ERROR, True)
            assert message in found.metadata["rows"].records[0].data["message"]
            assert f"error: check {check}" in came.as_text() and message in came.as_text()
            assert message in failure.read_text(encoding="utf-8")
        assert {name for name, found in results.items() if found.passed} >= {"meetings_keys", "reports_keys"}
        with build_lock(s.home.build_lock, wait=0.0, who="test"):
            pass  # the lock is free after a failure
        assert run(s, instance).exit_status == 0
    assert s.home.latest.resolve() == latest


def test_a_meeting_held_on_planned_claims_alone_is_not_released(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-05-30", meeting("m1", "scheduled", "Talks are due.", date_start="2025-06-10", place="Doha"))
    with dg.DagsterInstance.ephemeral() as instance:
        came = run(s, instance, hook=alter(s.home, "meetings", "status", "held"))
        found = evaluations(logged(instance))["meetings_held"]
    assert came.exit_status == 1
    assert "held, though no live claim says that it took place" in came.as_text()
    assert not s.home.latest.exists()
    assert found.metadata["rows"].records[0].data["field"] == "status"


def test_a_table_altered_after_its_checks_is_caught_by_the_release(tmp_path):
    s = scenario(tmp_path / "home")
    fault = alter(s.home, "meetings", "place_id", "atlantis")
    with dg.DagsterInstance.ephemeral() as instance:
        came = run(s, instance, hook=lambda step: fault("tables" if step == "findings" else ""))
    assert came.exit_status == 1
    assert "the build failed at release" in came.as_text() and "atlantis" in came.as_text()
    assert not s.home.latest.exists()


def test_a_warning_is_shown_and_stops_nothing(tmp_path):
    s = Scenario(tmp_path / "home")
    for n in range(1, 14):
        day = f"2025-05-{n:02d}"
        s.report(f"r{n}", day, meeting("m1", "held", f"They met, time {n}.", date_start=day, place="Doha"))
    s.report("odd", "2025-05-14", meeting("m1", "held", "They met.", date_start="2025-06-20"))
    with dg.DagsterInstance.ephemeral() as instance:
        came = run(s, instance)
        found = evaluations(logged(instance))["claims_rejected"]
    assert came.exit_status == 0
    assert "warning: check claims_rejected, 1 rows" in came.as_text()
    assert (found.passed, found.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert s.home.latest.exists()


def test_there_is_one_blocking_check_a_table_and_concern():
    keys = {spec.key: spec for checks in table_checks() for spec in checks.check_specs}
    assert {f"{k.asset_key.to_user_string()}_{k.name}" for k in keys} == {c.name for c in all_checks()}
    assert all(spec.blocking and spec.description for spec in keys.values())


def test_a_bug_in_a_check_is_a_bug_and_no_finding(tmp_path):
    def broken(_tables, _texts):
        raise ZeroDivisionError("a bug")
        yield

    s = Scenario(tmp_path / "home")
    s.build()
    staged = s.stage()
    current = CurrentBuild(staged, 0.0, "test", staged.tables)

    @dg.asset
    def meetings():
        pass

    result = dg.materialize(
        [meetings, table_check(Check("meetings", "broken", "A check with a bug", broken))],
        resources={"build": current},
        raise_on_error=False,
    )
    assert not result.success
    assert result.get_asset_check_evaluations() == []
    assert isinstance(current.build, Build)


def test_a_result_shows_ten_rows_errors_first():
    told = [Finding("c", "t", f"row {n}", "f", "warning", "w") for n in range(20)]
    told.append(Finding("c", "t", "row e", "f", "error", "x" * 1000 + "\n\x1b[31m"))
    result = check_result(told)
    records = result.metadata["rows"].records
    assert (len(records), records[0].data["row"]) == (10, "row e")
    assert len(records[0].data["message"]) <= 200
    assert (result.passed, result.severity) == (False, dg.AssetCheckSeverity.ERROR)


def test_the_lock_is_held_from_the_first_step_to_the_last(tmp_path):
    s = scenario(tmp_path / "home")
    held: dict[str, bool] = {}

    def look(step: str) -> None:
        try:
            with build_lock(s.home.build_lock, wait=0.0, who="test"):
                held[step] = False
        except BuildRunning:
            held[step] = True

    with dg.DagsterInstance.ephemeral() as instance:
        assert run(s, instance, hook=look).exit_status == 0
    assert len(held) == len(all_checks()) + 9
    assert set(held.values()) == {True}
    with build_lock(s.home.build_lock, wait=0.0, who="test"):
        pass


def test_a_second_build_waits_and_then_names_the_first(tmp_path):
    s = scenario(tmp_path / "home")
    with (
        dg.DagsterInstance.ephemeral() as instance,
        build_lock(s.home.build_lock, wait=0.0, who="the first build"),
    ):
        came = run(s, instance, wait=0.3)
    assert came.exit_status == 1
    assert "another build is running here: the first build (process " in came.as_text()
    assert s.ledger.head()[0] == 0
    (failure,) = s.home.failures.glob("*.txt")
    assert "before the first step" in failure.read_text(encoding="utf-8")
