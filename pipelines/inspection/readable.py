"""Every text in a file, whatever its format: cells of tables, strings of JSON, what a page shows, and plain bytes.

Belongs here: reading for inspection. A file of no known format is read as bytes; what is no text in it is passed over.
"""

import csv
import html
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

#: tags within a line: what stands on both sides of them is read as one
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|mark|q|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>", re.I)
_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def texts_in(path: Path) -> Iterator[str]:
    """Texts of a file, each to be read by itself."""
    if path.read_bytes()[:16] == b"SQLite format 3\x00":
        yield from _database(path)
        return
    yield from _READERS.get(path.suffix, _plain)(path)


def _parquet(path: Path) -> Iterator[str]:
    table = pq.read_table(path)
    for column in table.columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type) or pa.types.is_binary(column.type):
            yield from (_text(cell) for cell in column.to_pylist() if cell)
    for metadata in (table.schema.metadata or {}, *(field.metadata or {} for field in table.schema)):
        yield from (_text(value) for value in metadata.values())


def _database(path: Path) -> Iterator[str]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            quoted = name.replace('"', '""')
            for row in connection.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - a name of the file's own
                yield from (_unescaped(_text(cell)) for cell in row if isinstance(cell, str | bytes))
    finally:
        connection.close()


def _csv(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file):
            yield from row


def _json(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        yield from _strings(json.loads(text))
    except ValueError:
        yield _unescaped(text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _html(path: Path) -> Iterator[str]:
    text = _INLINE.sub("", path.read_text(encoding="utf-8", errors="replace"))
    yield from (html.unescape(part) for part in _TAG.split(text))
    # what stands in attributes, scripts and comments
    yield from (html.unescape(tag) for tag in _TAG.findall(text))


def _duckdb(path: Path) -> Iterator[str]:
    try:
        import duckdb
    except ImportError:
        yield from _plain(path)
        return
    with duckdb.connect(str(path), read_only=True) as connection:
        for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            for row in connection.table(name).fetchall():
                yield from (cell for cell in row if isinstance(cell, str))
        for (words,) in connection.execute("SELECT comment FROM duckdb_columns()").fetchall():
            yield words or ""


def _plain(path: Path) -> Iterator[str]:
    yield _unescaped(_text(path.read_bytes()))


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    """A text with the escapes of JSON, also of JSON within JSON, read as what they stand for."""
    for _ in range(2):
        if "\\" in text:
            text = _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), text)
            text = re.sub(r"\\[nrt]", " ", text).replace("\\\\", "\\").replace('\\"', '"')
    return text


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    ".parquet": _parquet,
    ".csv": _csv,
    ".json": _json,
    ".html": _html,
    ".duckdb": _duckdb,
}
