"""The assignment is the best there is, and never depends on how rows and columns are turned."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.assignment import best_assignment

WORTHS = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 9), min_size=width, max_size=width), max_size=5)
)


def best_sum_by_trying(worths: list[list[int]]) -> int:
    if not worths:
        return 0
    width = len(worths[0])
    columns = [*range(width), *[width] * len(worths)]
    padded = [[*row, 0] for row in worths]
    return max(sum(padded[r][c] for r, c in enumerate(p)) for p in set(permutations(columns, len(worths))))


@given(WORTHS)
def test_no_other_assignment_is_worth_more(worths: list[list[int]]) -> None:
    pairs = best_assignment(worths)
    assert sum(worths[row][column] for row, column in pairs) == best_sum_by_trying(worths)


@given(WORTHS)
def test_each_row_and_column_is_paired_once_and_never_for_nothing(worths: list[list[int]]) -> None:
    pairs = best_assignment(worths)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(worths[row][column] > 0 for row, column in pairs)


def test_two_good_pairs_beat_one_better_pair() -> None:
    assert best_assignment([[9, 8], [8, 0]]) == [(0, 1), (1, 0)]


def test_nothing_is_paired_with_nothing() -> None:
    assert best_assignment([]) == []
    assert best_assignment([[], []]) == []
    assert best_assignment([[0, 0]]) == []
