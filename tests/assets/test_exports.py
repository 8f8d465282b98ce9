"""The optional asset `exports`: not part of a rebuild, and made when asked for."""

import dagster as dg

from assets.assembly import build_defs
from assets.build_resource import build_config
from assets.rebuild_job import NAME
from tests.scenario import Scenario, meeting


def exported(s: Scenario, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    job = build_defs(s.home, s.coder).resolve_job_def("export_latest")
    return job.execute_in_process(instance=instance, run_config=build_config(), raise_on_error=False)


def test_the_last_release_is_exported_when_asked_for(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05"))
    version = s.build().version
    with dg.DagsterInstance.ephemeral() as instance:
        result = exported(s, instance)
    (made,) = result.asset_materializations_for_node("exports")
    assert made.metadata["version"].value == version
    assert (s.home.exports / version / "csv" / "meetings.csv").is_file()
    assert (s.home.exports / version / f"parley-{version}.duckdb").is_file()
    assert made.metadata["csv_bytes"].value > 1000 and made.metadata["duckdb_bytes"].value > 1000


def test_a_home_without_a_release_has_nothing_to_export(tmp_path):
    s = Scenario(tmp_path / "home")
    with dg.DagsterInstance.ephemeral() as instance:
        assert not exported(s, instance).success
    assert not s.home.exports.exists()


def test_a_rebuild_exports_nothing(tmp_path):
    s = Scenario(tmp_path / "home")
    job = build_defs(s.home, s.coder).resolve_job_def(NAME)
    assert "exports" not in {node.name for node in job.nodes}
