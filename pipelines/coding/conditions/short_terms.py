"""Condition short terms: terms told in few words, whose step or whose verb is left out.

Belongs here: "not while the road is shut, was his message", "no truce, he repeated, ahead of an accord", "the women
first; until then no pause", "he might have signed if they had been struck out". Does not belong here: bargains with an
order or an offer (`bargains`), pairs of two parts (`pairs`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed, stance_of
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import end_of, start_of
from pipelines.coding.conditions.terms import term
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

_QUOTES = frozenset(("“", '"', "‘", "'"))
_OPENS = _QUOTES | {":", ";", "—", "–"}
_WAITING = frozenset(
    ("until", "till", "before", "unless", "while", "as", "so", "without", "ahead", "prior", "as long as")
)
_THEN = (("until", "then"), ("till", "then"), ("before", "that"), ("before", "then"), ("until", "that"))
_JOINTS = frozenset(
    ("until", "till", "before", "unless", "while", "as long as", "so long as", "for as long as", "without", "ahead of",
     "prior to", "in advance of", "unless and until", "failing", "absent", "pending")
)  # fmt: skip
_FORGONE = ("would", "could", "may")
#: Words of what is put in between "no truce" and its joint; of a bare noun behind "no"; of "X first".
_PUT_IN, _NOUN, _FIRST = 12, 9, 24
_PARTICLES = frozenset(("then", "that"))


@dataclass(frozen=True, slots=True)
class ShortTermReader:
    """Reads the terms that leave out a verb."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence; each form is looked for only where its words stand."""
        seen = parsed.words
        waits = not seen.isdisjoint(_WAITING)
        found = (
            ("not" in seen and waits and self._not_until(parsed))
            or ("no" in seen and waits and self._no_until(parsed))
            or (waits and not seen.isdisjoint(_PARTICLES) and self._until_then(parsed))
            or ("if" in seen and not seen.isdisjoint(("would", "could", "might")) and self._forgone(parsed))
        )
        if found:
            yield found

    def _speaker(self, parsed: Parsed, at: int) -> Setter | None:
        """The side on whose word the words around a token stand."""
        setters, clause = self.setters, parsed.clause_at(at)
        own = setters.subject(parsed, clause) if clause.verb is not None and stance_of(clause.verb) else None
        found = own or setters.of_speaker(parsed, clause) or setters.of_opening(parsed, clause)
        found = found or self._beside_saying(parsed) or self._message(parsed) or self._only_one(parsed)
        found = found or setters.goes_on(parsed)
        return found if found is not None and setters.is_party(found) else None

    def _beside_saying(self, parsed: Parsed) -> Setter | None:
        """Who stands beside the only verb of saying of a sentence."""
        said = [p for p in parsed.predicates if p.is_finite and stance_of(p)]
        if len(said) != 1:
            return None
        beside = [m for m in parsed.mentions if m.after == said[0].first or m.first == said[0].after]
        return self.setters.named(beside[0]) if beside else None

    def _only_one(self, parsed: Parsed) -> Setter | None:
        """The only actor of a sentence, where he is a man of a side ("is how an Israeli official put it")."""
        own = [m for m in parsed.mentions if m.noun not in ("pronoun", "adjective")]
        return (
            self.setters.named(own[0]) if len(own) == 1 and own[0].noun in ("official", "spokesman", "person") else None
        )

    def _message(self, parsed: Parsed) -> Setter | None:
        """ "…, was his message", "…, is X's answer": its owner, else whom the sentence before tells of."""
        statements = word_set("statement", "condition_word_sets")
        at = next((k for k in range(parsed.sentence.first, parsed.sentence.after)
                   if self.report.tokens[k].low in statements), None)  # fmt: skip
        if at is None:
            return None
        near = [m for m in self.report.actors_in(max(parsed.sentence.first, at - 4), at) if m.noun != "pronoun"]
        own = next((k for k in (at - 1, at - 2) if self.report.tokens[k].low in ("his", "her")), None)
        if not near and own is not None:
            return self.setters.named(Mention(own, own + 1, (), noun="pronoun", head="he"))
        return self.setters.named(near[-1]) if near else self.setters.subject_before(parsed)

    def _not_until(self, parsed: Parsed) -> ConditionMention | None:
        """ "Not while the letters stand, was his message", "a truce: not, he says, until they are back"."""
        tokens, s = self.report.tokens, parsed.sentence
        for row, i, after in self.setters.joints(parsed):
            joint = row["words"].removeprefix("not ")
            if joint not in _JOINTS or after + 1 >= s.after:
                continue
            at = i
            if not row["words"].startswith("not "):
                at = next((k for k in range(i - 1, max(s.first, i - _PUT_IN) - 1, -1) if tokens[k].low == "not"), i)
                comma = tokens[at + 1].low == "," and tokens[i - 1].low == ","
                if at == i or (at + 1 != i and not comma):
                    continue
            if at > s.first and tokens[at - 1].low not in _OPENS:
                continue
            if any(p.is_finite and s.first <= p.first < i and not stance_of(p) for p in parsed.predicates):
                continue
            if self.report.dates_in(after, after + 2):
                continue
            setter = self._speaker(parsed, at)
            demand = (after, self._cut(parsed, after))
            return term(parsed, setter, demand, None, i) if setter is not None else None
        return None

    def _cut(self, parsed: Parsed, after: int) -> int:
        """The end of a demand, before ", was his message"."""
        end, tokens = end_of(parsed, self.report.tokens, after), self.report.tokens
        heads = (
            k for k in range(after + 1, end - 1) if tokens[k].low == "," and tokens[k + 1].low in ("was", "is", "ran")
        )
        return next(heads, end)

    def _no_until(self, parsed: Parsed) -> ConditionMention | None:
        """ "No truce, he repeated, ahead of an accord": somebody's saying is put in."""
        tokens, s = self.report.tokens, parsed.sentence
        starts = [s.first, *(k + 1 for k in range(s.first, s.after - 4) if tokens[k].low in _OPENS)]
        start = next((k for k in starts if tokens[k].low == "no"), None)
        if start is None:
            return None
        comma = next((k for k in range(start + 2, min(s.after, start + _NOUN)) if tokens[k].low == ","), None)
        if comma is None or any(p.is_finite and start <= p.first < comma for p in parsed.predicates):
            return None
        for row, i, after in phrases("condition_marks", "words").all_in(tokens, comma, min(s.after, comma + _PUT_IN)):
            if row["words"] not in _JOINTS or tokens[i - 1].low != "," or after + 1 >= s.after:
                continue
            said = [p for p in parsed.predicates if p.is_finite and comma < p.first < i]
            if not said or not all(stance_of(p) for p in said) or self.report.dates_in(after, after + 2):
                return None
            setter = self._speaker(parsed, start)
            demand = (after, end_of(parsed, tokens, after))
            return term(parsed, setter, demand, (start, comma), i) if setter is not None else None
        return None

    def _until_then(self, parsed: Parsed) -> ConditionMention | None:
        """ "The women first; until then no pause": what comes before is the demand."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first, s.after - 2):
            if (tokens[k].low, tokens[k + 1].low) not in _THEN:
                continue
            if not any(tokens[j].low in ("no", "not", "nothing", "nobody", "none") for j in range(k + 2, s.after)):
                return None
            opens = k == s.first or (k == s.first + 1 and tokens[s.first].low in _QUOTES)
            if not opens and tokens[k - 1].low not in (";", ",", ":", "—", "–", "and"):
                return None
            before = self.report.parsed.get(s.number - 1)
            if opens and (before is None or before.sentence.paragraph != s.paragraph):
                return None
            setter = self._speaker(parsed, k)
            if setter is None:
                return None
            held = (k + 2, end_of(parsed, tokens, k + 2))
            if opens and before is not None:
                if not self._asks(before):
                    return None
                found = term(parsed, setter, (before.sentence.first, before.sentence.after), held, k)
                found.first, found.after = s.first, s.after
                return found
            start = max((j + 1 for j in range(s.first, k - 1) if tokens[j].low in _OPENS), default=s.first)
            return term(parsed, setter, (start, k - 1), held, k) if k - 1 - start >= 2 else None
        return None

    def _asks(self, before: Parsed) -> bool:
        """Whether a sentence asks for something: "first", a duty, an order."""
        duty = word_set("first", "condition_word_sets") | {
            "must",
            "need",
            "needs",
            "demand",
            "demands",
            "want",
            "wants",
        }
        return not before.words.isdisjoint(duty)

    def _forgone(self, parsed: Parsed) -> ConditionMention | None:
        """ "He might have signed if the Turks had been struck out": a step not taken for want of what was asked."""
        tokens, s = self.report.tokens, parsed.sentence
        steps = word_set("forgone", "condition_word_sets")
        for main in parsed.predicates:
            if main.modal not in _FORGONE or not main.perfect or main.negated or not main.bases & steps:
                continue
            joint = next((k for k in range(main.after, s.after - 3) if tokens[k].low == "if"), None)
            inner = next((p for p in parsed.predicates if joint is not None and p.is_finite and p.first > joint), None)
            if joint is None or inner is None or not inner.perfect:
                return None
            setter = self.setters.subject(parsed, parsed.clause_at(main.first))
            if setter is None or not self.setters.is_party(setter):
                return None
            held = (start_of(parsed, tokens, joint, main), joint)
            return term(parsed, setter, (joint + 1, end_of(parsed, tokens, joint + 1)), held, joint)
        return None
