"""Which process a record belongs to.

Belongs here: the assignment. The processes themselves stand in `pipelines/reference/processes.tsv`. Source of
the rule: the contract in `docs/architecture.md`, section Process.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from schemas import ids


@dataclass(frozen=True, slots=True)
class ProcessOutline:
    """What the assignment needs of a listed process."""

    process_id: str
    core_parties: frozenset[str]
    territory: frozenset[str]
    first_day: date | None = None
    last_day: date | None = None

    def runs_on(self, day: date) -> bool:
        """Whether the process had begun and not ended on a day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Involved:
    """Actors of one record, principals first, and the countries it points to; with the reports that back it."""

    actor_ids: tuple[str, ...]
    countries: frozenset[str]
    report_ids: frozenset[str]
    on: date


def listed_process(involved: Involved, listed: Sequence[ProcessOutline]) -> str | None:
    """The listed process with two of the record's actors among its core parties, else with one and the territory.

    Only processes that ran on the record's day. Where several fit, the one with the largest share of its core
    parties there; then the first listed.
    """
    actors = set(involved.actor_ids)
    best: tuple[int, float] = (0, 0.0)
    found = None
    for process in listed:
        shared = len(actors & process.core_parties)
        fits = process.runs_on(involved.on) and (
            shared >= 2 or (shared == 1 and bool(involved.countries & process.territory))
        )
        score = (min(shared, 2), shared / max(1, len(process.core_parties)))
        if fits and score > best:
            best, found = score, process.process_id
    return found


def assign(records: dict[str, Involved], listed: Sequence[ProcessOutline]) -> dict[str, str]:
    """Process of each record: listed, else the main one of its reports, else founded from its two first actors."""
    by_actor: dict[str, list[int]] = {}
    for place, process in enumerate(listed):
        for actor in process.core_parties:
            by_actor.setdefault(actor, []).append(place)
    direct = {}
    for record, involved in records.items():
        near = sorted({place for actor in involved.actor_ids for place in by_actor.get(actor, ())})
        if found := listed_process(involved, [listed[place] for place in near]):
            direct[record] = found
    main = _main_processes(((i.report_ids, direct[r]) for r, i in records.items() if r in direct))
    assigned = dict(direct)
    for record, involved in records.items():
        if record in assigned:
            continue
        votes = Counter(main[r] for r in sorted(involved.report_ids) if r in main)
        if votes:
            assigned[record] = min(votes, key=lambda p: (-votes[p], p))
        else:
            assigned[record] = founded(involved.actor_ids)
    return assigned


def founded(actor_ids: Sequence[str]) -> str:
    """Id of the process founded for a record: its two first actors; one, or none, where it names no more."""
    first = list(dict.fromkeys(actor_ids))[:2]
    if len(first) == 2:
        return ids.founded_process_id(first[0], first[1])
    return f"p-{first[0] if first else 'unknown'}"


def _main_processes(votes: Iterable[tuple[frozenset[str], str]]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for report_ids, process in votes:
        for report in report_ids:
            counts.setdefault(report, Counter())[process] += 1
    return {report: min(c, key=lambda p: (-c[p], p)) for report, c in counts.items()}
