"""Everything of a release beside its Parquet files: who makes which file, the manifest, and SHA256SUMS.

Belongs here: the list of makers, and writing what they yield, checksums last. A maker is a pure function of the
tables and the facts of a release; it yields paths relative to the release, with "/" between folders, and bytes, or that
the release before holds a file of these very bytes, which is then one file under two names where the file system knows
such (`docs/decisions/0010-a-night.md`). To add files to every release, write a maker in a module of its own and name it
in `MAKERS`: the manifest, SHA256SUMS, `parley verify` and a rebuild then cover them too.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.dossiers.site import dossier_files
from pipelines.dossiers.taken_over import ReleaseBefore, Unchanged
from pipelines.release import descriptor, manifest
from pipelines.release.changelog import changelog
from pipelines.release.citation import citation_cff, licence_text
from pipelines.release.codebook import codebook_csv, codebook_markdown
from pipelines.release.codebook_html import codebook_html
from pipelines.release.facts import Facts
from pipelines.release.parquet import file_hash
from pipelines.release.readme import quickstarts, readme
from pipelines.validation.finding import Finding
from pipelines.validation.tableset import TableSet

Maker = Callable[[TableSet, Facts, ReleaseBefore | None], Iterator[tuple[str, bytes | Unchanged]]]
SUMS = "SHA256SUMS"


def documents(tables: TableSet, facts: Facts, _before: ReleaseBefore | None = None) -> Iterator[tuple[str, bytes]]:
    """What people read: codebook, readme, quick-starts, changelog, citation, licence; and the descriptor."""
    texts = {
        "codebook.md": codebook_markdown(),
        "codebook.html": codebook_html(),
        "README.md": readme(tables, facts),
        "CHANGELOG.md": changelog(tables, facts),
        "CITATION.cff": citation_cff(facts),
        "LICENSE.md": licence_text(facts),
    }
    for name, text in texts.items():
        yield name, text.encode("utf-8")
    yield "codebook.csv", codebook_csv()
    yield from quickstarts()
    yield descriptor.NAME, descriptor.descriptor(tables.folder, facts, "parquet", _DESCRIPTION)


MAKERS: tuple[Maker, ...] = (documents, dossier_files)
_DESCRIPTION = "Meetings, agreements and conditions of peace processes, each value with the sentence behind it."


def write_package(
    folder: Path,
    tables: TableSet,
    facts: Facts,
    findings: list[Finding],
    row_hashes: Mapping[str, str],
    before: ReleaseBefore | None = None,
) -> None:
    """Write all files beside the `tables` whose files lie in `folder` already: those of the makers, manifest, sums.

    Whatever else lies there goes: nothing is written into a file, which may have another name in a release. Makers may
    take over from the release `before` what would be the same.
    ValueError for a maker that names a file twice, or one outside the release.
    """
    for there in folder.iterdir():
        if there.is_dir():
            shutil.rmtree(there)
        elif there.suffix != ".parquet":
            there.unlink()
    files = {path.name: file_hash(path) for path in folder.glob("*.parquet")}
    for make in MAKERS:
        for name, content in make(tables, facts, before):
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or name in {manifest.NAME, SUMS} or name in files:
                raise ValueError(f"{make.__name__} names a file that is not its own: {name}")
            files[name] = _put(content, f"{folder}/{name}")
    files = dict(sorted(files.items()))
    manifest.write_manifest(folder, manifest.manifest(facts, tables, findings, row_hashes, files))
    (folder / SUMS).write_bytes(sums_of({**files, manifest.NAME: file_hash(folder / manifest.NAME)}))


def _put(content: bytes | Unchanged, target: str) -> str:
    """Write a file that is not there yet, or let it be the one that holds what it would; its SHA-256."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if isinstance(content, Unchanged):
        try:
            os.link(content.path, target)
        except OSError:  # another file system, or one that knows no links
            shutil.copyfile(content.path, target)
        return content.sha256
    with open(target, "xb") as file:
        file.write(content)
    return hashlib.sha256(content).hexdigest()


def sums_of(files: Mapping[str, str]) -> bytes:
    """The content of SHA256SUMS: what `sha256sum -c` reads, by name."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(files.items())).encode("utf-8")


def files_of(folder: Path) -> list[str]:
    """Every file of a release, relative to it, sorted."""
    found = (Path(where) / name for where, _, names in os.walk(folder) for name in names)
    return sorted(path.relative_to(folder).as_posix() for path in found)


def broken_files(folder: Path, content: Mapping[str, Any]) -> Iterator[str]:
    """One message for each file of a release that is missing, unknown, or not what its manifest says."""
    expected = {**content["files"], manifest.NAME: file_hash(folder / manifest.NAME)}
    for name, sha256 in expected.items():
        if not (folder / name).is_file():
            yield f"{name} is missing"
        elif file_hash(folder / name) != sha256:
            yield f"{name} was changed after publishing"
    if not (folder / SUMS).is_file():
        yield f"{SUMS} is missing"
    elif (folder / SUMS).read_bytes() != sums_of(expected):
        yield f"{SUMS} was changed after publishing"
    yield from (f"{name} does not belong to the release" for name in files_of(folder) if name not in {*expected, SUMS})


def differing_files(one: Path, other: Path) -> list[str]:
    """Names of files that two folders do not hold with the same bytes."""
    left, right = files_of(one), files_of(other)
    same = {name for name in left if name in right and file_hash(one / name) == file_hash(other / name)}
    return sorted({*left, *right} - same)
