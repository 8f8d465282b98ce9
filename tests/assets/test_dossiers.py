"""The asset `dossiers`: where the pages of a release lie, as the UI shows it."""

from pathlib import Path

import dagster as dg

from assets.assembly import build_defs
from assets.build_resource import build_config
from tests.dossiers.sites import talks


def materialized(s, as_of: str = "") -> dict[str, dg.MetadataValue]:
    """What the asset tells after a run of the whole job."""
    job = build_defs(s.home, s.coder).resolve_job_def("rebuild")
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, run_config={**build_config(as_of=as_of), **quiet})
        found = result.asset_materializations_for_node("dossiers")
    return dict(found[0].metadata)


def test_the_asset_names_the_start_page_and_every_process(tmp_path):
    s = talks(tmp_path / "home")
    told = materialized(s)
    assert Path(told["start_page"].value) == s.home.latest.resolve() / "dossiers" / "index.html"
    assert Path(told["start_page"].value).is_file()
    # a process, a meeting, an agreement and a condition, beside start, changes and help
    assert told["pages"].value >= 7
    for page in (s.home.latest / "dossiers" / "processes").glob("*.html"):
        assert page.stem.replace("-", "\\-") in told["processes"].value


def test_a_build_as_of_a_day_names_its_own_pages(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    told = materialized(s, as_of="2025-03-02")
    assert Path(told["start_page"].value).is_relative_to(s.home.build / "as-of-2025-03-02")
