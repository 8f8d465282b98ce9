"""Meeting nouns: mentions of meetings told by a noun ("talks", "the second round", "a summit").

Belongs here: the nouns of meeting_nouns.tsv, what is said of them, and their parties.
Does not belong here: verbs (`verbs`), status codes (`scope.standing`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.attendees import attendees, invited
from pipelines.coding.meetings.call_nouns import ends_of_call, other_caller
from pipelines.coding.meetings.group import DONE
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.noun_course import goes_on, is_appeal, is_moved, is_one_of_days, is_wished, lasted_months
from pipelines.coding.meetings.other_gatherings import is_of_other_country, is_other_host, is_other_noun
from pipelines.coding.meetings.parts import AT, MeetingParts
from pipelines.coding.meetings.presupposed import by_its_day, has_done, is_past_by_itself
from pipelines.coding.meetings.verbs import meet_verbs, went_verbs
from pipelines.coding.meetings.visit_nouns import ends_of_visit, visit_words
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import kind_of
from pipelines.coding.report.arguments import date_for, list_after, list_at
from pipelines.coding.report.entries import heading_date
from pipelines.coding.scope.attitudes import NOW, PAST, time_of
from pipelines.coding.scope.event_phrases import EventPhrase, is_name_of_body, is_negated
from pipelines.coding.scope.governing import Governed, govern_noun
from pipelines.coding.scope.licensed_nouns import why_not_told_as_held
from pipelines.coding.scope.standing import meeting_status
from pipelines.coding.scope.subjects import is_inverted_verb
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import words

#: Before the list of those who sit together.
_GROUPING = ("of", "involving", "grouping", "gathering", "uniting", "assembling", "bringing", "among")
_HOLDING = frozenset(("hold", "begin", "end", "go_on"))
_AGENT_REACH = 10
_CONFLICT_BACK, _CITY_BACK = 5, 5
_PREPOSED = ("in", "at", "to", "from", "near", "of")
#: "The meeting of President A B C and rebel leader D E": within how many tokens the last of those listed begins.
_LIST = 16
#: "Calls to both capitals … to mediate between X and Y": what stands far from the noun is no call of theirs.
_CALL_REACH = 9
_AFTER_PARTICIPLE = frozenset(("in", "at", "on", "here", "there", "for", "under", "near", "today", "behind"))
_PRIME = frozenset(("host", "co-host", "receive", "welcome"))


@cache
def _chair() -> frozenset[str]:
    return word_set("meeting_frames:chair", "syntax_word_sets")


def _names(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(n for m in mentions for n in m.actors))


#: Verbs by which a third party opens or closes a meeting of others.
_OPENING = frozenset(
    ("open", "close", "launch", "start", "begin", "end", "conclude", "inaugurate", "resume", "wind up", "wrap up")
)


@cache
def _adjectives() -> dict[str, str]:
    return {row["word"]: row["effect"] for row in lexicon_rows("event_adjectives")}


_BY_ADJECTIVE = {
    "plan": ("scheduled", "planned"), "propose": ("proposed", "hypothetical"), "cancelled": ("cancelled", "denied"),
    "postponed": ("postponed", "planned"), "ongoing": ("ongoing", "actual"),
}  # fmt: skip


class NounMeetings(MeetingParts):
    """Reads meetings off nouns."""

    # -- nouns ---------------------------------------------------------------------------------------
    def of_phrase(self, parsed: Parsed, phrase: EventPhrase) -> MeetingMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        if is_name_of_body(tokens, phrase) or s.is_question or is_appeal(self.report, phrase):
            return None
        if is_other_noun(self.report, phrase) or is_of_other_country(self.report, self.focus, phrase):
            return None
        row = phrase.row
        if self._is_object_of_meeting(parsed, phrase):
            return None
        participle = self._of_participle(parsed, phrase)
        if participle is not None:
            return participle
        governed = govern_noun(self.report, parsed, phrase.first, phrase.after)
        if governed is not None and is_other_host(self.report, parsed, governed.predicate):
            return None
        status = meeting_status(governed) if governed is not None else None
        negated = is_negated(phrase, tokens)
        if negated:
            status = self._denied(governed)
        status = self._by_adjectives(phrase, status, governed)
        if status is not None and status[0] == "scheduled" and governed is not None:
            status = self.undone_next(parsed, governed) or status
        if status is not None and status[0] == "ongoing" and self.is_over_next(parsed, governed):
            status = ("held", "actual")
        if status is not None and status[0] == "held" and goes_on(self.report, parsed, governed):
            status = ("ongoing", "actual")
        if status is not None and status[0] == "held" and is_one_of_days(phrase, governed):
            status = ("ongoing", "actual")
        if status is None and governed is None:
            status = self._verbless(parsed, phrase)
        open_ = status is None and (governed is None or governed.links[0].effect == "none") and not negated
        if open_:
            past = is_past_by_itself(self.report, phrase) or (
                governed is None and has_done(self.report, parsed, phrase)
            )
            status = ("held", "actual") if past else by_its_day(self.report, phrase)
        if row["strength"] == "part" or lasted_months(self.report, phrase):
            status = None
        if wished := status is None and phrase.definite and is_wished(parsed, phrase):
            status = ("proposed", "hypothetical")
        unlicensed = why_not_told_as_held(self.report, parsed, phrase, governed, status, is_open=open_)
        moved = status is not None and status[0] == "scheduled" and is_moved(self.report, parsed, governed)
        if moved:
            status = ("postponed", "planned")
        mention = MeetingMention(
            phrase.first, phrase.after, phrase.noun, s.number, "meeting_noun", row["kind"],
            status[0] if status else None, status[1] if status else "unknown",
            ordinal=phrase.ordinal, definite=phrase.definite, fresh=phrase.is_fresh, number=row["number"],
            summit_word=row["kind"] == "summit", strength=row["strength"],
        )  # fmt: skip
        if moved and governed is not None and governed.predicate is not None:
            mention.told_at = governed.predicate.after
        elif governed is not None and governed.as_subject and self._is_put_in(parsed, phrase, governed):
            mention.told_at = governed.predicate.first if governed.predicate is not None else None
        elif governed is not None and governed.as_subject and self._is_inverted(phrase, governed):
            mention.told_at = governed.clause.first if governed.clause is not None else None
        mention.expected = governed is not None and any(link.expected for link in governed.links)
        mention.effect = "wish" if wished else governed.links[0].effect if governed and governed.links else ""
        mention.had_been_planned = self.was_planned(governed)
        mention.went = self._went(governed)
        mention.unlicensed = unlicensed
        self._parties_of_phrase(parsed, phrase, governed, mention)
        if governed is not None and (
            governed.supposed or (governed.clause is not None and self.is_conditional(parsed, governed.clause, mention))
        ):
            mention.strength = "supposed"
        return mention

    def _is_put_in(self, parsed: Parsed, phrase: EventPhrase, governed: Governed) -> bool:
        """Whether words of another clause stand between a noun and its verb ("talks first planned for May began")."""
        verb = governed.predicate
        if governed.links[0].effect not in ("begin", "hold") or governed.links[0].negated:
            return False
        between = [p for p in parsed.predicates if verb is not None and phrase.after <= p.first < verb.first]
        if governed.links[0].effect == "hold":
            # "the round that should have been held in May took place in June"
            between = [p for p in between if parsed.clause_at(p.first).mark == "relative" or p.modal or p.perfect]
        here = parsed.clause_at(phrase.first).index
        return any(parsed.clause_at(p.first).index != here or parsed.clause_at(p.first).verb != p for p in between)

    def _is_inverted(self, phrase: EventPhrase, governed: Governed) -> bool:
        """ "On Monday came the first session, on Friday the second": the day of the clause is the one ahead."""
        clause, verb = governed.clause, governed.predicate
        return clause is not None and verb is not None and is_inverted_verb(clause, verb, phrase.first)

    def _went(self, governed: Governed | None) -> bool:
        """ "Were flown to Djibouti for talks": they went."""
        link = governed.links[0] if governed is not None and governed.links else None
        verb = link.predicate if link is not None else None
        if link is None or verb is None or verb.negated or verb.modal or link.words not in went_verbs():
            return False
        return verb.tense == "past" or verb.perfect

    def _of_participle(self, parsed: Parsed, phrase: EventPhrase) -> MeetingMention | None:
        """ "The negotiators, meeting in Oslo on Monday, agreed …": no noun but what the subject did."""
        tokens, s = self.report.tokens, parsed.sentence
        i = phrase.noun
        if tokens[i].low != "meeting" or phrase.first != i or tokens[i].is_capital or i + 1 >= s.after or i == s.first:
            return None
        if tokens[i + 1].low not in _AFTER_PARTICIPLE or tokens[i - 1].low not in (",", "-", "—", "–"):
            return None
        before = [m for m in parsed.mentions if m.after == i - 1]
        clause = parsed.clause_at(i)
        subject = [m for m in clause.subjects if m.after <= i] or before
        if not subject or clause.verb is None:
            return None
        time = time_of(clause.verb, parsed, clause)
        status = ("held", "actual") if time in (PAST, NOW) else ("scheduled", "planned")
        mention = MeetingMention(subject[0].first, i + 2, i, s.number, "meeting_verb", "", *status)
        self.add(mention, subject)
        mention.named_parties = len(mention.parties) >= 2
        return mention

    def _verbless(self, parsed: Parsed, phrase: EventPhrase) -> tuple[str, str] | None:
        """ "Third round, in Oslo." in a list of dates: held where its date is past."""
        s = parsed.sentence
        if any(p.is_finite for p in parsed.predicates):
            return None
        if phrase.first - s.first > 3 and not any(
            d.first == s.first for d in self.report.dates_in(s.first, s.first + 1)
        ):
            return None
        dated = date_for(self.report, s.first, s.after, phrase.noun, AT) or heading_date(self.report, s)
        if dated is None or dated.mention.interval.end is None:
            return None
        return ("held", "actual") if dated.mention.interval.end <= self.report.published else ("scheduled", "planned")

    def _is_object_of_meeting(self, parsed: Parsed, phrase: EventPhrase) -> bool:
        """ "Met for a round of talks": the noun is the meeting that the verb tells already."""
        tokens = self.report.tokens
        if phrase.first - 1 < parsed.sentence.first or tokens[phrase.first - 1].low not in ("for", "in"):
            return False
        clause = parsed.clause_at(phrase.first)
        verb = clause.verb
        if verb is None or not verb.first < phrase.first or phrase.first - verb.after > 14:
            return False
        hit = meet_verbs().longest(tokens, verb.head, parsed.sentence.after)
        # "visited Delhi for talks with the government": the visit is told by what it was for
        return hit is not None and hit[0]["frame"] in ("meet", "gather") and hit[0]["kind"] != "bilateral_meeting"

    def _denied(self, governed: Governed | None) -> tuple[str, str] | None:
        """ "No talks were held": nothing but a denial; "no talks with" under will: a refusal."""
        if governed is None or not governed.links:
            return None
        inner = governed.links[0]
        if inner.effect in ("plan", "propose", "want", "possible", "need") or any(
            k.effect in ("plan",) for k in governed.links
        ):
            return None
        if inner.effect in ("hold", "begin") and not inner.negated:
            return ("rejected", "denied")
        return None

    def _by_adjectives(
        self, phrase: EventPhrase, status: tuple[str, str] | None, governed: Governed | None
    ) -> tuple[str, str] | None:
        """What "planned", "possible" or "cancelled" before the noun says where the verb says nothing of it."""
        table = _adjectives()
        effect = next((table[a] for a in phrase.adjectives if a in table), None)
        if effect is None:
            return status
        weak = (
            status is None
            or governed is None
            or governed.links[0].effect in ("none",)
            or governed.links[0].predicate is None
        )
        if effect in ("cancelled", "postponed") or weak:
            return _BY_ADJECTIVE[effect]
        return status

    def _is_of_conflict(self, first: Mention) -> bool:
        """Whether "between" tells whose war it is that the meeting is about ("a meeting over the war between …")."""
        before = [t.low for t in self.report.tokens[max(0, first.first - _CONFLICT_BACK) : first.first]]
        at = next((n for n, word in enumerate(before) if word in ("between", "among")), 0)
        return at > 0 and before[at - 1] in words("topic_nouns")

    def _agents(self, parsed: Parsed, verb: Predicate | None) -> list[Mention]:
        """Who holds them, after the "by" of a passive: "were to be resumed on Sunday by X and Y"."""
        if verb is None or not verb.passive:
            return []
        clause = parsed.clause_at(verb.first)
        return list_after(self.report, ("by",), verb.after, max(clause.tokens) + 1, _AGENT_REACH)

    def _ahead(self, parsed: Parsed, phrase: EventPhrase) -> list[Mention]:
        """ "On another track, between A and B, a long round closed in Doha": the two stand ahead of the meeting."""
        tokens, first = self.report.tokens, parsed.sentence.first
        at = next((k for k in range(first, phrase.first) if tokens[k].low == "between"), None)
        if at is None or any(p.is_finite and p.first < phrase.first for p in parsed.predicates):
            return []
        if any(first <= start < at for start in self.starts) and tokens[at - 1].low != ",":
            return []
        return list_at(self.report, at + 1, phrase.first)[0]

    def _parties_of_phrase(
        self, parsed: Parsed, phrase: EventPhrase, governed: Governed | None, mention: MeetingMention
    ) -> None:
        s = parsed.sentence
        limit = self.right_limit(parsed, phrase.after)
        # "took place on Monday, at the request of Doha, between X and Y"
        far = phrase.row["number"] == "many" or (governed is not None and governed.as_subject)
        reach = 26 if far else 14
        if phrase.row["kind"] == "phone_call" and not (governed is not None and governed.as_subject):
            reach = _CALL_REACH
        between = list_after(self.report, ("between", "among"), phrase.after, s.after if reach > 14 else limit, reach)
        between = between or self._ahead(parsed, phrase)
        joined = list_after(self.report, ("with",), phrase.after, limit, reach if not phrase.is_many else 14)
        if not joined and phrase.first == phrase.noun and self.report.tokens[phrase.noun].low == "meeting":
            # "after meeting the rebels in Doha, the government said …"
            met, _ = list_at(self.report, phrase.after, limit, 1)
            joined = met if self.are_principals(met) else joined
        if between and joined and self._is_of_conflict(between[0]):
            between = []
        inner = [
            m
            for m in phrase.mentions
            if m.noun in ("adjective", "name", "person", "owner", "delegation", "leader", "minister", "official")
        ]
        of = (
            list_after(self.report, _GROUPING, phrase.after, min(limit, phrase.after + _LIST), 1) if not between else []
        )
        subject = self.subjects(parsed, governed)
        effect = governed.links[0].effect if governed is not None and governed.links else ""
        verb = governed.predicate if governed is not None else None
        owner = [
            m
            for m in inner
            if m.noun == "owner"
            or (m.person and self.report.tokens[m.after].low == "'s" if m.after < len(self.report.tokens) else False)
        ]
        calls = phrase.row["kind"] == "phone_call" and not between and not joined
        caller, called = ends_of_call(self, parsed, phrase, governed, limit) if calls else ([], [])
        agents = self._agents(parsed, verb)
        mention.persons += self.people(agents)
        with_of = [m for m in of if self.names_of([m])][:1] if joined and not between else []
        visits = phrase.row["words"] in visit_words() and mention.status not in (None, *DONE)
        guest, host = ends_of_visit(self, parsed, phrase) if visits and not between and not joined else ([], [])
        if caller and called:
            self.add(mention, caller[:1])
            self.add(mention, called)
        elif guest and host:
            self.add(mention, guest)
            self.add(mention, host, partner=True)
        elif between:
            self.add(mention, between)
        elif len(_names(inner)) >= 2:
            self.add(mention, inner)
        elif not joined and len(self.names_of(agents)) >= 2:
            self.add(mention, agents)
        elif joined and self.are_principals(joined):
            with_subject = effect in _HOLDING or effect in (
                "plan",
                "propose",
                "want",
                "ready",
                "possible",
                "refuse",
                "cancel",
                "postpone",
                "ask",
                "deny",
                "need",
            )
            if not owner and self.report.tokens[phrase.first].low in ("its", "their"):
                head = "it" if self.report.tokens[phrase.first].low == "its" else "they"
                whose = Mention(phrase.first, phrase.first + 1, (), noun="pronoun", head=head, plural=head == "they")
                owner = [whose] if len(self.focus.resolve(whose)) == 1 else []
            own = with_of or owner or invited(self, parsed, phrase, verb)
            if not own and phrase.first == phrase.noun and self.report.tokens[phrase.noun].low == "meeting":
                own = list(subject or parsed.clause_at(phrase.first).subjects)
            if not own and with_subject and not (verb is not None and verb.bases & _PRIME):
                own = subject
            if phrase.row["kind"] == "phone_call" and any(m.noun == "pronoun" for m in own):
                own = other_caller(self, phrase, own, joined)
            self.add(mention, own)
            self.add(mention, joined, self.are_mediators(joined, own))
        elif len(self.names_of(of)) >= 2:
            self.add(mention, of)
        elif subject and effect in _HOLDING and governed is not None and not governed.as_subject:
            base = self.word_of(governed)
            if base in _PRIME:
                mention.hosts += self.names_of(subject)
                mention.persons += self.people(subject)
            elif base in _chair():
                mention.mediators += self.names_of(subject)
                mention.persons += self.people(subject)
            elif base in ("lead", "attend", "take part in", "participate in", "join", "sit through", "witness"):
                mention.persons += self.people(subject)
                names = self.names_of(subject)
                if len(names) >= 2 or (base in ("take part in", "participate in", "attend") and not mention.parties):
                    mention.others.setdefault("attends", []).extend(names)
            elif governed.links[0].predicate is None and len(self.names_of(subject)) < 2:
                # "after weeks of talks X said": the subject does something else
                pass
            elif (
                len(self.names_of(subject)) == 1
                and self.names_of(subject)[0] not in self.focus.sides
                and base in _OPENING
            ):
                role = mention.mediators if kind_of(self.names_of(subject)[0]) == "organisation" else mention.hosts
                role.extend(self.names_of(subject))
                mention.persons += self.people(subject)
            else:
                self.add(mention, subject)
        elif subject and effect in ("plan", "cancel", "postpone") and len(self.names_of(subject)) >= 2:
            self.add(mention, subject)
        verbless = governed is None and not any(p.is_finite for p in parsed.predicates)
        if verbless and mention.status is not None and not mention.parties:
            # "June 16: X and Y face to face for the first time": they stand before it
            self.add(mention, [m for m in parsed.mentions if m.after <= phrase.first and self.is_principal(m)])
        if len(mention.parties) < 2 and phrase.row["kind"] != "signing_ceremony":
            self.add(mention, attendees(self, parsed, phrase), partner=True)
        if len(mention.parties) >= 2:
            mention.named_parties = True
        mention.first = min(mention.first, phrase.first)
        if phrase.row["strength"] == "elliptic" or phrase.ordinal is not None:
            # "Rome the third": the place before a round without its verb is where it was
            near = self.report.places_in(max(s.first, phrase.first - _CITY_BACK), phrase.first)
            before = next((p for p in near if phrase.first - p.after <= 1 and p.name), None)
            if before is not None and self.report.tokens[before.first - 1].low not in _PREPOSED:
                mention.first, mention.place = before.first, before
