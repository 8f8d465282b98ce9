"""Unknown places: names of villages, castles and crossings that stand in no table, by the words before them.

Belongs here: which capital words after "in", "at" or "the village of" are a place, and the country told right after.
Does not belong here: places of the tables (`where`), persons (`persons`), groups (`unknown_groups`).
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from pipelines.coding.names.gazetteer import Hit
from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.names.where import cue, mention_of
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words
from pipelines.reference.towns import countries_with_town

_LONGEST = 3
#: How far "drove up" may stand before "to" and the place.
_MOTION = 6


@cache
def _locative() -> frozenset[str]:
    return word_set("unknown_places:locative", "syntax_word_sets")


@cache
def _sites() -> frozenset[str]:
    return word_set("unknown_places:sites", "syntax_word_sets")


@cache
def _settlements() -> frozenset[str]:
    return word_set("unknown_places:settlements", "syntax_word_sets")


@cache
def _never() -> frozenset[str]:
    return word_set("unknown_places:never", "syntax_word_sets") | words("not_person_words")


def place_at(
    tokens: Sequence[Token],
    i: int,
    after: int,
    hits: Mapping[int, Hit],
    limit: int,
    countries: Collection[str | None],
) -> PlaceMention | None:
    """The place that capital words `i` to `after` name by what stands before them, or None.

    Its country is told right after it, or is one of `countries` (that the report speaks of) with a town of that name.
    """
    if not _stands_where(tokens, i, after):
        return None
    capitals = [t for t in tokens[i:after] if t.kind == "word"]
    if not 1 <= len(capitals) <= _LONGEST or any(t.text.isupper() and len(t.text) > 1 for t in capitals):
        return None
    if any(t.low in _never() or t.low in words("function_words") for t in capitals):
        return None
    follower = tokens[after] if after < limit else None
    if follower is not None and (
        follower.low in ("'s", "’")
        or follower.kind == "number"
        or (follower.low == "-" and follower.start == tokens[after - 1].end)
    ):
        return None
    name = " ".join(t.text for t in tokens[i:after]).replace(" - ", "-")
    country = _country_after(tokens, after, hits, limit) or next(
        (code for code in countries_with_town(name) if code in countries), None
    )
    return PlaceMention(i, after, name, country, precise=False)


def _stands_where(tokens: Sequence[Token], i: int, after: int) -> bool:
    before = tokens[i - 1].low if i else ""
    if before in _locative():
        return True
    if before == "to" and any(cue(tokens[k]) in ("motion", "visit") for k in range(max(0, i - _MOTION), i - 1)):
        return True
    if before == "the" and i > 1 and tokens[i - 2].low in _locative():
        # "at the Guliston crossing", but "in the Ingush town of Nazran"
        named = after + 2 < len(tokens) and tokens[after + 1].low == "of" and tokens[after + 2].is_capital
        return after < len(tokens) and tokens[after].low in _sites() and not named
    return before == "of" and i > 1 and tokens[i - 2].low in _settlements()


def _country_after(tokens: Sequence[Token], after: int, hits: Mapping[int, Hit], limit: int) -> str | None:
    """The country of "Meshed, in Iran", "Gali, Georgia" or "Naqoura (Lebanon)"."""
    k = after
    while k < min(limit, after + 3) and tokens[k].low in (",", "(", "in"):
        k += 1
    hit = hits.get(k) if k > after else None
    found = mention_of(hit) if hit is not None else None
    return found.country if found is not None and found.name is None else None
