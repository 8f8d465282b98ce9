"""The last release in other forms: CSV and DuckDB, for those who have no use for Parquet.

Belongs here: the asset and its job. It is optional: nothing waits for it, and a rebuild does not run it. What the
files hold stands in `pipelines.export`.
"""

import dagster as dg

from assets.build_resource import CurrentBuild
from assets.table_specs import OWNERS
from pipelines.export.forms import export_latest

NAME = "exports"


@dg.asset(name=NAME, deps=["release"], group_name="5_release", owners=OWNERS, kinds={"python", "csv", "duckdb"})
def exports(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """The last release as CSV files with a Data Package, and as one DuckDB file with views and comments.

    Written to `exports/<version>/` of the home, as `parley export` does. Made when asked for: the job `export_latest`,
    or this asset alone.
    """
    version, paths = export_latest(build.build.home)
    sizes = {path.suffix.lstrip(".") or path.name: size for path, size in paths.items()}
    return dg.MaterializeResult(
        metadata={
            "version": version,
            "folder": dg.MetadataValue.path(str(build.build.home.exports / version)),
            **{f"{name}_bytes": size for name, size in sizes.items()},
        }
    )


def definitions_of_exports() -> dg.Definitions:
    """The asset with a job of its own."""
    job = dg.define_asset_job(
        "export_latest",
        selection=dg.AssetSelection.assets(NAME),
        description="Writes the last release as CSV and DuckDB into exports/ of the home.",
        executor_def=dg.in_process_executor,
    )
    return dg.Definitions(assets=[exports], jobs=[job])
