"""Corrections of what belongs together: merged, split, rejected and renamed, and still so after a re-coding."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipelines.intake.report import Report
from pipelines.ledger.selection import parse_selection
from pipelines.validation.tableset import TableSet
from schemas.claims import Claim, ClaimValue
from tests.corrections.sheets import correct, line, lint, only, statuses
from tests.marked_text import MarkedTextCoder
from tests.scenario import Scenario, agreement, condition, meeting


@pytest.fixture
def two(tmp_path: Path) -> Scenario:
    """Two meetings that the machine keeps apart by their dates; an agreement and a condition name the second."""
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-06", meeting("m1", "held", "They met in Doha.", date_start="2025-03-05", place="Doha"))
    s.report(
        "b",
        "2025-03-20",
        meeting("m1", "held", "They met on the 19th.", date_start="2025-03-19", place="Cairo"),
        agreement("a1", "agreed", "A truce.", date_start="2025-03-19", meeting="m1", provision_kind="ceasefire"),
        condition("c1", "stated", "Only if troops leave.", conditioned="meeting:m1"),
    )
    s.build()
    return s


@pytest.fixture
def one(tmp_path: Path) -> Scenario:
    """Three reports of what the machine takes for one meeting."""
    s = Scenario(tmp_path / "home")
    for name in ("a", "b", "c"):
        place = "Cairo" if name == "c" else "Doha"
        s.report(
            name,
            "2025-03-06",
            meeting("m1", "held", f"They met ({name}).", date_start="2025-03-05", place=place, person=f"Person_{name}"),
        )
    s.build()
    return s


def by_place(s: Scenario) -> dict[str, str]:
    return {r["place_name"]: r["meeting_id"] for r in s.rows("meetings")}


def merge(s: Scenario) -> dict[str, str]:
    ids = by_place(s)
    return line("merge", table_name="meetings", record_id=ids["Doha"], other_id=ids["Cairo"])


def split(s: Scenario) -> dict[str, str]:
    row = only(s.rows("meetings"))
    claim = next(c["claim_id"] for c in s.rows("claims") if c["quote"] == "They met (c).")
    return line("split", table_name="meetings", record_id=row["meeting_id"], claim_ids=claim)


def test_a_merge_moves_the_claims_and_leaves_a_redirect(two):
    ids, correction = by_place(two), merge(two)
    correct(two, correction)
    row = only(two.rows("meetings"))
    assert (row["meeting_id"], row["n_reports"]) == (ids["Doha"], 2)
    redirect = only(two.rows("redirects"))
    assert (redirect["old_id"], redirect["new_id"]) == (ids["Cairo"], ids["Doha"])
    assert {c["record_id"] for c in two.rows("claims") if c["record_type"] == "meeting"} == {ids["Doha"]}
    assert only(two.rows("agreements"))["meeting_id"] == ids["Doha"]
    assert only(two.rows("conditions"))["conditioned_id"] == ids["Doha"]
    assert ("meetings", ids["Cairo"], "merged") in {
        (c["table_name"], c["record_id"], c["kind"]) for c in two.rows("changes")
    }
    assert statuses(two) == ["applied"]


def test_later_reports_of_the_merged_record_go_where_it_went(two):
    correct(two, merge(two))
    two.report("c", "2025-03-21", meeting("m1", "held", "The 19th again.", date_start="2025-03-19", place="Cairo"))
    two.build()
    assert only(two.rows("meetings"))["n_reports"] == 3


def test_ids_in_corrections_follow_redirects(two):
    ids = by_place(two)
    correct(two, merge(two))
    of = dict(table_name="meetings", record_id=ids["Cairo"])
    place = only(two.rows("meetings"))["place_name"]
    correct(two, line("override", **of, field="place_name", old_value=place, new_value="Geneva"), merge_again(ids))
    assert (only(two.rows("meetings"))["place_name"], statuses(two)) == ("Geneva", ["applied", "applied", "redundant"])


def merge_again(ids: dict[str, str]) -> dict[str, str]:
    return line("merge", table_name="meetings", record_id=ids["Cairo"], other_id=ids["Doha"], reason="once more")


def test_agreements_merge_with_their_provisions(tmp_path):
    s = Scenario(tmp_path / "home")
    for name, day in (("a", "2025-03-05"), ("b", "2025-05-05")):
        words = agreement("a1", "signed", f"Signed ({name}).", date_start=day, provision_kind="ceasefire")
        s.report(name, day, words)
    s.build()
    first, second = sorted(s.rows("agreements"), key=lambda r: r["date"])
    provisions = {p["agreement_id"]: p["provision_id"] for p in s.rows("provisions")}
    ids = dict(record_id=first["agreement_id"], other_id=second["agreement_id"])
    correct(s, line("merge", table_name="agreements", **ids))
    assert only(s.rows("provisions"))["provision_id"] == provisions[ids["record_id"]]
    redirects = {r["old_id"]: r["new_id"] for r in s.rows("redirects")}
    assert redirects[provisions[ids["other_id"]]] == provisions[ids["record_id"]]


def test_a_split_founds_a_record_of_its_own(one):
    (examined,) = correct(one, split(one))
    ids = by_place(one)
    assert ids["Cairo"] == examined.verdict.row_id != ids["Doha"]
    assert {r["n_reports"] for r in one.rows("meetings")} == {1, 2}
    judgement = next(c["judgement"] for c in one.rows("claims") if c["record_id"] == ids["Cairo"])
    assert judgement.startswith("moved by correction x-")


def test_units_of_later_reports_go_to_the_part_that_they_fit(one):
    correct(one, split(one))
    line_ = meeting("m1", "held", "C again.", date_start="2025-03-05", place="Cairo", person="Person_c")
    one.report("d", "2025-03-07", line_)
    one.build()
    assert {r["place_name"]: r["n_reports"] for r in one.rows("meetings")} == {"Doha": 2, "Cairo": 2}


def test_a_split_survives_another_version_of_the_coder(one):
    correct(one, split(one))
    before = by_place(one)
    one.coder = MarkedTextCoder(version="2")
    one.build()
    assert (by_place(one), statuses(one)) == (before, ["applied"])
    assert {c["coder_version"] for c in one.rows("claims")} == {"2"}


@dataclass(frozen=True, slots=True)
class Shifted(MarkedTextCoder):
    """A version that leaves out the first word of each claim, and reads one more claim before all others."""

    version: str = "3"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims with other spans, and so with other numbers."""
        claims = MarkedTextCoder.code(self, report)
        extra = replace(claims[0], record_type="condition", local_key="c9", values=CONDITION)
        return (extra, *(replace(c, start=report.text.index(" ", c.start) + 1) for c in claims))


CONDITION = tuple(
    ClaimValue(name, value)
    for name, value in (("kind", "demand"), ("status", "stated"), ("holder", "Chad"), ("demand", "silence"))
)


def test_a_split_finds_its_claims_by_their_words_where_the_coder_reads_others(one):
    correct(one, split(one))
    before = by_place(one)
    one.coder = Shifted()
    one.build()
    assert (by_place(one), statuses(one)) == (before, ["applied"])


def test_a_correction_finds_its_row_where_the_coder_founds_it_on_another_sentence(two):
    founded = by_place(two)["Cairo"]
    correct(two, line("override", table_name="meetings", record_id=founded, field="place_name",
                      old_value="Cairo", new_value="Geneva"))  # fmt: skip
    two.coder = Resentenced()
    two.build()
    assert (sorted(by_place(two)), statuses(two)) == (["Doha", "Geneva"], ["applied"])
    assert {r["old_id"]: r["new_id"] for r in two.rows("redirects")} == {founded: by_place(two)["Geneva"]}


@dataclass(frozen=True, slots=True)
class Resentenced(MarkedTextCoder):
    """A version that sees sentences begin elsewhere, which no coder should."""

    version: str = "4"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims of the same words in other sentences."""
        return tuple(replace(c, sentence_start=c.sentence_start + 1) for c in MarkedTextCoder.code(self, report))


def test_a_split_whose_claims_the_coder_makes_no_more_is_orphaned(one):
    correct(one, split(one))
    one.coder = MarkedTextCoder(version="2", drop="meeting")
    one.build()
    assert statuses(one) == ["orphaned"]


def test_a_split_of_every_claim_changes_nothing(one):
    row = only(one.rows("meetings"))
    every = "; ".join(c["claim_id"] for c in one.rows("claims"))
    correct(one, line("split", table_name="meetings", record_id=row["meeting_id"], claim_ids=every))
    assert (one.rows("meetings")[0]["meeting_id"], statuses(one)) == (row["meeting_id"], ["redundant"])


def test_a_merge_undoes_a_split(one):
    before = only(one.rows("meetings"))["meeting_id"]
    (examined,) = correct(one, split(one))
    correct(one, line("merge", table_name="meetings", record_id=before, other_id=examined.verdict.row_id))
    assert (only(one.rows("meetings"))["meeting_id"], only(one.rows("meetings"))["n_reports"]) == (before, 3)


def test_a_row_added_by_hand_and_the_one_that_reports_then_tell_of_become_one(one):
    values = "kind=talks | status=scheduled | party_names=Sudan; Chad | place_name=Geneva | round_number=2"
    (added,) = correct(one, line("add", table_name="meetings", new_value=values, decided_on="2025-03-01"))
    told = by_place(one)["Doha"]
    correct(one, line("merge", table_name="meetings", record_id=told, other_id=added.verdict.row_id))
    row = only(one.rows("meetings"))
    assert (row["meeting_id"], row["place_name"], row["round_number"], row["status"]) == (told, "Geneva", 2, "held")
    assert [h["status"] for h in one.rows("meeting_status_history")] == ["scheduled", "held", "held", "held"]
    assert one.rows("findings") == []


def test_a_rejected_row_is_gone_and_its_claims_say_why(one):
    meeting_id = only(one.rows("meetings"))["meeting_id"]
    (examined,) = correct(one, line("reject", table_name="meetings", record_id=meeting_id))
    assert one.rows("meetings") == [] and one.rows("meeting_participants") == []
    correction_id = examined.line.correction.correction_id
    assert {(c["status"], c["record_id"]) for c in one.rows("claims")} == {("rejected", None)}
    assert all(correction_id in c["status_reason"] for c in one.rows("claims"))
    assert one.rows("findings") == []


def test_a_later_report_of_a_rejected_row_stays_out_with_a_warning(one):
    correct(one, line("reject", table_name="meetings", record_id=only(one.rows("meetings"))["meeting_id"]))
    one.report("d", "2025-03-07", meeting("m1", "held", "D too.", date_start="2025-03-05", place="Doha"))
    one.build()
    assert one.rows("meetings") == []
    assert "came in after the decision" in only(one.rows("findings"))["message"]


def test_an_alias_maps_names_before_anything_is_resolved(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05", parties="Sudan;Chad"))
    s.report(
        "b", "2025-03-06", meeting("m1", "held", "Met, they.", date_start="2025-03-05", parties="Khartoumians;Chad")
    )
    s.build()
    kept, gone = (
        next(c["record_id"] for c in s.rows("claims") if c["quote"] == q) for q in ("They met.", "Met, they.")
    )
    assert kept != gone or "Khartoumians" not in (only(s.rows("meetings"))["party_names"] or "")
    correct(s, line("alias", table_name="actors", record_id="SDN", other_id="Khartoumians"))
    row = only(s.rows("meetings"))
    assert (row["party_names"], row["n_reports"], statuses(s)) == ("Chad; Sudan", 2, ["applied"])
    redirects = {r["old_id"]: r["new_id"] for r in s.rows("redirects")}
    assert (redirects["x-khartoumians"], redirects[gone]) == ("SDN", kept)
    assert "Khartoumians" in {v["value"] for v in s.rows("claim_values")}
    s.coder = MarkedTextCoder(version="2")
    s.build()
    assert (only(s.rows("meetings"))["party_names"], statuses(s)) == ("Chad; Sudan", ["applied"])


def test_an_alias_of_a_name_that_nobody_uses_is_orphaned(one):
    correct(one, line("alias", record_id="SDN", other_id="Nobody Knows Them"))
    assert statuses(one) == ["orphaned"]


def test_unknown_ids_are_errors_and_ids_of_earlier_releases_are_not(one):
    row = only(one.rows("meetings"))["meeting_id"]
    wrong = [
        line("merge", table_name="meetings", record_id=row, other_id="m-nowhere000"),
        line("split", table_name="meetings", record_id=row, claim_ids="k-nowhere"),
        line("alias", record_id="x-nobody-ever", other_id="Sudan"),
    ]
    assert all("is unknown" in e.faults[0].what for e in lint(one, *wrong))
    one.coder = MarkedTextCoder(version="2", drop="meeting")
    one.build()
    (examined,) = lint(one, line("confirm", table_name="meetings", record_id=row))
    assert (examined.faults, examined.verdict.status) == ((), "orphaned")


def test_a_decision_is_seen_from_its_day_on(two):
    correct(two, merge(two))
    before, after = (two.build(parse_selection(day)).folder for day in ("2025-06-29", "2025-06-30"))
    assert [len(TableSet(f).rows("meetings")) for f in (before, after)] == [2, 1]
    assert TableSet(before).rows("redirects") == TableSet(before).rows("corrections") == []
