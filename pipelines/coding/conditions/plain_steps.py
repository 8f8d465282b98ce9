"""Condition plain steps: terms told in the plain present of somebody's word, without "will" and without "only".

Belongs here: "the army stops when the ink is dry", "the name comes off the list on the day the guns are locked away",
"the truce holds while the drones stay on the ground", "they leave the town, and then he comes".
Does not belong here: steps under "will" or a negation (`joints`), orders and bare offers (`bargains`).

What an outsider or the report itself tells in the present is a custom or a timetable. Only a side's own word makes it
a term.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import BASE, THIRD, readings
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import (
    comma_after,
    end_of,
    is_fronted,
    start_of,
    verb_after,
    verb_before,
)
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import phrases, words

_LASTING = frozenset(("until", "till", "as long as", "so long as", "for as long as", "while", "provided",
                      "provided that", "on condition that", "unless"))  # fmt: skip
_STARTING = frozenset(
    ("if", "once", "as soon as", "when", "after", "provided", "provided that", "providing", "on condition that",
     "the moment", "the minute", "the instant", "the day", "the hour", "on the day", "on the day that", "from the day",
     "from the moment", "at the moment when", "for the day after", "the day after", "as and when", "if and when",
     "unless", "the morning", "the week")
)  # fmt: skip
_FIRST_WORDS = frozenset(joint.split()[0] for joint in _LASTING | _STARTING) | {"the", "on"}
_BACKSHIFTED = frozenset(("as long as", "so long as", "for as long as", "provided that", "provided"))
#: Words behind "be" in which its complement stands.
_COMPLEMENT = 5
_OPENS = frozenset((":", ";"))
_VOWS = ("will", "would", "shall")
_PLURALS = frozenset(("men", "people", "troops", "police", "women", "children"))


@cache
def _steps() -> frozenset[str]:
    moving = {row["words"].split()[0] for row in lexicon_rows("commit_verbs")}
    return frozenset(moving) | _words("would_do") | _words("plain:step")


def _words(name: str) -> frozenset[str]:
    return word_set(name, "condition_word_sets")


@dataclass(frozen=True, slots=True)
class PlainStepReader:
    """Reads the terms that a side tells in the plain present."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence: the first joint that holds up a step, else what comes "and then"."""
        found = None
        if not parsed.words.isdisjoint(_FIRST_WORDS):
            for row, i, after in self.setters.joints(parsed):
                if row["words"] in _LASTING or row["words"] in _STARTING:
                    found = self._joined(parsed, row["words"], i, after)
                    if found is not None:
                        break
        found = found or ("then" in parsed.words and self._and_then(parsed)) or None
        if found is not None:
            yield found

    def _limit(self, parsed: Parsed, at: int) -> int | None:
        """Where "and not before" stands behind `at`."""
        hits = phrases("condition_limits", "words").all_in(self.report.tokens, at, parsed.sentence.after, parsed.words)
        return next((k for _, k, _ in hits), None)

    def _joined(self, parsed: Parsed, joint: str, i: int, after: int) -> ConditionMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        if after + 1 >= s.after:
            return None
        if is_fronted(parsed, tokens, i):
            parts = self._fronted(parsed, after)
        else:
            opened = next((c for c in parsed.clauses if c.mark and i <= c.first < after), None)
            verb = verb_before(parsed, tokens, i, opened)
            opens = max((k for k in range(s.first, i) if tokens[k].low in _OPENS), default=s.first)
            if verb is None or stance_of(verb) or verb.first < opens or parsed.clause_at(verb.first).opener == "what":
                verb = self._hidden(max(opens, verb.after if verb is not None else s.first), i)
            parts = (verb, (after, end_of(parsed, tokens, after)), (self._start(parsed, i, verb), i)) if verb else None
        if parts is None:
            return None
        verb, near, far = parts
        if not self._is_step(joint, verb, far, near) or self._is_timetable(parsed, near):
            return None
        setter = self._on_word_of(parsed, verb)
        return term(parsed, setter, near, far, i) if setter is not None else None

    def _fronted(self, parsed: Parsed, after: int) -> tuple[Predicate, tuple[int, int], tuple[int, int]] | None:
        """The verb, the demand and the step where the demand opens the sentence ("Once X has left, the road opens")."""
        tokens, s = self.report.tokens, parsed.sentence
        comma = comma_after(parsed, tokens, after)
        verb = verb_after(parsed, tokens, comma, s.after) if comma is not None else None
        if comma is None or verb is None or stance_of(verb):
            comma = next((k for k in range(after + 2, s.after - 2) if tokens[k].low == ","), None)
            if comma is None:
                return None
            stop = next((k for k in range(comma + 1, s.after) if tokens[k].low in (",", ";", ".")), s.after)
            verb = self._hidden(comma, stop)
        if verb is None:
            return None
        return verb, (after, comma), (comma + 1, end_of(parsed, tokens, verb.first))

    def _start(self, parsed: Parsed, i: int, verb: Predicate) -> int:
        """Where the words of a step begin: behind the verb of saying of its clause, if one stands there."""
        start = start_of(parsed, self.report.tokens, i, verb)
        said = [p.after for p in parsed.predicates if start <= p.first < verb.first and stance_of(p)]
        return max(start, *said) if said and max(said) < verb.first else start

    def _hidden(self, first: int, after: int) -> Predicate | None:
        """A verb in the present behind a noun that names nobody, which may be a noun too ("the guns fall silent")."""
        tokens = self.report.tokens
        known = _steps() | _words("staying") | _words("plain:lasting")
        for k in range(first + 1, after):
            before = tokens[k - 1]
            if before.kind != "word" or before.low in words("function_words") or tokens[k].kind != "word":
                continue
            wanted = BASE if before.low.endswith("s") or before.low in _PLURALS else THIRD
            low = tokens[k].low
            bases = {base for base, form in readings(low) if form == wanted}
            bases |= (
                {low if wanted == BASE else low.removesuffix("s")} if low.endswith("s") == (wanted == THIRD) else set()
            )
            if bases & known:
                return Predicate(k, k + 1, k, frozenset(bases), "present", "", False, False, False, False)
        return None

    def _is_step(self, joint: str, verb: Predicate, far: tuple[int, int], near: tuple[int, int]) -> bool:
        """Whether a verb tells a step that waits, or a state that lasts, in the plain present of what is said."""
        parsed = self.report.sentence(verb.first)
        if parsed is None or verb.perfect or verb.negated or not verb.is_finite:
            return False
        told = any(p.is_finite and near[0] <= p.first < near[1] for p in parsed.predicates)
        if not told and self._hidden(*near) is None:
            return False
        limited = self._limit(parsed, near[0]) is not None
        if verb.passive and "have" in verb.bases and verb.modal in ("can", "could"):
            # "his signature could be had once …"
            return True
        if verb.modal and not (verb.modal in _VOWS and "be" in verb.bases and joint in _STARTING and joint != "if"):
            return False
        if verb.tense != "present" and not verb.modal:
            clause = parsed.clause_at(verb.first)
            shifted = clause.mark == "that" or parsed.speech[clause.index] is not None
            if verb.tense != "past" or not shifted or not (limited or joint in _BACKSHIFTED):
                return False
        if joint in _LASTING and (verb.bases & (_words("staying") | _words("plain:lasting"))):
            return True
        if joint not in _STARTING and joint not in _LASTING:
            return False
        if "be" in verb.bases and not verb.passive:
            states = _words("plain:state")
            stop = min(parsed.sentence.after, verb.after + _COMPLEMENT)
            return any(self.report.tokens[k].low in states for k in range(verb.after, stop))
        return joint in _STARTING and bool(verb.bases & _steps())

    def _is_timetable(self, parsed: Parsed, near: tuple[int, int]) -> bool:
        """Whether what is waited for is a day, or what the course of talks brings ("when the envoy arrives")."""
        limit = self._limit(parsed, near[0])
        if parsed.is_past or self.report.dates_in(near[0], min(near[1], limit) if limit is not None else near[1]):
            return True
        course = _words("plain:course")
        return any(self.report.tokens[k].low in course for k in range(near[0], min(near[1], near[0] + 3)))

    def _on_word_of(self, parsed: Parsed, verb: Predicate) -> Setter | None:
        """The side on whose word a verb stands."""
        setters, clause = self.setters, parsed.clause_at(verb.first)
        before = [p for p in parsed.predicates if p.is_finite and stance_of(p) and p.after <= verb.first]
        own = clause.verb is not None and clause.verb in before
        setter = (setters.subject(parsed, clause) if own else None) or setters.of_speaker(parsed, clause)
        setter = setter or setters.of_opening(parsed, clause) or self._above(parsed, clause)
        setter = setter or self._last_speaker(parsed, verb)
        return setter if setter is not None and setters.is_party(setter) else None

    def _above(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """The subject of a clause of which another tells the content ("X has it that …", "X makes it plain that …")."""
        if clause.mark != "that" or clause.parent is None:
            return None
        return self.setters.subject(parsed, parsed.clauses[clause.parent])

    def _last_speaker(self, parsed: Parsed, verb: Predicate) -> Setter | None:
        """Who stands beside a verb of saying behind the step."""
        said = next((p for p in parsed.predicates if p.is_finite and stance_of(p) and p.first > verb.first), None)
        if said is None:
            return None
        beside = [m for m in parsed.mentions if m.after == said.first or m.first == said.after]
        named = self.setters.named(beside[0]) if len(beside) == 1 else None
        return named or self.setters.subject(parsed, parsed.clause_at(said.first))

    def _and_then(self, parsed: Parsed) -> ConditionMention | None:
        """ "They leave the town, and then he comes", in the words of one who has just refused to."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first + 2, s.after - 2):
            if tokens[k].low != "then" or tokens[k - 1].low not in ("and", ",", ";"):
                continue
            before = [p for p in parsed.predicates if p.is_finite and p.first < k]
            behind = next((p for p in parsed.predicates if p.is_finite and p.first > k), None)
            plain = behind is not None and (behind.tense in ("present", "future") or behind.modal in ("will", "shall"))
            if not before or not plain or behind is None or before[-1].tense != "present" or before[-1].modal:
                continue
            if not (before[-1].bases & _steps() and behind.bases & _steps()):
                continue
            start = start_of(parsed, tokens, k, before[-1])
            setter = self._on_word_of(parsed, behind) or self._refuser(parsed)
            if setter is None or k - 1 - start < 2:
                return None
            return term(parsed, setter, (start, k - 1), (k + 1, end_of(parsed, tokens, k + 1)), k)
        return None

    def _refuser(self, parsed: Parsed) -> Setter | None:
        """The subject of the sentence before, where it refuses a step."""
        before = self.report.parsed.get(parsed.sentence.number - 1)
        if before is None or not any(p.negated or p.bases & _words("refusing") for p in before.predicates):
            none = _words("none") | {"not", "never"}
            if before is None or before.words.isdisjoint(none):
                return None
        return self.setters.subject_before(parsed)
