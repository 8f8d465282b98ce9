"""Writing tables so that the same rows give the same bytes, and hashing rows beside files.

Belongs here: the writer's fixed settings and the hash of rows. pyarrow's writer is byte-stable within a version
and not across, so a release keeps both hashes: of the file, and of what it says.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.validation.tableset import Row


def write_table(table: pa.Table, path: Path) -> None:
    """Write one table: zstd, one row group a 100,000 rows, statistics on, no clock, flushed to disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".parquet.part")
    with temporary.open("wb") as file:
        pq.write_table(
            table,
            file,
            compression="zstd",
            compression_level=3,
            version="2.6",
            row_group_size=100_000,
            use_dictionary=True,
            write_statistics=True,
            store_schema=True,
        )
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def row_hash(rows: list[Row]) -> str:
    """SHA-256, hex, over the rows as canonical JSON lines, in their order."""
    running = hashlib.sha256()
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
        running.update(line.encode("utf-8") + b"\n")
    return running.hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256, hex, of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same_rows(left: Mapping[str, str], right: Mapping[str, str], ignored: tuple[str, ...]) -> bool:
    """Whether two sets of row hashes agree, some tables aside."""
    names = (set(left) | set(right)) - set(ignored)
    return all(left.get(name) == right.get(name) for name in names)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a table")
