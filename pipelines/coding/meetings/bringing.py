"""Bringing: meetings told by who gets others to one table ("brought them together", "would like to have both in Rome").

Belongs here: verbs of bringing, getting, having and inviting with several people as object, and where these are to sit.
Does not belong here: who meets whom by himself (`verbs`), "invited them to talks", which the noun tells (`nouns`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.verb_objects import VerbObjects
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import list_after, list_at
from pipelines.coding.scope.governing import govern_verb
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.text.word_scan import word_set

_REACH, _ASIDE_REACH, _BY_REACH = 24, 16, 8
#: "Brought together", "brought face to face".
_TO_TABLE = ("together", "face")
_BEFORE_SEAT = frozenset(("at", "round", "around", "to", "across", "under", "in", "into", "behind"))
_SEATS = frozenset(("table", "roof", "room", "tent"))
_SEAT_REACH = 4
_NO_OBJECT = frozenset(("with", "in", "at", "on", "to", "for", "by", "down", "opposite"))
_BEFORE_PLACE = frozenset(("in", "to", "at"))


@cache
def _set(name: str) -> frozenset[str]:
    return word_set(f"bringing:{name}", "syntax_word_sets")


@cache
def _asked() -> frozenset[str]:
    return _set("verbs") | word_set("meeting_frames:bringing", "syntax_word_sets")


class BringingMeetings(VerbObjects):
    """Reads meetings off verbs by which one brings others together."""

    def of_bringing(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
        """The meeting of those whom the subject brings, gets, has or invites to one table or place."""
        if _asked().isdisjoint(predicate.bases):
            return None
        brings = bool(predicate.bases & word_set("meeting_frames:bringing", "syntax_word_sets"))
        brought = self._brought(parsed, predicate) if brings else None
        if brought is not None:
            return brought
        if predicate.bases & _set("verbs") and not parsed.sentence.is_question:
            return self._seated(parsed, predicate)
        return None

    def _brought(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
        """ "Bring X and Y together": the object is brought to one table by the subject."""
        tokens, s = self.report.tokens, parsed.sentence
        stop = min(s.after, predicate.after + _ASIDE_REACH)
        brings = "bring" in predicate.bases
        to_table = _TO_TABLE if brings else word_set("meeting_frames:to_table", "syntax_word_sets")
        end = next((k for k in range(predicate.after, stop) if tokens[k].low in to_table), None)
        if end is None or (end == predicate.after and not predicate.passive) or tokens[end - 1].low == "closer":
            return None
        people, _ = list_at(self.report, predicate.after, end)
        if predicate.passive:
            # "X and Y were brought together in London by Z"
            people = list(parsed.clause_at(predicate.first).subjects)
            listed, _ = list_at(self.report, people[0].first, predicate.first) if people else ([], 0)
            people = listed if len(listed) > len(people) else people
            clause = parsed.clause_at(predicate.first)
            named = [m for m in parsed.mentions if clause.first <= m.first < predicate.first and m.person and m.actors]
            people = named if len(self.names_of(named)) >= 2 > len(self.names_of(people)) else people
        beside = [
            m
            for m in self.report.actors_in(end, s.after)
            if any(tokens[k].low in ("alongside", "too", "also") for k in range(m.first, min(s.after, m.after + 2)))
        ]
        mention = self._of_object(parsed, predicate, end, [*people, *beside])
        if mention is None or not (brings or self._is_placed(parsed, predicate)):
            return None
        if not (mention.named_parties or self._are_all(people)):
            return None
        subject = list(parsed.clause_at(predicate.first).subjects)
        if predicate.passive:
            subject = list_after(self.report, ("by",), end + 1, s.after, _BY_REACH)
        if len(mention.parties) > len(self.focus.sides) and not set(self.focus.sides) & set(mention.parties):
            # who gets third states together sits with them
            mention.hosts += self.names_of(subject[:1])
            self.add(mention, subject[:1])
        self._take_subject(mention, subject)
        return mention

    def _seated(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
        """ "Wants to get X and Y round a table", "would like to have both sides in Rome", "invited X and Y to Rome"."""
        s = parsed.sentence
        if predicate.passive or predicate.negated:
            return None
        stop = min(s.after, predicate.after + _REACH)
        seat = self._seat(predicate.after, stop)
        place = None if seat is not None else self._place(predicate, stop)
        end = seat if seat is not None else place
        opening = self.report.tokens[predicate.after].low if predicate.after < s.after else ""
        if end is None or opening in _NO_OBJECT or any(predicate.after <= k < end + _SEAT_REACH for k in self.starts):
            return None
        people, after = list_at(self.report, predicate.after, end)
        everybody = self._everybody(predicate.after, end)
        if not everybody and (not people or end - after > 2):
            return None
        mention = self._of_object(parsed, predicate, end, people)
        over = self._had_over(parsed, predicate, after, end)
        if mention is None or (place is not None and mention.status not in ("proposed", "scheduled") and not over):
            return None
        if mention.status in ("held", "ongoing") and not (predicate.bases & _set("seating") or over):
            return None
        subject = list(parsed.clause_at(predicate.first).subjects)
        own = [n for n in self.names_of(subject[:1]) if n in self.focus.sides]
        if own and len(set(mention.parties) - set(own)) == 1:
            # one side wants the other one at its table
            self.add(mention, subject[:1])
            mention.named_parties = len(mention.parties) >= 2
        if not (mention.named_parties or everybody or self._are_all(people)):
            return None
        self._take_subject(mention, subject)
        return mention

    def _had_over(self, parsed: Parsed, predicate: Predicate, first: int, after: int) -> bool:
        """ "On June 4 he had the two leaders to dinner in New York", "had them to Pretoria in July"."""
        to = any(self.report.tokens[k].low == "to" for k in range(first, after + 1))
        return to and "have" in predicate.bases and self._is_placed(parsed, predicate, both=True)

    def _of_object(
        self, parsed: Parsed, predicate: Predicate, end: int, people: Sequence[Mention]
    ) -> MeetingMention | None:
        governed = govern_verb(self.report, parsed, predicate, "propose" if "invite" in predicate.bases else "hold")
        status = meeting_status(governed)
        if status is None:
            return None
        number = parsed.sentence.number
        mention = MeetingMention(predicate.first, end + 1, predicate.head, number, "meeting_verb", "", *status)
        self.add(mention, people)
        mention.named_parties = len(mention.parties) >= 2
        return mention

    def _take_subject(self, mention: MeetingMention, subject: Sequence[Mention]) -> None:
        mention.mediators += [n for n in self.names_of(subject[:1]) if n not in mention.parties]
        mention.persons += [p for p in self.people(subject[:1]) if p not in mention.persons]

    def _are_all(self, people: Sequence[Mention]) -> bool:
        """Whether the object is "the two sides", "both delegations"."""
        return len(people) == 1 and people[0].noun == "collective"

    def _everybody(self, first: int, after: int) -> bool:
        return any(self.report.tokens[k].low in _set("everybody") for k in range(first, min(after, first + 2)))

    def _seat(self, first: int, stop: int) -> int | None:
        """Where "round a table", "under one roof" begins."""
        tokens = self.report.tokens
        for k in range(first + 1, stop):
            ahead = {t.low for t in tokens[k + 1 : min(stop, k + 1 + _SEAT_REACH)]}
            if tokens[k].low in _BEFORE_SEAT and ahead & _SEATS:
                return k
        return None

    def _place(self, predicate: Predicate, stop: int) -> int | None:
        """Where "in Rome", "to Geneva" begins, behind the people."""
        for place in self.report.places_in(predicate.after + 1, stop):
            if place.name and self.report.tokens[place.first - 1].low in _BEFORE_PLACE:
                return place.first - 1
        return None
