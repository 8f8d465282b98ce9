"""Whether the coder is as good as it was: its figures on the examples, held against declared floors.

Belongs here: the figures that count, and findings where one falls below its floor (`floors.tsv`). Does not belong
here: how a figure is made (`measures`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.coding.coder import Coder
from pipelines.evaluation.evaluate import evaluate_folder
from pipelines.evaluation.measures import Measure
from pipelines.reference.tsv import Row, read_table
from pipelines.validation.finding import Finding

#: Reports with gold that come with the source, not with an installed package.
EXAMPLES = Path(__file__).parents[2] / "examples" / "gold"

_FLOORS = Path(__file__).with_name("floors.tsv")
_TABLE = "quality"


@dataclass(frozen=True, slots=True)
class Floor:
    """Bounds of a figure, both included; None where there is none."""

    measure: Measure
    minimum: float | None
    maximum: float | None

    def problem(self, value: float) -> str | None:
        """What is wrong with a value, None where nothing is."""
        if self.minimum is not None and value < self.minimum:
            return f"{self.measure} is {value:.3f}, below its floor of {self.minimum:g}"
        if self.maximum is not None and value > self.maximum:
            return f"{self.measure} is {value:.3f}, above its ceiling of {self.maximum:g}"
        return None


def read_floors(path: Path = _FLOORS) -> tuple[Floor, ...]:
    """The declared bounds. ValueError for a row that is wrong."""
    rows = read_table(path, ("measure", "minimum", "maximum"), key=("measure",))
    return tuple(Floor(row.cells["measure"], _bound(row, "minimum"), _bound(row, "maximum")) for row in rows)


def _bound(row: Row, column: str) -> float | None:
    text = row.cells[column]
    try:
        return float(text) if text else None
    except ValueError:
        raise row.wrong(f"{column} is no number: {text!r}") from None


def example_figures(coder: Coder, folder: Path = EXAMPLES) -> dict[Measure, float]:
    """The figures that have floors, of a coder on the examples. A share of nothing counts as 0.

    NoGold where the folder or its gold is missing.
    """
    evaluation = evaluate_folder(folder, coder, any_topic=False, samples=0)
    return {floor.measure: evaluation.figure(floor.measure) or 0.0 for floor in read_floors()}


def floor_findings(figures: Mapping[Measure, float], floors: tuple[Floor, ...] | None = None) -> Iterator[Finding]:
    """One error a figure out of its bounds. KeyError for a floor without a figure."""
    for floor in read_floors() if floors is None else floors:
        problem = floor.problem(figures[floor.measure])
        if problem is not None:
            yield Finding("coder_quality", _TABLE, floor.measure, "", "error", problem)
