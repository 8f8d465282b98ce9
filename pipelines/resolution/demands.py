"""What a demand asks for, in words by which two wordings of it can be compared.

Belongs here: reading meanings off a demand. The words that mean the same stand in `demand_words.tsv`. Does not
belong here: comparing demands (`matching.py`), finding them in a text (`pipelines.coding`).
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from pipelines.reference.tsv import read_table

_WORD = re.compile(r"[\w-]+")
_ENDING = re.compile(r"(ing|ed|es|s|al|ly)$")
_NOTHING = "-"


@cache
def _listed() -> dict[str, str]:
    """Word -> meaning, from `demand_words.tsv`."""
    path = Path(__file__).with_name("demand_words.tsv")
    rows = read_table(path, ("meaning", "words"), key=("meaning",))
    return {word: row.cells["meaning"] for row in rows for word in row.names("words", "; ")}


@lru_cache(maxsize=10_000)
def meanings(demand: str) -> frozenset[str]:
    """Meanings of the words of a demand: of listed ones that of their row, else the word without its ending."""
    found = set()
    for word in _WORD.findall(demand.casefold()):
        meaning = _listed().get(word)
        if meaning is None:
            if len(word) > 1:
                found.add(_ENDING.sub("", word))
        elif meaning != _NOTHING:
            found.add(meaning)
    return frozenset(found)


@lru_cache(maxsize=10_000)
def acts(words: frozenset[str]) -> frozenset[str]:
    """Of the meanings of a demand those that are listed: acts and things asked for, rather than names and figures."""
    return frozenset(w for w in words if w.isupper())
