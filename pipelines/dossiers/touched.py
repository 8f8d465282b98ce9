"""Which records' pages can differ between two releases, from what differs in their tables.

Belongs here: from a row of any table to the records on whose pages it shows. A page of any other record is the same but
for what frames every page. Does not belong here: taking such pages over (`taken_over.py`).
"""

from collections.abc import Collection, Iterator

from pipelines.validation.comparing import Differing, differing
from pipelines.validation.tableset import TableSet, rows_of
from schemas.catalogue import CORE_TABLE_OF

#: tables whose rows show on the page of the record that a column names
_OWNED = {
    **{table: (f"{kind}_id",) for kind, table in CORE_TABLE_OF.items()},
    **{f"{kind}_status_history": (f"{kind}_id",) for kind in CORE_TABLE_OF},
    "meeting_participants": ("meeting_id",),
    "agreement_parties": ("agreement_id",),
    "provisions": ("agreement_id",),
    "field_provenance": ("record_id",),
    "claims": ("record_id",),
    "report_records": ("record_id",),
    "corrections": ("row_id", "record_id"),
}
#: records that name another one, whose title and status then stand on both pages
_LINKS = (("agreements", "agreement_id", "meeting_id"), ("conditions", "condition_id", "conditioned_id"))
_ELSEWHERE = ("claim_values", "reports", "sources", "actors", "processes")


def touched_records(old: TableSet, new: TableSet) -> set[str]:
    """Ids of records of either release whose pages may differ, and of rows that hang on them."""
    found: dict[str, Differing] = {name: differing(old, new, name) for name in (*_OWNED, *_ELSEWHERE)}
    ids = {row[column] for name, columns in _OWNED.items() for row in found[name].rows for column in columns}
    ids |= {name for tables in (old, new) for name in tables.table("changes").column("record_id").to_pylist()}
    core = {row[f"{kind}_id"] for kind, table in CORE_TABLE_OF.items() for row in found[table].rows}
    corrections = {row["correction_id"] for row in found["corrections"].rows}
    claims = {row["claim_id"] for row in found["claim_values"].rows}
    actors = {row["actor_id"] for row in found["actors"].rows}
    processes = {row["process_id"] for row in found["processes"].rows}
    sources = {row["source_id"] for row in found["sources"].rows}
    for tables in (old, new):
        reports = {row["report_id"] for row in found["reports"].rows}
        # one text is one origin, and the outlet that had it first stands for all that carry it
        groups = {row["syndication_group"] for row in found["reports"].rows}
        reports |= _named(tables, "reports", "report_id", syndication_group=groups, source_id=sources)
        ids |= _named(tables, "claims", "record_id", claim_id=claims, report_id=reports)
        ids |= _named(tables, "field_provenance", "record_id", correction_id=corrections)
        ids |= _named(tables, "meeting_participants", "meeting_id", represents_actor_id=actors, actor_id=actors)
        for kind, table in CORE_TABLE_OF.items():
            ids |= _named(tables, table, f"{kind}_id", process_id=processes)
        ids |= set(_linked(tables, core))
    for tables in (old, new):
        # what a claim or correction says of a provision shows on the page of its agreement
        ids |= _named(tables, "provisions", "agreement_id", provision_id=ids)
    return ids - {None, ""}


def _named(tables: TableSet, name: str, column: str, **wanted: Collection[str]) -> set[str]:
    return set(rows_of(tables.table(name), **wanted).column(column).to_pylist())


def _linked(tables: TableSet, core: Collection[str]) -> Iterator[str]:
    for name, here, there in _LINKS:
        table = rows_of(tables.table(name), **{here: core, there: core})
        yield from table.column(here).to_pylist()
        yield from table.column(there).to_pylist()
