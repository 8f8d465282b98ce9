"""Behind nouns: what an infinitive or an adjective right behind a noun for a meeting says of it.

Belongs here: "to be held in Oslo", "due to begin", "under way". Does not belong here: participles and relative clauses
(`governing`).
"""

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import NOW, Link
from pipelines.coding.scope.governor_tables import verb_row

_REACH = 8


def to_be_held(report: ParsedReport, parsed: Parsed, after: int) -> Link | None:
    """ "Talks between X and Y, to be held in Oslo on Friday, …": the infinitive says that they are planned."""
    for predicate in parsed.predicates:
        if predicate.first < after:
            continue
        if predicate.is_finite or predicate.first > after + _REACH:
            return None
        if predicate.tense == "infinitive":
            before = report.tokens[predicate.first - 1].low
            row = verb_row(report.tokens, predicate, "o" if predicate.passive else "s")
            fits = row is not None and row[0]["effect"] in ("hold", "begin") and (predicate.passive or before == ",")
            return Link("plan", NOW, predicate.negated, None, "to be held") if fits else None
    return None


def said_right_after(report: ParsedReport, parsed: Parsed, after: int) -> Link | None:
    """ "Negotiations due to begin by May", "the round under way in Muscat": adjectives behind the noun."""
    tokens, stop = report.tokens, parsed.sentence.after
    low = [t.low for t in tokens[after : min(stop, after + 3)]]
    if low[:1] == ["underway"] or low[:2] in (["under", "way"], ["in", "progress"]):
        return Link("go_on", NOW, False, None, "under way")
    if low[:2] == ["due", "to"]:
        return Link("plan", NOW, False, None, "due to")
    return None
