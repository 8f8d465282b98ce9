"""Ellipses: "the second", "another", "the last time" and "one", where rounds or meetings are spoken of just before.

Belongs here: which words stand for a meeting without its noun. Does not belong here: what is said of it (`governing`).
"""

from collections.abc import Iterator, Sequence, Set
from functools import cache

from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row

_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: n for n, word in enumerate(_WORDS.split(), start=1)}
#: The row of "the second" where "round" was left out.
ROUND: Row = {"words": "round", "kind": "talks", "number": "one", "strength": "elliptic"}
#: What an ordinal counts that may be a meeting.
_COUNTED = frozenset(
    ("time", "one", "occasion", "day", "week", "two", "three", "such", "full", "formal", "direct", "and")
)
_BACK = 120
_OPENING = frozenset(("another", "the", "a", "its", "their", "one"))


@cache
def _followers() -> frozenset[str]:
    return word_set("ellipses:followers", "syntax_word_sets")


@cache
def _orders() -> frozenset[str]:
    return word_set("ellipses:orders", "syntax_word_sets") | frozenset(ORDINALS)


@cache
def _adjectives() -> frozenset[str]:
    return word_set("ellipses:adjectives", "syntax_word_sets") | frozenset(ORDINALS)


@cache
def _of_rounds() -> frozenset[str]:
    return word_set("ellipses:rounds", "syntax_word_sets")


@cache
def _cues() -> frozenset[str]:
    return _orders() | {"another", "one", "time"}


def can_stand_alone(words: Set[str]) -> bool:
    """Whether such a phrase can stand in a sentence of these words."""
    return not _cues().isdisjoint(words)


def elliptic_spans(
    report: ParsedReport, first: int, after: int, taken: Sequence[tuple[int, int]], heads: set[int]
) -> Iterator[tuple[int, int, int]]:
    """First token, head and end of each such phrase in tokens `first` to `after`, in order."""
    tokens, free = report.tokens, first
    for i in range(first, after - 2):
        if i < free or tokens[i].low not in _OPENING:
            continue
        span = _ordered(report, i, after, heads) or _one(report, i, first, after)
        if span is None:
            continue
        start, noun, free = span
        taken_up = any(one <= noun < two for one, two in taken) or _is_of_other(report, start, first, heads, taken)
        if not taken_up and _speaks_of_rounds(report, start):
            yield span


def _ordered(report: ParsedReport, i: int, after: int, heads: set[int]) -> tuple[int, int, int] | None:
    """ "The first", "a third", "the last time", "the time before", "another"."""
    tokens = report.tokens
    low = tokens[i].low
    if low == "another":
        noun = i
    elif low in ("the", "a", "its", "their") and (tokens[i + 1].low in _orders()):
        noun = i + 1
    elif low == "the" and tokens[i + 1].low == "very" and tokens[i + 2].low in _orders():
        noun = i + 2
    elif low == "the" and (tokens[i + 1].low, tokens[i + 2].low) == ("time", "before"):
        return (i, i + 1, i + 3) if _dated(report, i + 3, i + 8) else None
    else:
        return None
    end = noun + 1
    if end < after and tokens[end].low in ("time", "one", "occasion"):
        end += 1
    if end >= after or (tokens[end].low in ("to", "of") and tokens[noun].low not in ORDINALS):
        return None
    opens = tokens[end].low in _followers() or end in heads
    # "on Friday the second" right before a stop
    closes = tokens[end].low in (".", ",", ";", "and") and any(d.after == i for d in report.dates_in(max(0, i - 4), i))
    return (i, noun, end) if opens or closes or _dated(report, end, end + 2) else None


def _is_of_other(
    report: ParsedReport, start: int, first: int, heads: set[int], taken: Sequence[tuple[int, int]]
) -> bool:
    """ "In a first step … in a second": whether an ordinal before it in the sentence counts something else."""
    tokens = report.tokens
    for k in range(start - 1, first, -1):
        if any(one <= k < two for one, two in taken):
            # "on Monday the first real session, on Friday the second"
            return False
        if tokens[k].low in ORDINALS and tokens[k - 1].low in ("a", "the"):
            noun = tokens[k + 1]
            counted = noun.kind == "word" and k + 1 not in heads and noun.low not in _followers()
            return counted and noun.low not in _of_rounds() and noun.low not in _COUNTED
    return False


def _one(report: ParsedReport, i: int, first: int, after: int) -> tuple[int, int, int] | None:
    """ "There was one on the sixth", "a three-way one", "an earlier one in Rome"."""
    tokens = report.tokens
    if tokens[i].low != "one" or i == first:
        return None
    before = tokens[i - 1].low
    if before in _adjectives():
        start = i - 1
        while start > first and i - start < 4 and tokens[start].low not in ("a", "an", "the"):
            start -= 1
        return start, i, i + 1
    there = i - 2 >= first and tokens[i - 2].low == "there" and before in ("was", "is")
    return (i, i, i + 1) if there else None


def _dated(report: ParsedReport, first: int, after: int) -> bool:
    return any(first <= d.first for d in report.dates_in(first, after))


def _speaks_of_rounds(report: ParsedReport, i: int) -> bool:
    """Whether the sentences before, in this paragraph or the one before it, name a round, a session or a meeting."""
    prose = report.prose
    here = prose.sentences[prose.sentence_of[i]]
    k = i - 1
    while k >= 0 and i - k < _BACK and here.paragraph - prose.sentences[prose.sentence_of[k]].paragraph <= 1:
        if prose.tokens[k].low in _of_rounds():
            return True
        k -= 1
    return False
