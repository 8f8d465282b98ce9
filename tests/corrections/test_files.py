"""Corrections files: what spreadsheets make of them is read, and each fault is named with its line and its remedy."""

from dataclasses import fields

import pytest

from pipelines.corrections.lines import _FORMS, COLUMNS, read_lines
from pipelines.corrections.recording import record_examined
from schemas.codes import codes
from schemas.events import CorrectionMade
from tests.corrections.sheets import TODAY, correct, line, lint, only, sheet
from tests.scenario import Scenario, meeting

GOOD = line("override", table_name="meetings", record_id="m-a", field="place_name", old_value="Doha", new_value="Köln")
TEXT = sheet(GOOD).decode()


def read(data: bytes):
    return read_lines(data, TODAY)


VARIANTS = {
    "plain": TEXT.encode(),
    "byte-order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "UTF-16": TEXT.encode("utf-16"),
    "semicolons": sheet(GOOD, separator=";"),
    "tabs": sheet(GOOD, separator="\t"),
    "CR LF": sheet(GOOD, end="\r\n"),
    "CR": sheet(GOOD, end="\r"),
    "sep line": b"sep=;\r\n" + sheet(GOOD, separator=";", end="\r\n"),
    "empty rows": TEXT.encode() + b",,,,,,,,,,,\n\n",
    "empty columns": TEXT.replace("\n", ",,\n").encode(),
    "kept as text": TEXT.replace("2025-06-30", '"=""2025-06-30"""').encode(),
    "blanks and capitals": TEXT.replace("override", "Override ").replace("action,", " Action ,").encode(),
    "no end of line": TEXT.rstrip("\n").encode(),
}


@pytest.mark.parametrize("data", VARIANTS.values(), ids=VARIANTS)
def test_one_file_in_every_dress_of_a_spreadsheet_is_one_correction(data):
    (expected,), (found,) = read(TEXT.encode()), read(data)
    assert found.correction is not None and found.correction == expected.correction
    assert found.correction.new_value == "Köln"


def of(action: str, **cells: str) -> bytes:
    return sheet(line(action, **cells))


MEETING = dict(table_name="meetings", record_id="m-a")
FAULTS = {
    "missing column": (TEXT.replace(",author", "").encode(), 1, "missing column: author"),
    "unknown column": (TEXT.replace("\n", ",colour\n", 1).encode(), 1, "unknown column: colour"),
    "column twice": (TEXT.replace("\n", ",field\n", 1).encode(), 1, "stands twice: field"),
    "empty file": (b"", 1, "is empty"),
    "no UTF-8": (TEXT.encode("latin-1"), 2, "not UTF-8"),
    "a workbook": (b"PK\x03\x04\x00\x00" + TEXT.encode(), 1, "no text"),
    "open quotation mark": (TEXT.replace("Doha", '"Doha').encode(), 2, "no CSV"),
    "too few cells": (TEXT.replace(",2025-06-30", "").encode(), 2, "11 cells instead of 12"),
    "too many cells": (TEXT.replace("Doha", "Doha,Qatar").encode(), 2, "13 cells instead of 12"),
    "a formula": (of("confirm", **MEETING, reason='=HYPERLINK("http://x","y")'), 2, "holds the formula"),
    "a spreadsheet's error": (of("confirm", **MEETING, reason="#NAME?"), 2, "holds #NAME?"),
    "unknown action": (of("change", **MEETING), 2, "'change' is no action"),
    "no author": (of("confirm", **MEETING, author=""), 2, "the author is missing"),
    "no day": (of("confirm", **MEETING, decided_on=""), 2, "decided_on is missing"),
    "a local day": (of("confirm", **MEETING, decided_on="30.06.2025"), 2, "is no day"),
    "a future day": (of("confirm", **MEETING, decided_on="2062-06-30"), 2, "lies in the future"),
    "unknown table": (of("confirm", table_name="meeting", record_id="m-a"), 2, "does not work on the table"),
    "another table's id": (of("confirm", table_name="meetings", record_id="a-a"), 2, "is no id of meetings"),
    "no id": (of("reject", table_name="meetings"), 2, "reject needs record_id"),
    "no such column": (of("override", **MEETING, field="colour", new_value="x"), 2, "no column 'colour'"),
    "a derived column": (of("override", **MEETING, field="n_reports", new_value="9"), 2, "no claimed column"),
    "wrong code": (of("override", **MEETING, field="kind", old_value="talks", new_value="chat"), 2, "no code of kind"),
    "wrong date": (of("override", **MEETING, field="date_start", new_value="5/3/2025"), 2, "is no day"),
    "wrong number": (of("override", **MEETING, field="round_number", new_value="second"), 2, "is no number"),
    "emptied for good": (of("override", **MEETING, field="kind", old_value="talks"), 2, "cannot be empty"),
    "no change": (of("override", **MEETING, field="kind", old_value="talks", new_value="talks"), 2, "are the same"),
    "a meaningless cell": (of("reject", **MEETING, new_value="x"), 2, "new_value has no meaning for reject"),
    "no other": (of("merge", **MEETING), 2, "merge needs other_id"),
    "itself": (of("merge", **MEETING, other_id="m-a"), 2, "are the same"),
    "no claims": (of("split", **MEETING, claim_ids="m-a"), 2, "no id of a claim"),
    "a single value": (of("add", **MEETING, field="kind", new_value="talks"), 2, "holds one value"),
    "a row without pairs": (of("add", table_name="meetings", new_value="talks"), 2, "column=value"),
    "a row without status": (of("add", table_name="meetings", new_value="kind=talks"), 2, "needs status"),
    "a row without reason": (
        of("add", table_name="meetings", new_value="kind=talks | status=held", reason=""), 2, "needs a reason",
    ),
    "a confirmation that changes": (
        of("confirm", **MEETING, field="kind", old_value="talks", new_value="summit"), 2, "changes the value",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "number", "what"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_named_with_its_line_and_a_remedy(data, number, what):
    (found,) = [found for found in read(data) if found.faults]
    assert (found.number, found.correction) == (number, None)
    assert any(what in fault.what for fault in found.faults), found.faults
    assert all(fault.mend for fault in found.faults)


def test_every_action_has_its_rules():
    assert set(_FORMS) == set(codes("correction_action"))


def test_a_wrong_line_keeps_the_whole_file_out(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"))
    s.build()
    row = dict(table_name="meetings", record_id=only(s.rows("meetings"))["meeting_id"])
    examined = lint(s, line("confirm", **row), line("confirm", **row, author=""))
    assert record_examined(s.ledger, examined, cause="test") is None
    assert list(s.ledger.read(CorrectionMade)) == []


def test_lines_known_already_are_no_ops(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"))
    s.build()
    row = dict(table_name="meetings", record_id=only(s.rows("meetings"))["meeting_id"])
    change = line("override", **row, field="place_name", old_value="Doha", new_value="Cairo")
    correct(s, change)
    head = s.ledger.head()
    (again, twice) = correct(s, change, change)
    assert (again.known, twice.known, again.verdict.status, s.ledger.head()) == (True, True, "applied", head)


def test_the_columns_are_those_of_the_event():
    assert {"correction_id", *COLUMNS} == {f.name for f in fields(CorrectionMade)}
