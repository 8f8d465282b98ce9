"""Condition waits: terms told by what was waited for, or by what there would be nothing without.

Belongs here: "had held out until Lima agreed to …", "the departure of the army, without which, he had said, there would
be no truce", "had promised that the gates would stay shut until the line was drawn", "wants it in writing that …".
Does not belong here: joints in a clause of will ("will not sign until", `joints`), "held out for" (`asks`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import end_of
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

_UNTIL, _OUT = frozenset(("until", "till")), frozenset(("out", "off", "back"))
_LACKING = (("without", "which"), ("failing", "which"), ("without", "whom"))
_NONE = frozenset(("no", "not", "never", "nothing", "nobody", "none", "n't"))
#: How far behind a verb "until" and "in writing" stand; how far before "without which" its thing begins.
_NEAR, _THING = 4, 24


def _words(name: str) -> frozenset[str]:
    return word_set(name, "condition_word_sets")


@dataclass(frozen=True, slots=True)
class WaitReader:
    """Reads the terms of one report that are waited for."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence: the first that one of the readings finds."""
        seen = parsed.words
        found = (
            (not seen.isdisjoint(_UNTIL) and (self._held_out(parsed) or self._would_stay(parsed)))
            or ("which" in seen and self._without_which(parsed))
            or (not seen.isdisjoint(("writing", "paper")) and self._in_writing(parsed))
        )
        if found:
            yield found

    def _party(self, setter: Setter | None) -> Setter | None:
        return setter if setter is not None and self.setters.is_party(setter) else None

    def _until(self, parsed: Parsed, verb: Predicate) -> int | None:
        """Where "until" stands behind a verb, with a clause of its own."""
        near = range(verb.after, min(parsed.sentence.after - 2, verb.after + _NEAR))
        at = next((k for k in near if self.report.tokens[k].low in _UNTIL), None)
        if at is None or self.report.dates_in(at + 1, at + 3):
            return None
        return at if any(p.is_finite and p.first > at + 1 for p in parsed.predicates) else None

    def _held_out(self, parsed: Parsed) -> ConditionMention | None:
        """ "Had held out until Dhaka agreed to put …", "waited until the list was there"."""
        tokens = self.report.tokens
        for verb in parsed.predicates:
            if not verb.is_finite or not verb.bases & _words("waiting") or verb.negated or verb.modal:
                continue
            if "hold" in verb.bases and tokens[verb.after].low not in _OUT:
                continue
            at = self._until(parsed, verb)
            setter = self._party(self.setters.subject(parsed, parsed.clause_at(verb.first)))
            inner = next((p for p in parsed.predicates if at is not None and p.is_finite and p.first > at), None)
            if at is None or setter is None or inner is None:
                continue
            doer = self.setters.subject(parsed, parsed.clause_at(inner.first))
            if doer is not None and doer.actor == setter.actor:
                continue
            return term(parsed, setter, (at + 1, end_of(parsed, tokens, at + 1)), None, at)
        return None

    def _would_stay(self, parsed: Parsed) -> ConditionMention | None:
        """ "Had promised that these would stay shut until the line was complete"."""
        tokens = self.report.tokens
        for verb in parsed.predicates:
            clause = parsed.clause_at(verb.first)
            upper = parsed.clauses[clause.parent] if clause.parent is not None else None
            if verb.modal != "would" or not verb.bases & _words("staying") or clause.mark != "that" or upper is None:
                continue
            vowed = upper.verb is not None and upper.verb.bases & _words("vowing") and not upper.verb.negated
            at = self._until(parsed, verb)
            setter = self._party(self.setters.subject(parsed, upper)) if vowed else None
            if at is None or setter is None:
                continue
            held = (min(clause.tokens), at)
            return term(parsed, setter, (at + 1, end_of(parsed, tokens, at + 1)), held, at)
        return None

    def _without_which(self, parsed: Parsed) -> ConditionMention | None:
        """ "The departure of the army, without which, he had always said, there would be no truce"."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first + 2, s.after - 3):
            if (tokens[k].low, tokens[k + 1].low) not in _LACKING:
                continue
            verb = next((p for p in parsed.predicates if p.first > k and p.modal in ("would", "will", "could", "can")
                         and not parsed.clause_at(p.first).is_speech), None)  # fmt: skip
            if verb is None:
                continue
            none = verb.negated or any(tokens[j].low in _NONE for j in range(k, min(s.after, verb.after + 3)))
            clause = parsed.clause_at(verb.first)
            setter = self.setters.subject(parsed, clause) or self.setters.of_speaker(parsed, clause)
            saying = next((p for p in parsed.predicates if k < p.first < verb.first and p.is_finite), None)
            if setter is None and saying is not None:
                setter = self.setters.subject(parsed, parsed.clause_at(saying.first))
            setter = self._party(setter)
            before = [p for p in parsed.predicates if p.first < k and p.is_finite]
            start = before[-1].after if before else s.first
            end = k - 1 if tokens[k - 1].low == "," else k
            if not none or setter is None or not 1 < end - start <= _THING:
                continue
            return term(parsed, setter, (start, end), (verb.first, end_of(parsed, tokens, verb.first)), k)
        return None

    def _in_writing(self, parsed: Parsed) -> ConditionMention | None:
        """ "Would also need it in writing that they would stay"."""
        tokens, s = self.report.tokens, parsed.sentence
        for verb in parsed.predicates:
            if not verb.is_finite or verb.negated or not verb.bases & _words("wanting") or verb.passive:
                continue
            low = [t.low for t in tokens[verb.after : min(s.after, verb.after + 2 * _NEAR)]]
            if low[:2] != ["it", "in"] or "that" not in low[3:6]:
                continue
            first = verb.after + low.index("that")
            setter = self._party(self.setters.subject(parsed, parsed.clause_at(verb.first)))
            if setter is not None and first + 2 < s.after:
                found = term(parsed, setter, (first, end_of(parsed, tokens, first)), None, verb.head, "guarantee")
                found.rule = "condition_verb"
                return found
        return None
