"""What went wrong in a run, read from Dagster's log of it; and runs whose process is gone.

Belongs here: translating events of Dagster into `pipelines.failures`.
"""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from pipelines.build_lock import BuildRunning, build_lock
from pipelines.failures import FailedCheck, Failure
from pipelines.home import Home

#: seconds after which a run that lives holds the lock, or waits for it
_BEGUN = 30.0
_SEARCH = "a search for runs that were killed"
IN_PROGRESS = [
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
ABANDONED = "the process of this run is gone: it was killed, or the machine went down"


def failure_of(instance: dg.DagsterInstance, run: dg.DagsterRun) -> Failure:
    """What is known of a failed run. The first step that failed tells; a run that had none tells itself."""
    steps = _events(instance, run, dg.DagsterEventType.STEP_FAILURE)
    runs = _events(instance, run, dg.DagsterEventType.RUN_FAILURE)
    errors = [_first_cause(e) for e in map(_error, (*steps, *runs)) if e]
    error, message = errors[0] if errors else ("Abandoned", _messages(runs))
    ended = runs[0].timestamp if runs else time.time()
    step = next((e.step_key or "" for e in steps), "")
    checks = tuple(failed_checks(instance, run))
    return Failure(run.job_name, run.run_id, datetime.fromtimestamp(ended, UTC), step, error, message, checks)


def failed_checks(instance: dg.DagsterInstance, run: dg.DagsterRun) -> Iterator[FailedCheck]:
    """Checks that did not pass in a run, warnings among them."""
    for event in _events(instance, run, dg.DagsterEventType.ASSET_CHECK_EVALUATION):
        found = event.dagster_event.asset_check_evaluation_data if event.dagster_event else None
        if found is None or found.passed:
            continue
        rows = found.metadata["rows"]
        assert isinstance(rows, dg.TableMetadataValue)
        records = [r.data for r in rows.records]
        counts = [found.metadata[name].value for name in ("errors", "warnings")]
        yield FailedCheck(
            name=f"{found.asset_key.to_user_string()}_{found.check_name}",
            severity="error" if found.severity == dg.AssetCheckSeverity.ERROR else "warning",
            count=sum(int(str(count)) for count in counts),
            rows=tuple((str(r["row"]), str(r["field"]), str(r["message"])) for r in records),
        )


def report_abandoned(
    instance: dg.DagsterInstance,
    home: Home,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> list[str]:
    """Mark runs as failed that the instance believes in progress and that hold no lock. Returns their ids.

    A killed process cannot say that it ended, and would stop the inbox sensor for ever.
    """
    records = instance.get_run_records(dg.RunsFilter(statuses=IN_PROGRESS))
    old = [record for record in records if _last_seen(record) < clock() - _BEGUN]
    if not old:
        return []
    try:
        with build_lock(home.build_lock, wait=0.0, who=_SEARCH):
            pass
        # a living run that waits for the lock takes it now
        sleep(1.0)
        with build_lock(home.build_lock, wait=0.0, who=_SEARCH):
            for record in old:
                instance.report_run_failed(record.dagster_run, ABANDONED)
    except BuildRunning:
        return []
    return [record.dagster_run.run_id for record in old]


def _last_seen(record: dg.RunRecord) -> float:
    return max(record.start_time or 0.0, record.update_timestamp.timestamp())


def _events(instance: dg.DagsterInstance, run: dg.DagsterRun, kind: dg.DagsterEventType) -> list[dg.EventLogEntry]:
    records = instance.get_records_for_run(run.run_id, of_type=kind).records
    return [record.event_log_entry for record in records]


def _error(entry: dg.EventLogEntry) -> Any:
    """The error of an event as Dagster keeps it, with `message`, `cls_name` and `cause`; None where it has none."""
    data = entry.dagster_event.event_specific_data if entry.dagster_event else None
    return getattr(data, "error", None)


def _messages(events: list[dg.EventLogEntry]) -> str:
    found = [e.dagster_event.message or "" for e in events if e.dagster_event]
    return found[0] if found else ABANDONED


def _first_cause(error: Any) -> tuple[str, str]:
    while error.cause:
        error = error.cause
    name = error.cls_name or "Error"
    # the message begins with the class, with or without its module
    return name, re.sub(rf"^[\w.]*\b{re.escape(name)}: ", "", error.message.strip(), count=1)
