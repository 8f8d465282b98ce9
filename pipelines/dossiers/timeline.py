"""The timeline of a process, as shapes with places: meetings by level and status, agreements, conditions as spans.

Belongs here: what stands where. Places are per cent across and pixels down, so that one drawing fits a phone and a
wide screen and its letters keep their size. Does not belong here: how a shape looks (`templates/shapes.html`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.dossiers.plain_text import clipped
from pipelines.dossiers.reading import Record
from pipelines.dossiers.situation import CLOSED, SIGNS, shape_of
from pipelines.dossiers.time_scale import Tick, TimeScale, time_scale
from pipelines.dossiers.words import counted, day_words, first_day, label, when
from schemas.codes import codes

_PITCH = 10
_LABEL = 18
_GAP = 8
_SPAN_ROW = 22
#: marks in a column before the rest of it is told as a number
MOST_STACKED = 16
MOST_SPANS = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """One record at `x` per cent and `y` pixels, as the shape `shape`."""

    x: float
    y: int
    shape: str
    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Rest:
    """How many marks of a column are not drawn."""

    x: float
    y: int
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A named row of marks; `y` is the line of its name, `base` the line that the marks stand on."""

    name: str
    y: int
    base: int
    marks: tuple[Mark, ...]
    rests: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A condition from its first report to when it was met or withdrawn, or to the newest report while it is open."""

    x: float
    width: float
    y: int
    end: str
    name: str
    name_x: float
    anchor: str
    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing; `height` and `axis` in pixels, `newest` the day of the newest report in per cent."""

    scale: TimeScale
    height: int
    axis: int
    lanes: tuple[Lane, ...]
    spans_y: int
    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...]
    newest: float
    newest_anchor: str
    newest_words: str
    shapes: tuple[str, ...]
    undated: int
    spans_left: int
    words: str


def timeline(records: Sequence[Record], closed_on: dict[str, date], known_until: date) -> Timeline | None:
    """The drawing of the records of a process; None where none of them has a day.

    `closed_on` is the day on which conditions were reported met or withdrawn, by id.
    """
    conditions = _spans_shown([r for r in records if r.type == "condition"])
    dated = [r for r in records if r.type != "condition" and first_day(r.row)]
    ends = [d for r in conditions for d in (_begun(r), closed_on.get(r.id)) if d]
    marks = [*map(_day, dated), *ends]
    if not marks:
        return None
    scale = time_scale(marks, known_until)
    lanes, y = [], 16
    for name, members in _lane_members(dated):
        lane = _lane(name, members, scale, y)
        lanes.append(lane)
        y = lane.base + _GAP
    spans_y = y
    spans = tuple(
        _span(r, closed_on, known_until, scale, spans_y + _LABEL + n * _SPAN_ROW) for n, r in enumerate(conditions)
    )
    if spans:
        y = spans_y + _LABEL + len(spans) * _SPAN_ROW + _GAP
    newest = scale.x(known_until)
    used = {m.shape for lane in lanes for m in lane.marks} | {f"condition-{s.end}" for s in spans}
    undated = sum(1 for r in records if r.type != "condition" and not first_day(r.row))
    return Timeline(
        scale=scale,
        height=y + 36,
        axis=y,
        lanes=tuple(lanes),
        spans_y=spans_y,
        spans=spans,
        ticks=tuple(scale.ticks()),
        newest=newest,
        newest_anchor="start" if newest < 25 else "end" if newest > 75 else "middle",
        newest_words=f"newest report {day_words(known_until)}" + (" →" if known_until >= scale.edges[-1] else ""),
        shapes=tuple(s for s in SIGNS if s in used),
        undated=undated,
        spans_left=sum(1 for r in records if r.type == "condition") - len(spans),
        words=_told(dated, conditions),
    )


def _day(record: Record) -> date:
    """Where a record stands: its day, or the middle of a longer interval."""
    first = first_day(record.row)
    assert first is not None
    last = record.row.get("date_end")
    return first + (last - first) / 2 if last and last > first else first


def _lane_members(dated: Sequence[Record]) -> list[tuple[str, list[Record]]]:
    """Lanes in order: meetings by level, then agreements; empty ones left out."""
    lanes = []
    for level in codes("level"):
        name = "Meetings, level not reported" if level == "unspecified" else f"Meetings: {label(level).lower()}"
        lanes.append((name, [r for r in dated if r.type == "meeting" and r.row["level"] == level]))
    lanes.append(("Agreements", [r for r in dated if r.type == "agreement"]))
    return [(name, members) for name, members in lanes if members]


def _lane(name: str, members: Sequence[Record], scale: TimeScale, y: int) -> Lane:
    columns: dict[int, list[Record]] = {}
    for record in sorted(members, key=lambda r: (_day(r), r.id)):
        columns.setdefault(scale.column(_day(record)), []).append(record)
    highest = min(max(map(len, columns.values())), MOST_STACKED)
    base = y + _LABEL + highest * _PITCH
    marks, rests = [], []
    for column, stacked in sorted(columns.items()):
        x = scale.middle(column)
        drawn = stacked if len(stacked) <= MOST_STACKED else stacked[: MOST_STACKED - 1]
        for n, record in enumerate(drawn):
            marks.append(
                Mark(
                    x,
                    base - _PITCH // 2 - n * _PITCH,
                    shape_of(record.type, record.status),
                    _words(record),
                    record.path,
                )
            )
        if len(drawn) < len(stacked):
            rests.append(Rest(x, base - (MOST_STACKED - 1) * _PITCH - 1, f"+{len(stacked) - len(drawn)}"))
    return Lane(name, y + 12, base, tuple(marks), tuple(rests))


def _words(record: Record) -> str:
    return f"{record.title}, {when(record.row)}: {label(record.status).lower()}"


def _begun(record: Record) -> date | None:
    day: date | None = record.row["first_reported_on"]
    return day


def _spans_shown(conditions: Sequence[Record]) -> list[Record]:
    """Those drawn, in the order of their beginning: open ones before closed ones, the newest before older ones."""
    dated = sorted((r for r in conditions if _begun(r)), key=lambda r: (_begun(r), r.id), reverse=True)
    chosen = sorted(dated, key=lambda r: r.status in CLOSED)[:MOST_SPANS]
    return sorted(chosen, key=lambda r: (_begun(r), r.id))


def _span(record: Record, closed_on: dict[str, date], known_until: date, scale: TimeScale, y: int) -> Span:
    begun = _begun(record)
    assert begun is not None
    closed = closed_on.get(record.id) if record.status in CLOSED else None
    x = scale.x(begun)
    # a span of a day is still to be seen
    width = max(scale.x(max(closed or known_until, begun)) - x, 0.8)
    x = min(x, 100 - width)
    end = record.status if closed else "open"
    name = clipped(record.row["holder_name"] or "not named", 24)
    left = x < 60
    told = f"{record.title}: {label(record.status).lower()}, first reported {day_words(begun)}"
    return Span(
        round(x, 2),
        round(width, 2),
        y,
        end,
        name,
        round(x if left else x + width, 2),
        "start" if left else "end",
        told + (f", {record.status} {day_words(closed)}" if closed else ""),
        record.path,
    )


def _told(dated: Sequence[Record], conditions: Sequence[Record]) -> str:
    """The drawing in a sentence, for those who do not see it; the lists below it have everything."""
    parts = []
    meetings = [r for r in dated if r.type == "meeting"]
    for status in codes("meeting_status"):
        number = sum(1 for r in meetings if r.status == status)
        if number:
            parts.append(f"{number} {label(status).lower()}")
    told = [f"{counted(len(meetings), 'meeting')} ({', '.join(parts)})"] if meetings else []
    agreements = len(dated) - len(meetings)
    if agreements:
        told.append(counted(agreements, "agreement"))
    if conditions:
        still = sum(1 for r in conditions if r.status not in CLOSED)
        told.append(f"{counted(len(conditions), 'condition')} ({still} open)")
    days = [_day(r) for r in dated]
    between = f", from {day_words(min(days))} to {day_words(max(days))}" if days else ""
    return f"{', '.join(told)}{between}."
