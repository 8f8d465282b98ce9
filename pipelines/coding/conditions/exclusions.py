"""Condition exclusions: red lines, what an actor says that it will never accept.

Belongs here: "never", "under no circumstances", "ruled out", "out of the question", "no part in any".
Does not belong here: refusals until something happens (`joints`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import end_of, leaves_the_table
from pipelines.coding.conditions.terms import term
from pipelines.coding.conditions.vows import EXCLUDE, REFUSE, can_exclude
from pipelines.coding.report.actor_kinds import kind_of
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

#: An outsider named so many times less than a side has no red line of the process.
_LIGHT = 6
#: Whose own man may draw a line though the report has little else of them.
_MOVEMENTS = ("armed_group", "party")
_REACH = 24
_ANAPHORS = frozenset(("that", "this", "it", "them"))
_WAITS = frozenset(("until", "till", "unless", "before", "while", "long"))
_BUT = frozenset(("less", "short", "but", "except", "other"))
_ANY, _NOTHING, _ONE = frozenset(("any", "anything")), frozenset(("no", "nothing")), frozenset(("a", "an"))
_ALL = frozenset(("every", "all"))
_OPENERS = frozenset(("that", ":", ";", "“", '"', "but"))
_RELATIVE = frozenset(("that", "which", "whose", "where", "whom", "who"))
#: Words behind a verb in which its object stands, behind a noun in which its relative clause begins, and behind a
#: passive in which "by" stands.
_OBJECT, _NEAR_NOUN, _AGENT = 7, 3, 5
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
            if not can_exclude(predicate):
                continue
            found = (
                self._ruled_out(parsed, predicate)
                or self._never(parsed, predicate)
                or self._no_part(parsed, predicate)
                or self._any_that(parsed, predicate)
                or self._unwilling(parsed, predicate)
                or self._there_is_none(parsed, predicate)
                or self._stays(parsed, predicate)
                or self._none_thinkable(parsed, predicate)
            )
            if found is not None:
                yield found
        found = self._beyond(parsed)
        if found is not None:
            yield found

    def _is_party(self, setter: Setter) -> bool:
        focus = self.setters.focus
        movement = kind_of(setter.actor) in _MOVEMENTS and setter.speaker is not None
        if (
            not movement
            and focus.sides
            and focus.counts[setter.actor] < min(focus.counts[s] for s in focus.sides) / _LIGHT
        ):
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
        if predicate.negated or predicate.bases.isdisjoint(EXCLUDE):
            return None
        tokens, s = self.report.tokens, parsed.sentence
        apart = predicate.tense == "gerund" and predicate.first > s.first and tokens[predicate.first - 1].low == ","
        if predicate.tense in ("gerund", "participle") and not apart:
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
            agent = next((m for m in self.report.actors_in(after, min(s.after, after + _AGENT))), None)
            by = agent is not None and "by" in {t.low for t in tokens[after : agent.first]}
            setter = self.setters.named(agent) if agent is not None and by else None
            setter = setter or self.setters.of_speaker(parsed, clause)
            return self._line(parsed, setter, (min(clause.tokens), after), predicate.head)
        if clause.mark == "relative" and (after >= s.after or tokens[after].kind == "sign"):
            # "Recognition is a thing that he excludes"
            head = parsed.clauses[clause.parent] if clause.parent is not None else None
            start = min(head.tokens) if head is not None else s.first
            end = head.verb.first if head is not None and head.verb is not None else clause.first
            setter = self.setters.subject(parsed, clause) or self.setters.of_speaker(parsed, clause)
            return self._line(parsed, setter, (start, end), predicate.head) if end - start > 1 else None
        if after >= s.after:
            return None
        return self._line(
            parsed, self.setters.subject(parsed, clause), (after, end_of(parsed, tokens, after)), predicate.head
        )

    def _never(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Will never accept", "will not accept under any circumstances", "will not recognise"."""
        tokens = self.report.tokens
        ahead = predicate.modal in ("will", "would", "can", "could") or predicate.tense == "future"
        refuses = "refuse" in predicate.bases
        vowed = predicate.tense == "infinitive" and predicate.negated and tokens[predicate.first - 1].low == "never"
        if not ahead and not refuses and not vowed:
            return None
        clause = parsed.clause_at(predicate.first)
        if refuses:
            nested = next(
                (p for p in parsed.predicates if p.tense == "infinitive" and p.first == predicate.after), None
            )
            if nested is None or not nested.bases & word_set("red_verb", "condition_word_sets"):
                return None
            end = end_of(parsed, tokens, predicate.first)
            return self._line(parsed, self.setters.subject(parsed, clause), (predicate.first, end), predicate.head)
        low = [t.low for t in tokens[predicate.first : predicate.after]]
        flat = "never" in low or self._absolute(parsed, predicate)
        none = predicate.after < parsed.sentence.after and tokens[predicate.after].low == "no"
        if not (vowed or flat or predicate.negated or none):
            return None
        end = end_of(parsed, tokens, predicate.first)
        follow = [t.low for t in tokens[predicate.after : min(end, predicate.after + 3)]]
        never = vowed or flat or (predicate.negated and "any" in follow)
        verbs = word_set("never_verb" if never else "red_verb", "condition_word_sets")
        refuses = (bool(predicate.bases & verbs) or self._parts(predicate, end)) and (
            never or predicate.negated or follow[:1] == ["no"]
        )
        if flat and predicate.bases.isdisjoint(word_set("never_not", "condition_word_sets")):
            refuses = True
        if not refuses:
            return None
        if predicate.passive or self._is_nothing(parsed, clause):
            return self._line(
                parsed, self.setters.of_asker(parsed, clause, None), (min(clause.tokens), end), predicate.head
            )
        setter = self.setters.subject(parsed, clause) or self.setters.of_speaker(parsed, clause)
        setter = setter or self.setters.of_doer(parsed, clause, (predicate.first, end))
        return self._line(parsed, setter, (predicate.first, end), predicate.head)

    def _parts(self, predicate: Predicate, end: int) -> bool:
        """Whether a verb with its particle means parting with something ("give up", "let go of")."""
        follow = " ".join(t.low for t in self.report.tokens[predicate.after : min(end, predicate.after + 2)])
        return any(
            f"{base} {follow} ".startswith(f"{parting} ")
            for base in predicate.bases for parting in word_set("parting", "condition_word_sets")
        )  # fmt: skip

    def _absolute(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a phrase of its clause makes a refusal absolute, or nothing at all is left of the subject."""
        tokens, clause = self.report.tokens, parsed.clause_at(predicate.first)
        negated = predicate.negated or self._is_nothing(parsed, clause)
        stop = min(parsed.sentence.after, predicate.after + _REACH)
        for row, k, _ in phrases("condition_absolutes", "words").all_in(tokens, min(clause.tokens), stop, parsed.words):
            if parsed.clause_at(k).index == clause.index and (row["with"] == "any" or negated or "no" in row["words"]):
                return row["with"] == "no" or negated
        return self._is_nothing(parsed, clause) and "ever" in {tokens[k].low for k in clause.tokens}

    def _is_nothing(self, parsed: Parsed, clause: Clause) -> bool:
        """ "Not one metre would …", "no part of it will …": the subject is denied."""
        tokens = self.report.tokens
        at = clause.tokens
        if tokens[at[0]].low == "," and clause.verb is not None:
            # "no government, of whatever colour, will ever …": the subject stands before what is put in
            opens = range(at[0] - 1, parsed.sentence.first - 1, -1)
            start = next((k for k in opens if tokens[k].low in _OPENERS), parsed.sentence.first - 1) + 1
            if not any(start <= p.first < at[0] and p.is_finite for p in parsed.predicates):
                at = [*range(start, at[0]), *at]
        low = [tokens[k].low for k in at if tokens[k].kind == "word"]
        if low[:1] == ["that"]:
            low = low[1:]
        return low[:1] in (["no"], ["nothing"]) or (low[:1] == ["not"] and low[1:2] in (["one"], ["a"], ["an"]))

    def _stays(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Stays on the hill come what may"."""
        if predicate.negated or not predicate.bases & word_set("staying", "condition_word_sets"):
            return None
        tokens, clause = self.report.tokens, parsed.clause_at(predicate.first)
        stop = min(parsed.sentence.after, predicate.after + _REACH)
        hits = phrases("condition_absolutes", "words").all_in(tokens, predicate.after, stop, parsed.words)
        if not any(row["with"] == "any" for row, _, _ in hits):
            return None
        return self._line(
            parsed, self.setters.subject(parsed, clause), (predicate.first, end_of(parsed, tokens, predicate.after)),
            predicate.head,
        )  # fmt: skip

    def _none_thinkable(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "No dialogue is conceivable from which X is left out", on a party's word."""
        tokens, after = self.report.tokens, predicate.after
        if "be" not in predicate.bases or after >= parsed.sentence.after:
            return None
        if tokens[after].low not in word_set("thinkable", "condition_word_sets"):
            return None
        clause = parsed.clause_at(predicate.first)
        if not self._is_nothing(parsed, clause):
            return None
        last = tokens[after + 1].low if after + 1 < parsed.sentence.after else ""
        if last in ("before", "until", "unless", "without", "as", "so", "if", "with"):
            return None
        return self._line(
            parsed, self.setters.of_asker(parsed, clause, None),
            (min(clause.tokens), end_of(parsed, tokens, after)), predicate.head,
        )  # fmt: skip

    def _no_part(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Will take no part in any format that …", "will sign nothing that …"."""
        tokens, s = self.report.tokens, parsed.sentence
        if not (
            predicate.modal in ("will", "would", "can") and predicate.bases & word_set("none_in", "condition_word_sets")
        ):
            return None
        at = predicate.after + (1 if "take" in predicate.bases and tokens[predicate.after].low == "part" else 0)
        if at + 3 < s.after and tokens[at].low in ("at", "to", "in") and tokens[at + 1].low == "no":
            return self._at_none(parsed, predicate, at + 1)
        if predicate.after + 1 >= s.after or tokens[predicate.after].low not in ("no", "nothing"):
            return None
        if tokens[predicate.after].low != "nothing" and self._none_of(parsed, predicate.after) is None:
            return None
        clause = parsed.clause_at(predicate.first)
        found = self._line(
            parsed, self.setters.subject(parsed, clause), (predicate.after, end_of(parsed, tokens, predicate.after)),
            predicate.head,
        )  # fmt: skip
        if found is not None and tokens[predicate.after + 1].low in _BUT:
            # "will accept nothing less than a vice-presidency"
            found.kind = "demand"
        return self._turned(parsed, found, predicate.after)

    def _any_that(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Would not put its hand to anything under which …", "will let go of no village whose …", "would tear up any
        text that …": what kind of thing is excluded. The other way round ("no page on which it does not stand") it is
        a demand."""
        if parsed.words.isdisjoint(_RELATIVE):
            return None
        vowed = predicate.modal in ("will", "would", "can", "could", "shall") or predicate.tense == "future"
        refused = False
        if not vowed and predicate.tense == "infinitive":
            above = next((p for p in parsed.predicates if p.after == predicate.first), None)
            refused = above is not None and not above.bases.isdisjoint(REFUSE)
        if not vowed and not refused:
            return None
        tokens, clause = self.report.tokens, parsed.clause_at(predicate.first)
        never = any(tokens[k].low == "never" for k in clause.tokens if k < predicate.after)
        negated = predicate.negated or refused or never
        keeps_out = leaves_the_table(tokens, predicate)
        wide = _ANY | _ALL if keeps_out else _ANY | _ONE if negated else _NOTHING
        stop = min(parsed.sentence.after, predicate.after + _OBJECT)
        at = self._not_yet(parsed, predicate) if negated else None
        at = at if at is not None else next((k for k in range(predicate.after, stop) if tokens[k].low in wide), None)
        if at is None:
            return None
        stop = min(parsed.sentence.after, at + _OBJECT)
        opener = next((k for k in range(at + 1, stop) if tokens[k].low in _RELATIVE), None)
        inner = next((p for p in parsed.predicates if opener is not None and p.is_finite and p.first > opener), None)
        if opener is None or inner is None or tokens[opener - 1].low == ",":
            return None
        if tokens[at].low in _ONE and opener - at > _NEAR_NOUN:
            return None
        setter = self.setters.subject(parsed, clause) or self.setters.of_doer(parsed, clause, (predicate.first, stop))
        found = self._line(parsed, setter, (at, end_of(parsed, tokens, at)), predicate.head)
        if found is not None and inner.negated:
            found.kind = "precondition" if inner.perfect else "demand"
        return found

    def _not_yet(self, parsed: Parsed, predicate: Predicate) -> int | None:
        """Where those are told of who have yet to do something: "will not sit with [rebels who have not disarmed]"."""
        tokens, stop = self.report.tokens, min(parsed.sentence.after, predicate.after + _OBJECT)
        opener = next((k for k in range(predicate.after + 1, stop) if tokens[k].low in _RELATIVE), None)
        inner = next((p for p in parsed.predicates if opener is not None and p.is_finite and p.first > opener), None)
        yet = inner is not None and inner.negated and inner.perfect and inner.first - (opener or 0) <= 2
        return opener - 1 if yet and opener is not None else None

    def _unwilling(self, parsed: Parsed, step: Predicate) -> ConditionMention | None:
        """ "Had at no time been willing to hear of it", "is not prepared to give it up"."""
        tokens, before = self.report.tokens, step.first - 1
        if step.tense != "infinitive" or before <= parsed.sentence.first:
            return None
        unwilling = tokens[before].low in word_set("unwilling", "condition_word_sets")
        if not unwilling and tokens[before].low not in word_set("minded", "condition_word_sets"):
            return None
        clause = parsed.clause_at(step.first)
        low = [tokens[k].low for k in clause.tokens if k < before]
        absolute = phrases("condition_absolutes", "words").all_in(tokens, min(clause.tokens), before, parsed.words)
        never = "never" in low or any(row["with"] == "no" for row, _, _ in absolute)
        if not (unwilling or never or set(low[-2:]) & {"not", "n't", "nor"}):
            return None
        verbs = word_set("never_verb" if never else "red_verb", "condition_word_sets")
        if not step.bases & verbs and not self._parts(step, parsed.sentence.after):
            return None
        setter = self.setters.subject(parsed, clause) or self.setters.of_doer(parsed, clause, (before, step.after))
        return self._line(parsed, setter, (before, end_of(parsed, tokens, before)), step.head)

    def _none_of(self, parsed: Parsed, at: int) -> int | None:
        """The index of the noun of a deal or a forum that "no" at `at` denies ("no lasting settlement")."""
        nouns = word_set("excluded", "condition_word_sets")
        near = range(at + 1, min(parsed.sentence.after, at + 4))
        return next((k for k in near if self.report.tokens[k].low in nouns), None)

    def _turned(self, parsed: Parsed, found: ConditionMention | None, at: int) -> ConditionMention | None:
        """ "No government in which the post is not written down": the other way round it is a demand."""
        inner = next((c for c in parsed.clauses if c.mark == "relative" and at < c.first <= at + 5), None)
        if found is not None and inner is not None and inner.verb is not None and inner.verb.negated:
            found.kind = "demand"
        return found

    def _at_none(self, parsed: Parsed, predicate: Predicate, at: int) -> ConditionMention | None:
        """ "Will sit at no table at which X does not preside": the other way round it is a demand."""
        tokens, clause = self.report.tokens, parsed.clause_at(predicate.first)
        found = self._line(
            parsed, self.setters.subject(parsed, clause), (at, end_of(parsed, tokens, at)), predicate.head
        )
        return self._turned(parsed, found, at)

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
        hit = next(phrases("condition_exclusions", "words").in_sentence(tokens, s), None)
        if hit is None:
            return None
        row, k, after = hit
        clause = parsed.clause_at(k)
        if (
            clause.verb is not None
            and clause.verb.first < k
            and not clause.verb.bases
            & ({"be", "remain", "call", "have"} if row["words"].startswith("nothing") else {"be", "remain", "call"})
        ):
            return None
        if (
            clause.verb is not None
            and "call" in clause.verb.bases
            and tokens[clause.verb.after].low in ("it", "this", "that")
        ):
            return None
        if "not" not in row["words"] and clause.verb is not None and clause.verb.negated:
            return None
        if row["words"].startswith("nothing") and any(tokens[j].low in _WAITS for j in range(after, s.after)):
            # "there is nothing to discuss until they have left"
            return None
        is_thing = clause.verb is not None and clause.verb.bases & {"be", "remain"}
        setter = self._for_whom(parsed, k, after) or (None if is_thing else self.setters.subject(parsed, clause))
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
