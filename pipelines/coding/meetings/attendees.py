"""Attendees: who sat at a meeting, told by what follows its noun ("a round in which A, B and C took part").

Belongs here: relative clauses, passives and absolutes of attending, those invited. Does not belong here: "between A and
B", "with A" (`nouns`), who mediates or plays host (`report.roles`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import list_after, list_at
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set

_BY_REACH, _WITH_REACH = 6, 14
_OPENERS = frozenset(("which", "where", "whom"))


@cache
def _attending() -> frozenset[str]:
    return word_set("attendees:verbs", "syntax_word_sets")


@cache
def _asking() -> frozenset[str]:
    return word_set("attendees:asking", "syntax_word_sets")


@cache
def _present() -> frozenset[str]:
    return word_set("attendees:present", "syntax_word_sets")


def attendees(parts: MeetingParts, parsed: Parsed, phrase: EventPhrase) -> list[Mention]:
    """Those whom the sentence tells to have sat at the meeting of a phrase; empty where it tells less than two."""
    found = (
        _of_relative(parts, parsed, phrase) or _of_passive(parts, parsed, phrase) or _of_absolute(parts, parsed, phrase)
    )
    return found if len(parts.names_of(found)) >= 2 else []


def invited(parts: MeetingParts, parsed: Parsed, phrase: EventPhrase, verb: Predicate | None) -> list[Mention]:
    """Who is asked to a meeting with others: the object of "invited the rebels to talks with the government"."""
    if verb is None or verb.after >= phrase.first or not verb.bases & _asking():
        return []
    if verb.passive:
        return list(parsed.clause_at(verb.first).subjects)
    return list_at(parts.report, verb.after, phrase.first, 2)[0]


def _of_relative(parts: MeetingParts, parsed: Parsed, phrase: EventPhrase) -> list[Mention]:
    """ "In which the leaders of A and B, and the guarantors, C and D, took part"."""
    for clause in parsed.clauses:
        verb = clause.verb
        if verb is None or clause.first < phrase.after or verb.negated:
            continue
        if set(clause.opener.split()[-1:]) & _OPENERS and verb.bases & _attending() and not verb.modal:
            return [m for m in _named_in(parsed, clause) if m.after <= verb.first and parts.is_principal(m)]
    return []


def _named_in(parsed: Parsed, clause: Clause) -> list[Mention]:
    inside = set(clause.tokens)
    return [m for m in parsed.mentions if m.first in inside and m.noun != "adjective" and (m.actors or m.person)]


def _of_passive(parts: MeetingParts, parsed: Parsed, phrase: EventPhrase) -> list[Mention]:
    """ "Was attended by envoys of A and B", "attended also by C"."""
    for predicate in parsed.predicates:
        if predicate.first >= phrase.after and "attend" in predicate.bases and not predicate.negated:
            found = list_after(parts.report, ("by",), predicate.after, parsed.sentence.after, _BY_REACH)
            if found:
                return found
    return []


def _of_absolute(parts: MeetingParts, parsed: Parsed, phrase: EventPhrase) -> list[Mention]:
    """ "With A and B attending", "with C's minister also present"."""
    report = parts.report
    found = list_after(report, ("with",), phrase.after, parsed.sentence.after, _WITH_REACH)
    if not found:
        return []
    end = max(m.after for m in found)
    follows = [t.low for t in report.tokens[end : min(parsed.sentence.after, end + 3)]]
    return found if any(w in _present() for w in follows) else []
