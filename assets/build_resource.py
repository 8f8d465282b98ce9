"""The resource `build`: which selection a run builds, in which home, and the lock that it holds while it does.

Belongs here: the three settings that a person sees in the Launchpad, and holding the lock from the first step of a
run to its last. Dagster makes a resource once a run in the in-process executor, and puts it away at the end of the
run whatever came of it; a test pins this.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import dagster as dg

from pipelines.build_lock import build_lock
from pipelines.coding.coder import Coder
from pipelines.home import Home
from pipelines.ledger.selection import parse_selection, reached
from pipelines.ledger.store import Ledger
from pipelines.release.staging import Build
from pipelines.validation.tableset import TableSet, WatchedTables

CONFIG = {
    "as_of": dg.Field(
        str,
        default_value="",
        description="Empty: read the inbox and publish. A ledger position (what we had) or a day as YYYY-MM-DD (what "
        "had been published by its end): build that state into build/as-of-…, append and publish nothing.",
    ),
    "wait": dg.Field(float, default_value=0.0, description="Seconds to wait for another build in this home."),
    "settled": dg.Field(
        float,
        default_value=0.0,
        description="Leave files of the inbox alone that changed within so many seconds: they may not be whole yet.",
    ),
}


@dataclass(frozen=True, slots=True)
class CurrentBuild:
    """What the steps of a run share: the build, how long a file must have rested, who appends, and staged tables."""

    build: Build
    settled: float
    cause: str
    tables: TableSet


def build_resource(home: Home, coder: Coder) -> dg.ResourceDefinition:
    """The resource for one home and coder. Nothing is read or made before a run starts.

    A run fails before its first step with HomeError, LedgerError, BuildRunning (which names the build that is in
    the way), or ValueError for an `as_of` that is neither a day nor a
    position that the ledger has reached.
    """

    @dg.resource(config_schema=CONFIG, description="The home's build: what to build, one run at a time")
    def build(context: dg.InitResourceContext) -> Iterator[CurrentBuild]:
        config = context.resource_config
        selection = parse_selection(config["as_of"])
        home.ensure()
        who = f"Dagster run {context.run.run_id if context.run else 'without a name'}"
        with build_lock(home.build_lock, wait=config["wait"], who=who):
            ledger = Ledger(home.ledger_url)
            reached(ledger, selection)
            current = Build(home, ledger, coder, selection)
            yield CurrentBuild(current, config["settled"], who, WatchedTables(current.tables_folder))

    return build


def build_config(*, as_of: str = "", wait: float = 0.0, settled: float = 0.0) -> dict[str, object]:
    """Run configuration, as a schedule, a sensor or a command gives it."""
    return {"resources": {"build": {"config": {"as_of": as_of, "wait": wait, "settled": settled}}}}
