"""Recording claims: each report is read once by each version, and one that breaks a coder is named."""

from datetime import UTC, datetime

import pytest

from pipelines.coding.recording import CoderFailed, record_claims, uncoded
from pipelines.intake.draft import Defaults
from pipelines.tables.coded_files import code_paths
from schemas.events import ClaimsExtracted, CodingFailed
from tests.marked_text import BrittleCoder, MarkedTextCoder
from tests.scenario import Scenario, meeting


def test_a_report_is_read_once_by_each_version(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05"))
    s.receive()
    again = record_claims(s.ledger, s.coder, cause="test")
    assert (again.reports, again.known) == (0, 1)
    newer = record_claims(s.ledger, MarkedTextCoder(version="2"), cause="test")
    assert (newer.reports, newer.known) == (1, 0)
    assert [e.event.coder_version for e in s.ledger.read(ClaimsExtracted)] == ["1", "2"]


def reports_of(folder, texts):
    s = Scenario(folder / "home", BrittleCoder())
    for number, text in enumerate(texts):
        s.report(f"r{number}", f"2025-03-{number + 1:02}", text)
    return s


def test_a_report_that_breaks_the_coder_is_told_and_the_others_are_read(tmp_path):
    s = reports_of(tmp_path, ["Stone.", "A house of glass.", "Wood."])
    s.receive()
    coded = record_claims(s.ledger, BrittleCoder(), cause="test")
    [(report_id, error)] = coded.failed
    assert (coded.reports, coded.known, coded.newly_failed) == (0, 3, 0), "receive() has coded them"
    assert error.startswith("IndexError in code (marked_text.py, line ")
    read = {e.event.report_id for e in s.ledger.read(ClaimsExtracted)}
    assert len(read) == 2 and report_id not in read
    assert "glass" not in error and uncoded(s.ledger, BrittleCoder()) == []


def test_a_report_that_broke_one_version_is_read_by_the_next(tmp_path):
    s = reports_of(tmp_path, ["Stone.", "A house of glass."])
    s.receive()
    newer = record_claims(s.ledger, MarkedTextCoder(version="2"), cause="test")
    assert (newer.reports, newer.known, newer.failed) == (2, 0, ())


def test_a_coder_that_breaks_on_many_reports_stops_the_build_and_loses_nothing(tmp_path):
    s = reports_of(tmp_path, ["Stone.", "A house of glass.", "Blue glass."])
    for _ in range(2):
        with pytest.raises(
            CoderFailed, match=r"brittle 1 broke on 2 of 3 reports, the first of them r-\w+: IndexError"
        ):
            s.receive()
    assert [e.event.report_id for e in s.ledger.read(ClaimsExtracted)]
    assert len(list(s.ledger.read(CodingFailed))) == 2


def test_coding_files_goes_on_behind_one_that_breaks_the_coder(tmp_path):
    for name, text in (("a", "A house of glass."), ("b", "Wood.")):
        (tmp_path / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
    given = Defaults(published="2025-03-01", outlet="Example Wire")
    broke, coded = code_paths([tmp_path], given, BrittleCoder(), any_topic=False, now=datetime.now(UTC))
    assert broke.records is None and "the coder broke on it, please report this: IndexError" in (broke.reason or "")
    assert coded.records is not None
