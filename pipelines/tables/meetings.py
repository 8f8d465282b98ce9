"""Rows of `meetings` and of what hangs on them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipelines.resolution.standing import StandingClaim
from pipelines.tables.names import Names
from pipelines.tables.participants import meeting_participants
from pipelines.tables.row import Ground, Row, RowMaker, joined

_OPEN = ("proposed", "scheduled", "postponed")


@dataclass(slots=True)
class CoreRows:
    """A core row with its link rows, history and provenance."""

    row: Row
    history: list[Row]
    provenance: list[Row]
    links: dict[str, list[Row]] = field(default_factory=dict)


def meeting_rows(
    record_id: str,
    claims: Sequence[StandingClaim],
    all_claims: Sequence[StandingClaim],
    ground: Ground,
    names: Names,
    process_of: Callable[[list[str], str | None], str],
    newest: date,
) -> CoreRows:
    """Rows of one meeting. `claims` are its live claims; `newest` is the day of the newest report."""
    make = RowMaker("meetings", record_id, "meeting", claims, ground)
    start, end, precision, words = make.pick_date(("date_start", "date_end", "date_precision", "date_text"))
    place = make.pick("place_name", "place")
    country = make.pick("country_code", "country")
    parties = make.pick_members("party_names", "party")
    mediators = make.pick_members("mediator_names", "mediator")
    hosts = make.pick_members("host_names", "host")
    persons = make.pick_persons("person_names")
    round_number = make.pick("round_number", "round_number")
    row: Row = {
        "meeting_id": record_id,
        "kind": make.pick("kind", "kind"),
        "status": make.status,
        "level": make.pick("level", "level") or "unspecified",
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        "date_text": words,
        "is_overdue": make.status in _OPEN and _last_planned(make, start, end) < newest,
        "place_id": names.place(place, country),
        "place_name": place,
        "country_code": country,
        "round_number": int(round_number) if round_number else None,
        "party_names": joined(parties),
        "mediator_names": joined(mediators),
        "host_names": joined(hosts),
        "person_names": joined(persons),
        "outcome": make.pick("outcome", "outcome"),
        "evidence": make.evidence(),
        **make.shared(process_of(parties + mediators, country), all_claims),
    }
    participants = meeting_participants(make, row, parties, mediators, hosts, persons, names)
    return CoreRows(row, make.history_rows(), make.provenance, {"meeting_participants": participants})


def _last_planned(make: RowMaker, start: date | None, end: date | None) -> date:
    planned = [s.planned_date for s in make.steps if s.planned_date]
    # a meeting without any planned date is never overdue
    return end or start or (max(planned) if planned else date.max)
