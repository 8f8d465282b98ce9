"""Wanting: plans told by who wants, expects or asks whom to a place ("expects the leaders in Brussels on 14 May").

Belongs here: verbs of wishing, awaiting and inviting whose object is to be somewhere, with no word for a meeting.
Does not belong here: "invited both to talks", whose noun tells the meeting (`nouns`), who goes by himself (`visits`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.day_before import still_to_come
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import AT, MeetingParts
from pipelines.coding.names.mention import AT_TABLE, Mention
from pipelines.coding.report.actor_kinds import is_listed_pair
from pipelines.coding.report.arguments import date_for, list_at, place_for
from pipelines.coding.report.focus import country_of
from pipelines.coding.report.same_places import same_place
from pipelines.coding.text.word_scan import word_set

_PRECISE = ("day", "range", "week", "month")
_WHERE = frozenset(("in", "to", "at", "back", "here", "there", "together", "round", "around", "on", "for", "over"))
_HERE = frozenset(("back", "here", "there", "together", "round"))


@cache
def _wishing() -> frozenset[str]:
    return word_set("wanting:wishing", "syntax_word_sets")


@cache
def _accepting() -> frozenset[str]:
    return word_set("wanting:accepting", "syntax_word_sets")


@cache
def _having() -> frozenset[str]:
    return word_set("wanting:having", "syntax_word_sets")


class WantedMeetings(MeetingParts):
    """Reads plans off who is wanted where."""

    def of_wanting(
        self, parsed: Parsed, predicate: Predicate, known: Sequence[MeetingMention]
    ) -> MeetingMention | None:
        """Somebody wants one or several others somewhere."""
        if not predicate.bases & _wishing() or predicate.negated or parsed.sentence.is_question or predicate.passive:
            return None
        if predicate.bases <= {"like", "love"} and predicate.modal != "would":
            return None
        clause = parsed.clause_at(predicate.first)
        if clause.mark in ("if", "before", "whether") or clause.verb != predicate:
            return None
        if any(m.status is not None and parsed.clause_at(m.anchor).index == clause.index for m in known):
            return None
        after = max(clause.tokens) + 1
        wanted, end = list_at(self.report, self._behind_having(parsed, predicate), after, 3)
        wanted = [m for m in wanted if m.person or m.level or m.noun in (*AT_TABLE, "collective")]
        tokens = self.report.tokens
        if not wanted or end >= after or tokens[end].low not in _WHERE or self._is_verb(parsed, end + 1):
            return None
        place = place_for(self.report, end, after, end) or same_place(self.report, end, after)
        date = date_for(self.report, end, after, end, AT)
        date = still_to_come(date, self.report.published) if date is not None else None
        exact = date is not None and date.mention.interval.precision in _PRECISE
        ahead = date is None or (
            date.mention.interval.start is not None and date.mention.interval.start > self.report.published
        )
        if not ahead or not (place is not None or (exact and tokens[end].low in _HERE)):
            return None
        return self._mention_of(parsed, predicate, clause, wanted, end)

    def _behind_having(self, parsed: Parsed, predicate: Predicate) -> int:
        """Where those begin who are wanted: behind "would like", or behind "would like to have"."""
        having = next((p for p in parsed.predicates if p.first == predicate.after and p.tense == "infinitive"), None)
        return having.after if having is not None and having.bases & _having() else predicate.after

    def _mention_of(
        self, parsed: Parsed, predicate: Predicate, clause: Clause, wanted: Sequence[Mention], end: int
    ) -> MeetingMention | None:
        own = [m for m in clause.subjects if m.person or m.level or self.is_principal(m)][:1]
        accepted = any(
            p.bases & _accepting() and not p.negated and p.first > predicate.after for p in parsed.predicates
        ) and bool(predicate.bases & {"expect", "await"})
        status = ("scheduled", "planned") if accepted else ("proposed", "hypothetical")
        number = parsed.sentence.number
        mention = MeetingMention(predicate.first, end, predicate.head, number, "meeting_verb", "", *status)
        self.add(mention, wanted)
        hosts = self.names_of(own)
        if self._are_sides(mention.parties):
            mention.mediators += [n for n in hosts if n not in mention.parties]
        else:
            self.add(mention, own)
            place = place_for(self.report, end, max(clause.tokens) + 1, end)
            mention.hosts += [n for n in hosts if place is not None and country_of(n) == place.country]
        mention.named_parties = len(mention.parties) >= 2
        return mention if mention.named_parties else None

    def _are_sides(self, names: Sequence[str]) -> bool:
        """Whether those wanted are against each other."""
        if len(set(names) & set(self.focus.sides)) >= 2:
            return True
        return any(is_listed_pair(a, b) for n, a in enumerate(names) for b in names[n + 1 :])

    def _is_verb(self, parsed: Parsed, at: int) -> bool:
        """Whether an infinitive or gerund follows ("wants them to stop", "expects him back to rule")."""
        return any(p.first in (at - 1, at) for p in parsed.predicates)
