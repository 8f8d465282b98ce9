"""A record while it is being folded: the units that joined it, and their features taken together.

Belongs here: state and how one unit changes it. Does not belong here: deciding whether a unit joins
(`matching.py`), or what the row will say (`pipelines.tables`).
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from pipelines.resolution.units import OPEN, PLANNED, DateSpan, Unit


@dataclass(slots=True)
class Record:
    """One real-world thing. Units without a voice add features too, so that a withdrawn report moves no other.

    `parties` are the actors that at least a third of the units with parties name, less those that half of them or
    more do not name and another seats as mediator, host or guest: one misreading does not make another
    constellation of it. `over_by` is the first day by which it was said to be over, `open_on` the last
    day on which a report spoke of it as still to come.
    """

    record_id: str
    record_type: str
    units: list[Unit] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    thirds: frozenset[str] = frozenset()
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
    over_by: date | None = None
    open_on: date | None = None
    _named: Counter[str] = field(default_factory=Counter)
    _naming: int = 0

    @property
    def is_planned(self) -> bool:
        """Whether nothing in it has happened yet, as far as reported."""
        return bool(self.statuses) and self.statuses <= PLANNED[self.record_type]

    @property
    def is_open(self) -> bool:
        """Whether all that was reported is that it is still to come."""
        return bool(self.statuses) and self.statuses <= OPEN[self.record_type]

    def add_copy(self, unit: Unit) -> None:
        """Take in a unit that says again what another one said, in a copy of its text: it adds no feature."""
        self.units.append(unit)
        self.reports.add(unit.report_id)
        self.keys.add((unit.report_id, unit.local_key))

    def add(self, unit: Unit) -> None:
        """Take in a unit."""
        self.add_copy(unit)
        self.kinds |= unit.kinds
        self.statuses |= unit.statuses
        if unit.level and unit.level != "unspecified":
            self.levels |= {unit.level}
        self._add_parties(unit)
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
        if unit.over_by is not None:
            self.over_by = min(self.over_by or unit.over_by, unit.over_by)
        if unit.is_open:
            self.open_on = max(self.open_on or unit.reported_on, unit.reported_on)

    def _add_parties(self, unit: Unit) -> None:
        self.thirds |= unit.thirds
        if unit.parties:
            self._named.update(unit.parties)
            self._naming += 1
        self.parties = frozenset(
            party
            for party, n in self._named.items()
            if 3 * n >= self._naming and (2 * n > self._naming or party not in self.thirds)
        )
