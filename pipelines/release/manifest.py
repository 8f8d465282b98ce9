"""The manifest: what a release was made from, by what, and what its files hash to."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.release.code_version import code_version, lexicon_hash, library_versions
from pipelines.release.facts import Facts
from pipelines.release.publication import as_plain, publication_from
from pipelines.validation.checks import all_checks
from pipelines.validation.finding import Finding
from pipelines.validation.tableset import TableSet
from schemas.catalogue import TABLES

NAME = "manifest.json"


def manifest(
    facts: Facts, tables: TableSet, findings: list[Finding], row_hashes: Mapping[str, str], files: Mapping[str, str]
) -> dict[str, Any]:
    """The manifest of a release whose other files are written already; `files` maps each to its SHA-256."""
    failed = {f.check: f.severity for f in findings}
    return {
        "version": facts.version,
        "made_at": facts.made_at.isoformat(timespec="seconds"),
        "selection": {"position": facts.position, "day": facts.day},
        "ledger_head_hash": facts.head_hash,
        "since_release": facts.since,
        "code_version": code_version(),
        "coder": facts.coder,
        "coder_version": facts.coder_version,
        "lexicon_hash": lexicon_hash(),
        "python": facts.python,
        "libraries": library_versions(),
        "publication": as_plain(facts.publication),
        "checks": {c.name: failed.get(c.name, "passed") for c in all_checks()},
        "tables": {n: {"rows": tables.table(n).num_rows, "row_hash": row_hashes[n]} for n in TABLES},
        "files": dict(files),
    }


def facts_in(content: Mapping[str, Any]) -> Facts:
    """The facts that a manifest tells. KeyError or ValueError where it is none of this version."""
    return Facts(
        version=content["version"],
        made_at=datetime.fromisoformat(content["made_at"]),
        position=content["selection"]["position"],
        day=content["selection"]["day"],
        head_hash=content["ledger_head_hash"],
        coder=content["coder"],
        coder_version=content["coder_version"],
        python=content["python"],
        since=content["since_release"],
        publication=publication_from(content["publication"], NAME),
    )


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write the manifest."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release. FileNotFoundError or ValueError where it is missing or damaged."""
    content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    if not isinstance(content, dict) or "files" not in content:
        raise ValueError(f"{folder / NAME} is no manifest")
    return content
