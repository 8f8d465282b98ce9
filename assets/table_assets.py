"""The tables of the catalogue, and the release that they become.

Belongs here: one asset a table and one for the release. Does not belong here: how rows are made
(`pipelines.tables`), or when a release is refused (`pipelines.release.promotion`).
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from assets.build_resource import CurrentBuild
from assets.table_specs import OWNERS, table_result, table_spec
from pipelines.dossiers.pages import start_of
from pipelines.dossiers.site import FOLDER as DOSSIERS
from pipelines.release.changelog import records_by_kind, what_changed
from pipelines.release.promotion import promote
from pipelines.release.staging import stage_changes, stage_findings, stage_tables
from pipelines.tables.assembly import ADDED_LATER
from schemas.catalogue import TABLES
from schemas.panel_tables import COUNTED_FROM, PANEL_TABLES

STAGED = [name for name in TABLES if name not in ADDED_LATER]


@dg.multi_asset(
    specs=[table_spec(TABLES[n], group="4_tables", deps=list(COUNTED_FROM.get(n, ("judgements",)))) for n in STAGED]
)
def tables(build: dg.ResourceParam[CurrentBuild]) -> Iterator[dg.MaterializeResult]:
    """Writes every table under `build/`, from records and the claims behind them; each is then checked."""
    stage_tables(build.build)
    panels = [table.name for table in PANEL_TABLES]
    for name in (*(n for n in STAGED if n not in panels), *panels):
        yield table_result(build.build, name, TABLES[name])


@dg.multi_asset(specs=[table_spec(TABLES["changes"], group="5_release", deps=STAGED)])
def changes(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """Compares the staged tables with the last release, row by row."""
    stage_changes(build.build)
    return table_result(build.build, "changes", TABLES["changes"])


@dg.multi_asset(specs=[table_spec(TABLES["findings"], group="5_release", deps=["changes"])])
def findings(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """Keeps what the checks found, so that warnings travel with the release."""
    stage_findings(build.build)
    return table_result(build.build, "findings", TABLES["findings"])


@dg.asset(deps=["findings"], group_name="5_release", owners=OWNERS, kinds={"python", "parquet"})
def release(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """The published dataset: a checked, numbered, unchangeable folder of Parquet files.

    The staged tables are audited once more and become `releases/YY.N/` in one step, with a codebook, checksums and
    what changed since the release before; `releases/latest` then names it. `what_changed` below tells it in brief,
    CHANGELOG.md and the dossiers in full. Tables equal to those of the last release
    publish nothing. A failed check leaves the last release as it was. A build as of a position or day stays in
    `build/as-of-…/`.
    """
    outcome = promote(build.build, now=datetime.now(UTC), cause=build.cause)
    staged = build.build.tables
    return dg.MaterializeResult(
        metadata={
            "version": outcome.version or "none",
            "published": outcome.published,
            "outcome": outcome.reason,
            "what_changed": dg.MetadataValue.md(what_changed(staged, outcome.since)),
            **{f"records_{kind}": n for kind, n in records_by_kind(staged.rows("changes")).items()},
            "changelog": dg.MetadataValue.path(str(outcome.folder / "CHANGELOG.md")),
            "dossiers": dg.MetadataValue.path(str(start_of(outcome.folder / DOSSIERS).path)),
            "folder": dg.MetadataValue.path(str(outcome.folder)),
            "dagster/row_count": sum(outcome.rows.values()),
        }
    )
