"""`make bench`: how fast each stage is, as a ratio against something named in the same run.

Absolute figures depend on the machine and are printed beside, best of five; ratios are what to compare.
`python -m benchmarks NAME …` runs some of them.
"""

import sys

from benchmarks.measures import MEASURES
from benchmarks.timing import Measured


def main(names: list[str]) -> int:
    unknown = set(names) - set(MEASURES)
    if unknown:
        print(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    print(f"{'benchmark':<24} {'measured':>22}   {'ratio':>7}  against")
    for name, measure in MEASURES.items():
        if not names or name in names:
            found: Measured = measure()
            print(f"{name:<24} {found.figure:>22}   {found.ratio:>7.2f}  {found.against}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
