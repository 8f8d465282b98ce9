"""Meeting frames: each clause of a report that speaks of a meeting, as a mention with who, where, when and whether.

Belongs here: the nouns of meeting_nouns.tsv and the verbs of meet_verbs.tsv with their arguments.
Does not belong here: status codes (`scope.standing`), which mentions are one meeting (`groups`).
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.apart import are_apart, one_a_pair
from pipelines.coding.meetings.bringing import BringingMeetings
from pipelines.coding.meetings.chronologies import EntryMeetings
from pipelines.coding.meetings.contacts import ContactMeetings
from pipelines.coding.meetings.group import DONE
from pipelines.coding.meetings.lists import enumerated
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.negotiated import NegotiatedMeetings
from pipelines.coding.meetings.nouns import NounMeetings
from pipelines.coding.meetings.repeats import repeated
from pipelines.coding.meetings.series import SeriesMeetings
from pipelines.coding.meetings.signings import SigningMeetings
from pipelines.coding.meetings.tracks import TrackReader
from pipelines.coding.meetings.verbs import VerbMeetings
from pipelines.coding.meetings.visits import VisitMeetings
from pipelines.coding.meetings.wanting import WantedMeetings
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.roles import RoleClaim
from pipelines.coding.scope.denied_reports import denied_reports
from pipelines.coding.scope.event_phrases import EventPhrase, find_phrases
from pipelines.coding.scope.onlookers import is_forecast


class MeetingReader(
    NounMeetings,
    BringingMeetings,
    VerbMeetings,
    VisitMeetings,
    ContactMeetings,
    WantedMeetings,
    EntryMeetings,
    SigningMeetings,
    SeriesMeetings,
    NegotiatedMeetings,
):
    """Reads the meetings of one report; `roles` are those found in it."""

    @cached_property
    def tracks(self) -> TrackReader:
        """Reads the matters that they are on."""
        return TrackReader(self.report)

    def read(self, parsed: Parsed) -> list[MeetingMention]:
        """Meeting mentions of one sentence, in order."""
        s = parsed.sentence
        found: list[MeetingMention] = []
        roles = [r for r in self.roles_in.get(s.number, ()) if r.role in _ASIDE or self._is_beside(r)]
        self.aside = {(m.first, m.after) for r in roles for m in (*r.mentions, *_titles(parsed, r.mentions))}
        phrases = find_phrases(self.report, "meeting_nouns", s, parsed.predicates)
        phrases = [p for p in phrases if not self._is_preposition(p)]
        self.starts = [p.first for p in phrases]
        for phrase in phrases:
            mention = self.of_phrase(parsed, phrase)
            if mention is not None:
                found.append(mention)
        for predicate in parsed.predicates:
            mention = (
                self.of_bringing(parsed, predicate)
                or self.of_verb(parsed, predicate, phrases)
                or self.of_pronoun(parsed, predicate)
                or self.of_signing(parsed, predicate)
                or self.of_negotiated(parsed, predicate)
            )
            if mention is not None:
                found.append(mention)
        # whoever comes somewhere, or is with somebody, without a word for a meeting does so on a day
        dated = bool(self.report.dates_in(s.first, s.after))
        for predicate in parsed.predicates:
            visit = (
                (dated and self.of_contact(parsed, predicate, found))
                or (dated and self.of_visit(parsed, predicate, found))
                or self.of_wanting(parsed, predicate, found)
            )
            if visit is not None:
                found.append(visit)
        entry = self.of_entry(parsed, found)
        if entry is not None:
            found.append(entry)
        told = self._told_apart(parsed, found) if found else []
        self.tracks.note_bodies(parsed)
        next_round = self.of_series(parsed, told)
        return told if next_round is None else sorted([*told, next_round], key=lambda m: m.anchor)

    def _told_apart(self, parsed: Parsed, found: list[MeetingMention]) -> list[MeetingMention]:
        """The mentions of a sentence with place and day, where one tells several meetings and two tell one."""
        s = parsed.sentence
        found = _joined(found, parsed)
        again = [(mention, further) for mention in found for further in repeated(self, parsed, mention)]
        found += [further for _, further in again]
        found = [part for mention in found for part in one_a_pair(mention, self._is_apart(parsed, mention))]
        found.sort(key=lambda m: m.anchor)
        self._go_on_from_day(found)
        denied = denied_reports(self.report.tokens, parsed)
        for mention in found:
            if any(first < mention.anchor < after for first, after in denied) and not self._is_supposed(mention):
                mention.status, mention.realis = "rejected", "denied"
        for mention in found:
            if mention.status in ("proposed", "scheduled") and is_forecast(self.report.tokens, parsed, mention.anchor):
                mention.status, mention.realis, mention.strength = None, "unknown", "supposed"
        for mention in found:
            self.complete(parsed, mention, [m for m in found if m is not mention])
            if mention.effect == "wish":
                # "the summit that he had wished for in May": the day of the wish
                mention.date = None
            if mention.status == "ongoing" and self._is_to_come(mention):
                mention.status, mention.realis = "scheduled", "planned"
        self._tell_one(parsed, found)
        for lead, mention in again:
            mention.place, mention.date = mention.place or lead.place, mention.date or lead.date
            # "spoke with A and, separately, with B on Sunday"
            lead.place, lead.date = lead.place or mention.place, lead.date or mention.date
        further = []
        for n, mention in enumerate(found):
            limit = min((m.first for m in found[n + 1 :] if m.status is not None), default=s.after)
            further += enumerated(mention, self.report, self.focus, limit, parsed.predicates)
        told = sorted([*found, *further], key=lambda m: m.anchor)
        for mention in told:
            mention.tracks = self.tracks.track_of(parsed, mention)
        return told

    def _is_supposed(self, mention: MeetingMention) -> bool:
        """ "Denied that they had dined after Sunday's session": the session is not what is denied."""
        before = self.report.tokens[mention.first - 1].low if mention.first else ""
        return mention.rule == "meeting_noun" and mention.definite and before in _TIMED_BY

    def _is_preposition(self, phrase: EventPhrase) -> bool:
        """ "Get both leaders round a table", "in consultation with": no round and no consultation of theirs."""
        tokens = self.report.tokens
        if tokens[phrase.noun].low == "consultation":
            return phrase.first == phrase.noun > 0 and tokens[phrase.noun - 1].low == "in"
        if tokens[phrase.noun].low != "round":
            return False
        behind = [t.low for t in tokens[phrase.after : phrase.after + 3]]
        return behind[:1] in (["a"], ["the"], ["one"]) and "table" in behind

    def _go_on_from_day(self, found: Sequence[MeetingMention]) -> None:
        """ "On Monday came the first session, on Friday the second": the next one was as the one before it."""
        for lead, mention in pairwise(found):
            if mention.strength != "elliptic" or mention.status is not None or lead.status is None:
                continue
            day = next((d for d in self.report.dates_in(lead.after, mention.first) if d.after == mention.first), None)
            if day is not None:
                mention.status, mention.realis, mention.first = lead.status, lead.realis, day.first
                mention.told_at = day.first

    def _tell_one(self, parsed: Parsed, found: Sequence[MeetingMention]) -> None:
        """ "In the present round the officers met face to face": the sides' round and what they do in it are one."""
        sides = set(self.focus.sides)
        self._join_adjuncts(parsed, found)
        for noun in found:
            holding = next((v for v in found if v.rule == "meeting_verb" and v.anchor < noun.anchor < v.after), None)
            if holding is not None and noun.rule == "meeting_noun" and set(noun.parties) <= set(holding.parties):
                # "are to have dinner": the verb and its noun
                noun.same_as = holding.anchor
            before = self.report.tokens[noun.first - 1].low if noun.first > parsed.sentence.first else ""
            if noun.rule != "meeting_noun" or noun.status not in DONE or before not in _INSIDE or noun.fresh:
                continue
            clause = parsed.clause_at(noun.anchor).index
            for verb in found:
                told = verb.rule == "meeting_verb" and verb.status in DONE and not verb.fresh
                if not told or parsed.clause_at(verb.anchor).index != clause:
                    continue
                if verb.anchor < noun.anchor and self.report.tokens[noun.first].low in _OWN and not noun.parties:
                    # "the presidents received him at their summit"
                    noun.same_as = verb.anchor
                elif set(verb.parties) <= sides:
                    verb.same_as = noun.anchor

    def _join_adjuncts(self, parsed: Parsed, found: Sequence[MeetingMention]) -> None:
        """ "The two met on Monday, sitting down for the first time since May": a participle tells no second meeting."""
        for mention in found:
            verb = next((p for p in parsed.predicates if p.first <= mention.anchor < p.after), None)
            if verb is None or verb.tense != "gerund" or mention.status not in DONE or mention.rule != "meeting_verb":
                continue
            lead = next((m for m in found if self._is_lead_of(parsed, m, mention)), None)
            if lead is not None and self.report.tokens[verb.first - 1].low == ",":
                mention.same_as, mention.date = lead.anchor, mention.date if lead.date is None else None

    def _is_lead_of(self, parsed: Parsed, lead: MeetingMention, mention: MeetingMention) -> bool:
        here = parsed.clause_at(lead.anchor).index == parsed.clause_at(mention.anchor).index
        done = lead.status in DONE and lead.anchor < mention.anchor
        return here and done and set(mention.parties) <= set(lead.parties)

    def _is_to_come(self, mention: MeetingMention) -> bool:
        """ "Commanders meet on Tuesday at seven": the present tense of what has a day ahead."""
        start = mention.date.mention.interval.start if mention.date is not None else None
        return start is not None and start > self.report.published and mention.effect not in ("go_on", "end")

    def _is_beside(self, role: RoleClaim) -> bool:
        """ "With X playing host": he is no partner of "conferred with"."""
        lead = role.mentions[0]
        return role.role == "host" and lead.after <= role.at and self.report.tokens[lead.first - 1].low == "with"

    def _is_apart(self, parsed: Parsed, mention: MeetingMention) -> bool:
        several = mention.rule == "meeting_verb" and len(mention.parties) > _PAIR
        return several and are_apart(self.report, parsed, mention.anchor)


_PAIR = 2
#: How many words may stand between a title and its name, or an owner and the title.
_TITLE_GAP = 2
#: Before a meeting by which something else is timed.
_TIMED_BY = frozenset(("after", "before", "since", "following", "until", "ahead"))
#: Before a meeting in which something else is done.
_INSIDE = frozenset(("in", "at", "during"))
#: Before a meeting of those just named.
_OWN = frozenset(("their", "its"))
#: Who has one of these roles is no party at the same time.
_ASIDE = frozenset(("mediator", "observer", "guarantor", "witness"))


def _titles(parsed: Parsed, people: Sequence[Mention]) -> list[Mention]:
    """The words of office that stand right before persons: "Togo's foreign minister, Joseph Koffigoh"."""
    found: list[Mention] = []
    for person in (m for m in people if m.person is not None):
        first = person.first
        for m in reversed(parsed.mentions):
            if m.after <= first and first - m.after <= _TITLE_GAP and m.actors == person.actors and m.person is None:
                found.append(m)
                first = m.first
    return found


def _joined(found: list[MeetingMention], parsed: Parsed) -> list[MeetingMention]:
    """ "The round brought together X and Y": the noun and the verb tell one meeting."""
    kept: list[MeetingMention] = []
    for mention in found:
        noun = next(
            (
                n
                for n in kept
                if mention.brings and n.rule == "meeting_noun" and not n.named_parties
                and n.anchor < mention.anchor
                and parsed.clause_at(n.anchor).index == parsed.clause_at(mention.anchor).index
            ),
            None,
        )  # fmt: skip
        if noun is None:
            kept.append(mention)
            continue
        noun.parties, noun.sources, noun.named_parties = mention.parties, mention.sources, mention.named_parties
        noun.persons += mention.persons
        noun.others.setdefault("levels", []).extend(mention.others.get("levels", ()))
        noun.status, noun.realis = noun.status or mention.status, noun.realis
    return kept
