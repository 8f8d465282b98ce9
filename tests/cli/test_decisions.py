"""`correct`, `retract`, `impact`, `diff` and `explain` as a user runs them: output and exit status."""

from pathlib import Path

import pytest

from pipelines.coding.coder import RuleCoder
from tests.cli.commands import REPORT, User
from tests.corrections.sheets import line, sheet
from tests.scenario import Scenario


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[User, Scenario]:
    """A home with one release, shared by all tests, which leave decisions in it."""
    root = tmp_path_factory.mktemp("decisions") / "home"
    s = Scenario(root, RuleCoder())
    user = User(root)
    user.write("a.md", REPORT)
    s.build()
    return user, s


def held(s: Scenario) -> dict[str, str]:
    row = next(r for r in s.rows("meetings") if r["status"] == "held")
    return dict(table_name="meetings", record_id=row["meeting_id"])


def decisions(user: User, *lines: dict[str, str]) -> Path:
    path = user.home.parent / "decisions.csv"
    path.write_bytes(sheet(*lines, separator=";", end="\r\n"))
    return path


def test_correct_lints_then_records_then_finds_all_known(home):
    user, s = home
    change = line("override", **held(s), field="place_name", old_value="Istanbul", new_value="Ankara")
    path = decisions(user, change, line("confirm", **held(s), field="kind", old_value="summit"))
    head = s.ledger.head()
    lint = user.parley("correct", path, "--lint")
    assert (lint.status, s.ledger.head()) == (0, head)
    assert "line 2: applied" in lint.out and "line 3: conflicting" in lint.out and "nothing was appended" in lint.out
    done = user.parley("correct", path, "--json")
    assert (done.status, done.json["appended"], done.json["known"]) == (0, 2, 0)
    assert [e["status"] for e in done.json["lines"]] == ["applied", "conflicting"]
    assert "0 corrections appended, 2 known already" in user.parley("correct", path).out
    s.build()
    told = user.parley("explain", held(s)["record_id"], "--field", "place_name").out
    assert "Ankara" in told and "override place_name by Ada on 2025-06-30: applied" in told
    assert "what would change it: without x-" in told and "= Istanbul" in told
    between = user.parley("diff", "26.1", "latest")
    assert between.status == 0 and "place_name: Istanbul -> Ankara" in between.out


def test_a_wrong_line_is_told_with_its_remedy_and_exit_status_1(home):
    user, s = home
    head = s.ledger.head()
    path = decisions(user, line("confirm", **held(s)), line("reject", table_name="meetings", record_id="m-nowhere"))
    done = user.parley("correct", path)
    assert (done.status, s.ledger.head()) == (1, head)
    assert "line 3: wrong: record_id 'm-nowhere' is unknown" in done.out and "copy the id" in done.out
    assert "nothing was appended" in done.err


def test_impact_then_retract(home):
    user, s = home
    report_id = s.rows("reports")[0]["report_id"]
    told = user.parley("impact", report_id, "--json")
    assert told.status == 0
    assert ("meetings", "removed") in {(r["table_name"], r["kind"]) for r in told.json}
    done = user.parley("retract", report_id, "--reason", "fabricated", "--author", "Ada")
    assert done.status == 0 and "withdrawn" in done.out
    assert "already" in user.parley("retract", report_id, "--reason", "again").out


WRONG = [
    ("retract", "r-nowhere", "--reason", "x"),
    ("retract", "r-nowhere"),
    ("impact", "r-nowhere"),
    ("diff", "1.1", "latest"),
    ("correct", "nowhere.csv"),
]


@pytest.mark.parametrize("command", WRONG, ids=" ".join)
def test_a_wrong_command_ends_with_2(home, command):
    done = home[0].parley(*command)
    assert (done.status, done.out) == (2, "") and "Error" in done.err and "Traceback" not in done.err
