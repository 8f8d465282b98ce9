"""Condition lines: red lines drawn without "will never": in the plain present, as what must never be, by none of it.

Belongs here: "we do not sign land away, not here, not anywhere", "does not talk to him and never will", "it must never
become a second state", "not one of our sites will be shut", "can have no place in it". Does not belong here: "will
never", "out of the question", "no part in any" (`exclusions`).
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
from pipelines.coding.text.word_tables import phrases

_DUTIES = ("must", "may", "shall", "should", "can")
_EVERS = frozenset(("never", "ever"))
_OPENERS = frozenset((":", ";", "that", "“", '"', "but", "and"))
_OWNED = frozenset(("our", "its", "their", "his", "her", "the", "these", "those", "us", "them"))
_NONE_OF = ("one", "single", "none", "inch", "metre", "meter", "foot", "square")
#: Tokens at the start of the next sentence in which it only makes the refusal absolute ("Not here, not anywhere").
_FRAGMENT = 12


def _words(name: str) -> frozenset[str]:
    return word_set(name, "condition_word_sets")


@dataclass(frozen=True, slots=True)
class LineReader:
    """Reads the red lines that no "will" draws."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Red lines of one sentence."""
        seen = parsed.words
        if seen.isdisjoint(("not", "never", "n't", "none", "cannot")) and (
            "no" not in seen or seen.isdisjoint(_words("room"))
        ):
            return
        for predicate in parsed.predicates:
            if not predicate.is_finite:
                continue
            setter = (
                self._in_present(parsed, predicate)
                or self._must_never(parsed, predicate)
                or self._not_one(parsed, predicate)
                or self._no_room(parsed, predicate)
            )
            if setter is not None and self.setters.is_party(setter):
                start = self._start(parsed, predicate)
                yield term(
                    parsed, setter, (start, end_of(parsed, self.report.tokens, predicate.first)), None, predicate.head,
                    "red_line", "condition_verb",
                )  # fmt: skip
                return

    def _start(self, parsed: Parsed, predicate: Predicate) -> int:
        """Where the words of a line begin: behind what opens its part of the sentence."""
        opens = [k for k in range(parsed.sentence.first, predicate.first) if self.report.tokens[k].low in _OPENERS]
        return opens[-1] + 1 if opens else parsed.sentence.first

    def _in_present(self, parsed: Parsed, predicate: Predicate) -> Setter | None:
        """ "Does not negotiate with X and never will", "we do not sign it away, not here, not anywhere"."""
        if not predicate.negated or predicate.tense != "present" or predicate.modal or predicate.perfect:
            return None
        follow = " ".join(t.low for t in self.report.tokens[predicate.after : predicate.after + 3])
        parts = any(
            f"{base} {follow} ".startswith(f"{parting} ")
            for base in predicate.bases for parting in _words("parting")
        )  # fmt: skip
        if not parts and predicate.bases.isdisjoint(_words("never_verb") | _words("red_verb")):
            return None
        if not self._for_good(parsed, predicate):
            return None
        clause = parsed.clause_at(predicate.first)
        return self.setters.subject(parsed, clause) or self.setters.of_speaker(parsed, clause)

    def _for_good(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a refusal is absolute by the words behind it, or by those that open the next sentence."""
        tokens, s = self.report.tokens, parsed.sentence
        absolutes = phrases("condition_absolutes", "words")
        if next(absolutes.all_in(tokens, predicate.after, s.after), None) is not None:
            return True
        if any(tokens[k].low in _EVERS for k in range(predicate.after, s.after)):
            return True
        following = self.report.parsed.get(s.number + 1)
        if following is None or following.sentence.paragraph != s.paragraph:
            return False
        f = following.sentence
        short = f.after - f.first <= _FRAGMENT and not any(p.is_finite for p in following.predicates)
        return short and next(absolutes.all_in(tokens, f.first, f.after), None) is not None

    def _must_never(self, parsed: Parsed, predicate: Predicate) -> Setter | None:
        """ "The association must never become …", on a side's word."""
        tokens = self.report.tokens
        never = any(tokens[k].low == "never" for k in range(predicate.first, predicate.after))
        if predicate.modal not in _DUTIES or not (never or predicate.negated):
            return None
        if not never and (predicate.modal != "must" or not self._for_good(parsed, predicate)):
            return None
        clause = parsed.clause_at(predicate.first)
        setter = self.setters.of_asker(parsed, clause, None)
        doer = self.setters.subject(parsed, clause)
        return setter if setter is not None and (doer is None or doer.actor != setter.actor) else None

    def _not_one(self, parsed: Parsed, predicate: Predicate) -> Setter | None:
        """ "Not one of our sites will be closed", "none of its land would be given up"."""
        if predicate.modal not in ("will", "would", "shall") or predicate.negated:
            return None
        tokens, clause = self.report.tokens, parsed.clause_at(predicate.first)
        low = [
            tokens[k].low for k in range(self._start(parsed, predicate), predicate.first) if tokens[k].kind == "word"
        ]
        none = low[:1] == ["none"] or (low[:1] == ["not"] and bool(set(low[1:3]) & set(_NONE_OF)))
        if not none or not set(low) & _OWNED or "of" not in low:
            return None
        assured = _words("guarantee")
        if any(tokens[k].low in assured for k in range(parsed.sentence.first, predicate.first)):
            # "a guarantee that none of his men would be prosecuted"
            return None
        return self.setters.of_asker(parsed, clause, None)

    def _no_room(self, parsed: Parsed, predicate: Predicate) -> Setter | None:
        """ "The militia can have no place in the new state", "there is no room for it", on a side's word."""
        ahead = predicate.modal in ("will", "would", "can", "could", "shall", "must") or predicate.tense == "future"
        if predicate.negated or not (ahead or predicate.tense == "present") or predicate.perfect:
            return None
        tokens, at, stop = self.report.tokens, predicate.after, parsed.sentence.after
        if predicate.bases.isdisjoint(_words("room:verb")) or at + 2 >= stop or tokens[at].low != "no":
            return None
        if tokens[at + 1].low not in _words("room") or tokens[at + 2].low not in _words("room:where"):
            return None
        clause = parsed.clause_at(predicate.first)
        setter, subject = self.setters.of_asker(parsed, clause, None), self.setters.subject(parsed, clause)
        return setter if setter is not None and (subject is None or subject.actor != setter.actor) else None
