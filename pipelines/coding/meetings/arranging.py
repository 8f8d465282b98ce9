"""Arranging: the day on which a meeting was arranged, and not held ("had been fixed last Thursday").

Belongs here: telling that day from the one that was fixed. Does not belong here: first plans (`first_plans`).
"""

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

#: Before the day that is fixed: "had been arranged for Thursday".
_FIXED = frozenset(("for", "to", "until", "till", "from", "between"))
#: How far behind its verb a day of arranging stands.
_REACH = 6


def is_day_of_arranging(report: ParsedReport, parsed: Parsed, mention: MeetingMention) -> bool:
    """Whether the day of a planned meeting is a past one behind a verb of arranging, with nothing that leads to it."""
    if mention.status not in ("scheduled", "proposed", "cancelled") or mention.date is None:
        return False
    day = mention.date.mention.interval
    if day.end is None or day.end > report.published:
        return False
    arranging = word_set("arranging:verbs", "syntax_word_sets")
    for p in parsed.predicates:
        near = p.after <= mention.date.first <= p.after + _REACH
        if near and p.passive and p.bases & arranging and not p.negated and not p.modal:
            between = {t.low for t in report.tokens[p.after : mention.date.after]}
            return not between & _FIXED
    return False
