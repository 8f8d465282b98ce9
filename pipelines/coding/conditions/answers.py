"""Condition answers: what the sentences after a term say became of it, without naming it as a term.

Belongs here: "It has not been annulled", "These were handed in", "The answer was no", "It came back without him".
Does not belong here: verbs that say it of "the demand" or "this condition" (`status`).

What is demanded counts as met where the next words tell it as done: by a pronoun for it and a verb of doing, or by its
own verb again; as refused where they tell it as not done, or where another actor says that he never will.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.deeds import DeedReader
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.tellings import ThingReader
from pipelines.coding.conditions.turns import TurnReader
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words

_FOLLOWING = 2
#: Letters of a word that tells a demand again by its stem, and least of one that names a thing again.
_STEM, _NAMING = 5, 5
#: Verbs that say too little to tell a demand again.
_PALE = frozenset(("be", "have", "do", "make", "take", "want", "say", "get", "go", "come"))
#: A sentence with one of them may set a term of its own, to which what it answers belongs.
_FURTHER = frozenset(("also", "besides", "moreover", "furthermore", "further", "likewise"))
#: A sentence has so many words before "and it was" at least.
_CLOSING = 6
_AUXILIARIES = frozenset(("do", "have", "be"))
_ARTICLES = frozenset(("a", "an", "the", "not", "no"))
#: A noun with its article, the articles that point back, and words behind a verb that belong to it.
_NOUN, _NEAR, _OBJECT = 2, 4, 5
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))
_SUPPOSED = ("if", "before", "relative", "whether", "when")


def _set(name: str) -> frozenset[str]:
    return word_set(f"answer:{name}", "condition_word_sets")


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """Reads what became of the terms of one report."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed, mention: ConditionMention) -> tuple[str, str | None] | None:
        """Status of a term by what comes after it, and who gave the answer; None where that says nothing of it."""
        first = self._in_rest(parsed, mention)
        deeds, things = DeedReader(self.report, self.setters), ThingReader(self.report, self.setters)
        for step, following in self._following(parsed):
            found = (
                self._without(following, mention, step)
                or self._came_all_the_same(following, mention, step)
                or self._ellipsis(following, step)
                or self._flat(following, mention, step, following.sentence.first)
                or (deeds.read(following, mention, following.sentence.first) if step <= 1 else None)
                or (things.read(following, mention, following.sentence.first) if step <= 1 else None)
                or self._refuses_it(following, mention, step)
                or self._told(following, mention, step, following.sentence.first)
                or self._excluded(following, mention, step, following.sentence.first)
            )
            if found is not None and (first is None or found[0] == "withdrawn"):
                # "It has not been annulled … Mogadishu no longer speaks of it": who gives up has the last word
                first = found
        return first

    def _in_rest(self, parsed: Parsed, mention: ConditionMention) -> tuple[str, str | None] | None:
        """The answer in the sentence of the term itself ("…; the government raised no objection")."""
        told = self._at_the_end(parsed)
        start = mention.after
        if told is not None or start + 2 >= parsed.sentence.after:
            return told
        return (
            self._flat(parsed, mention, 0, start)
            or DeedReader(self.report, self.setters).read(parsed, mention, start)
            or self._told(parsed, mention, 0, start)
            or self._excluded(parsed, mention, 0, start)
        )

    def _without(self, following: Parsed, mention: ConditionMention, step: int) -> tuple[str, str | None] | None:
        """ "It went to Muscat without such a visit": who set the term does without."""
        tokens = self.report.tokens
        verb = next((p for p in following.predicates if p.is_finite), None)
        if step > 1 or verb is None or verb.negated or verb.modal or verb.tense != "past":
            return None
        if verb.bases & word_set("refusing", "condition_word_sets"):
            # "had refused to let go of them without that": the term again
            return None
        clause = following.clause_at(verb.first)
        spared = any(
            tokens[k].low == "without" and tokens[k + 1].low in _set("spared") and following.clause_at(k) is clause
            for k in range(verb.after, following.sentence.after - 1)
        )
        who = self.setters.subject(following, clause) if spared else None
        return ("withdrawn", None) if who is not None and who.actor == mention.holder else None

    def _came_all_the_same(
        self, following: Parsed, mention: ConditionMention, step: int
    ) -> tuple[str, str | None] | None:
        """ "It came back the next day. The amnesty is not in the text": who held a step up takes it, without what he
        asked for."""
        if step > 1 or mention.object is None:
            return None
        held = {b for p in self.report.predicates_in(*mention.object) for b in p.bases}
        verb = next((p for p in following.predicates if p.is_finite), None)
        if verb is None or verb.tense != "past" or verb.modal or verb.negated or not verb.bases & (held - _AUXILIARIES):
            return None
        who = self.setters.subject(following, following.clause_at(verb.first))
        after = self.report.parsed.get(following.sentence.number + 1)
        if who is None or who.actor != mention.holder or after is None:
            return None
        tokens, s = self.report.tokens, after.sentence
        asked = {t.low for t in tokens[slice(*mention.demand)] if t.kind == "word" and len(t.low) >= _NAMING}
        named = any(tokens[k].low in asked for k in range(s.first, s.after))
        return ("withdrawn", None) if named and any(p.negated for p in after.predicates) else None

    def _ellipsis(self, following: Parsed, step: int) -> tuple[str, str | None] | None:
        """ "She did", "They have", "Which it is not": a subject and an auxiliary are the whole clause."""
        tokens, s = self.report.tokens, following.sentence
        if step > 1 or not following.predicates:
            return None
        verb = following.predicates[0]
        opening = [tokens[k] for k in range(s.first, verb.first) if tokens[k].kind == "word"]
        ends = verb.after < s.after and (tokens[verb.after].kind == "sign" or tokens[verb.after].low == "so")
        whole = not verb.modal and verb.tense in ("past", "present") and verb.bases <= _AUXILIARIES
        if {t.low for t in opening} & {"longer", "more"}:
            return None
        if not whole or not ends or not 1 <= len(opening) <= 3:
            return None
        subject = {t.low for t in opening} & (_set("pronoun") | {"he", "she", "so"})
        named = any(verb.first - m.after == 0 for m in following.mentions)
        if not subject and not named:
            return None
        return ("rejected", None) if verb.negated else ("met", None)

    def _at_the_end(self, parsed: Parsed) -> tuple[str, str | None] | None:
        """ "…, and they were", "…, which it did": a pronoun and an auxiliary are all that closes the sentence."""
        tokens, s = self.report.tokens, parsed.sentence
        verb = parsed.predicates[-1] if parsed.predicates else None
        if verb is None or verb.modal or verb.tense != "past" or not verb.bases <= _AUXILIARIES:
            return None
        behind = any(t.kind == "word" for t in tokens[verb.after : s.after])
        if behind or verb.first - s.first < _CLOSING or tokens[verb.first - 1].low not in _set("pronoun"):
            return None
        opener = tokens[verb.first - 2].low
        if tokens[verb.first - 3].low not in (",", ";", "—", "–") or opener not in ("and", "but", "which"):
            return None
        return ("rejected", None) if verb.negated else ("met", None)

    def _excluded(
        self, following: Parsed, mention: ConditionMention, step: int, first: int
    ) -> tuple[str, str | None] | None:
        """What is demanded is beyond discussion for another actor ("…, and Dili said it was not for sale")."""
        s = following.sentence
        hit = next(phrases("condition_exclusions", "words").all_in(self.report.tokens, first, s.after), None)
        if hit is None or step > 1:
            return None
        clause = following.clause_at(hit[1])
        who = self.setters.of_speaker(following, clause) or self.setters.subject(following, clause)
        who = who or self.setters.in_view(following, clause)
        return ("rejected", who.actor) if who is not None and who.actor != mention.holder else None

    def _following(self, parsed: Parsed) -> Iterator[tuple[int, Parsed]]:
        paragraph = parsed.sentence.paragraph
        for step in range(1, _FOLLOWING + 1):
            following = self.report.parsed.get(parsed.sentence.number + step)
            if following is None or following.sentence.paragraph > paragraph + 1 or following.sentence.is_question:
                return
            if step > 1 and (following.sentence.paragraph != paragraph or not following.words.isdisjoint(_FURTHER)):
                return
            yield step, following

    def _flat(
        self, following: Parsed, mention: ConditionMention, step: int, first: int
    ) -> tuple[str, str | None] | None:
        """Turns that answer whatever stood before ("the answer was no", "came back without")."""
        return TurnReader(self.report, self.setters).after(following, mention, first, own=step > 1)

    def _told(
        self, following: Parsed, mention: ConditionMention, step: int, first: int
    ) -> tuple[str, str | None] | None:
        for predicate in following.predicates:
            if (
                predicate.first < first
                or not predicate.is_finite
                or following.clause_at(predicate.first).mark in _SUPPOSED
            ):
                continue
            denied = predicate.negated or self._is_none(following, predicate)
            if (predicate.modal in ("will", "would", "can") or predicate.tense == "future") and denied:
                found = self._never(following, predicate, mention, step)
            elif predicate.modal or predicate.tense == "future":
                found = None
            else:
                found = self._done(following, predicate, mention, step, first)
                if found is not None and denied and found[0] == "met":
                    # "No soldier has left the town"
                    found = ("rejected", found[1])
            if found is not None:
                return found
        return None

    def _is_none(self, following: Parsed, predicate: Predicate) -> bool:
        """Whether the subject is denied ("not one soldier")."""
        tokens, clause = self.report.tokens, following.clause_at(predicate.first)
        return next((tokens[k].low in ("not", "no") for k in clause.tokens if tokens[k].kind == "word"), False)

    def _never(
        self, following: Parsed, predicate: Predicate, mention: ConditionMention, step: int
    ) -> tuple[str, str | None] | None:
        """Another actor says that he will not: "would never accept such a thing", "will never share either"."""
        clause = following.clause_at(predicate.first)
        blunt = self._is_blunt(following, predicate) or (step == 0 and predicate.passive)
        if not predicate.bases & _set("grant") and not blunt:
            return None
        if not blunt and self._is_of_another(following, predicate, mention):
            return None
        speaker = self.setters.of_speaker(following, clause)
        who = (None if predicate.passive else self.setters.subject(following, clause)) or speaker
        if who is None and step == 0 and predicate.passive and self._echoes(predicate, mention):
            # "unless it is told to look into prisons, and it will not be told"
            return "rejected", None
        if who is None or who.actor == mention.holder or (speaker is not None and speaker.actor == mention.holder):
            return None
        return "rejected", who.actor

    def _refuses_it(self, following: Parsed, mention: ConditionMention, step: int) -> tuple[str, str | None] | None:
        """ "The president refuses to sign one": another refuses to do something to what a pronoun takes up."""
        for verb in following.predicates if step <= 1 else ():
            if verb.tense != "infinitive" or verb.after >= following.sentence.after:
                continue
            above = next((p for p in following.predicates if p.after == verb.first), None)
            refuses = above is not None and above.is_finite and not (above.negated or above.modal)
            taken_up = self.report.tokens[verb.after].low in _set("pronoun") | {"one", "any", "so"}
            if above is None or not refuses or not taken_up or not above.bases & word_set(
                "refusing", "condition_word_sets"
            ):  # fmt: skip
                continue
            who = self.setters.subject(following, following.clause_at(above.first))
            if who is not None and who.actor != mention.holder:
                return "rejected", who.actor
        return None

    def _is_of_another(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> bool:
        """ "Of an armistice they would not hear", "there is the picture that he will not have taken": what is refused
        stands before the verb, and no word of it is one of the term."""
        tokens, s = self.report.tokens, following.sentence
        clause = following.clause_at(predicate.first)
        if not predicate.passive and self._has_own_object(following, predicate, mention):
            return True
        fronted = tokens[s.first].low in ("of", "on", "about", "to") and predicate.first - s.first > _NEAR
        if not fronted and clause.mark != "relative":
            return False
        asked = {t.low for t in tokens[slice(*mention.demand)] if t.kind == "word" and len(t.low) > 3}
        before = {tokens[k].low for k in range(s.first, predicate.first)}
        referring = _set("pronoun") - {"that", "which"}
        return not before & (asked - words("function_words")) and not before & referring

    def _has_own_object(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> bool:
        """ "Will never accept Ethiopian officials": what is refused is named, and nothing of it is of the term."""
        tokens, stop = self.report.tokens, min(following.sentence.after, predicate.after + _OBJECT)
        behind = [t for t in tokens[predicate.after : stop] if t.kind == "word"]
        names = [t for t in behind if len(t.low) >= _NAMING and t.low not in words("function_words")]
        asked = {t.low[:_STEM] for t in tokens[slice(*mention.demand)] if t.kind == "word"}
        referring = _set("pronoun") | {"such", "so", "either", "anything", "any"}
        return bool(names) and not any(t.low in referring or t.low[:_STEM] in asked for t in behind)

    def _is_blunt(self, following: Parsed, predicate: Predicate) -> bool:
        """ "It would not be humiliated", "Not one soldier will be moved": a passive that nobody will undergo or do."""
        tokens = self.report.tokens
        clause = following.clause_at(predicate.first)
        low = [tokens[k].low for k in clause.tokens if tokens[k].kind == "word" and k < predicate.first]
        nothing = low[:1] == ["not"] or low[:1] == ["no"]
        named = any(m.after == predicate.first and m.noun in ("name", "person") for m in following.mentions)
        return predicate.passive and (nothing or named or low[-1:] in (["it"], ["they"]))

    def _done(
        self, following: Parsed, predicate: Predicate, mention: ConditionMention, step: int, first: int
    ) -> tuple[str, str | None] | None:
        """What is demanded is told as done or as not done."""
        past = predicate.perfect or predicate.tense == "past"
        if step == 1 and not predicate.negated and self._is_restated(following, predicate, mention, first):
            return "met", None
        echo = self._echoes(predicate, mention)
        pronoun = self._is_pronoun(following, predicate, first) and step <= 1
        if step == 0 and past and self._is_which(following, predicate):
            return ("rejected" if predicate.negated else "met"), self._doer(following, predicate, mention)
        done = bool(predicate.bases & _set("done")) and (predicate.passive or predicate.perfect)
        if past and step <= 1 and not predicate.negated and self._is_gone(following, predicate, mention):
            return "met", None
        if past and step <= 1 and not predicate.negated and self._came_about(following, predicate, mention):
            return "met", None
        if not past or not ((pronoun and (done or echo)) or (echo and self._shares(following, predicate, mention))):
            return None
        if predicate.negated:
            return "rejected", None
        return "met", None

    def _is_gone(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> bool:
        """What was in the way is told as gone: "… as long as the army was encamped there. The army had been moved"."""
        tokens = self.report.tokens
        if not predicate.bases & _set("gone"):
            return False
        mine = {t.low for t in tokens[mention.demand[0] : mention.demand[0] + 4] if t.kind == "word"}
        clause = following.clause_at(predicate.first)
        its = [tokens[k].low for k in clause.tokens if k < predicate.first and tokens[k].kind == "word"]
        return bool(its) and len(its[-1]) > 3 and its[-1] in mine

    def _came_about(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> bool:
        """What was asked for is named again and told as there, or what was in the way as over ("once they had a
        promise. The promise was made", "so long as the exercise went on. The exercise came to its end")."""
        tokens, clause = self.report.tokens, following.clause_at(predicate.first)
        before = [tokens[k].low for k in clause.tokens if k < predicate.first and tokens[k].kind == "word"]
        asked = {t.low for t in tokens[slice(*mention.demand)] if t.kind == "word" and len(t.low) >= _NAMING}
        if len(before) < _NOUN or before[-2] not in _DEFINITE or before[-1] not in asked:
            return False
        behind = {t.low for t in tokens[predicate.after : predicate.after + _NEAR]}
        over = bool(predicate.bases & _set("over")) or ("come" in predicate.bases and bool(behind & {"end", "close"}))
        made = predicate.passive and bool(predicate.bases & (_set("done") | {"make"}))
        return over or made or bool(predicate.bases & word_set("coming_about", "condition_word_sets"))

    def _is_pronoun(self, following: Parsed, predicate: Predicate, first: int) -> bool:
        """Whether the subject is "it", "that", "these", "ten of them", or the words that open the sentence or part
        are."""
        tokens = self.report.tokens
        span = [k for k in range(first, predicate.first) if tokens[k].kind == "word"]
        return 0 < len(span) <= 3 and any(tokens[k].low in _set("pronoun") for k in span)

    def _is_restated(self, following: Parsed, predicate: Predicate, mention: ConditionMention, first: int) -> bool:
        """ "… unless peacekeepers are here. They are here.": what is to be so is told as being so."""
        at = predicate.after
        if (
            not predicate.bases <= {"be"}
            or at + 1 >= following.sentence.after
            or not self._is_pronoun(following, predicate, first)
        ):
            return False
        tokens = self.report.tokens
        said = {t.low for t in tokens[slice(*mention.demand)] if t.kind == "word"}
        return tokens[at].low in said - _ARTICLES and tokens[at + 1].kind == "sign"

    def _is_which(self, following: Parsed, predicate: Predicate) -> bool:
        """ "…, which Baku did": the relative stands for all that is demanded."""
        clause = following.clause_at(predicate.first)
        opens = next((self.report.tokens[k].low for k in clause.tokens if self.report.tokens[k].kind == "word"), "")
        does = predicate.bases <= {"do"} or self.report.tokens[predicate.first].low in ("did", "does")
        return clause.mark == "relative" and opens == "which" and does

    def _doer(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> str | None:
        who = self.setters.subject(following, following.clause_at(predicate.first))
        return who.actor if who is not None and who.actor != mention.holder else None

    def _echoes(self, predicate: Predicate, mention: ConditionMention) -> bool:
        """Whether the verb is that of the demand, or of its noun ("the release of", "were released")."""
        if predicate.bases & _PALE:
            return False
        parsed = self.report.sentence(mention.demand[0])
        asked = [
            p for p in self.report.predicates_in(*mention.demand)
            if parsed is None or parsed.clause_at(p.first).mark != "relative"
        ]  # fmt: skip
        if any(p.bases & predicate.bases for p in asked or self.report.predicates_in(*mention.demand)):
            return True
        head = self.report.tokens[predicate.head].low
        return len(head) >= _STEM and any(
            t.low[:_STEM] == head[:_STEM] for t in self.report.tokens[slice(*mention.demand)]
        )

    def _shares(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> bool:
        """Whether a sentence names again what the demand is about: two of its words, or its thing right at the verb."""
        tokens = self.report.tokens
        content = {
            t.low
            for t in tokens[slice(*mention.demand)]
            if t.kind == "word" and len(t.low) > 3 and t.low not in words("function_words")
        }
        s = following.sentence
        low = {t.low for t in tokens[s.first : s.after]} & content
        return len(low - {tokens[predicate.head].low}) >= 2 or tokens[predicate.first - 1].low in low
