"""A release as a folder of CSV files with a Data Package, for spreadsheets and for tools that read nothing else.

Belongs here: what the folder holds. How a cell is written, so that no spreadsheet runs it, stands in
`pipelines.release.csv_cells`.
"""

from pathlib import Path

from pipelines.export.place import facts_of_release, making, tables_of_release
from pipelines.release import descriptor
from pipelines.release.csv_cells import csv_bytes
from pipelines.release.package import SUMS, files_of, sums_of
from pipelines.release.parquet import file_hash
from schemas.catalogue import TABLES

#: files of the release that travel with the tables
_BESIDE = ("codebook.md", "codebook.html", "codebook.csv", "CITATION.cff", "LICENSE.md", "CHANGELOG.md")
DESCRIPTION = (
    "Meetings, agreements and conditions of peace processes as CSV: UTF-8, comma, texts in double quotes. A cell with "
    'nothing in it is a missing value; "" is an empty text. A text that a spreadsheet would run as a formula (its '
    "first visible character is = + - @) or that begins with an apostrophe has one apostrophe before it: take one "
    "away to get the text. A text with a NUL is written after '\\ with \\0 for NUL and \\\\ for a backslash."
)


def export_csv(release: Path, target: Path) -> Path:
    """Write every table of a release, or of a folder of tables with a manifest, as CSV. ExportError otherwise."""
    facts = facts_of_release(release)
    tables = tables_of_release(release)
    with making(target, descriptor.NAME) as folder:
        folder.mkdir()
        for name in TABLES:
            (folder / f"{name}.csv").write_bytes(csv_bytes(tables.table(name)))
        for name in _BESIDE:
            (folder / name).write_bytes((release / name).read_bytes())
        head = f"# {facts.publication.title}, {facts.version}, as CSV\n\n"
        (folder / "README.md").write_text(head + DESCRIPTION + "\n", encoding="utf-8")
        (folder / descriptor.NAME).write_bytes(descriptor.descriptor(folder, facts, "csv", DESCRIPTION))
        (folder / SUMS).write_bytes(sums_of({name: file_hash(folder / name) for name in files_of(folder)}))
    return target
