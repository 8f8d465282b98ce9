"""Tables as Dagster shows them: from a declaration to a spec with columns, and from staged rows to metadata.

Belongs here: translating `schemas.table` into Dagster's words, once for all tables, so that the Columns tab is full
before the first run. What a table is stands in `schemas`.
"""

from collections.abc import Sequence

import dagster as dg

from pipelines.release.figures import figures_of
from pipelines.release.preview import MAX_ROWS, preview, shortened
from pipelines.release.staging import Build
from schemas.codes import CODE_LISTS
from schemas.table import Column, Table

OWNERS = ["team:parley"]
_READING = (
    "Each value of a column labelled “claimed” is backed by a claim or a correction; one labelled “derived” is made "
    "from what is named after “From”."
)


def table_spec(table: Table, *, group: str, deps: list[str]) -> dg.AssetSpec:
    """A table of the catalogue as an asset."""
    return dg.AssetSpec(
        key=table.name,
        deps=deps,
        group_name=group,
        owners=OWNERS,
        kinds={"python", "parquet"},
        description=f"{table.description}\n\n{_READING}\n\nIn a release: `{table.name}.parquet`.",
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
    """A staged table: how many rows it has, a few figures that the UI plots, where it lies, and its first rows."""
    rows = build.tables.table(name)
    return dg.MaterializeResult(
        asset_key=name,
        metadata={
            "dagster/row_count": rows.num_rows,
            **figures_of(name, rows),
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
        column.description,
        f"One of: {', '.join(CODE_LISTS[column.codes])}" if column.codes else "",
        "Several are joined by a semicolon and a blank" if column.joined else "",
        f"Unit: {column.unit}" if column.unit else "",
        f"From: {column.inputs}" if column.inputs else "",
    ]
    labels = ["key" if column.name in table.key else "", column.origin, f"→ {column.references or ''}"]
    return dg.TableColumn(
        name=column.name,
        type=column.type,
        description=". ".join(words for words in told if words),
        constraints=dg.TableColumnConstraints(
            nullable=column.nullable and column.name not in table.key,
            unique=table.key == (column.name,),
            other=[label for label in labels if label not in ("", "→ ")],
        ),
    )
