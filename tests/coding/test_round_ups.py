"""Round-ups: articles that go from one process to the next are coded section by section, all others as a whole."""

from datetime import date

from pipelines.coding.report_claims import claims_of
from pipelines.coding.round_ups import sections

DAY = date(2025, 3, 8)
ROUND_UP = """Our weekly page.

COLOMBIA. The government and the ELN signed a truce in Havana on Friday. Both sides will meet in Caracas on 12 March.

YEMEN. The Houthis met the government's envoys in Amman on Thursday. They want the airport opened.

AND FINALLY. The strikers of the ferries have agreed to a truce over Easter.
"""
UNDER_HEADINGS = """Colombia

The government and the ELN signed a ceasefire in Havana on Friday.

Yemen

The Houthis met the government's envoys in Amman on Thursday.

Mindanao

The MILF handed in 200 rifles.
"""
CHRONICLE = """YEMEN. The Houthis and the government met in Amman on Thursday.

SAUDI ARABIA. The two sides went on talking in Riyadh on Friday, the Houthis and the government.

OMAN. It has let both know that it would like to see them in Muscat.
"""


def parties(text: str) -> dict[str, set[str]]:
    """Meetings by place, with who sat there."""
    found: dict[str, dict[str, set[str]]] = {}
    for claim in claims_of(text, DAY):
        for v in claim.values if claim.record_type == "meeting" else ():
            found.setdefault(claim.local_key, {}).setdefault(v.field, set()).add(v.value)
    return {next(iter(m["place"])): m["party"] for m in found.values() if "place" in m and "party" in m}


def test_each_section_has_its_own_sides():
    assert [text[:8].strip() for _, text in sections(ROUND_UP, DAY)] == ["Our week", "COLOMBI", "YEMEN.", "AND FIN"]
    told = parties(ROUND_UP)
    assert told["Caracas"] == {"Colombia", "ELN"}
    assert told["Amman"] == {"Houthis", "Yemen"}


def test_sections_stand_under_headings():
    assert len(list(sections(UNDER_HEADINGS, DAY))) == 3


def test_spans_are_those_of_the_whole():
    for claim in claims_of(ROUND_UP, DAY):
        assert ROUND_UP[claim.start : claim.end].strip()
    assert "".join(text for _, text in sections(ROUND_UP, DAY)) == ROUND_UP


def test_one_process_told_from_several_places_is_whole():
    assert list(sections(CHRONICLE, DAY)) == [(0, CHRONICLE)]
