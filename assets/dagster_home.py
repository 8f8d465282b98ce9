"""The Dagster home inside a Parley home: where runs are remembered, so that the UI shows every one.

Belongs here: making `dagster.yaml` where there is none, and opening the instance. A file that is there is the
user's, and is left as it is.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import sqlalchemy as sa

from pipelines.build_lock import build_lock
from pipelines.home import Home, HomeError

SETTINGS = """\
# Dagster's own settings for this home; written once, yours to change.
# https://docs.dagster.io/deployment/oss/dagster-yaml
telemetry:
  enabled: false
nux:
  enabled: false
retention:
  schedule:
    purge_after_days: 365
  sensor:
    purge_after_days:
      skipped: 7
      failure: 90
      success: 365
"""


def prepare(home: Home) -> None:
    """Make the home and its Dagster home, and name the latter to Dagster. HomeError where that cannot be done.

    PARLEY_HOME is made absolute: processes that Dagster starts have another working directory.
    """
    home.ensure()
    settings = home.dagster / "dagster.yaml"
    try:
        if not settings.exists():
            settings.write_text(SETTINGS, encoding="utf-8")
    except OSError as error:
        raise HomeError(f"{settings} cannot be written ({error.strerror}); check its rights") from error
    os.environ.update({"DAGSTER_HOME": str(home.dagster), "PARLEY_HOME": str(home.root)})


@contextmanager
def opened_instance(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance of a prepared home. One process at a time: Dagster makes its databases without a lock."""
    with _flushed_at_checkpoints(home.dagster):
        with build_lock(home.dagster / "opening.lock", wait=60.0, who="a process that opens the Dagster home"):
            instance = dg.DagsterInstance.get()
        with instance:
            yield instance


@contextmanager
def _flushed_at_checkpoints(folder: Path) -> Iterator[None]:
    """Let the databases of Dagster below `folder` flush to disk now and then, not thousands of times a run.

    Dagster opens and closes a connection for each line of its log, and SQLite flushes at each commit and each time
    the last connection closes. Here a commit flushes nothing, and one idle connection a database stays open. A
    power cut may cost the last lines of the history of runs, never its soundness
    (https://www.sqlite.org/pragma.html#pragma_synchronous); the ledger flushes at each commit.
    """
    idle: dict[str, sqlite3.Connection] = {}

    def relax(connection: Any, _record: Any) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        path = connection.execute("PRAGMA database_list").fetchone()[2]
        if not path or not Path(path).is_relative_to(folder):
            return
        connection.execute("PRAGMA synchronous=NORMAL")
        if path not in idle and connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            idle[path] = sqlite3.connect(path, check_same_thread=False)
            idle[path].execute("SELECT count(*) FROM sqlite_master").fetchone()

    sa.event.listen(sa.engine.Engine, "connect", relax)
    try:
        yield
    finally:
        sa.event.remove(sa.engine.Engine, "connect", relax)
        for connection in idle.values():
            connection.close()
