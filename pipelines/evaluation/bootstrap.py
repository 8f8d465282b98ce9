"""95 % intervals: reports drawn anew, with replacement, for records of one report rise and fall together.

Belongs here: drawing and quantiles. Does not belong here: what is measured (`measures`).

Method: percentile bootstrap (Efron 1979). The draw is seeded, so that the same figures have the same intervals.
"""

import random
from collections.abc import Sequence

from pipelines.evaluation.measures import Measure, Tally, total

SEED = 20250601
INTERVAL = (0.025, 0.975)


def intervals(tallies: Sequence[Tally], samples: int) -> dict[Measure, tuple[float, float]]:
    """Interval of each measure, from that many samples of the reports. A share of nothing drops out of a sample."""
    draw = random.Random(SEED)
    values: dict[Measure, list[float]] = {}
    for _ in range(samples):
        sample = total(tallies[draw.randrange(len(tallies))] for _ in tallies)
        for name, value in sample.figures().items():
            if value is not None:
                values.setdefault(name, []).append(value)
    return {name: _bounds(sorted(drawn)) for name, drawn in values.items()}


def _bounds(ordered: Sequence[float]) -> tuple[float, float]:
    low, high = (_quantile(ordered, share) for share in INTERVAL)
    return low, high


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Quantile by linear interpolation between neighbours."""
    place = share * (len(ordered) - 1)
    before = int(place)
    after = min(before + 1, len(ordered) - 1)
    return ordered[before] + (ordered[after] - ordered[before]) * (place - before)
