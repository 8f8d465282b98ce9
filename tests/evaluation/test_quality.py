"""A coder that gets worse on the examples is found out."""

from pathlib import Path

import pytest

from pipelines.evaluation.gold import NoGold, read_gold
from pipelines.evaluation.likeness import occurrences
from pipelines.evaluation.quality import EXAMPLES, Floor, example_figures, floor_findings, read_floors
from tests.marked_text import MarkedTextCoder


def test_a_coder_that_finds_nothing_has_all_figures_and_they_are_nothing() -> None:
    figures = example_figures(MarkedTextCoder())
    assert set(figures) == {floor.measure for floor in read_floors()}
    assert set(figures.values()) == {0.0}


def test_a_figure_below_its_floor_or_above_its_ceiling_is_an_error() -> None:
    floors = (Floor("meetings.F1", 0.7, None), Floor("agreements.F1", 0.7, None), Floor("held.false_share", None, 0.1))
    figures = {"meetings.F1": 0.65, "agreements.F1": 0.7, "held.false_share": 0.2}
    first, second = floor_findings(figures, floors)
    assert (first.record_id, first.severity) == ("meetings.F1", "error")
    assert first.message == "meetings.F1 is 0.650, below its floor of 0.7"
    assert second.message == "held.false_share is 0.200, above its ceiling of 0.1"


def test_floors_that_are_no_numbers_are_named(tmp_path: Path) -> None:
    table = tmp_path / "floors.tsv"
    table.write_text("measure\tminimum\tmaximum\nmeetings.F1\thigh\t\n", encoding="utf-8")
    with pytest.raises(ValueError, match="minimum is no number: 'high'"):
        read_floors(table)


def test_a_missing_folder_of_examples_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoGold):
        example_figures(MarkedTextCoder(), tmp_path / "none")


def test_the_examples_quote_their_reports_and_one_of_them_is_about_nothing() -> None:
    gold = read_gold(EXAMPLES)
    assert len(gold) == 12
    assert sum(not any(entry.records.values()) for entry in gold) == 1
    for entry in gold:
        for records in entry.records.values():
            assert all(occurrences(record["evidence"], entry.report.text) for record in records), entry.stem
