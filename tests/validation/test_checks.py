"""Checks on staged tables: each fault of ours is found where it stands, and keeps a release from being published."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.release.parquet import write_table
from pipelines.release.promotion import ReleaseBlocked, promote
from pipelines.release.staging import Build
from pipelines.tables.assembly import to_arrow
from pipelines.validation.checks import all_checks, run_checks
from pipelines.validation.structure_checks import check_references
from pipelines.validation.tableset import Row, TableSet
from tests.scenario import NOW, Scenario, agreement, condition, meeting


def staged(tmp_path: Path) -> tuple[Scenario, Build]:
    """A home with one release, and a second build staged on top of it."""
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5 in Doha.", date_start="2025-03-05"))
    s.build()
    s.report(
        "b",
        "2025-03-06",
        meeting("m1", "held", "They met on Wednesday.", date_start="2025-03-05", person="Ada_Doe"),
        agreement("a1", "agreed", "They agreed on a truce.", provision_kind="ceasefire", meeting="m1"),
        condition("c1", "stated", "Only if troops leave.", conditioned="agreement:a1", addressee="Chad"),
    )
    s.receive()
    return s, s.stage()


def alter(build: Build, table: str, change: Callable[[list[Row]], None]) -> None:
    rows = [dict(row) for row in build.tables.rows(table)]
    change(rows)
    write_table(to_arrow(table, rows), build.tables_folder / f"{table}.parquet")


def set_value(column: str, value: object) -> Callable[[list[Row]], None]:
    def change(rows: list[Row]) -> None:
        rows[0][column] = value

    return change


def test_what_columns_prove_is_not_read_row_by_row(tmp_path, monkeypatch):
    # no correction has been made, so that the column that names them is empty
    _, build = staged(tmp_path)
    read = []
    monkeypatch.setattr(TableSet, "rows", lambda tables, name: read.append(name) or tables.table(name).to_pylist())
    assert list(check_references("field_provenance", TableSet(build.tables_folder))) == []
    assert read == []


def test_an_undisturbed_build_has_no_findings(tmp_path):
    _, build = staged(tmp_path)
    assert run_checks(build.tables, build.texts) == []


FAULTS = [
    ("agreements", set_value("meeting_id", "m-nowhere000"), "agreements_references"),
    ("conditions", set_value("conditioned_id", "a-nowhere000"), "conditions_references"),
    ("claims", set_value("record_id", "m-nowhere000"), "claims_references"),
    ("claims", set_value("quote", "They signed."), "claims_quotes"),
    ("meetings", set_value("evidence", "They embraced."), "meetings_evidence"),
    ("meetings", set_value("place_name", "Cairo"), "meetings_backing"),
    ("meetings", set_value("party_names", "Chad; Egypt; Sudan"), "meetings_backing"),
    ("provisions", set_value("quantity", 7.0), "provisions_backing"),
    ("meeting_status_history", set_value("status", "held"), "meeting_status_history_backing"),
    ("meetings", set_value("kind", "picnic"), "meetings_codes"),
    ("meetings", lambda rows: rows.append(dict(rows[0])), "meetings_keys"),
    ("reports", set_value("status", "retracted"), "claims_retracted"),
    ("report_records", set_value("report_id", "r-nowhere000"), "report_records_references"),
]


@pytest.mark.parametrize(("table", "change", "check"), FAULTS, ids=[f[2] for f in FAULTS])
def test_a_fault_in_a_staged_table_blocks_the_release_and_is_named(tmp_path, table, change, check):
    s, build = staged(tmp_path)
    before = s.home.latest.resolve()
    alter(build, table, change)
    assert check in {f.check for f in run_checks(build.tables, build.texts) if f.severity == "error"}
    with pytest.raises(ReleaseBlocked, match="blocking findings"):
        promote(build, now=NOW, cause="test")
    assert s.home.latest.resolve() == before
    assert sorted(p.name for p in s.home.releases.iterdir()) == [before.name, "latest"]


@pytest.mark.parametrize("names", ["Chad;Sudan", "Sudan; Chad", "Chad; Sudan; ", "Chad"])
def test_a_list_written_another_way_is_backed_by_the_same_claims(tmp_path, names):
    _, build = staged(tmp_path)
    alter(build, "meetings", set_value("party_names", names))
    assert [f for f in run_checks(build.tables, build.texts) if f.check == "meetings_backing"] == []


@pytest.mark.parametrize("names", ["Chad; Egypt", "Egypt", "chad", "Chad, Sudan"])
def test_each_member_of_a_list_that_nothing_backs_is_named(tmp_path, names):
    _, build = staged(tmp_path)
    alter(build, "meetings", set_value("party_names", names))
    (finding,) = [f for f in run_checks(build.tables, build.texts) if f.check == "meetings_backing"]
    assert (finding.field, finding.message) == (
        "party_names",
        f"no live claim or correction backs {names.split('; ')[-1]!r}",
    )


def test_a_value_that_only_silent_claims_give_is_not_backed(tmp_path):
    _, build = staged(tmp_path)

    def silent(rows: list[Row]) -> None:
        for row in rows:
            row["status"] = "retracted"

    alter(build, "claims", silent)
    named = {f.check for f in run_checks(build.tables, build.texts)}
    assert {"meetings_backing", "agreements_evidence", "meeting_status_history_backing"} <= named


def test_held_on_planned_claims_alone_is_found(tmp_path):
    _, build = staged(tmp_path)

    def only_planned(rows: list[Row]) -> None:
        for row in rows:
            row["realis"] = "planned"

    alter(build, "claims", only_planned)
    (finding,) = [f for f in run_checks(build.tables, build.texts) if f.check == "meetings_held"]
    assert (finding.field, finding.severity) == ("status", "error")


def test_held_on_a_day_after_its_last_report_is_found(tmp_path):
    from datetime import date

    _, build = staged(tmp_path)
    alter(build, "meetings", set_value("date_start", date(2025, 4, 1)))
    assert ("meetings_held", "date_start") in {(f.check, f.field) for f in run_checks(build.tables, build.texts)}


def test_a_few_rejected_claims_warn_and_many_fail(tmp_path):
    s = Scenario(tmp_path / "home")
    good = [meeting(f"m{n}", "held", f"They met ({n}).", date_start="2025-03-05", place=f"P{n}") for n in range(40)]
    s.report("a", "2025-03-06", *good, meeting("m99", "nonsense", "Not a status."))
    assert s.build().published
    assert [(f["check"], f["severity"]) for f in s.rows("findings")] == [("claims_rejected", "warning")]
    (rejected,) = [c for c in s.rows("claims") if c["status"] == "rejected"]
    assert (rejected["record_id"], rejected["status_reason"]) == (None, "codes_are_known")
    s.report("b", "2025-03-06", *(meeting(f"m{n}", "nonsense", f"No status ({n}).") for n in range(9)))
    with pytest.raises(ReleaseBlocked):
        s.build()


def test_there_is_one_check_a_table_and_concern():
    names = [c.name for c in all_checks()]
    assert len(names) == len(set(names))
    assert all(c.description for c in all_checks())
