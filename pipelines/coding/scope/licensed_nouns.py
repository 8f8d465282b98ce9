"""Licensed nouns: whether the words around a noun for a meeting tell it as one that took place.

Belongs here: what stands before the noun, the governor that no table knows, what is said of a subject, and the word
before "in" or "from". Does not belong here: the clauses above (`licences`), governors that a table knows (`governing`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms, is_adverb
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.scope.governing import Governed
from pipelines.coding.scope.licences import SCOPE, hangs_on_unknown, is_before_object, is_taken_for_granted
from pipelines.coding.scope.subjects import prepositions
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases

#: How far behind "was" what it was stands, and before a phrase its preposition.
_COMPLEMENT, _LONG_COMPLEMENT = 3, 5
#: Within how many words behind a noun its own day stands.
_OWN_DAY = 12
_JOINTS = frozenset(
    (",", "and", "but", "on", "then", "yet", "so", ":", "that", "only", "even", ";", "-", "–", "—", '"', "“")
)
_ASIDE = frozenset((",", "-", "–", "—"))
_PLACING = frozenset(
    ("in", "at", "on", "under", "from", "between", "over", "by", "with", "among", "here", "there", "about", "like")
)


@cache
def _set(name: str) -> frozenset[str]:
    return word_set(f"licensed_nouns:{name}", "syntax_word_sets")


@cache
def _subject_verbs() -> Phrases:
    rows = [row for row in lexicon_rows("veridical") if row["kind"] == "subject"]
    return build_phrases(rows, "words", all_forms)


@cache
def _unreal() -> frozenset[str]:
    return frozenset(row["words"] for row in lexicon_rows("unreal") if row["kind"] == "modifier")


def why_not_told_as_held(
    report: ParsedReport, parsed: Parsed, phrase: EventPhrase, governed: Governed | None,
    status: tuple[str, str] | None, *, is_open: bool,
) -> str:  # fmt: skip
    """Why the words around a phrase do not tell a meeting as one that took place, where its status says so; else empty.
    `is_open`: no table knows what governs it."""
    if status is None or status[0] not in ("held", "ongoing"):
        return ""
    return "" if _is_told_as_held(report, parsed, phrase, governed, is_open=is_open) else SCOPE


def _is_told_as_held(
    report: ParsedReport, parsed: Parsed, phrase: EventPhrase, governed: Governed | None, *, is_open: bool
) -> bool:
    tokens = report.tokens
    if any(word in _unreal() for word in phrase.adjectives):
        return False
    if is_before_object(report, phrase.noun):
        return False
    if "so" in phrase.adjectives and "called" in phrase.adjectives:
        return False
    if is_open or governed is None or not governed.links:
        return _is_open_held(report, parsed, phrase)
    link = governed.links[0]
    if link.predicate is not None and hangs_on_unknown(report, parsed, link.predicate.first):
        return False
    if link.words == "be" and link.predicate is not None and governed.as_subject:
        return _is_said_to_be(report, parsed, link.predicate)
    if link.words == "be" and link.predicate is not None and tokens[phrase.first - 1].low == "for":
        # "was in Pristina for talks"; not "were due in Brussels for talks"
        return tokens[link.predicate.after].low not in _set("ahead")
    k = phrase.first - 1
    if k > parsed.sentence.first and tokens[k].low == "to" and not _is_gone_to(report, parsed, k):
        return False
    before = link.predicate is None and k > parsed.sentence.first
    if before and tokens[k].low in prepositions() and tokens[k].low not in _set("prepositions"):
        return False
    if before and tokens[k].low == link.words:
        return _is_beside(report, parsed, k)
    return True


def _is_open_held(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    s = parsed.sentence
    if phrase.row["strength"] == "elliptic" or any(p.after == phrase.first for p in report.places_in(s.first, s.after)):
        # "Rome the third encounter, in January"
        return True
    if not any(p.is_finite for p in parsed.predicates):
        behind = next((p for p in parsed.predicates if p.first >= phrase.after), None)
        return behind is None or behind.first <= phrase.after or _is_deed(report, parsed, behind)
    if phrase.noun > s.first and phrase.row["words"] == "meeting" and report.tokens[phrase.noun - 1].low in _ASIDE:
        # "the two, meeting in Oslo, agreed"
        return True
    clause = parsed.clause_at(phrase.first)
    verb = clause.verb
    if not _opens(report, clause, phrase.first):
        sure = phrase.first == s.first or is_taken_for_granted(report, parsed, phrase.first)
        return sure or (_has_own_day(report, parsed, phrase) and _is_timed_by(report, phrase.first))
    if verb is None or verb.first < phrase.after:
        return verb is None
    known = not (verb.negated or verb.modal) and _has_own_day(report, parsed, phrase)
    return known or _is_deed(report, parsed, verb)


def _has_own_day(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether a day gone by stands behind the noun, with no verb between: "a conference in Montreux on January 22"."""
    for dated in report.dates_in(phrase.after, min(parsed.sentence.after, phrase.after + _OWN_DAY)):
        if any(phrase.after <= p.first < dated.first for p in parsed.predicates):
            return False
        interval = dated.mention.interval
        if interval.end is not None and interval.precision in ("day", "range"):
            return interval.end < report.published and dated.mention.role in ("at", "from")
    return False


def _is_timed_by(report: ParsedReport, at: int) -> bool:
    """Whether something else is told by the time of what stands at token `at`: "on the heels of", "in the wake of"."""
    two = [t.low for t in report.tokens[max(0, at - 2) : at]]
    return two[-1:] == ["of"] and two[0] in _set("timed_by")


def _is_deed(report: ParsedReport, parsed: Parsed, verb: Predicate) -> bool:
    """Whether a verb is one of those that only what took place can have as subject."""
    if verb.negated or verb.modal or "before" in {t.low for t in report.tokens[verb.after : verb.after + 2]}:
        return False
    if verb.passive:
        return bool(verb.bases & _set("passives"))
    return _subject_verbs().longest(report.tokens, verb.head, parsed.sentence.after) is not None


def _opens(report: ParsedReport, clause: Clause, at: int) -> bool:
    """Whether nothing but a day, a place and joints stands before a phrase in its clause."""
    known = {k for d in report.dates_in(clause.first, at) for k in range(d.first, d.after)}
    known |= {k for p in report.places_in(clause.first, at) for k in range(p.first, p.after)}
    return all(
        k in known or report.tokens[k].low in _JOINTS or report.tokens[k].low in _set("opening")
        for k in range(clause.first, at)
    )


def _is_said_to_be(report: ParsedReport, parsed: Parsed, verb: Predicate) -> bool:
    """ "Was in Geneva", "was the first", "was tense"; not "was a figment", "was imaginary"."""
    tokens, stop = report.tokens, parsed.sentence.after
    if verb.passive:
        return bool(verb.bases & _set("passives"))
    k = verb.after
    while k < stop and (is_adverb(tokens[k].low) or tokens[k].low in ("not", "both", "also", ",")):
        k += 1
    if k >= stop:
        return True
    low = tokens[k].low
    if report.places_in(k, k + _COMPLEMENT) or report.dates_in(k, k + _COMPLEMENT):
        return True
    if low in _PLACING or low in _set("first") or tokens[k].kind == "number" or tokens[k].is_capital:
        return True
    behind = [tokens[j].low for j in range(k, min(stop, k + _LONG_COMPLEMENT))]
    return any(word in _set("qualities") for word in behind)


def _is_gone_to(report: ParsedReport, parsed: Parsed, k: int) -> bool:
    """Whether one goes to it ("came back to the talks"); a trip, an alternative or an invitation to it is none."""
    verb = next((p for p in parsed.predicates if 0 <= k - p.after <= _COMPLEMENT and p.after <= k), None)
    return report.tokens[k - 1].low in _set("to") or (verb is not None and bool(verb.bases & _set("to")))


def _is_beside(report: ParsedReport, parsed: Parsed, preposition: int) -> bool:
    """Whether the word before "in the talks" lets what is done there be done: no "interest in", "barred from"."""
    tokens, k = report.tokens, preposition - 1
    low = tokens[preposition].low
    if low not in ("in", "from"):
        return True
    verb = next((p for p in parsed.predicates if p.after <= preposition and preposition - p.after <= 2), None)
    if low == "from":
        return (verb is not None and bool(verb.bases & _set("from"))) or tokens[k].low in _set("from_nouns")
    if tokens[k].low in _set("trust"):
        return False
    return verb is None or not verb.bases & _set("trust")
