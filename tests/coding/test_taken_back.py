"""What a correction notice takes back is claimed too: as denied, with the day that the wrong statement gave."""

from datetime import date

import pytest

from pipelines.coding.report_claims import claims_of

PUBLISHED = date(2024, 3, 8)


@pytest.mark.parametrize(
    "notice",
    [
        "CORRECTION: An earlier version of this article said that Sudan's army and the RSF had signed a ceasefire in "
        "Jeddah on Thursday. They have signed nothing.",
        "Sudan's war goes on.\n\nCORRECTIONS\n\nAn item in our morning newsletter reported that Sudan's army and the "
        "RSF had signed a ceasefire in Jeddah on Thursday; they had not.",
        "Sudan's war goes on.\n\nCORRECTION: This newspaper on Friday reprinted a dispatch from Nyala according to "
        "which Sudan's army and the RSF signed a ceasefire in Jeddah on Thursday. They were in Omdurman.",
        "The Nile Courier retracts its report that Sudan's army and the RSF signed a ceasefire in Jeddah on Thursday.",
    ],
)
def test_the_wrong_statement_is_a_denied_claim_with_its_day(notice):
    (denied,) = [c for c in claims_of(notice, PUBLISHED, any_topic=True) if c.record_type == "agreement"]
    assert denied.realis == "denied"
    assert denied.attributed_to is None
    assert (denied.first("status"), denied.first("date_start")) == ("signed", "2024-03-07")


@pytest.mark.parametrize(
    "whose",
    [
        "an article of the Lake Herald according to which",
        "the Lake Herald's report that",
        "a Lake Herald item saying that",
    ],
)
def test_what_was_had_from_another_outlet_is_denied_as_said_by_that_outlet(whose):
    notice = (
        f"Sudan's war goes on.\n\nCORRECTION: This newspaper on Friday reprinted {whose} Sudan's army and the RSF "
        "signed a ceasefire in Jeddah on Thursday. They were in Omdurman."
    )
    (denied,) = [c for c in claims_of(notice, PUBLISHED, any_topic=True) if c.record_type == "agreement"]
    assert (denied.realis, denied.first("status")) == ("denied", "signed")
    assert denied.attributed_to == "Lake Herald"


def test_what_was_never_off_is_not_denied_to_be_off():
    notice = (
        "CORRECTION: An earlier version of this story said that the talks between Sudan's army and the RSF in Jeddah "
        "had been cancelled on Thursday. They go on."
    )
    assert not [c for c in claims_of(notice, PUBLISHED, any_topic=True) if c.first("status") == "cancelled"]


def test_a_figure_that_is_taken_back_is_no_term_of_the_accord():
    text = (
        "Sudan's army and the RSF signed an accord in Jeddah on Thursday to exchange 300 prisoners.\n\n"
        "CORRECTION: An earlier version of this article gave 700 prisoners as the number of those covered by the deal."
    )
    figures = {q for c in claims_of(text, PUBLISHED) for q in c.all("provision_quantity") if q}
    assert figures == {"300"}
