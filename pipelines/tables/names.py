"""From names to ids, and which reference rows a release therefore needs.

Belongs here: the one place where rows meet the reference tables; it remembers what was asked for, so that a
release holds the actors, places and sources that it names, and no others.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pipelines.reference import actors, persons, places, processes, sources
from pipelines.resolution.aliases import person_id
from pipelines.tables.row import Row
from schemas import ids


@dataclass(slots=True)
class Names:
    """Looks names up, and collects the rows of `actors`, `places`, `processes` and `sources` on the way."""

    actor_rows: dict[str, Row] = field(default_factory=dict)
    place_rows: dict[str, Row] = field(default_factory=dict)
    process_rows: dict[str, Row] = field(default_factory=dict)
    source_rows: dict[str, Row] = field(default_factory=dict)

    def actor(self, name: str) -> str:
        """Id of an actor by canonical name; a name that is not listed gets an id made from it."""
        actor_id = actors.actor_id_for(name)
        self._keep_actor(actor_id, name)
        return actor_id

    def person(self, name: str) -> str:
        """Id of a person; spellings that the reference table knows are one person."""
        known = _known_person(name)
        actor_id = person_id(name)
        if actor_id not in self.actor_rows:
            represents = known.actor_id if known else None
            if represents:
                self._keep_actor(represents, represents)
            self.actor_rows[actor_id] = _actor_row(
                actor_id, known.name if known else name, "person", represents=represents
            )
        return actor_id

    def level(self, person: str) -> str | None:
        """Level of a person that the reference table knows."""
        known = _known_person(person)
        return known.level if known else None

    def place(self, name: str | None, country: str | None) -> str | None:
        """Id of a place; one that is not listed gets an id made from its name and country."""
        if not name:
            return None
        listed = places.place_id_for(name, country)
        known = places.place(listed) if listed else None
        place_id = listed or f"x-{ids.slug(name)}" + (f"-{country.lower()}" if country else "")
        if place_id not in self.place_rows:
            self.place_rows[place_id] = {
                "place_id": place_id,
                "name": known.name if known else name,
                "kind": known.kind if known else "unknown",
                "country_code": known.country_code if known else country,
                "latitude": known.latitude if known else None,
                "longitude": known.longitude if known else None,
                "geonames_id": _text(known.geonames_id) if known else None,
            }
        return place_id

    def source(self, outlet: str | None, url: str | None) -> str:
        """Id of an outlet; one that names itself by its address only is known by that."""
        known = sources.source_called(outlet) if outlet else sources.source_at(url or "")
        domain = urlsplit(url).hostname if url else None
        name = known.name if known else outlet or domain or "unknown"
        source_id = known.source_id if known else sources.source_id_for(name)
        if source_id not in self.source_rows:
            self.source_rows[source_id] = {
                "source_id": source_id,
                "name": name,
                "kind": known.kind if known else "unknown",
                "domain": known.domain if known else domain,
                "reliability": reliability(outlet),
                "quote_cap_words": sources.quote_cap_words(source_id),
                "rights": known.rights if known else None,
                "shares_text": known.shares_text if known else False,
            }
        return source_id

    def process(self, process_id: str, founders: tuple[str, ...]) -> None:
        """Note that a process is named; `founders` are the actor ids of one that is not listed."""
        if process_id in self.process_rows:
            return
        known = processes.processes().get(process_id)
        for actor_id in known.core_party_ids if known else founders:
            self._keep_actor(actor_id, actor_id)
        label = " - ".join(self.actor_rows[a]["name"] for a in sorted(founders)) or "unknown parties"
        self.process_rows[process_id] = {
            "process_id": process_id,
            "name": known.name if known else f"{label} process",
            "core_party_ids": "; ".join(known.core_party_ids if known else sorted(founders)) or None,
            "pax_process_id": known.pax_process_id if known else None,
            "ucdp_id": known.ucdp_id if known else None,
            "origin": "listed" if known else "founded",
            "first_day": known.first_day if known else None,
            "last_day": known.last_day if known else None,
        }

    def alias_rows(self) -> list[Row]:
        """Aliases of the actors asked for."""
        return [
            {
                "actor_id": alias.actor_id,
                "alias": alias.alias,
                "kind": alias.kind,
                "valid_from": alias.first_day.isoformat() if alias.first_day else "",
                "valid_to": alias.last_day.isoformat() if alias.last_day else "",
            }
            for alias in actors.actor_aliases()
            if alias.actor_id in self.actor_rows
        ]

    def _keep_actor(self, actor_id: str, name: str) -> None:
        if actor_id in self.actor_rows:
            return
        known = actors.actors().get(actor_id)
        if known is None:
            self.actor_rows[actor_id] = _actor_row(actor_id, name, "unknown")
            return
        self.actor_rows[actor_id] = _actor_row(
            actor_id,
            known.name,
            known.kind,
            represents=known.represents,
            country_code=known.country_code,
            iso3=known.iso3,
            gwcode=_text(known.gwcode),
            ucdp_id=known.ucdp_id,
            wikidata_id=known.wikidata_id,
        )
        if known.represents:
            self._keep_actor(known.represents, known.represents)


def reliability(outlet: str | None) -> str:
    """How reliable an outlet is; medium where the reference table does not know it."""
    known = sources.source_called(outlet) if outlet else None
    return known.reliability if known else "medium"


def _known_person(name: str) -> persons.Person | None:
    found = persons.persons_called(name)
    return found[0] if found else None


def _actor_row(actor_id: str, name: str, kind: str, *, represents: str | None = None, **known: str | None) -> Row:
    row: Row = {"actor_id": actor_id, "name": name, "kind": kind, "represents_actor_id": represents}
    for column in ("country_code", "iso3", "gwcode", "ucdp_id", "wikidata_id"):
        row[column] = known.get(column)
    return row


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)
