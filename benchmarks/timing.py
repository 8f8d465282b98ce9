"""Timing: the best of five runs of a function, and what a benchmark returns."""

import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """`figure` in words, and its time as a multiple of the time of what `against` names."""

    figure: str
    ratio: float
    against: str


def best(function: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds of the fastest of several runs."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        function()
        times.append(time.perf_counter() - began)
    return min(times)
