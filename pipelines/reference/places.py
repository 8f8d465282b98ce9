"""Places: the gazetteer.

Belongs here: reading `places.tsv` and looking places up by id, by name and by the actor whose seat they are.
Does not belong here: finding names in a text (`pipelines.coding`).

The table is read at the first call and kept; importing this module reads nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pipelines.reference import spelling
from pipelines.reference.tsv import FOLDER, Row, read_table

PLACE_COLUMNS = (
    "place_id", "name", "kind", "country_code", "latitude", "longitude", "geonames_id", "aliases", "located_in",
    "seat_of",
)  # fmt: skip
PLACE_KINDS = ("city", "venue", "region", "country")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of `places.tsv`. Empty cells are None. `located_in` is the canonical name of a venue's city."""

    place_id: str
    name: str
    kind: str
    country_code: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    aliases: tuple[str, ...]
    located_in: str | None
    seat_of: str | None


def _degrees(row: Row, column: str, limit: float) -> float | None:
    text = row.cells[column]
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        raise row.wrong(f"{column} is no number: {text!r}") from None
    if not -limit <= degrees <= limit:
        raise row.wrong(f"{column} is out of range: {text!r}")
    return degrees


@cache
def places() -> Mapping[str, Place]:
    """All places by id, in the order of the table. ValueError for a row that is wrong."""
    table: dict[str, Place] = {}
    for row in read_table(FOLDER / "places.tsv", PLACE_COLUMNS, key=("place_id",)):
        cells = row.cells
        if cells["kind"] not in PLACE_KINDS:
            raise row.wrong(f"no kind of place: {cells['kind']!r}")
        if bool(cells["latitude"]) != bool(cells["longitude"]):
            raise row.wrong("one coordinate without the other")
        if cells["geonames_id"] and not cells["geonames_id"].isdigit():
            raise row.wrong(f"geonames_id is no number: {cells['geonames_id']!r}")
        table[cells["place_id"]] = Place(
            place_id=cells["place_id"],
            name=cells["name"],
            kind=cells["kind"],
            country_code=cells["country_code"] or None,
            latitude=_degrees(row, "latitude", 90),
            longitude=_degrees(row, "longitude", 180),
            geonames_id=int(cells["geonames_id"]) if cells["geonames_id"] else None,
            aliases=row.names("aliases"),
            located_in=cells["located_in"] or None,
            seat_of=cells["seat_of"] or None,
        )
    return MappingProxyType(table)


@cache
def _by_key() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for entry in places().values():
        for words in dict.fromkeys(spelling.key(name) for name in (entry.name, *entry.aliases)):
            found.setdefault(words, []).append(entry)
    return found


@cache
def _by_seat() -> dict[str, Place]:
    return {entry.seat_of: entry for entry in places().values() if entry.seat_of}


def place(place_id: str) -> Place:
    """The place of that id. KeyError for one that stands in no table."""
    return places()[place_id]


def places_called(name: str, country_code: str | None = None) -> tuple[Place, ...]:
    """Places of that name or alias, likelier first; only those in a country, where one is given."""
    found = _by_key().get(spelling.key(name), ())
    return tuple(p for p in found if country_code is None or p.country_code == country_code)


def city_of(entry: Place) -> Place:
    """The city of a venue; a place of any other kind, and a venue outside any city, is its own."""
    if entry.located_in is None:
        return entry
    return next(p for p in places_called(entry.located_in, entry.country_code) if p.kind == "city")


def place_id_for(name: str, country_code: str | None = None) -> str | None:
    """The id of the likeliest place of that name, None where no table knows it."""
    found = places_called(name, country_code)
    return found[0].place_id if found else None


def seat_of(actor_id: str) -> Place | None:
    """The city in which a government or authority has its seat, None where the table has none."""
    return _by_seat().get(actor_id)
