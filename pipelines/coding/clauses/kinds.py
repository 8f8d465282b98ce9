"""Kinds told before a name: "and the smaller guerrilla army ELN" is a list of two, not a third actor.

Belongs here: whether the words between two names only tell what the second one is. Does not belong here: names that
stand in no table (`names.unknown_groups`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.text.word_scan import lexicon_rows

_JOINTS = frozenset(("and", "or", "&", ","))
#: So many words stand at most before a name to tell of what kind it is.
_MOST = 6


@cache
def _kinds() -> frozenset[str]:
    return frozenset(row["noun"].lower() for row in lexicon_rows("group_nouns"))


def tell_the_kind(between: Sequence[str]) -> bool:
    """Whether words in lower case join two names and tell of what kind the second one is."""
    if not 2 <= len(between) <= _MOST or between[0] not in _JOINTS or between[-1] not in _kinds():
        return False
    return all(word.isalpha() or word == "-" for word in between[1:])
