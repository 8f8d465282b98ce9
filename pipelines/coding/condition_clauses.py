"""Condition clauses: terms told by two clauses — "will sign only if …", "must withdraw before …".

Belongs here: the words of condition_marks.tsv, and which main clauses make them a term.
Does not belong here: terms in one clause (`condition_phrases`), sides (`condition_holders`).
"""

from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses import Clause, Parsed
from pipelines.coding.condition_holders import Holder, Holders
from pipelines.coding.condition_mention import ConditionMention
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.word_scan import lexicon_rows
from pipelines.coding.word_tables import Row

_WILL = frozenset(("will", "would", "can", "could", "may", "must", "should", "to"))
_READY = frozenset(("ready", "willing", "prepared", "open", "yes"))
_PROMISES = frozenset(("agree", "pledge", "promise", "offer", "vow", "be", "undertake", "accept", "refuse", "say"))
_HOLD_BACK = frozenset(("wait", "refuse", "withhold", "delay", "suspend", "decline", "reject", "rule"))
_WANTS = frozenset(("want", "demand", "insist", "need", "require", "ask", "urge"))
_NO = frozenset(("no", "nothing", "none", "neither", "nobody"))


@cache
def _marks() -> dict[str, Row]:
    return {row["words"]: row for row in lexicon_rows("condition_marks")}


@cache
def _commit() -> frozenset[str]:
    return frozenset(row["words"].split()[0] for row in lexicon_rows("commit_verbs"))


@dataclass(slots=True)
class ClauseTerms:
    """Reads terms in two clauses."""

    report: ParsedReport
    holders: Holders

    def read(self, parsed: Parsed) -> list[ConditionMention]:
        """Terms of a sentence, in order; clauses joined by "and" under one mark are one term."""
        found: list[ConditionMention] = []
        joined: dict[int, ConditionMention] = {}
        for clause in parsed.clauses:
            lead = joined.get(clause.sibling) if clause.sibling is not None else None
            if lead is not None and parsed.clauses[clause.sibling or 0].opener == clause.opener:
                lead.demand = (lead.demand[0], max(lead.demand[1], max(clause.tokens) + 1))
                lead.after = max(lead.after, lead.demand[1])
                joined[clause.index] = lead
                continue
            mention = self._of(parsed, clause)
            if mention is not None:
                found.append(mention)
                joined[clause.index] = mention
        return found

    def _of(self, parsed: Parsed, clause: Clause) -> ConditionMention | None:
        row = _marks().get(clause.opener)
        main = self._main_of(parsed, clause) if row is not None and clause.verb is not None else None
        if row is None or main is None or main.verb is None:
            return None
        if row["shape"] == "first":
            return self._demand_first(parsed, clause, main)
        if not self._is_term(parsed, row["sure"], main, clause):
            return None
        holder = self.holders.of_subject(parsed, main)
        return _mention(parsed, holder, demand=span_of(parsed, clause), held=own_span(main))

    def _main_of(self, parsed: Parsed, clause: Clause) -> Clause | None:
        current = clause
        while current.parent is not None:
            parent = parsed.clauses[current.parent]
            if parent.verb is not None:
                return parent
            current = parent
        # "Unless X, Y": the main clause comes after
        return next((c for c in parsed.clauses if c.first > clause.first and c.mark in ("", "that") and c.verb is not None and not c.is_speech), None)

    def _is_term(self, parsed: Parsed, sure: str, main: Clause, clause: Clause) -> bool:
        tokens, verb = self.report.tokens, main.verb
        assert verb is not None
        ahead = self._is_ahead(parsed, main)
        no = verb.negated or any(tokens[k].low in _NO for k in main.tokens)
        back = bool(verb.bases & _HOLD_BACK)
        if sure == "yes":
            happened = verb.tense == "past" and not verb.modal
            if clause.opener in ("only after", "only when", "only once") and happened:
                return False
            return ahead or no or back or verb.modal != "" or verb.tense == "present"
        if sure == "negated":
            return (no or back) and (ahead or verb.tense != "past" or verb.modal != "")
        only = any(tokens[k].low == "only" for k in main.tokens)
        if no and verb.modal:
            return True
        if not (ahead or only):
            return False
        bases = set(verb.bases)
        for p in parsed.predicates:
            if p.first >= verb.first and parsed.clause_at(p.first).index == main.index:
                bases |= p.bases
        return only or bool(bases & _commit())

    def _is_ahead(self, parsed: Parsed, main: Clause) -> bool:
        """Whether the main clause says what would be done, not what was."""
        verb = main.verb
        assert verb is not None
        if verb.modal in _WILL or verb.tense == "future":
            return True
        nested = any(p.tense == "infinitive" and parsed.clause_at(p.first).index == main.index for p in parsed.predicates)
        ready = any(self.report.tokens[k].low in _READY for k in main.tokens)
        return ready or (nested and bool(verb.bases & _PROMISES))

    def _demand_first(self, parsed: Parsed, clause: Clause, main: Clause) -> ConditionMention | None:
        """ "Y must be done before X": the main clause is the demand; "no X before Y": it is what is held up."""
        tokens, verb = self.report.tokens, main.verb
        assert verb is not None
        if verb.negated or any(tokens[k].low in _NO for k in main.tokens):
            if verb.tense == "past" and not verb.modal:
                return None
            holder = self.holders.of_subject(parsed, main)
            return _mention(parsed, holder, demand=span_of(parsed, clause), held=own_span(main))
        wanting = self._wanting(parsed, main)
        if wanting is not None:
            holder = self.holders.of_subject(parsed, wanting, strict=True)
            return _mention(parsed, holder, demand=(wanting.verb.after if wanting.verb else min(main.tokens), min(clause.tokens)), held=span_of(parsed, clause))
        if verb.modal not in ("must", "should"):
            return None
        holder = self.holders.other_side(parsed, main)
        return _mention(parsed, holder, demand=own_span(main), held=span_of(parsed, clause))

    def _wanting(self, parsed: Parsed, main: Clause) -> Clause | None:
        """The clause whose verb wants or demands what the main clause says: itself, the one above, or the one beside."""
        for index in (main.index, main.parent, main.sibling):
            if index is None:
                continue
            clause = parsed.clauses[index]
            if clause.verb is not None and clause.verb.bases & _WANTS and not clause.verb.negated:
                return clause
        return None


def own_span(clause: Clause) -> tuple[int, int]:
    """Tokens of a clause alone."""
    return min(clause.tokens), max(clause.tokens) + 1


def span_of(parsed: Parsed, clause: Clause) -> tuple[int, int]:
    """Tokens of a clause with those that hang on it."""
    last = max(clause.tokens)
    for child in parsed.clauses:
        if child.parent == clause.index and child.tokens and child.first >= clause.first:
            last = max(last, max(child.tokens))
    return min(clause.tokens), last + 1


def _mention(parsed: Parsed, holder: Holder, demand: tuple[int, int], held: tuple[int, int]) -> ConditionMention | None:
    if holder[0] is None or demand[0] >= demand[1]:
        return None
    return ConditionMention(
        min(demand[0], held[0]), max(demand[1], held[1]), demand[0], parsed.sentence.number, "condition_clause",
        "precondition", "stated", holder[0], holder[2], None, demand, held, source=holder[1],
    )  # fmt: skip
