"""Comparing two releases column by column finds the rows that a look at each row would find."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.tables.assembly import to_arrow
from pipelines.validation.comparing import differing
from pipelines.validation.tableset import Row, TableSet, row_key

cells = st.one_of(st.none(), st.integers(0, 2))
values = st.dictionaries(
    st.tuples(st.sampled_from(["k-1", "k-2"]), st.sampled_from(["kind", "status"]), st.integers(0, 1)),
    st.tuples(st.sampled_from(["held", "", "|"]), cells, cells),
)


def rows_of(told: dict[tuple[str, str, int], tuple[str, int | None, int | None]]) -> list[Row]:
    names = ("claim_id", "field", "seq", "value", "span_start", "span_end")
    return [dict(zip(names, (*key, *rest), strict=True)) for key, rest in told.items()]


@given(values, values)
def test_a_row_differs_where_one_side_has_it_or_a_cell_is_another(one, two):
    old, new = ({row_key("claim_values", r): r for r in rows_of(told)} for told in (one, two))
    sets = [TableSet.of({"claim_values": to_arrow("claim_values", side.values())}) for side in (old, new)]
    found = differing(*sets, "claim_values")
    assert {row_key("claim_values", r): r for r in found.before} == {k: r for k, r in old.items() if new.get(k) != r}
    assert {row_key("claim_values", r): r for r in found.after} == {k: r for k, r in new.items() if old.get(k) != r}


def test_a_table_that_one_side_does_not_have_differs_in_all_rows():
    rows = rows_of({("k-1", "kind", 0): ("talks", None, None)})
    there = TableSet.of({"claim_values": to_arrow("claim_values", rows)})
    assert differing(TableSet.of({}), there, "claim_values").after == (rows[0],)
