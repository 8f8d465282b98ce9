"""`python -m assets.rebuild`: the job `rebuild` in this process, remembered in the home's Dagster home.

Belongs here: running the job and reading from its log what came of it. The words stand in `pipelines.build_summary`.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg
from sqlalchemy.exc import OperationalError

from assets.assembly import build_defs
from assets.build_resource import build_config
from assets.dagster_home import opened_instance, prepare
from assets.failed_runs import failed_checks, failure_of, report_abandoned
from assets.progress import clear_stage
from assets.rebuild_job import NAME
from pipelines.build_summary import BuildSummary, ReleaseSummary
from pipelines.failures import write_failure
from pipelines.home import Home, HomeError, home_from
from pipelines.intake.receiving import OUTCOMES
from pipelines.ledger.selection import parse_selection, reached
from pipelines.ledger.store import Ledger, LedgerError
from schemas.catalogue import TABLES

_CODED = {
    "reports": "reports_coded",
    "claims": "claims_found",
    "known": "reports_known",
    "newly_failed": "reports_newly_failed",
}
#: where the UI looks for runs of the job
_TAGS = {".dagster/repository": "__repository__@parley", "parley/started_by": "parley build"}


def rebuild(
    home: Home,
    instance: dg.DagsterInstance,
    *,
    as_of: str = "",
    wait: float = 0.0,
    verbose: bool = False,
    definitions: dg.Definitions | None = None,
) -> BuildSummary:
    """Run the job in this process. A failed run leaves its file in `failures/`."""
    report_abandoned(instance, home)
    loggers = {"console": {"config": {"log_level": "DEBUG"}}} if verbose else {"progress": {}}
    config = {**build_config(as_of=as_of, wait=wait), "loggers": loggers}
    job = (definitions or build_defs(home)).resolve_job_def(NAME)
    result = job.execute_in_process(instance=instance, run_config=config, tags=_TAGS, raise_on_error=False)
    run = instance.get_run_by_id(result.run_id)
    assert run is not None
    failure = None if result.success else failure_of(instance, run)
    file = str(write_failure(home.failures, failure)) if failure else None
    told = {m.asset_key.to_user_string(): m.metadata for m in _materializations(result)}
    received, coded = told.get("received_reports", {}), told.get("recorded_claims", {})
    return BuildSummary(
        run_id=result.run_id,
        as_of=as_of,
        received=_figures(received, {name: name for name in OUTCOMES}),
        newly_rejected=_figures(received, {"newly_rejected": "newly_rejected"}).get("newly_rejected", 0),
        rejections=tuple(_rejections(received)),
        coded=_figures(coded, _CODED),
        rows={name: int(told[name]["dagster/row_count"].value) for name in TABLES if name in told},  # type: ignore[arg-type]
        checks_run=len(result.get_asset_check_evaluations()),
        checks_failed=tuple(failed_checks(instance, run)),
        release=_release(told["release"]) if "release" in told else None,
        failure=failure,
        failure_file=file,
    )


def main(argv: Sequence[str] | None = None, definitions: dg.Definitions | None = None) -> int:
    """Build the home of the environment. Returns the exit status: 0 done, 1 see what is printed, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="parley build", description="From inbox to release, in one Dagster run.")
    parser.add_argument("--as-of", default="", help="a ledger position, or a day: what had been published by its end")
    parser.add_argument("--wait", type=float, default=0.0, help="seconds to wait for another build in this home")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--verbose", action="store_true", help="show Dagster's own log")
    given = parser.parse_args(argv)
    home = home_from(os.environ)
    try:
        prepare(home)
        reached(Ledger(home.ledger_url), parse_selection(given.as_of))
    except (HomeError, ValueError) as error:
        return _said(error, 2)
    except LedgerError as error:
        return _said(error, 1)
    try:
        with opened_instance(home) as instance:
            came = rebuild(
                home, instance, as_of=given.as_of, wait=given.wait, verbose=given.verbose, definitions=definitions
            )
    except (OperationalError, OSError) as error:
        # what Dagster keeps of the run lies in the home too: without room for that nothing can run
        cause = error.orig if isinstance(error, OperationalError) else error.strerror
        return _said(HomeError(f"the home {home.root} cannot be written ({cause}); free some space and build again"), 1)
    clear_stage()
    print(json.dumps(came.as_json(), ensure_ascii=False) if given.json else came.as_text())
    return came.exit_status


def _said(error: Exception, status: int) -> int:
    print(f"Error: {error}", file=sys.stderr)
    return status


def _materializations(result: dg.ExecuteInProcessResult) -> Iterable[dg.AssetMaterialization]:
    return [e.step_materialization_data.materialization for e in result.get_asset_materialization_events()]


def _figures(metadata: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, int]:
    return {name: int(metadata[key].value) for name, key in names.items() if key in metadata}


def _rejections(metadata: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for record in metadata["rejections"].records if metadata else ():
        yield str(record.data["input"]), str(record.data["reason"])


def _release(metadata: Mapping[str, Any]) -> ReleaseSummary:
    version = metadata["version"].value
    return ReleaseSummary(
        None if version == "none" else version,
        metadata["folder"].value,
        metadata["published"].value,
        metadata["outcome"].value,
    )


if __name__ == "__main__":
    sys.exit(main())
