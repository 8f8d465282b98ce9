"""Histories: which steps count, in which order, and who says so."""

from pathlib import Path

from tests.scenario import Scenario, agreement, meeting


def steps(s: Scenario, table: str = "meeting_status_history") -> list[tuple[str, bool]]:
    return [(h["status"], h["counted"]) for h in s.rows(table)]


def test_a_late_older_report_takes_its_place(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05"))
    s.build()
    s.report("b", "2025-03-01", meeting("m1", "scheduled", "On March 5.", date_start="2025-03-05"))
    s.build()
    assert steps(s) == [("scheduled", True), ("held", True)]
    assert [h["seq"] for h in s.rows("meeting_status_history")] == [1, 2]


def test_an_impossible_step_stays_and_does_not_count(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"))
    s.report(
        "b", "2025-03-07", meeting("m1", "scheduled", "To meet on March 5.", date_start="2025-03-05", place="Doha")
    )
    s.build()
    assert steps(s) == [("held", True), ("scheduled", False)]
    (row,) = s.rows("meetings")
    assert (row["status"], row["has_conflict"]) == ("held", True)
    assert s.rows("meeting_status_history")[1]["reason"] == "scheduled cannot follow held"


def test_copies_of_a_text_add_no_line_and_no_source(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    words = meeting("m1", "held", "They met.", date_start="2025-03-05")
    for name in ("a", "b", "c"):
        s.report(name, "2025-03-05", words, voice="wire")
    s.build()
    (row,) = s.rows("meetings")
    assert (row["n_reports"], row["n_independent_sources"]) == (3, 1)
    assert len(s.rows("meeting_status_history")) == 1
    assert sum(r["is_original"] for r in s.rows("reports")) == 1
    assert len({r["syndication_group"] for r in s.rows("reports")}) == 1


def test_claims_attributed_to_one_agency_are_one_source(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    for name in ("a", "b"):
        line = meeting("m1", "held", f"They met ({name}).", date_start="2025-03-05", attributed_to="Agence_X")
        s.report(name, "2025-03-05", line)
    s.build()
    assert s.rows("meetings")[0]["n_independent_sources"] == 1


def test_a_plan_is_overdue_once_a_newer_report_is_there(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "On March 5.", date_start="2025-03-05"))
    s.build()
    assert s.rows("meetings")[0]["is_overdue"] is False
    s.report("b", "2025-03-09", "Nothing about it.")
    s.build()
    assert s.rows("meetings")[0]["is_overdue"] is True


def test_the_day_an_agreement_was_reached_is_its_effective_date(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-09", agreement("a1", "signed", "Signed on March 7.", date_start="2025-03-07"))
    s.build()
    (step,) = s.rows("agreement_status_history")
    assert step["effective_date"].isoformat() == "2025-03-07"


def test_what_was_put_off_and_took_place_was_put_off_before_it_took_place(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "On March 8.", date_start="2025-03-08"))
    told = {"date_start": "2025-03-10", "original_date": "2025-03-08"}
    s.report("b", "2025-03-12", meeting("m1", "held", "They met two days late.", **told),
             meeting("m1", "postponed", "It had been due on March 8.", **told))  # fmt: skip
    s.build()
    assert steps(s) == [("scheduled", True), ("postponed", True), ("held", True)]
    assert [row["status"] for row in s.rows("meetings")] == ["held"]
