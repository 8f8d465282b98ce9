"""Which rows are proved to be backed, column by column, so that only the others are looked at one by one.

Belongs here: the proof: each claimed cell, or each member of a joined list, is letter for letter a value of a live
claim or correction that provenance names for it. What cannot be proved so may still be backed: `meaning_checks.py`
judges it.
"""

from collections.abc import Collection, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.validation.cells import SEPARATOR
from pipelines.validation.joins import found_in, nothing_of
from pipelines.validation.tableset import TableSet, row_keys
from schemas.catalogue import TABLES
from schemas.table import Column

#: whole numbers up to this one are written without an exponent, and are themselves as floating-point numbers
_EXACT = 2**53


def unproved_rows(table: str, tables: TableSet, is_live: pa.ChunkedArray, applied: Collection[str]) -> pa.Table:
    """Rows of a table with a claimed cell that is not proved. `is_live` tells of each claim; `applied`: corrections."""
    rows = tables.table(table)
    claims, values = tables.table("claims"), tables.table("claim_values").select(["claim_id", "value"])
    live = claims.column("claim_id").filter(is_live).combine_chunks()
    if table.endswith("_status_history"):
        owners = rows.column("claim_id")
        told = values.filter(pc.is_in(values.column("claim_id"), pc.unique(owners)))
        told = told.filter(pc.is_in(told.column("claim_id"), live))
        backed = {c.name: told for c in _claimed(table)}
    else:
        owners = row_keys(table, rows)
        provenance = tables.table("field_provenance")
        wanted = pc.and_(provenance.column("chosen"), pc.equal(provenance.column("table_name"), table))
        told = provenance.select(["record_id", "field", "claim_id", "correction_id", "value"]).filter(wanted)
        said = values.filter(pc.is_in(values.column("claim_id"), pc.unique(told.column("claim_id"))))
        said = said.filter(pc.is_in(said.column("claim_id"), live))
        by_claim = found_in(
            [told.column("claim_id"), told.column("value")], [said.column("claim_id"), said.column("value")]
        )
        by_hand = pc.is_in(told.column("correction_id"), pa.array(sorted(applied), pa.string()))
        told = told.filter(pc.or_(by_claim, by_hand))
        backed = {
            c.name: told.filter(pc.equal(told.column("field"), c.name)).select(["record_id", "value"])
            for c in _claimed(table)
        }
    doubtful = nothing_of(rows)
    for column in _claimed(table):
        doubtful = pc.or_(doubtful, _unproved(column, rows.column(column.name), owners, backed[column.name]))
    return rows.filter(doubtful)


def _claimed(table: str) -> Iterator[Column]:
    return (column for column in TABLES[table].columns if column.origin == "claimed")


def _unproved(column: Column, cells: pa.ChunkedArray, owners: pa.ChunkedArray, backed: pa.Table) -> pa.ChunkedArray:
    """Of each cell of a column, whether it holds something that is not proved. `backed`: values, by owner of a cell."""
    texts = _texts(cells)
    if not column.joined:
        asked = pc.is_valid(cells)
        if column.absent is not None:
            asked = pc.and_(asked, pc.not_equal(texts, column.absent))
        return pc.and_(asked, pc.invert(found_in([owners, texts], backed.columns)))
    # a value with the mark that lists are cut at could be taken for two members
    backed = backed.filter(pc.invert(pc.match_substring(backed.column(1), SEPARATOR.strip())))
    lists = pc.split_pattern(texts.combine_chunks(), SEPARATOR)
    of_row = pc.list_parent_indices(lists)
    members = pa.chunked_array([pc.list_flatten(lists)])
    proved = found_in([owners.take(of_row), members], backed.columns)
    numbers = pa.chunked_array([pa.array(range(len(cells)), pa.int64())])
    return pc.is_in(numbers, pc.unique(of_row.filter(pc.invert(proved.combine_chunks()))))


def _texts(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Cells as provenance writes them; null where a cell is, and where only `cell_text` can tell."""
    if pa.types.is_string(cells.type):
        return cells
    if pa.types.is_floating(cells.type):
        whole = pc.and_(pc.equal(pc.floor(cells), cells), pc.less(pc.abs(cells), _EXACT))
        return pc.cast(pc.cast(pc.if_else(whole, cells, pa.scalar(None, cells.type)), pa.int64()), pa.string())
    if pa.types.is_integer(cells.type) or pa.types.is_date32(cells.type):
        return pc.cast(cells, pa.string())
    return pa.chunked_array([pa.nulls(len(cells), pa.string())])
