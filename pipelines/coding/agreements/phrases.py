"""Agreement phrases: the noun phrases of a sentence that name an agreement, each with its whole name.

Belongs here: which nouns make one name ("draft accord", "truce and hostage deal"), which are no name of an agreement at
all ("ceasefire committee"). Does not belong here: what is said of them (`statements`).
"""

from dataclasses import replace

from pipelines.coding.agreements.elliptic_phrases import elliptic_phrases
from pipelines.coding.agreements.halts import halts_in
from pipelines.coding.agreements.objects import PREPOSITIONS, object_verb, proposal_before
from pipelines.coding.agreements.parts import is_verb_of_part, listed_phrases
from pipelines.coding.agreements.verbs import is_tail, verb_rows, verb_tails
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase, find_phrases, is_name_of_body
from pipelines.coding.text.numerals import unit_named
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row, words

_JOINING = ("on", "for", "of", "about", "to", "towards", "over")
_FORMS = ("draft", "text", "document", "paper", "outline", "package", "blueprint", "version", "copy")
_HEADS = ("deal", "agreement", "accord", "pact", "plan", "proposal", "arrangement", "package")
_CALLED = 5
#: How far pages may stand behind the verb that signs them.
_SIGNED = 5
#: How far the verb of a relative clause may stand behind the pages that it signs.
_TOLD = 9
#: How far talks may stand behind the verb that opens them.
#: How far behind its noun a truce is told to be of one side.
_DECLARED = 14
_MET = 5
#: How far "to meet" may stand behind the verb that offers it.
_OFFERED = 4
#: How long a name may be.
_NAMED = 8
_FIRM = ("comprehensive", "ceasefire", "prisoner_exchange", "humanitarian")


def agreement_phrases(report: ParsedReport, parsed: Parsed) -> list[EventPhrase]:
    """The phrases of one sentence, in order; nouns that only lead to the next one are part of it."""
    s, tokens = parsed.sentence, report.tokens
    halts = list(halts_in(tokens, parsed.words, s.first, s.after))
    found = find_phrases(report, "agreement_nouns", s, parsed.predicates, halts)
    found = [_pointed(report, parsed, p) for p in found if _is_text(report, parsed, p)]
    whole: list[EventPhrase] = []
    carried: EventPhrase | None = None
    for n, each in enumerate(found):
        phrase = each if carried is None else _compound(carried, each)
        carried = None
        follower = found[n + 1] if n + 1 < len(found) else None
        if follower is not None and phrase.noun < follower.first:
            lead = proposal_before(report, follower.first, s.first)
            if lead == phrase.noun and follower.row["kind"] and not follower.definite:
                # "a proposal by Egypt for a truce": the truce is what is put forward
                continue
        if follower is not None and (_is_one_name(report, phrase, follower) or _belongs_to(report, phrase, follower)):
            called = report.tokens[phrase.after].low == "of" and report.tokens[phrase.after + 1].low == "what"
            near = phrase.after == follower.first or called or _is_one_name(report, phrase, follower)
            near = near or (phrase.row["strength"] == "strong" and not phrase.row["kind"])
            carried = phrase if near else None
            continue
        whole.append(phrase)
    parts = listed_phrases(report, parsed, whole)
    return sorted([*whole, *parts, *elliptic_phrases(report, parsed, [*whole, *parts])], key=lambda p: p.first)


def _is_text(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether a phrase names what sides agree on, and no verb, body or sheet, nor what one of them does alone."""
    return not (
        phrase.row["strength"] == "none"
        or is_name_of_body(report.tokens, phrase)
        or _is_infinitive(report, phrase)
        or _is_of_press(report, phrase)
        or _is_one_sided(report, phrase)
        or _is_to_meet(report, parsed, phrase)
        or _answers_invitation(report, parsed, phrase)
        or _is_material(report, phrase)
        or _is_setting(report, phrase)
        or _is_sheets(report, parsed, phrase)
        or is_verb_of_part(report, phrase)
        or _is_of_body(report, phrase, parsed.sentence.after)
    )


def _is_material(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether paper is only what is written on: "on paper", "a sheet of paper", "a piece of paper"."""
    lead = report.tokens[phrase.first - 1].low if phrase.first else ""
    return phrase.first == phrase.noun and report.tokens[phrase.noun].low == "paper" and lead in ("on", "of")


def _is_setting(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether a framework is only what something stays within: "in the framework of the constitution"."""
    tokens = report.tokens
    if tokens[phrase.after - 1].low != "framework" or tokens[phrase.noun].is_capital:
        return False
    lead = tokens[phrase.first - 1].low if phrase.first else ""
    return lead in ("in", "within") and tokens[phrase.after].low == "of"


def _is_infinitive(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether the noun may be a verb after "to": "to deal", "to document"; not "put their names to accords"."""
    bare = phrase.first == phrase.noun and report.tokens[phrase.noun - 1].low == "to"
    return bare and not report.tokens[phrase.after - 1].low.endswith("s")


def _is_one_sided(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether the words say that one side acts alone, which makes no agreement: "a unilateral truce"."""
    tokens = report.tokens
    if any(t.low in word_set("phrases:one_sided", "syntax_word_sets") for t in tokens[phrase.first : phrase.noun]):
        return True
    # "a ceasefire, declared by the guerrillas on their own"
    told = [t.low for t in tokens[phrase.after : phrase.after + _DECLARED]]
    stop = next((k for k, w in enumerate(told) if w in (".", ";", "and", "but") or (w == "," and k > 1)), len(told))
    said = " ".join(told[:stop])
    declared = any(w in word_set("phrases:declaring", "syntax_word_sets") for w in told[:3])
    return declared and any(f" {words} " in f" {said} " for words in word_set("phrases:alone", "syntax_word_sets"))


def _is_to_meet(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether it is no more than an agreement to talk: "an understanding to start talks", "a deal to hold a round"."""
    verb = next((p for p in parsed.predicates if p.first == phrase.after and p.tense == "infinitive"), None)
    if verb is None or not verb.bases & (words("agreement_meetings") | {"start", "open", "begin"}):
        return False
    met = words("meeting_nouns", "words")
    return "meet" in verb.bases or any(t.low in met for t in report.tokens[verb.after : verb.after + _MET])


def _answers_invitation(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether an offer is one to meet, told just before: "had offered to meet … turned the offer down"."""
    if not phrase.definite or phrase.noun - phrase.first > 1:
        return False
    if phrase.row["words"] not in word_set("agreement_phrases:offers", "syntax_word_sets"):
        return False
    number = parsed.sentence.number
    before = report.sentence(report.prose.sentences[number - 1].first) if number else None
    meetings = words("agreement_meetings")
    for verbs in ([p for p in parsed.predicates if p.first < phrase.first], before.predicates if before else ()):
        for verb in verbs:
            if not verb.bases & word_set("agreement_phrases:inviting", "syntax_word_sets"):
                continue
            nested = (p for p in verbs if p.tense in ("infinitive", "gerund") and 0 <= p.first - verb.after <= _OFFERED)
            if any(p.bases & meetings for p in nested):
                return True
    return False


def _is_sheets(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether pages, points and sentences are no text that somebody signs or settles: "signed four sentences", "settled
    eight points" name one."""
    if report.tokens[phrase.after - 1].low not in word_set("agreement_phrases:sheets", "syntax_word_sets"):
        return False
    verb = next((p for p in parsed.predicates if 0 < phrase.first - p.head <= _SIGNED), None)
    row = next((row for row, _ in verb_rows(report.tokens, verb)), None) if verb is not None else None
    if row is None:
        hit = object_verb(report, parsed, phrase.first)
        row = hit[1] if hit is not None else None
    row = row or _signed_row(report, parsed, phrase)
    if row is None or row["effect"] in ("sign", "initial"):
        return row is None
    counted = any(_is_count(t) for t in report.tokens[phrase.first : phrase.noun])
    return not counted or row["words"] not in word_set("agreement_phrases:settling", "syntax_word_sets")


def _signed_row(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> Row | None:
    """The row of a verb of signing of which the phrase is the subject: "a programme of steps was signed"."""
    clause = parsed.clause_at(phrase.first)
    for verb in parsed.predicates:
        if verb.first >= phrase.after and verb.passive and verb.is_finite and parsed.clause_at(verb.first) is clause:
            rows = (row for row, _ in verb_rows(report.tokens, verb) if row["effect"] in ("sign", "initial"))
            return next(rows, None)
    lead = [t.low for t in report.tokens[phrase.after : phrase.after + 2]]
    bare = next((p for p in parsed.predicates if p.first == phrase.after and p.first == p.head), None)
    if bare is not None and bare.tense in ("past", "participle") and lead[1:] == ["by"]:
        # "under the six points signed by the two leaders"
        return next((row for row, _ in verb_rows(report.tokens, bare) if row["effect"] in ("sign", "initial")), None)
    if lead[:1] not in (["which"], ["that"]) and lead not in (["on", "which"], ["to", "which"], ["under", "which"]):
        return None
    # "the six points which both signed", "the four sentences to which they put their names"
    behind = (p for p in parsed.predicates if phrase.after < p.first <= phrase.after + _TOLD and p.is_finite)
    told = next((p for p in behind if not p.modal and not p.negated), None)
    if told is None:
        return None
    tails = (row for tail, row in verb_tails(report.tokens, told) if is_tail(tail[:-1], _lows(report, told, len(tail))))
    rows = (row for row in (*(row for row, _ in verb_rows(report.tokens, told)), *tails))
    return next((row for row in rows if row["effect"] in ("sign", "initial", "agree")), None)


def _lows(report: ParsedReport, verb: Predicate, length: int) -> list[str]:
    return [t.low for t in report.tokens[verb.head + 1 : verb.head + length]]


def _is_count(token: Token) -> bool:
    return token.kind == "number" or unit_named(token.low) is not None


def _is_of_press(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether a paper is a newspaper ("told this paper", "the paper adds"), or a statement what somebody says ("said in
    a statement", "have made no statement")."""
    tokens, noun = report.tokens, phrase.row["words"]
    lead = [t.low for t in tokens[max(0, phrase.first - 1) : phrase.noun]]
    follower = tokens[phrase.after].low if phrase.after < len(tokens) else ""
    if noun == "paper":
        told = (
            "this" in lead or "same" in lead or follower in word_set("agreement_phrases:reporting", "syntax_word_sets")
        )
        return told and "of" not in lead
    return noun == "statement" and not phrase.mentions and lead[0] in ("in", "no") and "joint" not in lead


def _is_of_body(report: ParsedReport, phrase: EventPhrase, after: int) -> bool:
    """Whether the noun only tells what a body or a talk is for: "ceasefire committees", "truce monitors"."""
    if phrase.after >= after:
        return False
    if phrase.row["strength"] == "weak":
        return report.tokens[phrase.after].low in ("call", "calls", "conversation", "contact", "contacts", "talks")
    return report.tokens[phrase.after].low in word_set("agreement_phrases:bodies", "syntax_word_sets")


def _compound(lead: EventPhrase, phrase: EventPhrase) -> EventPhrase:
    """ "Draft accord", "ceasefire draft": one phrase, with the determiner and the adjectives of the first noun, and
    with the kind that either tells."""
    row = phrase.row
    if lead.row["kind"] in _FIRM and row["kind"] not in _FIRM[:2]:
        row = {**row, "kind": lead.row["kind"], "strength": "strong"}
    return replace(
        phrase,
        first=lead.first,
        row=row,
        definite=lead.definite,
        adjectives=(*lead.adjectives, *phrase.adjectives),
        mentions=(*lead.mentions, *phrase.mentions),
    )


def _is_one_name(report: ParsedReport, phrase: EventPhrase, follower: EventPhrase) -> bool:
    """Whether two nouns name one bargain: "the truce and hostage deal"."""
    tokens = report.tokens
    if phrase.row["kind"] not in _FIRM or tokens[follower.after - 1].low not in _HEADS:
        return False
    gap = [t.low for t in tokens[phrase.after : follower.noun]]
    return gap in (["and"], ["-", "and", "-"], ["and", "-"], ["-", "for", "-"]) and follower.first >= follower.noun - 1


def _belongs_to(report: ParsedReport, phrase: EventPhrase, follower: EventPhrase) -> bool:
    """Whether a noun only leads to the next one: "draft accord", "a proposal for a 60-day truce"."""
    gap = [t.low for t in report.tokens[phrase.after : follower.first]]
    if gap[:1] == ["of"] and report.tokens[phrase.after - 1].low in _FORMS and (len(gap) == 1 or gap[1] == "what"):
        # "the text of the treaty", "a draft of what it calls a compact"
        return len(gap) <= _CALLED
    if gap and phrase.definite and report.tokens[phrase.noun].is_capital:
        # "the Doha Framework for a comprehensive accord": what it is for
        return False
    if not gap:
        form = report.tokens[follower.after - 1].low in _FORMS
        return not phrase.row["kind"] or phrase.row["strength"] == "weak" or form
    weak = not phrase.row["kind"] or phrase.row["kind"] in ("framework", follower.row["kind"])
    extends = follower.row["kind"] == "renewal" or phrase.row["kind"] == "renewal"
    return len(gap) == 1 and gap[0] in _JOINING and weak and not follower.definite and not extends


def _pointed(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> EventPhrase:
    """ "That agreement", "under that plan": the phrase with its pointing word."""
    tokens, at = report.tokens, phrase.first - 1
    if at < parsed.sentence.first or tokens[at].low != "that":
        return phrase
    opens = at == parsed.sentence.first or tokens[at - 1].low in PREPOSITIONS
    return replace(phrase, first=at, definite=True) if opens else phrase


def is_for_peace(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether a name in capitals says that it makes peace: "the Agreement on the Resolution of the Conflict"."""
    tokens, at = report.tokens, phrase.after
    if at + 1 >= len(tokens) or not tokens[phrase.noun].is_capital or tokens[at].low not in ("for", "on", "of"):
        return False
    peace = word_set("agreement_phrases:peace", "syntax_word_sets")
    for token in tokens[at + 1 : at + 1 + _NAMED]:
        if not token.is_capital and token.low not in ("a", "an", "the", "and", "of"):
            return False
        if token.is_capital and token.low in peace:
            return True
    return False


def is_on_topic(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether one matter follows: "the accord on human rights"; not "on peace", nor the name of a land or a person."""
    tokens, at = report.tokens, phrase.after
    if at + 2 >= len(tokens) or tokens[at].low not in ("on", "about", "concerning", "regarding"):
        return False
    head = at + 2 if tokens[at + 1].low in ("the", "a", "an", "its", "their") else at + 1
    if tokens[head].kind != "word" or tokens[head].is_capital or report.dates_in(at + 1, at + 3):
        return False
    return tokens[head].low not in word_set("agreement_phrases:whole", "syntax_word_sets")


def year_of_name(report: ParsedReport, phrase: EventPhrase) -> int | None:
    """The year in the name: "the 2003 ceasefire", "the accord of 2015"."""
    tokens = report.tokens
    inner = next((t.low for t in tokens[phrase.first : phrase.noun] if _is_year(t.low)), None)
    if inner is not None:
        return int(inner)
    behind = [t.low for t in tokens[phrase.after : phrase.after + 2]]
    named = phrase.definite and len(behind) == 2 and behind[0] in ("of", "from") and _is_year(behind[1])
    return int(behind[1]) if named else None


def _is_year(low: str) -> bool:
    return len(low) == 4 and low.isdigit()
