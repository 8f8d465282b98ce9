"""The site: static pages of one release, from its tables alone, that need no server and nothing from elsewhere.

Belongs here: which files there are, and writing them. The same tables give the same bytes: nothing reads a clock.
Does not belong here: what a page says (`*_page.py`), how it looks (`templates/`, `files/`).
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from pipelines.dossiers.changes_page import changes_page
from pipelines.dossiers.plain_text import clipped
from pipelines.dossiers.policies_told import policy_words
from pipelines.dossiers.process_page import process_page
from pipelines.dossiers.reading import Release, process_path, read_release, record_path
from pipelines.dossiers.record_page import record_page
from pipelines.dossiers.search_index import search_index
from pipelines.dossiers.situation import SIGNS, shape_of, situation
from pipelines.dossiers.start_page import start_page
from pipelines.dossiers.taken_over import ReleaseBefore, TakenOver, taken_over
from pipelines.dossiers.words import counted, day_words, label, when, where
from pipelines.inspection.alternatives import syndication_of, voices_on
from pipelines.release.citation import citation_line
from pipelines.release.facts import Facts
from pipelines.validation.tableset import Row, TableSet
from schemas.codes import CODE_LISTS

#: where the site lies in a release
FOLDER = "dossiers"
START, CHANGES, ABOUT, INDEX = "index.html", "changes.html", "about.html", "files/search-index.js"
_HERE = Path(__file__).resolve().parent


def dossier_files(tables: TableSet, facts: Facts, before: ReleaseBefore | None = None) -> Iterator[tuple[str, bytes]]:
    """The files of the site as a release holds them, below `FOLDER`."""
    for name, content in site_files(tables, facts, before):
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


def site_files(tables: TableSet, facts: Facts, before: ReleaseBefore | None = None) -> Iterator[tuple[str, bytes]]:
    """Path, from the folder of the site, and content of each file; the same with and without a release before."""
    taken = taken_over(tables, facts, before) if before else None
    release = read_release(taken.tables if taken else tables, facts.version, citation_line(facts))
    for name, text in _files(release, taken):
        yield name, text.encode("utf-8")


def _files(release: Release, taken: TakenOver | None) -> Iterator[tuple[str, str]]:
    templates = _environment().get_template
    yield from ((f"files/{p.name}", p.read_text(encoding="utf-8")) for p in sorted((_HERE / "files").iterdir()))
    yield INDEX, search_index(release)
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
    frames = taken.framing(_environment())[:2] if taken is not None else ()
    for process_id, records in sorted(of_process.items()):
        if taken is not None and process_id in taken.processes:
            then, now = (situation(records, frame.known_until or date.min) for frame in taken.frames)
            if then == now:  # what is under way is so for some days after the last report
                situations[process_id] = now
                yield process_path(process_id), taken.page(process_path(process_id), frames)
                continue
        shown = process_page(release, release.processes[process_id], records, records_of_report[process_id])
        situations[process_id] = shown.situation
        yield shown.path, page.render(page=shown, root="../", release=release)
    changes = changes_page(release)
    yield START, templates("start.html").render(page=start_page(release, situations, changes), root="", release=release)
    yield CHANGES, templates("changes.html").render(page=changes, root="", release=release)
    yield ABOUT, templates("about.html").render(codes=CODE_LISTS, policies=policy_words(), root="", release=release)
    yield from _records(release, templates("record.html"), taken)
    yield from _moved(release, templates("moved.html"))


def _records(release: Release, page: jinja2.Template, taken: TakenOver | None) -> Iterator[tuple[str, str]]:
    claims: dict[str, list[Row]] = {}
    for row in release.claims.values():
        if row["record_id"] is not None:
            claims.setdefault(row["record_id"], []).append(row)
    made = {r for r in release.records if taken is None or r not in taken.records}
    voices = voices_on(release.tables, made)
    syndication = syndication_of(release.tables)
    frames = taken.framing(_environment()) if taken is not None else ()
    for record_id, record in sorted(release.records.items()):
        if taken is not None and record_id not in made:
            yield record.path, taken.page(record.path, frames)
            continue
        shown = record_page(release, record, claims.get(record_id, []), voices[record_id], syndication)
        yield record.path, page.render(page=shown, root="../", release=release)


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
            yield record_path(old), page.render(old=old, new=new, path=record_path(new), root="../", release=release)
        elif new in shown and old not in shown:
            yield process_path(old), page.render(old=old, new=new, path=process_path(new), root="../", release=release)


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
