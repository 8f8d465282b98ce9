"""What a build of the head leaves for the next one: what it found out and made, and which files it read.

Belongs here: writing and reading it, and when it holds. It may be used only by the very same code, tables, coder and
removed names, on a ledger that holds the same event at its position; whatever does not fit is as good as none, and
the build replays the ledger. The header is written last and names the hashes of the rest, so that a kill leaves either
a whole one or none. Reason of the design: `docs/decisions/0009-kept-placements.md`, `0010-a-night.md`.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.coding.coder import Coder
from pipelines.intake.taken import Stamp, read_taken
from pipelines.ledger.selection import Seen
from pipelines.ledger.store import Ledger
from pipelines.release import seen
from pipelines.release.code_version import code_version
from pipelines.release.ledger_view import LedgerView
from pipelines.resolution.known import NOTHING, Known, Placement, Quoted
from pipelines.tables.making import RECORD_COLUMN
from pipelines.validation.tableset import read_parquet

_TEXT, _NAMES = pa.string(), pa.list_(pa.string())
#: what the fold and the rows of records rest on. `placed`: claims, their words, whether their unit does more than deny,
#: and where the fold placed them; `found`: the keys under which a record is found, `denied`: under which the denials of
#: a report look for one; `merged`: records that were proved to be others; `asked`: the names that a record asked for;
#: `involved`: what decides on its process; `seen`: the reports that the build saw
SCHEMAS: dict[str, pa.Schema] = {
    "placed": pa.schema(
        [
            *(("claim_id", _TEXT), ("report_id", _TEXT), ("record_type", _TEXT), ("local_key", _TEXT)),
            *(("quote", _TEXT), ("truncated", pa.bool_()), ("broken", _TEXT), ("unchecked", pa.bool_())),
            *(("asserted", pa.bool_()), ("record_id", _TEXT), ("reason", _TEXT), ("is_copy", pa.bool_())),
        ]
    ),
    "found": pa.schema([("key", _TEXT), ("record_id", _TEXT)]),
    "denied": pa.schema([("key", _TEXT), ("report_id", _TEXT)]),
    "merged": pa.schema([("old_id", _TEXT), ("new_id", _TEXT), ("reason", _TEXT)]),
    "asked": pa.schema([("record_id", _TEXT), ("kind", _TEXT), ("name", _TEXT), ("country", _TEXT)]),
    "involved": pa.schema(
        [
            *(("record_id", _TEXT), ("actor_ids", _NAMES), ("states", _NAMES), ("countries", _NAMES)),
            ("day", pa.date32()),
        ]
    ),
    "seen": seen.SCHEMA,
}
#: tables of the release that the next build goes on from
TABLES = (
    *RECORD_COLUMN,
    *("field_provenance", "claims", "claim_values", "report_records", "reports", "sources", "corrections", "redirects"),
)
_HEADER, _INBOX = "kept.json", "inbox.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of all reports up to a position: tables of `SCHEMAS`, and `TABLES` of the release."""

    until: int = 0
    facts: Mapping[str, pa.Table] = field(default_factory=dict)
    tables: Mapping[str, pa.Table] = field(default_factory=dict)

    @property
    def is_any(self) -> bool:
        """Whether a build left anything that holds."""
        return bool(self.facts)

    def seen(self) -> Seen:
        """The reports that the build saw."""
        return Seen(self.until, seen.reports_of(self.facts["seen"])) if self.is_any else Seen()

    def known(self, reports: Collection[str] | None = None) -> Known:
        """What is known of the claims of some reports, or of all."""
        if not self.is_any:
            return NOTHING
        placed = self.facts["placed"]
        if reports is not None:
            placed = matching(placed, "report_id", reports)
        quoted, placements = {}, {}
        rows = zip(*(column.to_pylist() for column in placed.columns), strict=True)
        for claim_id, _, _, _, quote, truncated, broken, unchecked, _, *place in rows:
            quoted[claim_id] = Quoted(quote, truncated, broken, unchecked)
            if place[1] is not None:
                placements[claim_id] = Placement(*place)
        old, new, reasons = (column.to_pylist() for column in self.facts["merged"].columns)
        merged = dict(zip(old, zip(new, reasons, strict=True), strict=True))
        return Known(self.until, quoted, placements, merged)


def read_kept(folder: Path, view: LedgerView, coder: Coder) -> Kept:
    """What the build before left in a folder, where it holds for this one; else nothing."""
    try:
        header = json.loads((folder / _HEADER).read_text(encoding="utf-8"))
        if not isinstance(header, dict) or not isinstance(header.get("position"), int):
            return Kept()
        data = {name: (folder / f"{name}.parquet").read_bytes() for name in (*SCHEMAS, *TABLES)}
    except (OSError, ValueError):
        return Kept()
    if header != _header(header["position"], data, view, coder):
        return Kept()
    read = {name: read_parquet(pa.BufferReader(content)) for name, content in data.items()}
    return Kept(header["position"], {n: read[n] for n in SCHEMAS}, {n: read[n] for n in TABLES})


def coded_until(folder: Path, ledger: Ledger, coder: Coder) -> int:
    """Up to where this version of the coder has read every report, as the build before found; 0 where none tells.

    What a build keeps it keeps only where all claims of what it saw are recorded.
    """
    try:
        header = json.loads((folder / _HEADER).read_text(encoding="utf-8"))
        position = header["position"]
        told = {name: header[name] for name in ("hash", "code_version", "coder", "coder_version")}
    except (OSError, ValueError, KeyError, TypeError):
        return 0
    if not isinstance(position, int) or told != _maker(position, ledger, coder):
        return 0
    return position


def write_kept(folder: Path, kept: Kept, tables: Path, view: LedgerView, coder: Coder) -> None:
    """Leave what is known to the next build, in the place of what the one before left.

    `tables`: where the tables of the build lie, written already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data: dict[str, bytes] = {name: (tables / f"{name}.parquet").read_bytes() for name in TABLES}
    for name, table in kept.facts.items():
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        data[name] = sink.getvalue().to_pybytes()
    for name, content in data.items():
        _replace(folder / f"{name}.parquet", content)
    header = json.dumps(_header(kept.until, data, view, coder), indent=1)
    _replace(folder / _HEADER, header.encode("utf-8"))


def matching(table: pa.Table, column: str, values: Iterable[str]) -> pa.Table:
    """The rows of a table that have one of some values in a column."""
    return table.filter(pc.is_in(table.column(column), pa.array(sorted(values), pa.string())))


def others(table: pa.Table, column: str, values: Iterable[str]) -> pa.Table:
    """The rows of a table that have none of some values in a column."""
    return table.filter(pc.invert(pc.is_in(table.column(column), pa.array(sorted(values), pa.string()))))


def fact(name: str, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    """A table of `SCHEMAS` from its rows."""
    schema, columns = SCHEMAS[name], list(zip(*rows, strict=True))
    if not columns:
        return schema.empty_table()
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def read_inbox(folder: Path, ledger: Ledger) -> dict[str, tuple[Stamp, int]]:
    """The files of the inbox that an earlier build took in whole, where this code read them into this ledger."""
    try:
        told = json.loads((folder / _INBOX).read_text(encoding="utf-8"))
        if told["maker"] != _reader(told["maker"]["position"], ledger):
            return {}
        return read_taken(told["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # whatever stands there, all files can be read again


def write_inbox(folder: Path, files: Mapping[str, tuple[Stamp, int]], ledger: Ledger) -> None:
    """Remember the files of the inbox that were taken in whole."""
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps({"maker": _reader(ledger.head()[0], ledger), "files": files})
    _replace(folder / _INBOX, content.encode("utf-8", "surrogateescape"))


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f"{path.name}.part")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def _reader(position: int, ledger: Ledger) -> dict[str, Any]:
    return {"position": position, "hash": _hash_at(position, ledger), "code_version": code_version()}


def _hash_at(position: int, ledger: Ledger) -> str | None:
    event = next(ledger.rows(after=position - 1, until=position), None)
    return event["hash"] if event else None


def _header(position: int, data: Mapping[str, bytes], view: LedgerView, coder: Coder) -> dict[str, Any]:
    return {
        "position": position,
        **_maker(position, view, coder),
        "removed_names": [event.removal_id for event in view.names.removals],
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(data.items())},
    }


def _maker(position: int, ledger: Ledger, coder: Coder) -> dict[str, Any]:
    return {
        "hash": _hash_at(position, ledger),
        "code_version": code_version(),
        "coder": coder.name,
        "coder_version": coder.version,
    }
