"""From files to drafts: walks the paths, chooses a reader by content, never by name alone.

Belongs here: which files are looked at, which are skipped, and the order of the readers. A new format gets a
module of its own and a line in `read_bytes`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipelines.intake.canonical import decode, sha256_hex
from pipelines.intake.draft import Draft, Rejection
from pipelines.intake.html import looks_like_html, read_html
from pipelines.intake.jsonl import looks_like_json, read_jsonl
from pipelines.intake.markdown import has_front_matter, read_markdown, read_plain

MAX_REPORT_BYTES = 20 * 1024 * 1024
MAX_FILE_BYTES = 1024 * 1024 * 1024
#: Inside folders only: JSON is for machines (gold, settings), the others are files still being written.
SKIPPED_SUFFIXES = (".json", ".part", ".tmp")
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite f",
)


@dataclass(frozen=True, slots=True)
class Read:
    """One outcome of reading: `uri` is the path relative to the one given, with "#line" for JSON Lines."""

    uri: str
    path: Path
    outcome: Draft | Rejection
    bytes_sha256: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file inside a folder that is not looked at: hidden, with one of the skipped suffixes, or not whole yet."""

    uri: str
    path: Path


class PathMissing(Exception):
    """A path that was named does not exist."""


def is_skipped(uri: str) -> bool:
    """Whether a file inside a folder is never looked at; `uri` is its path relative to the folder."""
    path = PurePosixPath(uri)
    return any(part.startswith(".") for part in path.parts) or path.suffix.lower() in SKIPPED_SUFFIXES


def read_paths(paths: Sequence[Path], leave: Callable[[Path], bool] = lambda _path: False) -> Iterator[Read | Skipped]:
    """Read files and folders, folders in the order of their names. PathMissing before anything is read.

    `leave` tells files inside folders that this reading leaves alone, such as those still being written.
    """
    for path in paths:
        if not path.exists():
            raise PathMissing(f"there is no file or folder {path}; check the path")
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file()):
                uri = file.relative_to(path).as_posix()
                if is_skipped(uri) or leave(file):
                    yield Skipped(uri, file)
                else:
                    yield from read_file(file, uri)
        else:
            yield from read_file(path, path.name)


def read_file(path: Path, uri: str) -> Iterator[Read]:
    """All outcomes of one file."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_FILE_BYTES else b""
    except OSError as error:
        yield Read(uri, path, Rejection("unreadable", f"the file cannot be read: {error.strerror}"), sha256_hex(b""))
        return
    if size > MAX_FILE_BYTES:
        rejection = Rejection("too_large", f"the file has {size} bytes; the limit is {MAX_FILE_BYTES}")
        yield Read(uri, path, rejection, sha256_hex(str(size).encode()))
        return
    for outcome in read_bytes(data):
        part = f"#{outcome.part}" if outcome.part else ""
        raw = outcome.raw or data
        if isinstance(outcome, Draft):
            outcome = replace(outcome, raw=raw)
        yield Read(uri + part, path, outcome, sha256_hex(raw))


def read_bytes(data: bytes) -> Iterator[Draft | Rejection]:
    """All outcomes of the bytes of one file; the format is told by what they look like."""
    if not data.strip():
        yield Rejection("empty_text", "the file is empty")
        return
    if data.startswith(_BINARY):
        yield Rejection("not_text", "the file is no text (an image, a PDF or an archive); save its text instead")
        return
    if looks_like_html(data):
        yield _limited(read_html(data), len(data))
        return
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        code = "not_text" if b"\x00" in data[:4096] else "bad_encoding"
        yield Rejection(code, f"the file is neither UTF-8 nor marked UTF-16 (byte {error.start}); save it as UTF-8")
        return
    if "\x00" in text:
        yield Rejection("not_text", "the file holds NUL characters, as no text does")
        return
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if has_front_matter(text):
        yield _limited(read_markdown(text), len(data))
    elif looks_like_json(text):
        for outcome in read_jsonl(text):
            yield _limited(outcome, len(outcome.raw))
    else:
        yield _limited(read_plain(text), len(data))


def _limited(outcome: Draft | Rejection, size: int) -> Draft | Rejection:
    if isinstance(outcome, Draft) and size > MAX_REPORT_BYTES:
        reason = f"the report has {size} bytes; the limit is {MAX_REPORT_BYTES}"
        return Rejection("too_large", reason, outcome.part, outcome.raw)
    return outcome
