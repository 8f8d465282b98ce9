"""Running `parley` as a user does: a process of its own, with a home of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "inbox"


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class User:
    """A user with a home."""

    home: Path

    def environment(self, **more: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PARLEY_", "DAGSTER_"))}
        return {
            **kept,
            "PARLEY_HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
            "COLUMNS": "160",
            **more,
        }

    def parley(self, *arguments: str | Path, cwd: Path | None = None, **more: str) -> Done:
        """Run one command to its end."""
        done = subprocess.run(
            [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
            env=self.environment(**more),
            cwd=cwd or self.home.parent,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def write(self, name: str, text: str) -> Path:
        """Write a file into the inbox."""
        path = self.home / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def latest(self) -> Path:
        return self.home / "releases" / "latest"


REPORT = """---
url: https://wire.example.org/round
outlet: Example Wire
published: 2025-05-30T10:00:00+03:00
language: en
title: "Round set"
---
The second round of peace talks between Russia and Ukraine is scheduled to take place in Istanbul on June 2.

On May 16, Russia and Ukraine held their first direct talks in three years in Istanbul, Turkey.
"""
