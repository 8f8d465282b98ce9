"""Agreement mediators: who brought the sides to an agreement, by all that a report says.

Belongs here: from the mentions, the meeting at which it was reached, and what the report says of mediators near by.
Does not belong here: finding who mediates (`report.roles`).
"""

from collections.abc import Sequence
from datetime import timedelta

from pipelines.coding.agreements.group import AgreementGroup
from pipelines.coding.meetings.claims import MeetingWhole
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.report.roles import RoleClaim

#: A making so long before publication is news, and the mediators near by are its own.
_NEWS = timedelta(days=7)
_LEAD_PARAGRAPHS = 3


def mediators_of(
    group: AgreementGroup,
    parties: Sequence[str],
    meeting: MeetingWhole | None,
    roles: Sequence[RoleClaim],
    report: ParsedReport,
    focus: Focus,
) -> list[str]:
    """Mediators in the order in which they are told; none of the parties."""
    found = [n for m in group.mentions for n in m.mediators]
    found += [n for m in group.mentions for n in m.proposer]
    if not _without(found, parties) and meeting is not None:
        found = list(meeting.mediators)
    if not _without(found, parties):
        found = _near(group, roles, report, focus)
    return _without(found, parties)


def _without(names: Sequence[str], parties: Sequence[str]) -> list[str]:
    return [n for n in dict.fromkeys(names) if n not in parties]


def _near(group: AgreementGroup, roles: Sequence[RoleClaim], report: ParsedReport, focus: Focus) -> list[str]:
    """For the news of the day those that mediate in a paragraph that tells of it."""
    sentences = report.prose.sentences
    if not _is_news(group, report):
        return []
    told = {sentences[m.sentence].paragraph for m in group.mentions if m.status in ("agreed", "signed")}
    close = [r for r in roles if r.role == "mediator" and sentences[r.sentence].paragraph in told]
    names = [n for r in close for m in r.mentions for n in focus.resolve(m)]
    return [n for n in names if n not in focus.sides]


def _is_news(group: AgreementGroup, report: ParsedReport) -> bool:
    first = group.mentions[0]
    made = group.first("made")
    end = made.mention.interval.end if made is not None else None
    if end is not None:
        return timedelta(0) <= report.published - end <= _NEWS
    return report.prose.sentences[first.sentence].paragraph <= _LEAD_PARAGRAPHS and not first.definite
