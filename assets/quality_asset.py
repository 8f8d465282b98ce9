"""How good the coder is, measured on the reports with gold that come with the project.

Belongs here: the asset, its check and its job. It stands beside the stages: nothing waits for it, and a rebuild does
not run it. How a figure is made stands in `pipelines.evaluation`.
"""

import dagster as dg

from assets.build_resource import CurrentBuild
from assets.table_checks import check_result
from assets.table_specs import OWNERS
from pipelines.evaluation.quality import example_figures, floor_findings

NAME = "coder_quality"


@dg.asset(
    name=NAME,
    group_name="2_coding",
    owners=OWNERS,
    kinds={"python"},
    check_specs=[dg.AssetCheckSpec("floors", asset=NAME, description="No figure is outside its declared bounds.")],
)
def coder_quality(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """Precision and recall of the coder on twelve reports with gold.

    F1 of meetings, agreements and conditions; strict F1, where all key fields must be right; and the share of
    meetings said to be held that were not. Run it after a change to the coder or its word lists: the plots show
    every earlier run. `parley evaluate` measures the same on gold of your own.
    """
    figures = example_figures(build.build.coder)
    shown = {name.replace(".", "_"): round(value, 3) for name, value in figures.items()}
    checked = check_result(list(floor_findings(figures)))
    floors = dg.AssetCheckResult(
        check_name="floors",
        passed=checked.passed,
        severity=checked.severity,
        description=checked.description,
        metadata=checked.metadata,
    )
    return dg.MaterializeResult(metadata={**shown, "coder": build.build.coder.version}, check_results=[floors])


def definitions_of_quality() -> dg.Definitions:
    """The asset with a job of its own."""
    job = dg.define_asset_job(
        "measure_coder",
        selection=dg.AssetSelection.assets(NAME),
        description="Measures the coder on the example reports with gold.",
        executor_def=dg.in_process_executor,
    )
    return dg.Definitions(assets=[coder_quality], jobs=[job])
