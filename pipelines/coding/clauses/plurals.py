"""Plural subjects: a common noun in the plural before a verb in its bare form.

Belongs here: "the rebels want a", "both armies keep their". Does not belong here: names and pronouns as subjects, verbs
with an ending or an auxiliary (`predicates`).
"""

from collections.abc import Sequence

from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words

_NO_PLURAL = ("ss", "us", "is", "ics", "selves")


def has_plural_subject(tokens: Sequence[Token], back: int, i: int, sentence: Sentence) -> bool:
    """Whether a plural noun ends right before token `back`, and what stands behind the word at `i` can only be its
    object: so the word is a verb, and no second noun."""
    if back <= sentence.first or i + 1 >= sentence.after:
        return False
    noun = tokens[back - 1]
    if noun.kind != "word" or len(noun.low) < 4 or not noun.low.endswith("s") or noun.low.endswith(_NO_PLURAL):
        return False
    if noun.low in words("function_words") or (noun.is_capital and back - 1 > sentence.first):
        # "a Hamas demand that": a name is no plural
        return False
    return tokens[i + 1].low in word_set("plurals:objects", "syntax_word_sets")
