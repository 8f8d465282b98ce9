"""Where a process stands: what was held last, what comes next, what is overdue, what holds, what is open.

Belongs here: the classes of statuses that a summary speaks of, and the order in which facts make a headline. Nothing
reads the clock: "next" and "overdue" are told from the newest report of the release.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.dossiers.reading import Record
from pipelines.dossiers.words import counted, first_day, label, when
from schemas.codes import codes

STANDING = ("agreed", "signed", "implemented")
ON_THE_TABLE = ("proposed", "under_negotiation")
BROKEN_OFF = ("suspended", "violated", "rejected", "terminated")
#: a condition is open until it is said to be met, or its holder drops it
CLOSED = ("met", "withdrawn")
_PLANNED = ("scheduled", "postponed")
_SHAPE_OF_AGREEMENT = dict.fromkeys(STANDING, "standing") | dict.fromkeys(ON_THE_TABLE, "on_the_table")
_SHAPE_OF_AGREEMENT |= dict.fromkeys(BROKEN_OFF, "broken_off")
_SHAPE_OF_CONDITION = dict.fromkeys(("stated", "accepted", "rejected"), "open") | {s: s for s in CLOSED}
#: what a sign of the timeline stands for
SIGNS = {f"meeting-{status}": label(status).lower() for status in codes("meeting_status")} | {
    "agreement-standing": "agreement agreed, signed or implemented",
    "agreement-on_the_table": "agreement on the table",
    "agreement-broken_off": "agreement broken off",
    "condition-open": "open condition",
    "condition-met": "condition met",
    "condition-withdrawn": "condition withdrawn",
}
#: days after which "under way" says no more than that nobody reported the end
_STALE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Situation:
    """Records of one process by what they mean for where it stands, each list with the first to be read in front."""

    headline: str
    held: tuple[Record, ...]
    under_way: tuple[Record, ...]
    coming: tuple[Record, ...]
    undated: tuple[Record, ...]
    overdue: tuple[Record, ...]
    proposed: tuple[Record, ...]
    standing: tuple[Record, ...]
    on_the_table: tuple[Record, ...]
    broken_off: tuple[Record, ...]
    open_conditions: tuple[Record, ...]
    closed_conditions: tuple[Record, ...]
    last_reported_on: date


def situation(records: Sequence[Record], known_until: date) -> Situation:
    """Where a process stands, from its records as known on a day."""
    meetings = [r for r in records if r.type == "meeting"]
    agreements = _latest_first(r for r in records if r.type == "agreement")
    conditions = _reported_first(r for r in records if r.type == "condition")
    overdue = [m for m in meetings if m.row["is_overdue"]]
    planned = [m for m in meetings if m.status in _PLANNED and not m.row["is_overdue"]]
    held = _latest_first(m for m in meetings if m.status == "held")
    under_way = _reported_first(
        m
        for m in meetings
        if m.status == "ongoing" and (m.row["last_reported_on"] or known_until) >= known_until - _STALE
    )
    coming = sorted((m for m in planned if first_day(m.row)), key=lambda m: (first_day(m.row), m.id))
    undated = [m for m in planned if not first_day(m.row)]
    proposed = _reported_first(m for m in meetings if m.status == "proposed" and not m.row["is_overdue"])
    late = _latest_first(overdue)
    return Situation(
        headline=_headline(held, under_way, coming, undated, late, proposed),
        held=tuple(held),
        under_way=tuple(under_way),
        coming=tuple(coming),
        undated=tuple(undated),
        overdue=tuple(late),
        proposed=tuple(proposed),
        standing=tuple(a for a in agreements if a.status in STANDING),
        on_the_table=tuple(a for a in agreements if a.status in ON_THE_TABLE),
        broken_off=tuple(a for a in agreements if a.status in BROKEN_OFF),
        open_conditions=tuple(c for c in conditions if c.status not in CLOSED),
        closed_conditions=tuple(c for c in conditions if c.status in CLOSED),
        last_reported_on=max((reported_on(r) for r in records), default=date.min),
    )


def shape_of(record_type: str, status: str) -> str:
    """The shape (`templates/shapes.html`) that stands for a status. KeyError for one that has none."""
    if record_type == "meeting":
        return f"meeting-{status}"
    return f"{record_type}-{(_SHAPE_OF_AGREEMENT if record_type == 'agreement' else _SHAPE_OF_CONDITION)[status]}"


def reported_on(record: Record) -> date:
    """Day of the last report on a record; the first of days where only a person vouches for it."""
    day: date | None = record.row["last_reported_on"]
    return day or date.min


def _headline(
    held: Sequence[Record],
    under_way: Sequence[Record],
    coming: Sequence[Record],
    undated: Sequence[Record],
    overdue: Sequence[Record],
    proposed: Sequence[Record],
) -> str:
    if under_way:
        return "A meeting is under way"
    if coming:
        planned = "scheduled for" if coming[0].status == "scheduled" else "postponed to"
        return f"Next meeting {planned} {when(coming[0].row)}"
    if undated:
        return f"A meeting is {undated[0].status}, without a date"
    # a meeting held overtakes what was planned or proposed before it
    held_until = max((first_day(r.row) or date.min for r in held), default=date.min)
    overdue = [r for r in overdue if (first_day(r.row) or date.min) >= held_until]
    proposed = [r for r in proposed if reported_on(r) >= held_until]
    if overdue:
        return f"{counted(len(overdue), 'planned meeting')} overdue, the last planned for {when(overdue[0].row)}"
    if proposed:
        return "A meeting is proposed, none scheduled"
    if held:
        day = first_day(held[0].row)
        return f"Last met {when(held[0].row)}; nothing planned" if day else "Met, date not known; nothing planned"
    return "No meeting held or planned"


def _latest_first(records: Iterable[Record]) -> list[Record]:
    found = sorted(records, key=lambda r: r.id)
    return sorted(found, key=lambda r: (first_day(r.row) or date.min, reported_on(r)), reverse=True)


def _reported_first(records: Iterable[Record]) -> list[Record]:
    found = sorted(records, key=lambda r: r.id)
    return sorted(found, key=reported_on, reverse=True)
