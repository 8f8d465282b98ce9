"""Kills a command at a chosen moment: on the n-th call of a named function, with SIGKILL, in a process of its own.

The function is wrapped in the child and called through: nothing is replaced. What the child's ledger had
acknowledged by then is written down beside it, so that a test can ask whether it is still there.

    killed = run_and_kill("pipelines.cli", ["add", "inbox"], Kill("pipelines.ledger.store:Writer.append", 3), ...)
    events = whole_ledger(url, killed.acknowledged)

As a script, in the child: python -m tests.crash.kill_at FUNCTION CALL before|after NOTES MODULE [ARGUMENT …]
"""

import contextlib
import functools
import importlib
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.ledger import chain
from pipelines.ledger.store import Ledger, StoredEvent
from schemas.events import ReportReceived, ReportRevised

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Kill:
    """A moment: just before, or just after, the `call`-th call of `function`, named "module:name" or
    "module:Class.method". Of a generator or a context manager, the call is the making of it."""

    function: str
    call: int = 1
    when: str = "before"

    def __str__(self) -> str:
        return f"{self.when} call {self.call} of {self.function.split(':')[1]}"


@dataclass(frozen=True, slots=True)
class Killed:
    """How the child ended. `acknowledged` are positions and hashes of the heads after each of its transactions."""

    status: int
    out: str
    err: str
    acknowledged: tuple[tuple[int, str], ...]

    @property
    def was_killed(self) -> bool:
        """False where it ended before the moment came."""
        return self.status == -signal.SIGKILL


def run_and_kill(
    module: str, arguments: Sequence[str], kill: Kill, *, environment: Mapping[str, str], notes: Path
) -> Killed:
    """Run `python -m module arguments`, and kill it. `notes` is a file that may not exist yet."""
    assert kill.when in ("before", "after")
    moment = [kill.function, str(kill.call), kill.when, str(notes)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.kill_at", *moment, module, *arguments],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    acknowledged = tuple((int(position), head) for position, head in (line.split() for line in lines))
    return Killed(done.returncode, done.stdout, done.stderr, acknowledged)


def whole_ledger(url: str, acknowledged: Sequence[tuple[int, str]] = ()) -> list[StoredEvent]:
    """All events of a ledger, after proving that it opens, that its chain and contents hold, that no event stands
    twice, and that what was acknowledged stands where it stood."""
    ledger = Ledger(url, wait=30)
    rows = list(ledger.rows())
    assert list(chain.broken_links(rows)) == []
    events = list(ledger.read())
    named: dict[str, int] = {}
    for stored in events:
        if isinstance(stored.event, ReportReceived | ReportRevised):
            named.setdefault(stored.event.text_sha256, stored.position)
            named.setdefault(stored.event.bytes_sha256, stored.position)
    assert list(chain.broken_contents(ledger.contents(), named)) == []
    assert len({stored.event_id for stored in events}) == len(events)
    hashes = {0: chain.GENESIS, **{stored.position: stored.hash for stored in events}}
    lost = [position for position, head in acknowledged if hashes.get(position) != head]
    assert lost == [], f"acknowledged and lost: positions {lost}"
    with ledger.writing() as writer:
        for stored in events:
            if isinstance(stored.event, ReportReceived):
                assert writer.has_report(stored.event.report_id), "a report without its line in the lookup"
    return events


def _main(function: str, call: str, when: str, notes: str, module: str, *arguments: str) -> None:
    _note_what_is_acknowledged(Path(notes))
    _wrap(function, functools.partial(_killing, int(call), when, os.getpid()))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _killing(call: int, when: str, process: int, function: Callable[..., Any]) -> Callable[..., Any]:
    calls = 0

    @functools.wraps(function)
    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        now = calls == call
        if now and when == "before":
            os.kill(process, signal.SIGKILL)
        result = function(*args, **kwargs)
        if now:
            os.kill(process, signal.SIGKILL)
        return result

    return counted


def _note_what_is_acknowledged(notes: Path) -> None:
    def noting(function: Callable[..., Any]) -> Callable[..., Any]:
        @contextlib.contextmanager
        def writing(ledger: Ledger) -> Iterator[Any]:
            with function(ledger) as writer:
                yield writer
            position, head = ledger.head()
            with notes.open("a", encoding="utf-8") as file:
                file.write(f"{position} {head}\n")

        return functools.wraps(function)(writing)

    _wrap("pipelines.ledger.store:Ledger.writing", noting)


def _wrap(name: str, wrapper: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    """Put a wrapper round a function, wherever it is known by now; modules loaded later import the wrapped one."""
    module, _, path = name.partition(":")
    owner: Any = importlib.import_module(module)
    *outer, last = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    function = getattr(owner, last)
    wrapped = wrapper(function)
    setattr(owner, last, wrapped)
    if not outer:
        for loaded in list(sys.modules.values()):
            if getattr(loaded, last, None) is function:
                setattr(loaded, last, wrapped)


if __name__ == "__main__":
    _main(*sys.argv[1:])
