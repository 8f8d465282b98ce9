"""The site: static pages of one release, from its tables alone, that need no server and nothing from elsewhere.

Belongs here: which files there are, and writing them. The same tables give the same bytes: nothing reads a clock.
Does not belong here: what a page says (`*_page.py`), how it looks (`templates/`, `files/`).
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import jinja2

from pipelines import collector
from pipelines.dossiers.changes_page import changes_page
from pipelines.dossiers.frame import Frame, frame_of, frame_script
from pipelines.dossiers.plain_text import clipped
from pipelines.dossiers.policies_told import policy_words
from pipelines.dossiers.process_page import process_page
from pipelines.dossiers.reading import Release, process_path, read_release, record_path, with_records
from pipelines.dossiers.record_page import record_page
from pipelines.dossiers.search_index import search_index
from pipelines.dossiers.situation import SIGNS, shape_of, situation
from pipelines.dossiers.start_page import start_page
from pipelines.dossiers.taken_over import ReleaseBefore, TakenOver, Unchanged, taken_over
from pipelines.dossiers.words import counted, day_words, label, when, where
from pipelines.inspection.alternatives import syndication_of, voices_on
from pipelines.release.facts import Facts
from pipelines.validation.tableset import Row, TableSet
from schemas.codes import CODE_LISTS

#: where the site lies in a release
FOLDER = "dossiers"
START, CHANGES, ABOUT = "index.html", "changes.html", "about.html"
FRAME, INDEX = "files/release.js", "files/search-index.js"
#: records whose rows are read together: to look for them takes some time, to hold them all takes gigabytes
_AT_ONCE = 2_000
_HERE = Path(__file__).resolve().parent


def dossier_files(
    tables: TableSet, facts: Facts, before: ReleaseBefore | None = None
) -> Iterator[tuple[str, bytes | Unchanged]]:
    """The files of the site as a release holds them, below `FOLDER`."""
    for name, content in _files(tables, facts, before):
        yield f"{FOLDER}/{name}", content


def build_site(tables: TableSet, folder: Path, facts: Facts) -> int:
    """Write the site of a release into a folder that is empty or not there yet. Returns the number of pages."""
    pages = 0
    for name, content in site_files(tables, facts):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        pages += name.endswith(".html")
    return pages


def site_files(tables: TableSet, facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Path, from the folder of the site, and content of each file, made from the tables alone."""
    for name, content in _files(tables, facts, None):
        assert isinstance(content, bytes), f"{name} was not made"
        yield name, content


def _files(tables: TableSet, facts: Facts, before: ReleaseBefore | None) -> Iterator[tuple[str, bytes | Unchanged]]:
    """Each file of the site, or that it stands in the release before as it would be made."""
    taken = taken_over(tables, before) if before else None
    with collector.paused():
        release = read_release(tables)
    frame = frame_of(facts, release.known_until)
    for name, content in chain(_own_files(release, frame), _pages(release, tables, frame, taken)):
        yield name, content.encode("utf-8") if isinstance(content, str) else content


def _own_files(release: Release, frame: Frame) -> Iterator[tuple[str, str]]:
    """What pages load."""
    yield from ((f"files/{p.name}", p.read_text(encoding="utf-8")) for p in sorted((_HERE / "files").iterdir()))
    yield FRAME, frame_script(frame)
    yield INDEX, search_index(release)


def _pages(
    release: Release, tables: TableSet, frame: Frame, taken: TakenOver | None
) -> Iterator[tuple[str, str | Unchanged]]:
    templates = _environment().get_template
    of_process: dict[str, list[Any]] = {}
    for record in sorted(release.records.values(), key=lambda r: r.id):
        of_process.setdefault(record.row["process_id"], []).append(record)
    # by process, so that a page costs its own reports and not all that there are
    records_of_report: dict[str, dict[str, list[str]]] = {process_id: {} for process_id in of_process}
    for row in release.tables.rows("report_records"):
        here = records_of_report[release.records[row["record_id"]].row["process_id"]]
        here.setdefault(row["report_id"], []).append(row["record_id"])
    situations = {}
    page = templates("process.html")
    for process_id, records in sorted(of_process.items()):
        stands = situations[process_id] = situation(records, release.known_until or date.min)
        path = process_path(process_id)
        # what is under way is so for some days after the last report
        if taken and path in taken.pages and stands == situation(records, taken.known_until or date.min):
            yield path, taken.pages[path]
            continue
        shown = process_page(release, release.processes[process_id], records, records_of_report[process_id], stands)
        yield path, page.render(page=shown, root="../", release=release, frame=None)
    changes = changes_page(release)
    start = start_page(release, situations, changes)
    yield START, templates("start.html").render(page=start, root="", release=release, frame=frame)
    yield CHANGES, templates("changes.html").render(page=changes, root="", release=release, frame=frame)
    yield ABOUT, templates("about.html").render(codes=CODE_LISTS, policies=policy_words(), root="", frame=frame)
    yield from _records(release, tables, templates("record.html"), taken)
    yield from _moved(release, templates("moved.html"))


def _records(
    release: Release, tables: TableSet, page: jinja2.Template, taken: TakenOver | None
) -> Iterator[tuple[str, str | Unchanged]]:
    made = []
    for record_id, record in sorted(release.records.items()):
        if taken is not None and record.path in taken.pages:
            yield record.path, taken.pages[record.path]
        else:
            made.append(record_id)
    syndication = syndication_of(release.tables)
    for start in range(0, len(made), _AT_ONCE):
        these = made[start : start + _AT_ONCE]
        with collector.paused():
            part = with_records(release, tables, these)
            voices = voices_on(part.tables, these)
        claims: dict[str, list[Row]] = {}
        for row in part.claims.values():
            claims.setdefault(row["record_id"], []).append(row)
        for record_id in these:
            record = release.records[record_id]
            shown = record_page(part, record, claims.get(record_id, []), voices[record_id], syndication)
            yield record.path, page.render(page=shown, root="../", release=part, frame=None)


def _moved(release: Release, page: jinja2.Template) -> Iterator[tuple[str, str]]:
    """A page that points on for each id of a record or process that no longer stands."""
    shown = {r.row["process_id"] for r in release.records.values()}
    targets = {r["old_id"]: r["new_id"] for r in release.tables.rows("redirects")}
    for old in sorted(targets):
        new, seen = targets[old], {old}
        while new in targets and new not in seen:
            seen.add(new)
            new = targets[new]
        if new in release.records and old not in release.records:
            yield record_path(old), page.render(old=old, new=new, path=record_path(new), root="../", frame=None)
        elif new in shown and old not in shown:
            yield process_path(old), page.render(old=old, new=new, path=process_path(new), root="../", frame=None)


@cache
def _environment() -> jinja2.Environment:
    """Templates by name; everything that they print is escaped, and a name that they do not know is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    filters: dict[str, Callable[..., Any]] = {"label": label, "when": when, "where": where, "day": day_words}
    environment.filters.update(filters, clipped=clipped, shape=shape_of)
    environment.globals.update(counted=counted, signs=SIGNS)
    return environment
