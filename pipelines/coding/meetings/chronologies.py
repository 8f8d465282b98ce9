"""Chronologies: entries that tell a meeting without a word for it ("June 14, Oslo: the factions agree …").

Belongs here: the meeting of an entry with a past day and a place whose first sentence has the sides act together.
Does not belong here: what a head is (`report.entries`), entries with a noun or verb of meeting (`nouns`, `verbs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from pipelines.coding.clauses.clauses import Parsed, stance_of
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.report.actor_kinds import is_listed_pair
from pipelines.coding.report.entries import Heading, heading_of
from pipelines.coding.report.same_places import same_place
from pipelines.coding.text.word_scan import word_set


@cache
def _joint() -> frozenset[str]:
    return word_set("chronologies:joint", "syntax_word_sets")


@cache
def _apart() -> frozenset[str]:
    """What two do without being together."""
    return word_set("visits:apart", "syntax_word_sets")


@cache
def _otherwise() -> frozenset[str]:
    return word_set("chronologies:otherwise", "syntax_word_sets")


@cache
def _undone() -> frozenset[str]:
    return word_set("chronologies:undone", "syntax_word_sets")


@cache
def _fighting() -> frozenset[str]:
    return word_set("chronologies:fighting", "syntax_word_sets")


@cache
def _talking() -> frozenset[str]:
    return word_set("chronologies:talking", "syntax_word_sets")


_SIDES, _STOPS = 2, 3
#: So many tokens have the words of an entry at most that is all in one.
_LONGEST = 30


@dataclass
class EntryMeetings(MeetingParts):
    """Reads meetings off entries. `is_itinerary`: whether they are stops of talks, once it is known."""

    is_itinerary: bool | None = field(default=None)

    def of_entry(self, parsed: Parsed, known: Sequence[MeetingMention]) -> MeetingMention | None:
        """The meeting of an entry, told by its first sentence."""
        s = parsed.sentence
        alone = None if parsed.is_past else self._alone(parsed)
        if not (parsed.is_past or alone) or parsed.words & _otherwise() or any(m.status is not None for m in known):
            return None
        head = alone or heading_of(self.report, s)
        if head is None or not (alone or self._opens(head.after, s.first, s.after)):
            return None
        body = max(head.after, s.first)
        places = [*head.places, *self.report.places_in(body, s.after)]
        same = self._place_before(head) or same_place(self.report, head.first, head.after)
        if not any(p.name for p in places) and same is None:
            return None
        who = self._who(parsed, body)
        mention = MeetingMention(body, s.after, who[0].first if who else body, s.number, "entry", "", "held", "actual")
        self.add(mention, who)
        if not self._are_sides(mention.parties):
            if not head.places or not self._is_stop(parsed):
                return None
            mention.parties, mention.sources, mention.persons = [], [], []
        mention.strength = "elliptic"
        mention.place = same
        mention.named_parties = bool(mention.parties)
        return mention

    def _is_stop(self, parsed: Parsed) -> bool:
        """Whether an entry is a stop of talks that went from place to place, so that its head alone tells a meeting."""
        if parsed.words & _undone() or len(self.focus.sides) < _SIDES:
            return False
        if self.is_itinerary is None:
            self.is_itinerary = self._tells_an_itinerary()
        return self.is_itinerary

    def _tells_an_itinerary(self) -> bool:
        """Whether three entries or more have a day and a place, none tells of fighting, and it is about talks."""
        stops, talks = set(), False
        for parsed in self.report.parsed.values():
            head = heading_of(self.report, parsed.sentence)
            if head is None:
                talks = talks or bool(parsed.words & _talking())
            elif any(p.name for p in head.places):
                stops.add(head.first)
                if parsed.words & _fighting():
                    return False
        return talks and len(stops) >= _STOPS

    def _place_before(self, head: Heading) -> PlaceMention | None:
        """ "May 26, the same place": that of the entry before."""
        told = {t.low for t in self.report.tokens[head.first : head.after]}
        number = self.report.prose.sentence_of[head.first]
        if "same" not in told or number == 0:
            return None
        before = heading_of(self.report, self.report.prose.sentences[number - 1])
        return next((p for p in before.places if p.name), None) if before is not None else None

    def _alone(self, parsed: Parsed) -> Heading | None:
        """The head of an entry that is all in one: "6 April, Brussels again, four hours, the envoy in the middle."."""
        report, s = self.report, parsed.sentence
        date = next(iter(report.dates_in(s.first, s.first + 1)), None)
        if date is None or any(p.is_finite for p in parsed.predicates):
            return None
        if s.number and report.prose.sentences[s.number - 1].paragraph == s.paragraph:
            return None
        place = next((p for p in report.places_in(date.after, date.after + 3) if p.name), None)
        end = date.mention.interval.end
        if place is None or end is None or end >= report.published or s.after - s.first > _LONGEST:
            return None
        return Heading([date], [place], s.first, place.after)

    def _opens(self, after: int, first: int, end: int) -> bool:
        """Whether the sentence is the one that the head stands in or right before."""
        return first <= after < end

    def _who(self, parsed: Parsed, body: int) -> list[Mention]:
        """Who acts together in the first clause; everybody named, where it has no verb."""
        verb = next((c.verb for c in parsed.clauses if not c.mark and c.verb is not None), None)
        if verb is None:
            return [m for m in parsed.mentions if m.first >= body and self.is_principal(m)]
        subjects = [m for m in parsed.clause_at(verb.first).subjects if m.first >= body]
        # two men of both sides who undertake something at one place on one day are together
        seated = len(subjects) > 1 and all(m.person is not None or m.level for m in subjects)
        apart = verb.passive or bool(stance_of(verb)) or bool(verb.bases & _apart())
        if verb.negated or not (verb.bases & _joint() or (seated and not apart)):
            return []
        people = [m for m in parsed.mentions if m.first >= body and m.person is not None]
        return subjects if self._are_sides(self.names_of(subjects)) else people

    def _are_sides(self, names: Sequence[str]) -> bool:
        """Whether two of them are against each other."""
        if len(set(self.focus.sides) & set(names)) >= 2:
            return True
        return any(is_listed_pair(*pair) for pair in combinations(names, 2))
