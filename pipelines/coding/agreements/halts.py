"""Halts of fire: phrases that name a ceasefire by what stops, however it is counted and described.

Belongs here: "an unconditional end to five days of border fighting", "the final cessation of military hostilities".
Does not belong here: nouns that name it by themselves ("truce", agreement_nouns.tsv), verbs ("stop shooting",
provision_cues.tsv).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row

_LEADS = ("to", "of", "in", "on")
#: How many words may stand between the preposition and what stops.
_REACH = 8


@cache
def _openers() -> frozenset[str]:
    return frozenset().union(*(word_set(f"agreement_halts:{name}", "syntax_word_sets") for name in ("stops", "lulls")))


def halts_in(tokens: Sequence[Token], words: frozenset[str], first: int, after: int) -> Iterator[tuple[Row, int, int]]:
    """Rows of the phrases in tokens `first` to `after`, with their indices, in order; `words`: the words there."""
    yield from _silences(tokens, words, first, after)
    if words.isdisjoint(_openers()):
        return
    lulls = word_set("agreement_halts:lulls", "syntax_word_sets")
    for i in range(first, after - 2):
        low = tokens[i].low
        if low not in _openers() or tokens[i + 1].low not in _LEADS:
            continue
        end = _end_of_fighting(tokens, i + 2, after)
        if end is not None:
            # "the end of the fighting" may be a time only
            weak = low in lulls or (low in ("end", "ending") and tokens[i + 1].low == "of")
            name = " ".join(t.low for t in tokens[i:end])
            yield {"words": name, "kind": "ceasefire", "strength": "weak" if weak else "strong"}, i, end


def _silences(tokens: Sequence[Token], words: frozenset[str], first: int, after: int) -> Iterator[tuple[Row, int, int]]:
    """ "The guns are to be silent from midnight", "weapons will fall silent": a halt that is laid down for a time."""
    arms, laid, silent = (
        word_set(f"agreement_halts:{name}", "syntax_word_sets") for name in ("arms", "laid", "silent")
    )
    if words.isdisjoint(arms) or words.isdisjoint(silent):
        return
    for i in range(first, after):
        if tokens[i].low not in arms:
            continue
        end = next((k for k in range(i + 1, min(after, i + _REACH)) if tokens[k].low in silent), None)
        between = [t.low for t in tokens[i + 1 : end]] if end is not None else []
        if end is not None and not laid.isdisjoint(between) and "not" not in between:
            name = " ".join(t.low for t in tokens[i : end + 1])
            yield {"words": name, "kind": "ceasefire", "strength": "strong"}, i, end + 1


def _end_of_fighting(tokens: Sequence[Token], start: int, after: int) -> int | None:
    """The index behind what stops; None where something else does, or what one side alone does."""
    fights, between = (word_set(f"agreement_halts:{name}", "syntax_word_sets") for name in ("fights", "between"))
    for k in range(start, min(after, start + _REACH)):
        low = tokens[k].low
        if low in fights:
            bare = low not in ("fire", "operations", "activities") or k > start
            joined = k + 1 < after and tokens[k + 1].low == "-"
            return k + 1 if bare and not joined else None
        if tokens[k].kind != "number" and low not in between:
            return None
    return None
