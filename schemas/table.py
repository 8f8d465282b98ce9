"""How a table is declared: columns, key, references, codes, and where each value comes from.

Belongs here: the two dataclasses and what follows from them alone (the Arrow schema).
Does not belong here: the tables themselves (the `*_tables.py` beside this file), checks on data
(`pipelines.validation`), the codebook's text (`pipelines.release.codebook`).
"""

from dataclasses import dataclass

import pyarrow as pa

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
        """Arrow schema with the descriptions as field and schema metadata."""
        fields = []
        for c in self.columns:
            metadata = {"description": c.description, "origin": c.origin}
            for name in ("codes", "references", "unit", "claim_field", "inputs"):
                value = getattr(c, name)
                if value:
                    metadata[name] = value
            fields.append(pa.field(c.name, ARROW_TYPES[c.type], nullable=c.nullable, metadata=metadata))
        return pa.schema(
            fields,
            metadata={"table": self.name, "description": self.description, "primary_key": ", ".join(self.key)},
        )
