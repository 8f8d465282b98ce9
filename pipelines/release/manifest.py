"""The manifest: what a release was made from, by what, and what its files hash to."""

import json
import platform
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.coding.coder import Coder
from pipelines.release.code_version import code_version, library_versions
from pipelines.release.parquet import file_hash
from pipelines.validation.checks import all_checks
from pipelines.validation.finding import Finding
from schemas.catalogue import TABLES

NAME = "manifest.json"


def manifest(
    folder: Path,
    *,
    version: str,
    position: int,
    day: str | None,
    head_hash: str,
    coder: Coder,
    rows: dict[str, int],
    row_hashes: dict[str, str],
    findings: list[Finding],
    made_at: datetime,
) -> dict[str, Any]:
    """The manifest of the release in `folder`, whose other files are written already."""
    failed = {f.check: f.severity for f in findings}
    return {
        "version": version,
        "made_at": made_at.isoformat(timespec="seconds"),
        "selection": {"position": position, "day": day},
        "ledger_head_hash": head_hash,
        "code_version": code_version(),
        "coder": coder.name,
        "coder_version": coder.version,
        "python": platform.python_version(),
        "libraries": library_versions(),
        "checks": {c.name: failed.get(c.name, "passed") for c in all_checks()},
        "tables": {name: {"rows": rows[name], "row_hash": row_hashes[name]} for name in TABLES},
        "files": {p.name: file_hash(p) for p in sorted(folder.iterdir()) if p.is_file() and p.name != NAME},
    }


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write the manifest, last of all files."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a release. FileNotFoundError or ValueError where it is missing or damaged."""
    content = json.loads((folder / NAME).read_text(encoding="utf-8"))
    if not isinstance(content, dict) or "files" not in content:
        raise ValueError(f"{folder / NAME} is no manifest")
    return content
