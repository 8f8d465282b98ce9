"""Acts: what political actors in general undertake, ask, refuse and consult about, sentence by sentence.

Belongs here: the verbs of act_verbs.tsv with what they take, duties that a speaker lays on others, one act a sentence.
Does not belong here: who acts (`actors`), the claims (`claims`), anything read with the gate for topics on.

The classes follow PLOVER's AGREE, DEMAND, REJECT and CONSULT; threats, protests and coercion are none of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.conditions.spans import is_duty
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Row, words

_BE = ("be", "is", "are", "am", "was", "were", "been", "being")
_OBJECT_REACH = 9
_INFINITIVE_REACH = 22
_ADVERB_REACH = 7
_OPENING_REACH = 12
_AFTER_PLURAL = frozenset(("the", "a", "an", "to", "that", "their", "its", "more", "no", "any", "for", "all", "on"))
_SUBORDINATE = ("relative", "if", "when", "before", "while", "whether", "because", "although")
_TURNED = {"undertake": "refuse", "visit": "refuse"}


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its class (undertake, ask, refuse, consult, visit), its verb, and where what it is about begins.

    `asked`: what is refused is itself a demand, a request or an offer. `by_duty`: "X said that Y must …".
    """

    kind: str
    predicate: Predicate
    after: int
    asked: bool = False
    by_duty: bool = False


@cache
def _rows() -> dict[str, tuple[tuple[tuple[str, ...], Row], ...]]:
    """First word -> (further words, row), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
    for row in lexicon_rows("act_verbs"):
        first, *rest = row["words"].split()
        for form in _BE if first == "be" else all_forms(first):
            found.setdefault(form, []).append((tuple(rest), row))
    return {form: tuple(sorted(rows, key=lambda r: -len(r[0]))) for form, rows in found.items()}


def _set(name: str) -> frozenset[str]:
    return word_set(name, "act_word_sets")


@dataclass(frozen=True, slots=True)
class ActReader:
    """Reads the acts of one report."""

    report: ParsedReport

    def read(self, parsed: Parsed) -> Act | None:
        """The first act of a sentence that its main clause, or what somebody says in it, tells."""
        if parsed.sentence.is_question:
            return None
        plural = self._plural_verb(parsed)
        for predicate in (*parsed.predicates, *((plural,) if plural is not None else ())):
            if self._is_threat(predicate):
                return None
            found = self._duty(parsed, predicate) or self._of_verb(parsed, predicate)
            if found is not None:
                return found
        return None

    def _is_threat(self, predicate: Predicate) -> bool:
        return predicate.is_finite and bool(predicate.bases & {"threaten", "threat"})

    def _plural_verb(self, parsed: Parsed) -> Predicate | None:
        """ "Trade unions in Ghana want the …": a verb in the plural, before any other, of a table of acts."""
        tokens, first = self.report.tokens, parsed.sentence.first
        stop = next((p.first for p in parsed.predicates if p.is_finite), parsed.sentence.after)
        for k in range(first + 1, min(stop, first + _OPENING_REACH)):
            low = tokens[k].low
            if any(low == row["words"].split()[0] for _, row in _rows().get(low, ())):
                follows = tokens[k + 1].low if k + 1 < parsed.sentence.after else ""
                if any(t.low.endswith("s") for t in tokens[first:k]) and follows in _AFTER_PLURAL:
                    return Predicate(k, k + 1, k, frozenset((low,)), "present", "", False, False, False, False)
        return None

    # -- duties ----------------------------------------------------------------------------------------------
    def _duty(self, parsed: Parsed, predicate: Predicate) -> Act | None:
        """ "X said that Y must …": a demand, where somebody says it."""
        if not predicate.is_finite or not is_duty(self.report.tokens, predicate):
            return None
        if not self._is_told(parsed, predicate):
            return None
        return Act("ask", predicate, min(parsed.clause_at(predicate.first).tokens), by_duty=True)

    def _is_told(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether a clause stands on somebody's word."""
        clause = parsed.clause_at(predicate.first)
        speech = parsed.speech[clause.index]
        if speech is not None and speech.stance not in ("deny",):
            return True
        return any(
            p.bases & _set("speech") and p.first != predicate.first and not p.negated
            for p in parsed.predicates
            if p.is_finite or p.tense == "gerund"
        )

    # -- verbs -----------------------------------------------------------------------------------------------
    def _of_verb(self, parsed: Parsed, predicate: Predicate) -> Act | None:
        asks = self._asks_in_a_text(parsed, predicate)
        if not predicate.is_finite and not asks and not self._is_complement(parsed, predicate):
            return None
        if parsed.clause_at(predicate.first).mark in _SUBORDINATE:
            return None
        for row, after in self._matches(parsed, predicate):
            act = self._fits(parsed, predicate, row, after)
            if act is not None and (predicate.is_finite or act.kind == "ask" or not asks):
                return act
        return self._will(parsed, predicate)

    def _matches(self, parsed: Parsed, predicate: Predicate) -> Iterator[tuple[Row, int]]:
        """Rows whose words stand at the verb group, the longest first, and the index after their words."""
        tokens, limit = self.report.tokens, parsed.sentence.after
        found: list[tuple[int, Row, int]] = []
        for k in range(predicate.first, predicate.head + 1):
            if k != predicate.head and tokens[k].low not in _BE:
                continue
            for rest, row in _rows().get(tokens[k].low, ()):
                at = self._over_words(k + 1, rest, limit)
                if at is not None and at > predicate.head:
                    found.append((len(rest), row, at))
        yield from ((row, at) for _, row, at in sorted(found, key=lambda f: -f[0]))

    def _over_words(self, at: int, rest: Sequence[str], limit: int) -> int | None:
        """The index after the further words of a phrase, with adverbs and dates between them."""
        tokens = self.report.tokens
        for word in rest:
            if at < limit and tokens[at].low != word:
                at = self.after_adverbs(at, limit)
            if at >= limit or tokens[at].low != word:
                return None
            at += 1
        return at

    def after_adverbs(self, at: int, limit: int) -> int:
        """The first token from `at` on that is no adverb and no date."""
        tokens, adverbs = self.report.tokens, word_set("predicates:adverbs", "syntax_word_sets")
        start = at
        while at < limit and at - start < _ADVERB_REACH:
            dated = next((d for d in self.report.dates_in(at, at + 2) if d.first <= at + 1), None)
            if dated is not None and (dated.first == at or tokens[at].low in ("on", "in", "by", "late", "early")):
                at = max(at + 1, dated.after)
            elif tokens[at].low in adverbs or tokens[at].low.endswith("ly") or tokens[at].low in ("here", "hard"):
                at += 1
            elif tokens[at].low == "in" and at + 1 < limit and tokens[at + 1].low == "principle":
                at += 2
            else:
                break
        return at

    def _fits(self, parsed: Parsed, predicate: Predicate, row: Row, after: int) -> Act | None:
        """The act of a row whose words stand there, if what follows is what it takes."""
        kind = row["act"]
        at = self.after_adverbs(after, parsed.sentence.after)
        ahead = (predicate.modal in ("will", "would") or predicate.tense == "future") and not predicate.perfect
        if kind == "visit":
            if not ahead and predicate.modal != "to":
                return None
            kind = "refuse" if predicate.negated else "visit"
        elif kind == "consult":
            if ahead or predicate.modal or predicate.negated or predicate.passive:
                return None
        elif predicate.negated:
            if kind not in _TURNED:
                return None
            kind = _TURNED[kind]
        elif predicate.modal in ("could", "may", "can") or (
            predicate.modal == "would" and not self._is_told(parsed, predicate)
        ):
            return None
        if predicate.passive and not row["words"].startswith("be "):
            return None
        if not self._takes(parsed, row, at):
            return None
        if kind == "order":
            # who orders by force coerces; who orders by right demands
            if not any(t.low in _set("court") for t in self.report.tokens[parsed.sentence.first : predicate.first]):
                return None
            kind = "ask"
        return Act(kind, predicate, at, asked=kind == "refuse" and self._near(at, parsed, "asking"))

    def _takes(self, parsed: Parsed, row: Row, at: int) -> bool:
        tokens, limit, takes = self.report.tokens, parsed.sentence.after, row["takes"]
        if "z" in takes:
            return True
        if at >= limit or (tokens[at].kind == "sign" and tokens[at].low not in ('"', "“", "`", "``", "'", "‘")):
            return False
        infinitive = next((p for p in parsed.predicates if p.tense == "infinitive" and p.first == at), None)
        if infinitive is not None:
            return self._takes_infinitive(takes, infinitive)
        clause = parsed.clause_at(at)
        opened = tokens[at].low == "that" or (clause.mark == "that" and min(clause.tokens) == at)
        if opened:
            duty = any(p.first > at and (is_duty(tokens, p) or not p.is_finite) for p in parsed.predicates)
            return "t" in takes or ("d" in takes and (duty or self._has_bare_verb(at, limit)))
        if tokens[at].low == "to":
            # a verb that no table has: neither hostile nor cooperative for sure
            return "i" in takes and at + 1 < limit and self._may_be_verb(at + 1)
        if row["object"] == "persons":
            return self._names_somebody(at)
        if row["object"] != "-":
            return "n" in takes and self._near(at, parsed, row["object"])
        if "o" in takes and self._somebody_to(parsed, at):
            return True
        return "n" in takes and tokens[at].low not in ("that", "which", "who", "and", "by", "as", "but", "with", "from")

    def _takes_infinitive(self, takes: str, infinitive: Predicate) -> bool:
        hostile = bool(infinitive.bases & _set("hostile"))
        kind = bool(infinitive.bases & _set("cooperative"))
        return ("i" in takes and ("v" not in takes or not hostile or kind)) or ("c" in takes and kind)

    def _may_be_verb(self, at: int) -> bool:
        token = self.report.tokens[at]
        return token.kind == "word" and not token.is_capital and token.low not in words("function_words")

    def _has_bare_verb(self, at: int, limit: int) -> bool:
        return any(self.report.tokens[k].low == "be" for k in range(at, min(limit, at + _INFINITIVE_REACH)))

    def _names_somebody(self, at: int) -> bool:
        tokens = self.report.tokens
        for m in self.report.actors_in(at, at + 4):
            if m.after < len(tokens) and tokens[m.after].low in ("'s", "’s"):
                return False
            return m.noun != "adjective" or bool(m.person)
        return False

    def _somebody_to(self, parsed: Parsed, at: int) -> bool:
        """ "Israel to lift …": somebody, then an infinitive, with no other verb between."""
        for p in parsed.predicates:
            if p.first <= at:
                continue
            if p.tense == "infinitive":
                return p.first - at <= _INFINITIVE_REACH
            if p.is_finite and parsed.clause_at(p.first).mark != "relative":
                return False
        return False

    def _near(self, at: int, parsed: Parsed, name: str) -> bool:
        """Whether a word of a set stands in the object that begins at `at`."""
        tokens, wanted = self.report.tokens, _set(name)
        for k in range(at, min(parsed.sentence.after, at + _OBJECT_REACH)):
            if tokens[k].low in wanted:
                return True
            if tokens[k].low in (",", ";", "to", "that", "for") and k > at:
                return False
        return False

    # -- other forms -----------------------------------------------------------------------------------------
    def _will(self, parsed: Parsed, predicate: Predicate) -> Act | None:
        """ "Will support", "would not meet": what somebody says of his own doing."""
        ahead = predicate.modal in ("will", "would") or predicate.tense == "future"
        if not ahead or predicate.passive or predicate.perfect:
            return None
        if predicate.modal == "would" and not self._is_told(parsed, predicate):
            return None
        if predicate.negated:
            return Act("refuse", predicate, predicate.after) if self._is_told(parsed, predicate) else None
        if predicate.bases & _set("cooperative") and not predicate.bases & _set("hostile"):
            return Act("undertake", predicate, predicate.after)
        return None

    def _asks_in_a_text(self, parsed: Parsed, predicate: Predicate) -> bool:
        """ "Issued a declaration demanding that …"."""
        tokens, near = self.report.tokens, range(max(parsed.sentence.first, predicate.first - 5), predicate.first)
        return predicate.tense == "gerund" and any(tokens[k].low in _set("statement") for k in near)

    def _is_complement(self, parsed: Parsed, predicate: Predicate) -> bool:
        """Whether an infinitive is what its main verb comes to: "decided to reject"."""
        if predicate.tense != "infinitive":
            return False
        before = [p for p in parsed.predicates if p.after == predicate.first and p.is_finite]
        return bool(before) and bool(before[0].bases & {"decide", "choose", "opt", "vote", "move", "continue"})
