"""Peace processes known beforehand.

Belongs here: reading `processes.tsv` and asking which listed processes two actors, or an actor and a country, point to.
Does not belong here: giving a record its process, or founding one that is not listed (`pipelines.resolution`).

The table is read at the first call and kept; importing this module reads nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from pipelines.reference.actors import actors
from pipelines.reference.tsv import FOLDER, read_table

PROCESS_COLUMNS = (
    "process_id", "name", "pax_process_id", "ucdp_id", "core_party_ids", "territory", "from", "to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Process:
    """One row of `processes.tsv`. `territory` holds ISO 3166-1 alpha-2 codes; days are None where open."""

    process_id: str
    name: str
    pax_process_id: str | None
    ucdp_id: str | None
    core_party_ids: tuple[str, ...]
    territory: tuple[str, ...]
    first_day: date | None
    last_day: date | None

    def covers(self, day: date | None) -> bool:
        """Whether a day lies within the process; without a day, always."""
        if day is None:
            return True
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@cache
def processes() -> Mapping[str, Process]:
    """All processes by id, in the order of the table. ValueError for a row that is wrong or names an unknown actor."""
    table: dict[str, Process] = {}
    for row in read_table(FOLDER / "processes.tsv", PROCESS_COLUMNS, key=("process_id",)):
        cells = row.cells
        parties = row.names("core_party_ids", ";")
        if unknown := [party for party in parties if party not in actors()]:
            raise row.wrong(f"no such actors: {unknown}")
        table[cells["process_id"]] = Process(
            process_id=cells["process_id"],
            name=cells["name"],
            pax_process_id=cells["pax_process_id"] or None,
            ucdp_id=cells["ucdp_id"] or None,
            core_party_ids=parties,
            territory=row.names("territory", ";"),
            first_day=row.day("from"),
            last_day=row.day("to"),
        )
    return MappingProxyType(table)


def process(process_id: str) -> Process:
    """The process of that id. KeyError for one that is not listed."""
    return processes()[process_id]


def processes_between(actor_ids: Iterable[str], on: date | None = None) -> tuple[Process, ...]:
    """Listed processes that have two of the actors or more among their core parties, those with most of them first.

    Among equals the one with fewer core parties comes first, as the more specific, then the order of the table.
    """
    wanted = set(actor_ids)
    hits = [
        (len(wanted.intersection(entry.core_party_ids)), entry) for entry in processes().values() if entry.covers(on)
    ]
    ranked = sorted((h for h in hits if h[0] >= 2), key=lambda h: (-h[0], len(h[1].core_party_ids)))
    return tuple(entry for _, entry in ranked)


def processes_in(country_code: str, actor_ids: Iterable[str], on: date | None = None) -> tuple[Process, ...]:
    """Listed processes on a country's territory with one of the actors among their core parties, in table order."""
    wanted = set(actor_ids)
    return tuple(
        entry
        for entry in processes().values()
        if country_code in entry.territory and wanted.intersection(entry.core_party_ids) and entry.covers(on)
    )


@cache
def counterparts() -> Mapping[str, frozenset[str]]:
    """For each core party of a process the parties that it has faced or sat with in one, whenever."""
    found: dict[str, set[str]] = {}
    for entry in processes().values():
        for actor_id in entry.core_party_ids:
            found.setdefault(actor_id, set()).update(set(entry.core_party_ids) - {actor_id})
    return {actor_id: frozenset(others) for actor_id, others in found.items()}
