"""Calibration: how often each rule of the coder is right on reports with gold, and whether its confidence keeps that.

Belongs here: counting, writing `rule_precision.tsv`, and the table that shows the calibration. Does not belong here:
the formula from counts to a confidence (`pipelines.coding.rule_precision`).

A claim is right if its record stands for one of the gold, and, where it claims the record's status, that status is
the gold's too. `python -m pipelines.evaluation.calibration FOLDER …` prints the calibration; `--write` also writes
the counts. The calibration is out of sample: the confidence of a report's claims comes from the other reports.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.coding import coder as coding
from pipelines.coding.coder import Coder, RuleCoder
from pipelines.coding.rule_precision import PRIOR, Precision
from pipelines.evaluation.gold import GoldReport, NoGold, read_gold
from pipelines.evaluation.measures import score_report
from pipelines.tables.report_records import report_records

TABLE = Path(coding.__file__).parent / "lexicon" / "rule_precision.tsv"
#: Upper edges of the bins in which the calibration is shown.
_EDGES = (0.6, 0.7, 0.8, 0.9, 1.0)
_LETTERS = {"meetings": "m", "agreements": "a", "conditions": "c"}
_HEADER = f"""\
# How often each rule of the coder was right on reports with gold, by the status that it claimed: the counts behind
# the confidence of a claim (shrunk where they are few, as if {PRIOR:g} more cases of the wider share had been seen).
# A claim is right if its record stands for one of the gold and its status, where it is the record's, is the gold's.
# Written by `make calibration`; never by hand.
rule\tstatus\tright\tof
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim on a report with gold: by which rule, with which status, and whether it was right."""

    stem: str
    rule: str
    status: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in (low, high]: how many, their mean confidence, and the share that was right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def judge(gold: Sequence[GoldReport], coder: Coder) -> Iterator[Judged]:
    """Each claim of a coder on reports with gold. Claims that reached no record of their own key are passed over."""
    for entry in gold:
        claims = coder.code(entry.report)
        score = score_report(entry, report_records(entry.report, claims))
        right: dict[str, tuple[str | None, str | None]] = {}
        wrong: set[str] = set()
        for table, pairing in score.pairings.items():
            right.update({p.ours.key: (p.ours.status, p.gold.status) for p in pairing.pairs})
            wrong.update(record.key for record in pairing.added)
            assert all(key[0] == _LETTERS[table] for key in (p.ours.key for p in pairing.pairs))
        for claim in claims:
            status = claim.first("status") or ""
            if claim.local_key in right:
                ours, theirs = right[claim.local_key]
                yield Judged(entry.stem, claim.rule, status, status != ours or ours == theirs)
            elif claim.local_key in wrong:
                yield Judged(entry.stem, claim.rule, status, False)


def counted(judged: Sequence[Judged]) -> Precision:
    """The counts of judged claims."""
    of = Counter((j.rule, j.status) for j in judged)
    right = Counter((j.rule, j.status) for j in judged if j.is_right)
    return Precision({key: (right[key], n) for key, n in sorted(of.items())})


def calibration(judged: Sequence[Judged]) -> list[Bin]:
    """How the confidence of claims, counted on all other reports, compares with the share that was right."""
    by_report: dict[str, list[Judged]] = {}
    for one in judged:
        by_report.setdefault(one.stem, []).append(one)
    pairs: list[tuple[float, bool]] = []
    for stem, own in by_report.items():
        others = counted([j for j in judged if j.stem != stem])
        pairs += [(others.share(j.rule, j.status), j.is_right) for j in own]
    bins = []
    for low, high in zip((0.0, *_EDGES), _EDGES, strict=False):
        inside = [(sure, right) for sure, right in pairs if low < sure <= high]
        if inside:
            n = len(inside)
            bins.append(Bin(low, high, n, sum(s for s, _ in inside) / n, sum(r for _, r in inside) / n))
    return bins


def table_text(precision: Precision) -> str:
    """`rule_precision.tsv` of some counts."""
    rows = (f"{rule}\t{status}\t{right}\t{of}\n" for (rule, status), (right, of) in precision.counts.items())
    return _HEADER + "".join(rows)


def main(arguments: Sequence[str]) -> int:
    """The command. Exit status 2 where there is no gold."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.evaluation.calibration", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of reports with gold")
    parser.add_argument("--write", action="store_true", help=f"write the counts to {TABLE.name}")
    options = parser.parse_args(arguments)
    try:
        gold = [entry for folder in options.folders for entry in read_gold(folder)]
    except NoGold as problem:
        print(problem, file=sys.stderr)
        return 2
    judged = list(judge(gold, RuleCoder()))
    print(f"{len(judged)} claims on {len(gold)} reports, each report by the counts of the others\n")
    print("| confidence | claims | mean confidence | share right |\n| --- | --- | --- | --- |")
    for b in calibration(judged):
        print(f"| {b.low:.1f} to {b.high:.1f} | {b.n} | {b.confidence:.2f} | {b.right:.2f} |")
    if options.write:
        TABLE.write_text(table_text(counted(judged)), encoding="utf-8")
        print(f"\nwrote {TABLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
