"""Rows of `condition_spells`: the times in which a condition stood, for survival analysis.

Belongs here: where a spell begins and ends. A condition stands until it is met or its holder drops it: one that was
refused still stands. Days are those of the reports, or of decisions of persons, as in the status history.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pipelines.tables.row import Row
from schemas.panel_tables import ENDS

#: statuses within a spell whose first day it keeps
_KEPT = ("accepted", "rejected")


def spell_rows(rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Spells from `conditions`, their status history, and the last report on each process."""
    steps: dict[str, list[Row]] = {}
    for step in rows["condition_status_history"]:
        if step["counted"]:
            steps.setdefault(step["condition_id"], []).append(step)
    last = _last_reports(rows)
    found = []
    for condition in rows["conditions"]:
        ordered = sorted(steps.get(condition["condition_id"], ()), key=lambda s: s["seq"])
        for number, spell in enumerate(_spells(ordered), start=1):
            found.append(_row(condition, number, spell, last))
    return found


def _spells(steps: Sequence[Row]) -> Iterator[dict[str, date | str | None]]:
    """The spells of one condition from its counted steps, in order.

    A decision of a person may bear an earlier day than the report that it corrects: it counts from that one's day on.
    """
    spell: dict[str, date | str | None] = {}
    ended: str | None = None
    day = date.min
    for step in steps:
        status, day = step["status"], max(day, step["effective_date"] or step["reported_on"])
        if status in ENDS:
            if spell or status != ended:
                yield {**spell, "ended_on": day, "end_reason": status}
            spell, ended = {}, status
            continue
        spell.setdefault("started_on", day)
        if status in _KEPT:
            spell.setdefault(f"{status}_on", day)
    if spell:
        yield spell


def _row(condition: Row, number: int, spell: Mapping[str, date | str | None], last: Mapping[str, date]) -> Row:
    start, end = spell.get("started_on"), spell.get("ended_on")
    # a row that only a person added has a day and no report
    known = [d for d in (start, last.get(condition["process_id"])) if isinstance(d, date)]
    until = end if isinstance(end, date) else max(known)
    return {
        **{name: condition[name] for name in ("condition_id", "process_id", "holder_actor_id", "addressee_actor_id")},
        **{name: condition[name] for name in ("kind", "conditioned_type")},
        "spell": number,
        **{name: spell.get(name) for name in ("started_on", "accepted_on", "rejected_on", "ended_on", "end_reason")},
        "observed_until": until,
        "days": (until - start).days if isinstance(start, date) else None,
        "is_censored": end is None,
    }


def _last_reports(rows: Mapping[str, Sequence[Row]]) -> dict[str, date]:
    """Process -> the day of the last report on any of its rows."""
    last: dict[str, date] = {}
    for table in ("meetings", "agreements", "conditions"):
        for row in rows[table]:
            day = row["last_reported_on"]
            if day is not None:
                last[row["process_id"]] = max(day, last.get(row["process_id"], day))
    return last
