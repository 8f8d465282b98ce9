"""Plans and what became of them: what follows a plan through its changes, and what is another meeting."""

from tests.scenario import Scenario, agreement, condition, meeting

MAY = {"date_start": "2025-05-01", "date_end": "2025-05-31", "date_precision": "month"}


def scenario(tmp_path):
    return Scenario(tmp_path / "home")


def reports_by_day(s: Scenario) -> dict[str, int]:
    return {row["date_start"].isoformat(): row["n_reports"] for row in s.rows("meetings")}


def test_a_day_is_set_for_what_had_only_been_proposed(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-20", meeting("m1", "proposed", "Perhaps in May.", kind="summit", **MAY))
    s.report("b", "2025-05-20", meeting("m1", "scheduled", "On June 4.", kind="summit", date_start="2025-06-04"))
    s.build()
    assert reports_by_day(s) == {"2025-06-04": 2}


def test_a_day_set_for_another_time_than_what_had_been_set_before_is_another_meeting(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-20", meeting("m1", "scheduled", "In May.", kind="summit", **MAY))
    s.report("b", "2025-05-20", meeting("m1", "scheduled", "On June 4.", kind="summit", date_start="2025-06-04"))
    s.build()
    assert len(s.rows("meetings")) == 2


def test_leaders_who_put_their_meeting_off_meet_at_the_next_occasion(tmp_path):
    s = scenario(tmp_path)
    told = {"kind": "summit", "level": "head_of_state"}
    s.report("a", "2025-05-20", meeting("m1", "scheduled", "On June 1.", date_start="2025-06-01", **told))
    s.report("b", "2025-05-30", meeting("m1", "postponed", "Not on June 1.", date_start="2025-06-01", **told))
    s.report("c", "2025-08-07", meeting("m1", "held", "They met.", date_start="2025-08-06", **told))
    s.build()
    assert reports_by_day(s) == {"2025-08-06": 3}


def test_a_meeting_in_another_country_is_not_the_round_that_was_planned_for_that_month(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-20", meeting("m1", "scheduled", "In Doha in May.", place="Doha", country="QA", **MAY))
    s.report("b", "2025-05-10", meeting("m1", "held", "They met in Cairo.", place="Cairo", country="EG",
                                        date_start="2025-05-09"))  # fmt: skip
    s.report("c", "2025-05-28", meeting("m1", "held", "The round in Doha is over.", place="Doha", country="QA",
                                        date_start="2025-05-27"))  # fmt: skip
    s.build()
    assert reports_by_day(s) == {"2025-05-09": 1, "2025-05-27": 2}


def test_a_month_no_longer_tells_when_a_meeting_was_once_its_day_is_known(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-20", meeting("m1", "scheduled", "In May.", **MAY))
    s.report("b", "2025-05-10", meeting("m1", "held", "They met on May 9.", date_start="2025-05-09"))
    s.report("c", "2025-05-30", meeting("m1", "cancelled", "No talks on May 30.", date_start="2025-05-30"))
    s.build()
    assert reports_by_day(s) == {"2025-05-09": 2, "2025-05-30": 1}


def test_a_report_that_recalls_the_first_plan_of_what_it_tells_of_speaks_of_one_meeting(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-20", meeting("m1", "scheduled", "On May 5.", date_start="2025-05-05", place="Doha"))
    s.report("b", "2025-04-29", meeting("m1", "postponed", "From May 5 to 20.", date_start="2025-05-20",
                                        original_date="2025-05-05", place="Doha"))  # fmt: skip
    s.report(
        "c",
        "2025-05-21",
        meeting("m1", "held", "They met yesterday.", date_start="2025-05-20", place="Doha"),
        meeting("m2", "scheduled", "It was to have been on May 5.", date_start="2025-05-05", place="Doha"),
    )
    s.build()
    assert reports_by_day(s) == {"2025-05-20": 3}


def test_a_demand_is_told_in_any_words_by_what_it_holds_up(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", condition("c1", "stated", "One.", addressee="Chad", demand="they_come_home",
                                          conditioned_text="any_talk_of_arms"))  # fmt: skip
    s.report("b", "2025-03-09", condition("c1", "stated", "Two.", addressee="Chad", demand="detainees_near_families",
                                          conditioned_text="a_discussion_of_weapons"))  # fmt: skip
    s.build()
    assert [r["n_reports"] for r in s.rows("conditions")] == [2]


def test_two_keys_of_a_report_for_one_day_of_the_same_sides_are_one_meeting(tmp_path):
    s = scenario(tmp_path)
    s.report(
        "a",
        "2025-05-06",
        meeting("m1", "held", "They met.", kind="summit", date_start="2025-05-05", place="Doha"),
        meeting("m2", "held", "They signed.", kind="signing_ceremony", level="head_of_state", date_start="2025-05-05"),
        meeting("m3", "held", "The day after.", date_start="2025-05-06"),
    )
    s.build()
    assert reports_by_day(s) == {"2025-05-05": 1, "2025-05-06": 1}
    judgements = {c["quote"]: c["judgement"] for c in s.rows("claims")}
    assert judgements["They signed."] == "tells again of what m1 tells"


def test_two_wordings_of_a_demand_in_one_report_are_one_and_two_demands_are_two(tmp_path):
    s = scenario(tmp_path)
    told = {"addressee": "Chad"}
    s.report(
        "a",
        "2025-05-06",
        condition("c1", "stated", "One.", demand="that_it_empties_its_cells", **told),
        condition("c2", "stated", "Two.", demand="more_than_700_detainees_are_released", **told),
        condition("c3", "stated", "Three.", demand="a_withdrawal_of_troops", **told),
    )
    s.build()
    by_demand = sorted(r["demand"] for r in s.rows("conditions"))
    assert len(by_demand) == 2 and "a withdrawal of troops" in by_demand


def test_what_one_host_offers_is_not_what_was_refused_elsewhere_nor_what_comes_of_it(tmp_path):
    s = scenario(tmp_path)
    told = {"kind": "summit", "level": "head_of_state", "person": "Idris_Ba;Omar_Said"}
    s.report("a", "2025-05-01", meeting("m1", "rejected", "Not in Doha.", place="Doha", country="QA", **told))
    s.report("b", "2025-05-04", meeting("m1", "proposed", "Cairo offers.", place="Cairo", country="EG", **told))
    s.report("c", "2025-05-09", meeting("m1", "held", "They met in Oslo.", place="Oslo", country="NO",
                                        date_start="2025-05-08", **told))  # fmt: skip
    s.build()
    assert {r["place_name"]: (r["status"], r["n_reports"]) for r in s.rows("meetings")} == {
        "Doha": ("rejected", 1),
        "Cairo": ("proposed", 1),
        "Oslo": ("held", 1),
    }


def test_what_was_signed_in_the_night_is_one_accord_on_whichever_day_a_report_puts_it(tmp_path):
    s = scenario(tmp_path)
    told = {"kind": "framework", "place": "Doha"}
    s.report("a", "2025-05-02", agreement("a1", "signed", "Signed on May 2.", date_start="2025-05-02", **told))
    s.report("b", "2025-05-05", agreement("a1", "signed", "Signed on May 1.", date_start="2025-05-01", **told))
    s.report("c", "2025-05-09", agreement("a1", "signed", "Signed on May 8.", date_start="2025-05-08", **told))
    s.build()
    assert sorted(r["n_reports"] for r in s.rows("agreements")) == [1, 2]


def test_two_demands_that_hold_up_one_accord_are_two_where_they_have_no_word_in_common(tmp_path):
    s = scenario(tmp_path)
    told = {"addressee": "Chad", "conditioned": "agreement:a1"}
    accord = {"kind": "comprehensive"}
    s.report("a", "2025-05-01", agreement("a1", "proposed", "An accord.", **accord),
             condition("c1", "stated", "One.", demand="an_executive_premier_first", **told))  # fmt: skip
    s.report("b", "2025-05-03", agreement("a1", "proposed", "The accord.", **accord),
             condition("c1", "stated", "Two.", demand="a_separate_army_of_its_own", **told))  # fmt: skip
    s.build()
    assert [len(s.rows("agreements")), len(s.rows("conditions"))] == [1, 2]


def test_leaders_do_not_meet_in_a_city_where_both_sides_say_that_nothing_is_planned(tmp_path):
    s = scenario(tmp_path)
    told = {"place": "Doha", "country": "QA"}
    s.report("a", "2025-05-20", meeting("m1", "scheduled", "On June 4.", kind="summit", level="head_of_state",
                                        date_start="2025-06-04", **told))  # fmt: skip
    s.report("b", "2025-05-24", meeting("m1", "rejected", "Nothing is planned in Doha.", realis="denied", **told))
    s.build()
    assert [(row["status"], row["n_reports"]) for row in s.rows("meetings")] == [("rejected", 2)]


def test_what_is_called_off_is_not_what_was_only_told_as_done(tmp_path):
    s = scenario(tmp_path)
    told = {"kind": "summit", "level": "head_of_state"}
    s.report("a", "2025-05-20", meeting("m1", "held", "They met on May 19.", date_start="2025-05-19", **told))
    s.report("b", "2025-05-30", meeting("m1", "cancelled", "Their meeting is off.", **told))
    s.build()
    assert sorted(row["status"] for row in s.rows("meetings")) == ["cancelled", "held"]


def test_who_denies_a_meeting_in_a_city_speaks_of_what_was_told_as_held_there_and_not_of_a_plan(tmp_path):
    s = scenario(tmp_path)
    told = {"kind": "summit", "level": "head_of_state", "place": "Doha", "country": "QA"}
    s.report("a", "2025-04-20", meeting("m1", "proposed", "Perhaps in May.", **told, **MAY))
    s.report("b", "2025-06-20", meeting("m1", "held", "They met on June 19.", date_start="2025-06-19", **told))
    s.report("c", "2025-06-25", meeting("m1", "rejected", "They had not met in Doha.", **told))
    s.build()
    assert reports_by_day(s) == {"2025-05-01": 1, "2025-06-19": 2}
