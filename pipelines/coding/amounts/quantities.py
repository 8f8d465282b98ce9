"""The "how many" of a text: numbers of people, bodies, days and kilometres, and how they are meant.

Belongs here: finding a number with what it counts, its unit and basis, and the two sides of an exchange.
Does not belong here: reading a number (`text.numerals`), which provision a quantity belongs to,
days of the calendar.

Conventions of the coding manual: the figure of a symmetric swap is that of one side; a range and "at least" give
their lower bound; a week is 7 days, a month 30, a year 365, 24 hours one day. Linear in the length of the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from operator import attrgetter

from pipelines.coding.amounts.amounts import (
    Amount,
    amount_at,
    amount_openers,
    behind_article,
    is_no_amount,
    noun_after,
    units_of_nouns,
)
from pipelines.coding.dates.phrase import Words, after_sequence, lower, opened, value_of
from pipelines.coding.text.numerals import glued, read_numeral
from pipelines.coding.text.word_scan import PhraseTable, Scan, lexicon_rows, phrase_table, scanned, word_set

#: How far before a number "each side" reaches.
_CLAUSE_REACH = 8
_LOW = attrgetter("low")
_PEOPLE = ("prisoners", "persons", "bodies")
_SETS = "quantity_word_sets"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts; `text` is the text at `start`:`end`.

    `number` is in `unit` (two weeks: 14 days) and None where nobody stated it (dozens). `upper` closes a range.
    `noun` is the counted word in lower case, empty where it was left out ("1,000 for 1,000"). `unit` is one of
    prisoners, bodies, days, km, persons, other. `basis` is per_side, total, at_least, up_to or approximate; `bound`
    is at_least, up_to or approximate also where the basis is per_side ("at least 1,000 from each side"). `pair` is
    shared by the two sides of an asymmetric exchange, the given first.
    """

    start: int
    end: int
    text: str
    number: int | float | None
    upper: int | float | None
    noun: str
    unit: str
    basis: str
    bound: str | None = None
    pair: int | None = None


@cache
def _cues(side: str) -> PhraseTable:
    return phrase_table(row for row in lexicon_rows("quantity_cues") if row["side"] == side)


@cache
def _cues_before() -> dict[tuple[str, ...], str]:
    rows = (row for row in lexicon_rows("quantity_cues") if row["side"] == "before")
    return {tuple(row["words"].split()): row["basis"] for row in rows}


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Quantities in `text[start:end]`, in order, not overlapping, with offsets into `text`."""
    return quantities_in(scanned(text, start, end))


def quantities_in(scan: Scan) -> list[Quantity]:
    """Quantities in a scanned stretch of text, as `find_quantities` gives them."""
    text, words, sentences = scan.text, scan.words, scan.sentences
    exchange, opening = word_set("exchange", _SETS), amount_openers()
    lows = set(map(_LOW, words))
    exchanging = set()
    if not exchange.isdisjoint(lows):
        exchanging = {sentences[i] for i, word in enumerate(words) if word.low in exchange}
    found: list[tuple[Quantity, int, int]] = []
    free = 0
    for i in opened(words, opening):
        word = words[i]
        if i < free:
            continue
        if word.low in ("a", "an") and lower(words, i + 1) not in behind_article():
            continue
        amount = amount_at(words, i)
        if amount and is_no_amount(words, amount):
            free = amount.after
            continue
        is_exchange = sentences[i] in exchanging
        entry = _swap_at(text, words, i, is_exchange) if "for" in lows else None
        if not entry and amount:
            entry = _quantity_at(text, words, amount, is_exchange)
        if entry:
            found.append(entry)
            free = entry[2]
    return _paired(text, words, sentences, found)


# -- a number and its noun ----------------------------------------------------------------------------------------


def _quantity_at(text: str, words: Words, amount: Amount, is_exchange: bool) -> tuple[Quantity, int, int] | None:
    i = amount.first
    noun_at, modifiers = noun_after(words, amount)
    is_dead = lower(words, i - 1) == "of" and lower(words, i - 2) in word_set("bodies_of", _SETS)
    if noun_at is None:
        return _without_noun(text, words, amount, is_exchange, is_dead)
    after = noun_at + 1
    row = units_of_nouns()[lower(words, noun_at)]
    if lower(words, noun_at).startswith("prisoner"):
        after = after_sequence(words, after, "of", "war") or after
    if lower(words, after) in word_set("no_amount_after", _SETS) or lower(words, after + 1) == "old":
        return None
    halved = after_sequence(words, after, "and", "a", "half")
    if halved and amount.low is not None and value_of(words, noun_at, "unit"):
        amount, after = replace(amount, low=amount.low + 0.5), halved
    unit = _unit(row, modifiers, is_exchange, is_dead)
    factor = _factor(row["factor"])
    low, high = _scaled(amount.low, factor), _scaled(amount.high, factor)
    basis, bound = _basis(words, amount, after, unit)
    return _quantity(text, words, amount, after, low, high, lower(words, noun_at), unit, basis, bound), i, after


@cache
def _factor(written: str) -> Fraction:
    return Fraction(written)


def _quantity(
    text: str,
    words: Words,
    amount: Amount,
    after: int,
    low: int | float | None,
    high: int | float | None,
    noun: str,
    unit: str,
    basis: str,
    bound: str | None,
) -> Quantity:
    start, end = words[amount.first].start, words[after - 1].end
    return Quantity(start, end, text[start:end], low, high, noun, unit, basis, bound)


def _unit(row: dict[str, str], modifiers: frozenset[str], is_exchange: bool, is_dead: bool) -> str:
    unit = row["unit"]
    if unit in _PEOPLE and (is_dead or modifiers & word_set("dead", _SETS)):
        return "bodies"
    if row["when"] == "exchange" and not is_exchange and not modifiers & word_set("captive", _SETS):
        return "persons"
    return unit


def _scaled(value: int | float | None, factor: Fraction) -> int | float | None:
    if value is None or factor == 1:
        return value
    scaled = Fraction(str(value)) * factor
    if factor.denominator == 1:
        return round(scaled)
    return int(scaled) if scaled.denominator == 1 else round(float(scaled), 2)


# -- basis --------------------------------------------------------------------------------------------------------


def _basis(words: Words, amount: Amount, after: int, unit: str) -> tuple[str, str | None]:
    """The basis, and the bound where one is stated."""
    before = _cue_before(words, amount.first)
    if unit == "days" and lower(words, amount.first - 1) == "over":
        before = None
    behind = _cues("after").longest(words, after) if after < len(words) else None
    behind_basis = behind[0]["basis"] if behind else None
    bound = next((b for b in (before, behind_basis) if b in ("at_least", "up_to", "approximate")), None)
    if bound is None and (amount.high is not None or lower(words, amount.after - 1) == "+"):
        bound = "at_least"
    is_per_side = unit in (*_PEOPLE, "other") and (behind_basis == "per_side" or _is_each_before(words, amount.first))
    # "Three prisoners for each hostage" and "1,000 each month" share out over something else than sides.
    if is_per_side and behind_basis == "per_side" and behind and behind[1] == after + 1:
        is_per_side = not (lower(words, after + 1).isalpha() and value_of(words, after + 1, "unit", "weekday"))
    return ("per_side" if is_per_side else bound or "total"), bound


def _cue_before(words: Words, i: int) -> str | None:
    """The basis by the words before the number. "Up to about": the bound outweighs the approximation."""
    for length in (3, 2, 1):
        basis = _cues_before().get(tuple(word.low for word in words[i - length : i])) if i >= length else None
        if basis == "approximate":
            return _cue_before(words, i - length) or basis
        if basis:
            return None if basis == "none" else basis
    return None


def _is_each_before(words: Words, i: int) -> bool:
    for j in range(max(0, i - _CLAUSE_REACH), i):
        found = _cues("clause").longest(words, j)
        if found and not any(lower(words, k) in (".", ";", ":") for k in range(j, i)):
            return True
    return False


def _without_noun(
    text: str, words: Words, amount: Amount, is_exchange: bool, is_dead: bool
) -> tuple[Quantity, int, int] | None:
    """ "1,000 from each side", "the bodies of ten others": the noun is to be known from the sentence."""
    if amount.is_hyphenated or not (is_exchange or is_dead):
        return None
    unit = "bodies" if is_dead else "prisoners"
    basis, bound = _basis(words, amount, amount.after, unit)
    follower = lower(words, amount.after)
    if is_exchange and _is_group(words, amount.after):
        return (
            _quantity(text, words, amount, amount.after + 1, amount.low, amount.high, follower, unit, basis, bound),
            amount.first,
            amount.after + 1,
        )
    if follower.isalpha() and follower not in word_set("no_modifier", _SETS) and not is_dead:
        # "Each of the two parties": what follows is counted, and is nothing we know.
        is_named = _cues("after").longest(words, amount.after) is not None
        if not is_named and not _is_elliptic(words, amount):
            return None
    if basis != "per_side" and not is_dead and not _is_elliptic(words, amount):
        return None
    quantity = _quantity(text, words, amount, amount.after, amount.low, amount.high, "", unit, basis, bound)
    return quantity, amount.first, amount.after


def _is_group(words: Words, i: int) -> bool:
    """Whether people are counted by the name of their side: "50 Houthis", "150 Palestinians"."""
    word = words[i] if i < len(words) else None
    return word is not None and word.is_capital and word.text[1:].islower() and word.low.endswith("s")


def _is_elliptic(words: Words, amount: Amount) -> bool:
    """ "50 for 150 hostages", "up to 1,000 held by the rebels", "1,200 of the other side's"."""
    following = lower(words, amount.after)
    if following == "for":
        return read_numeral(words, amount.after + 1) is not None
    if following == "of":
        return lower(words, amount.after + 1) in ("the", "its", "their", "his", "them", "those")
    if lower(words, amount.first - 1) == "whom" and lower(words, amount.first - 2) in ("of", "and"):
        # "1,420, of whom 400 are to be released"
        return amount.low is not None
    if _is_object_of_freeing(words, amount.first):
        # "freed close to 900"
        return amount.low is not None
    if following == "by":
        # "400 by the government and 1,020 by the movement": parts of a whole
        return amount.low is not None and lower(words, amount.first - 1) == "and"
    return following in ("held", "others", "more", "captured", "jailed") and amount.low is not None


def _is_object_of_freeing(words: Words, i: int) -> bool:
    """Whether a verb of freeing stands before the number, over words like "close to" and "about"."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if lower(words, k) in word_set("freeing", _SETS):
            return True
        if lower(words, k) not in word_set("passed_before_number", _SETS):
            return False
    return False


# -- exchanges ----------------------------------------------------------------------------------------------------


def _swap_at(text: str, words: Words, i: int, is_exchange: bool) -> tuple[Quantity, int, int] | None:
    """ "1,000-for-1,000", "a thousand for a thousand": the same bare number twice, one quantity for each side."""
    first = read_numeral(words, i)
    if not first or first.value is None or (glued(words, i) and lower(words, i - 1) in ("-", ".")):
        return None
    j = first.after + 1 if lower(words, first.after) == "-" else first.after
    if lower(words, j) != "for":
        return None
    k = j + 2 if lower(words, j + 1) == "-" else j + 1
    second = read_numeral(words, k)
    if not second or second.value != first.value:
        return None
    amount = Amount(i, second.after, first.value, None)
    noun_at, modifiers = noun_after(words, amount)
    if noun_at is None or units_of_nouns()[lower(words, noun_at)]["unit"] not in _PEOPLE:
        if not is_exchange and lower(words, j - 1) != "-":
            return None
        return (
            _quantity(text, words, amount, second.after, first.value, None, "", "prisoners", "per_side", None),
            i,
            second.after,
        )
    row = units_of_nouns()[lower(words, noun_at)]
    unit = _unit(row, modifiers, True, False)
    after = noun_at + 1
    noun = lower(words, noun_at)
    return _quantity(text, words, amount, after, first.value, None, noun, unit, "per_side", None), i, after


def _paired(
    text: str, words: Words, sentences: Sequence[int], found: list[tuple[Quantity, int, int]]
) -> list[Quantity]:
    """The quantities, those on the two sides of a "for" as a pair, or as one where they are equal."""
    quantities: list[Quantity] = []
    pairs, skip_next = 0, False
    for n, (quantity, first, after) in enumerate(found):
        if skip_next:
            skip_next = False
            continue
        following = found[n + 1] if n + 1 < len(found) else None
        if not following or not _are_exchanged(words, sentences, quantity, first, after, following):
            quantities.append(quantity)
            continue
        other = following[0]
        skip_next = True
        if quantity.number == other.number and quantity.unit == other.unit and quantity.number is not None:
            span = text[quantity.start : other.end]
            quantities.append(replace(quantity, end=other.end, text=span, basis="per_side"))
            continue
        quantities += [replace(quantity, pair=pairs), replace(other, pair=pairs)]
        pairs += 1
    return quantities


def _are_exchanged(
    words: Words,
    sentences: Sequence[int],
    quantity: Quantity,
    first: int,
    after: int,
    following: tuple[Quantity, int, int],
) -> bool:
    other, other_first, _ = following
    if sentences[first] != sentences[other_first] or "per_side" in (quantity.basis, other.basis):
        return False
    if quantity.unit not in _PEOPLE or other.unit not in _PEOPLE:
        return False
    for j in range(other_first - 1, max(after, other_first - 8) - 1, -1):
        if lower(words, j) == "for":
            return True
        if lower(words, j) not in word_set("passed_after_for", _SETS):
            return False
    return False
