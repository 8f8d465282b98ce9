"""Persons: who speaks, negotiates and mediates for whom, and when.

Belongs here: reading `persons.tsv` and looking persons up by name or alias on a day.
Does not belong here: finding names in a text, or merging spellings of persons no table knows (`pipelines.coding`).

The table is read at the first call and kept; importing this module reads nothing.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from pipelines.reference import spelling
from pipelines.reference.actors import actors
from pipelines.reference.tsv import FOLDER, read_table
from schemas.codes import CODE_LISTS

PERSON_COLUMNS = ("name", "actor_id", "office", "level", "from", "to", "aliases")


@dataclass(frozen=True, slots=True)
class Person:
    """One row of `persons.tsv`: a person in one office. Days are None where open or not known."""

    name: str
    actor_id: str
    office: str
    level: str
    first_day: date | None
    last_day: date | None
    aliases: tuple[str, ...]

    def holds_on(self, day: date | None) -> bool:
        """Whether the person can have held the office on a day; without a day, always."""
        if day is None:
            return True
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@cache
def persons() -> tuple[Person, ...]:
    """All rows, in the order of the table. ValueError for a row that is wrong or names an unknown actor or level."""
    table = []
    for row in read_table(FOLDER / "persons.tsv", PERSON_COLUMNS, key=("name", "actor_id", "office", "from")):
        cells = row.cells
        if cells["actor_id"] not in actors():
            raise row.wrong(f"no such actor: {cells['actor_id']!r}")
        if cells["level"] not in CODE_LISTS["level"]:
            raise row.wrong(f"no level: {cells['level']!r}")
        table.append(
            Person(
                name=cells["name"],
                actor_id=cells["actor_id"],
                office=cells["office"],
                level=cells["level"],
                first_day=row.day("from"),
                last_day=row.day("to"),
                aliases=row.names("aliases"),
            )
        )
    return tuple(table)


@cache
def _by_key() -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = {}
    for entry in persons():
        for words in dict.fromkeys(spelling.key(name) for name in (entry.name, *entry.aliases)):
            found.setdefault(words, []).append(entry)
    return found


@lru_cache(maxsize=10_000)
def persons_called(name: str, on: date | None = None) -> tuple[Person, ...]:
    """The rows of that full name or alias whose office can be held on a day, the latest office first."""
    rows = [entry for entry in _by_key().get(spelling.key(name), ()) if entry.holds_on(on)]
    return tuple(sorted(rows, key=lambda entry: entry.first_day or date.min, reverse=True))
