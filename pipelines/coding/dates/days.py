"""Days, as reports name them: by month, by number, by weekday.

Belongs here: readers of phrases that mean one day by the calendar or the week, with or without a year.
Does not belong here: days counted from another (`distances`), longer times (`periods`).
"""

from dataclasses import replace

from pipelines.coding.dates.phrase import (
    FIRST_YEAR,
    LAST_YEAR,
    Phrase,
    Reading,
    Words,
    can_follow,
    counts_something,
    fixed_phrases,
    longest,
    lower,
    skip,
    value_of,
)
from pipelines.coding.text.numerals import glued, read_count, read_ordinal
from pipelines.coding.text.word_scan import word_set


def read_day_number(words: Words, i: int) -> tuple[int, int, bool] | None:
    """A day of the month at `i`: number, index after it, whether it was an ordinal. "The" may stand before one."""
    start = skip(words, i, "the")
    ordinal = read_ordinal(words, start)
    if ordinal and isinstance(ordinal.value, int) and 1 <= ordinal.value <= 31:
        return ordinal.value, ordinal.after, True
    word = words[start].text if start < len(words) else ""
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31 and not _is_part_of_number(words, start):
        return int(word), start + 1, False
    return None


def _is_part_of_number(words: Words, i: int) -> bool:
    """1,000 · 1.5 · 5+2 · 24-hour · M23: digits that are only a part of something."""
    before, after = lower(words, i - 1), lower(words, i + 1)
    if glued(words, i) and before and (before.isalnum() or before in ("+", "$", "€", "£", "#")):
        return True
    if not glued(words, i + 1):
        return False
    if after in ("%", "+", "€", "$") or after.isalpha():
        return True
    return after in (",", ".", ":") and glued(words, i + 2) and words[i + 2].kind == "number"


def read_month_name(words: Words, i: int, beside_number: bool) -> tuple[int, int] | None:
    """The month at `i` and the index after it, with the stop of a short form."""
    month = value_of(words, i, "month")
    if month is None and words[i : i + 1]:
        doubtful = value_of(words, i, "month_doubtful", "month_short")
        month = doubtful if doubtful and beside_number and words[i].is_capital else None
    if month is None or (lower(words, i) == "august" and not words[i].is_capital):
        return None
    after = i + 1
    if value_of(words, i, "month_short") and lower(words, after) == "." and glued(words, after):
        after += 1
    return int(month), after


def read_year(words: Words, i: int) -> tuple[int, int] | None:
    """Four digits that can be a year."""
    if i >= len(words) or words[i].kind != "number" or len(words[i].text) != 4:
        return None
    year = int(words[i].text)
    if not FIRST_YEAR <= year <= LAST_YEAR or _is_part_of_number(words, i):
        return None
    if (
        glued(words, i)
        and lower(words, i - 1) in ("-", "/")
        and i > 1
        and glued(words, i - 1)
        and words[i - 2].kind == "number"
    ):
        return (year, i + 1) if len(words[i - 2].text) == 4 else None
    return year, i + 1


def year_shift(words: Words, i: int) -> tuple[int, int] | None:
    """last year, of this year, next year; and "last" alone (10 July last)."""
    start = skip(words, i, "of")
    shift = {"last": -1, "this": 0, "next": 1}.get(lower(words, start))
    if shift is not None and lower(words, start + 1) == "year":
        return shift, start + 2
    return None


def _with_year(words: Words, phrase: Phrase, j: int) -> Reading:
    """A day of a month with the year that may follow it."""
    found = read_year(words, skip(words, j, ",", "of"))
    if found and not counts_something(words, found[1]):
        return replace(phrase, year=found[0]), found[1]
    shifted = year_shift(words, skip(words, j, ","))
    if shifted:
        return replace(phrase, year_shift=shifted[0]), shifted[1]
    if lower(words, j) == "last" and can_follow(words, j + 1):
        return replace(phrase, shift="last"), j + 1
    return phrase, j


def read_day(words: Words, i: int) -> Reading | None:
    """A day of a named month, with or without weekday and year. Kind `day`."""
    # "This Monday 8 August": the date outranks the shift.
    j = skip(words, i, "this", "last", "next") if value_of(words, i + 1, "weekday") else i
    weekday = value_of(words, j, "weekday", "weekday_short")
    if weekday is not None:
        j = skip(words, skip(words, j + 1, "."), ",")
    month = read_month_name(words, j, beside_number=True)
    if month:
        number = read_day_number(words, month[1])
        if not number or (lower(words, month[1]) == "the" and not number[2]):
            return None
        # "In May 16 prisoners crossed": the number belongs to the prisoners.
        if not number[2] and counts_something(words, number[1]) and lower(words, i - 1) == "in":
            return None
        return _day_of(words, _named_day(number[0], month[0], weekday), number[1])
    number = read_day_number(words, j)
    if number:
        month = read_month_name(words, skip(words, number[1], "of"), beside_number=True)
        if month:
            return _day_of(words, _named_day(number[0], month[0], weekday), month[1])
        if weekday is not None and number[2] and lower(words, j) == "the" and can_follow(words, number[1]):
            return Phrase("day_of_month", day=number[0], weekday=int(weekday)), number[1]
    return None


def _named_day(day: int, month: int, weekday: str | None) -> Phrase:
    return Phrase("day", day=day, month=month, weekday=int(weekday) if weekday is not None else None)


def _day_of(words: Words, phrase: Phrase, j: int) -> Reading:
    if j < len(words) and words[j].is_capital and words[j].low in word_set("makes_a_name"):
        return Phrase("none"), j + 1
    return _with_year(words, phrase, j)


def read_day_of_month(words: Words, i: int) -> Reading | None:
    """ "The 16th", "the sixth of this month", "the 26th of that month". Kind `day_of_month`."""
    if lower(words, i) != "the":
        return None
    number = read_day_number(words, i)
    if not number or not number[2]:
        return None
    day, j, _ = number
    if lower(words, j) == "of":
        start = skip(words, j + 1, "the")
        shift = value_of(words, start, "shift")
        if shift and lower(words, start + 1) == "month":
            return Phrase("day_of_month", day=day, shift=shift), start + 2
        if start == j + 2 and lower(words, start) == "month":
            return Phrase("day_of_month", day=day, shift="this"), start + 1
        return None
    if lower(words, j) == "and" and lower(words, j + 1) in ("last", "final", "closing"):
        # "on the second and last day"
        return None
    if lower(words, i - 1) in word_set("before_bare_day") and (
        (can_follow(words, j) and lower(words, j) not in ("of", "in"))
        or (lower(words, j) == "in" and words[j - 1].kind == "number")
    ):
        return Phrase("day_of_month", day=day), j
    is_digits = read_ordinal(words, i + 1) is not None and words[i + 1].kind == "number"
    if is_digits and lower(words, i - 1) == "," and can_follow(words, j):
        return Phrase("day_of_month", day=day), j
    return None


def read_numeric_date(words: Words, i: int) -> Reading | None:
    """2025-05-16, 16/05/2025, 16.05.2025. Kind `day`; a date that can be read in two ways is a `year`."""
    return None if glued(words, i) else read_numeric_day(words, i)


def read_numeric_day(words: Words, i: int) -> Reading | None:
    """A day in figures, also right behind a sign ("10-11.12.1996")."""
    if i + 4 >= len(words) or words[i].kind != "number":
        return None
    sign = words[i + 1].text
    if sign not in "-/." or words[i + 3].text != sign or not all(glued(words, i + k) for k in range(1, 5)):
        return None
    parts = [words[i + k].text for k in (0, 2, 4)]
    if not all(p.isdecimal() and len(p) <= 4 for p in parts) or (glued(words, i + 5) and lower(words, i + 5).isalnum()):
        return None
    first, second, third = (int(p) for p in parts)
    if len(parts[0]) == 4 and FIRST_YEAR <= first <= LAST_YEAR and second <= 12 and third <= 31:
        return Phrase("day", year=first, month=second, day=third), i + 5
    if len(parts[2]) != 4 or not FIRST_YEAR <= third <= LAST_YEAR:
        return None
    if sign == "/" and first <= 12 and second <= 12 and first != second:
        return Phrase("year", year=third), i + 5
    if second <= 12 and first <= 31:
        return Phrase("day", year=third, month=second, day=first), i + 5
    if sign == "/" and first <= 12 and second <= 31:
        return Phrase("day", year=third, month=first, day=second), i + 5
    return None


def read_weekday(words: Words, i: int) -> Reading | None:
    """A weekday with what stands around it. Kind `weekday`; `shift`, or `count` weeks on."""
    if lower(words, i - 1) in ("every", "each"):
        return None
    start = i
    counted = _weeks_before_weekday(words, i)
    count = 0
    if counted:
        count, start = counted
    shift = None
    if not counted and value_of(words, start, "shift"):
        shift, start = value_of(words, start, "shift"), start + 1
        if lower(words, start) in ("coming", "past"):
            shift, start = ("next" if lower(words, start) == "coming" else "last"), start + 1
    elif not counted and lower(words, start) == "the" and value_of(words, start + 1, "shift"):
        shift, start = value_of(words, start + 1, "shift"), start + 2
    elif not counted and lower(words, start) == "past":
        shift, start = "last", start + 1
    weekday = value_of(words, start, "weekday")
    j = start + 1
    if weekday is None:
        weekday = value_of(words, start, "weekday_short")
        before = lower(words, start - 1)
        if weekday is None or not words[start].is_capital or not (shift or before in word_set("before_short_weekday")):
            return None
        j = skip(words, j, ".") if glued(words, j) else j
    if value_of(words, j, "daypart"):
        j += 1
    if counted:
        return Phrase("weekday", weekday=int(weekday), count=count), j
    of_week = skip(words, j, "of")
    week_shift = {"next": 1, "last": -1, "this": 0}.get(lower(words, of_week))
    if week_shift is not None and lower(words, of_week + 1) == "week":
        return Phrase("weekday", weekday=int(weekday), shift="of_week", count=week_shift), of_week + 2
    if lower(words, j) == "week" and not shift:
        return Phrase("weekday", weekday=int(weekday), count=1), j + 1
    if lower(words, j) in ("last", "next") and not shift and can_follow(words, j + 1):
        return Phrase("weekday", weekday=int(weekday), shift=lower(words, j)), j + 1
    return Phrase("weekday", weekday=int(weekday), shift=shift), j


def _weeks_before_weekday(words: Words, i: int) -> tuple[int, int] | None:
    """ "A week from Monday", "two weeks on Friday": the number of weeks and the index of the weekday."""
    counted = read_count(words, i)
    if not counted or counted.value is None or value_of(words, counted.after, "unit") not in ("week", "fortnight"):
        return None
    j = counted.after + 1
    if lower(words, j) in ("from", "on") and value_of(words, j + 1, "weekday"):
        weeks = int(counted.value) * (2 if value_of(words, counted.after, "unit") == "fortnight" else 1)
        return weeks, j + 1
    return None


def read_point(words: Words, i: int) -> Reading | None:
    """The longest reading of a single day at word `i`."""
    return longest(words, i, (read_fixed_day, read_numeric_date, read_day, read_weekday))


def read_fixed_day(words: Words, i: int) -> Reading | None:
    """A fixed phrase for one day: "tomorrow" (kind `fixed_day`, `count` days from publication), a fixed feast."""
    table = fixed_phrases()
    found = table.longest(words, i) if words[i].low in table.by_first else None
    if not found or found[0]["reading"] not in ("day", "feast"):
        return None
    (row, j), value = found, found[0]["value"]
    if row["reading"] == "feast":
        return (Phrase("day", day=int(value[3:]), month=int(value[:2])), j) if words[i].is_capital else None
    # "Yesterday, Saturday": the weekday only repeats the day.
    named = skip(words, j, ",")
    if int(value) in (-1, 0, 1) and value_of(words, named, "weekday"):
        j = named + 1
    return Phrase("fixed_day", count=int(value)), j
