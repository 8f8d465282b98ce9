"""The benchmarks: one function each, in the order of the stages.

Belongs here: what is measured against what. Synthetic input stands in `synthetic.py`, timing in `timing.py`.
"""

import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.example_texts import example_reports
from benchmarks.increment import increment, increment_coded, resolution_memory
from benchmarks.synthetic import World
from benchmarks.synthetic_release import SyntheticRelease
from benchmarks.timing import Measured, best
from pipelines.coding.coder import RuleCoder
from pipelines.dossiers.site import site_files
from pipelines.intake.report import Report
from pipelines.ledger.store import Ledger
from pipelines.release.facts import Facts, Publication
from pipelines.resolution.fold import resolve
from schemas.events import InputRejected

_FACTS = Facts("1.1", datetime(2026, 1, 1, tzinfo=UTC), 1, None, "", "none", "1", "3.11", None, Publication())
_WORDS = re.compile(r"\w+|[^\w\s]")


#: What no sane report holds, by name: a piece that is repeated.
HOSTILE = {
    "no blank": "talks",
    "brackets": "([{",
    "open quotes": 'he said "she said “',
    "one sentence": "Chad and Libya met in Doha after talks and ",
    "meetings": "Chad and Libya met. They met again. ",
    "pacts": "Chad and Libya signed another ceasefire agreement. ",
    "terms": "Chad will not sign unless Libya withdraws. ",
    "scripts": "Путин met 习近平 في الدوحة ",
}


def appending() -> Measured:
    """Events of the ledger, 1,000 a transaction, against bare rows in the same kind of database."""
    n = 5_000
    events = [
        InputRejected(input_id=f"i-{i}", uri=f"u{i}", sha256="0" * 64, reason_code="not_text", reason="no text")
        for i in range(n)
    ]

    def ours() -> None:
        with tempfile.TemporaryDirectory() as folder:
            ledger = Ledger(f"sqlite:///{folder}/ledger.sqlite")
            for start in range(0, n, 1_000):
                with ledger.writing() as writer:
                    for event in events[start : start + 1_000]:
                        writer.append(event, cause="bench")

    def bare() -> None:
        with tempfile.TemporaryDirectory() as folder:
            connection = sqlite3.connect(f"{folder}/bare.sqlite", isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("create table events (position integer primary key, id text unique, payload text)")
            for start in range(0, n, 1_000):
                connection.execute("BEGIN IMMEDIATE")
                for i in range(start, start + 1_000):
                    connection.execute("insert into events values (?, ?, ?)", (i + 1, f"e{i}", "x" * 200))
                connection.execute("COMMIT")
            connection.close()

    seconds = best(ours)
    return Measured(f"{n / seconds:,.0f} events/s", seconds / best(bare), "bare rows in SQLite, same transactions")


def coding() -> Measured:
    """Reports of about 300 words a minute of CPU, against cutting the same texts into words and signs."""
    reports = example_reports()
    coder = RuleCoder()
    coder.code(reports[0])  # tables are read once, at first use
    words = sum(len(r.text.split()) for r in reports)
    seconds = best(lambda: [coder.code(r) for r in reports], clock=time.process_time)
    cutting = best(lambda: [_WORDS.findall(r.text) for r in reports], clock=time.process_time)
    a_minute = words / 300 / seconds * 60
    return Measured(f"{a_minute:,.0f} reports/min", seconds / cutting, "cutting the texts into words")


def coding_length() -> Measured:
    """One text of four times the length, against four times the time: 1 is linear."""
    reports = example_reports()
    coder = RuleCoder()
    short = _longer(reports, 250_000)
    long = _longer(reports, 1_000_000)
    coder.code(reports[0])
    seconds = best(lambda: coder.code(long), 2)
    return Measured(
        f"{seconds:.1f} s for 1 MB", seconds / (4 * best(lambda: coder.code(short), 2)), "4 x the time of 250 kB"
    )


def coding_hostile() -> Measured:
    """Texts made to hurt, each of four times the length, against four times the time; the worst of them."""
    coder = RuleCoder()
    report = example_reports()[0]
    coder.code(report)
    worst = Measured("", 0.0, "")
    for name, piece in HOSTILE.items():
        long, short = (replace(report, text=(piece * (n // len(piece)))) for n in (400_000, 100_000))
        seconds = best(lambda text=long: coder.code(text, any_topic=True), 1)
        ratio = seconds / (4 * best(lambda text=short: coder.code(text, any_topic=True), 2))
        if ratio > worst.ratio:
            worst = Measured(f"{seconds:.1f} s for {name}", ratio, "4 x the time of a quarter of it")
    return worst


def resolution(reports: int = 5_000) -> Measured:
    """Claims a second of CPU, against sorting their values."""
    claims = list(World(reports).claims())
    seconds = best(lambda: resolve(claims), clock=time.process_time)
    reading = best(
        lambda: [sorted((v.field, v.value) for v in c.claim.values) for c in claims], clock=time.process_time
    )
    return Measured(f"{len(claims) / seconds:,.0f} claims/s", seconds / reading, "sorting the claims' values")


def resolution_growth() -> Measured:
    """Four times the reports, against four times the time: 1 is linear."""
    few, many = list(World(4_000).claims()), list(World(16_000).claims())
    seconds, less = (best(lambda claims=claims: resolve(claims), 3, time.process_time) for claims in (many, few))
    return Measured(f"{seconds:.2f} s for 16,000", seconds / (4 * less), "4 x the time of 4,000")


def _longer(reports: list[Report], characters: int) -> Report:
    text = "\n\n".join(r.text for r in reports)
    text = (text * (characters // len(text) + 1))[:characters]
    return replace(reports[0], text=text)


def dossiers() -> Measured:
    """Pages of some 1,000 records on a core, against writing the same bytes."""
    tables = SyntheticRelease((300, 250)).tables()
    files = dict(site_files(tables, _FACTS))

    def write(named: Iterable[tuple[str, bytes]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name, content in named:
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)

    ours = best(lambda: write(site_files(tables, _FACTS)), rounds=2)
    pages = sum(name.endswith(".html") for name in files)
    return Measured(f"{pages / ours:,.0f} pages/s", ours / best(lambda: write(files.items())), "writing the same files")


MEASURES: dict[str, Callable[..., Measured]] = {
    "appending": appending,
    "coding": coding,
    "coding_length": coding_length,
    "coding_hostile": coding_hostile,
    "resolution": resolution,
    "resolution_growth": resolution_growth,
    "resolution_memory": resolution_memory,
    "increment": increment,
    "increment_coded": increment_coded,
    "dossiers": dossiers,
}
