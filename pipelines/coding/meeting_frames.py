"""Meeting frames: each clause of a report that speaks of a meeting, as a mention with who, where, when and whether.

Belongs here: the nouns of meeting_nouns.tsv and the verbs of meet_verbs.tsv with their arguments.
Does not belong here: status codes (`standing`), which mentions are one meeting (`sameness`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipelines.coding.arguments import date_for, heading_date, here_in, list_after, list_at, place_for, same_place
from pipelines.coding.clauses import Clause, Parsed
from pipelines.coding.event_phrases import EventPhrase, find_phrases, is_name_of_body, is_negated
from pipelines.coding.focus import Focus, kind_of
from pipelines.coding.governing import Governed, govern_noun, govern_verb
from pipelines.coding.governor_tables import verb_row
from pipelines.coding.meeting_mention import MeetingMention
from pipelines.coding.mention import Mention
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.predicates import Predicate
from pipelines.coding.roles import RoleClaim
from pipelines.coding.standing import meeting_status
from pipelines.coding.verbs import all_forms
from pipelines.coding.word_scan import lexicon_rows, word_set
from pipelines.coding.word_tables import Phrases, build_phrases

_AT = ("at", "since", "until", "from", "by", "after", "before")
_HOLDING = frozenset(("hold", "begin", "end", "go_on"))


@cache
def _party_nouns() -> frozenset[str]:
    return word_set("meeting_frames:party_nouns", "syntax_word_sets")


_PRIME = frozenset(("host", "co-host", "receive", "welcome"))


@cache
def _chair() -> frozenset[str]:
    return word_set("meeting_frames:chair", "syntax_word_sets")


@cache
def _meet_verbs() -> Phrases:
    return build_phrases(lexicon_rows("meet_verbs"), "words", all_forms)


@dataclass(slots=True)
class MeetingReader:
    """Reads the meetings of one report; `roles` are those found in it."""

    report: ParsedReport
    focus: Focus
    roles: Sequence[RoleClaim]
    _aside: set[tuple[int, int]] = field(default_factory=set)
    _starts: list[int] = field(default_factory=list)

    def read(self, parsed: Parsed) -> list[MeetingMention]:
        """Meeting mentions of one sentence, in order."""
        s = parsed.sentence
        found: list[MeetingMention] = []
        self._aside = {
            (m.first, m.after) for r in self.roles if r.sentence == s.number and r.role in _ASIDE for m in r.mentions
        }
        phrases = find_phrases(self.report, "meeting_nouns", s.first, s.after, parsed.predicates)
        self._starts = [p.first for p in phrases]
        for phrase in phrases:
            mention = self._of_phrase(parsed, phrase)
            if mention is not None:
                found.append(mention)
        for predicate in parsed.predicates:
            mention = (
                self._of_bringing(parsed, predicate)
                or self._of_verb(parsed, predicate, phrases)
                or self._of_pronoun(parsed, predicate)
            )
            if mention is not None:
                found.append(mention)
        found.sort(key=lambda m: m.anchor)
        for mention in found:
            self._complete(parsed, mention, [m for m in found if m is not mention])
        return found

    # -- nouns ---------------------------------------------------------------------------------------
    def _of_phrase(self, parsed: Parsed, phrase: EventPhrase) -> MeetingMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        if is_name_of_body(tokens, phrase) or s.is_question:
            return None
        row = phrase.row
        if self._is_object_of_meeting(parsed, phrase):
            return None
        governed = govern_noun(self.report, parsed, phrase.first, phrase.after)
        status = meeting_status(governed) if governed is not None else None
        negated = is_negated(phrase, tokens)
        if negated:
            status = self._denied(governed)
        status = self._by_adjectives(phrase, status, governed)
        if status is None and governed is None:
            status = self._verbless(parsed, phrase)
        if row["strength"] == "part":
            status = None
        mention = MeetingMention(
            phrase.first, phrase.after, phrase.noun, s.number, "meeting_noun", row["kind"],
            status[0] if status else None, status[1] if status else "unknown",
            ordinal=phrase.ordinal, definite=phrase.definite, fresh=phrase.is_fresh, number=row["number"],
            summit_word=row["kind"] == "summit", strength=row["strength"],
        )  # fmt: skip
        mention.expected = governed is not None and any(link.expected for link in governed.links)
        mention.effect = governed.links[0].effect if governed is not None and governed.links else ""
        self._parties_of_phrase(parsed, phrase, governed, mention)
        if governed is not None and (
            governed.supposed or governed.clause is not None and self._is_conditional(parsed, governed.clause)
        ):
            mention.strength = "supposed"
        return mention

    def _verbless(self, parsed: Parsed, phrase: EventPhrase) -> tuple[str, str] | None:
        """ "Third round, in Oslo." in a list of dates: held where its date is past."""
        s = parsed.sentence
        if any(p.is_finite for p in parsed.predicates) or phrase.first - s.first > 3:
            return None
        dated = date_for(self.report, s.first, s.after, phrase.noun, _AT) or heading_date(self.report, s)
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
        hit = _meet_verbs().longest(tokens, verb.head, parsed.sentence.after)
        return hit is not None and hit[0]["frame"] in ("meet", "gather")

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
        effect = next((_ADJECTIVES[a] for a in phrase.adjectives if a in _ADJECTIVES), None)
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

    def _parties_of_phrase(
        self, parsed: Parsed, phrase: EventPhrase, governed: Governed | None, mention: MeetingMention
    ) -> None:
        s = parsed.sentence
        limit = self._right_limit(parsed, phrase.after)
        between = list_after(self.report, ("between", "among"), phrase.after, limit, 14)
        joined = list_after(self.report, ("with",), phrase.after, limit, 14)
        inner = [
            m
            for m in phrase.mentions
            if m.noun in ("adjective", "name", "person", "owner", "delegation", "leader", "minister", "official")
        ]
        of = (
            list_after(self.report, ("of", "involving"), phrase.after, min(limit, phrase.after + 6), 1)
            if not between
            else []
        )
        subject = self._subjects(parsed, governed)
        effect = governed.links[0].effect if governed is not None and governed.links else ""
        verb = governed.predicate if governed is not None else None
        owner = [
            m
            for m in inner
            if m.noun == "owner"
            or (m.person and self.report.tokens[m.after].low == "'s" if m.after < len(self.report.tokens) else False)
        ]
        calls = phrase.row["kind"] == "phone_call" and not between and not joined
        caller = list_after(self.report, ("from", "by"), phrase.after, limit, 4) if calls else []
        called = (
            list_after(self.report, ("to",), caller[-1].after if caller else phrase.after, s.after, 3) if calls else []
        )
        if caller and called:
            self._add(mention, caller[:1])
            self._add(mention, called)
        elif between:
            self._add(mention, between)
        elif len(_names(inner)) >= 2:
            self._add(mention, inner)
        elif joined and self._are_principals(joined):
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
            if owner:
                self._add(mention, owner)
            elif with_subject and subject and not (verb is not None and verb.bases & _PRIME):
                self._add(mention, subject)
            self._add(mention, joined)
        elif len(_names(of)) >= 2:
            self._add(mention, of)
        elif subject and effect in _HOLDING and governed is not None and not governed.as_subject:
            base = self._word_of(governed)
            if base in _PRIME:
                mention.hosts += self._names_of(subject)
                mention.persons += self._people(subject)
            elif base in _chair():
                mention.mediators += self._names_of(subject)
                mention.persons += self._people(subject)
            elif base in ("lead", "attend", "take part in", "participate in", "join", "sit through", "witness"):
                mention.persons += self._people(subject)
                names = self._names_of(subject)
                if len(names) >= 2 or (base in ("take part in", "participate in", "attend") and not mention.parties):
                    mention.others.setdefault("attends", []).extend(names)
            elif governed.links[0].predicate is None and len(self._names_of(subject)) < 2:
                # "after weeks of talks X said": the subject does something else
                pass
            elif (
                len(self._names_of(subject)) == 1
                and self._names_of(subject)[0] not in self.focus.sides
                and base in _OPENING
            ):
                role = mention.mediators if kind_of(self._names_of(subject)[0]) == "organisation" else mention.hosts
                role.extend(self._names_of(subject))
                mention.persons += self._people(subject)
            else:
                self._add(mention, subject)
        elif subject and effect in ("plan", "cancel", "postpone") and len(self._names_of(subject)) >= 2:
            self._add(mention, subject)
        if len(mention.parties) >= 2:
            mention.named_parties = True
        mention.first = min(mention.first, phrase.first)
        del s

    def _word_of(self, governed: Governed) -> str:
        return governed.links[0].words

    def _subjects(self, parsed: Parsed, governed: Governed | None) -> list[Mention]:
        """Who does what governs the phrase: the subject of the outermost verb of its clause."""
        if governed is None or governed.clause is None:
            return []
        clause = governed.clause
        if governed.predicate is not None:
            clause = parsed.clause_at(governed.predicate.first)
        return list(clause.subjects)

    # -- verbs ---------------------------------------------------------------------------------------
    def _of_bringing(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
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
        self._add(mention, [*people, *beside])
        status = meeting_status(govern_verb(self.report, parsed, predicate, "hold"))
        if status is None or len(mention.parties) < 2:
            return None
        mention.status, mention.realis = status
        mention.named_parties = True
        subject = [m for m in parsed.clause_at(predicate.first).subjects]
        mention.mediators += [n for n in self._names_of(subject[:1]) if n not in mention.parties]
        return mention

    def _of_verb(self, parsed: Parsed, predicate: Predicate, phrases: Sequence[EventPhrase]) -> MeetingMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        hit = _meet_verbs().longest(tokens, predicate.head, s.after)
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
        limit = self._right_limit(parsed, after)
        objects, end = list_at(self.report, after, limit, 3)
        partners = list_after(self.report, ("with", "to", "opposite"), after, limit, 9) if frame != "bring" else []
        mention = MeetingMention(
            predicate.first, max(after, end), predicate.head, s.number, "meeting_verb", row["kind"], None, "unknown"
        )
        governed = govern_verb(self.report, parsed, predicate, "hold")
        if not self._fill(frame, row, mention, predicate, subject, objects, partners, parsed):
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
        if self._is_conditional(parsed, clause):
            mention.strength = "supposed"
        return mention

    def _is_conditional(self, parsed: Parsed, clause: Clause) -> bool:
        """Whether a clause only holds if another does ("will hold talks only if …"): it founds no meeting."""
        return any(
            c.parent == clause.index
            and c.mark in ("if", "before", "when")
            and (c.mark == "if" or c.opener.startswith("only") or c.opener in ("once", "unless", "until", "as soon as"))
            for c in parsed.clauses
        )

    def _of_pronoun(self, parsed: Parsed, predicate: Predicate) -> MeetingMention | None:
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
            if objects and self._are_principals(objects):
                self._add(mention, subject)
                self._add(mention, objects)
            elif partners and self._are_principals(partners):
                self._add(mention, subject)
                self._add(mention, partners)
            elif objects:
                return False
            else:
                nxt = self.report.tokens[predicate.after].low if predicate.after < len(self.report.tokens) else ""
                if (
                    nxt in ("the", "a", "an", "its", "all", "their", "his", "no", "these", "those", "resistance", "any")
                    or row["words"] != "meet"
                ):
                    return False
                self._add(mention, subject)
                return self._can_meet(subject, mention)
            return bool(subject or mention.parties)
        if frame in ("gather", "gather_call", "gather_when"):
            self._add(mention, subject)
            self._add(mention, [m for m in partners if self._is_principal(m)])
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
        if frame in ("call", "talk", "speak"):
            people = objects if frame == "call" else (partners or ([] if frame == "speak" else objects))
            if frame == "speak":
                people = list_after(self.report, ("with", "to"), predicate.after, parsed.sentence.after, 12)
                people = [m for m in people if m.person or m.noun in ("leader", "minister", "envoy")]
            if frame == "speak" and not people and any(m.noun == "collective" for m in subject):
                # "the two officers will speak again"
                self._add(mention, subject)
                return len(mention.parties) >= 2 and self._is_placed(parsed, predicate)
            subject = subject or [m for m in parsed.mentions if m.after <= predicate.first and m.actors][-1:]
            if not people or not subject or not self._are_principals(people):
                return False
            remote = frame == "call" or self._says_remote(parsed, predicate)
            if row["kind"] == "phone_call" and not remote:
                if not (subject[0].person or subject[0].noun in ("leader", "minister")) or not (
                    people[0].person or people[0].noun in ("leader", "minister", "envoy", "military")
                ):
                    return False
            mention.kind = "phone_call" if remote or row["kind"] == "phone_call" else row["kind"]
            self._add(mention, subject)
            self._add(mention, people)
            return len(mention.parties) >= 2
        if frame == "bring":
            people = [m for m in parsed.mentions if predicate.after - 1 <= m.first and self._is_principal(m)][:6]
            self._add(mention, people)
            mention.mediators += self._names_of(subject)
            mention.persons += [p for p in self._people(subject) if p not in mention.persons]
            return len(mention.parties) >= 2
        return False

    def _can_meet(self, subject: Sequence[Mention], mention: MeetingMention) -> bool:
        """Whether the subject alone can be a meeting between sides: several of them, and no body of one side."""
        if len(mention.parties) >= 2:
            return True
        return any(
            m.noun in ("collective", "pronoun") and m.head not in ("he", "she", "it") or m.plural and not m.actors
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
            people = [m for m in subject if self._is_principal(m)]
            if not givers or not people or set(self._names_of(givers[:1])) & set(self._names_of(people)):
                return False
            self._add(mention, people)
            self._add(mention, givers[:1])
            if row["words"] in ("receive", "welcome", "host", "greet"):
                mention.hosts += self._names_of(givers[:1])
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
        self._add(mention, subject[:1])
        self._add(mention, people)
        if row["words"] in ("receive", "welcome", "host"):
            mention.hosts += self._names_of(subject[:1])
        return bool(mention.parties)

    def _has_own_date(self, clause: Clause) -> bool:
        return any(
            d.mention.interval.precision in ("day", "range", "month")
            for d in self.report.dates_in(min(clause.tokens), max(clause.tokens) + 1)
        )

    def _is_placed(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether the clause tells when or where: "talked" alone is no meeting."""
        clause = parsed.clause_at(predicate.first)
        first, after = min(clause.tokens), max(clause.tokens) + 1
        return bool(self.report.dates_in(first, after) or self.report.places_in(first, after))

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

    # -- shared --------------------------------------------------------------------------------------
    def _right_limit(self, parsed: Parsed, after: int) -> int:
        """How far the arguments of a phrase can reach: to the next verb with a subject of its own, or a semicolon."""
        tokens = self.report.tokens
        for k in range(after, parsed.sentence.after):
            if tokens[k].low in (";", ":") or (k in self._starts and k > after + 1):
                return k
        nxt = [
            p.first
            for p in parsed.predicates
            if p.is_finite and p.first >= after and p.first == p.head and p.tense != "participle"
        ]
        return nxt[0] if nxt and nxt[0] - after > 3 else parsed.sentence.after

    def _is_principal(self, m: Mention) -> bool:
        return m.noun in _party_nouns()

    def _are_principals(self, mentions: Sequence[Mention]) -> bool:
        return bool(mentions) and self._is_principal(mentions[0])

    def _names_of(self, mentions: Sequence[Mention]) -> list[str]:
        return list(dict.fromkeys(n for m in mentions for n in self.focus.resolve(m)))

    def _people(self, mentions: Sequence[Mention]) -> list[tuple[str, str]]:
        people = []
        for m in mentions:
            person = self.focus.person_for(m)
            if person is not None:
                known = self.report.cast.persons.get(person)
                actor = (known.actor if known is not None else None) or (m.actors[0] if m.actors else "")
                people.append((person, actor))
        return people

    def _add(self, mention: MeetingMention, mentions: Sequence[Mention]) -> None:
        """Add parties, their persons and their level."""
        for m in mentions:
            if m.noun == "adjective" and m.first < mention.first or (m.first, m.after) in self._aside:
                continue
            names = self.focus.resolve(m)
            if not names and m.noun == "pronoun" and m.head in ("he", "she"):
                person = self.focus.person_for(m)
                known = self.report.cast.persons.get(person) if person else None
                names = (known.actor,) if known is not None and known.actor else ()
            for name in names:
                if name not in mention.parties:
                    mention.parties.append(name)
                    mention.sources.append((name, m))
            for person in self._people([m]):
                if person not in mention.persons:
                    mention.persons.append(person)
            level = m.level or self._person_level(m)
            if level:
                mention.others.setdefault("levels", []).append(level)
            elif m.noun == "name" and names:
                mention.others.setdefault("levels", []).append("")

    def _person_level(self, m: Mention) -> str:
        person = self.focus.person_for(m)
        known = self.report.cast.persons.get(person) if person else None
        return known.level if known is not None else ""

    def _complete(self, parsed: Parsed, mention: MeetingMention, others: Sequence[MeetingMention]) -> None:
        """Place, date, roles and speaker from the clause, or from the sentence where it has no other meeting."""
        s = parsed.sentence
        first, after = self._span(parsed, mention, others)
        report = self.report
        if mention.status is None:
            # what only names the meeting tells its place and day close by
            first, after = max(first, mention.first), min(after, mention.after + 4)
        mention.place = place_for(report, first, after, mention.anchor) or same_place(report, first, after)
        if mention.place is None and here_in(report, first, after) and report.cast.here is not None:
            mention.place = report.cast.here
        mention.date = date_for(report, first, after, mention.anchor, _AT)
        if mention.date is not None and mention.date.mention.role == "since" and not self._runs(parsed, mention):
            mention.date = None
        if mention.date is None:
            mention.date = heading_date(report, s)
        for role in self.roles:
            if role.sentence == s.number and first <= role.at < after:
                self._take_role(mention, role)
        speech = parsed.speech[parsed.clause_at(mention.anchor).index]
        if speech is not None and speech.speaker is not None:
            mention.speaker = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker)
            mention.attributed = names[0] if names else None

    def _runs(self, parsed: Parsed, mention: MeetingMention) -> bool:
        """Whether a date after "since" is when the meeting began ("have been meeting since"), not a comparison."""
        verb = parsed.clause_at(mention.anchor).verb
        return verb is not None and (verb.progressive or verb.perfect and mention.status == "ongoing")

    def _take_role(self, mention: MeetingMention, role: RoleClaim) -> None:
        names = self._names_of(role.mentions)
        people = self._people(role.mentions)
        if role.role == "mediator":
            mention.mediators += [n for n in names if n not in mention.mediators]
        elif role.role == "host":
            mention.hosts += [n for n in names if n not in mention.hosts]
        elif role.role == "guarantor" and len(mention.parties) != 1:
            # guarantors that accompany two other sides mediate
            mention.mediators += [n for n in names if n not in mention.mediators]
        elif role.role in ("observer", "guarantor", "witness"):
            kept = mention.others.setdefault(role.role, [])
            kept += [n for n in names if n not in kept]
        mention.persons += [p for p in people if p not in mention.persons]

    def _span(self, parsed: Parsed, mention: MeetingMention, others: Sequence[MeetingMention]) -> tuple[int, int]:
        """The words that belong to one meeting of a sentence: its clause, widened where no other meeting stands."""
        s = parsed.sentence
        rivals = [o for o in others if o.status is not None and o.anchor != mention.anchor]
        clause = parsed.clause_at(mention.anchor)
        if not rivals and clause.mark in ("", "that", "relative"):
            return s.first, s.after
        same = [o for o in rivals if parsed.clause_at(o.anchor).index == clause.index]
        first, after = min(clause.tokens), max(clause.tokens) + 1
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


def _names(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(n for m in mentions for n in m.actors))


#: What can be said of "it" only where a meeting is meant.
@cache
def _course() -> frozenset[str]:
    return word_set("meeting_frames:course", "syntax_word_sets")


#: Who has one of these roles is no party at the same time.
_ASIDE = frozenset(("mediator", "observer", "guarantor", "witness"))
#: Verbs by which a third party opens or closes a meeting of others.
_OPENING = frozenset(
    ("open", "close", "launch", "start", "begin", "end", "conclude", "inaugurate", "resume", "wind up", "wrap up")
)


@cache
def _remote() -> frozenset[str]:
    return word_set("meeting_frames:remote", "syntax_word_sets")


_ADJECTIVES = {
    "planned": "plan", "scheduled": "plan", "upcoming": "plan", "forthcoming": "plan", "coming": "plan", "expected": "plan",
    "proposed": "propose", "possible": "propose", "potential": "propose", "prospective": "propose", "suggested": "propose",
    "hypothetical": "propose", "future": "propose", "long-awaited": "plan",
    "cancelled": "cancelled", "canceled": "cancelled", "aborted": "cancelled", "postponed": "postponed", "delayed": "postponed",
    "ongoing": "ongoing", "current": "ongoing", "continuing": "ongoing",
}  # fmt: skip
_BY_ADJECTIVE = {
    "plan": ("scheduled", "planned"), "propose": ("proposed", "hypothetical"), "cancelled": ("cancelled", "denied"),
    "postponed": ("postponed", "planned"), "ongoing": ("ongoing", "actual"),
}  # fmt: skip
__all__ = ["MeetingReader", "kind_of"]
