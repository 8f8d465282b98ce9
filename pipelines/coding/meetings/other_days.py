"""Days of other things: what a clause behind "since" dates is no day of the meeting ("his first journey since the war
broke out in April").

Belongs here: telling such days. Does not belong here: days that a meeting had been planned for (`first_plans`), "since"
right before a day (`parts`).
"""

from pipelines.coding.report.parsed_report import Dated, ParsedReport

#: How many words may stand between "since" and the day.
_WITHIN = 10


def days_since(report: ParsedReport, first: int, after: int) -> list[Dated]:
    """Days in tokens `first` to `after` on which something else began: a verb stands between "since" and the day."""
    return [d for d in report.dates_in(first, after) if _is_since(report, d, first)]


def _is_since(report: ParsedReport, dated: Dated, first: int) -> bool:
    start = max(first, dated.first - _WITHIN)
    since = next((k for k in range(dated.first - 1, start - 1, -1) if report.tokens[k].low == "since"), None)
    return since is not None and any(p.is_finite for p in report.predicates_in(since, dated.first))
