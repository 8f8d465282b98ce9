"""Which process a record belongs to.

Belongs here: the assignment. The processes themselves stand in `pipelines/reference/processes.tsv`. Source of
the rule: the contract in `docs/architecture.md`, section Process.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
    """Actors of one record, principals first, and the reports behind it.

    `states` has the country of each actor that is a state; `countries` those of the others, and of the place.
    """

    actor_ids: tuple[str, ...]
    states: tuple[str | None, ...]
    countries: frozenset[str]
    report_ids: frozenset[str]
    on: date

    def countries_beside(self, actor_id: str) -> frozenset[str]:
        """Countries that the record points to apart from an actor's being one."""
        others = (state for actor, state in zip(self.actor_ids, self.states, strict=True) if actor != actor_id)
        return self.countries.union(filter(None, others))


def listed_process(involved: Involved, listed: Sequence[ProcessOutline]) -> str | None:
    """The listed process with two of the record's actors among its core parties, else with one and the territory.

    The territory is told by the place or by another actor: a state alone does not point to the conflicts within it.
    Only processes that ran on the record's day. Where several fit, the one with the largest share of its core
    parties there; then the first listed.
    """
    actors = set(involved.actor_ids)
    best: tuple[int, float] = (0, 0.0)
    found = None
    for process in listed:
        sides = actors & process.core_parties
        fits = process.runs_on(involved.on) and (
            len(sides) >= 2 or any(involved.countries_beside(side) & process.territory for side in sides)
        )
        score = (min(len(sides), 2), len(sides) / max(1, len(process.core_parties)))
        if fits and score > best:
            best, found = score, process.process_id
    return found


def assign(records: Mapping[str, Involved], listed: Sequence[ProcessOutline]) -> dict[str, str]:
    """Process of each record.

    The listed one with two of its actors; else the main process of its reports, if one of its actors is a core party
    there; else the listed one with one of its actors and the territory; else the main process of its reports; else
    one founded from its two first actors. Where it names fewer than two, that is the one most founded in its reports.
    """
    by_actor: dict[str, list[ProcessOutline]] = {}
    for process in listed:
        for actor in process.core_parties:
            by_actor.setdefault(actor, []).append(process)
    order = {process.process_id: place for place, process in enumerate(listed)}
    core = {process.process_id: process.core_parties for process in listed}
    direct: dict[str, str] = {}
    for record, involved in records.items():
        near = {p.process_id: p for actor in involved.actor_ids for p in by_actor.get(actor, ())}
        if found := listed_process(involved, sorted(near.values(), key=lambda p: order[p.process_id])):
            direct[record] = found
    sure = {r for r, process in direct.items() if len(core[process] & set(records[r].actor_ids)) >= 2}
    pairs = {r: founded(i.actor_ids) for r, i in records.items() if r not in direct and len(set(i.actor_ids)) >= 2}
    main = _main_processes((records[r].report_ids, direct[r]) for r in sure)
    for votes_of in (direct, pairs):
        for report, process_id in _main_processes((records[r].report_ids, p) for r, p in votes_of.items()).items():
            main.setdefault(report, process_id)
    assigned = {}
    for record, involved in records.items():
        votes = Counter(main[r] for r in involved.report_ids if r in main)
        told = min(votes, key=lambda p: (-votes[p], p)) if votes else None
        if record in sure:
            assigned[record] = direct[record]
        elif told is not None and told in core and (record not in direct or core[told] & set(involved.actor_ids)):
            assigned[record] = told
        else:
            assigned[record] = direct.get(record) or pairs.get(record) or told or founded(involved.actor_ids)
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
