"""What a sentence says of an agreement: how it stands, who binds himself, what it is and when it was made."""

from datetime import date
from typing import Any

import pytest

from pipelines.coding.report_claims import claims_of

_DAY = date(2025, 5, 14)
_SIDES = "The Malian army and the JNIM met in Algiers last year. "


def _agreements(text: str) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for claim in claims_of(_SIDES + text, _DAY, any_topic=True):
        if claim.record_type == "agreement":
            record = found.setdefault(claim.local_key, {"parties": set(claim.all("party"))})
            record.setdefault("kind", claim.first("kind"))
            record.setdefault("status", claim.first("status"))
            record.setdefault("date", claim.first("date_start"))
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Mali and the JNIM signed a ceasefire in Algiers on 2 May.", "signed"),
        ("Mali and the JNIM put their names on Friday to a ceasefire.", "signed"),
        ("Mali and the JNIM clinched a truce on 2 May.", "agreed"),
        ("A truce that Mali and the JNIM had kept since June collapsed on Monday.", "terminated"),
        ("The truce, clinched by Mali and the JNIM in June, lapsed on Monday.", "terminated"),
        ("Mali and the JNIM are hammering out the terms of a ceasefire.", "under_negotiation"),
        ("UN monitors said both Mali and the JNIM had broken the ceasefire of 2 May.", "violated"),
        ("The JNIM turned down a ceasefire that Mali had offered.", "rejected"),
        ("Mali offered the JNIM a ceasefire.", "proposed"),
    ],
)
def test_the_status_is_what_all_the_words_about_it_come_to(text: str, status: str):
    assert [a["status"] for a in _agreements(text)] == [status]


def test_a_charge_by_one_side_leaves_an_agreement_as_it_was():
    (found,) = _agreements("Mali accused the JNIM of violating the ceasefire that the two agreed on 2 May.")
    assert found["status"] == "agreed"


def test_what_one_side_has_accepted_is_still_a_proposal():
    (found,) = _agreements("The JNIM has said yes to a 40-day ceasefire; Mali has yet to answer.")
    assert found["status"] == "proposed"


def test_an_extension_stands_beside_what_it_extends():
    found = _agreements("The ceasefire that Mali and the JNIM agreed on 2 May has been extended by a month.")
    assert {a["kind"] for a in found} == {"ceasefire", "renewal"}


def test_any_agreement_is_none():
    assert not _agreements("Mali would not sign any agreement with the JNIM.")


def test_the_day_is_that_of_the_deed_and_not_of_a_term():
    (found,) = _agreements("Mali and the JNIM signed on 2 May a peace accord that obliges both to disarm by 30 June.")
    assert found["date"] == "2025-05-02"
