"""Purposes: steps told by what somebody goes, is sent or is asked for ("flew to Oslo for talks", "is in talks").

Belongs here: the verb of a clause whose "for", "to" or "in" names the step. Does not belong here: verbs whose object it
is (`governing`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.scope.attitudes import NOW, PAST, Link, time_of
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows

_REACH = 16
_GOING = frozenset(("travel", "fly", "go", "come", "send", "attend"))


@cache
def _purposes() -> dict[str, str]:
    return {row["words"]: row["effect"] for row in lexicon_rows("purpose_verbs")}


def purpose_of(parsed: Parsed, tokens: Sequence[Token], k: int) -> Link | None:
    """ "Flew to Oslo for talks", "invited both to a round", "is in talks": the verb of the clause with its purpose."""
    if k - 1 <= parsed.sentence.first or tokens[k - 1].low not in ("for", "to", "in"):
        return None
    clause = parsed.clause_at(k - 1)
    verb = clause.verb
    if verb is None or verb.first >= k - 1 or k - verb.after > _REACH:
        return None
    for inner in parsed.predicates:
        # "is expected to send a delegation for talks": the inner verb has the purpose
        if (
            verb.after <= inner.first
            and inner.after < k
            and inner.tense == "infinitive"
            and (inner.bases & set(_purposes()) or _fetches(tokens, inner, k))
            and parsed.clause_at(inner.first).index == clause.index
        ):
            verb = inner
    if any(
        verb.after <= p.first < k - 1 and parsed.clause_at(p.first).index == clause.index for p in parsed.predicates
    ):
        # "flew home with nothing to show for the talks"
        return None
    time = time_of(verb, parsed, clause)
    if tokens[k - 1].low == "in":
        at_once = "be" in verb.bases and verb.after == k - 1
        return (
            Link("go_on", time if time != PAST or not verb.perfect else NOW, verb.negated, verb, "be in")
            if at_once
            else None
        )
    if _fetches(tokens, verb, k) and tokens[k - 1].low == "for":
        return Link("plan", NOW, verb.negated, verb, "have back")
    for base in verb.bases:
        effect = _purposes().get(base) if verb.after < k - 1 or base not in ("ask", "call") else None
        if effect == "plan" and verb.negated and base in _GOING:
            # "will not travel to Oslo for the talks": they are off
            return Link("cancel", PAST, False, verb, base)
        if effect == "plan" and base == "come" and verb.tense == "past" and not (verb.perfect or verb.negated):
            # "came back to her office for a tenth round"
            return Link("hold", PAST, False, verb, base)
        if effect is not None and (tokens[k - 1].low == "for" or base == "invite"):
            return Link(effect, time if effect != "plan" else NOW, verb.negated, verb, base)
    return None


def _fetches(tokens: Sequence[Token], verb: Predicate, k: int) -> bool:
    """ "Would like to have both teams back for talks"."""
    behind = {t.low for t in tokens[verb.after : k]}
    return not verb.bases.isdisjoint(("have", "get", "see")) and bool(behind & {"back", "together"})
