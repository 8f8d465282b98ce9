"""Elliptic phrases: "the one of 1991", "the earlier", "an interim version", where agreements are spoken of just before.

Belongs here: which words stand for an agreement without its noun, and for which noun. Does not belong here: what is
said of it (`statements`), "it" (`pronouns`), rounds and meetings (`scope.ellipses`).
"""

from collections.abc import Sequence
from functools import cache
from itertools import compress

from pipelines.coding.agreements.objects import PREPOSITIONS
from pipelines.coding.agreements.parts import names_several
from pipelines.coding.agreements.verbs import verb_rows
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row, phrases

#: How many sentences back the noun may stand.
_BACK = 3
_ADJECTIVES = 3
_OPENERS = (":", ";", "—", "–", "(")
_MAKING = ("sign", "agree", "initial", "mediate")
_DETERMINERS = ("the", "a", "an", "another", "this", "that", "its", "their")
#: What may follow "the first", "the earlier" where the noun is left out.
_FOLLOWERS = (",", "in", "of", "on", "from", "at", "between", "signed", "agreed", "reached", "concluded", "brokered")


@cache
def _heads() -> frozenset[str]:
    """Every word that can stand for the noun left out."""
    sets = (word_set(f"agreement_ellipses:{name}", "syntax_word_sets") for name in ("heads", "orders", "superlatives"))
    return frozenset(("that",)).union(*sets)


def elliptic_phrases(report: ParsedReport, parsed: Parsed, named: Sequence[EventPhrase]) -> list[EventPhrase]:
    """The phrases of one sentence that leave out the noun, in order; `named` are those with their noun."""
    s, tokens = parsed.sentence, report.tokens
    found: list[EventPhrase] = []
    heads = _heads()
    if heads.isdisjoint(s.words):
        return found
    taken = {k for p in named for k in range(p.first, p.after)}
    for noun in compress(range(s.first, s.after - 1), map(heads.__contains__, s.lows)):
        if noun in taken:
            continue
        span = _span_at(report, parsed, noun)
        if span is None or any(k in taken for k in range(span[0], span[1])):
            continue
        if tokens[span[0] - 1].low == "," and span[0] - 2 in taken:
            # "an exchange of prisoners, the first in five months"
            continue
        first, after, of_many = span
        row = _noun_before(report, parsed, first, of_many)
        if row is None:
            continue
        adjectives = ("another", *(t.low for t in tokens[first:noun] if t.kind == "word"))
        definite = tokens[first].low in ("the", "this", "that")
        row = {**row, "part": "yes"} if of_many or names_several(row["words"]) else row
        found.append(EventPhrase(first, noun, after, row, definite, adjectives, None, (), ()))
    return found


def _span_at(report: ParsedReport, parsed: Parsed, noun: int) -> tuple[int, int, bool] | None:
    """First token and end of a phrase whose head stands at a token, and whether it is one of several."""
    tokens, s = report.tokens, parsed.sentence
    low, after = tokens[noun].low, noun + 1
    dated = any(d.first <= after + 1 for d in report.dates_in(after, after + 2))
    if low == "that" and tokens[after].low == "of" and (dated or _is_place(report, after + 1)):
        return noun, after, False
    if low == "one" and _is_made(report, parsed, noun):
        return noun, after, False
    if low == "one" and (noun == s.first or tokens[noun - 1].low in _OPENERS) and _has_verb(report, parsed, after):
        # "two papers: one sets up a commission"
        return noun, after, True
    if low in word_set("agreement_ellipses:heads", "syntax_word_sets"):
        first = noun
        while first > s.first and noun - first < _ADJECTIVES and tokens[first].low not in _DETERMINERS:
            first -= 1
        if any(t.kind == "sign" or t.low in PREPOSITIONS for t in tokens[first:noun]):
            # "the front, one of the strongest", "keep the country in one piece"
            return None
        if _is_of_subject(report, parsed, first, noun):
            return None
        bare = first == noun - 1 and low == "one" and not _is_made_after(report, parsed, after)
        if tokens[first].low not in _DETERMINERS or (bare and not dated and tokens[first].low != "another"):
            return None
        return first, after, False
    if (best := _superlative(report, noun, s.first)) is not None:
        return best, after, True
    if noun == s.first or tokens[noun - 1].low not in ("the", "a", "an"):
        return None
    if any(d.first <= noun < d.after for d in report.dates_in(noun - 1, noun + 3)):
        # "the first of February"
        return None
    followed = _has_verb(report, parsed, after) or dated or tokens[after].low in _FOLLOWERS
    if followed and low in word_set("agreement_ellipses:orders", "syntax_word_sets"):
        return noun - 1, after, True
    return None


def _is_of_rival(report: ParsedReport, first: int, after: int) -> bool:
    """Whether another noun that "one" may stand for comes between: "he can live with the accord on one condition"."""
    rivals = word_set("agreement_ellipses:rivals", "syntax_word_sets")
    return any(t.low in rivals for t in report.tokens[first:after])


def _superlative(report: ParsedReport, noun: int, start: int) -> int | None:
    """Where "the best known," or "the most recent, of May," begins; None where something else stands there."""
    tokens = report.tokens
    if noun - 2 < start or tokens[noun].low not in word_set("agreement_ellipses:superlatives", "syntax_word_sets"):
        return None
    lead = tokens[noun - 2].low in ("the", "their") and tokens[noun - 1].low in ("most", "best")
    return noun - 2 if lead and tokens[noun + 1].low in _FOLLOWERS else None


def _is_of_subject(report: ParsedReport, parsed: Parsed, first: int, noun: int) -> bool:
    """Whether "one" stands for the subject of the copula before it: "on a truce, his answer is the old one"."""
    same = word_set("agreement_ellipses:same", "syntax_word_sets")
    repeated = any(t.low in same for t in report.tokens[first:noun])
    return repeated and any(p.after == first and "be" in p.bases for p in parsed.predicates)


def _has_verb(report: ParsedReport, parsed: Parsed, after: int) -> bool:
    """Whether a finite verb follows at once, or one that may be taken for a noun: "the other deals with"."""
    dealing = report.tokens[after].low in word_set("agreement_ellipses:dealing", "syntax_word_sets")
    return dealing or any(p.first == after and p.is_finite for p in parsed.predicates)


def _is_made(report: ParsedReport, parsed: Parsed, noun: int) -> bool:
    """Whether "one" is what somebody signed or reached: "signed one in Arusha"."""
    verb = next((p for p in parsed.predicates if p.after == noun), None)
    row = next((row for row, end in verb_rows(report.tokens, verb) if end == noun), None) if verb is not None else None
    follower = report.tokens[noun + 1]
    follows = follower.kind == "sign" or follower.low in _FOLLOWERS or report.dates_in(noun + 1, noun + 2)
    return row is not None and "o" in row["takes"] and row["effect"] in _MAKING and bool(follows)


def _is_made_after(report: ParsedReport, parsed: Parsed, after: int) -> bool:
    """Whether a clause that says who made it follows "the one": "the one the two sides agreed in January"."""
    verb = next((p for p in parsed.predicates if p.first >= after), None)
    after += report.tokens[after].low in ("that", "which")
    if verb is None or not any(
        m.first <= after + 1 and m.after <= verb.first for m in report.actors_in(after, verb.first)
    ):
        return False
    return any("o" in row["takes"] and row["effect"] in _MAKING for row, _ in verb_rows(report.tokens, verb))


def _is_place(report: ParsedReport, i: int) -> bool:
    """Whether a name that is none of a person stands there: "that of Libreville"."""
    named = any(m.person for m in report.actors_in(i, i + 1))
    return i < len(report.tokens) and report.tokens[i].is_capital and not named


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
        if of_many:
            # "the first is the basic text … The second": of those named together
            deals = [d for d in deals if names_several(d[0]["words"])]
        if not deals and not meetings:
            continue
        if deals and _is_of_rival(report, deals[-1][2], after):
            return None
        if not deals or (meetings and meetings[-1][1] > deals[-1][1]) or deals[-1][0]["strength"] == "none":
            return None
        return deals[-1][0]
    return None
