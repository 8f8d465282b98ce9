"""Units: the claims of one report on one thing, and the features by which units are compared.

Belongs here: reading features off claims. Does not belong here: comparing them (`bars.py`, `matching.py`).
Days are numbers (`spans.py`).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from pipelines.resolution.demands import meanings
from pipelines.resolution.spans import DateSpan, Told, dated, day_of
from pipelines.resolution.standing import StandingClaim

#: statuses of something that is still to come, or will not come
PLANNED = {
    "meeting": frozenset({"proposed", "scheduled", "postponed", "cancelled", "rejected"}),
    "agreement": frozenset({"proposed", "under_negotiation", "rejected"}),
    "condition": frozenset(),
}
#: statuses of something that is still to come
OPEN = {
    "meeting": frozenset({"proposed", "scheduled", "postponed"}),
    "agreement": frozenset({"proposed", "under_negotiation"}),
    "condition": frozenset[str](),
}
_THIRD = frozenset({"mediator", "host", "observer", "guarantor", "witness"})
_NONE: frozenset[str] = frozenset()
_NO_NUMBER: frozenset[int] = frozenset()
_NO_QUANTITY: frozenset[tuple[str, float]] = frozenset()
#: statuses that, told without a date in the lead of a report, are its news, and of how many days
_NEWS = {
    "meeting": frozenset({"held", "ongoing"}),
    "agreement": frozenset({"agreed", "signed"}),
    "condition": frozenset[str](),
}
_NEWS_OF = 7
_LEAD = 1
#: statuses that tell that a thing took place, or was concluded
_DONE = {
    "meeting": frozenset({"held"}),
    "agreement": frozenset({"agreed", "signed", "implemented", "violated", "suspended", "terminated"}),
    "condition": frozenset[str](),
}
#: what a verb of the past perfect or of the present perfect stands behind
_PERFECT = re.compile(r"\b(?:had|has|have)\b|['’](?:d|ve)\b", re.IGNORECASE)
_TOLD_BY_VERB = "agreement_verb"
#: kinds of agreement that are left where nothing tells what is in one, and what names an outline all the same
_NO_CONTENT, _NO_TERMS = frozenset({"framework", "other"}), frozenset({"other"})
_OUTLINE = re.compile(
    r"framework|road ?map|principles|memorandum|\b(?:plan|draft|proposal|formula|package|points)s?\b", re.IGNORECASE
)
_ORDER = attrgetter("order")


#: record type, local key, quote
Wording = tuple[str, str, str]


@dataclass(slots=True)
class Unit:
    """Claims of one report that share a local key, with their features. Nothing changes one once it is made.

    `order` is that of resolution: by report, span and key. `is_planned`: all that it says is about something still to
    come, or that will not come; `is_open`: still to come. `over_by`: the day by which it says that a meeting was over
    or an agreement concluded, None where it does not say. `fresh`: a verb in the simple past tells without a day that
    something was agreed, as the news. `can_found`: a claim asserts that the thing is, was or will be, for denials alone
    found nothing; claims without a voice count, so that a record keeps its id when its founding report is withdrawn.
    `is_bare`: it tells of an agreement, and not what is in it. `is_reply`: it tells what its addressee does or says of
    an act that somebody else may have asked for. `wordings`: what makes it the same in a copy of the text.
    """

    report_id: str
    record_type: str
    local_key: str
    claims: tuple[StandingClaim, ...]
    reported_on: int
    position: int
    order: tuple[int, int, str]
    can_found: bool = False
    is_reply: bool = False
    fresh: bool = False
    unchecked: bool = False
    wordings: tuple[Wording, ...] = ()
    kinds: frozenset[str] = _NONE
    statuses: frozenset[str] = _NONE
    is_planned: bool = False
    is_open: bool = False
    over_by: int | None = None
    parties: frozenset[str] = _NONE
    thirds: frozenset[str] = _NONE
    persons: frozenset[str] = _NONE
    dates: tuple[DateSpan, ...] = ()
    original_dates: frozenset[int] = _NO_NUMBER
    places: frozenset[str] = _NONE
    countries: frozenset[str] = _NONE
    rounds: frozenset[int] = _NO_NUMBER
    tracks: frozenset[str] = _NONE
    level: str | None = None
    is_bare: bool = False
    provisions: frozenset[str] = _NONE
    quantities: frozenset[tuple[str, float]] = _NO_QUANTITY
    holder: str | None = None
    addressee: str | None = None
    words: frozenset[str] = _NONE
    conditioned: str | None = None
    conditioned_words: frozenset[str] = _NONE


def units_of(claims: Iterable[StandingClaim]) -> list[Unit]:
    """Units of claims in the order of resolution: by report, within it by span. Rejected claims are left out."""
    return [unit for of_report in units_by_report(claims) for unit in of_report]


def units_by_report(claims: Iterable[StandingClaim]) -> Iterator[list[Unit]]:
    """Units of each report that has any, in the order of resolution."""
    for _, of_report in groupby(claims, key=attrgetter("report.report.report_id")):
        by_key: dict[tuple[str, str], list[StandingClaim]] = {}
        for claim in of_report:
            if claim.status != "rejected":
                key = (claim.claim.record_type, claim.claim.local_key)
                if key in by_key:
                    by_key[key].append(claim)
                else:
                    by_key[key] = [claim]
        if by_key:
            units = [unit_of(same) for same in by_key.values()]
            if len(units) > 1:
                units.sort(key=_ORDER)
            yield units


def is_bare(claim: StandingClaim) -> bool:
    """Whether it tells of an agreement, and not what is in it: "the accord signed in May"."""
    told = claim.claim
    if told.first("kind") not in _NO_CONTENT or not _NO_TERMS.issuperset(told.all("provision_kind")):
        return False
    return _OUTLINE.search(claim.quote) is None


@lru_cache(maxsize=10_000)
def surname(name: str) -> str:
    """Last word of a name, folded: enough to tell two persons at one meeting apart."""
    parts = name.casefold().split()
    return re.sub(r"(iy|yy|yi|ij|ii)$", "y", parts[-1]) if parts else ""


def unit_of(claims: Sequence[StandingClaim]) -> Unit:
    """The unit of claims of one report, by span, at least one."""
    first, told = claims[0], _told_by(claims)
    report, position, claim = first.report.report, first.report.position, first.claim
    record_type, local_key, order = claim.record_type, claim.local_key, (position, claim.start, claim.local_key)
    # the fold's hot place: features are set one by one, for a call with as many names takes longer than all of them
    unit = Unit(
        report.report_id, record_type, local_key, tuple(claims), report.published_on.toordinal(), position, order
    )
    unit.is_reply = "reply" in told
    unit.can_found = not unit.is_reply and (first.asserts or any([c.asserts for c in claims]))
    unit.unchecked, unit.wordings = first.unchecked, ((record_type, local_key, first.quote),)
    if len(claims) > 1:
        unit.wordings = tuple({(record_type, local_key, c.quote): None for c in claims})
    for name, values in told.items():
        if name in _READ_OFF:
            feature, read = _READ_OFF[name]
            setattr(unit, feature, read(values))
        elif name in _THIRD:
            unit.thirds |= _set_of(values)
    if record_type == "condition":
        unit.parties = _set_of((*told.get("holder", ()), *told.get("addressee", ())))
    if record_type == "agreement" and unit.kinds <= _NO_CONTENT:
        unit.is_bare = all(map(is_bare, claims))
    if "provision_quantity" in told:
        unit.quantities = _quantities(claims)
    unit.dates = _dates(unit, told)
    if unit.statuses:
        unit.is_planned = unit.statuses <= PLANNED[record_type]
        unit.is_open = unit.statuses <= OPEN[record_type]
        unit.over_by = _over_by(unit) if not unit.statuses.isdisjoint(_DONE[record_type]) else None
        is_news = not unit.dates and not unit.statuses.isdisjoint(_NEWS["agreement"])
        unit.fresh = is_news and any(map(_is_told_by_verb, claims))
    return unit


# ---------------------------------------------------------------- reading features off what is told
# One for all units that say the same: there are few different ones, and each takes time and room.


@lru_cache(maxsize=50_000)
def _set_of(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(values)


@lru_cache(maxsize=50_000)
def _folded(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(str.casefold, values))


@lru_cache(maxsize=50_000)
def _surnames(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(surname, values))


@lru_cache(maxsize=50_000)
def _days(values: tuple[str, ...]) -> frozenset[int]:
    return frozenset(map(day_of, values))


@lru_cache(maxsize=1_000)
def _numbers(values: tuple[str, ...]) -> frozenset[int]:
    return frozenset(int(n) for n in values if n.isdigit())


def _meanings(values: tuple[str, ...]) -> frozenset[str]:
    return meanings(" ".join(sorted(set(values))))


#: field -> the feature that its values give by themselves, and how it is read off them
_READ_OFF: dict[str, tuple[str, Callable[[tuple[str, ...]], Any]]] = {
    "kind": ("kinds", _set_of),
    "status": ("statuses", _set_of),
    "party": ("parties", _set_of),
    "person": ("persons", _surnames),
    "original_date": ("original_dates", _days),
    "place": ("places", _folded),
    "country": ("countries", _set_of),
    "round_number": ("rounds", _numbers),
    "track": ("tracks", _set_of),
    "level": ("level", min),
    "provision_kind": ("provisions", _set_of),
    "holder": ("holder", min),
    "addressee": ("addressee", min),
    "demand": ("words", _meanings),
    "reply": ("words", _meanings),
    "conditioned": ("conditioned", min),
    "conditioned_text": ("conditioned_words", _meanings),
}


def _told_by(claims: Iterable[StandingClaim]) -> Told:
    told: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        for value in claim.claim.values:
            words = value.value
            if words:
                name = value.field
                told[name] = (*told[name], words) if name in told else (words,)
    return told


def _dates(unit: Unit, told: Told) -> tuple[DateSpan, ...]:
    """What the claims date, each by itself; the days before the report where they are its undated news."""
    if "date_start" in told:
        if len(unit.claims) == 1:
            return (_dated(unit.record_type, told, unit.claims[0]),)
        by_claim = [(_told_by((claim,)), claim) for claim in unit.claims]
        return tuple(dict.fromkeys([_dated(unit.record_type, t, c) for t, c in by_claim if "date_start" in t]))
    if not unit.statuses.isdisjoint(_NEWS[unit.record_type]) and any(map(_is_lead, unit.claims)):
        return (DateSpan(unit.reported_on - _NEWS_OF, unit.reported_on, False, False),)
    return ()


def _is_lead(claim: StandingClaim) -> bool:
    return claim.claim.sentence_number <= _LEAD and not claim.claim.is_background


def _is_told_by_verb(claim: StandingClaim) -> bool:
    return claim.claim.rule == _TOLD_BY_VERB and _PERFECT.search(claim.quote) is None


def _dated(record_type: str, told: Told, claim: StandingClaim) -> DateSpan:
    return dated(told, claim.quote, planned="status" in told and told["status"][0] in PLANNED[record_type])


def _quantities(claims: Iterable[StandingClaim]) -> frozenset[tuple[str, float]]:
    return frozenset(
        (kind, float(figure))
        for c in claims
        for kind, figure in zip(c.claim.all("provision_kind"), c.claim.all("provision_quantity"), strict=False)
        if figure
    )


def _over_by(unit: Unit) -> int:
    over = [d.end for d in unit.dates if d.is_exact and not d.planned]
    return min(max(over), unit.reported_on) if over else unit.reported_on
