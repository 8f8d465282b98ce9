"""From a folder to figures: what `parley evaluate` prints, for people and for machines, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.evaluation.evaluate import NoGold, evaluate_folder
from tests.evaluation.mozambique import GOLD, NOTHING, write_report
from tests.marked_text import MarkedTextCoder

MARKED = """\
{meeting m1 kind=signing_ceremony status=held party=Mozambique;Renamo person=Joaquim_Chissano;Afonso_Dhlakama \
mediator=Italy place=Rome country=IT date_start=1992-10-04 date_end=1992-10-04 level=head_of_state} They signed.
{meeting m2 kind=talks status=held party=Mozambique;Renamo place=Gaborone country=BW date_start=1992-08-08 \
date_end=1992-08-08 level=unspecified} They had met before.
{condition c1 kind=red_line status=stated holder=Renamo} They would not disarm.
"""

RECORDS: dict[str, list[dict[str, Any]]] = {
    **GOLD,
    "conditions": [{**GOLD["conditions"][0], "evidence": "They would not disarm"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports: one with mistakes in each table, one about nothing."""
    write_report(tmp_path, "rome", RECORDS, MARKED)
    write_report(tmp_path, "harvest", NOTHING, "The maize harvest was good.\n")
    return tmp_path


def test_a_coder_is_measured_on_what_it_would_write_as_records(folder: Path) -> None:
    evaluation = evaluate_folder(folder, MarkedTextCoder(), any_topic=False, samples=50)
    assert evaluation.figure("meetings.F1") == 1
    assert evaluation.figure("meetings.strict_F1") == 0.5
    assert evaluation.figure("meetings.field.persons_F1") == 1
    assert evaluation.figure("agreements.recall") == 0
    assert evaluation.figure("held.false_share") == 0


def test_the_figures_are_the_same_every_time(folder: Path) -> None:
    first, second = (evaluate_folder(folder, MarkedTextCoder(), any_topic=False, samples=50) for _ in range(2))
    assert first.as_json() == second.as_json()
    assert first.as_text(details=True) == second.as_text(details=True)


def test_the_json_gives_value_interval_and_whole(folder: Path) -> None:
    evaluation = evaluate_folder(folder, MarkedTextCoder(), any_topic=False, samples=50).as_json()
    assert json.loads(json.dumps(evaluation)) == evaluation
    assert evaluation["n_reports"] == 2
    assert evaluation["measures"]["meetings.strict_F1"] == {"value": 0.5, "low": 0.5, "high": 0.5, "of": 4.0}
    assert evaluation["measures"]["hard_negatives.reports"]["value"] == 1
    rome = evaluation["reports"][1]
    assert rome["report"] == "rome"
    assert rome["agreements"]["missed"] == ["a1"]
    assert rome["meetings"]["paired"][1] == {
        "coded": "m2",
        "gold": "m2",
        "strict": False,
        "wrong": ["kind", "date_start"],
    }


def test_without_samples_there_are_no_intervals(folder: Path) -> None:
    evaluation = evaluate_folder(folder, MarkedTextCoder(), any_topic=False, samples=0)
    assert evaluation.as_json()["measures"]["meetings.F1"] == {"value": 1, "low": None, "high": None, "of": 4}
    assert "[" not in evaluation.as_text(details=False)


def test_the_page_tells_figures_and_details_what_was_missed_added_and_got_wrong(folder: Path) -> None:
    evaluation = evaluate_folder(folder, MarkedTextCoder(), any_topic=False, samples=50)
    page = evaluation.as_text(details=False)
    assert "meetings: 2 in the gold, 2 coded, 2 matched, 1 of them strictly" in page
    assert "strict F1           0.500 [0.500, 0.500]" in page
    assert "false held: 0 of 2 meetings coded as held" in page
    assert "reports without gold records in which some were coded: 0 of 1" in page
    assert "rome meetings" not in page
    details = evaluation.as_text(details=True).splitlines()
    assert "rome meetings m2 for m2: kind talks not summit, date_start 1992-08-08 not 1992-08-07" in details
    assert "rome agreements missed a1: “signed a peace accord here on Sunday”" in details
    assert any(line.startswith("rome conditions c1 for c1: addressee - not ") for line in details)


def test_nothing_to_measure_by_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoGold):
        evaluate_folder(tmp_path, MarkedTextCoder(), any_topic=False, samples=10)


def test_the_command_prints_a_page(folder: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(folder), "--samples", "20"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("2 reports; 95 % intervals from 20 samples of them\n")
    for words in ("meetings: 2 in the gold", "agreements: 1 in the gold", "conditions: 1 in the gold", "false held: "):
        assert words in result.output


def test_the_command_prints_one_json_object(folder: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(folder), "--samples", "20", "--json"])
    assert result.exit_code == 0, result.output
    printed = json.loads(result.stdout)
    assert printed["samples"] == 20
    assert printed["measures"]["meetings.gold"]["value"] == 2


def test_the_command_lists_details_when_asked(folder: Path) -> None:
    plain, details = (
        CliRunner().invoke(main, ["evaluate", str(folder), "--samples", "0", *flag]).output
        for flag in ([], ["--details"])
    )
    assert details.startswith(plain.rstrip("\n"))
    assert "rome agreements" in details.removeprefix(plain.rstrip("\n"))


def test_the_command_names_the_file_that_is_wrong(folder: Path) -> None:
    (folder / "harvest.gold.json").write_text("{", encoding="utf-8")
    result = CliRunner().invoke(main, ["evaluate", str(folder)])
    assert result.exit_code == 2
    assert "harvest.gold.json is no JSON" in result.output


def test_the_command_refuses_a_folder_without_gold(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path)])
    assert result.exit_code == 2
    assert "gold.json" in result.output
