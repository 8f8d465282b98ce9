"""A process that appends events until it is stopped, and says after each commit what is now acknowledged.

Arguments: the ledger's URL, the first number, how many, how many in a transaction.
"""

import sys

from pipelines.ledger.store import Ledger
from tests.ledger.ledgers import contents_of, received


def main(url: str, first: int, count: int, batch: int) -> None:
    ledger = Ledger(url, wait=30)
    for start in range(first, first + count, batch):
        numbers = range(start, min(start + batch, first + count))
        with ledger.writing() as writer:
            for number in numbers:
                writer.append(received(number), cause=f"process {first}", contents=contents_of(number))
        for number in numbers:
            print(number, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
