"""Agreement existence: agreements that no verb of agreeing tells.

Belongs here: "there is a separate understanding on …", "we have a deal", lists of dated steps without a verb, and
"what was signed in Jeddah in May" for the agreement itself. Does not belong here: verbs of agreeing, proposing and
breaking (`statements`).
"""

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.statement import Said, Statement
from pipelines.coding.agreements.verbs import is_tail, status_of, verb_rows, verb_tails
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.entries import heading_date
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import NOW, PAST, Link, above_clause, time_of
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row, words

_GAP = 6
_AUTHOR = 8
_OUTCOMES = ("result", "results", "outcome", "upshot", "conclusion", "yield", "harvest", "product")
_ENDING = ("end", "close", "finish")
_HEADLESS = ("what", "whatever", "all")
_NAMING = ("call", "declare", "announce", "proclaim")
_BREAKS = (";", ":", "—", "–", "--", ".", "•", "*")


def existing(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> Said | None:
    """What is said of an agreement by nothing but that it is there; None where that is not said."""
    if phrase.definite or report.tokens[phrase.first].low in ("no", "any"):
        return None
    verb = _there_is(report, parsed, phrase) or _has(report, parsed, phrase)
    if verb is not None and any(t.low == "by" for t in report.tokens[phrase.after : phrase.after + _AUTHOR]):
        # "a paper on rights by the former ombudsman": nobody has agreed on it
        return None
    if verb is not None:
        clause = parsed.clause_at(verb.first)
        time = time_of(verb, parsed, clause)
        if time not in (NOW, PAST) or verb.negated:
            return None
        effect = _effect(phrase)
        links = (Link(effect, time, False, verb, "be"), *above_clause(parsed, clause, report.tokens))
        return Said((Statement(effect, links, clause.subjects if "have" in verb.bases else (), verb.head, "state"),))
    if _ends_talks(report, parsed, phrase) and _effect(phrase) == "agree":
        return Said((Statement("yield", (Link("yield", PAST, False, None, "end with"),), (), phrase.noun, "state"),))
    asked = _asked(report, parsed, phrase)
    if asked and _effect(phrase) == "agree":
        return Said((Statement(asked, (Link(asked, PAST, False, None, ""),), (), phrase.noun, "state"),))
    if (_is_listed(report, parsed, phrase) or _is_entry(report, parsed, phrase)) and _effect(phrase) == "agree":
        return Said((Statement("agree", (Link("agree", PAST, False, None, "list"),), (), phrase.noun, "state"),))
    return None


def _effect(phrase: EventPhrase) -> str:
    noun = phrase.row["words"].split()[-1]
    if noun in word_set("agreement_existence:plans", "syntax_word_sets"):
        return "propose"
    return "agree" if noun in word_set("agreement_existence:bargains", "syntax_word_sets") else "mention"


def _there_is(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> Predicate | None:
    """The verb of "there is", with nothing but adverbs between it and the phrase."""
    tokens = report.tokens
    for p in parsed.predicates:
        if "be" in p.bases and 0 <= phrase.first - p.after <= _GAP and p.first > 0 and p.is_finite:
            between = [t.low for t in tokens[p.after : phrase.first]]
            adverbial = all(w in word_set("agreement_existence:fillers", "syntax_word_sets") for w in between)
            if tokens[p.first - 1].low == "there" and adverbial:
                return p
    return None


def _has(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> Predicate | None:
    """The verb of "we have a deal"."""
    p = next((p for p in parsed.predicates if p.after == phrase.first and p.bases == {"have"}), None)
    return p if p is not None and p.is_finite and p.head == p.after - 1 else None


def _is_listed(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether the phrase stands without a verb in a sentence that opens with a day, as in a list of steps."""
    tokens, s = report.tokens, parsed.sentence
    opening = next((d for d in report.dates_in(s.first, s.first + 3) if d.mention.role == "at"), None)
    if opening is None or opening.mention.interval.precision not in ("day", "month", "range"):
        return False
    if tokens[min(opening.after, s.after - 1)].low not in (":", ",", "-", "—", "–", "."):
        return False
    return _is_verbless(report, parsed, phrase)


def _is_entry(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether the phrase stands without a verb in an entry of a timeline, or after "Result:"."""
    tokens, s = report.tokens, parsed.sentence
    if tokens[phrase.after].low == ":" and phrase.first == s.first:
        # "A protocol: the rebels get a third of the posts."
        return True
    told = tokens[s.first].low in _OUTCOMES and tokens[s.first + 1].low == ":"
    opens = phrase.first - s.first <= (2 if told else 1)
    return opens and (told or heading_date(report, s) is not None) and _is_verbless(report, parsed, phrase)


def _asked(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> str:
    """The deed that a question before asks about, where the phrase answers it without a verb: "Any result? A joint
    declaration." and "What did they sign? A truce of ten days."; empty where it does not."""
    s = parsed.sentence
    if phrase.first > s.first + 1 or s.number == 0 or not _is_verbless(report, parsed, phrase):
        return ""
    before = report.sentence(report.prose.sentences[s.number - 1].first)
    if before is None or not before.sentence.is_question or report.tokens[before.sentence.after - 1].low != "?":
        return ""
    for verb in before.predicates:
        rows = (row for row, _ in verb_rows(report.tokens, verb) if row["effect"] in ("sign", "initial", "agree"))
        row = next(rows, None) or _stranded(report, verb)
        if row is not None and before.words & word_set("agreement_existence:asking", "syntax_word_sets"):
            open_still = verb.modal or verb.negated
            return "" if open_still else row["effect"]
    return "agree" if before.words & word_set("agreement_existence:results", "syntax_word_sets") else ""


def _stranded(report: ParsedReport, verb: Predicate) -> Row | None:
    """The row of a verb of signing whose preposition ends the question: "What have they put their names to?"."""
    for tail, row in verb_tails(report.tokens, verb):
        lows = [t.low for t in report.tokens[verb.head + 1 : verb.head + 1 + len(tail)]]
        if row["effect"] in ("sign", "initial", "agree") and is_tail(tail, lows):
            return row
    return None


def _ends_talks(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether an entry of a chronology ends talks with it, by a verb that may be taken for a noun: "consultations, with
    the envoy in the chair, end with a ceasefire"."""
    tokens, at = report.tokens, phrase.first - 2
    if not parsed.is_past or at <= parsed.sentence.first or tokens[at + 1].low not in ("with", "in"):
        return False
    met = words("meeting_nouns", "words")
    return tokens[at].low in _ENDING and any(t.low in met for t in tokens[parsed.sentence.first : at])


def _is_verbless(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    tokens, s = report.tokens, parsed.sentence
    start = phrase.first
    while start > s.first and tokens[start - 1].low not in _BREAKS:
        start -= 1
    end = phrase.after
    while end < s.after and tokens[end].low not in (*_BREAKS, ","):
        end += 1
    return not any(start <= p.first < end and p.is_finite for p in parsed.predicates)


def _is_accepted(row: Row, verb: Predicate) -> bool:
    """Whether what is told was accepted by both: "what had been accepted on 27 February"."""
    return row["effect"] == "accept" and verb.passive and verb.tense == "past"


def headless_mention(report: ParsedReport, focus: Focus, parsed: Parsed) -> AgreementMention | None:
    """ "What was signed in Jeddah in May": the agreement by the deed that made it, with its day or its place."""
    for clause in parsed.clauses:
        verb = clause.verb
        that_which = clause.opener == "which" and clause.first and report.tokens[clause.first - 1].low == "that"
        if not (clause.opener in _HEADLESS or that_which) or verb is None or verb.negated or verb.modal:
            continue
        after = max(clause.tokens) + 1
        told = bool(report.dates_in(verb.after, after)) or any(p.name for p in report.places_in(verb.after, after))
        row = next((row for row, _ in verb_rows(report.tokens, verb) if "o" in row["takes"]), None)
        made = row is not None and (row["effect"] in ("sign", "agree", "initial") or _is_accepted(row, verb))
        if row is None or not made or not told or row["words"] in _NAMING:
            continue
        status, realis = status_of(row["effect"], time_of(verb, parsed, clause), False)
        if realis != "actual":
            # "unless what was signed in May is carried out": it was, whatever is supposed of it
            continue
        mention = AgreementMention(
            clause.first, verb.after, clause.first, parsed.sentence.number, "agreement_noun", "", status, realis,
            row["effect"], definite=True, noun="what", at=verb.head, deed=row["effect"], identifying=True,
        )  # fmt: skip
        if not verb.passive:
            for m in clause.subjects:
                mention.join(focus.resolve(m), m)
        mention.named_parties = len(mention.parties) >= 2
        return mention
    return None
