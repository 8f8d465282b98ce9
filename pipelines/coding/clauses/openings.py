"""Openings: how a sentence opens, with a participle before the subject and the verb that it hangs on or with "that",
and how the part of a second verb does.

Belongs here: "First fixed for July, the round was held in June", "flew home and in the evening received him". Does not
belong here: what a participle behind its noun says (`scope.governing`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.verbs import is_adverb
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import words


def opens_sentence(tokens: Sequence[Token], first: int, i: int, after: int) -> bool:
    """Whether the participle at `i` opens the sentence in tokens `first` to `after`, its subject behind a comma."""
    ordinals = word_set("predicates:ordinals", "syntax_word_sets")
    led = all(is_adverb(t.low) or t.low in ordinals for t in tokens[first:i])
    return led and any(t.low == "," for t in tokens[i + 1 : after])


def is_pointing(tokens: Sequence[Token], first: int, i: int) -> bool:
    """Whether "that" at `i` points to one thing: "of that round", "That demand is gone" ("That talks failed" is a
    clause)."""
    if i > first:
        return tokens[i - 1].low in ("in", "of", "at", "on", "after", "before")
    noun = tokens[i + 1] if i + 1 < len(tokens) else None
    named = noun is not None and noun.kind == "word" and not noun.is_capital and not noun.low.endswith("s")
    return named and noun is not None and noun.low not in words("function_words")


@cache
def _of_time() -> frozenset[str]:
    named = (r["word"] for r in lexicon_rows("calendar_words"))
    return frozenset(named) | word_set("openings:between_verbs", "syntax_word_sets")


def tells_when_or_where(tokens: Sequence[Token], first: int, after: int) -> bool:
    """Whether tokens `first` to `after`, between "and" and a verb, name no doer but a time or a place.

    "And, on Tuesday, received", "and in Oslo signed", "and two days later left".
    """
    for k in range(first, after):
        token = tokens[k]
        if token.kind != "word" or token.low in _of_time() or is_adverb(token.low):
            continue
        if not token.is_capital or tokens[first].low not in ("in", "at"):
            return False
    return True
