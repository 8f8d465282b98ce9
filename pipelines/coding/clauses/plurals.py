"""Plural subjects: a common noun in the plural before a verb in its bare form.

Belongs here: "the rebels want a", "both armies keep their". Does not belong here: names and pronouns as subjects, verbs
with an ending or an auxiliary (`predicates`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.verbs import all_forms, is_adverb
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words

_NO_PLURAL = ("ss", "us", "is", "ics", "selves")


#: How far before its noun a verb stands that has an infinitive without "to" behind it.
_CAUSE = 8


@cache
def _causing() -> frozenset[str]:
    return frozenset(form for base in word_set("plurals:causing", "syntax_word_sets") for form in all_forms(base))


@cache
def _without_object() -> frozenset[str]:
    """Verbs without object; some of them only here, as their third person looks like a noun ("starts")."""
    return word_set("predicates:no_object", "syntax_word_sets") | word_set("plurals:no_object", "syntax_word_sets")


def has_plural_subject(tokens: Sequence[Token], back: int, i: int, sentence: Sentence) -> bool:
    """Whether a plural noun ends right before token `back`, and what stands behind the word at `i` can only be its
    object: so the word is a verb, and no second noun."""
    if back <= sentence.first or i + 1 >= sentence.after or not _is_plural(tokens, back - 1, sentence):
        return False
    return tokens[i + 1].low in word_set("plurals:objects", "syntax_word_sets")


def needs_none(tokens: Sequence[Token], back: int, i: int, sentence: Sentence) -> bool:
    """Whether the word at `i` is a verb that takes no object, behind a plural noun: "the talks continue in secret",
    "the rounds end on Monday"."""
    if back != i or back <= sentence.first or tokens[i].low not in _without_object():
        return False
    if not _is_plural(tokens, back - 1, sentence):
        return False
    if any(tokens[k].low in _causing() for k in range(max(sentence.first, back - _CAUSE), back)):
        # "makes the talks depend on it", "saw the talks collapse": the verb before has the infinitive
        return False
    follower = tokens[i + 1] if i + 1 < sentence.after else None
    return (
        follower is None
        or follower.kind == "sign"
        or follower.low in word_set("plurals:behind", "syntax_word_sets")
        or is_adverb(follower.low)
    )


def _is_plural(tokens: Sequence[Token], at: int, sentence: Sentence) -> bool:
    noun = tokens[at]
    if noun.kind != "word" or len(noun.low) < 4 or not noun.low.endswith("s") or noun.low.endswith(_NO_PLURAL):
        return False
    named = noun.low in words("function_words") and noun.low not in word_set("plurals:nouns", "syntax_word_sets")
    # "a Hamas demand that": a name is no plural
    return not named and not (noun.is_capital and at > sentence.first)
