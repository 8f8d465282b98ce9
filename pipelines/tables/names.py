"""From names to ids, and which reference rows a release therefore needs.

Belongs here: the one place where rows meet the reference tables. It notes what was asked for, so that a release holds
the actors, places and sources that it names, and no others. What is noted has no order: of several names that lead to
one unlisted id the first in the alphabet stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from pipelines.reference import actors, persons, places, processes, sources
from pipelines.resolution.aliases import person_id
from pipelines.tables.row import Row
from schemas import ids


class Asked(NamedTuple):
    """A name that rows asked for. `kind`: actor, person or place; `country` of a place, "" where none is known."""

    kind: str
    name: str
    country: str = ""


@dataclass(slots=True)
class Names:
    """Looks names up, and notes what was asked for."""

    asked: set[Asked] = field(default_factory=set)

    def actor(self, name: str) -> str:
        """Id of an actor by canonical name; a name that is not listed gets an id made from it."""
        self.asked.add(Asked("actor", name))
        return actors.actor_id_for(name)

    def person(self, name: str) -> str:
        """Id of a person; spellings that the reference table knows are one person."""
        self.asked.add(Asked("person", name))
        return person_id(name)

    def level(self, person: str) -> str | None:
        """Level of a person that the reference table knows."""
        known = _known_person(person)
        return known.level if known else None

    def place(self, name: str | None, country: str | None) -> str | None:
        """Id of a place; one that is not listed gets an id made from its name and country."""
        if not name:
            return None
        self.asked.add(Asked("place", name, country or ""))
        return _place_row(name, country)["place_id"]


class Bearer(NamedTuple):
    """What an actor's name leads to. `state`: the country of an actor that is one; `country` that of another one."""

    actor_id: str
    state: str | None
    country: str | None


@lru_cache(maxsize=10_000)
def bearer(name: str) -> Bearer:
    """What an actor's name leads to."""
    actor_id = actors.actor_id_for(name)
    row = _actor_row(actor_id, name)
    country = row["country_code"]
    return Bearer(actor_id, country, None) if row["kind"] == "state" else Bearer(actor_id, None, country)


def reference_rows(asked: Iterable[Asked], founders: Mapping[str, tuple[str, ...]]) -> dict[str, list[Row]]:
    """Rows of `actors`, `actor_aliases`, `places` and `processes` for what was asked for.

    `founders`: process -> actor ids of one that is not listed, none of one that is.
    """
    actor_rows: dict[str, Row] = {}
    place_rows: dict[str, Row] = {}
    by_id: list[str] = []
    for kind, name, country in sorted(asked):
        if kind == "place":
            row = _place_row(name, country or None)
            place_rows.setdefault(row["place_id"], row)
        elif kind == "person":
            row = _person_row(name)
            actor_rows.setdefault(row["actor_id"], row)
            by_id += [row["represents_actor_id"] or ""]
        else:
            actor_id = actors.actor_id_for(name)
            actor_rows.setdefault(actor_id, _actor_row(actor_id, name))
    listed = processes.processes()
    for process_id, named in sorted(founders.items()):
        by_id += listed[process_id].core_party_ids if process_id in listed else named
    by_id += [row["represents_actor_id"] or "" for row in actor_rows.values()]
    while by_id:
        actor_id = by_id.pop(0)
        if actor_id and actor_id not in actor_rows:
            actor_rows[actor_id] = _actor_row(actor_id, actor_id)
            by_id.append(actor_rows[actor_id]["represents_actor_id"] or "")
    return {
        "actors": list(actor_rows.values()),
        "actor_aliases": _alias_rows(actor_rows),
        "places": list(place_rows.values()),
        "processes": [_process_row(p, named, actor_rows) for p, named in founders.items()],
    }


def source_row(outlet: str | None, url: str | None) -> Row:
    """The row of an outlet; one that names itself by its address only is known by that."""
    return _source_row(outlet, urlsplit(url).hostname if url else None)


def source_rows(rows: Iterable[Row]) -> list[Row]:
    """Of rows of outlets one each: of several spellings of one that is not listed the first one with an address."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda r: (r["domain"] is None, r["name"], r["domain"] or "")):
        found.setdefault(row["source_id"], row)
    return list(found.values())


def reliability(outlet: str | None) -> str:
    """How reliable an outlet is; medium where the reference table does not know it."""
    known = sources.source_called(outlet) if outlet else None
    return known.reliability if known else "medium"


def _known_person(name: str) -> persons.Person | None:
    found = persons.persons_called(name)
    return found[0] if found else None


@lru_cache(maxsize=10_000)
def _source_row(outlet: str | None, domain: str | None) -> Row:
    known = sources.source_called(outlet) if outlet else sources.source_at(f"//{domain}" if domain else "")
    name = known.name if known else outlet or domain or "unknown"
    source_id = known.source_id if known else sources.source_id_for(name)
    return {
        "source_id": source_id,
        "name": name,
        "kind": known.kind if known else "unknown",
        "domain": known.domain if known else domain,
        "reliability": reliability(outlet),
        "quote_cap_words": sources.quote_cap_words(source_id),
        "rights": known.rights if known else None,
        "shares_text": known.shares_text if known else False,
    }


@lru_cache(maxsize=10_000)
def _place_row(name: str, country: str | None) -> Row:
    listed = places.place_id_for(name, country)
    known = places.place(listed) if listed else None
    return {
        "place_id": listed or f"x-{ids.slug(name)}" + (f"-{country.lower()}" if country else ""),
        "name": known.name if known else name,
        "kind": known.kind if known else "unknown",
        "country_code": known.country_code if known else country,
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
        "geonames_id": _text(known.geonames_id) if known else None,
    }


def _person_row(name: str) -> Row:
    known = _known_person(name)
    row = _row(person_id(name), known.name if known else name, "person")
    return {**row, "represents_actor_id": known.actor_id or None} if known else row


def _actor_row(actor_id: str, name: str) -> Row:
    known = actors.actors().get(actor_id)
    if known is None:
        return _row(actor_id, name, "unknown")
    return {
        **_row(actor_id, known.name, known.kind),
        "represents_actor_id": known.represents,
        "country_code": known.country_code,
        "iso3": known.iso3,
        "gwcode": _text(known.gwcode),
        "ucdp_id": known.ucdp_id,
        "wikidata_id": known.wikidata_id,
    }


def _row(actor_id: str, name: str, kind: str) -> Row:
    told = ("represents_actor_id", "country_code", "iso3", "gwcode", "ucdp_id", "wikidata_id")
    return {"actor_id": actor_id, "name": name, "kind": kind, **dict.fromkeys(told)}


def _alias_rows(actor_ids: Iterable[str]) -> list[Row]:
    named = set(actor_ids)
    return [
        {
            "actor_id": alias.actor_id,
            "alias": alias.alias,
            "kind": alias.kind,
            "valid_from": alias.first_day.isoformat() if alias.first_day else "",
            "valid_to": alias.last_day.isoformat() if alias.last_day else "",
        }
        for alias in actors.actor_aliases()
        if alias.actor_id in named
    ]


def _process_row(process_id: str, founders: tuple[str, ...], actor_rows: Mapping[str, Row]) -> Row:
    known = processes.processes().get(process_id)
    label = " - ".join(actor_rows[a]["name"] for a in sorted(founders)) or "unknown parties"
    return {
        "process_id": process_id,
        "name": known.name if known else f"{label} process",
        "core_party_ids": "; ".join(known.core_party_ids if known else sorted(founders)) or None,
        "pax_process_id": known.pax_process_id if known else None,
        "ucdp_id": known.ucdp_id if known else None,
        "origin": "listed" if known else "founded",
        "first_day": known.first_day if known else None,
        "last_day": known.last_day if known else None,
    }


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)
