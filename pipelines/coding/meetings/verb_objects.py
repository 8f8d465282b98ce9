"""Verb objects: whom "whom" and "him" stand for behind a verb of meeting, and whether its clause tells when and where.

Belongs here: what the frames ask of the clause of a verb. Does not belong here: the frames themselves
(`verb_arguments`).
"""

from collections.abc import Sequence

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.entries import heading_date, heading_place

_HIM_REACH = 30
_PLANNING = frozenset(("mean", "intend", "plan", "hope", "be", "expect", "suppose", "schedule", "set"))


class VerbObjects(MeetingParts):
    """Finds what a verb leaves to the words around it."""

    def has_own_date(self, clause: Clause) -> bool:
        return any(
            d.mention.interval.precision in ("day", "range", "month")
            for d in self.report.dates_in(min(clause.tokens), max(clause.tokens) + 1)
        )

    def _is_placed(self, parsed: Parsed, predicate: Predicate, both: bool = False) -> bool:
        """Whether the clause tells when or where (`both`: when and where): "talked" alone is no meeting."""
        clause = parsed.clause_at(predicate.first)
        first, after = min(clause.tokens), max(clause.tokens) + 1
        if clause.opener in ("when", "where"):
            first = self.antecedent_at(first, parsed.sentence.first)
        dated, placed = bool(self.report.dates_in(first, after)), bool(self.report.places_in(first, after))
        if parsed.is_past and not (dated and placed):
            # an entry of a chronology has the day and the place of its head
            dated = dated or heading_date(self.report, parsed.sentence) is not None
            placed = placed or heading_place(self.report, parsed.sentence) is not None
        return (dated and placed) if both else (dated or placed)

    def _is_undone(self, parsed: Parsed, predicate: Predicate) -> bool:
        """ "Were to have discussed", "should have looked at", "had meant to go over": a plan that came to nothing."""
        if predicate.perfect and predicate.modal in ("to", "should"):
            return True
        clause = parsed.clause_at(predicate.first)
        verb = clause.verb
        planned = verb is not None and verb.perfect and verb.tense == "past" and bool(verb.bases & _PLANNING)
        return planned and verb is not None and predicate.tense == "infinitive" and predicate.first - verb.after <= 1

    def antecedent(self, parsed: Parsed, predicate: Predicate) -> list[Mention]:
        """Whom "whom" stands for."""
        clause = parsed.clause_at(predicate.first)
        if clause.opener not in ("whom", "with whom", "to whom"):
            return []
        # "X, to whom Y spoke on Thursday"
        near = 3 if self.report.tokens[clause.first - 1].low in ("to", "with") else 2
        before = [m for m in parsed.mentions if m.after <= clause.first and clause.first - m.after <= near]
        return before[-1:]

    def _him(self, predicate: Predicate, subject: Sequence[Mention], at: int | None = None) -> list[Mention]:
        """Whom "rang him" means: the person named last who is not the one that rings."""
        k = at if at is not None else predicate.after
        if k >= len(self.report.tokens) or self.report.tokens[k].low not in ("him", "her"):
            return []
        ringing = {person for person, _ in self.people(subject)}
        before = [m for m in self.report.actors_in(max(0, k - _HIM_REACH), k) if m.person is not None and m.actors]
        return [m for m in before if self.focus.person_for(m) not in ringing][-1:]
