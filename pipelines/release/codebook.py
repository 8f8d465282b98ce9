"""The codebook: every table, column and code in words, from the declarations alone."""

from collections.abc import Iterator

from pipelines.release.facts import Facts
from pipelines.validation.tableset import TableSet
from schemas.catalogue import TABLES, groups
from schemas.codes import CODE_LISTS
from schemas.table import Column

_INTRO = """# Codebook

Made from the declarations in `schemas/`; do not edit by hand. One Parquet file a table. Names in joined lists are
separated by "; ". *Claimed* values are backed by a live claim or a correction (see `field_provenance`); *derived*
ones follow from the inputs named.
"""


def codebook_files(_tables: TableSet, _facts: Facts) -> Iterator[tuple[str, bytes]]:
    """The codebook as files of a release."""
    yield "codebook.md", codebook_markdown().encode("utf-8")


def codebook_markdown() -> str:
    """The whole codebook as Markdown. The same declarations give the same text."""
    parts = [_INTRO, "## Tables\n"]
    for group, tables in groups().items():
        parts.append(f"**{group}**: " + ", ".join(f"[`{t.name}`](#{t.name})" for t in tables) + "\n")
    for table in TABLES.values():
        parts.append(f"## {table.name}\n\n{table.description}\n\nKey: {', '.join(f'`{k}`' for k in table.key)}\n")
        parts.append("| column | type | null | origin | description |\n| --- | --- | --- | --- | --- |")
        parts.extend(_column(column) for column in table.columns)
        parts.append("")
    parts.append("## Codes\n")
    for name, codes in CODE_LISTS.items():
        parts.append(f"### {name}\n\n| code | definition | PA-X | PLOVER | CAMEO |\n| --- | --- | --- | --- | --- |")
        parts.extend(f"| `{c.code}` | {c.definition} | {c.pax} | {c.plover} | {c.cameo} |" for c in codes.values())
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def _column(column: Column) -> str:
    notes = [column.description]
    if column.codes:
        notes.append(f"Codes: [{column.codes}](#{column.codes}).")
    if column.references:
        notes.append(f"References `{column.references}`.")
    if column.unit:
        notes.append(f"Unit: {column.unit}.")
    origin = "claimed" if column.origin == "claimed" else f"derived from {column.inputs}"
    text = ". ".join([notes[0].rstrip("."), *notes[1:]]).replace("|", "\\|")
    null = "yes" if column.nullable else "no"
    return f"| `{column.name}` | {column.type} | {null} | {origin.replace('|', chr(92) + '|')} | {text} |"


if __name__ == "__main__":
    print(codebook_markdown(), end="")
