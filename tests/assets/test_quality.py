"""The coder's figures in Dagster: shown as plots, and a drop shows red."""

import dagster as dg

from assets.assembly import build_defs
from assets.build_resource import build_config
from pipelines.coding.coder import RuleCoder
from tests.marked_text import MarkedTextCoder
from tests.scenario import Scenario


def measured(tmp_path, coder) -> dg.ExecuteInProcessResult:
    home = Scenario(tmp_path / "home").home
    job = build_defs(home, coder).resolve_job_def("measure_coder")
    with dg.DagsterInstance.ephemeral() as instance:
        return job.execute_in_process(instance=instance, run_config=build_config())


def test_the_figures_of_the_coder_are_metadata_and_within_their_bounds(tmp_path):
    result = measured(tmp_path, RuleCoder())
    (materialization,) = result.asset_materializations_for_node("coder_quality")
    assert 0.3 < materialization.metadata["meetings_F1"].value <= 1.0
    assert [c.passed for c in result.get_asset_check_evaluations()] == [True]


def test_a_coder_that_finds_nothing_shows_red_with_the_figures_that_fell(tmp_path):
    result = measured(tmp_path, MarkedTextCoder())
    (check,) = result.get_asset_check_evaluations()
    assert result.success and not check.passed
    assert "meetings.F1" in {record.data["row"] for record in check.metadata["rows"].records}
