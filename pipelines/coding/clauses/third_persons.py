"""Third persons: whether a word in -s behind a noun is a verb, where the noun names no actor.

Belongs here: what before and behind it tells a verb from a plural ("the plan foresees the", "no sanction comes off").
Does not belong here: groups of verbs (`predicates`), which words can be verbs (`verbs`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.verbs import ING, THIRD, all_forms, readings
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words


@cache
def determiners() -> frozenset[str]:
    """Words behind which a noun stands, and no verb."""
    return word_set("predicates:determiners", "syntax_word_sets")


@cache
def linking() -> frozenset[str]:
    """Forms of verbs behind which a participle only tells how something is ("stays shut")."""
    return frozenset(form for base in word_set("predicates:linking", "syntax_word_sets") for form in all_forms(base))


@cache
def _objects() -> frozenset[str]:
    return word_set("predicates:objects", "syntax_word_sets")


@cache
def _before_gerund() -> frozenset[str]:
    return word_set("predicates:before_gerund", "syntax_word_sets")


@cache
def _plurals() -> frozenset[str]:
    return word_set("predicates:plurals", "syntax_word_sets")


def needs_no_object(tokens: Sequence[Token], back: int, i: int) -> bool:
    """ "No sanction comes off", "the gate stays shut": a third person of a verb without object, behind a noun."""
    before, follower = tokens[back - 1], tokens[i + 1].low if i + 1 < len(tokens) else ""
    known = word_set("predicates:no_object", "syntax_word_sets")
    noun = before.kind == "word" and before.low not in words("function_words") and before.low not in determiners()
    return noun and follower != "of" and any(base in known for base, form in readings(tokens[i].low) if form == THIRD)


def looks_like_subject(tokens: Sequence[Token], back: int, i: int, sentence: Sentence) -> bool:
    """ "The plan foresees the": a third person whose object follows."""
    if i + 1 >= sentence.after or back <= sentence.first or tokens[back - 1].low in words("function_words"):
        return False
    if any(form == ING for _, form in readings(tokens[back - 1].low)) and (
        back - 1 == sentence.first or tokens[back - 2].low in _before_gerund()
    ):
        # "shaking hands for the cameras", "after holding talks in Oslo": the object of a gerund
        return False
    follows = tokens[i + 1].low in _objects()
    return (
        follows
        and (tokens[back - 1].kind == "word" or tokens[back - 1].low == ",")
        and tokens[back - 1].low not in determiners()
        and tokens[i].low not in _plurals()
    ) or (follows and tokens[i + 1].low not in ("to", "for", "on"))
