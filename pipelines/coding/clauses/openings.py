"""Openings: how a sentence opens: with a participle before the subject and the verb that it hangs on, or with "that".

Belongs here: "First fixed for July, the round was held in June." Does not belong here: what a participle behind its
noun says (`scope.governing`).
"""

from collections.abc import Sequence

from pipelines.coding.clauses.verbs import is_adverb
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
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
