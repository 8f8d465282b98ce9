"""Condition frames: every term that a report says a side sets.

Belongs here: the order of the readers, and what holds for all their terms (addressee, guarantee, deadline, status).
Does not belong here: the readers (`condition_clauses`, `condition_phrases`), sides (`condition_holders`), to which
meeting or agreement a term belongs (`condition_claims`).

A term needs somebody who sets it. An "if" of the report itself, a threat and an exhortation are none.
"""

from dataclasses import dataclass

from pipelines.coding.clauses import Parsed
from pipelines.coding.condition_clauses import ClauseTerms
from pipelines.coding.condition_holders import Holders
from pipelines.coding.condition_mention import ConditionMention
from pipelines.coding.condition_phrases import PhraseTerms
from pipelines.coding.focus import Focus
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.word_tables import words


@dataclass(slots=True)
class ConditionReader:
    """Reads the conditions of one report."""

    report: ParsedReport
    focus: Focus

    def read(self, parsed: Parsed) -> list[ConditionMention]:
        """Conditions of one sentence, in order."""
        if parsed.sentence.is_question:
            return []
        holders = Holders(self.report, self.focus)
        clauses, single = ClauseTerms(self.report, holders), PhraseTerms(self.report, holders)
        found = clauses.read(parsed)
        if not found:
            by_phrase = single.read_phrases(parsed)
            found = [by_phrase] if by_phrase is not None else []
        for predicate in parsed.predicates:
            if any(m.first <= predicate.head < m.after for m in found):
                continue
            term = single.read_verb(parsed, predicate)
            if term is not None and not any(m.first < term.after and term.first < m.after for m in found):
                found.append(term)
        finished = [self._finish(parsed, holders, m) for m in sorted(found, key=lambda m: m.anchor)]
        return [m for m in finished if m is not None]

    def _finish(self, parsed: Parsed, holders: Holders, mention: ConditionMention) -> ConditionMention | None:
        """Addressee, guarantee, deadline, attribution and status; None for a holder that is no actor of the report."""
        tokens = self.report.tokens
        if mention.holder not in self.focus.counts and mention.holder not in self.focus.sides:
            return None
        first, after = mention.demand
        if mention.kind != "red_line" and any(tokens[k].low in words("guarantee_words") for k in range(first, min(after, first + 12))):
            mention.kind = "guarantee"
        mention.addressee = holders.addressee(mention)
        for dated in self.report.dates_in(first, after):
            interval = dated.mention.interval
            if dated.mention.role in ("by", "until", "before") and interval.end is not None and interval.precision in ("day", "range", "month", "week"):
                mention.deadline = (interval.end.isoformat(), dated.first, dated.after)
        speech = parsed.speech[parsed.clause_at(mention.anchor).index]
        if speech is not None and speech.speaker is not None:
            mention.said_by = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker)
            mention.attributed = names[0] if names else None
        mention.status = holders.status(parsed, mention)
        return mention
