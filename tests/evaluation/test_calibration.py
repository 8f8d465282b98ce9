"""How sure a claim is follows from counts on gold, and the counts are checked on reports that they do not come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.coding.coder import RuleCoder
from pipelines.coding.rule_precision import Precision, confidence_of
from pipelines.evaluation.calibration import Judged, calibration, counted, judge, main, table_text
from pipelines.evaluation.gold import read_gold
from pipelines.evaluation.quality import EXAMPLES
from tests.marked_text import MarkedTextCoder

OFTEN_RIGHT = Precision({("noun", "held"): (90, 100), ("noun", "proposed"): (1, 2), ("verb", "held"): (40, 100)})


def test_a_rule_seen_often_has_its_own_share_and_one_seen_seldom_that_of_its_rule():
    assert OFTEN_RIGHT.share("noun", "held") == pytest.approx(0.9, abs=0.02)
    assert OFTEN_RIGHT.share("verb", "held") == pytest.approx(0.4, abs=0.02)
    assert 0.5 < OFTEN_RIGHT.share("noun", "proposed") < OFTEN_RIGHT.share("noun", "cancelled") < 0.9
    assert OFTEN_RIGHT.share("never seen", "held") == pytest.approx(131 / 202, abs=0.02)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")),
        st.integers(0, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    )
)
def test_a_confidence_is_a_share(counts):
    precision = Precision(counts)
    assert all(0.0 < precision.share(rule, status) < 1.0 for rule in "abcd" for status in "xyzw")


def test_counts_come_from_all_claims_and_their_table_can_be_read_back(tmp_path):
    judged = [Judged("r1", "noun", "held", True), Judged("r1", "noun", "held", False), Judged("r2", "verb", "", True)]
    precision = counted(judged)
    assert precision.counts == {("noun", "held"): (1, 2), ("verb", ""): (1, 1)}
    lines = [line for line in table_text(precision).splitlines() if not line.startswith("#")]
    assert lines == ["rule\tstatus\tright\tof", "noun\theld\t1\t2", "verb\t\t1\t1"]


def test_the_calibration_of_a_report_does_not_count_the_report_itself():
    """A rule that is right only in the report where it is judged gains no confidence from it."""
    judged = [Judged("r1", "noun", "held", True)] * 100
    (alone,) = calibration(judged)
    assert alone.confidence == pytest.approx(0.5) and alone.right == 1.0
    (both,) = calibration([*judged, *(Judged("r2", "noun", "held", True) for _ in range(100))])
    assert both.confidence > 0.9


def test_claims_are_judged_by_the_gold_beside_their_report():
    judged = list(judge(read_gold(EXAMPLES), RuleCoder()))
    assert {j.is_right for j in judged} == {True, False}
    assert list(judge(read_gold(EXAMPLES), MarkedTextCoder())) == []


def test_every_claim_carries_the_confidence_of_its_rule():
    claims = [c for entry in read_gold(EXAMPLES) for c in RuleCoder().code(entry.report)]
    assert {c.confidence for c in claims} == {confidence_of(c.rule, c.first("status") or "") for c in claims}


def test_a_folder_without_gold_is_said(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "there is no *.gold.json" in capsys.readouterr().err
