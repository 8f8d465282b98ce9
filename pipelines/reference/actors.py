"""Actors, and the words by which reports name them.

Belongs here: reading `actors.tsv` and `actor_aliases.tsv`, and looking actors up by id, by name and by alias on a day.
Does not belong here: finding names in a text (`pipelines.coding`), persons (`persons`).

The tables are read at the first call and kept; importing this module reads nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from pipelines.reference import spelling
from pipelines.reference.tsv import FOLDER, read_table
from schemas.codes import CODE_LISTS

ACTOR_COLUMNS = (
    "actor_id", "name", "kind", "represents", "country_code", "iso3", "gwcode", "ucdp_id", "wikidata_id",
)  # fmt: skip
ALIAS_COLUMNS = ("alias", "actor_id", "kind", "from", "to", "note")
ALIAS_KINDS = ("name", "acronym", "demonym", "demonym_plural", "capital", "seat", "body", "variant")

#: Ids of actors that stand in no table: this prefix and a slug of the name.
UNKNOWN_PREFIX = "x-"


@dataclass(frozen=True, slots=True)
class Actor:
    """One row of `actors.tsv`. Empty cells are None."""

    actor_id: str
    name: str
    kind: str
    represents: str | None
    country_code: str | None
    iso3: str | None
    gwcode: int | None
    ucdp_id: str | None
    wikidata_id: str | None


@dataclass(frozen=True, slots=True)
class ActorAlias:
    """One row of `actor_aliases.tsv`: what `alias` means in reports from `first_day` to `last_day`, both included."""

    alias: str
    actor_id: str
    kind: str
    first_day: date | None
    last_day: date | None
    note: str

    @property
    def is_ambiguous(self) -> bool:
        """The same words mean another actor at the same time."""
        return self.note.startswith("ambiguous")

    @property
    def is_native(self) -> bool:
        """Whether it names natives of other countries too ("Indian")."""
        return self.note == "weak native"

    @property
    def is_weak(self) -> bool:
        """The words are an ordinary word or name as well: ask for context."""
        return self.note.startswith("weak")

    def holds_on(self, day: date | None) -> bool:
        """Whether the alias means this actor in a report of that day; without a day, whether it ever does."""
        if day is None:
            return True
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@cache
def actors() -> Mapping[str, Actor]:
    """All actors by id, in the order of the table. ValueError for a row that is wrong."""
    table: dict[str, Actor] = {}
    for row in read_table(FOLDER / "actors.tsv", ACTOR_COLUMNS, key=("actor_id",)):
        cells = row.cells
        if cells["kind"] not in CODE_LISTS["actor_kind"]:
            raise row.wrong(f"no kind of actor: {cells['kind']!r}")
        if cells["gwcode"] and not cells["gwcode"].isdigit():
            raise row.wrong(f"gwcode is no number: {cells['gwcode']!r}")
        table[cells["actor_id"]] = Actor(
            actor_id=cells["actor_id"],
            name=cells["name"],
            kind=cells["kind"],
            represents=cells["represents"] or None,
            country_code=cells["country_code"] or None,
            iso3=cells["iso3"] or None,
            gwcode=int(cells["gwcode"]) if cells["gwcode"] else None,
            ucdp_id=cells["ucdp_id"] or None,
            wikidata_id=cells["wikidata_id"] or None,
        )
    return MappingProxyType(table)


@cache
def actor_aliases() -> tuple[ActorAlias, ...]:
    """All aliases, in the order of the table. ValueError for a row that is wrong or names an unknown actor."""
    table = []
    for row in read_table(FOLDER / "actor_aliases.tsv", ALIAS_COLUMNS, key=("alias", "actor_id", "kind", "from")):
        cells = row.cells
        if cells["kind"] not in ALIAS_KINDS:
            raise row.wrong(f"no kind of alias: {cells['kind']!r}")
        if cells["actor_id"] not in actors():
            raise row.wrong(f"no such actor: {cells['actor_id']!r}")
        table.append(
            ActorAlias(
                alias=cells["alias"],
                actor_id=cells["actor_id"],
                kind=cells["kind"],
                first_day=row.day("from"),
                last_day=row.day("to"),
                note=cells["note"],
            )
        )
    return tuple(table)


@cache
def _ids_by_name() -> dict[str, str]:
    return {spelling.key(actor.name): actor.actor_id for actor in actors().values()}


@cache
def _aliases_by_key() -> dict[str, list[ActorAlias]]:
    found: dict[str, list[ActorAlias]] = {}
    for alias in actor_aliases():
        found.setdefault(spelling.key(alias.alias), []).append(alias)
    return found


def actor(actor_id: str) -> Actor:
    """The actor of that id. KeyError for one that stands in no table."""
    return actors()[actor_id]


def actor_id_for(name: str) -> str:
    """The id of the actor with that canonical name; `x-` and a slug for a name that stands in no table.

    ValueError for a name without a letter or digit.
    """
    known = _ids_by_name().get(spelling.key(name))
    return known if known is not None else UNKNOWN_PREFIX + spelling.slug(name)


def aliases_called(words: str, on: date | None = None) -> tuple[ActorAlias, ...]:
    """The aliases with these words that hold on a day, likelier first.

    Accents, forms of apostrophes and a leading "the" do not count. Case counts for acronyms ("US", "us"); any other
    alias may differ in case if it has a capital letter somewhere ("KYIV", "Sudanese Army").
    """
    bare = spelling.plain(words).removeprefix("the ").removeprefix("The ")
    is_name = bare != bare.lower()
    hits = []
    for alias in _aliases_by_key().get(spelling.key(words), ()):
        fits = bare == spelling.plain(alias.alias) or (is_name and alias.kind != "acronym")
        if fits and alias.holds_on(on):
            hits.append(alias)
    return tuple(hits)


def actors_called(words: str, on: date | None = None) -> tuple[Actor, ...]:
    """The actors that these words can mean in a report of that day, each once, likelier first."""
    return tuple(actors()[i] for i in dict.fromkeys(alias.actor_id for alias in aliases_called(words, on)))
