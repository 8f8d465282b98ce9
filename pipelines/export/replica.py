"""From a replication export to the release, on any machine: check everything, rebuild, and compare every byte.

Belongs here: the shape of the files that both sides know, reading them without trust, and the rebuild. The stages are
those of any build; only the coder is one that reads nothing, because all claims are recorded.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.export.place import Damaged, ExportError, facts_of_release
from pipelines.export.stand_ins import Held, Quoted, stand_ins
from pipelines.home import Home
from pipelines.intake.canonical import sha256_hex
from pipelines.intake.report import Report
from pipelines.ledger import chain
from pipelines.ledger.selection import Selection
from pipelines.ledger.store import Ledger
from pipelines.release import manifest
from pipelines.release.code_version import code_version, library_versions
from pipelines.release.facts import Facts
from pipelines.release.package import SUMS, broken_files, files_of, sums_of
from pipelines.release.parquet import file_hash, row_hash
from pipelines.release.promotion import make_release
from pipelines.release.staging import (
    Build,
    last_release,
    stage_changes,
    stage_findings,
    stage_resolution,
    stage_selection,
    stage_tables,
)
from pipelines.validation.tableset import read_parquet
from schemas.claims import Claim

NAME, LEDGER, BEFORE, FORMAT = "replication.json", "ledger", "before", 1
_TEXT, _INT, _BOOL = pa.string(), pa.int64(), pa.bool_()
EVENTS = pa.schema(
    [
        *((n, _INT) for n in ("position", "version", "payload_version")),
        *((n, _TEXT) for n in ("event_id", "type", "subject", "recorded_at", "cause", "payload")),
        *((n, _TEXT) for n in ("payload_sha256", "previous_hash", "hash")),
        ("payload_blanked", _BOOL),
    ]
)
TEXTS = pa.schema([("text_sha256", _TEXT), ("length", _INT), ("text", _TEXT)])
QUOTES = pa.schema([("text_sha256", _TEXT), ("start", _INT), ("words", _TEXT)])


@dataclass(frozen=True, slots=True)
class RecordedCoder:
    """Stands for the coder whose claims are recorded, and reads nothing itself."""

    name: str
    version: str

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Damaged: an export holds the claims of every report."""
        raise Damaged(f"the export holds no claims of report {report.report_id}")


def rebuild_release(folder: Path, out: Path) -> Path:
    """Rebuild the release of an export as `out/release-<version>`. Damaged or ExportError where not."""
    _check_sums(folder)
    facts, content = facts_of_release(folder), manifest.read_manifest(folder)
    _refuse_other_makers(content)
    told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    rows = read_parquet(folder / LEDGER / "events.parquet").to_pylist()
    _check_chain(rows, facts)
    target = out / f"release-{facts.version}"
    if target.exists():
        raise ExportError(f"{target} is there already; move it away, or name another folder with --out")
    with tempfile.TemporaryDirectory() as temporary:
        home = Home(Path(temporary), f"sqlite:///{temporary}/ledger.sqlite")
        home.ensure()
        ledger = Ledger(home.ledger_url)
        with ledger.writing() as writer:
            for row in rows:
                writer.restore({**row, "version": row["payload_version"]})
            for sha256, text in _texts(folder):
                writer.restore_content(sha256, text.encode("utf-8"))
        _put_before(folder, home, ledger, facts, told["before_blanked"])
        made = _rebuilt(home, ledger, facts)
        _compare(made, folder, content)
        out.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, target)
    return target


def _check_sums(folder: Path) -> None:
    if not (folder / SUMS).is_file() or not (folder / NAME).is_file():
        raise ExportError(f"{folder} is no replication export: it has no {SUMS} and {NAME}")
    expected = sums_of({name: file_hash(folder / name) for name in files_of(folder) if name != SUMS})
    found = (folder / SUMS).read_bytes()
    if found != expected:
        odd = set(found.decode("utf-8", "replace").splitlines()) ^ set(expected.decode("utf-8").splitlines())
        names = ", ".join(sorted({line.partition("  ")[2] or line for line in odd})) or SUMS
        raise Damaged(f"the export was damaged or changed after it was made: {names}; get it again")


def _refuse_other_makers(content: dict[str, Any]) -> None:
    if content["code_version"] != code_version():
        raise ExportError(
            f"the release was made by code version {content['code_version']}, this is {code_version()}; install that "
            "version of Parley to rebuild it"
        )
    differing = [f"{n} {v}" for n, v in content["libraries"].items() if library_versions().get(n) != v]
    if differing:
        raise ExportError(f"the release was made with {', '.join(differing)}; install these versions to rebuild it")


def _check_chain(rows: list[dict[str, Any]], facts: Facts) -> None:
    problems = list(chain.broken_links(rows))
    for row in rows:
        if not row["payload_blanked"] and chain.payload_hash(row["payload"]) != row["payload_sha256"]:
            problems.append(f"event {row['position']} was changed after it was written: its payload does not fit")
    head = (rows[-1]["position"], rows[-1]["hash"]) if rows else (0, "")
    if head != (facts.position, facts.head_hash):
        problems.append(f"the ledger ends at {head[0]}, and the release was made up to {facts.position}")
    if problems:
        raise Damaged(f"the hash chain does not hold: {problems[0]}")


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    held = [Held(**row) for row in read_parquet(folder / LEDGER / "texts.parquet").to_pylist()]
    quoted = [Quoted(**row) for row in read_parquet(folder / LEDGER / "quotes.parquet").to_pylist()]
    for h in held:
        if h.text is not None and sha256_hex(h.text.encode("utf-8")) != h.text_sha256:
            raise Damaged(f"text {h.text_sha256} does not fit its hash")
    yield from stand_ins(held, quoted).items()


def _put_before(folder: Path, home: Home, ledger: Ledger, facts: Facts, blanked: bool) -> None:
    before = last_release(ledger, until=facts.version)
    if (before.version if before else None) != facts.since:
        raise Damaged(f"the release before is {facts.since} in the manifest, and not so in the ledger")
    if before is None:
        return
    target = home.releases / before.version
    shutil.copytree(folder / BEFORE, target)
    for path in sorted(target.glob("*.parquet")):
        found = row_hash(read_parquet(path))
        if not blanked and found != before.row_hashes.get(path.stem):
            raise Damaged(f"{BEFORE}/{path.name} does not hold the rows of release {before.version}")


def _rebuilt(home: Home, ledger: Ledger, facts: Facts) -> Path:
    coder = RecordedCoder(facts.coder, facts.coder_version)
    build = Build(home, ledger, coder, Selection(position=facts.position), "replica", removals_until=facts.position)
    stage_selection(build)
    stage_resolution(build)
    stage_tables(build)
    stage_changes(build, until=facts.version)
    findings = stage_findings(build)
    made = build.folder / "release"
    make_release(build, made, facts, findings)
    return made


def _compare(made: Path, folder: Path, content: dict[str, Any]) -> None:
    differing = list(broken_files(made, content))
    if (made / manifest.NAME).read_bytes() != (folder / manifest.NAME).read_bytes():
        differing.append(f"{manifest.NAME} is not that of the export")
    if differing:
        raise Damaged(f"the rebuild gives other bytes: {'; '.join(differing)}")
