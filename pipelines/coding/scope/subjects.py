"""Subjects: what the verb of a clause says of a noun phrase before it ("the talks were put off", "is due to open").

Belongs here: the verb that a noun phrase is subject of, and the copulas and infinitives in between.
Does not belong here: nouns that are objects, or whom a preposition or another noun governs (`governing`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import FUTURE, NOW, PAST, Link, above, time_of
from pipelines.coding.scope.governor_tables import said_adjectives, verb_row
from pipelines.coding.text.word_scan import word_set


@cache
def prepositions() -> frozenset[str]:
    """Words before a noun phrase that is then no subject."""
    return word_set("governing:prepositions", "syntax_word_sets")


def subject_governor(report: ParsedReport, parsed: Parsed, clause: Clause, first: int, after: int) -> list[Link] | None:
    """What is said of a noun phrase that is the subject: "the talks were put off"."""
    tokens = report.tokens
    verb = clause.verb
    if first > parsed.sentence.first and tokens[first - 1].low in prepositions():
        return None
    if verb is not None and is_inverted_verb(clause, verb, first):
        links = said_of_subject(report, parsed, verb)
        return None if links is None else links + above(report, parsed, verb, 0)
    if verb is None or verb.first < after:
        # a participle or relative clause right after it: "talks held in Doha", "talks, which opened"
        for predicate in parsed.predicates:
            if (
                after <= predicate.first <= after + 10
                and predicate.first == predicate.head
                and predicate.tense in ("past", "participle")
            ):
                row = verb_row(tokens, predicate, "o")
                if row is not None:
                    return [Link(row[0]["effect"], PAST, predicate.negated, predicate, row[0]["words"])]
        return None
    links = said_of_subject(report, parsed, verb)
    if links is None:
        return None
    return links + above(report, parsed, verb, 0)


def is_inverted_verb(clause: Clause, verb: Predicate, first: int) -> bool:
    """ "On Monday came the first session": whether a verb of coming stands right before its subject at `first`."""
    coming = bool(verb.bases & word_set("governing:inverted", "syntax_word_sets"))
    return coming and verb.after == first and verb.first > clause.first and not clause.subjects


def said_of_subject(report: ParsedReport, parsed: Parsed, verb: Predicate) -> list[Link] | None:
    tokens = report.tokens
    clause = parsed.clause_at(verb.first)
    time = time_of(verb, parsed, clause)
    nested = next(
        (p for p in parsed.predicates if p.tense == "infinitive" and verb.after <= p.first <= verb.after + 3), None
    )
    if verb.passive:
        row = verb_row(tokens, verb, "oi" if nested else "o")
        if row is not None:
            outer = Link(row[0]["effect"], time, verb.negated, verb, row[0]["words"], row[0]["words"] == "expect")
            return _with_nested(report, parsed, outer, nested)
    if "be" in verb.bases or verb_is_copula(verb):
        for k in range(verb.after, min(verb.after + 3, parsed.sentence.after)):
            for words, said in said_adjectives().get(tokens[k].low, ()):
                if all(k + j < parsed.sentence.after and tokens[k + j].low == w for j, w in enumerate(words)):
                    outer = Link(said["effect"], time, verb.negated, verb, said["words"])
                    return _with_nested(report, parsed, outer, nested)
        if verb.modal == "to" or "be" in verb.bases:
            return [Link("hold", time, verb.negated, verb, "be")]
    row = verb_row(tokens, verb, "s")
    if row is not None:
        links = [Link(row[0]["effect"], time, verb.negated, verb, row[0]["words"])]
        if verb.modal == "to":
            links.append(Link("plan", PAST if verb.tense == "past" else NOW, verb.negated, verb, "be to"))
        return links
    if nested is not None and (found := verb_row(tokens, verb, "i")) is not None:
        outer = Link(found[0]["effect"], time, verb.negated, verb, found[0]["words"])
        return _with_nested(report, parsed, outer, nested)
    if verb.modal == "to" and verb.passive:
        return [Link("plan", NOW, verb.negated, verb, "be to")]
    return None


def verb_is_copula(verb: Predicate) -> bool:
    """Whether a verb links its subject to what it is."""
    return bool(verb.bases & {"be", "remain", "seem", "appear", "look", "become"})


def _with_nested(report: ParsedReport, parsed: Parsed, outer: Link, nested: Predicate | None) -> list[Link]:
    """ "Is due to open": the effect of "open" under that of "due"."""
    if nested is None:
        return [outer]
    row = verb_row(report.tokens, nested, "os" if nested.passive else "s")
    effect = row[0]["effect"] if row is not None else "hold"
    return [Link(effect, FUTURE, nested.negated, nested, row[0]["words"] if row else ""), outer]
