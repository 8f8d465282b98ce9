"""The inbox: which of its files are whole, and what stands for them when a run is asked for.

Belongs here: looking at the folder, and deciding from names, sizes and times alone. Does not belong here: reading
reports (`reading.py`), or asking for runs (`assets.sensors`).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.intake.canonical import sha256_hex
from pipelines.intake.reading import is_skipped

#: seconds without a change after which a file counts as whole
SETTLED = 10.0


@dataclass(frozen=True, slots=True)
class InboxFile:
    """One file: path relative to the inbox, bytes, and when it was last changed, seconds since 1970.

    `changed` is the time of the inode: a copy may carry the day of its original as its own, an inode never does.
    """

    uri: str
    size: int
    changed: float


@dataclass(frozen=True, slots=True)
class Readiness:
    """Which files are whole. `fingerprint` stands for them and is empty where there are none."""

    ready: tuple[str, ...]
    waiting: tuple[str, ...]
    fingerprint: str


def inbox_files(inbox: Path) -> list[InboxFile]:
    """Files of the inbox that a run would read, by name. A file that vanishes meanwhile is no file."""
    found = []
    for path in sorted(inbox.rglob("*")):
        uri = path.relative_to(inbox).as_posix()
        try:
            if path.is_file() and not is_skipped(uri):
                stat = path.stat()
                found.append(InboxFile(uri, stat.st_size, stat.st_ctime))
        except FileNotFoundError:
            continue
    return found


def readiness(files: Iterable[InboxFile], now: float, settled: float = SETTLED) -> Readiness:
    """Files unchanged for `settled` seconds at `now`, seconds since 1970, and those to wait for."""
    ordered = sorted(files, key=lambda f: f.uri)
    ready = [f for f in ordered if is_settled(f.changed, now, settled)]
    waiting = [f for f in ordered if not is_settled(f.changed, now, settled)]
    known = "\n".join(f"{f.uri}\t{f.size}\t{f.changed!r}" for f in ready)
    return Readiness(
        tuple(f.uri for f in ready),
        tuple(f.uri for f in waiting),
        sha256_hex(known.encode("utf-8", "surrogateescape")) if ready else "",
    )


def is_settled(changed: float, now: float, settled: float) -> bool:
    """Whether a file changed at `changed` counts as whole; `settled` 0 takes every file."""
    return settled <= 0 or now - changed >= settled


def file_hashes(inbox: Path, uris: Iterable[str]) -> dict[str, str]:
    """SHA-256, hex, of files by name. FileNotFoundError for one that is gone."""
    found = {}
    for uri in uris:
        with (inbox / uri).open("rb") as file:
            found[uri] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def run_key(hashes: Mapping[str, str]) -> str:
    """One key for a set of files, whatever their order; the same bytes under the same names give the same key."""
    lines = "\n".join(f"{uri}\t{hashes[uri]}" for uri in sorted(hashes))
    return "inbox-" + sha256_hex(lines.encode("utf-8", "surrogateescape"))[:32]
