"""Actors of an act: who does it and to whom, by name where a table knows them, else in the report's own words.

Belongs here: the subject before a verb, with appositions and postmodifiers; the first actor after it.
Does not belong here: what is done (`acts`).
"""

from dataclasses import dataclass

from pipelines.coding.acts.acts import Act
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

_LONGEST_NAME = 6
_ENDS = frozenset(("in", "of", "on", "at", "from", "to", "for", "with", "by", "who", "which", "that", ",", "(", "has",
                   "said", "along", "and"))  # fmt: skip
_DETERMINERS = frozenset(("the", "a", "an", "some", "many", "several", "most", "all", "both", "its", "their", "his"))
_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "who", "which"))
_TARGET_REACH = 30


@dataclass(frozen=True, slots=True)
class ActActors:
    """Finds who acts, and to whom, in one report."""

    report: ParsedReport
    focus: Focus

    def source(self, parsed: Parsed, act: Act) -> tuple[str, ...]:
        """Who acts: for "X said that Y must …" the one who says so."""
        predicate = act.predicate
        if act.by_duty:
            clause = parsed.clause_at(predicate.first)
            speech = parsed.speech[clause.index]
            if speech is not None and speech.speaker is not None and (names := self._names(speech.speaker)):
                return names
            said = [p for p in parsed.predicates if p.is_finite and p.bases & word_set("speech", "act_word_sets")]
            said = [p for p in said if p.first != predicate.first]
            return self._subject(parsed, said[0]) if said else ()
        return self._subject(parsed, predicate)

    def target(self, parsed: Parsed, act: Act, but: tuple[str, ...]) -> str | None:
        """The first other actor in what the act is about; for duties, who must do it."""
        if act.by_duty:
            names = [n for n in self._subject(parsed, act.predicate) if n not in but]
            return names[0] if len(names) == 1 else None
        stop = min(parsed.sentence.after, act.after + _TARGET_REACH)
        tokens = self.report.tokens
        found: list[str] = []
        end = 0
        for mention in self.report.actors_in(act.after, stop):
            if found and {t.low for t in tokens[end : mention.first]} - {"and", ",", "the", "&", "both"}:
                break
            found += [n for n in self._names(mention) if n not in (*but, *found)]
            end = mention.after
        # what is asked of several is asked of no single one
        return found[0] if len(found) == 1 or (found and act.kind != "ask") else None

    def _names(self, mention: Mention) -> tuple[str, ...]:
        names = self.focus.resolve(mention)
        if not names and mention.person is not None:
            known = self.report.cast.persons.get(mention.person)
            names = (known.actor,) if known is not None and known.actor else (mention.person,)
        return names

    def _subject(self, parsed: Parsed, predicate: Predicate) -> tuple[str, ...]:
        first, after = self._span(parsed, predicate)
        if first >= after:
            earlier = [p for p in parsed.predicates if p.is_finite and p.first < predicate.first]
            return self._subject(parsed, earlier[-1]) if earlier else ()
        tokens = self.report.tokens
        if tokens[first].low in _PRONOUNS and after - first <= 2:
            earlier = [p for p in parsed.predicates if p.is_finite and p.first < first]
            return self._subject(parsed, earlier[0]) if earlier else ()
        names: list[str] = []
        for mention in self.report.actors_in(first, after):
            if mention.noun == "adjective" and not self._is_of_state(mention.after, after):
                continue
            if names and tokens[mention.first - 1].low not in ("and", ",") and tokens[mention.first - 2].low != "and":
                break
            names += [n for n in self._names(mention) if n not in names]
        return tuple(names) or ((worded,) if (worded := self._worded(first, after)) else ())

    def _is_of_state(self, first: int, after: int) -> bool:
        """Whether a nationality stands before a word for its state ("the Turkish government")."""
        heads = word_set("of_state", "act_word_sets")
        return any(self.report.tokens[k].low in heads for k in range(first, min(after, first + 4)))

    def _span(self, parsed: Parsed, predicate: Predicate) -> tuple[int, int]:
        """The noun phrase before a verb, without what is put in between commas or stands before them."""
        tokens = self.report.tokens
        clause = parsed.clause_at(predicate.first)
        inside = [k for k in clause.tokens if k < predicate.first]
        low = max(
            (p.after for p in parsed.predicates if p.after <= predicate.first and p.is_finite),
            default=parsed.sentence.first,
        )
        inside = [k for k in inside if k >= low and tokens[k].low not in ("that", "and", "but", '"', "“", "``", "{")]
        if not inside:
            return predicate.first, predicate.first
        commas = [k for k in inside if tokens[k].low == ","]
        first, after = inside[0], predicate.first
        if commas and commas[-1] == after - 1:
            # "X, the coordinator, demanded"
            after = commas[0] if len(commas) <= 2 else commas[-2]
        elif commas:
            first = commas[-1] + 1
        return first, after

    def _worded(self, first: int, after: int) -> str:
        """The head of a noun phrase in the report's words, at most six of them."""
        tokens = self.report.tokens
        while first < after and (tokens[first].low in _DETERMINERS or tokens[first].kind == "sign"):
            first += 1
        end = next((k for k in range(first, after) if tokens[k].low in _ENDS), after)
        end = min(end, first + _LONGEST_NAME)
        return self.report.prose.words(first, end).replace("\n", " ") if first < end else ""
