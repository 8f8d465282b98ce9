"""Condition fronted: red lines whose "never" stands first, also with who says so put in between.

Belongs here: "Never, said the president, will it pardon …", "Under no agreement whatever would Serbia recognise it".
Does not belong here: "will never", "ruled out" (`exclusions`), terms with "only" in front (`joints`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import end_of
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

_MODALS = frozenset(("will", "would", "shall", "can", "could"))
_HEADS = frozenset(("under", "at", "in", "on", "by"))
#: So long are the words of denying in front, and what is put in behind them, at most; how near who will not stands.
_DENIAL, _PUT_IN, _SUBJECT = 6, 16, 3


@dataclass(frozen=True, slots=True)
class FrontedReader:
    """Reads red lines that open with their denial, in one report."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """The red line of one sentence."""
        after = self._denial(parsed)
        if after is None:
            return
        tokens, s = self.report.tokens, parsed.sentence
        modal = next((k for k in range(after, min(s.after - 2, after + _PUT_IN)) if tokens[k].low in _MODALS), None)
        if modal is None or not (modal == after or (tokens[after].low == "," and tokens[modal - 1].low == ",")):
            return
        who = next((m for m in self.report.actors_in(modal + 1, modal + 1 + _SUBJECT) if m.noun != "adjective"), None)
        setter = self.setters.named(who) if who is not None and who.noun != "pronoun" else None
        setter = setter or self.setters.of_speaker(parsed, parsed.clause_at(modal))
        if setter is None and modal > after:
            inside = [m for m in self.report.actors_in(after, modal) if m.person or m.noun in ("name", "official")]
            setter = next((found for m in inside if (found := self.setters.named(m)) is not None), None)
        if setter is None or setter.actor not in self.setters.focus.sides:
            return
        yield term(parsed, setter, (modal, end_of(parsed, tokens, modal)), None, modal, "red_line", "condition_verb")

    def _denial(self, parsed: Parsed) -> int | None:
        """Where the words of denying end that open a sentence: "Never", "Under no circumstances", "At no time"."""
        tokens, first = self.report.tokens, parsed.sentence.first
        while first < parsed.sentence.after and tokens[first].kind == "sign":
            first += 1
        if first + 2 >= parsed.sentence.after:
            return None
        if tokens[first].low == "never":
            return first + 1 + (tokens[first + 1].low == "again")
        if tokens[first].low not in _HEADS or tokens[first + 1].low != "no":
            return None
        stop = min(parsed.sentence.after, first + _DENIAL)
        after = next((k for k in range(first + 2, stop) if tokens[k].low in _MODALS or tokens[k].low == ","), None)
        told = {t.low for t in tokens[first + 2 : after]} if after is not None else set()
        return after if told & word_set("no_occasion", "condition_word_sets") else None
