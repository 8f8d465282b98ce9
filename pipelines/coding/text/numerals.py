"""Numbers as they are written: digits, words, and the two mixed.

Belongs here: reading one number at a word ("1,000", "1.2 million", "twenty-five", "a thousand", "dozens"), and
one ordinal ("16th", "sixteenth").
Does not belong here: what is counted (`amounts.quantities`), and which numbers are days (`chronology_phrases`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows

ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
#: More digits than any count of people, days or kilometres needs; longer runs are numbers of something else.
_MOST_DIGITS = 12
#: More scales in a row than any number has; keeps a text of "thousand thousand …" linear.
_MOST_SCALES = 5
#: More days, weeks or years than a report counts.
_MOST_COUNTED = 2000


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Numeral:
    """A number and the index after its last word; `value` is None where no number was stated (dozens)."""

    value: int | float | None
    after: int


@cache
def _number_words() -> dict[str, tuple[str, int | None]]:
    return {
        row["word"]: (row["class"], int(row["value"]) if row["value"] else None) for row in lexicon_rows("number_words")
    }


@cache
def _classes() -> dict[str, str]:
    return {word: kind for word, (kind, _) in _number_words().items()}


def number_class(word: str) -> str:
    """Class of a word for a number, in lower case; empty for any other word."""
    return _classes().get(word, "")


def unit_named(word: str) -> int | None:
    """Value of a word for a number below twenty, in lower case; None for any other word."""
    kind, value = _number_words().get(word, ("", None))
    return value if kind == "unit" else None


@cache
def number_openers() -> frozenset[str]:
    """Words that a number can begin with, digits apart."""
    opening = [word for word, kind in _classes().items() if kind in ("unit", "ten", "vague")]
    return frozenset((*opening, "a", "an", "half"))


def can_open_number(word: Token) -> bool:
    """Whether a number can begin with a word; most words of a text are told apart by this alone."""
    return word.kind == "number" or word.low in number_openers()


def _word_class(words: Sequence[Token], i: int) -> str:
    return _classes().get(words[i].low, "") if i < len(words) else ""


def _word_value(words: Sequence[Token], i: int) -> int:
    value = _number_words()[words[i].low][1]
    assert value is not None
    return value


def glued(words: Sequence[Token], i: int) -> bool:
    """Whether word `i` follows the one before it without a gap."""
    return 0 < i < len(words) and words[i - 1].end == words[i].start


def read_numeral(words: Sequence[Token], i: int) -> Numeral | None:
    """The number that starts at word `i`, or None. "A" counts only before a scale or a dozen (a thousand)."""
    if i >= len(words) or not can_open_number(words[i]):
        return None
    if words[i].kind == "number":
        return _read_digits(words, i)
    word = words[i].low
    kind = _word_class(words, i)
    if word in ("a", "an"):
        if _word_class(words, i + 1) in ("scale", "dozen"):
            return _read_scales(words, 1, i + 1)
        return Numeral(None, i + 2) if _word_class(words, i + 1) == "vague" else None
    if word == "half" and i + 2 < len(words) and words[i + 1].low in ("a", "an") and words[i + 2].low == "million":
        return Numeral(500_000, i + 3)
    if kind == "vague":
        return Numeral(None, i + 1)
    if kind in ("unit", "ten"):
        value, after = _read_below_hundred(words, i)
        return _read_scales(words, value, after)
    return None


def read_count(words: Sequence[Token], i: int) -> Numeral | None:
    """A number of units: a numeral, or "a"/"an" as one. None as value: not stated."""
    found = read_numeral(words, i)
    if found:
        after = found.after
        if found.value is None and after < len(words) and words[after].low == "of":
            after += 1
        value = found.value if isinstance(found.value, int) and found.value <= _MOST_COUNTED else None
        return Numeral(value, after)
    return Numeral(1, i + 1) if i < len(words) and words[i].low in ("a", "an") else None


def _read_digits(words: Sequence[Token], i: int) -> Numeral | None:
    digits, after = words[i].text, i + 1
    while (
        len(digits) <= _MOST_DIGITS
        and glued(words, after)
        and words[after].text == ","
        and glued(words, after + 1)
        and words[after + 1].kind == "number"
        and len(words[after + 1].text) == 3
    ):
        digits += words[after + 1].text
        after += 2
    if len(digits) > _MOST_DIGITS:
        return None
    value: int | float = int(digits)
    is_decimal = glued(words, after) and words[after].text == "." and glued(words, after + 1)
    if is_decimal and words[after + 1].kind == "number" and len(words[after + 1].text) <= _MOST_DIGITS:
        value = float(f"{digits}.{words[after + 1].text}")
        after += 2
    return _read_scales(words, value, after)


def _read_below_hundred(words: Sequence[Token], i: int) -> tuple[int, int]:
    value, after = _word_value(words, i), i + 1
    if _word_class(words, i) != "ten":
        return value, after
    unit = after + 1 if after < len(words) and words[after].text == "-" else after
    if _word_class(words, unit) == "unit" and 0 < _word_value(words, unit) < 10:
        return value + _word_value(words, unit), unit + 1
    return value, after


def _read_scales(words: Sequence[Token], value: int | float, after: int) -> Numeral:
    """Multiplies by the scales that follow, and adds what follows them (two hundred and fifty)."""
    total: int | float = 0
    for _ in range(_MOST_SCALES):
        if _word_class(words, after) not in ("scale", "dozen"):
            break
        scale = _word_value(words, after)
        value, after = value * scale, after + 1
        if scale >= 1000:
            total, value = total + value, 0
        rest = after + 1 if after < len(words) and words[after].low == "and" else after
        if scale == 20 or scale == 12 or _word_class(words, rest) not in ("unit", "ten"):
            continue
        below, after = _read_below_hundred(words, rest)
        value += below
    total += value
    is_whole = isinstance(total, float) and total.is_integer()
    return Numeral(round(total) if is_whole or (isinstance(total, float) and total >= 1000) else total, after)


def read_ordinal(words: Sequence[Token], i: int) -> Numeral | None:
    """The ordinal at word `i`: 16th, sixteenth, twenty-first."""
    if i >= len(words):
        return None
    if words[i].kind == "number":
        if len(words[i].text) <= 3 and glued(words, i + 1) and words[i + 1].low in ORDINAL_ENDINGS:
            return Numeral(int(words[i].text), i + 2)
        return None
    if _word_class(words, i) == "ordinal":
        return Numeral(_word_value(words, i), i + 1)
    if _word_class(words, i) == "ten":
        unit = i + 2 if i + 1 < len(words) and words[i + 1].text == "-" else i + 1
        if _word_class(words, unit) == "ordinal" and _word_value(words, unit) < 10:
            return Numeral(_word_value(words, i) + _word_value(words, unit), unit + 1)
    return None
