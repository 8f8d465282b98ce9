"""`parley dossier`: the page of a process in a release, made first where the release has no pages.

Belongs here: which folder of tables is meant, and making its site beside it under `build/`. A release is never
written into; those made since Parley has dossiers hold theirs.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from pipelines.dossiers.pages import Page, find_process, process_pages, start_of
from pipelines.dossiers.site import FOLDER, build_site
from pipelines.home import Home
from pipelines.inspection.difference import UnknownRelease, tables_of
from pipelines.ledger.selection import Selection
from pipelines.release.manifest import facts_in, read_manifest
from pipelines.release.staging import Build
from pipelines.validation.tableset import TableSet


@dataclass(frozen=True, slots=True)
class Dossier:
    """The page that was asked for; `others` are those of all processes. `made` where the site had to be made."""

    page: Page
    others: tuple[Page, ...]
    made: bool


def dossier(home: Home, release: str, process: str | None) -> Dossier:
    """The start page of a release's site, or the page of one process.

    `release` is a version, `latest` or a folder of tables. UnknownRelease where there is none, or where its manifest
    does not tell what pages need; UnknownProcess where no process, or more than one, is called so.
    """
    tables = tables_of(home, release)
    folder = tables.folder / FOLDER
    made = not start_of(folder).path.is_file()
    if made:
        folder = _make(home, tables)
    page = find_process(tables, folder, process) if process else start_of(folder)
    return Dossier(page, tuple(process_pages(tables, folder)), made)


def site_of_build(build: Build) -> tuple[TableSet, Path]:
    """Tables and site that a finished build came to: those of the last release, or beside its own tables."""
    folder = build.home.latest.resolve() if build.selection == Selection() else build.tables_folder
    return TableSet(folder), folder / FOLDER


def _make(home: Home, tables: TableSet) -> Path:
    try:
        facts = facts_in(read_manifest(tables.folder))
    except (OSError, KeyError, ValueError) as error:
        raise UnknownRelease(
            f"{tables.folder} has no manifest of this version of Parley, so no pages can be made of it; "
            "`parley build` makes a release with pages"
        ) from error
    folder = home.build / f"dossiers-{tables.folder.name}"
    if folder.exists():
        shutil.rmtree(folder)
    build_site(tables, folder, facts)
    return folder
