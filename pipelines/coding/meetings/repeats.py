"""Repeats: "spoke to X on Monday and to Y on Tuesday", "called on X in the morning and on Y in the afternoon".

Belongs here: further partners of a verb, each behind the same preposition again; each is a meeting of its own.
Does not belong here: lists behind one preposition (`frames`), pairs of place and date (`lists`).
"""

from dataclasses import replace

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.report.arguments import list_at

_PREPOSITIONS = frozenset(("to", "with", "on"))
_JOINTS = frozenset(("and", ",", "then", "later", "finally", "also"))


def repeated(parts: MeetingParts, parsed: Parsed, mention: MeetingMention) -> list[MeetingMention]:
    """The meetings with the partners behind a repeated preposition, in order."""
    if mention.rule != "meeting_verb" or not mention.named_parties or len(mention.parties) != 2:
        return []
    if len({source.first for _, source in mention.sources}) < 2:
        return []
    tokens = parts.report.tokens
    partner = max((source for _, source in mention.sources), key=lambda m: m.first)
    word = tokens[partner.first - 1].low
    if word not in _PREPOSITIONS or partner.first < mention.anchor:
        return []
    keeper = next((name for name, source in mention.sources if source is not partner), mention.parties[0])
    clause = parsed.clause_at(mention.anchor)
    made: list[MeetingMention] = []
    for k in range(partner.after + 1, max(clause.tokens)):
        if tokens[k].low != word or tokens[k - 1].low not in _JOINTS:
            continue
        people, after = list_at(parts.report, k + 1, parsed.sentence.after, 2)
        if not people or not (people[0].person or people[0].level):
            continue
        other = replace(
            mention, first=k, after=after, anchor=people[0].first, parties=[keeper],
            persons=[p for p in mention.persons if p[1] == keeper], sources=[], others={}, fresh=True,
        )  # fmt: skip
        parts.add(other, people)
        other.others["levels"] = [*mention.others.get("levels", ())[:1], *other.others.get("levels", ())]
        if len(other.parties) < 2:
            continue
        same = next((m for m in (mention, *made) if set(m.parties) == set(other.parties)), None)
        if same is not None:
            # two persons of one side are one meeting with it
            same.persons += [p for p in other.persons if p not in same.persons]
        else:
            made.append(other)
    return made
