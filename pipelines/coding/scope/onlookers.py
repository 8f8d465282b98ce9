"""Onlookers: what those who only look on think will come, and where they are.

Belongs here: forecasts ("analysts doubt that a summit is near"), which are no plan of anybody's, and the place that
tells where onlookers are ("diplomats in Geneva expect …"). Does not belong here: what the sides and their mediators
expect (`scope.attitudes`), hearsay (`scope.licensed_sources`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed, stance_of
from pipelines.coding.clauses.verbs import BASE, PAST, forms
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set

_WAITING = frozenset(("expect", "expected", "await", "awaited"))
#: How far before its verb, at most, the noun for those who look on stands.
_SUBJECT = 6


def is_forecast(tokens: Sequence[Token], parsed: Parsed, at: int) -> bool:
    """Whether a token stands in words that tell what onlookers think will be."""
    who, s = word_set("onlookers:who", "syntax_word_sets"), parsed.sentence
    if who.isdisjoint(parsed.words):
        return False
    verbs = (_thinking_behind(tokens, k, s.after) for k in range(s.first, at) if tokens[k].low in who)
    return any(verb is not None and verb < at for verb in verbs)


def _thinking_behind(tokens: Sequence[Token], who: int, after: int) -> int | None:
    """The verb of those who look on: "diplomats in Geneva doubt", "few here believe"; not every parse has it."""
    for k in range(who + 1, min(after, who + _SUBJECT)):
        if tokens[k].low in _thinking():
            return k
        if tokens[k].kind == "sign":
            return None
    return None


@cache
def _thinking() -> frozenset[str]:
    bases = word_set("onlookers:thinking", "syntax_word_sets")
    return frozenset(form for base in bases for kind in (BASE, PAST) for form in forms(base)[kind])


def is_onlookers_place(tokens: Sequence[Token], parsed: Parsed, first: int) -> bool:
    """Whether the place at a token tells where those are who only say or think something: "diplomats in Geneva"."""
    who = word_set("onlookers:who", "syntax_word_sets") | word_set("onlookers:saying", "syntax_word_sets")
    if who.isdisjoint(parsed.words) or first - 2 < parsed.sentence.first:
        return False
    if tokens[first - 1].low not in ("in", "at", "from", "of") or tokens[first - 2].low not in who:
        return False
    for k in range(first + 1, min(parsed.sentence.after, first + _SUBJECT)):
        if tokens[k].low in _thinking() or tokens[k].low in _WAITING:
            return True
    verb = next((p for p in parsed.predicates if p.first > first and p.is_finite), None)
    return verb is not None and bool(stance_of(verb))
