"""The meeting group: the mentions of one meeting of a report, and what they say of it together.

Belongs here: the dataclass and what follows from its mentions alone. Does not belong here: which mentions are one
meeting (`groups`, `twins`).
"""

from dataclasses import dataclass, field

from pipelines.coding.dates.calendar import Interval
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.names.mention import PlaceMention

DONE = ("held", "ongoing")


def covers(one: Interval, other: Interval) -> bool:
    """Whether an interval lies in another."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start <= other.start and other.end <= one.end


@dataclass(slots=True)
class MeetingGroup:
    """Mentions of one meeting, in order. `status` is that of the meeting as of publication; `sides`: those of the
    process that the report is about."""

    mentions: list[MeetingMention] = field(default_factory=list)
    status: str = ""
    parties: list[str] = field(default_factory=list)
    sides: frozenset[str] = frozenset()

    def first(self, name: str):
        """The first value of an attribute that any mention gives."""
        return next((v for m in self.mentions if (v := getattr(m, name))), None)

    @property
    def place(self) -> PlaceMention | None:
        placed = [m for m in self.mentions if m.place is not None]
        if len(placed) > 1:
            placed.sort(key=lambda m: m.at_dateline)
        places = [m.place for m in placed if m.place is not None]
        return next((p for p in places if p.name), places[0] if places else None)

    @property
    def interval(self) -> Interval | None:
        found: list[Interval] = []
        opened = closed = None
        for m in self.mentions:
            if m.date is None:
                continue
            told = m.date.mention
            if m.status == "ongoing" and told.role == "since":
                return told.interval
            if m.status is not None or m.definite:
                found.append(told.interval)
            if opened is None and m.effect == "begin" and m.status == "ongoing":
                opened = told.interval
            if m.status == "held" and (m.effect == "end" or m.strength == "signing"):
                closed = told.interval
        if opened is not None and closed is not None and any(i.precision == "day" and i.start for i in found):
            start, end = opened.start, closed.end
            if start is not None and end is not None and start < end:
                return Interval(start, end, "range")
        exact = [i for i in found if i.precision in ("day", "range")]
        first = exact[0] if exact else found[0] if found else None
        for interval in exact:
            # a day of the meeting is not all of it
            if first is not None and interval.precision == "range" and covers(interval, first):
                return interval
        return first

    @property
    def named(self) -> list[str]:
        """Parties that the report names for it."""
        best = max((m for m in self.mentions if m.named_parties), key=lambda m: len(m.parties), default=None)
        return best.parties if best is not None else []

    @property
    def statuses(self) -> list[str]:
        return [m.status for m in self.mentions if m.status is not None]

    @property
    def is_call(self) -> bool:
        return any(m.kind == "phone_call" for m in self.mentions)

    @property
    def tracks(self) -> frozenset[str]:
        """The matters of the process that it is on, as far as its words tell."""
        return frozenset().union(*(m.tracks for m in self.mentions))

    @property
    def ordinal(self) -> int | None:
        return self.first("ordinal")
