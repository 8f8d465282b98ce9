"""Call nouns: who rang whom, told by a noun ("after calls to X and to Y", "took a call from X").

Belongs here: caller and called of a phrase whose noun is a call. Does not belong here: calls told by a verb or by words
like "on the phone" (`verbs`, `phone_frames`).
"""

from collections.abc import Sequence

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import state_in
from pipelines.coding.report.arguments import list_after, list_at
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.scope.governing import Governed

#: Between the noun and its caller there can be a day ("calls on Tuesday of the minister to …").
_REACH = 7
_MOST = 6
#: How far before a call he stands that it turned round.
_HIM_REACH = 40
_EQUALS = frozenset(("colleagues", "counterparts", "colleague", "counterpart", "homologues", "peers"))
_AGAIN = frozenset(("and", ",", "then", "later", "also"))
_TAKING = frozenset(("take", "receive", "get", "accept", "return", "await", "expect"))


def ends_of_call(
    parts: MeetingParts, parsed: Parsed, phrase: EventPhrase, governed: Governed | None, limit: int
) -> tuple[list[Mention], list[Mention]]:
    """Caller (one at most) and called; either is empty where the words do not tell."""
    report, s = parts.report, parsed.sentence
    callers = list_after(report, ("from", "by", "of"), phrase.after, limit, _REACH)[:1]
    owner = [m for m in phrase.mentions if m.noun == "owner" or m.person][:1]
    subject = _subject(parts, parsed, governed, phrase)
    verb = governed.predicate if governed is not None else None
    if callers and verb is not None and verb.bases & _TAKING:
        return callers, subject
    called = _called(parts, parsed, callers[-1].after if callers else phrase.after, s.after)
    if callers and not called and governed is None:
        called = _reached(parts, parsed, phrase)
    return callers or owner or (subject if called else []), called


def other_caller(
    parts: MeetingParts, phrase: EventPhrase, own: Sequence[Mention], called: Sequence[Mention]
) -> list[Mention]:
    """ "In an hour on the phone with X he said": he is not X, but the one named last before the call."""
    if not set(parts.names_of(own)) <= set(parts.names_of(called)):
        return list(own)
    ringing = {person for person, _ in parts.people(called)}
    before = parts.report.actors_in(max(0, phrase.first - _HIM_REACH), phrase.first)
    people = [m for m in before if m.person and m.actors and parts.focus.person_for(m) not in ringing]
    return people[-1:]


def _subject(parts: MeetingParts, parsed: Parsed, governed: Governed | None, phrase: EventPhrase) -> list[Mention]:
    """Who does what the clause tells, where that is somebody who can ring."""
    found = parts.subjects(parsed, governed) or list(parsed.clause_at(phrase.first).subjects)
    return [m for m in found if m.person or m.level or m.noun == "pronoun"][:1]


def _reached(parts: MeetingParts, parsed: Parsed, phrase: EventPhrase) -> list[Mention]:
    """Whom a call did something to: "a call from the president turned the general round"."""
    verb = parsed.clause_at(phrase.first).verb
    if verb is None or verb.first < phrase.after or verb.passive:
        return []
    people, _ = list_at(parts.report, verb.after, parsed.sentence.after, 2)
    if not people and verb.after < parsed.sentence.after and parts.report.tokens[verb.after].low in ("him", "her"):
        before = [m for m in parts.report.actors_in(max(0, phrase.first - _HIM_REACH), phrase.first) if m.person]
        people = before[-1:]
    return [m for m in people if m.person or m.level][:1]


def _called(parts: MeetingParts, parsed: Parsed, first: int, limit: int) -> list[Mention]:
    """Who stands behind "to", also where it is said again: "calls to X and to Y"."""
    tokens = parts.report.tokens
    at = next((k for k in range(first, min(limit, first + _REACH)) if tokens[k].low == "to"), None)
    found: list[Mention] = []
    verbs = {p.first for p in parsed.predicates}
    while at is not None and at < limit and tokens[at].low == "to" and not {at, at + 1} & verbs:
        people, after = _colleagues(parts, at + 1, limit) or list_at(parts.report, at + 1, limit, 2)
        if not people:
            break
        found += people
        at = next((k for k in range(after, min(limit, after + 3)) if tokens[k].low not in _AGAIN), None)
    return found


def _colleagues(parts: MeetingParts, first: int, limit: int) -> tuple[list[Mention], int] | None:
    """ "His colleagues in Armenia and Azerbaijan": somebody of each of these states; None where no such words stand."""
    report = parts.report
    low = [t.low for t in report.tokens[first : min(limit, first + 4)]]
    noun = next((k for k, word in enumerate(low) if word in _EQUALS), None)
    if noun is None or low[noun + 1 : noun + 2] not in (["in"], ["of"], ["from"]):
        return None
    found: list[Mention] = []
    after = first + noun + 2
    both = next((m for m in report.actors_in(after, after + 1) if m.noun == "collective"), None)
    if both is not None:
        return [both], both.after
    while after < limit and len(found) < _MOST:
        if report.tokens[after].low in ("and", ",", "the"):
            after += 1
            continue
        state = next((p for p in report.places_in(after, after + 1) if p.country and not p.name), None)
        named = next((m for m in report.actors_in(after, after + 1) if m.actors), None)
        if named is not None:
            found.append(named)
            after = named.after
        elif state is not None and state.country in state_in():
            name = state_in()[state.country or ""]
            found.append(Mention(state.first, state.after, (name,), noun="official"))
            after = state.after
        else:
            break
    return found, after


__all__ = ["ends_of_call", "other_caller"]
