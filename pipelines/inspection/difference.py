"""`parley diff` and `parley impact`: what changed between two releases, and what would change without a report.

Belongs here: naming two sets of tables to compare. How they are compared stands in `pipelines.release.changes`.
"""

from dataclasses import replace
from pathlib import Path

from pipelines.coding.coder import Coder
from pipelines.corrections.recording import UnknownReport
from pipelines.home import Home
from pipelines.ledger.selection import Selected, Selection, select
from pipelines.ledger.store import Ledger
from pipelines.plain_errors import WrongRequest
from pipelines.release.changes import changes
from pipelines.release.ledger_view import LedgerView
from pipelines.resolution.settlement import settle_selection
from pipelines.tables.assembly import build_tables
from pipelines.validation.tableset import Row, TableSet
from schemas.catalogue import CORE_TABLE_OF


class UnknownRelease(WrongRequest):
    """No release has this name, and no folder of tables; the message says what there is."""


def tables_of(home: Home, name: str) -> TableSet:
    """Tables of a release by version or `latest`, or of a folder such as `build/as-of-…/tables`."""
    for folder in (home.releases / name, Path(name), Path(name) / "tables"):
        if all((folder / f"{table}.parquet").is_file() for table in CORE_TABLE_OF.values()):
            return TableSet(folder.resolve())
    versions = sorted(p.name for p in home.releases.glob("[0-9]*") if p.is_dir()) if home.releases.is_dir() else []
    there = ", ".join([*versions, "latest"]) if versions else "none yet: run `parley build` first"
    raise UnknownRelease(f"{name!r} is no release of {home.root} and no folder of tables; releases: {there}")


def difference(home: Home, old: str, new: str) -> list[Row]:
    """Rows as in the table `changes`, from one release or folder to another."""
    return list(changes(tables_of(home, old), tables_of(home, new), old))


def impact(ledger: Ledger, coder: Coder, report_id: str) -> list[Row]:
    """What would change were a report withdrawn, as rows of `changes`; its own row is left out.

    Both states are made in memory from the head of the ledger. UnknownReport where there is no such report.
    """
    ledger = LedgerView(ledger)
    selected = select(ledger, Selection())
    if not any(s.report.report_id == report_id for s in selected.reports):
        raise UnknownReport(f"no report has the id {report_id!r}; ids begin with r- and stand in the table reports")
    reports = [replace(s, status="retracted") if s.report.report_id == report_id else s for s in selected.reports]
    without = replace(selected, reports=tuple(reports))
    found = changes(_tables(ledger, selected, coder), _tables(ledger, without, coder), "")
    return [row for row in found if (row["table_name"], row["record_id"]) != ("reports", report_id)]


def _tables(ledger: Ledger, selected: Selected, coder: Coder) -> TableSet:
    claims, resolution = settle_selection(ledger, selected, coder)
    return TableSet.of(build_tables(selected, claims, resolution))
