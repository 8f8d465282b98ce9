"""Panels: what is counted in which month, which months have a row, and when a condition stood."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.synthetic_release import SyntheticRelease
from pipelines.corrections.recording import retract
from pipelines.tables.panels import panel_rows
from pipelines.tables.spells import spell_rows
from pipelines.validation.checks import all_checks
from pipelines.validation.tableset import Row, TableSet
from schemas.catalogue import TABLES
from schemas.codes import codes
from schemas.panel_tables import PANEL_TABLES
from tests.corrections.sheets import correct, line, only
from tests.scenario import Scenario, agreement, condition, meeting


def told(rows: Sequence[Row], *columns: str) -> list[tuple]:
    """Cells of rows, months as YYYY-MM."""
    return [tuple(f"{v:%Y-%m}" if isinstance(v, date) else v for v in (r[c] for c in columns)) for r in rows]


def test_every_month_from_the_first_report_to_the_last_has_a_row_with_zeros(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2024-11-20", meeting("m1", "held", "They met.", date_start="2024-11-19", level="envoy"))
    s.report("b", "2025-02-03", meeting("m1", "held", "They met again.", date_start="2025-02-01", level="minister"))
    s.build()
    rows = s.rows("process_months")
    assert told(rows, "month", "year", "is_covered", "n_reports", "meetings_held", "highest_level") == [
        ("2024-11", 2024, True, 1, 1, "envoy"),
        ("2024-12", 2024, True, 0, 0, None),
        ("2025-01", 2025, True, 0, 0, None),
        ("2025-02", 2025, True, 1, 1, "minister"),
    ]
    assert all(r["month"].day == 1 for r in rows)


def test_what_is_dated_outside_the_reports_has_a_row_that_says_so(tmp_path: Path):
    """A recap of 1998 and a plan for next year do not stretch the panel over months that nobody reported on."""
    s = Scenario(tmp_path / "home")
    sides = {"parties": "Northland;Rivermark"}
    s.report(
        "a",
        "2025-03-05",
        meeting("m1", "held", "They had met in 1998.", date_start="1998-06-02", **sides),
        meeting("m2", "scheduled", "They will meet.", date_start="2026-01-10", place="Doha", **sides),
    )
    s.build()
    rows = s.rows("process_months")
    assert told(rows, "month", "is_covered", "meetings_held", "meetings_scheduled") == [
        ("1998-06", False, 1, 0),
        ("2025-03", True, 0, 0),
        ("2026-01", False, 0, 1),
    ]


def test_a_date_counts_where_it_is_known_to_the_month(tmp_path: Path):
    told_of = {
        "day": ("2025-05-16", "2025-05-16", "2025-05"),
        "range": ("2025-04-29", "2025-05-02", "2025-04"),
        "week": ("2025-04-28", "2025-05-04", "2025-04"),
        "month": ("2025-05-01", "2025-05-31", "2025-05"),
        "quarter": ("2025-04-01", "2025-06-30", None),
        "year": ("2025-01-01", "2025-12-31", None),
    }
    s = Scenario(tmp_path / "home")
    for precision, (first, last, _) in told_of.items():
        dates = {"date_start": first, "date_end": last, "date_precision": precision}
        given = {"parties": f"{precision}_north;{precision}_south", **dates}
        met = meeting("m1", "held", f"They met, {precision}.", **given)
        signed = agreement("a1", "signed", f"They signed, {precision}.", **given)
        s.report(precision, "2026-01-20", met, signed)
    s.build()
    for precision, (_, _, month) in told_of.items():
        rows = [r for r in s.rows("dyad_months") if r["actor_a_id"] == f"x-{precision}-north"]
        assert rows
        for column in ("meetings_held", "agreements_reached", "agreements_signed"):
            counted = [f"{r['month']:%Y-%m}" for r in rows if r[column]]
            assert counted == ([month] if month else []), (precision, column)


def test_a_meeting_counts_by_its_last_status_and_by_level_kind_and_mediation(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report(
        "a",
        "2025-05-20",
        meeting("m1", "held", "The leaders met.", kind="summit", level="head_of_state", date_start="2025-05-02"),
        meeting("m2", "held", "Experts met.", level="technical", date_start="2025-05-09", mediator="Qatar"),
        meeting("m3", "held", "They spoke.", kind="phone_call", date_start="2025-05-11"),
        meeting("m4", "cancelled", "It will not be.", date_start="2025-05-19", place="Doha"),
    )
    s.build()
    (row,) = s.rows("process_months")
    assert {name: row[name] for name in row if name.startswith(("meetings_", "held_")) and row[name]} == {
        "meetings_held": 3,
        "meetings_cancelled": 1,
        "held_head_of_state": 1,
        "held_technical": 1,
        "held_unspecified": 1,
        "held_talks": 2,
        "held_mediated": 1,
    }
    assert row["highest_level"] == "head_of_state"


def test_a_pair_counts_what_both_are_party_to_and_no_person_or_mediator(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report(
        "a",
        "2025-05-20",
        meeting("m1", "held", "They met.", parties="Northland;Rivermark;Saltmere", absent="Saltmere", mediator="Qatar",
                person="Ali_Musa", person_actor="Northland", date_start="2025-05-02"),
        agreement("a1", "signed", "They signed.", parties="Northland;Rivermark", date_start="2025-05-02"),
        condition("c1", "stated", "Not before that.", holder="Rivermark", addressee="Northland"),
    )  # fmt: skip
    s.build()
    rows = s.rows("dyad_months")
    assert {(r["actor_a_id"], r["actor_b_id"]) for r in rows} == {("x-northland", "x-rivermark")}
    columns = ("meetings_held", "held_mediated", "agreements_signed", "conditions_open")
    assert [sum(r[name] for r in rows) for name in columns] == [1, 1, 1, 1]
    assert {r["n_reports"] for r in rows} == {1}


def test_an_agreement_counts_once_a_step_and_by_the_report_where_it_is_only_said(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-02", agreement("a1", "proposed", "A truce is tabled.", kind="comprehensive"))
    s.report(
        "b", "2025-04-03", agreement("a1", "agreed", "They agreed.", kind="comprehensive", date_start="2025-04-02")
    )
    s.report(
        "c", "2025-05-09", agreement("a1", "signed", "They signed.", kind="comprehensive", date_start="2025-05-08")
    )
    s.report(
        "d", "2025-05-20", agreement("a1", "signed", "They have signed.", kind="comprehensive", date_start="2025-05-08")
    )
    s.report("e", "2025-06-05", agreement("a1", "violated", "Shells fell.", kind="comprehensive"))
    s.report("f", "2025-07-05", agreement("a1", "violated", "Shells fell again.", kind="comprehensive"))
    s.build()
    assert len(s.rows("agreements")) == 1
    steps = ("proposed", "reached", "signed", "violated", "terminated")
    assert told(s.rows("process_months"), "month", *(f"agreements_{step}" for step in steps)) == [
        ("2025-03", 1, 0, 0, 0, 0),
        ("2025-04", 0, 1, 0, 0, 0),
        ("2025-05", 0, 0, 1, 0, 0),
        ("2025-06", 0, 0, 0, 1, 0),
        ("2025-07", 0, 0, 0, 0, 0),
    ]


def test_a_condition_stands_until_it_is_met_or_withdrawn(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    given = {"holder": "Chad", "addressee": "Sudan"}
    s.report("a", "2025-03-05", condition("c1", "stated", "Troops leave first.", **given))
    s.report("b", "2025-03-20", condition("c1", "rejected", "We will not leave.", **given))
    s.report("c", "2025-05-04", condition("c1", "withdrawn", "They dropped that.", **given))
    s.report("d", "2025-06-10", condition("c1", "stated", "Troops leave first, again.", **given))
    s.report("e", "2025-07-01", meeting("m1", "held", "They met.", date_start="2025-07-01"))
    s.build()
    one, two = s.rows("condition_spells")
    assert (one["spell"], one["started_on"], one["rejected_on"], one["ended_on"], one["end_reason"], one["days"]) == (
        *(1, date(2025, 3, 5), date(2025, 3, 20), date(2025, 5, 4), "withdrawn", 60),
    )
    assert (two["spell"], two["started_on"], two["ended_on"], two["is_censored"]) == (2, date(2025, 6, 10), None, True)
    assert (two["observed_until"], two["days"]) == (date(2025, 7, 1), 21)
    columns = ("conditions_stated", "conditions_rejected", "conditions_withdrawn", "conditions_open")
    assert told(s.rows("process_months"), "month", *columns) == [
        ("2025-03", 1, 1, 0, 1),
        ("2025-04", 0, 0, 0, 1),
        ("2025-05", 0, 0, 1, 0),
        ("2025-06", 1, 0, 0, 1),
        ("2025-07", 0, 0, 0, 1),
    ]


def test_a_condition_first_heard_of_when_it_was_met_is_left_censored(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", condition("c1", "met", "The troops that had to leave have left."))
    s.build()
    (spell,) = s.rows("condition_spells")
    assert (spell["started_on"], spell["ended_on"], spell["days"], spell["is_censored"]) == (
        *(None, date(2025, 3, 5), None, False),
    )
    (row,) = s.rows("process_months")
    assert (row["conditions_stated"], row["conditions_met"], row["conditions_open"]) == (0, 1, 0)


def test_a_withdrawn_report_leaves_no_trace_in_the_panels(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-04"))
    s.build()
    before = {table.name: s.rows(table.name) for table in PANEL_TABLES}
    s.report("b", "2025-06-05", condition("c1", "stated", "Not before that.", holder="Chad", addressee="Sudan"))
    s.build()
    assert len(s.rows("process_months")) == 4
    report_id = next(r["report_id"] for r in s.rows("reports") if r["published_on"] == date(2025, 6, 5))
    retract(s.ledger, report_id, reason="withdrawn", author=None, decided_on=date(2025, 6, 6), cause="test")
    s.build()
    assert {table.name: s.rows(table.name) for table in PANEL_TABLES} == before


def test_panels_are_not_told_again_among_the_changes(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", meeting("m1", "held", "They met.", date_start="2025-03-04"))
    s.build()
    s.report("b", "2025-06-05", meeting("m1", "held", "They met again.", date_start="2025-06-04"))
    s.build()
    changed = {c["table_name"] for c in s.rows("changes")}
    assert "meetings" in changed and not changed & {table.name for table in PANEL_TABLES}


def test_a_person_s_decision_counts_in_the_panels(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", agreement("a1", "agreed", "They agreed.", date_start="2025-03-04"))
    s.build()
    assert only(s.rows("process_months"))["agreements_signed"] == 0
    agreement_id = only(s.rows("agreements"))["agreement_id"]
    given = {"field": "status", "old_value": "agreed", "new_value": "signed"}
    correct(s, line("override", table_name="agreements", record_id=agreement_id, **given))
    (row,) = s.rows("process_months")
    assert (f"{row['month']:%Y-%m}", row["agreements_reached"], row["agreements_signed"]) == ("2025-03", 1, 1)


def test_a_decision_of_an_earlier_day_than_the_report_ends_no_spell_before_it_began(tmp_path: Path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-07-05", condition("c1", "stated", "Troops leave first."))
    s.build()
    condition_id = only(s.rows("conditions"))["condition_id"]
    given = {"field": "status", "old_value": "stated", "new_value": "met", "decided_on": "2025-06-30"}
    correct(s, line("override", table_name="conditions", record_id=condition_id, **given))
    (spell,) = s.rows("condition_spells")
    assert (spell["started_on"], spell["ended_on"], spell["days"]) == (date(2025, 7, 5), date(2025, 7, 5), 0)


def alter(tables: TableSet, name: str, column: str, value: object) -> TableSet:
    rows = [dict(row) for row in tables.rows(name)]
    rows[0][column] = value
    others = {n: tables.table(n) for n in TABLES if n != name and tables.has(n)}
    return TableSet.of({**others, name: pa.Table.from_pylist(rows, schema=TABLES[name].arrow_schema())})


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> TableSet:
    """A release with a meeting and a condition."""
    s = Scenario(tmp_path_factory.mktemp("sound") / "home")
    s.report(
        "a",
        "2025-03-05",
        meeting("m1", "held", "They met.", date_start="2025-03-04"),
        condition("c1", "stated", "Not before that.", holder="Chad", addressee="Sudan"),
    )
    s.build()
    return s.tables()


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        ("process_months", "meetings_held", 7, "7 meetings are counted, 1 stand in meetings"),
        ("process_months", "held_envoy", 7, "meetings held are counted by level"),
        ("dyad_months", "meetings_held", 7, "meetings held are counted by level"),
        ("dyad_months", "actor_a_id", "ZZZ", "not in order"),
        ("condition_spells", "is_censored", False, "does not fit the status"),
        ("condition_spells", "spell", 2, "not numbered"),
        ("condition_spells", "days", -1, "ends before it begins"),
    ],
)
def test_panels_that_do_not_add_up_are_found(sound: TableSet, table, column, value, message):
    checks = [c for c in all_checks() if c.table == table and c.concern in ("counts", "pairs", "spells")]
    assert [f for c in checks for f in c.run(sound, dict)] == []
    altered = alter(sound, table, column, value)
    assert any(message in f.message and f.severity == "error" for c in checks for f in c.run(altered, dict))


STEPS = st.lists(st.sampled_from(codes("condition_status")), min_size=1, max_size=8)


@given(STEPS, st.data())
def test_the_last_spell_is_open_while_the_condition_stands(statuses, data):
    days = data.draw(st.lists(st.dates(date(2025, 1, 1), date(2025, 12, 31)), min_size=8, max_size=8))
    steps = [
        {"condition_id": "c", "seq": n, "status": status, "effective_date": None, "reported_on": day, "counted": True}
        for n, (status, day) in enumerate(zip(statuses, days, strict=False))
    ]
    names = ("holder_actor_id", "addressee_actor_id", "kind", "conditioned_type")
    row = {"condition_id": "c", "process_id": "p", "last_reported_on": max(days), **dict.fromkeys(names, "x")}
    spells = spell_rows({"conditions": [row], "condition_status_history": steps, "meetings": [], "agreements": []})
    assert [s["is_censored"] for s in spells] == [False] * (len(spells) - 1) + [
        statuses[-1] not in ("met", "withdrawn")
    ]
    edges = [d for s in spells for d in (s["started_on"], s["ended_on"]) if d]
    assert edges == sorted(edges) and all(s["days"] is None or s["days"] >= 0 for s in spells)


def test_any_release_s_panels_add_up_month_by_month():
    """Rows of hundreds of records: what is open at the end of a month is what began less what ended until then."""
    tables = SyntheticRelease((40, 7, 1)).tables()
    rows = panel_rows({name: tables.rows(name) for name in TABLES if tables.has(name)})
    open_now: dict[str, int] = {}
    for row in sorted(rows["process_months"], key=lambda r: (r["process_id"], r["month"])):
        process = row["process_id"]
        ended = sum(
            month(s["ended_on"]) == row["month"] and s["started_on"] is not None
            for s in rows["condition_spells"]
            if s["process_id"] == process and s["ended_on"]
        )
        open_now[process] = open_now.get(process, 0) + row["conditions_stated"] - ended
        assert row["conditions_open"] == open_now[process]
    for panel in ("process_months", "dyad_months"):
        table = TABLES[panel]
        keys = [tuple(r[k] for k in table.key) for r in rows[panel]]
        assert len(keys) == len(set(keys)) > 0
        assert all(set(r) == set(table.column_names) for r in rows[panel])


def month(day: date) -> date:
    return day.replace(day=1)
