"""Agreements that one report keeps apart: by their names, by when they were made, and by whose word they are."""

from datetime import date

from pipelines.coding.report_claims import claims_of

_DAY = date(2025, 5, 14)
_SIDES = "The Malian army and the JNIM met in Algiers last year. "


def _agreements(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Kind, status and first day of each agreement, in order of the text."""
    found: dict[str, tuple[str | None, str | None, str | None]] = {}
    for claim in claims_of(_SIDES + text, _DAY, any_topic=True):
        if claim.record_type == "agreement" and claim.rule != "act":
            told = (claim.first("kind"), claim.first("status"), claim.first("date_start"))
            found.setdefault(claim.local_key, told)
    return list(found.values())


def test_an_exchange_that_is_the_news_is_not_the_one_arranged_weeks_before():
    found = _agreements(
        "Mali and the JNIM agreed on Monday to an exchange of at least 200 prisoners each. "
        "At a round on April 11 the sides had arranged the 90-for-90 swap carried out last month."
    )
    assert [day for _, _, day in found] == ["2025-05-12", "2025-04-11"]


def test_what_a_people_proposes_and_what_it_refuses_are_two():
    found = _agreements(
        "The Malians handed over a list on Monday. They also proposed a pause of three days in the north. "
        "They turned down the full ceasefire, a rebel spokesman said."
    )
    assert [status for kind, status, _ in found if kind == "ceasefire"] == ["proposed", "rejected"]


def test_a_plan_and_a_declaration_are_two_instruments():
    found = _agreements(
        "Mali and the JNIM approved a withdrawal plan in Algiers on Monday. "
        "On Tuesday the two signed the declaration on civilians."
    )
    assert len(found) == 2


def test_each_of_two_texts_signed_in_one_sentence_has_its_day():
    found = _agreements("Mali and the JNIM signed a declaration on May 2 and a truce of five days on May 9.")
    assert [day for _, _, day in found] == ["2025-05-02", "2025-05-09"]


def test_a_text_that_was_signed_is_not_the_accord_that_is_still_wanted():
    found = _agreements(
        "Mediators want a peace accord with the JNIM by July. "
        "The document that Mali and the JNIM signed in Algiers on April 2 is quoted by both."
    )
    assert ("comprehensive", "signed", "2025-04-02") not in found
    assert [day for _, status, day in found if status == "signed"] == ["2025-04-02"]


def test_agreements_of_no_number_are_not_the_one_that_was_reached():
    found = _agreements(
        "Agreements must first be found by the negotiators, a Malian minister said. "
        "The prisoner exchange agreed with the JNIM on May 2 begins on Friday."
    )
    assert [(kind, day) for kind, _, day in found if kind == "prisoner_exchange"] == [
        ("prisoner_exchange", "2025-05-02")
    ]


def test_who_refuses_without_an_object_refuses_what_was_put_forward_just_before():
    claims = claims_of(
        _SIDES + "The mediators suggested a first exchange of 50 prisoners from each side. Mali refused: it wants all.",
        _DAY,
        any_topic=True,
    )
    told = [(c.first("kind"), c.first("status")) for c in claims if c.record_type == "agreement"]
    assert told == [("prisoner_exchange", "proposed"), ("prisoner_exchange", "rejected")]


def test_who_refuses_after_a_signature_refuses_something_else():
    found = _agreements("Mali and the JNIM signed a truce of ten days on May 2. Mali declined.")
    assert [status for _, status, _ in found] == ["signed"]


def test_an_exchange_of_another_number_made_on_a_known_day_is_another_one():
    found = _agreements(
        "An understanding with the JNIM, under which 40 prisoners were to be exchanged, has lapsed, Mali says. "
        "The last exchange of prisoners, agreed on in March 2024, freed 700."
    )
    assert [(status, day) for _, status, day in found] == [("terminated", None), ("agreed", "2024-03-01")]
