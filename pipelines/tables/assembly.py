"""All tables of a release from a selection's claims and records: rows, in the declared types and order.

Belongs here: turning rows into Arrow tables, and what takes all records: processes, the reference rows that a release
needs, and panels. `changes` and `findings` are made later, by the release and the checks.
"""

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ledger.selection import Selected
from pipelines.reference import processes
from pipelines.resolution.fold import Resolution
from pipelines.resolution.origins import syndication
from pipelines.resolution.processes import Involved, ProcessOutline, assign, founded
from pipelines.resolution.standing import StandingClaim
from pipelines.tables import evidence
from pipelines.tables.making import Made, made_rows
from pipelines.tables.names import Asked, reference_rows, source_row, source_rows
from pipelines.tables.panels import NEEDED, panel_rows
from pipelines.tables.row import Row
from schemas.catalogue import CORE_TABLE_OF, TABLES

#: tables that later stages add
ADDED_LATER = ("changes", "findings")
Tables = dict[str, pa.Table]


def build_tables(selected: Selected, claims: list[StandingClaim], resolution: Resolution) -> Tables:
    """Arrow tables by name, sorted by key; all but those of `ADDED_LATER`."""
    return assembled(selected, claims, resolution)[0]


def assembled(selected: Selected, claims: list[StandingClaim], resolution: Resolution) -> tuple[Tables, Made]:
    """The tables, and the rows of records from which they were made."""
    known = syndication(selected.reports)
    made = made_rows(selected.reports, claims, resolution, known)
    rows = {
        **made.rows,
        "report_records": evidence.report_record_rows(claims, resolution, made.involved),
        "claims": evidence.claim_rows(claims, resolution, made.involved),
        "claim_values": evidence.claim_value_rows(claims),
    }
    rows["reports"] = evidence.report_rows(selected.reports, selected, known)
    rows["sources"] = source_rows(source_row(s.report.outlet, s.report.url) for s in selected.reports)
    tables = {name: to_arrow(name, part) for name, part in rows.items()}
    asked = set[Asked]().union(*made.asked.values())
    return completed(tables, selected, resolution, made.involved, asked), made


def completed(
    tables: Tables,
    selected: Selected,
    resolution: Resolution,
    involved: Mapping[str, Involved],
    asked: Iterable[Asked],
) -> Tables:
    """The tables of records, claims and reports with all others: what takes all records."""
    outlines = [
        ProcessOutline(p.process_id, frozenset(p.core_party_ids), frozenset(p.territory), p.first_day, p.last_day)
        for p in processes.processes().values()
    ]
    assigned = assign(involved, outlines)
    tables = {**tables}
    for record_type, name in CORE_TABLE_OF.items():
        ids = tables[name].column(f"{record_type}_id").to_pylist()
        place = tables[name].schema.get_field_index("process_id")
        column = pa.array([assigned[record_id] for record_id in ids], pa.string())
        tables[name] = tables[name].set_column(place, tables[name].schema.field(place), column)
    rows: dict[str, list[Row]] = {
        "corrections": evidence.correction_rows(selected, resolution),
        "redirects": evidence.redirect_rows(resolution, _listed_since(involved, assigned)),
        "rejected_inputs": evidence.rejected_input_rows(selected),
        **reference_rows(asked, _founders(involved, assigned)),
    }
    tables |= {name: to_arrow(name, part) for name, part in rows.items()}
    panels = panel_rows({name: _needed(name, tables) for name in NEEDED})
    tables |= {name: to_arrow(name, part) for name, part in panels.items()}
    return {name: tables[name] for name in TABLES if name not in ADDED_LATER}


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


def _needed(name: str, tables: Tables) -> list[Row]:
    """The rows of a table with the columns that panels are counted from; of values, those that date an agreement."""
    table = tables[name]
    if name == "claim_values":
        dating = tables["agreement_status_history"].column("claim_id")
        wanted = pc.is_in(table.column("field"), pa.array(["date_start", "date_precision"]))
        table = table.filter(pc.and_(wanted, pc.is_in(table.column("claim_id"), dating)))
    found: list[Row] = table.select(list(NEEDED[name])).to_pylist()
    return found


def _founders(involved: Mapping[str, Involved], assigned: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Process -> the two actors from whom it was founded, none where it is listed."""
    founders = {founded(i.actor_ids): tuple(dict.fromkeys(i.actor_ids))[:2] for i in involved.values()}
    listed = processes.processes()
    return {p: () if p in listed else founders[p] for p in set(assigned.values())}


def _listed_since(involved: Mapping[str, Involved], assigned: Mapping[str, str]) -> dict[str, str]:
    """Process that would have been founded for a record -> the listed one that it belongs to, where that is one."""
    found: dict[str, set[str]] = {}
    for record_id, process_id in assigned.items():
        known = processes.processes().get(process_id)
        first = tuple(dict.fromkeys(involved[record_id].actor_ids))[:2]
        if known is not None and len(first) == 2 and set(first) <= set(known.core_party_ids):
            found.setdefault(founded(first), set()).add(process_id)
    standing = set(assigned.values())
    return {old: next(iter(new)) for old, new in found.items() if len(new) == 1 and old not in standing}
