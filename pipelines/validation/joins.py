"""Rows of one table looked up in another, column by column, without looking at a row by itself.

Belongs here: the look-up. Checks use it to find the rows that are proved right; only the others are looked at one by
one.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc


def found_in(rows: Sequence[pa.ChunkedArray], known: Sequence[pa.ChunkedArray]) -> pa.ChunkedArray:
    """Whether each of some rows, given by its columns, stands among the known ones; one with a null in it never does.

    Both have the same number of columns, of the same types in turn.
    """
    ours, theirs = _numbered(rows[0], known[0])
    for row, told in zip(rows[1:], known[1:], strict=True):
        more, others = _numbered(row, told)
        size = pa.scalar(len(others) + 1, pa.int64())
        ours, theirs = _numbered(*(pc.add(pc.multiply(a, size), b) for a, b in ((ours, more), (theirs, others))))
    return pc.is_valid(ours)


def _numbered(rows: pa.ChunkedArray, known: pa.ChunkedArray) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Values as numbers less than the number of known rows: equal ones have the same; null where it is not known."""
    values = pc.unique(known).drop_null()
    return tuple(pc.cast(pc.index_in(column, values), pa.int64()) for column in (rows, known))  # type: ignore[return-value]


def nothing_of(rows: pa.Table) -> pa.ChunkedArray:
    """A column that says False of every row."""
    return pa.chunked_array([pa.nulls(rows.num_rows, pa.bool_()).fill_null(False)])
