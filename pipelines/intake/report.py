"""The report: one published document about a process, as every later stage sees it.

Belongs here: the frozen dataclass and nothing else. How bytes become a report stands in the readers of
this folder; its canonical text is made once (`canonical.py`) and never changed afterwards.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `text` is the canonical text of the body: all offsets count its code points.

    `published_on` is the day in the report's own zone, `published_at` the instant in UTC (None where only a
    day is known), `published_offset` the zone as "+03:00" (None with `published_at`).
    """

    report_id: str
    url: str | None
    outlet: str | None
    title: str | None
    language: str | None
    published_on: date
    published_at: datetime | None
    published_offset: str | None
    text: str
    text_sha256: str
    media_type: str
