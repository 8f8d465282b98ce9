"""Selections of the ledger: what a build sees, up to a position (what we had) or a day (what had been published).

Belongs here: which Report…, InputRejected and CorrectionMade events a selection holds, and the standing of each
report in it. Claims are not selected here: those of the configured coder version count, wherever they stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from pipelines.intake.report import Report
from schemas.events import CorrectionMade, InputRejected, ReportReceived, ReportRetracted, ReportRevised

if TYPE_CHECKING:
    from pipelines.ledger.store import Ledger, StoredEvent


@dataclass(frozen=True, slots=True)
class Selection:
    """Up to `position`, or up to the end of `day` in each report's own zone; both None: the head."""

    position: int | None = None
    day: date | None = None

    @property
    def name(self) -> str:
        """For folders and manifests: "head", "7", "2025-05-31"."""
        if self.day is not None:
            return self.day.isoformat()
        return "head" if self.position is None else str(self.position)


def parse_selection(text: str | None) -> Selection:
    """Selection from what a user typed: nothing, a position or an ISO date. ValueError with what is expected."""
    if text is None or not text.strip():
        return Selection()
    text = text.strip()
    if re.fullmatch(r"\d{1,15}", text):
        return Selection(position=int(text))
    try:
        return Selection(day=date.fromisoformat(text))
    except ValueError:
        raise ValueError(f"{text!r} is neither a ledger position (a whole number) nor a day (YYYY-MM-DD)") from None


@dataclass(frozen=True, slots=True)
class SelectedReport:
    """A report with its standing in a selection. `report.text` is empty: texts are read only when coded.

    `status` is active, retracted or superseded; `touched` is the position of the last event about it.
    """

    report: Report
    position: int
    touched: int
    status: str
    revises_report_id: str | None
    word_count: int
    text_sketch: str = ""


@dataclass(frozen=True, slots=True)
class SelectedCorrection:
    """A correction with its position."""

    correction: CorrectionMade
    position: int


@dataclass(frozen=True, slots=True)
class SelectedRejection:
    """A rejected input with its position."""

    rejection: InputRejected
    position: int


@dataclass(frozen=True, slots=True)
class Selected:
    """What a build sees, each in ledger order. `head` is the last position looked at."""

    selection: Selection
    head: int
    reports: tuple[SelectedReport, ...]
    corrections: tuple[SelectedCorrection, ...]
    rejections: tuple[SelectedRejection, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The reports up to a position, in ledger order, each as it stood there."""

    until: int = 0
    reports: tuple[SelectedReport, ...] = ()


def select(ledger: Ledger, selection: Selection, seen: Seen | None = None) -> Selected:
    """Read what a selection holds. ValueError for a position that the ledger has not reached.

    Of the reports that an earlier selection of the head has `seen` no event is read again.
    """
    head, seen = reached(ledger, selection), seen or Seen()
    reports = {r.report.report_id: r for r in seen.reports}
    for stored in ledger.read(ReportReceived, ReportRevised, ReportRetracted, after=seen.until, until=head):
        event = stored.event
        if isinstance(event, ReportReceived):
            if _published_after(event.published_on, selection):
                continue
            revises = event.revises_report_id if isinstance(event, ReportRevised) else None
            reports[event.report_id] = SelectedReport(
                report_of(event),
                stored.position,
                stored.position,
                "active",
                revises,
                event.word_count,
                event.text_sketch,
            )
            if revises in reports and reports[revises].status == "active":
                reports[revises] = replace(reports[revises], status="superseded", touched=stored.position)
        elif isinstance(event, ReportRetracted) and not _published_after(event.decided_on, selection):
            known = reports.get(event.report_id)
            if known is not None:
                reports[event.report_id] = replace(known, status="retracted", touched=stored.position)
    corrections: list[SelectedCorrection] = []
    rejections: list[SelectedRejection] = []
    for stored in ledger.read(InputRejected, CorrectionMade, until=head):
        event = stored.event
        if isinstance(event, CorrectionMade):
            if not _published_after(event.decided_on, selection):
                corrections.append(SelectedCorrection(event, stored.position))
        elif isinstance(event, InputRejected) and selection.day is None:
            # a rejected input has no day of publication: it belongs to what we had, not to what was published
            rejections.append(SelectedRejection(event, stored.position))
    return Selected(selection, head, tuple(reports.values()), tuple(corrections), tuple(rejections))


def reached(ledger: Ledger, selection: Selection) -> int:
    """The last position that a selection looks at. ValueError for one that the ledger has not reached."""
    head = ledger.head()[0]
    if selection.position is not None and selection.position > head:
        raise ValueError(f"the ledger ends at position {head}; {selection.position} has not been reached")
    return head if selection.position is None else selection.position


def report_of(event: ReportReceived, text: str = "") -> Report:
    """The report that an event brought, with its text where it is at hand."""
    return Report(
        report_id=event.report_id,
        url=event.url,
        outlet=event.outlet,
        title=event.title,
        language=event.language,
        published_on=date.fromisoformat(event.published_on),
        published_at=datetime.fromisoformat(event.published_at) if event.published_at else None,
        published_offset=event.published_offset,
        text=text,
        text_sha256=event.text_sha256,
        media_type=event.media_type,
    )


def find_report(ledger: Ledger, report_id: str) -> StoredEvent | None:
    """The event that brought a report, or None."""
    return next(ledger.read(ReportReceived, ReportRevised, subject=report_id), None)


def _published_after(day: str, selection: Selection) -> bool:
    return selection.day is not None and date.fromisoformat(day) > selection.day
