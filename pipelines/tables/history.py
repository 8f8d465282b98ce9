"""Status histories: each reported step in the life of a record, in order, and which of them count.

Belongs here: reading steps off claims, their order, and the lifecycle. The steps that can follow each other
stand in `lifecycle.tsv`.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import PLANNED
from pipelines.tables.origins import Syndication
from schemas.codes import codes

#: statuses whose claimed date is the day on which they took effect
_DATED = {"meeting": {"held"}, "agreement": {"agreed", "signed"}, "condition": set[str]()}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a history."""

    status: str
    step: str | None
    reported_on: date
    effective_date: date | None
    planned_date: date | None
    claim: StandingClaim
    reason: str
    counted: bool


@cache
def lifecycle() -> frozenset[tuple[str, str, str]]:
    """(record type, from, to) for each step that can follow another, from `lifecycle.tsv`."""
    path = Path(__file__).with_name("lifecycle.tsv")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return frozenset(
        (row["record_type"], row["from"], to)
        for row in csv.DictReader(lines, delimiter="\t")
        for to in (row["to"] or "").split("; ")
        if to
    )


def history(record_type: str, claims: Iterable[StandingClaim], known: Syndication) -> list[Step]:
    """Steps of a record from its live claims, in the order in which they took effect or were reported."""
    steps: dict[tuple[str, str], Step] = {}
    for claim in claims:
        status = claim.claim.first("status")
        if status is None or (claim.claim.realis == "denied" and status not in ("rejected", "cancelled")):
            continue
        # copies of a text, and repetitions within a report, add no line
        key = (known.group_of[claim.report.report.report_id], status)
        step = _step(record_type, status, claim)
        if key not in steps or _prefer(step) > _prefer(steps[key]):
            steps[key] = step
    rank = codes(f"{record_type}_status")
    ordered = sorted(
        steps.values(),
        key=lambda s: (
            s.effective_date or s.reported_on,
            s.claim.report.position,
            rank.index(s.status),
            s.claim.claim.start,
        ),
    )
    return _count(record_type, ordered)


def current(steps: list[Step]) -> str | None:
    """Status of the last counted step."""
    return next((s.status for s in reversed(steps) if s.counted), None)


def _step(record_type: str, status: str, claim: StandingClaim) -> Step:
    reported_on = claim.report.report.published_on
    start, end = claim.claim.first("date_start"), claim.claim.first("date_end")
    effective = planned = None
    if start and status in _DATED[record_type]:
        effective = min(date.fromisoformat(end or start), reported_on)
    elif start and record_type == "meeting" and status in PLANNED["meeting"]:
        planned = date.fromisoformat(start)
    return Step(status, claim.claim.first("step"), reported_on, effective, planned, claim, "", False)


def _prefer(step: Step) -> tuple[int, bool, bool, float, int]:
    """Which of several claims of one text stands in the history: an original, foreground, dated, sure, early one."""
    claim = step.claim
    return (
        -claim.report.position,
        not claim.claim.is_background,
        bool(step.effective_date or step.planned_date),
        claim.claim.confidence,
        -claim.claim.start,
    )


def _count(record_type: str, steps: list[Step]) -> list[Step]:
    status: str | None = None
    counted: list[Step] = []
    for step in steps:
        if status is None:
            reason, counts = "first known", True
        elif step.status == status:
            reason, counts = "repeated", True
        elif (record_type, status, step.status) in lifecycle():
            reason, counts = f"{step.status} can follow {status}", True
        else:
            reason, counts = f"{step.status} cannot follow {status}", False
        if counts:
            status = step.status
        counted.append(replace(step, reason=reason, counted=counts))
    return counted
