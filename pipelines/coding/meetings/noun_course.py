"""Course of a noun: what the words around "talks" or "the round" say of how far they have got, beside their verb.

Belongs here: "have produced no settlement so far", "a first day of talks", "will now be held in May", "eight months of
negotiations". Does not belong here: what governs the noun (`scope.governing`).
"""

from functools import cache
from itertools import pairwise

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.arguments import list_after
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.scope.governing import Governed
from pipelines.coding.text.word_scan import word_set

#: How far behind the noun a relative clause opens, those who are to meet put in between.
_LISTED = 10
#: How far behind "a call of the minister" the one whom he calls stands.
_PARTNER_REACH = 8


@cache
def _opening_days() -> frozenset[str]:
    return word_set("meeting_frames:opening_days", "syntax_word_sets")


@cache
def _off_course() -> frozenset[str]:
    return word_set("meeting_frames:off_course", "syntax_word_sets")


def is_moved(report: ParsedReport, parsed: Parsed, governed: Governed | None) -> bool:
    """ "The summit, called for Friday, will now be held in May": put off, and to when."""
    verb = governed.predicate if governed is not None else None
    if verb is None:
        return False
    tokens, s = report.tokens, parsed.sentence
    around = {tokens[k].low for k in range(verb.first, min(s.after, verb.after + 1))}
    before = {tokens[k].low for k in range(s.first, verb.first)}
    return "instead" in around or ("now" in around and bool(before & _off_course()))


def lasted_months(report: ParsedReport, phrase: EventPhrase) -> bool:
    """ "Eight months of negotiations" are a track and no meeting: the day beside them is another event's."""
    tokens = report.tokens
    words = [tokens[k].low for k in range(max(0, phrase.first - 2), phrase.noun)]
    return any(a in ("months", "years", "decades") and b == "of" for a, b in pairwise(words))


def goes_on(report: ParsedReport, parsed: Parsed, governed: Governed | None) -> bool:
    """ "The talks have produced no settlement so far": they are not over."""
    verb = governed.predicate if governed is not None else None
    if verb is None or governed is None or not governed.as_subject or verb.tense != "present" or not verb.perfect:
        return False
    clause = parsed.clause_at(verb.first)
    told = report.prose.words(min(clause.tokens), max(clause.tokens) + 1).lower()
    return any(words in told for words in (" so far", " to date", " as yet", " until now")) or told.endswith(" yet")


def is_one_of_days(phrase: EventPhrase, governed: Governed | None) -> bool:
    """ "Held a first day of talks on Monday": more days are to follow."""
    ends = governed is not None and bool(governed.links) and governed.links[0].effect == "end"
    first = bool(set(phrase.adjectives) & _opening_days())
    return phrase.row["words"].startswith("day ") and first and not ends


def is_wished(parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether a relative clause says that somebody wanted the meeting: "the summit that Kenya had proposed"."""
    wanting = word_set("noun_course:wanting", "syntax_word_sets")
    for clause in parsed.clauses:
        near = phrase.after <= clause.first <= phrase.after + _LISTED and clause.mark in ("relative", "that")
        verb = clause.verb
        if near and verb is not None and clause.opener in ("that", "which") and verb.bases & wanting:
            return verb.tense == "past" and not (verb.passive or verb.negated)
    return False


def is_appeal(report: ParsedReport, phrase: EventPhrase) -> bool:
    """ "At the call of the two presidents", "a call for restraint": nobody rang."""
    tokens = report.tokens
    follower = tokens[phrase.after].low if phrase.after < len(tokens) else ""
    if phrase.row["words"] not in ("call", "calls") or follower not in ("of", "for", "and"):
        return False
    if follower == "and":
        # "at the call and in the presence of the mediators"
        return tokens[phrase.first - 1].low == "at"
    # "a call of the minister with his colleague"
    return follower == "for" or not list_after(report, ("with",), phrase.after, len(tokens), _PARTNER_REACH)
