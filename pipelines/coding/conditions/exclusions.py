"""Condition exclusions: red lines, what an actor says that it will never accept.

Belongs here: "never", "under no circumstances", "ruled out", "out of the question", "no part in any".
Does not belong here: refusals until something happens (`joints`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.joints import term
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setter, Setters
from pipelines.coding.conditions.spans import end_of
from pipelines.coding.report.actor_kinds import kind_of
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

#: An outsider named so many times less than a side has no red line of the process.
_LIGHT = 6
_ANAPHORS = frozenset(("that", "this", "it", "them"))
_EXCLUDE = frozenset(("rule", "exclude", "preclude"))
_STEPS = frozenset(
    ("talks", "negotiations", "dialogue", "extension", "compromise", "concessions", "recognition", "amnesty", "return",
     "concession", "deal", "independence", "partition", "federation", "surrender", "withdrawal", "referendum", "talk")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ExclusionReader:
    """Reads the red lines of one report."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Red lines of one sentence."""
        for predicate in parsed.predicates:
            found = (
                self._ruled_out(parsed, predicate)
                or self._never(parsed, predicate)
                or self._no_part(parsed, predicate)
                or self._there_is_none(parsed, predicate)
            )
            if found is not None:
                yield found
        found = self._beyond(parsed)
        if found is not None:
            yield found

    def _is_party(self, setter: Setter) -> bool:
        focus = self.setters.focus
        if focus.sides and focus.counts[setter.actor] < min(focus.counts[s] for s in focus.sides) / _LIGHT:
            return False
        return (
            kind_of(setter.actor) != "organisation" and setter.actor not in focus.third
        ) or setter.actor in focus.sides

    def _line(
        self, parsed: Parsed, setter: Setter | None, demand: tuple[int, int], anchor: int
    ) -> ConditionMention | None:
        if setter is None or not self._is_party(setter):
            return None
        return term(parsed, setter, demand, None, anchor, "red_line", "condition_verb")

    def _ruled_out(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        if not predicate.bases & _EXCLUDE or predicate.negated or predicate.tense in ("gerund", "participle"):
            return None
        out = next(
            (k for k in range(predicate.after, min(s.after, predicate.after + 2)) if tokens[k].low == "out"), None
        )
        if ("rule" in predicate.bases and out is None) or (out is not None and tokens[out - 1].low in _ANAPHORS):
            # "ruled that out": an answer to what stood before
            return None
        after = out + 1 if out is not None else predicate.after
        clause = parsed.clause_at(predicate.first)
        if predicate.passive:
            return self._line(
                parsed, self.setters.of_speaker(parsed, clause), (min(clause.tokens), after), predicate.head
            )
        if after >= s.after:
            return None
        return self._line(
            parsed, self.setters.subject(parsed, clause), (after, end_of(parsed, tokens, after)), predicate.head
        )

    def _never(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Will never accept", "will not accept under any circumstances", "will not recognise"."""
        tokens = self.report.tokens
        low = [tokens[k].low for k in range(predicate.first, predicate.after)]
        ahead = predicate.modal in ("will", "would", "can", "could") or predicate.tense == "future"
        refuses = "refuse" in predicate.bases
        clause = parsed.clause_at(predicate.first)
        vowed = predicate.tense == "infinitive" and predicate.negated and tokens[predicate.first - 1].low == "never"
        if not ahead and not refuses and not vowed:
            return None
        end = end_of(parsed, tokens, predicate.first)
        if refuses:
            nested = next(
                (p for p in parsed.predicates if p.tense == "infinitive" and p.first == predicate.after), None
            )
            if nested is None or not nested.bases & word_set("red_verb", "condition_word_sets"):
                return None
            return self._line(parsed, self.setters.subject(parsed, clause), (predicate.first, end), predicate.head)
        follow = [tokens[k].low for k in range(predicate.after, min(end, predicate.after + 3))]
        never = (
            vowed or "never" in low or self._under_none(parsed, predicate) or (predicate.negated and "any" in follow)
        )
        verbs = word_set("never_verb" if never else "red_verb", "condition_word_sets")
        if not predicate.bases & verbs or not (never or predicate.negated):
            return None
        setter = self.setters.subject(parsed, clause) or self.setters.of_speaker(parsed, clause)
        setter = setter or self.setters.of_doer(parsed, clause, (predicate.first, end))
        return self._line(parsed, setter, (predicate.first, end), predicate.head)

    def _under_none(self, parsed: Parsed, predicate: Predicate) -> bool:
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first, s.after - 1):
            before = tokens[k - 1].low
            if tokens[k].low in ("circumstances", "circumstance", "conditions") and (
                before == "no" or (before == "any" and predicate.negated)
            ):
                return True
        return False

    def _no_part(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Will take no part in any format that …", "will sign nothing that …"."""
        tokens, s = self.report.tokens, parsed.sentence
        if not (
            predicate.modal in ("will", "would") and predicate.bases & {"take", "sign", "accept", "join", "be", "have"}
        ):
            return None
        if predicate.after + 1 >= s.after or tokens[predicate.after].low not in ("no", "nothing"):
            return None
        if not (
            tokens[predicate.after + 1].low in ("part", "deal", "agreement", "peace", "talks")
            or tokens[predicate.after].low == "nothing"
        ):
            return None
        clause = parsed.clause_at(predicate.first)
        return self._line(
            parsed, self.setters.subject(parsed, clause), (predicate.after, end_of(parsed, tokens, predicate.after)),
            predicate.head,
        )  # fmt: skip

    def _there_is_none(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "There will be no dialogue with X", on a party's word."""
        tokens, s = self.report.tokens, parsed.sentence
        if not (
            "be" in predicate.bases and (predicate.modal in ("will", "would", "can") or predicate.tense == "future")
        ):
            return None
        if predicate.first == s.first or tokens[predicate.first - 1].low != "there" or predicate.after + 1 >= s.after:
            return None
        none = tokens[predicate.after].low == "no"
        near = range(predicate.after, min(s.after, predicate.after + 4))
        if not none or not any(tokens[k].low in _STEPS for k in near):
            return None
        clause = parsed.clause_at(predicate.first)
        return self._line(
            parsed, self.setters.of_asker(parsed, clause, None),
            (predicate.after, end_of(parsed, tokens, predicate.after)), predicate.head,
        )  # fmt: skip

    def _beyond(self, parsed: Parsed) -> ConditionMention | None:
        """ "X is out of the question", "X is a red line for Y"."""
        tokens, s = self.report.tokens, parsed.sentence
        hit = next(phrases("condition_exclusions", "words").all_in(tokens, s.first, s.after), None)
        if hit is None:
            return None
        row, k, after = hit
        clause = parsed.clause_at(k)
        if clause.verb is not None and clause.verb.first < k and not clause.verb.bases & {"be", "remain", "call"}:
            return None
        if (
            clause.verb is not None
            and "call" in clause.verb.bases
            and tokens[clause.verb.after].low in ("it", "this", "that")
        ):
            return None
        if "not" not in row["words"] and clause.verb is not None and clause.verb.negated:
            return None
        setter = self._for_whom(parsed, k, after) or self.setters.subject(parsed, clause)
        setter = setter or self.setters.of_asker(parsed, clause, None)
        return self._line(parsed, setter, (s.first, after), k)

    def _for_whom(self, parsed: Parsed, k: int, after: int) -> Setter | None:
        """ "For Y", before or after; "Y's red line"."""
        tokens, s = self.report.tokens, parsed.sentence
        for m in self.report.actors_in(s.first, min(s.after, after + 5)):
            before = [t.low for t in tokens[max(s.first, m.first - 2) : m.first]]
            if "for" in before and (m.first <= s.first + 2 or m.first >= after):
                return self.setters.named(m)
        return None
