"""Contacts: meetings told by no word for one, but by who was with whom ("slipped into Doha for an hour with the emir").

Belongs here: somebody who does something with, before or to somebody of another actor, or comes to brief him, at a
place on a day.
Does not belong here: verbs that are a meeting by themselves (`verbs`), who goes where without a partner (`visits`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import AT
from pipelines.coding.meetings.verb_objects import VerbObjects
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import date_for, list_after, list_at, place_for
from pipelines.coding.report.same_places import same_place
from pipelines.coding.scope.governing import govern_verb
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

_SITTING = frozenset(("leader", "minister", "envoy", "delegation", "mediator", "official", "military", "person"))
_PRECISE = ("day", "range")
#: Of whom one has somewhere: "had the generals before him".
_SEATING = frozenset(("have", "seat", "find", "face", "welcome"))
#: How far behind a verb its partner stands.
_REACH = 16
#: How far behind one who is had to dinner, or looked in the eye, the word for it stands.
_TAIL = 4


@cache
def _beside() -> frozenset[str]:
    return word_set("contacts:beside", "syntax_word_sets")


@cache
def _handing() -> frozenset[str]:
    return word_set("contacts:handing", "syntax_word_sets")


@cache
def _otherwise() -> frozenset[str]:
    return word_set("contacts:otherwise", "syntax_word_sets")


@cache
def _going() -> frozenset[str]:
    return word_set("contacts:going", "syntax_word_sets")


@cache
def _occasions() -> frozenset[str]:
    return word_set("contacts:occasions", "syntax_word_sets")


@cache
def _granting() -> frozenset[str]:
    return word_set("contacts:granting", "syntax_word_sets")


@cache
def _stretches() -> frozenset[str]:
    return word_set("contacts:stretches", "syntax_word_sets")


@cache
def _having() -> frozenset[str]:
    return word_set("contacts:having", "syntax_word_sets")


@cache
def _tails() -> frozenset[str]:
    return word_set("contacts:tails", "syntax_word_sets")


@cache
def _seen() -> frozenset[str]:
    return word_set("contacts:seen", "syntax_word_sets")


@cache
def _coming() -> frozenset[str]:
    return word_set("visits:going", "syntax_word_sets") | {"be"}


@cache
def _addressing() -> frozenset[str]:
    return word_set("contacts:addressing", "syntax_word_sets")


class ContactMeetings(VerbObjects):
    """Reads meetings off who was with whom."""

    def of_contact(
        self, parsed: Parsed, predicate: Predicate, known: Sequence[MeetingMention]
    ) -> MeetingMention | None:
        """Somebody with somebody else at a place on a day, in one clause."""
        if len(parsed.mentions) < 2 or not predicate.is_finite or predicate.negated or parsed.sentence.is_question:
            return None
        clause = parsed.clause_at(predicate.first)
        if clause.mark in ("if", "before", "whether") or not predicate.bases.isdisjoint(_otherwise()):
            return None
        if (predicate.passive and not predicate.bases & _seen()) or clause.verb != predicate or stance_of(predicate):
            return None
        if any(m.status is not None and parsed.clause_at(m.anchor).index == clause.index for m in known):
            return None
        addressed = self._of_address(parsed, predicate, clause)
        if addressed is not None:
            return addressed
        own = [m for m in clause.subjects if m.person or m.level or m.noun in _SITTING or self._is_known(m)]
        partners = self._partners(parsed, predicate, clause) if own else []
        if not partners or set(self.names_of(own)) & set(self.names_of(partners)):
            return None
        status = meeting_status(govern_verb(self.report, parsed, predicate, "hold"))
        if status is None or status[0] not in ("held", "ongoing", "scheduled"):
            return None
        if predicate.tense == "present" and not (predicate.perfect or predicate.progressive or parsed.is_past):
            # "on Thursday he has them as his guests": what is told in the present with its day is still to come
            status = ("scheduled", "planned")
        mention = self._at(parsed, predicate, clause, min(clause.tokens), status)
        if mention is None:
            return None
        self.add(mention, own)
        self.add(mention, partners, self.are_mediators(partners, own))
        mention.named_parties = len(mention.parties) >= 2
        return mention if mention.named_parties else None

    def _of_address(self, parsed: Parsed, predicate: Predicate, clause: Clause) -> MeetingMention | None:
        """ "Was in Kinshasa on Friday to brief the president": who came spoke with him."""
        if predicate.modal or predicate.passive or not predicate.bases & _coming():
            return None
        inner = next((p for p in parsed.predicates if p.first >= predicate.after and p.tense == "infinitive"), None)
        if inner is None or inner.negated or not inner.bases & _addressing():
            return None
        if parsed.clause_at(inner.first).index != clause.index:
            return None
        own = [m for m in clause.subjects if m.person or m.noun in _SITTING]
        met, _ = list_at(self.report, inner.after, parsed.sentence.after, 2)
        met = met or list_after(self.report, ("to", "with"), inner.after, inner.after + 1, 1)
        if met and met[0].noun == "pronoun" and self.focus.person_for(met[0]) in {p for p, _ in self.people(own)}:
            return None
        if not own or not met:
            return None
        if not (met[0].person or met[0].noun in _SITTING or met[0].head in ("he", "she", "him", "her")):
            return None
        status = ("held", "actual") if predicate.tense == "past" or predicate.perfect else ("scheduled", "planned")
        mention = self._at(parsed, predicate, clause, predicate.after, status)
        if mention is None:
            return None
        mention.kind = "bilateral_meeting"
        self.add(mention, own)
        self.add(mention, met)
        mention.named_parties = len(mention.parties) >= 2
        return mention if mention.named_parties else None

    def _at(
        self, parsed: Parsed, predicate: Predicate, clause: Clause, place_from: int, status: tuple[str, str]
    ) -> MeetingMention | None:
        """A meeting told by a verb whose clause has a place behind `place_from` and a day; nobody is in it yet."""
        first, after = min(clause.tokens), max(clause.tokens) + 1
        if clause.opener == "where":
            # "to Washington, where the minister gave him an hour"
            first = place_from = self.antecedent_at(first, parsed.sentence.first)
        place = place_for(self.report, place_from, after, predicate.head)
        place = place or same_place(self.report, place_from, after)
        date = date_for(self.report, first, after, predicate.head, AT)
        if place is None or not place.name or date is None or date.mention.interval.precision not in _PRECISE:
            return None
        number = parsed.sentence.number
        return MeetingMention(predicate.first, place.after, predicate.head, number, "meeting_verb", "", *status)

    def _partners(self, parsed: Parsed, predicate: Predicate, clause: Clause) -> list[Mention]:
        """Who it was done with: behind "with", behind "to" where something is handed over, or had to a meal."""
        tokens, after = self.report.tokens, max(clause.tokens) + 1
        stop = min(after, predicate.after + _REACH)
        gives = bool(predicate.bases & _handing())
        for k in range(predicate.after, stop):
            low = tokens[k].low
            if low in _beside() and not (predicate.bases & _going() and not self._is_occasion(predicate.after, k)):
                return self._named(k + 1, after)
            if low == "to" and gives:
                return self._named(k + 1, after)
        people, end = list_at(self.report, self._behind_seat(predicate, after), after, 3)
        close = [tokens[k].low for k in range(end, min(after, end + _TAIL))]
        had = close[:1] in (["to"], ["for"]) and bool(set(close) & _occasions()) and bool(predicate.bases & _having())
        if people and (had or set(close) & _tails() or self._are_before(predicate, after)):
            return [m for m in people if m.person or m.noun in _SITTING or m.noun == "collective" or self._is_known(m)]
        if self._gives_time(predicate, end, after):
            return self._him(predicate, clause.subjects) or people
        if self._is_in_person(predicate, stop):
            return next((found for k in range(predicate.after, stop) if (found := self._from(k, after))), [])
        return []

    def _is_known(self, m: Mention) -> bool:
        """ "He had two hours with the president": whom "he" means is known."""
        return m.head in ("he", "she", "him", "her") and self.focus.person_for(m) is not None

    def _behind_seat(self, predicate: Predicate, after: int) -> int:
        """Where those begin who are had somewhere: behind "had before him"."""
        if not predicate.bases & _SEATING:
            return predicate.after
        hit = next(phrases("before_one", "words").all_in(self.report.tokens, predicate.after, after), None)
        return hit[2] if hit is not None and hit[1] == predicate.after else predicate.after

    def _are_before(self, predicate: Predicate, after: int) -> bool:
        """ "Had the generals before him", "has thirty leaders as his guests": who is had somewhere sits there."""
        if not predicate.bases & _SEATING:
            return False
        found = phrases("before_one", "words").all_in(self.report.tokens, predicate.after, after)
        return next(found, None) is not None

    def _gives_time(self, predicate: Predicate, first: int, after: int) -> bool:
        """ "Gave him forty minutes", "granted the envoy an hour": a stretch of time as what is given."""
        if not predicate.bases & _granting():
            return False
        low = [t.low for t in self.report.tokens[predicate.after : min(after, first + _TAIL)]]
        return any(w in _stretches() for w in low)

    def _is_in_person(self, predicate: Predicate, stop: int) -> bool:
        low = [t.low for t in self.report.tokens[predicate.after : stop + 2]]
        return any(pair in (["in", "person"], ["to", "face"]) for pair in (low[k : k + 2] for k in range(len(low))))

    def _from(self, k: int, after: int) -> list[Mention]:
        return self._named(k + 1, after) if self.report.tokens[k].low in ("from", "to", "before") else []

    def _named(self, first: int, after: int) -> list[Mention]:
        people, _ = list_at(self.report, first, after)
        return [m for m in people if m.person or m.noun in _SITTING]

    def _is_occasion(self, first: int, at: int) -> bool:
        """Whether a stretch of time or a meal stands between the verb and "with": "for an hour with him"."""
        return any(self.report.tokens[k].low in _occasions() for k in range(first, at))
