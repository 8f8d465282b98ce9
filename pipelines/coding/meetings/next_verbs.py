"""Next verbs: what the verb behind the one that tells a meeting makes of it ("was due on Monday but was put off").

Belongs here: plans of the past, and the next verb of the same subject. Does not belong here: the verbs that govern the
meeting itself (`scope.governing`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.governing import Governed
from pipelines.coding.scope.governor_tables import verb_row
from pipelines.coding.text.word_scan import word_set

_UNDONE = {"postpone": ("postponed", "planned"), "cancel": ("cancelled", "denied")}
#: What opens a clause on what was to be at a thing told before it.
_THERE = ("where", "when", "during which", "at which", "on which")
#: How far "but" and its subject stand before a verb, and how far its object behind it.
_BUT, _OBJECT = 5, 3


@dataclass
class NextVerbs:
    """Reads what comes next of a meeting, in one report."""

    report: ParsedReport

    def was_planned(self, governed: Governed | None) -> bool:
        """Whether the chain tells a plan of the past ("were to meet", "had been due to open")."""
        verb = governed.predicate if governed is not None else None
        outer = governed.links[-1].predicate if governed is not None and governed.links else None
        past_plan = verb is not None and verb.modal == "to" and verb.tense == "past"
        if outer is None or outer.tense != "past" or past_plan:
            return past_plan
        # "had been set to meet", "was due in Rome to meet him"
        due = outer.bases == {"be"} and self.report.tokens[outer.after].low in ("due", "set")
        return outer.perfect or due

    def is_conditional(self, parsed: Parsed, clause: Clause, mention: MeetingMention) -> bool:
        """Whether a clause only holds if another does ("will hold talks only if …"): it founds no meeting.

        What was called off or put off was so, whatever follows ("were to have met, until …", "adjourned until …").
        """
        if mention.had_been_planned or mention.status in ("cancelled", "postponed"):
            return False
        return any(
            c.parent == clause.index
            and c.mark in ("if", "before", "when")
            and (c.mark == "if" or c.opener.startswith("only") or c.opener in ("unless", "until"))
            # "from 24 October until 2 November" opens no clause
            and not any(d.first < c.first < d.after for d in self.report.dates_in(parsed.sentence.first, c.first + 1))
            for c in parsed.clauses
        )

    def undone_next(self, parsed: Parsed, governed: Governed) -> tuple[str, str] | None:
        """ "Had been pencilled in for today but has been pushed back": what the next verb says of the same subject."""
        verb = governed.predicate
        dropped = self._dropped_above(parsed, verb) if verb is not None else None
        if dropped is not None:
            return dropped
        later = [p for p in parsed.predicates if verb is not None and p.first > verb.after and p.is_finite]
        if verb is None or not later:
            return None
        then = later[0]
        opens = {t.low for t in self.report.tokens[max(verb.after, then.first - _BUT) : then.first]}
        clause = parsed.clause_at(verb.first)
        # "a group that was to gather on Friday has been deferred": the verb of the one who was to meet
        above = clause.mark == "relative" and parsed.clause_at(then.first).index == clause.parent
        joined = self.report.tokens[then.first - 1].low in ("but", "and", "then") or "but" in opens
        if not (joined or above):
            return None
        if self._stayed_away(then):
            return ("cancelled", "denied")
        row = verb_row(self.report.tokens, then, "o" if then.passive else "s")
        effect = row[0]["effect"] if row is not None and not then.negated and not then.modal else ""
        return _UNDONE.get(effect)

    def _dropped_above(self, parsed: Parsed, verb: Predicate) -> tuple[str, str] | None:
        """ "Cancelled his trip to Rome, where he was to meet him": what was to be there is dropped too."""
        clause = parsed.clause_at(verb.first)
        if clause.opener not in _THERE or clause.parent is None:
            return None
        above = parsed.clauses[clause.parent].verb
        row = verb_row(self.report.tokens, above, "s" if above.passive else "o") if above is not None else None
        if above is None or row is None or above.negated or above.modal or above.first > verb.first:
            return None
        return _UNDONE.get(row[0]["effect"])

    def undone_as_planned(self, parsed: Parsed, governed: Governed) -> bool:
        """ "Did not meet on Tuesday as planned"."""
        verb, tokens = governed.predicate, self.report.tokens
        if verb is None or not verb.negated or verb.modal or verb.tense != "past" or "as" not in parsed.words:
            return False
        planned = word_set("next_verbs:as_planned", "syntax_word_sets")
        behind = range(verb.after, parsed.sentence.after - 1)
        return any(tokens[k].low == "as" and tokens[k + 1].low in planned for k in behind)

    def is_over_next(self, parsed: Parsed, governed: Governed | None) -> bool:
        """ "Opened in April and closed on Monday": whether the next verb of the same subject tells the end."""
        tokens, verb = self.report.tokens, governed.predicate if governed is not None else None
        then = next((p for p in parsed.predicates if verb is not None and p.first >= verb.after and p.is_finite), None)
        if then is None or then.negated or then.modal or then.tense != "past" or then.after >= len(tokens):
            return False
        row = verb_row(tokens, then, "o" if then.passive else "s")
        ends = row is not None and row[0]["effect"] == "end"
        # "opened on Monday and ended the siege" ends another thing
        has_object = tokens[then.after].low in word_set("over_next:determiners", "syntax_word_sets")
        return ends and tokens[then.first - 1].low == "and" and not has_object

    def _stayed_away(self, verb: Predicate) -> bool:
        """ "But did not show up", "but cancelled the trip", "but stayed away"."""
        tokens, told = self.report.tokens, word_set("undone:verbs", "syntax_word_sets")
        if verb.modal or verb.passive:
            return False
        if verb.negated:
            return bool(verb.bases & word_set("undone:coming", "syntax_word_sets"))
        behind = {t.low for t in tokens[verb.after : verb.after + _OBJECT]}
        return bool(verb.bases & told) and bool(behind & word_set("undone:objects", "syntax_word_sets"))
