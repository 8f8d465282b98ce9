"""Corrections files for tests, and applying them to a scenario as the command does."""

import csv
import io
from datetime import date

from pipelines.corrections.examination import Examined, examine
from pipelines.corrections.lines import COLUMNS, read_lines
from pipelines.corrections.recording import record_examined
from pipelines.validation.tableset import Row
from tests.scenario import Scenario

TODAY = date(2026, 6, 1)


def line(action: str, **cells: str) -> dict[str, str]:
    """One line, decided by Ada in June 2025, unless told otherwise."""
    given = {"author": "Ada", "reason": "read the report", "decided_on": "2025-06-30", "action": action}
    return {**dict.fromkeys(COLUMNS, ""), **given, **cells}


def sheet(*lines: dict[str, str], separator: str = ",", end: str = "\n") -> bytes:
    """Lines as the bytes of a CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, delimiter=separator, lineterminator=end)
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue().encode()


def lint(s: Scenario, *lines: dict[str, str]) -> list[Examined]:
    """What lines would do."""
    return examine(s.ledger, s.coder, read_lines(sheet(*lines), TODAY), s.home.releases)


def correct(s: Scenario, *lines: dict[str, str]) -> list[Examined]:
    """Record lines, none of which may be wrong, and build."""
    examined = lint(s, *lines)
    recorded = record_examined(s.ledger, examined, cause="test")
    assert recorded is not None, [e.faults for e in examined]
    s.build()
    return examined


def statuses(s: Scenario) -> list[str]:
    """Status of every correction of the latest release, in ledger order."""
    return [c["status"] for c in sorted(s.rows("corrections"), key=lambda c: c["ledger_position"])]


def only(rows: list[Row]) -> Row:
    """The one row of a table."""
    (row,) = rows
    return row
