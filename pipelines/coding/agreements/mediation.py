"""Mediation: who mediated a meeting mediated the agreement that came of it, and the other way round.

Belongs here: handing mediators on between a meeting and its agreements, and to the talks that a report is about.
Does not belong here: which words make a mediator (`report.roles`), to which meeting a sentence's roles belong
(`meetings.role_settling`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.coding.agreements.claims import AgreementWhole
from pipelines.coding.meetings.claims import MeetingWhole
from pipelines.coding.report.focus import Focus

_DONE = ("held", "ongoing")
_CONCLUDED = ("agreed", "signed", "implemented", "violated", "terminated", "suspended")
_NEGOTIATED = ("talks", "summit", "signing_ceremony", "conference")


def hand_on_mediators(
    meetings: Sequence[MeetingWhole], agreements: Sequence[AgreementWhole], mediating: Iterable[str], focus: Focus
) -> tuple[list[MeetingWhole], list[AgreementWhole]]:
    """Meetings and agreements with the mediators that the report tells of the other of the two.

    `mediating`: actors that are said to mediate anywhere in the report.
    """
    told = {m.key: m.mediators for m in meetings}
    for deal in agreements:
        if deal.meeting is not None and deal.mediators and not told[deal.meeting.key]:
            told[deal.meeting.key] = tuple(n for n in deal.mediators if n not in deal.meeting.parties)
    lead = next((m for m in meetings if m.status in _DONE and m.kind in _NEGOTIATED), None)
    if lead is not None and not told[lead.key] and not any(told.values()):
        told[lead.key] = tuple(n for n in sorted(mediating) if n not in lead.parties and n not in focus.sides)
    moved = [replace(m, mediators=told[m.key]) for m in meetings]
    by_key = {m.key: m for m in moved}
    deals = []
    for deal in agreements:
        meeting = by_key[deal.meeting.key] if deal.meeting is not None else None
        mediators = deal.mediators
        if not mediators and meeting is not None and deal.status in _CONCLUDED:
            mediators = tuple(n for n in meeting.mediators if n not in deal.parties)
        deals.append(replace(deal, meeting=meeting, mediators=mediators))
    return moved, deals
