"""Condition tellings: the thing that a term asks for, named again and told as there, as brought, or as denied.

Belongs here: "the list came on Friday", "no list has come", "there will be no pardon", "an envoy brought the list",
"they have that guarantee now", "the guarantee is in article nine".
Does not belong here: deeds told again (`deeds`), turns that name no thing (`turns`), pronouns (`answers`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words

#: Letters by which a thing is known again, also from its verb ("pardon", "be pardoned"), and least letters of its name.
_STEM, _NAME = 5, 4
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her", "such"))
_ENDING = frozenset(("that", "which", "to"))
_INDEFINITE = frozenset(("a", "an", "one", "some"))
#: Words in which a determiner stands before its noun, and in which the object stands behind its verb.
_DETERMINED, _OBJECT = 3, 5
_LAID = 6


def _words(name: str) -> frozenset[str]:
    return word_set(name, "condition_word_sets")


@dataclass(frozen=True, slots=True)
class ThingReader:
    """Reads whether the things that the terms of one report ask for are told as there."""

    report: ParsedReport
    setters: Setters

    def read(self, following: Parsed, mention: ConditionMention, first: int) -> tuple[str, str | None] | None:
        """What the predicates from token `first` on say of the thing demanded, and who says or does so."""
        stems = self._stems(mention)
        for verb in following.predicates if stems else ():
            if verb.first < first or not verb.is_finite or following.clause_at(verb.first).mark in ("if", "relative"):
                continue
            if verb.perfect and verb.tense == "past" and not self._told_before(mention):
                # "unless they take back their order. They had issued it on Monday": what was before the term
                continue
            found = (
                self._there_is(following, verb, mention, stems)
                or self._of_subject(following, verb, stems)
                or self._of_object(following, verb, mention, stems)
            )
            if found is not None:
                return found
        return None

    def _told_before(self, mention: ConditionMention) -> bool:
        """Whether a term is itself told in the past perfect ("had refused to sign until …"), or in reported words."""
        parsed = self.report.parsed[mention.sentence]
        modals = ("would", "could")
        return any(p.is_finite and ((p.perfect and p.tense == "past") or p.modal in modals) for p in parsed.predicates)

    def _stems(self, mention: ConditionMention) -> frozenset[str]:
        """How the things that a demand names begin; not people, who come and go."""
        plain, people = words("function_words"), _words("deed:people")
        tokens = self.report.tokens[slice(*mention.demand)]
        heads = {p.head for p in self.report.predicates_in(*mention.demand) if p.is_finite and not p.passive}
        named = {
            k for m in self.report.actors_in(*mention.demand) for k in range(m.first, m.after)
        }  # fmt: skip
        first = mention.demand[0]
        return frozenset(
            t.low[:_STEM] for k, t in enumerate(tokens, start=first)
            if t.kind == "word" and len(t.low) >= _NAME and t.low not in plain | people
            and k not in heads and k not in named
        )  # fmt: skip

    def _names(self, k: int, stems: frozenset[str]) -> bool:
        low = self.report.tokens[k].low
        return len(low) >= _NAME and low[:_STEM] in stems and low not in words("function_words")

    def _determiner(self, first: int, k: int) -> str:
        """The word that opens the noun phrase of a noun."""
        opens = _DEFINITE | _INDEFINITE | {"no", "any"}
        near = range(k - 1, max(first, k - _DETERMINED) - 1, -1)
        return next((self.report.tokens[j].low for j in near if self.report.tokens[j].low in opens), "")

    def _there_is(
        self, following: Parsed, verb: Predicate, mention: ConditionMention, stems: frozenset[str]
    ) -> tuple[str, str | None] | None:
        """ "There will be no pardon", "there is no such list", "there is a list now"."""
        tokens, s = self.report.tokens, following.sentence
        if "be" not in verb.bases or verb.first == s.first or tokens[verb.first - 1].low != "there":
            return None
        near = range(verb.after, min(s.after, verb.after + _OBJECT))
        at = next((k for k in near if self._names(k, stems)), None)
        if at is None:
            return None
        clause = following.clause_at(verb.first)
        who = self.setters.of_speaker(following, clause)
        if any(tokens[k].low == "no" for k in range(verb.after, at)) or verb.negated:
            own = who is not None and who.actor == mention.holder
            return None if own else ("rejected", who.actor if who is not None else None)
        now = any(tokens[k].low in ("now", "since", "already") for k in range(at, s.after))
        return ("met", None) if now and not verb.modal and verb.tense != "future" else None

    def _of_subject(
        self, following: Parsed, verb: Predicate, stems: frozenset[str]
    ) -> tuple[str, str | None] | None:  # fmt: skip
        """ "The list came", "no list has come", "the guarantee is in article nine"."""
        s = following.sentence
        k = verb.first - 1
        if k <= s.first - 1 or verb.modal or verb.tense == "future" or not self._names(k, stems):
            return None
        determiner = self._determiner(s.first, k)
        past = verb.tense == "past" or verb.perfect
        comes = past and not verb.passive and bool(verb.bases & _words("telling:come"))
        if determiner == "no":
            return ("rejected", None) if past and (comes or verb.passive) else None
        if determiner not in _DEFINITE:
            return None
        if "be" in verb.bases and not verb.passive:
            return self._of_state(following, verb)
        if comes:
            return ("rejected", None) if verb.negated else ("met", None)
        return None

    def _of_state(self, following: Parsed, verb: Predicate) -> tuple[str, str | None] | None:
        """ "The list is there", "the guarantee is in article nine"."""
        tokens, stop = self.report.tokens, following.sentence.after
        low = [tokens[j].low for j in range(verb.after, min(stop, verb.after + _LAID))]
        if low[:1] and low[0] in _words("telling:there"):
            return ("rejected", None) if verb.negated else ("met", None)
        in_text = low[:1] == ["in"] and not set(low).isdisjoint(_words("deal") | _words("telling:part"))
        laid = any(
            True for _ in phrases("laid_down", "words").all_in(tokens, verb.first, min(stop, verb.after + _LAID))
        )
        return ("accepted", None) if (in_text or laid) and not verb.negated else None

    def _of_object(
        self, following: Parsed, verb: Predicate, mention: ConditionMention, stems: frozenset[str]
    ) -> tuple[str, str | None] | None:
        """ "An envoy brought the list", "they have that guarantee now", "he signed no pardon"."""
        tokens, s = self.report.tokens, following.sentence
        if verb.passive or verb.modal or verb.tense == "future":
            return None
        near = range(verb.after, min(s.after, verb.after + _OBJECT))
        ends = (k for k in near if tokens[k].kind == "sign" or (tokens[k].low in _ENDING and k > verb.after))
        stop = next(ends, min(s.after, verb.after + _OBJECT))
        at = next((k for k in range(verb.after, stop) if self._names(k, stems)), None)
        if at is None:
            return None
        determiner = self._determiner(verb.after, at)
        who = self.setters.subject(following, following.clause_at(verb.first))
        own = who is not None and who.actor == mention.holder
        past = verb.tense == "past" or verb.perfect
        if own:
            has = bool(verb.bases & _words("telling:have")) and determiner in _DEFINITE
            return ("met", None) if has and not verb.negated else None
        brings = past and bool(verb.bases & _words("telling:bring"))
        if not brings:
            return None
        if determiner == "no" or verb.negated:
            return "rejected", who.actor if who is not None else None
        return ("met", who.actor if who is not None else None) if determiner in _DEFINITE else None
