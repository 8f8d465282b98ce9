"""Units: the claims of one report on one thing, and the features by which units are compared.

Belongs here: reading features off claims. Does not belong here: comparing them (`bars.py`, `matching.py`).
Days are counted from 0001-01-01 (`date.toordinal`), for a fold compares a great many of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from pipelines.resolution.demands import meanings
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
#: precisions of dates that name their days
EXACT = ("day", "range")
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
    "agreement": frozenset({"agreed", "signed"}),
    "condition": frozenset[str](),
}
#: what a verb of the past perfect or of the present perfect stands behind
_PERFECT = re.compile(r"\b(?:had|has|have)\b|['’](?:d|ve)\b", re.IGNORECASE)
_TOLD_BY_VERB = "agreement_verb"


class DateSpan(NamedTuple):
    """A dated statement: first and last day, whether it names its days, and whether it is about a plan."""

    start: int
    end: int
    is_exact: bool
    planned: bool

    def overlaps(self, other: "DateSpan", slack: int = 0) -> bool:
        """Whether the two intervals share a day, give or take `slack` days."""
        return self.start <= other.end + slack and other.start <= self.end + slack


#: record type, local key, quote
Wording = tuple[str, str, str]


class Unit(NamedTuple):
    """Claims of one report that share a local key, with their features.

    `is_planned`: all that it says is about something still to come, or that will not come; `is_open`: still to come.
    `over_by`: the day by which it says that a meeting was over or an agreement concluded, None where it does not say.
    `fresh`: a verb in the simple past tells without a day that something was agreed, as the news. `can_found`: a claim
    asserts that the thing is, was or will be, for denials alone found nothing; claims without a voice count, so that a
    record keeps its id when its founding report is withdrawn. `wordings`: what makes it the same in a copy of the text.
    """

    report_id: str
    record_type: str
    local_key: str
    claims: tuple[StandingClaim, ...]
    reported_on: int
    position: int
    kinds: frozenset[str]
    statuses: frozenset[str]
    is_planned: bool
    is_open: bool
    over_by: int | None
    parties: frozenset[str]
    thirds: frozenset[str]
    persons: frozenset[str]
    dates: tuple[DateSpan, ...]
    original_dates: frozenset[int]
    places: frozenset[str]
    countries: frozenset[str]
    rounds: frozenset[int]
    tracks: frozenset[str]
    level: str | None
    provisions: frozenset[str]
    quantities: frozenset[tuple[str, float]]
    holder: str | None
    addressee: str | None
    words: frozenset[str]
    conditioned: str | None
    conditioned_words: frozenset[str]
    can_found: bool
    fresh: bool
    unchecked: bool
    wordings: tuple[Wording, ...]

    @property
    def order(self) -> tuple[int, int, str]:
        return (self.position, self.claims[0].claim.start, self.local_key)


def units_of(claims: Iterable[StandingClaim]) -> list[Unit]:
    """Units of claims in the order of resolution: by report, within it by span. Rejected claims are left out."""
    return [unit for of_report in units_by_report(claims) for unit in of_report]


def units_by_report(claims: Iterable[StandingClaim]) -> Iterator[list[Unit]]:
    """Units of each report that has any, in the order of resolution."""
    for _, of_report in groupby(claims, key=lambda c: c.report.report.report_id):
        by_key: dict[tuple[str, str], list[StandingClaim]] = {}
        for claim in of_report:
            if claim.status != "rejected":
                by_key.setdefault((claim.claim.record_type, claim.claim.local_key), []).append(claim)
        if by_key:
            yield sorted(map(unit_of, by_key.values()), key=lambda u: u.order)


@lru_cache(maxsize=10_000)
def surname(name: str) -> str:
    """Last word of a name, folded: enough to tell two persons at one meeting apart."""
    parts = name.casefold().split()
    return re.sub(r"(iy|yy|yi|ij|ii)$", "y", parts[-1]) if parts else ""


def unit_of(claims: Sequence[StandingClaim]) -> Unit:
    """The unit of claims of one report, by span, at least one."""
    first = claims[0]
    report, record_type, local_key = first.report.report, first.claim.record_type, first.claim.local_key

    # one pass over all values: a unit is made for every thing of every report, so this is the fold's hot place
    told = _told_by(claims)

    def values(name: str) -> frozenset[str]:
        return _set_of(tuple(told[name])) if name in told else _NONE

    def only(name: str) -> str | None:
        return min(told[name]) if name in told else None

    dates: tuple[DateSpan, ...] = ()
    if "date_start" in told:
        by_claim = [told] if len(claims) == 1 else [_told_by((claim,)) for claim in claims]
        dates = tuple(dict.fromkeys([_date_span(record_type, t) for t in by_claim if "date_start" in t]))
    statuses, reported_on = values("status"), report.published_on.toordinal()
    if not dates and not statuses.isdisjoint(_NEWS[record_type]) and any(map(_is_lead, claims)):
        dates = (DateSpan(reported_on - _NEWS_OF, reported_on, False, False),)
    return Unit(
        report_id=report.report_id,
        record_type=record_type,
        local_key=local_key,
        claims=tuple(claims),
        reported_on=reported_on,
        position=first.report.position,
        kinds=values("kind"),
        statuses=statuses,
        is_planned=bool(statuses) and statuses <= PLANNED[record_type],
        is_open=bool(statuses) and statuses <= OPEN[record_type],
        over_by=_over_by(dates, reported_on) if not statuses.isdisjoint(_DONE[record_type]) else None,
        parties=_set_of((*told.get("holder", ()), *told.get("addressee", ())))
        if record_type == "condition"
        else values("party"),
        thirds=_NONE if _THIRD.isdisjoint(told) else _NONE.union(*(values(role) for role in _THIRD)),
        persons=_set_of(tuple(map(surname, told["person"]))) if "person" in told else _NONE,
        dates=dates,
        original_dates=frozenset(map(_day, told["original_date"])) if "original_date" in told else _NO_NUMBER,
        places=_set_of(tuple(map(str.casefold, told["place"]))) if "place" in told else _NONE,
        countries=values("country"),
        rounds=frozenset(int(n) for n in told["round_number"] if n.isdigit()) if "round_number" in told else _NO_NUMBER,
        tracks=values("track"),
        level=only("level"),
        provisions=values("provision_kind"),
        quantities=_quantities(claims) if "provision_quantity" in told else _NO_QUANTITY,
        holder=only("holder"),
        addressee=only("addressee"),
        words=_meanings(told, "demand"),
        conditioned=only("conditioned"),
        conditioned_words=_meanings(told, "conditioned_text"),
        unchecked=first.unchecked,
        can_found=any([c.asserts for c in claims]),
        fresh=not dates and not statuses.isdisjoint(_DONE["agreement"]) and any(map(_is_told_by_verb, claims)),
        wordings=tuple(dict.fromkeys([(record_type, local_key, c.quote) for c in claims])),
    )


@lru_cache(maxsize=50_000)
def _set_of(values: tuple[str, ...]) -> frozenset[str]:
    """The values as a set, one for all units that say the same: there are few different ones, and each takes room."""
    return frozenset(values)


def _meanings(told: dict[str, list[str]], field: str) -> frozenset[str]:
    return meanings(" ".join(sorted(set(told[field])))) if field in told else _NONE


def _is_lead(claim: StandingClaim) -> bool:
    return claim.claim.sentence_number <= _LEAD and not claim.claim.is_background


def _is_told_by_verb(claim: StandingClaim) -> bool:
    return claim.claim.rule == _TOLD_BY_VERB and _PERFECT.search(claim.quote) is None


def _quantities(claims: Iterable[StandingClaim]) -> frozenset[tuple[str, float]]:
    return frozenset(
        (kind, float(figure))
        for c in claims
        for kind, figure in zip(c.claim.all("provision_kind"), c.claim.all("provision_quantity"), strict=False)
        if figure
    )


def _over_by(dates: Iterable[DateSpan], reported_on: int) -> int:
    return min(max((d.end for d in dates if d.is_exact and not d.planned), default=reported_on), reported_on)


def _told_by(claims: Iterable[StandingClaim]) -> dict[str, list[str]]:
    """Field -> its values that are not empty."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for claim in claims:
        for value in claim.claim.values:
            if value.value:
                told[value.field].append(value.value)
    return told


def _date_span(record_type: str, told: Mapping[str, Sequence[str]]) -> DateSpan:
    first = _day(told["date_start"][0])
    last = _day(told["date_end"][0]) if "date_end" in told else first
    exact = "date_precision" not in told or told["date_precision"][0] in EXACT
    return DateSpan(first, last, exact, "status" in told and told["status"][0] in PLANNED[record_type])


@lru_cache(maxsize=100_000)
def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()
