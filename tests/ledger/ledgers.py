"""Scenarios for tests of the ledger: events by number, ledgers by folder, and what holds of every ledger."""

import hashlib
import subprocess
import sys
from pathlib import Path

from pipelines.ledger import chain
from pipelines.ledger.store import Ledger, StoredEvent
from schemas.events import ClaimsExtracted, ReportReceived, ReportRevised

ROOT = Path(__file__).resolve().parents[2]


def ledger_in(folder: Path, *, wait: float = 10) -> Ledger:
    """The ledger in a folder, made where missing."""
    return Ledger(f"sqlite:///{folder / 'ledger.sqlite'}", wait=wait)


def text_of(number: int) -> str:
    """Text of the report of a number; no two are alike."""
    return f"Talks number {number} were held in Doha. Переговоры {number}."


def bytes_of(number: int) -> bytes:
    """Bytes that the report of a number came in."""
    return b"\xff" + text_of(number).encode()[::-1]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def received(number: int, *, published_on: str = "2025-05-30", size: int = 0) -> ReportReceived:
    """The event that brings the report of a number; `size` pads its title, in characters."""
    data = text_of(number).encode()
    return ReportReceived(
        report_id=f"r-{number:010d}",
        source_key=f"url:https://example.org/{number}",
        url=f"https://example.org/{number}",
        outlet=f"Outlet {number}",
        title=f"Заголовок {number}" + "x" * size,
        language="en",
        published_on=published_on,
        published_at=None,
        published_offset=None,
        word_count=len(text_of(number).split()),
        text_sha256=sha256(data),
        bytes_sha256=sha256(bytes_of(number)),
        media_type="text/plain",
        text_sketch="",
    )


def contents_of(number: int) -> dict[str, bytes]:
    """Bytes and text that the event of a number names."""
    data = text_of(number).encode()
    return {sha256(data): data, sha256(bytes_of(number)): bytes_of(number)}


def coded(number: int, version: str = "1") -> ClaimsExtracted:
    """The event that codes the report of a number, with one claim."""
    claims = ({"record_type": "meeting", "local_key": "m1", "confidence": 0.75, "values": [["place", "Doha", 3, 7]]},)
    return ClaimsExtracted(report_id=f"r-{number:010d}", coder="rules", coder_version=version, claims=claims)


def add(ledger: Ledger, *numbers: int) -> None:
    """Append the reports of some numbers, a transaction each."""
    for number in numbers:
        with ledger.writing() as writer:
            writer.append(received(number), cause="test", contents=contents_of(number))


def problems(ledger: Ledger) -> list[str]:
    """What does not hold of a ledger: its chain, and the contents that its events name."""
    named: dict[str, int] = {}
    for stored in ledger.read(ReportReceived, ReportRevised):
        assert isinstance(stored.event, ReportReceived)
        named.setdefault(stored.event.text_sha256, stored.position)
        named.setdefault(stored.event.bytes_sha256, stored.position)
    return [*chain.broken_links(ledger.rows()), *chain.broken_contents(ledger.contents(), named)]


def all_events(ledger: Ledger) -> list[StoredEvent]:
    return list(ledger.read())


def start(module: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a module of these tests as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
