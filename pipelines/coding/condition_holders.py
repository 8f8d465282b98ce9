"""Condition holders: who sets a term, who voices it, who must deliver, and how it stands.

Belongs here: from a clause to the side whose term it is. Does not belong here: which clauses are terms
(`condition_clauses`, `condition_phrases`).
"""

from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses import Clause, Parsed, Speech
from pipelines.coding.condition_mention import ConditionMention
from pipelines.coding.focus import Focus, kind_of
from pipelines.coding.mention import Mention
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.verbs import all_forms
from pipelines.coding.word_scan import lexicon_rows
from pipelines.coding.word_tables import Phrases, build_phrases, words

Holder = tuple[str | None, Mention | None, str | None]
_NOBODY: Holder = (None, None, None)
_FIRST_PERSON = frozenset(("we", "our", "us", "i", "my"))
_DEPENDENT = frozenset(("it", "they", "he", "she"))
_REPLY_REACH = 14


@cache
def _replies() -> Phrases:
    return build_phrases(lexicon_rows("condition_nouns"), "words", all_forms)


@dataclass(slots=True)
class Holders:
    """Reads sides off clauses of one report."""

    report: ParsedReport
    focus: Focus

    def of_subject(self, parsed: Parsed, clause: Clause, strict: bool = False) -> Holder:
        """The actor whose doing is held up, or who demands: the subject, or whom the speaker stands for."""
        speech = parsed.speech[clause.index]
        for m in clause.subjects:
            if m.noun == "mediator":
                continue
            if m.noun == "pronoun" and m.head in _DEPENDENT or self._is_own(m):
                spoken = self.of_speech(speech, clause, parsed)
                if spoken[0] is not None and (m.head != "they" or len(self.focus.resolve(m)) != 1):
                    return spoken
            names = self.focus.resolve(m) or self._of_person(m)
            if len(names) == 1:
                return names[0], m, self._voice(speech, m, names[0])
            if len(names) > 1 and m.noun in ("pronoun", "collective"):
                spoken = self.of_speech(speech, clause, parsed)
                if spoken[0] is not None:
                    return spoken
        if strict and clause.subjects and not self._in_first_person(clause):
            return _NOBODY
        return self.of_speech(speech, clause, parsed)

    def _is_own(self, m: Mention) -> bool:
        """Whether the words are "his side", "its delegation"."""
        before = self.report.tokens[m.first - 1].low if m.first else ""
        return not m.actors and m.person is None and before in ("his", "her", "its", "their", "our")

    def _of_person(self, m: Mention) -> tuple[str, ...]:
        person = self.focus.person_for(m)
        known = self.report.cast.persons.get(person) if person else None
        return (known.actor,) if known is not None and known.actor else ()

    def _in_first_person(self, clause: Clause) -> bool:
        return any(self.report.tokens[k].low in _FIRST_PERSON for k in clause.tokens)

    def of_speech(self, speech: Speech | None, clause: Clause, parsed: Parsed) -> Holder:
        """The side of who speaks: in this sentence, or before where a quotation goes on."""
        source = speech.speaker if speech is not None else None
        if source is None:
            if not any(self.report.prose.quoted[k] for k in clause.tokens) and parsed.sentence.label is None:
                return self._of_upper(parsed, clause)
            source = self._last_speaker(parsed)
        if source is None:
            return _NOBODY
        names = self.focus.resolve(source) or self._of_person(source)
        if len(names) == 1:
            return names[0], source, self.focus.person_for(source)
        return _NOBODY

    def _of_upper(self, parsed: Parsed, clause: Clause) -> Holder:
        """Without speech: the subject of a clause that it hangs on."""
        current = clause
        while current.parent is not None:
            current = parsed.clauses[current.parent]
            for m in current.subjects:
                names = self.focus.resolve(m) or self._of_person(m)
                if len(names) == 1:
                    return names[0], m, self.focus.person_for(m)
        return _NOBODY

    def other_side(self, parsed: Parsed, clause: Clause) -> Holder:
        """Who demands what a clause says another must do: the speaker, else the other of the two sides."""
        found = self.of_speech(parsed.speech[clause.index], clause, parsed)
        if found[0] is not None:
            return found
        for m in clause.subjects:
            names = self.focus.resolve(m)
            if len(names) == 1 and names[0] in self.focus.sides and len(self.focus.sides) == 2:
                return next(s for s in self.focus.sides if s != names[0]), None, None
        return _NOBODY

    def _last_speaker(self, parsed: Parsed) -> Mention | None:
        for back in range(1, 4):
            before = self.report.parsed.get(parsed.sentence.number - back)
            if before is None:
                continue
            for clause in reversed(before.clauses):
                speech = before.speech[clause.index]
                if speech is not None and speech.speaker is not None:
                    return speech.speaker
                if clause.is_speech and clause.subjects:
                    return clause.subjects[0]
        return None

    def _voice(self, speech: Speech | None, subject: Mention, holder: str) -> str | None:
        person = self.focus.person_for(subject)
        if person is not None:
            return person
        if speech is not None and speech.speaker is not None:
            voice = self.focus.person_for(speech.speaker)
            names = self.focus.resolve(speech.speaker) or self._of_person(speech.speaker)
            if voice is not None and (not names or holder in names):
                return voice
        return None

    def addressee(self, mention: ConditionMention) -> str | None:
        """The single actor that must deliver: named in the demand, else the other side where only it can."""
        first, after = mention.demand
        tokens = self.report.tokens
        named: list[str] = []
        for m in self.report.actors_in(first, after):
            if m.noun == "adjective" and not any(tokens[k].low in words("step_words") for k in range(m.after, min(after, m.after + 2))):
                continue
            for name in self.focus.resolve(m):
                if name != mention.holder and name not in named and kind_of(name) != "organisation":
                    named.append(name)
        in_sides = [n for n in named if n in self.focus.sides]
        if in_sides or named:
            return (in_sides or named)[0]
        sides = self.focus.sides
        delivers = any(tokens[k].low in words("step_words") for k in range(first, after))
        if delivers and mention.holder in sides and len(sides) == 2 and mention.kind != "red_line":
            return next(s for s in sides if s != mention.holder)
        return None

    def status(self, parsed: Parsed, mention: ConditionMention) -> str:
        """How a term stands, by what the rest of the sentence and the next one say of it."""
        tokens = self.report.tokens
        spans = [(mention.after, parsed.sentence.after)]
        following = self.report.parsed.get(parsed.sentence.number + 1)
        if following is not None and following.sentence.paragraph == parsed.sentence.paragraph:
            spans.append((following.sentence.first, following.sentence.after))
        for n, (first, after) in enumerate(spans):
            if not any(tokens[k].low in words("reply_words") for k in range(first, after)):
                continue
            for row, k, _ in _replies().all_in(tokens, first, after):
                if n == 1 and k - first > _REPLY_REACH:
                    continue
                predicate = next((p for p in self.report.predicates_in(first, after) if p.head == k), None)
                open_ = predicate is not None and (predicate.negated or predicate.modal in ("will", "would", "could", "may"))
                if not open_ or row["effect"] == "rejected":
                    return row["effect"]
        return "stated"
