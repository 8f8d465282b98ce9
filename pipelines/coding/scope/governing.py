"""Governing: what the words around a step of a process make of it — held, planned, refused, only spoken of.

Belongs here: finding the governor of a noun or a verb, and the chain of attitudes, times and negations above it.
Does not belong here: status codes (`standing` turns a chain into them), who takes part (`report.arguments`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import (
    FUTURE,
    NOW,
    PAST,
    Link,
    above,
    above_clause,
    is_inverted,
    is_supposed,
    link_of,
    predicate_before,
    time_of,
    was_to_be,
)
from pipelines.coding.scope.behind_nouns import said_right_after, to_be_held
from pipelines.coding.scope.governor_tables import phrase_before, verb_row
from pipelines.coding.scope.purposes import purpose_of
from pipelines.coding.scope.subjects import prepositions, said_of_subject, subject_governor
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words

_BACK = 6
_RELATIVE_REACH = 8
_LONGEST, _LONGEST_INSERTED, _LONGEST_ASIDE = 4, 14, 8
_NEAR_RELATIVE = 4
_LONGEST_ARGUMENTS = 24
_TIMING = frozenset(("after", "before", "since"))
_TAKES_OBJECT = frozenset(("the", "a", "an", "its", "their", "his", "no", "any"))
#: Effects that tell the course of a meeting itself.
_COURSE = frozenset(("hold", "begin", "go_on", "end", "plan", "postpone", "cancel", "propose"))
_WISHING_UNDER_WOULD = ("like", "love", "prefer")
_AHEAD = ("plan", "propose")
_DONE = ("hold", "begin", "end")
#: "A session, first planned for May": what may stand between a phrase and its participle.
_BEFORE_PARTICIPLE = frozenset((",", "originally", "initially", "first", "once", "provisionally", "tentatively"))
_BETWEEN_VERB_AND_OBJECT = frozenset(
    ["also", "again", "then", "now", "on", "late", "early", "today", "yesterday", "tomorrow", "separately"]
)


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Governed:
    """The chain above a step, innermost first; `supposed` where a clause only supposes it ("if", "unless")."""

    links: tuple[Link, ...]
    supposed: bool
    clause: Clause | None
    as_subject: bool = False

    @property
    def predicate(self) -> Predicate | None:
        """The innermost verb."""
        return next((link.predicate for link in self.links if link.predicate is not None), None)


def govern_noun(report: ParsedReport, parsed: Parsed, first: int, after: int) -> Governed | None:
    """The chain above a noun phrase in tokens `first` to `after`; None where nothing governs it."""
    clause = parsed.clause_at(first)
    tokens = report.tokens
    reduced = _reduced_after(report, parsed, clause, after)
    if reduced is not None and clause.verb is not None and (reduced.effect in _AHEAD or was_to_be(clause.verb)):
        # "a third, set for Friday, never took place": the main verb says what became of it
        said_of = subject_governor(report, parsed, clause, first, after)
        if said_of is not None and said_of[0].predicate is clause.verb and said_of[0].words != "be":
            links = said_of + above_clause(parsed, clause, tokens)
            return Governed(tuple(links), is_supposed(parsed, clause), clause, True)
    by_object = _object_governor(report, parsed, first)
    if reduced is not None and reduced.effect in _AHEAD and _took_place(by_object[0]):
        # "held its third meeting, first planned for May"
        reduced = None
    link, upper = (reduced, None) if reduced is not None else by_object
    told = (to_be_held(report, parsed, after) or said_right_after(report, parsed, after)) if reduced is None else None
    if told is not None and (link is None or link.effect in ("plan", "propose", "none")):
        link, upper = told, None
    said = _relative_says(report, parsed, after) if reduced is None else None
    weaker = link.effect in ("plan", "propose", "none") if link is not None else True
    # "will not be at the talks, which have been called off"
    weaker = weaker or (said is not None and said[0].effect == "cancel" and not said[0].negated)
    main = subject_governor(report, parsed, clause, first, after) if said is not None and link is None else None
    if said is not None and weaker and (main is None or main[0].words == "be"):
        links = said + above_clause(parsed, clause, tokens)
        return Governed(tuple(links), is_supposed(parsed, clause), clause, True)
    if link is None:
        found = subject_governor(report, parsed, clause, first, after)
        if found is None:
            return None
        links = found
    else:
        links = [link]
        if upper is not None:
            links += above(report, parsed, upper, 0)
        elif link.predicate is not None:
            links += above(report, parsed, link.predicate, 0)
    links += above_clause(parsed, parsed.clause_at(min(first, after - 1)), tokens)
    supposed = is_supposed(parsed, clause) or is_inverted(tokens, clause)
    return Governed(tuple(links), supposed, clause, link is None)


def _took_place(link: Link | None) -> bool:
    """Whether a verb tells of its object that it took place."""
    return link is not None and link.effect in _DONE and link.time == PAST and not link.negated


def govern_verb(report: ParsedReport, parsed: Parsed, predicate: Predicate, effect: str) -> Governed:
    """The chain above a verb that is itself the step ("met", "signed")."""
    clause = parsed.clause_at(predicate.first)
    time = time_of(predicate, parsed, clause)
    if predicate.tense == "gerund" and not predicate.progressive:
        time = PAST
    links = [Link(effect, time, predicate.negated, predicate)]
    if predicate.modal == "to":
        wish = predicate.first > parsed.sentence.first and report.tokens[predicate.first - 1].low in words("wish_nouns")
        effect = "want" if wish else "plan"
        links.append(Link(effect, PAST if predicate.tense == "past" else NOW, predicate.negated, predicate, "be to"))
    links += above(report, parsed, predicate, 0)
    links += above_clause(parsed, clause, report.tokens)
    supposed = is_supposed(parsed, clause) or is_inverted(report.tokens, clause)
    return Governed(tuple(links), supposed, clause)


def _relative_says(report: ParsedReport, parsed: Parsed, after: int) -> list[Link] | None:
    """What a relative clause says of it: "the meeting that was held in Oslo", "the next round, which opens today"."""
    for child in parsed.clauses:
        if (
            child.mark not in ("relative", "that")
            or child.verb is None
            or child.opener not in ("that", "which")
            or not after <= child.first <= max(after + _RELATIVE_REACH, _over_arguments(report, parsed, after))
        ):
            continue
        own = any(m.first >= child.first for m in child.subjects)
        if own and not child.verb.passive:
            # "the talks that the two sides held in Oslo": the phrase is the object
            row = verb_row(report.tokens, child.verb, "o")
            if row is None or (row[1] + 1 < parsed.sentence.after and report.tokens[row[1]].low in _TAKES_OBJECT):
                continue
            links = [link_of(row[0]["effect"], child.verb, parsed, row[0]["words"])]
        elif child.verb.first - child.first > _NEAR_RELATIVE or (
            child.subjects and not (child.verb.passive or _is_of_course(report, parsed, child))
        ):
            continue
        else:
            found = said_of_subject(report, parsed, child.verb)
            if found is None:
                continue
            links = found
        if links[0].effect in _COURSE:
            return links + above(report, parsed, child.verb, 0)
    return None


def _is_of_course(report: ParsedReport, parsed: Parsed, child: Clause) -> bool:
    """Whether "which" goes with the talks and not with who has them: "talks between A and B, which open in Rome"."""
    row = verb_row(report.tokens, child.verb, "s") if child.verb is not None else None
    if row is None or child.opener != "which" or row[0]["effect"] not in ("begin", "end"):
        return False
    follower = report.tokens[row[1]] if row[1] < parsed.sentence.after else None
    return follower is None or not (follower.low in _TAKES_OBJECT or follower.is_capital)


def _over_arguments(report: ParsedReport, parsed: Parsed, after: int) -> int:
    """The index after who and where right behind a noun: "the meeting between A's envoys and B in Oslo, which …"."""
    spans = [
        (m.first, m.after) for m in report.actors_in(after, min(parsed.sentence.after, after + _LONGEST_ARGUMENTS))
    ]
    spans += [
        (p.first, p.after) for p in report.places_in(after, min(parsed.sentence.after, after + _LONGEST_ARGUMENTS))
    ]
    k = after
    while k < parsed.sentence.after:
        end = max((last for first, last in spans if first <= k < last), default=k)
        if end == k and report.tokens[k].low not in word_set("governing:joining", "syntax_word_sets"):
            return k
        k = max(end, k + 1)
    return k


def _reduced_after(report: ParsedReport, parsed: Parsed, clause: Clause, after: int) -> Link | None:
    """The participle right after a phrase ("talks scheduled in Doha will …"), where it is not the clause's verb."""
    at = after
    while at < min(parsed.sentence.after, after + 3) and report.tokens[at].low in _BEFORE_PARTICIPLE:
        at += 1
    for predicate in parsed.predicates:
        if predicate.first == at and predicate.first == predicate.head and predicate.tense in ("past", "participle"):
            is_verb = clause.verb is not None and clause.verb.first == predicate.first
            row = verb_row(report.tokens, predicate, "o") if not is_verb or predicate.tense == "participle" else None
            if row is not None and row[0]["effect"] in ("plan", "hold", "postpone", "cancel", "propose", "begin"):
                return Link(row[0]["effect"], PAST, predicate.negated, None, row[0]["words"])
    return None


def _object_governor(report: ParsedReport, parsed: Parsed, first: int) -> tuple[Link | None, Predicate | None]:
    """The word right before a noun phrase that governs it, and the verb above a governing noun."""
    tokens, start = report.tokens, parsed.sentence.first
    clause = parsed.clause_at(first)
    k = first
    for dated in report.dates_in(max(start, first - 5), first):
        if dated.after == k and tokens[k - 1].low not in prepositions() | _TIMING:
            k = dated.first - 1 if tokens[dated.first - 1].low == "on" else dated.first
    k = _over_place(report, k, start)
    while k > start and tokens[k - 1].low in _BETWEEN_VERB_AND_OBJECT:
        k -= 1
    # a verb whose particles end where the phrase begins, or before what is put in between
    for at in dict.fromkeys((k, _over_inserted(report, k, start))):
        for predicate in parsed.predicates:
            if predicate.tense == "participle" and any(tokens[n].low == "," for n in range(predicate.after, first)):
                # "first fixed for July, the round was held": what opens a sentence takes no object
                continue
            row = verb_row(tokens, predicate, "og") if 0 < at - predicate.head <= _LONGEST else None
            if row is not None and row[0]["words"] in _WISHING_UNDER_WOULD and predicate.modal != "would":
                continue
            if row is not None and row[1] == at:
                stative = row[0]["words"] in word_set("governing:stative", "syntax_word_sets")
                if predicate.passive and not stative and not row[0]["words"].endswith(" by"):
                    return None, None
                return link_of(row[0]["effect"], predicate, parsed, row[0]["words"]), None
    there = _existential(parsed, tokens, k)
    if there is not None:
        return Link("hold", time_of(there, parsed, parsed.clause_at(there.first)), there.negated, there, "be"), None
    purpose = purpose_of(parsed, tokens, k)
    if purpose is not None:
        return purpose, None
    found = phrase_before(tokens, k, start, "o")
    if found is None:
        return None, None
    governing, at = found
    governor = predicate_before(parsed, at)
    if governing["kind"] == "preposition":
        verb = governor or clause.verb
        if verb is not None and verb.tense == "infinitive" and governing["words"] == "at" and _has_agreed(clause):
            # "agreed to exchange prisoners at their talks": there they agreed
            verb = clause.verb
        if verb is not None and verb.tense == "infinitive" and at > start and tokens[at - 1].low == ",":
            # "agreed on how to fill the posts, after five days of talks"
            upper = parsed.clauses[clause.parent].verb if clause.parent is not None else None
            verb = (clause.verb if clause.verb != verb else None) or upper or verb
        return _preposition_link(governing, verb, parsed, clause), None
    if governing["kind"] == "adjective":
        verb = governor
        time = time_of(verb, parsed, clause) if verb is not None else NOW
        return Link(governing["effect"], time, bool(verb and verb.negated), verb, governing["words"]), None
    # a noun ("the possibility of"): what is said of the noun itself comes above it
    noun_first = at
    while noun_first > start and _is_modifier(tokens[noun_first - 1]):
        noun_first -= 1
    none = noun_first > start and tokens[noun_first].low in ("no", "any", "neither")
    upper_link, upper = _object_governor(report, parsed, noun_first) if at - noun_first < _BACK else (None, None)
    time = PAST if governing["effect"] in ("end", "hold", "begin") else NOW
    verb = upper_link.predicate if upper_link is not None else None
    if (
        upper_link is not None
        and upper_link.effect in ("refuse", "deny", "cancel", "postpone")
        and governing["effect"] not in ("refuse",)
    ):
        return Link(upper_link.effect, upper_link.time, upper_link.negated, verb, governing["words"]), upper
    negated = none or bool(verb is not None and verb.negated)
    if governing["effect"] in ("end", "hold", "begin") and clause.verb is not None and clause.verb.first < first:
        time = time_of(clause.verb, parsed, clause)
        time = PAST if time == NOW else time
    return Link(governing["effect"], time, negated, verb, governing["words"]), upper


def _existential(parsed: Parsed, tokens: Sequence[Token], k: int) -> Predicate | None:
    """The verb of "there was a meeting" right before token `k`."""
    for predicate in parsed.predicates:
        if predicate.after == k and "be" in predicate.bases and predicate.first > parsed.sentence.first:
            return predicate if tokens[predicate.first - 1].low == "there" else None
    return None


def _over_place(report: ParsedReport, k: int, start: int) -> int:
    """The index before "in Cairo" that stands between a verb and its object ("wound up in Cairo the first session")."""
    for place in report.places_in(max(start, k - 4), k):
        if place.after == k and place.first > start and report.tokens[place.first - 1].low in ("in", "at", "near"):
            return place.first - 1
    return k


def _over_inserted(report: ParsedReport, k: int, start: int) -> int:
    """The index before places and days between commas ("convened there, on Monday and Tuesday, a meeting"), or `k`."""
    tokens, at = report.tokens, k
    while at > start and at > k - _LONGEST_INSERTED:
        spans = [(d.first, d.after) for d in report.dates_in(max(start, at - 5), at)]
        spans += [(p.first, p.after) for p in report.places_in(max(start, at - 5), at)]
        first = next((first for first, after in spans if after == at), None)
        if first is not None and tokens[at - 1].low in _TIMING:
            # "announced on 5 February, a day after talks in Rome"
            break
        if first is not None:
            at = first - 1 if tokens[first - 1].low in ("in", "at", "on", "near") else first
        elif tokens[at - 1].low in (",", "there", "here"):
            aside = _aside_before(report, at, start)
            at = aside if aside is not None else at - 1
        else:
            break
    return at


def _aside_before(report: ParsedReport, at: int, start: int) -> int | None:
    """The index before what stands between two commas without a verb: "concluded, after seven days, the meeting"."""
    tokens = report.tokens
    if tokens[at - 1].low != ",":
        return None
    for k in range(at - 2, max(start, at - _LONGEST_ASIDE), -1):
        if tokens[k].low == ",":
            return k if not report.predicates_in(k + 1, at - 1) else None
        if tokens[k].kind != "word" and tokens[k].kind != "number":
            return None
    return None


def _has_agreed(clause: Clause) -> bool:
    verb = clause.verb
    agreed = verb is not None and bool(verb.bases & {"agree", "decide", "resolve", "undertake", "pledge", "promise"})
    return agreed and verb is not None and (verb.tense == "past" or verb.perfect) and not verb.modal


def _preposition_link(row: dict[str, str], verb: Predicate | None, parsed: Parsed, clause: Clause) -> Link:
    time = time_of(verb, parsed, clause) if verb is not None else PAST
    effect = row["effect"]
    if effect == "end":
        time = PAST if time in (PAST, NOW) else time
        if time != PAST:
            effect = "possible"
    elif effect == "plan":
        time = NOW
    elif effect == "hold" and time == FUTURE:
        # "the rest will be taken up at a further meeting"
        effect = "plan"
    elif effect in ("hold", "go_on", "possible") and time != PAST:
        effect = "none"
    return Link(effect, time, False, None, row["words"])


def _is_modifier(token: Token) -> bool:
    return token.kind == "word" and (
        token.low in _modifiers() or token.low.endswith(("al", "ive", "ful", "ed", "ary", "ous", "ible"))
    )


@cache
def _modifiers() -> frozenset[str]:
    return word_set("governing:modifiers", "syntax_word_sets")
