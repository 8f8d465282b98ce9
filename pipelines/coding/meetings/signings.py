"""Signings: signatures told by their verb, whatever paper they stand under.

Belongs here: signatures still to come with a day and a place, and those that persons of both sides gave in these days.
Does not belong here: the paper itself (`agreements`), signatures of the past, which make no meeting by themselves.
"""

from datetime import timedelta
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import AT, MeetingParts
from pipelines.coding.names.mention import AT_TABLE, Mention
from pipelines.coding.report.arguments import date_for, list_after, place_for
from pipelines.coding.report.same_places import same_place
from pipelines.coding.scope.governing import govern_verb
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.text.word_scan import word_set

_NEWS = timedelta(days=7)
_BY_REACH, _NAMES_REACH = 10, 4
_PRECISE = ("day", "range", "month", "week")


@cache
def _verbs() -> frozenset[str]:
    return word_set("signings:verbs", "syntax_word_sets")


@cache
def _giving() -> frozenset[str]:
    return word_set("signings:giving", "syntax_word_sets")


@cache
def _names() -> frozenset[str]:
    return word_set("signings:names", "syntax_word_sets")


@cache
def _signing() -> frozenset[str]:
    """Verbs that can tell of signing."""
    return _verbs() | _giving()


class SigningMeetings(MeetingParts):
    """Reads meetings off signatures."""

    def of_signing(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
        """ "Is to be signed in Maputo on Tuesday", "yesterday A of X and B of Y affixed their signatures"."""
        if predicate.bases.isdisjoint(_signing()) or parsed.sentence.is_question or predicate.negated:
            return None
        if not self._signs(parsed, predicate):
            return None
        clause = parsed.clause_at(predicate.first)
        governed = govern_verb(self.report, parsed, predicate, "hold")
        status = meeting_status(governed)
        if status is None or status[0] not in ("scheduled", "held") or clause.mark in ("if", "before", "whether"):
            return None
        first, after = min(clause.tokens), max(clause.tokens) + 1
        place = place_for(self.report, first, after, predicate.head) or same_place(self.report, first, after)
        date = date_for(self.report, first, after, predicate.head, AT)
        if date is None or date.mention.interval.precision not in _PRECISE:
            return None
        day, signers = date.mention.interval.end, self._signers(parsed, predicate)
        if day is None:
            return None
        if status[0] == "held":
            recent = timedelta(0) <= self.report.published - day <= _NEWS and not clause.mark
            people = [m for m in signers if m.person is not None or m.noun in AT_TABLE]
            if not recent or len(set(self.names_of(people)) & set(self.focus.sides)) < 2:
                return None
        elif place is None or place.name is None or day < self.report.published:
            return None
        mention = MeetingMention(
            predicate.first, predicate.after, predicate.head, parsed.sentence.number, "meeting_signing",
            "signing_ceremony", *status, place=place, date=date, strength="signing", effect="sign",
        )  # fmt: skip
        mention.expected = any(link.expected for link in governed.links)
        self.add(mention, signers)
        mention.named_parties = len(mention.parties) >= 2
        return mention

    def _signs(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a verb is one of signing, or of giving one's name."""
        if predicate.bases & _verbs():
            return True
        stop = min(parsed.sentence.after, predicate.after + _NAMES_REACH)
        return bool(predicate.bases & _giving()) and any(
            self.report.tokens[k].low in _names() for k in range(predicate.after, stop)
        )

    def _signers(self, parsed: Parsed, predicate: Predicate) -> list[Mention]:
        if not predicate.passive:
            return [m for m in parsed.clause_at(predicate.first).subjects if self.is_principal(m)]
        return list_after(self.report, ("by",), predicate.after, parsed.sentence.after, _BY_REACH)
