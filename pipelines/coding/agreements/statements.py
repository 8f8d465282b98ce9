"""Agreement statements: everything that a sentence says of the agreement that one of its phrases names.

Belongs here: finding the verbs that have the phrase as object, the nouns before it and the states after it. Does not
belong here: participles, relative clauses and the verb whose subject it is (`postmodifiers`), what the statements make
of it all in all, who the parties are (`frames`).

One phrase may bear several: "the truce, clinched in June, expires today".
"""

from collections.abc import Collection
from dataclasses import replace

from pipelines.coding.agreements.fronted import fronted
from pipelines.coding.agreements.objects import (
    is_asserted,
    left_of_list,
    noun_start,
    object_verb,
    over_adverbials,
    over_naming,
    parted_verb,
    proposal_before,
)
from pipelines.coding.agreements.postmodifiers import named_between, statements_after
from pipelines.coding.agreements.statement import Said, Statement
from pipelines.coding.agreements.verbs import noun_before, states, verb_rows
from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import MODAL, NOW, PAST, Link, above, above_clause, time_of
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row

_REACH = 14
_OPENING = 6
_STOPS = (";", ":", "—", "–", "--")


def said_of(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, until: int) -> Said:
    """The statements about one phrase of a sentence; from token `until` on words may be about the next one."""
    found: list[Statement] = []
    before = _before(report, parsed, phrase, found)
    if before == "ahead":
        made = [s for s in statements_after(report, parsed, phrase, True, until) if _is_making(s)]
        return Said(tuple(made), ahead=not made, apart=bool(made))
    governed = any(s.use in ("object", "noun") for s in found)
    found.extend(statements_after(report, parsed, phrase, governed or before != "", until))
    if before == "" and all(s.effect == "mention" or s.use in ("participle", "relative") for s in found):
        inner = {s.at for s in found if s.use in ("participle", "relative")}
        found.extend(_state(report, parsed, phrase, inner) or _inverted(report, parsed, phrase))
    moved = None if any(s.use in ("object", "noun") for s in found) else fronted(report, parsed, phrase)
    if moved is not None:
        found, before = [s for s in found if s.use in ("participle", "relative")] + [moved], ""
    if any(s.use == "noun" and s.effect == "propose" for s in found) or _is_offer(phrase):
        # "the offer of a truce stood": it is still an offer
        found = [s for s in found if s.effect != "force" or s.links[0].words not in _standing()]
    if any(s.use == "noun" and s.effect in ("sign", "initial", "agree") for s in found):
        # "the signing of the truce took place": not what it contains
        found = [s for s in found if s.effect != "complete" or s.links[0].words != "take place"]
    found = [_as_made(s, phrase) for s in found]
    return Said(tuple(found), before == "under", False, before == "base")


def _standing() -> frozenset[str]:
    return word_set("agreement_statements:upholding", "syntax_word_sets")


def _is_offer(phrase: EventPhrase) -> bool:
    """Whether the noun names what one side holds out, and no plan or bargain."""
    return phrase.row["words"] in word_set("agreement_phrases:offers", "syntax_word_sets")


def _as_made(statement: Statement, phrase: EventPhrase) -> Statement:
    """What "make" says: an offer that is made is put forward, a deal that is made is agreed."""
    if statement.effect != "make":
        return statement
    noun = phrase.row["words"].split()[-1].rstrip("s")
    bargain = noun in word_set("agreement_statements:made", "syntax_word_sets")
    offered = noun in word_set("agreement_existence:plans", "syntax_word_sets") and phrase.row["kind"] != "framework"
    effect = "agree" if bargain else "propose" if offered else "mention"
    inner, *rest = statement.links
    return replace(statement, effect=effect, links=(replace(inner, effect=effect), *rest))


def _is_making(statement: Statement) -> bool:
    """Whether words after a phrase say that it was made: "a step towards the arrangement which both concluded"."""
    link = statement.links[0]
    made = statement.effect in ("sign", "agree", "initial") and link.time == PAST
    drafted = statement.effect == "discuss" and link.predicate is not None and link.predicate.progressive
    return (made or drafted) and not link.negated and statement.use in ("participle", "relative")


def _before(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, found: list[Statement]) -> str:
    """Statements by what stands before the phrase; tells of "under", "ahead" and "base"."""
    tokens, s = report.tokens, parsed.sentence
    first, told, noun_link = left_of_list(report, phrase.first, s.first), "", None
    first = over_naming(report, parsed, first)
    for _ in range(3):
        hit = parted_verb(report, parsed, first, phrase.after) or object_verb(report, parsed, first)
        if hit is not None and hit[1]["words"] == "cut" and phrase.definite:
            # "cut the plan down to 19 points"
            hit = None
        if hit is not None and hit[1]["effect"] == "make" and noun_link is not None:
            # "made the signing of the accord subject to a census"
            hit = None
        if hit is not None and hit[1]["words"] == "call" and not _is_called(report, phrase):
            return told
        if hit is not None:
            found.append(_of_object(report, parsed, phrase, *hit, noun_link))
            return told
        before = noun_before(tokens, first, s.first)
        distant = over_adverbials(report, first, s.first)
        if distant != first and (before is None or before[0]["words"] == "of"):
            noun = tokens[distant - 1].low
            effect = "sign" if noun.startswith("sign") else "initial" if noun.startswith("init") else "agree"
            before = {"words": f"{noun} of", "effect": effect}, distant - 1
        if before is None or before[0]["words"] in ("for", "on", "to"):
            tabled = proposal_before(report, first, s.first)
            before = ({"words": "proposal for", "effect": "propose"}, tabled) if tabled is not None else before
        if before is None:
            cleft = _cleft(report, parsed, first)
            if cleft is not None:
                found.append(cleft)
                return told
            break
        row, at = before
        inner = row["words"] == "by" and at > s.first and tokens[at - 1].low not in (",", "that", "and")
        if inner:
            told = told or "mention"
            break
        if row["effect"] in ("under", "base"):
            told = told or row["effect"]
            if row["effect"] == "under":
                break
        elif row["effect"] == "ahead":
            return "ahead"
        elif row["effect"] != "mention" and noun_link is None:
            done = row["effect"] not in ("sign", "initial", "agree") or is_asserted(report, parsed, at)
            noun_link = Link(row["effect"], PAST if done else MODAL, False, None, row["words"])
        elif len(row["words"].split()) == 1:
            told = told or "mention"
            break
        first = noun_start(report, parsed, at)
    if noun_link is not None:
        clause = parsed.clause_at(phrase.first)
        links = (noun_link, *above_clause(parsed, clause, tokens))
        found.append(Statement(noun_link.effect, links, clause.subjects, phrase.first, "noun"))
    return told


def _is_called(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether "called" makes the agreement ("called a truce") and does not only name it ("called the text a start")."""
    follower = report.tokens[phrase.after].low if phrase.after < len(report.tokens) else ""
    return not phrase.definite and follower not in ("a", "an", "the", "it", "what")


def _of_object(
    report: ParsedReport, parsed: Parsed, phrase: EventPhrase, predicate: Predicate, row: Row, noun_link: Link | None
) -> Statement:
    clause = parsed.clause_at(predicate.first)
    time = time_of(predicate, parsed, clause)
    if predicate.tense == "gerund":
        time = PAST if not predicate.progressive else time
    ended = _declared_over(report, phrase, row)
    if ended is not None:
        links = [Link(ended["effect"], time, predicate.negated, predicate, row["words"])]
    elif predicate.progressive and time == NOW and row["effect"] in ("agree", "sign"):
        links = [Link("discuss", NOW, predicate.negated, predicate, row["words"])]
    else:
        links = [Link(row["effect"], time, predicate.negated, predicate, row["words"])]
    links += above(report, parsed, predicate, 0) + above_clause(parsed, clause, report.tokens)
    if noun_link is not None:
        links.insert(0, noun_link)
    subjects = clause.subjects or _subjects_above(parsed, clause)
    return Statement(links[0].effect, tuple(links), subjects, predicate.head, "object")


def _declared_over(report: ParsedReport, phrase: EventPhrase, row: Row) -> Row | None:
    """The state into which words put an agreement: "declared the truce over", "pronounced the accord dead"."""
    if row["words"] not in word_set("agreement_statements:declaring", "syntax_word_sets"):
        return None
    tokens, k = report.tokens, phrase.after
    if k + 1 < len(tokens) and tokens[k].low in ("with", "between"):
        k = max((m.after for m in report.actors_in(k, k + _REACH)), default=k)
    if k >= len(tokens) or (hit := states().longest(tokens, k)) is None:
        return None
    return hit[0] if hit[0]["effect"] in ("end", "suspend", "refuse", "breach") else None


def _subjects_above(parsed: Parsed, clause: Clause) -> tuple[Mention, ...]:
    """Subjects of the clause that one without its own hangs on."""
    return parsed.clauses[clause.parent].subjects if clause.parent is not None and clause.mark == "" else ()


def _cleft(report: ParsedReport, parsed: Parsed, first: int) -> Statement | None:
    """ "What they put forward was a pause": the verb of the clause before the copula."""
    copula = next((p for p in parsed.predicates if p.after == first and "be" in p.bases and p.is_finite), None)
    if copula is None:
        return None
    for clause in parsed.clauses:
        if clause.opener == "what" and clause.verb is not None and clause.verb.first < copula.first:
            for row, _ in verb_rows(report.tokens, clause.verb):
                if "o" in row["takes"]:
                    time = time_of(clause.verb, parsed, clause)
                    link = Link(row["effect"], time, clause.verb.negated, clause.verb, row["words"])
                    return Statement(row["effect"], (link,), clause.subjects, clause.verb.head, "object")
    return None


def _inverted(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> list[Statement]:
    """The state that opens a sentence: "On the table is a plan", "Left unsigned was the protocol"."""
    s = parsed.sentence
    copula = next((p for p in parsed.predicates if p.after == phrase.first and "be" in p.bases), None)
    if copula is None or copula.first - s.first > _OPENING:
        return []
    for k in range(s.first, copula.first):
        hit = states().longest(report.tokens, k, copula.first)
        if hit is not None and hit[1] == copula.first:
            time = time_of(copula, parsed, parsed.clause_at(copula.first))
            link = Link(hit[0]["effect"], time, copula.negated, copula, hit[0]["words"])
            return [Statement(hit[0]["effect"], (link,), (), copula.head, "state")]
    return []


def _state(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, inner: Collection[int]) -> list[Statement]:
    """Statements by a state after the phrase: "is on the agenda", "in abeyance since". `inner`: verbs of participles
    and relative clauses that stand between ("the truce agreed in May is a dead letter")."""
    tokens, s = report.tokens, parsed.sentence
    told = max((*inner, phrase.after))
    reach = told + _REACH + named_between(report, told, min(s.after, told + _REACH))
    for k in range(phrase.after, min(s.after, reach)):
        if tokens[k].low in _STOPS:
            return []
        hit = states().longest(tokens, k, s.after)
        if hit is None:
            continue
        between = [p for p in parsed.predicates if phrase.after <= p.first < k and p.head not in inner]
        dated = {n for d in report.dates_in(phrase.after, k) for n in range(d.first, d.after)}
        direct = all(n in dated or tokens[n].low in (",", "dated", "of", "on") for n in range(phrase.after, k))
        if not between and not direct:
            return []
        if any(not p.bases & word_set("agreement_statements:standing", "syntax_word_sets") for p in between):
            return []
        if not between and _is_opinion_of_others(report, parsed, phrase):
            return []
        verb = between[-1] if between else None
        time = time_of(verb, parsed, parsed.clause_at(verb.first)) if verb is not None else PAST
        if hit[0]["effect"] in ("end", "suspend", "breach", "complete") and time == NOW:
            time = PAST
        # "is no longer in force": the words of the state hold the "no"
        negated = bool(verb and verb.negated) and not hit[0]["words"].startswith("no ")
        link = Link(hit[0]["effect"], time, negated, verb, hit[0]["words"])
        return [Statement(hit[0]["effect"], (link,), (), k, "state")]
    return []


def _is_opinion_of_others(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether the state is what somebody who is no known actor calls it: "a party of the right called the accord
    void"."""
    opining = word_set("agreement_statements:opining", "syntax_word_sets")
    if report.tokens[phrase.first - 1].low not in opining:
        return False
    return not any(m.actors or m.noun in ("pronoun", "collective") for m in parsed.clause_at(phrase.first).subjects)
