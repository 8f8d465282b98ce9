"""`parley verify`: chain, contents, every release's checksums, a rebuild to the same bytes, and no text that leaked.

Belongs here: finding out whether what we hold is what we wrote. It changes nothing.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.coding.coder import Coder
from pipelines.home import Home
from pipelines.inspection.leaks import Leaks, Protected
from pipelines.ledger import chain
from pipelines.ledger.selection import Selection
from pipelines.ledger.store import Ledger
from pipelines.reference.sources import quote_cap_words, source_id_for
from pipelines.release.code_version import code_version, library_versions
from pipelines.release.manifest import NAME, facts_in, read_manifest
from pipelines.release.package import broken_files, differing_files, files_of
from pipelines.release.parquet import file_hash
from pipelines.release.promotion import make_release
from pipelines.release.staging import (
    Build,
    published,
    stage_changes,
    stage_findings,
    stage_resolution,
    stage_selection,
    stage_tables,
)
from schemas.events import ReleasePublished, ReportReceived, ReportRevised

#: texts that are looked for at once: their index lies in memory
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Verified:
    """One thing looked at. `problem` is None where it holds; `note` tells what could not be looked at."""

    subject: str
    problem: str | None = None
    note: str | None = None


def verify(home: Home, ledger: Ledger, coder: Coder, *, every_release: bool) -> Iterator[Verified]:
    """Verify the ledger, then the releases; rebuild the latest one, or every one."""
    yield from _ledger(ledger)
    releases = published(ledger)
    for release in releases:
        problems = list(_checksums(home, release))
        yield from problems or [Verified(f"release {release.version}: checksums")]
        if not problems and (every_release or release is releases[-1]):
            yield from _rebuild(home, ledger, coder, release)
            yield from _leaks(home, ledger, release)


def _ledger(ledger: Ledger) -> Iterator[Verified]:
    broken = [Verified("ledger: chain", problem) for problem in chain.broken_links(ledger.rows())]
    yield from broken or [Verified(f"ledger: chain of {ledger.head()[0]} events")]
    if broken:
        return  # what a changed event names cannot be trusted
    named: dict[str, int] = {}
    for stored in ledger.read(ReportReceived, ReportRevised):
        if isinstance(stored.event, ReportReceived):
            named.setdefault(stored.event.bytes_sha256, stored.position)
            named.setdefault(stored.event.text_sha256, stored.position)
    damaged = [Verified("ledger: contents", p) for p in chain.broken_contents(ledger.contents(), named)]
    yield from damaged or [Verified(f"ledger: {len(named)} contents")]


def _checksums(home: Home, release: ReleasePublished) -> Iterator[Verified]:
    folder, subject = home.releases / release.version, f"release {release.version}: checksums"
    if not folder.is_dir():
        yield Verified(
            subject,
            f"{folder} is missing; restore it, or rebuild it with `parley build --as-of "
            f"{release.position}` and the code version {release.code_version}",
        )
        return
    try:
        content = read_manifest(folder)
    except (OSError, ValueError) as error:
        yield Verified(subject, f"the manifest cannot be read: {error}")
        return
    if file_hash(folder / NAME) != release.manifest_sha256:
        yield Verified(subject, "the manifest was changed after publishing")
    yield from (Verified(subject, problem) for problem in broken_files(folder, content))


def _leaks(home: Home, ledger: Ledger, release: ReleasePublished) -> Iterator[Verified]:
    """Look through every file of a release for more words in a row of any report's text than its source allows."""
    subject, folder = f"release {release.version}: texts", home.releases / release.version
    found = [
        Verified(subject, str(leak)) for texts in protected(ledger) for leak in texts.in_files(folder, files_of(folder))
    ]
    yield from found or [Verified(subject)]


def protected(ledger: Ledger) -> Iterator[Leaks]:
    """The texts of a ledger, some thousands at a time, each with the cap of its source."""
    events = [s.event for s in ledger.read(ReportReceived, ReportRevised) if isinstance(s.event, ReportReceived)]
    for start in range(0, len(events), _AT_ONCE):
        part = events[start : start + _AT_ONCE]
        texts = ledger.texts(event.text_sha256 for event in part)
        caps = [quote_cap_words(source_id_for(event.outlet or "unknown")) for event in part]
        yield Leaks([Protected(e.report_id, texts[e.text_sha256], c) for e, c in zip(part, caps, strict=True)])


def _rebuild(home: Home, ledger: Ledger, coder: Coder, release: ReleasePublished) -> Iterator[Verified]:
    subject = f"release {release.version}: rebuild"
    folder = home.releases / release.version
    other = _other_maker(home, coder, release)
    if other:
        yield Verified(subject, note=other)
        return
    selection, name = Selection(position=release.position), f"verify-{release.version}"
    build = Build(home, ledger, coder, selection, name, removals_until=release.position)
    try:
        stage_selection(build)
        stage_resolution(build)
        stage_tables(build)
        stage_changes(build, until=release.version)
        findings = stage_findings(build)
        made = build.folder / "release"
        make_release(build, made, facts_in(read_manifest(folder)), findings)
        differing = differing_files(folder, made)
    finally:
        shutil.rmtree(build.folder, ignore_errors=True)
    if differing:
        yield Verified(subject, f"a rebuild gives other bytes for {', '.join(differing)}")
    else:
        yield Verified(subject)


def _other_maker(home: Home, coder: Coder, release: ReleasePublished) -> str | None:
    """Why this code cannot rebuild a release, or None."""
    if release.code_version != code_version():
        return f"made by code version {release.code_version}; install that version of Parley to rebuild it"
    if (release.coder, release.coder_version) != (coder.name, coder.version):
        return f"made by the coder {release.coder} {release.coder_version}; configure it to rebuild the release"
    libraries: dict[str, Any] = read_manifest(home.releases / release.version)["libraries"]
    differing = [f"{n} {v}" for n, v in libraries.items() if library_versions().get(n) != v]
    if differing:
        return f"made with {', '.join(differing)}; install these versions to rebuild it"
    return None
