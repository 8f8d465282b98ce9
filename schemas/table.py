"""How a table is declared: columns, key, references, codes, and where each value comes from.

Belongs here: the two dataclasses and what follows from them alone (the Arrow schema, with the codebook inside).
Does not belong here: the tables themselves (the `*_tables.py` beside this file), checks on data
(`pipelines.validation`), the codebook's text (`pipelines.release.codebook`).
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from schemas.codes import CODE_LISTS

ARROW_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `origin` is `claimed` (each value, or each member of a joined list, is backed by a live claim or a
    correction; `claim_field` names the field of `claim_values`) or `derived` (`inputs` says from what).
    `codes` names a list of `schemas.codes`; `references` is "table.column"; `joined` marks lists joined by "; ";
    `absent` is the code that stands where no claim says anything.
    """

    name: str
    type: str
    description: str
    nullable: bool = True
    codes: str | None = None
    references: str | None = None
    origin: str = "derived"
    claim_field: str | None = None
    inputs: str | None = None
    joined: bool = False
    absent: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a release: one Parquet file, flat, sorted by `key`."""

    name: str
    group: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """One column by name. KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)

    def arrow_schema(self) -> pa.Schema:
        """Arrow schema with what the codebook says of table and columns as metadata.

        Parquet keeps a field's metadata inside the Arrow schema only, which not every tool reads: the key-value
        `codebook` of the file says the same as JSON.
        """
        return _arrow_schema(self)


@cache
def _arrow_schema(table: Table) -> pa.Schema:
    told = [column_codebook(column) for column in table.columns]
    fields = [
        pa.field(
            c.name,
            ARROW_TYPES[c.type],
            nullable=c.nullable,
            metadata={k: v if isinstance(v, str) else _json(v) for k, v in said.items() if k != "name"},
        )
        for c, said in zip(table.columns, told, strict=True)
    ]
    return pa.schema(
        fields,
        metadata={
            "table": table.name,
            "description": table.description,
            "primary_key": ", ".join(table.key),
            "codebook": _json(
                {"table": table.name, "description": table.description, "key": table.key, "columns": told}
            ),
        },
    )


def column_codebook(column: Column) -> dict[str, Any]:
    """What the codebook says of a column, as plain JSON; what does not apply is left out.

    `code_definitions` maps each code to its definition and to its place in PA-X, PLOVER, CAMEO and UCDP.
    """
    said: dict[str, Any] = {
        "name": column.name,
        "description": column.description,
        "type": column.type,
        "origin": column.origin,
    }
    for name in ("unit", "codes", "references", "claim_field", "inputs"):
        if getattr(column, name):
            said[name] = getattr(column, name)
    if column.joined:
        said["joined_by"] = "; "
    if column.codes:
        said["code_definitions"] = {
            c.code: {k: v for k, v in asdict(c).items() if v and k != "code"} for c in CODE_LISTS[column.codes].values()
        }
    return said


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
