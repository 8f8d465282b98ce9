"""Verb arguments: who meets whom by the verbs of meet_verbs.tsv, frame by frame.

Belongs here: putting subjects, objects and partners of a verb in their places, and when the verb is no meeting at all.
Does not belong here: finding the verbs and what their scope makes of them (`verbs`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.apart import are_apart
from pipelines.coding.meetings.joint_bodies import joint_body, members_of
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.spending import SpendingVerbs
from pipelines.coding.names.mention import AT_TABLE, Mention
from pipelines.coding.report.actor_kinds import state_in
from pipelines.coding.report.arguments import list_after, place_for
from pipelines.coding.report.same_places import same_place
from pipelines.coding.text.numerals import unit_named
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words


@cache
def _remote() -> frozenset[str]:
    return word_set("meeting_frames:remote", "syntax_word_sets")


#: Who is seen at a meeting: offices, not troops.
_SEEN = ("delegation", "envoy", "minister", "leader", "collective", "mediator")


@cache
def _ranks() -> frozenset[str]:
    return word_set("meeting_frames:ranks", "syntax_word_sets")


@cache
def _both() -> frozenset[str]:
    return word_set("meeting_frames:both", "syntax_word_sets")


_TWO, _MANY, _TEN, _FOR_TALKS = 2, 3, 10, 5
#: How many words stand between a subject and its verb.
_NEAR = 4
_MEALS = frozenset(("lunch", "breakfast"))
#: "Were closeted with the president": the verbs of meeting whose passive tells one.
_SHUT_IN = frozenset(("closet with", "hole up with", "closet", "hole up", "cloister", "ensconce", "seclude"))
#: What may follow the one called, so that "called" is no naming ("called him a liar").
_AFTER_CALL = frozenset(
    (",", ".", "on", "and", "to", "late", "early", "twice", "again", "after", "before", "in", "about")
)


class VerbArguments(SpendingVerbs):
    """Fills the arguments of verbs."""

    def fill(
        self, frame: str, row: dict[str, str], mention: MeetingMention, predicate: Predicate,
        subject: list[Mention], objects: list[Mention], partners: list[Mention], parsed: Parsed,
    ) -> bool:  # fmt: skip
        """Put the arguments in their places; False where the verb is no meeting here."""
        if frame.endswith("_placed"):
            if not self._is_placed(parsed, predicate):
                return False
            frame = frame.removesuffix("_placed")
        if frame == "meet":
            if predicate.passive and row["words"] not in _SHUT_IN:
                return False
            objects = objects or self._him(predicate, subject, mention.after)
            if row["words"] == "call on" and not self._is_visit(parsed, predicate, objects):
                return False
            if self._is_internal(subject, objects or partners):
                return False
            if objects and self.are_principals(objects):
                self.add(mention, subject)
                self.add(mention, objects, self.are_mediators(objects, subject))
            elif partners and self.are_principals(partners):
                self.add(mention, subject)
                self.add(mention, partners, self.are_mediators(partners, subject))
            elif objects:
                return False
            elif predicate.passive:
                # "had been closeted without mediators"
                self.add(mention, subject)
                return len(mention.parties) >= _TWO
            else:
                nxt = self.report.tokens[predicate.after].low if predicate.after < len(self.report.tokens) else ""
                if (
                    nxt in ("the", "a", "an", "its", "all", "their", "his", "no", "these", "those", "resistance", "any")
                    or row["words"] != "meet"
                ):
                    return False
                self.add(mention, subject)
                return (
                    self._can_meet(subject, mention)
                    or self._is_of_both(parsed, mention, predicate)
                    or self._are_several(parsed, mention, predicate)
                )
            return bool(subject or mention.parties)
        if (
            frame == "gather"
            and not predicate.passive
            and len(self.names_of(objects)) >= 2
            and self.are_principals(objects)
            and not set(self.names_of(subject)) & set(self.names_of(objects))
        ):
            # "Oman will convene envoys of X and Y": the subject brings others to the table
            self.add(mention, objects)
            self._add_convener(mention, subject[:1])
            return True
        if frame == "spend":
            return self.fill_spend(parsed, mention, predicate, subject)
        undone = frame == "gather_both" and self._is_undone(parsed, predicate)
        if predicate.tense == "infinitive" and predicate.bases & _MEALS:
            # "asked the two to lunch"
            return False
        inner = (
            ()
            if undone
            else ("infinitive", "gerund")
            if frame == "gather_both"
            else ("gerund",)
            if frame == "gather_when"
            else ()
        )
        if predicate.tense in inner:
            # "met to discuss", "haggling all night": what is done at a meeting told by another verb
            return False
        if frame == "gather_both":
            self.add(mention, subject)
            # "experts were to have gone through the lists on 5 June": a plan with its day is a sitting
            several = self._is_of_both(parsed, mention, predicate) or self._are_several(parsed, mention, predicate)
            both = len(mention.parties) >= 2 or (undone and several)
            return both and self._is_placed(parsed, predicate, both=not undone)
        if frame in ("gather", "gather_call", "gather_when"):
            self.add(mention, subject)
            self.add(mention, [m for m in partners if self.is_principal(m)])
            if frame == "gather_when" and self._is_of_both(parsed, mention, predicate):
                return self._is_placed(parsed, predicate)
            if frame == "gather_when":
                near = bool(subject) and self._stands_by(subject[-1], predicate)
                return near and self._can_meet(subject, mention) and self._is_placed(parsed, predicate)
            if frame == "gather" and row["words"] in ("gather", "assemble", "convene", "come together", "get together"):
                several = any(m.noun in ("collective", "pronoun") or (m.plural and m.noun in AT_TABLE) for m in subject)
                return (
                    len(mention.parties) >= 2
                    or several
                    or self._is_of_both(parsed, mention, predicate)
                    or self._are_several(parsed, mention, predicate)
                )
            return bool(subject) and self._can_meet(subject, mention)
        if frame == "receive":
            return self._fill_receive(parsed, mention, predicate, subject, objects, row)
        if frame == "call_person":
            after = (
                self.report.tokens[objects[0].after].low
                if objects and objects[0].after < len(self.report.tokens)
                else ""
            )
            named = objects and (objects[0].person or objects[0].level) and objects[0].first - predicate.after <= 1
            behind = objects[0].after if objects else 0
            summoned = after == "to" and bool(self.report.places_in(behind, behind + 3))
            names = predicate.tense == "present" and not self._is_placed(parsed, predicate)
            if not named or not subject or after not in _AFTER_CALL or summoned or names:
                # "called him to Istanbul" and "the man they call Ali" is no call
                return False
            mention.kind = "phone_call"
            self.add(mention, subject)
            self.add(mention, objects[:1])
            return len(mention.parties) >= 2
        if frame in ("call", "talk", "speak"):
            people = (
                (objects or self._him(predicate, subject))
                if frame == "call"
                else (partners or ([] if frame == "speak" else objects))
            ) or self.antecedent(parsed, predicate)
            if predicate.passive and frame == "call":
                people = list_after(self.report, ("by",), predicate.after, parsed.sentence.after, 6)
            if frame == "speak":
                # "speaking after a meeting with him": who is met is not spoken to
                stop = min([parsed.sentence.after, *(k for k in self.starts if k > predicate.after)])
                people = list_after(self.report, ("with", "to"), predicate.after, stop, 12)
                people = [m for m in people if m.person or m.noun in ("leader", "minister", "envoy")]
            if frame == "speak" and not people and any(m.noun == "collective" for m in subject):
                # "the two officers will speak again"
                self.add(mention, subject)
                return len(mention.parties) >= 2 and self._is_placed(parsed, predicate)
            if (
                frame in ("talk", "speak")
                and not people
                and len(self.names_of(subject)) >= 2
                and self._is_placed(parsed, predicate)
            ):
                mention.kind = (
                    "talks" if row["kind"] != "phone_call" or not self._says_remote(parsed, predicate) else "phone_call"
                )
                self.add(mention, subject)
                return True
            subject = subject or [m for m in parsed.mentions if m.after <= predicate.first and m.actors][-1:]
            if not people or not subject or not self.are_principals(people):
                return False
            remote = frame == "call" or self._says_remote(parsed, predicate)
            caller = subject[0].person or subject[0].noun in ("leader", "minister")
            called = people[0].person or people[0].noun in ("leader", "minister", "envoy", "military")
            if row["kind"] == "phone_call" and not remote and not (caller and called):
                return False
            mention.kind = "phone_call" if remote or row["kind"] == "phone_call" else row["kind"]
            self.add(mention, subject)
            self.add(mention, people)
            return len(mention.parties) >= 2
        if frame == "bring":
            mention.brings = True
            people = [m for m in parsed.mentions if predicate.after - 1 <= m.first and self.is_principal(m)][:6]
            self.add(mention, people)
            self._add_convener(mention, subject)
            return len(mention.parties) >= 2
        return False

    def _stands_by(self, subject: Mention, predicate: Predicate) -> bool:
        """Whether a subject stands right before its verb, but for what is put in between commas."""
        between = [t.low for t in self.report.tokens[subject.after : predicate.first]]
        return len(between) <= _NEAR or (between[0] == between[-1] == "," and "," not in between[1:-1])

    def _add_convener(self, mention: MeetingMention, subject: list[Mention]) -> None:
        """Who brings others to the table: between the sides he mediates, with other states he sits there himself."""
        names, people = self.names_of(subject), [m for m in subject if m.person is not None]
        if people and len(mention.parties) >= _MANY and not set((*mention.parties, *names)) & set(self.focus.sides):
            self.add(mention, subject)
            return
        mention.mediators += names
        mention.persons += [p for p in self.people(subject) if p not in mention.persons]

    def _can_meet(self, subject: Sequence[Mention], mention: MeetingMention) -> bool:
        """Whether the subject alone can be a meeting between sides: several of them, and no body of one side."""
        if len(mention.parties) >= 2:
            return True
        return any(
            (m.noun in ("collective", "pronoun") and m.head not in ("he", "she", "it")) or (m.plural and not m.actors)
            for m in subject
            if not self._are_more(m)
        )

    def _is_internal(self, own: Sequence[Mention], others: Sequence[Mention]) -> bool:
        """ "The president met the opposition leader of his party": persons of one actor alone."""
        people = [m for m in (*own[:1], *others) if m.person is not None and len(m.actors) == 1]
        return len(people) >= 2 and len(people) == len(others) + 1 and len({m.actors[0] for m in people}) == 1

    def _are_more(self, m: Mention) -> bool:
        """ "The leaders of the four big parties": more than those who are known, where no city tells the meeting."""
        near = range(max(0, m.first - 2), min(len(self.report.tokens), m.after + 4))
        counts = [unit_named(self.report.tokens[k].low) or 0 for k in near]
        if m.actors or m.noun == "pronoun" or not _TWO < max(counts) <= _TEN or len(self.names_of([m])) >= max(counts):
            return False
        s = self.report.prose.sentences[self.report.prose.sentence_of[m.first]]
        return not any(p.name for p in self.report.places_in(s.first, s.after))

    def _is_of_both(self, parsed: Parsed, mention: MeetingMention, predicate: Predicate) -> bool:
        """Whether a joint body sits: "a technical committee of the two sides will come together on the 25th"."""
        body = joint_body(self, parsed, predicate)
        subject = [m for m in parsed.clause_at(predicate.first).subjects if m.noun != "pronoun"]
        # "the Redeployment Coordination Committee" is known as a name of its own
        subject = [m for m in subject if body is None or not m.first <= body < m.after]
        if body is None or set(self.names_of(subject)) - set(self.focus.sides):
            return False
        mention.parties.clear()
        mention.sources.clear()
        self.add(mention, members_of(self, body, predicate.first))
        mention.kind = "talks"
        return True

    def _are_several(self, parsed: Parsed, mention: MeetingMention, predicate: Predicate) -> bool:
        """ "The governors of the two provinces came together": people of both sides by their rank alone."""
        clause = parsed.clause_at(predicate.first)
        low = [self.report.tokens[k].low for k in range(clause.first, predicate.first)]
        ranks = [n for n, word in enumerate(low) if word in _ranks()]
        if not ranks or len(mention.parties) >= 2 or set(mention.parties) - set(self.focus.sides):
            return False
        of_both = bool(set(low) & _both())
        if not self._is_placed(parsed, predicate, both=not of_both):
            return False
        mention.parties.clear()
        mention.sources.clear()
        return True

    def _fill_receive(
        self,
        parsed: Parsed,
        mention: MeetingMention,
        predicate: Predicate,
        subject: list[Mention],
        objects: list[Mention],
        row: dict[str, str],
    ) -> bool:
        before = self._before_comma(parsed, predicate) if not objects else []
        givers = list_after(self.report, ("by",), predicate.after, parsed.sentence.after, 12)
        if predicate.passive or (before and givers):
            people = [m for m in before or subject if self.is_principal(m)]
            if not givers and people and row["words"] in ("receive", "welcome"):
                return self._received_where(parsed, predicate, mention, people)
            if not givers or not people or set(self.names_of(givers[:1])) & set(self.names_of(people)):
                return False
            self.add(mention, people)
            self.add(mention, givers[:1])
            if row["words"] in ("receive", "welcome", "host", "greet"):
                mention.hosts += self.names_of(givers[:1])
            return len(mention.parties) >= 2
        if not objects:
            objects = self.antecedent(parsed, predicate) or self._him(predicate, subject)
        people = [
            m
            for m in objects
            if m.person
            or m.noun in ("leader", "minister", "envoy", "delegation", "collective", "mediator")
            or (m.noun == "pronoun" and row["words"] != "see")
        ]
        if not people and len(self.names_of(objects)) >= _TWO and self._for_talks(parsed, objects[-1].after):
            # "hosted the government and the rebels for talks"
            people = objects
        if not people or not subject:
            return False
        if row["words"] == "see" and not (people[0].person or people[0].noun in _SEEN):
            return False
        if row["words"] == "greet":
            return False
        guests = [n for n in self.names_of(objects) if n not in self.names_of(subject[:1])]
        # two who come to see a side ("Putin received Merkel and Hollande") are not the two that he brings together
        is_side = bool(set(self.names_of(subject[:1])) & set(self.focus.pair))
        apart = len(guests) >= _TWO and (is_side or are_apart(self.report, parsed, predicate.first))
        if len(guests) >= _TWO and row["words"] in ("receive", "welcome", "host") and not apart:
            # who hosts two sides is host, not party
            self.add(mention, objects)
            mention.hosts += self.names_of(subject[:1])
            return True
        self.add(mention, subject[:1])
        self.add(mention, people, self.are_mediators(people, subject[:1]))
        if row["words"] in ("receive", "welcome", "host"):
            mention.hosts += self.names_of(subject[:1])
        return bool(mention.parties)

    def _for_talks(self, parsed: Parsed, first: int) -> bool:
        """Whether "for" and a noun of meeting follow."""
        tokens, stop = self.report.tokens, min(parsed.sentence.after, first + _FOR_TALKS)
        nouns = words("meeting_nouns", "words")
        return first < stop and tokens[first].low == "for" and any(t.low in nouns for t in tokens[first + 1 : stop])

    def _before_comma(self, parsed: Parsed, predicate: Predicate) -> list[Mention]:
        """ "The king, received at the palace on Friday by the president, said …": who stands before the comma."""
        at = predicate.first - 1
        if predicate.tense not in ("past", "participle") or predicate.perfect or predicate.first != predicate.head:
            return []
        if at <= parsed.sentence.first or self.report.tokens[at].low != ",":
            return []
        return [m for m in parsed.mentions if m.after == at and (m.person or m.level)]

    def _received_where(
        self, parsed: Parsed, predicate: Predicate, mention: MeetingMention, people: list[Mention]
    ) -> bool:
        """ "Was received in Baabda on Sunday": by those who govern there."""
        clause = parsed.clause_at(predicate.first)
        first, after = min(clause.tokens), max(clause.tokens) + 1
        place = place_for(self.report, first, after, predicate.head) or same_place(self.report, first, after)
        host = state_in().get(place.country) if place is not None and place.country else None
        if host is None or host in self.names_of(people) or not any(m.person or m.level for m in people):
            return False
        self.add(mention, people)
        mention.parties.append(host)
        mention.hosts.append(host)
        mention.place = place
        return len(mention.parties) >= 2

    def _is_visit(self, parsed: Parsed, predicate: Predicate, objects: Sequence[Mention]) -> bool:
        """Whether "called on" means a visit: a person follows, when or where is told, and nothing is asked of him."""
        if not objects or not (objects[0].person or objects[0].noun in ("leader", "minister")):
            return False
        after = objects[0].after
        asked = after < len(self.report.tokens) and self.report.tokens[after].low in ("to", "not", "for")
        return not asked and self._is_placed(parsed, predicate)

    def _says_remote(self, parsed: Parsed, predicate: Predicate) -> bool:
        tokens = self.report.tokens
        return any(tokens[k].low in _remote() for k in range(parsed.sentence.first, parsed.sentence.after))
