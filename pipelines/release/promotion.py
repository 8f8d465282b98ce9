"""Promotion: staged tables become a release, atomically or not at all.

Belongs here: the audit before publishing, the order of the steps, and mending what a kill left behind. The
order is: a whole folder under a hidden name, its rename, the event, the link `latest`. A folder without its
event was never published and is made again; a published release that `latest` does not name is linked.
"""

import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.home import Home
from pipelines.ledger.store import Ledger
from pipelines.release.code_version import code_version
from pipelines.release.codebook import codebook_markdown
from pipelines.release.manifest import NAME, manifest, write_manifest
from pipelines.release.parquet import file_hash, same_rows, write_table
from pipelines.release.staging import Build, findings_table, last_release, published, row_hashes, staged_selection
from pipelines.validation.checks import blocking, run_checks
from pipelines.validation.finding import Finding
from schemas.catalogue import TABLES
from schemas.events import ReleasePublished


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
    """What a build came to. `version` is the new release, or the latest one where nothing changed."""

    version: str | None
    folder: Path
    published: bool
    rows: dict[str, int]
    reason: str


def promote(build: Build, *, now: datetime, cause: str) -> Outcome:
    """Audit the staged tables, and publish them unless they equal the latest release's.

    ReleaseBlocked where a blocking check fails: the last release stays as it was. A build as of a position or
    day is audited and left where it was staged.
    """
    home, ledger, tables = build.home, build.ledger, build.tables
    recover(home, ledger)
    findings = run_checks(tables, build.texts)
    if blocking(findings):
        raise ReleaseBlocked(blocking(findings))
    write_table(findings_table(findings), build.tables_folder / "findings.parquet")
    tables = build.tables
    hashes = row_hashes(tables)
    rows = {name: tables.table(name).num_rows for name in TABLES}
    selected = staged_selection(build)
    before = last_release(ledger)
    as_of = build.selection.position is not None or build.selection.day is not None
    version = before.version if before else None
    if not as_of and before and same_rows(hashes, before.row_hashes, ("changes",)):
        return Outcome(version, home.releases / before.version, False, rows, "nothing changed since the last release")
    if not as_of:
        version = next_version(ledger, now)
    folder = build.tables_folder if as_of else home.releases / f".making-{version}"
    if not as_of:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        for name in TABLES:
            shutil.copyfile(build.tables_folder / f"{name}.parquet", folder / f"{name}.parquet")
    (folder / "codebook.md").write_text(codebook_markdown(), encoding="utf-8")
    head = list(ledger.rows(after=selected.head - 1, until=selected.head))
    content = manifest(
        folder,
        version=version if version and not as_of else f"as of {build.selection.name}",
        position=selected.head,
        day=build.selection.day.isoformat() if build.selection.day else None,
        head_hash=head[0]["hash"] if head else "",
        coder=build.coder,
        rows=rows,
        row_hashes=hashes,
        findings=findings,
        made_at=now,
    )
    write_manifest(folder, content)
    if as_of:
        return Outcome(None, folder, False, rows, f"as of {build.selection.name}: nothing is published")
    assert version is not None
    final = home.releases / version
    _flush(folder)
    os.rename(folder, final)
    _flush_folder(home.releases)
    event = ReleasePublished(
        version=version,
        position=selected.head,
        row_hashes=hashes,
        manifest_sha256=file_hash(final / NAME),
        code_version=code_version(),
        coder=build.coder.name,
        coder_version=build.coder.version,
    )
    with ledger.writing() as writer:
        writer.append(event, cause=cause)
    link_latest(home, version)
    return Outcome(version, final, True, rows, "published")


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
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
