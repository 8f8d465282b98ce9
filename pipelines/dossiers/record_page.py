"""The page of a record: its values and their sentences, history, what hangs on it, corrections, how to cite it.

Belongs here: what stands on that page, as plain values for its template. Does not belong here: how fields find their
sentences (`record_fields.py`), markup (`templates/record.html`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.corrections.lines import COLUMNS as CSV_COLUMNS
from pipelines.dossiers.known_on import Known, Replay, replay
from pipelines.dossiers.plain_text import clipped
from pipelines.dossiers.reading import Record, Release
from pipelines.dossiers.record_fields import LINES, Field, correction_line, fields_of
from pipelines.dossiers.statement import Statement, statements
from pipelines.dossiers.words import counted, day_words, label, when, where
from pipelines.resolution.origins import Syndication
from pipelines.resolution.standing import StandingClaim
from pipelines.validation.tableset import Row

NOTHING_YET = "not yet reported"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a history; a correction has neither a source nor the `number` of a statement."""

    status: str
    words: str
    reported_on: date | None
    reported: str
    effective: str
    planned: str
    number: int | None
    source: str
    counted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part, as what, and whether it came."""

    name: str
    role: str
    stands_for: str
    note: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision of an agreement with its own fields."""

    id: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision on the record as a whole or one of its values, and what became of it."""

    id: str
    words: str
    by: str
    reason: str
    status: str
    status_reason: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """All that the page shows."""

    record: Record
    process: Row
    subtitle: str
    backed: str
    backed_known: tuple[Known, ...]
    days: tuple[date, ...]
    fields: tuple[Field, ...]
    statements: tuple[Statement, ...]
    evidence: str
    steps: tuple[Step, ...]
    participants: tuple[Participant, ...]
    provisions: tuple[Provision, ...]
    held_up_by: tuple[Record, ...]
    agreements: tuple[Record, ...]
    meeting: Record | None
    holds_up: Record | None
    corrections: tuple[Correction, ...]
    lines: tuple[tuple[str, str], ...]
    header_line: str
    citation: str
    changed: bool


def record_page(
    release: Release,
    record: Record,
    claims: Sequence[Row],
    voices: Sequence[StandingClaim],
    syndication: Syndication,
) -> RecordPage:
    """The page of a record. `claims` are all claims on it, `voices` those that count."""
    told = statements(release, record, claims)
    replayed = replay(release, record.table, record.row, record.id, voices, syndication)
    row = record.row
    fields = fields_of(release, record.table, row, record.id, told, replayed)
    provisions = [
        _provision(release, p, told, voices, syndication) for p in release.provisions.get(record.id, ())
    ]  # fmt: skip
    backed = _backed(row["n_reports"], row["n_independent_sources"])
    lines = [(line.name, line.columns[0]) for line in LINES[record.table]]
    return RecordPage(
        record=record,
        process=release.processes[row["process_id"]],
        subtitle=_subtitle(record),
        backed=backed,
        backed_known=_backed_known(replayed),
        days=replayed.days,
        fields=tuple(fields),
        statements=tuple(told.values()),
        evidence=row["evidence"],
        steps=tuple(_step(release, s, told) for s in release.histories.get(record.id, ())),
        participants=tuple(_participants(release, record)),
        provisions=tuple(provisions),
        held_up_by=_records(release, release.conditions_on.get(record.id, ()), "condition_id"),
        agreements=_records(release, release.agreements_at.get(record.id, ()), "agreement_id"),
        meeting=release.records.get(row.get("meeting_id") or "") if record.type == "agreement" else None,
        holds_up=release.records.get(row.get("conditioned_id") or ""),
        corrections=tuple(_correction(c) for c in release.corrections_of.get(record.id, ())),
        lines=tuple((name, correction_line(record.table, record.id, column, row)) for name, column in lines),
        header_line=",".join(CSV_COLUMNS),
        citation=f"{label(record.type)} {record.id}: {record.title}"
        + (f", {_subtitle(record)}." if _subtitle(record) else "."),
        changed=record.id in release.changes_of,
    )


def _subtitle(record: Record) -> str:
    if record.type == "condition":
        return label(record.row["kind"])
    return " · ".join(part for part in (when(record.row), where(record.row)) if part)


def _backed(reports: int, sources: int) -> str:
    if not reports:
        return "Added by hand"
    return f"{counted(reports, 'report')} from {counted(sources, 'independent source')}"


def _backed_known(replayed: Replay) -> tuple[Known, ...]:
    pairs = zip(replayed.days, replayed.reports, replayed.sources, strict=True)
    return tuple(Known(day, _backed(reports, sources)) for day, reports, sources in pairs)


def _step(release: Release, row: Row, told: Mapping[str, Statement]) -> Step:
    statement = told.get(row["claim_id"] or "")
    report = release.reports.get(row["report_id"] or "")
    outlet = (report["outlet"] or release.sources[report["source_id"]]["name"]) if report else ""
    return Step(
        status=row["status"],
        words=label(row["status"]) + (f" ({label(row['step']).lower()})" if row["step"] else ""),
        reported_on=row["reported_on"],
        reported=_maybe(row["reported_on"]),
        effective=_maybe(row["effective_date"]),
        planned=_maybe(row["planned_date"]),
        number=statement.number if statement else None,
        source=clipped(outlet, 80),
        counted=row["counted"],
        reason=clipped(row["reason"], 300),
    )


def _maybe(day: date | None) -> str:
    return day_words(day) if day else ""


def _participants(release: Release, record: Record) -> list[Participant]:
    found = []
    for row in release.participants.get(record.id, ()):
        actor = release.actors.get(row["represents_actor_id"] or "")
        level = label(row["level"]).lower() if row["level"] else ""
        stands_for = ", ".join(part for part in (clipped(actor["name"], 80) if actor else "", level) if part)
        found.append(
            Participant(
                clipped(row["actor_name"], 120),
                label(row["role"]).lower(),
                stands_for,
                label(row["attendance"]).lower(),
            )
        )
    for row in release.parties.get(record.id, ()):
        position = "" if row["position"] == "unknown" else label(row["position"]).lower()
        found.append(Participant(clipped(row["actor_name"], 120), label(row["role"]).lower(), "", position))
    return sorted(found, key=lambda p: (_ROLES.index(p.role) if p.role in _ROLES else len(_ROLES), p.name))


_ROLES = ("party", "mediator", "host", "guarantor", "witness", "observer", "participant")


def _provision(
    release: Release,
    row: Row,
    told: Mapping[str, Statement],
    voices: Sequence[StandingClaim],
    syndication: Syndication,
) -> Provision:
    key = row["provision_id"]
    replayed = replay(release, "provisions", row, key, voices, syndication)
    return Provision(key, label(row["kind"]), tuple(fields_of(release, "provisions", row, key, told, replayed)))


def _records(release: Release, rows: Sequence[Row], key: str) -> tuple[Record, ...]:
    return tuple(release.records[row[key]] for row in rows if row[key] in release.records)


def _correction(row: Row) -> Correction:
    what: dict[str, Any] = row
    words = label(what["action"])
    if what["field"]:
        words += f" {what['field']}"
    if what["old_value"] or what["new_value"]:
        words += f": {clipped(what['old_value'] or 'nothing', 300)} → {clipped(what['new_value'] or 'nothing', 300)}"
    if what["other_id"]:
        words += f" ({clipped(what['other_id'], 80)})"
    return Correction(
        id=what["correction_id"],
        words=words,
        by=f"{clipped(what['author'], 80)}, {day_words(what['decided_on'])}",
        reason=clipped(what["reason"] or what["reason_code"] or "no reason given", 400),
        status=label(what["status"]),
        status_reason=clipped(what["status_reason"], 300),
    )
