"""Which record of one coding is paired with which of another: the one-to-one assignment of the largest total.

Belongs here: the assignment problem. Does not belong here: what a pair is worth (`pairing`).

Method: shortest augmenting paths with potentials (Kuhn 1955, Jonker and Volgenant 1987), in O(n² m). Worths are
whole numbers, so that equal totals are equal and the result never depends on rounding.
"""

import math
from collections.abc import Sequence

#: In place of a row, for a column that has none yet.
FREE = -1


def best_assignment(worths: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the assignment with the largest sum; pairs worth nothing are left out.

    `worths`: rows of equal length, none negative. Among equal sums the choice depends on the order of rows and
    columns alone.
    """
    if not worths or not worths[0]:
        return []
    if len(worths) > len(worths[0]):
        turned = best_assignment([list(column) for column in zip(*worths, strict=True)])
        return sorted((row, column) for column, row in turned)
    pairs = [(row, column) for column, row in enumerate(_rows_by_column(worths)) if row != FREE]
    return sorted((row, column) for row, column in pairs if worths[row][column] > 0)


def _rows_by_column(worths: Sequence[Sequence[int]]) -> list[int]:
    """The row of each column, or FREE. There must be at least as many columns as rows; costs are negative worths."""
    columns = range(len(worths[0]))
    row_of = [FREE] * len(columns)
    row_price: list[float] = [0] * len(worths)
    column_price: list[float] = [0] * len(columns)
    for new in range(len(worths)):
        # the cheapest path of exchanges from the new row to a free column
        distance = [math.inf] * len(columns)
        came_from: list[int | None] = [None] * len(columns)
        done: set[int] = set()
        length: float = 0
        column: int | None = None
        while column is None or row_of[column] != FREE:
            row = new if column is None else row_of[column]
            for other in columns:
                through = length - worths[row][other] - row_price[row] - column_price[other]
                if other not in done and through < distance[other]:
                    distance[other], came_from[other] = through, column
            column = min((c for c in columns if c not in done), key=distance.__getitem__)
            length = distance[column]
            done.add(column)
        row_price[new] += length
        for passed in done - {column}:
            row_price[row_of[passed]] += length - distance[passed]
            column_price[passed] -= length - distance[passed]
        while column is not None:
            before = came_from[column]
            row_of[column] = new if before is None else row_of[before]
            column = before
    return row_of
