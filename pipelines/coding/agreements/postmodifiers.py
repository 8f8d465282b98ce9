"""Agreement postmodifiers: what the words after the name of an agreement say of it.

Belongs here: participles, relative clauses and the verb that has the phrase as its subject. Does not belong here: verbs
and nouns before the phrase (`statements`).
"""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.agreements.objects import PREPOSITIONS
from pipelines.coding.agreements.relatives import (
    DETERMINERS,
    attaches,
    is_bare_relative,
    is_on,
    object_relative,
    prepositional_relative,
)
from pipelines.coding.agreements.statement import Statement
from pipelines.coding.agreements.verbs import has_object, said_of_subject, states, verb_rows
from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import FUTURE, NOW, PAST, Link, above, above_clause, time_of
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row, words

_REACH = 14
_STOPS = (";", ":", "—", "–", "--")
#: What turns to something else in mid-sentence: "on 30 March, when the talks came to an end".
_TURNS = ("when", "where", "while", "whereupon", "because", "although", "though")
_MAIN_REACH = 30
_TO = ("to", "on", "upon")
_MARKS = ("that", "which")
#: What opens a clause about something else, and what opens words put in between.
_APART = ("when", "before", "after", "once", "while", "until", "if", "because", "whether")
_INSERTING = ("it", "he", "she", "they", "you", "i", "we", "readers")
_JOINED = ("and", "but", "then", "or")
#: Sets of words: what lasts, how little, and units of time; how far a span of time may stand behind its verb.
_RUNNING, _BRIEFLY, _UNITS = (f"agreement_postmodifiers:{name}" for name in ("running", "briefly", "units"))
_LONG = frozenset(("month", "months", "year", "years", "decade", "decades"))
_SPAN = 7
#: Who may be the subject of a relative clause without being named.
_SUBJECTS = ("we", "i", "you", "they", "he", "she")
_SINGULAR = ("is", "was", "has")


def statements_after(
    report: ParsedReport, parsed: Parsed, phrase: EventPhrase, governed: bool, until: int
) -> list[Statement]:
    """Statements in participles and relative clauses after the phrase, and by the verb that has it as subject."""
    tokens = report.tokens
    found: list[Statement] = []
    k, use, before, skipped = phrase.after, "", None, False
    in_preposition = phrase.first > parsed.sentence.first and tokens[phrase.first - 1].low in PREPOSITIONS
    for predicate in parsed.predicates:
        if predicate.first < phrase.after:
            continue
        gap = [tokens[n].low for n in range(k, predicate.first)]
        reach = (_MAIN_REACH if use else _REACH) + named_between(report, k, predicate.first)
        if any(w in _STOPS or w in _TURNS for w in gap) or len(gap) > reach:
            break
        inserted = _inserted_until(report, parsed, predicate, k)
        if inserted:
            k = inserted
            continue
        if predicate.first < k or tokens[predicate.first - 1].low == "whose":
            # "whose wording": a noun
            continue
        if _is_apart(report, parsed.clause_at(predicate.first), phrase, predicate):
            skipped = True
            continue
        if skipped and tokens[predicate.first - 1].low != ",":
            break
        statement, reading = _read(report, parsed, predicate, before, k, use, governed or in_preposition)
        if reading == "stop" or (
            predicate.first >= until and reading in ("participle", "relative") and use in ("", "subject")
        ):
            break
        if statement is not None:
            found.append(statement)
            if reading == "subject":
                governed = True
        use, k, before = reading or use, predicate.after, predicate
    return found


def named_between(report: ParsedReport, first: int, after: int) -> int:
    """How many of the tokens are names and days, over which a reader goes easily."""
    names = sum(m.after - m.first for m in report.actors_in(first, after))
    return names + sum(d.after - d.first for d in report.dates_in(first, after))


def _is_apart(report: ParsedReport, clause: Clause, phrase: EventPhrase, predicate: Predicate) -> bool:
    """Whether a verb stands in a clause of its own after the phrase: "… when talks came to an end"."""
    # "a year before broke down": an adverb opens no clause
    opens = (clause.mark in _APART or clause.opener in _APART) and phrase.after < clause.first < predicate.first - 1
    inner = [t.low for t in report.tokens[clause.first : predicate.first]]
    if opens and inner[-1] == "," and inner.count(",") == 1:
        # "signed after a year of talks under the envoy, had broken down": no clause, its noun ends at the comma
        return False
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
    report: ParsedReport,
    parsed: Parsed,
    predicate: Predicate,
    before: Predicate | None,
    k: int,
    use: str,
    governed: bool,
) -> tuple[Statement | None, str]:
    """What one verb after the phrase says of it, and how it is attached; "stop" where it is about something else.
    `before`: the verb read last."""
    tokens = report.tokens
    gap = [tokens[n].low for n in range(k, predicate.first)]
    if predicate.tense in ("infinitive", "gerund") and not predicate.passive:
        return None, "content"
    if "whose" in gap:
        statement = _of_wording(report, parsed, predicate, gap)
        return (statement, "relative") if statement is not None else (None, "stop")
    near = _subject_before(report, predicate, k)
    days = {n - k for d in report.dates_in(k, predicate.first) for n in range(d.first, d.after)}
    mark = next((n for n, w in enumerate(gap) if w in _MARKS and n not in days), None)
    if mark is not None and (
        (mark == 0 and _is_told_that(parsed, before, use)) or (mark > 0 and gap[mark - 1] == "so")
    ):
        return None, "stop"
    bare = predicate.first == predicate.head and predicate.tense in ("past", "participle")
    again = mark is not None and use == "relative" and mark > 0 and gap[mark - 1] == "and"
    if mark is not None and (again or attaches(report, k, k + mark) or is_on(report, predicate, k, k + mark)):
        if near and mark and gap[mark - 1] in PREPOSITIONS and gap[mark - 1] not in _TO:
            # "from which he has withdrawn"; "a plan by which he hands over power": what is in it
            apart = prepositional_relative(report, parsed, predicate, gap[mark - 1], near)
            return (apart, "relative") if apart is not None else (None, "content")
        if near and mark and gap[mark - 1] in _TO:
            return prepositional_relative(report, parsed, predicate, gap[mark - 1], near), "relative"
        led = mark > 0 and gap[mark - 1] in PREPOSITIONS and gap[mark - 1] not in _TO
        if led and not predicate.passive:
            # "the statement with which the shooting ended"
            return None, "relative"
        if near or (gap[mark + 1 : mark + 2] and gap[mark + 1] in (*DETERMINERS, *_SUBJECTS)):
            return object_relative(report, parsed, predicate, near), "relative"
        return _subject_statement(report, parsed, predicate, False, "relative"), "relative"
    if mark is not None:
        return None, "stop"
    if near and use == "content" and predicate.passive and mark is None:
        row = said_of_subject(tokens, predicate)
        if row is not None and row["effect"] in ("sign", "initial"):
            # "the accord by which both separated their armies was signed in Geneva"
            return _subject_statement(report, parsed, predicate, False, "subject"), "subject"
    if near:
        if use == "relative" and gap[:1] == ["and"] and before is not None and not before.passive:
            # "which Portugal brokered and the two sides signed in Lisbon"
            return object_relative(report, parsed, predicate, near), "relative"
        if use == "" and is_bare_relative(report, near, k):
            statement = object_relative(report, parsed, predicate, near)
            return (statement, "relative") if statement is not None else (None, "stop")
        return None, "stop"
    if use == "content" and bare and gap and gap[-1] == "and":
        # "by which both stopped shooting at each other and separated their armies"
        return None, "content"
    if use in ("relative", "participle", "subject") and gap and (gap[-1] in _JOINED or _joined(gap)):
        participle = bare and use == "participle"
        shared = _with_auxiliary(report, before, predicate) if bare and not participle else None
        return _subject_statement(report, parsed, shared or predicate, participle, use), use
    if bare and not governed and parsed.clause_at(predicate.first).verb is predicate:
        statement = _subject_statement(report, parsed, predicate, False, "subject")
        if statement is not None:
            return statement, "subject"
    if bare and use and any(w in words("agreement_nouns", "words") for w in gap):
        # "the accord is dead, he said in a statement read out on television"
        return None, "stop"
    if bare or (predicate.tense in ("gerund", "infinitive") and predicate.passive):
        return _subject_statement(report, parsed, predicate, bare, "participle"), "participle"
    if governed:
        return None, "stop"
    return _subject_statement(report, parsed, predicate, False, "subject"), "subject"


def _is_told_that(parsed: Parsed, before: Predicate | None, use: str) -> bool:
    """Whether "that" right behind a verb opens what it tells: "the statement said that they had asked for a delay"."""
    return use in ("content", "subject") or (before is not None and stance_of(before) != "")


def _with_auxiliary(report: ParsedReport, before: Predicate | None, predicate: Predicate) -> Predicate | None:
    """The second of two verbs that share the auxiliary: "was accepted by one side and refused by the other"; None where
    it stands by itself ("was signed in May and collapsed")."""
    if before is None or not before.passive or before.first == before.head:
        return None
    shared = replace(before, first=predicate.first, after=predicate.after, head=predicate.head, bases=predicate.bases)
    alone = has_object(report.tokens, predicate.after) or said_of_subject(report.tokens, shared) is None
    return None if alone else shared


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
        joining = all(w in ("and", ",", "the", "both", "a", "some") or _is_number(report, w) for w in gap)
        if (gap and not found) or (found and not joining):
            break
        found.append(m)
        end = m.first
    if not found or _is_of_one(tokens[predicate.first].low, found):
        return ()
    lead = end - 1
    while lead > k and tokens[lead].low in ("the", "a", "both", "its", "their", "his"):
        lead -= 1
    if lead >= k and tokens[lead].low in PREPOSITIONS:
        return ()
    return tuple(found[::-1])


def _is_of_one(verb: str, before: Sequence[Mention]) -> bool:
    """Whether a verb in the singular follows a plural: of "the accord on arms and armies was signed" the accord."""
    return verb in _SINGULAR and before[0].plural and before[0].noun != "name" and before[0].person is None


def _is_number(report: ParsedReport, low: str) -> bool:
    return low.isdigit() or low in words("number_words")


def _subject_statement(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, participle: bool, use: str
) -> Statement | None:
    row = said_of_subject(report.tokens, predicate, participle) or _state_of(report, predicate, use)
    if runs_on(report, predicate):
        return _running_on(report, parsed, predicate, use)
    if row is None or _is_called_for_a_day(report, predicate, row):
        return None
    if row["effect"] == "observe" and _is_brief(report, predicate):
        row = {**row, "effect": "end"}
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
        never = report.tokens[predicate.first - 1].low in ("never", "not")
        links = [Link(row["effect"], time, predicate.negated or never, predicate, row["words"])]
    if predicate.is_finite and predicate.modal == "to" and row["effect"] != "force":
        links.append(Link("plan", FUTURE, False, predicate))
    if use == "subject":
        links += above(report, parsed, predicate, 0)
        links += above_clause(parsed, clause, report.tokens)
    return Statement(links[0].effect, tuple(links), (), predicate.head, use)


def _state_of(report: ParsedReport, predicate: Predicate, use: str) -> Row | None:
    """The state behind the copula of a relative clause: "which was over in three days"."""
    if use != "relative" or predicate.bases != {"be"} or predicate.negated or predicate.modal:
        return None
    hit = states().longest(report.tokens, predicate.after)
    return hit[0] if hit is not None and hit[0]["effect"] in ("end", "suspend", "breach") else None


def _of_wording(report: ParsedReport, parsed: Parsed, predicate: Predicate, gap: Sequence[str]) -> Statement | None:
    """What is said of the text of an agreement: "whose wording the two closed last week", "whose text was settled"."""
    at = gap.index("whose")
    if gap[at + 1 : at + 2] == [] or gap[at + 1] not in word_set("agreement_postmodifiers:texts", "syntax_word_sets"):
        return None
    settled = predicate.bases & word_set("agreement_postmodifiers:settling", "syntax_word_sets")
    row = next((row for row, _ in verb_rows(report.tokens, predicate) if "o" in row["takes"]), None)
    if not settled and row is None:
        return None
    effect = "agree" if settled else row["effect"] if row is not None else ""
    clause = parsed.clause_at(predicate.first)
    link = Link(effect, time_of(predicate, parsed, clause), predicate.negated, predicate, "settle")
    subjects = () if predicate.passive else clause.subjects
    return Statement(effect, (link,), subjects, predicate.head, "relative")


def runs_on(report: ParsedReport, predicate: Predicate) -> bool:
    """Whether a verb says that what is in force lasts longer: "will run for another month"."""
    if predicate.passive or predicate.negated or not predicate.bases & word_set(_RUNNING, "syntax_word_sets"):
        return False
    if not (predicate.modal or (predicate.tense == "present" and not predicate.perfect)):
        return False
    tokens = report.tokens
    for f in report.figures_in(predicate.after, predicate.after + _SPAN):
        if f.quantity.unit == "days":
            around = (*tokens[predicate.after : f.after], *tokens[f.after : f.after + 1])
            return any(t.low in word_set("agreement_postmodifiers:longer", "syntax_word_sets") for t in around)
    return False


def _running_on(report: ParsedReport, parsed: Parsed, predicate: Predicate, use: str) -> Statement:
    """The prolongation told by a verb of lasting; what "will" run on has been prolonged."""
    clause = parsed.clause_at(predicate.first)
    time = time_of(predicate, parsed, clause)
    links = [Link("extend", PAST if predicate.modal in ("will", "to") or time == NOW else time, False, predicate)]
    links += above_clause(parsed, clause, report.tokens)
    return Statement("extend", tuple(links), (), predicate.head, use)


def _is_brief(report: ParsedReport, predicate: Predicate) -> bool:
    """Whether a truce is said to have been kept for too short a time: "lasted barely an hour", "held for minutes"."""
    if predicate.passive or predicate.negated or predicate.modal:
        return False
    lows = [t.low for t in report.tokens[predicate.after : predicate.after + _SPAN]]
    unit = next((n for n, w in enumerate(lows) if w in word_set(_UNITS, "syntax_word_sets")), None)
    if unit is None:
        return False
    before = lows[:unit]
    short = any(w in word_set(_BRIEFLY, "syntax_word_sets") for w in before)
    # "lasted two years" and is over; a truce of days or weeks may have run to its end
    over = "last" in predicate.bases and predicate.tense == "past" and lows[unit] in _LONG
    return short or over or (lows[unit] in ("minutes", "hours") and not any(_is_number(report, w) for w in before))


def _is_called_for_a_day(report: ParsedReport, predicate: Predicate, row: Row) -> bool:
    """Whether "for" leads to the day and not to what is asked: "had been called for 20 October"."""
    after = predicate.after + len(row["words"].split()) - 1
    return row["words"].endswith(" for") and bool(report.dates_in(after, after + 2))


def _is_wished(parsed: Parsed, participle: Predicate) -> bool:
    """Whether the participle hangs on "see" or "want": "hope to see the plan signed"."""
    return any(
        p.bases & {"see", "want", "have", "get", "wish"}
        and p.head == p.after - 1
        and 0 < participle.first - p.after <= 5
        for p in parsed.predicates
        if p.tense == "infinitive" or (p.bases & {"want", "wish"} and not p.perfect)
    )
