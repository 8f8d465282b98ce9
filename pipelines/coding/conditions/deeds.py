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
from pipelines.coding.text.word_tables import words

Deeds = frozenset[tuple[str, str]]
_THINGS = frozenset(("it", "they", "them", "these", "those", "both", "which", "all", "none", "that", "this", "nobody"))
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "some", "any"))
_ABOVE = 3
#: Words behind a verb in which its object stands; letters of a word too short to tell what a demand is about.
_OBJECT, _SHORT = 5, 3


@cache
def _by_word(part: str) -> dict[str, Deeds]:
    """(deed, sense) of every form of the words of one part of speech."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in lexicon_rows("condition_deeds"):
        if row["part"] == part:
            for form in all_forms(row["words"]) if part == "verb" else (row["words"], f"{row['words']}s"):
                found.setdefault(form, set()).add((row["deed"], row["sense"]))
    return {word: frozenset(deeds) for word, deeds in found.items()}


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
                status = self._told(following, predicate, sense or "", bool(subject))
            if status is not None:
                return status, subject or None
        return None

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
        for token in self.report.tokens[slice(*mention.demand)]:
            for part in ("verb", "noun"):
                found |= {deed for deed, _ in _by_word(part).get(token.low, ())}
        return frozenset(found)

    def _sense(self, predicate: Predicate, wanted: frozenset[str]) -> str | None:
        """Whether a predicate is of a wanted deed or of its opposite."""
        tokens, at = self.report.tokens, predicate.after
        after = tokens[at].low if at < len(tokens) else ""
        states = _by_word("state")
        if "be" in predicate.bases and not (at + 1 < len(tokens) and tokens[at + 1].low == "of"):
            told = states.get(after, frozenset())
        else:
            told = _by_word("verb").get(tokens[predicate.head].low, frozenset())
        senses = {sense for deed, sense in told if deed in wanted}
        return senses.pop() if len(senses) == 1 else None

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
        if before and (before[-1] in _THINGS or before[0] in _THINGS or before[-1] in self._asked(mention)):
            return ""
        who = self.setters.subject(following, clause)
        if who is None or who.actor == mention.holder:
            return None
        return who.actor if mention.addressee in (None, who.actor) else None

    def _is_its_object(self, following: Parsed, predicate: Predicate, mention: ConditionMention) -> bool:
        """Whether what is done is done to what the demand is about: it is named again, or nothing else is."""
        tokens = self.report.tokens
        near = [tokens[k].low for k in range(predicate.after, min(following.sentence.after, predicate.after + _OBJECT))]
        if not near or set(near) & self._asked(mention):
            return True
        determined = near[0] in _DETERMINERS or near[0] not in words("function_words")
        return predicate.passive or near[0] in _THINGS or not near[0].isalpha() or not determined

    def _told(self, following: Parsed, predicate: Predicate, sense: str, by_actor: bool) -> str | None:
        """The status by tense: what is done, what will not be."""
        clause = following.clause_at(predicate.first)
        low = [self.report.tokens[k].low for k in clause.tokens if k < predicate.first]
        denied = predicate.negated or bool(set(low[-_ABOVE:]) & (word_set("none", "condition_word_sets") | {"not"}))
        ahead = predicate.modal in word_set("modals", "condition_word_sets") or predicate.tense == "future"
        if predicate.modal and not ahead:
            return None
        kept = (sense == "same") != denied
        if ahead:
            return ("accepted" if by_actor and predicate.modal == "will" else None) if kept else "rejected"
        gone = self.report.tokens[predicate.head].low in _by_word("state")
        if predicate.tense == "past" or predicate.perfect or gone or "be" in predicate.bases:
            return "met" if kept else "rejected"
        return None if kept else "rejected"

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
        return "accepted" if willing and not denied else None
