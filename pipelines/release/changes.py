"""What differs between two sets of tables, per row and column: the table `changes`, `parley diff`, `parley impact`."""

from collections.abc import Iterator

from pipelines.validation.cells import cell_text
from pipelines.validation.comparing import differing
from pipelines.validation.tableset import Row, TableSet, row_key
from schemas.catalogue import TABLES
from schemas.panel_tables import PANEL_TABLES

#: tables that describe the build itself, or follow from the others: claim by claim, or counted
NOT_COMPARED: tuple[str, ...] = (
    *("changes", "findings", "field_provenance", "claim_values", "claims", "report_records"),
    *(table.name for table in PANEL_TABLES),
)


def changes(old: TableSet | None, new: TableSet, since: str) -> Iterator[Row]:
    """Rows of `changes`; none where there is no release before. `since` is the version of the old one."""
    if old is None:
        return
    redirected = {row["old_id"]: row["new_id"] for row in new.rows("redirects")} if new.has("redirects") else {}
    for name in TABLES:
        if name in NOT_COMPARED:
            continue
        found = differing(old, new, name)
        before, after = ({row_key(name, row): row for row in rows} for rows in (found.before, found.after))
        for key in sorted(before.keys() | after.keys()):
            yield from _row_changes(name, key, before.get(key), after.get(key), redirected, since)


def _row_changes(
    table: str, key: str, before: Row | None, after: Row | None, redirected: dict[str, str], since: str
) -> Iterator[Row]:
    def change(field: str, kind: str, old_value: str | None, new_value: str | None) -> Row:
        return {
            "table_name": table,
            "record_id": key,
            "field": field,
            "kind": kind,
            "old_value": old_value,
            "new_value": new_value,
            "since_release": since,
        }

    if before is None:
        yield change("", "added", None, None)
    elif after is None:
        target = redirected.get(key)
        yield change("", "merged" if target else "removed", None, target)
    else:
        for column in TABLES[table].column_names:
            if column == "ledger_position" or before.get(column) == after.get(column):
                continue
            yield change(column, "changed", cell_text(before.get(column)), cell_text(after.get(column)))
