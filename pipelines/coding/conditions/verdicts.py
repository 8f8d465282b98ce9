"""Condition verdicts: what the other side replies to a term, and what the words that a term points back to tell.

Belongs here: "B answered that an army does not leave its own country", "which B has declined to consider", "the text, B
retorted, is closed"; "B has accepted that the water is to be shared. A had said that it could not sign without it";
"held out until B agreed". Does not belong here: turns without a verb of replying (`turns`), verbs that name the term
(`status`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

Found = tuple[str, str | None]
_DENYING = frozenset(("no", "nothing", "nobody", "none", "neither"))
_TAKING = frozenset(("which", "that"))
#: Words behind a verb of refusing that name nothing else than what stood before it.
_EMPTY = frozenset(("consider", "do", "discuss", "hear", "of", "even", "about", "accept", "grant", "give", "to", "it"))
_NEXT = 1
_HOLDING = frozenset(("unless", "until", "before", "if", "only", "once"))


def _words(name: str) -> frozenset[str]:
    return word_set(name, "condition_word_sets")


@dataclass(frozen=True, slots=True)
class VerdictReader:
    """Reads what is replied to the terms of one report, and what those tell that point back."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed, mention: ConditionMention) -> Found | None:
        """Status of a term, and who gave it."""
        told = self.report.sentence(mention.demand[0])
        if told is not None and told is not parsed and mention.demand[1] <= parsed.sentence.first:
            return self._of_told(told, mention)
        return self._waited(parsed, mention) or self._which(parsed, mention) or self._replied(parsed, mention)

    # -- a demand that the sentence before tells ---------------------------------------------------------------
    def _of_told(self, told: Parsed, mention: ConditionMention) -> Found | None:
        verb = next((p for p in told.predicates if p.is_finite and told.clause_at(p.first).mark == ""), None)
        if verb is None or verb.negated or verb.modal in ("may", "can", "could", "would", "should", "must"):
            return None
        clause = told.clause_at(verb.first)
        who = self.setters.subject(told, clause)
        other = who.actor if who is not None and who.actor != mention.holder else None
        if verb.bases & _words("consenting"):
            return ("accepted", other) if other is not None or verb.passive else None
        subject = {self.report.tokens[k].low for k in clause.tokens if k < verb.first}
        if not subject.isdisjoint(_words("text") | _words("telling:part")) and verb.tense == "present":
            return "accepted", None
        if verb.modal in ("will", "to") or verb.tense == "future":
            return ("accepted", other) if other is not None else None
        done = (verb.tense == "past" or verb.perfect) and not stance_of(verb)
        return ("met", other) if done and other is not None and told.speech[clause.index] is None else None

    # -- "held out until B agreed" -----------------------------------------------------------------------------
    def _waited(self, parsed: Parsed, mention: ConditionMention) -> Found | None:
        """A step that was held up until something came about, told as what happened."""
        held = [p for p in parsed.predicates if p.is_finite and p.first < mention.anchor]
        if not held or not held[-1].bases & _words("waiting") or held[-1].negated or held[-1].modal:
            return None
        if held[-1].tense != "past" or self.report.tokens[mention.anchor].low not in ("until", "till"):
            return None
        verb = next((p for p in parsed.predicates if p.is_finite and p.first >= mention.demand[0]), None)
        if verb is None or verb.modal or verb.negated or verb.tense != "past" or verb.first >= mention.demand[1]:
            return None
        return ("accepted" if verb.bases & _words("consenting") else "met"), None

    # -- "which B has declined to consider" --------------------------------------------------------------------
    def _which(self, parsed: Parsed, mention: ConditionMention) -> Found | None:
        tokens, s = self.report.tokens, parsed.sentence
        for verb in parsed.predicates:
            refuses, grants = bool(verb.bases & _words("refusing")), bool(verb.bases & _words("consenting"))
            if not (refuses or grants) or verb.first <= mention.anchor or verb.modal or not verb.is_finite:
                continue
            clause = parsed.clause_at(verb.first)
            opens = clause.mark == "relative" and clause.opener in _TAKING and min(clause.tokens) >= mention.demand[0]
            thing = any(tokens[k].low == "thing" for k in range(max(s.first, min(clause.tokens) - 2), verb.first))
            who = self.setters.subject(parsed, clause)
            if not (opens or thing) or who is None or who.actor == mention.holder or not self._ends(parsed, verb):
                continue
            status = "rejected" if refuses != verb.negated else "accepted"
            return status, who.actor
        return None

    def _ends(self, parsed: Parsed, verb: Predicate) -> bool:
        """Whether a verb has no object of its own behind it."""
        tokens, k = self.report.tokens, verb.after
        while k < parsed.sentence.after and tokens[k].kind == "word":
            dated = any(d.first <= k < d.after for d in self.report.dates_in(verb.after, parsed.sentence.after))
            if tokens[k].low not in _EMPTY | _words("answer:adverb") | {"again", "out", "down", "on"} and not dated:
                return False
            k += 1
        return True

    # -- "B answered that …" -----------------------------------------------------------------------------------
    def _replied(self, parsed: Parsed, mention: ConditionMention) -> Found | None:
        number = parsed.sentence.number
        for step in range(_NEXT + 1):
            following = parsed if step == 0 else self.report.parsed.get(number + step)
            if following is None or following.sentence.paragraph > parsed.sentence.paragraph + 1:
                return None
            for verb in following.predicates:
                if step == 0 and verb.first < mention.after:
                    continue
                if verb.is_finite and verb.bases & _words("replying") and not (verb.negated or verb.modal):
                    who = self._replier(following, verb)
                    known = who is not None and mention.addressee in (None, who)
                    official = who is None and self.report.tokens[verb.first - 1].low in word_set(
                        "replies:official", "syntax_word_sets"
                    )
                    if who == mention.holder or not (known or official):
                        return None
                    return ("rejected", who) if self._denies(following, verb) else None
        return None

    def _replier(self, following: Parsed, verb: Predicate) -> str | None:
        clause = following.clause_at(verb.first)
        found = self.setters.subject(following, clause)
        if found is None:
            beside = [m for m in following.mentions if m.first == verb.after or m.after == verb.first]
            found = next((f for m in beside if (f := self.setters.named(m)) is not None), None)
        return found.actor if found is not None else None

    def _denies(self, following: Parsed, verb: Predicate) -> bool:
        """Whether what is replied is denied, and holds out nothing ("would not unless …")."""
        tokens, s = self.report.tokens, following.sentence
        own: Clause = following.clause_at(verb.first)
        said = [k for k in range(s.first, s.after) if following.clause_at(k) is not own or k > verb.after]
        low = {tokens[k].low for k in said}
        # "it is a map, not a cession" denies nothing
        verbs = any(p.negated and p is not verb for p in following.predicates if p.first in said)
        return (verbs or not low.isdisjoint(_DENYING)) and low.isdisjoint(_HOLDING)
