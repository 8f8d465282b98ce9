"""Staging: the tables of one build under `build/`, written before they are checked and long before they are published.

Belongs here: what a build folder holds, and writing each stage's part of it. Does not belong here: promotion
(`promotion.py`).
"""

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines import collector
from pipelines.coding.coder import Coder
from pipelines.home import Home
from pipelines.ledger.removed_names import RemovedNames
from pipelines.ledger.selection import Selected, Selection, reached, select
from pipelines.ledger.store import Ledger
from pipelines.release.changes import changes
from pipelines.release.going_on import GoneOn, can_go_on, carried, facts_of_all, go_on
from pipelines.release.kept import Kept, read_kept, write_kept
from pipelines.release.ledger_view import LedgerView
from pipelines.release.parquet import row_hash, write_table
from pipelines.resolution.fold import Resolution
from pipelines.resolution.known import Before
from pipelines.resolution.origins import syndication
from pipelines.resolution.recoding import Recoding
from pipelines.resolution.settlement import settle
from pipelines.resolution.standing import StandingClaim, recorded_claims, standing_claims
from pipelines.tables.assembly import assembled, to_arrow
from pipelines.validation.checks import run_checks
from pipelines.validation.finding import Finding
from pipelines.validation.tableset import TableSet, WatchedTables
from schemas.catalogue import TABLES
from schemas.events import ReleasePublished


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a build sees, as `fixed` for it, and what it resolves to.

    `coded`: the claims before decisions; `gone_on`: where only the vicinity of what is new was resolved.
    """

    fixed: str
    selected: Selected
    coded: list[StandingClaim]
    claims: list[StandingClaim]
    resolution: Resolution
    all_recorded: bool
    kept: Kept = field(default_factory=Kept)
    gone_on: GoneOn | None = None


@dataclass(frozen=True, slots=True)
class Build:
    """One build of one selection in a home.

    Names removed in the ledger are blanked in every build, also in one as of an earlier position or day; only those
    up to `removals_until` in the rebuild of a release that was published before others were removed.
    """

    home: Home
    ledger: Ledger
    coder: Coder
    selection: Selection
    folder_name: str | None = None
    removals_until: int | None = None
    _resolved: list[Resolved] = field(default_factory=list, compare=False, repr=False)
    _selected: dict[str, Selected] = field(default_factory=dict, compare=False, repr=False)
    _kept: dict[str, Kept] = field(default_factory=dict, compare=False, repr=False)
    _tables: list[WatchedTables] = field(default_factory=list, compare=False, repr=False)
    _audited: dict[tuple[tuple[int, ...], ...], list[Finding]] = field(default_factory=dict, compare=False, repr=False)

    def keep(self, resolved: Resolved) -> None:
        """Leave what was resolved to the stage that makes the tables of it."""
        self._resolved[:] = [resolved]

    def take(self) -> Resolved:
        """What the build sees and what it resolves to: as kept, which is given away, or made now."""
        fixed = json.dumps(self._fixed, sort_keys=True)
        kept = self._resolved.pop() if self._resolved else None
        return kept if kept is not None and kept.fixed == fixed else resolve_staged(self)

    @property
    def folder(self) -> Path:
        """Where the build is staged: named by its selection, unless `folder_name` names it."""
        if self.folder_name:
            return self.home.build / self.folder_name
        return self.home.build_folder(self.selection.name)

    @property
    def tables_folder(self) -> Path:
        return self.folder / "tables"

    @property
    def goes_on(self) -> bool:
        """Whether it goes on from what the build before left: that of the head does, a rebuild never."""
        return self.selection == Selection() and self.folder_name is None

    @property
    def kept_folder(self) -> Path:
        """Where it finds what the build before left, and leaves what it found out itself."""
        return self.home.build / "kept"

    @property
    def tables(self) -> TableSet:
        """The staged tables, each read once, and again when its file changed."""
        if not self._tables:
            self._tables.append(WatchedTables(self.tables_folder))
        return self._tables[0]

    @property
    def view(self) -> LedgerView:
        """The ledger as the build may see it, without names removed until `stage_selection` looked."""
        return LedgerView(self.ledger, removals_until=self._fixed["removals_until"])

    @property
    def _fixed(self) -> dict[str, Any]:
        fixed: dict[str, Any] = json.loads((self.folder / "selection.json").read_text(encoding="utf-8"))
        return fixed

    def texts(self) -> dict[str, str]:
        """Canonical texts of the staged reports, by hash."""
        return self.view.texts(self.tables.table("reports").column("text_sha256").to_pylist())


def stage_selection(build: Build) -> Selected:
    """Fix what the build sees: the same position for every later stage, whatever is appended meanwhile."""
    if build.folder.exists():
        shutil.rmtree(build.folder)
    build.folder.mkdir(parents=True)
    head = reached(build.ledger, build.selection)
    until = build.removals_until
    if until is None:
        until = head if build.selection == Selection() else build.ledger.head()[0]
    _write_json(
        build.folder / "selection.json",
        {"position": head, "day": build.selection.day, "removals_until": until},
    )
    return staged_selection(build)


def staged_selection(build: Build) -> Selected:
    """What the build sees, as fixed by `stage_selection`: read once, as long as that stays fixed."""
    fixed = json.dumps(build._fixed, sort_keys=True)
    if fixed not in build._selected:
        view, position = build.view, Selection(position=build._fixed["position"])
        kept = read_kept(build.kept_folder, view, build.coder) if build.goes_on else Kept()
        build._selected.clear()
        build._kept.clear()
        build._kept[fixed] = kept
        selection = position if build.selection.day is None else build.selection
        build._selected[fixed] = select(view, selection, kept.seen())
    return build._selected[fixed]


def resolve_staged(build: Build) -> Resolved:
    """Resolve the claims of what the build sees; of a build that goes on those that what is new may touch."""
    selected, view, fixed = staged_selection(build), build.view, json.dumps(build._fixed, sort_keys=True)
    kept = build._kept.pop(fixed, None)  # given away: it is large, and needed once
    if kept is None:
        kept = read_kept(build.kept_folder, view, build.coder) if build.goes_on else Kept()
    with collector.paused():
        if can_go_on(selected, kept):
            on = go_on(view, selected, build.coder, kept)
            return Resolved(fixed, selected, on.claims, on.settled, on.resolution, on.all_recorded, kept, on)
        recorded, known = recorded_claims(view, build.coder), kept.known()
        claims = standing_claims(view, selected.reports, build.coder, recorded, known)
        before = Before(known.placements, merged=known.merged)
        settled, resolution = settle(
            claims, selected.corrections, lambda: syndication(selected.reports), Recoding(view), before
        )
    all_recorded = all(r.report.report_id in recorded for r in selected.reports)
    return Resolved(fixed, selected, claims, settled, resolution, all_recorded)


def stage_resolution(build: Build) -> Resolution:
    """Resolve the selected claims, and leave the rest to `stage_tables`."""
    resolved = resolve_staged(build)
    build.keep(resolved)
    return resolved.resolution


def stage_tables(build: Build) -> dict[str, int]:
    """Write every table but those made later, and leave to the next build what it can go on from. Rows by table."""
    resolved = build.take()
    selected, resolution = resolved.selected, resolved.resolution
    with collector.paused():
        if resolved.gone_on is not None:
            tables, kept = carried(resolved.gone_on, selected, resolved.kept)
        else:
            tables, made = assembled(selected, resolved.claims, resolution)
            kept = facts_of_all(resolved.coded, resolution, made, selected)
    for name, table in tables.items():
        write_table(table, build.tables_folder / f"{name}.parquet")
    # a report that came in after the coding was read for this build only: another reading may differ
    if build.goes_on and resolved.all_recorded:
        write_kept(build.kept_folder, kept, build.tables_folder, build.view, build.coder)
    return {name: table.num_rows for name, table in tables.items()}


def stage_changes(build: Build, *, until: str | None = None) -> int:
    """Write `changes` against the release before, or before the version `until`. Returns its number of rows."""
    before = last_release(build.ledger, until=until)
    old = TableSet(build.home.releases / before.version) if before else None
    if before and old and not old.has("reports"):
        old = None  # the folder was removed by hand: `verify` reports it, and there is nothing to compare with
    if old is not None:
        old = without_names(old, build.view.names)
    rows = list(changes(old, build.tables, before.version if before else ""))
    write_table(to_arrow("changes", rows), build.tables_folder / "changes.parquet")
    return len(rows)


def without_names(tables: TableSet, names: RemovedNames) -> TableSet:
    """Tables of an older release as a later one may quote them: names removed since are blanked."""
    if not names:
        return tables
    found = {n: names.named_within(tables.table(n).to_pylist()) for n in TABLES if tables.has(n)}
    return TableSet.of({n: pa.Table.from_pylist(rows, tables.table(n).schema) for n, rows in found.items()})


def stage_findings(build: Build) -> list[Finding]:
    """Run every check on the staged tables and write `findings`."""
    found = audit(build)
    write_table(findings_table(found), build.tables_folder / "findings.parquet")
    return found


def audit(build: Build) -> list[Finding]:
    """Findings of every check on the staged tables as they lie on disk now.

    Tables that this build has checked already, and that nobody has touched since, are not read again.
    """
    stamps = tuple(_stamp(build.tables_folder / f"{name}.parquet") for name in TABLES if name != "findings")
    if stamps not in build._audited:
        found = run_checks(build.tables, build.texts)
        build._audited.clear()
        build._audited[stamps] = found
    return build._audited[stamps]


def _stamp(file: Path) -> tuple[int, int, int, int]:
    stat = file.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def findings_table(findings: list[Finding]) -> pa.Table:
    """Findings as a table; of several on one cell the first stands."""
    unique = {(f.check, f.table_name, f.record_id, f.field): asdict(f) for f in reversed(findings)}
    return to_arrow("findings", unique.values())


def published(ledger: Ledger) -> list[ReleasePublished]:
    """All releases, in the order of publishing, as the ledger knows them."""
    return [s.event for s in ledger.read(ReleasePublished) if isinstance(s.event, ReleasePublished)]


def last_release(ledger: Ledger, *, until: str | None = None) -> ReleasePublished | None:
    """The release published last, or last before the version `until`."""
    last = None
    for release in published(ledger):
        if release.version == until:
            break
        last = release
    return last


def row_hashes(tables: TableSet) -> dict[str, str]:
    """Hash of the rows of every table."""
    return {name: row_hash(tables.table(name)) for name in TABLES}


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, default=str)
    path.write_text(text + "\n", encoding="utf-8")
