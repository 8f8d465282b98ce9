"""Condition recollections: what was asked for, named by its noun and by who had asked, and what has come of it.

Belongs here: "the corridor (that) X had asked for is now in the text", "the pull-out is what X had demanded, and Y has
agreed to it", "X has withdrawn its objection to Z". Does not belong here: "as X had demanded" (`echoes`), terms of
which only the fate is told (`fates`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import end_of
from pipelines.coding.conditions.status import status_verbs
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

#: How far the words by which something is laid down may stand behind their verb, and an objection behind its own.
_NEAR, _OBJECT = 9, 4
_ARTICLES = frozenset(("the", "a", "an", "this", "these", "such", "its", "their", "his", "her"))
_JOINING = frozenset(("that", "which", "on", "for", ","))
_BEHIND = frozenset(("for", "on"))
_AGAINST = frozenset(("to", "against", "about", "over"))
_POINTING = frozenset(("that", "this", "it", "which"))


@dataclass(frozen=True, slots=True)
class RecollectionReader:
    """Reads the terms that are recalled by what had been asked for."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence: the first that one of the readings finds."""
        found = self._on_paper(parsed) or self._cleft(parsed) or self._objection(parsed)
        if found is not None:
            yield found

    def _asks(self, parsed: Parsed) -> Iterator[Predicate]:
        asking = word_set("echo:asking", "condition_word_sets")
        for verb in parsed.predicates:
            told = verb.is_finite and (verb.perfect or verb.tense == "past")
            if told and verb.bases & asking and not (verb.passive or verb.negated or verb.modal):
                yield verb

    def _on_paper(self, parsed: Parsed) -> ConditionMention | None:
        """ "The corridor that X had asked for is now on paper", also without "that"."""
        tokens, s = self.report.tokens, parsed.sentence
        for ask in self._asks(parsed):
            asker = next((m for m in self.report.actors_in(s.first, ask.first) if m.after == ask.first), None)
            setter = self.setters.named(asker) if asker is not None and asker.noun != "adjective" else None
            behind = ask.after + (ask.after < s.after and tokens[ask.after].low in _BEHIND)
            verb = next((p for p in parsed.predicates if p.first >= behind and p.is_finite and not p.modal), None)
            if asker is None or setter is None or verb is None or verb.negated:
                continue
            reach = min(s.after, verb.after + _NEAR)
            if next(phrases("laid_down", "words").all_in(tokens, verb.first, reach), None) is None:
                continue
            lead = tokens[asker.first - 1].low if asker.first > s.first else ""
            end = asker.first - (lead in _ARTICLES)
            while end > s.first and tokens[end - 1].low in _JOINING:
                end -= 1
            clause = parsed.clause_at(end - 1) if end > s.first else None
            start = min(clause.tokens) if clause is not None else end
            if end - start < 2 or tokens[start].low not in _ARTICLES:
                continue
            held = (behind + 1, verb.first) if tokens[behind].low == "before" and verb.first - behind > 2 else None
            return _told(parsed, setter, (start, end), held, ask, "accepted")
        return None

    def _cleft(self, parsed: Parsed) -> ConditionMention | None:
        """ "The pull-out is what X had demanded, and Y has now agreed to it"."""
        tokens, s = self.report.tokens, parsed.sentence
        if "what" not in parsed.words:
            return None
        for ask in self._asks(parsed):
            be = next((p for p in reversed(parsed.predicates) if p.after <= ask.first and "be" in p.bases), None)
            if be is None or be.negated or be.after >= s.after or tokens[be.after].low != "what":
                continue
            start = min(parsed.clause_at(be.first).tokens)
            asker = next((m for m in self.report.actors_in(be.after, ask.first)), None)
            setter = self.setters.named(asker) if asker is not None else None
            if setter is None or be.first - start < 2 or tokens[start].low in _POINTING:
                continue
            found = _told(parsed, setter, (start, be.first), None, ask, self._came_of_it(parsed, ask, setter))
            found.after = s.after
            return found
        return None

    def _came_of_it(self, parsed: Parsed, ask: Predicate, setter: Setter) -> str:
        """What the rest of the sentence tells of it: "and Y has agreed to it", "which Y refuses"."""
        for verb in parsed.predicates:
            hit = status_verbs().longest(self.report.tokens, verb.head, parsed.sentence.after)
            if verb.first <= ask.after or hit is None or verb.modal or verb.tense == "infinitive":
                continue
            who = self.setters.subject(parsed, parsed.clause_at(verb.first))
            own = who is not None and who.actor == setter.actor
            effect = hit[0]["effect"]
            if verb.negated:
                effect = "rejected" if effect in ("accepted", "met") else ""
            if effect and own == (effect == "withdrawn"):
                return effect
        return "stated"

    def _objection(self, parsed: Parsed) -> ConditionMention | None:
        """ "Has withdrawn its objection to a mediator from Z"."""
        tokens, s = self.report.tokens, parsed.sentence
        objections = word_set("objection", "condition_word_sets")
        if parsed.words.isdisjoint(objections):
            return None
        for verb in parsed.predicates:
            hit = status_verbs().longest(tokens, verb.head, s.after)
            if hit is None or hit[0]["effect"] != "withdrawn" or verb.negated or verb.modal or verb.passive:
                continue
            reach = range(hit[1], min(s.after - 2, hit[1] + _OBJECT))
            noun = next((k for k in reach if tokens[k].low in objections and tokens[k + 1].low in _AGAINST), None)
            setter = self.setters.subject(parsed, parsed.clause_at(verb.first)) if noun is not None else None
            if noun is not None and setter is not None:
                end = end_of(parsed, tokens, noun + 2)
                end = next((k for k in range(noun + 3, end) if tokens[k].low == ":"), end)
                return _told(parsed, setter, (noun + 2, end), None, verb, "withdrawn")
        return None


def _told(
    parsed: Parsed, setter: Setter, demand: tuple[int, int], held: tuple[int, int] | None, at: Predicate, status: str
) -> ConditionMention:
    found = term(parsed, setter, demand, held, at.head, "demand", "condition_verb")
    found.first, found.after = min(found.first, at.first), max(found.after, at.after)
    found.status = status
    return found
