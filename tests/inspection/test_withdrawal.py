"""Withdrawing a report, telling beforehand what that would do, and what sources take back by themselves."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.corrections.recording import UnknownReport, retract
from pipelines.inspection.difference import UnknownRelease, difference, impact
from pipelines.inspection.explanation import explain
from schemas.events import ReportRetracted
from tests.corrections.sheets import correct, line, only
from tests.scenario import Scenario, meeting


def withdraw(s: Scenario, name: str) -> None:
    report_id = next(r["report_id"] for r in s.rows("reports") if r["url"].endswith(f"/{name}"))
    retract(s.ledger, report_id, reason="fabricated", author="Ada", decided_on=date(2025, 7, 1), cause="test")


def report_ids(s: Scenario) -> dict[str, str]:
    return {r["url"].rpartition("/")[2]: r["report_id"] for r in s.rows("reports")}


@pytest.fixture
def s(tmp_path: Path) -> Scenario:
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05", place="Doha"))
    s.report("b", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Cairo"))
    s.build()
    return s


def test_a_withdrawn_report_backs_nothing_and_the_row_keeps_its_id(s):
    before = only(s.rows("meetings"))
    withdraw(s, "a")
    s.build()
    row = only(s.rows("meetings"))
    assert (row["meeting_id"], row["n_reports"], row["status"]) == (before["meeting_id"], 1, "held")
    assert row["ledger_position"] > before["ledger_position"]
    assert [h["status"] for h in s.rows("meeting_status_history")] == ["held"]


def test_a_row_that_nothing_else_backs_leaves_with_a_change(s):
    meeting_id = only(s.rows("meetings"))["meeting_id"]
    withdraw(s, "a")
    withdraw(s, "b")
    s.build()
    assert s.rows("meetings") == []
    removed = {(c["table_name"], c["record_id"]) for c in s.rows("changes") if c["kind"] == "removed"}
    assert ("meetings", meeting_id) in removed


def test_withdrawing_again_is_a_no_op_and_an_unknown_report_an_error(s):
    withdraw(s, "a")
    withdraw(s, "a")
    assert len(list(s.ledger.read(ReportRetracted))) == 1
    with pytest.raises(UnknownReport, match="r-nowhere"):
        retract(s.ledger, "r-nowhere", reason="x", author=None, decided_on=date(2025, 7, 1), cause="test")


def test_impact_tells_what_a_withdrawal_then_does(s):
    head = s.ledger.head()
    told = impact(s.ledger, s.coder, report_ids(s)["b"])
    assert s.ledger.head() == head
    changed = {(r["table_name"], r["field"]): (r["old_value"], r["new_value"]) for r in told if r["kind"] == "changed"}
    assert changed["meetings", "status"] == ("held", "scheduled")
    withdraw(s, "b")
    s.build()
    done = [{**r, "since_release": ""} for r in s.rows("changes") if r["record_id"] != report_ids(s)["b"]]
    key = ("table_name", "record_id", "field")
    assert sorted(told, key=lambda r: [r[k] for k in key]) == sorted(done, key=lambda r: [r[k] for k in key])
    assert impact(s.ledger, s.coder, report_ids(s)["b"]) == []
    with pytest.raises(UnknownReport):
        impact(s.ledger, s.coder, "r-nowhere")


def test_two_releases_are_compared_by_version_name_or_folder(s):
    s.report("c", "2025-03-07", meeting("m1", "held", "Met indeed.", date_start="2025-03-05", place="Cairo"))
    s.build()
    rows = difference(s.home, "26.1", "latest")
    assert {"n_reports", "n_independent_sources", "last_reported_on"} <= {r["field"] for r in rows}
    assert difference(s.home, str(s.home.releases / "26.1"), "26.2") == [
        {**r, "since_release": str(s.home.releases / "26.1")} for r in rows
    ]
    assert difference(s.home, "26.2", "latest") == []
    with pytest.raises(UnknownRelease, match=r"26\.1, 26\.2, latest"):
        difference(s.home, "25.9", "latest")


def denial(published: str, **more: str) -> tuple[str, str]:
    return published, meeting("m1", "held", "They did not meet.", date_start="2025-03-05", realis="denied")


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_a_source_takes_back_what_it_said_whichever_report_came_first(tmp_path, order):
    s = Scenario(tmp_path / "home")
    texts = {
        "a": ("2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05")),
        "b": denial("2025-03-08"),
    }
    for name in order:
        s.report(name, *texts[name], outlet="The Gazette")
        s.build()
    assert s.rows("meetings") == []
    claims = {c["quote"]: (c["status"], c["status_reason"]) for c in s.rows("claims")}
    assert claims["They met."] == ("superseded", f"denied by its own source in report {report_ids(s)['b']}")
    assert claims["They did not meet."] == ("live", None)


def test_copies_of_what_a_source_takes_back_go_with_it(tmp_path):
    s = Scenario(tmp_path / "home")
    words = meeting("m1", "held", "They met.", date_start="2025-03-05")
    s.report("a", "2025-03-06", words, outlet="The Gazette", voice="wire")
    s.report("b", "2025-03-06", words, outlet="Daily Copy", voice="wire")
    s.report("c", *denial("2025-03-08"), outlet="The Gazette")
    s.build()
    assert s.rows("meetings") == []


def test_another_source_s_denial_is_a_disagreement(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05"), outlet="The Gazette")
    s.report("b", *denial("2025-03-08"), outlet="Another")
    s.build()
    row = only(s.rows("meetings"))
    assert (row["status"], row["has_conflict"]) == ("held", True)


def test_what_a_source_says_anew_after_a_denial_stands(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", *denial("2025-03-06"), outlet="The Gazette")
    words = meeting("m1", "held", "They met after all.", date_start="2025-03-05")
    s.report("b", "2025-03-08", words, outlet="The Gazette")
    s.build()
    assert only(s.rows("meetings"))["status"] == "held"


def test_a_denial_of_what_nobody_said_founds_nothing_and_moves_nothing(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", *denial("2025-03-06"))
    s.report("b", "2025-03-20", meeting("m1", "held", "They met.", date_start="2025-03-19"))
    s.build()
    assert [c["record_id"] is None for c in s.rows("claims")].count(True) == 1
    assert len(s.rows("meetings")) == 1


def test_explain_names_corrections_and_what_would_change_a_value(s):
    row = only(s.rows("meetings"))
    found = explain(s.tables(), "26.1", row["meeting_id"], "place_name", lambda _: "x" * 2000)
    (field,) = found.fields
    assert (field.value, [(a.without, a.value) for a in field.alternatives]) == (
        "Cairo", [((report_ids(s)["b"],), "Doha")],
    )  # fmt: skip
    of = dict(table_name="meetings", record_id=row["meeting_id"], field="place_name")
    correct(s, line("override", **of, old_value="Cairo", new_value="Geneva", reason="the host says so"))
    found = explain(s.tables(), "26.2", row["meeting_id"], "place_name", lambda _: "x" * 2000)
    (field,), (decision,) = found.fields, found.decisions
    assert (decision.author, decision.reason, decision.status) == ("Ada", "the host says so", "applied")
    assert [(a.without, a.value) for a in field.alternatives] == [((decision.correction_id,), "Cairo")]


def test_explain_says_so_where_a_row_stands_on_one_report_alone(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05"))
    s.build()
    found = explain(s.tables(), "26.1", only(s.rows("meetings"))["meeting_id"], "status", lambda _: "x" * 2000)
    assert found.fields[0].alternatives[0].row_goes
