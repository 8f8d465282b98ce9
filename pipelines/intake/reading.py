"""From files to drafts: walks the paths, chooses a reader by content, never by name alone.

Belongs here: which files are looked at, which are skipped, and the order of the readers. A new format gets a
module of its own and a line in `read_bytes`.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipelines.intake.canonical import decode, is_marked_utf_16, sha256_hex
from pipelines.intake.draft import Draft, Rejection
from pipelines.intake.html import decode_declared, looks_like_html, read_html
from pipelines.intake.jsonl import looks_like_json, read_jsonl
from pipelines.intake.markdown import has_front_matter, read_markdown, read_plain
from pipelines.plain_errors import WrongRequest

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
#: Texts whose marks are not the report's: feeds and other XML, rich text, pages saved as one archive.
_MARKED_UP = ("<?xml", "{\\rtf", "MIME-Version:", "From: <Saved by")


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


class PathMissing(WrongRequest):
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
            yield from _read_folder(path, leave)
        else:
            yield from read_file(path, path.name)


def read_file(path: Path, uri: str) -> Iterator[Read]:
    """All outcomes of one file."""
    uri = printable(uri)
    try:
        with path.open("rb") as file:
            data = _read_limited(file)
            if len(data) > MAX_FILE_BYTES:
                reason = f"the file has more than {MAX_FILE_BYTES} bytes, which is the limit"
                yield Read(uri, path, Rejection("too_large", reason), _hash_of_all(file, data))
                return
    except OSError as error:
        yield _unreadable(uri, path, error.strerror or "no reason given")
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
    text = _decoded(data)
    if isinstance(text, Rejection):
        yield text
        return
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not has_front_matter(text) and looks_like_json(text):
        for outcome in read_jsonl(text):
            yield _limited(outcome, len(outcome.raw))
    elif len(data) > MAX_REPORT_BYTES:
        yield _too_large(len(data))
    elif has_front_matter(text):
        yield read_markdown(text)
    elif looks_like_html(text):
        yield read_html(text)
    elif text.lstrip().startswith(_MARKED_UP):
        yield Rejection("not_text", "the file is XML, RTF or a web archive; save its text instead, or the page as HTML")
    else:
        yield read_plain(text)


def printable(name: str) -> str:
    """A file's name as text: bytes that are no UTF-8 become \\xNN, because no event could hold them."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _read_folder(folder: Path, leave: Callable[[Path], bool]) -> Iterator[Read | Skipped]:
    unreadable: list[OSError] = []
    files: list[Path] = []
    # links to folders are not followed: they could lead anywhere, and round in circles
    for parent, _folders, names in os.walk(folder, onerror=unreadable.append):
        files.extend(Path(parent, name) for name in names)
    for error in sorted(unreadable, key=lambda e: str(e.filename)):
        path = Path(error.filename)
        yield _unreadable(printable(path.relative_to(folder).as_posix()), path, error.strerror or "no reason given")
    for file in sorted(files):
        uri = file.relative_to(folder).as_posix()
        if is_skipped(uri) or leave(file):
            yield Skipped(printable(uri), file)
        elif file.is_file():
            yield from read_file(file, uri)
        else:
            yield _unreadable(printable(uri), file, "it is no regular file, or a link that leads to none")


def _unreadable(uri: str, path: Path, why: str) -> Read:
    return Read(uri, path, Rejection("unreadable", f"the file cannot be read: {why}"), sha256_hex(b""))


def _read_limited(file: BinaryIO) -> bytes:
    chunks = []
    left = MAX_FILE_BYTES + 1
    while left > 0 and (chunk := file.read(min(left, 1 << 20))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _hash_of_all(file: BinaryIO, beginning: bytes) -> str:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return sha256_hex(beginning)  # a pipe or device may have no end
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _decoded(data: bytes) -> str | Rejection:
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        declared = decode_declared(data) if looks_like_html(data[:4096].decode("latin-1")) else None
        if declared is None:
            code = "not_text" if b"\x00" in data[:4096] and not is_marked_utf_16(data) else "bad_encoding"
            reason = f"the file is neither UTF-8 nor marked UTF-16 (byte {error.start}); save it as UTF-8"
            return Rejection(code, reason)
        text = declared
    if "\x00" in text:
        return Rejection("not_text", "the file holds NUL characters, as no text does")
    return text


def _limited(outcome: Draft | Rejection, size: int) -> Draft | Rejection:
    if isinstance(outcome, Draft) and size > MAX_REPORT_BYTES:
        return _too_large(size, outcome.part, outcome.raw)
    return outcome


def _too_large(size: int, part: str = "", raw: bytes = b"") -> Rejection:
    return Rejection("too_large", f"the report has {size} bytes; the limit is {MAX_REPORT_BYTES}", part, raw)
