"""Condition status: what became of a term, by what its sentence and the next say of it.

Belongs here: condition_status_verbs.tsv around a term; who refused or accepted it, and so is the one to deliver.
Does not belong here: finding the term.
"""

from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.conditions.answers import AnswerReader
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setter, Setters
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows
from pipelines.coding.text.word_tables import Phrases, build_phrases, words

_NEXT_REACH = 14
_OPEN_MODALS = ("will", "would", "could", "may", "can", "must", "should")


@cache
def _table() -> Phrases:
    return build_phrases(lexicon_rows("condition_status_verbs"), "words", all_forms)


@dataclass(frozen=True, slots=True)
class TermStatus:
    """Tells how the terms of one report stand."""

    report: ParsedReport
    setters: Setters

    def fill(self, parsed: Parsed, mention: ConditionMention) -> None:
        """Set the status, and the addressee where the one who answers is the one asked."""
        if mention.status != "stated":
            return
        s = parsed.sentence
        spans = [(s.first, min(mention.demand[0], mention.anchor), "governing"), (mention.after, s.after, "after")]
        following = self.report.parsed.get(s.number + 1)
        if following is not None and following.sentence.paragraph == s.paragraph:
            f = following.sentence
            spans.append((f.first, min(f.after, f.first + _NEXT_REACH), "next"))
        for first, after, where in spans:
            if first >= after:
                continue
            found = self._answer(first, after, where, mention)
            if found is not None:
                mention.status = found[0]
                self._answered_by(mention, found[1])
                return
        answer = AnswerReader(self.report, self.setters).read(parsed, mention) if mention.kind != "red_line" else None
        if answer is not None:
            mention.status = answer[0]
            self._answered_by(mention, answer[1])

    def _answered_by(self, mention: ConditionMention, who: str | None) -> None:
        if who is not None and mention.addressee is None and mention.kind != "red_line":
            mention.addressee = who

    def _answer(self, first: int, after: int, where: str, mention: ConditionMention) -> tuple[str, str | None] | None:
        tokens = self.report.tokens
        parsed = self.report.sentence(first)
        if parsed is None:
            return None
        for row, k, end in _table().all_in(tokens, first, after):
            predicate = next((p for p in parsed.predicates if p.head == k), None)
            if predicate is None:
                # "meeting the demand that …": a gerund that may be a noun too
                if (
                    where == "governing"
                    and tokens[k].low.endswith("ing")
                    and tokens[end].low in ("the", "its", "their", "a")
                ):
                    return row["effect"], None
                continue
            if row["alone"] == "end" and (end >= len(tokens) or tokens[end].kind != "sign"):
                continue
            if row["alone"] == "no" and not self._refers(parsed, predicate, end, where):
                continue
            refused = row["effect"] == "rejected" or predicate.negated
            if predicate.tense == "infinitive" or (predicate.modal in _OPEN_MODALS and not refused):
                continue
            clause = parsed.clause_at(predicate.first)
            who = self.setters.subject(parsed, clause)
            effect = row["effect"]
            if predicate.negated:
                effect = {"accepted": "rejected", "met": "rejected"}.get(effect, "")
                if not effect:
                    continue
            own = who is not None and (who.actor == mention.holder or (effect == "withdrawn" and _is_pronoun(who)))
            if predicate.modal in _OPEN_MODALS and effect != "rejected":
                continue
            if (effect in ("accepted", "rejected") and own) or (effect == "withdrawn" and who is not None and not own):
                continue
            return effect, who.actor if who is not None and effect in ("accepted", "rejected") else None
        return None

    def _refers(self, parsed: Parsed, predicate: Predicate, end: int, where: str) -> bool:
        """Whether what is refused or accepted is the term: "the demand", "this", nothing more at all."""
        tokens = self.report.tokens
        names = words("condition_references")
        near = range(max(parsed.sentence.first, predicate.first - 7), min(parsed.sentence.after, end + 6))
        if any(tokens[k].low in names for k in near):
            return True
        return where != "governing" and end < len(tokens) and tokens[end].low in (".", ",", ";")


def _is_pronoun(who: Setter) -> bool:
    return who.source.noun == "pronoun"
