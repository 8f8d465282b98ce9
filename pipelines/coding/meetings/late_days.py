"""Late days: a meeting that came about so many days after the one it had been planned for ("four days late").

Belongs here: the first plan that a delay tells, in the sentence of the meeting or in one behind it ("they began a day
late"). Does not belong here: first plans that are dated themselves (`first_plans`, `earlier_plans`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.dates.calendar import one_day
from pipelines.coding.dates.phrase import value_of
from pipelines.coding.meetings.first_plans import is_unfulfilled
from pipelines.coding.meetings.group import DONE
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.numerals import number_openers, read_count
from pipelines.coding.text.word_scan import word_set

#: How many sentences behind the meeting its delay stands at most, and how many days it has.
_SENTENCES, _LONGEST = 4, 92
_PRECISE = ("day", "range")
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_GATES = frozenset(("late", "later", "behind", "delay"))
_PRONOUNS = frozenset(("they", "it"))
#: Where a delay is told as a thing, before and behind its length.
_OF = ("delay", "of")


def give_late_days(mentions: Sequence[MeetingMention], report: ParsedReport) -> None:
    """Give meetings that took place the day for which a delay tells that they had been planned."""
    for parsed in report.parsed.values():
        if _GATES.isdisjoint(parsed.sentence.words):
            continue
        late = _delay(report, parsed)
        if late is None:
            continue
        days = report.dates_in(parsed.sentence.first, parsed.sentence.after)
        first = next((d for d in days if is_unfulfilled(report, d)), None)
        owner = _owner(mentions, report, parsed, late.first)
        told = first or (owner.date if owner is not None else None)
        day = told.mention.interval.start if told is not None else None
        if owner is None or told is None or day is None or told.mention.interval.precision not in _PRECISE:
            continue
        if first is not None:
            # "which should have begun on May 1, began two days late"
            owner.original, owner.date = first, _moved(first, day + timedelta(late.days), late)
        else:
            owner.original = _moved(told, day - timedelta(late.days), late)


@dataclass(frozen=True, slots=True)
class _Delay:
    """So many days of delay, said in tokens `first` to `after`."""

    first: int
    after: int
    days: int


def _delay(report: ParsedReport, parsed: Parsed) -> _Delay | None:
    tokens, opening = report.tokens, number_openers()
    for i in range(parsed.sentence.first, parsed.sentence.after - 2):
        if not tokens[i].low.isdigit() and tokens[i].low not in opening:
            continue
        counted = read_count(tokens, i)
        if counted is None or not counted.value:
            continue
        after = counted.after
        hyphen = tokens[after].low == "-"
        unit = _DAYS.get(value_of(tokens, after + hyphen, "unit") or "")
        if unit is None:
            continue
        after += hyphen + 1
        words = tuple(t.low for t in tokens[after : after + 3])
        told_before = tuple(t.low for t in tokens[max(0, i - 2) : i]) == _OF
        if told_before or (_is_late(words) and not hyphen) or (hyphen and words[0] == "delay"):
            days = int(counted.value) * unit
            return _Delay(i, after, days) if days <= _LONGEST else None
    return None


def _is_late(words: tuple[str, ...]) -> bool:
    """ "Late", "behind schedule", "later than planned"."""
    if words[:1] == ("late",):
        return True
    if words[:2] == ("behind", "schedule"):
        return True
    planned = word_set("late_days:planned", "syntax_word_sets")
    return words[:2] == ("later", "than") and not planned.isdisjoint(words[2:])


def _owner(mentions: Sequence[MeetingMention], report: ParsedReport, parsed: Parsed, at: int) -> MeetingMention | None:
    """The meeting that was late: one of the sentence that took place, else the last one before, taken up by a pronoun
    or by "the talks"."""
    number = parsed.sentence.number
    told = [m for m in mentions if m.status in DONE and m.original is None]
    here = [m for m in told if m.sentence == number]
    if here:
        return min(here, key=lambda m: abs(m.anchor - at))
    before = next((m for m in reversed(told) if m.sentence < number and m.date is not None), None)
    if before is None or number - before.sentence > _SENTENCES:
        return None
    verb = next((p for p in reversed(parsed.predicates) if p.first < at and p.is_finite), None)
    if verb is None or verb.negated or verb.first == parsed.sentence.first:
        return None
    subject = report.tokens[verb.first - 1].low
    return before if subject in _PRONOUNS or subject in word_set("talk_nouns") else None


def _moved(dated: Dated, day: date, late: _Delay) -> Dated:
    return Dated(late.first, late.after, replace(dated.mention, interval=one_day(day)))
