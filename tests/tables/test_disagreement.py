"""Disagreement: a declared policy chooses, the losers stay visible."""

from pathlib import Path

from tests.scenario import Scenario, agreement, meeting


def test_the_value_of_most_independent_sources_stands_and_the_other_stays_visible(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    for name, place in (("a", "Doha"), ("b", "Doha"), ("c", "Cairo")):
        s.report(name, "2025-03-05", meeting("m1", "held", f"They met ({name}).", date_start="2025-03-05", place=place))
    s.build()
    (row,) = s.rows("meetings")
    assert (row["place_name"], row["has_conflict"]) == ("Doha", True)
    told = [(p["value"], p["chosen"]) for p in s.rows("field_provenance") if p["field"] == "place_name"]
    assert told == [("Doha", True), ("Doha", True), ("Cairo", False)]


def test_one_outlet_cannot_outvote_two_by_repeating_itself(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    rows = (
        ("a", "Doha", "One"),
        ("b", "Doha", "Two"),
        ("c", "Cairo", "Three"),
        ("d", "Cairo", "Three"),
        ("e", "Cairo", "Three"),
    )
    for name, place, outlet in rows:
        line = meeting("m1", "held", f"They met ({name}).", date_start="2025-03-05", place=place)
        s.report(name, "2025-03-05", line, outlet=outlet)
    s.build()
    assert s.rows("meetings")[0]["place_name"] == "Doha"


def test_a_more_precise_date_stands_and_is_no_conflict(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    month = dict(date_start="2025-03-01", date_end="2025-03-31", date_precision="month")
    s.report("a", "2025-03-08", meeting("m1", "held", "They met in March.", place="Doha", **month))
    s.report("b", "2025-03-08", meeting("m1", "held", "They met on March 5.", date_start="2025-03-05", place="Doha"))
    s.build()
    (row,) = s.rows("meetings")
    assert (row["date_start"].isoformat(), row["date_precision"], row["has_conflict"]) == ("2025-03-05", "day", False)


def test_a_party_that_one_of_three_sources_adds_does_not_stand(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "Two met.", date_start="2025-03-05"))
    s.report("b", "2025-03-05", meeting("m1", "held", "The two met.", date_start="2025-03-05"))
    s.report(
        "c", "2025-03-05", meeting("m1", "held", "Three met.", parties="Sudan;Chad;Egypt", date_start="2025-03-05")
    )
    s.build()
    assert s.rows("meetings")[0]["party_names"] == "Chad; Sudan"


def test_provisions_keep_the_figure_of_most_sources(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    for name, figure in (("a", "1000"), ("b", "1000"), ("c", "1200")):
        line = agreement(
            "a1", "agreed", f"A swap ({name}).", kind="prisoner_exchange", date_start="2025-03-05",
            provision_kind="prisoner_exchange", provision_quantity=figure, provision_unit="prisoners",
            provision_basis="per_side",
        )  # fmt: skip
        s.report(name, "2025-03-05", line)
    s.build()
    chosen, other = sorted(s.rows("provisions"), key=lambda r: r["disputes_id"] is not None)
    assert (chosen["quantity"], chosen["unit"], chosen["basis"]) == (1000.0, "prisoners", "per_side")
    assert (other["quantity"], other["unit"], other["disputes_id"]) == (1200.0, "prisoners", chosen["provision_id"])
    assert s.rows("agreements")[0]["has_conflict"] is True


def test_persons_are_listed_once_in_their_longest_form(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report(
        "a",
        "2025-03-05",
        meeting("m1", "held", "X met.", date_start="2025-03-05", person="Umerov", person_actor="Sudan"),
    )
    line = meeting("m1", "held", "X met again.", date_start="2025-03-05", person="Rustem_Umerov", person_actor="Sudan")
    s.report("b", "2025-03-05", line)
    s.build()
    assert s.rows("meetings")[0]["person_names"] == "Rustem Umerov"


def test_of_two_provisions_of_a_kind_a_report_of_one_figure_speaks_of_the_one_that_has_it(tmp_path):
    s = Scenario(tmp_path / "home")
    signed = {"kind": "prisoner_exchange", "date_start": "2025-03-05"}
    both = {"provision_kind": "prisoner_exchange;prisoner_exchange"}
    s.report("a", "2025-03-05", agreement("a1", "signed", "Signed.", provision_quantity="1700;1200", **both, **signed))
    s.report("b", "2025-03-06", agreement("a1", "signed", "So it is.", provision_quantity="1200",
                                          provision_kind="prisoner_exchange", **signed))  # fmt: skip
    s.build()
    assert sorted(r["quantity"] for r in s.rows("provisions")) == [1200, 1700]
    assert [r["has_conflict"] for r in s.rows("agreements")] == [False]
    s.report("c", "2025-03-07", agreement("a1", "signed", "Fewer.", provision_quantity="1600;1200", **both, **signed))
    s.build()
    chosen = {r["provision_id"]: r["quantity"] for r in s.rows("provisions") if r["disputes_id"] is None}
    assert sorted(chosen.values()) == [1200, 1600]
    assert [(r["quantity"], chosen[r["disputes_id"]]) for r in s.rows("provisions") if r["disputes_id"]] == [
        (1700, 1600)
    ]
    told = {r["value"] for r in s.rows("field_provenance") if r["field"] == "quantity" and not r["chosen"]}
    assert told == {"1700"} and [r["has_conflict"] for r in s.rows("agreements")] == [True]
