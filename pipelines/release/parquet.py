"""Writing tables so that the same rows give the same bytes, and hashing rows beside files.

Belongs here: the writer's fixed settings and the hash of rows. pyarrow's writer is byte-stable within a version
and not across, so a release keeps both hashes: of the file, and of what it says.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq


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


def row_hash(table: pa.Table) -> str:
    """SHA-256, hex, over what a table says, whatever file, chunks or version of pyarrow it comes from.

    Column by column: name and type, which cells are filled, how long each text is, and the values one after another.
    """
    running = hashlib.sha256()
    for field, column in zip(table.schema, table.columns, strict=True):
        running.update(f"{field.name}\x1f{field.type}\x1f{len(column)}\x1e".encode())
        running.update(_bytes(pc.cast(pc.is_valid(column), pa.uint8())))
        if pa.types.is_string(field.type):
            filled = pc.fill_null(column, "")
            running.update(_bytes(pc.binary_length(filled)))
            for chunk in filled.chunks:
                running.update(_letters(chunk))
        else:
            plain = column.cast(_PLAIN.get(field.type, field.type))
            running.update(_bytes(pc.fill_null(plain, pa.scalar(0, plain.type))))
    return running.hexdigest()


def _bytes(column: pa.ChunkedArray) -> bytes:
    """The values of a column of numbers without nulls, little-endian."""
    width = column.type.bit_width // 8
    parts = []
    for chunk in column.chunks:
        if len(chunk):
            data = chunk.buffers()[1].to_pybytes()
            parts.append(data[chunk.offset * width : (chunk.offset + len(chunk)) * width])
    return b"".join(parts)


def _letters(chunk: pa.StringArray) -> memoryview | bytes:
    """The texts of an array without nulls, one after another, in UTF-8."""
    if not len(chunk):
        return b""
    _, offsets, letters = chunk.buffers()
    ends = memoryview(offsets).cast("i")
    first, last = ends[chunk.offset], ends[chunk.offset + len(chunk)]
    return memoryview(letters)[first:last] if letters is not None else b""


#: types whose values are numbers of another name
_PLAIN = {pa.bool_(): pa.uint8(), pa.date32(): pa.int32(), pa.timestamp("us", tz="UTC"): pa.int64()}


def file_hash(path: Path) -> str:
    """SHA-256, hex, of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same_rows(left: Mapping[str, str], right: Mapping[str, str], ignored: tuple[str, ...]) -> bool:
    """Whether two sets of row hashes agree, some tables aside."""
    names = (set(left) | set(right)) - set(ignored)
    return all(left.get(name) == right.get(name) for name in names)
