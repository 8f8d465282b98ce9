"""Records from claims that are partly wrong or silent: what still joins, and what still stays apart."""

from tests.scenario import Scenario, agreement, condition, meeting


def scenario(tmp_path):
    return Scenario(tmp_path / "home")


def by_status(s: Scenario) -> dict[str, int]:
    """Reports of each meeting, by its status."""
    return {row["status"]: row["n_reports"] for row in s.rows("meetings")}


def test_a_further_meeting_that_is_wanted_is_not_the_one_that_is_over(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"))
    s.report("b", "2025-03-07", meeting("m1", "proposed", "They want to meet again.", place="Doha"))
    s.build()
    assert by_status(s) == {"held": 1, "proposed": 1}


def test_a_meeting_that_was_over_before_it_was_announced_is_another_one(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-10", meeting("m1", "scheduled", "They will meet in March.", date_start="2025-03-01",
                                        date_end="2025-03-31", date_precision="month", place="Doha"))  # fmt: skip
    s.report("b", "2025-03-12", meeting("m1", "held", "On March 4 they met.", date_start="2025-03-04", place="Doha"))
    s.build()
    assert by_status(s) == {"scheduled": 1, "held": 1}


def test_a_plan_that_is_received_after_its_meeting_joins_it(tmp_path):
    s = scenario(tmp_path)
    s.report("b", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"))
    s.receive()
    s.report("a", "2025-03-02", meeting("m1", "scheduled", "They will meet.", date_start="2025-03-05", place="Doha"))
    s.build()
    assert by_status(s) == {"held": 2}


def test_a_plan_whose_day_passed_unheard_of_is_not_what_is_planned_now(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "On March 5.", date_start="2025-03-05", place="Doha"))
    s.report("b", "2025-06-01", meeting("m1", "proposed", "They may meet.", place="Doha"))
    s.build()
    assert len(s.rows("meetings")) == 2


def test_of_two_meetings_of_one_report_the_one_that_fits_a_record_better_joins_it(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "On March 5.", date_start="2025-03-05", place="Doha"))
    s.report(
        "b",
        "2025-03-07",
        meeting("m1", "held", "This month they met.", date_start="2025-03-01", date_end="2025-03-31",
                date_precision="month", place="Doha"),
        meeting("m2", "cancelled", "The talks of March 5 fell through.", date_start="2025-03-05", place="Doha"),
    )  # fmt: skip
    s.build()
    assert by_status(s) == {"cancelled": 2, "held": 1}


def test_a_mediator_that_one_report_takes_for_a_party_makes_no_other_meeting(tmp_path):
    s = scenario(tmp_path)
    told = {"date_start": "2025-03-05", "place": "Doha"}
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", mediator="Qatar", **told))
    s.report("b", "2025-03-06", meeting("m1", "held", "Sudan met Qatar.", parties="Sudan;Qatar", **told))
    s.report("c", "2025-03-06", meeting("m1", "held", "The sides met.", **told))
    s.build()
    (row,) = s.rows("meetings")
    assert (row["n_reports"], row["party_names"]) == (3, "Chad; Sudan")


def test_leaders_and_their_delegations_in_one_city_on_one_day_stay_two(tmp_path):
    s = scenario(tmp_path)
    told = {"date_start": "2025-03-05", "place": "Doha"}
    s.report("a", "2025-03-04", meeting("m1", "proposed", "A summit.", kind="summit", **told))
    s.report("b", "2025-03-05", meeting("m1", "held", "Delegations met.", level="delegation", **told))
    s.build()
    assert sorted(r["kind"] for r in s.rows("meetings")) == ["summit", "talks"]


def test_what_two_sides_have_one_of_is_one_though_agreed_and_initialled_on_other_days(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-14", agreement("a1", "agreed", "Text agreed.", kind="comprehensive",
                                          date_start="2025-03-13"))  # fmt: skip
    s.report("b", "2025-08-09", agreement("a1", "agreed", "Initialled.", kind="comprehensive",
                                          date_start="2025-08-08"))  # fmt: skip
    s.report("c", "2025-08-09", agreement("a1", "agreed", "A truce.", kind="ceasefire", date_start="2025-08-08"))
    s.report("d", "2025-09-09", agreement("a1", "agreed", "Another.", kind="ceasefire", date_start="2025-09-08"))
    s.build()
    assert sorted((r["kind"], r["n_reports"]) for r in s.rows("agreements")) == [
        ("ceasefire", 1), ("ceasefire", 1), ("comprehensive", 2),
    ]  # fmt: skip


def test_a_demand_in_other_words_is_the_same_and_another_about_the_same_person_is_not(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", condition("c1", "stated", "First.", demand="release_of_all_detained_members"))
    s.report("b", "2025-03-02", condition("c1", "stated", "Then.", demand="that_their_prisoners_be_freed"))
    s.report("c", "2025-03-03", condition("c1", "stated", "One.", demand="a_visit_to_Adam_Musa"))
    s.report("d", "2025-03-04", condition("c1", "stated", "Two.", demand="the_whereabouts_of_Adam_Musa"))
    s.build()
    assert sorted(r["n_reports"] for r in s.rows("conditions")) == [1, 1, 2]


def test_a_copy_that_counts_its_days_from_its_own_day_changes_no_date(tmp_path):
    s = scenario(tmp_path)
    words = meeting("m1", "scheduled", "They meet this Friday.", date_start="2025-03-07", place="Doha")
    s.report("a", "2025-03-07", words, voice="wire")
    later = words.replace("2025-03-07", "2025-03-14").replace("Doha", "Cairo")
    s.report("b", "2025-03-08", later, voice="wire")
    s.build()
    (row,) = s.rows("meetings")
    assert (row["date_start"].isoformat(), row["place_name"], row["n_reports"]) == ("2025-03-07", "Doha", 2)


def test_a_month_told_afterwards_does_not_blur_the_day_that_had_been_set(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "On March 5.", date_start="2025-03-05", place="Doha"))
    s.report("b", "2025-04-09", meeting("m1", "held", "In March they met.", date_start="2025-03-01",
                                        date_end="2025-03-31", date_precision="month", place="Doha"))  # fmt: skip
    s.build()
    (row,) = s.rows("meetings")
    assert (row["status"], row["date_start"].isoformat(), row["date_precision"]) == ("held", "2025-03-05", "day")


def test_one_against_one_a_meeting_is_not_taken_for_held(tmp_path):
    s = scenario(tmp_path)
    told = {"date_start": "2025-03-05", "place": "Doha"}
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "On March 5.", **told))
    s.report("b", "2025-03-06", meeting("m1", "cancelled", "It fell through.", **told))
    s.report("c", "2025-03-20", meeting("m1", "held", "The talks of March 5.", **told))
    s.build()
    (row,) = s.rows("meetings")
    assert (row["status"], row["has_conflict"]) == ("cancelled", True)
    (held,) = [h for h in s.rows("meeting_status_history") if h["status"] == "held"]
    assert (held["counted"], held["reason"]) == (False, "1 of 2 texts say that it did not take place")
    s.report("d", "2025-03-21", meeting("m1", "held", "They did meet on March 5.", **told))
    s.build()
    assert s.rows("meetings")[0]["status"] == "held"


def test_a_guest_misread_as_a_side_makes_no_other_meeting_but_calls_with_two_are_two(tmp_path):
    s = scenario(tmp_path)
    told = {"date_start": "2025-03-05", "place": "Doha"}
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", **told))
    s.report("b", "2025-03-06", meeting("m1", "held", "Sudan met Qatar.", parties="Sudan;Qatar", **told))
    s.report("c", "2025-03-06", meeting("m1", "held", "Chad rang.", parties="Chad;Qatar", kind="phone_call", **told))
    s.report("d", "2025-03-07", meeting("m1", "held", "It rang.", parties="Sudan;Qatar", kind="phone_call", **told))
    s.build()
    assert sorted((r["kind"], r["n_reports"]) for r in s.rows("meetings")) == [
        ("phone_call", 1), ("phone_call", 1), ("talks", 2),
    ]  # fmt: skip
    (judgement,) = [c["judgement"] for c in s.rows("claims") if c["quote"] == "Sudan met Qatar."]
    assert judgement.endswith("despite other_parties")


def test_a_meeting_of_two_named_leaders_is_theirs_whatever_side_a_report_takes_one_of_them_for(tmp_path):
    s = scenario(tmp_path)
    told = {"kind": "summit", "place": "Doha", "person": "Idris_Deby;Abdel_Burhan"}
    s.report("a", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05", **told))
    s.report("b", "2025-04-20", meeting("m1", "held", "The two presidents met in March.", parties="Sudan;Egypt",
                                        date_start="2025-03-01", date_end="2025-03-31", date_precision="month",
                                        **told))  # fmt: skip
    s.build()
    assert by_status(s) == {"held": 2}


def test_an_agreement_told_by_one_thing_that_it_contains_is_the_agreement(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-06", agreement("a1", "signed", "A declaration.", kind="framework", date_start="2025-03-05",
                                          provision_kind="ceasefire"))  # fmt: skip
    s.report("b", "2025-03-20", agreement("a1", "agreed", "The truce of March 5.", date_start="2025-03-05",
                                          provision_kind="ceasefire"))  # fmt: skip
    s.build()
    assert [r["n_reports"] for r in s.rows("agreements")] == [2]


def test_what_the_lead_of_a_report_tells_without_a_date_is_of_those_days(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-05", agreement("a1", "signed", "Signed today.", kind="framework", date_start="2025-03-05"))
    s.report("b", "2025-03-25", agreement("a1", "signed", "They signed a framework.", kind="framework"))
    s.report("c", "2025-06-25", agreement("a1", "signed", "In late March they signed.", kind="framework",
                                          date_start="2025-03-20", date_end="2025-03-31",
                                          date_precision="month"))  # fmt: skip
    s.build()
    assert sorted(r["n_reports"] for r in s.rows("agreements")) == [1, 2]


def test_a_demand_with_a_name_in_it_is_one_though_a_report_takes_another_for_who_makes_it(tmp_path):
    s = scenario(tmp_path)
    asked = {"addressee": "Chad"}
    s.report("a", "2025-03-01", condition("c1", "stated", "One.", demand="that_Adam_Musa_be_released", **asked))
    s.report("b", "2025-03-02", condition("c1", "stated", "Two.", demand="the_release_of_Adam_Musa", holder="Egypt",
                                          **asked))  # fmt: skip
    s.report("c", "2025-03-03", condition("c1", "stated", "Three.", demand="the_release_of_prisoners", holder="Libya",
                                          **asked))  # fmt: skip
    s.build()
    assert sorted(r["n_reports"] for r in s.rows("conditions")) == [1, 2]
