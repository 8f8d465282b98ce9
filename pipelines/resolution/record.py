"""A record while it is being folded: the units that joined it, and their features taken together.

Belongs here: state and how one unit changes it. Does not belong here: deciding whether a unit joins
(`matching.py`), or what the row will say (`pipelines.tables`).
"""

from dataclasses import dataclass, field
from datetime import date

from pipelines.resolution.units import PLANNED, DateSpan, Unit


@dataclass(slots=True)
class Record:
    """One real-world thing. Units without a voice add features too, so that a withdrawn report moves no other."""

    record_id: str
    record_type: str
    units: list[Unit] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    dates: tuple[DateSpan, ...] = ()
    original_dates: frozenset[date] = frozenset()
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    rounds: frozenset[int] = frozenset()
    provisions: frozenset[str] = frozenset()
    quantities: frozenset[tuple[str, float]] = frozenset()
    holders: frozenset[str] = frozenset()
    addressees: frozenset[str] = frozenset()
    demands: tuple[frozenset[str], ...] = ()
    objects: frozenset[str] = frozenset()
    last_reported_on: date = date.min

    @property
    def is_planned(self) -> bool:
        """Whether nothing in it has happened yet, as far as reported."""
        return bool(self.statuses) and self.statuses <= PLANNED[self.record_type]

    def add(self, unit: Unit) -> None:
        """Take in a unit. Features only grow, so that what matched once would match again."""
        self.units.append(unit)
        self.reports.add(unit.report_id)
        self.keys.add((unit.report_id, unit.local_key))
        self.kinds |= unit.kinds
        self.statuses |= unit.statuses
        self.parties |= unit.parties
        self.persons |= unit.persons
        self.dates = tuple(dict.fromkeys((*self.dates, *unit.dates)))
        self.original_dates |= unit.original_dates
        self.places |= unit.places
        self.countries |= unit.countries
        self.rounds |= unit.rounds
        self.provisions |= unit.provisions
        self.quantities |= unit.quantities
        if unit.holder:
            self.holders |= {unit.holder}
        if unit.addressee:
            self.addressees |= {unit.addressee}
        if unit.words:
            self.demands = (*self.demands, unit.words)
        if unit.conditioned:
            self.objects |= {unit.conditioned}
        self.last_reported_on = max(self.last_reported_on, unit.reported_on)
