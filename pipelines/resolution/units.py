"""Units: the claims of one report on one thing, and the features by which units are compared.

Belongs here: reading features off claims. Does not belong here: comparing them (`matching.py`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

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
_THIRD = ("mediator", "host", "observer", "guarantor", "witness")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A dated statement: first and last day, precision, and whether it is about a plan."""

    start: date
    end: date
    precision: str
    planned: bool

    def overlaps(self, other: "DateSpan", slack: int = 0) -> bool:
        """Whether the two intervals share a day, give or take `slack` days."""
        margin = timedelta(days=slack)
        return self.start <= other.end + margin and other.start <= self.end + margin

    @property
    def is_exact(self) -> bool:
        return self.precision in EXACT


@dataclass(frozen=True, slots=True)
class Unit:
    """Claims of one report that share a local key, with their features."""

    report_id: str
    record_type: str
    local_key: str
    claims: tuple[StandingClaim, ...]
    reported_on: date
    position: int
    kinds: frozenset[str]
    statuses: frozenset[str]
    parties: frozenset[str]
    thirds: frozenset[str]
    persons: frozenset[str]
    dates: tuple[DateSpan, ...]
    original_dates: frozenset[date]
    places: frozenset[str]
    countries: frozenset[str]
    rounds: frozenset[int]
    level: str | None
    provisions: frozenset[str]
    quantities: frozenset[tuple[str, float]]
    holder: str | None
    addressee: str | None
    words: frozenset[str]
    conditioned: str | None

    @property
    def is_open(self) -> bool:
        """Whether all that it says is about something still to come."""
        return bool(self.statuses) and self.statuses <= OPEN[self.record_type]

    @property
    def over_by(self) -> date | None:
        """The day by which it says that it was over; None where it does not say so."""
        if "held" not in self.statuses:
            return None
        ends = [d.end for d in self.dates if d.is_exact and not d.planned]
        return min(max(ends, default=self.reported_on), self.reported_on)

    @property
    def is_planned(self) -> bool:
        """Whether all that it says is about something still to come, or that will not come."""
        return bool(self.statuses) and self.statuses <= PLANNED[self.record_type]

    @property
    def can_found(self) -> bool:
        """Whether a claim asserts that the thing is, was or will be: denials alone found nothing.

        Claims without a voice count: a record keeps its id when its founding report is withdrawn.
        """
        return any(c.asserts for c in self.claims)

    @property
    def order(self) -> tuple[int, int, str]:
        return (self.position, self.claims[0].claim.start, self.local_key)


def units_of(claims: Iterable[StandingClaim]) -> list[Unit]:
    """Units of claims in the order of resolution: by report, within it by span. Rejected claims are left out."""
    found: list[Unit] = []
    for _, of_report in groupby(claims, key=lambda c: c.report.report.report_id):
        by_key: dict[tuple[str, str], list[StandingClaim]] = {}
        for claim in of_report:
            if claim.status != "rejected":
                by_key.setdefault((claim.claim.record_type, claim.claim.local_key), []).append(claim)
        found.extend(sorted((unit_of(group) for group in by_key.values()), key=lambda u: u.order))
    return found


def surname(name: str) -> str:
    """Last word of a name, folded: enough to tell two persons at one meeting apart."""
    parts = name.casefold().split()
    return re.sub(r"(iy|yy|yi|ij|ii)$", "y", parts[-1]) if parts else ""


def unit_of(claims: Sequence[StandingClaim]) -> Unit:
    """The unit of claims of one report, by span, at least one."""
    first = claims[0]
    record_type = first.claim.record_type

    # one pass over all values: a unit is made for every thing of every report, so this is the fold's hot place
    told: dict[str, set[str]] = {}
    for claim in claims:
        for value in claim.claim.values:
            if value.value:
                told.setdefault(value.field, set()).add(value.value)

    def values(name: str) -> frozenset[str]:
        return frozenset(told.get(name, ()))

    def only(name: str) -> str | None:
        return min(told[name]) if name in told else None

    dates = [span for c in claims if (span := _date_span(c)) is not None] if "date_start" in told else []
    actors = ("holder", "addressee") if record_type == "condition" else ("party",)
    kinds_and_figures = (
        [
            (kind, figure)
            for c in claims
            for kind, figure in zip(c.claim.all("provision_kind"), c.claim.all("provision_quantity"), strict=False)
            if figure
        ]
        if "provision_quantity" in told
        else []
    )
    return Unit(
        report_id=first.report.report.report_id,
        record_type=record_type,
        local_key=first.claim.local_key,
        claims=tuple(claims),
        reported_on=first.report.report.published_on,
        position=first.report.position,
        kinds=values("kind"),
        statuses=values("status"),
        parties=frozenset().union(*(values(a) for a in actors)),
        thirds=frozenset().union(*(values(a) for a in _THIRD)),
        persons=frozenset(surname(p) for p in values("person")),
        dates=tuple(dict.fromkeys(dates)),
        original_dates=frozenset(date.fromisoformat(d) for d in values("original_date")),
        places=frozenset(p.casefold() for p in values("place")),
        countries=values("country"),
        rounds=frozenset(int(n) for n in values("round_number") if n.isdigit()),
        level=only("level"),
        provisions=values("provision_kind"),
        quantities=frozenset((kind, float(figure)) for kind, figure in kinds_and_figures),
        holder=only("holder"),
        addressee=only("addressee"),
        words=meanings(" ".join(sorted(told["demand"]))) if "demand" in told else frozenset(),
        conditioned=only("conditioned"),
    )


def _date_span(claim: StandingClaim) -> DateSpan | None:
    start = claim.claim.first("date_start")
    if not start:
        return None
    first = date.fromisoformat(start)
    end = claim.claim.first("date_end")
    precision = claim.claim.first("date_precision") or "day"
    planned = claim.claim.first("status") in PLANNED[claim.claim.record_type]
    return DateSpan(first, date.fromisoformat(end) if end else first, precision, planned)
