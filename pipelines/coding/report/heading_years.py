"""Heading years: the year that a heading gives to the days below it, or that a day takes without one.

Belongs here: "ABIDJAN, 1996. The two met on 22 April", a year alone on its line above the entries of a chronology.
Does not belong here: the reading of a date (`coding.dates`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.dates.calendar import Interval
from pipelines.coding.dates.chronology import DateMention
from pipelines.coding.dates.phrase import is_month
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.tokens import Token

#: So many tokens has a heading of a place and a year at most; a year alone, with its signs; the day of an entry.
_HEADING, _SIGNS, _OPENS = 8, 5, 3
_FIRST_YEAR = 1900
#: Days ahead beyond which a day without a year is one of the past.
_FAR_AHEAD = 60


def year_alone(here: Sequence[Token], published: date) -> int | None:
    """The year that is all of a line, above the entries of a chronology."""
    words = [t for t in here if t.kind in ("word", "number")]
    if len(words) != 1 or len(here) > _SIGNS or not (len(words[0].text) == 4 and words[0].text.isdecimal()):
        return None
    year = int(words[0].text)
    return year if _FIRST_YEAR <= year <= published.year else None


def opens_with_day(here: Sequence[Token]) -> bool:
    """Whether an entry opens with a day or a month that has no year ("JANUARY 15.", "3 May:", "- In March")."""
    words = [t for t in here if t.kind in ("word", "number")][:_OPENS]
    months = [k for k, t in enumerate(words[:2]) if is_month(t.low)]
    plain = not any(t.kind == "number" and len(t.text) == 4 for t in words)
    return bool(months) and plain and any(t.kind == "number" for t in words)


def year_of_heading(
    here: Sequence[Token], sentence: Sentence, clauses: Parsed | None, published: date
) -> tuple[int, int] | None:
    """The paragraph that a place and a bare year head ("ABIDJAN, 1996. The two met on 22 April."), and that year."""
    if clauses is None or clauses.predicates or len(here) > _HEADING or here[-1].low not in (".", ":"):
        return None
    years = [int(t.text) for t in here if t.kind == "number" and len(t.text) == 4 and t.text.isdecimal()]
    days = [t for t in here if t.kind == "number" and len(t.text) < 4]
    is_head = len(years) == 1 and not days and _FIRST_YEAR <= years[0] <= published.year and here[0].is_capital
    return (sentence.paragraph, years[0]) if is_head else None


def in_year(mention: DateMention, year: int) -> DateMention:
    """A day or month without a year, under a heading that has one."""
    start, end = mention.interval.start, mention.interval.end
    if (
        start is None
        or end is None
        or mention.is_deictic
        or _names_year(mention)
        or (start.month, start.day) == (2, 29)
    ):
        return mention
    return _moved_by_years(mention, start, end, year - start.year)


def _moved_by_years(mention: DateMention, start: date, end: date, years: int) -> DateMention:
    """The same days and months of another year; of a leap day the day before."""
    first, last = (d.replace(year=d.year + years, day=min(d.day, 28) if d.month == 2 else d.day) for d in (start, end))
    return replace(mention, interval=Interval(first, last, mention.interval.precision))


def _names_year(mention: DateMention) -> bool:
    words = mention.text.replace("/", " ").replace(".", " ").split()
    return any(len(word) == 4 and word.isdigit() for word in words)


def of_last_year(mention: DateMention, published: date) -> DateMention:
    """A day without a year that heads an entry ("April 27, Panmunjom."): the last such day where the next is far."""
    start, end = mention.interval.start, mention.interval.end
    if start is None or end is None or mention.is_deictic or _names_year(mention):
        return mention
    if (start - published).days <= _FAR_AHEAD or (start.month, start.day) == (2, 29):
        return mention
    return _moved_by_years(mention, start, end, -1)


def year_named(mention: DateMention) -> int | None:
    """The year that a date names in figures, or that it takes from one named before ("of the same year")."""
    start = mention.interval.start
    return start.year if start is not None and _names_year(mention) else None
