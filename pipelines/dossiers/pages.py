"""Finding pages of a site that was made: the start page, and that of a process by its id or name.

Belongs here: what a person may call a process, and where its page lies. Nothing is written here.
"""

from dataclasses import dataclass
from pathlib import Path

from pipelines.dossiers.plain_text import clipped, neutral
from pipelines.dossiers.reading import process_path
from pipelines.dossiers.site import START
from pipelines.plain_errors import WrongRequest
from pipelines.validation.tableset import TableSet
from schemas.catalogue import CORE_TABLE_OF


class UnknownProcess(WrongRequest):
    """No process with a record is called so, or several are; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it is called, and its file."""

    id: str
    name: str
    path: Path


def start_of(folder: Path) -> Page:
    """The start page of the site in a folder."""
    return Page("", "start page", folder / START)


def process_pages(tables: TableSet, folder: Path) -> list[Page]:
    """The pages of the processes that have a record, by id."""
    present = {row["process_id"] for table in CORE_TABLE_OF.values() for row in tables.rows(table)}
    return [
        Page(p["process_id"], clipped(neutral(p["name"]), 120), folder / process_path(neutral(p["process_id"])))
        for p in sorted(tables.rows("processes"), key=lambda p: p["process_id"])
        if p["process_id"] in present
    ]


def find_process(tables: TableSet, folder: Path, wanted: str) -> Page:
    """The page of the process with this id, or whose name holds these words. UnknownProcess otherwise.

    Ids follow `redirects`.
    """
    pages = process_pages(tables, folder)
    redirects = {r["old_id"]: r["new_id"] for r in tables.rows("redirects")}
    current, seen = wanted, {wanted}
    while current in redirects and redirects[current] not in seen:
        current = redirects[current]
        seen.add(current)
    exact = [p for p in pages if p.id == current or p.name.casefold() == wanted.casefold()]
    found = exact or [p for p in pages if wanted.casefold() in p.name.casefold()]
    if len(found) == 1:
        return found[0]
    there = ", ".join(f"{p.id} ({p.name})" for p in (found or pages)[:20]) or "none"
    what = "several processes are" if found else "no process with records is"
    raise UnknownProcess(f"{what} called {wanted!r}; there are {there}")
