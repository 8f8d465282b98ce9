"""One build at a time in a home: a lock that a killed process leaves behind by itself.

Belongs here: taking and naming the lock. The kernel drops it with its holder, so that no stale file can block.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO


class BuildRunning(Exception):
    """Another build holds the home; the message names it."""


@contextmanager
def build_lock(path: Path, *, wait: float, who: str, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Hold the lock at `path`. BuildRunning, naming the holder, after `wait` seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait
    with path.open("a+", encoding="utf-8") as file:
        while not _taken(file):
            if time.monotonic() >= deadline:
                raise BuildRunning(f"another build is running here: {holder(path)}; try again later, or use --wait")
            sleep(min(0.2, max(0.0, deadline - time.monotonic())))
        file.seek(0)
        file.truncate()
        started = datetime.now(UTC).isoformat(timespec="seconds")
        file.write(json.dumps({"who": who, "pid": os.getpid(), "started": started}))
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def holder(path: Path) -> str:
    """Who holds the lock, in words."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return f"{content['who']} (process {content['pid']}, since {content['started']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "one that has just started"


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
