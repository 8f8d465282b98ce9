"""Statements: what a report says of a record, in the quote that its rights allow, with the words of a value marked.

Belongs here: a claim as a page shows it. Does not belong here: which claims stand for or against a value
(`record_fields.py`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.dossiers.plain_text import clipped, web_address
from pipelines.dossiers.reading import Record, Release
from pipelines.dossiers.words import day_words, label
from pipelines.validation.cells import parse_cell
from pipelines.validation.tableset import Row
from schemas.table import Column

#: characters of one quote; rights count words, and a word may be of any length
_LONGEST_QUOTE = 1200


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quote; `marked` where it is what a value was read from."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim. `number` is its place among those of its record."""

    number: int
    claim_id: str
    quote: str
    start: int
    cut: bool
    outlet: str
    title: str | None
    url: str | None
    report_id: str
    day: date
    copy: bool
    said_by: str
    standing: str
    rule: str
    confidence: str
    status: str
    why_silent: str | None
    judgement: str

    @property
    def day_words(self) -> str:
        return day_words(self.day)

    def parts(self, spans: Collection[tuple[int, int]]) -> list[Part]:
        """The quote, with the spans of the report's text marked in it as far as it reaches."""
        marked = sorted((max(a - self.start, 0), min(b - self.start, len(self.quote))) for a, b in spans)
        parts, at = [], 0
        for first, after in marked:
            first = max(first, at)
            if first >= after:
                continue
            if first > at:
                parts.append(Part(self.quote[at:first], False))
            parts.append(Part(self.quote[first:after], True))
            at = after
        if at < len(self.quote):
            parts.append(Part(self.quote[at:], False))
        return parts


def statements(release: Release, record: Record, claims: Sequence[Row]) -> dict[str, Statement]:
    """Statements on a record by claim id, numbered by the day of their report; those without a voice come last."""
    ordered = sorted(
        claims,
        key=lambda c: (
            c["status"] != "live",
            release.reports[c["report_id"]]["published_on"],
            release.reports[c["report_id"]]["ledger_position"],
            c["span_start"],
            c["claim_id"],
        ),
    )
    return {c["claim_id"]: _statement(release, c, n) for n, c in enumerate(ordered, 1)}


def value_spans(release: Release, claim_id: str, column: Column, values: Collection[str]) -> list[tuple[int, int]]:
    """Where in the text a claim has the values of a column from; of any value of the column where none is the same.

    A date or figure counts as the same whatever its spelling.
    """
    fields = (column.claim_field or "").split("|")
    told = [v for v in release.values.get(claim_id, ()) if v["field"] in fields and v["span_start"] is not None]
    same = [v for v in told if v["value"] in values or (not column.joined and _reads_as(column, v["value"], values))]
    return sorted({(v["span_start"], v["span_end"]) for v in (same or ([] if column.joined else told))})


def _reads_as(column: Column, value: str, values: Collection[str]) -> bool:
    try:
        return any(parse_cell(column, value) == parse_cell(column, other) for other in values)
    except ValueError:
        return False


def _statement(release: Release, claim: Row, number: int) -> Statement:
    report = release.reports[claim["report_id"]]
    quote = claim["quote"]
    cut = claim["quote_truncated"] or len(quote) > _LONGEST_QUOTE
    speakers = [name for name in (claim["speaker_name"], claim["attributed_to"]) if name]
    return Statement(
        number=number,
        claim_id=claim["claim_id"],
        quote=quote[:_LONGEST_QUOTE],
        start=claim["span_start"],
        cut=cut,
        outlet=clipped(report["outlet"] or release.sources[report["source_id"]]["name"], 80),
        title=clipped(report["title"], 200) if report["title"] else None,
        url=web_address(report["url"]),
        report_id=report["report_id"],
        day=report["published_on"],
        copy=not report["is_original"],
        said_by=clipped(", ".join(dict.fromkeys(speakers)), 120),
        standing=label(claim["realis"]).lower() + (", recap" if claim["is_background"] else ""),
        rule=label(claim["rule"]).lower(),
        confidence=f"{claim['confidence']:.2f}",
        status=claim["status"],
        why_silent=claim["status_reason"],
        judgement=claim["judgement"] or "",
    )
