"""The example ledger read by a second version of the coder: what changes, what does not, and what can be rebuilt."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipelines.coding.coder import RuleCoder
from pipelines.intake.report import Report
from pipelines.ledger.selection import Selection
from schemas.catalogue import CORE_TABLE_OF, TABLES
from schemas.claims import Claim, ClaimValue
from tests.release.example_release import released
from tests.scenario import Scenario

#: tables that hold or name claims, and what is told of the release before
OF_CLAIMS = ("claims", "claim_values", "field_provenance", "changes", "findings")


@dataclass(frozen=True)
class SecondVersion:
    """The rule coder under another version; what it reads of one report passes through `improved`."""

    report_id: str = ""
    name: str = RuleCoder().name
    version: str = "second"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        claims = RuleCoder().code(report, any_topic=any_topic)
        return tuple(map(_improved, claims)) if report.report_id == self.report_id else claims


def _improved(claim: Claim) -> Claim:
    if claim.record_type != "meeting":
        return claim
    return replace(claim, values=(*claim.values, ClaimValue("outcome", "a handshake")))


@pytest.fixture
def s(tmp_path: Path) -> Scenario:
    return released(tmp_path / "home")


def rows(s: Scenario) -> dict[str, dict[tuple[object, ...], dict[str, object]]]:
    """Rows of the latest release by table and key, but for tables of claims and the ids of claims."""
    tables = s.tables()
    return {
        name: {
            tuple(r[k] for k in table.key): {k: v for k, v in r.items() if k != "claim_id"} for r in tables.rows(name)
        }
        for name, table in TABLES.items()
        if name not in OF_CLAIMS
    }


def test_a_version_that_reads_the_same_changes_no_row(s):
    before = rows(s)
    s.coder = SecondVersion()
    s.build()
    assert {c["coder_version"] for c in s.rows("claims")} == {"second"}
    assert rows(s) == before


def test_a_version_that_reads_one_report_otherwise_changes_the_rows_of_that_report_alone(s):
    before = rows(s)
    told = [r for r in s.rows("report_records") if r["table_name"] == "meetings"]
    report_id = told[0]["report_id"]
    of_report = {r["record_id"] for r in told if r["report_id"] == report_id}
    s.coder = SecondVersion(report_id)
    s.build()
    after = rows(s)
    changed = {(n, key) for n in before for key in before[n] if after[n].get(key) != before[n][key]}
    assert {n for n, _ in changed} == {"meetings"} and all(set(after[n]) == set(before[n]) for n in before)
    assert changed and {key[0] for _, key in changed} <= of_report
    assert all(after["meetings"][key]["outcome"] == "a handshake" for _, key in changed)
    told_of = {
        (c["table_name"], c["record_id"], c["field"])
        for c in s.rows("changes")
        if c["table_name"] in CORE_TABLE_OF.values()
    }
    assert told_of == {("meetings", key[0], "outcome") for _, key in changed}


def test_the_release_of_the_first_version_is_rebuilt_to_the_same_bytes(s):
    position = s.ledger.head()[0]
    first = {p.name: p.read_bytes() for p in s.tables().folder.glob("*.parquet") if p.stem != "changes"}
    s.coder = SecondVersion(s.rows("reports")[0]["report_id"])
    s.build()
    s.coder = RuleCoder()
    again = s.build(Selection(position=position - 1)).folder
    assert {name: (again / name).read_bytes() for name in first} == first
