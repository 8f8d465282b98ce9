"""Agreement standing: the status of an agreement by all that one sentence says of it.

Belongs here: status and realis of each statement under what stands above it, and which of several decides.
Does not belong here: finding the statements (`statements`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.coding.agreements.keeping import ended_by, goes_on, is_kept_since, is_kept_to_end
from pipelines.coding.agreements.statement import Said, Statement
from pipelines.coding.agreements.verbs import adjectives, status_of, verb_rows
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import PAST, Link, is_supposed
from pipelines.coding.scope.denied_reports import follows_denial
from pipelines.coding.scope.event_phrases import EventPhrase, is_negated
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words

_ATTITUDES = {
    "plan": "proposed", "propose": "proposed", "want": "proposed", "ready": "proposed", "possible": "proposed",
    "ask": "proposed", "need": "proposed", "refuse": "rejected", "deny": "rejected", "fail": "-", "doubt": "-",
    "cancel": "-", "postpone": "under_negotiation",
}  # fmt: skip
_ORDER = (
    "terminated", "violated", "suspended", "implemented", "rejected", "signed", "agreed", "under_negotiation",
    "proposed",
)  # fmt: skip
_ACCUSING = frozenset(
    ("accuse", "blame", "charge", "allege", "denounce", "complain", "condemn", "fault", "suspect", "warn", "threaten")
)
#: What tells that an agreement was made, and what else can bear its day.
_SIGNING = ("sign", "initial")
_MAKING = ("sign", "agree", "initial", "mediate", "accept", "yield")
_ASPECTS = ("go_on", "hold", "begin", "none", "end")
#: How far the day may stand behind the verb that opens talks.
_OPENING = 4
_CLOSING = ("sign", "initial", "agree")
_KEEPING = ("observe", "heed", "keep", "complete")
#: What is done to an agreement that there is.
_OF_MADE = (*_KEEPING, "breach", "end", "suspend", "extend")
_QUOTES = ('"', "“", "”", "'", "‘", "’", "«", "»")
_BEARING = ("force", "propose")
_NEUTRAL = ("agree", "accept", "mention")


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agreement stands: status (None where it is only named), realis, the effect that decides, whose word or
    deed it is, and the verb at token `at`, by which the day is told, with its effect and its use."""

    status: str | None
    realis: str
    effect: str
    statements: tuple[Statement, ...] = ()
    subjects: tuple[Mention, ...] = ()
    at: int | None = None
    deed: str = ""
    use: str = ""


def stand(report: ParsedReport, focus: Focus, parsed: Parsed, phrase: EventPhrase, said: Said) -> Standing:
    """The standing of a phrase in its sentence."""
    if said.ahead:
        return Standing(None, "hypothetical", "ahead")
    before = [t.low for t in report.tokens[phrase.first : phrase.noun]]
    adjective = next((adjectives()[a] for a in before if a in adjectives()), None)
    wished = report.tokens[phrase.first - 1].low in word_set("agreement_standing:wishing", "syntax_word_sets")
    if adjective in _CLOSING and wished and not phrase.definite:
        # "they would fly with a signed agreement in their pocket, and not to haggle over one"
        adjective = None
    if not said.statements or (adjective is not None and all(s.effect == "mention" for s in said.statements)):
        if adjective is None:
            return Standing(None, "unknown", "")
        if is_supposed(parsed, parsed.clause_at(phrase.first)):
            return Standing(None, "hypothetical", "")
        told, how = status_of(adjective, PAST, False)
        return Standing(None if told == "-" else told, how, adjective, said.statements)
    none = is_negated(phrase, report.tokens)
    best: tuple[int, str | None, str, Statement] | None = None
    status: str | None
    tabled = any(s.effect == "propose" for s in said.statements)
    lacking = [s for s in said.statements if _is_lacking(report, s)]
    for statement in said.statements:
        if statement.use == "participle" and statement.effect == "discuss" and best is not None:
            # "a truce drawn up by the mediators": who wrote it, not how it stands
            continue
        status, realis = _of_statement(report, focus, parsed, phrase, statement, none)
        offered = tabled and status == "agreed" and statement.links[0].words.startswith("agree to")
        if offered and _is_half(report, focus, parsed, phrase, statement):
            # "the rebels have agreed to a truce proposed by the envoy": the other side is still to answer
            status, realis = "proposed", "hypothetical"
        if statement in lacking:
            status, realis = None, "denied"
        elif lacking and statement.effect in _MAKING and status in ("signed", "agreed"):
            # "without having signed what his adversary had signed"
            status, realis = "proposed", "hypothetical"
        rank = _ORDER.index(status) if status is not None else len(_ORDER)
        if best is None or rank < best[0]:
            best = (rank, status, realis, statement)
    assert best is not None
    _, status, realis, decisive = best
    made = _made(said, decisive)
    if adjective == "discuss" and status == "proposed":
        made = decisive
    telling = [s for s in (decisive, made, *said.statements) if s.effect != "mediate" or s is decisive]
    subjects = next((s.subjects for s in telling if s.subjects), ())
    if decisive.effect in ("refuse", "deny", "end", "suspend") and made is not decisive:
        subjects = made.subjects
    return Standing(status, realis, decisive.effect, said.statements, subjects, made.at, made.effect, made.use)


def _made(said: Said, decisive: Statement) -> Statement:
    """The statement that tells of the making, of those about one phrase; else the one that decides how it stands."""
    if decisive.effect in _MAKING and decisive.effect != "mediate":
        return decisive
    for effects in (_SIGNING, _MAKING, _BEARING):
        found = next((s for s in said.statements if s.effect in effects), None)
        if found is not None:
            return found
    return decisive


def _of_statement(
    report: ParsedReport, focus: Focus, parsed: Parsed, phrase: EventPhrase, statement: Statement, none: bool
) -> tuple[str | None, str]:
    inner, *rest = statement.links
    effect = statement.effect
    if effect in _MAKING and statement.use == "object" and _is_by_text(report, parsed, statement):
        # "the pact sets up a mechanism": a term of the pact
        return None, "unknown"
    wished = effect == "propose" and inner.words in ("want", "wish", "like")
    if wished and (_is_wished_done(report, parsed, phrase) or _is_word(report, phrase)):
        # "wants the 1991 declaration named in the treaty": there is one; 'wants an "accord"': the word for it
        return None, "unknown"
    reading = inner.words in word_set("agreement_standing:reading", "syntax_word_sets")
    lone = bool(statement.subjects) and not any(m.plural or m.noun == "collective" for m in statement.subjects)
    readers = {n for m in statement.subjects for n in focus.resolve(m)}
    if reading and lone and len(readers) <= 1 and readers <= set(focus.sides):
        # "the minister read out a statement": what one side says
        return None, "unknown"
    status, realis = status_of(effect, inner.time, inner.negated)
    if report.tokens[phrase.first].low == "any" and effect not in ("propose", "discuss", "refuse"):
        return None, "hypothetical"
    if none and (effect in _MAKING or (effect == "propose" and "single" in phrase.adjectives)):
        # "had not a single proposal to put on the table"
        return None, "denied"
    if inner.predicate is not None and inner.predicate.tense == "infinitive" and rest and rest[0].effect in _ASPECTS:
        # "went on to sign": the verb above gives the time
        status, realis = status_of(effect, rest[0].time, inner.negated or rest[0].negated)
    if effect == "extend" and inner.predicate is not None and inner.predicate.tense == "infinitive":
        # "agreed to prolong the truce": it is
        made = next((link for link in rest if link.words.split()[:1] == ["agree"] and link.time == PAST), None)
        if made is not None and not made.negated:
            status, realis = status_of("agree", made.time, False)
            rest = [link for link in rest if link is not made]
    if effect == "yield" and len({n for m in statement.subjects for n in focus.resolve(m)}) == 1:
        # "the Russians produced their memorandum": put forward by one
        effect, (status, realis) = "propose", status_of("propose", inner.time, inner.negated)
    if effect == "discuss" and status == "under_negotiation" and _opens_later(report, parsed, phrase, statement):
        effect, status = "propose", "proposed"
    if effect == "accept" and inner.negated and inner.time != PAST:
        if not phrase.definite and _is_qualified(report, phrase):
            # "will never accept a truce in which the rebels keep their guns": a term, and no truce refused
            return None, "hypothetical"
        if sets_terms(parsed):
            status, realis = "proposed", "hypothetical"
    if effect in ("sign", "initial") and phrase.definite and is_refusal(parsed, inner):
        effect, status, realis = "refuse", "rejected", "denied"
    if effect in _CLOSING and inner.negated and inner.time == PAST and follows_denial(report, parsed):
        effect, status, realis = "deny", "rejected", "denied"
    if effect == "sign" and status == "-" and inner.time == PAST and _is_left_unsigned(focus, phrase, statement):
        status, realis = "under_negotiation", "hypothetical"
    if effect == "discuss" and status == "under_negotiation" and _is_drafted_by_others(focus, statement):
        effect, status = "propose", "proposed"
    status = ended_by(report, inner, effect, status)
    if effect == "observe" and (goes_on(report, inner) or is_kept_since(report, statement)):
        status = "agreed"
    if status == "agreed" and is_kept_to_end(report, inner, effect):
        status = "implemented"
    if effect in _KEEPING and any(link.effect == "fail" and not link.negated for link in rest):
        # "each side failed to observe the accord"
        status, realis = "violated", "actual"
        rest = [link for link in rest if link.effect != "fail"]
    if status == "violated" and is_one_sided(report, focus, parsed, statement.subjects, statement.at):
        return None, "unknown"
    if effect == "accept" and status == "agreed" and _is_half(report, focus, parsed, phrase, statement):
        status, realis = "proposed", "hypothetical"
    for link in rest:
        outer = _outer(link)
        if outer is None and effect == "propose" and link.effect == "accept" and link.negated:
            # "did not accept a proposal for a truce"
            outer = "rejected"
        if outer is None:
            continue
        if outer == "-" or (link.negated and outer == "proposed"):
            return None, "denied"
        if status == "-" or (outer == "proposed" and status == "under_negotiation"):
            continue
        if outer == "proposed" and effect in ("sign", "initial"):
            status, realis = "under_negotiation", "planned"
            continue
        upon = effect in _OF_MADE and effect != "extend"
        if outer == "proposed" and (upon or effect in ("force", "yield")):
            # "wants the accord of 1996 carried out": it is there
            return None, "unknown" if upon and phrase.definite else "hypothetical"
        if outer == "rejected" and (upon or effect == "refuse"):
            return None, "unknown" if upon and phrase.definite else "denied"
        status, realis = outer, "denied" if outer == "rejected" else "hypothetical"
    clause = parsed.clause_at(inner.predicate.first) if inner.predicate else parsed.clause_at(phrase.first)
    if is_supposed(parsed, clause) and not _is_given(phrase, statement):
        return None, "unknown" if effect in _OF_MADE and phrase.definite else "hypothetical"
    return (None if status == "-" else status), realis


def _is_word(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether a noun stands in quotes by itself, for the word."""
    lone = phrase.after - phrase.noun == 1 and phrase.after < len(report.tokens)
    return lone and report.tokens[phrase.noun - 1].low in _QUOTES and report.tokens[phrase.after].low in (*_QUOTES, ",")


def _is_wished_done(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether a participle that does not make the agreement follows a definite name: "… named in the treaty"."""
    verb = next((p for p in parsed.predicates if p.first == phrase.after and p.first == p.head), None)
    done = verb is not None and verb.tense in ("past", "participle") and phrase.definite
    return done and verb is not None and next(verb_rows(report.tokens, verb), None) is None


def _is_given(phrase: EventPhrase, statement: Statement) -> bool:
    """Whether a clause about the agreement says that it was made: "unless the deal both signed in May is named"."""
    link = statement.links[0]
    told = (
        link.predicate is not None and statement.use == "relative" and statement.effect in ("sign", "initial", "agree")
    )
    return told and phrase.definite and link.time == PAST and not link.negated


def _is_by_text(report: ParsedReport, parsed: Parsed, statement: Statement) -> bool:
    """Whether the subject of a verb is "it" or a text, and so the verb tells what is in that text."""
    verb = statement.predicate
    if verb is None or verb.passive or verb.first == 0 or not verb.is_finite or verb.perfect:
        return False
    if verb.tense == "past" and not verb.modal:
        return False
    clause = parsed.clause_at(verb.first)
    before = [k for k in clause.tokens if k < verb.first]
    if not before or any(m.actors or m.noun == "collective" for m in statement.subjects):
        return False
    lows = [report.tokens[k].low for k in before[-3:]]
    return lows[-1] == "it" or any(w in words("agreement_nouns", "words") for w in lows[-1:])


def _opens_later(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, statement: Statement) -> bool:
    """Whether the negotiations on it are still to open: "talks on a peace treaty open on 8 August"."""
    if statement.use != "noun":
        return False
    opening = word_set("agreement_standing:opening", "syntax_word_sets")
    for k in range(phrase.after, min(phrase.after + _OPENING, parsed.sentence.after)):
        if report.tokens[k].low in opening:
            days = [d.mention.interval.start for d in report.dates_in(k, k + _OPENING)]
            return any(day is not None and day > report.published for day in days)
    return False


def _is_qualified(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether a clause right after the phrase says which one is meant."""
    lows = [t.low for t in report.tokens[phrase.after : phrase.after + 2]]
    return "which" in lows or lows[:1] == ["that"]


def sets_terms(parsed: Parsed) -> bool:
    """Whether "unless", "until" or "if" stands in the sentence, so that a refusal is one on terms."""
    return not parsed.words.isdisjoint(word_set("agreement_standing:terms", "syntax_word_sets"))


def is_refusal(parsed: Parsed, link: Link) -> bool:
    """Whether "would not sign" refuses, and sets no term: no "unless" or "until" stands in the sentence."""
    verb = link.predicate
    willing = (
        verb is not None and link.negated and verb.modal in ("would", "will") and not verb.perfect and not verb.passive
    )
    return willing and not sets_terms(parsed)


def _is_left_unsigned(focus: Focus, phrase: EventPhrase, statement: Statement) -> bool:
    """Whether both sides did not sign what there was to sign: "the two did not sign their peace accord last night"."""
    names = {n for m in statement.subjects for n in focus.resolve(m)}
    verb = statement.predicate
    plain = verb is not None and not verb.perfect and not verb.modal and statement.use == "object"
    return plain and phrase.definite and phrase.row["strength"] == "strong" and len(names & set(focus.sides)) >= 2


def _is_drafted_by_others(focus: Focus, statement: Statement) -> bool:
    """Whether only third parties draw a text up, which the sides are still to see."""
    if statement.links[0].words not in word_set("agreement_standing:drafting", "syntax_word_sets"):
        return False
    names = {n for m in statement.subjects for n in focus.resolve(m)}
    return bool(names) and len(focus.sides) >= 2 and not names & set(focus.sides)


def _is_lacking(report: ParsedReport, statement: Statement) -> bool:
    """Whether "without" stands before a gerund: "left without having signed the accord"."""
    verb = statement.predicate
    gerund = verb is not None and verb.first > 0 and verb.tense == "gerund"
    return verb is not None and gerund and report.tokens[verb.first - 1].low == "without"


def _outer(link: Link) -> str | None:
    """What a verb above makes of the agreement; None where it leaves it as it is."""
    if link.effect in _ATTITUDES:
        return _ATTITUDES[link.effect]
    if link.effect == "discuss":
        return "under_negotiation"
    if link.effect in (*_NEUTRAL, "hold", "begin", "end", "go_on", "none"):
        return None
    status, _ = status_of(link.effect, link.time, link.negated)
    return status


def outer_status(links: Sequence[Link]) -> list[str]:
    """What the verbs above an agreement told by a verb make of it."""
    return [found for link in links if (found := _outer(link)) is not None]


def _is_half(report: ParsedReport, focus: Focus, parsed: Parsed, phrase: EventPhrase, statement: Statement) -> bool:
    """Whether one side alone accepts, and the other is still to answer."""
    return _is_one_party(focus, statement, phrase) and not _other_before(report, focus, parsed, statement)


def _is_one_party(focus: Focus, statement: Statement, phrase: EventPhrase) -> bool:
    """Whether only one side is said to accept."""
    names = {n for m in statement.subjects for n in focus.resolve(m)}
    plural = any(m.noun in ("collective", "pronoun") and m.plural for m in statement.subjects)
    return len(names) == 1 and not plural and names <= set(focus.sides) and len(phrase.mentions) < 2


def _other_before(report: ParsedReport, focus: Focus, parsed: Parsed, statement: Statement) -> bool:
    """Whether both sides are named before the verb: "Kosovo's premier and Serbia's president had accepted"."""
    named = {n for m in report.actors_in(parsed.sentence.first, statement.at) for n in focus.resolve(m)}
    return len(named & set(focus.sides)) >= 2


def is_one_sided(report: ParsedReport, focus: Focus, parsed: Parsed, subjects: Sequence[Mention], at: int) -> bool:
    """Whether a breach told by the verb at token `at` is one side's charge against the other."""
    accusers = [p for p in parsed.predicates if p.bases & _ACCUSING and p.first < at]
    charged = {n for p in accusers for m in parsed.clause_at(p.first).subjects for n in focus.resolve(m)}
    lows = {t.low for t in report.tokens[parsed.sentence.first : at]}
    if charged & set(focus.sides) or lows & word_set("agreement_standing:charges", "syntax_word_sets"):
        return True
    if len({n for m in subjects for n in focus.resolve(m)}) >= 2:
        return False
    if accusers:
        return True
    speech = parsed.speech[parsed.clause_at(at).index]
    if speech is None or speech.speaker is None:
        return False
    accuser = set(focus.resolve(speech.speaker))
    return (bool(accuser & set(focus.sides)) and len(accuser) < 2) or speech.stance == "allege"
