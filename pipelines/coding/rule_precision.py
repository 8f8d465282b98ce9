"""Rule precision: how sure a claim is, by how often its rule was right on reports with gold.

Belongs here: reading `lexicon/rule_precision.tsv` and the formula. Does not belong here: counting
(`pipelines.evaluation.calibration`).

A share of few is no measure, so it is shrunk: that of a rule with a status towards that of the rule, and that of the
rule towards that of all rules, each as if `PRIOR` more cases had been seen there (an empirical Bayes estimate with
a fixed weight).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.coding.text.word_scan import lexicon_rows

#: As many cases as the wider share weighs.
PRIOR = 8.0

#: (rule, status as claimed) -> (claims that were right, claims).
Counts = Mapping[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Precision:
    """The measured precision of all rules. `share` gives that of a rule for claims of a status, in 0..1."""

    counts: Counts

    def share(self, rule: str, status: str) -> float:
        """A rule or status that was never seen has the share of what is next wider."""
        whole = self._shrunk(0.5, self.counts.items())
        of_rule = self._shrunk(whole, (item for item in self.counts.items() if item[0][0] == rule))
        return self._shrunk(of_rule, (item for item in self.counts.items() if item[0] == (rule, status)))

    @staticmethod
    def _shrunk(wider: float, items) -> float:
        right = of = 0
        for _, (one, all_) in items:
            right, of = right + one, of + all_
        return (right + PRIOR * wider) / (of + PRIOR)


@cache
def measured() -> Precision:
    """The counts that come with the coder."""
    rows = lexicon_rows("rule_precision")
    return Precision({(r["rule"], r["status"]): (int(r["right"]), int(r["of"])) for r in rows})


@cache
def confidence_of(rule: str, status: str) -> float:
    """The confidence of a claim, in 0..1, by what comes with the coder."""
    return measured().share(rule, status)
