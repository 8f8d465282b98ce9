"""Names of the reference tables, found among tokens: one walk, longest match.

Belongs here: the token trie over the aliases of actors and places and the names of listed persons, and which entries
hold on the day of a report.
Does not belong here: whether "Kyiv" is a city or a government in a sentence (`who`, `where`), names that stand
in no table (`persons`, `unknown_groups`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import compress
from operator import attrgetter

from pipelines.coding.text.tokens import Token, cased_key, tokenize
from pipelines.reference.actors import ActorAlias, actor, actor_aliases
from pipelines.reference.places import Place, city_of, places

_KEY = attrgetter("key")
_PLACE_KINDS = ("city", "venue", "region", "country")


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Hit:
    """Tokens `first` to `after` spell names: of actors (likelier first), of a place, or both."""

    first: int
    after: int
    aliases: tuple[ActorAlias, ...]
    places: tuple[Place, ...]


@dataclass(slots=True)
class _Entry:
    words: tuple[str, ...]
    exact: tuple[str, ...]
    aliases: list[ActorAlias]
    places: list[Place]


def _key(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tokens = tokenize(name)
    if len(tokens) > 1 and tokens[0].low == "the":
        tokens = tokens[1:]
    return tuple(t.key for t in tokens), tuple(cased_key(t.text) for t in tokens)


@cache
def _trie() -> dict[str, list[_Entry]]:
    entries: dict[tuple[tuple[str, ...], tuple[str, ...] | None], _Entry] = {}

    def entry(name: str, cased: bool) -> _Entry | None:
        words, exact = _key(name)
        if not words or not all(words):
            return None
        return entries.setdefault((words, exact if cased else None), _Entry(words, exact if cased else (), [], []))

    for alias in actor_aliases():
        found = entry(alias.alias, alias.kind == "acronym")
        if found is not None:
            found.aliases.append(alias)
    for place in places().values():
        for name in dict.fromkeys((place.name, *place.aliases)):
            found = entry(name, False)
            if found is not None:
                found.places.append(place)
    by_first: dict[str, list[_Entry]] = {}
    for found in entries.values():
        by_first.setdefault(found.words[0], []).append(found)
    for group in by_first.values():
        # longest first; of equals the one in its own case
        group.sort(key=lambda e: (-len(e.words), not e.exact))
    return by_first


def find_hits(tokens: Sequence[Token], published: date) -> list[Hit]:
    """Names in order, not overlapping. An acronym needs its own case, any other name a capital letter."""
    trie, hits = _trie(), []
    keys = tuple(map(_KEY, tokens))
    free = 0
    for i in compress(range(len(keys)), map(trie.__contains__, keys)):
        if i < free or tokens[i].kind != "word":
            continue
        for entry in trie[keys[i]]:
            after = i + len(entry.words)
            if keys[i:after] == entry.words and _fits(tokens, i, after, entry):
                aliases = tuple(a for a in entry.aliases if a.holds_on(published))
                if aliases or entry.places:
                    hits.append(Hit(i, after, aliases, tuple(entry.places)))
                    free = after
                    break
    return hits


def _fits(tokens: Sequence[Token], first: int, after: int, entry: _Entry) -> bool:
    """Whether words that spell an entry are written as it must be."""
    if entry.exact:
        return all(cased_key(tokens[first + k].text) == word for k, word in enumerate(entry.exact))
    return any(tokens[k].is_capital for k in range(first, after))


def actor_name(actor_id: str) -> str:
    """Canonical name of the actor, of the state behind a ministry or palace."""
    found = actor(actor_id)
    return found.name


def place_name(place: Place) -> str | None:
    """The name that a record gives: a venue stands under its city, a country or region has none."""
    if place.kind == "venue":
        city = city_of(place)
        return city.name
    return place.name if place.kind == "city" else None


def is_listed_capital_word(word: str) -> bool:
    """Whether a name of the tables starts with this word."""
    return word.lower() in _trie()
