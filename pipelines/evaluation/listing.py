"""An evaluation as a page for people, and one report's part of it for machines.

Belongs here: words and columns. Does not belong here: any figure that is not handed in.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.evaluation.compared import TABLES, Compared
from pipelines.evaluation.measures import Measure, ReportScore, Tally

Bounds = Mapping[Measure, tuple[float, float]]

_QUOTE = 70


def page(reports: Sequence[ReportScore], total: Tally, bounds: Bounds, samples: int, details: bool) -> str:
    """The whole page, without a final line break."""
    lines = [f"{len(reports)} reports" + (f"; 95 % intervals from {samples} samples of them" if bounds else "")]
    for table in TABLES:
        lines += ["", *_table(table, total, bounds)]
    lines += ["", *_remarks(reports, total, bounds)]
    if details:
        lines += ["", *(line for report in reports for line in _report(report))]
    return "\n".join(lines)


def _table(table: str, total: Tally, bounds: Bounds) -> Iterator[str]:
    figures = total.figures()
    gold, coded, matched, strictly = (
        figures[f"{table}.{name}"] for name in ("gold", "coded", "matched", "strictly_matched")
    )
    yield f"{table}: {gold} in the gold, {coded} coded, {matched} matched, {strictly} of them strictly"
    for name in ("precision", "recall", "F1", "strict_F1"):
        yield f"  {name.replace('_', ' '):<20}{_figure(f'{table}.{name}', figures, bounds)}"
    for measure in total.shares:
        if measure.startswith(f"{table}.field."):
            field = measure.rpartition(".")[2]
            of = f"  of {total.shares[measure][1]:g}"
            yield f"    {field:<18}{_figure(measure, figures, bounds)}{of}"


def _figure(measure: Measure, figures: Mapping[Measure, float | None], bounds: Bounds) -> str:
    value = figures[measure]
    if value is None:
        return "  -"
    low_high = bounds.get(measure)
    return f"{value:.3f}" + (f" [{low_high[0]:.3f}, {low_high[1]:.3f}]" if low_high else "")


def _remarks(reports: Sequence[ReportScore], total: Tally, bounds: Bounds) -> Iterator[str]:
    figures, counts = total.figures(), total.counts
    yield (
        f"false held: {counts['held.false']} of {counts['held.coded']} meetings coded as held, share "
        f"{_figure('held.false_share', figures, bounds).strip()} ({counts['held.of_other_status']} of another status, "
        f"{counts['held.twice']} coded twice, {counts['held.of_nothing']} not in the gold)"
    )
    hard = [r.stem for r in reports if r.tally.counts["hard_negatives.with_records"]]
    yield (
        f"reports without gold records in which some were coded: {len(hard)} of {counts['hard_negatives.reports']}"
        + (f" ({', '.join(hard)})" if hard else "")
    )
    yield f"evidence that does not stand in its report: {counts['evidence.not_in_body']}"


def _report(report: ReportScore) -> Iterator[str]:
    for table, pairing in report.pairings.items():
        for pair in pairing.pairs:
            if pair.wrong_fields:
                wrong = ", ".join(_wrong(field, pair.ours, pair.gold) for field in pair.wrong_fields)
                yield f"{report.stem} {table} {pair.ours.key or '?'} for {pair.gold.key or '?'}: {wrong}"
        for word, records in (("added", pairing.added), ("missed", pairing.missed)):
            for record in records:
                yield f"{report.stem} {table} {word} {record.key or '?'}: {_quote(record)}"


def _wrong(field: str, ours: Compared, gold: Compared) -> str:
    """The field with both values, where the field is one value of a record."""
    if not hasattr(ours, field):
        return field
    return f"{field} {_shown(getattr(ours, field))} not {_shown(getattr(gold, field))}"


def _shown(value: Any) -> str:
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(value)) + "}"
    return "-" if value is None else str(value)


def _quote(record: Compared) -> str:
    quote = record.evidence
    return f"“{quote if len(quote) <= _QUOTE else quote[:_QUOTE] + '…'}”"


def report_json(report: ReportScore) -> dict[str, Any]:
    """Plain JSON of one report: the keys of the records paired, added and missed, and the fields that are wrong."""
    tables = {
        table: {
            "paired": [
                {"coded": p.ours.key, "gold": p.gold.key, "strict": p.is_strict, "wrong": list(p.wrong_fields)}
                for p in pairing.pairs
            ],
            "added": [record.key for record in pairing.added],
            "missed": [record.key for record in pairing.missed],
        }
        for table, pairing in report.pairings.items()
    }
    return {"report": report.stem, **tables, "false_held": [record.key for record in report.false_held]}
