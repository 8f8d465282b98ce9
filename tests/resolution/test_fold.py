"""Claims of many reports become records: what joins, what stays apart, and why."""

from pathlib import Path

from tests.scenario import Scenario, agreement, condition, meeting


def scenario(tmp_path: Path) -> Scenario:
    return Scenario(tmp_path / "home")


def test_a_planned_meeting_and_its_report_are_one_record(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05", place="Doha"))
    s.report("b", "2025-03-05", meeting("m1", "held", "They met in Doha.", date_start="2025-03-05", place="Doha"))
    s.build()
    (row,) = s.rows("meetings")
    assert (row["status"], row["n_reports"], row["n_independent_sources"]) == ("held", 2, 2)
    steps = [(h["status"], h["reported_on"].isoformat(), h["counted"]) for h in s.rows("meeting_status_history")]
    assert steps == [("scheduled", "2025-03-01", True), ("held", "2025-03-05", True)]


def test_rescheduling_follows_the_meeting(tmp_path):
    s = scenario(tmp_path)
    s.report(
        "a", "2025-03-01", meeting("m1", "scheduled", "In Dubai on March 20.", date_start="2025-03-20", place="Dubai")
    )
    s.report(
        "b",
        "2025-03-18",
        meeting(
            "m1",
            "postponed",
            "Moved to July 10.",
            date_start="2025-07-10",
            original_date="2025-03-20",
            place="Abu_Dhabi",
        ),
    )
    s.report("c", "2025-07-10", meeting("m1", "held", "They met at last.", date_start="2025-07-10", place="Abu_Dhabi"))
    s.build()
    (row,) = s.rows("meetings")
    assert (row["status"], row["place_name"], row["date_start"].isoformat()) == ("held", "Abu Dhabi", "2025-07-10")
    assert [h["status"] for h in s.rows("meeting_status_history")] == ["scheduled", "postponed", "held"]


def test_two_rounds_in_one_city_stay_two(tmp_path):
    s = scenario(tmp_path)
    s.report(
        "a",
        "2025-05-16",
        meeting("m1", "held", "First round.", date_start="2025-05-16", place="Doha", round_number="1"),
    )
    s.report(
        "b",
        "2025-06-02",
        meeting("m1", "held", "Second round.", date_start="2025-06-02", place="Doha", round_number="2"),
    )
    s.build()
    assert len(s.rows("meetings")) == 2


def test_a_summit_and_the_round_of_delegations_on_one_day_stay_two(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-14", meeting("m1", "proposed", "A summit.", kind="summit", date_start="2025-05-15"))
    s.report("b", "2025-05-15", meeting("m1", "held", "Delegations met.", date_start="2025-05-15"))
    s.build()
    assert sorted(r["kind"] for r in s.rows("meetings")) == ["summit", "talks"]


def test_a_report_that_keeps_two_things_apart_is_believed(tmp_path):
    s = scenario(tmp_path)
    s.report(
        "a",
        "2025-05-20",
        meeting("m1", "proposed", "One offer.", place="Doha"),
        meeting("m2", "proposed", "Another offer.", place="Doha"),
    )
    s.build()
    assert len(s.rows("meetings")) == 2


def test_a_recap_finds_its_older_round(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-05-16", meeting("m1", "held", "First round.", date_start="2025-05-16", place="Doha"))
    s.report("b", "2025-06-02", meeting("m1", "held", "Second round.", date_start="2025-06-02", place="Doha"))
    s.report(
        "c",
        "2025-07-01",
        meeting("m1", "held", "In May they had met.", date_start="2025-05-01", date_end="2025-05-31",
                date_precision="month", is_background="true"),
    )  # fmt: skip
    s.build()
    by_date = {r["date_start"].isoformat(): r["n_reports"] for r in s.rows("meetings")}
    assert by_date == {"2025-05-16": 2, "2025-06-02": 1}


def test_each_decision_is_kept_with_its_reasons(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05"))
    s.report("b", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05"))
    s.build()
    judgements = {c["quote"]: c["judgement"] for c in s.rows("claims")}
    assert judgements["Talks on March 5."] == "founded"
    assert judgements["They met."].startswith("joined, score ") and "same_day" in judgements["They met."]


def test_a_denial_founds_no_record(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-06", meeting("m1", "held", "They did not meet.", date_start="2025-03-05", realis="denied"))
    s.build()
    assert s.rows("meetings") == []
    (claim,) = s.rows("claims")
    assert (claim["record_id"], claim["judgement"]) == (None, "a denial founds no record")


def test_an_agreement_names_the_meeting_and_a_condition_what_it_holds_up(tmp_path):
    s = scenario(tmp_path)
    s.report(
        "a",
        "2025-05-16",
        meeting("m1", "held", "They met.", date_start="2025-05-16", place="Doha"),
        agreement("a1", "agreed", "They agreed.", meeting="m1", date_start="2025-05-16"),
        condition("c1", "stated", "Only if troops leave.", conditioned="agreement:a1", conditioned_text="the_truce"),
    )
    s.build()
    (met,), (agreed,), (asked,) = s.rows("meetings"), s.rows("agreements"), s.rows("conditions")
    assert agreed["meeting_id"] == met["meeting_id"]
    assert (asked["conditioned_type"], asked["conditioned_id"]) == ("agreement", agreed["agreement_id"])


def test_ids_stay_when_the_ledger_grows_and_when_another_coder_version_reads_it(tmp_path):
    from tests.marked_text import MarkedTextCoder

    s = scenario(tmp_path)
    s.report("b", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-05"))
    s.build()
    before = {r["meeting_id"] for r in s.rows("meetings")}
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05"))
    s.build()
    assert {r["meeting_id"] for r in s.rows("meetings")} == before
    s.coder = MarkedTextCoder(version="2")
    s.build()
    assert {r["meeting_id"] for r in s.rows("meetings")} == before


def test_a_copy_speaks_of_what_its_original_speaks_of_however_little_it_says(tmp_path):
    s = scenario(tmp_path)
    words = meeting("m1", "held", "They met.")
    s.report("a", "2025-03-06", words, voice="wire")
    s.report("b", "2025-04-06", words, voice="wire")
    s.report("c", "2025-04-06", words)
    s.build()
    assert sorted(r["n_reports"] for r in s.rows("meetings")) == [1, 2]
    assert sorted(c["judgement"].partition(" r-")[0] for c in s.rows("claims")) == [
        "a copy of report", "founded", "founded",
    ]  # fmt: skip


def test_a_correction_takes_back_what_its_report_tells_otherwise_under_another_key(tmp_path):
    s = scenario(tmp_path)
    outlet = "The Nile Courier"
    signed = agreement("a1", "signed", "They signed a peace accord.", kind="comprehensive", date_start="2025-03-06")
    s.report("a", "2025-03-07", signed, outlet=outlet)
    wrong = agreement("a2", "signed", "We said that they had signed.", kind="comprehensive", date_start="2025-03-06",
                      realis="denied")  # fmt: skip
    right = agreement("a1", "under_negotiation", "The accord is being drafted.", kind="comprehensive")
    s.report("b", "2025-03-08", wrong, right, outlet=outlet)
    s.build()
    assert [row["status"] for row in s.rows("agreements")] == ["under_negotiation"]


REPRINTED = {"realis": "denied", "attributed_to": "Lake_Herald"}
MET = {"kind": "summit", "place": "Doha", "date_start": "2025-03-05"}
TAKEN_BACK = meeting("m1", "held", "We had it from the Herald.", **REPRINTED, **MET)


def test_an_outlet_that_had_it_from_another_takes_back_what_that_one_told(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-06", meeting("m1", "held", "They met in Doha.", **MET), outlet="The Lake Herald")
    s.build()
    assert [r["status"] for r in s.rows("meetings")] == ["held"]
    s.report("b", "2025-03-09", TAKEN_BACK, outlet="The Nile Courier")
    s.build()
    assert s.rows("meetings") == []
    assert len(s.rows("claims")) == 2
    s.report("c", "2025-03-10", meeting("m1", "held", "They did meet.", **MET), outlet="The Sea Times")
    s.build()
    assert [(r["status"], r["has_conflict"]) for r in s.rows("meetings")] == [("held", True)]


def test_copies_of_what_an_outlet_had_from_another_are_taken_back_too(tmp_path):
    s = scenario(tmp_path)
    told = meeting("m1", "held", "They met in Doha.", **MET)
    s.report("a", "2025-03-06", told, outlet="The Lake Herald", voice="lake")
    s.report("b", "2025-03-07", told, outlet="The Lake Evening", voice="lake")
    s.report("c", "2025-03-09", TAKEN_BACK, outlet="The Nile Courier")
    s.build()
    assert s.rows("meetings") == []


def test_what_the_other_outlet_tells_anew_stands(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-09", TAKEN_BACK, outlet="The Nile Courier")
    s.report("b", "2025-03-10", meeting("m1", "held", "They did meet.", **MET), outlet="The Lake Herald")
    s.build()
    assert [r["status"] for r in s.rows("meetings")] == ["held"]


def test_a_place_that_another_outlet_takes_back_leaves_the_meeting(tmp_path):
    s = scenario(tmp_path)
    met = {"kind": "summit", "date_start": "2025-03-05"}
    s.report("a", "2025-03-06", meeting("m1", "held", "They met in Doha.", place="Doha", **met),
             outlet="The Lake Herald")  # fmt: skip
    s.report("b", "2025-03-09", meeting("m1", "held", "We said that they had met in Muscat.", realis="denied",
                                        place="Muscat", **met), outlet="The Nile Courier")  # fmt: skip
    s.build()
    assert [(r["status"], r["place_name"]) for r in s.rows("meetings")] == [("held", "Doha")]
