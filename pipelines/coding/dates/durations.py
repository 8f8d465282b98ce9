"""Durations that one day completes: "two days of talks ended Wednesday" is Tuesday to Wednesday.

Belongs here: finding durations, and which of them a day is the first or last day of.
Does not belong here: durations for their own sake (`amounts.quantities`); times counted from
publication ("in two weeks").
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from pipelines.coding.dates.calendar import DAY, Interval
from pipelines.coding.dates.phrase import Words, after_sequence, lower, skip, value_of
from pipelines.coding.dates.tense import Cues
from pipelines.coding.text.numerals import number_openers, read_count
from pipelines.coding.text.word_scan import PhraseTable, lexicon_rows, phrase_table, word_set

_LOW = attrgetter("low")
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
#: How far a duration may stand from the verb that ends or opens it, and the verb from its date.
_DURATION_REACH, _DATE_REACH = 12, 7
#: How far "after ten days of talks" may stand behind the day on which they ended.
_AFTER_REACH = 22
#: How long a verb and an article before a duration are at most ("wrapped up a").
_VERB_BACK = 4
#: Words that open "weeklong" and "week-long".
_WEEK_LONG = ("week", "weeklong")
#: Words between "at the end of" and the duration of what ended ("a preparatory meeting of").
_NAMED_BY = 4


@dataclass(frozen=True, slots=True)
class Duration:
    """`days` days, said in words `first` to `after` (exclusive). `kind`: of ("two days of talks"), hyphen
    ("a two-day visit"), for ("for two days")."""

    first: int
    after: int
    days: int
    kind: str


@cache
def _ordinals() -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in lexicon_rows("number_words") if row["class"] == "ordinal"}


@cache
def _measures() -> frozenset[str]:
    """Words one of which every duration of whole days has."""
    return frozenset(("weeklong", *(row["word"] for row in lexicon_rows("calendar_words") if row["value"] in _DAYS)))


@cache
def _verbs() -> PhraseTable:
    return phrase_table(lexicon_rows("duration_verbs"))


def find_durations(words: Words) -> list[Duration]:
    """All durations of whole days, in order."""
    found: list[Duration] = []
    if _measures().isdisjoint(map(_LOW, words)):
        return found
    opening = number_openers()
    free = 0
    for i, word in enumerate(words):
        if i < free:
            continue
        if word.kind == "number" or word.low in opening:
            duration = _duration_at(words, i)
        else:
            duration = _week_long_at(words, i) if word.low in _WEEK_LONG else None
        if duration:
            found.append(duration)
            free = duration.after
    return found


def _week_long_at(words: Words, i: int) -> Duration | None:
    """ "The week-long talks"."""
    word = words[i].low
    if word == "weeklong":
        return Duration(i, i + 1, _DAYS["week"], "hyphen")
    if word == "week" and lower(words, i + 1) == "-" and lower(words, i + 2) == "long":
        return Duration(i, i + 3, _DAYS["week"], "hyphen")
    return None


def _duration_at(words: Words, i: int) -> Duration | None:
    counted = read_count(words, i)
    before = lower(words, i - 1)
    if not counted or not counted.value or before in ("within", "every", "per", "-"):
        return None
    is_hyphen = lower(words, counted.after) == "-"
    if before == "in" and lower(words, skip(words, counted.after, "-") + 1) != "of":
        return None
    unit = value_of(words, skip(words, counted.after, "-"), "unit")
    if unit not in _DAYS:
        return None
    after = skip(words, counted.after, "-") + 1
    days = int(counted.value) * _DAYS[unit]
    if is_hyphen:
        return Duration(i, after, days, "hyphen") if counted.value else None
    table = (lower(words, after), lower(words, after + 1), lower(words, after + 2))
    if table[0] == "of" or table in (("at", "the", "table"), ("around", "the", "table"), ("behind", "closed", "doors")):
        return Duration(i, after, days, "of")
    if before == "of" and lower(words, i - 2) in word_set("talk_nouns"):
        # "a meeting of three days"
        return Duration(i, after, days, "noun")
    if before in ("for", "lasted", "lasting", "last"):
        return Duration(i, after, days, "for")
    return Duration(i, after, days, "after") if before == "after" else None


def duration_of(
    words: Words,
    cues: Cues,
    durations: Sequence[Duration],
    first: int,
    after: int,
    role: str,
) -> tuple[Duration, str] | None:
    """The duration that the day in words `first` to `after` completes, and which end of it the day is."""
    nth = _nth_day(words, after)
    if nth is not None:
        return nth, "end"
    low = bisect_left(durations, first - _DURATION_REACH - 2 * _DATE_REACH, key=lambda d: d.first)
    high = bisect_right(durations, after + _AFTER_REACH, key=lambda d: d.first)
    for duration in durations[low:high]:
        if cues.sentences[duration.first] != cues.sentences[first]:
            continue
        if duration.after <= first and first - duration.after <= _DURATION_REACH + _DATE_REACH:
            end = _end_named_between(words, cues, duration, first) or _end_named_before(words, cues, duration, first)
            if end:
                return duration, end
        near = after <= duration.first <= after + _AFTER_REACH
        if near and (_is_after_talks(words, duration) or _is_at_end_of(words, after, duration)):
            return duration, "end"
        if after <= duration.first <= after + _DURATION_REACH:
            if duration.kind in ("of", "after") and _is_right_after(words, after, duration.first):
                return duration, "end"
            if duration.kind == "of" and _is_when_ended(words, cues, after, duration):
                return duration, "end"
            if duration.kind == "after" and (side := _closed_after(words, after, duration.first - 1)):
                return duration, side
            if duration.kind == "of" and duration.first == after + 1 and lower(words, after) == "for":
                # "sat down on Monday for five days of talks"
                return duration, "start"
            if duration.kind == "for" and role == "from":
                return duration, "start"
    return None


def _end_named_between(words: Words, cues: Cues, duration: Duration, first: int) -> str | None:
    """Start or end, by the last such word between the duration and the date, with no other verb after it."""
    for i in range(first - 1, max(duration.after, first - _DATE_REACH) - 1, -1):
        found = _verbs().longest(words, i)
        if not found or found[1] > first:
            continue
        row, j = found
        if i - duration.after > _DURATION_REACH or cues.count_between(j, first):
            return None
        return row["end"]
    return None


def _end_named_before(words: Words, cues: Cues, duration: Duration, first: int) -> str | None:
    """Start or end, by the verb whose object the duration is: "wound up two days of talks here on Thursday"."""
    cue = cues.from_on(duration.after)
    # "UN-led talks": what a hyphen joins is no verb
    other = cue is not None and cue.first < first and lower(words, cue.first - 1) != "-"
    if duration.kind not in ("of", "hyphen") or other:
        return None
    for i in range(max(0, duration.first - _VERB_BACK), duration.first):
        found = _verbs().longest(words, i)
        if (
            found
            and found[1] <= duration.first
            and all(lower(words, k) in ("a", "the", "their", "its") for k in range(found[1], duration.first))
        ):
            return found[0]["end"]
    return None


def _closed_after(words: Words, first: int, after: int) -> str | None:
    """ "Today concluded, after seven days, a meeting" is their last, "on May 1 broke up after two days" their first."""
    found = _verbs().longest(words, first)
    if found is None or found[0]["end"] != "end":
        return None
    between = [w.text for w in words[found[1] : after]]
    return "start" if not between else "end" if between == [","] else None


def _nth_day(words: Words, after: int) -> Duration | None:
    """ "On Thursday, the second day of their summit": the days up to the one named before."""
    i = skip(words, skip(words, after, ","), "on")
    if lower(words, i) not in ("the", "its", "their"):
        return None
    number = _ordinals().get(lower(words, i + 1), 0)
    if number < 2 or after_sequence(words, i + 2, "day", "of") is None:
        return None
    return Duration(i, i + 4, number, "nth")


def _is_after_talks(words: Words, duration: Duration) -> bool:
    """Whether a duration is that of talks that came before: "after ten days of bargaining"."""
    if duration.kind != "of" or lower(words, duration.first - 1) != "after":
        return False
    return any(lower(words, k) in word_set("talk_nouns") for k in range(duration.after + 1, duration.after + 4))


def _is_right_after(words: Words, i: int, j: int) -> bool:
    """Whether a plain "after" leads from the date to the duration."""
    return lower(words, i) in ("after", "following") and j == i + 1


def _is_at_end_of(words: Words, i: int, duration: Duration) -> bool:
    """Whether "at the end of" leads to the duration ("at the end of a preparatory meeting of three days")."""
    j = duration.first
    if duration.kind not in ("of", "after", "hyphen", "noun"):
        return False
    for k in range(i, j):
        for close in ("end", "close", "conclusion"):
            opened = after_sequence(words, k, "at", "the", close, "of")
            if (
                opened is not None
                and j - opened <= _NAMED_BY
                and all(lower(words, m).isalpha() for m in range(opened, j))
            ):
                return True
    return False


def _is_when_ended(words: Words, cues: Cues, after: int, duration: Duration) -> bool:
    """Whether the duration ended on the date before it ("on Sunday, when the six days of talks there ended")."""
    i = skip(words, after, ",")
    if lower(words, i) not in ("when", "as") or duration.first - i > _VERB_BACK:
        return False
    for k in range(duration.after, min(len(words), duration.after + _DATE_REACH)):
        found = _verbs().longest(words, k)
        if found is not None:
            return found[0]["end"] == "end" and cues.count_between(duration.after, k) == 0
    return False


def widened(day: Interval, duration: Duration, end: str) -> Interval:
    """The days of the duration, one end of which is `day`; `day` itself where the calendar does not reach so far."""
    if day.start is None or day.end is None or duration.days < 2:
        return day
    try:
        if end == "end":
            return Interval(day.end - (duration.days - 1) * DAY, day.end, "range")
        return Interval(day.start, day.start + (duration.days - 1) * DAY, "range")
    except OverflowError:
        return day
