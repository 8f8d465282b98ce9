"""Breaches: that a truce is broken, told without naming it: "monitors counted 340 violations", "both sides have shot at
each other every day since".

Belongs here: which sentences near a truce tell of its breach by both sides or by a neutral body, or blame both for it.
Does not belong here: verbs that have the truce as their object or subject (`statements`, `pronouns`), one side's
charges (`standing`).
"""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.coding.agreements.group import AgreementGroup
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.two_sided import tells_two_sided_fire
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

_STANDING = frozenset(("agreed", "signed"))
_RECIPROCAL = ("each", "one")
_NONE = frozenset(("no", "not", "without", "against", "prevent", "stop", "end", "alleged"))
_OTHERS = ("other", "another")
_REACH = 12
#: How far those who are blamed may stand behind the verb.
_WHOM = 4


def note_breaches(report: ParsedReport, groups: Sequence[AgreementGroup], focus: Focus) -> None:
    """Add to each truce that stands the first sentence of its paragraphs that tells of its breach."""
    for group in groups:
        if group.kind not in ("ceasefire", "renewal") or not _stands(group):
            continue
        told = _breach_after(report, group, focus)
        if told is not None and not _is_of_another(group, told.sentence, groups):
            group.mentions.append(told)


def _is_of_another(group: AgreementGroup, sentence: int, groups: Sequence[AgreementGroup]) -> bool:
    """Whether another truce was named since this one, before what tells of the breach."""
    own = max((m.sentence for m in group.mentions if m.sentence <= sentence), default=sentence)
    others = (g for g in groups if g is not group and g.kind in ("ceasefire", "renewal"))
    return any(own < m.sentence <= sentence for g in others for m in g.mentions)


def _stands(group: AgreementGroup) -> bool:
    """Whether it was made and nothing says that it is over; what is proposed may be a change of it."""
    told = set(group.statuses)
    return bool(told & _STANDING) and told <= _STANDING | {"proposed", "under_negotiation"}


def _breach_after(report: ParsedReport, group: AgreementGroup, focus: Focus) -> AgreementMention | None:
    sentences = report.prose.sentences
    first = min(m.sentence for m in group.mentions)
    paragraphs = {sentences[m.sentence].paragraph for m in group.mentions}
    number = first
    while number < len(sentences) and sentences[number].paragraph <= max(paragraphs):
        parsed = report.parsed.get(number)
        if parsed is not None and sentences[number].paragraph in paragraphs and not sentences[number].is_question:
            noun = _on_both_sides(report, parsed, focus)
            if noun is not None:
                return AgreementMention(
                    noun, noun + 1, noun, number, "agreement_noun", "", "violated", "actual", "breach",
                    definite=True, strength="weak", noun="breach", at=noun,
                )  # fmt: skip
            for verb in parsed.predicates:
                if _is_breach(report, parsed, verb, focus):
                    return AgreementMention(
                        verb.first, verb.after, verb.head, number, "agreement_noun", "", "violated", "actual", "breach",
                        definite=True, strength="weak", noun="breach", at=verb.head,
                    )  # fmt: skip
        number += 1
    return None


def _is_breach(report: ParsedReport, parsed: Parsed, verb: Predicate, focus: Focus) -> bool:
    """Whether a verb tells of fire by both sides, or of violations that no side alone reports."""
    had = report.tokens[verb.first].low == "had"
    if verb.negated or verb.modal or had or not verb.is_finite or verb.tense not in ("past", "present"):
        return False
    clause = parsed.clause_at(verb.first)
    if clause.mark in ("if", "before", "whether"):
        return False
    speech = parsed.speech[clause.index]
    if speech is not None and speech.speaker is not None and set(focus.resolve(speech.speaker)) & set(focus.sides):
        return False
    tellers = {n for m in clause.subjects for n in focus.resolve(m)}
    if tells_two_sided_fire(report, parsed, verb):
        return True
    lows = [t.low for t in report.tokens[verb.after : min(parsed.sentence.after, verb.after + _REACH)]]
    if verb.bases & word_set("agreement_breaches:firing", "syntax_word_sets"):
        mutual = any(a in _RECIPROCAL and b in _OTHERS for a, b in pairwise(lows))
        return mutual and (len(tellers) >= 2 or any(m.plural for m in clause.subjects))
    if verb.bases & word_set("agreement_breaches:blaming", "syntax_word_sets"):
        return not tellers & set(focus.sides) and _blames_both(report, parsed, verb, lows)
    counted = bool(verb.bases & word_set("agreement_breaches:counting", "syntax_word_sets"))
    named = word_set("agreement_breaches:violations", "syntax_word_sets")
    before = [report.tokens[k].low for k in clause.tokens if k < verb.first]
    if not counted or tellers & set(focus.sides):
        return False
    return any(w in named for w in (before if verb.passive else lows))


def _blames_both(report: ParsedReport, parsed: Parsed, verb: Predicate, behind: Sequence[str]) -> bool:
    """Whether somebody holds both sides to blame for what was no truce: "exceptions, for which monitors blame both"."""
    failings = word_set("agreement_breaches:violations", "syntax_word_sets")
    failings |= word_set("agreement_breaches:failings", "syntax_word_sets")
    if failings.isdisjoint(parsed.words):
        return False
    whom = behind[:_WHOM]
    if "hold" in verb.bases and not {"responsible", "accountable"} & set(behind[: _WHOM + 2]):
        return False
    return "both" in whom or any(a == "each" and b in ("side", "other") for a, b in pairwise(whom))


def _on_both_sides(report: ParsedReport, parsed: Parsed, focus: Focus) -> int | None:
    """The noun of breaches that both sides commit, told as a fact: "apart from isolated violations by both sides"."""
    failings = word_set("agreement_breaches:violations", "syntax_word_sets")
    if failings.isdisjoint(parsed.words) or "both" not in parsed.words:
        return None
    tokens, s = report.tokens, parsed.sentence
    for k in range(s.first, s.after):
        lows = [t.low for t in tokens[k + 1 : k + 1 + _WHOM]]
        if tokens[k].low not in failings or lows[1:2] != ["both"] or lows[0] not in ("by", "on", "from", "of"):
            continue
        clause = parsed.clause_at(k)
        before = {t.low for t in tokens[max(s.first, k - _WHOM) : k]}
        verb = next((p for p in parsed.predicates if p.first in clause.tokens and p.is_finite), None)
        unreal = verb is not None and (verb.negated or verb.modal or verb.tense not in ("past", "present"))
        if unreal or clause.mark in ("if", "before", "whether") or not before.isdisjoint(_NONE):
            continue
        speech = parsed.speech[clause.index]
        if speech is None or speech.speaker is None or not set(focus.resolve(speech.speaker)) & set(focus.sides):
            return k
    return None
