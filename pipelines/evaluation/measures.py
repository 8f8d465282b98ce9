"""The measures of a coding: each a share or a count, summed over reports before anything is divided.

Belongs here: what one report adds to each measure, and how reports add up. Does not belong here: which records
are paired (`pairing`), intervals (`bootstrap`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.evaluation.compared import Compared, Comparison, Score
from pipelines.evaluation.compared_agreements import AGREEMENTS
from pipelines.evaluation.compared_conditions import CONDITIONS
from pipelines.evaluation.compared_meetings import MEETINGS, ComparedMeeting
from pipelines.evaluation.gold import GoldReport
from pipelines.evaluation.likeness import occurrences
from pipelines.evaluation.pairing import LEAST_LIKENESS, Pairing, pair_records

#: Name of a measure, as "meetings.F1", "meetings.field.status", "held.false_share".
Measure = str


@dataclass(frozen=True, slots=True)
class Tally:
    """What reports add to the measures: shares as (part, whole), counts as numbers."""

    shares: Mapping[Measure, Score]
    counts: Mapping[Measure, int]

    def figures(self) -> dict[Measure, float | None]:
        """The value of each measure: None for a share of nothing."""
        values: dict[Measure, float | None] = {
            name: part / whole if whole else None for name, (part, whole) in self.shares.items()
        }
        return values | dict(self.counts)


@dataclass(frozen=True, slots=True)
class ReportScore:
    """One report in two codings: the pairing of each table, and what the report adds to the measures."""

    stem: str
    pairings: Mapping[str, Pairing[Any]]
    false_held: tuple[ComparedMeeting, ...]
    tally: Tally


def score_report(gold: GoldReport, coded: Mapping[str, list[dict[str, Any]]]) -> ReportScore:
    """Compare the records that a coder found in a report with the gold ones."""
    body, on = gold.report.text, gold.report.published_on
    shares: dict[Measure, Score] = {}
    counts: Counter[Measure] = Counter()

    def compare(rules: Comparison[Any]) -> Pairing[Any]:
        pairing = pair_records(rules, coded[rules.table], gold.records[rules.table], body, on)
        shares.update(_table_shares(rules.table, pairing))
        counts.update(_table_counts(rules.table, pairing))
        return pairing

    pairings = {rules.table: compare(rules) for rules in (MEETINGS, AGREEMENTS, CONDITIONS)}
    false_held = _held(pairings["meetings"], gold, shares, counts)
    found = [record for pairing in pairings.values() for record in _ours(pairing)]
    is_hard = not any(gold.records.values())
    shares["hard_negatives.with_records_share"] = (float(is_hard and bool(found)), float(is_hard))
    counts["hard_negatives.reports"] = int(is_hard)
    counts["hard_negatives.with_records"] = int(is_hard and bool(found))
    counts["evidence.not_in_body"] = sum(not occurrences(record.evidence, body) for record in found)
    return ReportScore(gold.stem, pairings, false_held, Tally(shares, counts))


def _ours(pairing: Pairing[Any]) -> list[Compared]:
    return [pair.ours for pair in pairing.pairs] + list(pairing.added)


def _table_shares(table: str, pairing: Pairing[Any]) -> dict[Measure, Score]:
    n_ours, n_gold = float(pairing.n_ours), float(pairing.n_gold)
    shares: dict[Measure, Score] = {}
    for prefix, n in (("", len(pairing.pairs)), ("strict_", sum(pair.is_strict for pair in pairing.pairs))):
        shares[f"{table}.{prefix}precision"] = (n, n_ours)
        shares[f"{table}.{prefix}recall"] = (n, n_gold)
        shares[f"{table}.{prefix}F1"] = (2.0 * n, n_ours + n_gold)
    for pair in pairing.pairs:
        for field, score in pair.scores.items():
            name = f"{table}.field.{field}"
            shares[name] = _added(shares.get(name, (0.0, 0.0)), score)
    return shares


def _table_counts(table: str, pairing: Pairing[Any]) -> dict[Measure, int]:
    return {
        f"{table}.gold": pairing.n_gold,
        f"{table}.coded": pairing.n_ours,
        f"{table}.matched": len(pairing.pairs),
        f"{table}.strictly_matched": sum(pair.is_strict for pair in pairing.pairs),
    }


def _held(
    pairing: Pairing[ComparedMeeting], gold: GoldReport, shares: dict[Measure, Score], counts: Counter[Measure]
) -> tuple[ComparedMeeting, ...]:
    """Meetings said to be held that are not, by the gold: the worst mistake a dataset can make."""
    right = [p for p in pairing.pairs if p.ours.status == p.gold.status == "held"]
    other = [p.ours for p in pairing.pairs if p.ours.status == "held" and p.gold.status != "held"]
    unmatched = [record for record in pairing.added if record.status == "held"]
    held_gold = [p.gold for p in pairing.pairs if p.gold.status == "held"]
    held_gold += [record for record in pairing.missed if record.status == "held"]
    body = gold.report.text
    twice = [r for r in unmatched if any(MEETINGS.likeness(r, g, body) >= LEAST_LIKENESS for g in held_gold)]
    false = (*other, *unmatched)
    shares["held.false_share"] = (float(len(false)), float(len(false) + len(right)))
    counts["held.coded"] = len(false) + len(right)
    counts["held.false"] = len(false)
    counts["held.of_other_status"] = len(other)
    counts["held.twice"] = len(twice)
    counts["held.of_nothing"] = len(unmatched) - len(twice)
    return false


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum over reports."""
    shares: dict[Measure, Score] = {}
    counts: Counter[Measure] = Counter()
    for tally in tallies:
        for name, score in tally.shares.items():
            shares[name] = _added(shares.get(name, (0.0, 0.0)), score)
        counts.update(tally.counts)
    return Tally(shares, counts)


def _added(one: Score, other: Score) -> Score:
    return one[0] + other[0], one[1] + other[1]
