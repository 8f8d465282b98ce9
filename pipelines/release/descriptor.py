"""`datapackage.json`: a Data Package v2 (https://datapackage.org) that says what each file of tables holds.

Belongs here: from declarations to Table Schemas with keys, references, codes and labelled missing values; and the
descriptor of a folder of tables, Parquet or CSV.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipelines.release.facts import Facts
from pipelines.release.parquet import file_hash
from schemas.catalogue import TABLES
from schemas.codes import CODE_LISTS
from schemas.table import Column, Table

NAME = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {
    "string": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "date": "date",
    "timestamp": "datetime",
}
_MEDIA = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_NOT_SAID = "No report of the selection says"
_NOT_KNOWN = "Not known, or nothing to derive it from"


def descriptor(folder: Path, facts: Facts, form: str, description: str, others: Iterable[str] = ()) -> bytes:
    """The descriptor of a folder that holds each table as `<name>.<form>`, and `others`, files without a schema."""
    publication = facts.publication
    content: dict[str, Any] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "parley-dataset",
        "title": publication.title,
        "version": facts.version,
        "created": facts.made_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "description": description,
        "keywords": ["peace processes", "negotiations", "ceasefires", "event data", "provenance"],
        "contributors": [{"title": author, "roles": ["creator"]} for author in publication.authors],
        "licenses": [{"name": publication.licence, "path": publication.licence_url}],
        "resources": [_resource(folder, table, form) for table in TABLES.values()]
        + [_file(folder, name) for name in others],
    }
    if publication.url:
        content["homepage"] = publication.url
    if publication.doi:
        content["id"] = f"https://doi.org/{publication.doi}"
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(folder: Path, table: Table, form: str) -> dict[str, Any]:
    path = folder / f"{table.name}.{form}"
    return {
        "name": table.name,
        "path": path.name,
        "type": "table",
        "description": table.description,
        "format": form,
        "mediatype": _MEDIA[form],
        **({"encoding": "utf-8"} if form == "csv" else {}),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_hash(path)}",
        "schema": table_schema(table),
    }


def _file(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    label = name.lower().replace(".", "-").replace("_", "-").replace("/", "-")
    return {"name": label, "path": name, "bytes": path.stat().st_size, "hash": f"sha256:{file_hash(path)}"}


def table_schema(table: Table) -> dict[str, Any]:
    """A table as a Table Schema v2."""
    foreign = [
        {"fields": [c.name], "reference": _reference(table, c.references)} for c in table.columns if c.references
    ]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(table, column) for column in table.columns],
        "primaryKey": list(table.key),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _reference(table: Table, target: str) -> dict[str, Any]:
    name, _, column = target.partition(".")
    # a reference to the table itself names no resource
    return {"fields": [column]} if name == table.name else {"resource": name, "fields": [column]}


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.name.replace("_", " "),
        "description": column.description + (f" (unit: {column.unit})" if column.unit else ""),
        "missingValues": [],
    }
    # an empty text in a column without nulls is a text: a change of a whole row has the field ""
    if column.nullable:
        label = _NOT_SAID if column.origin == "claimed" else _NOT_KNOWN
        field["missingValues"] = [{"value": "", "label": label}]
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.codes:
        codes = CODE_LISTS[column.codes]
        field["categories"] = [{"value": c.code, "label": c.definition} for c in codes.values()]
        constraints["enum"] = list(codes)
    if constraints:
        field["constraints"] = constraints
    return field
