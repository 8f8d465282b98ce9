"""Tracks of one process, and accords in force: what the same sides do on another matter is another thing."""

from tests.scenario import Scenario, agreement, meeting

MAY = {"date_start": "2025-05-01", "date_end": "2025-05-31", "date_precision": "month"}


def scenario(tmp_path):
    return Scenario(tmp_path / "home")


def test_rounds_of_one_number_on_two_matters_are_two_meetings(tmp_path):
    s = scenario(tmp_path)
    told = {"round_number": "2", **MAY}
    s.report("a", "2025-04-20", meeting("m1", "scheduled", "The second round on prisoners.", track="prisoners", **told))
    s.report("b", "2025-04-24", meeting("m1", "scheduled", "The second round of officers.", track="military", **told))
    s.build()
    assert [r["n_reports"] for r in s.rows("meetings")] == [1, 1]


def test_a_report_that_tells_no_matter_speaks_of_the_meeting_that_fits(tmp_path):
    s = scenario(tmp_path)
    told = {"round_number": "2", **MAY}
    s.report("a", "2025-04-20", meeting("m1", "scheduled", "The second round on prisoners.", track="prisoners", **told))
    s.report("b", "2025-04-24", meeting("m1", "scheduled", "The second round.", **told))
    s.build()
    assert [r["n_reports"] for r in s.rows("meetings")] == [2]


def test_what_is_only_proposed_is_not_what_was_signed_before(tmp_path):
    s = scenario(tmp_path)
    told = {"kind": "prisoner_exchange", "provision_kind": "prisoner_exchange"}
    s.report("a", "2025-04-20", agreement("a1", "signed", "They signed it.", date_start="2025-04-19", **told))
    s.report("b", "2025-05-10", agreement("a1", "proposed", "A first exchange was suggested.", **told))
    s.build()
    assert sorted(r["status"] for r in s.rows("agreements")) == ["proposed", "signed"]


def test_what_was_proposed_is_what_was_signed_after(tmp_path):
    s = scenario(tmp_path)
    told = {"kind": "prisoner_exchange", "provision_kind": "prisoner_exchange"}
    s.report("a", "2025-04-10", agreement("a1", "proposed", "An exchange was suggested.", **told))
    s.report("b", "2025-04-20", agreement("a1", "signed", "They signed it.", date_start="2025-04-19", **told))
    s.build()
    assert [(r["status"], r["n_reports"]) for r in s.rows("agreements")] == [("signed", 2)]
