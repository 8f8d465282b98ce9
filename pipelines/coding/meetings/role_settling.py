"""Role settling: to which meeting a role belongs that a sentence of its own tells ("Qatar mediated").

Belongs here: giving each role outside a meeting's own sentence to the meeting spoken of around it.
Does not belong here: finding roles (`report.roles`).
"""

from collections.abc import Collection, Sequence

from pipelines.coding.meetings.group import MeetingGroup
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.actor_kinds import is_listed_pair, kind_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.report.roles import RoleClaim

_PARAGRAPHS = 2
#: So many parties make a meeting of their own.
_PAIR = 2


def settle_roles(
    roles: Sequence[RoleClaim], groups: Sequence[MeetingGroup], report: ParsedReport, focus: Focus
) -> None:
    """Add mediators, hosts, observers and heads of delegations to the meeting named last before, else next after."""
    sentences = report.prose.sentences
    for role in roles:
        if (
            any(
                m.sentence == role.sentence and m.status is not None and m.strength != "signing"
                for g in groups
                for m in g.mentions
            )
            and role.role != "head"
        ):
            continue
        paragraph = sentences[role.sentence].paragraph
        if role.role == "head":
            # who leads a delegation is told of the meeting that a report is about
            lead = next((g for g in groups if g.status in ("held", "ongoing", "scheduled") and not g.is_call), None)
            if lead is not None:
                _give(role, lead, report, focus)
            continue
        best: tuple[int, int, MeetingGroup] | None = None
        for group in groups:
            for m in group.mentions:
                gap = abs(sentences[m.sentence].paragraph - paragraph)
                rank = (gap, 0 if m.sentence <= role.sentence else 1)
                if gap <= _PARAGRAPHS and (best is None or rank < best[:2]) and not group.is_call:
                    best = (*rank, group)
        if best is not None:
            _give(role, best[2], report, focus)


def share_mediators(groups: Sequence[MeetingGroup]) -> None:
    """The rounds of one series have one mediator: a counted round takes him from another meeting of the same sides."""
    for group in groups:
        if group.is_call or (group.ordinal is None and not any(m.strength == "elliptic" for m in group.mentions)):
            continue
        mine = set(group.named)
        if any(m.mediators for m in group.mentions):
            continue
        for other in groups:
            its = set(other.named)
            if other is group or other.is_call or (mine and its and mine != its):
                continue
            found = [n for m in other.mentions for n in m.mediators if n not in mine]
            if found:
                group.mentions[0].mediators += list(dict.fromkeys(found))
                break


def _give(role: RoleClaim, group: MeetingGroup, report: ParsedReport, focus: Focus) -> None:
    lead = group.mentions[0]
    names = list(dict.fromkeys(n for m in role.mentions for n in focus.resolve(m)))
    people = []
    for m in role.mentions:
        person = focus.person_for(m)
        known = report.cast.persons.get(person) if person else None
        if known is not None:
            people.append((known.name, known.actor or ""))
    parties = tuple(dict.fromkeys(p for m in group.mentions for p in m.parties)) or focus.sides
    if role.role == "head":
        if any(actor in parties or actor == "" for _, actor in people) and group.status in (
            "held",
            "ongoing",
            "scheduled",
        ):
            lead.persons += [p for p in people if p not in lead.persons]
        return
    if role.role == "present":
        # who signed or sat there, where the meeting itself is over or going on
        if group.status in ("held", "ongoing"):
            lead.persons += [p for p in people if p not in lead.persons]
        return
    if role.seats:
        _seat(names, people, role, lead, parties, focus)
        return
    if role.role in ("mediator", "guarantor"):
        lead.mediators += [n for n in names if n not in parties and n not in lead.mediators]
    elif role.role == "host":
        lead.hosts += [n for n in names if n not in lead.hosts]
    else:
        kept = lead.others.setdefault(role.role, [])
        kept += [n for n in names if n not in kept]
    lead.persons += [p for p in people if p not in lead.persons]


def _seat(
    names: Sequence[str], people: Sequence[tuple[str, str]], role: RoleClaim, lead: MeetingMention,
    parties: Collection[str], focus: Focus,
) -> None:  # fmt: skip
    """Who took part beside a party of the meeting, or signed too, is a party as well."""
    seated = [n for n in names if kind_of(n) != "organisation" or n in focus.sides]
    with_them = set(seated) & set(parties) or any(is_listed_pair(n, p) for n in seated for p in parties)
    # "invitations have gone to A, B and C": of a conference for which nobody was named
    by_list = not lead.named_parties and len(seated) > _PAIR
    if role.role == "party" and not with_them and not by_list:
        return
    if not lead.parties and not set(seated) <= set(parties):
        lead.parties = list(parties)
    lead.parties += [n for n in seated if n not in lead.parties]
    lead.named_parties = lead.named_parties or len(lead.parties) >= _PAIR
    lead.persons += [p for p in people if p not in lead.persons]
