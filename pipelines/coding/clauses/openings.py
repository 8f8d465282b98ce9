"""Openings: a participle that opens a sentence, before the subject and the verb that it hangs on.

Belongs here: "First fixed for July, the round was held in June." Does not belong here: what a participle behind its
noun says (`scope.governing`).
"""

from collections.abc import Sequence

from pipelines.coding.clauses.verbs import is_adverb
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set


def opens_sentence(tokens: Sequence[Token], first: int, i: int, after: int) -> bool:
    """Whether the participle at `i` opens the sentence in tokens `first` to `after`, its subject behind a comma."""
    ordinals = word_set("predicates:ordinals", "syntax_word_sets")
    led = all(is_adverb(t.low) or t.low in ordinals for t in tokens[first:i])
    return led and any(t.low == "," for t in tokens[i + 1 : after])
