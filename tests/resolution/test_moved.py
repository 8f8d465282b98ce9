"""What was put off, began late, ended at last or is told in passing: one thing, though its days or kinds differ."""

from tests.scenario import Scenario, agreement, condition, meeting

PLACE = {"place": "Lome", "country": "TG"}


def scenario(tmp_path):
    return Scenario(tmp_path / "home")


def told(s: Scenario, table: str = "meetings") -> list[tuple[str, int]]:
    s.build()
    return sorted((row["status"], row["n_reports"]) for row in s.rows(table))


def test_what_was_put_off_without_a_day_is_what_opens_there_later(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-20", meeting("m1", "postponed", "Not on May 2.", date_start="2025-05-02", country="TG"))
    s.report("b", "2025-05-22", meeting("m1", "held", "They sat down.", date_start="2025-05-21", **PLACE))
    assert told(s) == [("held", 2)]


def test_what_was_put_off_is_not_what_is_held_in_another_country(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-20", meeting("m1", "postponed", "Not on May 2.", date_start="2025-05-02", **PLACE))
    s.report(
        "b", "2025-05-22", meeting("m1", "held", "In Accra.", date_start="2025-05-21", place="Accra", country="GH")
    )
    assert told(s) == [("held", 1), ("postponed", 1)]


def test_a_summit_told_with_the_day_from_which_it_was_moved_is_the_meeting_planned_for_that_day(tmp_path):
    s = scenario(tmp_path)
    july = {"date_start": "2025-07-01", "date_end": "2025-07-31", "date_precision": "month"}
    s.report("a", "2025-06-20", meeting("m1", "scheduled", "In July.", **july))
    s.report("b", "2025-08-07", meeting("m1", "held", "They met, a month late.", kind="summit", level="head_of_state",
                                        date_start="2025-08-06", original_date="2025-07-01", **PLACE))  # fmt: skip
    assert told(s) == [("held", 2)]


def test_another_meeting_without_a_day_is_not_the_one_whose_day_is_gone_by(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-04", meeting("m1", "scheduled", "On May 5.", date_start="2025-05-05", **PLACE))
    s.report("b", "2025-05-10", meeting("m2", "scheduled", "A further round is to follow.", country="TG"))
    assert told(s) == [("scheduled", 1), ("scheduled", 1)]


def test_the_day_on_which_a_round_ended_is_one_of_the_round_that_began_before(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-05", meeting("m1", "held", "They sat down.", date_start="2025-05-05", **PLACE))
    s.report("b", "2025-05-09", meeting("m1", "held", "The talks ended on May 8.", date_start="2025-05-08", **PLACE))
    s.report("c", "2025-05-20", meeting("m1", "held", "They met on May 18.", date_start="2025-05-18", **PLACE))
    assert told(s) == [("held", 1), ("held", 2)]


def test_what_was_planned_for_a_day_is_what_ended_a_week_after_it(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-01", meeting("m1", "scheduled", "On May 5.", date_start="2025-05-05", **PLACE))
    s.report("b", "2025-05-13", meeting("m1", "held", "The talks broke up on May 12.", date_start="2025-05-12"))
    assert told(s) == [("held", 2)]


def test_early_in_a_month_is_not_late_in_it(tmp_path):
    s = scenario(tmp_path)
    may = {"date_start": "2025-05-01", "date_end": "2025-05-31", "date_precision": "month"}
    s.report("a", "2025-04-10", meeting("m1", "scheduled", "Late in May.", date_text="late_May", **may))
    s.report("b", "2025-05-05", meeting("m1", "held", "They met.", date_start="2025-05-04", **PLACE))
    assert told(s) == [("held", 1), ("scheduled", 1)]


def test_an_accord_told_by_its_day_alone_is_the_truce_of_that_day_and_leaves_its_kind(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-05", agreement("a1", "signed", "They signed a truce.", date_start="2025-05-05",
                                          provision_kind="ceasefire"))  # fmt: skip
    for name, day in (("b", "2025-06-05"), ("c", "2025-07-05")):
        words = f"The accord of May 5 is kept, says {name}."
        s.report(name, day, agreement("a1", "agreed", words, kind="framework", date_start="2025-05-05"))
    assert told(s, "agreements") == [("signed", 3)]
    assert s.rows("agreements")[0]["kind"] == "ceasefire"


def test_an_outline_of_the_day_of_a_truce_is_another_text(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-05", agreement("a1", "signed", "They signed a truce.", date_start="2025-05-05"))
    s.report("b", "2025-06-05", agreement("a1", "signed", "The roadmap of May 5.", kind="framework",
                                          date_start="2025-05-05"))  # fmt: skip
    assert told(s, "agreements") == [("signed", 1), ("signed", 1)]


def test_what_was_agreed_one_day_and_signed_another_with_the_same_figure_is_one_accord(tmp_path):
    s = scenario(tmp_path)
    text = {"kind": "framework", "provision_kind": "territorial"}
    s.report("a", "2025-01-06", agreement("a1", "agreed", "They agreed on a plan.", date_start="2025-01-05",
                                          provision_quantity="972", **text))  # fmt: skip
    s.report("b", "2025-03-06", agreement("a1", "signed", "They signed the plan.", date_start="2025-03-05",
                                          provision_quantity="972", **text))  # fmt: skip
    s.report("c", "2025-05-06", agreement("a1", "signed", "They signed a plan.", date_start="2025-05-05",
                                          provision_quantity="510", **text))  # fmt: skip
    assert told(s, "agreements") == [("signed", 1), ("signed", 2)]


def test_a_demand_that_only_an_unchecked_report_tells_as_dropped_still_stands(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-01", condition("c1", "stated", "First they leave.", demand="rebels_leave_the_houses"))
    s.report("b", "2025-05-05", condition("c1", "withdrawn", "Dropped!", demand="rebels_leave_the_houses"),
             "This digest was compiled by software from public posts.")  # fmt: skip
    s.report("c", "2025-05-09", condition("c1", "stated", "They insist.", demand="fighters_withdraw_from_homes"))
    s.build()
    assert [row["n_reports"] for row in s.rows("conditions")] == [3]
