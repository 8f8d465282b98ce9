"""Mediation: who brought the sides to an agreement, and who mediated the meeting that it came of.

Belongs here: mediators of an agreement by its mentions, its meeting and what is said near by; handing mediators on
between a meeting and its agreements, and to the talks that a report is about. Does not belong here: which words make a
mediator (`report.roles`), to which meeting a sentence's roles belong (`meetings.role_settling`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from pipelines.coding.agreements.claims import AgreementWhole
from pipelines.coding.agreements.group import CONCLUDED, AgreementGroup
from pipelines.coding.meetings.claims import MeetingWhole
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.report.roles import RoleClaim, mediating

_DONE = ("held", "ongoing")
_NEGOTIATED = ("talks", "summit", "signing_ceremony", "conference")
#: A making so long before publication is news, and the mediators near by are its own.
_NEWS = timedelta(days=7)
_OLD = timedelta(days=60)
_LEAD_PARAGRAPHS = 3


def settle_mediators(
    meetings: Sequence[MeetingWhole],
    agreements: Sequence[AgreementWhole],
    roles: Sequence[RoleClaim],
    report: ParsedReport,
    focus: Focus,
) -> tuple[list[MeetingWhole], list[AgreementWhole]]:
    """Meetings and agreements with their mediators, also those that the report tells of the other of the two."""
    deals = [replace(deal, mediators=_told_of(deal, roles, report, focus)) for deal in agreements]
    told = {m.key: m.mediators for m in meetings}
    for deal in deals:
        if deal.meeting is not None and deal.mediators and not told[deal.meeting.key]:
            told[deal.meeting.key] = _without(deal.mediators, deal.meeting.parties)
    lead = next((m for m in meetings if m.status in _DONE and m.kind in _NEGOTIATED), None)
    if lead is not None and not told[lead.key] and not any(told.values()):
        # who mediated an accord of the past is none of today's mediators
        apart = {m.sentence for d in deals if _is_of_old(d.group, report) for m in d.group.mentions}
        near = [r for r in roles if r.sentence not in apart]
        told[lead.key] = _without(sorted(mediating(near)), (*lead.parties, *focus.sides))
    moved = {m.key: replace(m, mediators=told[m.key]) for m in meetings}
    settled = []
    for deal in deals:
        meeting = moved[deal.meeting.key] if deal.meeting is not None else None
        mediators = deal.mediators
        if not mediators and meeting is not None and deal.status in CONCLUDED:
            mediators = _without(meeting.mediators, deal.parties)
        settled.append(replace(deal, meeting=meeting, mediators=mediators))
    return list(moved.values()), settled


def _told_of(deal: AgreementWhole, roles: Sequence[RoleClaim], report: ParsedReport, focus: Focus) -> tuple[str, ...]:
    """Mediators that are told of the agreement itself, else of its meeting, else near by; none of the parties."""
    mentions = deal.group.mentions
    found = _without(
        [n for m in mentions for n in m.mediators] + [n for m in mentions for n in m.proposer], deal.parties
    )
    if not found and deal.meeting is not None:
        found = _without(deal.meeting.mediators, deal.parties)
    if not found:
        found = _without(_near(deal.group, roles, report, focus), deal.parties)
    return _without((*found, *deal.mediators), deal.parties)


def _without(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(n for n in dict.fromkeys(names) if n not in others)


def _near(group: AgreementGroup, roles: Sequence[RoleClaim], report: ParsedReport, focus: Focus) -> list[str]:
    """For the news of the day those that mediate in a paragraph that tells of it."""
    sentences = report.prose.sentences
    if not _is_news(group, report):
        return []
    told = {sentences[m.sentence].paragraph for m in group.mentions if m.status in ("agreed", "signed")}
    close = [r for r in roles if r.role == "mediator" and sentences[r.sentence].paragraph in told]
    names = [n for r in close for m in r.mentions for n in focus.resolve(m)]
    return [n for n in names if n not in focus.sides]


def _is_of_old(group: AgreementGroup, report: ParsedReport) -> bool:
    """Whether an agreement was made so long ago that those who mediated it are none of the talks of today."""
    made = group.first("made")
    end = made.mention.interval.end if made is not None else None
    return end is not None and report.published - end > _OLD


def _is_news(group: AgreementGroup, report: ParsedReport) -> bool:
    first = group.mentions[0]
    made = group.first("made")
    end = made.mention.interval.end if made is not None else None
    if end is not None:
        return timedelta(0) <= report.published - end <= _NEWS
    return report.prose.sentences[first.sentence].paragraph <= _LEAD_PARAGRAPHS and not first.definite
