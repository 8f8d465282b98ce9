"""Repeats: "spoke to X on Monday and to Y on Tuesday", "received X on Monday and Y on Tuesday".

Belongs here: further partners of a verb, each behind the same preposition again, or without one and each with a day of
its own; each is a meeting of its own.
Does not belong here: lists behind one preposition (`frames`), pairs of place and date (`lists`).
"""

from dataclasses import replace

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import list_at

_PREPOSITIONS = frozenset(("to", "with", "on"))
#: What stands before one who is no object of the verb.
_AWAY = frozenset(("to", "with", "on", "by", "from", "for", "of", "in", "at", "and", ","))
#: How many words of a title stand before a name, and how far behind it its day begins.
_TITLES, _DAY_REACH = 4, 8
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
    is_object = _is_object(parts, mention, partner)
    if (word not in _PREPOSITIONS and not is_object) or partner.first < mention.anchor:
        return []
    keeper = next((name for name, source in mention.sources if source is not partner), mention.parties[0])
    clause = parsed.clause_at(mention.anchor)
    made: list[MeetingMention] = []
    for k in range(partner.after + 1, max(clause.tokens)):
        if tokens[k - 1].low not in _JOINTS or (tokens[k].low != word and not is_object):
            continue
        people, after = list_at(parts.report, k if is_object else k + 1, parsed.sentence.after, 2)
        if not people or not (people[0].person or people[0].level):
            continue
        if is_object and not (_closes_with_day(parts, partner.after, k) and _has_day(parts, parsed, after)):
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


def _is_object(parts: MeetingParts, mention: MeetingMention, partner: Mention) -> bool:
    """Whether the partner stands right behind the verb, without a preposition."""
    between = [t.low for t in parts.report.tokens[mention.anchor + 1 : partner.first]]
    return mention.anchor < partner.first and len(between) <= _TITLES and not _AWAY & set(between)


def _closes_with_day(parts: MeetingParts, first: int, joint: int) -> bool:
    """Whether a day ends right before the joint ("received X on Monday and")."""
    return any(joint - d.after <= 2 for d in parts.report.dates_in(first, joint))


def _has_day(parts: MeetingParts, parsed: Parsed, first: int) -> bool:
    """Whether a day follows a further partner, with no verb between."""
    dated = next(iter(parts.report.dates_in(first, min(first + _DAY_REACH, parsed.sentence.after))), None)
    return dated is not None and not any(first <= p.first < dated.first for p in parsed.predicates if p.is_finite)
