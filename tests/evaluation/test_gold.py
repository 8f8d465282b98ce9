"""A folder of gold is read whole, or the user is told which file is wrong and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.evaluation.gold import NoGold, read_gold
from tests.evaluation.mozambique import BODY, GOLD, NOTHING, gold, write_report


def test_gold_is_read_with_its_report_in_the_order_of_names(tmp_path: Path) -> None:
    write_report(tmp_path, "rome")
    write_report(tmp_path, "harvest", NOTHING, "The maize harvest was good.\n")
    (tmp_path / "README.md").write_text("About this folder.\n", encoding="utf-8")
    (tmp_path / "rome.json").write_text("a coder's output, no concern of ours", encoding="utf-8")
    harvest, rome = read_gold(tmp_path)
    assert (harvest.stem, rome.stem) == ("harvest", "rome")
    assert rome.report.text == BODY.strip()
    assert rome.records == GOLD
    assert harvest.records == NOTHING


def test_reports_in_one_file_have_gold_by_line(tmp_path: Path) -> None:
    lines = [
        {"text": f"Report {n}. {BODY}", "published": "1992-10-05", "url": f"https://n.example.org/{n}"} for n in (1, 2)
    ]
    (tmp_path / "feed.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    (tmp_path / "feed-2.gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (read,) = read_gold(tmp_path)
    assert read.report.text.startswith("Report 2.")


def test_keys_that_are_left_out_are_empty_and_others_are_ignored(tmp_path: Path) -> None:
    write_report(tmp_path, records={**NOTHING, "meetings": [{"kind": "talks", "note": "?"}], "coder": "A. B."})
    (read,) = read_gold(tmp_path)
    assert read.records["meetings"] == [{"kind": "talks", "note": "?"}]


def test_a_folder_without_gold_says_what_to_put_there(tmp_path: Path) -> None:
    with pytest.raises(NoGold, match=r"no \*\.gold\.json in .*put <report>\.gold\.json beside"):
        read_gold(tmp_path)


def test_gold_without_its_report_is_named(tmp_path: Path) -> None:
    write_report(tmp_path)
    (tmp_path / "rome.md").unlink()
    with pytest.raises(NoGold, match=r"rome\.gold\.json has no report beside it"):
        read_gold(tmp_path)


def test_gold_with_two_reports_is_named(tmp_path: Path) -> None:
    write_report(tmp_path)
    (tmp_path / "rome.txt").write_text((tmp_path / "rome.md").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(NoGold, match=r"rome\.gold\.json has two reports"):
        read_gold(tmp_path)


def test_a_report_that_cannot_be_coded_is_named_with_the_reason(tmp_path: Path) -> None:
    write_report(tmp_path)
    (tmp_path / "rome.md").write_text(BODY, encoding="utf-8")
    with pytest.raises(NoGold, match=r"rome\.md cannot be coded: .*--published|rome\.md cannot be coded: .*date"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (b"{not json", r"no JSON: .* \(line 1, column 2\)"),
        (b"\xff\xfe\x00", "no UTF-8"),
        (b"[]", "expected an object with the lists meetings, agreements, conditions"),
        (b'{"meetings": [], "agreements": []}', "conditions must be a list"),
        (b'{"meetings": [3], "agreements": [], "conditions": []}', "entry 1 of meetings must be an object"),
    ],
)
def test_a_file_that_has_not_the_shape_is_named(tmp_path: Path, written: bytes, message: str) -> None:
    write_report(tmp_path)
    (tmp_path / "rome.gold.json").write_bytes(written)
    with pytest.raises(NoGold, match=rf"rome\.gold\.json.*{message}"):
        read_gold(tmp_path)


@pytest.mark.parametrize(
    ("table", "field", "value", "message"),
    [
        ("meetings", "parties", "Renamo", "meetings, m1: parties must be a list of names"),
        ("meetings", "date_start", "4 October 1992", "meetings, m1: date_start must be a day"),
        ("meetings", "date_start", "1992-02-30", "meetings, m1: date_start must be a day"),
        ("agreements", "date", 1992, "agreements, a1: date must be a day"),
        ("agreements", "status", ["signed"], "agreements, a1: status must be text or null"),
        ("agreements", "provisions", ["ceasefire"], "agreements, a1: provisions must be a list of objects"),
        ("agreements", "provisions", [{"quantity": 3}], "agreements, a1: each provision needs a kind"),
        (
            "agreements",
            "provisions",
            [{"kind": "ceasefire", "quantity": "60"}],
            ".*quantity of a provision must be a number",
        ),
        ("conditions", "holder", 7, "conditions, c1: holder must be text or null"),
    ],
)
def test_a_value_of_the_wrong_type_is_named(tmp_path: Path, table: str, field: str, value: Any, message: str) -> None:
    records = gold()
    records[table][0][field] = value
    write_report(tmp_path, records=records)
    with pytest.raises(NoGold, match=rf"rome\.gold\.json: {message}"):
        read_gold(tmp_path)
