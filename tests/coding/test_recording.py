"""Recording claims: each report is read once by each version, and one that breaks a coder is named."""

from dataclasses import dataclass

import pytest

from pipelines.coding.recording import CoderFailed, record_claims
from pipelines.intake.report import Report
from schemas.claims import Claim
from schemas.events import ClaimsExtracted
from tests.marked_text import MarkedTextCoder
from tests.scenario import Scenario, meeting


@dataclass(frozen=True, slots=True)
class Brittle:
    """A coder that breaks on reports about glass."""

    name: str = "brittle"
    version: str = "1"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        return () if "glass" not in report.text else (report.text[10**9],)  # type: ignore[return-value]


def test_a_report_is_read_once_by_each_version(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05"))
    s.receive()
    again = record_claims(s.ledger, s.coder, cause="test")
    assert (again.reports, again.known) == (0, 1)
    newer = record_claims(s.ledger, MarkedTextCoder(version="2"), cause="test")
    assert (newer.reports, newer.known) == (1, 0)
    assert [e.event.coder_version for e in s.ledger.read(ClaimsExtracted)] == ["1", "2"]


def test_a_report_that_breaks_the_coder_is_named_and_nothing_is_recorded(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-01", "Stone.")
    s.report("b", "2025-03-02", "A house of glass.")
    s.receive()
    with pytest.raises(
        CoderFailed, match=r"brittle 1 broke on report r-\w+ \(https://news.example.org/b\): IndexError"
    ):
        record_claims(s.ledger, Brittle(), cause="test")
    assert not [e for e in s.ledger.read(ClaimsExtracted) if e.event.coder == "brittle"]
