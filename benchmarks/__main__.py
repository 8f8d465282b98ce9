"""`make bench`: how fast each stage is, as a ratio against something named in the same run.

Absolute figures depend on the machine and are printed beside, best of five; ratios are what to compare.
`python -m benchmarks NAME …` runs some of them, `--reports 100000` those that take a number of reports with so many.
"""

import argparse
import inspect
import sys
from collections.abc import Sequence

from benchmarks.measures import MEASURES
from benchmarks.timing import Measured


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast each stage is.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(MEASURES)}; all by default")
    parser.add_argument("--reports", type=int, help="number of synthetic reports")
    given = parser.parse_args(argv)
    unknown = set(given.names) - set(MEASURES)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    print(f"{'benchmark':<24} {'measured':>22}   {'ratio':>7}  against")
    for name, measure in MEASURES.items():
        if not given.names or name in given.names:
            sized = given.reports is not None and "reports" in inspect.signature(measure).parameters
            found: Measured = measure(given.reports) if sized else measure()
            print(f"{name:<24} {found.figure:>22}   {found.ratio:>7.2f}  {found.against}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
