"""Checks that follow from a table's declaration alone: keys, types, codes, references.

Belongs here: what holds for any table. Does not belong here: what the data mean (`meaning_checks.py`).
"""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.validation.finding import Finding
from pipelines.validation.tableset import TableSet, row_key, row_keys
from schemas.catalogue import CORE_TABLE_OF, TABLES
from schemas.codes import CODE_LISTS
from schemas.table import Table


def check_keys(table: str, tables: TableSet) -> Iterator[Finding]:
    """Columns and types as declared; keys unique and never null; no null where none may be; sorted by key."""
    declared = TABLES[table]
    found = tables.table(table)
    name = f"{table}_keys"
    if not found.schema.equals(declared.arrow_schema(), check_metadata=False):
        message = f"the columns are not those declared: {found.schema.names}"
        yield Finding(name, table, "", "", "error", message)
        return
    if _in_order(found, declared):
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


def _in_order(found: pa.Table, declared: Table) -> bool:
    """Whether each key is greater than the one before, and nothing is missing; where not, each row is looked at."""
    filled = [c.name for c in declared.columns if not c.nullable or c.name in declared.key]
    if any(found.column(name).null_count for name in filled):
        return False
    size = max(found.num_rows - 1, 0)
    greater, same = (pa.array([value] * size, pa.bool_()) for value in (False, True))
    for name in declared.key:
        column = found.column(name).combine_chunks()
        before, after = column.slice(0, size), column.slice(1)
        greater = pc.or_(greater, pc.and_(same, pc.less(before, after)))
        same = pc.and_(same, pc.equal(before, after))
    return bool(pc.all(greater, min_count=0).as_py())


def check_codes(table: str, tables: TableSet) -> Iterator[Finding]:
    """Coded columns hold codes of their list."""
    found = tables.table(table)
    coded = [
        c
        for c in TABLES[table].columns
        if c.codes and not _all_among(found.column(c.name), pa.array(list(CODE_LISTS[c.codes]), pa.string()))
    ]
    for row in tables.rows(table) if coded else ():
        for column in coded:
            value = row[column.name]
            if value is not None and value not in CODE_LISTS[column.codes or ""]:
                message = f"{value!r} is no code of {column.codes}"
                yield Finding(f"{table}_codes", table, row_key(table, row), column.name, "error", message)


def _all_among(column: pa.ChunkedArray, known: pa.ChunkedArray | pa.Array) -> bool:
    """Whether each value of a column, nulls aside, is among the known ones; of no values they all are."""
    return bool(pc.all(pc.is_in(column.drop_null(), known), min_count=0).as_py())


def check_references(table: str, tables: TableSet) -> Iterator[Finding]:
    """Every reference leads to a row."""
    for column in TABLES[table].columns:
        if not column.references:
            continue
        target, target_column = column.references.split(".")
        if _all_among(tables.table(table).column(column.name), tables.table(target).column(target_column)):
            continue
        known = {row[target_column] for row in tables.rows(target)}
        for row in tables.rows(table):
            value = row[column.name]
            if value is not None and value not in known:
                message = f"{value!r} is no {target_column} of {target}"
                yield Finding(f"{table}_references", table, row_key(table, row), column.name, "error", message)
    yield from _by_name(table, tables)


#: columns whose target table is named in another column of the row
_NAMED = {
    "report_records": ("table_name", "record_id"),
    "field_provenance": ("table_name", "record_id"),
    "conditions": ("conditioned_type", "conditioned_id"),
    "claims": ("record_type", "record_id"),
}
_TARGETS = {**{name: name for name in TABLES}, **CORE_TABLE_OF}


def _by_name(table: str, tables: TableSet) -> Iterator[Finding]:
    if table not in _NAMED:
        return
    name_column, id_column = _NAMED[table]
    rows = tables.table(table)
    names, ids = rows.column(name_column), rows.column(id_column)
    for name in pc.unique(names.filter(pc.is_valid(ids))).to_pylist():
        target = _TARGETS.get(name)
        known = row_keys(target, tables.table(target)) if target else pa.array([], pa.string())
        so_named = pc.and_(pc.is_valid(ids), pc.equal(names, name))
        if _all_among(ids.filter(so_named), known):
            continue
        for row in rows.filter(pc.and_(so_named, pc.invert(pc.is_in(ids, known)))).to_pylist():
            message = f"{row[id_column]!r} is no row of {target or 'any table'}"
            yield Finding(f"{table}_references", table, row_key(table, row), id_column, "error", message)
