"""Denied reports: the words of a sentence that tell what only a report, a rumour or a plan said, and somebody denies.

Belongs here: finding them, as spans of tokens. Does not belong here: denials in a sentence of their own
(`meetings.denials`), a verb of denying right above the event (`scope.governing`), what an outlet takes back of its own
(`report.taken_back`).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import phrases

#: How far the noun may stand behind the verb that denies it, and the words for untrue behind "were".
_OBJECT, _UNTRUE = 5, 6
_LINKS = frozenset(("that", "of", "about", "on", "for", "according", "to", "saying", "by", "in", "which", "from"))
_QUOTES = frozenset(('"', "“", "”", "‘"))
_NAMING = frozenset(("call", "dub", "brand", "label", "term", "style", "name", "dismiss", "describe"))
#: How long what stands in quotes is at most.
_NAME = 8
_IS = frozenset(("be", "prove", "turn", "turn out"))


@cache
def _denying() -> frozenset[str]:
    rows = lexicon_rows("governors")
    return frozenset(r["words"].split()[0] for r in rows if r["kind"] == "verb" and r["effect"] == "deny")


def _told() -> frozenset[str]:
    return word_set("denied_reports:told", "syntax_word_sets")


def denied_reports(tokens: Sequence[Token], parsed: Parsed) -> list[tuple[int, int]]:
    """Spans of tokens of a sentence that tell what somebody denies."""
    if _told().isdisjoint(parsed.words):
        return []
    return list(_spans(tokens, parsed))


def follows_denial(report: ParsedReport, parsed: Parsed) -> bool:
    """Whether the sentence before denies what was told, and leaves it to this one to say what.

    "The office denied what the papers had written. The two had not met."
    """
    before = report.parsed.get(parsed.sentence.number - 1)
    if before is None or before.sentence.paragraph != parsed.sentence.paragraph:
        return False
    for p in before.predicates:
        if p.bases & _denying() and not p.negated and not p.passive:
            behind = report.tokens[p.after : min(p.after + _OBJECT, before.sentence.after)]
            if any(t.low in _told() or t.low == "what" for t in behind):
                return True
    return False


def _spans(tokens: Sequence[Token], parsed: Parsed) -> Iterator[tuple[int, int]]:
    s = parsed.sentence
    for p in parsed.predicates:
        if p.negated:
            continue
        if p.bases & _denying() and not p.passive:
            noun = next(
                (k for k in range(p.after, min(p.after + _OBJECT, s.after)) if _is_told(tokens, k, s.after)), None
            )
            if noun is not None and not any(q.is_finite and p.after <= q.first < noun for q in parsed.predicates):
                yield noun, _end(tokens, noun, s.after)
        elif p.bases & _NAMING and not p.passive and (noun := _named_in_quotes(tokens, p, s.after)) is not None:
            yield noun, _end(tokens, noun, s.after)
        elif _calls_untrue(tokens, p, s.after) or _is_verdict(tokens, p, s.after):
            noun = next((k for k in range(s.first, p.first) if _is_told(tokens, k, p.first)), None)
            if noun is not None:
                yield noun, p.first


def _is_told(tokens: Sequence[Token], k: int, after: int) -> bool:
    """Whether a noun for what was told stands at `k`, with what it told behind it."""
    return tokens[k].low in _told() and k + 1 < after and tokens[k + 1].low in _LINKS


def _calls_untrue(tokens: Sequence[Token], p: Predicate, after: int) -> bool:
    """ "Were untrue", "are an invention", "were dismissed by both"."""
    if p.passive and p.bases & _denying():
        return True
    behind = min(after, p.after + _UNTRUE)
    return bool(p.bases & _IS or p.passive) and any(
        True for _ in phrases("denial_cues", "words").all_in(tokens, p.first, behind)
    )


def _named_in_quotes(tokens: Sequence[Token], p: Predicate, after: int) -> int | None:
    """The report in "called "gossip" a report that they had met": what is told has been given a name in quotes."""
    if p.after >= after:
        return None
    if tokens[p.after].low not in _QUOTES:
        # "called the report that they had met a fairy tale"
        cue = next(phrases("denial_cues", "words").all_in(tokens, p.after, after), None)
        stop = min(p.after + _OBJECT, after) if cue is not None else p.after
        return next((k for k in range(p.after, stop) if _is_told(tokens, k, after)), None)
    close = next((k for k in range(p.after + 1, min(after, p.after + _NAME)) if tokens[k].low in _QUOTES), None)
    if close is None:
        return None
    return next((k for k in range(close, min(close + _OBJECT, after)) if _is_told(tokens, k, after)), None)


def _is_verdict(tokens: Sequence[Token], p: Predicate, after: int) -> bool:
    """ "Was "a product of the season"": what was told is something else, in somebody's own words."""
    return "be" in p.bases and not p.passive and p.after < after and tokens[p.after].low in _QUOTES


def _end(tokens: Sequence[Token], first: int, after: int) -> int:
    """Where the object ends: at a semicolon or a dash."""
    return next((k for k in range(first, after) if tokens[k].low in (";", "—", "–")), after)
