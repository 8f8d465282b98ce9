"""The store of the ledger: events in order, and the contents (bytes, texts) that they name by hash.

Belongs here: appending and reading. Positions are gap-free and given under the writer's lock; each event
carries the hash of the one before it. Does not belong here: what an event means (`schemas.events`), which of
them a build sees (`selection.py`), whether the chain holds (`chain.py`).

SQLAlchemy Core over SQLite, WAL and synchronous FULL: an acknowledged event survives a kill. One SQLite
library in the process and no pooled connections, because two libraries, or a connection that outlives its
use, have corrupted live ledgers in trials.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from pipelines.ledger import chain
from pipelines.plain_errors import Hindrance
from schemas.events import Event, decode, encode

METADATA = sa.MetaData()
EVENTS = sa.Table(
    "events",
    METADATA,
    sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("event_id", sa.Text, nullable=False, unique=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("subject", sa.Text, nullable=True),
    sa.Column("recorded_at", sa.Text, nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("previous_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Index("events_by_type", "type", "position"),
)
CONTENTS = sa.Table(
    "contents",
    METADATA,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
#: A lookup over Report… events, kept in their transaction: which report stands for a source now.
REPORT_KEYS = sa.Table(
    "report_keys",
    METADATA,
    sa.Column("report_id", sa.Text, primary_key=True),
    sa.Column("source_key", sa.Text, nullable=False, index=True),
    sa.Column("position", sa.BigInteger, nullable=False),
)


class LedgerError(Hindrance):
    """The ledger cannot be used as asked; the message says what to do."""


class LedgerBusy(LedgerError):
    """Another writer holds the ledger."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its place in the ledger. `event` is upcast to the current version of its type."""

    position: int
    event_id: str
    recorded_at: str
    cause: str
    hash: str
    event: Event


@dataclass(frozen=True, slots=True)
class Appended:
    """What came of one append: the event's position, and whether it is new."""

    position: int
    is_new: bool


def utc_now() -> datetime:
    """The clock of `recorded_at`; nothing else of the ledger reads it."""
    return datetime.now(UTC)


class Writer:
    """Appends within one transaction. Made by `Ledger.writing`, never by hand."""

    def __init__(self, connection: sa.Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now
        head = connection.execute(
            sa.select(EVENTS.c.position, EVENTS.c.hash).order_by(EVENTS.c.position.desc()).limit(1)
        ).first()
        self._position: int = head.position if head else 0
        self._hash: str = head.hash if head else chain.GENESIS

    def append(self, event: Event, *, cause: str, contents: dict[str, bytes] | None = None) -> Appended:
        """Append one event, with the contents it names. Again, it is a no-op."""
        known = self.position_of(event.event_id)
        if known is not None:
            return Appended(known, False)
        for sha256, data in (contents or {}).items():
            self._keep(sha256, data)
        row: dict[str, Any] = {
            "position": self._position + 1,
            "event_id": event.event_id,
            "type": type(event).__name__,
            "version": event.VERSION,
            "subject": getattr(event, "report_id", None),
            "recorded_at": self._now().isoformat(timespec="microseconds"),
            "cause": cause,
            "payload": encode(event.payload()),
            "previous_hash": self._hash,
        }
        row["hash"] = chain.event_hash(row)
        self._connection.execute(EVENTS.insert(), row)
        self._position, self._hash = row["position"], row["hash"]
        return Appended(self._position, True)

    def restore(self, row: Mapping[str, Any]) -> None:
        """Put a stored event back as it stands, after the last one. LedgerError for one that does not follow it."""
        if row["position"] != self._position + 1:
            raise LedgerError(f"event {row['position']} does not follow event {self._position}")
        self._connection.execute(EVENTS.insert(), {column.name: row[column.name] for column in EVENTS.columns})
        self._position, self._hash = row["position"], row["hash"]

    def restore_content(self, sha256: str, data: bytes) -> None:
        """Put a content under the hash that events name it by; for copies it may be one that only stands for it."""
        self._keep(sha256, data)

    def position_of(self, event_id: str) -> int | None:
        """Position of an event, or None."""
        return self._connection.execute(
            sa.select(EVENTS.c.position).where(EVENTS.c.event_id == event_id)
        ).scalar_one_or_none()

    def latest_report(self, source_key: str) -> str | None:
        """The report that stands for a source now: the one received last under its key."""
        return self._connection.execute(
            sa.select(REPORT_KEYS.c.report_id)
            .where(REPORT_KEYS.c.source_key == source_key)
            .order_by(REPORT_KEYS.c.position.desc())
            .limit(1)
        ).scalar_one_or_none()

    def has_report(self, report_id: str) -> bool:
        """Whether a report was ever received."""
        found = self._connection.execute(sa.select(REPORT_KEYS.c.position).where(REPORT_KEYS.c.report_id == report_id))
        return found.first() is not None

    def index_report(self, report_id: str, source_key: str, position: int) -> None:
        """Note a received report in the lookup, in the transaction of its event."""
        self._connection.execute(
            REPORT_KEYS.insert(), {"report_id": report_id, "source_key": source_key, "position": position}
        )

    def _keep(self, sha256: str, data: bytes) -> None:
        known = self._connection.execute(sa.select(CONTENTS.c.sha256).where(CONTENTS.c.sha256 == sha256)).first()
        if known is None:
            self._connection.execute(CONTENTS.insert(), {"sha256": sha256, "data": data})


class Ledger:
    """The append-only, ordered store of everything that was ever learnt or decided."""

    def __init__(self, url: str, *, wait: float = 30.0, now: Callable[[], datetime] = utc_now) -> None:
        """Open, and make where missing, the ledger at an SQLAlchemy URL.

        `wait` is how long, in seconds, a second writer waits for the first. LedgerError where the URL is not
        SQLite's, or the database cannot be opened.
        """
        self.url = url
        self._now = now
        file = _file_of(url)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                f"the ledger's folder {file.parent} cannot be made ({error.strerror}); check the path and its rights"
            ) from error
        self._engine = sa.create_engine(url, poolclass=NullPool, connect_args={"timeout": wait})
        sa.event.listen(self._engine, "connect", lambda connection, _record: _prepare(connection, wait))
        with _clear_errors(url), self._engine.connect() as connection:
            found = set(sa.inspect(connection).get_table_names())
            if found and not found >= set(METADATA.tables):
                raise LedgerError(f"{url} is a database of something else; name another file for the ledger")
            if not found:
                _begin_writing(connection)
                METADATA.create_all(connection)
                connection.commit()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction, as the only writer: all of it is kept, or nothing. LedgerBusy after `wait` seconds."""
        with _clear_errors(self.url), self._engine.connect() as connection:
            _begin_writing(connection)
            writer = Writer(connection, self._now)
            try:
                yield writer
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def head(self) -> tuple[int, str]:
        """Position and hash of the last event; (0, the genesis hash) for an empty ledger."""
        with _clear_errors(self.url), self._engine.connect() as connection:
            row = connection.execute(
                sa.select(EVENTS.c.position, EVENTS.c.hash).order_by(EVENTS.c.position.desc()).limit(1)
            ).first()
        return (row.position, row.hash) if row else (0, chain.GENESIS)

    def read(
        self, *types: type[Event], after: int = 0, until: int | None = None, subject: str | None = None
    ) -> Iterator[StoredEvent]:
        """Events in order, of the given types (all, where none is given), with after < position <= until.

        `subject` narrows to events about one report.
        """
        rows = self.rows(*(t.__name__ for t in types), after=after, until=until, subject=subject)
        yield from map(self._stored, rows)

    def called(self, event_ids: Collection[str]) -> Iterator[StoredEvent]:
        """The events of these ids, in order; those that the ledger does not hold are left out."""
        wanted = sa.func.json_each(json.dumps(sorted(event_ids))).table_valued("value")
        query = sa.select(EVENTS).where(EVENTS.c.event_id.in_(sa.select(wanted.c.value))).order_by(EVENTS.c.position)
        yield from map(self._stored, self._rows(query))

    def rows(
        self, *types: str, after: int = 0, until: int | None = None, subject: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """Events as stored, in order; for `chain.py` and exports."""
        query = sa.select(EVENTS).where(EVENTS.c.position > after).order_by(EVENTS.c.position)
        if types:
            query = query.where(EVENTS.c.type.in_(types))
        if until is not None:
            query = query.where(EVENTS.c.position <= until)
        if subject is not None:
            query = query.where(EVENTS.c.subject == subject)
        yield from self._rows(query)

    def _stored(self, row: Mapping[str, Any]) -> StoredEvent:
        try:
            event = decode(row["type"], row["version"], json.loads(row["payload"]))
        except ValueError as error:
            raise LedgerError(f"event {row['position']} of {self.url} cannot be read: {error}") from error
        return StoredEvent(row["position"], row["event_id"], row["recorded_at"], row["cause"], row["hash"], event)

    def _rows(self, query: sa.Select[Any]) -> Iterator[dict[str, Any]]:
        with _clear_errors(self.url), self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=500).execute(query).mappings():
                yield dict(row)

    def count(self, *types: type[Event], until: int) -> int:
        """How many events of the given types stand up to a position."""
        of_types = EVENTS.c.type.in_([t.__name__ for t in types])
        query = sa.select(sa.func.count()).select_from(EVENTS).where(of_types, EVENTS.c.position <= until)
        with _clear_errors(self.url), self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def event_ids(self, kind: type[Event], *, after: int = 0) -> set[str]:
        """Ids of all events of one type after a position, their payloads unread."""
        query = sa.select(EVENTS.c.event_id).where(EVENTS.c.type == kind.__name__, EVENTS.c.position > after)
        with _clear_errors(self.url), self._engine.connect() as connection:
            return set(connection.execute(query).scalars())

    def content(self, sha256: str) -> bytes:
        """Bytes by hash. LedgerError where the ledger does not hold them."""
        with _clear_errors(self.url), self._engine.connect() as connection:
            data = connection.execute(
                sa.select(CONTENTS.c.data).where(CONTENTS.c.sha256 == sha256)
            ).scalar_one_or_none()
        if data is None:
            raise LedgerError(f"content {sha256} is missing from the ledger; restore the ledger from a backup")
        return bytes(data)

    def texts(self, hashes: Iterable[str]) -> dict[str, str]:
        """Canonical texts by hash, read over one connection. LedgerError where one is missing."""
        wanted = sorted(set(hashes))
        found: dict[str, str] = {}
        with _clear_errors(self.url), self._engine.connect() as connection:
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                for row in connection.execute(sa.select(CONTENTS).where(CONTENTS.c.sha256.in_(part))):
                    found[row.sha256] = bytes(row.data).decode("utf-8")
        for sha256 in wanted:
            if sha256 not in found:
                raise LedgerError(f"text {sha256} is missing from the ledger; restore the ledger from a backup")
        return found

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """All contents with their hashes, in the order of the hashes."""
        query = sa.select(CONTENTS).order_by(CONTENTS.c.sha256)
        with _clear_errors(self.url), self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=50).execute(query):
                yield row.sha256, bytes(row.data)


def _file_of(url: str) -> Path:
    form = "use a URL like sqlite:////path/ledger.sqlite"
    try:
        parsed = sa.engine.make_url(url)
    except sa.exc.ArgumentError:
        raise LedgerError(f"{url!r} is no address of a ledger; {form}") from None
    if parsed.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise LedgerError(f"ledgers on {parsed.drivername} are not supported yet; {form}")
    if not parsed.database or parsed.database == ":memory:":
        raise LedgerError(f"a ledger must outlive its process, which one in memory does not; {form}")
    return Path(parsed.database)


def _prepare(connection: sqlite3.Connection, wait: float) -> None:
    connection.isolation_level = None  # transactions begin where we say so, not where the driver guesses
    # a flipped byte may leave no UTF-8: it must reach the hash that gives it away
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    deadline = time.monotonic() + wait
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:
            # two processes that make one ledger at once: SQLite waits for a lock, but not for this switch
            if "locked" not in str(error) or time.monotonic() >= deadline:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_writing(connection: sa.Connection) -> None:
    # IMMEDIATE takes the writer's lock now, so that what the transaction reads cannot change before it writes
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _clear_errors(url: str) -> Iterator[None]:
    try:
        yield
    except sa.exc.DatabaseError as error:
        text = str(error.orig)
        if "locked" in text or "busy" in text:
            raise LedgerBusy(f"another process is writing to {url}; try again when it has finished") from error
        if "full" in text:
            raise LedgerError(
                f"no room left for the ledger {url}; free some space and run the command again"
            ) from error
        if "unable to open" in text or "readonly" in text:
            raise LedgerError(
                f"the ledger {url} cannot be opened for writing; check the path and its rights"
            ) from error
        if "malformed" in text or "not a database" in text:
            raise LedgerError(f"{url} is damaged or no ledger ({text}); restore it from a backup") from error
        if "disk I/O" in text:
            raise LedgerError(f"the disk refused to write the ledger {url} ({text}); check space and quota") from error
        raise
