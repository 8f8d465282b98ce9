"""Listed persons: what the table of persons tells of a name on the day of a report.

Belongs here: looking up full names, and surnames that only one listed person of that day has.
Does not belong here: names in the text (`persons`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from pipelines.coding.names.gazetteer import actor_name
from pipelines.reference import spelling
from pipelines.reference.actors import actor
from pipelines.reference.persons import Person, persons, persons_called

#: So long after the end of an office reports still call its holder by it.
_JUST_LEFT = timedelta(days=60)
_LEVELS = ("head_of_state", "minister", "envoy", "delegation", "technical", "unspecified", "")


@dataclass(frozen=True, slots=True)
class Listed:
    """Whom a listed person represents, and at what level."""

    actor: str
    level: str


def _told(rows: tuple[Person, ...] | list[Person]) -> Listed | None:
    actors = {row.actor_id for row in rows}
    if len(actors) != 1:
        # a president who chairs an organisation for a year stands for his country
        governing = ("head_of_state", "minister")
        own = [r for r in rows if actor(r.actor_id).kind != "organisation" and r.level in governing] or rows
        rows = list(own[:1]) if len({row.name for row in rows}) == 1 else []
    if not rows:
        return None
    return Listed(actor_name(rows[0].actor_id), min((row.level for row in rows), key=_LEVELS.index))


@lru_cache(maxsize=20_000)
def listed(name: str, on: date) -> Listed | None:
    """The listed person of that full name, else the only one of that day with that surname and first letter.

    Who led a group last, or a state until a few weeks ago, still stands for it.
    """
    rows = persons_called(name, on)
    if rows:
        return _told(rows)
    if " " in name and (past := _last_office(persons_called(name), on)) is not None:
        return _told([past])
    words = spelling.key(name).replace("-", " ").split()
    if not words:
        return None
    same = [row for row in _by_surname().get(_folded(words[-1]), ()) if row.holds_on(on)]
    if len(words) > 1:
        same = [row for row in same if spelling.key(row.name)[0] == words[0][0]]
    return _told(same)


def _last_office(rows: Sequence[Person], on: date) -> Person | None:
    """The office held last before a day, where a report that recalls something means it by the name."""
    ended = [(row.last_day, row) for row in rows if row.last_day is not None and row.last_day < on]
    if not ended:
        return None
    last_day, row = max(ended, key=lambda e: e[0])
    recent = on - last_day <= _JUST_LEFT
    return row if actor(row.actor_id).kind in ("armed_group", "party") or recent else None


def listed_among(name: str, on: date, actors: Sequence[str]) -> Listed | None:
    """The listed person of that surname who represents one of the actors, where only one does."""
    words = spelling.key(name).replace("-", " ").split()
    rows = [row for row in _by_surname().get(_folded(words[-1]), ()) if row.holds_on(on)] if words else []
    return _told([row for row in rows if actor_name(row.actor_id) in actors])


def _folded(word: str) -> str:
    """A surname without what transliterations differ in: Zelenskiy, Zelenskyy and Zelensky are one."""
    for ending in ("iy", "yy", "yi", "ij", "ii", "i", "j"):
        if word.endswith(ending) and len(word) > 4:
            return word[: -len(ending)] + "y"
    return word


@cache
def _by_surname() -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for row in persons():
        for name in dict.fromkeys((row.name, *row.aliases)):
            words = spelling.key(name).replace("-", " ").split()
            if words:
                found.setdefault(_folded(words[-1]), []).append(row)
    return found
