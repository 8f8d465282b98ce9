"""Everything that Dagster knows of Parley, assembled in one place: for the UI, for `parley build`, and for tests."""

import os

import dagster as dg

from assets.build_resource import build_resource
from assets.dossier_asset import dossiers
from assets.export_asset import definitions_of_exports
from assets.progress import progress
from assets.quality_asset import definitions_of_quality
from assets.rebuild_job import definitions_of_rebuild
from assets.sensors import failure_sensor, inbox_sensor
from assets.stage_assets import judgements, received_reports, recorded_claims, selection
from assets.table_assets import changes, findings, release, tables
from assets.table_checks import table_checks
from pipelines.coding.coder import Coder, RuleCoder
from pipelines.home import Home, home_from


def build_defs(
    home: Home | None = None, coder: Coder | None = None, hooks: frozenset[dg.HookDefinition] = frozenset()
) -> dg.Definitions:
    """All definitions, for a home and a coder other than those of the environment where they are given."""
    home = home or home_from(os.environ)
    return dg.Definitions.merge(
        definitions_of_rebuild(hooks),
        definitions_of_quality(),
        definitions_of_exports(),
        dg.Definitions(
            assets=[
                received_reports,
                recorded_claims,
                selection,
                judgements,
                tables,
                changes,
                findings,
                release,
                dossiers,
            ],
            asset_checks=table_checks(),
            sensors=[inbox_sensor(home), failure_sensor(home)],
            resources={"build": build_resource(home, coder or RuleCoder())},
            loggers={"console": dg.colored_console_logger, "progress": progress},
            executor=dg.in_process_executor,
        ),
    )
