"""Condition phrases: terms told in one clause — "no talks without …", "contingent on …", "insists on …", "never".

Belongs here: the verbs of condition_verbs.tsv, the phrases of tie_phrases.tsv, "must first", red lines.
Does not belong here: terms in two clauses (`condition_clauses`), sides (`condition_holders`).
"""

from dataclasses import dataclass
from functools import cache

from pipelines.coding.clauses import Clause, Parsed
from pipelines.coding.condition_clauses import own_span
from pipelines.coding.condition_holders import Holder, Holders
from pipelines.coding.condition_mention import ConditionMention
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.predicates import Predicate
from pipelines.coding.verbs import all_forms
from pipelines.coding.word_scan import lexicon_rows
from pipelines.coding.word_tables import Phrases, build_phrases, phrases, words

_NO = frozenset(("no", "nothing", "none", "not", "never", "nobody"))
_WAIVED = frozenset(("precondition", "preconditions", "conditions", "any", "delay", "further"))
_MODAL = frozenset(("will", "would", "can", "could"))
_RETURN = (("in", "return"), ("in", "exchange"))


@cache
def _verbs() -> Phrases:
    return build_phrases(lexicon_rows("condition_verbs"), "words", all_forms)


@dataclass(slots=True)
class PhraseTerms:
    """Reads terms in one clause."""

    report: ParsedReport
    holders: Holders

    def read_phrases(self, parsed: Parsed) -> ConditionMention | None:
        """A term by a preposition or a phrase of tie_phrases.tsv."""
        return self._tie(parsed) or self._without(parsed) or self._before(parsed)

    def read_verb(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """A term by a verb."""
        return self._demand(parsed, predicate) or self._red_line(parsed, predicate) or self._must_first(parsed, predicate)

    # -- prepositions and phrases -------------------------------------------------------------------------
    def _tie(self, parsed: Parsed) -> ConditionMention | None:
        """ "Made a truce contingent on …", "the signature is subject to …"."""
        s, tokens = parsed.sentence, self.report.tokens
        for _, i, after in phrases("tie_phrases", "words").all_in(tokens, s.first, s.after):
            clause = parsed.clause_at(i)
            verb = clause.verb
            if verb is None or verb.negated or after >= s.after:
                continue
            made = verb.bases & {"make", "hold", "tie", "link", "condition"} and not verb.passive
            if made:
                holder = self.holders.of_subject(parsed, clause)
                held = (verb.after, i)
            else:
                owner = next((m for m in parsed.mentions if m.after <= verb.first and m.noun in ("owner", "government", "name", "person")), None)
                names = self.holders.focus.resolve(owner) if owner is not None else ()
                spoken = self.holders.of_speech(parsed.speech[clause.index], clause, parsed)
                holder = spoken if spoken[0] is not None else ((names[0], owner, None) if len(names) == 1 else spoken)
                held = (min(clause.tokens), verb.first)
            if held[0] < held[1]:
                return self._made(parsed, holder, (after, s.after), held, after)
        return None

    def _without(self, parsed: Parsed) -> ConditionMention | None:
        """ "Without X nothing …", "no talks without X", "not before X", "only after X"."""
        s, tokens = parsed.sentence, self.report.tokens
        for i in range(s.first, s.after - 1):
            low = tokens[i].low
            if low not in ("without", "until", "after") or tokens[i + 1].low in _WAIVED:
                continue
            if low == "after" and tokens[i - 1].low != "only" or self._is_date(i + 1):
                continue
            clause = parsed.clause_at(i)
            before = [k for k in clause.tokens if k < i]
            behind = range(i + 1, s.after)
            if low == "without" and not (before and any(tokens[k].low in _NO for k in before)):
                stop = next((k for k in behind if tokens[k].low in (",", "no", "nothing")), None)
                if stop is None or not any(tokens[k].low in _NO for k in range(stop, s.after)):
                    continue
                holder = self.holders.of_speech(parsed.speech[clause.index], clause, parsed)
                found = self._made(parsed, holder, (i + 1, stop), (stop, s.after), i + 1)
            else:
                verb = clause.verb
                if verb is None or verb.first > i or not (verb.negated or any(tokens[k].low in _NO for k in before) or low == "after"):
                    continue
                if verb.tense == "past" and not verb.modal:
                    continue
                holder = self.holders.of_subject(parsed, clause)
                found = self._made(parsed, holder, (i + 1, max(clause.tokens) + 1), (min(clause.tokens), i), i + 1)
            if found is not None:
                return found
        return None

    def _before(self, parsed: Parsed) -> ConditionMention | None:
        """ "Would have to withdraw before any truce"."""
        s, tokens = parsed.sentence, self.report.tokens
        for i in range(s.first + 1, s.after - 1):
            if tokens[i].low not in ("before", "prior") or self._is_date(i + 1):
                continue
            clause = parsed.clause_at(i)
            verb = clause.verb
            if clause.mark == "before" or verb is None or verb.first > i:
                continue
            no = verb.negated or any(tokens[k].low in ("no", "nothing") for k in clause.tokens if k < i)
            if no and verb.modal:
                holder = self.holders.of_subject(parsed, clause)
                return self._made(parsed, holder, (i + 1, max(clause.tokens) + 1), (min(clause.tokens), i), i + 1)
            if verb.modal == "must" and not no:
                holder = self.holders.other_side(parsed, clause)
                return self._made(parsed, holder, (min(clause.tokens), i), (i + 1, max(clause.tokens) + 1), verb.head)
        return None

    def _is_date(self, i: int) -> bool:
        return bool(self.report.dates_in(i, i + 4))

    # -- verbs -------------------------------------------------------------------------------------------------
    def _demand(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        tokens, s = self.report.tokens, parsed.sentence
        hit = _verbs().longest(tokens, predicate.head, s.after)
        if hit is None or predicate.negated:
            return None
        row, after = hit
        clause = parsed.clause_at(predicate.first)
        if row["frame"] in ("want", "ask"):
            vouched = any(tokens[k].low in words("guarantee_words") for k in range(after, min(s.after, after + 9)))
            if not (vouched or self._in_return(parsed)):
                return None
        held: tuple[int, int] | None = None
        if row["frame"] == "hinge":
            if predicate.passive or row["words"] == "require" and not predicate.modal:
                return None
            holder = self.holders.of_speech(parsed.speech[clause.index], clause, parsed)
            held = (min(clause.tokens), predicate.first)
        elif predicate.passive or predicate.tense == "participle":
            return None
        else:
            holder = self.holders.of_subject(parsed, clause, strict=True)
        end = self._end_of(parsed, predicate, after)
        if after >= s.after or end - after < 2 or tokens[after].kind == "sign" and tokens[after].low not in ("“", '"', ","):
            return None
        mention = self._made(parsed, holder, (after, end), held, predicate.head, "condition_verb")
        if mention is not None:
            mention.kind = row["kind"]
        return mention

    def _in_return(self, parsed: Parsed) -> bool:
        tokens, s = self.report.tokens, parsed.sentence
        return any((tokens[k].low, tokens[k + 1].low) in _RETURN for k in range(s.first, s.after - 1))

    def _red_line(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "Will never accept", "would not sign any", "will take no part in any"."""
        tokens, s = self.report.tokens, parsed.sentence
        if predicate.modal not in _MODAL and predicate.tense != "future":
            return None
        group = [tokens[k].low for k in range(predicate.first, predicate.after)]
        next_words = [tokens[k].low for k in range(predicate.after, min(s.after, predicate.after + 6))]
        never = "never" in group
        no_any = (predicate.negated or next_words[:1] == ["no"]) and "any" in next_words
        flat = " ".join(tokens[k].low for k in range(s.first, s.after)) if predicate.negated else ""
        never = never or "under no circumstances" in flat or "under any circumstances" in flat
        if not (never or no_any) or not predicate.bases & words("red_line_verbs"):
            return None
        clause = parsed.clause_at(predicate.first)
        end = self._end_of(parsed, predicate, predicate.after)
        mention = self._made(parsed, self.holders.of_subject(parsed, clause), (predicate.first, end), None, predicate.head, "condition_verb")
        if mention is not None:
            mention.kind = "red_line"
        return mention

    def _must_first(self, parsed: Parsed, predicate: Predicate) -> ConditionMention | None:
        """ "X must first …", "… would require … first", "wants X inspected first"."""
        tokens, s = self.report.tokens, parsed.sentence
        clause = parsed.clause_at(predicate.first)
        if "first" not in [tokens[k].low for k in (*range(predicate.first, min(s.after, predicate.after + 1)), *clause.tokens[-5:])]:
            return None
        wants = predicate.bases & {"want", "demand", "need"} and predicate.is_finite
        if wants:
            holder = self.holders.of_subject(parsed, clause, strict=True)
        elif predicate.modal in ("must", "should"):
            holder = self.holders.other_side(parsed, clause)
        else:
            return None
        demand = (predicate.after, self._end_of(parsed, predicate, predicate.after)) if wants else own_span(clause)
        return self._made(parsed, holder, demand, None, predicate.head)

    # -- shared ------------------------------------------------------------------------------------------------
    def _end_of(self, parsed: Parsed, predicate: Predicate, after: int) -> int:
        clause: Clause = parsed.clause_at(predicate.first)
        end = max(clause.tokens) + 1
        for child in parsed.clauses:
            if child.parent == clause.index and child.mark in ("that", "whether", "relative") and child.tokens:
                end = max(end, max(child.tokens) + 1)
        return max(next((k for k in range(after, end) if self.report.tokens[k].low == ";"), end), after)

    def _made(
        self, parsed: Parsed, holder: Holder, demand: tuple[int, int], held: tuple[int, int] | None, anchor: int,
        rule: str = "condition_clause",
    ) -> ConditionMention | None:  # fmt: skip
        if holder[0] is None or demand[0] >= demand[1]:
            return None
        spans = [demand, held] if held is not None else [demand, (anchor, anchor + 1)]
        return ConditionMention(
            min(s[0] for s in spans), max(s[1] for s in spans), anchor, parsed.sentence.number, rule, "precondition",
            "stated", holder[0], holder[2], None, demand, held, source=holder[1],
        )  # fmt: skip
