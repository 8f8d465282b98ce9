"""Running the job in this process, on a home of its own, with the coder for tests.

Belongs here: a build with a hook between its steps, and reading from Dagster's log what a person would see there.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from assets.assembly import build_defs
from assets.rebuild import rebuild
from pipelines.build_summary import BuildSummary
from pipelines.home import Home
from schemas.catalogue import TABLES
from tests.scenario import Scenario, agreement, condition, meeting


def scenario(root: Path) -> Scenario:
    """Two reports in the inbox: a meeting held, one planned, an agreement and a condition."""
    s = Scenario(root)
    s.report(
        "held",
        "2025-05-17",
        meeting("m1", "held", "They met in Istanbul.", date_start="2025-05-16", place="Istanbul", country="TR"),
        agreement("a1", "agreed", "They agreed on a truce.", date_start="2025-05-16"),
    )
    s.report(
        "planned",
        "2025-05-30",
        meeting("m1", "scheduled", "Talks are due in Doha.", date_start="2025-06-10", place="Doha", country="QA"),
        condition("c1", "stated", "No talks before troops leave.", conditioned="meeting:m1"),
    )
    return s


def run(
    s: Scenario, instance: dg.DagsterInstance, *, hook: Callable[[str], None] | None = None, **given: Any
) -> BuildSummary:
    """Run the job on the scenario's home. `hook(step_key)` is called after each step that went well."""
    hooks = frozenset() if hook is None else frozenset({step_hook(hook)})
    return rebuild(s.home, instance, definitions=build_defs(s.home, s.coder, hooks), **given)


def step_hook(call: Callable[[str], None]) -> dg.HookDefinition:
    """A hook after each step, before the next one begins."""

    @dg.success_hook
    def after_step(context: dg.HookContext) -> None:
        call(context.step_key)

    return after_step


def alter(home: Home, table: str, column: str, value: Any) -> Callable[[str], None]:
    """A hook that sets a column of the first row of a staged table once all are written."""

    def after(step: str) -> None:
        if step != "tables":
            return
        path = home.build / "next" / "tables" / f"{table}.parquet"
        rows = pq.read_table(path).to_pylist()
        rows[0][column] = value
        pq.write_table(pa.Table.from_pylist(rows, schema=TABLES[table].arrow_schema()), path)

    return after


def logged(instance: dg.DagsterInstance) -> list[dg.EventLogEntry]:
    """Every entry of the log of the last run."""
    return list(instance.all_logs(instance.get_runs(limit=1)[0].run_id))


def evaluations(entries: list[dg.EventLogEntry]) -> dict[str, dg.AssetCheckEvaluation]:
    """Results of checks by name."""
    found = [
        e.dagster_event.asset_check_evaluation_data
        for e in entries
        if e.dagster_event and e.dagster_event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION
    ]
    return {f"{e.asset_key.to_user_string()}_{e.check_name}": e for e in found}


def materialized(entries: list[dg.EventLogEntry]) -> dict[str, dict[str, Any]]:
    """Metadata of assets that were made, by name."""
    found = [
        e.dagster_event.step_materialization_data.materialization
        for e in entries
        if e.dagster_event and e.dagster_event.event_type == dg.DagsterEventType.ASSET_MATERIALIZATION
    ]
    return {m.asset_key.to_user_string(): dict(m.metadata) for m in found}
