"""How two codings of meetings are compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.evaluation.compared import Comparison, Score, actor_keys, same, status_code
from pipelines.evaluation.likeness import Days, days, days_alike, jaccard, same_or_missing
from pipelines.evaluation.names import person_key, place_key


@dataclass(frozen=True, slots=True)
class ComparedMeeting:
    """A meeting with its names as keys."""

    key: str
    kind: str | None
    status: str | None
    parties: frozenset[str]
    mediators: frozenset[str]
    hosts: frozenset[str]
    persons: tuple[str, ...]
    place: str | None
    country: str | None
    date_start: str | None
    days: Days | None
    level: str | None
    evidence: str


def read_meeting(coded: Mapping[str, Any], on: date | None) -> ComparedMeeting:
    """What is compared of a meeting, in a report of that day."""
    people = sorted(key for name in coded.get("persons") or () if (key := person_key(name)) is not None)
    start = coded.get("date_start") or None
    return ComparedMeeting(
        key=coded.get("key") or "",
        kind=coded.get("kind"),
        status=status_code("meetings", coded.get("status")),
        parties=actor_keys(coded.get("parties"), on),
        mediators=actor_keys(coded.get("mediators"), on),
        hosts=actor_keys(coded.get("hosts"), on),
        persons=tuple(people),
        place=place_key(coded.get("place")),
        country=coded.get("country") or None,
        date_start=start,
        days=days(start, coded.get("date_end") or None),
        level=coded.get("level"),
        evidence=coded.get("evidence") or "",
    )


def _likeness(ours: ComparedMeeting, gold: ComparedMeeting, body: str) -> float:
    return (
        0.45 * jaccard(ours.parties, gold.parties)
        + 0.25 * days_alike(ours.days, gold.days)
        + 0.15 * (ours.status == gold.status)
        + 0.15 * same_or_missing(ours.place, gold.place)
    )


def _related(ours: ComparedMeeting, gold: ComparedMeeting, body: str) -> bool:
    return not ours.parties.isdisjoint(gold.parties)


def _scores(ours: ComparedMeeting, gold: ComparedMeeting, body: str) -> dict[str, Score]:
    plain = ("status", "kind", "place", "country", "date_start", "parties", "level", "mediators", "hosts")
    return same(ours, gold, *plain) | {"persons_F1": persons_score(ours.persons, gold.persons)}


def persons_score(ours: Sequence[str], gold: Sequence[str]) -> Score:
    """Persons that are in both lists, twice, of the length of both: numerator and denominator of an F1."""
    shared = Counter(ours) & Counter(gold)
    return 2.0 * shared.total(), float(len(ours) + len(gold))


MEETINGS = Comparison(
    "meetings", read_meeting, _likeness, _related, _scores, ("parties", "status", "date_start", "place")
)
