"""Figures by those who count otherwise: each stands in a claim of its own, beside that of the agreement."""

from datetime import date

import pytest

from pipelines.coding.report_claims import claims_of

_DAY = date(2025, 5, 14)
_NEWS = "The Malian army and the JNIM met in Algiers on May 2. There the two agreed to exchange 1,000 prisoners. "


def _figures(text: str) -> list[tuple[str, str | None]]:
    claims = [c for c in claims_of(_NEWS + text, _DAY, any_topic=True) if c.record_type == "agreement"]
    return [(c.rule, c.first("provision_quantity")) for c in claims]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("A rebel spokesman spoke of 1,400.", "1400"),
        ("The number could be 900 from each side, he said.", "900"),
        ("Bamako now speaks of 1,100 names.", "1100"),
        ("The elders who were present counted 950.", "950"),
    ],
)
def test_another_figure_is_a_claim_of_its_own(text: str, figure: str):
    assert ("agreement_count", figure) in _figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "A rebel spokesman spoke of 12 days of talks.",
        "The envoy counted 40 journalists.",
        "The army put 300 trucks on the road.",
        "He spoke of 1,000.",
    ],
)
def test_other_things_that_are_counted_and_the_same_figure_are_none(text: str):
    assert all(rule != "agreement_count" for rule, _ in _figures(text))
