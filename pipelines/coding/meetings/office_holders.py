"""Office holders: who "the two presidents" were, where a report names the president of each side elsewhere.

Belongs here: adding to a meeting the one person of a report that holds the office named for a party, and to the talks
that the report is about those who head the teams.
Does not belong here: persons named in the meeting's own clause (`parts`).
"""

from collections.abc import Sequence

from pipelines.coding.meetings.group import MeetingGroup
from pipelines.coding.names.mention import Person
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport

_OFFICES = {"leader": "head_of_state", "minister": "minister", "collective": "head_of_state"}


def add_office_holders(group: MeetingGroup, report: ParsedReport) -> None:
    """Name the holders of the offices that met, where none is named and the report knows but one."""
    named = {actor for m in group.mentions for _, actor in m.persons}
    persons = list(dict.fromkeys(report.cast.persons.values()))
    for mention in group.mentions:
        for party, source in mention.sources:
            level = _OFFICES.get(source.noun)
            if party in named or source.person is not None or level is None or source.level != level:
                continue
            holder = _holder(persons, party, level, source.head)
            if holder is not None:
                mention.persons.append((holder.name, party))
                named.add(party)


def _holder(persons: list[Person], party: str, level: str, office: str) -> Person | None:
    fits = [p for p in persons if p.actor == party and p.level == level]
    return fits[0] if len(fits) == 1 else None


def add_heads_of_teams(groups: Sequence[MeetingGroup], report: ParsedReport, focus: Focus) -> None:
    """The chief negotiators of the parties sat at the talks that a report is about, wherever it calls them so."""
    lead = next((g for g in groups if g.status in ("held", "ongoing") and not g.is_call), None)
    if lead is None or lead.first("kind") not in (None, "talks"):
        return
    parties = {p for m in lead.mentions for p in m.parties} or set(focus.sides)
    heads = [p for p in dict.fromkeys(report.cast.persons.values()) if p.heads_team and p.actor in parties]
    named = {name for m in lead.mentions for name, _ in m.persons}
    lead.mentions[0].persons += [(p.name, p.actor or "") for p in heads if p.name not in named]
