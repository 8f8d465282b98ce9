"""The "when" of a text: dates with their spans, resolved from the day of publication.

Belongs here: the one entry point, `find_dates`, and what it returns: order of the steps, the role a date plays, the
day in focus as it moves through a text.
Does not belong here: recognition (`spans` and the readers it names), the side of publication that the
words point to (`tense`), what is meant (`anchor`).

Pure and deterministic; linear in the length of the text; reads no clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipelines.coding.dates.anchor import resolve
from pipelines.coding.dates.apposition import Placed, in_week_before, in_year_before, in_year_told
from pipelines.coding.dates.calendar import Interval
from pipelines.coding.dates.day_rules import Anchor
from pipelines.coding.dates.durations import Duration, duration_of, find_durations, widened
from pipelines.coding.dates.phrase import Phrase, Words, lower
from pipelines.coding.dates.spans import Found, find_phrases
from pipelines.coding.dates.tense import direction, find_cues
from pipelines.coding.text.word_scan import Scan, lexicon_rows, scanned, word_set

ROLES = ("at", "since", "until", "by", "after", "before", "from")
#: A dateline counts as the day of writing if it lies at most so many days before publication.
_DATELINE_DAYS = 7
#: How many words may stand between a preposition and its date.
_MOST_BETWEEN = 4
#: Kinds of phrases that mean the same days whenever they are read.
_FIXED_KINDS = frozenset(("day", "month", "season", "quarter", "year", "decade"))


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class DateMention:
    """A date in a text. `text` is the text at `start`:`end`.

    `role` is one of ROLES: at, since, until, by, after, before, from. `is_deictic`: it takes the day of publication,
    or the day in focus, to know what it means (a missing year alone does not count). `duration_days` and
    `named_day`: where a duration was combined with the date, its length, and the day as it stands there ("five days
    of talks ended on Friday": the interval is five days, the named day is Friday).
    """

    start: int
    end: int
    text: str
    interval: Interval
    role: str
    is_deictic: bool
    duration_days: int | None = None
    named_day: Interval | None = None


def find_dates(
    text: str,
    start: int,
    end: int,
    published: date,
    *,
    tense: str | None = None,
    tense_at: Callable[[int], str | None] | None = None,
    focus: Interval | None = None,
    dateline: date | None = None,
) -> list[DateMention]:
    """Dates in `text[start:end]`, in order, not overlapping, with offsets into `text`.

    `published` is the day of publication in the report's own zone; `dateline` the day that the dateline names, taken
    as the day of writing if it lies within a week before. `tense`, in {"past", "future", "present", None}, is the
    caller's reading of the clause, and `tense_at` that of the clause at an offset, where several are known; words that
    govern a date ("postponed to", "agreed to meet on") outrank it, and without it the words around each date decide.
    `focus` is what the text before speaks of; inside the text a day takes its place for what follows.
    """
    return dates_in(
        scanned(text, start, end), published, tense=tense, tense_at=tense_at, focus=focus, dateline=dateline
    )


def dates_in(
    scan: Scan,
    published: date,
    *,
    tense: str | None = None,
    tense_at: Callable[[int], str | None] | None = None,
    focus: Interval | None = None,
    dateline: date | None = None,
    year: int | None = None,
) -> list[DateMention]:
    """Dates in a scanned stretch of text, as `find_dates` gives them; `year` is the last one that the text named."""
    if tense not in ("past", "future", "present", None):
        raise ValueError(f"unknown tense {tense!r}")
    text, words, sentences = scan.text, scan.words, scan.sentences
    found = find_phrases(words, sentences)
    if not found:
        return []
    cues, durations = find_cues(words, sentences), find_durations(words)
    is_dateline_near = dateline is not None and 0 <= (published - dateline).days <= _DATELINE_DAYS
    written = dateline if dateline is not None and is_dateline_near else published
    mentions: list[DateMention] = []
    before: Placed | None = None
    for entry, following in zip(found, [*found[1:], None], strict=True):
        year = entry.phrase.year or year
        if year is not None:
            entry = Found(in_year_told(words, entry, following, year), entry.first, entry.after)
        role = _role(words, entry)
        known = tense or (tense_at(words[entry.first].start) if tense_at is not None else None)
        pointed = direction(words, cues, entry.first, entry.after, role, known)
        if pointed == "past" and role in ("until", "before") and entry.phrase.kind in ("day", "month"):
            # What was set an end in the past may end later: the nearest.
            pointed = "planned"
        near = before is not None and sentences[before[0].first] == sentences[entry.first]
        anchor = Anchor(written, pointed, focus, near)
        interval = resolve(in_year_before(words, entry, before), anchor)
        if interval is None:
            continue
        if before and near:
            interval = in_week_before(entry, interval, before)
        before = (entry, interval)
        completed = duration_of(words, cues, durations, entry.first, entry.after, role)
        mention = _mention(text, words, entry, interval, role, completed)
        mentions.append(mention)
        focus = _new_focus(mention, focus)
    return mentions


def _new_focus(mention: DateMention, focus: Interval | None) -> Interval | None:
    """What a text speaks of after a mention. A coarser time moves the focus too, so that "a day earlier" is not
    counted from what was said before it; the name of a year ("the 2018 accord") does not."""
    precision = mention.interval.precision
    if precision == "month" or (mention.role == "at" and precision in ("day", "range", "week", "quarter")):
        return mention.interval
    if mention.role in ("from", "since") and precision == "day":
        # "dates from 22 August … nobody was to fire from noon on the 23rd"
        return mention.interval
    return focus


def _mention(
    text: str, words: Words, entry: Found, interval: Interval, role: str, completed: tuple[Duration, str] | None
) -> DateMention:
    start, end = words[entry.first].start, words[entry.after - 1].end
    is_deictic = not _is_fixed(entry.phrase)
    if completed is None or interval.precision != "day":
        return DateMention(start, end, text[start:end], interval, role, is_deictic)
    duration, side = completed
    days = widened(interval, duration, side)
    # The day that a duration opens on is when the thing takes place, not only from when.
    role = "at" if role == "from" else role
    return DateMention(start, end, text[start:end], days, role, is_deictic, duration.days, interval)


def _is_fixed(phrase: Phrase) -> bool:
    if phrase.kind == "span":
        return all(part is not None and _is_fixed(part) for part in (phrase.inner, phrase.last))
    return phrase.kind in _FIXED_KINDS and phrase.shift is None and phrase.year_shift is None


@cache
def _roles() -> tuple[dict[tuple[str, ...], str], int]:
    roles = {tuple(row["words"].split()): row["role"] for row in lexicon_rows("time_roles")}
    return roles, max(len(words) for words in roles)


def _role(words: Words, entry: Found) -> str:
    """The role by the words of the phrase itself, or by those right before it."""
    if entry.phrase.role:
        return entry.phrase.role
    if entry.phrase.kind == "span":
        return "at"
    roles, longest = _roles()
    # "Stood by Saturday's understanding": the preposition belongs to the noun.
    is_possessive = lower(words, entry.after) in ("'", "’") and lower(words, entry.after + 1) == "s"
    before = [word.low for word in words[max(0, entry.first - longest - _MOST_BETWEEN) : entry.first]]
    for _ in range(_MOST_BETWEEN + 1):
        for length in range(min(longest, len(before)), 0, -1):
            role = roles.get(tuple(before[-length:]))
            if role:
                return "at" if is_possessive and role in ("by", "from", "until") else role
        if not before or before.pop() not in word_set("between_role_and_date"):
            return "at"
    return "at"
