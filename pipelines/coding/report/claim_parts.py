"""Claim parts: the evidence of a claim, and putting its values and spans together.

Belongs here: cutting a clause to at most 25 words on one line, first occurrence, and the draft of a claim.
Does not belong here: what the values are (`meetings.claims`, `agreements.claims`, `conditions.claims`).
"""

from dataclasses import dataclass, field

from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.rule_precision import confidence_of
from schemas.claims import Claim, ClaimValue

MAX_WORDS = 25


def evidence_span(report: ParsedReport, first: int, after: int, anchor: int) -> tuple[int, int]:
    """Tokens of the evidence: the clause around the anchor, widened to its sentence where that is short enough."""
    parsed = report.sentence(anchor)
    tokens, text = report.tokens, report.prose.text
    if parsed is None:
        return first, after
    s = parsed.sentence
    low, high = min(first, anchor), max(after, anchor + 1)
    if _fits(report, s.first, s.after):
        low, high = s.first, s.after
    else:
        clause = parsed.clause_at(anchor)
        inside = [k for k in clause.tokens]
        span = (min(inside[0], low), max(inside[-1] + 1, high))
        if _fits(report, *span):
            low, high = span
        else:
            low, high = max(span[0], low), high
            while not _fits(report, low, high) and high > anchor + 1:
                high -= 1
            while not _fits(report, low, high) and low < anchor:
                low += 1
            while high < span[1] and _fits(report, low, high + 1):
                high += 1
            while low > span[0] and _fits(report, low - 1, high):
                low -= 1
    # one line only: a sentence may go on over a break
    start = text.rfind("\n", tokens[low].start, tokens[anchor].start)
    if start >= 0:
        while tokens[low].start < start:
            low += 1
    stop = text.find("\n", tokens[anchor].start, tokens[high - 1].end)
    if stop >= 0:
        while tokens[high - 1].end > stop:
            high -= 1
    return trimmed(report, low, high)


def trimmed(report: ParsedReport, low: int, high: int) -> tuple[int, int]:
    """The span without signs and joining words at its ends."""
    tokens = report.tokens
    while high - low > 1 and tokens[low].kind == "sign" and tokens[low].low not in ("(", '"', "“", "‘"):
        low += 1
    while (
        high - low > 1
        and tokens[low].low in ("and", "but", "that", "which")
        and tokens[low].kind == "word"
        and not tokens[low].is_capital
    ):
        low += 1
    while high - low > 1 and tokens[high - 1].low in (",", ".", ";", ":", "-", "–", "—", "and", "("):
        high -= 1
    return low, high


def _fits(report: ParsedReport, low: int, high: int) -> bool:
    if high - low > 4 * MAX_WORDS:
        return False
    words = report.prose.words(low, high)
    return "\n" not in words and len(words.split()) <= MAX_WORDS


@dataclass(slots=True)
class Draft:
    """A claim in the making."""

    record_type: str
    key: str
    report: ParsedReport
    start: int = 0
    end: int = 0
    sentence: int = 0
    sentence_start: int = 0
    speaker: str | None = None
    attributed: str | None = None
    values: list[ClaimValue] = field(default_factory=list)

    def evidence(self, first: int, after: int) -> None:
        """Set the evidence to tokens `first` to `after`."""
        tokens, prose = self.report.tokens, self.report.prose
        self.start, self.end = tokens[first].start, tokens[after - 1].end
        words = prose.text[self.start : self.end]
        if len(words.split()) > MAX_WORDS:
            kept = words.split()[:MAX_WORDS]
            self.end = (
                self.start
                + len(words[: words.index(kept[-1], len(" ".join(kept[:-1])) if MAX_WORDS > 1 else 0)])
                + len(kept[-1])
            )
        number = prose.sentence_of[first]
        self.sentence = number
        self.sentence_start = tokens[prose.sentences[number].first].start

    def add(self, name: str, value: str, first: int | None = None, after: int | None = None) -> None:
        """Add a value, read from tokens `first` to `after` where given."""
        if first is None or after is None:
            self.values.append(ClaimValue(name, value))
        else:
            tokens = self.report.tokens
            self.values.append(ClaimValue(name, value, tokens[first].start, tokens[after - 1].end))

    def speech(self, speaker: str | None, attributed: str | None) -> None:
        """On whose word the claim stands."""
        self.speaker, self.attributed = speaker, attributed

    def claim(self, realis: str, rule: str, background: bool) -> Claim:
        """The claim."""
        return Claim(
            record_type=self.record_type,
            local_key=self.key,
            start=self.start,
            end=self.end,
            sentence_number=self.sentence,
            sentence_start=self.sentence_start,
            realis=realis,
            rule=rule,
            confidence=confidence_of(rule, next((v.value for v in self.values if v.field == "status"), "")),
            is_background=background,
            speaker_name=self.speaker,
            attributed_to=self.attributed,
            values=tuple(self.values),
        )
