"""Idioms: words that look like a verb, or like a noun, and are the other in a fixed phrase.

Belongs here: "shake hands", "want them back in Cairo". Does not belong here: words told by what stands before them in
any phrase (`predicates`).
"""

from collections.abc import Sequence

from pipelines.coding.text.tokens import Token

_SHAKING = frozenset(("shake", "shakes", "shook", "shaken", "shaking"))
_BEHIND_BACK = frozenset(("some", "soon", "in", "to", "at", "on", "from", "here", "home", "with", "for"))


def is_no_verb(tokens: Sequence[Token], i: int, before: str, limit: int) -> bool:
    """Whether the word at `i` is no verb: "shake hands", "would like the teams back in Cairo"."""
    low = tokens[i].low
    if low == "hands":
        return before in _SHAKING
    return low == "back" and i + 1 < limit and tokens[i + 1].low in _BEHIND_BACK


def is_verb(tokens: Sequence[Token], i: int, limit: int) -> bool:
    """Whether the word at `i` can only be a verb: "shake hands"."""
    return tokens[i].low == "shake" and i + 1 < limit and tokens[i + 1].low == "hands"
