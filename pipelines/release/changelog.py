"""What differs from the release before, in words, from the table `changes`: `CHANGELOG.md`, and the same in brief.

Belongs here: which changes are told and how. Words of reports are not repeated here; `changes.parquet` has every
cell. What comes from reports is escaped: nothing of it is read as markup.
"""

from collections import Counter
from collections.abc import Iterator

from pipelines.release.facts import Facts
from pipelines.release.preview import WORDS_OF_REPORTS, escaped
from pipelines.validation.tableset import Row, TableSet
from schemas.catalogue import CORE_TABLE_OF, RECORD_TYPE_OF, TABLES
from schemas.codes import codes

#: rows of one table that are told one by one; beyond it the table `changes` is the place to look
TOLD = 200
#: rows of one table, and cells of a row, that are told in brief
SHOWN, CELLS = 5, 3
#: columns that follow from others, and would be told twice
_FOLLOWS = frozenset(("n_reports", "n_independent_sources", "first_reported_on", "last_reported_on", "place_id"))
_NAMES = ("party_names", "holder_name", "addressee_name", "place_name", "date_start", "date")


def changelog(tables: TableSet, facts: Facts) -> str:
    """The changelog as Markdown."""
    head = f"# What changed in {facts.version}\n\n"
    if facts.since is None:
        counts = ", ".join(f"{tables.table(name).num_rows} {name}" for name in CORE_TABLE_OF.values())
        return head + f"The first release: {counts}.\n"
    changes = tables.rows("changes")
    parts = [head + f"Compared with {facts.since}; made from the ledger up to position {facts.position}.\n"]
    if not changes:
        return parts[0] + "\nNo row of a compared table differs.\n"
    parts.append(_counts(changes))
    for table in CORE_TABLE_OF.values():
        lines = list(_told(table, [c for c in changes if c["table_name"] == table], tables))
        if lines:
            parts.append(f"## {table}\n\n" + "\n".join(lines[:TOLD]))
            if len(lines) > TOLD:
                parts.append(f"… and {len(lines) - TOLD} more rows, in `changes.parquet`.")
    parts.append("Every row and cell that differs stands in the table `changes`.\n")
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def what_changed(tables: TableSet, since: str | None) -> str:
    """The changelog in brief, as Markdown: counts of rows, and the first rows of each core table by kind of change."""
    if since is None:
        return "The first release: there is nothing to compare with."
    changes = tables.rows("changes")
    if not changes:
        return f"Compared with {since}: no row of a compared table differs."
    parts = [f"Compared with {since}:", _counts(changes)]
    for table in CORE_TABLE_OF.values():
        lines = list(_told(table, [c for c in changes if c["table_name"] == table], tables, CELLS))
        if lines:
            left = [f"- … and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
            parts += [f"**{table}**", "\n".join([*lines[:SHOWN], *left])]
    return "\n\n".join(parts)


def records_by_kind(changes: list[Row]) -> dict[str, int]:
    """How many core rows were added, changed, removed and merged."""
    core = {(c["table_name"], c["record_id"]): c["kind"] for c in changes if c["table_name"] in RECORD_TYPE_OF}
    counts = Counter(core.values())
    return {kind: counts[kind] for kind in codes("change_kind")}


def _counts(changes: list[Row]) -> str:
    kinds = codes("change_kind")
    rows: dict[str, Counter[str]] = {}
    seen: set[tuple[str, str, str]] = set()
    for c in changes:
        if (c["table_name"], c["record_id"], c["kind"]) not in seen:
            seen.add((c["table_name"], c["record_id"], c["kind"]))
            rows.setdefault(c["table_name"], Counter())[c["kind"]] += 1
    lines = [f"| table | {' | '.join(f'rows {kind}' for kind in kinds)} |", "| --- |" + " --: |" * len(kinds)]
    for table in TABLES:
        if table in rows:
            lines.append(f"| {table} | " + " | ".join(str(rows[table][kind]) for kind in kinds) + " |")
    return "\n".join(lines)


def _told(table: str, changes: list[Row], tables: TableSet, most: int | None = None) -> Iterator[str]:
    """One line a row, in the order of the table `changes`, with at most so many cells."""
    by_row: dict[str, list[Row]] = {}
    for change in changes:
        by_row.setdefault(change["record_id"], []).append(change)
    standing = tables.keyed(table)
    for record_id, cells in by_row.items():
        label = f"`{record_id}`{_label(standing.get(record_id))}"
        kind = cells[0]["kind"]
        if kind == "merged":
            yield f"- merged: {label} into `{cells[0]['new_value']}`"
        elif kind in ("added", "removed"):
            yield f"- {kind}: {label}"
        else:
            shown = [_cell(c) for c in cells if c["field"] not in _FOLLOWS]
            if shown:
                left = [] if most is None or len(shown) <= most else [f"… and {len(shown) - most} more cells"]
                yield f"- changed: {label}: " + "; ".join([*shown[:most], *left])


def _label(row: Row | None) -> str:
    known = [str(row[name]) for name in _NAMES if row.get(name)] if row else []
    return f" ({escaped(', '.join(known))})" if known else ""


def _cell(change: Row) -> str:
    field = change["field"]
    if field in WORDS_OF_REPORTS:
        return f"{field} reworded"
    old, new = ("empty" if change[side] is None else escaped(change[side]) for side in ("old_value", "new_value"))
    return f"{field} {old} → {new}"
