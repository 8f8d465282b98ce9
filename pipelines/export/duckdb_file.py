"""A release as one DuckDB file: tables with keys and comments, and views for what people ask first.

Belongs here: filling the file. The views stand in `views.sql`. DuckDB is an extra: `pip install "parley[duckdb]"`.
The format holds no promise of equal bytes; two files of one release have equal content.
"""

from pathlib import Path
from typing import Any

from pipelines.export.place import ExportError, facts_of_release, making, tables_of_release
from schemas.catalogue import TABLES
from schemas.table import Column, Table

_TYPES = {
    "string": "VARCHAR",
    "int": "BIGINT",
    "float": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMPTZ",
}


def export_duckdb(release: Path, target: Path) -> Path:
    """Write every table of a release, or of a folder of tables with a manifest, into one file.

    ExportError where DuckDB is not installed, or the folder is no release.
    """
    try:
        import duckdb
    except ImportError:
        raise ExportError('DuckDB is not installed; run: pip install "parley[duckdb]"') from None
    facts = facts_of_release(release)
    tables = tables_of_release(release)
    if target.exists() and not target.is_file():
        raise ExportError(f"{target} is no file; name another one with --out")
    with making(target, "") as path, duckdb.connect(str(path)) as connection:
        for table in TABLES.values():
            connection.register("arriving", tables.table(table.name))
            connection.execute(_create(table))
            connection.execute(f"INSERT INTO {_name(table.name)} SELECT * FROM arriving")  # noqa: S608 - declared names
            connection.unregister("arriving")
            _comment(connection, f"TABLE {_name(table.name)}", table.description)
            for column in table.columns:
                _comment(connection, f"COLUMN {_name(table.name)}.{_name(column.name)}", _words(column))
        for view, description, statement in views():
            connection.execute(statement)
            _comment(connection, f"VIEW {_name(view)}", description)
        connection.execute("CREATE TABLE release_facts (name VARCHAR PRIMARY KEY, value VARCHAR)")
        _comment(connection, "TABLE release_facts", "Which release this is")
        connection.executemany(
            "INSERT INTO release_facts VALUES (?, ?)",
            [
                ("version", facts.version),
                ("ledger_position", str(facts.position)),
                ("ledger_head_hash", facts.head_hash),
                ("licence", facts.publication.licence),
            ],
        )
    return target


def views() -> list[tuple[str, str, str]]:
    """Name, description and statement of each view, from `views.sql`: a comment line each, then the statement."""
    found = []
    for part in Path(__file__).with_name("views.sql").read_text(encoding="utf-8").split("\n-- view ")[1:]:
        head, _, statement = part.partition("\n")
        name, _, description = head.partition(": ")
        found.append((name, description, statement.strip()))
    return found


def _create(table: Table) -> str:
    columns = [f"{_name(c.name)} {_TYPES[c.type]}{'' if c.nullable else ' NOT NULL'}" for c in table.columns]
    key = ", ".join(map(_name, table.key))
    return f"CREATE TABLE {_name(table.name)} ({', '.join(columns)}, PRIMARY KEY ({key}))"


def _words(column: Column) -> str:
    told = [column.description]
    told += [f"codes: {column.codes}"] if column.codes else []
    told += [f"references {column.references}"] if column.references else []
    told += [f"unit: {column.unit}"] if column.unit else []
    return "; ".join([*told, column.origin])


def _comment(connection: Any, what: str, words: str) -> None:
    quoted = words.replace("'", "''")
    connection.execute(f"COMMENT ON {what} IS '{quoted}'")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
