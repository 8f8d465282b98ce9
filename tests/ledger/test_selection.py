"""Selections: what we had up to a position, and what had been published by the end of a day, each in its own zone."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake.draft import Defaults
from pipelines.intake.receiving import receive
from pipelines.ledger.selection import Selected, Selection, find_report, parse_selection, select
from pipelines.ledger.store import Ledger
from schemas.events import CorrectionMade, ReportRetracted
from tests.ledger.ledgers import ledger_in

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass
class Newsroom:
    """A ledger that reports come into one by one, known by short names."""

    folder: Path
    ledger: Ledger = field(init=False)
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = ledger_in(self.folder)

    def report(self, name: str, published: str, *, url: str | None = None) -> None:
        path = self.folder / f"{name}.md"
        address = url or f"https://example.org/{name}"
        path.write_text(f"---\nurl: {address}\npublished: {published}\n---\nReport {name} on the talks.\n")
        item = receive(self.ledger, [path], Defaults(), now=NOW, cause="test").items[0]
        assert item.report_id is not None, item
        self.ids[name] = item.report_id

    def retract(self, name: str, decided_on: str) -> None:
        event = ReportRetracted(report_id=self.ids[name], reason="withdrawn", decided_on=decided_on, author=None)
        with self.ledger.writing() as writer:
            writer.append(event, cause="test")

    def correct(self, name: str, decided_on: str) -> None:
        of_the_row = ("table_name", "record_id", "other_id", "field", "claim_ids")
        of_the_value = ("old_value", "new_value", "reason_code", "reason")
        event = CorrectionMade(
            correction_id=f"x-{name}",
            action="confirm",
            author="Ada",
            decided_on=decided_on,
            **dict.fromkeys((*of_the_row, *of_the_value)),  # type: ignore[arg-type]
        )
        with self.ledger.writing() as writer:
            writer.append(event, cause="test")

    def reject(self, name: str) -> None:
        path = self.folder / name
        path.write_bytes(b"%PDF-1.7")
        receive(self.ledger, [path], Defaults(), now=NOW, cause="test")

    def select(self, selection: str = "") -> Selected:
        return select(self.ledger, parse_selection(selection))

    def seen(self, selection: str = "") -> dict[str, str]:
        """Name of each selected report, with its standing, in order."""
        names = {report_id: name for name, report_id in self.ids.items()}
        return {names[r.report.report_id]: r.status for r in self.select(selection).reports}


def test_without_a_selection_everything_up_to_the_head_is_seen(tmp_path):
    news = Newsroom(tmp_path)
    news.report("b", "2025-05-02")
    news.report("a", "2025-05-01")
    assert news.seen() == {"b": "active", "a": "active"}
    assert (news.select().head, news.select().selection.name) == (2, "head")


def test_a_position_tells_what_we_had(tmp_path):
    news = Newsroom(tmp_path)
    news.report("late", "2025-05-30")
    news.report("early", "2025-05-01")
    news.retract("late", "2025-05-31")
    assert news.seen("0") == {}
    assert news.seen("1") == {"late": "active"}
    assert news.seen("2") == {"late": "active", "early": "active"}
    assert news.seen("3") == {"late": "retracted", "early": "active"}
    assert news.select("2").head == 2


def test_a_position_that_was_not_reached_says_where_the_ledger_ends(tmp_path):
    news = Newsroom(tmp_path)
    news.report("a", "2025-05-01")
    with pytest.raises(ValueError, match="the ledger ends at position 1; 2 has not been reached"):
        news.select("2")


def test_a_day_tells_what_had_been_published_whenever_we_got_it(tmp_path):
    news = Newsroom(tmp_path)
    news.report("late", "2025-05-30")
    news.report("early", "2025-05-01")
    assert news.seen("2025-04-30") == {}
    assert news.seen("2025-05-01") == {"early": "active"}
    assert news.seen("2025-05-30") == {"late": "active", "early": "active"}
    assert news.select("2025-05-01").head == 2, "a day looks at the whole ledger"


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-05-30T23:59:59+03:00", "2025-05-30"),  # 20:59 UTC
        ("2025-05-31T00:30:00+03:00", "2025-05-31"),  # 21:30 UTC the day before
        ("2025-05-30T23:30:00-08:00", "2025-05-30"),  # 07:30 UTC the day after
        ("2025-05-30T00:00:00Z", "2025-05-30"),
        ("2025-05-30T23:00:00", "2025-05-30"),
        ("2025-05-30", "2025-05-30"),
        ("Fri, 30 May 2025 23:30:00 -0800", "2025-05-30"),
    ],
)
def test_a_day_ends_in_each_report_s_own_zone(tmp_path, published, day):
    news = Newsroom(tmp_path)
    news.report("a", published)
    before = date.fromordinal(date.fromisoformat(day).toordinal() - 1).isoformat()
    assert (news.seen(before), news.seen(day)) == ({}, {"a": "active"})


def test_a_retraction_counts_from_the_day_of_its_decision(tmp_path):
    news = Newsroom(tmp_path)
    news.report("a", "2025-05-01")
    news.retract("a", "2025-06-01")
    assert news.seen("2025-05-31") == {"a": "active"}
    assert news.seen("2025-06-01") == {"a": "retracted"}
    assert [r.touched for r in news.select("2025-05-31").reports] == [1]
    assert [r.touched for r in news.select("2025-06-01").reports] == [2]


def test_a_retraction_of_what_was_not_yet_published_leaves_nothing(tmp_path):
    news = Newsroom(tmp_path)
    news.report("a", "2025-06-02")
    news.retract("a", "2025-06-01")
    assert news.seen("2025-06-01") == {}
    assert news.seen("2025-06-02") == {"a": "retracted"}


def test_a_revision_supersedes_from_the_day_it_was_published(tmp_path):
    news = Newsroom(tmp_path)
    news.report("first", "2025-05-01", url="https://example.org/talks")
    news.report("second", "2025-05-03", url="https://example.org/talks")
    assert news.seen("2025-05-02") == {"first": "active"}
    assert news.seen("2025-05-03") == news.seen() == {"first": "superseded", "second": "active"}
    assert news.seen("1") == {"first": "active"}
    assert [r.revises_report_id for r in news.select().reports] == [None, news.ids["first"]]
    assert [r.touched for r in news.select().reports] == [2, 2]


def test_of_three_versions_the_last_one_stands(tmp_path):
    news = Newsroom(tmp_path)
    for name in ("one", "two", "three"):
        news.report(name, "2025-05-01", url="https://example.org/talks")
    assert news.seen() == {"one": "superseded", "two": "superseded", "three": "active"}
    assert news.seen("2") == {"one": "superseded", "two": "active"}


def test_a_retracted_report_stays_retracted_when_it_is_revised(tmp_path):
    news = Newsroom(tmp_path)
    news.report("first", "2025-05-01", url="https://example.org/talks")
    news.retract("first", "2025-05-02")
    news.report("second", "2025-05-03", url="https://example.org/talks")
    assert news.seen() == {"first": "retracted", "second": "active"}


def test_a_retracted_revision_does_not_bring_the_first_version_back(tmp_path):
    news = Newsroom(tmp_path)
    news.report("first", "2025-05-01", url="https://example.org/talks")
    news.report("second", "2025-05-03", url="https://example.org/talks")
    news.retract("second", "2025-05-04")
    assert news.seen() == {"first": "superseded", "second": "retracted"}


def test_corrections_count_from_the_day_of_their_decision(tmp_path):
    news = Newsroom(tmp_path)
    news.correct("late", "2025-06-02")
    news.correct("early", "2025-06-01")

    def made(selection: str) -> list[str]:
        return [c.correction.correction_id for c in news.select(selection).corrections]

    assert made("2025-06-01") == ["x-early"]
    assert made("2025-06-02") == made("") == ["x-late", "x-early"]
    assert made("1") == ["x-late"]


def test_rejected_inputs_belong_to_what_we_had_and_not_to_what_was_published(tmp_path):
    news = Newsroom(tmp_path)
    news.reject("scan.pdf")
    assert [r.rejection.uri for r in news.select().rejections] == ["scan.pdf"]
    assert [r.position for r in news.select("1").rejections] == [1]
    assert news.select("2026-12-31").rejections == news.select("0").rejections == ()


def test_a_selected_report_is_as_it_was_published_but_for_its_text(tmp_path):
    news = Newsroom(tmp_path)
    news.report("a", "2025-05-31T00:30:00+03:00")
    report = news.select().reports[0].report
    assert (report.url, report.published_on) == ("https://example.org/a", date(2025, 5, 31))
    assert report.published_at == datetime(2025, 5, 30, 21, 30, tzinfo=UTC)
    assert (report.published_offset, report.text) == ("+03:00", "")
    assert news.ledger.texts([report.text_sha256])[report.text_sha256] == "Report a on the talks."
    found = find_report(news.ledger, report.report_id)
    assert found is not None and found.position == 1
    assert find_report(news.ledger, "r-unknown") is None


@pytest.mark.parametrize(
    ("typed", "expected", "name"),
    [
        (None, Selection(), "head"),
        ("", Selection(), "head"),
        (" 7 ", Selection(position=7), "7"),
        ("0", Selection(position=0), "0"),
        ("2025-05-31", Selection(day=date(2025, 5, 31)), "2025-05-31"),
    ],
)
def test_a_selection_is_read_from_what_a_user_typed(typed, expected, name):
    assert parse_selection(typed) == expected
    assert parse_selection(typed).name == name


@pytest.mark.parametrize("typed", ["-1", "1.5", "yesterday", "2025-02-30", "2025-13-01", "31.05.2025", "1e3", "../x"])
def test_what_is_no_selection_says_what_is_expected(typed):
    with pytest.raises(ValueError, match=r"neither a ledger position \(a whole number\) nor a day \(YYYY-MM-DD\)"):
        parse_selection(typed)


@settings(max_examples=25)
@given(st.lists(st.integers(1, 28), min_size=1, max_size=8), st.integers(1, 28))
def test_a_day_sees_the_reports_of_its_past_in_ledger_order(tmp_path_factory, days, day):
    news = Newsroom(tmp_path_factory.mktemp("news"))
    for number, published in enumerate(days):
        news.report(str(number), f"2025-05-{published:02d}")
    expected = [str(n) for n, published in enumerate(days) if published <= day]
    assert list(news.seen(f"2025-05-{day:02d}")) == expected
