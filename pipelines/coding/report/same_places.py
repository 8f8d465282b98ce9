"""Same places: the city that "there", "in the same town" or "in the Russian city" means, named somewhere before.

Belongs here: words for a place that was named already. Does not belong here: the dateline (`arguments.here_in`), places
with a name of their own (`names.where`).
"""

from functools import cache

from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.names.where import capital_of
from pipelines.coding.report.actor_kinds import country_of, state_in
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.reference.actors import actor_id_for

#: How far back the place of "there" stands, and that of "the Russian city".
_BACK = 80
#: How many words stand between "that" or "the same" and the word for a place ("the same hill resort").
_BETWEEN = 2
_BEFORE = ("in", "at", "to")


@cache
def _venues() -> frozenset[str]:
    return word_set("arguments:venues", "syntax_word_sets")


@cache
def _towns() -> frozenset[str]:
    return word_set("arguments:towns", "syntax_word_sets")


def same_place(report: ParsedReport, first: int, after: int) -> PlaceMention | None:
    """The city named last, for "there", "in the same city", "in that Russian city"."""
    tokens = report.tokens
    for k in range(first + 1, after):
        follower = tokens[k + 1].low if k + 1 < len(tokens) else ""
        if tokens[k].low == "there" and follower not in ("is", "are", "was", "were", "will", "has", "had", "be"):
            return _named_before(report, max(0, first - _BACK), k)
    for k in range(first, after - 1):
        if tokens[k].low in ("same", "that", "this"):
            told = _pointed_at(report, k, after)
            if told is not None:
                return told
        if tokens[k + 1].low in _towns():
            called = _called_city(report, k, first)
            if called is not None:
                return called
    return None


def _named_before(report: ParsedReport, first: int, after: int) -> PlaceMention | None:
    named = [p for p in report.places_in(first, after) if p.name]
    return named[-1] if named else None


def _pointed_at(report: ParsedReport, k: int, after: int) -> PlaceMention | None:
    """The place that "the same hotel", "the same hill resort", "that Russian city" means, at its pointing word `k`."""
    tokens = report.tokens
    here = report.cast.here if report.cast.here is not None and report.cast.here.name else None
    at = next((n for n in range(k + 1, min(after, k + 2 + _BETWEEN)) if tokens[n].low in _venues()), None)
    if at is None or any(tokens[n].kind != "word" for n in range(k + 1, at)):
        return None
    if tokens[k].low == "this":
        return here if at == k + 1 else None
    if at > k + 1 and tokens[at].low not in _towns():
        # "the same convention centre" is that of the news
        return None
    if at > k + 1 and tokens[k].low == "that" and tokens[k - 1].low not in _BEFORE:
        return None
    nations = _nations(report, k + 1, at)
    before = [p for p in report.places_in(0, k) if p.name and (not nations or p.country in nations)]
    return before[-1] if before else here if not nations else None


def _nations(report: ParsedReport, first: int, after: int) -> set[str]:
    """The countries that an adjective tells ("that Russian city")."""
    adjectives = (m for m in report.actors_in(first, after) if m.noun == "adjective")
    return {country for m in adjectives for n in m.actors if (country := country_of(n)) is not None}


def _called_city(report: ParsedReport, k: int, first: int) -> PlaceMention | None:
    """The place named before that "in the city" or "in the Russian city" means, at its article or adjective `k`."""
    tokens = report.tokens
    follower = tokens[k + 2] if k + 2 < len(tokens) else None
    if k <= first or (follower is not None and (follower.low in ("of", "'s") or follower.is_capital)):
        return None
    before = [p for p in report.places_in(max(0, k - _BACK), k) if p.name]
    nations = _nations(report, k, k + 1)
    if nations and tokens[k - 1].low == "the":
        before = [p for p in before if p.country in nations]
    elif tokens[k].low != "the" or tokens[k - 1].low not in _BEFORE:
        return None
    last = before[-1] if before else report.cast.here
    if tokens[k + 1].low == "capital" and last is not None:
        return _seat_beside(last, k)
    return before[-1] if before else None


def _seat_beside(place: PlaceMention, k: int) -> PlaceMention:
    """The seat of the government of a place's country, for "in the capital"."""
    state = state_in().get(place.country or "")
    return (capital_of(actor_id_for(state), k, k + 2) if state is not None else None) or place
