"""Condition bargains: a step offered for another in few words, without a joint between two full clauses.

Belongs here: "let them go and we shall sign", "it is ours or there is no accord", "yes, but only when …", "sixty
million, once …", "about the border, never", "they have only to leave".
Does not belong here: joined clauses (`joints`), "no X, no Y" and "first X, then Y" (`pairs`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import BASE, readings
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter
from pipelines.coding.conditions.setters import Setters
from pipelines.coding.conditions.spans import end_of, leaves_the_table
from pipelines.coding.conditions.terms import term
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

_QUOTES = frozenset(("“", '"', "‘", "'"))
_OPENS = _QUOTES | {":", ";", "—", "–"}
_VOWS = ("will", "would", "shall", "can", "may")
_WE = frozenset(("we", "i"))
_THEY = _WE | {"they", "it", "there", "he", "she", "you", "nobody"}
_ALTERNATIVE = frozenset(("no", "nothing", "none"))
_TAKING = frozenset(("have", "take", "sign", "accept"))
_ENDS = frozenset((".", ",", ";", "!", "”", '"', "—", "–"))
_JOINTS = frozenset(
    ("once", "when", "as soon as", "after", "if", "only if", "only when", "only after", "only once", "unless",
     "provided", "provided that", "in return for", "in exchange for", "on condition that", "the moment", "the day",
     "on the day", "as long as", "so long as", "not before", "not until", "until", "before")
)  # fmt: skip
#: Words of assent and other words between which a joint still follows; words of a bare offer; of a verb after "and".
_ASSENT, _OFFER, _TURN = 6, 24, 5
_PAIR = 2
_ENOUGH = frozenset(("only", "enough"))
_BEFORE_JOINT = frozenset((",", "but"))
_SUFFICING = frozenset(("have", "has", "need", "needs", "enough"))


@dataclass(frozen=True, slots=True)
class BargainReader:
    """Reads the bargains of one report."""

    report: ParsedReport
    setters: Setters

    def read(self, parsed: Parsed) -> Iterator[ConditionMention]:
        """Terms of one sentence; each form is looked for only where its word stands."""
        seen = parsed.words
        found = (
            ("and" in seen and self._let_and(parsed))
            or ("or" in seen and self._or_none(parsed))
            or ("never" in seen and self._never(parsed))
            or (not seen.isdisjoint(word_set("assent", "condition_word_sets")) and self._yes_once(parsed))
            or (not seen.isdisjoint(_ENOUGH) and self._only_to(parsed))
            or (self._can_offer(parsed) and self._offered(parsed))
        )
        if found:
            yield found

    def _let_and(self, parsed: Parsed) -> ConditionMention | None:
        """ "Let the prisoners go and we shall sign": an order, and what follows once it is done."""
        tokens, s = self.report.tokens, parsed.sentence
        starts = [s.first, *(k + 1 for k in range(s.first, s.after - 5) if tokens[k].low in _OPENS)]
        start = next((k for k in starts if self._orders(k)), None)
        if start is None:
            return None
        for k in range(start + _PAIR, s.after - 2):
            if tokens[k].low != "and":
                continue
            at = k + (2 if tokens[k + 1].low == "then" else 1)
            verb = next((p for p in parsed.predicates if p.is_finite and at < p.first <= at + _TURN), None)
            if (
                verb is None
                or tokens[verb.first - 1].low == "to"
                or stance_of(verb)
                or not self._turns(parsed, at, verb)
            ):
                continue
            setter = self.setters.of_asker(parsed, parsed.clause_at(verb.first), None)
            if setter is None:
                return None
            demand = (start, k - 1 if tokens[k - 1].low == "," else k)
            found = term(parsed, setter, demand, (k + 1, end_of(parsed, tokens, k + 1)), start)
            if leaves_the_table(tokens, verb):
                found.kind = "red_line"
            return found
        return None

    def _orders(self, k: int) -> bool:
        """Whether an order begins at `k`, the start of what is said: a bare verb."""
        tokens = self.report.tokens
        at = k + 1 if tokens[k].low in ("first", "just", "only", "so") else k
        if tokens[at].kind != "word" or tokens[at + 1].kind == "sign" or tokens[at].low in ("will", "can", "may"):
            return False
        return any(form == BASE for _, form in readings(tokens[at].low)) or tokens[at].low in ("let", "do")

    def _turns(self, parsed: Parsed, at: int, verb: Predicate) -> bool:
        """Whether what follows "and" is what somebody will do."""
        named = any(m.first >= at and m.after == verb.first for m in parsed.mentions)
        if not named and self.report.tokens[verb.first - 1].low not in _THEY:
            return False
        return verb.modal in _VOWS or verb.tense in ("future", "present")

    def _or_none(self, parsed: Parsed) -> ConditionMention | None:
        """ "The road is opened or there is no accord", "either they come home or we do not sign", "that or nothing"."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first + _PAIR, s.after - 2):
            if tokens[k].low != "or" or not self._denies(parsed, k + 1):
                continue
            opens = [j for j in range(s.first, k) if tokens[j].low in _OPENS or tokens[j].low in ("either", "that")]
            start = opens[-1] + 1 if opens else s.first
            verb = next((p for p in parsed.predicates if p.is_finite and start <= p.first < k), None)
            if k - start < _PAIR or (verb is not None and (verb.negated or verb.tense == "past")):
                continue
            clause = parsed.clause_at(verb.first if verb is not None else k + 1)
            takes = verb is not None and verb.modal in _VOWS and bool(verb.bases & _TAKING)
            setter = self.setters.subject(parsed, clause) if takes else None
            setter = setter or self.setters.of_asker(parsed, clause, None)
            if setter is None:
                return None
            stands = verb is not None and "be" in verb.bases and not verb.passive
            kind = "demand" if stands else "precondition"
            held = (k + 1, end_of(parsed, tokens, k + 1))
            demand = (start, k - 1 if tokens[k - 1].low == "," else k)
            return term(parsed, setter, demand, held, start, kind)
        return None

    def _denies(self, parsed: Parsed, k: int) -> bool:
        """Whether "there is no accord", "we do not sign" or "no deal" stands at `k`."""
        tokens = self.report.tokens
        verb = next((p for p in parsed.predicates if p.is_finite and k <= p.first <= k + 2), None)
        if tokens[k].low in _ALTERNATIVE:
            return tokens[k].low == "nothing" or verb is None
        if tokens[k].low == "there":
            return bool(_ALTERNATIVE & {t.low for t in tokens[k + 1 : k + 4]})
        if verb is None:
            return False
        return verb.negated and tokens[verb.first - 1].low in _WE

    def _never(self, parsed: Parsed) -> ConditionMention | None:
        """ "A Palestinian state, never"; "they will talk of roads; about the border, never"."""
        tokens, s = self.report.tokens, parsed.sentence
        for k in range(s.first + _PAIR, s.after):
            ends = k + 1 >= s.after or tokens[k + 1].low in _ENDS
            if tokens[k].low != "never" or not ends or tokens[k - 1].low not in (",", ":", "—", "–", "-"):
                continue
            opens = [j for j in range(s.first, k - 1) if tokens[j].low in _OPENS]
            start = opens[-1] + 1 if opens else s.first
            verbs = [p for p in parsed.predicates if p.is_finite and p.first < k]
            if k - 1 - start < 1 or any(start <= p.first and parsed.clause_at(p.first).mark == "" for p in verbs):
                continue
            clause = parsed.clause_at(verbs[-1].first if verbs else k)
            setter = self.setters.subject(parsed, clause) if verbs and not stance_of(verbs[-1]) else None
            setter = setter or self.setters.of_asker(parsed, clause, None)
            return term(parsed, setter, (start, k + 1), None, k, "red_line", "condition_verb") if setter else None
        return None

    def _yes_once(self, parsed: Parsed) -> ConditionMention | None:
        """ "Yes, but only when they are out": an assent with a joint behind it."""
        tokens, s = self.report.tokens, parsed.sentence
        assent = word_set("assent", "condition_word_sets")
        for row, i, after in self.setters.joints(parsed):
            if row["words"] not in _JOINTS or after + 1 >= s.after:
                continue
            yes = next((k for k in range(i - 1, max(s.first - 1, i - _ASSENT), -1) if tokens[k].low in assent), None)
            if yes is None or any(yes < p.first < i and p.is_finite and not stance_of(p) for p in parsed.predicates):
                continue
            before = tokens[yes - 1].low if yes > s.first else ":"
            said = any(p.after == yes and stance_of(p) for p in parsed.predicates)
            if before not in _OPENS and before not in (",", "in") and not said:
                continue
            setter = self._owner_of_answer(parsed, yes) or self.setters.of_asker(parsed, parsed.clause_at(yes), None)
            return term(parsed, setter, (after, end_of(parsed, tokens, after)), None, i) if setter is not None else None
        return None

    def _owner_of_answer(self, parsed: Parsed, yes: int) -> Setter | None:
        """Whose answer it is that says yes ("Hamas's reply: yes, if …")."""
        near = [m for m in self.report.actors_in(parsed.sentence.first, yes) if m.noun not in ("adjective", "pronoun")]
        return self.setters.named(near[0]) if near and near[0].first <= parsed.sentence.first + _PAIR else None

    def _can_offer(self, parsed: Parsed) -> bool:
        """Whether something that is offered, or a figure, stands in the sentence."""
        s = parsed.sentence
        steps = word_set("offered", "condition_word_sets")
        return not parsed.words.isdisjoint(steps) or bool(self.report.figures_in(s.first, s.after))

    def _offered(self, parsed: Parsed) -> ConditionMention | None:
        """ "Sixty million, said its envoy, once the lists are checked": what is offered is a noun."""
        tokens, s = self.report.tokens, parsed.sentence
        acts = (p.first for p in parsed.predicates if p.is_finite and not stance_of(p))
        for row, i, after in phrases("condition_marks", "words").all_in(
            tokens, s.first + 2, next(acts, s.first), s.words
        ):
            if row["words"] not in _JOINTS or after + 1 >= s.after:
                continue
            opens = [k for k in range(s.first, i) if tokens[k].low in (":", ";")]
            start = opens[-1] + 1 if opens else s.first
            told = [p for p in parsed.predicates if p.is_finite and start <= p.first < i]
            if any(not stance_of(p) for p in told) or i - start > _OFFER or not (told or opens):
                return None
            first = range(start, told[0].first if told else i)
            steps = word_set("offered", "condition_word_sets")
            paid = bool(self.report.figures_in(first.start, first.stop))
            if tokens[first.start].low == "no" or not (paid or any(tokens[k].low in steps for k in first)):
                return None
            if tokens[i - 1].low not in _BEFORE_JOINT or not any(
                p.is_finite and p.first >= after for p in parsed.predicates
            ):
                return None
            clause = parsed.clause_at(told[0].first if told else i)
            setter = (self.setters.named(clause.subjects[-1]) if told and clause.subjects else None) or (
                self.setters.of_asker(parsed, clause, None)
            )
            held = (first.start, first.stop)
            return term(parsed, setter, (after, end_of(parsed, tokens, after)), held, i) if setter is not None else None
        return None

    def _only_to(self, parsed: Parsed) -> ConditionMention | None:
        """ "The guns have only to fall silent", "they need only sign", "it is enough that they leave"."""
        tokens, s = self.report.tokens, parsed.sentence
        marks = (k for k in range(s.first + 1, s.after - 2) if tokens[k].low in _SUFFICING)
        at = next((k for k in marks if self._is_enough(k)), None)
        if at is None:
            return None
        clause = parsed.clause_at(at)
        start = next((k for k in clause.tokens if tokens[k].kind == "word"), at)
        end = end_of(parsed, tokens, at)
        purpose = (k for k in range(at + 2, end) if tokens[k].low == "for" and self._names_talks(k, end))
        joined = (k for k in range(at + 4, end - 1) if tokens[k].low == "and")
        cut = next(purpose, None) or next(joined, None)
        offering = self.setters.subject_before(parsed) if parsed.speech[clause.index] is None else None
        setter, doer = offering or self.setters.of_asker(parsed, clause, None), self.setters.subject(parsed, clause)
        if setter is None or (doer is not None and doer.actor == setter.actor):
            return None
        held = (cut + 1, end) if cut is not None and cut + 2 < end else None
        return term(parsed, setter, (start, cut or end), held, at)

    def _is_enough(self, k: int) -> bool:
        """Whether "have only to", "need only" or "is enough that" stands at `k`."""
        low = tuple(t.low for t in self.report.tokens[k : k + 3])
        if low[0] in ("have", "has"):
            return low[1:] == ("only", "to") or (low[1] == "to" and self.report.tokens[k - 1].low == "only")
        if low[0] == "enough":
            return low[1] in ("that", "if") and self.report.tokens[k - 2].low in ("it", "be")
        return low[:2] in (("need", "only"), ("needs", "only"))

    def _names_talks(self, k: int, end: int) -> bool:
        """Whether a meeting or an instrument is named between "for" at `k` and `end`."""
        talks = word_set("talks", "condition_word_sets") | word_set("text", "condition_word_sets")
        return any(self.report.tokens[j].low in talks for j in range(k + 1, end))
