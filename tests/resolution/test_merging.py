"""Two records that a later report proves to be one: what is proof, what becomes of the ids, and what is none."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ledger.selection import Selection
from pipelines.release.package import differing_files
from tests.properties.test_ledgers import home, quick
from tests.scenario import Scenario, agreement, condition, meeting

THIRD = meeting("m1", "scheduled", "The third round is near.", round_number="3")
IN_DOHA = meeting("m1", "held", "They talked in Doha.", date_start="2025-05-09", place="Doha")
BOTH = meeting("m1", "held", "The third round, in Doha.", round_number="3", date_start="2025-05-09", place="Doha")


def scenario(tmp_path) -> Scenario:
    return Scenario(tmp_path / "home")


def grown(s: Scenario, *told: tuple[str, str, str]) -> Iterator[dict[str, str]]:
    """Meetings by id with their status, after each report came in by itself."""
    for name, day, line in told:
        s.report(name, day, line)
        s.build()
        yield {row["meeting_id"]: row["status"] for row in s.rows("meetings")}


def test_a_report_that_names_the_round_of_one_and_the_day_and_place_of_the_other_makes_them_one(tmp_path):
    s = scenario(tmp_path)
    one, two, after = grown(s, ("a", "2025-03-01", THIRD), ("b", "2025-05-10", IN_DOHA), ("c", "2025-05-12", BOTH))
    ((older, _),) = one.items()
    (newer,) = two.keys() - one.keys()
    assert after == {older: "held"}
    assert [(r["old_id"], r["new_id"]) for r in s.rows("redirects")] == [(newer, older)]
    assert [(r["record_id"], r["kind"], r["new_value"]) for r in s.rows("changes") if r["kind"] == "merged"] == [
        (newer, "merged", older)
    ]
    assert [r["n_reports"] for r in s.rows("meetings")] == [3]
    judgements = {c["quote"]: c["judgement"] for c in s.rows("claims")}
    assert judgements["They talked in Doha."].startswith("founded; the same meeting, as report r-")


@pytest.mark.parametrize(
    "other",
    [
        meeting("m1", "held", "In Doha.", date_start="2025-05-09", place="Doha", round_number="2"),
        meeting("m1", "held", "In Doha.", date_start="2025-05-09", place="Doha", parties="Sudan;Egypt"),
    ],
)
def test_what_anything_speaks_against_stays_two(tmp_path, other):
    s = scenario(tmp_path)
    *_, after = grown(s, ("a", "2025-03-01", THIRD), ("b", "2025-05-10", other), ("c", "2025-05-12", BOTH))
    assert len(after) == 2
    assert not [r for r in s.rows("redirects") if r["old_id"] in after or r["old_id"].startswith("m-")]


def test_what_one_report_keeps_apart_stays_two(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", THIRD)
    s.report("b", "2025-05-10", IN_DOHA, meeting("m2", "scheduled", "The third round too.", round_number="3"))
    s.report("c", "2025-05-12", BOTH)
    s.build()
    assert len(s.rows("meetings")) == 2


def test_what_led_to_the_one_leads_to_the_other_and_later_reports_find_it(tmp_path):
    s = scenario(tmp_path)
    s.report("a", "2025-03-01", THIRD)
    s.report(
        "b",
        "2025-05-10",
        IN_DOHA,
        agreement("a1", "signed", "They signed.", date_start="2025-05-09", meeting="m1"),
        condition("c1", "stated", "No talks before.", addressee="Chad", conditioned="meeting:m1"),
    )
    s.report("c", "2025-05-12", BOTH)
    s.build()
    s.report(
        "d",
        "2025-05-14",
        meeting("m1", "held", "The third round is over.", round_number="3", place="Doha"),
        condition("c1", "withdrawn", "Talks after all.", addressee="Chad", conditioned="meeting:m1", demand="peace"),
    )
    s.build()
    (row,) = s.rows("meetings")
    assert row["n_reports"] == 4
    assert [a["meeting_id"] for a in s.rows("agreements")] == [row["meeting_id"]]
    assert {c["conditioned_id"] for c in s.rows("conditions")} == {row["meeting_id"]}


@settings(quick, max_examples=12)
@given(st.permutations([("a", "2025-03-01", THIRD), ("b", "2025-05-10", IN_DOHA), ("c", "2025-05-12", BOTH),
                        ("d", "2025-05-20", IN_DOHA.replace("05-09", "05-19"))]))  # fmt: skip
def test_in_whichever_order_reports_come_in_an_id_stands_or_leads_to_one_that_does(told):
    with home() as s:
        known: set[str] = set()
        for name, day, line in told:
            s.report(name, day, line)
            s.receive()
            tables = s.stage().tables
            standing = {row["meeting_id"] for row in tables.rows("meetings")}
            redirects = {row["old_id"]: row["new_id"] for row in tables.rows("redirects")}
            assert {redirects.get(old, old) for old in known} <= standing
            assert not redirects.keys() & standing
            known |= standing


@pytest.mark.parametrize("builds", list(product([False, True], repeat=3)))
def test_going_on_after_any_report_gives_the_bytes_of_a_replay(tmp_path, builds):
    s = scenario(tmp_path)
    told = {
        "a": ("2025-03-01", THIRD),
        "b": ("2025-05-10", f"{IN_DOHA}\n{condition('c1', 'stated', 'First.', conditioned='meeting:m1')}"),
        "c": ("2025-05-12", BOTH),
        "d": ("2025-05-14", f"{BOTH}\n{condition('c1', 'met', 'Done.', conditioned='meeting:m1', demand='peace')}"),
    }
    for (name, (day, lines)), build in zip(told.items(), (*builds, True), strict=True):
        s.report(name, day, *lines.split("\n"))
        s.receive()
        if build:
            s.stage()
    went_on, head = s.stage().tables_folder, s.ledger.head()[0]
    assert differing_files(went_on, s.stage(Selection(position=head)).tables_folder) == []
