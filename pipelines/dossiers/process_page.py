"""The page of a process: where it stands, its timeline, meetings, agreements, conditions, who met whom, its sources.

Belongs here: what stands on that page, as plain values for its template. Does not belong here: markup
(`templates/process.html`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.dossiers.backing import Backing, backing
from pipelines.dossiers.encounters import Encounters, encounters
from pipelines.dossiers.known_on import closed_on
from pipelines.dossiers.plain_text import clipped
from pipelines.dossiers.reading import Record, Release, process_path
from pipelines.dossiers.situation import CLOSED, Situation, reported_on
from pipelines.dossiers.timeline import Timeline, timeline
from pipelines.dossiers.words import counted, day_words, figure_words, first_day, label
from pipelines.validation.cells import members
from pipelines.validation.tableset import Row
from schemas.codes import codes

_UNDATED = "Without a date"


@dataclass(frozen=True, slots=True)
class YearOfMeetings:
    """Meetings of one year, newest first; `words` counts them by status."""

    name: str
    words: str
    meetings: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with its provisions in words, and the conditions that hold it up."""

    record: Record
    provisions: tuple[str, ...]
    held_up_by: int


@dataclass(frozen=True, slots=True)
class ConditionView:
    """A condition with what it holds up, a record or words, and how it ended; `ended` is empty while it is open."""

    record: Record
    holder: str
    demand: str
    voiced_by: str
    holds_up: Record | None
    holds_up_words: str
    since: str
    ended: str


@dataclass(frozen=True, slots=True)
class ProcessPage:
    """All that the page shows."""

    process: Row
    path: str
    parties: str
    situation: Situation
    timeline: Timeline | None
    years: tuple[YearOfMeetings, ...]
    agreements: tuple[AgreementView, ...]
    open_conditions: tuple[ConditionView, ...]
    closed_conditions: tuple[ConditionView, ...]
    encounters: Encounters | None
    backing: Backing
    counts: str


def process_page(
    release: Release,
    process: Row,
    records: Sequence[Record],
    records_of_report: Mapping[str, list[str]],
    stands: Situation,
) -> ProcessPage:
    """The page of a process with at least one record, and where it `stands`."""
    ends = {r.id: closed_on(r, release.histories.get(r.id, ())) for r in records if r.status in CLOSED}
    closed = {r: day for r, day in ends.items() if day}
    number = {kind: sum(1 for r in records if r.type == kind) for kind in ("meeting", "agreement", "condition")}
    return ProcessPage(
        process=process,
        path=process_path(process["process_id"]),
        parties="; ".join(
            clipped(release.actors[a]["name"], 60) for a in members(process["core_party_ids"]) if a in release.actors
        ),
        situation=stands,
        timeline=timeline(records, closed, stands.last_reported_on),
        years=tuple(_years([r for r in records if r.type == "meeting"])),
        agreements=tuple(
            AgreementView(
                r,
                tuple(_provision_words(p) for p in release.provisions.get(r.id, ())),
                len(release.conditions_on.get(r.id, ())),
            )
            for r in (*stands.standing, *stands.on_the_table, *stands.broken_off)
        ),
        open_conditions=tuple(condition_view(release, r, closed) for r in stands.open_conditions),
        closed_conditions=tuple(condition_view(release, r, closed) for r in stands.closed_conditions),
        encounters=encounters(release, records),
        backing=backing(release, records, records_of_report),
        counts=", ".join(counted(n, kind) for kind, n in number.items()),
    )


def condition_view(release: Release, record: Record, closed: Mapping[str, date]) -> ConditionView:
    """A condition as lists show it. `closed` is the day on which conditions ended, by id."""
    row = record.row
    ended = closed.get(record.id)
    words = clipped(row["conditioned_text"] or "", 160)
    held_up = release.records.get(row["conditioned_id"] or "")
    return ConditionView(
        record=record,
        holder=clipped(row["holder_name"] or "Holder not named", 60),
        demand=clipped(row["demand"], 220),
        voiced_by=clipped(row["speaker_name"] or "", 60),
        holds_up=held_up,
        holds_up_words=words,
        since=day_words(row["first_reported_on"]) if row["first_reported_on"] else "",
        ended=f"{label(record.status)} {day_words(ended)}" if ended else "",
    )


def _years(meetings: Sequence[Record]) -> list[YearOfMeetings]:
    """Meetings by year, newest first, undated ones at the end."""
    years: dict[str, list[Record]] = {}
    ordered = sorted(meetings, key=lambda r: r.id)
    for record in sorted(ordered, key=lambda r: (first_day(r.row) or date.min, reported_on(r)), reverse=True):
        day = first_day(record.row)
        years.setdefault(str(day.year) if day else _UNDATED, []).append(record)
    return [YearOfMeetings(name, _by_status(found), tuple(found)) for name, found in years.items()]


def _by_status(meetings: Sequence[Record]) -> str:
    numbers = [(s, sum(1 for r in meetings if r.status == s)) for s in codes("meeting_status")]
    return ", ".join(f"{n} {label(s).lower()}" for s, n in reversed(numbers) if n)


def _provision_words(row: Row) -> str:
    parts = [label(row["kind"])]
    if figure_words(row):
        parts.append(figure_words(row))
    if row["obligor_names"]:
        parts.append(f"by {clipped(row['obligor_names'], 80)}")
    if row["deadline"]:
        parts.append(f"until {day_words(row['deadline'])}")
    return ", ".join(parts)
