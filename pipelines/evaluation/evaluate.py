"""How good a coder is: its records of some reports, measured against gold.

Belongs here: from a folder to an evaluation, and its form for machines. Does not belong here: its form for
people (`listing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.coding.coder import Coder
from pipelines.evaluation import listing
from pipelines.evaluation.bootstrap import intervals
from pipelines.evaluation.gold import GoldReport, NoGold, read_gold
from pipelines.evaluation.measures import Measure, ReportScore, Tally, score_report, total
from pipelines.tables.report_records import Records, report_records

__all__ = ["Evaluation", "NoGold", "evaluate_folder", "evaluate_records"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A coder's figures over some reports. `bounds`: the 95 % interval of each measure; empty without samples."""

    reports: tuple[ReportScore, ...]
    total: Tally
    bounds: Mapping[Measure, tuple[float, float]]
    samples: int

    def figure(self, measure: Measure) -> float | None:
        """Value of a measure, None for a share of nothing. KeyError for a measure that there is none of."""
        return self.total.figures()[measure]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON: each measure with its value, its interval, and for a share the whole that it is of."""
        measures = {}
        for name, value in self.total.figures().items():
            low, high = self.bounds.get(name, (None, None))
            measures[name] = {"value": value, "low": low, "high": high}
            if name in self.total.shares:
                measures[name]["of"] = self.total.shares[name][1]
        return {
            "n_reports": len(self.reports),
            "samples": self.samples,
            "measures": measures,
            "reports": [listing.report_json(report) for report in self.reports],
        }

    def as_text(self, details: bool) -> str:
        """A page for people; with details, also what was missed, added and got wrong in each report."""
        return listing.page(self.reports, self.total, self.bounds, self.samples, details)


def evaluate_folder(gold_dir: Path, coder: Coder, *, any_topic: bool, samples: int) -> Evaluation:
    """Code the reports beside the gold of a folder, and measure. NoGold where there is nothing to measure by."""
    gold = read_gold(gold_dir)
    coded = [report_records(g.report, coder.code(g.report, any_topic=any_topic)) for g in gold]
    return evaluate_records(gold, coded, samples=samples)


def evaluate_records(gold: Sequence[GoldReport], coded: Sequence[Records], *, samples: int) -> Evaluation:
    """Measure one coding of some reports against another, in the same order."""
    scores = tuple(score_report(g, records) for g, records in zip(gold, coded, strict=True))
    tallies = [score.tally for score in scores]
    return Evaluation(scores, total(tallies), intervals(tallies, samples), samples)
