"""Promotion: staged tables become a release, atomically or not at all.

Belongs here: the audit before publishing, the order of the steps, and mending what a kill left behind. The
order is: a whole folder under a hidden name, its rename, the event, the link `latest`. A folder without its
event was never published and is made again; a published release that `latest` does not name is linked.
"""

import os
import platform
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.dossiers.taken_over import ReleaseBefore
from pipelines.home import Home
from pipelines.ledger.store import Ledger
from pipelines.release.before import release_before
from pipelines.release.code_version import code_version
from pipelines.release.facts import Facts
from pipelines.release.manifest import NAME
from pipelines.release.package import files_of, write_package
from pipelines.release.parquet import file_hash, same_rows, write_table
from pipelines.release.publication import read_publication
from pipelines.release.staging import (
    Build,
    audit,
    findings_table,
    last_release,
    published,
    row_hashes,
    staged_selection,
)
from pipelines.validation.checks import blocking
from pipelines.validation.finding import Finding
from schemas.catalogue import TABLES
from schemas.events import ReleasePublished

#: files of a release that are flushed to disk one by one
MANY = 200


class ReleaseBlocked(Exception):
    """The audit found errors; nothing was published. `findings` holds them."""

    def __init__(self, findings: list[Finding]) -> None:
        first = findings[0]
        super().__init__(
            f"{len(findings)} blocking findings, the first: {first.check} on {first.table_name} "
            f"{first.record_id} {first.field}: {first.message}"
        )
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to. `version` is the new release, or the latest one where nothing changed.

    `since` is the release that `changes` compares with, None for the first.
    """

    version: str | None
    folder: Path
    published: bool
    rows: dict[str, int]
    reason: str
    since: str | None


def promote(build: Build, *, now: datetime, cause: str) -> Outcome:
    """Audit the staged tables, and publish them unless they equal the latest release's.

    ReleaseBlocked where a blocking check fails: the last release stays as it was. A build as of a position or
    day is audited and left where it was staged.
    """
    home, ledger = build.home, build.ledger
    recover(home, ledger)
    findings = audit(build)
    if blocking(findings):
        raise ReleaseBlocked(blocking(findings))
    write_table(findings_table(findings), build.tables_folder / "findings.parquet")
    tables = build.tables
    hashes = row_hashes(tables)
    rows = {name: tables.table(name).num_rows for name in TABLES}
    before = last_release(ledger)
    since = before.version if before else None
    as_of = build.selection.position is not None or build.selection.day is not None
    if not as_of and before and same_rows(hashes, before.row_hashes, ("changes",)):
        return Outcome(
            since, home.releases / before.version, False, rows, "nothing changed since the last release", since
        )
    if as_of:
        name = f"as of {build.selection.name}"
        write_package(build.tables_folder, tables, facts_of(build, name, since, now), findings, hashes)
        return Outcome(None, build.tables_folder, False, rows, f"{name}: nothing is published", since)
    version = next_version(ledger, now)
    folder = home.releases / f".making-{version}"
    facts = facts_of(build, version, since, now)
    make_release(build, folder, facts, findings, hashes, release_before(build))
    final = home.releases / version
    _flush(folder)
    os.rename(folder, final)
    _flush_folder(home.releases)
    event = ReleasePublished(
        version=version,
        position=facts.position,
        row_hashes=hashes,
        manifest_sha256=file_hash(final / NAME),
        code_version=code_version(),
        coder=build.coder.name,
        coder_version=build.coder.version,
    )
    with ledger.writing() as writer:
        writer.append(event, cause=cause)
    link_latest(home, version)
    return Outcome(version, final, True, rows, "published", since)


def facts_of(build: Build, version: str, since: str | None, now: datetime) -> Facts:
    """The facts of the release that a staged build becomes."""
    selected = staged_selection(build)
    head = list(build.ledger.rows(after=selected.head - 1, until=selected.head))
    return Facts(
        version=version,
        made_at=now.astimezone(UTC).replace(microsecond=0),
        position=selected.head,
        day=build.selection.day.isoformat() if build.selection.day else None,
        head_hash=head[0]["hash"] if head else "",
        coder=build.coder.name,
        coder_version=build.coder.version,
        python=platform.python_version(),
        since=since,
        publication=read_publication(build.home.publication),
    )


def make_release(
    build: Build,
    folder: Path,
    facts: Facts,
    findings: list[Finding],
    hashes: Mapping[str, str] | None = None,
    before: ReleaseBefore | None = None,
) -> None:
    """Make a whole release in `folder`, of which nothing may stand yet or what stands goes.

    `hashes` are those of the rows of the staged tables, where they are known; without the release `before` nothing is
    taken over from it.
    """
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name in TABLES:
        shutil.copyfile(build.tables_folder / f"{name}.parquet", folder / f"{name}.parquet")
    write_package(folder, build.tables, facts, findings, hashes or row_hashes(build.tables), before)


def recover(home: Home, ledger: Ledger) -> None:
    """Mend what a kill left behind: half-made folders go, and `latest` names the last published release."""
    if not home.releases.is_dir():
        return
    versions = {release.version for release in published(ledger)}
    for folder in home.releases.iterdir():
        unpublished = re.fullmatch(r"\d\d\.\d+", folder.name) and folder.name not in versions
        if folder.is_dir() and not folder.is_symlink() and (folder.name.startswith(".making-") or unpublished):
            shutil.rmtree(folder)
    last = last_release(ledger)
    if last and (home.releases / last.version).is_dir():
        link_latest(home, last.version)


def next_version(ledger: Ledger, now: datetime) -> str:
    """The next version: YY.N, YY the UTC year of publishing."""
    year = f"{now.astimezone(UTC).year % 100:02d}"
    numbers = [int(r.version.partition(".")[2]) for r in published(ledger) if r.version.startswith(f"{year}.")]
    return f"{year}.{max(numbers, default=0) + 1}"


def link_latest(home: Home, version: str) -> None:
    """Let `latest` name a release, in one step."""
    if home.latest.is_symlink() and os.readlink(home.latest) == version:
        return
    temporary = home.releases / f".latest-{os.getpid()}"
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(version)
    os.replace(temporary, home.latest)
    _flush_folder(home.releases)


def _flush(folder: Path) -> None:
    if sum(len(names) for _, _, names in os.walk(folder)) > MANY:
        os.sync()  # one page a record: to flush each by itself would take longer than to make it
        return
    for name in files_of(folder):
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())
    for inner, _, _ in os.walk(folder):
        _flush_folder(Path(inner))


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
