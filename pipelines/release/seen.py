"""The reports that a build saw, as a plain table, so that the next one need not read their events again.

Belongs here: the table, and reports from its rows. Texts are no part of it. Does not belong here: when it holds
(`kept.py`), and what has happened to reports since (`pipelines.ledger.selection`).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import pyarrow as pa

from pipelines.intake.report import Report
from pipelines.ledger.selection import SelectedReport

_TEXT = pa.string()
SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("report_id", "url", "outlet", "title", "language")),
        *(("published_on", pa.date32()), ("published_at", _TEXT), ("published_offset", _TEXT)),
        *((name, _TEXT) for name in ("text_sha256", "media_type")),
        *(("position", pa.int64()), ("touched", pa.int64()), ("status", _TEXT), ("revises_report_id", _TEXT)),
        *(("word_count", pa.int64()), ("text_sketch", _TEXT)),
    ]
)


def rows_of(reports: Iterable[SelectedReport]) -> Iterator[tuple[Any, ...]]:
    """Rows of the table, in the order of the reports."""
    for s in reports:
        r = s.report
        at = r.published_at.isoformat() if r.published_at else None
        about = (r.report_id, r.url, r.outlet, r.title, r.language, r.published_on, at, r.published_offset)
        standing = (s.position, s.touched, s.status, s.revises_report_id)
        yield (*about, r.text_sha256, r.media_type, *standing, s.word_count, s.text_sketch)


def reports_of(table: pa.Table) -> tuple[SelectedReport, ...]:
    """The reports of the table, in its order."""
    found = []
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    for report_id, url, outlet, title, language, on, at, offset, text_sha256, media_type, *standing in rows:
        moment = datetime.fromisoformat(at) if at else None
        report = Report(report_id, url, outlet, title, language, on, moment, offset, "", text_sha256, media_type)
        found.append(SelectedReport(report, *standing))
    return tuple(found)
