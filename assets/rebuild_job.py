"""The job `rebuild` and its nightly schedule.

Belongs here: what runs, in which executor, and when. One process a run: a process a step would cost more than the
steps, and would take and drop the build's lock with each.
"""

import dagster as dg

from assets.build_resource import build_config
from assets.export_asset import NAME as EXPORTS
from assets.quality_asset import NAME as QUALITY
from pipelines.intake.inbox import SETTLED

NAME = "rebuild"
#: seconds that a run nobody watches waits for another build
PATIENCE = 3600.0


def definitions_of_rebuild(hooks: frozenset[dg.HookDefinition] = frozenset()) -> dg.Definitions:
    """The job and its schedule. `hooks` run after each step, in the process of the run."""
    job = dg.define_asset_job(
        NAME,
        selection=dg.AssetSelection.all() - dg.AssetSelection.assets(QUALITY, EXPORTS),
        description="Everything, from the inbox to a release, in one run. Takes in and codes what is new, makes the "
        "tables, checks them, and publishes a release where something changed. To see an earlier state, set "
        "as_of.",
        executor_def=dg.in_process_executor,
        config=build_config(),
        hooks=hooks,
    )
    nightly = dg.ScheduleDefinition(
        name="nightly",
        job=job,
        cron_schedule="0 3 * * *",
        execution_timezone="Etc/UTC",
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="Rebuilds every night at 03:00 UTC. Off by default.",
        run_config=build_config(wait=PATIENCE, settled=SETTLED),
    )
    return dg.Definitions(jobs=[job], schedules=[nightly])
