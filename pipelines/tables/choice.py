"""Choosing a value where claims differ: criteria, policies, and the losers, which stay visible.

Belongs here: what each criterion means. Which criteria a column uses stands in `policies.tsv`.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import is_bare

PRECISIONS = ("unknown", "relative", "year", "quarter", "month", "week", "day", "range")
_RELIABILITY = {"low": 0, "medium": 1, "high": 2}


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim's value for one column. `origin` tells independent sources apart, `reliability` is its outlet's."""

    value: str
    claim: StandingClaim
    origin: str
    reliability: str
    fits_status: bool

    @property
    def renamed_by(self) -> str | None:
        """The correction that says that the name in the report means this value, if one does."""
        return next((by for name, by, _ in self.claim.renamed if name == self.value), None)

    @property
    def order(self) -> tuple[int, int, str]:
        return (self.claim.report.position, self.claim.claim.start, self.claim.claim_id)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value with the voices for it."""

    value: str
    voices: tuple[Voice, ...]


@cache
def policies() -> dict[tuple[str, str], str]:
    """(table, column) -> policy, from `policies.tsv`."""
    path = Path(__file__).with_name("policies.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(row["table_name"], row["column"]): row["policy"] for row in csv.DictReader(lines, delimiter="\t")}


def candidates(voices: Sequence[Voice]) -> list[Candidate]:
    """Values with their voices, in the order in which the ledger met them."""
    groups: dict[str, list[Voice]] = {}
    for voice in sorted(voices, key=lambda v: v.order):
        groups.setdefault(voice.value, []).append(voice)
    return [Candidate(value, tuple(members)) for value, members in groups.items()]


def choose(voices: Sequence[Voice], policy: str) -> str | None:
    """The value that a policy of criteria chooses; None without voices. KeyError for an unknown criterion."""
    left = candidates(voices)
    for name in policy.split(", "):
        if len(left) < 2:
            break
        criterion = CRITERIA[name]
        scores = [criterion(candidate) for candidate in left]
        best = max(scores)
        left = [candidate for candidate, score in zip(left, scores, strict=True) if score == best]
    return left[0].value if left else None


def choose_members(voices: Sequence[Voice], policy: str) -> list[str]:
    """The members that a policy for joined lists keeps, in alphabetical order. KeyError for an unknown policy.

    What a report that nobody checked says counts only where no other says anything.
    """
    checked = [v for v in voices if not v.claim.unchecked]
    return sorted(MEMBER_POLICIES[policy](checked or voices))


def _origins(voices: Sequence[Voice]) -> set[str]:
    return {v.origin for v in voices}


def _half(voices: Sequence[Voice]) -> set[str]:
    total = len(_origins(voices))
    return {c.value for c in candidates(voices) if 2 * len(_origins(c.voices)) >= total}


def _union(voices: Sequence[Voice]) -> set[str]:
    return {v.value for v in voices}


def _latest(candidate: Candidate) -> tuple[str, int]:
    return max((v.claim.report.report.published_on.isoformat(), v.claim.report.position) for v in candidate.voices)


def _precise(candidate: Candidate) -> int:
    return max(PRECISIONS.index(v.claim.claim.first("date_precision") or "unknown") for v in candidate.voices)


def _own(candidate: Candidate) -> bool:
    """Whether the claim comes from the actor whose position it is: a speaker voices it for the holder."""
    return any(v.claim.claim.first("speaker") is not None for v in candidate.voices)


def _specific(candidate: Candidate) -> int:
    """How many independent sources that give the kind of an agreement tell what is in it, too."""
    return len(_origins([v for v in candidate.voices if not is_bare(v.claim)]))


CRITERIA: dict[str, Callable[[Candidate], int | float | tuple[str, int]]] = {
    "fits_status": lambda c: any(v.fits_status for v in c.voices),
    "independent": lambda c: len(_origins(c.voices)),
    "latest": _latest,
    "earliest": lambda c: -min(v.claim.report.position for v in c.voices),
    "precise": _precise,
    "longest": lambda c: len(c.value),
    "foreground": lambda c: any(not v.claim.claim.is_background for v in c.voices),
    "reliable": lambda c: max(_RELIABILITY[v.reliability] for v in c.voices),
    "confident": lambda c: max(v.claim.claim.confidence for v in c.voices),
    "own": _own,
    "specific": _specific,
    "checked": lambda c: any(not v.claim.unchecked for v in c.voices),
}
MEMBER_POLICIES: dict[str, Callable[[Sequence[Voice]], set[str]]] = {"half": _half, "union": _union}
