"""Attitudes: the chain above a verb — what is wanted, planned, refused or denied of it, and when.

Belongs here: the links of the chain, the time that a verb group tells, what an infinitive or a clause depends on.
Does not belong here: what governs a noun (`governing`), status codes (`standing`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.governor_tables import governing_verbs, phrase_before, verb_row
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set

PAST, NOW, FUTURE, MODAL = "past", "now", "future", "modal"


_DEPTH = 5
#: What becomes of an offer by the verb whose object it is, and how many words may stand before its noun.
_TURNED, _MODIFIED = ("refuse", "cancel", "deny"), 3
#: Verbs by which an invitation or an offer makes a plan.
_TAKEN = ("accept", "take up")


_BACK = 6
#: How far a subject stands behind the verb at most that it follows.
_INVERTED = 3
#: "A suggestion by Vice-President Delcy Rodriguez that …".
_NOUN_BACK = 8


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Link:
    """One link of the chain: an effect (governors.tsv) at a time, negated or not, by a predicate where it is a verb."""

    effect: str
    time: str
    negated: bool
    predicate: Predicate | None
    words: str = ""
    expected: bool = False


def time_of(predicate: Predicate, parsed: Parsed, clause: Clause) -> str:
    """When a verb says that something is: past, now, future, or only possibly."""
    if predicate.modal == "will" or predicate.tense == "future":
        return FUTURE
    if predicate.modal == "would":
        if not parsed.words.isdisjoint(word_set("attitudes:willing", "syntax_word_sets")):
            # "let it be known that he would gladly bring them together": an offer
            return MODAL
        said = parsed.speech[clause.index] is not None or clause.mark == "that"
        return FUTURE if said else MODAL
    if predicate.modal == "to":
        return FUTURE
    if predicate.modal == "should" and predicate.perfect:
        # "should have opened on Monday": what was planned
        return FUTURE
    if predicate.modal:
        return MODAL
    if predicate.tense == "infinitive":
        return MODAL
    if parsed.is_past and predicate.tense == "present" and not predicate.perfect:
        return PAST
    if predicate.tense == "past" or predicate.perfect or predicate.tense == "participle":
        return NOW if predicate.progressive and predicate.tense == "present" else PAST
    return NOW


def was_to_be(verb: Predicate) -> bool:
    """ "The round, hosted by Kenya, was to have lasted until Friday": a plan of the past."""
    return verb.modal == "to" and verb.tense == "past" and verb.perfect


def link_of(effect: str, predicate: Predicate, parsed: Parsed, words: str) -> Link:
    clause = parsed.clause_at(predicate.first)
    time = time_of(predicate, parsed, clause)
    if predicate.tense == "gerund" and effect in ("hold", "begin", "end"):
        time = PAST
    return Link(effect, time, predicate.negated, predicate, words, words == "expect")


def above(report: ParsedReport, parsed: Parsed, predicate: Predicate, depth: int) -> list[Link]:
    """The links above a verb that is no finite one: what "to meet" or "holding" depends on."""
    if predicate.is_finite or depth >= _DEPTH:
        return []
    tokens, start = report.tokens, parsed.sentence.first
    takes = "i" if predicate.tense == "infinitive" else "g"
    reach = 12 if takes == "i" else 3
    governor = _verb_above(tokens, parsed, predicate, takes, reach)
    stop = max(start, predicate.first - reach, governor[0].after - 1 if governor is not None else start)
    for k in range(predicate.first, stop, -1):
        if k < predicate.first and tokens[k].low in (";", ":"):
            return []
        found = phrase_before(tokens, k, start, takes)
        if found is None or (found[0]["kind"] == "preposition" and k != predicate.first):
            continue
        row, at = found
        if row["kind"] == "preposition" and row["effect"] in ("hold", "possible"):
            continue
        verb = predicate_before(parsed, at)
        time = time_of(verb, parsed, parsed.clause_at(verb.first)) if verb else NOW
        none = at > start and tokens[at - 1].low in ("no", "any")
        link = Link(row["effect"], time, none or bool(verb and verb.negated), verb, row["words"])
        main = parsed.clause_at(predicate.first).verb
        if verb is None and main is not None and main.passive and main.first > predicate.first:
            # "an offer to bring them together was rebuffed"
            said = verb_row(tokens, main, "o")
            if said is not None and said[0]["effect"] in ("refuse", "cancel", "postpone", "deny"):
                return [link, link_of(said[0]["effect"], main, parsed, said[0]["words"])]
        told = verb_row(tokens, verb, "o") if verb is not None and row["kind"] == "noun" else None
        decides = told is not None and (told[0]["effect"] in _TURNED or told[0]["words"] in _TAKEN)
        if verb is not None and told is not None and 0 <= at - told[1] <= _MODIFIED and decides:
            # "turned down an invitation to meet him", "accepted an invitation to meet him"
            return [link, link_of(told[0]["effect"], verb, parsed, told[0]["words"])]
        return [link, *(above(report, parsed, verb, depth + 1) if verb else [])]
    if governor is not None:
        verb, row = governor
        return [link_of(row["effect"], verb, parsed, row["words"]), *above(report, parsed, verb, depth + 1)]
    return []


def _verb_above(
    tokens: Sequence[Token], parsed: Parsed, predicate: Predicate, takes: str, reach: int
) -> tuple[Predicate, dict[str, str]] | None:
    """The verb that an infinitive or gerund depends on, perhaps with its object between."""
    for other in reversed(parsed.predicates):
        if other.head >= predicate.first:
            continue
        if predicate.first - other.head > reach:
            return None
        for tail, row in governing_verbs().get(tokens[other.head].low, ()):
            end = other.head + 1 + len(tail)
            fits = all(tokens[other.head + 1 + n].low == w for n, w in enumerate(tail))
            if (
                fits
                and takes in row["takes"]
                and end <= predicate.first + 1
                and (takes == "i" or end >= predicate.first)
            ):
                return other, row
        if other.is_finite:
            return None
    return None


def above_clause(parsed: Parsed, clause: Clause, tokens: Sequence[Token]) -> list[Link]:
    """The links above a clause: what is proposed, hoped or denied of all of it, also by who says it."""
    links: list[Link] = []
    current = clause
    for _ in range(_DEPTH):
        if current.parent is None:
            break
        upper = parsed.clauses[current.parent]
        if current.mark in ("that", "whether") and upper.verb is not None:
            row = verb_row(tokens, upper.verb, "t")
            if row is not None and row[0]["effect"] not in ("none",):
                links.append(link_of(row[0]["effect"], upper.verb, parsed, row[0]["words"]))
            elif (noun := _noun_before(tokens, parsed, current)) is not None:
                links.append(noun)
            elif stance_of(upper.verb) == "deny" and not upper.verb.negated:
                links.append(Link("deny", PAST, False, upper.verb))
        current = upper
    speech = parsed.speech[clause.index]
    if speech is not None and speech.stance == "deny" and not any(link.effect == "deny" for link in links):
        links.append(Link("deny", PAST, speech.negated, None))
    return links


def _noun_before(tokens: Sequence[Token], parsed: Parsed, clause: Clause) -> Link | None:
    """ "A proposal by X that the two meet": the noun that a that-clause spells out."""
    if clause.opener != "that":
        return None
    verbs = {k for p in parsed.predicates for k in range(p.first, p.after)}
    for k in range(clause.first, max(parsed.sentence.first, clause.first - _NOUN_BACK), -1):
        if k < clause.first and k in verbs:
            return None
        found = phrase_before(tokens, k, parsed.sentence.first, "i")
        if found is not None and found[0]["kind"] == "noun":
            return Link(found[0]["effect"], NOW, False, None, found[0]["words"])
    return None


def is_inverted(tokens: Sequence[Token], clause: Clause) -> bool:
    """ "Had the two sides met, …", "should they meet, …": the verb before its subject supposes what it says."""
    if clause.mark or tokens[clause.first].low not in word_set("attitudes:inverted", "syntax_word_sets"):
        return False
    return bool(clause.subjects) and 0 < clause.subjects[0].first - clause.first <= _INVERTED


def is_supposed(parsed: Parsed, clause: Clause) -> bool:
    """Whether a clause is only supposed: after if, unless, until, before (with a main verb still to come), whether."""
    current = clause
    for _ in range(_DEPTH):
        if current.mark in ("if", "whether"):
            return True
        upper = parsed.clauses[current.parent] if current.parent is not None else None
        if current.mark in ("before", "when") and current.opener not in (
            "while",
            "since",
            "as they",
            "as he",
            "as it",
            "as she",
        ):
            verb = current.verb
            main = upper.verb if upper is not None else None
            irreal = main is not None and (
                main.modal != "" or main.tense == "future" or (main.tense == "present" and not main.perfect)
            )
            own = verb is not None and verb.tense == "present" and not verb.progressive
            if (irreal and (own or current.mark == "before" or (verb is not None and verb.perfect))) or (
                own and main is not None and main.modal != ""
            ):
                return True
            if current.opener.startswith("only") or current.opener in ("once", "as soon as", "until", "till"):
                return True
        if upper is None:
            return False
        current = upper
    return False


def predicate_before(parsed: Parsed, i: int) -> Predicate | None:
    """The verb whose complement opens at or shortly before token `i`: nearest verb group that ends there."""
    best = None
    for predicate in parsed.predicates:
        if predicate.after <= i and i - predicate.after <= _BACK and predicate.first < i:
            best = predicate
    return best
