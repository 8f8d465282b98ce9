"""Condition turns: fixed turns of phrase that answer whatever stood before.

Belongs here: condition_answers.tsv ("the answer was no", "came back all the same", "got its way"), and the words within
the sentence of a term that tell what became of it (condition_stands.tsv: "in vain", "used to").
Does not belong here: what is demanded told as done (`answers`), verbs that name the term (`status`).

Whose turn it is decides: who asked and gives way has given up, another who gives way has accepted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, Row, build_phrases, phrases

_REACH = 30
_NOT = frozenset(("not", "never", "n't", "hardly"))
#: Words that refer to a term where nothing is named after them, and those that may then come.
_OPENING = frozenset(("that", "this", "these", "both"))
_SUCH = frozenset(("it", "this", "that", "so", "such", "doing", "them", "either", "giving", "letting"))
_TIMES = frozenset(("on", "in", "at", "too", "last", "yesterday", "today", "as", "and", "but", "out", "aside", "down"))
_DENIED = {"met": "rejected", "accepted": "rejected"}
#: Words between "that was" and the verb of a clause that the reader of turns looks over.
_OPENED = 3


@cache
def _turns(form: str) -> Phrases:
    """The turns of one form, spelled out."""
    rows = [
        {**row, "words": spelled}
        for row in lexicon_rows("condition_answers") if row["form"] == form
        for spelled in _spelled(row["words"])
    ]  # fmt: skip
    return build_phrases(rows, "words", all_forms if form == "verb" else None)


def _spelled(words: str) -> Iterator[str]:
    """Every wording of a row: one of the words parted by |, one of those that refer to a term for ~."""
    referring = sorted(word_set("answer:referring", "condition_word_sets"))
    places = [referring if word == "~" else word.split("|") for word in words.split()]
    return (" ".join(choice) for choice in product(*places))


@dataclass(frozen=True, slots=True)
class TurnReader:
    """Reads the turns after and within the terms of one report."""

    report: ParsedReport
    setters: Setters

    def within(self, parsed: Parsed, mention: ConditionMention) -> str | None:
        """What the words around a term in its own sentence say of it ("asked in vain for", "used to refuse")."""
        s = parsed.sentence
        asked = {*range(mention.demand[0] + 3, mention.demand[1]), *range(*self._held(mention))}
        for row, k, _ in phrases("condition_stands", "words").in_sentence(self.report.tokens, s):
            if k not in asked:
                return row["effect"]
        for dated in self.report.dates_in(s.first, s.after):
            end = dated.mention.interval.end if dated.mention.role == "until" else None
            if end is not None and dated.first not in asked and end < self.report.published:
                # "… was its line until Thursday"
                return "withdrawn"
        return None

    def _held(self, mention: ConditionMention) -> tuple[int, int]:
        """What is held up, behind the words that open it ("we used to say no integration …")."""
        first, after = mention.object or (0, 0)
        return min(after, first + _OPENED), after

    def after(
        self, following: Parsed, mention: ConditionMention, first: int, *, own: bool
    ) -> tuple[str, str | None] | None:
        """What the turns from token `first` on say of a term, and who answers; `own`: only those of its holder."""
        tokens = self.report.tokens
        idle = word_set("answer:adverb", "condition_word_sets")
        stop = min(following.sentence.after, first + _REACH)
        at = [k for k in range(first, stop) if tokens[k].low not in idle]
        bare = [tokens[k] for k in at]
        for form in ("as", "verb"):
            for row, i, end in _turns(form).all_in(bare, 0, len(bare)):
                found = self._answer(following, mention, row, bare, i, end, at[i], own)
                if found is not None:
                    return found
        return None

    def _answer(
        self, following: Parsed, mention: ConditionMention, row: Row, bare: Sequence[Token], i: int, end: int, k: int,
        own: bool,
    ) -> tuple[str, str | None] | None:  # fmt: skip
        verb = next((p for p in following.predicates if p.first <= k < p.after), None)
        told = [t.low for t in bare[end : end + 2]]
        anew = told[:1] in (["that"], ["on"], ["for"]) and told[-1] not in ("it", "this", "that", ".")
        if told[:1] == ["of"] and not {t.low for t in bare[end : end + 3]} & _SUCH:
            # "has no intention of returning": another thing than what was asked
            return None
        if row["words"].startswith("no longer") and anew:
            # a term of its own, told with its words
            return None
        if bare[end - 1].low in _OPENING and told[:1] and bare[end].kind == "word" and told[0] not in _TIMES:
            # "accepted that a border be drawn", "rejected this map": another thing is named
            return None
        if row["form"] == "verb" and (verb is None or not self._is_told(verb, row)):
            return None
        clause = following.clause_at(k)
        who = self.setters.subject(following, clause) or self.setters.of_speaker(following, clause)
        who = who or self.setters.in_view(following, clause) or self._owner(following, k)
        whose = "unknown" if who is None else "own" if who.actor == mention.holder else "other"
        apart = self.report.prose.sentences[mention.sentence].paragraph != following.sentence.paragraph
        referring = bare[0].low in word_set("answer:referring", "condition_word_sets")
        effect = "-" if (apart and who is None and not referring) or (own and whose != "own") else row[whose]
        if any(t.low in _NOT for t in bare[max(0, i - _OPENED) : i]):
            # "has not been dropped": the term stands; "has not been met": it is not fulfilled
            effect = _DENIED.get(effect, "-")
        if effect == "-":
            return None
        answers = whose == "other" and effect in ("accepted", "rejected", "met")
        return effect, who.actor if who is not None and answers else None

    def _owner(self, following: Parsed, k: int) -> Setter | None:
        """Whose answer it is: "Baku's reply was no"."""
        own = [m for m in self.report.actors_in(following.sentence.first, k + 1) if m.noun == "owner"]
        return self.setters.named(own[-1]) if own else None

    def _is_told(self, verb: Predicate, row: Row) -> bool:
        """Whether a verb is told of as done, or as refused for good."""
        if not verb.is_finite:
            return False
        return row["other"] == "rejected" or not (verb.modal or verb.tense == "future")
