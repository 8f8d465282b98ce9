"""Pages that stand in the release before as they would be made now: those of records that nothing has touched since,
and of processes that have no other ones.

Belongs here: when a page is such a one, and that it still is what was published. Whether a page was changed after
publishing is told by its bytes alone, which are read and hashed: a size and a time are what somebody may keep by
accident or on purpose.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow.compute as pc

from pipelines.dossiers.reading import process_path, record_path
from pipelines.dossiers.touched import touched_records
from pipelines.validation.tableset import TableSet, rows_of
from schemas.catalogue import CORE_TABLE_OF


@dataclass(frozen=True, slots=True)
class ReleaseBefore:
    """The release before, made by the same code: its tables, the folder of its site and hashes of its pages."""

    tables: TableSet
    site: Path
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file that stands elsewhere with the bytes wanted, and the SHA-256 that was just taken of them."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Pages that are taken over, by path.

    That of a process is, if also where it stands is the same as when the release before knew what it did: until a day.
    """

    pages: Mapping[str, Unchanged]
    known_until: date | None


def taken_over(tables: TableSet, before: ReleaseBefore) -> TakenOver:
    """What can be taken over from the release before; pages whose bytes are not those published are made again."""
    touched = touched_records(before.tables, tables)
    stand = {
        record_id
        for kind, table in CORE_TABLE_OF.items()
        for record_id in tables.table(table).column(f"{kind}_id").to_pylist()
        if record_id not in touched
    }
    pages = dict(_unchanged(map(record_path, stand), before))
    stirred = {
        process_id
        for of in (before.tables, tables)
        for kind, table in CORE_TABLE_OF.items()
        for process_id in rows_of(of.table(table), **{f"{kind}_id": touched}).column("process_id").to_pylist()
    }
    processes = (p for p in tables.table("processes").column("process_id").to_pylist() if p not in stirred)
    pages |= _unchanged(map(process_path, processes), before)
    return TakenOver(pages, _known_until(before.tables))


def _known_until(tables: TableSet) -> date | None:
    """The day of the newest report of a release."""
    reports = tables.table("reports")
    newest = pc.max(reports.filter(pc.equal(reports.column("status"), "active")).column("published_on"))
    day: date | None = newest.as_py()
    return day


def _unchanged(paths: Iterable[str], before: ReleaseBefore) -> Iterator[tuple[str, Unchanged]]:
    """Those of some pages that lie in the release before as they were published."""
    for path in paths:
        file, published = f"{before.site}/{path}", before.hashes.get(path)
        if published is not None and _hash(file) == published:
            yield path, Unchanged(Path(file), published)


def _hash(file: str) -> str | None:
    """SHA-256 of a file; none of what is no file, or leads to one."""
    try:
        if not stat.S_ISREG(os.lstat(file).st_mode):
            return None
        with open(file, "rb", buffering=0) as page:
            return hashlib.sha256(page.read()).hexdigest()
    except OSError:
        return None
