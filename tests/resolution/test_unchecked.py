"""Reports that nobody checked: what they can tell alone, and what they cannot do to what others report."""

import pytest

from pipelines.resolution.unchecked import is_unchecked
from tests.scenario import Scenario, meeting

BY_MACHINE = "This digest was compiled by software from public posts."
APRIL = {"date_start": "2025-04-01", "date_end": "2025-04-30", "date_precision": "month"}


def scenario(tmp_path):
    return Scenario(tmp_path / "home")


@pytest.mark.parametrize(
    "text",
    [
        "AUTO-SUMMARY (Loop) - Big news.",
        "The overview was generated from several sources.",
        "All of this was automatically translated.",
        "We do not verify the articles that we condense.",
        "This daily digest is compiled by software.",
    ],
)
def test_a_text_that_says_that_a_machine_made_it_is_unchecked(text):
    assert is_unchecked(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "The mission could not verify the claim.",
        "The list was compiled by the Red Cross from several sources.",
        "An automatic ceasefire will follow.",
        "Observers did not check the convoys.",
        "The summary of the talks was written by the envoy.",
    ],
)
def test_a_report_about_machines_and_checks_is_not(text):
    assert not is_unchecked(text, None)


def test_an_outlet_of_low_reliability_is_unchecked():
    assert is_unchecked("They met.", "Sputnik") and not is_unchecked("They met.", "Reuters")


def test_what_nobody_checked_completes_no_plan_of_others(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-20", meeting("m1", "proposed", "In April.", kind="summit", **APRIL))
    s.report("b", "2025-04-22", meeting("m1", "held", "They met!", kind="summit", date_start="2025-04-21"), BY_MACHINE)
    s.report("c", "2025-05-05", meeting("m1", "rejected", "They did not meet on that day.", kind="summit",
                                        realis="denied", date_start="2025-04-21"))  # fmt: skip
    s.build()
    assert sorted((r["status"], r["n_reports"]) for r in s.rows("meetings")) == [("proposed", 1), ("rejected", 2)]


def test_a_step_that_only_an_unchecked_report_tells_does_not_count_beside_others(tmp_path):
    s = scenario(tmp_path)
    told = {"date_start": "2025-04-21", "place": "Doha"}
    s.report("a", "2025-04-10", meeting("m1", "scheduled", "On April 21.", **told))
    s.report("b", "2025-04-22", meeting("m1", "held", "They met!", person="Adam_Musa", **told), BY_MACHINE)
    s.build()
    (row,) = s.rows("meetings")
    assert (row["status"], row["has_conflict"], row["n_reports"]) == ("scheduled", True, 2)
    (held,) = [h for h in s.rows("meeting_status_history") if h["status"] == "held"]
    assert (held["counted"], held["reason"]) == (False, "told only by a report that nobody checked")
    assert [c["is_unchecked"] for c in s.rows("claims")] == [False, True]
    s.report("c", "2025-04-23", meeting("m1", "held", "They met.", **told))
    s.build()
    assert s.rows("meetings")[0]["status"] == "held"


def test_no_value_of_an_unchecked_report_stands_against_one_that_somebody_checked(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-10", meeting("m1", "scheduled", "In April.", place="Doha", **APRIL))
    s.report("b", "2025-04-12", meeting("m1", "scheduled", "In Cairo.", place="Cairo", person="Adam_Musa",
                                        **APRIL), BY_MACHINE)  # fmt: skip
    s.report("c", "2025-04-13", meeting("m1", "scheduled", "Cairo.", place="Cairo", **APRIL), BY_MACHINE)
    s.build()
    (row,) = s.rows("meetings")
    assert (row["place_name"], row["n_reports"]) == ("Doha", 3)


def test_what_only_unchecked_reports_tell_is_told_as_they_do(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-04-22", meeting("m1", "held", "They met!", date_start="2025-04-21"), BY_MACHINE)
    s.build()
    assert [r["status"] for r in s.rows("meetings")] == ["held"]


def test_a_meeting_that_only_unchecked_reports_announce_waits_for_somebody_else_to_speak_of_it(tmp_path):
    s = scenario(tmp_path)
    told = {"date_start": "2025-04-21", "place": "Doha", "kind": "summit"}
    s.report("a", "2025-04-10", meeting("m1", "scheduled", "They will meet in Doha!", **told), BY_MACHINE)
    s.build()
    assert s.rows("meetings") == []
    assert [c["quote"] for c in s.rows("claims")] == ["They will meet in Doha!"]
    s.report("b", "2025-04-12", meeting("m1", "rejected", "No such meeting is planned.", realis="denied", **told))
    s.build()
    assert [(r["status"], r["n_reports"]) for r in s.rows("meetings")] == [("rejected", 2)]
