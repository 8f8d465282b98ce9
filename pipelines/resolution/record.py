"""A record while it is being folded: the units that joined it, and their features taken together.

Belongs here: state and how one unit changes it. Does not belong here: deciding whether a unit joins
(`matching.py`), or what the row will say (`pipelines.tables`).
"""

from dataclasses import dataclass, field

from pipelines.resolution.spans import DateSpan
from pipelines.resolution.units import Unit


@dataclass(slots=True)
class Record:
    """One real-world thing. Units without a voice add features too, so that a withdrawn report moves no other.

    `parties` are the actors that at least a third of the units with parties name, less those that half of them or
    more do not name and another seats as mediator, host or guest: one misreading does not make another
    constellation of it. `is_planned`: nothing in it has happened yet, as far as reported; `is_open`: all that was
    reported is that it is still to come. `over_by` is the first day by which it was said to be over, `open_on` the last
    day on which a report spoke of it as still to come, `off_on` the last one on which it was called off or refused.
    `merged_into`: the record that a later report proved it to be. `opened_under`: where its last unit let it be found
    (`blocks.py`).
    """

    record_id: str
    record_type: str
    units: list[Unit] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)
    kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    is_planned: bool = False
    is_open: bool = False
    levels: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    thirds: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    dates: tuple[DateSpan, ...] = ()
    original_dates: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    rounds: frozenset[int] = frozenset()
    tracks: frozenset[str] = frozenset()
    is_bare: bool = False
    provisions: frozenset[str] = frozenset()
    quantities: frozenset[tuple[str, float]] = frozenset()
    holders: frozenset[str] = frozenset()
    addressees: frozenset[str] = frozenset()
    demands: tuple[frozenset[str], ...] = ()
    objects: frozenset[str] = frozenset()
    object_wordings: tuple[frozenset[str], ...] = ()
    first_reported_on: int = 0
    last_reported_on: int = 0
    over_by: int | None = None
    open_on: int | None = None
    off_on: int | None = None
    merged_into: "Record | None" = None
    opened_under: object = None
    _named: dict[str, int] = field(default_factory=dict)
    _naming: int = 0

    @property
    def now(self) -> "Record":
        """The record itself, or the one that it was proved to be."""
        return self.merged_into.now if self.merged_into is not None else self

    def add_copy(self, unit: Unit) -> None:
        """Take in a unit that says again what another one said, in a copy of its text: it adds no feature."""
        self.units.append(unit)
        self.reports.add(unit.report_id)
        self.keys.add((unit.report_id, unit.local_key))

    def add(self, unit: Unit) -> None:
        """Take in a unit. One that nobody checked adds no feature where others speak of the thing."""
        if unit.unchecked and self.units:
            self.add_copy(unit)
            return
        self._add_times(unit)
        self.is_bare = unit.is_bare and (self.is_bare or not self.units)
        self.add_copy(unit)
        # most units say nothing new, and a set that is made anew takes time and room
        if not unit.kinds <= self.kinds:
            self.kinds |= unit.kinds
        if not unit.statuses <= self.statuses:
            self.statuses |= unit.statuses
        if unit.level and unit.level != "unspecified":
            self.levels |= {unit.level}
        self._add_parties(unit)
        if unit.persons and not unit.persons <= self.persons:
            self.persons |= unit.persons
        if not unit.places <= self.places:
            self.places |= unit.places
        if not unit.countries <= self.countries:
            self.countries |= unit.countries
        if unit.rounds and not unit.rounds <= self.rounds:
            self.rounds |= unit.rounds
        if unit.tracks and not unit.tracks <= self.tracks:
            self.tracks |= unit.tracks
        if unit.provisions and not unit.provisions <= self.provisions:
            self.provisions |= unit.provisions
        if unit.quantities and not unit.quantities <= self.quantities:
            self.quantities |= unit.quantities
        if unit.holder:
            self.holders |= {unit.holder}
        if unit.addressee:
            self.addressees |= {unit.addressee}
        if unit.words and unit.words not in self.demands:
            self.demands = (*self.demands, unit.words)
        if unit.conditioned:
            self.objects |= {unit.conditioned}
        if unit.conditioned_words and unit.conditioned_words not in self.object_wordings:
            self.object_wordings = (*self.object_wordings, unit.conditioned_words)

    def _add_times(self, unit: Unit) -> None:
        if not self.units:
            self.is_planned, self.is_open, self.first_reported_on = unit.is_planned, unit.is_open, unit.reported_on
        elif unit.statuses:
            self.is_planned = unit.is_planned and (self.is_planned or not self.statuses)
            self.is_open = unit.is_open and (self.is_open or not self.statuses)
        for dated in unit.dates:
            if dated not in self.dates:
                self.dates = _refined((*self.dates, dated))
        if unit.original_dates:
            self.original_dates |= unit.original_dates
        day = unit.reported_on
        if day < self.first_reported_on:
            self.first_reported_on = day
        if day > self.last_reported_on:
            self.last_reported_on = day
        if unit.over_by is not None and (self.over_by is None or unit.over_by < self.over_by):
            self.over_by = unit.over_by
        if unit.is_open:
            if self.open_on is None or day > self.open_on:
                self.open_on = day
        elif unit.is_planned and (self.off_on is None or day > self.off_on):
            self.off_on = day

    def _add_parties(self, unit: Unit) -> None:
        if unit.parties:
            named = self._named
            for party in unit.parties:
                named[party] = named[party] + 1 if party in named else 1
            self._naming += 1
            if self._naming == 1:
                self.parties = unit.parties  # those of all, as long as one unit alone names any
                self.thirds |= unit.thirds
                return
            if unit.parties == self.parties and unit.thirds <= self.thirds:
                return
        if unit.thirds:
            self.thirds |= unit.thirds
        self.parties = frozenset(
            party
            for party, n in self._named.items()
            if 3 * n >= self._naming and (2 * n > self._naming or party not in self.thirds)
        )


def _refined(dates: tuple[DateSpan, ...]) -> tuple[DateSpan, ...]:
    """The dates without the coarse ones of which another one names a day."""
    exact = [d for d in dates if d.is_exact]
    return tuple(d for d in dates if d.is_exact or not any(d.start <= e.start and e.end <= d.end for e in exact))
