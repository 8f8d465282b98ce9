"""Entries: paragraphs of a chronology, which open with a day and perhaps a place ("May 14, Oslo: X and Y sign …").

Belongs here: the head of a paragraph, and the day and place that its sentences take from it. Does not belong here: the
tense of what an entry tells (`scope.attitudes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.prose import RUNNING, Sentence

_HEADING_TOKENS = 14
#: A head that opens with a day and a place may tell more without a verb ("…, Brussels again, five hours, the envoy in
#: the chair").
_LONG_HEADING = 30
#: Sentences of an entry; a longer paragraph is none.
_LONGEST = 15
#: Signs and a label before the day ("- JULY 28.").
_BEFORE_DATE = 2
#: Signs and a number before a place in capitals ("> 2.").
_BEFORE_PLACE = 4
#: How long a sentence is at most that only names the place of an entry.
_PLACE_TOKENS = 6
_AFTER_COLON = frozenset((":", ".", ",", "again", "once", "more", "the", "same", "place"))
_DASHES = ("-", "–", "—")
_BETWEEN = frozenset((",", "and", "in", "at", "-", "–", "—", "(", ")", "/"))


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a paragraph: its dates, places and tokens."""

    dates: Sequence[Dated]
    places: Sequence[PlaceMention]
    first: int
    after: int


def heading_of(report: ParsedReport, sentence: Sentence) -> Heading | None:
    """The head of a sentence's paragraph, where it opens with a day."""
    number = sentence.number
    sentences = report.prose.sentences
    while number > 0 and sentences[number - 1].paragraph == sentence.paragraph:
        number -= 1
        if sentence.number - number > _LONGEST:
            return None
    head = sentences[number]
    dates = report.dates_in(head.first, head.first + _BEFORE_DATE + 1)
    if not dates or head.zone != RUNNING:
        return None
    places = report.places_in(head.first, min(head.after, head.first + _HEADING_TOKENS))
    covered = set(range(dates[0].first, dates[0].after)).union(*(range(p.first, p.after) for p in places))
    k = dates[0].after
    while k < head.after and (k in covered or report.tokens[k].low in _BETWEEN):
        k += 1
    inline = k < head.after and report.tokens[k].low == ":"
    # "October 23, 1991: Paris."
    bare = all(j in covered or report.tokens[j].low in _AFTER_COLON for j in range(k, head.after))
    placed = any(0 < p.first - dates[0].after <= _BEFORE_DATE and p.name for p in places)
    longest = _LONG_HEADING if placed else _HEADING_TOKENS
    short = head.after - head.first <= longest and not report.predicates_in(head.first, head.after)
    whole = bare or (short and not inline)
    if not inline and not whole:
        # "Aug 21 - In Doha, the two men talk"
        dash = dates[0].after
        told = dates[0].first == head.first and dash < head.after and report.tokens[dash].low in _DASHES
        return Heading(dates[:1], [], head.first, dash + 1) if told else None
    end = head.after if whole else k + 1
    if whole and not places and number + 1 < len(sentences):
        behind = _place_alone(report, head, sentences[number + 1])
        if behind is not None:
            return Heading(dates[:1], [behind], head.first, sentences[number + 1].after)
    return Heading(report.dates_in(head.first, end) or dates[:1], report.places_in(head.first, end), head.first, end)


def _place_alone(report: ParsedReport, head: Sentence, sentence: Sentence) -> PlaceMention | None:
    """The place that is all of the sentence behind a day: "27 February. Abu Dhabi. The two sides shake hands"."""
    if sentence.paragraph != head.paragraph or sentence.after - sentence.first > _PLACE_TOKENS:
        return None
    place = next((p for p in report.places_in(sentence.first, sentence.after) if p.name), None)
    alone = place is not None and all(
        place.first <= k < place.after or report.tokens[k].kind != "word" or report.tokens[k].low in _AFTER_COLON
        for k in range(sentence.first, sentence.after)
    )
    return place if alone else None


def heading_date(report: ParsedReport, sentence: Sentence) -> Dated | None:
    """The date that opens a paragraph by itself ("MAY 3, 2002. First round …"), for what follows it."""
    head = heading_of(report, sentence)
    return head.dates[0] if head is not None and head.after < sentence.after else None


def heading_place(report: ParsedReport, sentence: Sentence) -> PlaceMention | None:
    """The place that opens a paragraph beside its date ("May 3, Oslo. The delegations …"), for what follows it."""
    head = heading_of(report, sentence)
    if head is None:
        return _shouted_place(report, sentence)
    if head.after >= sentence.after:
        return None
    return next((p for p in head.places if p.name), None)


def _shouted_place(report: ParsedReport, sentence: Sentence) -> PlaceMention | None:
    """The place in capitals that alone heads an item of a digest ("2. KUALA LUMPUR. The two closed …")."""
    sentences, tokens = report.prose.sentences, report.tokens
    number = sentence.number
    while number > 0 and sentences[number - 1].paragraph == sentence.paragraph:
        number -= 1
        if sentence.number - number > _LONGEST:
            return None
    first = sentences[number].first
    for place in report.places_in(first, min(first + _HEADING_TOKENS, sentence.first + 1)):
        before, named = tokens[first : place.first], tokens[place.first : place.after]
        alone = all(t.kind != "word" for t in before) and len(before) <= _BEFORE_PLACE
        closed = tokens[place.after].low in (".", ":") if place.after < len(tokens) else False
        if place.name and alone and closed and all(t.text.isupper() for t in named):
            return place
        return None
    return None


def with_past_entries(report: ParsedReport) -> ParsedReport:
    """The report with the sentences of entries on days that are over marked as such."""
    told: dict[int, Parsed] = {}
    for number, parsed in report.parsed.items():
        head = heading_of(report, parsed.sentence)
        end = head.dates[0].mention.interval.end if head is not None else None
        told[number] = replace(parsed, is_past=True) if end is not None and end < report.published else parsed
    return replace(report, parsed=told)


__all__ = ["Heading", "heading_date", "heading_of", "heading_place", "with_past_entries"]
