"""Lead day: when the meeting that is a report's news was, where the sentence before tells the day.

Belongs here: "… put an end to it on Thursday. The two men signed at a folding table", "SUNDAY. They have done it."
Does not belong here: days in a meeting's own sentence (`parts`), the place of the news (`place_settling`).
"""

from collections.abc import Sequence

from pipelines.coding.meetings.group import DONE, MeetingGroup
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.prose import FURNITURE

#: The news is of the last days, and told in the first sentences.
_NEWS_DAYS = 7
_OPENING = 6
#: A signing that was called off on the day that is told.
_OFF = ("cancelled", "postponed")


def settle_lead_day(groups: Sequence[MeetingGroup], report: ParsedReport) -> None:
    """Give the first meeting of a report, where it tells of one that is over without a day, the one day told so far."""
    off = next((g for g in groups if g.status in _OFF and g.first("kind") == "signing_ceremony"), None)
    if off is not None and off.interval is None:
        _date(off, [m for m in off.mentions if m.status in _OFF], report)
    lead = next((g for g in groups if not g.is_call and g.status in DONE), None)
    if lead is None or lead.interval is not None:
        return
    _date(lead, [m for m in lead.mentions if m.status in DONE and m.sentence <= _OPENING], report)


def _date(lead: MeetingGroup, told: Sequence[MeetingMention], report: ParsedReport) -> None:
    if not told or any(m.date is not None for m in lead.mentions):
        return
    days = _days_until(report, told[0].sentence)
    if len({d.mention.interval.start for d in days}) == 1:
        told[0].date = days[-1]


def _days_until(report: ParsedReport, number: int) -> list[Dated]:
    """Fresh days told up to a sentence, but not that of the dateline and those on which somebody only spoke."""
    found = []
    dateline = range(*report.prose.dateline) if report.prose.dateline is not None else range(0)
    for sentence in report.prose.sentences[: number + 1]:
        if sentence.zone == FURNITURE:
            continue
        parsed = report.parsed.get(sentence.number)
        for d in report.dates_in(sentence.first, sentence.after):
            interval = d.mention.interval
            if interval.precision != "day" or interval.end is None or d.mention.role != "at" or d.first in dateline:
                continue
            clause = parsed.clause_at(d.first) if parsed is not None else None
            # "who won a run-off on Sunday" is another day, too
            spoken = clause is not None and (clause.is_speech or clause.opener in ("who", "whose"))
            if not spoken and 0 <= (report.published - interval.end).days <= _NEWS_DAYS:
                found.append(d)
    return found
