"""The release before, as far as the next one may take something over from it.

Belongs here: when it may: it lies there as it was published, the same code and libraries made it, and nobody was
removed from the ledger since. What is taken over is for those to say who make it (`pipelines.dossiers.taken_over`).
"""

from pipelines.dossiers.site import FOLDER
from pipelines.dossiers.taken_over import ReleaseBefore
from pipelines.release.code_version import code_version, library_versions
from pipelines.release.manifest import NAME, read_manifest
from pipelines.release.parquet import file_hash
from pipelines.release.staging import Build, last_release
from pipelines.validation.tableset import TableSet
from schemas.events import PersonRemoved


def release_before(build: Build) -> ReleaseBefore | None:
    """The release published last, where something may be taken over from it."""
    last = last_release(build.ledger)
    if last is None or last.code_version != code_version():
        return None
    folder = build.home.releases / last.version
    if not (folder / NAME).is_file() or file_hash(folder / NAME) != last.manifest_sha256:
        return None
    content = read_manifest(folder)
    files = content["files"]
    tables = {path.name: path for path in folder.glob("*.parquet")}
    if any(files.get(name) != file_hash(path) for name, path in tables.items()):
        return None
    removed_since = any(build.ledger.read(PersonRemoved, after=last.position))
    if removed_since or content["libraries"] != library_versions():
        return None
    pages = {name.removeprefix(f"{FOLDER}/"): sha256 for name, sha256 in files.items() if name.startswith(f"{FOLDER}/")}
    return ReleaseBefore(TableSet(folder), folder / FOLDER, pages)
