"""Checks that follow from a table's declaration alone: keys, types, codes, references.

Belongs here: what holds for any table. Does not belong here: what the data mean (`meaning_checks.py`).
"""

from collections.abc import Iterator

from pipelines.validation.finding import Finding
from pipelines.validation.tableset import TableSet, row_key
from schemas.catalogue import TABLES
from schemas.codes import CODE_LISTS


def check_keys(table: str, tables: TableSet) -> Iterator[Finding]:
    """Columns and types as declared; keys unique and never null; no null where none may be; sorted by key."""
    declared = TABLES[table]
    found = tables.table(table)
    name = f"{table}_keys"
    if not found.schema.equals(declared.arrow_schema(), check_metadata=False):
        message = f"the columns are not those declared: {found.schema.names}"
        yield Finding(name, table, "", "", "error", message)
        return
    seen: set[str] = set()
    previous: tuple[object, ...] | None = None
    for row in tables.rows(table):
        key = row_key(table, row)
        if key in seen:
            yield Finding(name, table, key, "", "error", "the key stands more than once")
        seen.add(key)
        order = tuple(row[k] for k in declared.key)
        if previous is not None and None not in order and order < previous:  # type: ignore[operator]
            yield Finding(name, table, key, "", "error", "the rows are not sorted by key")
        previous = order if None not in order else previous
        for column in declared.columns:
            if row[column.name] is None and (not column.nullable or column.name in declared.key):
                yield Finding(name, table, key, column.name, "error", "the value is missing")


def check_codes(table: str, tables: TableSet) -> Iterator[Finding]:
    """Coded columns hold codes of their list."""
    coded = [c for c in TABLES[table].columns if c.codes]
    for row in tables.rows(table):
        for column in coded:
            value = row[column.name]
            if value is not None and value not in CODE_LISTS[column.codes or ""]:
                message = f"{value!r} is no code of {column.codes}"
                yield Finding(f"{table}_codes", table, row_key(table, row), column.name, "error", message)


def check_references(table: str, tables: TableSet) -> Iterator[Finding]:
    """Every reference leads to a row."""
    for column in TABLES[table].columns:
        if not column.references:
            continue
        target, target_column = column.references.split(".")
        known = {row[target_column] for row in tables.rows(target)}
        for row in tables.rows(table):
            value = row[column.name]
            if value is not None and value not in known:
                message = f"{value!r} is no {target_column} of {target}"
                yield Finding(f"{table}_references", table, row_key(table, row), column.name, "error", message)
    yield from _by_name(table, tables)


#: columns whose target table is named in another column of the row
_NAMED = {"report_records": ("table_name", "record_id"), "field_provenance": ("table_name", "record_id")}


def _by_name(table: str, tables: TableSet) -> Iterator[Finding]:
    if table in _NAMED:
        name_column, id_column = _NAMED[table]
        pairs = [(row, row[name_column], row[id_column], id_column) for row in tables.rows(table)]
    elif table == "conditions":
        targets = {"meeting": "meetings", "agreement": "agreements"}
        pairs = [
            (row, targets.get(row["conditioned_type"], ""), row["conditioned_id"], "conditioned_id")
            for row in tables.rows(table)
            if row["conditioned_id"] is not None
        ]
    elif table == "claims":
        targets = {"meeting": "meetings", "agreement": "agreements", "condition": "conditions"}
        pairs = [
            (row, targets.get(row["record_type"], ""), row["record_id"], "record_id")
            for row in tables.rows(table)
            if row["record_id"] is not None
        ]
    else:
        return
    known = {name: set(tables.keyed(name)) for name in {target for _, target, _, _ in pairs} if name in TABLES}
    for row, target, value, column in pairs:
        if value not in known.get(target, ()):
            message = f"{value!r} is no row of {target or 'any table'}"
            yield Finding(f"{table}_references", table, row_key(table, row), column, "error", message)
