"""Condition pairs: two parts of which one waits on the other, without a joint and a verb to tell so.

Belongs here: "no X, no Y"; "first X, then Y"; "only then"; "should X do Y, Z would …"; "no X before Y" without a verb.
Does not belong here: joined clauses (`joints`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.verbs import BASE, readings
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import (
    end_of,
    is_fronted,
    leaves_the_table,
    start_of,
    verb_after,
    verb_before,
)  # fmt: skip
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport

_THEN = (("only", "then"), ("only", "after", "that"), ("only", "after", "this"), ("only", "afterwards"))
_OPENS = frozenset((":", ";", "—", "–", "--", "“", '"'))
_BARE_REACH = 14
_SUBJECT = 12
_DETERMINERS = frozenset(("the", "a", "an", "any", "its", "their", "his", "her", "another", "one", "even", "anybody"))
_OFFERS = frozenset(("offer", "agree", "promise", "pledge", "vow", "undertake", "be"))


@dataclass(frozen=True, slots=True)
class PairReader:
    """Reads the terms of paired parts."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence; each kind of pair is looked for only where its word stands."""
        words = parsed.words
        pair = (
            ("no" in words and self._no_no(parsed))
            or ("first" in words and self._first_then(parsed))
            or ("only" in words and self._only_then(parsed))
            or (("should" in words or "were" in words) and self._inverted(parsed))
            or ("no" in words and self._bare(parsed))
        )
        if pair:
            yield pair

    def _inverted(self, parsed: Parsed) -> ConditionMention | None:
        """ "Should the army do likewise, it would …", "would stop should the army do likewise", "were it to stop"."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first, s.after - 3):
            if tokens[k].low not in ("should", "were") or not self._is_inverted(parsed, k):
                continue
            reach = range(k + 2, min(s.after, k + 2 + _SUBJECT))
            if tokens[k].low == "should":
                verb = next((j for j in reach if self._is_base(j)), None)
            else:
                verb = next((j + 1 for j in reach if tokens[j].low == "to" and self._is_base(j + 1)), None)
            if verb is None:
                continue
            if is_fronted(parsed, tokens, k):
                comma = next((j for j in range(verb, s.after) if tokens[j].low == ","), None)
                if comma is None:
                    return None
                demand, held = (k + 1, comma), (comma + 1, end_of(parsed, tokens, comma + 1))
                main = next((p for p in parsed.predicates if p.is_finite and held[0] <= p.first < held[1]), None)
            else:
                main = verb_before(parsed, tokens, k, None)
                last = k - 1 if tokens[k - 1].low == "," else k
                demand, held = (k + 1, end_of(parsed, tokens, k + 1)), (start_of(parsed, tokens, k, main), last)
            if main is None or (main.tense == "past" and not main.modal and not main.bases & _OFFERS):
                return None
            setter = self.setters.of_doer(parsed, parsed.clause_at(main.first), held)
            if setter is None:
                return None
            found = term(parsed, setter, demand, held, k)
            if leaves_the_table(tokens, main):
                # "would walk out should the name be read": what must not come about
                found.kind = "red_line"
            return found
        return None

    def _is_inverted(self, parsed: Parsed, k: int) -> bool:
        """Whether "should" or "were" opens a clause: at its start, or behind a whole clause with "would"."""
        tokens, s = self.report.tokens, parsed.sentence
        if k == s.first or tokens[k - 1].low in (",", "“", '"', "that", "but"):
            return True
        if any(m.after == k for m in parsed.mentions) and tokens[k].low == "were" and tokens[k + 1].low == "to":
            return False
        vowed = any(p.modal in ("will", "would") and p.after < k for p in parsed.predicates)
        return vowed and (tokens[k + 1].low in _DETERMINERS or any(m.first == k + 1 for m in parsed.mentions))

    def _is_base(self, k: int) -> bool:
        """Whether the base form of a verb stands at `k`, as after an auxiliary."""
        if self.report.tokens[k].low in ("be", "do", "have"):
            return True
        return any(form == BASE for _, form in readings(self.report.tokens[k].low))

    def _bare(self, parsed: Parsed) -> ConditionMention | None:
        """ "Its line: no elections as long as the border is open", "without a fund, no truce": no verb holds up."""
        tokens, s = self.report.tokens, parsed.sentence
        if "no" not in parsed.words:
            return None
        for row, i, after in self.setters.joints(parsed):
            if row["sure"] not in ("negated", "yes", "must", "commit") or row["words"].startswith(("not ", "if")):
                continue
            first = next(
                (k for k in range(i - 1, max(s.first - 1, i - _BARE_REACH), -1) if tokens[k].low == "no"), None
            )
            if first is None or (first > s.first and tokens[first - 1].low not in _OPENS):
                continue
            if any(p.is_finite and first <= p.first < i for p in parsed.predicates) or after + 1 >= s.after:
                continue
            setter = self.setters.of_asker(parsed, parsed.clause_at(first), (first, i))
            if setter is not None:
                return term(parsed, setter, (after, end_of(parsed, tokens, after)), (first, i), first)
        return None

    def _no_no(self, parsed: Parsed) -> ConditionMention | None:
        """ "No X, no Y" and "without X, no Y"."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first + 1, s.after - 1):
            if tokens[k].low != "," or tokens[k + 1].low != "no":
                continue
            for first in range(k - 1, max(s.first, k - 10) - 1, -1):
                if tokens[first].low in ("no", "without") and not any(
                    first <= p.first < k and p.is_finite for p in parsed.predicates
                ):
                    held = (k + 1, end_of(parsed, tokens, k + 1))
                    clause = parsed.clause_at(k + 1)
                    setter = self.setters.of_asker(parsed, clause, (s.first, s.after))
                    return term(parsed, setter, (first + 1, k), held, first) if setter is not None else None
        return None

    def _first_then(self, parsed: Parsed) -> ConditionMention | None:
        """ "First X, then Y", "X first, then Y"."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first + 2, s.after - 2):
            then = tokens[k].low in (",", ";") and (
                tokens[k + 1].low == "then" or (tokens[k + 1].low == "and" and tokens[k + 2].low in ("then", "only"))
            )
            if not then:
                continue
            start = next(
                (
                    j
                    for j in range(k - 1, max(s.first, k - 25) - 1, -1)
                    if tokens[j].low in ("“", '"', ":", ";", "that")
                ),
                s.first - 1,
            )
            inside = [j for j in range(start + 1, k) if tokens[j].low == "first"]
            if not inside or (inside[0] not in (start + 1, k - 1)):
                continue
            held = (k + 1, end_of(parsed, tokens, k + 1))
            if any(p.tense == "past" and not p.modal for p in parsed.predicates if start < p.first < held[1]):
                continue
            setter = self.setters.of_asker(parsed, parsed.clause_at(k - 1), held)
            return term(parsed, setter, (start + 1, k), held, inside[0]) if setter is not None else None
        return None

    def _only_then(self, parsed: Parsed) -> ConditionMention | None:
        """ "X. Only then will Y": the sentence before is the demand."""
        tokens, s = self.report.tokens, parsed.sentence
        first = s.first + (1 if tokens[s.first].low in ("“", '"') else 0)
        if not any(tuple(t.low for t in tokens[first : first + len(then)]) == then for then in _THEN):
            return None
        before = self.report.parsed.get(s.number - 1)
        verb = verb_after(parsed, tokens, first, s.after)
        if before is None or verb is None or (verb.tense == "past" and not verb.modal):
            return None
        clause = parsed.clause_at(verb.first)
        setter = self.setters.of_doer(parsed, clause, (first, s.after))
        if setter is None:
            return None
        found = term(parsed, setter, (before.sentence.first, before.sentence.after), (first, s.after), first)
        found.first, found.after = first, s.after
        return found
