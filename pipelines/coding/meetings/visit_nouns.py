"""Visit nouns: who was to go to whom, told by a noun ("the minister's trip to Naypyitaw has been moved to March").

Belongs here: guest and host of a visit that is still to come or came to nothing. Does not belong here: visits told by a
verb (`visits`); one that took place tells no meeting by itself.
"""

from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.parts import MeetingParts
from pipelines.coding.names.mention import AT_TABLE, Mention
from pipelines.coding.report.actor_kinds import state_in
from pipelines.coding.report.arguments import list_after, list_at
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set

_REACH = 6
_SEEING = frozenset(("see", "meet", "visit", "consult", "sound", "brief"))


@cache
def visit_words() -> frozenset[str]:
    """Nouns of a visit."""
    return word_set("meeting_nouns:visits", "syntax_word_sets")


def ends_of_visit(parts: MeetingParts, parsed: Parsed, phrase: EventPhrase) -> tuple[list[Mention], list[Mention]]:
    """Guest and host; either is empty where the words do not tell."""
    report, stop = parts.report, min(parsed.sentence.after, phrase.after + _REACH)
    guests = [m for m in phrase.mentions if parts.is_principal(m)][:1]
    after = phrase.after
    if not guests:
        # "the trip of the minister, Ana Lopez, to the capital"
        guests = list_after(report, ("of", "by"), phrase.after, stop, 2)
        after = guests[-1].after if guests else after
        stop = min(parsed.sentence.after, after + _REACH)
    while after < stop and report.tokens[after].low == ",":
        after += 1
    seeing = next((p for p in parsed.predicates if after <= p.first < stop and p.bases & _SEEING), None)
    if seeing is not None and seeing.tense == "infinitive":
        hosts, _ = list_at(report, seeing.after, parsed.sentence.after)
    else:
        hosts = [m for m in list_after(report, ("to",), after, stop, 2) if m.person or m.noun in (*AT_TABLE, "name")]
    if not hosts:
        hosts = _of_place(parts, after, stop)
    own = set(parts.names_of(guests))
    return guests, [m for m in hosts if not own & set(parts.names_of([m]))]


def _of_place(parts: MeetingParts, after: int, stop: int) -> list[Mention]:
    """Those who govern where a visit leads."""
    tokens = parts.report.tokens
    if after >= stop or tokens[after].low not in ("to", "in"):
        return []
    place = next(iter(parts.report.places_in(after + 1, min(stop, after + 4))), None)
    state = state_in().get(place.country or "") if place is not None else None
    return [Mention(place.first, place.after, (state,), noun="name")] if place is not None and state else []
