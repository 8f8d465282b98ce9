"""Going on from what the build before left: the same bytes as a replay, whatever happened to it or to the ledger."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.corrections.recording import record_examined, retract
from pipelines.intake.draft import Defaults
from pipelines.intake.receiving import receive
from pipelines.ledger.selection import Selection, select
from pipelines.release import kept
from pipelines.release.appending import take_claims
from pipelines.release.package import differing_files
from pipelines.release.staging import Build, resolve_staged, stage_selection
from pipelines.validation.tableset import TableSet
from tests.corrections.sheets import line, lint
from tests.marked_text import MarkedTextCoder
from tests.properties.test_ledgers import home, quick, reports
from tests.scenario import NOW, Scenario, meeting


def left_by(s: Scenario) -> kept.Kept:
    """What the last build of a home left, as the next one finds it."""
    build = s.stage()
    return kept.read_kept(build.kept_folder, build.view, s.coder)


def staged(s: Scenario) -> Path:
    return s.stage().tables_folder


def replayed(s: Scenario) -> Path:
    """The tables of the whole ledger, made without anything that a build left."""
    return s.stage(Selection(position=s.ledger.head()[0])).tables_folder


@settings(quick, max_examples=15)
@given(reports(most=6), st.data())
def test_going_on_gives_the_bytes_of_a_replay(told, data):
    with home() as s:
        for number, one in enumerate(told):
            one.write(s)
            s.receive()
            if data.draw(st.booleans(), label=f"a build after report {number}"):
                s.stage()
        assert differing_files(staged(s), replayed(s)) == []


@settings(quick, max_examples=10)
@given(reports(most=6), st.randoms(use_true_random=False))
def test_going_on_gives_the_bytes_of_a_replay_whatever_is_withdrawn_revised_or_decided(told, chance):
    with home() as s:
        for one in told:
            one.write(s)
            s.receive()
            undo(s, TableSet(staged(s)), chance)
            if one.number and chance.random() < 0.3:
                earlier = chance.choice(told[: one.number])
                replace(earlier, lines=earlier.lines[:1], voice=earlier.voice + 100).write(s)
                s.receive()
        assert differing_files(staged(s), replayed(s)) == []


def undo(s: Scenario, tables: TableSet, chance: Random) -> None:
    """Withdraw a report, or decide on rows, as the tables have them."""
    withdrawn = chance.choice(tables.rows("reports"))["report_id"]
    meetings = [row["meeting_id"] for row in tables.rows("meetings")]
    claims = [row["claim_id"] for row in tables.rows("claims") if meetings and row["record_id"] == meetings[0]]
    match chance.choice(["nothing", "retract", "merge", "split", "reject", "add"]):
        case "retract":
            retract(s.ledger, withdrawn, reason="r", author="A", decided_on=date(2025, 6, 30), cause="test")
        case "merge" if len(meetings) > 1:
            decide(s, line("merge", table_name="meetings", record_id=meetings[0], other_id=meetings[1]))
        case "split" if len(claims) > 1:
            decide(s, line("split", table_name="meetings", record_id=meetings[0], claim_ids=claims[-1]))
        case "reject" if meetings:
            decide(s, line("reject", table_name="meetings", record_id=meetings[-1]))
        case "add" if meetings:
            member = {"field": "party_names", "new_value": "Libya"}
            decide(s, line("add", table_name="meetings", record_id=meetings[0], **member))


def decide(s: Scenario, told: dict[str, str]) -> None:
    record_examined(s.ledger, lint(s, told), cause="test")


@pytest.fixture
def grown(tmp_path) -> Scenario:
    """A home with a build behind it, and a report that came in since."""
    s = Scenario(tmp_path / "home")
    s.report("one", "2025-03-01", meeting("m1", "scheduled", "They will meet.", date_start="2025-03-05", place="Doha"))
    s.report("two", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"))
    s.receive()
    s.stage()
    s.report("three", "2025-03-07", meeting("m1", "held", "They met in Doha.", date_start="2025-03-05", place="Doha"))
    s.receive()
    return s


def test_a_build_finds_what_the_one_before_left(grown):
    assert len(left_by(grown).known().quoted) == 3
    assert len(left_by(grown).known().placements) == 3


def test_a_report_behind_it_can_be_revised(grown):
    grown.report("two", "2025-03-06", meeting("m1", "cancelled", "They did not meet.", date_start="2025-03-05"))
    grown.receive()
    assert differing_files(staged(grown), replayed(grown)) == []


@pytest.mark.parametrize("file", ["claims.parquet", "placed.parquet", "kept.json"])
@pytest.mark.parametrize("harm", [b"", b"{}", b"[1]", b"garbage"])
def test_a_damaged_one_is_as_good_as_none(grown, file, harm):
    build = grown.stage()
    (build.kept_folder / file).write_bytes(harm)
    assert kept.read_kept(build.kept_folder, build.view, grown.coder) == kept.Kept()
    assert differing_files(staged(grown), replayed(grown)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("position", 2),
        ("hash", "0" * 64),
        ("code_version", "1+other"),
        ("coder_version", "0"),
        ("removed_names", ["n"]),
    ],
)
def test_one_of_another_maker_or_ledger_is_as_good_as_none(grown, name, value):
    build = grown.stage()
    path = build.kept_folder / "kept.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), name: value}))
    assert kept.read_kept(build.kept_folder, build.view, grown.coder) == kept.Kept()


def test_one_half_of_which_a_kill_kept_from_being_written_is_as_good_as_none(grown):
    build = grown.stage()
    header = (build.kept_folder / "kept.json").read_bytes()
    grown.report("four", "2025-03-08", meeting("m2", "held", "They met again.", date_start="2025-03-08"))
    grown.receive()
    grown.stage()
    (build.kept_folder / "kept.json").write_bytes(header)
    assert kept.read_kept(build.kept_folder, build.view, grown.coder) == kept.Kept()
    assert differing_files(staged(grown), replayed(grown)) == []


def test_a_build_of_the_past_neither_reads_nor_writes_it(grown):
    folder = grown.home.build / "kept"
    shutil.rmtree(folder)
    grown.stage(Selection(position=1))
    assert not folder.exists()


def test_a_build_that_goes_on_looks_at_what_is_near_and_leaves_the_rest(grown):
    grown.report(
        "far", "2025-03-08", meeting("m1", "held", "Far away.", parties="Egypt;Libya", date_start="2025-03-08")
    )
    grown.receive()
    build = grown.stage()
    grown.report(
        "near", "2025-03-09", meeting("m1", "held", "Farther.", parties="Egypt;Libya", date_start="2025-03-08")
    )
    grown.receive()
    stage_selection(build)
    looked_at = {c.report.report.url for c in resolve_staged(build).claims}
    assert looked_at == {"https://news.example.org/far", "https://news.example.org/near"}


def test_a_build_codes_what_came_in_and_counts_the_rest(grown):
    build = Build(grown.home, grown.ledger, grown.coder, Selection())
    grown.stage()  # all three reports are recorded
    grown.report("four", "2025-03-08", meeting("m2", "held", "They met again.", date_start="2025-03-08"))
    receive(grown.ledger, [grown.home.inbox], Defaults(), now=NOW, cause="test")
    assert kept.coded_until(build.kept_folder, grown.ledger, grown.coder) > 0
    coded = take_claims(build, cause="test")
    assert (coded.reports, coded.known) == (1, 3)
    assert take_claims(build, cause="test").known == 4


def test_another_coder_reads_every_report(grown):
    build = grown.stage()
    newer = MarkedTextCoder(version="2")
    assert kept.coded_until(build.kept_folder, grown.ledger, newer) == 0
    coded = take_claims(replace(build, coder=newer), cause="test")
    assert (coded.reports, coded.known) == (3, 0)


def test_what_a_coder_has_not_read_is_not_taken_for_read(grown):
    grown.report("four", "2025-03-08", meeting("m2", "held", "They met again.", date_start="2025-03-08"))
    receive(grown.ledger, [grown.home.inbox], Defaults(), now=NOW, cause="test")
    build = grown.stage()  # sees a report whose claims nobody recorded
    assert take_claims(build, cause="test").reports == 1


@pytest.mark.parametrize("harm", [b"", b"{}", b"[1]", b"garbage", b'{"position": "3"}'])
def test_without_a_whole_header_every_report_is_looked_at(grown, harm):
    build = grown.stage()
    (build.kept_folder / "kept.json").write_bytes(harm)
    assert kept.coded_until(build.kept_folder, grown.ledger, grown.coder) == 0


def test_reports_seen_before_stand_as_in_a_reading_of_the_whole_ledger(grown):
    build = grown.stage()
    first = left_by(grown).seen()
    withdrawn = first.reports[0].report.report_id
    retract(grown.ledger, withdrawn, reason="r", author="A", decided_on=date(2025, 6, 30), cause="test")
    grown.report("two", "2025-03-06", meeting("m1", "cancelled", "They did not meet.", date_start="2025-03-05"))
    grown.receive()
    assert len(first.reports) == 3
    assert select(build.view, Selection(), first) == select(build.view, Selection())
