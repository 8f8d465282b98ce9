"""Pages taken over from the release before: those of records that nothing has touched since, and of processes that have
no other ones, in a new frame.

Belongs here: when that may be done, the part of the tables that is left to read, and what frames every page (release,
day until which it knows, citation). What is taken over are the bytes that the page would have if it were made again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import jinja2
import pyarrow.compute as pc
from markupsafe import escape

from pipelines.dossiers.plain_text import neutral
from pipelines.dossiers.reading import process_path, record_path
from pipelines.dossiers.touched import rows_of, touched_records
from pipelines.release.citation import citation_line
from pipelines.release.facts import Facts
from pipelines.validation.tableset import TableSet
from schemas.catalogue import CORE_TABLE_OF, TABLES


@dataclass(frozen=True, slots=True)
class ReleaseBefore:
    """The release before, made by the same code: its tables, facts, the folder of its site and hashes of its pages."""

    tables: TableSet
    facts: Facts
    site: Path
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frame:
    """What frames every page of a release."""

    version: str
    citation: str
    known_until: date | None

    def lines(self, environment: jinja2.Environment) -> tuple[str, ...]:
        """The frame as it stands in the page of a record, each line of it once; in that of a process the first two."""
        around = [environment.get_template(name).render(release=self) for name in ("release_line.html", "foot.html")]
        return (*around, f'<span id="copy-citation"><bdi>{escape(self.citation)} ')


def frame_of(tables: TableSet, facts: Facts) -> Frame:
    """The frame of the pages of a release."""
    reports = tables.table("reports")
    active = reports.filter(pc.equal(reports.column("status"), "active"))
    return Frame(neutral(facts.version), neutral(citation_line(facts)), pc.max(active.column("published_on")).as_py())


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Records whose pages are taken over, processes that have no others, and the tables that other pages need."""

    records: frozenset[str]
    processes: frozenset[str]
    tables: TableSet
    before: ReleaseBefore
    frames: tuple[Frame, Frame]

    def framing(self, environment: jinja2.Environment) -> tuple[tuple[str, str], ...]:
        """What frames the page of a record, as it was and as it is."""
        old, new = (frame.lines(environment) for frame in self.frames)
        return tuple(zip(old, new, strict=True))

    def page(self, path: str, framing: tuple[tuple[str, str], ...]) -> str:
        """A page, as it stood in the release before, in the frame of this one."""
        text = (self.before.site / path).read_text(encoding="utf-8")
        for was, now in framing:
            assert text.count(was) == 1, f"the page {path} is not framed as this code frames pages"
            text = text.replace(was, now)
        return text


def taken_over(tables: TableSet, facts: Facts, before: ReleaseBefore) -> TakenOver:
    """What can be taken over from the release before; pages whose bytes are not those published are made again."""
    touched = touched_records(before.tables, tables)
    stand = {
        record_id
        for kind, table in CORE_TABLE_OF.items()
        for record_id in tables.table(table).column(f"{kind}_id").to_pylist()
        if record_id not in touched
    }
    records = frozenset(r for r in stand if _is_published(record_path(r), before))
    made = {*touched, *(stand - records)}
    made |= set(rows_of(tables.table("provisions"), agreement_id=made).column("provision_id").to_pylist())
    claims = rows_of(tables.table("claims"), record_id=made)
    rest = {
        **{name: tables.table(name) for name in TABLES if tables.has(name)},
        "claims": claims,
        "claim_values": rows_of(tables.table("claim_values"), claim_id=claims.column("claim_id").to_pylist()),
        "field_provenance": rows_of(tables.table("field_provenance"), record_id=made),
    }
    frames = (frame_of(before.tables, before.facts), frame_of(tables, facts))
    stirred = {
        process_id
        for of in (before.tables, tables)
        for kind, table in CORE_TABLE_OF.items()
        for process_id in rows_of(of.table(table), **{f"{kind}_id": touched}).column("process_id").to_pylist()
    }
    processes = frozenset(
        p
        for p in tables.table("processes").column("process_id").to_pylist()
        if p not in stirred and _is_published(process_path(p), before)
    )
    return TakenOver(records, processes, TableSet.of(rest), before, frames)


def _is_published(path: str, before: ReleaseBefore) -> bool:
    return before.hashes.get(path, "") == _hash(before.site / path)


def _hash(page: Path) -> str | None:
    return hashlib.sha256(page.read_bytes()).hexdigest() if page.is_file() else None
