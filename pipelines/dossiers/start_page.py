"""The start page: every process with where it stands, the newest meetings, open conditions, what changed.

Belongs here: what stands on that page, as plain values for its template.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.dossiers.changes_page import ChangesPage
from pipelines.dossiers.plain_text import clipped
from pipelines.dossiers.process_page import ConditionView, condition_view
from pipelines.dossiers.reading import Record, Release, process_path
from pipelines.dossiers.situation import CLOSED, Situation, reported_on
from pipelines.dossiers.words import counted, day_words, first_day
from pipelines.validation.tableset import Row

NEWEST = 8
#: processes that are listed at once; the others stand behind a fold
FIRST_PROCESSES = 25


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """One process of the list."""

    process_id: str
    name: str
    path: str
    situation: Situation
    last_reported: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """All that the page shows. Newest meetings took place or are under way; `ahead` are planned, or overdue."""

    known_until: str
    counts: str
    first: tuple[ProcessLine, ...]
    others: tuple[ProcessLine, ...]
    newest: tuple[Record, ...]
    ahead: tuple[Record, ...]
    open_conditions: tuple[ConditionView, ...]
    n_open: int
    changes: ChangesPage


def start_page(release: Release, situations: Mapping[str, Situation], changes: ChangesPage) -> StartPage:
    """The start page. `situations` are those of the processes with a record, by id."""
    lines = [_line(release.processes[p], s) for p, s in situations.items()]
    lines.sort(key=lambda x: x.process_id)
    lines.sort(key=lambda x: x.situation.last_reported_on, reverse=True)
    records = sorted(release.records.values(), key=lambda r: r.id)
    conditions = sorted((r for r in records if r.type == "condition" and r.status not in CLOSED), key=_recency)
    number = Counter(r.type for r in records)
    counts = [counted(len(lines), "process", "processes")]
    counts += [counted(number[kind], kind) for kind in ("meeting", "agreement", "condition")]
    active = sum(1 for r in release.reports.values() if r["status"] == "active")
    return StartPage(
        known_until=day_words(release.known_until) if release.known_until else "",
        counts=f"{', '.join(counts)}, from {counted(active, 'report')}",
        first=tuple(lines[:FIRST_PROCESSES]),
        others=tuple(lines[FIRST_PROCESSES:]),
        newest=tuple(_newest(records, release.known_until)),
        ahead=tuple(_ahead(situations.values())),
        open_conditions=tuple(condition_view(release, r, {}) for r in reversed(conditions[-NEWEST:])),
        n_open=len(conditions),
        changes=changes,
    )


def _line(process: Row, stands: Situation) -> ProcessLine:
    path = process_path(process["process_id"])
    last = stands.last_reported_on
    words = day_words(last) if last > date.min else "by hand"
    return ProcessLine(process["process_id"], clipped(process["name"], 120), path, stands, words)


def _newest(records: Sequence[Record], known_until: date | None) -> list[Record]:
    until = known_until or date.max
    found = [r for r in records if r.type == "meeting" and r.status in ("held", "ongoing") and first_day(r.row)]
    past = [r for r in found if (first_day(r.row) or date.max) <= until]
    return sorted(past, key=lambda r: (first_day(r.row) or date.min, reported_on(r)), reverse=True)[:NEWEST]


def _ahead(situations: Iterable[Situation]) -> list[Record]:
    """What is planned, soonest first, then what is overdue, latest first."""
    coming: list[Record] = []
    overdue: list[Record] = []
    for stands in situations:
        coming.extend(stands.coming)
        overdue.extend(stands.overdue)
    coming.sort(key=lambda r: (first_day(r.row) or date.max, r.id))
    overdue.sort(key=lambda r: r.id)
    overdue.sort(key=lambda r: first_day(r.row) or date.min, reverse=True)
    half = NEWEST // 2
    shown = coming[: max(half, NEWEST - len(overdue))]
    return [*shown, *overdue[: NEWEST - len(shown)]]


def _recency(record: Record) -> tuple[date, str]:
    return reported_on(record), record.id
