"""The rows of records: each core row with what hangs on it, and what the tables as a whole need to know of it.

Belongs here: gathering the claims of each record, and calling the row makers. Does not belong here: which process a
record belongs to, and everything else that takes all records (`assembly.py`).
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from pipelines.ledger.selection import SelectedCorrection, SelectedReport
from pipelines.resolution.fold import Resolution
from pipelines.resolution.links import Links, links_of
from pipelines.resolution.origins import Syndication
from pipelines.resolution.processes import Involved
from pipelines.resolution.standing import StandingClaim, backs_row
from pipelines.tables.agreements import agreement_rows
from pipelines.tables.by_hand import hands_of
from pipelines.tables.conditions import condition_rows
from pipelines.tables.meetings import CoreRows, meeting_rows
from pipelines.tables.names import Asked, Names, bearer, reliability
from pipelines.tables.row import Ground, Row
from schemas.catalogue import CORE_TABLE_OF, RECORD_TYPE_OF, TABLES

#: tables whose values persons can correct
CORRECTED = (*RECORD_TYPE_OF, "provisions")
#: table -> the column that names the record to which a row belongs
RECORD_COLUMN = {
    **{table: f"{record}_id" for record, table in CORE_TABLE_OF.items()},
    **{f"{record}_status_history": f"{record}_id" for record in CORE_TABLE_OF},
    "meeting_participants": "meeting_id",
    "agreement_parties": "agreement_id",
    "provisions": "agreement_id",
}
Claims = Mapping[str, Sequence[StandingClaim]]


@dataclass(slots=True)
class Made:
    """Rows of records, by table, their processes still open; by record the names asked for, and who is involved."""

    rows: dict[str, list[Row]]
    asked: dict[str, frozenset[Asked]] = field(default_factory=dict)
    involved: dict[str, Involved] = field(default_factory=dict)


def made_rows(
    reports: Iterable[SelectedReport],
    claims: Iterable[StandingClaim],
    resolution: Resolution,
    known: Syndication,
    chosen: Container[str] | None = None,
    standing: Container[str] = frozenset(),
) -> Made:
    """Rows of the records that something with a voice backs.

    Where only the `chosen` records are to be made, all their claims must be among those given; `standing` are the
    others that have a row.
    """
    live, every = _by_record(claims, resolution, chosen)
    ground = Ground(known, reliability, hands_of(resolution))
    links = links_of(resolution, live, standing)
    newest = max((s.report.published_on for s in reports if s.status == "active"), default=date.min)
    made = Made({name: [] for name in (*RECORD_COLUMN, "field_provenance")})
    for record_id in live:
        record_type, names = resolution.records[record_id].record_type, Names()
        note = _noting(made, record_id, live, names, resolution.by_hand.get(record_id, ()))
        core = _make(record_type, record_id, live, every, ground, names, note, links, newest)
        made.asked[record_id] = frozenset(names.asked)
        made.rows[CORE_TABLE_OF[record_type]].append(core.row)
        made.rows[f"{record_type}_status_history"].extend(core.history)
        made.rows["field_provenance"].extend(core.provenance)
        for table, linked in core.links.items():
            made.rows[table].extend(linked)
    ground.hands.close({table: {r[TABLES[table].key[0]] for r in made.rows[table]} for table in CORRECTED})
    return made


def _by_record(
    claims: Iterable[StandingClaim], resolution: Resolution, chosen: Container[str] | None
) -> tuple[dict[str, list[StandingClaim]], dict[str, list[StandingClaim]]]:
    """Live claims of each record that has a row, and all claims of every record; of the chosen ones only."""
    live: dict[str, list[StandingClaim]] = {}
    every: dict[str, list[StandingClaim]] = {}
    for claim in claims:
        record_id, _ = resolution.judgements.get(claim.claim_id, (None, ""))
        if record_id is not None:
            every.setdefault(record_id, []).append(claim)
    for record_id in resolution.records:
        if chosen is not None and record_id not in chosen:
            continue
        told = [c for c in every.setdefault(record_id, []) if c.is_live]
        stands = backs_row(told) or record_id in resolution.by_hand
        # where nothing with a voice backs it, it keeps its id and has no row
        if stands and record_id not in resolution.rejected:
            live[record_id] = told
    return live, every


def _noting(
    made: Made, record_id: str, live: Claims, names: Names, by_hand: Sequence[SelectedCorrection]
) -> Callable[[list[str], str | None], str]:
    def note(named: list[str], country: str | None) -> str:
        for name in named:
            names.actor(name)
        told = [bearer(name) for name in named]
        made.involved[record_id] = Involved(
            tuple(b.actor_id for b in told),
            tuple(b.state for b in told),
            frozenset(filter(None, (country, *(b.country for b in told)))),
            frozenset(c.report.report.report_id for c in live[record_id]),
            _dated(live[record_id], by_hand),
        )
        return ""  # the process is known once all records are

    return note


def _make(
    record_type: str,
    record_id: str,
    live: Claims,
    every: Claims,
    ground: Ground,
    names: Names,
    note: Callable[[list[str], str | None], str],
    links: Links,
    newest: date,
) -> CoreRows:
    makers = {
        "meeting": partial(meeting_rows, newest=newest),
        "agreement": partial(agreement_rows, meeting_id=links.meeting_of.get(record_id)),
        "condition": partial(condition_rows, conditioned=links.conditioned.get(record_id, ("other", None))),
    }
    return makers[record_type](record_id, live[record_id], every[record_id], ground, names, process_of=note)


def _dated(claims: Sequence[StandingClaim], by_hand: Sequence[SelectedCorrection]) -> date:
    """The first day that a claim gives, else the first day of a report, else that of the decision to add the row."""
    given = [date.fromisoformat(d) for c in claims if (d := c.claim.first("date_start"))]
    told = [c.report.report.published_on for c in claims]
    return min(given or told or [date.fromisoformat(s.correction.decided_on) for s in by_hand])
