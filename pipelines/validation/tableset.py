"""The tables of one build or release: read from its Parquet files on demand, or held in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.catalogue import TABLES

Row = dict[str, Any]


def read_parquet(source: Path | pa.BufferReader, columns: Sequence[str] | None = None) -> pa.Table:
    """A Parquet file as Arrow. FileNotFoundError, or ArrowInvalid for one that is none.

    `pyarrow.parquet.read_table` takes the way of datasets of many files, at twice the time for a small one.
    """
    with pq.ParquetFile(source) as file:
        return file.read(columns=columns, use_threads=False)


@dataclass(slots=True)
class TableSet:
    """Tables of a folder, each read once. FileNotFoundError for one that is not there."""

    folder: Path
    _tables: dict[str, pa.Table] = field(default_factory=dict)
    _rows: dict[str, list[Row]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table]) -> "TableSet":
        """Tables that were never written."""
        return cls(Path(), dict(tables))

    @classmethod
    def of_rows(cls, rows: Mapping[str, list[Row]]) -> "TableSet":
        """Rows that are no tables yet."""
        return cls(Path(), {}, dict(rows))

    def table(self, name: str) -> pa.Table:
        """One table as Arrow."""
        if name not in self._tables:
            rows = self._rows.get(name)
            schema = TABLES[name].arrow_schema()
            made = read_parquet(self.folder / f"{name}.parquet") if rows is None else pa.Table.from_pylist(rows, schema)
            self._tables[name] = made
        return self._tables[name]

    def rows(self, name: str) -> list[Row]:
        """One table as rows."""
        if name not in self._rows:
            self._rows[name] = self.table(name).to_pylist()
        return self._rows[name]

    def keyed(self, name: str) -> dict[str, Row]:
        """Rows by their key, joined by |."""
        return {row_key(name, row): row for row in self.rows(name)}

    def has(self, name: str) -> bool:
        """Whether there is such a table."""
        return name in self._tables or name in self._rows or (self.folder / f"{name}.parquet").is_file()


@dataclass(slots=True)
class WatchedTables(TableSet):
    """Tables of a folder for many readers one after another: each is read once, and again when its file changed."""

    _stamps: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)

    def table(self, name: str) -> pa.Table:
        """One table as Arrow."""
        self._forget_changed(name)
        return TableSet.table(self, name)

    def rows(self, name: str) -> list[Row]:
        """One table as rows."""
        self._forget_changed(name)
        return TableSet.rows(self, name)

    def _forget_changed(self, name: str) -> None:
        stat = (self.folder / f"{name}.parquet").stat()
        stamp = (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        if self._stamps.get(name) != stamp:
            self._tables.pop(name, None)
            self._rows.pop(name, None)
            self._stamps[name] = stamp


def rows_of(table: pa.Table, **wanted: Collection[str]) -> pa.Table:
    """Rows of which one of the named columns holds one of the wanted ids."""
    mask = pa.chunked_array([pa.nulls(table.num_rows, pa.bool_()).fill_null(False)])
    for column, ids in wanted.items():
        listed = pa.array(sorted(i for i in ids if i is not None), pa.string())
        mask = pc.or_(mask, pc.is_in(table.column(column), listed))
    return table.filter(mask)


def row_keys(table: str, rows: pa.Table) -> pa.ChunkedArray:
    """Key of each row of an Arrow table, as `row_key` gives it."""
    parts = [pc.cast(rows.column(name), pa.string()) for name in TABLES[table].key]
    return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "|")


def row_key(table: str, row: Row) -> str:
    """Key of a row, joined by |."""
    return "|".join(str(row[name]) for name in TABLES[table].key)
