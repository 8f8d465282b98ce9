"""The hash of rows: the same for the same cells, another for any other, whatever file or chunks they come from."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.release.parquet import row_hash, write_table

ROWS = {
    "text": pa.array(["ab", None, "", "ä", "x"], pa.string()),
    "whole": pa.array([1, None, 0, -3, 4], pa.int64()),
    "figure": pa.array([1.5, None, 0.0, 2.0, 1e300], pa.float64()),
    "yes": pa.array([True, None, False, True, False], pa.bool_()),
    "day": pa.array([date(2025, 3, 1), None, date(1, 1, 1), date(9999, 12, 31), date(1970, 1, 1)], pa.date32()),
    "at": pa.array([datetime(2025, 3, 1, tzinfo=UTC), None, None, None, None], pa.timestamp("us", tz="UTC")),
}
TABLE = pa.table(ROWS)


def test_a_file_and_chunks_and_slices_say_the_same(tmp_path):
    write_table(TABLE, tmp_path / "t.parquet")
    assert row_hash(pq.read_table(tmp_path / "t.parquet")) == row_hash(TABLE)
    assert row_hash(pa.concat_tables([TABLE.slice(0, 2), TABLE.slice(2)])) == row_hash(TABLE)
    assert row_hash(pa.concat_tables([TABLE, TABLE]).slice(3, 5).take([2, 3, 4, 0, 1])) == row_hash(
        TABLE.take([0, 1, 2, 3, 4])
    )


@pytest.mark.parametrize("column", list(ROWS))
@pytest.mark.parametrize("place", range(5))
def test_any_other_cell_gives_another_hash(column, place):
    cells = TABLE.column(column).to_pylist()
    for value in (None, cells[(place + 1) % 5], cells[(place + 3) % 5]):
        if value != cells[place]:
            other = [*cells[:place], value, *cells[place + 1 :]]
            changed = TABLE.set_column(TABLE.column_names.index(column), column, pa.array(other, ROWS[column].type))
            assert row_hash(changed) != row_hash(TABLE)


def test_letters_that_move_from_one_cell_to_the_next_give_another_hash():
    assert row_hash(pa.table({"t": ["ab", "c"]})) != row_hash(pa.table({"t": ["a", "bc"]}))
    assert row_hash(pa.table({"t": ["", "a"]})) != row_hash(pa.table({"t": [None, "a"]}))
