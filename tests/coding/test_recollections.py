"""What was asked for and what has come of it; and rounds of which only the beginning is told, from after their end."""

from datetime import date

import pytest

from pipelines.coding.report_claims import claims_of

_DAY = date(2025, 5, 14)
_SIDES = "The Malian army and the JNIM met in Algiers last year. "


def _conditions(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Holder, demand and status of each condition."""
    claims = [c for c in claims_of(_SIDES + text, _DAY, any_topic=True) if c.record_type == "condition"]
    return [(c.first("holder"), c.first("demand"), c.first("status")) for c in claims if c.first("demand")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The corridor Mali had asked for is now part of the deal.", ("Mali", "The corridor", "accepted")),
        ("The corridor that Mali had asked for is now part of the deal.", ("Mali", "The corridor", "accepted")),
        (
            "A retreat from Kidal is what Mali had demanded all winter, and the JNIM has now agreed to it.",
            ("Mali", "A retreat from Kidal", "accepted"),
        ),
        (
            "The JNIM has withdrawn its objection to a mediator from Ghana: he may come.",
            ("JNIM", "a mediator from Ghana", "withdrawn"),
        ),
        (
            "An envoy said that the JNIM refuses to leave Kidal, as Mali had required.",
            ("Mali", "that the JNIM refuses to leave Kidal", "rejected"),
        ),
        ("Such a corridor had been the JNIM's condition for signing.", ("JNIM", "Such a corridor", "met")),
    ],
)
def test_a_term_is_recalled_with_what_has_come_of_it(text: str, told: tuple[str, str, str]):
    assert told in _conditions(text)


def test_what_somebody_had_asked_for_and_still_wants_is_not_granted():
    assert all(status != "accepted" for _, _, status in _conditions("The corridor Mali had asked for is out of reach."))


def _meetings(text: str) -> list[str | None]:
    return [c.first("status") for c in claims_of(text, _DAY, any_topic=True) if c.record_type == "meeting"]


def test_a_round_that_had_begun_is_over_and_one_that_began_is_not():
    assert _meetings("The round of talks between Mali and the JNIM in Algiers had begun on May 12.") == ["held"]
    assert _meetings("The round of talks between Mali and the JNIM in Algiers began on May 13.") == ["ongoing"]


def test_who_sat_down_for_one_session_has_met_and_for_a_round_has_only_begun():
    told = "Officers of Mali and the JNIM sat down in Algiers on May 13 for "
    assert "held" in _meetings(told + "the first session of the committee.")
    assert "ongoing" in _meetings(told + "a new round of talks.")
