"""A process that appends until there is no room, frees some, and appends again; it prints what it saw.

Arguments: the ledger's URL, and what ends the room: a limit on the size of files, in bytes, or the path of a ballast
file that is removed to make room again.
"""

import json
import resource
import sys
from pathlib import Path

from pipelines.ledger.store import Ledger, LedgerError
from tests.ledger.ledgers import add, contents_of, received


def main(url: str, limit: str) -> None:
    ledger = Ledger(url)
    if limit.isdigit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    acknowledged, message = fill(ledger)
    if limit.isdigit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    else:
        Path(limit).unlink()
    after = acknowledged[-1] + 1
    add(ledger, after)
    print(json.dumps({"acknowledged": [*acknowledged, after], "message": message}))


def fill(ledger: Ledger) -> tuple[list[int], str]:
    """Append in batches of three until an append fails: numbers that were acknowledged, and the message."""
    acknowledged: list[int] = []
    for start in range(0, 30_000, 3):
        try:
            with ledger.writing() as writer:
                for number in range(start, start + 3):
                    writer.append(received(number, size=2000), cause="test", contents=contents_of(number))
        except LedgerError as error:
            return acknowledged, str(error)
        acknowledged += range(start, start + 3)
    raise AssertionError("there was no end of room")


if __name__ == "__main__":
    main(*sys.argv[1:])
