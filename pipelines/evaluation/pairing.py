"""Which record of a coding stands for which record of the gold.

Belongs here: from two lists of records to pairs, added and missed ones. Does not belong here: how alike two
records are (`compared_meetings` and its neighbours).

One to one, with the largest total likeness; pairs under 0.5, and records that are not related, are barred. Ties
go to the same kind and overlapping evidence, then to the order of the records' keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic

from pipelines.evaluation.assignment import best_assignment
from pipelines.evaluation.compared import Comparison, Record, Score, reading_order
from pipelines.evaluation.likeness import evidence_overlap

#: Records less alike than this are never paired. A hair below a half, for sums that round down.
LEAST_LIKENESS = 0.5 - 1e-9
_TIE = 1e-6
_SCALE = 10**12


@dataclass(frozen=True, slots=True)
class Pair(Generic[Record]):
    """A coded record and the gold one it stands for, with the score of each field."""

    ours: Record
    gold: Record
    scores: Mapping[str, Score]
    is_strict: bool

    @property
    def wrong_fields(self) -> tuple[str, ...]:
        """Fields that are not wholly right. Evidence may be quoted in many ways and is never wrong here."""
        return tuple(field for field, (got, of) in self.scores.items() if got < of and field != "evidence_overlap")


@dataclass(frozen=True, slots=True)
class Pairing(Generic[Record]):
    """One report's records of one table in two codings."""

    pairs: tuple[Pair[Record], ...]
    added: tuple[Record, ...]
    missed: tuple[Record, ...]

    @property
    def n_ours(self) -> int:
        return len(self.pairs) + len(self.added)

    @property
    def n_gold(self) -> int:
        return len(self.pairs) + len(self.missed)


def pair_records(
    rules: Comparison[Record],
    ours: Sequence[Mapping[str, Any]],
    gold: Sequence[Mapping[str, Any]],
    body: str,
    on: date | None,
) -> Pairing[Record]:
    """Pair the records of a report that was published on a day, in whatever order they come."""
    mine, theirs = (sorted((rules.read(r, on) for r in coded), key=reading_order) for coded in (ours, gold))
    chosen = best_assignment([[_worth(rules, a, b, body) for b in theirs] for a in mine])
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    return Pairing(
        pairs=tuple(_pair(rules, mine[row], theirs[column], body) for row, column in chosen),
        added=tuple(record for row, record in enumerate(mine) if row not in rows),
        missed=tuple(record for column, record in enumerate(theirs) if column not in columns),
    )


def _worth(rules: Comparison[Record], ours: Record, gold: Record, body: str) -> int:
    likeness = rules.likeness(ours, gold, body)
    if likeness < LEAST_LIKENESS or not rules.related(ours, gold, body):
        return 0
    tie = (ours.kind == gold.kind) + evidence_overlap(ours.evidence, gold.evidence, body)
    return round((likeness + _TIE * tie) * _SCALE)


def _pair(rules: Comparison[Record], ours: Record, gold: Record, body: str) -> Pair[Record]:
    scores = rules.scores(ours, gold, body)
    return Pair(ours, gold, scores, is_strict=all(scores[field][0] == 1 for field in rules.key_fields))
