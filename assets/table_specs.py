"""Tables as Dagster shows them: from a declaration to a spec with columns, and from staged rows to metadata.

Belongs here: translating `schemas.table` into Dagster's words, once for all tables, so that the Columns tab is full
before the first run. What a table is stands in `schemas`.
"""

from collections.abc import Sequence

import dagster as dg

from pipelines.release.preview import MAX_ROWS, preview, shortened
from pipelines.release.staging import Build
from schemas.table import Column, Table

OWNERS = ["team:parley"]


def table_spec(table: Table, *, group: str, deps: list[str]) -> dg.AssetSpec:
    """A table of the catalogue as an asset."""
    return dg.AssetSpec(
        key=table.name,
        deps=deps,
        group_name=group,
        owners=OWNERS,
        kinds={"parquet", "pyarrow"},
        description=f"{table.description}\n\nKey: {', '.join(table.key)}. In a release: `{table.name}.parquet`.",
        metadata={"dagster/column_schema": column_schema(table)},
        tags={"parley/tables": table.group},
    )


def column_schema(table: Table) -> dg.TableSchema:
    """The declared columns, with what the codebook says of each."""
    return dg.TableSchema(
        columns=[_column(table, column) for column in table.columns],
        constraints=dg.TableConstraints(other=[f"key: {', '.join(table.key)}"]),
    )


def table_result(build: Build, name: str, table: Table) -> dg.MaterializeResult:
    """A staged table: how many rows it has, where it lies, and its first rows."""
    rows = build.tables.table(name)
    return dg.MaterializeResult(
        asset_key=name,
        metadata={
            "dagster/row_count": rows.num_rows,
            "preview": dg.MetadataValue.md(preview(table, rows.slice(0, MAX_ROWS).to_pylist())),
            "file": dg.MetadataValue.path(str(build.tables_folder / f"{name}.parquet")),
        },
    )


def rows_metadata(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> dg.TableMetadataValue:
    """At most ten rows of plain text, which the UI shows as they are and a program can read."""
    return dg.MetadataValue.table(
        records=[dg.TableRecord(dict(zip(columns, map(shortened, row), strict=True))) for row in rows[:MAX_ROWS]],
        schema=dg.TableSchema(columns=[dg.TableColumn(name=name) for name in columns]),
    )


def _column(table: Table, column: Column) -> dg.TableColumn:
    told = [
        f"claimed: each value is backed by a claim or a correction ({column.claim_field})"
        if column.origin == "claimed"
        else f"derived from {column.inputs or 'the ledger'}",
        f"a code of {column.codes}" if column.codes else "",
        f"refers to {column.references}" if column.references else "",
        f"in {column.unit}" if column.unit else "",
        "several, joined by ;" if column.joined else "",
    ]
    return dg.TableColumn(
        name=column.name,
        type=column.type,
        description=column.description,
        constraints=dg.TableColumnConstraints(
            nullable=column.nullable and column.name not in table.key,
            unique=table.key == (column.name,),
            other=[words for words in told if words],
        ),
    )
