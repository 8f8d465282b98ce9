"""Visits: meetings told by coming and going ("the delegations return to Pretoria", "he will be in Islamabad").

Belongs here: who goes where on what day, where no other word of the clause tells a meeting. Does not belong here:
"flew to Oslo for talks", whose noun tells the meeting (`nouns`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.group import DONE
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import AT, MeetingParts
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.report.arguments import date_for, place_for
from pipelines.coding.report.focus import country_of
from pipelines.coding.report.same_places import same_place
from pipelines.coding.scope.attitudes import was_to_be
from pipelines.coding.scope.governing import govern_verb
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.text.word_scan import word_set

_GUESTS = frozenset(("leader", "minister", "envoy", "mediator", "delegation", "person"))
_PRECISE = ("day", "range", "week", "month")
_BOTH = 2
_BACK = frozenset(("back", "together", "there"))


@cache
def _together() -> frozenset[str]:
    return word_set("visits:together", "syntax_word_sets")


@cache
def _apart() -> frozenset[str]:
    """What two do without being together."""
    return word_set("visits:apart", "syntax_word_sets")


@cache
def _chaired() -> frozenset[str]:
    return word_set("visits:chaired", "syntax_word_sets")


@cache
def _joint() -> frozenset[str]:
    return word_set("chronologies:joint", "syntax_word_sets")


@cache
def _going() -> frozenset[str]:
    return word_set("visits:going", "syntax_word_sets")


@cache
def _moving() -> frozenset[str]:
    """Verbs that can tell of coming somewhere or being there."""
    return _together() | _joint() | _going() | {"expect", "await", "be"}


class VisitMeetings(MeetingParts):
    """Reads meetings off comings and goings."""

    def of_visit(self, parsed: Parsed, predicate: Predicate, known: Sequence[MeetingMention]) -> MeetingMention | None:
        """Both sides come to a place on a day, or somebody is to come to one of them."""
        if not predicate.is_finite or parsed.sentence.is_question:
            return None
        clause = parsed.clause_at(predicate.first)
        several = len(clause.subjects) >= _BOTH or "have" in predicate.bases
        if predicate.bases.isdisjoint(_moving()) and not several:
            return None
        if clause.mark in ("if", "before", "whether"):
            return None
        if predicate.negated or any(self._is_rival(parsed, m, clause, predicate) for m in known):
            return None
        together = self._of_both(parsed, predicate, clause)
        if together is not None:
            return together
        expected = self._is_awaited(predicate)
        if not expected and not self._goes(predicate):
            return None
        first, after = min(clause.tokens), max(clause.tokens) + 1
        place = place_for(self.report, predicate.after, after, predicate.head)
        place = place or same_place(self.report, predicate.after, after)
        date = date_for(self.report, first, after, predicate.head, AT)
        if place is None or date is None or date.mention.interval.precision not in _PRECISE:
            return None
        subject = [
            m
            for m in clause.subjects
            if m.noun in _GUESTS or (m.noun == "collective" and self._come_to_meet(m)) or self._are_they(m)
        ]
        sides = self.names_of(subject)
        status: tuple[str, str] | None = ("proposed", "hypothetical")
        if self._is_due(predicate):
            status = ("scheduled", "planned")
        elif not expected:
            status = meeting_status(govern_verb(self.report, parsed, predicate, "hold"))
        if status is None or not subject:
            return None
        if len(sides) >= 2 and set(self.focus.sides) & set(sides):
            return self._mention(predicate, parsed, "talks", status, subject, place)
        partner = self._host_of(place, sides)
        if partner is None or status[0] not in ("scheduled", "proposed") or not self._is_one(subject, clause):
            return None
        mention = self._mention(predicate, parsed, "bilateral_meeting", status, subject, place)
        mention.parties.append(partner)
        mention.named_parties = True
        mention.had_been_planned = was_to_be(predicate)
        return mention

    def _of_both(self, parsed: Parsed, predicate: Predicate, clause: Clause) -> MeetingMention | None:
        """ "On December 15 and 16 Barak and Shara were in Washington": people of both sides at one place on one day."""
        chaired = bool(parsed.words & _chaired()) and bool(predicate.bases & _joint())
        joint = chaired or predicate.bases & _together() or self._are_seen(predicate, clause)
        if predicate.passive or not (joint or self._have_together(predicate, clause)):
            return None
        subject = [m for m in clause.subjects if chaired or m.person is not None or m.noun in _GUESTS]
        shared = self._have_together(predicate, clause)
        subject = list(clause.subjects) if shared else subject
        names = self.names_of(subject)
        if (len(subject) < _BOTH and not shared) or len(set(names) & set(self.focus.fighting or self.focus.sides)) < 2:
            return None
        first, after = min(clause.tokens), self._end_with_where(parsed, clause)
        place = place_for(self.report, first, after, predicate.head)
        date = date_for(self.report, first, after, predicate.head, AT)
        if place is None or date is None or date.mention.interval.precision not in _PRECISE:
            return None
        status = meeting_status(govern_verb(self.report, parsed, predicate, "hold"))
        if status is None:
            return None
        mention = self._mention(predicate, parsed, "talks", status, subject, place)
        mention.date = date
        return mention if mention.named_parties else None

    def _have_together(self, predicate: Predicate, clause: Clause) -> bool:
        """ "The two ministers had twenty minutes together"."""
        behind = (self.report.tokens[k].low for k in clause.tokens if k >= predicate.after)
        return "have" in predicate.bases and "together" in behind

    def _are_seen(self, predicate: Predicate, clause: Clause) -> bool:
        """Whether two persons do in the past what tells nothing else than that both were there."""
        people = sum(m.person is not None for m in clause.subjects)
        past = predicate.tense == "past" or predicate.perfect
        return people >= _BOTH and past and not (predicate.modal or stance_of(predicate) or predicate.bases & _apart())

    def _end_with_where(self, parsed: Parsed, clause: Clause) -> int:
        """The index after a clause and what it says of its place ("to Yunnan, where Wang Yi hosts them on Sunday")."""
        ends = [max(clause.tokens) + 1]
        ends += [
            max(c.tokens) + 1 for c in parsed.clauses if c.parent == clause.index and c.opener == "where" and c.tokens
        ]
        return max(ends)

    def _is_rival(self, parsed: Parsed, known: MeetingMention, clause: Clause, predicate: Predicate) -> bool:
        """Whether a meeting told in the sentence may be the one that a verb of coming tells."""
        if known.status is None or self._is_aside(parsed, known, clause):
            return False
        # "talks ended on Saturday with an understanding that the teams would be back on Monday"
        ahead = predicate.modal in ("will", "would") and known.status in DONE
        return not ahead or parsed.clause_at(known.anchor).index == clause.index

    def _is_aside(self, parsed: Parsed, known: MeetingMention, clause: Clause) -> bool:
        """Whether a meeting is told in a relative clause put in ("X, who met Y in March, is due in Z on Tuesday")."""
        own = parsed.clause_at(known.anchor)
        return own.mark == "relative" and own.parent == clause.index and own.index != clause.index

    def _mention(
        self, predicate: Predicate, parsed: Parsed, kind: str, status: tuple[str, str], subject: Sequence[Mention],
        place: PlaceMention,
    ) -> MeetingMention:  # fmt: skip
        number = parsed.sentence.number
        mention = MeetingMention(predicate.first, place.after, predicate.head, number, "meeting_verb", kind, *status)
        self.add(mention, subject)
        mention.named_parties = len(mention.parties) >= 2
        return mention

    def _goes(self, predicate: Predicate) -> bool:
        """Whether a verb tells of coming to a place, or of being there on a day still to come or again."""
        if predicate.bases & _going():
            return True
        follower = self.report.tokens[predicate.after].low if predicate.after < len(self.report.tokens) else ""
        ahead = predicate.modal in ("will", "would", "to")
        return (
            "be" in predicate.bases
            and not predicate.passive
            and (ahead or follower in _BACK or self._is_due(predicate))
        )

    def _is_due(self, predicate: Predicate) -> bool:
        """ "Is due in Pristina", "are due back"."""
        after = [t.low for t in self.report.tokens[predicate.after : predicate.after + 2]]
        return (
            predicate.tense == "present" and after[:1] == ["due"] and after[1:] in (["in"], ["at"], ["back"], ["here"])
        )

    def _is_awaited(self, predicate: Predicate) -> bool:
        """ "Is expected in Beirut", "is awaited in Kabul"; "is due in" leaves no doubt and stands under `_goes`."""
        tokens, k = self.report.tokens, predicate.after
        follows = k < len(tokens) and tokens[k].low in ("in", "at", "here", "back")
        return predicate.passive and bool(predicate.bases & {"expect", "await"}) and follows

    def _are_they(self, m: Mention) -> bool:
        """ "They will all be back on Monday": those of both sides."""
        return m.noun == "pronoun" and m.head in ("they", "both") and len(self.names_of([m])) >= 2

    def _come_to_meet(self, m: Mention) -> bool:
        """Whether "the sides", "the teams" come, who come to meet."""
        return bool(m.level) or m.head in word_set("visits:sides", "syntax_word_sets")

    def _host_of(self, place: PlaceMention, sides: Sequence[str]) -> str | None:
        """The side of the process in whose country the place is, where the guests are not of it."""
        if place.country is None or any(country_of(n) == place.country for n in sides) or len(sides) != 1:
            return None
        return next((s for s in self.focus.sides if country_of(s) == place.country and s not in sides), None)

    def _is_one(self, subject: Sequence[Mention], clause: Clause) -> bool:
        """Whether the subject is somebody who is received: a person or an office, no troop."""
        return any(m.person or m.noun in ("leader", "minister", "envoy", "mediator") for m in subject) and bool(
            clause.tokens
        )
