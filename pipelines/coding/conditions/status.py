"""Condition status: what became of a term, by what its sentence and the next say of it.

Belongs here: condition_status_verbs.tsv around a term; who refused or accepted it, and so is the one to deliver.
Does not belong here: finding the term.
"""

from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.conditions.answers import AnswerReader
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.turns import TurnReader
from pipelines.coding.conditions.verdicts import VerdictReader
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases, phrases, words

_NEXT_REACH, _FAR_STEPS = 14, 2
_PRONOUNS = frozenset(("it", "this", "that", "them", "so", "such", "both"))
_REFUSE = frozenset(("refuse", "decline", "fail"))
_OPENERS = frozenset((",", ";", ":", "—", "–", "and", "but"))
_OWN = ("its", "his", "her", "their")
_OPEN_MODALS = ("will", "would", "could", "may", "can", "must", "should")


@cache
def status_verbs() -> Phrases:
    """Verbs that say what became of a term, in every form."""
    return build_phrases(lexicon_rows("condition_status_verbs"), "words", all_forms)


@cache
def _rows() -> list[dict[str, str]]:
    return list(lexicon_rows("condition_status_verbs"))


@dataclass(frozen=True, slots=True)
class TermStatus:
    """Tells how the terms of one report stand."""

    report: ParsedReport
    setters: Setters

    def fill(self, parsed: Parsed, mention: ConditionMention) -> None:
        """Set the status, and the addressee where the one who answers is the one asked."""
        if mention.status != "stated":
            return
        s = parsed.sentence
        verdict = VerdictReader(self.report, self.setters).read(parsed, mention)
        if verdict is not None and _can_become(mention, verdict):
            mention.status = verdict[0]
            self._answered_by(mention, verdict[1])
            return
        spans = [(s.first, min(mention.demand[0], mention.anchor), "governing"), (mention.after, s.after, "after")]
        following = self.report.parsed.get(s.number + 1)
        if following is not None and following.sentence.paragraph <= s.paragraph + 1:
            f = following.sentence
            where = "next" if f.paragraph == s.paragraph else "apart"
            spans.append((f.first, min(f.after, f.first + _NEXT_REACH), where))
        for first, after, where in spans:
            if first >= after:
                continue
            found = self._answer(first, after, where, mention)
            if found is not None and where == "apart" and found[1] is None:
                # in a new paragraph only who is known to answer does answer
                found = None
            if found is not None and _can_become(mention, found):
                mention.status = found[0]
                self._answered_by(mention, found[1])
                return
        for step in range(1, _FAR_STEPS + 1):
            later = self.report.parsed.get(s.number + step)
            if later is None or later.sentence.paragraph > s.paragraph + 1:
                break
            turned = self._taken_up(later, mention)
            if turned is not None and _can_become(mention, turned):
                mention.status = turned[0]
                self._answered_by(mention, turned[1])
                return
        answer = AnswerReader(self.report, self.setters).read(parsed, mention)
        if answer is not None and _can_become(mention, answer):
            given = mention.kind == "guarantee" and answer[0] == "accepted" and self._is_given(s.number + 1)
            mention.status = "met" if given else answer[0]
            self._answered_by(mention, answer[1])
            return
        within = TurnReader(self.report, self.setters).within(parsed, mention)
        mention.status = within if within is not None else mention.status

    def _is_given(self, number: int) -> bool:
        """Whether an assurance that was asked for is told as given ("The coalition gave it")."""
        later = self.report.parsed.get(number)
        return later is not None and any(
            p.is_finite and "give" in p.bases and not (p.modal or p.negated or p.passive)
            and self.report.tokens[p.after].low in _PRONOUNS | {"one"} for p in later.predicates
        )  # fmt: skip

    def _answered_by(self, mention: ConditionMention, who: str | None) -> None:
        joint = word_set("joint", "condition_word_sets")
        shared = mention.kind != "guarantee" and any(t.low in joint for t in self.report.tokens[slice(*mention.demand)])
        if who is not None and mention.addressee is None and mention.kind != "red_line" and not shared:
            mention.addressee = who

    def _answer(self, first: int, after: int, where: str, mention: ConditionMention) -> tuple[str, str | None] | None:
        tokens = self.report.tokens
        parsed = self.report.sentence(first)
        if parsed is None:
            return None
        for row, k, end in status_verbs().all_in(tokens, first, after):
            predicate = next((p for p in parsed.predicates if p.head == k), None)
            if predicate is None:
                # "meeting the demand that …": a gerund that may be a noun too
                if (
                    where == "governing"
                    and tokens[k].low.endswith("ing")
                    and tokens[end].low in ("the", "its", "their", "a")
                ):
                    return row["effect"], None
                continue
            if row["alone"] == "end" and (end >= len(tokens) or tokens[end].kind != "sign"):
                continue
            if row["alone"] == "named" and not self._names(parsed, predicate, end):
                continue
            if row["alone"] in ("no", "own") and not self._refers(parsed, predicate, end, where):
                continue
            refused = row["effect"] == "rejected" or predicate.negated
            above = next((p for p in parsed.predicates if p.after == predicate.first), None)
            refusing = predicate.tense == "infinitive" and above is not None and not above.negated
            if refusing and above is not None and above.bases & _REFUSE and row["effect"] in ("met", "accepted"):
                # "refused to meet the demand"
                who = self.setters.subject(parsed, parsed.clause_at(above.first))
                return "rejected", who.actor if who is not None and who.actor != mention.holder else None
            if predicate.tense == "infinitive" or (predicate.modal in _OPEN_MODALS and not refused):
                continue
            clause = parsed.clause_at(predicate.first)
            beside = next((m for m in parsed.mentions if m.after == predicate.first and m.noun != "pronoun"), None)
            beside = None if beside in clause.subjects else beside
            who = (self.setters.named(beside) if beside is not None else None) or self.setters.subject(parsed, clause)
            effect = row["effect"]
            if any(tokens[j].low in ("nothing", "nobody") for j in clause.tokens if j < predicate.first):
                # "nothing has been heard of it"
                continue
            if predicate.negated:
                effect = {"accepted": "rejected", "met": "rejected"}.get(effect, "")
                if not effect:
                    continue
            own = who is not None and (who.actor == mention.holder or (effect == "withdrawn" and _is_pronoun(who)))
            if predicate.modal in _OPEN_MODALS and effect != "rejected":
                continue
            if row["alone"] == "own":
                # who asked for it has got it
                if who is None or who.actor != mention.holder:
                    continue
            elif (effect in ("accepted", "rejected") and own) or (
                effect == "withdrawn" and who is not None and not own
            ):
                continue
            answers = who is not None and effect in ("accepted", "rejected") and who.actor != mention.holder
            return effect, who.actor if who is not None and answers else None
        return None

    def _taken_up(self, later: Parsed, mention: ConditionMention) -> tuple[str, str | None] | None:
        """A sentence further on that takes up "the demand" by name ("… and thereby turns the demand down")."""
        tokens = self.report.tokens
        for row, k, end in phrases("condition_nouns", "words").all_in(
            tokens, later.sentence.first, later.sentence.after
        ):
            if (
                row["use"] != "term"
                or tokens[k - 1].low not in ("the", "this", "that", *_OWN)
                or tokens[end].low in ("that", "for")
            ):
                continue
            verb = next((p for p in reversed(later.predicates) if p.first < k and k - p.after <= 2), None)
            passive = next((p for p in later.predicates if end <= p.first <= end + 1 and p.passive), None)
            told = verb or passive
            if told is None or told.modal or told.negated:
                continue
            particle = tokens[end].low if verb is not None else ""
            effect = next(
                (r["effect"] for r in _rows() if r["words"] in told.bases
                 or any(r["words"] == f"{b} {particle}" for b in told.bases)), None,
            )  # fmt: skip
            who = self.setters.subject(later, later.clause_at(told.first)) if verb is not None else None
            own = who is not None and who.actor == mention.holder
            given_up = effect == "withdrawn" and verb is not None
            if tokens[k - 1].low in _OWN and effect != "withdrawn":
                # "turned its demand down": whose it is the words do not tell
                continue
            if effect is None or (own and effect != "withdrawn") or (given_up and not own):
                continue
            return effect, who.actor if who is not None and not own else None
        return None

    def _names(self, parsed: Parsed, predicate: Predicate, end: int) -> bool:
        """Whether a noun for a term stands right behind a verb, or right before a passive one."""
        names = words("condition_references") - _PRONOUNS
        if self.report.tokens[min(end, len(self.report.tokens) - 1)].low == "with":
            # "was met with silence"
            return False
        near = range(predicate.first - 3, predicate.first) if predicate.passive else range(end, end + 6)
        s = parsed.sentence
        return any(self.report.tokens[k].low in names for k in near if s.first <= k < s.after)

    def _refers(self, parsed: Parsed, predicate: Predicate, end: int, where: str) -> bool:
        """Whether what is refused or accepted is the term: "the demand", "this", nothing more at all."""
        tokens = self.report.tokens
        names = words("condition_references")
        if self._is_fronted(parsed, predicate):
            return True
        if where != "governing" and any(r["alone"] == "own" and r["words"] in predicate.bases for r in _rows()):
            return tokens[end].low in names
        withdrawn = any(r["effect"] == "withdrawn" and r["words"] in predicate.bases for r in _rows())
        if withdrawn and not predicate.passive:
            # "has withdrawn names that it had accepted": what is given up must be the term itself
            near = range(end, min(parsed.sentence.after, end + 4))
            return tokens[end].low in names or any(tokens[k].low in names - _PRONOUNS for k in near)
        if withdrawn and where != "governing":
            # "the invitation was withdrawn" is no demand
            clause = parsed.clause_at(predicate.first)
            return any(tokens[k].low in names for k in clause.tokens if k < predicate.first)
        before, behind = (7, 6) if where != "apart" else (0, 3)
        near = range(max(parsed.sentence.first, predicate.first - before), min(parsed.sentence.after, end + behind))
        if any(tokens[k].low in names for k in near):
            return True
        return where != "governing" and end < len(tokens) and tokens[end].low in (".", ",", ";")

    def _is_fronted(self, parsed: Parsed, predicate: Predicate) -> bool:
        """ "This it gave up", "and that demand Baku granted": the object stands before the subject."""
        tokens, names = self.report.tokens, words("condition_references")
        subject = next((m for m in parsed.mentions if m.after == predicate.first), None)
        if subject is None or subject.first <= parsed.sentence.first:
            return False
        k = subject.first - 1
        opens = k
        if tokens[k].low in names - _PRONOUNS and tokens[k - 1].low in (
            "this",
            "that",
            "these",
            "those",
            "the",
            "both",
        ):
            opens = k - 1
        elif tokens[k].low not in ("this", "that", "these", "both", "such"):
            return False
        return opens == parsed.sentence.first or tokens[opens - 1].low in _OPENERS


def _can_become(mention: ConditionMention, found: tuple[str, str | None]) -> bool:
    """Whether a term can stand as found: a red line asks for nothing that could be refused or done."""
    return mention.kind != "red_line" or found[0] == "withdrawn" or found[0] == "accepted"


def _is_pronoun(who: Setter) -> bool:
    return who.source.noun == "pronoun"
