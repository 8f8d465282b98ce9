"""All tables of a release from a selection's claims and records: rows, in the declared types and order.

Belongs here: calling the row makers and turning their rows into Arrow tables. `changes` and `findings` are
made later, by the release and the checks.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

import pyarrow as pa

from pipelines.ledger.selection import Selected
from pipelines.reference import processes
from pipelines.resolution.fold import Resolution
from pipelines.resolution.links import Links, links_of
from pipelines.resolution.processes import Involved, ProcessOutline, assign
from pipelines.resolution.standing import StandingClaim
from pipelines.tables import evidence
from pipelines.tables.agreements import agreement_rows
from pipelines.tables.conditions import condition_rows
from pipelines.tables.meetings import CoreRows, meeting_rows
from pipelines.tables.names import Names, reliability
from pipelines.tables.origins import syndication
from pipelines.tables.row import Ground, Row
from schemas.catalogue import CORE_TABLE_OF, TABLES

#: tables that later stages add
ADDED_LATER = ("changes", "findings")


def build_tables(selected: Selected, claims: list[StandingClaim], resolution: Resolution) -> dict[str, pa.Table]:
    """Arrow tables by name, sorted by key; all but those of `ADDED_LATER`."""
    return {name: to_arrow(name, rows) for name, rows in build_rows(selected, claims, resolution).items()}


def build_rows(selected: Selected, claims: list[StandingClaim], resolution: Resolution) -> dict[str, list[Row]]:
    """Rows by table, unsorted."""
    ground = Ground(syndication(s for s in selected.reports), reliability)
    names = Names()
    rows: dict[str, list[Row]] = {name: [] for name in TABLES if name not in ADDED_LATER}
    rows["reports"] = evidence.report_rows(selected, ground.syndication, names)
    live, every = _by_record(claims, resolution)
    links = links_of(resolution, live)
    newest = max((s.report.published_on for s in selected.reports if s.status == "active"), default=date.min)
    made: dict[str, CoreRows] = {}
    involved: dict[str, Involved] = {}
    for record in resolution.records.values():
        if record.record_id not in live:
            continue  # nothing with a voice backs it: it keeps its id and has no row
        record_id = record.record_id

        def note(actors: list[str], country: str | None, record_id: str = record_id) -> str:
            involved[record_id] = Involved(
                tuple(names.actor(a) for a in actors),
                frozenset(filter(None, (country, *_countries(names, actors)))),
                frozenset(c.report.report.report_id for c in live[record_id]),
                _dated(live[record_id]),
            )
            return ""  # the process is known once all records are

        made[record_id] = _make(record.record_type, record_id, live, every, ground, names, note, links, newest)
    outlines = [
        ProcessOutline(p.process_id, frozenset(p.core_party_ids), frozenset(p.territory), p.first_day, p.last_day)
        for p in processes.processes().values()
    ]
    for record_id, process_id in assign(involved, outlines).items():
        made[record_id].row["process_id"] = process_id
        names.process(process_id, tuple(dict.fromkeys(involved[record_id].actor_ids))[:2])
    for record_id, core in made.items():
        record_type = resolution.records[record_id].record_type
        rows[CORE_TABLE_OF[record_type]].append(core.row)
        rows[f"{record_type}_status_history"].extend(core.history)
        rows["field_provenance"].extend(core.provenance)
        for table, linked in core.links.items():
            rows[table].extend(linked)
    present = set(made)
    rows["report_records"] = evidence.report_record_rows(claims, resolution, present)
    rows["claims"] = evidence.claim_rows(claims, resolution, present)
    rows["claim_values"] = evidence.claim_value_rows(claims)
    rows["rejected_inputs"] = evidence.rejected_input_rows(selected)
    rows["actors"] = list(names.actor_rows.values())
    rows["actor_aliases"] = names.alias_rows()
    rows["places"] = list(names.place_rows.values())
    rows["processes"] = list(names.process_rows.values())
    rows["sources"] = list(names.source_rows.values())
    return rows


def to_arrow(table: str, rows: Iterable[Row]) -> pa.Table:
    """Rows as an Arrow table in the declared schema, sorted by key. KeyError for a missing column."""
    declared = TABLES[table]
    ordered = sorted(rows, key=lambda r: tuple("" if r[k] is None else r[k] for k in declared.key))
    for row in ordered:
        odd = set(row) ^ set(declared.column_names)
        if odd:
            raise KeyError(f"a row of {table} does not fit its declaration: {', '.join(sorted(odd))}")
    return pa.Table.from_pylist(ordered, schema=declared.arrow_schema())


def _by_record(
    claims: list[StandingClaim], resolution: Resolution
) -> tuple[dict[str, list[StandingClaim]], dict[str, list[StandingClaim]]]:
    live: dict[str, list[StandingClaim]] = {}
    every: dict[str, list[StandingClaim]] = {}
    for claim in claims:
        record_id, _ = resolution.judgements.get(claim.claim_id, (None, ""))
        if record_id is not None:
            every.setdefault(record_id, []).append(claim)
            if claim.is_live:
                live.setdefault(record_id, []).append(claim)
    return live, every


def _make(
    record_type: str,
    record_id: str,
    live: dict[str, list[StandingClaim]],
    every: dict[str, list[StandingClaim]],
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


def _countries(names: Names, actor_names: list[str]) -> list[str]:
    found = [names.actor_rows[names.actor(a)]["country_code"] for a in actor_names]
    return [c for c in found if c]


def _dated(claims: list[StandingClaim]) -> date:
    """The first day that a claim gives, else the first day of a report."""
    given = [date.fromisoformat(d) for c in claims if (d := c.claim.first("date_start"))]
    return min(given or [c.report.report.published_on for c in claims])
