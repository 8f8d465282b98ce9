"""What is compared of the records of two codings, and by which rules.

Belongs here: the shapes that the three tables share. Does not belong here: one table's rules
(`compared_meetings`, `compared_agreements`, `compared_conditions`).
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pipelines.evaluation.names import actor_key, fold
from pipelines.reference.tsv import read_table

#: What a value is right by: how much of it is right, of how much. A plain field has (1, 1) or (0, 1).
Score = tuple[float, float]

TABLES = ("meetings", "agreements", "conditions")


class Compared(Protocol):
    """A record with its names as keys; all else that a table compares stands beside these three."""

    @property
    def key(self) -> str: ...

    @property
    def kind(self) -> str | None: ...

    @property
    def evidence(self) -> str: ...


Record = TypeVar("Record", bound=Compared)


@dataclass(frozen=True)
class Comparison(Generic[Record]):
    """How records of one table are compared.

    `read`: a record as coded and the day of its report → what is compared. `likeness` (0 to 1) of two records in a
    body of text decides what is paired; records that are not `related` never are. `scores`: field → score of a pair.
    `key_fields`: all right, and the pair counts as strictly right.
    """

    table: str
    read: Callable[[Mapping[str, Any], date | None], Record]
    likeness: Callable[[Record, Record, str], float]
    related: Callable[[Record, Record, str], bool]
    scores: Callable[[Record, Record, str], dict[str, Score]]
    key_fields: tuple[str, ...]


def same(ours: Record, gold: Record, *names: str) -> dict[str, Score]:
    """Scores of fields that are right when equal."""
    return {name: (float(getattr(ours, name) == getattr(gold, name)), 1.0) for name in names}


def actor_keys(names: Sequence[str] | None, on: date | None) -> frozenset[str]:
    """Keys of the actors of a list; blank names do not count."""
    return frozenset(key for name in names or () if (key := actor_key(name, on)) is not None)


@cache
def _status_words() -> Mapping[tuple[str, str], str]:
    rows = read_table(Path(__file__).with_name("status_words.tsv"), ("table", "word", "status"), ("table", "word"))
    return {(row.cells["table"], row.cells["word"]): row.cells["status"] for row in rows}


def status_code(table: str, word: str | None) -> str | None:
    """The code that a word for a status counts as; an unknown word counts as itself. None for none."""
    folded = fold(word or "").replace(" ", "_")
    return _status_words().get((table, folded), folded) or None


def reading_order(record: Any) -> tuple[int, str, str]:
    """Sorts records by key (m2 before m10), then by content, so that their order in a file never counts."""
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    content = repr([(name, sorted(value) if isinstance(value, Set) else value) for name, value in values.items()])
    return len(record.key), record.key, content
