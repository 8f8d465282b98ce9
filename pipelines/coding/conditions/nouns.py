"""Condition nouns: terms that a noun names — a demand, a precondition, the price of something.

Belongs here: whose term it is, and what it asks, by the words beside the noun.
Does not belong here: what became of the term (`status`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import end_of, is_given_up
from pipelines.coding.conditions.status import status_verbs
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

_LINKS = frozenset(("that", "to", "for", "on", ":", "is", "are", "was", "were", "of"))
_OWN = frozenset(("its", "their", "his", "her", "our"))
_SET = frozenset(("set", "pose", "impose", "lay", "list", "name", "make", "put", "present", "raise", "attach", "issue"))
#: How far behind "condition for" the verb stands that says what it is.
_AIM = 6
_BECOME = frozenset(("be", "become", "remain", "constitute"))
_APART = frozenset(("on", "for", "as", "with", "to", "in", "a", "the", "of", "under", "and"))
#: Words of what is put in between a term and its colon.
_PUT_IN = 10
_WANTED = frozenset(("demand", "demands", "insistence", "request", "requests", "stipulation"))


@dataclass(frozen=True, slots=True)
class NounReader:
    """Reads the terms that nouns name."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence."""
        tokens, s = self.report.tokens, parsed.sentence
        for row, k, after in phrases("condition_nouns", "words").in_sentence(tokens, s):
            if row["use"] != "term" or after >= s.after:
                continue
            if any(p.first <= k < p.after for p in parsed.predicates):
                continue
            if parsed.clause_at(k).mark in ("if", "before") and any(
                row["shape"] for row, _, _ in phrases("condition_marks", "words").all_in(tokens, s.first, k)
            ):
                # "would sign provided that Baku drops its demand": the joint sets the term
                continue
            before = tokens[k - 1].low if k > s.first else ""
            if before in ("without", "no", "any", "on") or (k > s.first + 1 and tokens[k - 2].low == "without"):
                continue
            found = (
                self._set_by(parsed, row, k, after)
                or self._owned(parsed, row, k, after)
                or self._posed(parsed, row, k, after)
                or self._predicated(parsed, row, k)
                or self._defined(parsed, row, k, after)
            )
            if found is not None:
                yield found
                return

    def _owner(self, parsed: Parsed, k: int) -> Setter | None:
        """Whose term: "Hamas's demand", "the Hamas demand", "its insistence", "a demand by Hamas"."""
        tokens, s = self.report.tokens, parsed.sentence
        for m in reversed(self.report.actors_in(max(s.first, k - 5), k)):
            between = [tokens[j].low for j in range(m.after, k)]
            if m.after <= k and k - m.after <= 2 and m.noun != "pronoun" and not set(between) & _APART:
                return self.setters.named(m)
        if any(tokens[j].low in _OWN for j in range(max(s.first, k - 3), k)):
            clause = parsed.clause_at(k)
            return self.setters.subject(parsed, clause) or self.setters.of_speaker(parsed, clause)
        return None

    def _owned(self, parsed: Parsed, row: dict[str, str], k: int, after: int) -> ConditionMention | None:
        tokens = self.report.tokens
        setter = self._owner(parsed, k)
        if after < parsed.sentence.after and tokens[after].low in ("by", "from", "of"):
            near = self.report.actors_in(after, after + 4)
            named = self.setters.named(near[0]) if near else None
            if named is not None and tokens[after].low != "of":
                setter, after = named, near[0].after
        if setter is None or after >= parsed.sentence.after:
            return None
        if tokens[after].low not in _LINKS and not self._is_clause(parsed, after):
            return None
        if tokens[after].low == "of" and row["words"] not in _WANTED:
            return None
        aim = None
        if tokens[after].low in ("for", "of", "to") and row["kind"] == "precondition":
            # "Its condition for talks is …"
            near_by = (p for p in parsed.predicates if after + 1 < p.first <= after + _AIM and p.is_finite)
            verb = next((p for p in near_by if p.bases <= {"be"} and not p.negated and not p.modal), None)
            if verb is None:
                return None
            aim, after = (after + 1, verb.first), verb.first
        start = after + (
            0
            if tokens[after].low == "to" or (self._is_clause(parsed, after) and tokens[after].low not in _LINKS)
            else 1
        )
        if start + 1 >= parsed.sentence.after:
            return None
        if tokens[start].low in word_set("term:described", "condition_word_sets"):
            # "X's demands were smaller": what they are is not told
            return None
        end = end_of(parsed, tokens, start)
        fate = self._fate(parsed, k, start, end)
        end = fate[0].first if fate is not None else end
        main = parsed.clause_at(k).verb
        if tokens[after].low in ("for", "of") and main is not None and start + 1 < main.first < end:
            # "X's demand for changes remains in the way"
            end = main.first
        held = next(((j + 1, end) for j in range(start + 1, end - 1) if tokens[j].low == "before"), None)
        demand = (start, held[0] - 1) if held is not None else (start, end)
        first = any(tokens[j].low in word_set("first", "condition_word_sets") for j in range(*demand))
        kind = row["kind"] if held is None and not first else "precondition"
        found = term(parsed, setter, demand, held or aim, k, kind, "condition_verb")
        found.status = fate[1] if fate is not None else found.status
        return found

    def _fate(self, parsed: Parsed, k: int, start: int, end: int) -> tuple[Predicate, str] | None:
        """The verb after a demand that is the subject of its sentence, and what it says ("… has been met")."""
        if any(p.is_finite and p.first < k for p in parsed.predicates):
            return None
        told = [p for p in parsed.predicates if start < p.first < end and p.is_finite and p.passive and not p.modal]
        for predicate in reversed(told):
            hit = status_verbs().longest(self.report.tokens, predicate.head, parsed.sentence.after)
            effect = hit[0]["effect"] if hit is not None else ""
            if effect:
                return predicate, "stated" if predicate.negated else effect
        return None

    def _set_by(self, parsed: Parsed, row: dict[str, str], k: int, after: int) -> ConditionMention | None:
        """ "The precondition that X had set for Y": what comes before names the demand."""
        tokens, s = self.report.tokens, parsed.sentence
        verb = next((p for p in parsed.predicates if after <= p.first <= after + 8 and p.is_finite), None)
        if verb is None or not verb.bases & (_SET | {"insist", "demand"}) or verb.passive:
            return None
        near = [m for m in self.report.actors_in(after, verb.first)]
        setter = self.setters.named(near[-1]) if near else None
        clause = parsed.clause_at(k)
        start = min(clause.tokens)
        if setter is None or k - start < 4:
            return None
        held = None
        joint = next(
            (j for j in range(verb.after, min(s.after, verb.after + 4)) if tokens[j].low in ("for", "before", "to")),
            None,
        )
        if joint is not None and joint + 1 < s.after:
            held = (joint + 1, end_of(parsed, tokens, joint + 1))
        return term(parsed, setter, (start, k), held, k, "precondition", "condition_verb")

    def _is_clause(self, parsed: Parsed, after: int) -> bool:
        """Whether a clause without "that" follows ("the condition a truce be monitored")."""
        return parsed.clause_at(after).mark == "that" and parsed.clause_at(after).first == after

    def _posed(self, parsed: Parsed, row: dict[str, str], k: int, after: int) -> ConditionMention | None:
        """ "X set as a condition for its return that …", "X posed conditions: …"."""
        tokens, s = self.report.tokens, parsed.sentence
        clause = parsed.clause_at(k)
        verb = clause.verb
        if verb is None or not verb.bases & _SET or verb.first > k or verb.passive:
            return None
        setter = self.setters.subject(parsed, clause)
        if setter is None:
            return None
        start = next((j for j in range(after, min(s.after, after + 14)) if tokens[j].low in ("that", ":")), None)
        as_one = next((j for j in range(k - 1, max(verb.after, k - 4), -1) if tokens[j].low == "as"), None)
        if start is None and as_one is not None and as_one - verb.after >= 2 and after < s.after:
            # "set the release of prisoners as a condition for signing"
            held = (after + 1, end_of(parsed, tokens, after + 1)) if tokens[after].low in ("for", "of", "to") else None
            held = held if held is not None and held[1] > held[0] else None
            return term(parsed, setter, (verb.after, as_one), held, k, "precondition", "condition_verb")
        if start is None or start + 2 >= s.after:
            return None
        held = (after + 1, start) if start > after + 1 and tokens[after].low in ("for", "of", "to") else None
        return term(
            parsed, setter, (start + 1, end_of(parsed, tokens, start + 1)), held, k, row["kind"], "condition_verb"
        )

    def _predicated(self, parsed: Parsed, row: dict[str, str], k: int) -> ConditionMention | None:
        """ "X is a precondition for Y", "X has become Z's condition for Y", "made X the price of Y"."""
        tokens, s = self.report.tokens, parsed.sentence
        clause = parsed.clause_at(k)
        verb = clause.verb
        joint = next((j for j in range(k + 1, min(s.after, k + 5)) if tokens[j].low in ("for", "of", "to")), None)
        given_up = verb is not None and is_given_up(parsed, tokens, verb)
        if verb is None or verb.first > k or joint is None or not verb.bases & _BECOME:
            return None
        if verb.negated and not given_up:
            return None
        start = min(clause.tokens)
        if verb.first - start < 2:
            return None
        setter = self._owner(parsed, k) if k - verb.after > 1 else None
        held = (joint + 1, end_of(parsed, tokens, joint + 1))
        setter = setter or self.setters.of_asker(parsed, clause, held)
        if setter is None:
            return None
        found = term(parsed, setter, (start, verb.first), held, k, row["kind"], "condition_verb")
        if verb.perfect and verb.tense == "past":
            # "such a corridor had been X's condition for signing": told of what has come about since
            found.status = "met"
        found.status = "withdrawn" if given_up else found.status
        return found

    def _defined(self, parsed: Parsed, row: dict[str, str], k: int, after: int) -> ConditionMention | None:
        """ "The condition for Y, according to X, is …"; "on one condition: that …"."""
        tokens, s = self.report.tokens, parsed.sentence
        clause = parsed.clause_at(k)
        colon = next((j for j in range(after + 1, min(s.after, after + _PUT_IN)) if tokens[j].low == ":"), None)
        said = any(p.is_finite and after < p.first < (colon or after) for p in parsed.predicates)
        if tokens[after].low == "," and colon is not None and said and tokens[k - 1].low in ("one", "a", "single"):
            # "on one condition, its envoy says: nobody …"
            after = colon
        if tokens[after].low == ":":
            demand = (after + 1, end_of(parsed, tokens, after + 1))
            main = next(
                (p for p in reversed(parsed.predicates) if p.is_finite and p.first < k and not stance_of(p)), None
            )
            clause = parsed.clause_at(main.first) if main is not None else clause
            setter = self.setters.of_doer(parsed, clause, (s.first, k))
            return term(parsed, setter, demand, (s.first, k), k, row["kind"]) if setter is not None else None
        verb = next((p for p in parsed.predicates if p.first > k and p.is_finite and "be" in p.bases), None)
        if verb is None or tokens[after].low not in ("for", "of", "to") or verb.first - after > 14:
            return None
        if any(p.is_finite and s.first <= p.first < k for p in parsed.predicates):
            return None
        held = (after + 1, verb.first)
        setter = self.setters.of_asker(parsed, parsed.clause_at(verb.first), held)
        if setter is None or verb.after + 1 >= s.after:
            return None
        return term(parsed, setter, (verb.after, end_of(parsed, tokens, verb.after)), held, k, row["kind"])
