"""Condition fates: terms told again by what became of them, in words that do not repeat what was asked.

Belongs here: "the requirement put forward by X has been satisfied", "what X had required was fulfilled", "the letter
that X had insisted on arrived", "that had been X's condition for Y", "would go whether or not Y".
Does not belong here: what the words around a term say of it (`status`, `answers`).

Where what is asked is not named, it is the sentence before that tells it.
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
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import phrases

_ASKED = frozenset(("insist", "demand", "require", "ask", "want", "request", "seek", "stipulate"))
_THAT = frozenset(("that", "this", "which", "it", "these", "both"))
_REGARDLESS = (("whether", "or", "not"), ("regardless", "of", "whether"), ("no", "matter", "whether"))
_HELD = ("for", "before", "of", "to")
_SET = frozenset(("set", "pose", "name", "make", "put", "lay", "demand", "present"))
_FAR, _NEAR, _OPENING = 16, 7, 3


@dataclass(frozen=True, slots=True)
class FateReader:
    """Reads the terms of which only the fate is told."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence."""
        named = phrases("condition_nouns", "words").can_stand(parsed.words)
        found = (
            (named and (self._named(parsed) or self._done_to(parsed) or self._set_as(parsed)))
            or self._wanted(parsed)
            or (named and self._anaphor(parsed))
            or self._regardless(parsed)
        )
        if found:
            yield found

    def _done_to(self, parsed: Parsed) -> ConditionMention | None:
        """ "Freed the men, fulfilling a condition set by X", "met one of X's demands by leaving the town"."""
        tokens, s = self.report.tokens, parsed.sentence
        for row, k, after in phrases("condition_nouns", "words").in_sentence(tokens, s):
            verb = next((p for p in reversed(parsed.predicates) if p.first < k), None)
            meeting = next((j for j in range(max(s.first + 2, k - _NEAR), k) if tokens[j].low == "meeting"
                            and tokens[j - 1].low == ","), None)  # fmt: skip
            if meeting is not None:
                # ", meeting a condition": a gerund that mostly is a noun
                verb = Predicate(meeting, meeting + 1, meeting, frozenset(("meet",)), "gerund", "", *(False,) * 4)
            if row["use"] != "term" or verb is None or k - verb.after > _NEAR or verb.negated or verb.modal:
                continue
            hit = status_verbs().longest(tokens, verb.head, s.after)
            met = hit is not None and hit[0]["effect"] == "met" and not verb.passive
            told = verb.tense == "past" or verb.perfect or verb.tense == "gerund"
            if not met or not told or (after < s.after and tokens[after].low in ("that", ":")):
                continue
            setter = self._maker(parsed, verb.after, k, after)
            if setter is None:
                continue
            by = next((j for j in range(after, min(s.after - 1, after + 3)) if tokens[j].low == "by"), None)
            if verb.tense == "gerund" and verb.first - s.first > _OPENING:
                demand = (s.first, verb.first)
            elif by is not None and tokens[by + 1].low.endswith("ing"):
                demand = (by + 1, end_of(parsed, tokens, by + 1))
            else:
                continue
            held = next(((j + 1, end_of(parsed, tokens, j + 1)) for j in range(after, min(s.after - 1, after + 5))
                         if tokens[j].low in ("for", "before")), None)  # fmt: skip
            found = term(parsed, setter, demand, held, k, row["kind"], "condition_verb")
            found.first, found.after, found.status = s.first, s.after, "met"
            doer = self.setters.subject(parsed, parsed.clause_at(verb.first))
            found.addressee = doer.actor if doer is not None and doer.actor != setter.actor else None
            return found
        return None

    def _maker(self, parsed: Parsed, first: int, k: int, after: int) -> Setter | None:
        """Whose a term is: "X's demand", "a condition set by X", "a demand of X"."""
        tokens = self.report.tokens
        own = [m for m in self.report.actors_in(first, k) if m.noun != "adjective"]
        later = self.report.actors_in(after, min(parsed.sentence.after, after + 6))
        by = [m for m in later if {"by", "of", "from"} & {t.low for t in tokens[after : m.first]}]
        return next((f for m in (*own, *by) if (f := self.setters.named(m)) is not None), None)

    def _set_as(self, parsed: Parsed) -> ConditionMention | None:
        """ "Lifted the ban, which X had set as a condition for returning"."""
        tokens, s = self.report.tokens, parsed.sentence
        for row, k, after in phrases("condition_nouns", "words").in_sentence(tokens, s):
            verb = next((p for p in reversed(parsed.predicates) if p.first < k and p.is_finite), None)
            if row["use"] != "term" or verb is None or not verb.bases & _SET or verb.negated or verb.passive:
                continue
            clause = parsed.clause_at(verb.first)
            if (
                clause.mark != "relative"
                or "as" not in {t.low for t in tokens[verb.after : k]}
                or k - verb.after > _NEAR
            ):
                continue
            setter = self.setters.subject(parsed, clause)
            main = next((p for p in parsed.predicates if p.is_finite and p.first < clause.first), None)
            if setter is None or main is None or after >= s.after or tokens[after].low not in _HELD:
                continue
            done = main.tense == "past" and not main.modal and not main.negated
            held = (after + 1, end_of(parsed, tokens, after + 1))
            found = term(parsed, setter, (s.first, clause.first), held, k, "precondition", "condition_verb")
            found.status = "met" if done else "stated"
            return found
        return None

    def _named(self, parsed: Parsed) -> ConditionMention | None:
        """ "The requirement put forward by X for a meeting has been satisfied"."""
        tokens, s = self.report.tokens, parsed.sentence
        if not any(p.passive for p in parsed.predicates):
            return None
        for row, k, after in phrases("condition_nouns", "words").in_sentence(tokens, s):
            verb = next((p for p in parsed.predicates if p.first >= after and p.passive and p.is_finite), None)
            if row["use"] != "term" or verb is None or verb.first - after > _FAR or verb.modal:
                continue
            if row["kind"] == "demand" and tokens[after].low in ("for", "of"):
                # what is demanded is named
                continue
            # the "to" of "face-to-face" opens nothing
            low = [tokens[j].low for j in range(after, verb.first) if tokens[j - 1].low != "-"]
            between = [p for p in parsed.predicates if p.is_finite and after <= p.first < verb.first]
            own = self._set_between(parsed, between)
            apart = {"that", ":", ",", "to"} & set(low) or not all(p.first == after and "by" in low for p in between)
            if apart and own is None:
                # "put forward by X" may stand between, or "that X had set", no clause of its own
                continue
            hit = status_verbs().longest(tokens, verb.head, s.after)
            effect = hit[0]["effect"] if hit is not None else ""
            if not effect or verb.negated:
                continue
            setter = own or self._owner(parsed, k, verb.first)
            if setter is None:
                continue
            held = next(((j + 1, verb.first) for j in range(after, verb.first - 1) if tokens[j].low in _HELD), None)
            return self._told(parsed, setter, held, k, effect, row["kind"])
        return None

    def _set_between(self, parsed: Parsed, between: list[Predicate]) -> Setter | None:
        """Who had set it: "the condition that X had made for its consent was fulfilled"."""
        if len(between) != 1 or between[0].passive or not between[0].bases & _SET:
            return None
        return self.setters.subject(parsed, parsed.clause_at(between[0].first))

    def _owner(self, parsed: Parsed, k: int, after: int) -> Setter | None:
        """The first actor around the noun, up to the verb."""
        near = self.report.actors_in(max(parsed.sentence.first, k - 4), after)
        return next((f for m in near if m.noun != "adjective" and (f := self.setters.named(m)) is not None), None)

    def _told(
        self, parsed: Parsed, setter: Setter, held: tuple[int, int] | None, anchor: int, status: str, kind: str
    ) -> ConditionMention | None:
        """A term whose demand the sentence before tells."""
        s = parsed.sentence
        before = self.report.parsed.get(s.number - 1)
        near = before is not None and before.sentence.paragraph == s.paragraph
        demand = (before.sentence.first, before.sentence.after) if before is not None and near else (s.first, s.after)
        comma = next((j for j in range(anchor - 1, s.first, -1) if self.report.tokens[j].low in (",", ";")), None)
        if comma is not None and any(p.is_finite and p.first < comma for p in parsed.predicates):
            # "freed the men, so that X's condition has been met"
            demand, near = (s.first, comma), True
        if not near and status == "stated":
            return None
        found = term(parsed, setter, demand, held, anchor, kind, "condition_verb")
        found.first, found.after, found.status = s.first, s.after, status
        return found

    def _wanted(self, parsed: Parsed) -> ConditionMention | None:
        """ "What X had required was fulfilled", "the letter that X had insisted on reached the chair"."""
        tokens, s = self.report.tokens, parsed.sentence
        for ask in parsed.predicates:
            if not (ask.is_finite and ask.perfect and ask.bases & _ASKED) or ask.negated or ask.passive:
                continue
            clause = parsed.clause_at(ask.first)
            free = any(tokens[k].low == "what" for k in range(max(s.first, ask.first - 6), ask.first))
            if clause.mark != "relative" and not free:
                continue
            setter = self.setters.subject(parsed, clause) or self.setters.of_speaker(parsed, clause)
            main = next((p for p in parsed.predicates if p.first > ask.after and p.is_finite), None)
            if setter is None or main is None or not self._happened(main):
                continue
            held = next(
                ((j + 1, main.first) for j in range(ask.after, main.first - 1) if tokens[j].low == "before"), None
            )
            if free:
                return self._told(parsed, setter, held, ask.head, "met", "precondition")
            upper = parsed.clauses[clause.parent] if clause.parent is not None else None
            if upper is None or upper.verb is not main or clause.first - upper.first < 1:
                continue
            found = term(parsed, setter, (min(upper.tokens), clause.first), held, ask.head, "demand", "condition_verb")
            found.after, found.status = end_of(parsed, tokens, main.first), "met"
            return found
        return None

    def _happened(self, verb: Predicate) -> bool:
        """Whether a verb tells that what was asked for came about."""
        past = (verb.tense == "past" or verb.perfect) and not verb.modal and not verb.negated
        fate = next((r for r in lexicon_rows("condition_status_verbs") if r["words"] in verb.bases), None)
        met = fate is not None and fate["effect"] == "met" and verb.passive
        return past and (met or bool(verb.bases & word_set("coming_about", "condition_word_sets")))

    def _anaphor(self, parsed: Parsed) -> ConditionMention | None:
        """ "That had been X's requirement for sitting down", "X had made that its condition for talks"."""
        tokens, s = self.report.tokens, parsed.sentence
        for row, k, after in phrases("condition_nouns", "words").in_sentence(tokens, s):
            if row["use"] != "term" or after >= s.after or tokens[after].low not in _HELD:
                continue
            verb = next((p for p in reversed(parsed.predicates) if p.first < k and p.is_finite), None)
            if verb is None or verb.negated or verb.modal:
                continue
            opens = verb.first - s.first <= _OPENING and tokens[s.first].low in _THAT and "be" in verb.bases
            makes = "make" in verb.bases and tokens[verb.after].low in _THAT
            if not opens and not makes:
                continue
            setter = self.setters.subject(parsed, parsed.clause_at(verb.first)) if makes else self._owner(parsed, k, k)
            if setter is None:
                continue
            held = (after + 1, end_of(parsed, tokens, after))
            status = "met" if verb.perfect or verb.tense == "past" else "stated"
            return self._told(parsed, setter, held, k, self._done_before(parsed, status), "precondition")
        return None

    def _done_before(self, parsed: Parsed, status: str) -> str:
        """Met only where the sentence before tells a thing as done."""
        before = self.report.parsed.get(parsed.sentence.number - 1)
        told = [p for p in before.predicates if p.is_finite] if before is not None else []
        done = bool(told) and all((p.tense == "past" or p.perfect) and not p.modal and not p.negated for p in told)
        return status if done else "stated"

    def _regardless(self, parsed: Parsed) -> ConditionMention | None:
        """ "Decided to go whether or not Moscow stopped firing": what was asked for is asked no more."""
        tokens, s = self.report.tokens, parsed.sentence
        if "whether" not in parsed.words:
            return None
        for k in range(s.first + 2, s.after - 4):
            if tuple(t.low for t in tokens[k : k + 3]) not in _REGARDLESS:
                continue
            verb = next((p for p in reversed(parsed.predicates) if p.first < k and p.is_finite), None)
            if verb is None or verb.negated:
                return None
            clause = parsed.clause_at(verb.first)
            setter = self.setters.subject(parsed, clause)
            own = {p for p in parsed.predicates if verb.first <= p.first < k}
            goes = any(p.bases & word_set("talks", "condition_word_sets") for p in own)
            goes = goes or any(p.bases & word_set("returning", "condition_word_sets") for p in own)
            goes = goes or any(p.bases & {"go", "sign", "fly", "send"} for p in own)
            if setter is None or not goes or setter.actor not in self.setters.focus.sides:
                return None
            held = (min(clause.tokens), k)
            found = term(parsed, setter, (k + 3, end_of(parsed, tokens, k + 3)), held, k)
            found.status = "withdrawn"
            return found
        return None
