"""Texts of many pages, and texts made to hurt: coded part by part, every span in its place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.coding.long_texts import LONGEST_PART, CodedPart, as_one, parts
from pipelines.coding.report_claims import claims_of
from schemas.claims import Claim, ClaimValue

DAY = date(2024, 3, 20)
LEAD = "Chad's government and FACT rebels held talks in Doha on Monday. "
PAGE = (
    LEAD + "The two sides signed a ceasefire on Tuesday, Qatar's foreign ministry said. "
    "The rebels will disarm only if the government frees its prisoners.\n\n"
)


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(min_value=2, max_value=40))
def test_parts_are_the_whole_text_in_order(text, longest):
    found = list(parts(text, longest))
    assert "".join(part for _, part in found) == text
    assert [text[offset : offset + len(part)] for offset, part in found] == [part for _, part in found]
    assert all(len(part) <= longest for _, part in found)


def test_a_news_report_is_one_part():
    assert list(parts(PAGE)) == [(0, PAGE)]


def test_spans_and_keys_of_a_later_part_are_those_of_the_whole():
    def claim(key: str, record_type: str, *values: ClaimValue) -> Claim:
        return Claim(record_type, key, 3, 9, 1, 2, "actual", "meeting_noun", 0.5, values=values)

    first = CodedPart(0, 4, [claim("m1", "meeting"), claim("m2", "meeting"), claim("a1", "agreement")])
    second = CodedPart(
        100,
        2,
        [
            claim("m1", "meeting", ClaimValue("place", "Doha", 4, 8)),
            claim("a1", "agreement", ClaimValue("meeting", "m1")),
            claim("c1", "condition", ClaimValue("conditioned", "agreement:a1"), ClaimValue("demand", "m1", 4, 6)),
        ],
    )
    *_, meeting, agreement, condition = as_one([first, second])
    assert (meeting.local_key, meeting.start, meeting.end) == ("m3", 103, 109)
    assert (meeting.sentence_number, meeting.sentence_start) == (5, 102)
    assert meeting.values == (ClaimValue("place", "Doha", 104, 108),)
    assert (agreement.local_key, agreement.first("meeting")) == ("a2", "m3")
    assert (condition.local_key, condition.first("conditioned"), condition.first("demand")) == (
        "c1",
        "agreement:a2",
        "m1",
    )


def test_acts_of_a_long_text_have_keys_of_their_own_from_part_to_part():
    page = "Chad urged Libya to talk. Ghana promised Togo aid. Kenya's minister visited Uganda on Monday.\n\n"
    text = page * (2 * LONGEST_PART // len(page) + 2)
    found = claims_of(text, DAY, any_topic=True)
    assert found[-1].start > 2 * LONGEST_PART
    assert all(text[c.start : c.end] == text[c.start % len(page) :][: c.end - c.start] for c in found)
    told: dict[str, set[int]] = {}
    for c in found:
        told.setdefault(c.local_key, set()).add(c.sentence_number)
    assert all(len(sentences) == 1 for sentences in told.values())


def test_every_page_of_a_book_is_coded_and_each_quote_stands_in_it():
    text = PAGE * (2 * LONGEST_PART // len(PAGE) + 2)
    claims = claims_of(text, DAY)
    assert {c.record_type for c in claims} == {"meeting", "agreement", "condition"}
    assert max(c.start for c in claims) > 2 * LONGEST_PART
    assert all("\n" not in text[c.start : c.end] and 0 < c.end - c.start <= 300 for c in claims)
    for claim in claims:
        for value in claim.values:
            if value.field in ("date_text", "demand") and value.start is not None:
                assert " ".join(text[value.start : value.end].split()) == value.value
    assert claims == tuple(sorted(claims, key=lambda c: (c.start, c.record_type, c.local_key)))


@pytest.mark.parametrize(
    "tail",
    [
        "x" * 200_000,
        "(" * 100_000,
        "([{" * 20_000 + "}])" * 20_000,
        "“" * 50_000,
        'he said "she said “' * 2_000,
        "FACT, " * 10_000,
        "\n" * 100_000,
        "a" + "\u0301" * 100_000,
        "\u202e\u200b Путин 习近平 في الدوحة " * 3_000,
        "1,000 for 1,000 each " * 2_000,
        "on Friday, 16 May and " * 2_000,
        "THE FRONT OF THE ARMY OF " * 2_000,
        "only if unless until " * 2_000,
        "\x00\x1b[31m\ufffd " * 5_000,
    ],
    ids=lambda tail: ascii(tail[:12]),
)
def test_no_text_brings_the_coder_down(tail):
    """What stands before the garbage is coded all the same."""
    claims = claims_of(LEAD + "\n\n" + tail, DAY, any_topic=True)
    assert [c.first("place") for c in claims if c.start == 0] == ["Doha"]
