"""Fronted objects: an agreement that opens its sentence with the preposition that belongs to the verb further on.

Belongs here: "On that text the two teams had settled in May", "Of a truce the general would not hear". Does not belong
here: objects behind their verb (`objects`), "to which both set their names" (`postmodifiers`).
"""

from pipelines.coding.agreements.statement import Statement
from pipelines.coding.agreements.verbs import is_tail, verb_tails
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import Link, above, above_clause, time_of
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row

#: How far from the phrase the verb may stand.
_REACH = 30
_OPENERS = frozenset((",", ";", ":", "and", "but", "yet", "—", "–", "-", '"', "“"))


def fronted(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> Statement | None:
    """What the verb of the clause says of a phrase that stands before it, with the preposition of the verb."""
    tokens, at = report.tokens, phrase.first - 1
    if at < parsed.sentence.first:
        return None
    if tokens[at].low not in word_set("agreement_fronted:prepositions", "syntax_word_sets"):
        return None
    if at > parsed.sentence.first and tokens[at - 1].low not in _OPENERS:
        return None
    for verb in parsed.predicates:
        if not phrase.after <= verb.first <= phrase.after + _REACH or not verb.is_finite or verb.passive:
            continue
        clause = parsed.clause_at(verb.first)
        if clause.mark == "relative":
            continue
        row = _row(report, verb, tokens[at].low)
        if row is None:
            return None
        time = time_of(verb, parsed, clause)
        links = (
            Link(row["effect"], time, verb.negated, verb, row["words"]),
            *above(report, parsed, verb, 0),
            *above_clause(parsed, clause, tokens),
        )
        return Statement(row["effect"], links, clause.subjects, verb.head, "object")
    return None


def _row(report: ParsedReport, verb: Predicate, preposition: str) -> Row | None:
    """The row of a verb whose last particle is the preposition, and whose others follow it."""
    for tail, row in verb_tails(report.tokens, verb):
        lows = [t.low for t in report.tokens[verb.head + 1 : verb.head + len(tail)]]
        if tail[-1] == preposition and "o" in row["takes"] and is_tail(tail[:-1], lows):
            return row
    return None
