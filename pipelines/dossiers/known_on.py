"""What a record said on an earlier day: its status from the history, its values from the claims reported by then.

Belongs here: replaying one record of a release by the days of its reports. The claims are those that the release
counts for the record; what else a build as of that day would have seen (other records, an undone merge) is not here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.dossiers.reading import Record, Release
from pipelines.inspection.alternatives import Alternatives
from pipelines.resolution.origins import Syndication, origin
from pipelines.resolution.standing import StandingClaim
from pipelines.tables.history import lifecycle
from pipelines.validation.cells import parse_cell
from pipelines.validation.tableset import Row
from schemas.catalogue import TABLES


@dataclass(frozen=True, slots=True)
class Known:
    """Words for something, valid from a day until the next one in its list."""

    since: date
    words: str


@dataclass(frozen=True, slots=True)
class Replay:
    """A record on each day on which something was learnt of it, the last being as the row stands.

    `rows` hold the values of the claimed columns, None where nothing had been reported.
    """

    days: tuple[date, ...]
    rows: tuple[Row, ...]
    reports: tuple[int, ...]
    sources: tuple[int, ...]

    def words(self, told: Callable[[Row], str]) -> tuple[Known, ...]:
        """What the rows say in words, at each day on which the words change."""
        found: list[Known] = []
        for day, row in zip(self.days, self.rows, strict=True):
            said = told(row)
            if not found or found[-1].words != said:
                found.append(Known(day, said))
        return tuple(found)


def replay(
    release: Release, table: str, row: Row, key: str, voices: Sequence[StandingClaim], syndication: Syndication
) -> Replay:
    """Replay a row of `table`; `voices` are the claims on its core row."""
    told: dict[str, list[Row]] = {}
    for line in release.provenance.get(f"{table}|{key}", ()):
        told.setdefault(line["field"], []).append(line)
    history = release.histories.get(key, []) if table != "provisions" else []
    decided = {c: release.corrections[c]["decided_on"] for lines in told.values() for c in _corrections(lines)}
    # days of reports and decisions, and those of a history, which knows of decisions too
    days = {v.report.report.published_on for v in voices} | {*decided.values()} | {s["reported_on"] for s in history}
    ordered = sorted(d for d in days if d)
    rows, reports, sources = [], [], []
    for day in ordered[:-1]:
        known = {v.claim_id: v for v in voices if v.report.report.published_on <= day}
        status = status_on(TABLES[table].name.removesuffix("s"), history, day) if history else row.get("status")
        choosing = Alternatives(table, {**row, "status": status}, known, syndication)
        then = {**row}
        for field, lines in told.items():
            then[field] = status if field == "status" else _value(choosing, table, field, lines, decided, day, row)
        rows.append(then)
        reports.append(len({v.report.report.report_id for v in known.values()}))
        sources.append(len({origin(v, syndication) for v in known.values()}))
    if ordered:
        rows.append(row)
        reports.append(row.get("n_reports", 0))
        sources.append(row.get("n_independent_sources", 0))
    return Replay(tuple(ordered), tuple(rows), tuple(reports), tuple(sources))


def status_on(record_type: str, history: Sequence[Row], day: date) -> str | None:
    """Status by the steps reported until a day: the last of those that can follow each other, or a person's."""
    status: str | None = None
    by_hand = False
    for step in history:
        if step["reported_on"] is not None and step["reported_on"] > day:
            continue
        if step["claim_id"] is None:
            status, by_hand = step["status"], True
        elif by_hand and not step["counted"]:
            continue
        elif status in (None, step["status"]) or (record_type, status, step["status"]) in lifecycle():
            status = step["status"]
    return status


def closed_on(record: Record, history: Sequence[Row]) -> date | None:
    """Day on which the last counted step of a record took effect, or was reported."""
    counted = [s for s in history if s["counted"] and s["status"] == record.status]
    if not counted:
        return None
    # repeated reports of an end do not move it
    day: date | None = counted[0]["effective_date"] or counted[0]["reported_on"]
    return day


def _value(
    choosing: Alternatives,
    table: str,
    field: str,
    lines: Sequence[Row],
    decided: Mapping[str, date],
    day: date,
    row: Row,
) -> object:
    if any(decided[c] <= day for c in _corrections(lines)):
        return row[field]
    # names as persons mapped them stay mapped: a decision on a name is no news of the meeting
    claimed = [line for line in lines if line["claim_id"] in choosing.claims]
    column = TABLES[table].column(field)
    chosen = choosing.chosen(field, claimed, set(choosing.claims)) if claimed else None
    return chosen if column.joined or chosen is None else parse_cell(column, chosen)


def _corrections(lines: Sequence[Row]) -> list[str]:
    return [line["correction_id"] for line in lines if line["claim_id"] is None and line["chosen"]]
