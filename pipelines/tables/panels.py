"""Rows of `process_months` and `dyad_months`: what is counted in which month of a process, or of a pair of parties.

Belongs here: what is counted, by which day, and which months have a row. What happened is dated by its own day, and
stands in no month where that is not known to the month; what was said is dated by the day of the report. Every row
follows from other tables, in time linear in their rows and in the months covered.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from pipelines.tables.row import Row
from pipelines.tables.spells import spell_rows
from schemas.codes import codes
from schemas.panel_tables import COUNTED, PLACED

Rows = Mapping[str, Sequence[Row]]
#: a process, or a process and two actors in the order of their ids
Unit = tuple[str, ...]
#: the columns of other tables from which panels are counted
NEEDED: dict[str, tuple[str, ...]] = {
    "meetings": (
        *("meeting_id", "process_id", "kind", "status", "level", "date_start", "date_precision"),
        *("mediator_names", "last_reported_on"),
    ),
    "agreements": ("agreement_id", "process_id", "date", "date_precision", "last_reported_on"),
    "conditions": (
        *("condition_id", "process_id", "holder_actor_id", "addressee_actor_id", "kind", "conditioned_type"),
        "last_reported_on",
    ),
    "agreement_status_history": ("agreement_id", "status", "reported_on", "effective_date", "claim_id", "counted"),
    "condition_status_history": ("condition_id", "seq", "status", "reported_on", "effective_date", "counted"),
    "claim_values": ("claim_id", "field", "value"),
    "actors": ("actor_id", "kind"),
    "meeting_participants": ("meeting_id", "actor_id", "role", "attendance"),
    "agreement_parties": ("agreement_id", "actor_id", "role"),
    "reports": ("report_id", "published_on"),
    "report_records": ("report_id", "record_id"),
}
_TALKS = ("talks", "summit")
_REACHED = ("agreed", "signed")
_SPOKEN_OF = ("proposed", "violated", "terminated")
_COLUMNS = tuple(column.name for column in COUNTED)


@dataclass(slots=True)
class _Tally:
    """What is counted of one unit: figures and reports by month, and by how many its open conditions change in it."""

    counts: defaultdict[date, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reports: defaultdict[date, set[str]] = field(default_factory=lambda: defaultdict(set))
    opened: Counter[date] = field(default_factory=Counter)


def panel_rows(rows: Rows) -> dict[str, list[Row]]:
    """Rows of the three panels from those of the tables `NEEDED`."""
    spells = spell_rows(rows)
    happened = [*_meetings(rows), *_agreements(rows), *_conditions(spells)]
    reported = _reported(rows)
    found: dict[str, list[Row]] = {"condition_spells": spells}
    for name, columns, units in (
        ("process_months", ("process_id",), _processes(rows)),
        ("dyad_months", ("process_id", "actor_a_id", "actor_b_id"), _dyads(rows)),
    ):
        tallies = _tallied(units, happened, reported, spells)
        found[name] = [
            {**dict(zip(columns, unit, strict=True)), **row} for unit, t in tallies.items() for row in _months(t)
        ]
    return found


def month_of(day: date) -> date:
    """First day of the month of a day."""
    return day.replace(day=1)


def _tallied(
    units: Mapping[str, Sequence[Unit]],
    happened: Sequence[tuple[str, date, str]],
    reported: Sequence[tuple[str, date, str]],
    spells: Sequence[Row],
) -> dict[Unit, _Tally]:
    tallies: dict[Unit, _Tally] = {unit: _Tally() for found in units.values() for unit in found}
    for record_id, month, column in happened:
        for unit in units[record_id]:
            tallies[unit].counts[month][column] += 1
    for record_id, month, report_id in reported:
        for unit in units[record_id]:
            tallies[unit].reports[month].add(report_id)
    for spell in spells:
        for unit in units[spell["condition_id"]]:
            if spell["started_on"] is not None:
                tallies[unit].opened[month_of(spell["started_on"])] += 1
                if spell["ended_on"] is not None:
                    tallies[unit].opened[month_of(spell["ended_on"])] -= 1
    return tallies


def _months(tally: _Tally) -> Iterator[Row]:
    """Rows of one unit: every month from its first to its last report, and others in which something is dated."""
    covered = set(_span(min(tally.reports), max(tally.reports))) if tally.reports else set[date]()
    levels, still_open = codes("level"), 0
    for month in sorted(covered | set(tally.counts)):
        counts = tally.counts.get(month, Counter())
        still_open += tally.opened[month]
        yield {
            "month": month,
            "year": month.year,
            "is_covered": month in covered,
            "n_reports": len(tally.reports.get(month, ())),
            "highest_level": next((level for level in levels if counts[f"held_{level}"]), None),
            **{name: counts[name] for name in _COLUMNS},
            "conditions_open": still_open,
        }


def _span(first: date, last: date) -> Iterator[date]:
    """First days of the months from one to another, both among them."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def _processes(rows: Rows) -> dict[str, list[Unit]]:
    """Id of a core row -> its process."""
    return {record_id: [(process_id,)] for record_id, process_id in _core(rows)}


def _dyads(rows: Rows) -> dict[str, list[Unit]]:
    """Id of a core row -> its process with each pair of its parties, or of holder and addressee."""
    persons = {row["actor_id"] for row in rows["actors"] if row["kind"] == "person"}
    parties: dict[str, set[str]] = {record_id: set() for record_id, _ in _core(rows)}
    for row in rows["meeting_participants"]:
        if row["role"] == "party" and row["attendance"] != "absent" and row["actor_id"] not in persons:
            parties[row["meeting_id"]].add(row["actor_id"])
    for row in rows["agreement_parties"]:
        if row["role"] == "party" and row["actor_id"] not in persons:
            parties[row["agreement_id"]].add(row["actor_id"])
    for row in rows["conditions"]:
        named = {row["holder_actor_id"], row["addressee_actor_id"]} - {None} - persons
        parties[row["condition_id"]].update(named)
    return {
        record_id: [(process_id, *pair) for pair in combinations(sorted(parties[record_id]), 2)]
        for record_id, process_id in _core(rows)
    }


def _core(rows: Rows) -> Iterator[tuple[str, str]]:
    """Id and process of every core row."""
    for record in ("meeting", "agreement", "condition"):
        for row in rows[f"{record}s"]:
            yield row[f"{record}_id"], row["process_id"]


def _reported(rows: Rows) -> list[tuple[str, date, str]]:
    """Core row, month and report, for each report with a live claim on the row."""
    months = {row["report_id"]: month_of(row["published_on"]) for row in rows["reports"]}
    return [
        (row["record_id"], months[row["report_id"]], row["report_id"])
        for row in rows["report_records"]
        if row["record_id"] is not None
    ]


def _meetings(rows: Rows) -> Iterator[tuple[str, date, str]]:
    """Meeting, month and column, for what is counted of meetings."""
    for row in rows["meetings"]:
        if row["date_start"] is None or row["date_precision"] not in PLACED:
            continue
        record_id, month = row["meeting_id"], month_of(row["date_start"])
        yield record_id, month, f"meetings_{row['status']}"
        if row["status"] == "held":
            yield record_id, month, f"held_{row['level']}"
            if row["kind"] in _TALKS:
                yield record_id, month, "held_talks"
            if row["mediator_names"]:
                yield record_id, month, "held_mediated"


def _agreements(rows: Rows) -> Iterator[tuple[str, date, str]]:
    """Agreement, month and column, for what is counted of agreements: each column once an agreement."""
    standing = {row["agreement_id"]: row for row in rows["agreements"]}
    told: dict[str, dict[str, str]] = {}
    for row in rows["claim_values"]:
        if row["field"] in ("date_start", "date_precision"):
            told.setdefault(row["claim_id"], {})[row["field"]] = row["value"]
    first: dict[tuple[str, str], date] = {}

    def note(agreement_id: str, column: str, day: date) -> None:
        known = first.get((agreement_id, column))
        first[agreement_id, column] = day if known is None else min(known, day)

    for step in rows["agreement_status_history"]:
        agreement_id, status = step["agreement_id"], step["status"]
        if not step["counted"]:
            continue
        if status in _SPOKEN_OF:
            note(agreement_id, f"agreements_{status}", step["reported_on"])
        elif status in _REACHED:
            day = _day_of_step(step, standing[agreement_id], told.get(step["claim_id"], {}))
            if day is not None:
                note(agreement_id, "agreements_reached", day)
                if status == "signed":
                    note(agreement_id, "agreements_signed", day)
    for (agreement_id, column), day in first.items():
        yield agreement_id, month_of(day), column


def _day_of_step(step: Row, agreement: Row, told: Mapping[str, str]) -> date | None:
    """The first day on which an agreement was agreed or signed, as the claim has it, where it is known to the month.

    A decision of a person gives a status; its day is that of the row.
    """
    if step["claim_id"] is None:
        day, precision = agreement["date"], agreement["date_precision"]
    else:
        day, precision = step["effective_date"], told.get("date_precision")
        day = day and min(day, date.fromisoformat(told["date_start"]))
    return day if day is not None and precision in PLACED else None


def _conditions(spells: Sequence[Row]) -> Iterator[tuple[str, date, str]]:
    """Condition, month and column, for what is counted of conditions; open ones are counted apart."""
    for spell in spells:
        for column, day in (
            ("conditions_stated", spell["started_on"]),
            ("conditions_accepted", spell["accepted_on"]),
            ("conditions_rejected", spell["rejected_on"]),
            (f"conditions_{spell['end_reason']}", spell["ended_on"]),
        ):
            if day is not None:
                yield spell["condition_id"], month_of(day), column
