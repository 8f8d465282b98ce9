"""The codebook as Markdown and as CSV: every table, column and code in words, from the declarations alone.

Belongs here: the words that all forms share. As HTML it stands in `codebook_html.py`; inside the Parquet files it is
metadata (`schemas.table`).
"""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from pipelines.release.csv_cells import csv_bytes
from schemas.catalogue import TABLES, groups
from schemas.codes import CODE_LISTS
from schemas.table import Column

INTRO = (
    "Made from the declarations in `schemas/`; do not edit by hand. One Parquet file a table. Names in joined lists "
    "are separated by “; ”. *Claimed* values are backed by a live claim or a correction (see `field_provenance`); "
    "*derived* ones follow from the inputs named. An empty cell means: of a claimed column, that no report of the "
    "selection says; of a derived one, that it is not known or that there is nothing to derive it from."
)
SCHEMES = ("pax", "plover", "cameo", "ucdp")
SCHEME_NAMES = ("PA-X", "PLOVER", "CAMEO", "UCDP")
CSV_COLUMNS = (
    *("table", "column", "code", "description", "type", "unit", "nullable", "in_key", "origin", "inputs"),
    *("claim_field", "references", "code_list", *SCHEMES),
)


def codebook_markdown() -> str:
    """The whole codebook as Markdown. The same declarations give the same text."""
    parts = [f"# Codebook\n\n{INTRO}\n", "## Tables\n"]
    for group, tables in groups().items():
        parts.append(f"**{group}**: " + ", ".join(f"[`{t.name}`](#{t.name})" for t in tables) + "\n")
    for table in TABLES.values():
        parts.append(f"## {table.name}\n\n{table.description}\n\nKey: {', '.join(f'`{k}`' for k in table.key)}\n")
        parts.append("| column | type | null | origin | description |\n| --- | --- | --- | --- | --- |")
        parts.extend(_column(column) for column in table.columns)
        parts.append("")
    parts.append("## Codes\n")
    for name, codes in CODE_LISTS.items():
        parts.append(f"### {name}\n\n| code | definition | {' | '.join(SCHEME_NAMES)} |")
        parts.append("| --- | --- |" + " --- |" * len(SCHEMES))
        parts.extend(
            f"| `{c.code}` | {c.definition} | {' | '.join(getattr(c, s) for s in SCHEMES)} |" for c in codes.values()
        )
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def origin_words(column: Column) -> str:
    """Where the values of a column come from."""
    return "claimed" if column.origin == "claimed" else f"derived from {column.inputs}"


def codebook_csv() -> bytes:
    """The codebook as one table: a row a table, a row a column, and a row a code of a coded column."""
    rows = list(_csv_rows())
    return csv_bytes(pa.table({name: pa.array([r.get(name) for r in rows], pa.string()) for name in CSV_COLUMNS}))


def _csv_rows() -> Iterator[dict[str, Any]]:
    for table in TABLES.values():
        yield {"table": table.name, "description": table.description}
        for c in table.columns:
            yield {
                "table": table.name,
                "column": c.name,
                "description": c.description,
                "type": c.type,
                "unit": c.unit,
                "nullable": "yes" if c.nullable else "no",
                "in_key": "yes" if c.name in table.key else "no",
                "origin": c.origin,
                "inputs": c.inputs,
                "claim_field": c.claim_field,
                "references": c.references,
                "code_list": c.codes,
            }
            for code in CODE_LISTS[c.codes].values() if c.codes else ():
                mapped = {scheme: getattr(code, scheme) or None for scheme in SCHEMES}
                said = {"code": code.code, "description": code.definition, "code_list": c.codes}
                yield {"table": table.name, "column": c.name, **said, **mapped}


def _column(column: Column) -> str:
    notes = [column.description]
    if column.codes:
        notes.append(f"Codes: [{column.codes}](#{column.codes}).")
    if column.references:
        notes.append(f"References `{column.references}`.")
    if column.unit:
        notes.append(f"Unit: {column.unit}.")
    text = ". ".join([notes[0].rstrip("."), *notes[1:]]).replace("|", "\\|")
    null = "yes" if column.nullable else "no"
    return f"| `{column.name}` | {column.type} | {null} | {origin_words(column).replace('|', chr(92) + '|')} | {text} |"


if __name__ == "__main__":
    print(codebook_markdown(), end="")
