"""Agreement statements: everything that a sentence says of the agreement that one of its phrases names.

Belongs here: finding the verbs that have the phrase as object, the participles and relative clauses after it, the verb
that has it as subject, and the nouns before it. Does not belong here: what the statements make of it all in all, who
the parties are (`frames`).

One phrase may bear several: "the truce, clinched in June, expires today".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.coding.agreements.objects import (
    PREPOSITIONS,
    is_asserted,
    left_of_list,
    noun_start,
    object_verb,
    over_adverbials,
)
from pipelines.coding.agreements.verbs import noun_before, said_of_subject, states, status_of, verb_rows
from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import FUTURE, MODAL, NOW, PAST, Link, above, above_clause, time_of
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_tables import Row

_REACH = 14
_MAIN_REACH = 30
_MARKS = ("that", "which")
_DETERMINERS = ("the", "both", "a", "its", "their", "all", "each", "his", "our", "these", "those")
_STOPS = (";", ":", "—", "–", "--")
#: What opens a clause about something else, and what opens words put in between.
_APART = ("when", "before", "if", "because", "whether")
_INSERTING = ("it", "he", "she", "they", "you", "i", "we", "readers")
_JOINED = ("and", "but", "then", "or")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said of an agreement. `links`: the chain above it, innermost first; `use`: object, participle,
    relative, subject, noun or state; `at`: the token of the verb."""

    effect: str
    links: tuple[Link, ...]
    subjects: tuple[Mention, ...]
    at: int
    use: str

    @property
    def predicate(self) -> Predicate | None:
        """The innermost verb."""
        return next((link.predicate for link in self.links if link.predicate is not None), None)


@dataclass(frozen=True, slots=True)
class Said:
    """All statements about a phrase. `under`: it stands in "under the deal"; `ahead`: it is still to come; `base`: it
    is what another one prolongs."""

    statements: tuple[Statement, ...] = ()
    under: bool = False
    ahead: bool = False
    base: bool = False


def said_of(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, until: int) -> Said:
    """The statements about one phrase of a sentence; from token `until` on words may be about the next one."""
    found: list[Statement] = []
    before = _before(report, parsed, phrase, found)
    if before == "ahead":
        return Said(ahead=True)
    governed = any(s.use in ("object", "noun") for s in found)
    found.extend(_after(report, parsed, phrase, governed or before != "", until))
    if before == "" and all(s.effect == "mention" for s in found):
        found.extend(_state(report, parsed, phrase))
    return Said(tuple(found), before == "under", False, before == "base")


def _before(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, found: list[Statement]) -> str:
    """Statements by what stands before the phrase; tells of "under", "ahead" and "base"."""
    tokens, s = report.tokens, parsed.sentence
    first, told, noun_link = left_of_list(report, phrase.first, s.first), "", None
    for _ in range(3):
        hit = object_verb(report, parsed, first)
        if hit is not None and hit[1]["words"] == "call" and not _is_called(report, phrase):
            return told
        if hit is not None:
            found.append(_of_object(report, parsed, *hit, noun_link))
            return told
        before = noun_before(tokens, first, s.first)
        distant = over_adverbials(report, first, s.first)
        if distant != first and (before is None or before[0]["words"] == "of"):
            noun = tokens[distant - 1].low
            effect = "sign" if noun.startswith("sign") else "initial" if noun.startswith("init") else "agree"
            before = {"words": f"{noun} of", "effect": effect}, distant - 1
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
    report: ParsedReport, parsed: Parsed, predicate: Predicate, row: Row, noun_link: Link | None
) -> Statement:
    clause = parsed.clause_at(predicate.first)
    time = time_of(predicate, parsed, clause)
    if predicate.tense == "gerund":
        time = PAST if not predicate.progressive else time
    if predicate.progressive and time == NOW and row["effect"] in ("agree", "sign"):
        links = [Link("discuss", NOW, predicate.negated, predicate, row["words"])]
    else:
        links = [Link(row["effect"], time, predicate.negated, predicate, row["words"])]
    links += above(report, parsed, predicate, 0) + above_clause(parsed, clause, report.tokens)
    if noun_link is not None:
        links.insert(0, noun_link)
    subjects = clause.subjects or _subjects_above(parsed, clause)
    return Statement(links[0].effect, tuple(links), subjects, predicate.head, "object")


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


def _after(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, governed: bool, until: int) -> list[Statement]:
    """Statements in participles and relative clauses after the phrase, and by the verb that has it as subject."""
    tokens = report.tokens
    found: list[Statement] = []
    k, use = phrase.after, ""
    in_preposition = phrase.first > parsed.sentence.first and tokens[phrase.first - 1].low in PREPOSITIONS
    for predicate in parsed.predicates:
        if predicate.first < phrase.after:
            continue
        gap = [tokens[n].low for n in range(k, predicate.first)]
        if any(w in _STOPS for w in gap) or len(gap) > (_MAIN_REACH if use else _REACH):
            break
        inserted = _inserted_until(report, parsed, predicate, k)
        if inserted:
            k = inserted
            continue
        if predicate.first < k:
            continue
        if _is_apart(report, parsed.clause_at(predicate.first), phrase, predicate):
            break
        statement, reading = _read(report, parsed, predicate, k, use, governed or in_preposition)
        if reading == "stop" or (predicate.first >= until and reading in ("participle", "relative") and use == ""):
            break
        if statement is not None:
            found.append(statement)
            if reading == "subject":
                governed = True
        use, k = reading or use, predicate.after
    return found


def _is_apart(report: ParsedReport, clause: Clause, phrase: EventPhrase, predicate: Predicate) -> bool:
    """Whether a verb stands in a clause of its own after the phrase: "… when talks came to an end"."""
    opens = clause.mark in _APART and phrase.after < clause.first < predicate.first
    return opens and not any(d.first <= clause.first + 2 for d in report.dates_in(clause.first, clause.first + 3))


def _inserted_until(report: ParsedReport, parsed: Parsed, predicate: Predicate, k: int) -> int:
    """Where what is put in between two commas ends: "the truce, it will be recalled, was …"; 0 where nothing is."""
    tokens, s = report.tokens, parsed.sentence
    if tokens[k].low != ",":
        return 0
    end = next((n for n in range(predicate.after, min(s.after, predicate.after + 6)) if tokens[n].low == ","), 0)
    told = parsed.clause_at(predicate.first).is_speech or tokens[k + 1].low in _INSERTING
    return end + 1 if end and told else 0


def _read(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, k: int, use: str, governed: bool
) -> tuple[Statement | None, str]:
    """What one verb after the phrase says of it, and how it is attached; "stop" where it is about something else."""
    tokens = report.tokens
    gap = [tokens[n].low for n in range(k, predicate.first)]
    if predicate.tense in ("infinitive", "gerund") and not predicate.passive:
        return None, "content"
    if "whose" in gap:
        return None, "stop"
    near = _subject_before(report, predicate, k)
    days = {n - k for d in report.dates_in(k, predicate.first) for n in range(d.first, d.after)}
    mark = next((n for n, w in enumerate(gap) if w in _MARKS and n not in days), None)
    if mark is not None and ((use == "content" and mark == 0) or (mark > 0 and gap[mark - 1] == "so")):
        return None, "stop"
    bare = predicate.first == predicate.head and predicate.tense in ("past", "participle")
    if mark is not None and _attaches(report, k, k + mark):
        if near or (gap[mark + 1 : mark + 2] and gap[mark + 1] in _DETERMINERS):
            return _object_relative(report, parsed, predicate, near), "relative"
        return _subject_statement(report, parsed, predicate, False, "relative"), "relative"
    if mark is not None:
        return None, "stop"
    if near:
        if use == "" and _is_bare_relative(report, near, k):
            statement = _object_relative(report, parsed, predicate, near)
            return (statement, "relative") if statement is not None else (None, "stop")
        return None, "stop"
    if use in ("relative", "participle", "subject") and gap and (gap[-1] in _JOINED or _joined(gap)):
        participle = use == "participle" and bare
        return _subject_statement(report, parsed, predicate, participle, use), use
    if bare and not governed and parsed.clause_at(predicate.first).verb is predicate:
        statement = _subject_statement(report, parsed, predicate, False, "subject")
        if statement is not None:
            return statement, "subject"
    if bare or (predicate.tense in ("gerund", "infinitive") and predicate.passive):
        return _subject_statement(report, parsed, predicate, bare, "participle"), "participle"
    if governed:
        return None, "stop"
    return _subject_statement(report, parsed, predicate, False, "subject"), "subject"


def _attaches(report: ParsedReport, k: int, mark: int) -> bool:
    """Whether a relative clause that opens at `mark` can be about the phrase that ends at `k`: only dates, places and
    names stand between, and no other noun."""
    covered = {n for d in report.dates_in(k, mark) for n in range(d.first, d.after)}
    covered |= {n for p in report.places_in(k, mark) for n in range(p.first, p.after)}
    covered |= {n for m in report.actors_in(k, mark) for n in range(m.first, m.after)}
    lows = ((n, report.tokens[n].low) for n in range(k, mark))
    return all(n in covered or w in PREPOSITIONS or w in (",", "the", "and") for n, w in lows)


def _joined(gap: Sequence[str]) -> bool:
    """Whether a second verb goes on about the same: "was signed on Monday and has since lapsed"."""
    tail = [w for w in gap[-4:] if not w.endswith("ly") and w not in ("since", "later", "then", "soon", "already")]
    return bool(tail) and tail[-1] in _JOINED


def _subject_before(report: ParsedReport, predicate: Predicate, k: int) -> tuple[Mention, ...]:
    """The mentions right before a verb that are its subject."""
    tokens = report.tokens
    found: list[Mention] = []
    end = predicate.first
    while end > k and (tokens[end - 1].low.endswith("ly") or tokens[end - 1].low in ("then", "later", "also", "both")):
        end -= 1
    for m in reversed(report.actors_in(k, predicate.first)):
        gap = [tokens[n].low for n in range(m.after, end)]
        if found and not gap:
            continue
        if (gap and not found) or (found and not all(w in ("and", ",", "the", "both", "a") for w in gap)):
            break
        found.append(m)
        end = m.first
    if not found:
        return ()
    lead = end - 1
    while lead > k and tokens[lead].low in ("the", "a", "both", "its", "their", "his"):
        lead -= 1
    if lead >= k and tokens[lead].low in PREPOSITIONS:
        return ()
    return tuple(found[::-1])


def _is_bare_relative(report: ParsedReport, near: Sequence[Mention], k: int) -> bool:
    """Whether nothing stands between the phrase and the subject: "the truce the two had kept"."""
    lead = [t.low for t in report.tokens[k : near[0].first]]
    while lead and lead[-1] in _DETERMINERS:
        lead.pop()
    joined = lead[-1:] == ["and"] and len(lead) <= 4 and lead[0] in ("the", "both")
    return joined or all(w in _DETERMINERS for w in lead)


def _object_relative(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, subjects: tuple[Mention, ...]
) -> Statement | None:
    if predicate.passive:
        return None
    for row, _ in verb_rows(report.tokens, predicate):
        if "o" in row["takes"]:
            time = time_of(predicate, parsed, parsed.clause_at(predicate.first))
            link = Link(row["effect"], time, predicate.negated, predicate, row["words"])
            return Statement(row["effect"], (link,), subjects, predicate.head, "relative")
    return None


def _subject_statement(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, participle: bool, use: str
) -> Statement | None:
    row = said_of_subject(report.tokens, predicate, participle)
    if row is None:
        return None
    clause = parsed.clause_at(predicate.first)
    time = PAST if participle else time_of(predicate, parsed, clause)
    if predicate.tense == "gerund":
        time = NOW
    standing = predicate.perfect or predicate.progressive or predicate.tense == "gerund"
    if predicate.passive and time == NOW and not standing and row["effect"] in ("sign", "initial", "agree"):
        # "once it is signed", "the day it is signed": not yet
        time = FUTURE
    if participle and _is_wished(parsed, predicate):
        time = FUTURE
    if predicate.progressive and predicate.passive and row["effect"] in ("agree", "sign"):
        links = [Link("discuss", NOW, predicate.negated, predicate, row["words"])]
    else:
        links = [Link(row["effect"], time, predicate.negated, predicate, row["words"])]
    if predicate.is_finite and predicate.modal == "to":
        links.append(Link("plan", FUTURE, False, predicate))
    if use == "subject":
        links += above(report, parsed, predicate, 0)
        links += above_clause(parsed, clause, report.tokens)
    return Statement(links[0].effect, tuple(links), (), predicate.head, use)


def _is_wished(parsed: Parsed, participle: Predicate) -> bool:
    """Whether the participle hangs on "see" or "want": "hope to see the plan signed"."""
    return any(
        p.bases & {"see", "want", "have", "get", "wish"}
        and p.head == p.after - 1
        and 0 < participle.first - p.after <= 5
        for p in parsed.predicates
        if p.tense == "infinitive" or (p.bases & {"want", "wish"} and not p.perfect)
    )


def _state(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> list[Statement]:
    """Statements by a state after the phrase: "is on the agenda", "in abeyance since"."""
    tokens, s = report.tokens, parsed.sentence
    for k in range(phrase.after, min(s.after, phrase.after + _REACH)):
        if tokens[k].low in _STOPS:
            return []
        hit = states().longest(tokens, k, s.after)
        if hit is None:
            continue
        between = [p for p in parsed.predicates if phrase.after <= p.first < k]
        dated = {n for d in report.dates_in(phrase.after, k) for n in range(d.first, d.after)}
        direct = all(n in dated or tokens[n].low in (",", "dated", "of", "on") for n in range(phrase.after, k))
        if not between and not direct:
            return []
        if any(not p.bases & {"be", "remain", "lie", "stay", "leave", "put", "have", "hang", "seem"} for p in between):
            return []
        verb = between[-1] if between else None
        time = time_of(verb, parsed, parsed.clause_at(verb.first)) if verb is not None else PAST
        if hit[0]["effect"] in ("end", "suspend", "breach") and time == NOW:
            time = PAST
        link = Link(hit[0]["effect"], time, bool(verb and verb.negated), verb, hit[0]["words"])
        return [Statement(hit[0]["effect"], (link,), (), k, "state")]
    return []


__all__ = ["Said", "Statement", "object_verb", "said_of", "status_of"]
