"""Status histories: each step in the life of a record, as reported or decided, in order, and which of them count.

Belongs here: reading steps off claims, their order, the lifecycle, and where a person's decision stands. The steps
that can follow each other stand in `lifecycle.tsv`.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.ledger.selection import SelectedCorrection
from pipelines.resolution.origins import Syndication
from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import PLANNED
from schemas.codes import codes

#: statuses whose claimed date is the day on which they took effect
_DATED = {"meeting": {"held"}, "agreement": {"agreed", "signed"}, "condition": set[str]()}
#: statuses of a meeting that took place, and of one that did not on the day it had been planned for
_HAPPENED, _MISSED = ("held",), ("postponed", "cancelled", "rejected")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a history: from a claim, or from a correction."""

    status: str
    step: str | None
    reported_on: date
    effective_date: date | None
    planned_date: date | None
    claim: StandingClaim | None
    reason: str
    counted: bool
    correction: SelectedCorrection | None = None

    @property
    def day(self) -> date:
        """The day by which it is ordered."""
        return self.effective_date or self.reported_on

    @property
    def position(self) -> int:
        """Position of the report or correction that it comes from."""
        if self.claim is not None:
            return self.claim.report.position
        return self.correction.position if self.correction else 0


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


def history(
    record_type: str, claims: Iterable[StandingClaim], known: Syndication, by_hand: Iterable[Step] = ()
) -> list[Step]:
    """Steps of a record from its claims with a voice, in the order in which they took effect or were reported.

    `by_hand` are the steps of rows that a person added; they take their place among the others.
    """
    steps: dict[tuple[str, str], Step] = {}
    for claim in claims:
        status = claim.claim.first("status")
        if status is None or not claim.asserts:
            continue
        # copies of a text, and repetitions within a report, add no line
        key = (known.group_of[claim.report.report.report_id], status)
        step = _step(record_type, status, claim)
        if key not in steps or _prefer(step) > _prefer(steps[key]):
            steps[key] = step
    rank = codes(f"{record_type}_status")
    ordered = sorted(
        [*steps.values(), *by_hand],
        key=lambda s: (s.day, s.position, rank.index(s.status), s.claim.claim.start if s.claim else 0),
    )
    return _count(record_type, ordered, undone=_undone(ordered, known))


def step_by_hand(
    record_type: str, status: str, first_day: date | None, last_day: date | None, by: SelectedCorrection
) -> Step:
    """The step that a row added by a person stands on."""
    decided = date.fromisoformat(by.correction.decided_on)
    effective, planned = _days(record_type, status, first_day, last_day, decided)
    return Step(status, None, decided, effective, planned, None, "", False, by)


def with_decision(record_type: str, steps: Sequence[Step], by: SelectedCorrection) -> list[Step]:
    """The history after a person set the status: the decision follows all that was known when it was made.

    What came in later and took effect later goes on from it, unless it only says again what was corrected.
    """
    c = by.correction
    decided, wrong, status = date.fromisoformat(c.decided_on), c.old_value, c.new_value or ""
    place = max((n for n, s in enumerate(steps, 1) if s.position < by.position or s.day <= decided), default=0)
    why = f"correction {c.correction_id} by {c.author}: {c.reason or c.reason_code or 'no reason given'}"
    decision = Step(status, None, decided, None, None, None, why, True, by)
    after: list[Step] = []
    for step in steps[place:]:
        if step.status == wrong and status != step.status:
            reason = f"{wrong} was corrected to {decision.status} by {c.correction_id}"
            after.append(replace(step, reason=reason, counted=False))
            continue
        (step,) = _count(record_type, [step], status)
        status = step.status if step.counted else status
        after.append(step)
    return [*steps[:place], decision, *after]


def current(steps: list[Step]) -> str | None:
    """Status of the last counted step."""
    return next((s.status for s in reversed(steps) if s.counted), None)


def _step(record_type: str, status: str, claim: StandingClaim) -> Step:
    reported_on = claim.report.report.published_on
    start, end = claim.claim.first("date_start"), claim.claim.first("date_end")
    first = date.fromisoformat(start) if start else None
    last = date.fromisoformat(end) if end else None
    effective, planned = _days(record_type, status, first, last, reported_on)
    original = claim.claim.first("original_date") if status == "postponed" else None
    over = last or first
    if original is not None and over is not None and over <= reported_on:
        # told once it had taken place: by the first day it had been put off
        effective = date.fromisoformat(original)
    return Step(status, claim.claim.first("step"), reported_on, effective, planned, claim, "", False)


def _days(
    record_type: str, status: str, first: date | None, last: date | None, told_on: date
) -> tuple[date | None, date | None]:
    """The day on which a step took effect, and the day planned at it."""
    if first and status in _DATED[record_type]:
        return min(last or first, told_on), None
    if first and record_type == "meeting" and status in PLANNED["meeting"]:
        return None, first
    return None, None


def _prefer(step: Step) -> tuple[int, bool, bool, float, int]:
    """Which of several claims of one text stands in the history: an original, foreground, dated, sure, early one."""
    claim = step.claim
    assert claim is not None
    return (
        -claim.report.position,
        not claim.claim.is_background,
        bool(step.effective_date or step.planned_date),
        claim.claim.confidence,
        -claim.claim.start,
    )


def _undone(steps: Sequence[Step], known: Syndication) -> dict[int, str]:
    """Steps by place that do not count, and why: only a report tells that nobody checked, or a thing is said to have
    happened on a day of which as many texts or more say that it did not.

    Only who reports on that day or after it can say so. To take for held what did not take place is the worst
    mistake, so of two against two those are believed that say it did not.
    """
    found: dict[int, str] = {}
    checked = {s.status for s in steps if s.claim is None or not s.claim.unchecked}
    for place, step in enumerate(steps):
        if checked and step.claim is not None and step.claim.unchecked and step.status not in checked:
            found[place] = "told only by a report that nobody checked"
            continue
        day = step.effective_date
        if step.claim is None or day is None or step.status not in _HAPPENED:
            continue
        missed = _texts((s for s in steps if _is_missed(s, day)), known)
        took_place = _texts((s for s in steps if s.status in _HAPPENED and s.effective_date == day), known)
        if missed and len(missed) >= len(took_place):
            found[place] = f"{len(missed)} of {len(missed | took_place)} texts say that it did not take place"
    return found


def _is_missed(step: Step, day: date) -> bool:
    """Whether a step tells that nothing took place on a day, and not that something did that had been put off to it."""
    return step.status in _MISSED and step.effective_date is None and step.planned_date == day <= step.reported_on


def _texts(steps: Iterable[Step], known: Syndication) -> set[str]:
    return {known.group_of[s.claim.report.report.report_id] for s in steps if s.claim}


def _count(
    record_type: str, steps: list[Step], status: str | None = None, undone: Mapping[int, str] | None = None
) -> list[Step]:
    """The steps, each with whether it counts, going on from a status where one is given."""
    counted: list[Step] = []
    for place, step in enumerate(steps):
        if undone and place in undone:
            counted.append(replace(step, reason=undone[place], counted=False))
            continue
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
