"""What a release changed: records added, changed, removed and merged, with old and new values.

Belongs here: gathering the lines of `changes` by the record that they speak of. Rows that hang on a record
(participants, parties, provisions, steps) are counted with it; what is no part of a record is counted by table.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.dossiers.plain_text import clipped
from pipelines.dossiers.reading import Record, Release
from pipelines.dossiers.words import counted, label, value_words
from pipelines.validation.cells import parse_cell
from pipelines.validation.tableset import Row
from schemas.catalogue import CORE_TABLE_OF, RECORD_TYPE_OF, TABLES

KINDS = ("added", "changed", "removed", "merged")
#: tables whose rows belong to a record, with the type of that record
_HANGS_ON = {"meeting_participants": "meeting", "agreement_parties": "agreement", "provisions": "agreement"}
_HANGS_ON |= {f"{kind}_status_history": kind for kind in CORE_TABLE_OF}
#: what nearly every report moves, and says nothing by itself
_COUNTERS = ("n_reports", "n_independent_sources", "last_reported_on", "first_reported_on")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One value that differs, in words; `column` is its name in the table."""

    column: str
    old: str
    new: str

    @property
    def name(self) -> str:
        """The column in words."""
        return label(self.column.removeprefix("n_"))


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """One record that is new, differs, went, or was merged. `record` is None where it has no page any more."""

    id: str
    type: str
    record: Record | None
    values: tuple[ChangedValue, ...]
    besides: str


@dataclass(frozen=True, slots=True)
class ChangedGroup:
    """All records of a type with one kind of change."""

    kind: str
    type: str
    records: tuple[ChangedRecord, ...]

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.type}s"


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """All that the page shows; `since` is empty where there is no release before."""

    since: str
    groups: tuple[ChangedGroup, ...]
    counts: tuple[tuple[str, tuple[int, ...]], ...]
    others: tuple[str, ...]


def changes_page(release: Release) -> ChangesPage:
    """What the release changed."""
    lines = release.tables.rows("changes")
    by_record: dict[tuple[str, str], list[Row]] = {}
    besides: dict[str, Counter[str]] = {}
    others: Counter[tuple[str, str]] = Counter()
    provisions = {r["provision_id"]: r["agreement_id"] for r in release.tables.rows("provisions")}
    for line in lines:
        table = line["table_name"]
        if table in RECORD_TYPE_OF:
            by_record.setdefault((RECORD_TYPE_OF[table], line["record_id"]), []).append(line)
        elif table in _HANGS_ON:
            owner = line["record_id"].split("|")[0]
            besides.setdefault(provisions.get(owner, owner), Counter())[table] += 1
        else:
            others[table, line["kind"]] += 1
    touched = {record_id for _, record_id in by_record}
    for record_id in besides:
        if record_id in release.records and record_id not in touched:
            by_record[release.records[record_id].type, record_id] = []
    groups = list(_groups(release, by_record, besides))
    return ChangesPage(
        since=lines[0]["since_release"] if lines else "",
        groups=tuple(groups),
        counts=tuple(_counts(groups)),
        others=tuple(f"{table}: {n:,} {kind}" for (table, kind), n in sorted(others.items())),
    )


def _groups(
    release: Release, by_record: dict[tuple[str, str], list[Row]], besides: dict[str, Counter[str]]
) -> Iterable[ChangedGroup]:
    found: dict[tuple[str, str], list[ChangedRecord]] = {}
    for (record_type, record_id), lines in sorted(by_record.items()):
        kind = next((line["kind"] for line in lines if line["field"] == ""), "changed")
        values = [_value(record_type, line) for line in lines if line["field"]]
        # what counts first, then the counters
        values.sort(key=lambda v: v.column in _COUNTERS)
        target = next((line["new_value"] for line in lines if line["kind"] == "merged"), None)
        found.setdefault((kind, record_type), []).append(
            ChangedRecord(
                id=record_id,
                type=record_type,
                record=release.records.get(target or record_id),
                values=tuple(values),
                besides=_besides(besides.get(record_id, Counter())) if kind == "changed" else "",
            )
        )
    for kind in KINDS:
        for record_type in CORE_TABLE_OF:
            records = found.get((kind, record_type), [])
            if records:
                # records with more than counters to tell come first
                records.sort(key=lambda r: all(v.column in _COUNTERS for v in r.values))
                yield ChangedGroup(kind, record_type, tuple(records))


def _value(record_type: str, line: Row) -> ChangedValue:
    column = TABLES[CORE_TABLE_OF[record_type]].column(line["field"])
    old, new = (value_words(column, parse_cell(column, v) if column.type in ("int", "float") else v) for v in
                (line["old_value"], line["new_value"]))  # fmt: skip
    return ChangedValue(column.name, clipped(old, _LONGEST) or "nothing", clipped(new, _LONGEST) or "nothing")


def _besides(tables: Counter[str]) -> str:
    return ", ".join(counted(n, f"line in {t}", f"lines in {t}") for t, n in sorted(tables.items()))


def _counts(groups: Sequence[ChangedGroup]) -> Iterable[tuple[str, tuple[int, ...]]]:
    number = {(g.kind, g.type): len(g.records) for g in groups}
    for record_type in CORE_TABLE_OF:
        yield label(f"{record_type}s"), tuple(number.get((kind, record_type), 0) for kind in KINDS)
