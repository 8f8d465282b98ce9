"""Who met whom: how often two actors were at one meeting that was held, as a matrix.

Belongs here: counting. Persons count for the actor that they represent, and not at all where the reports name none.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from pipelines.dossiers.reading import Record, Release
from pipelines.dossiers.words import counted

#: actors that the matrix shows
MOST = 10
_LETTERS = "ABCDEFGHIJ"


@dataclass(frozen=True, slots=True)
class Cell:
    """How often two actors met; `shade` is 0 to 4, relative to the most frequent pair."""

    number: int
    shade: int
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One actor: its letter, name, number of meetings, and its meetings with those above it."""

    letter: str
    name: str
    meetings: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Encounters:
    """The matrix, lower triangle; `left_out` actors were at fewer meetings than those shown."""

    lines: tuple[Line, ...]
    held: int
    left_out: int


def encounters(release: Release, records: Sequence[Record]) -> Encounters | None:
    """Who met whom at the meetings held; None where no two actors did."""
    together: Counter[tuple[str, str]] = Counter()
    meetings: Counter[str] = Counter()
    held = [r for r in records if r.type == "meeting" and r.status == "held"]
    for record in held:
        there = _there(release, record)
        meetings.update(there)
        together.update(combinations(sorted(there), 2))
    if not together:
        return None
    most = max(together.values())
    ranked = sorted((a for a in meetings if any(a in pair for pair in together)), key=lambda a: (-meetings[a], a))
    shown = ranked[:MOST]
    lines = []
    for n, actor in enumerate(shown):
        cells = []
        for other in shown[:n]:
            number = together[min(actor, other), max(actor, other)]
            shade = -(-4 * number // most)
            words = f"{_name(release, actor)} and {_name(release, other)}: {counted(number, 'meeting')}"
            cells.append(Cell(number, shade, words))
        lines.append(Line(_LETTERS[n], _name(release, actor), meetings[actor], tuple(cells)))
    return Encounters(tuple(lines), len(held), len(ranked) - len(shown))


def _there(release: Release, record: Record) -> set[str]:
    """Actors that were at a meeting, in any role."""
    there = set()
    for row in release.participants.get(record.id, ()):
        if row["attendance"] != "attended":
            continue
        if release.actors[row["actor_id"]]["kind"] != "person":
            there.add(row["actor_id"])
        elif row["represents_actor_id"]:
            there.add(row["represents_actor_id"])
    return there


def _name(release: Release, actor: str) -> str:
    return str(release.actors[actor]["name"])
