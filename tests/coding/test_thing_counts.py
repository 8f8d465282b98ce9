"""Figures for positions, seats and kilometres: those of two sides that count otherwise stand beside each other."""

from datetime import date

import pytest

from pipelines.coding.report_claims import claims_of

_DAY = date(2025, 5, 14)
_NEWS = "The Malian army and the JNIM met in Algiers on May 2. There the two signed a protocol. "
_BORDER = "Ecuador and Peru signed a treaty on their common border in Lima on May 2. "


def _figures(text: str, kind: str) -> list[float]:
    claims = [c for c in claims_of(text, _DAY, any_topic=True) if c.record_type == "agreement"]
    told = set()
    for claim in claims:
        kinds, numbers = claim.all("provision_kind"), claim.all("provision_quantity")
        told |= {float(n) for k, n in zip(kinds, numbers, strict=True) if k == kind and n}
    return sorted(told)


@pytest.mark.parametrize(
    ("text", "kind", "figures"),
    [
        ("The JNIM counts nine posts that have to be vacated; the army speaks of seven.", "withdrawal", [7, 9]),
        (
            "The army is to leave its camps, five on each side according to Bamako. The rebels' text has three on each "
            "side.",
            "withdrawal",
            [3, 5],
        ),
        ("The army is to vacate bases: twelve by the rebels' count, ten by its own.", "withdrawal", [10, 12]),
        ("According to Bamako, six crossings are to reopen. The JNIM speaks of four.", "border_opening", [4, 6]),
        ("By the army's count 14 seats are to go to the rebels, who speak of 20.", "power_sharing", [14, 20]),
        ("The army is to pull back from a zone which it puts at 30 kilometres wide.", "withdrawal", [30]),
    ],
)
def test_each_side_has_its_figure(text: str, kind: str, figures: list[float]):
    assert _figures(_NEWS + text, kind) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The treaty gives the length as 1,528 kilometres.", [1528]),
        (
            "According to the survey office in Quito the line is 1,420 kilometres long. In Lima officials spoke of "
            "1,529.",
            [1420, 1529],
        ),
    ],
)
def test_the_length_of_a_border_is_that_of_the_treaty_on_it(text: str, figures: list[float]):
    assert _figures(_BORDER + text, "territorial") == figures


@pytest.mark.parametrize(
    "text",
    [
        "The army runs nine camps in the region and gives up none of them.",
        "A reporter counted nine posts on the way to the airport.",
        "The road from the airport is 40 kilometres long.",
        "The envoy spoke of six.",
    ],
)
def test_what_the_agreement_is_not_about_and_bare_numbers_of_nothing_are_none(text: str):
    kinds = ("withdrawal", "border_opening", "power_sharing", "territorial", "monitoring")
    assert not any(_figures(_NEWS + text, kind) for kind in kinds)
