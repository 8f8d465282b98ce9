"""Condition ordinals: what became of several terms that later words count off.

Belongs here: "dropped the second of these conditions", "the former was given up, the latter is in the text".
Does not belong here: what the words around one term say of it (`status`, `answers`).

The terms counted are those of the sentences right before, in the order in which they stand there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.status import status_verbs
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words

_PLACES = {"former": 0, "first": 0, "one": 0, "second": 1, "latter": -1, "last": -1, "third": 2, "other": -1}
#: Sentences back in which the terms counted may stand; words between a verb and what it is said of.
_BACK, _NEAR = 3, 7
_DENIED = {"accepted": "rejected", "met": "rejected"}
_CLOSING = frozenset((".", ",", ";", "of", "and", "but"))


@dataclass(frozen=True, slots=True)
class OrdinalReader:
    """Reads what became of the terms of one report where they are counted off."""

    report: ParsedReport
    setters: Setters

    def settle(self, mentions: Sequence[ConditionMention]) -> None:
        """Set the status of the terms that later sentences count off."""
        for parsed in self.report.parsed.values():
            if parsed.words.isdisjoint(("former", "latter", "first", "second", "third")):
                continue
            told = self._told_before(parsed, mentions)
            if len(told) < 2:
                continue
            s = parsed.sentence
            for k in range(s.first, s.after - 1):
                place = _PLACES.get(self.report.tokens[k].low)
                if place is None or not self._is_counted(k):
                    continue
                effect = self._effect(parsed, k)
                if effect and -1 <= place < len(told):
                    self._set(parsed, told[place], effect)

    def _told_before(self, parsed: Parsed, mentions: Sequence[ConditionMention]) -> list[ConditionMention]:
        """The terms of the last sentences that tell any, where two or more stand near each other."""
        number, paragraph = parsed.sentence.number, parsed.sentence.paragraph
        near = [
            m for m in mentions
            if 0 < number - m.sentence <= _BACK and self.report.prose.sentences[m.sentence].paragraph == paragraph
        ]  # fmt: skip
        return sorted(near, key=lambda m: (m.sentence, m.first))

    def _is_counted(self, k: int) -> bool:
        """ "The second of these", "the former", "the first condition": not "the first soldier"."""
        tokens = self.report.tokens
        if tokens[k - 1].low != "the":
            return False
        after = tokens[k + 1].low
        if after == "of":
            return tokens[k + 2].low in words("condition_references") | {"these", "those", "the", "them"}
        if tokens[k].low in ("former", "latter"):
            return tokens[k + 1].kind == "sign" or after in words("function_words") | {
                "position",
                "demand",
                "condition",
            }
        named = phrases("condition_nouns", "words").longest(tokens, k + 1)
        return after in _CLOSING or (named is not None and named[0]["use"] == "term")

    def _effect(self, parsed: Parsed, k: int) -> str:
        """What the verb that goes with a counted term says: of its object, or in the passive of its subject."""
        verb = self._verb(parsed, k)
        if verb is None or verb.modal or verb.tense == "future":
            return ""
        hit = status_verbs().longest(self.report.tokens, verb.head, parsed.sentence.after)
        if hit is None:
            behind = range(verb.after, min(parsed.sentence.after, verb.after + _NEAR))
            laid = any(
                True for _ in phrases("laid_down", "words").all_in(self.report.tokens, behind.start, behind.stop)
            )
            keeps = bool(verb.bases & word_set("ordinal:keep", "condition_word_sets")) and self._is_text(parsed, verb)
            effect = "accepted" if laid or keeps else ""
        else:
            effect = hit[0]["effect"]
        denied = verb.negated or "not" in {self.report.tokens[j].low for j in range(k - 3, k)}
        return _DENIED.get(effect, "") if denied else effect

    def _is_text(self, parsed: Parsed, verb: Predicate) -> bool:
        deal = word_set("deal", "condition_word_sets") | word_set("text", "condition_word_sets")
        return any(
            self.report.tokens[j].low in deal for j in range(max(parsed.sentence.first, verb.first - 3), verb.first)
        )

    def _verb(self, parsed: Parsed, k: int) -> Predicate | None:
        """The verb before "the first of them", else a passive behind it."""
        before = next((p for p in reversed(parsed.predicates) if p.is_finite and p.first < k), None)
        after = next((p for p in parsed.predicates if p.is_finite and p.first > k), None)
        breaks = before is None or any(self.report.tokens[j].low == ";" for j in range(before.after, k))
        if breaks or before is None or before.passive:
            return after if after is not None and after.first - k <= _NEAR else None
        return before

    def _set(self, parsed: Parsed, mention: ConditionMention, effect: str) -> None:
        """Give a term its status; who gives up must be who set it, and who refuses another."""
        verb = next((p for p in parsed.predicates if p.is_finite), None)
        who = self.setters.subject(parsed, parsed.clause_at(verb.first)) if verb is not None else None
        active = who is not None and verb is not None and not verb.passive
        if active and who is not None and (effect == "withdrawn") != (who.actor == mention.holder):
            return
        mention.status = effect
