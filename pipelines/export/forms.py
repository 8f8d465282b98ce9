"""The forms that a release is exported in, and where each lies: `parley export` and the asset `exports` share it.

Belongs here: names of files. What a form is stands in the module named for it.
"""

from collections.abc import Iterator
from pathlib import Path

from pipelines.export.csv_files import export_csv
from pipelines.export.duckdb_file import export_duckdb
from pipelines.export.place import ExportError, facts_of_release
from pipelines.home import Home
from pipelines.release.package import files_of


def export_forms(home: Home, release: Path, out: Path | None, *, csv: bool, duckdb: bool) -> Iterator[Path]:
    """Write a release in the forms asked for, below `out` or `exports/<version>/` of the home; yields what was made.

    ExportError where one cannot be made.
    """
    folder = exports_folder(home, release, out)
    if csv:
        yield export_csv(release, folder / "csv")
    if duckdb:
        yield export_duckdb(release, folder / f"parley-{label_of(release)}.duckdb")


def exports_folder(home: Home, release: Path, out: Path | None) -> Path:
    """Where exports of a release lie: `out`, or `exports/<version>/` of the home."""
    return out or home.exports / label_of(release)


def label_of(release: Path) -> str:
    """A release's version as a part of names of files."""
    return facts_of_release(release).version.replace(" ", "-")


def export_latest(home: Home) -> tuple[str, dict[Path, int]]:
    """Write the latest release in every form. Returns its version, and the size in bytes of what was made.

    ExportError where there is none.
    """
    if not home.latest.is_dir():
        raise ExportError(f"there is no release in {home.root} yet; build one first")
    release = home.latest.resolve()
    made = export_forms(home, release, None, csv=True, duckdb=True)
    return release.name, {path: _size(path) for path in made}


def _size(path: Path) -> int:
    return sum((path / name).stat().st_size for name in files_of(path)) if path.is_dir() else path.stat().st_size
