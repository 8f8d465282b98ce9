"""Meeting parts: who, where, when and in what role, for a mention of a meeting.

Belongs here: adding parties and persons, place and date from the words that belong to a mention, roles of its sentence.
Does not belong here: which nouns and verbs tell of a meeting (`nouns`, `verbs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.meetings.arranging import is_day_of_arranging
from pipelines.coding.meetings.day_before import day_before, still_to_come
from pipelines.coding.meetings.deadlines import month_of_deadline
from pipelines.coding.meetings.first_plans import first_plans, plan_put_in
from pipelines.coding.meetings.group import DONE
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.next_verbs import NextVerbs
from pipelines.coding.meetings.other_days import days_since
from pipelines.coding.names.mention import AT_TABLE, Mention, PlaceMention
from pipelines.coding.report.antecedents import last_of_each
from pipelines.coding.report.arguments import date_for, here_in, place_for
from pipelines.coding.report.entries import heading_date, heading_place
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import Dated
from pipelines.coding.report.roles import RoleClaim
from pipelines.coding.report.same_places import same_place
from pipelines.coding.scope.governing import Governed
from pipelines.coding.scope.onlookers import is_onlookers_place
from pipelines.coding.text.word_scan import word_set

#: How far behind the name of a meeting its own place may stand.
_RIGHT_BEHIND = 5
AT = ("at", "since", "until", "from", "by", "after", "before")


@cache
def _party_nouns() -> frozenset[str]:
    return word_set("meeting_frames:party_nouns", "syntax_word_sets")


@dataclass
class MeetingParts(NextVerbs):
    """What the readers of nouns and of verbs share: the arguments of a mention, in one report."""

    focus: Focus
    roles: Sequence[RoleClaim]
    aside: set[tuple[int, int]] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)

    @cached_property
    def roles_in(self) -> dict[int, list[RoleClaim]]:
        """The roles by the number of their sentence."""
        found: dict[int, list[RoleClaim]] = {}
        for role in self.roles:
            found.setdefault(role.sentence, []).append(role)
        return found

    # -- shared --------------------------------------------------------------------------------------
    def right_limit(self, parsed: Parsed, after: int) -> int:
        """How far the arguments of a phrase can reach: to the next verb with a subject of its own, or a semicolon."""
        tokens = self.report.tokens
        for k in range(after, parsed.sentence.after):
            if tokens[k].low in (";", ":") or (k in self.starts and k > after + 1):
                return k
        nxt = [
            p.first
            for p in parsed.predicates
            if p.is_finite and p.first >= after and p.first == p.head and p.tense != "participle"
        ]
        return nxt[0] if nxt and nxt[0] - after > 3 else parsed.sentence.after

    def is_principal(self, m: Mention) -> bool:
        return m.noun in _party_nouns()

    def are_principals(self, mentions: Sequence[Mention]) -> bool:
        return bool(mentions) and self.is_principal(mentions[0])

    def names_of(self, mentions: Sequence[Mention]) -> list[str]:
        return list(dict.fromkeys(n for m in mentions for n in self.focus.resolve(m) or self._behind(m)))

    def _behind(self, m: Mention) -> tuple[str, ...]:
        """Whom the person represents that "he" means, or "the prime minister" behind "X's office denied that"."""
        clause = self.report.clause_at(m.first)
        titled = m.noun == "leader" and not m.plural and clause is not None and clause.mark == "that"
        if not titled and (m.noun != "pronoun" or m.head not in ("he", "she")):
            return ()
        person = self.focus.person_for(m)
        known = self.report.cast.persons.get(person) if person else None
        return (known.actor,) if known is not None and known.actor else ()

    def people(self, mentions: Sequence[Mention]) -> list[tuple[str, str]]:
        people = []
        for m in mentions:
            person = self.focus.person_for(m)
            if person is not None:
                known = self.report.cast.persons.get(person)
                actor = (known.actor if known is not None else None) or (m.actors[0] if m.actors else "")
                people.append((person, actor))
        return people

    def add(self, mention: MeetingMention, mentions: Sequence[Mention], partner: bool = False) -> None:
        """Add parties, their persons and their level; who mediates is none, but can ring somebody.

        `partner`: who mediates is met by one side alone.
        """
        apposed = self._apposed(mentions)
        for m in mentions:
            aside = mention.kind != "phone_call" and not partner and (m.first, m.after) in self.aside
            if (m.noun == "adjective" and m.first < mention.first) or aside:
                continue
            names = apposed.get(m.first) or self.names_of((m,))
            for name in names:
                if name not in mention.parties:
                    mention.parties.append(name)
                    mention.sources.append((name, m))
            for person in self.people([m]):
                if person not in mention.persons:
                    mention.persons.append(person)
            behind = last_of_each(self.report, m, names)
            for person in self.people(behind):
                if person not in mention.persons:
                    mention.persons.append(person)
            mention.others.setdefault("levels", []).extend(b.level or self.person_level(b) for b in behind)
            level = m.level or self.person_level(m)
            if level:
                mention.others.setdefault("levels", []).append(level)
            elif m.noun == "name" and names:
                mention.others.setdefault("levels", []).append("")

    def _apposed(self, mentions: Sequence[Mention]) -> dict[int, list[str]]:
        """Where persons stand who are the leaders named before: "the leaders of A and B, Ana Lopez and Omar Said"."""
        found: dict[int, list[str]] = {}
        for n, m in enumerate(mentions):
            people = mentions[n + 1 : n + 1 + len(m.actors)]
            several = len(m.actors) >= 2 and m.noun in AT_TABLE and m.person is None
            if several and len(people) == len(m.actors) and all(p.person is not None for p in people):
                found |= {p.first: [actor] for p, actor in zip(people, self.names_of((m,)), strict=False)}
        return found

    def are_mediators(self, others: Sequence[Mention], own: Sequence[Mention]) -> bool:
        """Whether one side alone meets those who mediate ("he saw the Egyptian mediators")."""
        met = [m for m in others if m.noun != "adjective"]
        if len(self.names_of(own)) != 1 or not met or not self.names_of(met):
            return False
        people = [m for m in met if m.noun in AT_TABLE or m.person is not None]
        return all(m in people and (m.noun == "mediator" or (m.first, m.after) in self.aside) for m in met)

    def person_level(self, m: Mention) -> str:
        person = self.focus.person_for(m)
        known = self.report.cast.persons.get(person) if person else None
        return known.level if known is not None else ""

    def complete(self, parsed: Parsed, mention: MeetingMention, others: Sequence[MeetingMention]) -> None:
        """Place, date, roles and speaker from the clause, or from the sentence where it has no other meeting."""
        s = parsed.sentence
        first, after = self.span(parsed, mention, others)
        report = self.report
        if mention.status is None:
            # what only names the meeting tells its place and day close by
            first, after = max(first, mention.first), min(after, mention.after + 4)
        at = mention.told_at if mention.told_at is not None else mention.anchor
        here = self._here_in_clause(parsed, mention)
        mention.place = here or place_for(report, first, after, at) or same_place(report, first, after) or mention.place
        if mention.place is not None and is_onlookers_place(report.tokens, parsed, mention.place.first):
            mention.place = None
        if mention.place is None:
            mention.place = heading_place(report, s)
        if mention.place is None and here_in(report, first, after) and report.cast.here is not None:
            mention.place = report.cast.here
        aside = first_plans(report, first, after)
        told = date_for(report, first, after, at, AT, [*aside, *days_since(report, first, after)])
        mention.date = day_before(report, parsed, mention, told) or told
        if mention.date is not None and is_day_of_arranging(report, parsed, mention):
            mention.date, mention.had_been_planned = None, False
            mention.status = None if mention.definite else mention.status
        if aside and mention.date is None and mention.status not in DONE:
            mention.date = date_for(report, first, after, at, AT)
            if mention.status in ("proposed", "scheduled") and mention.date is not None:
                # "its second round, once planned for May, has no date"
                mention.status, mention.realis = "postponed", "planned"
        elif aside:
            mention.original = aside[0]
            if mention.status == "scheduled" and plan_put_in(report, aside[0], report.dates_in(first, after)):
                # "which was to have been held in Rome on May 2, will be held on Friday in Istanbul"
                mention.status, mention.realis = "postponed", "planned"
                clause = parsed.clause_at(aside[0].first)
                mention.place = place_for(report, max(clause.tokens) + 1, after, after - 1) or mention.place
        if mention.date is None and mention.status in ("proposed", "scheduled"):
            mention.date = month_of_deadline(report, mention.anchor, after)
        self._take_antecedent(parsed, mention)
        if (
            mention.date is not None
            and mention.status in ("proposed", "scheduled")
            and not (mention.had_been_planned or mention.went)
        ):
            mention.date = still_to_come(mention.date, report.published)
        if mention.date is not None and mention.date.mention.role == "since" and self._is_still(parsed, mention):
            mention.status, mention.realis = "ongoing", "actual"
        if mention.date is not None and mention.date.mention.role == "since" and not self.runs(parsed, mention):
            mention.date = None
        if mention.effect == "end" and mention.status == "ongoing" and self._is_ahead(parsed, mention):
            # "the talks, which are due to end on Friday": not when they began
            mention.date = None
        if mention.date is None:
            mention.date = heading_date(report, s)
        elif mention.status == "ongoing" and mention.effect == "go_on" and self._is_gone(mention.date):
            # "went on from 24 October until 2 November"
            mention.status = "held"
        if mention.status == "cancelled" and mention.effect in ("hold", "begin") and self._is_open(parsed):
            mention.status, mention.realis = "postponed", "planned"
        if mention.status == "postponed":
            self._move(mention, first, after)
        for role in self.roles_in.get(s.number, ()):
            if first <= role.at < after:
                self.take_role(mention, role)
        speech = parsed.speech[parsed.clause_at(mention.anchor).index]
        if speech is not None and speech.speaker is not None:
            mention.speaker = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker)
            mention.attributed = names[0] if names else None

    def _here_in_clause(self, parsed: Parsed, mention: MeetingMention) -> PlaceMention | None:
        """The place of the dateline, where a clause that names no place says "here"."""
        clause = parsed.clause_at(mention.anchor)
        first, after = min(clause.tokens), max(clause.tokens) + 1
        behind = max(after, mention.after + _RIGHT_BEHIND)
        if mention.status is None or any(p.name for p in self.report.places_in(first, behind)):
            # "three weeks to get here from the first round, held in Gokarna"
            return None
        return self.report.cast.here if here_in(self.report, first, after) else None

    def _is_open(self, parsed: Parsed) -> bool:
        """Whether a sentence speaks of another day to come: "did not begin, and no new day was named"."""
        tokens, s = self.report.tokens, parsed.sentence
        fresh = word_set("undone:fresh", "syntax_word_sets")
        return any(
            tokens[k].low in ("date", "day", "dates") and tokens[k - 1].low in fresh
            for k in range(s.first + 1, s.after)
        )

    def _is_ahead(self, parsed: Parsed, mention: MeetingMention) -> bool:
        """Whether the day behind the verb that says how a meeting ends is still to come."""
        start = mention.date.mention.interval.start if mention.date is not None else None
        told = mention.date is not None and any(
            mention.anchor < p.first < mention.date.first for p in parsed.predicates
        )
        return start is not None and start > self.report.published and told

    def _move(self, mention: MeetingMention, first: int, after: int) -> None:
        """Of a meeting put off: the day that it is moved to, and the one that it had been planned for."""
        dates = [d for d in self.report.dates_in(first, after) if d.mention.interval.start is not None]
        moved = [d for d in dates if d.first > mention.anchor and self._is_target(d)]
        if not moved and mention.told_at is not None:
            moved = [d for d in dates if d.first >= mention.told_at]
        if moved:
            mention.date = moved[0]
        others = [d for d in dates if d is not mention.date and d.mention.interval.precision in ("day", "range")]
        if moved and others:
            mention.original = others[0]

    def _is_gone(self, dated: Dated) -> bool:
        """Whether a date tells the last day of several, and that is over."""
        interval = dated.mention.interval
        return interval.precision == "range" and interval.end is not None and interval.end < self.report.published

    def _is_target(self, dated: Dated) -> bool:
        k = dated.first - 1
        while k > 0 and self.report.tokens[k].low in ("the", "early", "late", "at", "least", "on"):
            k -= 1
        return self.report.tokens[k].low in ("to", "until", "till") or dated.mention.role == "until"

    def _is_still(self, parsed: Parsed, mention: MeetingMention) -> bool:
        """ "Have sat in Oslo since Tuesday": not over."""
        verb = parsed.clause_at(mention.anchor).verb
        here = verb is not None and verb.bases == {"be"}
        clause = parsed.clause_at(mention.anchor)
        counted = any(self.report.tokens[k].low in ("times", "twice") for k in clause.tokens)
        # "have met eleven times since January": each time is over
        told = mention.status == "held" and (mention.rule == "meeting_verb" or here) and not counted
        return told and verb is not None and verb.perfect and verb.tense == "present"

    def runs(self, parsed: Parsed, mention: MeetingMention) -> bool:
        """Whether a date after "since" is when the meeting began ("have been meeting since"), not a comparison."""
        verb = parsed.clause_at(mention.anchor).verb
        if verb is None or verb.progressive or (verb.perfect and mention.status == "ongoing"):
            return verb is not None
        # "had haggled there since March"; "had met twice since March" is another thing
        lasting = verb.bases & word_set("verbs:lasting", "syntax_word_sets")
        return bool(lasting) and verb.perfect and not verb.negated and mention.rule == "meeting_verb"

    def take_role(self, mention: MeetingMention, role: RoleClaim) -> None:
        names = self.names_of(role.mentions)
        people = self.people(role.mentions)
        if role.role == "party":
            # read with the meeting itself (`attendees`)
            return
        if role.role == "mediator":
            mention.mediators += [n for n in names if n not in mention.mediators]
        elif role.role == "host":
            mention.hosts += [n for n in names if n not in mention.hosts]
        elif role.role == "guarantor" and len(mention.parties) != 1:
            # guarantors that accompany two other sides mediate
            mention.mediators += [n for n in names if n not in mention.mediators]
        elif role.role == "present" and mention.status not in ("held", "ongoing"):
            return
        elif role.role in ("observer", "guarantor", "witness"):
            kept = mention.others.setdefault(role.role, [])
            kept += [n for n in names if n not in kept]
        mention.persons += [p for p in people if p not in mention.persons]

    def span(self, parsed: Parsed, mention: MeetingMention, others: Sequence[MeetingMention]) -> tuple[int, int]:
        """The words that belong to one meeting of a sentence: its clause, widened where no other meeting stands."""
        s = parsed.sentence
        rivals = [o for o in others if o.status is not None and o.anchor != mention.anchor]
        clause = parsed.clause_at(mention.anchor)
        if not rivals and (clause.mark in ("", "that", "relative") or clause.opener in ("when", "where")):
            return s.first, self._end_before_next(parsed, clause)
        same = [o for o in rivals if parsed.clause_at(o.anchor).index == clause.index]
        first, after = min(clause.tokens), max(clause.tokens) + 1
        if clause.opener in ("when", "where"):
            first = self.antecedent_at(first, s.first)
        for child in parsed.clauses:
            if child.parent == clause.index and child.mark == "relative" and child.tokens:
                after = (
                    max(after, max(child.tokens) + 1)
                    if not any(parsed.clause_at(o.anchor).index == child.index for o in rivals)
                    else after
                )
        for other in same:
            if other.anchor > mention.anchor:
                after = min(after, other.first)
            else:
                first = max(first, mention.first)
        return first, max(after, mention.after)

    def _end_before_next(self, parsed: Parsed, clause: Clause) -> int:
        """Where a main clause begins that has a place and a day of its own, behind one that has both."""
        last = max(clause.tokens) + 1
        if clause.mark or not self._is_settled(clause.first, last):
            return parsed.sentence.after
        for other in parsed.clauses:
            main = not other.mark and other.tokens and other.first >= last and other.verb is not None
            if main and self._is_settled(other.first, max(other.tokens) + 1):
                return other.first
        return parsed.sentence.after

    def _is_settled(self, first: int, after: int) -> bool:
        places = [p for p in self.report.places_in(first, after) if p.name]
        days = [d for d in self.report.dates_in(first, after) if d.mention.interval.precision in ("day", "range")]
        return bool(places and days)

    def _take_antecedent(self, parsed: Parsed, mention: MeetingMention) -> None:
        """The place right before "where" and the date right before "when" are those of the clause."""
        clause = parsed.clause_at(mention.anchor)
        if clause.opener not in ("when", "where") or mention.status is None:
            return
        at = self.antecedent_at(clause.first, parsed.sentence.first)
        last = max(
            max(c.tokens) for c in parsed.clauses if c.tokens and (c is clause or (c.parent == clause.index and c.mark))
        )
        inside = range(min(clause.tokens), last + 1)
        if at == clause.first:
            return
        places, dates = self.report.places_in(at, clause.first), self.report.dates_in(at, clause.first)
        # "Berlin, where she hosts a Libya summit": a country there does not tell the city
        own = mention.place is not None and mention.place.name is not None and mention.place.first in inside
        if clause.opener == "where" and places and not own:
            mention.place = places[0]
        if (
            clause.opener == "when"
            and dates
            and dates[0].mention.role in ("at", "since")
            and not (mention.date and mention.date.first in inside)
        ):
            mention.date = replace(dates[0], mention=replace(dates[0].mention, role="at"))

    def antecedent_at(self, first: int, start: int) -> int:
        """The index of the date or place right before "when" or "where" ("on 12 January, when the two sat down")."""
        report = self.report
        opening = max(start, first - 6)
        spans = [(d.first, d.after) for d in report.dates_in(opening, first)]
        spans += [(p.first, p.after) for p in report.places_in(opening, first)]
        return next((begin for begin, end in spans if first - end <= 1), first)

    def word_of(self, governed: Governed) -> str:
        return governed.links[0].words

    def subjects(self, parsed: Parsed, governed: Governed | None) -> list[Mention]:
        """Who does what governs the phrase: the subject of the outermost verb of its clause."""
        if governed is None or governed.clause is None:
            return []
        clause = governed.clause
        if governed.predicate is not None:
            telling = parsed.clause_at(governed.predicate.first)
            relative = telling.opener in ("that", "which") and telling.parent == clause.index
            own = any(m.first >= telling.first for m in telling.subjects)
            clause = telling if own or not relative else clause
        return list(clause.subjects)
