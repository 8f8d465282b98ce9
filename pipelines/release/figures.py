"""A few figures of a table, such as the share of meetings with a date, for people who watch one build after another.

Belongs here: working them out. Which there are stands in `figures.tsv`. They are no checks: nothing waits for them.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of `figures.tsv`. `how` is count, percent, mean or sum; `test` tells which rows pass."""

    table: str
    name: str
    how: str
    column: str
    test: tuple[str, ...]


@cache
def declared() -> tuple[Figure, ...]:
    """Every figure, in the order of the file."""
    path = Path(__file__).with_name("figures.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(
        Figure(r["table"], r["figure"], r["how"], r["column"], tuple(r["test"].split("; ")) if r["test"] else ())
        for r in csv.DictReader(lines, delimiter="\t")
    )


def figures_of(table: str, rows: pa.Table) -> dict[str, int | float]:
    """Figures of a table by name: whole numbers for counts and sums, percent and means to one or three decimals.

    Of a table without rows a percentage or mean says nothing, and is left out.
    """
    return dict(_figures(table, rows))


def _figures(table: str, rows: pa.Table) -> Iterator[tuple[str, int | float]]:
    for figure in declared():
        if figure.table != table:
            continue
        column = rows[figure.column]
        if figure.how == "sum":
            yield figure.name, pc.sum(column).as_py() or 0
        elif figure.how == "mean":
            value = pc.mean(column).as_py()
            if value is not None:
                yield figure.name, round(value, 3)
        else:
            passing = _passing(column, figure.test)
            if figure.how == "count":
                yield figure.name, passing
            elif len(column):
                yield figure.name, round(100 * passing / len(column), 1)


def _passing(column: pa.ChunkedArray, test: tuple[str, ...]) -> int:
    """How many rows pass."""
    if test == ("known",):
        return len(column) - column.null_count
    if test == ("true",):
        return pc.sum(column).as_py() or 0
    wanted = pa.array(test).cast(column.type)
    return pc.sum(pc.is_in(column, value_set=wanted)).as_py() or 0
