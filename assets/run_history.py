"""The databases in which Dagster remembers runs, each kept open for as long as a process writes to it.

Belongs here: connections. What is kept, and where, is Dagster's own, so that the UI reads what is written here. Its
own storages make an engine and a connection for each line of the log of a run, and with them the text of each
statement anew: that was half the time of a small build. A test pins that both write the same.
"""

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import dagster as dg
import sqlalchemy as sa
from dagster._core.instance.ref import InstanceRef
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.runs.sqlite.sqlite_run_storage import SqliteRunStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS


def open_instance(folder: Path) -> dg.DagsterInstance:
    """The instance of a Dagster home, on databases that are kept open.

    Where the `dagster.yaml` of the home names a storage, that is used as it is.
    """
    ref = InstanceRef.from_dir(str(folder))
    if ref.storage_data == InstanceRef.config_defaults(str(folder))["storage"]:
        ref = InstanceRef.from_dir(
            str(folder),
            overrides={
                "run_storage": _storage(OpenRunStorage, folder / "history"),
                "event_log_storage": _storage(OpenEventLogStorage, folder / "history" / "runs"),
            },
        )
    return dg.DagsterInstance.from_ref(ref)


def _storage(kind: type, folder: Path) -> dict[str, object]:
    return {"module": __name__, "class": kind.__name__, "config": {"base_dir": str(folder)}}


class Engines:
    """One engine a database, made when it is first asked for. Any thread may ask.

    A commit waits for no disk: a power cut may cost the last lines of the history of runs, never its soundness
    (https://www.sqlite.org/pragma.html#pragma_synchronous). The ledger flushes at each commit.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._engines: dict[str, sa.Engine] = {}

    def of(self, url: str) -> sa.Engine:
        """The engine of a database."""
        with self._lock:
            if url not in self._engines:
                engine = sa.create_engine(url, connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})
                sa.event.listen(engine, "connect", _flush_at_checkpoints)
                self._engines[url] = engine
            return self._engines[url]

    def dispose(self) -> None:
        """Close all connections."""
        with self._lock:
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()


def _flush_at_checkpoints(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")


class OpenRunStorage(SqliteRunStorage):
    """Dagster's runs, with connections that are used again."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._engines = Engines()
        super().__init__(*given, **named)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Mapping[str, Any]) -> Self:
        """As Dagster makes it from settings."""
        return cls.from_local(inst_data=inst_data, **config_value)

    @contextmanager
    def connect(self) -> Iterator[sa.Connection]:
        """A transaction."""
        with self._engines.of(self._conn_string).begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close all connections."""
        super().dispose()
        self._engines.dispose()


class OpenEventLogStorage(SqliteEventLogStorage):
    """Dagster's log of events, with connections that are used again."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._engines = Engines()
        self._tables: set[str] = set()
        self._indexes: set[str] = set()
        super().__init__(*given, **named)

    @classmethod
    def from_config_value(cls, inst_data: Any, config_value: Mapping[str, Any]) -> Self:
        """As Dagster makes it from settings."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[sa.Connection]:
        with self._db_lock:
            engine = self._engines.of(self.conn_string_for_shard(shard))
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.begin() as connection:
                yield connection

    def has_table(self, table_name: str) -> bool:
        """Is there such a table? Asked at each event, and none goes away."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def has_secondary_index(self, name: str) -> bool:
        """Has that index been filled? Asked at each event, and none is emptied."""
        if name not in self._indexes and super().has_secondary_index(name):
            self._indexes.add(name)
        return name in self._indexes

    def dispose(self) -> None:
        """Close all connections."""
        super().dispose()
        self._engines.dispose()
