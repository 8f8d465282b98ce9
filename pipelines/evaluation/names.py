"""When two names in two codings mean the same actor, place or person.

Belongs here: keys under which names are compared. Does not belong here: the names themselves
(`pipelines.reference`), nor finding names in a text (`pipelines.coding`).

Coders differ in spelling, so the keys forgive more than the look-ups that a dataset is built with: case and
punctuation never count. A name that stands in no reference table is its own key.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.reference import spelling
from pipelines.reference.actors import ActorAlias, actor_aliases, actors
from pipelines.reference.places import city_of, places_called
from pipelines.reference.tsv import read_table

#: Keys of actors that stand in no table begin with this.
UNKNOWN = "?"

_DROPPED = re.compile(r"['.]")
_PUNCTUATION = re.compile(r"\W+")
_ARTICLE = re.compile(r"^the ")
_GOVERNMENT = re.compile(r"^(?:federal )?(?:government|republic|state|kingdom) of (?:the )?| government$")
_FINAL_Y = re.compile(r"(?:iy|yy|yi|ij|ii|i|j)$")
_DOUBLED = re.compile(r"(.)\1")


def fold(name: str) -> str:
    """The name without case, accents and punctuation: "Ta'ang (TNLA)" → "taang tnla", "U.S." → "us"."""
    bare = _DROPPED.sub("", spelling.plain(name).casefold())
    return _PUNCTUATION.sub(" ", bare).strip()


def surname_key(name: str) -> str:
    """What the transliterations of a surname share: Zelenskiy, Zelenskyy and Zelensky → "zelensky"."""
    return _DOUBLED.sub(r"\1", _FINAL_Y.sub("y", fold(name)).replace(" ", ""))


@cache
def _actor_names() -> dict[str, str]:
    return {_folded_actor(actor.name): actor.actor_id for actor in actors().values()}


@cache
def _aliases() -> dict[str, list[ActorAlias]]:
    found: dict[str, list[ActorAlias]] = {}
    for alias in actor_aliases():
        found.setdefault(_folded_actor(alias.alias), []).append(alias)
    return found


@cache
def _country_codes() -> dict[str, str]:
    return {actor.iso3.casefold(): actor.actor_id for actor in actors().values() if actor.iso3}


def _folded_actor(name: str) -> str:
    return _ARTICLE.sub("", fold(name))


def actor_key(name: str | None, on: date | None = None) -> str | None:
    """The id of the actor that the name means in a report of that day; "?" and the folded name for an unknown one.

    None for no name. A canonical name outranks an alias, an alias that holds on the day one that does not.
    """
    words = _folded_actor(name or "")
    if not words:
        return None
    for candidate in (words, _GOVERNMENT.sub("", words)):
        if candidate in _actor_names():
            return _actor_names()[candidate]
        aliases = _aliases().get(candidate, [])
        if aliases:
            return next((alias for alias in aliases if alias.holds_on(on)), aliases[0]).actor_id
        if candidate in _country_codes():
            return _country_codes()[candidate]
    return UNKNOWN + words


def place_key(name: str | None) -> str | None:
    """The id of the city that the name means (a venue is its city), else the folded name. None for no name."""
    words = fold(name or "")
    if not words:
        return None
    found = places_called(name or "") or places_called(words)
    return city_of(found[0]).place_id if found else words


@cache
def _name_words(kind: str) -> frozenset[str]:
    rows = read_table(Path(__file__).with_name("name_words.tsv"), ("word", "kind"), key=("word",))
    return frozenset(row.cells["word"] for row in rows if row.cells["kind"] == kind)


def person_key(name: str | None) -> str | None:
    """What the surname sounds like, which stands last: "Mr Volodymyr Zelenskiy" → "zelensky". None for no name."""
    words = fold(name or "").split()
    while len(words) > 1 and words[0] in _name_words("title"):
        words = words[1:]
    while len(words) > 1 and words[-1] in _name_words("suffix"):
        words = words[:-1]
    return surname_key(words[-1]) if words else None
