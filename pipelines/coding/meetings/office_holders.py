"""Office holders: who "the two presidents" were, where a report names the president of each side elsewhere.

Belongs here: adding to a meeting the one person of a report that holds the office named for a party.
Does not belong here: persons named in the meeting's own clause (`parts`).
"""

from pipelines.coding.meetings.group import MeetingGroup
from pipelines.coding.names.mention import Person
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
