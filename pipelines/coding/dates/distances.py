"""Fixed phrases, and days counted from another: two weeks ago, the day after, within 48 hours.

Belongs here: readers of the phrases of `lexicon/time_phrases.tsv`, and of "N units" before or after something.
Does not belong here: durations that are no date ("two days of talks": `durations`).
"""

from pipelines.coding.dates.days import read_point
from pipelines.coding.dates.phrase import (
    Phrase,
    Reading,
    Words,
    after_sequence,
    fixed_phrases,
    lower,
    skip,
    value_of,
)
from pipelines.coding.text.numerals import read_count
from pipelines.coding.text.word_scan import word_set


def read_fixed(words: Words, i: int) -> Reading | None:
    """A phrase of the lexicon that is no single day; kind `fixed_<reading>`, `count` its value, or `none`."""
    table = fixed_phrases()
    found = table.longest(words, i) if words[i].low in table.by_first else None
    if not found or found[0]["reading"] in ("day", "feast"):
        return None
    row, j = found
    reading, value, role = row["reading"], row["value"], row["role"] or None
    if reading == "none":
        return Phrase("none"), j
    if reading == "focus_next":
        return _distance_from_here(words, j, int(value), "day")
    return Phrase(f"fixed_{reading}", count=int(value) if value else None, role=role), j


def _distance_from_here(words: Words, j: int, count: int, unit: str) -> Reading:
    """What "the day after" is counted from: a date that follows, the day in focus, or an event we do not know."""
    following = lower(words, j)
    inner = read_point(words, skip(words, j, "on")) if following not in ("", ".") else None
    if inner:
        return Phrase("offset", count=count, unit=unit, inner=inner[0]), inner[1]
    if not following or not following[0].isalnum() or following in word_set("ends_a_distance"):
        return Phrase("focus_offset", count=count, unit=unit), j
    return Phrase("fixed_vague"), j


def _read_distance(words: Words, i: int) -> tuple[int | None, str, int] | None:
    """A count and its unit: (count or None, unit, index after)."""
    counted = read_count(words, i)
    if not counted:
        return None
    unit = value_of(words, counted.after, "unit")
    if not unit:
        return None
    return (int(counted.value) if counted.value is not None else None), unit, counted.after + 1


def read_distance(words: Words, i: int) -> Reading | None:
    """N units ago, later, earlier, from now, after or before something. Kinds `ago`, `focus_offset`, `offset`."""
    found = _read_distance(words, i)
    if not found:
        return None
    count, unit, j = found
    word = lower(words, j)
    if word == "ago":
        return _counted("ago", -count if count is not None else None, unit, j + 1)
    after_now = after_sequence(words, j, "from", "now") or after_sequence(words, j, "from", "today")
    if after_now:
        return _counted("ago", count, unit, after_now)
    if word in ("later", "earlier"):
        return _counted("focus_offset", _signed(count, word == "later"), unit, j + 1)
    if word in ("after", "before"):
        if count is None:
            return Phrase("fixed_vague"), j + 1
        return _distance_from_here(words, j + 1, count if word == "after" else -count, unit)
    return None


def _signed(count: int | None, is_forward: bool) -> int | None:
    return count if count is None or is_forward else -count


def _counted(kind: str, count: int | None, unit: str, j: int) -> Reading:
    if count is None:
        return Phrase("fixed_vague"), j
    return Phrase(kind, count=count, unit=unit), j


def read_window(words: Words, i: int) -> Reading | None:
    """In N units, within N units, in the next or past N units. Kinds `ahead` and `window`."""
    opening = lower(words, i)
    if opening == "within":
        found = _read_distance(words, skip(words, i + 1, "the"))
        if found and lower(words, found[2]) not in ("of", "after"):
            return _as_window(*found, role="by")
        return (Phrase("fixed_vague"), found[2]) if found else None
    if opening not in ("in", "over", "during", "for"):
        return None
    start = skip(words, i + 1, "the")
    shift = {"next": 1, "coming": 1, "past": -1, "last": -1, "previous": -1}.get(lower(words, start))
    if shift is not None and start > i + 1:
        found = _read_distance(words, start + 1)
        if not found and lower(words, start) in ("past", "coming") and value_of(words, start + 1, "unit"):
            found = (1, value_of(words, start + 1, "unit") or "", start + 2)
        if not found:
            return None
        count, unit, j = found
        return _as_window(_signed(count, shift > 0), unit, j) if lower(words, j) != "of" else None
    if opening != "in":
        return None
    found = _read_distance(words, i + 1)
    if not found or lower(words, found[2]) in _NO_DISTANCE_BEFORE:
        return None
    count, unit, j = found
    if lower(words, j) == "'":
        j = skip(words, j + 1, "s")
        return _counted("ahead", count, unit, j + 1) if lower(words, j) == "time" else None
    return _counted("ahead", count, unit, j)


#: "In a week after", "in three days of talks", "in a fortnight ago": another reading, or no date.
_NO_DISTANCE_BEFORE = ("of", "after", "before", "ago", "later", "earlier", "-")


def _as_window(count: int | None, unit: str, j: int, role: str | None = None) -> Reading:
    if count is None:
        return Phrase("fixed_vague", role=role), j
    return Phrase("window", count=count, unit=unit, role=role), j
