"""Files in the inbox start one run; a failed run leaves a file; a killed one is noticed."""

import time

import dagster as dg

from assets.assembly import build_defs
from assets.failed_runs import ABANDONED, report_abandoned
from assets.rebuild_job import NAME
from assets.sensors import failure_sensor, inbox_sensor
from pipelines.build_lock import build_lock
from tests.assets.dagster_runs import alter, scenario, step_hook
from tests.scenario import Scenario

LATER = 60.0


def evaluate(s: Scenario, instance: dg.DagsterInstance, *, later: float = LATER, cursor: str | None = None):
    sensor = inbox_sensor(s.home, clock=lambda: time.time() + later)
    return sensor.evaluate_tick(
        dg.build_sensor_context(
            instance=instance, cursor=cursor, repository_def=build_defs(s.home, s.coder).get_repository_def()
        )
    )


def test_settled_files_start_one_run_that_leaves_later_ones_alone(tmp_path):
    s = scenario(tmp_path / "home")
    with dg.DagsterInstance.ephemeral() as instance:
        tick = evaluate(s, instance)
        (request,) = tick.run_requests
        assert request.run_key.startswith("inbox-")
        assert request.run_config["resources"]["build"]["config"] == {"as_of": "", "wait": 3600.0, "settled": 10.0}
        again = evaluate(s, instance, cursor=tick.cursor)
        assert (again.run_requests, "no new file" in again.skip_message) == ([], True)


def test_files_that_may_still_be_written_start_nothing(tmp_path):
    s = scenario(tmp_path / "home")
    with dg.DagsterInstance.ephemeral() as instance:
        tick = evaluate(s, instance, later=0.0)
        assert tick.run_requests == []
        assert "2 may still be being written" in tick.skip_message


def test_an_empty_inbox_and_files_in_the_making_start_nothing(tmp_path):
    s = Scenario(tmp_path / "home")
    for name in (".hidden.md", "a.md.part", "b.tmp", "gold.json"):
        (s.home.inbox / name).write_text("x", encoding="utf-8")
    with dg.DagsterInstance.ephemeral() as instance:
        assert evaluate(s, instance).run_requests == []


def test_the_sensor_waits_while_a_rebuild_is_queued_or_in_progress(tmp_path):
    s = scenario(tmp_path / "home")
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_run(dg.DagsterRun(job_name="another", status=dg.DagsterRunStatus.STARTED))
        assert len(evaluate(s, instance).run_requests) == 1
        instance.add_run(dg.DagsterRun(job_name=NAME, status=dg.DagsterRunStatus.STARTED))
        tick = evaluate(s, instance)
        assert (tick.run_requests, tick.skip_message) == ([], "a rebuild is queued or in progress")


def test_a_run_whose_process_was_killed_is_marked_and_one_that_lives_is_not(tmp_path):
    s = Scenario(tmp_path / "home")
    with dg.DagsterInstance.ephemeral() as instance:
        run = instance.add_run(dg.DagsterRun(job_name=NAME, status=dg.DagsterRunStatus.STARTED))
        late = {"clock": lambda: time.time() + 120, "sleep": lambda _s: None}
        assert report_abandoned(instance, s.home) == []
        with build_lock(s.home.build_lock, wait=0.0, who="the run"):
            assert report_abandoned(instance, s.home, **late) == []
        assert report_abandoned(instance, s.home, **late) == [run.run_id]
        assert instance.get_run_by_id(run.run_id).status == dg.DagsterRunStatus.FAILURE
        assert report_abandoned(instance, s.home, **late) == []


def test_a_failed_run_leaves_a_file_that_says_what_to_do(tmp_path):
    s = scenario(tmp_path / "home")
    hooks = frozenset({step_hook(alter(s.home, "meetings", "place_id", "atlantis"))})
    with dg.DagsterInstance.ephemeral() as instance:
        job = build_defs(s.home, s.coder, hooks).resolve_job_def(NAME)
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        result = job.execute_in_process(instance=instance, raise_on_error=False, run_config=quiet)
        context = dg.build_run_status_sensor_context(
            sensor_name="failure_file",
            dagster_event=result.get_run_failure_event(),
            dagster_instance=instance,
            dagster_run=result.dagster_run,
        )
        failure_sensor(s.home)(context.for_run_failure())
    (path,) = s.home.failures.iterdir()
    text = path.read_text(encoding="utf-8")
    assert path.name.endswith(f"{result.run_id[:8]}.txt")
    for part in ("time     20", "job      rebuild", result.run_id, "meetings_references", "atlantis", "What to do: "):
        assert part in text


def test_a_run_that_was_killed_is_told_as_such(tmp_path):
    s = Scenario(tmp_path / "home")
    with dg.DagsterInstance.ephemeral() as instance:
        run = instance.add_run(dg.DagsterRun(job_name=NAME, status=dg.DagsterRunStatus.STARTED))
        event = instance.report_run_failed(run, ABANDONED)
        context = dg.build_run_status_sensor_context(
            sensor_name="failure_file", dagster_event=event, dagster_instance=instance, dagster_run=run
        )
        failure_sensor(s.home)(context.for_run_failure())
    (path,) = s.home.failures.iterdir()
    assert ABANDONED in path.read_text(encoding="utf-8")
    assert "run the build again" in path.read_text(encoding="utf-8")
