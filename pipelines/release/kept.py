"""What a build of the head leaves for the next one: what is known of claims up to a position, and which files it read.

Belongs here: writing and reading it, and when it holds. It may be used only by the very same code, tables, coder and
removed names, on a ledger that holds the same event at its position; whatever does not fit is as good as none, and
the build replays the ledger. The header is written last and names the hash of the rest, so that a kill leaves either
a whole one or none. Reason of the design: `docs/decisions/0009-kept-placements.md`.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.coding.coder import Coder
from pipelines.intake.taken import Stamp, read_taken
from pipelines.ledger.store import Ledger
from pipelines.release.code_version import code_version
from pipelines.release.ledger_view import LedgerView
from pipelines.release.parquet import write_table
from pipelines.resolution.known import NOTHING, Known, Placement, Quoted
from pipelines.validation.tableset import read_parquet

_SCHEMA = pa.schema(
    [
        ("claim_id", pa.string()),
        ("quote", pa.string()),
        ("truncated", pa.bool_()),
        ("broken", pa.string()),
        ("unchecked", pa.bool_()),
        ("record_id", pa.string()),
        ("reason", pa.string()),
        ("is_copy", pa.bool_()),
    ]
)
_CLAIMS, _HEADER, _INBOX = "claims.parquet", "kept.json", "inbox.json"


def read_known(folder: Path, view: LedgerView, coder: Coder) -> Known:
    """What the build before left in a folder, where it holds for this one; else nothing."""
    try:
        header = json.loads((folder / _HEADER).read_text(encoding="utf-8"))
        data = (folder / _CLAIMS).read_bytes()
    except (OSError, ValueError):
        return NOTHING
    if not isinstance(header, dict) or not isinstance(header.get("position"), int):
        return NOTHING
    if header != _header(header["position"], hashlib.sha256(data).hexdigest(), view, coder):
        return NOTHING
    columns = [column.to_pylist() for column in read_parquet(pa.BufferReader(data)).columns]
    quoted, placements = {}, {}
    for claim_id, quote, truncated, broken, unchecked, *placed in zip(*columns, strict=True):
        quoted[claim_id] = Quoted(quote, truncated, broken, unchecked)
        if placed[0] is not None:
            placements[claim_id] = Placement(*placed)
    return Known(header["position"], quoted, placements)


def write_known(folder: Path, known: Known, view: LedgerView, coder: Coder) -> None:
    """Leave what is known to the next build, in the place of what the one before left."""
    table = pa.table(list(_columns(known.quoted, known.placements)), schema=_SCHEMA)
    write_table(table, folder / _CLAIMS)
    with (folder / _CLAIMS).open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    temporary = folder / f"{_HEADER}.part"
    temporary.write_text(json.dumps(_header(known.until, sha256, view, coder), indent=1), encoding="utf-8")
    os.replace(temporary, folder / _HEADER)


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
    temporary = folder / f"{_INBOX}.part"
    temporary.write_text(content, encoding="utf-8", errors="surrogateescape")
    os.replace(temporary, folder / _INBOX)


def _reader(position: int, ledger: Ledger) -> dict[str, Any]:
    return {"position": position, "hash": _hash_at(position, ledger), "code_version": code_version()}


def _hash_at(position: int, ledger: Ledger) -> str | None:
    event = next(ledger.rows(after=position - 1, until=position), None)
    return event["hash"] if event else None


def _columns(quoted: Mapping[str, Quoted], placements: Mapping[str, Placement]) -> list[pa.Array]:
    none = (None, None, None)
    rows = [(claim_id, *said, *placements.get(claim_id, none)) for claim_id, said in quoted.items()]
    return [pa.array([row[n] for row in rows], field.type) for n, field in enumerate(_SCHEMA)]


def _header(position: int, sha256: str, view: LedgerView, coder: Coder) -> dict[str, Any]:
    return {
        "position": position,
        "hash": _hash_at(position, view),
        "code_version": code_version(),
        "coder": coder.name,
        "coder_version": coder.version,
        "removed_names": [event.removal_id for event in view.names.removals],
        "sha256": sha256,
    }
