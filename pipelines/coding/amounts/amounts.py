"""Amounts: a number, a range or a half, and the noun it counts.

Belongs here: which numbers of a text are amounts of something (not days, years, ages), and of what.
Does not belong here: units, basis and exchanges (`quantities`), reading a number (`text.numerals`).
"""

from dataclasses import dataclass
from functools import cache

from pipelines.coding.dates.phrase import Words, after_sequence, lower, skip, value_of
from pipelines.coding.text.numerals import glued, number_openers, read_numeral
from pipelines.coding.text.word_scan import lexicon_rows, word_set

#: How many words may stand between a number and its noun.
_MOST_MODIFIERS = 4
_SETS = "quantity_word_sets"


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Amount:
    """A number at words `first` to `after` (exclusive), before its noun is known."""

    first: int
    after: int
    low: int | float | None
    high: int | float | None
    is_hyphenated: bool = False


@cache
def units_of_nouns() -> dict[str, dict[str, str]]:
    return {row["noun"]: row for row in lexicon_rows("quantity_units")}


@cache
def amount_openers() -> frozenset[str]:
    """Words that an amount can begin with, digits apart: those of a number, or "between" two."""
    return number_openers() | {"between", "the", "that"}


@cache
def behind_article() -> frozenset[str]:
    """Words before one of which "a" is an amount: "a thousand", "a dozen", "a week"."""
    numbers = (row["word"] for row in lexicon_rows("number_words") if row["class"] in ("scale", "dozen", "vague"))
    units = (row["word"] for row in lexicon_rows("calendar_words") if row["class"] == "unit")
    return frozenset((*numbers, *units))


def amount_at(words: Words, i: int) -> Amount | None:
    """A number, a range, or a half at word `i`."""
    if glued(words, i) and (lower(words, i - 1).isalnum() or lower(words, i - 1) in ("-", ".", "+", "/", ":")):
        return None
    if lower(words, i) == "between":
        low = read_numeral(words, i + 1)
        high = read_numeral(words, low.after + 1) if low and lower(words, low.after) == "and" else None
        return Amount(i, high.after, low.value, high.value) if low and high else None
    if lower(words, i) == "half" and lower(words, i + 1) in ("a", "an") and value_of(words, i + 2, "unit"):
        return Amount(i, i + 2, 0.5, None)
    low = read_numeral(words, i)
    if not low:
        is_article = lower(words, i) in ("a", "an") or _is_length_of_its_own(words, i)
        return Amount(i, i + 1, 1, None) if is_article and value_of(words, i + 1, "unit") else None
    half = after_sequence(words, low.after, "and", "a", "half")
    if half and low.value is not None:
        return Amount(i, half, low.value + 0.5, None)
    joiner = lower(words, low.after)
    if joiner in ("to", "or", "-", "–") and low.value is not None:
        high = read_numeral(words, low.after + 1)
        if high and high.value is not None and high.value > low.value:
            return Amount(i, high.after, low.value, high.value)
    if joiner == "+":
        return Amount(i, low.after + 1, low.value, None)
    after = low.after + 1 if low.value is None and joiner == "of" else low.after
    if lower(words, after) == "-" and glued(words, after):
        return Amount(i, after + 1, low.value, None, is_hyphenated=True)
    return Amount(i, after, low.value, None)


def _is_length_of_its_own(words: Words, i: int) -> bool:
    """ "The week's truce": as long as that, and no truce of this week."""
    if lower(words, i) not in ("the", "that") or lower(words, i + 2) != "'" or lower(words, i + 3) != "s":
        return False
    return lower(words, i + 1) in word_set("one_of_time", _SETS) and lower(words, i + 4) in word_set("lasting", _SETS)


def noun_after(words: Words, amount: Amount) -> tuple[int | None, frozenset[str]]:
    """The index of the counted noun, and the words between the number and it."""
    modifiers: list[str] = []
    i = amount.after
    if lower(words, i) == "of" and lower(words, i + 1) in ("the", "its", "their", "these", "those", "his", "our"):
        i += 2
    if lower(words, i) == "per" and lower(words, i + 1) == "cent":
        # a share of posts or a cut, and not of the people spoken of: "forty per cent of the seats", "by 70 per cent"
        shared = lower(words, i + 2) == "of" and lower(words, i + 3) == "the"
        return (i + 1 if shared or lower(words, amount.first - 1) == "by" else None), frozenset()
    for j in range(i, min(len(words), i + _MOST_MODIFIERS + 1)):
        word = words[j]
        is_first_of_hyphen = amount.is_hyphenated and j == amount.after
        if word.low in units_of_nouns() and not (is_first_of_hyphen and word.is_capital):
            last = _last_noun(words, j)
            return last, frozenset(modifiers if last == j else [*modifiers, word.low])
        if amount.is_hyphenated or not (word.text.isalpha() or word.low == "-"):
            return None, frozenset()
        if word.low in word_set("no_modifier", _SETS) or read_numeral(words, j):
            return None, frozenset()
        modifiers.append(word.low)
    return None, frozenset()


def _last_noun(words: Words, j: int) -> int:
    """ "Fallen soldiers", "soldiers' bodies": of two nouns in a row the second is what is counted."""
    following = skip(words, skip(words, j + 1, "'"), "s")
    if value_of(words, j, "unit") or value_of(words, following, "unit"):
        return j
    return following if lower(words, following) in units_of_nouns() else j


def is_no_amount(words: Words, amount: Amount) -> bool:
    """An age, a rank, a price, the number of an article; a day or a year of the calendar."""
    before = lower(words, amount.first - 1)
    # "At 16 hours": the clock.
    is_clock = before == "at" and value_of(words, amount.after, "unit") == "hour"
    return is_clock or before in word_set("no_amount_before", _SETS) or _is_calendar(words, amount)


def _is_calendar(words: Words, amount: Amount) -> bool:
    """ "On May 16 prisoners …", "in 2022 prisoners …": the number is a day or a year."""
    word, before = words[amount.first].text, lower(words, amount.first - 1)
    if amount.after != amount.first + 1 or not word.isdecimal():
        return False
    month = value_of(words, amount.first - 1, "month", "month_doubtful", "month_short")
    if month and words[amount.first - 1].is_capital and len(word) <= 2:
        return lower(words, amount.first - 2) != "in"
    is_year = len(word) == 4 and word[:2] in ("19", "20")
    return is_year and before in ("in", "since", "during", "until", "by")
