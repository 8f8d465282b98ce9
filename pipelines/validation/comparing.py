"""Which rows of a table differ between two releases, found column by column, without looking at a row by itself.

Belongs here: the comparison. What is told of it stands in `changes.py`; rows are few of many there, as one night is.
"""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.validation.tableset import Row, TableSet, row_keys
from schemas.catalogue import TABLES


@dataclass(frozen=True, slots=True)
class Differing:
    """The rows of one table that are not the same in both: as they were, and as they are."""

    before: tuple[Row, ...]
    after: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.before, *self.after)


def differing(old: TableSet, new: TableSet, name: str) -> Differing:
    """Rows of a table that only one of two sets has, or that have another cell in it; keys must be unique."""
    declared = TABLES[name].arrow_schema().empty_table()
    before, after = (tables.table(name) if tables.has(name) else declared for tables in (old, new))
    if before.schema.names != after.schema.names or before.schema.types != after.schema.types:
        return Differing(tuple(before.to_pylist()), tuple(after.to_pylist()))
    if before.equals(after):
        return Differing((), ())
    if len(TABLES[name].key) > 1:
        owner = TABLES[name].key[0]
        stood_before = pc.is_in(after.column(owner), pc.unique(before.column(owner)))
        if after.filter(stood_before).equals(before):  # as where only values of new claims came in
            return Differing((), tuple(after.filter(pc.invert(stood_before)).to_pylist()))
    was, now = row_keys(name, before), row_keys(name, after)
    place = pc.index_in(now, was)
    both = pc.is_valid(place)
    standing, stood = after.filter(both), before.take(place.drop_null())
    other = pa.chunked_array([pa.nulls(standing.num_rows, pa.bool_()).fill_null(False)])
    for ours, theirs in zip(standing.columns, stood.columns, strict=True):
        if ours.equals(theirs):
            continue  # as most columns are, and that is soon told
        unlike = pc.fill_null(pc.not_equal(ours, theirs), False)
        other = pc.or_(other, pc.or_(unlike, pc.xor(pc.is_null(ours), pc.is_null(theirs))))
    gone = before.slice(0, 0)
    if stood.num_rows < before.num_rows:
        places = pa.array(range(before.num_rows), pa.int64())
        gone = before.filter(pc.invert(pc.is_in(places, pc.cast(place.drop_null(), pa.int64()).combine_chunks())))
    came = after.filter(pc.invert(both))
    return Differing(
        (*gone.to_pylist(), *stood.filter(other).to_pylist()),
        (*came.to_pylist(), *standing.filter(other).to_pylist()),
    )
