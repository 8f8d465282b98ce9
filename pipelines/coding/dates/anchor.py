"""Which days any phrase of time means, seen from the day of writing.

Belongs here: the rule for each kind of phrase, among them what is counted from another phrase, and spans.
Does not belong here: recognition and tense; the rules for single days (`day_rules`) and for longer times
(`period_rules`); calendar arithmetic (`calendar`).
"""

from collections.abc import Callable
from datetime import date, timedelta

from pipelines.coding.dates import day_rules as days
from pipelines.coding.dates import period_rules as periods
from pipelines.coding.dates.calendar import (
    DAY,
    Interval,
    first_of_month,
    months_from,
    one_day,
    valid_day,
    week_of,
    years_from,
)
from pipelines.coding.dates.day_rules import RELATIVE, UNKNOWN, Anchor, focus_day
from pipelines.coding.dates.phrase import Phrase


def resolve(phrase: Phrase, anchor: Anchor) -> Interval | None:
    """The interval a phrase means; None if, seen from here, it is no date after all ("rebuilt in three days")."""
    try:
        return _RULES[phrase.kind](phrase, anchor)
    except OverflowError:
        # Beyond the years 1 to 9999 there are no days to give.
        return UNKNOWN


def _week_of(phrase: Phrase, anchor: Anchor) -> Interval | None:
    inner = resolve(phrase.inner, anchor) if phrase.inner else None
    return week_of(inner.start) if inner and inner.start else None


def _month_week(phrase: Phrase, anchor: Anchor) -> Interval | None:
    month = resolve(phrase.inner, anchor) if phrase.inner else None
    if not month or not month.start or not month.end:
        return month
    if phrase.count == -1:
        return Interval(month.end - 6 * DAY, month.end, "week")
    start = month.start + 7 * ((phrase.count or 1) - 1) * DAY
    return Interval(start, min(start + 6 * DAY, month.end), "week") if start <= month.end else None


def shifted(base: date, count: int, unit: str) -> Interval:
    """`count` units from `base`: the day, or the week, month or year that this falls in."""
    if unit == "hour":
        return one_day(base + count // 24 * DAY) if count % 24 == 0 else RELATIVE
    if unit == "day":
        return one_day(base + count * DAY)
    if unit in ("week", "fortnight"):
        return week_of(base + count * (7 if unit == "week" else 14) * DAY)
    if unit == "month":
        return months_from(base.year, base.month + count, 1, "month")
    return years_from(base.year + count * (10 if unit == "decade" else 1))


def _ago(phrase: Phrase, anchor: Anchor) -> Interval:
    return shifted(anchor.written, phrase.count or 0, phrase.unit or "day")


def _ahead(phrase: Phrase, anchor: Anchor) -> Interval | None:
    """ "In three days" is a date ahead and, in the past tense, a duration."""
    return _ago(phrase, anchor) if anchor.direction in ("future", "planned") else None


def _focus_offset(phrase: Phrase, anchor: Anchor) -> Interval:
    count = phrase.count or 0
    day = focus_day(anchor.focus, count > 0)
    return shifted(day, count, phrase.unit or "day") if day else RELATIVE


def _offset(phrase: Phrase, anchor: Anchor) -> Interval | None:
    inner = resolve(phrase.inner, anchor) if phrase.inner else None
    if not inner or not inner.start or not inner.end:
        return inner
    count = phrase.count or 0
    return shifted(inner.end if count > 0 else inner.start, count, phrase.unit or "day")


def _window(phrase: Phrase, anchor: Anchor) -> Interval:
    """The next or past N units, with bounds. What happened "within two weeks" is counted from another day."""
    count, written = phrase.count or 0, anchor.written
    if phrase.role == "by" and anchor.direction == "past":
        return RELATIVE
    far = _far_end(written, count, phrase.unit or "day")
    return Interval(written, far, "relative") if count > 0 else Interval(far, written, "relative")


def _far_end(day: date, count: int, unit: str) -> date:
    if unit in ("month", "year", "decade"):
        months = count * {"month": 1, "year": 12, "decade": 120}[unit]
        first = first_of_month(day.year, day.month + months)
        return (
            valid_day(first.year, first.month, day.day) or months_from(first.year, first.month, 1, "month").end or day
        )
    if unit == "hour":
        return day + (abs(count) + 23) // 24 * (1 if count > 0 else -1) * DAY
    return day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])


def _fixed_period(phrase: Phrase, anchor: Anchor) -> Interval:
    """Weeks, months or years from this one. What ended "within the year" is counted from another."""
    if phrase.role == "by" and anchor.direction == "past":
        return RELATIVE
    rules = {
        "fixed_week": periods.week_rule,
        "fixed_month": periods.month_ref_rule,
        "fixed_year": periods.year_ref_rule,
    }
    return rules[phrase.kind](phrase, anchor)


def _fixed_vague(phrase: Phrase, anchor: Anchor) -> Interval:
    return RELATIVE


def _fixed_unknown(phrase: Phrase, anchor: Anchor) -> Interval:
    return UNKNOWN


def is_floating(phrase: Phrase) -> bool:
    """Whether a phrase stands for one day (or month) of many, so that the other end of a span decides which."""
    has_year = phrase.year is not None or phrase.year_shift is not None
    if phrase.kind in ("day", "month"):
        return not has_year and phrase.shift is None
    return phrase.kind in ("weekday", "day_of_month") and phrase.shift is None and not phrase.count


def _span(phrase: Phrase, anchor: Anchor) -> Interval | None:
    """From the end that is sure to the other; else forward where the tense is future, back from the last elsewhere."""
    first, last = phrase.inner, phrase.last
    if first is None or last is None:
        return None
    is_first_sure = not is_floating(first) and is_floating(last)
    is_last_sure = is_floating(first) and not is_floating(last)
    if is_first_sure or (not is_last_sure and is_floating(first) and anchor.direction in ("future", "planned")):
        start = resolve(first, anchor)
        after = start.start if start else None
        end = resolve(last, Anchor(after, "future", anchor.focus)) if after else None
    elif is_floating(first):
        end = resolve(last, anchor)
        before = end.start - DAY if end and end.start else None
        start = resolve(first, Anchor(before, "past", anchor.focus)) if before else None
    else:
        start, end = resolve(first, anchor), resolve(last, anchor)
    if not start or not end or start.start is None or end.end is None or end.end < start.start:
        return None
    precision = start.precision if start.precision in ("month", "year") else "range"
    return Interval(start.start, end.end, precision)


_RULES: dict[str, Callable[[Phrase, Anchor], Interval | None]] = {
    "fixed_day": days.fixed_day_rule,
    "fixed_night": days.fixed_night_rule,
    "fixed_focus": days.fixed_focus_rule,
    "fixed_week": _fixed_period,
    "fixed_month": _fixed_period,
    "fixed_year": _fixed_period,
    "fixed_vague": _fixed_vague,
    "fixed_unknown": _fixed_unknown,
    "day": days.day_rule,
    "day_of_month": days.day_of_month_rule,
    "weekday": days.weekday_rule,
    "month": periods.month_rule,
    "season": periods.season_rule,
    "quarter": periods.quarter_rule,
    "year": periods.year_rule,
    "decade": periods.decade_rule,
    "week": periods.week_rule,
    "month_ref": periods.month_ref_rule,
    "year_ref": periods.year_ref_rule,
    "weekend": periods.weekend_rule,
    "week_of": _week_of,
    "month_week": _month_week,
    "ago": _ago,
    "ahead": _ahead,
    "focus_offset": _focus_offset,
    "offset": _offset,
    "window": _window,
    "span": _span,
}
