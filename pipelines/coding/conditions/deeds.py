"""Condition deeds: what is demanded, told again as done, as refused or as promised, in other words.

Belongs here: condition_deeds.tsv, verbs of the same and of the opposite deed with what is demanded or with who is to do
it as their subject, and what stands above them ("refused to withdraw", "is ready to do so").
Does not belong here: turns that name no deed (`turns`), pronouns and verbs of doing in general (`answers`).
"""

from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, Row, build_phrases, phrases, words

Deeds = frozenset[tuple[str, str]]
_THINGS = frozenset(("it", "they", "them", "these", "those", "both", "which", "all", "none", "that", "this", "nobody"))
_NO_LONGER = frozenset(("no", "longer"))
_ANYTHING = frozenset(("anything", "nothing", "something", "everything", "one", "any", "some"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "some", "any"))
#: Behind a verb of being somewhere they open the place.
_PLACES = frozenset(
    ("in", "on", "at", "inside", "within", "there", "here", "across", "over", "near", "around", "along")
)
_LASTING = frozenset(("long", "while", "whilst"))
_ABOVE = 3
#: Words behind a verb in which its object stands; letters of a word too short to tell what a demand is about.
_OBJECT, _SHORT = 5, 3


@cache
def _by_word(part: str) -> dict[str, Deeds]:
    """(deed, sense) of every form of the single words of one part of speech."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in lexicon_rows("condition_deeds"):
        if row["part"] == part and " " not in row["words"]:
            for form in all_forms(row["words"]) if part == "verb" else (row["words"], f"{row['words']}s"):
                found.setdefault(form, set()).add((row["deed"], row["sense"]))
    return {word: frozenset(deeds) for word, deeds in found.items()}


def _turn_rows(part: str) -> list[Row]:
    return [row for row in lexicon_rows("condition_deeds") if row["part"] == part and " " in row["words"]]


@cache
def _turns() -> Phrases:
    """Verbs of more than one word ("step down", "take up a post"), in every form."""
    return build_phrases(_turn_rows("verb"), "words", all_forms)


@cache
def _states() -> Phrases:
    """States of more than one word ("in jail")."""
    return build_phrases(_turn_rows("state"), "words")


@cache
def _deeds_of(words_of_turn: str) -> Deeds:
    """(deed, sense) of a verb or state of more than one word."""
    rows = (*_turn_rows("verb"), *_turn_rows("state"))
    return frozenset((row["deed"], row["sense"]) for row in rows if row["words"] == words_of_turn)


@dataclass(frozen=True, slots=True)
class DeedReader:
    """Reads whether what the terms of one report demand is told as done."""

    report: ParsedReport
    setters: Setters

    def read(self, following: Parsed, mention: ConditionMention, first: int) -> tuple[str, str | None] | None:
        """What the predicates from token `first` on say of a term, and who does it."""
        wanted = self._wanted(mention)
        for predicate in following.predicates if wanted else ():
            if predicate.first < first:
                continue
            sense = self._sense(predicate, wanted)
            noun = self._deed_behind(following, predicate, wanted) if sense is None else False
            if sense is None and not noun:
                continue
            subject = self._subject(following, predicate, mention)
            if subject is None or not (noun or self._is_its_object(following, predicate, mention)):
                continue
            if noun:
                status = self._of_noun(predicate)
            elif predicate.tense == "infinitive":
                status = self._intended(following, predicate, sense or "")
            else:
                by_actor = bool(subject) or self._says_another(following, predicate, mention)
                status = self._told(following, predicate, sense or "", by_actor)
            if status is not None:
                return status, subject or None
        return None

    def _says_another(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> bool:
        """Whether another actor than who set a term says what a predicate tells ("they will be freed, Baku says")."""
        voice = self.setters.of_speaker(following, following.clause_at(predicate.first))
        return voice is not None and voice.actor != mention.holder

    def _deed_behind(self, following: Parsed, predicate: Predicate, wanted: frozenset[str]) -> bool:
        """Whether the noun of a wanted deed is the object of a verb of refusing or granting it."""
        near = range(predicate.after, min(following.sentence.after, predicate.after + _OBJECT))
        asked = {deed for k in near for deed, _ in _by_word("noun").get(self.report.tokens[k].low, ())}
        return bool(asked & wanted) and self._of_noun(predicate) is not None

    def _of_noun(self, predicate: Predicate) -> str | None:
        """What a verb of refusing or granting makes of the deed that is its object."""
        if not predicate.is_finite or predicate.passive or (predicate.modal and not predicate.negated):
            return None
        if predicate.bases & word_set("refusing", "condition_word_sets"):
            return None if predicate.negated else "rejected"
        if predicate.bases & word_set("consenting", "condition_word_sets"):
            return "rejected" if predicate.negated else "accepted"
        return None

    def _wanted(self, mention: ConditionMention) -> frozenset[str]:
        """The deeds that the words of a demand name."""
        found: set[str] = set()
        first, after = mention.demand
        for token in self.report.tokens[first:after]:
            for part in ("verb", "noun"):
                found |= {deed for deed, _ in _by_word(part).get(token.low, ())}
        for verb in self.report.predicates_in(first, after):
            hit = _turns().longest(self.report.tokens, verb.head, after)
            found |= {deed for deed, _ in _deeds_of(hit[0]["words"])} if hit is not None else set()
            state = self.report.tokens[verb.after].low if "be" in verb.bases and verb.after < after else ""
            found |= {deed for deed, _ in _by_word("state").get(state, ())}
            if self._is_presence(verb, mention):
                found.add("leave")
        return frozenset(found)

    def _is_presence(self, verb: Predicate, mention: ConditionMention) -> bool:
        """ "As long as X was in the country", "while Y's soldiers stood there": that they be gone is what is asked."""
        tokens = self.report.tokens
        lasting = {t.low for t in tokens[max(0, mention.demand[0] - 3) : mention.demand[0]]} & _LASTING
        if not lasting or not verb.is_finite or verb.negated or not verb.bases & word_set(
            "presence", "condition_word_sets"
        ):  # fmt: skip
            return False
        near = {t.low for t in tokens[verb.after : min(mention.demand[1], verb.after + 2)]}
        return bool(near & _PLACES) or bool(verb.bases & {"occupy", "hold"})

    def _sense(self, predicate: Predicate, wanted: frozenset[str]) -> str | None:
        """Whether a predicate is of a wanted deed or of its opposite."""
        tokens, at = self.report.tokens, self._state_at(predicate)
        after = tokens[at].low if at < len(tokens) else ""
        states = _by_word("state")
        lasts = bool(predicate.bases & {"be", "stay", "remain", "keep", "stand"}) and after in states
        if (lasts or "be" in predicate.bases) and not (at + 1 < len(tokens) and tokens[at + 1].low == "of"):
            turn = _states().longest(tokens, at)
            told = _deeds_of(turn[0]["words"]) if turn is not None else states.get(after, frozenset())
        else:
            turn = _turns().longest(tokens, predicate.head)
            told = (
                _deeds_of(turn[0]["words"]) if turn is not None
                else _by_word("verb").get(tokens[predicate.head].low, frozenset())
            )  # fmt: skip
        senses = {sense for deed, sense in told if deed in wanted}
        return senses.pop() if len(senses) == 1 else None

    def _state_at(self, predicate: Predicate) -> int:
        """Where the state behind "be" stands, after adverbs and "no longer"."""
        tokens, at = self.report.tokens, predicate.after
        idle = word_set("answer:adverb", "condition_word_sets") | _NO_LONGER
        while at + 1 < len(tokens) and tokens[at].low in idle:
            at += 1
        return at

    def _asked(self, mention: ConditionMention) -> set[str]:
        """The words that tell what a demand is about."""
        return {
            t.low for t in self.report.tokens[slice(*mention.demand)]
            if t.kind == "word" and len(t.low) > _SHORT and t.low not in words("function_words")
        }  # fmt: skip

    def _subject(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> str | None:
        """Who does it; empty where it is the thing demanded or a pronoun for it; None where it is anything else."""
        tokens, clause = self.report.tokens, following.clause_at(predicate.first)
        before = [tokens[k].low for k in clause.tokens if k < predicate.first and tokens[k].kind == "word"]
        same = before[-1:] == [self.report.tokens[mention.demand[0]].low]
        men = bool(before) and before[-1] in word_set("deed:people", "condition_word_sets")
        if before and (
            same or men or before[-1] in _THINGS or before[0] in _THINGS or before[-1] in self._asked(mention)
        ):
            return ""
        who = self.setters.subject(following, clause)
        if who is None and before[-1:] in (["he"], ["she"]):
            return ""
        if who is None or who.actor == mention.holder:
            return None
        return who.actor if mention.addressee in (None, who.actor) else None

    def _is_its_object(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> bool:
        """Whether what is done is done to what the demand is about: it is named again, or nothing else is."""
        tokens = self.report.tokens
        if not predicate.passive and ("be" in predicate.bases or tokens[predicate.after].low in _by_word("state")):
            return True
        turn = _turns().longest(tokens, predicate.head)
        start = turn[1] if turn is not None else predicate.after
        near = [tokens[k].low for k in range(start, min(following.sentence.after, start + _OBJECT))]
        if not near or set(near) & self._asked(mention):
            return True
        if turn is not None and any(_deeds_of(turn[0]["words"]) & _by_word("noun").get(w, frozenset()) for w in near):
            # "took up their desks": what goes with the deed itself
            return True
        determined = near[0] in _DETERMINERS or near[0] not in words("function_words")
        return predicate.passive or near[0] in _THINGS | _ANYTHING or not near[0].isalpha() or not determined

    def _told(self, following: Parsed, predicate: Predicate, sense: str, by_actor: bool) -> str | None:
        """The status by tense: what is done, what will not be."""
        clause = following.clause_at(predicate.first)
        low = [self.report.tokens[k].low for k in clause.tokens if k < predicate.first]
        gone_by = {t.low for t in self.report.tokens[predicate.after : self._state_at(predicate)]} >= _NO_LONGER
        denied = (
            predicate.negated
            or gone_by
            or bool(set(low[-_ABOVE:]) & (word_set("none", "condition_word_sets") | {"not"}))
        )
        ahead = predicate.modal in word_set("modals", "condition_word_sets") or predicate.tense == "future"
        denied = denied or self._does_nothing(predicate)
        if predicate.modal == "to" and clause.mark != "relative":
            # "are to be freed by June" is what has been laid down
            return "accepted" if (sense == "same") != denied else "rejected"
        if predicate.modal and not ahead:
            return None
        if ahead and self._depends(following, predicate):
            # "no man will disarm unless …" is a term of the others, and no refusal
            return None
        kept = (sense == "same") != denied
        if ahead:
            told = predicate.modal == "will" or clause.mark == "that"
            return ("accepted" if by_actor and told else None) if kept else "rejected"
        gone = self.report.tokens[predicate.head].low in _by_word("state")
        if predicate.tense == "past" or predicate.perfect or gone or "be" in predicate.bases:
            return "met" if kept else "rejected"
        return None if kept else "rejected"

    def _does_nothing(self, predicate: Predicate) -> bool:
        """ "Has handed over nothing", "would open none of them"."""
        turn = _turns().longest(self.report.tokens, predicate.head)
        at = turn[1] if turn is not None else predicate.after
        return not predicate.passive and self.report.tokens[at].low in ("nothing", "none", "nobody")

    def _depends(self, following: Parsed, predicate: Predicate) -> bool:
        """Whether a joint behind a predicate makes it depend on something else."""
        hits = phrases("condition_marks", "words").all_in(
            self.report.tokens, predicate.after, following.sentence.after
        )  # fmt: skip
        return any(row["sure"] in ("yes", "negated") for row, _, _ in hits)

    def _intended(self, following: Parsed, predicate: Predicate, sense: str) -> str | None:
        """What the verb above an infinitive makes of it ("has agreed to", "is not ready to")."""
        above = next((p for p in reversed(following.predicates) if p.first < predicate.first), None)
        if above is None or predicate.first - above.after > _ABOVE or sense != "same":
            return None
        between = {t.low for t in self.report.tokens[above.first : predicate.first]}
        if between & word_set("unwilling", "condition_word_sets"):
            return "rejected"
        refuses = bool(above.bases & word_set("refusing", "condition_word_sets"))
        willing = bool(above.bases & word_set("consenting", "condition_word_sets")) or bool(
            between & word_set("ready", "condition_word_sets")
        )
        if refuses:
            return None if above.negated else "rejected"
        if "no" in between and between & word_set("willingness", "condition_word_sets"):
            return "rejected"
        denied = above.negated or "no" in between
        means = bool(above.bases & {"intend", "plan", "want", "mean", "wish", "propose"}) or "intention" in between
        if denied and (willing or means):
            return "rejected"
        return "accepted" if willing and not denied and not self._is_qualified(following) else None

    def _is_qualified(self, following: Parsed) -> bool:
        """Whether the next sentence takes a readiness half back ("But it attaches a string")."""
        after = self.report.parsed.get(following.sentence.number + 1)
        if after is None or after.sentence.paragraph != following.sentence.paragraph:
            return False
        return self.report.tokens[after.sentence.first].low in ("but", "yet", "however", "only", "except")
