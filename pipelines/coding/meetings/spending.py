"""Spending: meetings told by who spent time with whom ("three hours with the president", "a day together").

Belongs here: the stretch of time, and the others or the room that it was spent with. Does not belong here: other verbs
of meeting (`verb_arguments`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.verb_objects import VerbObjects
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import here_in, list_after
from pipelines.coding.text.word_scan import word_set

_REACH, _ROOM_REACH = 7, 6
#: "Spent an hour with him", "two hours across the table from them", "a morning opposite her".
_OPPOSITE = ("with", "from", "opposite")
_INSIDE = ("in", "at", "inside", "behind")
_BOTH = 2


@cache
def _hours() -> frozenset[str]:
    return word_set("meeting_frames:hours", "syntax_word_sets")


@cache
def _rooms() -> frozenset[str]:
    return word_set("arguments:venues", "syntax_word_sets")


class SpendingVerbs(VerbObjects):
    """Fills the arguments of verbs of spending time."""

    def fill_spend(self, parsed: Parsed, mention: MeetingMention, predicate: Predicate, subject: list[Mention]) -> bool:
        """ "Spent three hours with the president": a stretch of time of one day, and somebody to spend it with."""
        tokens, stop = self.report.tokens, min(parsed.sentence.after, predicate.after + _REACH)
        at = next((k for k in range(predicate.after, stop) if tokens[k].low in _hours()), None)
        if at is None:
            # "spent Saturday in Rome with him"
            days = self.report.dates_in(predicate.after, predicate.after + 2)
            placed = self._is_somewhere(parsed, predicate) or self._is_together(predicate, stop)
            if not days or not placed or days[0].mention.interval.precision not in ("day", "range"):
                return False
            at = days[0].after - 1
        if self._is_together(predicate, stop) or self._are_shut_in(parsed, subject, at + 1):
            self.add(mention, subject)
            return len(mention.parties) >= 2
        people = list_after(self.report, _OPPOSITE, at + 1, parsed.sentence.after, _REACH)
        if not self.are_principals(people):
            return False
        self.add(mention, subject)
        self.add(mention, people)
        return len(mention.parties) >= 2

    def _is_somewhere(self, parsed: Parsed, predicate: Predicate) -> bool:
        first, after = predicate.after, parsed.sentence.after
        return bool(self.report.places_in(first, after)) or here_in(self.report, first, after)

    def _is_together(self, predicate: Predicate, stop: int) -> bool:
        """ "Spent two days together", "passed the evening in one room": those of both sides with one another."""
        words = (t.low for t in self.report.tokens[predicate.after : stop])
        return any(word in word_set("verbs:together", "syntax_word_sets") for word in words)

    def _are_shut_in(self, parsed: Parsed, subject: list[Mention], at: int) -> bool:
        """ "On 13 June they spent nine hours at a police college": both sides, on a day, under one roof."""
        tokens, after = self.report.tokens, parsed.sentence.after
        if len(set(self.names_of(subject)) & set(self.focus.sides)) < _BOTH or at >= after:
            return False
        inside = tokens[at].low in _INSIDE and any(
            t.low in _rooms() for t in tokens[at + 1 : min(after, at + _ROOM_REACH)]
        )
        return inside and bool(self.report.dates_in(parsed.sentence.first, after))
