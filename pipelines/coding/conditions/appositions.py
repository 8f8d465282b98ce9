"""Condition appositions: what a noun put behind a term says of it, in the same sentence.

Belongs here: "…, a clause on which X would not budge", "…, a thing they declined to do", "…, a point it obtained".
Does not belong here: verbs and turns of the clauses that follow (`status`, `turns`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

_ARTICLES = frozenset(("a", "an", "the", "something", "one", "another"))
_DESCRIBED, _RELATED = 3, 9
_VOWS = ("will", "would", "could", "can")
_INSIST = frozenset(("insist", "stand", "hold"))


def _words(name: str) -> frozenset[str]:
    return word_set(name, "condition_word_sets")


@dataclass(frozen=True, slots=True)
class AppositionReader:
    """Reads the nouns put behind the terms of one report."""

    report: ParsedReport
    setters: Setters

    def fill(self, parsed: Parsed, mention: ConditionMention) -> None:
        """Set whose term it is, whether it stands in a text or was refused, and end the demand before the noun."""
        self._as_asked(parsed, mention)
        at = self._noun(parsed, mention)
        if at is None:
            return
        comma, noun = at
        if mention.demand[0] < comma < mention.demand[1]:
            mention.demand = (mention.demand[0], comma)
        verb = next((p for p in parsed.predicates if p.is_finite and noun < p.first <= noun + _RELATED), None)
        if verb is None or mention.status != "stated":
            return
        if self.report.tokens[noun + 1].low in ("no", "nobody") and verb.modal in _VOWS:
            # "…, something no president can grant"
            mention.status = "rejected"
            return
        who = self._who(parsed, verb, noun)
        if who is None:
            return
        own = who.actor == mention.holder
        in_text = self.report.tokens[noun].low in _words("clause")
        if self._stands_by(verb):
            if mention.kind != "red_line":
                mention.holder, mention.speaker, mention.source = who.actor, who.speaker, who.source
                mention.addressee = None
            mention.status = "accepted" if in_text else "stated"
        elif self._declines(parsed, verb) and (not own or who.source.noun == "pronoun"):
            # nobody declines what he asks himself: "they" are the others
            mention.status = "rejected"
            mention.addressee = mention.addressee or (None if own else who.actor or None)
        elif own and verb.bases & _words("getting") and not verb.negated and not verb.modal:
            mention.status = "accepted"

    def _as_asked(self, parsed: Parsed, mention: ConditionMention) -> None:
        """ "…, as X had asked", behind a term that the report tells of an accord: X is who set it."""
        tokens, stop = self.report.tokens, parsed.sentence.after
        if "as" not in parsed.words or mention.kind == "red_line" or mention.rule == "condition_verb":
            return
        for k in range(mention.demand[0] + 2, stop - 3):
            if tokens[k].low != "as" or tokens[k - 1].low != ",":
                continue
            ask = next((p for p in parsed.predicates if p.is_finite and k + 1 < p.first <= k + _RELATED), None)
            ends = ask is not None and tokens[ask.after].kind == "sign"
            beside = next(
                (m for m in parsed.mentions if k < m.first and ask is not None and m.after == ask.first), None
            )
            who = self.setters.named(beside) if beside is not None else None
            if ask is None or not ends or who is None or not ask.bases & _words("echo:asking"):
                continue
            mention.holder, mention.speaker, mention.source = who.actor, who.speaker, who.source
            mention.addressee, mention.status = None, "accepted"
            mention.demand = (mention.demand[0], min(mention.demand[1], k - 1))
            return

    def _noun(self, parsed: Parsed, mention: ConditionMention) -> tuple[int, int] | None:
        """The comma and the noun of the first apposition behind the start of a demand."""
        tokens, stop = self.report.tokens, parsed.sentence.after
        nouns = phrases("condition_nouns", "words")
        for k in range(mention.demand[0] + 2, stop - 3):
            if tokens[k].low not in (",", "—", "–") or tokens[k + 1].low not in _ARTICLES:
                continue
            for j in range(k + 1, min(stop - 1, k + 2 + _DESCRIBED)):
                if tokens[j].low == "something":
                    return k, j
                hit = nouns.longest(tokens, j)
                if tokens[j].low in _words("apposed") or (hit is not None and hit[0]["use"] == "term"):
                    return k, j
        return None

    def _who(self, parsed: Parsed, verb: Predicate, noun: int) -> Setter | None:
        """The subject of the clause that says more of the noun; a pronoun is whom the words before it name."""
        beside = next((m for m in reversed(parsed.mentions) if noun < m.first and m.after <= verb.first), None)
        if beside is not None and beside.noun != "pronoun":
            return self.setters.named(beside)
        found = self.setters.subject(parsed, parsed.clause_at(verb.first))
        return found or (self.setters.named(beside) if beside is not None else None) or self._they(parsed, verb, noun)

    def _they(self, parsed: Parsed, verb: Predicate, noun: int) -> Setter | None:
        """ "They" or "it" that no reading names: somebody other than who set the term, on record or not."""
        low = [t.low for t in self.report.tokens[noun + 1 : verb.first]]
        if low[-1:] not in (["they"], ["it"], ["he"], ["she"]):
            return None
        return Setter("", Mention(verb.first - 1, verb.first, (), noun="pronoun", head=low[-1]), None)

    def _stands_by(self, verb: Predicate) -> bool:
        """Whether a verb says that its subject will not part with a term."""
        if verb.negated:
            return bool(verb.bases & _words("yielding"))
        return bool(verb.bases & _INSIST) and not verb.modal and not verb.passive

    def _declines(self, parsed: Parsed, verb: Predicate) -> bool:
        """Whether a verb says that its subject does not do what was asked."""
        if verb.passive:
            return False
        if verb.negated:
            return bool(verb.bases & {"do", "grant", "accept", "make", "take", "give"}) or verb.modal in _VOWS
        return bool(verb.bases & _words("refusing") - {"delay", "wait", "postpone", "rule"})
