"""Checks that panels add up: nothing is counted twice or lost between the core tables and what is counted of them.

Belongs here: counting again, another way, from the core tables alone. Does not belong here: how panels are made.
"""

from collections import Counter
from collections.abc import Iterator

from pipelines.validation.finding import Finding
from pipelines.validation.tableset import Row, TableSet, row_key
from schemas.codes import codes
from schemas.panel_tables import ENDS, PLACED


def check_counts(table: str, tables: TableSet) -> Iterator[Finding]:
    """Each meeting dated to the month is counted once in its process, and those held by level once more."""
    found: Counter[tuple[str, str]] = Counter()
    for row in tables.rows(table):
        for status in codes("meeting_status"):
            found[row["process_id"], status] += row[f"meetings_{status}"]
        yield from _levels(table, row)
    told = Counter(
        (row["process_id"], row["status"])
        for row in tables.rows("meetings")
        if row["date_start"] is not None and row["date_precision"] in PLACED
    )
    for process_id, status in sorted(found.keys() | told.keys()):
        counted, there = found[process_id, status], told[process_id, status]
        if counted != there:
            message = f"{counted} meetings are counted, {there} stand in meetings"
            yield Finding(f"{table}_counts", table, process_id, f"meetings_{status}", "error", message)


def check_pairs(table: str, tables: TableSet) -> Iterator[Finding]:
    """The two of a pair stand in the order of their ids, and meetings held are counted once by level."""
    for row in tables.rows(table):
        if row["actor_a_id"] >= row["actor_b_id"]:
            message = "the ids of the two are not in order"
            yield Finding(f"{table}_pairs", table, row_key(table, row), "actor_b_id", "error", message)
        yield from _levels(table, row)


def check_spells(table: str, tables: TableSet) -> Iterator[Finding]:
    """Spells of a condition follow one another, and only the last of a condition that still stands is open."""
    spells: dict[str, list[Row]] = {}
    for row in tables.rows(table):
        spells.setdefault(row["condition_id"], []).append(row)
    for condition in tables.rows("conditions"):
        found = spells.get(condition["condition_id"], [])
        is_open = bool(found) and found[-1]["is_censored"]
        wrong = ""
        if is_open != (condition["status"] not in ENDS):
            wrong = f"the last spell does not fit the status {condition['status']}"
        elif any(row["is_censored"] for row in found[:-1]):
            wrong = "a spell that another one follows has no end"
        elif [row["spell"] for row in found] != list(range(1, len(found) + 1)):
            wrong = "the spells are not numbered from 1"
        elif any(row["days"] is not None and row["days"] < 0 for row in found):
            wrong = "a spell ends before it begins"
        if wrong:
            yield Finding(f"{table}_spells", table, condition["condition_id"], "", "error", wrong)


def _levels(table: str, row: Row) -> Iterator[Finding]:
    by_level = sum(row[f"held_{level}"] for level in codes("level"))
    if by_level != row["meetings_held"]:
        message = f"{by_level} meetings held are counted by level, {row['meetings_held']} in all"
        concern = "counts" if table == "process_months" else "pairs"
        yield Finding(f"{table}_{concern}", table, row_key(table, row), "meetings_held", "error", message)
