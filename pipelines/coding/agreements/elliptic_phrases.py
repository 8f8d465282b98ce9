"""Elliptic phrases: "the one of 1991", "the earlier", "an interim version", where agreements are spoken of just before.

Belongs here: which words stand for an agreement without its noun, and for which noun. Does not belong here: what is
said of it (`statements`), "it" (`pronouns`), rounds and meetings (`scope.ellipses`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row, phrases

#: How many sentences back the noun may stand.
_BACK = 2
_ADJECTIVES = 3
_DETERMINERS = ("the", "a", "an", "another", "this", "that", "its", "their")
#: What may follow "the first", "the earlier" where the noun is left out.
_FOLLOWERS = (",", "in", "of", "on", "from", "at", "between", "signed", "agreed", "reached", "concluded", "brokered")


@cache
def _heads() -> frozenset[str]:
    """Every word that can stand for the noun left out."""
    sets = (word_set(f"agreement_ellipses:{name}", "syntax_word_sets") for name in ("heads", "orders"))
    return frozenset(("that",)).union(*sets)


def elliptic_phrases(report: ParsedReport, parsed: Parsed, named: Sequence[EventPhrase]) -> list[EventPhrase]:
    """The phrases of one sentence that leave out the noun, in order; `named` are those with their noun."""
    s, tokens = parsed.sentence, report.tokens
    taken = {k for p in named for k in range(p.first, p.after)}
    found: list[EventPhrase] = []
    for noun in range(s.first, s.after - 1):
        if tokens[noun].low not in _heads() or noun in taken:
            continue
        span = _span_at(report, parsed, noun)
        if span is None or any(k in taken for k in range(span[0], span[1])):
            continue
        first, after, of_many = span
        row = _noun_before(report, parsed, first, of_many)
        if row is None:
            continue
        adjectives = ("another", *(t.low for t in tokens[first:noun] if t.kind == "word"))
        definite = tokens[first].low in ("the", "this", "that")
        found.append(EventPhrase(first, noun, after, row, definite, adjectives, None, (), ()))
    return found


def _span_at(report: ParsedReport, parsed: Parsed, noun: int) -> tuple[int, int, bool] | None:
    """First token and end of a phrase whose head stands at a token, and whether it is one of several."""
    tokens, s = report.tokens, parsed.sentence
    low, after = tokens[noun].low, noun + 1
    dated = any(d.first <= after + 1 for d in report.dates_in(after, after + 2))
    if low == "that" and tokens[after].low == "of" and dated:
        return noun, after, False
    if low in word_set("agreement_ellipses:heads", "syntax_word_sets"):
        first = noun
        while first > s.first and noun - first < _ADJECTIVES and tokens[first].low not in _DETERMINERS:
            first -= 1
        bare = first == noun - 1 and low == "one"
        if tokens[first].low not in _DETERMINERS or (bare and not dated and tokens[first].low != "another"):
            return None
        return first, after, False
    if noun == s.first or tokens[noun - 1].low not in ("the", "a", "an"):
        return None
    if low in word_set("agreement_ellipses:orders", "syntax_word_sets"):
        verb = any(p.first == after and p.is_finite for p in parsed.predicates)
        if verb or dated or tokens[after].low in _FOLLOWERS:
            return noun - 1, after, True
    return None


def _noun_before(report: ParsedReport, parsed: Parsed, first: int, of_many: bool) -> Row | None:
    """The row of the agreement noun spoken of last before a token; None where a meeting is, or only one of what is
    meant to be several."""
    sentences, tokens = report.prose.sentences, report.tokens
    for number in range(parsed.sentence.number, parsed.sentence.number - _BACK - 1, -1):
        if number < 0:
            return None
        s = sentences[number]
        after = min(first, s.after)
        deals = list(phrases("agreement_nouns", "words").all_in(tokens, s.first, after))
        meetings = list(phrases("meeting_nouns", "words").all_in(tokens, s.first, after))
        if not deals and not meetings:
            continue
        if not deals or (meetings and meetings[-1][1] > deals[-1][1]) or deals[-1][0]["strength"] == "none":
            return None
        row, _, end = deals[-1]
        if of_many and not tokens[end - 1].low.endswith("s"):
            return None
        return row
    return None
