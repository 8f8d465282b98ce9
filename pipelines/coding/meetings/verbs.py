"""Meeting verbs: mentions of meetings told by a verb ("met", "received", "spoke with", "brought together").

Belongs here: the verbs of meet_verbs.tsv with their arguments, and "it" for the meeting spoken of last.
Does not belong here: nouns (`nouns`), status codes (`scope.standing`).
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.other_gatherings import is_other_verb
from pipelines.coding.meetings.replies import is_answered_no
from pipelines.coding.meetings.verb_arguments import VerbArguments
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import list_after, list_at
from pipelines.coding.scope.attitudes import PAST
from pipelines.coding.scope.denied_reports import follows_denial
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.scope.governing import Governed, govern_noun, govern_verb
from pipelines.coding.scope.governor_tables import verb_row
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases


#: What can be said of "it" only where a meeting is meant.
@cache
def _course() -> frozenset[str]:
    return word_set("meeting_frames:course", "syntax_word_sets")


@cache
def _done_to() -> frozenset[str]:
    """Those that are done to a meeting, which does not do them."""
    return word_set("meeting_frames:done_to", "syntax_word_sets")


@cache
def went_verbs() -> frozenset[str]:
    """Verbs of going to somebody for a purpose."""
    return frozenset(row["words"] for row in lexicon_rows("purpose_verbs") if row["effect"] == "plan")


@cache
def meet_verbs() -> Phrases:
    return build_phrases(lexicon_rows("meet_verbs"), "words", all_forms)


#: How long ago sides sat down at most that still sit.
_FRESH = timedelta(days=1)
#: How far behind "is" the day of "is now due on the 14th" stands.
_NOW_ON = 4
#: Who tells that others do something: "has them meeting there", "shows the two shaking hands".
_SHOWING = frozenset(("have", "show", "picture", "see", "place", "put", "film", "depict", "portray", "imagine"))
#: Behind "was" where somebody is told to be somewhere.
_THERE = frozenset(("in", "at", "back", "there", "here"))
_LISTING = ("and", "the", ",")
#: What may follow "speak" where nobody is spoken to.
_NO_TALK = frozenset(("terms", "well", "highly", "ill", "out", "up", "of", "for"))


class VerbMeetings(VerbArguments):
    """Reads meetings off verbs."""

    def of_verb(self, parsed: Parsed, predicate: Predicate, phrases: Sequence[EventPhrase]) -> MeetingMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        hit = meet_verbs().longest(tokens, predicate.head, s.after)
        if hit is None or is_other_verb(self.report, parsed, predicate):
            return None
        if s.is_question and not is_answered_no(self.report, parsed):
            return None
        row, after = hit
        frame = row["frame"]
        if after < s.after and tokens[after].low in _NO_TALK and "speak" in predicate.bases:
            # "on speaking terms", "spoke well of it"
            return None
        if (
            any(predicate.after <= p.first <= predicate.after + 2 for p in phrases)
            and frame
            in (
                "gather_weak",
                "receive",
                "gather",
            )
            and (frame != "gather" or row["words"] in ("hold talks", "convene"))
            # "received him at their summit": the verb tells whom
            and not (frame == "receive" and any(m.person for m in self.report.actors_in(after, after + 1)))
        ):
            return None
        clause = parsed.clause_at(predicate.first)
        if frame == "gather_both" and any(parsed.clause_at(p.first).index == clause.index for p in phrases):
            # "discussed it at a meeting in Rome on Monday": the noun tells the meeting
            return None
        subject = list(clause.subjects) if predicate.is_finite else self._subject_of_nonfinite(parsed, predicate)
        limit = self.right_limit(parsed, after)
        objects, end = list_at(self.report, after, limit, 3)
        partners = list_after(self.report, ("with", "to", "opposite"), after, limit, 9) if frame != "bring" else []
        # "X, to whom Y spoke on Thursday"
        partners = partners or (self.antecedent(parsed, predicate) if clause.opener.endswith("whom") else [])
        # "with Norway as host": who is named for a part in it is no partner
        partners = [m for m in partners if m.after >= s.after or tokens[m.after].low != "as"]
        if clause.mark == "relative" and len(subject) == 1 and not objects and not partners:
            # "Colombia and the ELN, who last met in June"
            subject = self._list_up_to(parsed, subject[0])
        mention = MeetingMention(
            predicate.first, max(after, end), predicate.head, s.number, "meeting_verb", row["kind"], None, "unknown"
        )
        governed = govern_verb(self.report, parsed, predicate, "hold")
        if not self._fill_spoken(parsed, clause, mention, predicate, [*objects, *partners]) and not self.fill(
            frame, row, mention, predicate, subject, objects, partners, parsed
        ):
            return None
        status = meeting_status(governed)
        if status is not None and self.undone_as_planned(parsed, governed):
            status = ("cancelled", "denied")
        if status is not None and status[0] == "rejected" and self._is_plain_denial(parsed, clause, governed):
            return None
        mention.expected = any(link.expected for link in governed.links)
        if governed.supposed and clause.opener in ("when", "where") and self.has_own_date(clause):
            # "when the two sides reconvene on the 22nd" takes the meeting for granted
            status = ("scheduled", "planned")
        if status is None:
            if not governed.supposed:
                return None
            mention.strength = "supposed"
        else:
            if status[0] == "scheduled":
                status = self.undone_next(parsed, governed) or status
            mention.status, mention.realis = self._after_going(parsed, clause, predicate) or status
            mention.had_been_planned = self.was_planned(governed)
            gone = predicate.tense == "infinitive" and self._has_gone(clause, predicate)
            mention.went = mention.status == "scheduled" and gone
            if gone and clause.verb is not None and self._is_placed_between(clause.verb, predicate):
                # "went to Doha last Thursday to see him"
                mention.told_at = clause.verb.first
        if frame == "gather" and mention.status == "held" and self._opens_round(parsed, predicate, after, phrases):
            mention.status, mention.effect = "ongoing", "begin"
        if s.is_question:
            mention.status, mention.realis = "rejected", "denied"
        mention.named_parties = len(mention.parties) >= 2
        mention.purpose = self._purpose(parsed, predicate)
        if frame == "receive" and mention.hosts and any(m.noun == "pronoun" for m in objects):
            # "who received them at his residence": the host of the meeting told before
            mention.definite = True
        refused = status is not None and status[0] == "rejected"
        if self.is_conditional(parsed, clause, mention) or (refused and self._is_on_terms(parsed, predicate)):
            # "could meet in Vienna in July, provided that …" is a proposal all the same
            firm = (
                mention.status == "proposed" and mention.named_parties and self._is_placed(parsed, predicate, both=True)
            )
            mention.strength = mention.strength if firm else "supposed"
        return mention

    def _opens_round(self, parsed: Parsed, predicate: Predicate, after: int, phrases: Sequence[EventPhrase]) -> bool:
        """ "Sat down in Muscat on Sunday for the ninth round of talks": these days it has only begun."""
        if not predicate.bases & {"sit", "gather", "convene", "assemble"}:
            return False
        clause = parsed.clause_at(predicate.first)
        to_come = [p for p in phrases if p.first > after and self.report.tokens[p.first - 1].low == "for"]
        to_come = [p for p in to_come if self.report.tokens[p.noun].low not in ("session", "meeting", "hour", "hours")]
        dates = self.report.dates_in(predicate.after, max(clause.tokens) + 1)
        day = dates[0].mention.interval if dates else None
        if not to_come or day is None or day.start is None or day.precision != "day":
            return False
        return timedelta(0) <= self.report.published - day.start <= _FRESH

    def _list_up_to(self, parsed: Parsed, last: Mention) -> list[Mention]:
        """The list of names that ends with one."""
        found = [last]
        for m in reversed([m for m in parsed.mentions if m.after <= last.first and m.noun != "adjective"]):
            between = [self.report.tokens[k].low for k in range(m.after, found[0].first)]
            if not between or any(w not in _LISTING for w in between):
                break
            found.insert(0, m)
        return found

    def _is_plain_denial(self, parsed: Parsed, clause: Clause, governed: Governed) -> bool:
        """ "The two never met", told by nobody: that they did not meet is no refusal of a meeting."""
        told = parsed.speech[clause.index] is not None or follows_denial(self.report, parsed)
        return not told and len(governed.links) == 1 and governed.links[0].time == PAST

    def _after_going(self, parsed: Parsed, clause: Clause, predicate: Predicate) -> tuple[str, str] | None:
        """ "Flew to Japan to see him", "had been in the city to meet him": who came met, once the day is over."""
        verb = clause.verb
        if predicate.tense != "infinitive" or verb is None or verb.first >= predicate.first:
            return None
        ahead = verb.modal == "will" and not verb.perfect
        if verb.negated or verb.passive or not (ahead or (not verb.modal and (verb.tense == "past" or verb.perfect))):
            return None
        between = [p for p in parsed.predicates if verb.after <= p.first < predicate.first]
        if not self._came(verb) or between:
            return None
        return ("held", "actual") if verb.tense == "past" and verb.perfect else ("scheduled", "planned")

    def _has_gone(self, clause: Clause, predicate: Predicate) -> bool:
        """Whether who is to meet has gone for it ("flew to Oslo to see him"): no "was supposed to", "had meant to"."""
        verb = clause.verb
        if verb is None or verb.first >= predicate.first or verb.negated or verb.modal:
            return False
        done = verb.tense == "past" or verb.perfect
        return done and (self._came(verb) or bool(verb.bases & word_set("visits:going", "syntax_word_sets")))

    def _is_placed_between(self, verb: Predicate, predicate: Predicate) -> bool:
        return bool(
            self.report.dates_in(verb.after, predicate.first) or self.report.places_in(verb.after, predicate.first)
        )

    def _came(self, verb: Predicate) -> bool:
        """ "Flew to Japan", "was in the city"."""
        follower = self.report.tokens[verb.after].low
        return bool(verb.bases & went_verbs()) or ("be" in verb.bases and follower in _THERE)

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

    def _is_on_terms(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether "unless" follows a refusal: "refused to sit down unless power, telephones and banks were back"."""
        for k in range(predicate.after, parsed.sentence.after):
            if self.report.tokens[k].low in ("unless", ";"):
                return self.report.tokens[k].low == "unless"
        return False

    def of_pronoun(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
        """ "It was put off": what is said of the meeting spoken of last."""
        tokens = self.report.tokens
        i = predicate.first - 1
        if not predicate.is_finite or i < parsed.sentence.first or tokens[i].low not in ("it", "they", "this", "that"):
            return None
        if tokens[i].low == "that" and parsed.clause_at(i).opener == "that":
            # "a session that lasted an hour" is told by the noun
            return None
        if self._is_now_on(predicate):
            return MeetingMention(
                i, predicate.after, predicate.head, parsed.sentence.number, "meeting_verb", "", "postponed", "planned",
                definite=True, strength="pronoun", effect="postpone",
            )  # fmt: skip
        row = verb_row(tokens, predicate, "o" if predicate.passive else "s")
        told = row is not None and row[0]["words"] in _course() and tokens[i - 1].low != "as"
        if told and row is not None and row[0]["words"] in _done_to() and not predicate.passive:
            # "it would hold its fire", "it cancelled the visit"
            return None
        if not told and "be" not in predicate.bases:
            return None
        governed = govern_noun(self.report, parsed, i, i + 1)
        status = meeting_status(governed) if governed is not None else None
        if status is None or governed is None:
            return None
        if told and status[0] == "scheduled" and self._is_now(predicate):
            # "it will now take place on Friday": on another day than had been planned
            status = ("postponed", "planned")
        if not told and (status[0] not in ("cancelled", "postponed") or governed.links[0].words == "be"):
            # "it is off" tells of it, "it was not" does not
            return None
        return MeetingMention(
            i, predicate.after, predicate.head, parsed.sentence.number, "meeting_verb", "", status[0], status[1],
            definite=True, strength="pronoun", effect=governed.links[0].effect,
        )  # fmt: skip

    def _is_now(self, predicate: Predicate) -> bool:
        """Whether "now" stands within a verb or right behind it."""
        return any(t.low == "now" for t in self.report.tokens[predicate.first : predicate.after + 1])

    def _is_now_on(self, predicate: Predicate) -> bool:
        """ "It is now on the 14th": what is said of a day that has been changed."""
        if not self._is_now(predicate) or predicate.tense != "present" or predicate.negated or predicate.perfect:
            return False
        days = self.report.dates_in(predicate.after, predicate.after + _NOW_ON)
        day = days[0].mention.interval.start if days else None
        told = "be" in predicate.bases or bool(predicate.bases & {"set", "fix", "schedule", "plan"})
        return told and day is not None and day > self.report.published

    def _subject_of_nonfinite(self, parsed: Parsed, predicate: Predicate) -> list[Mention]:
        """Subject of an infinitive or gerund: its own ("for X to meet"), an object before "to", else the clause's."""
        near = [m for m in parsed.mentions if m.after == predicate.first and m.noun != "adjective"]
        clause = parsed.clause_at(predicate.first)
        shows = clause.verb is not None and clause.verb.bases & _SHOWING and clause.verb.tense == "present"
        if predicate.tense == "gerund" and clause.verb is not None and shows:
            # "a newspaper has A sitting with B in Rome"
            shown, _ = list_at(self.report, clause.verb.after, predicate.first)
            if shown:
                return shown
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
