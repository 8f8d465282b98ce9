"""Where: cities, venues and countries as places, told apart from the governments that they stand for.

Belongs here: place or government at one name; "the Qatari capital"; "Istanbul, Turkey"; what "here" means.
Does not belong here: which meeting a place belongs to (`report.arguments`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.names.gazetteer import Hit, place_name
from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.reference.actors import actor
from pipelines.reference.places import Place, seat_of

_SKIP = 4
_MOTION_REACH = 7
#: The same of verbs of sending, whose object may be a list of people.
_CARRY_REACH = 22
_HEADING = 8


@cache
def _months() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("calendar_words"))


@cache
def _cues() -> dict[str, str]:
    return {row["word"]: row["class"] for row in lexicon_rows("place_cues")}


@cache
def _planned() -> frozenset[str]:
    return word_set("where:planned", "syntax_word_sets")


def cue(token: Token) -> str:
    """Class of a word of place_cues.tsv; empty for any other."""
    return _cues().get(token.low, "")


def is_place(tokens: Sequence[Token], hit: Hit, first: int, previous: Hit | None, previous_is_place: bool) -> bool:
    """Whether a name that can be a place is one where it stands. `first`: start of its sentence."""
    if not hit.places and not any(a.kind == "name" for a in hit.aliases):
        return False
    if not hit.aliases:
        return True
    kinds = {a.kind for a in hit.aliases}
    after = tokens[hit.after] if hit.after < len(tokens) else None
    is_state = "name" in kinds or "variant" in kinds
    if after is not None and cue(after) == "event" and not is_state:
        return True
    if after is not None and after.kind == "own":
        return False
    if after is not None and after.low == "-" and hit.after + 1 < len(tokens) and cue(tokens[hit.after + 1]) == "based":
        return True
    if (
        after is not None
        and after.low == "as"
        and any(
            tokens[k].low in ("venue", "site", "location", "place", "seat")
            for k in range(hit.after + 1, min(len(tokens), hit.after + 5))
        )
    ):
        # "put forward Jakarta as the venue"
        return True
    behind = [t.low for t in tokens[hit.after : hit.after + 2]]
    if behind[:1] == ["where"] or behind == [",", "where"]:
        # "all eyes are on Baku, where they meet"
        return True
    if hit.places and hit.places[0].kind == "city" and _stands_before_round(tokens, hit.after):
        return True
    joined = previous is not None and _coordinated(tokens, previous.after, hit.first)
    if joined:
        return previous_is_place
    if _is_in_heading(tokens, hit, first) or _is_all_behind_day(tokens, hit, first):
        return True
    if hit.first == first and _stands_before_day(tokens, hit.first, hit.after):
        return True
    i = hit.first - 1
    for _ in range(_SKIP):
        if i < first:
            return False
        kind = cue(tokens[i])
        if kind == "place":
            return True
        if kind in ("motion", "visit"):
            return True
        if kind == "to":
            if tokens[i].low == "for" and tokens[i - 1].low in _planned() and hit.places:
                # "a round set for Brazzaville"
                return True
            # "a deal between Kyiv and Moscow" has no "to"; "went to Moscow" has a verb of motion before it
            for k in range(i - 1, max(first, i - _CARRY_REACH) - 1, -1):
                found = cue(tokens[k])
                # "invited the president and the leader of the rebels, A B, to Rome"
                if found == "carry" or (found in ("motion", "visit") and i - k <= _MOTION_REACH):
                    return True
            return False
        if kind == "town":
            return True
        if kind != "skip":
            return False
        i -= 1
    return False


def _is_in_heading(tokens: Sequence[Token], hit: Hit, first: int) -> bool:
    """Whether a name follows the day that opens a paragraph ("September 19, Pyongyang.")."""
    before = tokens[first : hit.first]
    if not 2 <= len(before) <= _HEADING or before[-1].low not in (",", ":") or hit.after >= len(tokens):
        return False
    dated = all(t.kind == "number" or t.low in _months() or t.low in (",", "-", "–", ":") for t in before)
    return dated and any(t.kind == "number" for t in before) and tokens[hit.after].low in (",", ".", ":", ";", "again")


def _is_all_behind_day(tokens: Sequence[Token], hit: Hit, first: int) -> bool:
    """Whether a name is all of the sentence behind the one that is a day ("27 February 2019. Abu Dhabi. The …")."""
    if hit.first != first or first < 3 or hit.after >= len(tokens) or tokens[hit.after].low not in (".", ":"):
        return False
    if tokens[first - 1].low not in (".", ":"):
        return False
    before = tokens[max(0, first - 4) : first - 1]
    dated = [t for t in before if t.kind == "number" or t.low in _months()]
    return before[-1] in dated and any(t.kind == "number" for t in dated) and any(t.low in _months() for t in dated)


def _stands_before_day(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether days follow behind a comma: "London, 5 to 7 July, brought a page of principles"; no dateline."""
    if after + 2 >= len(tokens) or tokens[after].low != "," or tokens[first].text.isupper():
        return False
    one, two = tokens[after + 1], tokens[after + 2]
    dated = (one.low in _months() and two.kind == "number") or (one.kind == "number" and len(one.text) <= 2)
    return dated and not any(t.low == "(" for t in tokens[after : after + _HEADING])


def _stands_before_round(tokens: Sequence[Token], after: int) -> bool:
    """Whether a round follows without its verb, or is what a place saw: "Rome the third", "Oslo saw the opening"."""
    low = [t.low for t in tokens[after : after + 4]]
    if low[:1] and low[0] in word_set("where:seeing", "syntax_word_sets"):
        low = low[1:]
    return (
        low[:1] == ["the"]
        and low[1:2] != []
        and low[1] in word_set("where:orders", "syntax_word_sets")
        and low[2:3] != ["to"]
    )


def _coordinated(tokens: Sequence[Token], first: int, after: int) -> bool:
    if first < after and tokens[first].low == "(":
        # "in Caracas (November 2022), Mexico City (February 2023) and …"
        first = next((k + 1 for k in range(first, min(after, first + 8)) if tokens[k].low == ")"), first)
    between = [tokens[k].low for k in range(first, after)]
    return (
        bool(between)
        and len(between) <= 3
        and all(w in ("and", "or", ",", "the", "in", "to") for w in between)
        and (between[0] in ("and", "or", ","))
    )


def mention_of(hit: Hit) -> PlaceMention | None:
    """The place that a hit names."""
    if hit.places:
        return _of_place(hit.first, hit.after, hit.places[0])
    for alias in hit.aliases:
        code = actor(alias.actor_id).country_code
        if code is not None:
            return PlaceMention(hit.first, hit.after, None, code)
    return None


def _of_place(first: int, after: int, place: Place) -> PlaceMention:
    return PlaceMention(first, after, place_name(place), place.country_code)


def narrowed(mention: PlaceMention, hit: Hit, country: Hit) -> PlaceMention:
    """The place of "Tripoli, Lebanon": of the cities of that name, the one in the country named after it."""
    found = mention_of(country)
    if found is None or found.country is None:
        return mention
    for place in hit.places:
        if place.country_code == found.country:
            return PlaceMention(mention.first, country.after, place_name(place), place.country_code)
    return PlaceMention(mention.first, country.after, mention.name, mention.country)


def capital_of(actor_id: str, first: int, after: int) -> PlaceMention | None:
    """The place of "the Qatari capital"."""
    seat = seat_of(actor_id)
    if seat is None:
        return None
    return _of_place(first, after, seat)
