"""Condition vows: which verbs can draw a red line at all.

Belongs here: what tells at once that a verb draws none; most verbs only tell what was. Does not belong here: the red
lines (`exclusions`).
"""

from functools import cache

from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.text.word_scan import word_set

EXCLUDE = frozenset(("rule", "exclude", "preclude"))
REFUSE = frozenset(("refuse", "decline"))
_AHEAD = frozenset(("will", "would", "can", "could", "shall"))


@cache
def _in_any_tense() -> frozenset[str]:
    return EXCLUDE | REFUSE | {"be"} | word_set("staying", "condition_word_sets")


def can_exclude(predicate: Predicate) -> bool:
    """Whether a verb can draw a red line: by what it means, or because it looks ahead."""
    ahead = predicate.tense in ("future", "infinitive") or predicate.modal in _AHEAD
    return ahead or not predicate.bases.isdisjoint(_in_any_tense())
