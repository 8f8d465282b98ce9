"""The sets of reports with gold that come with the tests are well-formed: it says nothing about how well we code."""

from pathlib import Path

import pytest

from pipelines.evaluation.gold import read_gold
from pipelines.evaluation.likeness import occurrences
from schemas.codes import CODE_LISTS

SETS = {"seen": 319, "held_out": 36}
CODED = {
    "meetings": {"kind": "meeting_kind", "status": "meeting_status", "level": "level"},
    "agreements": {"kind": "agreement_kind", "status": "agreement_status"},
    "conditions": {"kind": "condition_kind", "status": "condition_status"},
}


@pytest.mark.parametrize("name", SETS)
def test_each_report_has_its_records_in_the_codes_of_the_tables(name):
    gold = read_gold(Path(__file__).with_name(name))
    assert len(gold) == SETS[name]
    for entry in gold:
        for table, columns in CODED.items():
            for record in entry.records[table]:
                assert occurrences(record["evidence"], entry.report.text), (entry.stem, record["evidence"])
                assert len(record["evidence"].split()) <= 25
                for column, codes in columns.items():
                    assert record[column] in CODE_LISTS[codes], (entry.stem, record["key"], column)
