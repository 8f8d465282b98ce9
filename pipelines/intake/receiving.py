"""From drafts to the ledger: each input is new, duplicate, revised, rejected or skipped, and counted.

Belongs here: making a report from a draft, the order of one `add`, and the decision what an input is, taken
inside the writer's transaction so that two adds at once agree. Does not belong here: reading (`reading.py`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipelines.intake.canonical import canonical_text, canonical_url, sha256_hex
from pipelines.intake.draft import Defaults, Draft, Rejection
from pipelines.intake.published import Published, is_far_future, parse_published
from pipelines.intake.reading import Read, Skipped, read_paths
from pipelines.intake.report import Report
from pipelines.intake.sketch import sketch
from pipelines.ledger.store import Ledger, Writer
from schemas import ids
from schemas.events import InputRejected, ReportReceived, ReportRevised

BATCH = 500
OUTCOMES = ("new", "duplicate", "revised", "rejected", "skipped")


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one input. `reason` is given for rejections; `known` for a rejection seen before.

    `file` is where it was read, or left alone.
    """

    uri: str
    outcome: str
    report_id: str | None = None
    reason_code: str | None = None
    reason: str | None = None
    known: bool = False
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What one `add` did, input by input; `position` is the head of the ledger afterwards."""

    items: tuple[Item, ...] = field(default_factory=tuple)
    position: int = 0

    def count(self, outcome: str) -> int:
        return sum(item.outcome == outcome for item in self.items)

    @property
    def counts(self) -> dict[str, int]:
        """Number of inputs by outcome."""
        return {outcome: self.count(outcome) for outcome in OUTCOMES}

    @property
    def newly_rejected(self) -> list[Item]:
        """Inputs that were rejected now, and not known as rejected before."""
        return [item for item in self.items if item.outcome == "rejected" and not item.known]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report that was read and not yet received, with the bytes it came in."""

    uri: str
    path: Path
    report: Report
    raw: bytes
    bytes_sha256: str

    @property
    def order(self) -> tuple[object, ...]:
        """Order of appending within one `add`: a date without a time comes first in its day."""
        r = self.report
        instant = r.published_at.isoformat() if r.published_at else ""
        return (r.published_on.isoformat(), instant, r.url or "", r.text_sha256, self.bytes_sha256)


@dataclass(frozen=True, slots=True)
class ReadRejection:
    """An input that is no report."""

    uri: str
    path: Path
    sha256: str
    rejection: Rejection


def read_reports(
    paths: Sequence[Path], defaults: Defaults, now: datetime, leave: Callable[[Path], bool] = lambda _path: False
) -> Iterator[ReadReport | ReadRejection | Skipped]:
    """Read files and folders into reports, touching no ledger. `now` (UTC) tells slips into the far future."""
    for read in read_paths(paths, leave):
        if isinstance(read, Skipped):
            yield read
        elif isinstance(read.outcome, Rejection):
            yield ReadRejection(read.uri, read.path, read.bytes_sha256, read.outcome)
        else:
            yield _report(read, read.outcome, defaults, now)


def receive(
    ledger: Ledger,
    paths: Sequence[Path],
    defaults: Defaults,
    *,
    now: datetime,
    cause: str,
    leave: Callable[[Path], bool] = lambda _path: False,
) -> Received:
    """Add files and folders to the ledger: read all, then append in order, a batch a transaction.

    `leave` tells files inside folders that are left alone, and counted as skipped.
    """
    items: list[Item] = []
    reports: list[ReadReport] = []
    rejections: list[ReadRejection] = []
    for read in read_reports(paths, defaults, now, leave):
        if isinstance(read, Skipped):
            items.append(Item(read.uri, "skipped", file=read.path))
        elif isinstance(read, ReadReport):
            reports.append(read)
        else:
            rejections.append(read)
    reports.sort(key=lambda r: r.order)
    rejections.sort(key=lambda r: (r.uri, r.sha256, r.rejection.code))
    for start in range(0, len(reports), BATCH):
        with ledger.writing() as writer:
            items.extend([_append_report(writer, r, cause) for r in reports[start : start + BATCH]])
    for start in range(0, len(rejections), BATCH):
        with ledger.writing() as writer:
            items.extend([_append_rejection(writer, r, cause) for r in rejections[start : start + BATCH]])
    return Received(tuple(items), ledger.head()[0])


def _report(read: Read, draft: Draft, defaults: Defaults, now: datetime) -> ReadReport | ReadRejection:
    def rejected(code: str, reason: str) -> ReadRejection:
        return ReadRejection(read.uri, read.path, read.bytes_sha256, Rejection(code, reason))

    strange = _strange(draft, defaults)
    if strange is not None:
        return ReadRejection(read.uri, read.path, read.bytes_sha256, strange)
    text = canonical_text(draft.text)
    if not text.strip():
        return rejected("empty_text", "there is no text in the body")
    raw_date = draft.published or defaults.published
    if not raw_date:
        return rejected("no_published_date", "no date of publication; give one with --published 2025-05-30")
    try:
        published: Published = parse_published(raw_date)
    except ValueError as error:
        return rejected("bad_published_date", str(error))
    if is_far_future(published, now):
        return rejected("bad_published_date", f"published {published.on}, which lies in the far future; check the date")
    url = canonical_url(draft.url or defaults.url)
    outlet = draft.outlet or defaults.outlet
    text_sha256 = sha256_hex(text.encode("utf-8"))
    report = Report(
        report_id=ids.report_id(url, outlet, draft.title, text_sha256),
        url=url,
        outlet=outlet,
        title=draft.title,
        language=draft.language or defaults.language,
        published_on=published.on,
        published_at=published.at,
        published_offset=published.offset,
        text=text,
        text_sha256=text_sha256,
        media_type=draft.media_type,
    )
    return ReadReport(read.uri, read.path, report, draft.raw, read.bytes_sha256)


def _strange(draft: Draft, defaults: Defaults) -> Rejection | None:
    """Why a text or a description of it cannot be kept: characters that no text holds."""
    described = (draft.url, draft.outlet, draft.title, draft.language, draft.published)
    given = (defaults.url, defaults.outlet, defaults.language, defaults.published)
    for value in (draft.text, *described, *given):
        if value is not None and "\x00" in value:
            return Rejection("not_text", "the report holds NUL characters, as no text does")
        try:
            (value or "").encode("utf-8")
        except UnicodeEncodeError as error:
            return Rejection("bad_encoding", f"the report holds half of a character ({error.reason}); save it as UTF-8")
    return None


def source_key(report: Report) -> str:
    """What makes two reports versions of one: the canonical URL or, without one, outlet and title."""
    if report.url:
        return f"url:{report.url}"
    # an outlet has many reports: without an address and a title the text alone can tell two of them apart
    if not report.title:
        return f"text:{report.text_sha256}"
    return f"name:{report.outlet or ''}\x1f{report.title or ''}"


def _append_report(writer: Writer, read: ReadReport, cause: str) -> Item:
    report = read.report
    if writer.has_report(report.report_id):
        return Item(read.uri, "duplicate", report.report_id, file=read.path)
    key = source_key(report)
    revised = writer.latest_report(key)
    shared = dict(
        report_id=report.report_id,
        source_key=key,
        url=report.url,
        outlet=report.outlet,
        title=report.title,
        language=report.language,
        published_on=report.published_on.isoformat(),
        published_at=report.published_at.isoformat() if report.published_at else None,
        published_offset=report.published_offset,
        word_count=len(report.text.split()),
        text_sha256=report.text_sha256,
        bytes_sha256=read.bytes_sha256,
        media_type=report.media_type,
        text_sketch=sketch(report.text),
    )
    event = ReportRevised(**shared, revises_report_id=revised) if revised else ReportReceived(**shared)  # type: ignore[arg-type]
    contents = {read.bytes_sha256: read.raw, report.text_sha256: report.text.encode("utf-8")}
    appended = writer.append(event, cause=cause, contents=contents)
    writer.index_report(report.report_id, key, appended.position)
    return Item(read.uri, "revised" if revised else "new", report.report_id, file=read.path)


def _append_rejection(writer: Writer, read: ReadRejection, cause: str) -> Item:
    event = InputRejected(
        input_id=ids.input_id(read.uri, read.sha256, read.rejection.code),
        uri=read.uri,
        sha256=read.sha256,
        reason_code=read.rejection.code,
        reason=read.rejection.reason,
    )
    appended = writer.append(event, cause=cause)
    why = read.rejection
    return Item(read.uri, "rejected", None, why.code, why.reason, known=not appended.is_new, file=read.path)
