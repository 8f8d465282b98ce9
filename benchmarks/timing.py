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


def best(function: Callable[[], object], rounds: int = ROUNDS, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the fastest of several runs; of CPU where the clock is `time.process_time`."""
    times = []
    for _ in range(rounds):
        began = clock()
        function()
        times.append(clock() - began)
    return min(times)
