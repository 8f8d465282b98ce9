"""Deadlines: the month in which a meeting is to be, where its words only tell within how many days.

Belongs here: "will meet within five days". Does not belong here: days that are named (`report.arguments`).
"""

from dataclasses import replace

from pipelines.coding.dates.calendar import Interval, months_from
from pipelines.coding.report.parsed_report import Dated, ParsedReport

#: How far behind the meeting its deadline may stand.
_REACH = 8


def month_of_deadline(report: ParsedReport, at: int, after: int) -> Dated | None:
    """The month of a deadline that stands behind a meeting, told by its verb or noun at token `at`; None where it runs
    into the next one."""
    for dated in report.dates_in(at, min(after, at + _REACH)):
        interval = dated.mention.interval
        if dated.mention.role != "by" or interval.precision != "relative":
            continue
        first, last = interval.start, interval.end
        if first is None or last is None or (first.year, first.month) != (last.year, last.month):
            continue
        month: Interval = months_from(first.year, first.month, 1, "month")
        return replace(dated, mention=replace(dated.mention, interval=month))
    return None
