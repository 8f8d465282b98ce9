"""Where phrases of time stand in a text, and which two of them are the ends of one span.

Belongs here: the walk over the words, the joining of two phrases ("from Friday to Sunday", "16-18 May"), and a
year that two days share.
Does not belong here: single phrases (their readers), which days are meant (`anchor`).
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.coding.dates import periods
from pipelines.coding.dates.days import (
    read_day,
    read_day_number,
    read_day_of_month,
    read_fixed_day,
    read_month_name,
    read_numeric_date,
    read_numeric_day,
    read_weekday,
    read_year,
    year_shift,
)
from pipelines.coding.dates.distances import read_distance, read_fixed, read_window
from pipelines.coding.dates.phrase import (
    Phrase,
    Reader,
    Reading,
    Words,
    can_open,
    counts_something,
    kinds_in,
    kinds_of_opener,
    longest,
    lower,
    opened,
    openers,
    skip,
)
from pipelines.coding.text.numerals import glued
from pipelines.coding.text.word_scan import word_set

_MONTHS = frozenset(("month", "month_doubtful", "month_short"))
_WEEKDAYS = frozenset(("weekday", "weekday_short"))
_COUNTS = frozenset(("number", "unit", "ten", "vague", "a", "an", "half"))
#: Each reader with the kinds of words (see `kinds_in`) one of which it cannot do without (none: no such word is
#: needed), and with what its first word is (see `kinds_of_opener`).
_READERS: tuple[tuple[Reader, Set[str], Set[str]], ...] = (
    (read_fixed_day, frozenset(), {"fixed"}),
    (read_fixed, frozenset(), {"fixed"}),
    (read_numeric_date, {"number"}, {"number"}),
    (read_day, _MONTHS | _WEEKDAYS, _MONTHS | _WEEKDAYS | {"shift", "number", "ordinal", "ten", "the"}),
    (read_day_of_month, frozenset(), {"the"}),
    (read_distance, {"unit"}, _COUNTS),
    (read_window, {"unit"}, {"within", "in", "over", "during", "for"}),
    *periods.READERS,
    (read_weekday, _WEEKDAYS, _WEEKDAYS | _COUNTS | {"shift", "the", "past"}),
)
#: Kinds of phrases that can be the two ends of one span.
_DAY_KINDS = frozenset(("day", "weekday", "fixed_day", "day_of_month"))
#: How far before "from Monday to Wednesday" a verb may stand that makes it a move and no span.
_MOVE_REACH = 8
#: How many days are listed in a row.
_MOST_DAYS = 6


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Found:
    """A phrase and its words: `first` to `after` (exclusive)."""

    phrase: Phrase
    first: int
    after: int


def find_phrases(words: Words, sentences: Sequence[int]) -> list[Found]:
    """All phrases of time in order, not overlapping; phrases of kind `none` are passed over."""
    found: list[Found] = []
    opening = openers()
    kinds = kinds_in(words)
    has_months = not kinds.isdisjoint(_MONTHS)
    free = 0
    for i in opened(words, opening):
        if i < free or not can_open(words, i):
            continue
        word = words[i]
        here = _read_numeric_span(words, i) if word.kind == "number" else None
        if here is None and has_months:
            here = _read_days_of_one_month(words, i)
        here = here or _read_span(words, i, sentences, kinds)
        if here:
            found.extend(entry for entry in here if entry.phrase.kind != "none")
            free = here[-1].after
    return _share_years(words, found)


def _longest_at(words: Words, i: int, kinds: frozenset[str]) -> Reading | None:
    """The longest reading at word `i`, among words of these kinds."""
    word = words[i]
    return longest(words, i, _readers_for(kinds, "1" if word.kind == "number" else word.low))


@lru_cache(maxsize=10_000)
def _readers_for(kinds: frozenset[str], opener: str) -> tuple[Reader, ...]:
    """The readers that can find something where words of these kinds stand, at a word (any digits: "1")."""
    opening = kinds_of_opener(opener)
    return tuple(
        reader
        for reader, needed, openers in _READERS
        if not openers.isdisjoint(opening) and (not needed or not needed.isdisjoint(kinds))
    )


def _joiner(words: Words, i: int, before: str) -> tuple[bool, int] | None:
    """Whether the word at `i` joins two ends: (it surely makes a span, index after it)."""
    word = lower(words, i)
    if word in word_set("joins_span"):
        is_dash = not word.isalpha()
        if is_dash and word != "-" and glued(words, i) != glued(words, i + 1):
            return None
        return True, i + 1
    if word in ("until", "till"):
        return (True, i + 1) if before == "from" else None
    if word in word_set("joins_choice"):
        return before == "between", skip(words, i + 1, "on")
    return None


def _read_numeric_span(words: Words, i: int) -> list[Found] | None:
    """ "10-11.12.1996", "27-28/11/2017": two days, one month and year in figures."""
    if i + 2 >= len(words) or words[i].kind != "number" or lower(words, i + 1) not in ("-", "–"):
        return None
    if not (glued(words, i + 1) and glued(words, i + 2) and words[i].text.isdecimal()) or glued(words, i):
        return None
    found = read_numeric_day(words, i + 2)
    if found is None or found[0].day is None or not 0 < int(words[i].text) < found[0].day:
        return None
    return [Found(Phrase("span", inner=replace(found[0], day=int(words[i].text)), last=found[0]), i, found[1])]


def _read_days_of_one_month(words: Words, i: int) -> list[Found] | None:
    """ "16-18 May", "June 20 and 30", "3, 4 and 5 May": several day numbers, one name of a month."""
    month = read_month_name(words, i, beside_number=True)
    days, is_span = _read_day_list(words, month[1] if month else i, lower(words, i - 1))
    if len(days) < 2:
        return None
    _, _, after = days[-1]
    behind = read_month_name(words, skip(words, after, "of"), beside_number=True)
    if month and (behind or counts_something(words, after)):
        return None
    if not month and not behind:
        return None
    name, after = (month[0], after) if month else behind or (0, after)
    year = read_year(words, skip(words, after, ",", "of"))
    if year and counts_something(words, year[1]):
        year = None
    shift = year_shift(words, skip(words, after, ",")) if year is None else None
    after = year[1] if year else shift[1] if shift else after
    phrases = [
        Phrase("day", day=number, month=name, year=year[0] if year else None, year_shift=shift[0] if shift else None)
        for number, _, _ in days
    ]
    numbers = [number for number, _, _ in days]
    if is_span or numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return [Found(Phrase("span", inner=phrases[0], last=phrases[-1]), i, after)]
    found = [Found(phrase, start, end) for phrase, (_, start, end) in zip(phrases, days, strict=True)]
    return [replace(found[0], first=i), *found[1:-1], replace(found[-1], after=after)]


def _read_day_list(words: Words, i: int, before: str) -> tuple[list[tuple[int, int, int]], bool]:
    """Day numbers, rising, joined by a dash, "and" or commas before it: (number, first word, word after), and
    whether the join makes a span of them. Empty where there are not two."""
    days: list[tuple[int, int, int]] = []
    j = i
    while len(days) < _MOST_DAYS:
        day = read_day_number(words, j)
        if not day or (days and day[0] <= days[-1][0]):
            return [], False
        days.append((day[0], j, day[1]))
        joined = _joiner(words, day[1], before)
        if joined:
            last = read_day_number(words, joined[1])
            if not last or last[0] <= day[0] or (joined[0] and len(days) > 1):
                return [], False
            return [*days, (last[0], joined[1], last[1])], joined[0]
        if lower(words, day[1]) != ",":
            return [], False
        j = day[1] + 1
    return [], False


def _read_span(words: Words, i: int, sentences: Sequence[int], kinds: frozenset[str]) -> list[Found] | None:
    reading = _longest_at(words, i, kinds)
    if not reading:
        return None
    first, after = reading
    if first.kind == "none" or first.kind == "span":
        return [Found(first, i, after)]
    before = lower(words, i - 1)
    # "from Friday, April 19, to Sunday": the weekday of a day puts it between commas
    behind = skip(words, after, ",") if before == "from" and first.kind == "day" else after
    joined = _joiner(words, behind, before)
    if not joined or (before == "from" and _is_moved(words, i)):
        return [Found(first, i, after)]
    is_span, start = joined
    second = _read_end(words, start, first, kinds)
    if not second or sentences[start] != sentences[i] or not _can_join(first, second[0]):
        return [Found(first, i, after)]
    if not is_span and (not _is_next(first, second[0]) or _goes_on_to_tell(words, behind, start, second[1])):
        return [Found(first, i, after)]
    return [Found(Phrase("span", inner=first, last=second[0]), i, second[1])]


def _goes_on_to_tell(words: Words, joint: int, start: int, after: int) -> bool:
    """Whether "and on Tuesday" opens what was done on the second day: "left on Monday and on Tuesday received him"."""
    if start <= joint + 1 or after >= len(words):
        return False
    return lower(words, after).isalpha() and lower(words, after) not in word_set("after_days")


def _read_end(words: Words, i: int, first: Phrase, kinds: frozenset[str]) -> Reading | None:
    """The phrase at `i`; after "the 21st and" also a bare "22nd"."""
    reading = _longest_at(words, i, kinds) if i < len(words) else None
    if reading or first.kind != "day_of_month":
        return reading
    number = read_day_number(words, i)
    return (Phrase("day_of_month", day=number[0]), number[1]) if number and number[2] else None


def _is_moved(words: Words, i: int) -> bool:
    return any(lower(words, k) in word_set("moves_a_date") for k in range(max(0, i - _MOVE_REACH), i))


def _can_join(first: Phrase, second: Phrase) -> bool:
    if first.kind in _DAY_KINDS:
        return second.kind in _DAY_KINDS
    return first.kind in ("month", "year") and first.kind == second.kind


def _is_next(first: Phrase, second: Phrase) -> bool:
    """Whether the second comes right after the first, so that "and" makes a span of them."""
    if first.kind != second.kind:
        return False
    if first.kind == "weekday":
        return second.shift is None and (second.weekday or 0) == ((first.weekday or 0) + 1) % 7
    if first.kind == "fixed_day":
        return (second.count or 0) == (first.count or 0) + 1
    if first.kind == "day":
        is_same_month = first.month == second.month and second.day == (first.day or 0) + 1
        return is_same_month and first.year in (None, second.year)
    if first.kind == "day_of_month":
        return second.day == (first.day or 0) + 1
    if first.kind == "month":
        return first.year in (None, second.year) and second.month == (first.month or 0) % 12 + 1
    return first.kind == "year" and second.year == (first.year or 0) + 1


def _share_years(words: Words, found: list[Found]) -> list[Found]:
    """A day without a year takes the one of the day it is listed with ("June 2 and July 23, 2021")."""
    shared = list(found)
    for k in range(len(shared) - 2, -1, -1):
        phrase, later = shared[k].phrase, shared[k + 1].phrase
        gap = range(shared[k].after, shared[k + 1].first)
        is_listed = len(gap) <= 3 and all(lower(words, g) in (",", "and", "or", "on") for g in gap)
        if phrase.kind == later.kind == "day" and is_listed and phrase.year is None and later.year is not None:
            is_before = (phrase.month or 0, phrase.day or 0) <= (later.month or 0, later.day or 0)
            year = later.year if is_before else later.year - 1
            shared[k] = replace(shared[k], phrase=replace(phrase, year=year))
        if phrase.kind == later.kind == "month" and is_listed and phrase.year is None and later.year is not None:
            # "in May and October 2023"
            year = later.year - ((phrase.month or 0) > (later.month or 0))
            shared[k] = replace(shared[k], phrase=replace(phrase, year=year))
    return shared
