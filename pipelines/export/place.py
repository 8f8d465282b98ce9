"""Where an export is written: whole or not at all, and never over something that is no export.

Belongs here: the folder or file that an export becomes in one step, and the facts and tables of the release that it
is made of.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.plain_errors import Hindrance, WrongRequest
from pipelines.release.facts import Facts
from pipelines.release.manifest import facts_in, read_manifest
from pipelines.validation.tableset import TableSet
from schemas.catalogue import TABLES


class ExportError(WrongRequest):
    """Nothing was exported; the message says what to do."""


class Damaged(Hindrance):
    """An export does not hold what was exported, or does not give what it should; the message says which part."""


def facts_of_release(folder: Path) -> Facts:
    """The facts of a release, or of a build as of a position or day. ExportError where they cannot be read."""
    try:
        return facts_in(read_manifest(folder))
    except (OSError, ValueError, KeyError) as error:
        raise ExportError(
            f"{folder} has no manifest that this version of Parley can read ({error!r}); make the release anew with "
            "`parley build`"
        ) from error


def tables_of_release(folder: Path) -> TableSet:
    """Tables of a release. ExportError for one made by a version of Parley that had not all of them."""
    tables = TableSet(folder)
    missing = [name for name in TABLES if not tables.has(name)]
    if missing:
        raise ExportError(
            f"{folder} has no table {', '.join(missing)}: another version of Parley made it; export it with that "
            "version (manifest.json names it), or build anew"
        )
    return tables


@contextmanager
def making(target: Path, mark: str) -> Iterator[Path]:
    """A path beside `target` that takes its place, in one step, when all went well.

    An export that stands there goes; `mark` is a file that every export of the kind has. ExportError where something
    else stands there.
    """
    if target.is_dir() and any(target.iterdir()) and not (target / mark).is_file():
        raise ExportError(f"{target} holds something else; name an empty folder with --out, or move it away")
    target.parent.mkdir(parents=True, exist_ok=True)
    path = target.with_name(f".making-{target.name}-{os.getpid()}")
    _remove(path)
    try:
        yield path
        _remove(target)
        os.rename(path, target)
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
