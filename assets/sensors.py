"""Sensors: new files in the inbox start a run, and a failed run leaves a file behind.

Belongs here: asking Dagster and telling it. Which files are whole is decided in `pipelines.intake.inbox`, what a
failure file says in `pipelines.failures`.
"""

import time
from collections.abc import Callable

import dagster as dg

from assets.build_resource import build_config
from assets.failed_runs import IN_PROGRESS, failure_of, report_abandoned
from assets.rebuild_job import NAME, PATIENCE
from pipelines.failures import write_failure
from pipelines.home import Home
from pipelines.intake.inbox import SETTLED, file_hashes, inbox_files, readiness, run_key


def inbox_sensor(home: Home, clock: Callable[[], float] = time.time) -> dg.SensorDefinition:
    """One run for all files of the inbox that nobody is writing any more; off until someone switches it on."""

    @dg.sensor(
        name="inbox",
        job_name=NAME,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Starts one rebuild for all files of the inbox that have not changed for ten seconds. Ignores "
        "hidden, .json, .part and .tmp files, and waits while a rebuild is queued or in progress. Off by default.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        report_abandoned(context.instance, home)
        statuses = [dg.DagsterRunStatus.QUEUED, *IN_PROGRESS]
        if context.instance.get_runs_count(dg.RunsFilter(job_name=NAME, statuses=statuses)):
            return dg.SkipReason("a rebuild is queued or in progress")
        now = readiness(inbox_files(home.inbox), clock())
        if not now.ready or now.fingerprint == context.cursor:
            return dg.SkipReason(f"no new file; {len(now.waiting)} may still be being written")
        try:
            hashes = file_hashes(home.inbox, now.ready)
        except FileNotFoundError as error:
            return dg.SkipReason(f"{error.filename} was moved away meanwhile")
        context.update_cursor(now.fingerprint)
        return dg.RunRequest(
            run_key=run_key(hashes),
            run_config=build_config(wait=PATIENCE, settled=SETTLED),
            tags={"parley/inbox_files": str(len(now.ready))},
        )

    return inbox


def failure_sensor(home: Home) -> dg.SensorDefinition:
    """A readable file in `failures/` and a line in the log for each failed run; on from the start."""

    @dg.run_failure_sensor(
        name="failure_file",
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Leaves a readable file in the folder failures/ of the home for each failed run: when, which "
        "step, what happened and what to do. On by default.",
    )
    def failure_file(context: dg.RunFailureSensorContext) -> None:
        failure = failure_of(context.instance, context.dagster_run)
        path = write_failure(home.failures, failure)
        context.log.error(f"run {failure.run_id} failed at {failure.step}: {failure.message}; see {path}")

    return failure_file
