"""A finer date beside a coarser one that it lies in: "next week, on Thursday", "in 2019, in Paris, on 9 December".

Belongs here: how the date before, in the same sentence, narrows which day or year a date means.
Does not belong here: days relative to another ("a day earlier": `day_rules`), spans (`spans`).
"""

from dataclasses import replace
from datetime import timedelta

from pipelines.coding.dates.anchor import is_floating
from pipelines.coding.dates.calendar import Interval
from pipelines.coding.dates.phrase import Phrase, Words, lower
from pipelines.coding.dates.spans import Found

#: A date resolved so far, with its words.
Placed = tuple[Found, Interval]
#: How many words may stand between the two.
_REACH = 8


def in_year_before(words: Words, entry: Found, before: Placed | None) -> Phrase:
    """The phrase with the year named before it, if the two are set side by side by commas."""
    phrase = entry.phrase
    if before is None or phrase.kind not in ("day", "month") or not is_floating(phrase):
        return phrase
    year = before[0].phrase
    gap = [lower(words, k) for k in range(before[0].after, min(entry.first, before[0].after + _REACH))]
    is_listed = len(gap) < _REACH and gap[:1] == [","] and lower(words, before[0].first - 1) == "in"
    has_sentence_end = any(sign in gap for sign in (".", ";", ":", "and", "but"))
    if year.kind != "year" or year.year is None or not is_listed or has_sentence_end:
        return phrase
    return replace(phrase, year=year.year)


def in_year_told(words: Words, entry: Found, following: Found | None, year: int | None) -> Phrase:
    """The phrase in the year that the text spoke of last: "June of the same year", "July 27 of that year", "that year".

    `following` is the phrase after it, `year` the last one named.
    """
    phrase = entry.phrase
    if year is None:
        return phrase
    if _is_same_year(phrase):
        return Phrase("year", year=year)
    if following is None or not _is_same_year(following.phrase):
        return phrase
    gap = [lower(words, k) for k in range(entry.after, following.first)]
    return replace(phrase, year=year) if is_floating(phrase) and gap in ([], ["of"]) else phrase


def _is_same_year(phrase: Phrase) -> bool:
    return phrase.kind == "year_ref" and phrase.shift == "same"


def in_week_before(entry: Found, interval: Interval, before: Placed) -> Interval:
    """A weekday moved by a week if that puts it into the week named right before it."""
    week = before[1]
    is_weekday = _is_bare_weekday(entry.phrase) or (
        entry.phrase.kind == "span"
        and all(p is not None and _is_bare_weekday(p) for p in (entry.phrase.inner, entry.phrase.last))
    )
    if not is_weekday or before[0].phrase.kind not in ("week", "week_of", "fixed_week"):
        return interval
    if entry.first - before[0].after > _REACH or None in (week.start, week.end, interval.start, interval.end):
        return interval
    assert week.start and week.end and interval.start and interval.end
    for days in (7, -7):
        # Differences first: beyond the calendar's last week there is no day to compare with.
        if (week.start - interval.start).days <= days <= (week.end - interval.end).days:
            moved = timedelta(days=days)
            return replace(interval, start=interval.start + moved, end=interval.end + moved)
    return interval


def _is_bare_weekday(phrase: Phrase) -> bool:
    return phrase.kind == "weekday" and is_floating(phrase)
