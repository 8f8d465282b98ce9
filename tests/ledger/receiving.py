"""A process that adds files to a ledger, as `parley add` does, and prints what became of them.

Arguments: the ledger's URL, how many reports in a transaction, and the paths. It waits for a line on its standard
input, so that several can begin at once.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from pipelines.intake import receiving
from pipelines.intake.draft import Defaults
from pipelines.ledger.store import Ledger


def main(url: str, batch: str, *paths: str) -> None:
    receiving.BATCH = int(batch)
    print("ready", flush=True)
    sys.stdin.readline()
    ledger = Ledger(url, wait=60)
    now = datetime(2026, 6, 1, tzinfo=UTC)
    received = receiving.receive(ledger, [Path(p) for p in paths], Defaults(), now=now, cause="test")
    print(json.dumps(received.counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
