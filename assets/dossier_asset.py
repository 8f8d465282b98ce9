"""The dossiers: pages of a release that a browser opens from the disk.

Belongs here: the asset and what the UI shows of it. The pages are made by `pipelines.dossiers` together with the
release, so that its checksums cover them and a kill never leaves a release without them.
"""

import dagster as dg

from assets.build_resource import CurrentBuild
from assets.table_specs import OWNERS
from pipelines.dossiers.pages import process_pages, start_of
from pipelines.inspection.dossier import site_of_build
from pipelines.release.preview import markdown


@dg.asset(deps=["release"], group_name="5_release", owners=OWNERS, kinds={"python", "html"})
def dossiers(build: dg.ResourceParam[CurrentBuild]) -> dg.MaterializeResult:
    """Static pages: where each process stands, and the sentence behind each value.

    One page a process (timeline, meetings, agreements, conditions, who met whom, sources), one a record (every value
    with its sentence, dissent, history, "as known on"), and what the release changed. Made from the release's tables
    alone; open the start page in a browser, no server is needed.
    """
    tables, folder = site_of_build(build.build)
    pages = process_pages(tables, folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return dg.MaterializeResult(
        metadata={
            "start_page": dg.MetadataValue.path(str(start_of(folder).path)),
            "processes": dg.MetadataValue.md(markdown(("process", "page"), [(p.name, p.path.name) for p in pages])),
            "pages": sum(1 for path in files if path.suffix == ".html"),
            "megabytes": round(sum(path.stat().st_size for path in files) / 1e6, 2),
        }
    )
