"""Times longer than a day: weeks, weekends, months, seasons, quarters, years, decades.

Belongs here: readers of such phrases, whatever part of them is meant ("early June", "the end of next month").
Does not belong here: spans between two of them (`spans`), and how long a part is (`anchor`).
"""

from pipelines.coding.dates.days import read_day, read_month_name, read_year, year_shift
from pipelines.coding.dates.phrase import (
    Phrase,
    Reader,
    Reading,
    Words,
    can_follow,
    counts_something,
    lower,
    skip,
    value_of,
)
from pipelines.coding.text.numerals import glued, read_numeral, read_ordinal
from pipelines.coding.text.word_scan import word_set

_PLAIN_PARTS = ("early", "late", "middle")


def _read_part(words: Words, i: int) -> tuple[str | None, int]:
    """early, late, mid- before a period; later and earlier before "this week"."""
    part = value_of(words, i, "part")
    if part is None or lower(words, i) in ("beginning", "start", "outset", "end", "close", "middle"):
        return None, i
    return part, skip(words, i + 1, "-")


def read_month(words: Words, i: int) -> Reading | None:
    """A month by name. Kind `month`: `month`, `year` or `year_shift` or `shift`, `part`."""
    part, j = _read_part(words, i)
    if part not in (None, *_PLAIN_PARTS):
        return None
    shift = value_of(words, j, "shift")
    if shift in ("last", "next", "this") and not part:
        j += 1
    else:
        shift = None
    is_surely_month = bool(part or shift) or _is_month_here(words, j)
    month = read_month_name(words, j, beside_number=is_surely_month)
    if not month:
        return None
    name, after = month
    year = read_year(words, skip(words, after, ",", "of"))
    if year and not counts_something(words, year[1]):
        return Phrase("month", month=name, year=year[0], part=part), year[1]
    shifted = year_shift(words, skip(words, after, ","))
    if shifted:
        return Phrase("month", month=name, year_shift=shifted[0], part=part), shifted[1]
    if _is_followed_by_day(words, after) or _is_first_name(words, j, after):
        return None
    return Phrase("month", month=name, shift=shift, part=part), after


def _is_month_here(words: Words, i: int) -> bool:
    """Whether a doubtful month name at `i` (May, March, Jan) is one, by what stands beside it."""
    before, after = lower(words, i - 1), i + 1
    if value_of(words, i, "month_short"):
        is_dotted = lower(words, after) == "." and glued(words, after)
        if not is_dotted and not read_year(words, after):
            return False
        return before in word_set("before_period") or read_year(words, skip(words, after, ".")) is not None
    if before in word_set("before_period") or read_year(words, skip(words, after, ",")):
        return not (before == "of" and lower(words, i - 2) in word_set("no_month_of"))
    if before in word_set("joins_periods") and value_of(words, i - 2, "month", "month_doubtful"):
        return True
    follower = lower(words, after)
    is_noun = follower.isalpha() and not words[after].is_capital and not can_follow(words, after)
    return before == "the" and is_noun


def _is_followed_by_day(words: Words, after: int) -> bool:
    """ "February 30" is no February: a number that is no day of the month, and counts nothing."""
    if after >= len(words) or words[after].kind != "number" or len(words[after].text) > 2:
        return False
    is_grouped = lower(words, after + 1) == "," and glued(words, after + 1) and glued(words, after + 2)
    return not is_grouped and not counts_something(words, after + 1)


def _is_first_name(words: Words, i: int, after: int) -> bool:
    """ "June Smith": a capital follows, and nothing before shows a time."""
    if after >= len(words) or not words[after].is_capital or lower(words, i - 1) in word_set("before_period"):
        return False
    return words[after].start == words[after - 1].end + 1 and not words[after].text.isupper()


def read_shifted_unit(words: Words, i: int) -> Reading | None:
    """Last week, the following month, later this year. Kinds `week`, `month_ref`, `year_ref`, `weekend`."""
    part, j = _read_part(words, i)
    has_article = lower(words, j) == "the"
    j = skip(words, j, "the")
    shift, unit = value_of(words, j, "shift"), value_of(words, j + 1, "unit", "weekend")
    if lower(words, j) == "this" and lower(words, j + 1) in ("past", "coming") and lower(words, j + 2) == "weekend":
        return Phrase("weekend", shift="last" if lower(words, j + 1) == "past" else "next"), j + 3
    if not shift or unit not in ("week", "month", "year", "weekend"):
        return None
    after = j + 2
    if lower(words, j + 1)[-1] == "s" or (lower(words, after) == "-" and glued(words, after)):
        return None
    if unit == "weekend":
        return Phrase("weekend", shift=shift), after
    if has_article and shift in ("last", "next"):
        # "The last year" is the twelve months before publication; "the last week of talks" no time at all.
        if lower(words, after) == "of":
            return None
        return Phrase("window", count=-1 if shift == "last" else 1, unit=unit), after
    kind = unit if unit == "week" else f"{unit}_ref"
    return Phrase(kind, shift=shift, part=part), after


def read_part_of(words: Words, i: int) -> Reading | None:
    """The end of June, the first half of next year, the beginning of the week: the period with `part` set."""
    j = skip(words, i, "the")
    part, of = value_of(words, j, "part"), j + 1
    if lower(words, j) in ("first", "second", "last", "final", "early", "closing", "opening"):
        is_half = lower(words, j + 1) == "half"
        # "The last ten days of June" are June, as its end is.
        count = read_numeral(words, j + 1)
        if count:
            j = count.after - 1
        if not is_half and lower(words, j + 1) not in ("days", "hours"):
            return None
        if is_half and lower(words, j) not in ("first", "second"):
            return None
        part, of = (f"{lower(words, j)}_half" if is_half else "days"), j + 2
    if not part or lower(words, of) not in ("of", "-", "in"):
        return None
    start = of + 1
    if lower(words, start) == "the" and value_of(words, start + 1, "unit") in ("week", "month", "year"):
        inner: Reading | None = (Phrase(_kind_of_unit(lower(words, start + 1)), shift="this"), start + 2)
    else:
        inner = read_shifted_unit(words, start) or read_month(words, start) or _read_plain_year(words, start)
    if not inner or lower(words, inner[1]).endswith("-"):
        return None
    phrase, after = inner
    if phrase.part or phrase.kind not in ("week", "month", "month_ref", "year", "year_ref"):
        return None
    return _with_part(phrase, part), after


def _kind_of_unit(unit: str) -> str:
    return unit if unit == "week" else f"{unit}_ref"


def _with_part(phrase: Phrase, part: str) -> Phrase:
    return Phrase(
        phrase.kind,
        month=phrase.month,
        year=phrase.year,
        year_shift=phrase.year_shift,
        shift=phrase.shift,
        part=part,
    )


def read_week_of(words: Words, i: int) -> Reading | None:
    """ "The week of June 9", "the first week of July". Kinds `week_of` and `month_week`."""
    j = skip(words, i, "the")
    if lower(words, j) == "week" and lower(words, j + 1) in ("of", "beginning", "starting"):
        inner = read_day(words, skip(words, j + 2, "on"))
        return (Phrase("week_of", inner=inner[0]), inner[1]) if inner else None
    ordinal = read_ordinal(words, j)
    nth = ordinal.value if ordinal else None
    week = ordinal.after if ordinal else j + 1
    if lower(words, j) in ("last", "final"):
        nth = -1
    if nth is None or not -1 <= nth <= 5 or lower(words, week) != "week" or lower(words, week + 1) not in ("of", "in"):
        return None
    start = week + 2
    if lower(words, start) == "the" and lower(words, start + 1) == "month":
        inner = (Phrase("month_ref", shift="this"), start + 2)
    else:
        inner = read_shifted_unit(words, start) or read_month(words, start)
    if not inner or inner[0].kind not in ("month", "month_ref"):
        return None
    return Phrase("month_week", count=int(nth), inner=inner[0]), inner[1]


def read_weekend(words: Words, i: int) -> Reading | None:
    """ "The weekend", and the bare word where it is not "a weekend". Kind `weekend`."""
    j = skip(words, i, "the")
    if (
        lower(words, j) != "weekend"
        or lower(words, j + 1) == "of"
        or lower(words, j - 1) in ("a", "an", "every", "each")
    ):
        return None
    return Phrase("weekend"), j + 1


def read_season(words: Words, i: int) -> Reading | None:
    """The spring of 2022, last summer, in autumn. Kind `season`: `month` is its first."""
    part, start = _read_part(words, i)
    has_article = lower(words, start) == "the"
    j = skip(words, start, "the")
    shift = value_of(words, j, "shift")
    j = j + 1 if shift else j
    month = value_of(words, j, "season", "season_doubtful")
    if month is None or part not in (None, *_PLAIN_PARTS):
        return None
    after = j + 1
    year = read_year(words, skip(words, after, "of", ","))
    if year and not counts_something(words, year[1]):
        return Phrase("season", month=int(month), year=year[0], part=part), year[1]
    shifted = year_shift(words, after)
    if shifted:
        return Phrase("season", month=int(month), year_shift=shifted[0], part=part), shifted[1]
    if shift:
        return Phrase("season", month=int(month), shift=shift, part=part), after
    is_plain = value_of(words, j, "season") is not None and (
        part or lower(words, start - 1) in word_set("before_period")
    )
    if is_plain and lower(words, start - 1) != "of" and (has_article or can_follow(words, after)):
        return (Phrase("season", month=int(month), part=part), after) if lower(words, after) != "of" else None
    return None


def read_quarter(words: Words, i: int) -> Reading | None:
    """The second quarter of 2025, Q3 2025. Kind `quarter`: `count` 1 to 4."""
    if lower(words, i) == "q" and glued(words, i + 1) and words[i + 1].text in ("1", "2", "3", "4"):
        number, after = int(words[i + 1].text), i + 2
        if glued(words, after) and lower(words, after).isalnum():
            return None
    else:
        ordinal = read_ordinal(words, skip(words, i, "the"))
        if not ordinal or ordinal.value not in (1, 2, 3, 4) or lower(words, ordinal.after) != "quarter":
            return None
        number, after = int(ordinal.value), ordinal.after + 1
        if lower(words, i) != "the":
            return None
    year = read_year(words, skip(words, after, "of", ","))
    if year:
        return Phrase("quarter", count=number, year=year[0]), year[1]
    shifted = year_shift(words, after)
    if shifted:
        return Phrase("quarter", count=number, year_shift=shifted[0]), shifted[1]
    return (Phrase("quarter", count=number), after) if lower(words, after) != "of" else None


def read_bare_year(words: Words, i: int) -> Reading | None:
    """A year where something beside it shows that it is one, and not a number of people. Kind `year`."""
    part, j = _read_part(words, i)
    year = read_year(words, j)
    if not year or part not in (None, *_PLAIN_PARTS):
        return None
    number, after = year
    before = lower(words, j - 1)
    if counts_something(words, after) or lower(words, after) in ("of", "more", "others", "%", "people"):
        return None
    # 2014-15, 2014/15
    if lower(words, after) in ("-", "–", "/") and glued(words, after) and glued(words, after + 1):
        short = words[after + 1].text
        if short.isdecimal() and len(short) == 2 and not glued(words, after + 2) and int(short) > number % 100:
            last = Phrase("year", year=number - number % 100 + int(short))
            return Phrase("span", inner=Phrase("year", year=number), last=last), after + 2
    if not part and before in word_set("joins_periods") and before not in word_set("before_period"):
        return (Phrase("year", year=number), after) if read_year(words, j - 2) or _month_at(words, j - 2) else None
    if part or before in word_set("before_period") or before in word_set("before_year"):
        return Phrase("year", year=number, part=part), after
    is_span = lower(words, after) in ("-", "–", "to") and read_year(words, after + 1) is not None
    return (Phrase("year", year=number), after) if is_span else None


def _month_at(words: Words, i: int) -> bool:
    return value_of(words, i, "month", "month_doubtful", "season") is not None


def _read_plain_year(words: Words, i: int) -> Reading | None:
    year = read_year(words, i)
    return (Phrase("year", year=year[0]), year[1]) if year else None


def read_decade(words: Words, i: int) -> Reading | None:
    """ "The 1990s", "the early 1990s". Kind `decade`: `year` is its first."""
    if lower(words, i) != "the":
        return None
    part, j = _read_part(words, i + 1)
    digits = words[j].text if j < len(words) else ""
    if len(digits) != 4 or not digits.isdecimal() or digits[3] != "0" or digits[:2] not in ("18", "19", "20"):
        return None
    after = skip(words, j + 1, "'")
    if lower(words, after) != "s" or not glued(words, after):
        return None
    return Phrase("decade", year=int(digits), part=part), after + 1


_MONTHS = frozenset(("month", "month_doubtful", "month_short"))
#: Each with the kinds of words one of which it cannot do without, and with what its first word is.
READERS: tuple[tuple[Reader, frozenset[str], frozenset[str]], ...] = (
    (read_week_of, frozenset(("unit",)), frozenset(("the", "week", "number", "ordinal", "ten", "last", "final"))),
    (
        read_part_of,
        _MONTHS | {"unit", "number"},
        frozenset(("the", "part", "first", "second", "last", "final", "early", "closing", "opening")),
    ),
    (read_shifted_unit, frozenset(("unit", "weekend")), frozenset(("the", "part", "shift", "this"))),
    (read_month, _MONTHS, _MONTHS | {"part", "shift"}),
    (read_weekend, frozenset(("weekend",)), frozenset(("the", "weekend"))),
    (
        read_season,
        frozenset(("season", "season_doubtful")),
        frozenset(("the", "part", "shift", "season", "season_doubtful")),
    ),
    (read_quarter, frozenset(("quarter",)), frozenset(("the", "q"))),
    (read_decade, frozenset(("number",)), frozenset(("the",))),
    (read_bare_year, frozenset(("number",)), frozenset(("part", "number"))),
)
