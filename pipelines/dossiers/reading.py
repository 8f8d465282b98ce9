"""A release read for its pages: every text made harmless, rows grouped by what a page asks for.

Belongs here: the one place where text of tables becomes text of pages; nothing behind it sees a raw string. Most rows
show on the page of one record alone: these are read for some records at a time, for all of them take gigabytes.
Does not belong here: what a page shows.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.dossiers.plain_text import file_stem, neutral
from pipelines.dossiers.words import title_of
from pipelines.validation.tableset import Row, TableSet, rows_of
from schemas.catalogue import CORE_TABLE_OF, TABLES

Groups = dict[str, list[Row]]
#: tables that no page shows
_NOT_SHOWN = ("actor_aliases", "places", "rejected_inputs", "findings")
#: tables that only pages of records show
_OF_RECORDS = ("claims", "claim_values", "field_provenance")


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a core table, with what every page says of it."""

    type: str
    id: str
    row: Row
    title: str

    @property
    def table(self) -> str:
        return CORE_TABLE_OF[self.type]

    @property
    def status(self) -> str:
        return str(self.row["status"])

    @property
    def path(self) -> str:
        """Its page, from the folder of the site."""
        return record_path(self.id)

    @property
    def process_path(self) -> str:
        return process_path(self.row["process_id"])


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its tables with harmless text, and their rows by what they hang on.

    `provenance` is keyed by "table|record"; `known_until` is the day of the newest report, None without any. `claims`,
    `values` and `provenance` are those of some records.
    """

    tables: TableSet
    records: dict[str, Record]
    processes: dict[str, Row]
    actors: dict[str, Row]
    reports: dict[str, Row]
    sources: dict[str, Row]
    corrections: dict[str, Row]
    claims: dict[str, Row]
    values: Groups
    provenance: Groups
    histories: Groups
    participants: Groups
    parties: Groups
    provisions: Groups
    agreements_at: Groups
    conditions_on: Groups
    corrections_of: Groups
    changes_of: Groups
    known_until: date | None

    def of_process(self, process_id: str) -> list[Record]:
        """Records of a process, in the order of their ids."""
        return [r for r in self.records.values() if r.row["process_id"] == process_id]


def record_path(record_id: str) -> str:
    """Page of a record, from the folder of the site."""
    return f"records/{file_stem(record_id)}.html"


def process_path(process_id: str) -> str:
    """Page of a process, from the folder of the site."""
    return f"processes/{file_stem(process_id)}.html"


def read_release(tables: TableSet) -> Release:
    """Read the tables of one release but for what only pages of records show (`with_records`).

    KeyError for a record of a process that the table `processes` does not have.
    """
    harmless = TableSet.of_rows({name: _harmless(tables.table(name)).to_pylist() for name in TABLES if _shown(name)})
    rows = harmless.rows
    records = {
        row[f"{record_type}_id"]: Record(record_type, row[f"{record_type}_id"], row, title_of(record_type, row))
        for record_type, table in CORE_TABLE_OF.items()
        for row in rows(table)
    }
    processes = {r["process_id"]: r for r in rows("processes")}
    for record in records.values():
        processes[record.row["process_id"]]
    histories = [r for kind in CORE_TABLE_OF for r in rows(f"{kind}_status_history")]
    days = [r["published_on"] for r in rows("reports") if r["status"] == "active"]
    return Release(
        tables=harmless,
        records=records,
        processes=processes,
        actors={r["actor_id"]: r for r in rows("actors")},
        reports={r["report_id"]: r for r in rows("reports")},
        sources={r["source_id"]: r for r in rows("sources")},
        corrections={r["correction_id"]: r for r in rows("corrections")},
        claims={},
        values={},
        provenance={},
        histories=_grouped(histories, _owner),
        participants=_grouped(rows("meeting_participants"), lambda r: r["meeting_id"]),
        parties=_grouped(rows("agreement_parties"), lambda r: r["agreement_id"]),
        provisions=_grouped(rows("provisions"), lambda r: r["agreement_id"]),
        agreements_at=_grouped(rows("agreements"), lambda r: r["meeting_id"]),
        conditions_on=_grouped(rows("conditions"), lambda r: r["conditioned_id"]),
        corrections_of=_grouped(rows("corrections"), lambda r: r["row_id"] or r["record_id"]),
        changes_of=_grouped(rows("changes"), lambda r: r["record_id"]),
        known_until=max(days, default=None),
    )


def with_records(release: Release, tables: TableSet, record_ids: Collection[str]) -> Release:
    """The release with what only the pages of some of its records show, and in `tables` the reports behind these."""
    claims = rows_of(tables.table("claims"), record_id=record_ids)
    provisions = [p["provision_id"] for r in record_ids for p in release.provisions.get(r, ())]
    claim_ids = claims.column("claim_id").to_pylist()
    rows = {
        "claims": _harmless(claims).to_pylist(),
        "claim_values": _harmless(rows_of(tables.table("claim_values"), claim_id=claim_ids)).to_pylist(),
        "reports": [release.reports[r] for r in dict.fromkeys(claims.column("report_id").to_pylist())],
    }
    provenance = _harmless(rows_of(tables.table("field_provenance"), record_id=[*record_ids, *provisions])).to_pylist()
    return replace(
        release,
        tables=TableSet.of_rows({"changes": release.tables.rows("changes"), **rows}),
        claims={r["claim_id"]: r for r in rows["claims"]},
        values=_grouped(rows["claim_values"], lambda r: r["claim_id"]),
        provenance=_grouped(provenance, lambda r: f"{r['table_name']}|{r['record_id']}"),
    )


def _shown(table: str) -> bool:
    return table not in _NOT_SHOWN and table not in _OF_RECORDS


def _harmless(table: pa.Table) -> pa.Table:
    """A table with its texts made harmless, each text once however often it stands."""
    for place, column in enumerate(table.columns):
        if pa.types.is_string(column.type):
            different = pc.unique(column)
            texts = different.to_pylist()
            harmless = [text if text is None else neutral(text) for text in texts]
            if harmless != texts:
                cells = pa.array(harmless, pa.string()).take(pc.index_in(column, different).combine_chunks())
                table = table.set_column(place, table.field(place), cells)
    return table


def _grouped(rows: Iterable[Row], key: Callable[[Row], str | None]) -> Groups:
    groups: Groups = defaultdict(list)
    for row in rows:
        name = key(row)
        if name is not None:
            groups[name].append(row)
    return dict(groups)


def _owner(step: Row) -> str:
    return next(str(step[f"{kind}_id"]) for kind in CORE_TABLE_OF if f"{kind}_id" in step)
