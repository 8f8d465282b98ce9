"""Meeting verbs: mentions of meetings told by a verb ("met", "received", "spoke with", "brought together").

Belongs here: the verbs of meet_verbs.tsv with their arguments, and "it" for the meeting spoken of last.
Does not belong here: nouns (`nouns`), status codes (`scope.standing`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import list_after, list_at
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.scope.governing import govern_noun, govern_verb
from pipelines.coding.scope.governor_tables import verb_row
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases


#: What can be said of "it" only where a meeting is meant.
@cache
def _course() -> frozenset[str]:
    return word_set("meeting_frames:course", "syntax_word_sets")


@cache
def _remote() -> frozenset[str]:
    return word_set("meeting_frames:remote", "syntax_word_sets")


@cache
def meet_verbs() -> Phrases:
    return build_phrases(lexicon_rows("meet_verbs"), "words", all_forms)


#: What may follow the one called, so that "called" is no naming ("called him a liar").
_AFTER_CALL = frozenset(
    (",", ".", "on", "and", "to", "late", "early", "twice", "again", "after", "before", "in", "about")
)


class VerbMeetings(MeetingParts):
    """Reads meetings off verbs."""

    # -- verbs ---------------------------------------------------------------------------------------
    def of_bringing(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
        """ "Bring X and Y together": the object is brought to one table by the subject."""
        tokens, s = self.report.tokens, parsed.sentence
        if "bring" not in predicate.bases:
            return None
        stop = min(s.after, predicate.after + 16)
        end = next((k for k in range(predicate.after, stop) if tokens[k].low == "together"), None)
        if end is None or end == predicate.after:
            return None
        people, _ = list_at(self.report, predicate.after, end)
        beside = [
            m
            for m in self.report.actors_in(end, s.after)
            if any(tokens[k].low in ("alongside", "too", "also") for k in range(m.first, min(s.after, m.after + 2)))
        ]
        mention = MeetingMention(
            predicate.first, end + 1, predicate.head, s.number, "meeting_verb", "", None, "unknown"
        )
        self.add(mention, [*people, *beside])
        status = meeting_status(govern_verb(self.report, parsed, predicate, "hold"))
        if status is None or len(mention.parties) < 2:
            return None
        mention.status, mention.realis = status
        mention.named_parties = True
        subject = [m for m in parsed.clause_at(predicate.first).subjects]
        mention.mediators += [n for n in self.names_of(subject[:1]) if n not in mention.parties]
        mention.persons += [p for p in self.people(subject[:1]) if p not in mention.persons]
        return mention

    def of_verb(self, parsed: Parsed, predicate: Predicate, phrases: Sequence[EventPhrase]) -> MeetingMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        hit = meet_verbs().longest(tokens, predicate.head, s.after)
        if hit is None or s.is_question:
            return None
        row, after = hit
        frame = row["frame"]
        if (
            any(predicate.after <= p.first <= predicate.after + 2 for p in phrases)
            and frame
            in (
                "gather_weak",
                "receive",
                "gather",
            )
            and (frame != "gather" or row["words"] in ("hold talks", "convene"))
        ):
            return None
        clause = parsed.clause_at(predicate.first)
        subject = list(clause.subjects) if predicate.is_finite else self._subject_of_nonfinite(parsed, predicate)
        limit = self.right_limit(parsed, after)
        objects, end = list_at(self.report, after, limit, 3)
        partners = list_after(self.report, ("with", "to", "opposite"), after, limit, 9) if frame != "bring" else []
        mention = MeetingMention(
            predicate.first, max(after, end), predicate.head, s.number, "meeting_verb", row["kind"], None, "unknown"
        )
        governed = govern_verb(self.report, parsed, predicate, "hold")
        if not self._fill_spoken(parsed, clause, mention, predicate, [*objects, *partners]) and not self._fill(
            frame, row, mention, predicate, subject, objects, partners, parsed
        ):
            return None
        status = meeting_status(governed)
        mention.expected = any(link.expected for link in governed.links)
        if governed.supposed and clause.opener in ("when", "where") and self._has_own_date(clause):
            # "when the two sides reconvene on the 22nd" takes the meeting for granted
            status = ("scheduled", "planned")
        if status is None:
            if not governed.supposed:
                return None
            mention.strength = "supposed"
        else:
            mention.status, mention.realis = status
        mention.named_parties = len(mention.parties) >= 2
        mention.purpose = self._purpose(parsed, predicate)
        if frame == "receive" and mention.hosts and any(m.noun == "pronoun" for m in objects):
            # "who received them at his residence": the host of the meeting told before
            mention.definite = True
        if self.is_conditional(parsed, clause):
            mention.strength = "supposed"
        return mention

    def _purpose(self, parsed: Parsed, predicate: Predicate) -> str:
        """What they meet for, told by an infinitive of the clause: "met for forty minutes to sign two documents"."""
        clause = parsed.clause_at(predicate.first)
        for other in parsed.predicates:
            here = other.first > predicate.first and parsed.clause_at(other.first).index == clause.index
            if here and other.tense == "infinitive":
                return "sign" if other.bases & {"sign", "initial", "ink"} else ""
        return ""

    def _fill_spoken(
        self, parsed: Parsed, clause: Clause, mention: MeetingMention, predicate: Predicate, others: Sequence[Mention]
    ) -> bool:
        """ "We are ready to sit down with them": the speaker's side and the other one."""
        speech = parsed.speech[clause.index]
        spoken = any(self.report.tokens[k].low == "we" for k in clause.tokens if k < predicate.first)
        if not spoken or speech is None or speech.speaker is None or not any(m.head == "them" for m in others):
            return False
        own = self.focus.resolve(speech.speaker)
        rest = [s for s in self.focus.sides if s not in own]
        if len(own) != 1 or len(rest) != 1:
            return False
        mention.parties += [own[0], rest[0]]
        return True

    def of_pronoun(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
        """ "It was put off": what is said of the meeting spoken of last."""
        tokens = self.report.tokens
        i = predicate.first - 1
        if not predicate.is_finite or i < parsed.sentence.first or tokens[i].low not in ("it", "they", "this", "that"):
            return None
        row = verb_row(tokens, predicate, "o" if predicate.passive else "s")
        if row is None or row[0]["words"] not in _course():
            return None
        governed = govern_noun(self.report, parsed, i, i + 1)
        status = meeting_status(governed) if governed is not None else None
        if status is None:
            return None
        return MeetingMention(
            i, predicate.after, predicate.head, parsed.sentence.number, "meeting_verb", "", status[0], status[1],
            definite=True, strength="pronoun",
        )  # fmt: skip

    def _subject_of_nonfinite(self, parsed: Parsed, predicate: Predicate) -> list[Mention]:
        """Subject of an infinitive or gerund: its own ("for X to meet"), an object before "to", else the clause's."""
        near = [m for m in parsed.mentions if m.after == predicate.first and m.noun != "adjective"]
        clause = parsed.clause_at(predicate.first)
        if near and predicate.tense == "infinitive":
            start = near[0].first
            listed, _ = list_at(self.report, max(parsed.sentence.first, start), predicate.first)
            group = [
                m
                for m in parsed.mentions
                if m.after <= predicate.first
                and predicate.first - m.after <= 8
                and m.first >= (clause.verb.after if clause.verb else 0)
            ]
            return group or listed
        return list(clause.subjects)

    def _fill(
        self, frame: str, row: dict[str, str], mention: MeetingMention, predicate: Predicate,
        subject: list[Mention], objects: list[Mention], partners: list[Mention], parsed: Parsed,
    ) -> bool:  # fmt: skip
        """Put the arguments in their places; False where the verb is no meeting here."""
        if frame == "meet":
            if predicate.passive:
                return False
            if row["words"] == "call on" and not self._is_visit(parsed, predicate, objects):
                return False
            if objects and self.are_principals(objects):
                self.add(mention, subject)
                self.add(mention, objects)
            elif partners and self.are_principals(partners):
                self.add(mention, subject)
                self.add(mention, partners)
            elif objects:
                return False
            else:
                nxt = self.report.tokens[predicate.after].low if predicate.after < len(self.report.tokens) else ""
                if (
                    nxt in ("the", "a", "an", "its", "all", "their", "his", "no", "these", "those", "resistance", "any")
                    or row["words"] != "meet"
                ):
                    return False
                self.add(mention, subject)
                return self._can_meet(subject, mention)
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
            mention.mediators += self.names_of(subject[:1])
            mention.persons += [p for p in self.people(subject[:1]) if p not in mention.persons]
            return True
        if frame in ("gather_both", "gather_when") and not predicate.is_finite:
            # "met to discuss", "haggling all night": what is done at a meeting told by another verb
            if frame == "gather_both" or predicate.tense == "gerund":
                return False
        if frame == "gather_both":
            self.add(mention, subject)
            return len(mention.parties) >= 2 and self._is_placed(parsed, predicate, both=True)
        if frame in ("gather", "gather_call", "gather_when"):
            self.add(mention, subject)
            self.add(mention, [m for m in partners if self.is_principal(m)])
            if frame == "gather_when":
                near = bool(subject) and predicate.first - subject[-1].after <= 4
                return near and self._can_meet(subject, mention) and self._is_placed(parsed, predicate)
            if frame == "gather" and row["words"] in ("gather", "assemble", "convene", "come together", "get together"):
                return len(mention.parties) >= 2 or any(
                    m.noun in ("collective", "pronoun", "delegation", "leader", "minister") for m in subject
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
            if not named or not subject or after not in _AFTER_CALL:
                return False
            mention.kind = "phone_call"
            self.add(mention, subject)
            self.add(mention, objects[:1])
            return len(mention.parties) >= 2
        if frame in ("call", "talk", "speak"):
            people = objects if frame == "call" else (partners or ([] if frame == "speak" else objects))
            if predicate.passive and frame == "call":
                people = list_after(self.report, ("by",), predicate.after, parsed.sentence.after, 6)
            if frame == "speak":
                people = list_after(self.report, ("with", "to"), predicate.after, parsed.sentence.after, 12)
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
            mention.mediators += self.names_of(subject)
            mention.persons += [p for p in self.people(subject) if p not in mention.persons]
            return len(mention.parties) >= 2
        return False

    def _can_meet(self, subject: Sequence[Mention], mention: MeetingMention) -> bool:
        """Whether the subject alone can be a meeting between sides: several of them, and no body of one side."""
        if len(mention.parties) >= 2:
            return True
        return any(
            (m.noun in ("collective", "pronoun") and m.head not in ("he", "she", "it")) or (m.plural and not m.actors)
            for m in subject
        )

    def _fill_receive(
        self,
        parsed: Parsed,
        mention: MeetingMention,
        predicate: Predicate,
        subject: list[Mention],
        objects: list[Mention],
        row: dict[str, str],
    ) -> bool:
        if predicate.passive:
            givers = list_after(self.report, ("by",), predicate.after, parsed.sentence.after, 12)
            people = [m for m in subject if self.is_principal(m)]
            if not givers or not people or set(self.names_of(givers[:1])) & set(self.names_of(people)):
                return False
            self.add(mention, people)
            self.add(mention, givers[:1])
            if row["words"] in ("receive", "welcome", "host", "greet"):
                mention.hosts += self.names_of(givers[:1])
            return len(mention.parties) >= 2
        if not objects:
            objects = self._antecedent(parsed, predicate)
        people = [
            m
            for m in objects
            if m.person
            or m.noun in ("leader", "minister", "envoy", "delegation", "collective", "mediator")
            or (m.noun == "pronoun" and row["words"] != "see")
        ]
        if not people or not subject:
            return False
        if row["words"] == "see" and not (
            people[0].person or people[0].noun in ("delegation", "envoy", "minister", "leader", "collective")
        ):
            return False
        if row["words"] == "greet":
            return False
        guests = [n for n in self.names_of(objects) if n not in self.names_of(subject[:1])]
        if len(guests) >= 2 and row["words"] in ("receive", "welcome", "host"):
            # who hosts two sides is host, not party
            self.add(mention, objects)
            mention.hosts += self.names_of(subject[:1])
            return True
        self.add(mention, subject[:1])
        self.add(mention, people)
        if row["words"] in ("receive", "welcome", "host"):
            mention.hosts += self.names_of(subject[:1])
        return bool(mention.parties)

    def _is_visit(self, parsed: Parsed, predicate: Predicate, objects: Sequence[Mention]) -> bool:
        """Whether "called on" means a visit: a person follows, when or where is told, and nothing is asked of him."""
        if not objects or not (objects[0].person or objects[0].noun in ("leader", "minister")):
            return False
        after = objects[0].after
        asked = after < len(self.report.tokens) and self.report.tokens[after].low in ("to", "not", "for")
        return not asked and self._is_placed(parsed, predicate)

    def _has_own_date(self, clause: Clause) -> bool:
        return any(
            d.mention.interval.precision in ("day", "range", "month")
            for d in self.report.dates_in(min(clause.tokens), max(clause.tokens) + 1)
        )

    def _is_placed(self, parsed: Parsed, predicate: Predicate, both: bool = False) -> bool:
        """Whether the clause tells when or where (`both`: when and where): "talked" alone is no meeting."""
        clause = parsed.clause_at(predicate.first)
        first, after = min(clause.tokens), max(clause.tokens) + 1
        dated, placed = bool(self.report.dates_in(first, after)), bool(self.report.places_in(first, after))
        return (dated and placed) if both else (dated or placed)

    def _antecedent(self, parsed: Parsed, predicate: Predicate) -> list[Mention]:
        """Whom "whom" stands for."""
        clause = parsed.clause_at(predicate.first)
        if clause.opener not in ("whom", "with whom"):
            return []
        before = [m for m in parsed.mentions if m.after <= clause.first and clause.first - m.after <= 2]
        return before[-1:]

    def _says_remote(self, parsed: Parsed, predicate: Predicate) -> bool:
        tokens = self.report.tokens
        return any(tokens[k].low in _remote() for k in range(parsed.sentence.first, parsed.sentence.after))
