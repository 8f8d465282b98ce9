"""What the measures say of a coding whose mistakes are known."""

import copy
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.bootstrap import intervals
from pipelines.evaluation.gold import GoldReport
from pipelines.evaluation.measures import ReportScore, score_report, total
from pipelines.intake.report import Report
from tests.evaluation.mozambique import BODY, GOLD, NOTHING, gold

Records = dict[str, list[dict[str, Any]]]


def report_with(records: Records) -> GoldReport:
    report = Report("r-rome", None, "Wire", None, "en", date(1992, 10, 5), None, None, BODY, "", "text/markdown")
    return GoldReport("rome", report, records)


def scored(coded: Records, records: Records = GOLD) -> ReportScore:
    return score_report(report_with(records), coded)


def figure(score: ReportScore, measure: str) -> float | None:
    return score.tally.figures()[measure]


def test_a_perfect_coding_has_no_mistake() -> None:
    score = scored(gold())
    shares = {name for name, (_, whole) in score.tally.shares.items() if whole}
    assert {figure(score, name) for name in shares - {"held.false_share"}} == {1.0}
    assert figure(score, "held.false") == figure(score, "evidence.not_in_body") == 0


def test_finding_nothing_misses_all_and_claims_nothing() -> None:
    score = scored(NOTHING)
    assert figure(score, "meetings.recall") == figure(score, "meetings.F1") == 0
    assert figure(score, "meetings.precision") is figure(score, "held.false_share") is None
    assert [record.key for record in score.pairings["meetings"].missed] == ["m1", "m2"]


def test_a_wrong_key_field_costs_the_strict_score_only() -> None:
    coded = gold()
    coded["meetings"][1]["date_start"] = "1992-08"
    score = scored(coded)
    assert figure(score, "meetings.F1") == 1
    assert figure(score, "meetings.strict_F1") == 0.5
    assert figure(score, "meetings.field.date_start") == 0.5
    assert figure(score, "meetings.field.status") == 1


def test_a_planned_meeting_coded_as_held_is_a_false_held() -> None:
    records = gold()
    records["meetings"][0]["status"] = "scheduled"
    score = scored(gold(), records)
    assert [record.key for record in score.false_held] == ["m1"]
    assert figure(score, "held.false_share") == 0.5
    assert figure(score, "held.of_other_status") == 1


def test_a_meeting_coded_twice_and_one_that_never_was_are_false_held_too() -> None:
    coded = gold()
    coded["meetings"].append({**coded["meetings"][0], "key": "m3"})
    coded["meetings"].append({**coded["meetings"][0], "key": "m4", "parties": ["Norway", "Sri Lanka"], "place": "Oslo"})
    score = scored(coded)
    assert figure(score, "held.twice") == figure(score, "held.of_nothing") == 1
    assert figure(score, "held.false_share") == 0.5
    assert figure(score, "meetings.precision") == 0.5


def test_meetings_without_a_common_party_are_never_paired() -> None:
    coded = gold()
    coded["meetings"] = [{**coded["meetings"][0], "parties": ["Norway"]}]
    assert figure(scored(coded), "meetings.matched") == 0


def test_conditions_on_other_words_are_never_paired() -> None:
    coded = gold()
    coded["conditions"][0]["evidence"] = "The two sides had last met in Gaborone"
    assert figure(scored(coded), "conditions.matched") == 0


def test_records_in_a_report_without_any_are_counted() -> None:
    assert figure(scored(gold(), NOTHING), "hard_negatives.with_records") == 1
    assert figure(scored(NOTHING, NOTHING), "hard_negatives.with_records") == 0
    assert figure(scored(NOTHING, NOTHING), "hard_negatives.reports") == 1
    assert figure(scored(gold()), "hard_negatives.reports") == 0


def test_invented_evidence_is_counted() -> None:
    coded = gold()
    coded["agreements"][0]["evidence"] = "signed a peace accord in Maputo"
    assert figure(scored(coded), "evidence.not_in_body") == 1


VALUES: dict[str, list[Any]] = {
    "kind": ["talks", "summit", "ceasefire", "demand"],
    "status": ["held", "proposed", "signed", "rejected", "stated", "cancelled"],
    "parties": [[], ["Renamo"], ["Mozambique", "Renamo"], ["Italy", "Portugal"]],
    "persons": [[], ["Dhlakama"], ["Chissano", "Joaquim Chissano"]],
    "place": [None, "Rome", "Maputo"],
    "date_start": [None, "1992-10", "1992-10-04", "1992-08-07"],
    "date_end": [None, "1992-10-06"],
    "holder": [None, "Renamo", "Mozambique"],
    "provisions": [[], [{"kind": "ceasefire"}], [{"kind": "disarmament", "quantity": 90}]],
    "evidence": ["", "not in the report", "signed a peace accord here", "last met in Gaborone", "only once the United"],
}


@st.composite
def codings(draw: st.DrawFn) -> Records:
    """Records of the report with values changed, some left out and some twice."""
    coded: Records = {}
    for table, records in GOLD.items():
        drawn = draw(st.lists(st.sampled_from(records), max_size=4))
        coded[table] = []
        for number, record in enumerate(drawn, start=1):
            fields = draw(st.sets(st.sampled_from(sorted(VALUES.keys() & record.keys()))))
            changes = {field: draw(st.sampled_from(VALUES[field])) for field in sorted(fields)}
            coded[table].append(copy.deepcopy({**record, **changes, "key": f"{table[0]}{number}"}))
    return coded


@given(codings(), codings())
def test_every_share_is_between_nothing_and_all(coded: Records, records: Records) -> None:
    for name, (part, whole) in scored(coded, records).tally.shares.items():
        assert 0 <= part <= whole, name


@given(codings())
def test_whatever_the_gold_the_same_coding_is_perfect(records: Records) -> None:
    figures = scored(records, copy.deepcopy(records)).tally.figures()
    related = {"meetings.F1": "parties", "agreements.F1": "parties"}
    for measure, field in related.items():
        table = measure.partition(".")[0]
        if records[table] and all(record[field] for record in records[table]):
            assert figures[measure] == 1
            assert figures[f"{table}.strict_F1"] == 1


@given(codings(), codings(), st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(coded: Records, records: Records, chance: random.Random) -> None:
    def shuffled(given: Records) -> Records:
        return {table: chance.sample(rows, len(rows)) for table, rows in given.items()}

    assert scored(shuffled(coded), shuffled(records)) == scored(coded, records)


def test_shares_are_of_all_records_not_of_reports() -> None:
    both = total([scored(gold()).tally, scored(NOTHING).tally])
    assert both.figures()["meetings.recall"] == 0.5
    assert both.figures()["conditions.gold"] == 2


def test_intervals_enclose_the_figure_and_are_the_same_every_time() -> None:
    tallies = [scored(gold()).tally, scored(NOTHING).tally, scored(gold()).tally]
    bounds = intervals(tallies, 200)
    assert bounds == intervals(tallies, 200)
    low, high = bounds["meetings.recall"]
    assert low == 0 < 2 / 3 < high == 1
    assert intervals(tallies, 0) == {}


def test_one_report_alone_has_no_width() -> None:
    low, high = intervals([scored(gold()).tally], 20)["agreements.F1"]
    assert low == high == pytest.approx(1)
