"""Condition setters: the actor who sets a term, and the person who voices it.

Belongs here: the one whose step is held up, the one who asks, the one who speaks, in a clause and around it.
Does not belong here: what the term is (`joints`, `asks`), who must deliver (`values`).
"""

from dataclasses import dataclass, field

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.conditions.naming import Naming, Setter
from pipelines.coding.conditions.openings import Openings
from pipelines.coding.conditions.spans import trailing_speech
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import country_of, kind_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row, phrases

_BACK = 3
_REACH = 60
_NEAR = 2
_NAMED = 2
#: Words that may follow "X said" where it is put in ("X, Y said of the talks with Z, is …").
_PUT_IN = 9
_LEADS = frozenset(("that", "and", "but", "so", "saying", "then"))
_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
_QUOTING = frozenset(("quoting", "citing"))


@dataclass(frozen=True, slots=True)
class Setters:
    """Finds the setter of a term of one report."""

    report: ParsedReport
    focus: Focus
    labels: dict[str, Setter | None] = field(default_factory=dict)

    #: The joints of sentences by their numbers: most readers of terms ask for them.
    found_joints: dict[int, tuple[tuple[Row, int, int], ...]] = field(default_factory=dict)

    def joints(self, parsed: Parsed) -> tuple[tuple[Row, int, int], ...]:
        """The words of a sentence that join two parts of which one holds up the other, found once."""
        s = parsed.sentence
        if s.number not in self.found_joints:
            hits = phrases("condition_marks", "words").in_sentence(self.report.tokens, s)
            self.found_joints[s.number] = tuple(hits)
        return self.found_joints[s.number]

    def named(self, mention: Mention) -> Setter | None:
        """The one actor that a mention names or stands for."""
        return Naming(self.report, self.focus).named(mention)

    def of_doer(self, parsed: Parsed, clause: Clause, held: tuple[int, int]) -> Setter | None:
        """Who sets the term that holds up his own step: the subject, else who speaks, else whose step it is."""
        subject = self._possessed(parsed, clause) or self.subject(parsed, clause)
        if self.report.tokens[held[0]].low == "no" and (speaker := self.of_speaker(parsed, clause)) is not None:
            # "X says no government can be sworn in before …": it is X who says so
            return speaker
        if subject is not None:
            return subject
        if (viewing := self.in_view(parsed, clause)) is not None:
            return viewing
        if self._names_many(clause):
            return None
        return (
            self.of_speaker(parsed, clause)
            or self._owner_in(parsed, held)
            or self._above(parsed, clause)
            or self.goes_on(parsed)
        )

    def of_asker(self, parsed: Parsed, clause: Clause, held: tuple[int, int] | None) -> Setter | None:
        """Who sets a term in words about others: who speaks or thinks it, else whose step is held up."""
        openings = Openings(self.report, self.focus)
        return (
            self.in_view(parsed, clause)
            or openings.stating(parsed, clause)
            or openings.from_place(parsed)
            or self.of_speaker(parsed, clause)
            or self._above(parsed, clause)
            or Openings(self.report, self.focus).opening(parsed, clause)
            or (self._owner_in(parsed, held) if held is not None else None)
            or self.goes_on(parsed)
        )

    def subject(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """The subject of a clause where it is one actor or stands for one."""
        found = [
            s
            for m in clause.subjects
            if m.noun not in ("mediator", "adjective") and (s := self._meant(parsed, clause, m)) is not None
        ]
        if found and len({s.actor for s in found}) == 1:
            one = found[0]
            return Setter(one.actor, one.source, self._voice(parsed, clause, one.actor) or one.speaker)
        if not clause.subjects and (metonym := Naming(self.report, self.focus).metonym(parsed, clause)) is not None:
            return metonym
        first = word_set("first_person", "condition_word_sets")
        if not found and any(self.report.tokens[k].low in first for k in clause.tokens):
            return (
                self.of_speaker(parsed, clause)
                or Openings(self.report, self.focus).opening(parsed, clause)
                or self.goes_on(parsed)
            )
        return None

    def _meant(self, parsed: Parsed, clause: Clause, mention: Mention) -> Setter | None:
        """The actor of a subject. A pronoun means who says the clause, else the subject before it in the sentence."""
        speech = parsed.speech[clause.index]
        if mention.noun in ("government", "military") and not mention.actors and speech is not None:
            # on the word of its own man "the government" is his
            told = self.named(speech.speaker) if speech.speaker is not None else None
            if told is not None and kind_of(told.actor) in ("state", "government_body"):
                return told
        if mention.noun in ("leader", "minister") and not (mention.plural or mention.actors or mention.person):
            # "a Ukrainian official says the president decided …"
            told = self.named(speech.speaker) if speech is not None and speech.speaker is not None else None
            if told is not None and kind_of(told.actor) in ("state", "government_body"):
                return told
        if mention.noun != "pronoun" or mention.head in ("both", "each", "neither"):
            return self.named(mention)
        if (stating := Openings(self.report, self.focus).stating(parsed, clause)) is not None:
            return stating
        if speech is not None and speech.speaker is not None and speech.speaker.first != mention.first:
            found = self.named(speech.speaker)
            if found is not None:
                return found
        if parsed.sentence.first <= mention.first <= parsed.sentence.first + 1 and mention.head in ("it", "they"):
            earlier = self.subject_before(parsed)
            if earlier is not None:
                return earlier
        before = [
            s for c in parsed.clauses if c.mark != "relative" for m in c.subjects
            if m.first < mention.first and m.noun != "pronoun" and (s := self.named(m)) is not None
        ]  # fmt: skip
        return before[-1] if before else self.named(mention)

    def subject_before(self, parsed: Parsed) -> Setter | None:
        """The subject of the sentence before, for a pronoun that opens the next ("The army refused. It objects …")."""
        near = self.report.parsed.get(parsed.sentence.number - 1)
        if near is None or near.sentence.paragraph != parsed.sentence.paragraph:
            return None
        main = next((c for c in near.clauses if c.mark == "" and c.subjects and not c.is_speech), None)
        if main is None and (answering := Openings(self.report, self.focus).answering(near)) is not None:
            return answering
        if main is None or main.subjects[0].noun == "pronoun" or len(main.subjects) > 1:
            return None
        found = self.named(main.subjects[0])
        return found if found is not None and found.actor in self.focus.sides else None

    def of_speaker(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """On whose word a clause stands: the verb of saying, "quoting X", the label of a turn, an open quotation."""
        speech = parsed.speech[clause.index]
        quoted = self._quoted(parsed)
        if speech is not None and speech.speaker is not None:
            voice = self._apposed(parsed, speech.speaker)
            found = self.named(voice)
            if found is None and (of := self.named(speech.speaker)) is not None:
                found = Setter(of.actor, of.source, voice.person)
            if found is not None:
                if found.speaker is None and quoted is not None and quoted.actor == found.actor:
                    return Setter(found.actor, found.source, quoted.speaker)
                return found
        if quoted is not None:
            return quoted
        if (put_in := self._put_in(parsed, clause)) is not None:
            return put_in
        trailing = self._trailing(parsed, clause)
        if trailing is not None:
            return trailing
        colon = Openings(self.report, self.focus).before_colon(parsed, clause)
        if colon is not None:
            return colon
        label = parsed.sentence.label
        if label is not None:
            if label not in self.labels:
                self.labels[label] = self._labelled(label)
            return self.labels[label]
        if any(self.report.prose.quoted[k] for k in clause.tokens):
            return self.goes_on(parsed)
        return None

    def _apposed(self, parsed: Parsed, source: Mention) -> Mention:
        """The person beside an office: "its spokesman, X", "Y's spokeswoman X"; else the mention itself."""
        tokens = self.report.tokens
        if source.person is not None and tokens[min(source.after, len(tokens) - 1)].low != "'s":
            return source
        for m in self.report.actors_in(source.after, min(parsed.sentence.after, source.after + 10)):
            between = [tokens[k].low for k in range(source.after, m.first)]
            if m.person is None:
                continue
            if (between and between[0] in (",", "'s")) or not between:
                return m
            break
        return source

    def _put_in(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """Who speaks between what opens a sentence and what goes on with it ("Without a date, X said, there was …")."""
        first = min(clause.tokens)
        if self.report.tokens[first].low != "," or first == parsed.sentence.first or parsed.speech[clause.index]:
            return None
        before = parsed.clause_at(first - 1)
        says = before.verb is not None and stance_of(before.verb) and first - before.verb.after <= _PUT_IN
        if not says or before.verb is None:
            return None
        behind = [m for m in parsed.mentions if m.first == before.verb.after]
        return next((s for m in (*behind, *before.subjects[-1:]) if (s := self.named(m)) is not None), None)

    def _trailing(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """Who speaks at the end of a sentence whose own verb is hidden ("…, its leader X said"), or stands alone behind
        him ("…, its leader, X, said"), or in the same clause as the quotation (""First X, then Y," said Z")."""
        bare = next((c for c in parsed.clauses if c.is_speech and not c.subjects and c.verb is not None), None)
        if bare is not None and bare.verb is not None and bare.index != clause.index:
            verb = bare.verb.first
            beside = [m for m in parsed.mentions if m.after <= verb and verb - m.after <= 1]
            return self.named(beside[-1]) if beside else None
        own = clause.verb is not None and bool(stance_of(clause.verb)) and clause.subjects
        if own and any(self.report.prose.quoted[k] for k in clause.tokens):
            return self.named(clause.subjects[0])
        at = trailing_speech(parsed, self.report.tokens)
        if at is None or parsed.speech[clause.index] is not None:
            return None
        found = [m for m in parsed.mentions if m.first >= at]
        persons = [m for m in found if m.person is not None]
        return next((s for m in (*persons, *found) if (s := self.named(m)) is not None), None)

    def _labelled(self, label: str) -> Setter | None:
        """Who speaks under a label: the person of that name, else the side at home where the report is from."""
        names = label.lower().split()
        for mention in self.report.cast.actors:
            if mention.person is not None and mention.person.split()[-1].lower() in names:
                return self.named(mention)
        here = self.report.cast.here or next(iter(self.report.places_in(0, 3)), None)
        if here is None or here.country is None or set(names) & {"question", "q", "reporter", "journalist"}:
            return None
        for mention in self.report.cast.actors:
            for name in self.focus.resolve(mention):
                if name in self.focus.sides and country_of(name) == here.country:
                    return Setter(name, mention, None)
        return None

    def _quoted(self, parsed: Parsed) -> Setter | None:
        """The person after "quoting" or "citing"."""
        for m in parsed.mentions:
            if m.person is not None:
                before = range(max(parsed.sentence.first, m.first - 4), m.first)
                if any(self.report.tokens[k].low in _QUOTING for k in before):
                    return self.named(m)
        return None

    def _possessed(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """ "His men would …", "its delegates will …": he or it, where the words name nobody else."""
        tokens = self.report.tokens
        at = next((k for k in clause.tokens if tokens[k].kind == "word" and tokens[k].low not in _LEADS), None)
        pronoun = _POSSESSIVES.get(tokens[at].low) if at is not None else None
        if at is None or pronoun is None or any(m.actors for m in clause.subjects):
            return None
        return self._meant(parsed, clause, Mention(at, at + 1, (), noun="pronoun", head=pronoun))

    def in_view(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """ "In its view a truce …", "To Belgrade an accord …", "For Hamas there is …": whose view opens the clause."""
        tokens = self.report.tokens
        at = next((k for k in clause.tokens if tokens[k].kind == "word" and tokens[k].low not in _LEADS), None)
        if (
            at is None
            or clause.verb is None
            or tokens[at].low not in ("in", "to", "for")
            or at > parsed.sentence.first + 1
        ):
            return None
        view = word_set("view", "condition_word_sets")
        own = any(tokens[k].low in view for k in range(at + 1, min(clause.verb.first, at + 5)))
        if tokens[at].low == "in" and not own:
            return None
        pronoun = _POSSESSIVES.get(tokens[at + 1].low) if own else None
        if pronoun is not None:
            return self._meant(parsed, clause, Mention(at + 1, at + 2, (), noun="pronoun", head=pronoun))
        near = self.report.actors_in(at + 1, at + 3)
        named = near and near[0].noun != "adjective" and near[0].after < clause.verb.first
        return self.named(near[0]) if named else None

    def nearest(self, parsed: Parsed, at: int, demand: tuple[int, int]) -> Setter | None:
        """Who sets a term in words that name nobody: the party named last, in its sentence or the two before, that is
        not itself to deliver; else the side that the demand does not name."""
        if self._is_outsiders(parsed):
            return None
        asked = {n for m in self.report.actors_in(*demand) for n in self.focus.resolve(m)}
        number = self.report.prose.sentence_of[at]
        other: Setter | None = None
        for m in reversed(self.report.actors_in(max(0, at - _REACH), at)):
            back = number - self.report.prose.sentence_of[m.first]
            if back > _NEAR:
                break
            found = self.named(m) if m.noun not in ("pronoun", "collective", "mediator", "adjective") else None
            if found is None or found.actor in asked:
                continue
            if found.actor in self.focus.sides:
                return Setter(found.actor, found.source, None)
            if other is None and back <= 1 and self._is_party(found.actor):
                other = Setter(found.actor, found.source, None)
        left = [n for n in self.focus.sides if n not in asked]
        if other is None and len(left) == 1 and len(self.focus.sides) == 2:
            source = next((m for m in self.report.cast.actors if left[0] in m.actors), None)
            return Setter(left[0], source, None) if source is not None else None
        return other

    def _is_outsiders(self, parsed: Parsed) -> bool:
        """Whether somebody known for nobody's man says a sentence, or it tells what an institution will do ("a teacher
        said", "the agency will stop unless …")."""
        tokens = self.report.tokens
        if any(c.is_speech and self._speaks(c) and self.of_speaker(parsed, c) is None for c in parsed.clauses):
            return True
        outside = word_set("institution", "condition_word_sets")
        return any(
            c.verb is not None and not c.verb.passive and c.verb.first and tokens[c.verb.first - 1].low in outside
            for c in parsed.clauses if c.mark in ("", "that")
        )  # fmt: skip

    def _speaks(self, clause: Clause) -> bool:
        """Whether a clause of saying has words for who says it, and no pronoun."""
        low = [self.report.tokens[k].low for k in clause.tokens if self.report.tokens[k].kind == "word"]
        return len(low) > 2 and not set(low) & set(_POSSESSIVES.values())

    def _is_party(self, actor: str) -> bool:
        third = actor in self.focus.third or kind_of(actor) == "organisation"
        return not third and self.focus.counts[actor] >= _NAMED

    def is_party(self, setter: Setter) -> bool:
        """Whether a setter plays a part of his own: a side, or another actor who is no mediator."""
        if setter.actor in self.focus.sides:
            return True
        return kind_of(setter.actor) != "organisation" and self._is_party(setter.actor)

    def _names_many(self, clause: Clause) -> bool:
        return len({n for m in clause.subjects for n in self.focus.resolve(m)}) > 1

    def _owner_in(self, parsed: Parsed, span: tuple[int, int]) -> Setter | None:
        """The only party whom the words for the step name."""
        found: dict[str, Setter] = {}
        for m in self.report.actors_in(*span):
            if m.noun in ("mediator", "pronoun", "collective"):
                continue
            setter = self.named(m)
            if setter is not None and setter.actor not in self.focus.third:
                found.setdefault(setter.actor, setter)
        if len(found) > 1:
            found = {a: s for a, s in found.items() if s.source.noun == "owner" or s.source.first == span[0]} or {}
        return next(iter(found.values())) if len(found) == 1 else None

    def _above(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """The subject of the clauses that this one hangs on."""
        current = clause
        while current.parent is not None:
            current = parsed.clauses[current.parent]
            for m in current.subjects:
                if (found := self.named(m)) is not None:
                    return found
        return None

    def of_opening(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """Whose words follow a colon."""
        return Openings(self.report, self.focus).opening(parsed, clause)

    def goes_on(self, parsed: Parsed) -> Setter | None:
        """Who spoke in the sentences before or right after: a quotation, or words reported without a verb of saying."""
        number, paragraph = parsed.sentence.number, parsed.sentence.paragraph
        steps = [-k for k in range(1, _BACK + 1)]
        if self.report.prose.quoted[parsed.sentence.first]:
            steps.append(1)
        for step in steps:
            near = self.report.parsed.get(number + step)
            if near is None or (abs(step) > 1 and near.sentence.paragraph != paragraph):
                continue
            for clause in reversed(near.clauses):
                speech = near.speech[clause.index]
                source = speech.speaker if speech is not None else None
                if source is None and clause.is_speech and clause.subjects:
                    source = clause.subjects[0]
                if source is not None and (found := self.named(source)) is not None:
                    return found
        return None

    def _voice(self, parsed: Parsed, clause: Clause, actor: str) -> str | None:
        """The person who speaks for an actor that a clause is about."""
        found = self.of_speaker(parsed, clause)
        return found.speaker if found is not None and found.actor == actor else None
