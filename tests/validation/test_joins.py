"""Rows looked up in another table, against looking at each by itself."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.validation.joins import found_in

_cell = st.one_of(st.none(), st.sampled_from(["", "a", "ab", "b", "a|b", "é"]))
_number = st.one_of(st.none(), st.integers(-2, 3))
_rows = st.lists(st.tuples(_cell, _number, _cell), max_size=12)


def columns(rows: list[tuple[object, ...]]) -> list[pa.ChunkedArray]:
    """Columns of rows, in two chunks."""
    half, found = len(rows) // 2, []
    for place, kind in enumerate((pa.string(), pa.int64(), pa.string())):
        cells = [row[place] for row in rows]
        found.append(pa.chunked_array([pa.array(cells[:half], kind), pa.array(cells[half:], kind)]))
    return found


@settings(max_examples=200, deadline=None)
@given(_rows, _rows)
def test_a_row_is_found_where_all_of_its_cells_stand_in_one_known_row(rows, known):
    expected = [None not in row and row in known for row in rows]
    assert found_in(columns(rows), columns(known)).to_pylist() == expected
    assert found_in(columns(rows)[:1], columns(known)[:1]).to_pylist() == [
        row[0] is not None and row[0] in {k[0] for k in known} for row in rows
    ]
