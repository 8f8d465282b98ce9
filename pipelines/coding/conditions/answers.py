"""Condition answers: what the sentences after a term say became of it, without naming it as a term.

Belongs here: "It has not been annulled", "These were handed in", "The answer was no", "It came back without him".
Does not belong here: verbs that say it of "the demand" or "this condition" (`status`).

What is demanded counts as met where the next words tell it as done: by a pronoun for it and a verb of doing, or by its
own verb again; as refused where they tell it as not done, or where another actor says that he never will.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words

_FOLLOWING = 2
_REACH = 30
_STEM = 5
_SUPPOSED = ("if", "before", "relative", "whether", "when")


def _set(name: str) -> frozenset[str]:
    return word_set(f"answer:{name}", "condition_word_sets")


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """Reads what became of the terms of one report."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed, mention: ConditionMention) -> tuple[str, str | None] | None:
        """Status of a term by the sentences after it, and who gave the answer; None where they say nothing of it."""
        for step, following in self._following(parsed):
            found = self._flat(following, mention, step) or self._told(following, mention, step)
            if found is not None:
                return found
        return None

    def _following(self, parsed: Parsed) -> Iterator[tuple[int, Parsed]]:
        paragraph = parsed.sentence.paragraph
        for step in range(1, _FOLLOWING + 1):
            following = self.report.parsed.get(parsed.sentence.number + step)
            if following is None or following.sentence.paragraph > paragraph + 1 or following.sentence.is_question:
                return
            if step > 1 and following.sentence.paragraph != paragraph:
                return
            yield step, following

    def _flat(self, following: Parsed, mention: ConditionMention, step: int) -> tuple[str, str | None] | None:
        """Phrases that answer whatever stood before ("the answer was no", "came back without")."""
        s = following.sentence
        if step > 1:
            return None
        stop = min(s.after, s.first + _REACH)
        for row, k, _ in phrases("condition_answers", "words").all_in(self.report.tokens, s.first, stop):
            if row["by"] == "any":
                return row["effect"], None
            who = self.setters.subject(following, following.clause_at(k))
            own = who is not None and who.actor == mention.holder
            if who is not None and own == (row["by"] == "holder"):
                return row["effect"], None if own else who.actor
        return None

    def _told(self, following: Parsed, mention: ConditionMention, step: int) -> tuple[str, str | None] | None:
        for predicate in following.predicates:
            if not predicate.is_finite or following.clause_at(predicate.first).mark in _SUPPOSED:
                continue
            if predicate.modal in ("will", "would", "can") and predicate.negated:
                found = self._never(following, predicate, mention)
            elif predicate.modal or predicate.tense == "future":
                found = None
            else:
                found = self._done(following, predicate, mention, step)
            if found is not None:
                return found
        return None

    def _never(
        self, following: Parsed, predicate: Predicate, mention: ConditionMention
    ) -> tuple[str, str | None] | None:
        """Another actor says that he will not: "would never accept such a thing", "will never share either"."""
        if not predicate.bases & _set("grant"):
            return None
        who = self.setters.subject(following, following.clause_at(predicate.first))
        if who is None or who.actor == mention.holder:
            return None
        return "rejected", who.actor

    def _done(
        self, following: Parsed, predicate: Predicate, mention: ConditionMention, step: int
    ) -> tuple[str, str | None] | None:
        """What is demanded is told as done or as not done."""
        past = predicate.perfect or predicate.tense == "past"
        echo = self._echoes(predicate, mention)
        pronoun = self._is_pronoun(following, predicate) and step == 1
        done = bool(predicate.bases & _set("done")) and (predicate.passive or predicate.perfect)
        if not past or not ((pronoun and (done or echo)) or (echo and self._shares(following, mention))):
            return None
        if predicate.negated:
            return "rejected", None
        return "met", None

    def _is_pronoun(self, following: Parsed, predicate: Predicate) -> bool:
        """Whether the subject is "it", "that", "these", "ten of them", or the words of the sentence's opening are."""
        tokens = self.report.tokens
        span = [k for k in range(following.sentence.first, predicate.first) if tokens[k].kind == "word"]
        return 0 < len(span) <= 3 and any(tokens[k].low in _set("pronoun") for k in span)

    def _echoes(self, predicate: Predicate, mention: ConditionMention) -> bool:
        """Whether the verb is that of the demand, or of its noun ("the release of", "were released")."""
        head = self.report.tokens[predicate.head].low
        if len(head) < _STEM or predicate.bases & {"have", "make", "take", "want", "say"}:
            return False
        return any(t.low[:_STEM] == head[:_STEM] for t in self.report.tokens[slice(*mention.demand)])

    def _shares(self, following: Parsed, mention: ConditionMention) -> bool:
        """Whether a sentence names again what the demand is about."""
        tokens = self.report.tokens
        content = {
            t.low
            for t in tokens[slice(*mention.demand)]
            if t.kind == "word" and len(t.low) > 3 and t.low not in words("function_words")
        }
        s = following.sentence
        return len({t.low for t in tokens[s.first : s.after]} & content) >= 2
