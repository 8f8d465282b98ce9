"""A replication export: the selected ledger with its hash chain, from which anyone rebuilds a release byte for byte.

Belongs here: what the folder holds, and writing it. What it holds of texts stands in `stand_ins.py`, rebuilding from
it in `replica.py`. Before it is handed out it is rebuilt once, and refused where that gives other bytes.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.coding.coder import Coder
from pipelines.export.place import ExportError, facts_of_release, making
from pipelines.export.replica import BEFORE, EVENTS, FORMAT, LEDGER, NAME, QUOTES, TEXTS, rebuild_release
from pipelines.export.stand_ins import Held, Quoted, held_texts
from pipelines.home import Home
from pipelines.ledger import chain
from pipelines.ledger.store import Ledger
from pipelines.release import manifest
from pipelines.release.changes import NOT_COMPARED
from pipelines.release.code_version import code_version, package_version
from pipelines.release.facts import Facts
from pipelines.release.ledger_view import LedgerView
from pipelines.release.package import SUMS, files_of, sums_of
from pipelines.release.parquet import file_hash, write_table
from pipelines.release.staging import published, without_names
from pipelines.validation.tableset import TableSet
from schemas.catalogue import TABLES
from schemas.events import decode, encode


def export_replication(home: Home, ledger: Ledger, coder: Coder, release: Path, target: Path) -> Path:
    """Write the replication export of a published release. ExportError where it cannot be made."""
    facts = facts_of_release(release)
    _refuse_others(ledger, coder, facts, release)
    view = LedgerView(ledger)
    tables = TableSet(release)
    with making(target, NAME) as folder:
        folder.mkdir()
        events = list(_events(ledger, view, facts.position))
        write_table(_table(events, EVENTS), folder / f"{LEDGER}/events.parquet")
        held, quoted = held_texts(tables, view.texts(row["text_sha256"] for row in tables.rows("reports")))
        write_table(_table([asdict(h) for h in held], TEXTS), folder / f"{LEDGER}/texts.parquet")
        write_table(_table([asdict(q) for q in quoted], QUOTES), folder / f"{LEDGER}/quotes.parquet")
        blanked_before = _write_before(home, facts, view, folder)
        (folder / manifest.NAME).write_bytes((release / manifest.NAME).read_bytes())
        told = _told(facts, events, held, quoted, blanked_before)
        (folder / NAME).write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        (folder / "README.md").write_text(_readme(facts, told), encoding="utf-8")
        (folder / SUMS).write_bytes(sums_of({name: file_hash(folder / name) for name in files_of(folder)}))
        with tempfile.TemporaryDirectory() as elsewhere:
            rebuild_release(folder, Path(elsewhere))
    return target


def _refuse_others(ledger: Ledger, coder: Coder, facts: Facts, release: Path) -> None:
    known = {r.version: r for r in published(ledger)}
    if facts.version not in known or not (release / manifest.NAME).is_file():
        raise ExportError(f"{facts.version} is no published release; only those can be replicated")
    if known[facts.version].code_version != code_version():
        raise ExportError(
            f"release {facts.version} was made by code version {known[facts.version].code_version}; install that "
            "version of Parley to export it for replication"
        )
    late = [s.position for s in ledger.read(after=facts.position) if type(s.event).__name__ == "PersonRemoved"]
    if late:
        raise ExportError(
            f"a name was removed after release {facts.version} (ledger position {late[0]}): export a later release"
        )


def _events(ledger: Ledger, view: LedgerView, position: int) -> Iterator[dict[str, Any]]:
    """Stored events, each payload as it may be shown, beside the hash of the one that the chain covers."""
    for row in ledger.rows(until=position):
        event = decode(row["type"], row["version"], json.loads(row["payload"]))
        shown = encode(view.shown(event).payload())
        blanked = shown != encode(event.payload())
        yield {
            **row,
            "payload": shown if blanked else row["payload"],
            "payload_version": event.VERSION if blanked else row["version"],
            "payload_sha256": chain.payload_hash(row["payload"]),
            "payload_blanked": blanked,
        }


def _write_before(home: Home, facts: Facts, view: LedgerView, folder: Path) -> bool:
    """Write the tables of the release before, which `changes` compares with. Returns whether a name was blanked."""
    old = home.releases / facts.since if facts.since else None
    if old is None:
        return False
    if not old.is_dir():
        raise ExportError(f"the release before, {old}, is missing; restore it: the table `changes` compares with it")
    tables = TableSet(old)
    shown = without_names(tables, view.names)
    names = [name for name in TABLES if name not in NOT_COMPARED and tables.has(name)]
    for name in names:
        write_table(shown.table(name), folder / BEFORE / f"{name}.parquet")
    return any(shown.rows(name) != tables.rows(name) for name in names)


def _table(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema)


def _told(
    facts: Facts, events: list[dict[str, Any]], held: list[Held], quoted: list[Quoted], blanked_before: bool
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": facts.version,
        "code_version": code_version(),
        "events": len(events),
        "events_blanked": sum(event["payload_blanked"] for event in events),
        "texts_whole": sum(h.text is not None for h in held),
        "texts_quoted": sum(h.text is None for h in held),
        "quotes": len(quoted),
        "before_blanked": blanked_before,
    }


def _readme(facts: Facts, told: dict[str, Any]) -> str:
    return f"""# Replication of {facts.publication.title}, {facts.version}

With Python 3.11 and Parley {package_version()} (code version {told["code_version"]}), in this folder:

```
parley replicate .
```

checks the sums and the hash chain, and makes `release-{facts.version}/`: the release, byte for byte, from the recorded
claims on. Nothing else is needed, and nothing is fetched. Other versions of the code or of its libraries are refused,
with the versions to install; they stand in `manifest.json`.

| file | holds |
| --- | --- |
| `{LEDGER}/events.parquet` | {told["events"]} events of the ledger, each with its hash and that of the one before |
| `{LEDGER}/texts.parquet` | {told["texts_whole"]} texts that may be passed on, {told["texts_quoted"]} lengths |
| `{LEDGER}/quotes.parquet` | {told["quotes"]} spans of those others, as far as their sources' rights allow |
| `{BEFORE}/` | tables of the release before, which `changes` compares with |
| `manifest.json` | what the release is made of, and the hash of each of its files |

Of {told["events_blanked"]} events words are blanked that may not be shown (removed names, values beyond a source's
cap); `payload_sha256` is the hash of what they said, which the chain covers.
"""
