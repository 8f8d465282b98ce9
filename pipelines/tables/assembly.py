"""All tables of a release from a selection's claims and records: rows, in the declared types and order.

Belongs here: calling the row makers and turning their rows into Arrow tables. `changes` and `findings` are
made later, by the release and the checks.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

import pyarrow as pa

from pipelines.ledger.selection import Selected, SelectedCorrection
from pipelines.reference import processes
from pipelines.resolution.fold import Resolution
from pipelines.resolution.links import Links, links_of
from pipelines.resolution.origins import syndication
from pipelines.resolution.processes import Involved, ProcessOutline, assign, founded
from pipelines.resolution.standing import StandingClaim, backs_row
from pipelines.tables import evidence
from pipelines.tables.agreements import agreement_rows
from pipelines.tables.by_hand import hands_of
from pipelines.tables.conditions import condition_rows
from pipelines.tables.meetings import CoreRows, meeting_rows
from pipelines.tables.names import Names, reliability
from pipelines.tables.panels import panel_rows
from pipelines.tables.row import Ground, Row
from schemas.catalogue import CORE_TABLE_OF, RECORD_TYPE_OF, TABLES

#: tables whose values persons can correct
CORRECTED = (*RECORD_TYPE_OF, "provisions")
#: tables that later stages add
ADDED_LATER = ("changes", "findings")


def build_tables(selected: Selected, claims: list[StandingClaim], resolution: Resolution) -> dict[str, pa.Table]:
    """Arrow tables by name, sorted by key; all but those of `ADDED_LATER`."""
    return {name: to_arrow(name, rows) for name, rows in build_rows(selected, claims, resolution).items()}


def build_rows(selected: Selected, claims: list[StandingClaim], resolution: Resolution) -> dict[str, list[Row]]:
    """Rows by table, unsorted."""
    ground = Ground(syndication(s for s in selected.reports), reliability, hands_of(resolution))
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
            told = [names.actor_rows[names.actor(a)] for a in actors]
            involved[record_id] = Involved(
                tuple(a["actor_id"] for a in told),
                tuple(a["country_code"] if a["kind"] == "state" else None for a in told),
                frozenset(filter(None, (country, *(a["country_code"] for a in told if a["kind"] != "state")))),
                frozenset(c.report.report.report_id for c in live[record_id]),
                _dated(live[record_id], resolution.by_hand.get(record_id, ())),
            )
            return ""  # the process is known once all records are

        made[record_id] = _make(record.record_type, record_id, live, every, ground, names, note, links, newest)
    outlines = [
        ProcessOutline(p.process_id, frozenset(p.core_party_ids), frozenset(p.territory), p.first_day, p.last_day)
        for p in processes.processes().values()
    ]
    assigned = assign(involved, outlines)
    for record_id, process_id in assigned.items():
        made[record_id].row["process_id"] = process_id
        names.process(process_id, tuple(dict.fromkeys(involved[record_id].actor_ids))[:2])
    for record_id, core in made.items():
        record_type = resolution.records[record_id].record_type
        rows[CORE_TABLE_OF[record_type]].append(core.row)
        rows[f"{record_type}_status_history"].extend(core.history)
        rows["field_provenance"].extend(core.provenance)
        for table, linked in core.links.items():
            rows[table].extend(linked)
    ground.hands.close({table: {r[TABLES[table].key[0]] for r in rows[table]} for table in CORRECTED})
    present = set(made)
    rows["report_records"] = evidence.report_record_rows(claims, resolution, present)
    rows["claims"] = evidence.claim_rows(claims, resolution, present)
    rows["claim_values"] = evidence.claim_value_rows(claims)
    rows["corrections"] = evidence.correction_rows(selected, resolution)
    rows["redirects"] = evidence.redirect_rows(resolution, _listed_since(involved, assigned))
    rows["rejected_inputs"] = evidence.rejected_input_rows(selected)
    rows["actors"] = list(names.actor_rows.values())
    rows["actor_aliases"] = names.alias_rows()
    rows["places"] = list(names.place_rows.values())
    rows["processes"] = list(names.process_rows.values())
    rows["sources"] = list(names.source_rows.values())
    return {**rows, **panel_rows(rows)}


def to_arrow(table: str, rows: Iterable[Row]) -> pa.Table:
    """Rows as an Arrow table in the declared schema, sorted by key. KeyError for a missing column."""
    declared = TABLES[table]
    ordered = sorted(rows, key=lambda r: tuple("" if r[k] is None else r[k] for k in declared.key))
    names = set(declared.column_names)
    for row in ordered:
        if row.keys() != names:
            odd = row.keys() ^ names
            raise KeyError(f"a row of {table} does not fit its declaration: {', '.join(sorted(odd))}")
    return pa.Table.from_pylist(ordered, schema=declared.arrow_schema())


def _by_record(
    claims: list[StandingClaim], resolution: Resolution
) -> tuple[dict[str, list[StandingClaim]], dict[str, list[StandingClaim]]]:
    """Live claims of each record that has a row, and all claims of every record."""
    live: dict[str, list[StandingClaim]] = {}
    every: dict[str, list[StandingClaim]] = {}
    for claim in claims:
        record_id, _ = resolution.judgements.get(claim.claim_id, (None, ""))
        if record_id is not None:
            every.setdefault(record_id, []).append(claim)
    for record_id in resolution.records:
        told = [c for c in every.setdefault(record_id, []) if c.is_live]
        stands = backs_row(told) or record_id in resolution.by_hand
        if stands and record_id not in resolution.rejected:
            live[record_id] = told
    return live, every


def _listed_since(involved: dict[str, Involved], assigned: dict[str, str]) -> dict[str, str]:
    """Process that would have been founded for a record -> the listed one that it belongs to, where that is one."""
    found: dict[str, set[str]] = {}
    for record_id, process_id in assigned.items():
        known = processes.processes().get(process_id)
        first = tuple(dict.fromkeys(involved[record_id].actor_ids))[:2]
        if known is not None and len(first) == 2 and set(first) <= set(known.core_party_ids):
            found.setdefault(founded(first), set()).add(process_id)
    standing = set(assigned.values())
    return {old: next(iter(new)) for old, new in found.items() if len(new) == 1 and old not in standing}


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


def _dated(claims: list[StandingClaim], by_hand: Sequence[SelectedCorrection]) -> date:
    """The first day that a claim gives, else the first day of a report, else that of the decision to add the row."""
    given = [date.fromisoformat(d) for c in claims if (d := c.claim.first("date_start"))]
    told = [c.report.report.published_on for c in claims]
    return min(given or told or [date.fromisoformat(s.correction.decided_on) for s in by_hand])
