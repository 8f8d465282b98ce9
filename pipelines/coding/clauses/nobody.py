"""Nobody: subjects that deny their verb, as in "neither X nor Y would agree" and "nobody had signed".

Belongs here: whether such a subject stands before a verb. Does not belong here: "not" and "never" inside a group of
verbs (`predicates`).
"""

from collections.abc import Sequence, Set

from pipelines.coding.text.tokens import Token

_NOBODY = ("nobody", "no one", "no-one")
_WORDS = frozenset(("neither", "nobody", "one", "no-one"))
#: How far before its verb "neither" may stand.
_REACH = 14


def can_deny(words: Set[str]) -> bool:
    """Whether such a subject can stand in a sentence of these words."""
    return not _WORDS.isdisjoint(words)


def is_denied(tokens: Sequence[Token], verb: int, since: int) -> bool:
    """Whether such a subject stands before the verb at `verb`, behind the verb that ends at `since`."""
    before = [t.low for t in tokens[max(since, verb - _REACH) : verb]]
    return "neither" in before or " ".join(before[-2:]).endswith(_NOBODY)
