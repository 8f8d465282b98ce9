"""Corrections of values: an override stands where its old value stood, and whatever hangs on the value follows."""

from pathlib import Path

import pytest

from tests.corrections.sheets import correct, line, lint, only, statuses
from tests.marked_text import MarkedTextCoder
from tests.scenario import Scenario, agreement, condition, meeting


@pytest.fixture
def s(tmp_path: Path) -> Scenario:
    """Two reports of one meeting, one of which also tells of an agreement and a condition."""
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "They met in Doha.", date_start="2025-03-05", place="Doha"))
    s.report(
        "b",
        "2025-03-06",
        meeting("m1", "held", "The two met.", date_start="2025-03-05", place="Doha"),
        agreement(
            "a1", "agreed", "A truce of 30 days.", date_start="2025-03-05", provision_kind="ceasefire",
            provision_quantity="30", provision_unit="days", provision_basis="total",
        ),
        condition("c1", "stated", "Only if troops leave.", addressee="Chad"),
    )  # fmt: skip
    s.build()
    return s


def on(s: Scenario, **cells: str) -> dict[str, str]:
    """An override of the scenario's meeting."""
    return line("override", table_name="meetings", record_id=only(s.rows("meetings"))["meeting_id"], **cells)


def test_an_override_stands_and_the_losers_stay_visible(s):
    change = on(s, field="place_name", old_value="Doha", new_value="Cairo")
    examined = correct(s, change)
    row = only(s.rows("meetings"))
    assert (row["place_name"], row["place_id"] != "", statuses(s)) == ("Cairo", True, ["applied"])
    told = [p for p in s.rows("field_provenance") if p["table_name"] == "meetings" and p["field"] == "place_name"]
    assert [(p["value"], p["chosen"], p["policy"]) for p in told] == [
        ("Cairo", True, "human"), ("Doha", False, "human"), ("Doha", False, "human"),
    ]  # fmt: skip
    assert told[0]["correction_id"] == examined[0].line.correction.correction_id
    assert row["ledger_position"] == only(s.rows("corrections"))["ledger_position"]


def test_an_override_whose_old_value_is_gone_is_reported_and_not_applied(s):
    correct(s, on(s, field="place_name", old_value="Geneva", new_value="Cairo"))
    assert (only(s.rows("meetings"))["place_name"], statuses(s)) == ("Doha", ["conflicting"])
    finding = only(s.rows("findings"))
    assert (finding["check"], finding["severity"]) == ("corrections_standing", "warning")
    assert "the value is now 'Doha', not 'Geneva'" in finding["message"]


def test_an_override_that_says_what_stands_already_is_redundant(s):
    correct(s, on(s, field="place_name", old_value="Geneva", new_value="Doha"))
    assert statuses(s) == ["redundant"]


def test_overrides_apply_in_the_order_of_the_ledger(s):
    first, second = (
        on(s, field="place_name", old_value="Doha", new_value="Cairo"),
        on(s, field="place_name", old_value="Cairo", new_value="Geneva"),
    )
    correct(s, first, second)
    assert (only(s.rows("meetings"))["place_name"], statuses(s)) == ("Geneva", ["applied", "applied"])


def test_an_override_goes_stale_when_the_reports_change_their_mind(s):
    correct(s, on(s, field="place_name", old_value="Doha", new_value="Cairo"))
    for name in ("c", "d", "e"):
        s.report(name, "2025-03-07", meeting("m1", "held", f"Met ({name}).", date_start="2025-03-05", place="Geneva"))
    s.build()
    assert (only(s.rows("meetings"))["place_name"], statuses(s)) == ("Geneva", ["conflicting"])


def test_a_status_that_a_person_sets_adds_a_line_to_the_history(s):
    correct(s, on(s, field="status", old_value="held", new_value="cancelled"))
    last = s.rows("meeting_status_history")[-1]
    assert (last["status"], last["report_id"], last["claim_id"], last["counted"]) == ("cancelled", None, None, True)
    assert last["reported_on"].isoformat() == "2025-06-30"
    assert only(s.rows("corrections"))["correction_id"] in last["reason"]
    assert only(s.rows("meetings"))["status"] == "cancelled"


def test_a_later_repetition_does_not_undo_a_status_and_a_later_step_goes_on_from_it(s):
    correct(s, on(s, field="status", old_value="held", new_value="cancelled"))
    s.report("c", "2025-07-01", meeting("m1", "held", "As known, they met.", date_start="2025-03-05", place="Doha"))
    s.build()
    assert only(s.rows("meetings"))["status"] == "cancelled"
    line_ = meeting("m1", "scheduled", "It will be made up for.", date_start="2025-03-05", place="Doha")
    s.report("d", "2025-07-02", line_)
    s.build()
    assert only(s.rows("meetings"))["status"] == "scheduled"


def test_a_step_that_says_again_what_was_corrected_does_not_count(s):
    asked = only(s.rows("conditions"))["condition_id"]
    of = dict(table_name="conditions", record_id=asked, field="status")
    correct(s, line("override", **of, old_value="stated", new_value="withdrawn"))
    s.report("c", "2025-07-01", condition("c1", "stated", "Once more: only if troops leave.", addressee="Chad"))
    s.build()
    last = s.rows("condition_status_history")[-1]
    assert (only(s.rows("conditions"))["status"], last["status"], last["counted"]) == ("withdrawn", "stated", False)
    assert last["reason"].startswith("stated was corrected to withdrawn by x-")


def test_a_held_meeting_by_hand_passes_the_checks(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05"))
    s.build()
    correct(s, on(s, field="status", old_value="scheduled", new_value="held"))
    assert only(s.rows("meetings"))["status"] == "held"
    assert only(s.rows("meeting_participants")[:1])["attendance"] == "attended"


def test_dates_are_corrected_together_or_not_at_all(s):
    correct(s, on(s, field="date_end", old_value="", new_value="2025-03-04"))
    assert (only(s.rows("meetings"))["date_end"], statuses(s)) == (None, ["conflicting"])
    correct(s, on(s, field="date_start", old_value="2025-03-05", new_value="2025-03-03"))
    row = only(s.rows("meetings"))
    assert (row["date_start"].isoformat(), row["date_end"].isoformat()) == ("2025-03-03", "2025-03-04")
    assert statuses(s) == ["applied", "applied"]


def test_a_day_that_no_report_gives_is_a_day(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-06", meeting("m1", "held", "They met."))
    s.build()
    correct(s, on(s, field="date_start", old_value="", new_value="2025-03-05"))
    row = only(s.rows("meetings"))
    assert (row["date_start"].isoformat(), row["date_precision"]) == ("2025-03-05", "day")
    correct(s, on(s, field="date_start", old_value="2025-03-05", new_value=""))
    row = only(s.rows("meetings"))
    assert (row["date_start"], row["date_precision"]) == (None, None)


def test_members_are_added_and_set_and_their_rows_follow(s):
    meeting_id = only(s.rows("meetings"))["meeting_id"]
    add = line("add", table_name="meetings", record_id=meeting_id, field="mediator_names", new_value="Qatar")
    set_ = on(s, field="party_names", old_value="Sudan; Chad", new_value="Sudan; Egypt")
    again = line("add", table_name="meetings", record_id=meeting_id, field="party_names", new_value="Egypt")
    correct(s, add, set_, again)
    row = only(s.rows("meetings"))
    assert (row["party_names"], row["mediator_names"]) == ("Egypt; Sudan", "Qatar")
    named = {(p["actor_name"], p["role"], p["n_reports"]) for p in s.rows("meeting_participants")}
    assert named == {("Egypt", "party", 0), ("Sudan", "party", 2), ("Qatar", "mediator", 0)}
    assert statuses(s) == ["applied", "applied", "redundant"]


def test_a_confirmation_holds_while_the_value_does(s):
    meeting_id = only(s.rows("meetings"))["meeting_id"]
    of = dict(table_name="meetings", record_id=meeting_id)
    correct(
        s,
        line("confirm", **of, field="place_name", old_value="Doha"),
        line("confirm", **of, field="kind", old_value="summit"),
        line("confirm", **of),
    )
    assert statuses(s) == ["applied", "conflicting", "applied"]
    told = [p["policy"] for p in s.rows("field_provenance") if p["field"] == "place_name" and p["correction_id"]]
    assert told == ["human"]


def test_provisions_and_conditions_are_corrected_too(s):
    provision, asked = only(s.rows("provisions")), only(s.rows("conditions"))
    of = dict(table_name="provisions", record_id=provision["provision_id"])
    correct(
        s,
        line("override", **of, field="quantity", old_value="30.0", new_value="60"),
        line(
            "override", table_name="conditions", record_id=asked["condition_id"], field="holder_name",
            old_value="Sudan", new_value="Chad",
        ),
    )  # fmt: skip
    assert only(s.rows("provisions"))["quantity"] == 60.0
    assert only(s.rows("conditions"))["holder_actor_id"] != asked["holder_actor_id"]
    correct(s, line("reject", **of))
    assert (s.rows("provisions"), len(s.rows("agreements"))) == ([], 1)


def test_a_row_added_by_hand_stands_on_its_reason(s):
    values = "kind=talks | status=held | party_names=Sudan; Egypt | date_start=2025-04-02 | place_name=Geneva"
    examined = correct(s, line("add", table_name="meetings", new_value=values, reason="Seen in the minutes."))
    row = next(r for r in s.rows("meetings") if r["meeting_id"] == examined[0].verdict.row_id)
    assert (row["status"], row["evidence"], row["n_reports"]) == ("held", "Seen in the minutes.", 0)
    assert (row["party_names"], row["date_precision"], row["first_reported_on"]) == ("Egypt; Sudan", "day", None)
    history = [h for h in s.rows("meeting_status_history") if h["meeting_id"] == row["meeting_id"]]
    assert [(h["status"], h["effective_date"].isoformat(), h["claim_id"]) for h in history] == [
        ("held", "2025-04-02", None)
    ]
    of = dict(table_name="meetings", record_id=row["meeting_id"])
    correct(s, line("override", **of, field="place_name", old_value="Geneva", new_value="Cairo"))
    assert next(r for r in s.rows("meetings") if r["meeting_id"] == row["meeting_id"])["place_name"] == "Cairo"


def test_corrections_survive_another_version_of_the_coder(s):
    correct(s, on(s, field="place_name", old_value="Doha", new_value="Cairo"))
    before = s.rows("meetings")
    s.coder = MarkedTextCoder(version="2")
    s.build()
    assert (s.rows("meetings"), statuses(s)) == (before, ["applied"])


def test_a_correction_of_a_row_that_the_coder_no_longer_finds_is_orphaned(s):
    correct(s, on(s, field="place_name", old_value="Doha", new_value="Cairo"))
    s.coder = MarkedTextCoder(version="2", drop="meeting")
    s.build()
    assert (s.rows("meetings"), statuses(s)) == ([], ["orphaned"])
    assert [f["severity"] for f in s.rows("findings")] == ["warning"]


def test_lint_says_what_would_happen_and_changes_nothing(s):
    head = s.ledger.head()
    good = on(s, field="place_name", old_value="Doha", new_value="Cairo")
    unknown = line("confirm", table_name="meetings", record_id="m-nowhere000")
    examined = lint(s, good, on(s, field="kind", old_value="summit", new_value="other"), unknown)
    assert [e.verdict and e.verdict.status for e in examined] == ["applied", "conflicting", None]
    assert "is unknown" in examined[2].faults[0].what and "copy the id" in examined[2].faults[0].mend
    assert s.ledger.head() == head


def test_a_name_that_is_no_canonical_one_gets_a_hint(s):
    (examined,) = lint(s, on(s, field="party_names", old_value="Chad; Sudan", new_value="Chad; Khartoum"))
    assert examined.note is not None and "did you mean Sudan?" in examined.note
