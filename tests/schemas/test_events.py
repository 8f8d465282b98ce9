"""Events: the same content is the same event, what was written is read again, and old versions are upcast."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.claims import Claim, ClaimValue, claim_from_payload, claim_to_payload
from schemas.events import (
    EVENT_TYPES,
    UPCASTERS,
    ClaimsExtracted,
    CorrectionMade,
    InputRejected,
    ReportReceived,
    ReportRetracted,
    ReportRevised,
    decode,
    encode,
    upcast,
)

RETRACTED = ReportRetracted(report_id="r-a", reason="withdrawn", decided_on="2025-01-01", author=None)
RECEIVED = dict(
    report_id="r-a",
    source_key="url:https://example.org/a",
    url="https://example.org/a",
    outlet="Outlet",
    title=None,
    language="en",
    published_on="2025-05-30",
    published_at=None,
    published_offset=None,
    word_count=3,
    text_sha256="0" * 64,
    bytes_sha256="1" * 64,
    media_type="text/markdown",
    text_sketch="",
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
BY_TYPE = {
    str: TEXT,
    int: st.integers(-(2**53), 2**53),
    str | None: st.none() | TEXT,
    dict[str, str]: st.dictionaries(TEXT, TEXT, max_size=3),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
CLAIM_LISTS = st.lists(st.dictionaries(TEXT, JSON, max_size=4), max_size=3).map(tuple)


@st.composite
def events(draw):
    event_type = draw(st.sampled_from(sorted(EVENT_TYPES.values(), key=lambda t: t.__name__)))
    values = {f.name: draw(CLAIM_LISTS if f.name == "claims" else BY_TYPE[f.type]) for f in fields(event_type)}
    return event_type(**values)


@given(events())
def test_what_was_written_is_read_again(event):
    written = encode(event.payload())
    read = decode(type(event).__name__, event.VERSION, json.loads(written))
    assert read == event
    assert read.event_id == event.event_id
    assert encode(read.payload()) == written


@given(events())
def test_an_event_s_line_is_one_line_of_plain_json_in_one_spelling(event):
    written = encode(event.payload())
    assert encode(json.loads(written)) == written
    assert json.loads(written).keys() == {f.name for f in fields(event)}


def test_every_type_is_named_in_the_past_tense_and_says_what_makes_it_the_same():
    for name, event_type in EVENT_TYPES.items():
        assert name.endswith(("ed", "Made")), name
        assert event_type.IDENTITY and set(event_type.IDENTITY) <= {f.name for f in fields(event_type)}, name


def test_event_ids_are_those_of_every_earlier_ledger():
    assert RETRACTED.event_id == "e-ffqau2kc76xfawfidysysoczls"
    claims = ClaimsExtracted(report_id="r-a", coder="rules", coder_version="1", claims=())
    assert claims.event_id == "e-enkpjzsiy36bvfwdkxfgrnjuim"


def test_who_retracts_a_report_or_why_makes_no_second_retraction():
    again = ReportRetracted(report_id="r-a", reason="another", decided_on="2025-02-02", author="Ada")
    other = ReportRetracted(report_id="r-b", reason="withdrawn", decided_on="2025-01-01", author=None)
    assert RETRACTED.event_id == again.event_id != other.event_id


def test_a_coder_version_speaks_once_of_a_report_and_another_speaks_again():
    once = ClaimsExtracted(report_id="r-a", coder="rules", coder_version="1", claims=())
    twice = ClaimsExtracted(report_id="r-a", coder="rules", coder_version="1", claims=({"rule": "x"},))
    newer = ClaimsExtracted(report_id="r-a", coder="rules", coder_version="2", claims=())
    assert once.event_id == twice.event_id != newer.event_id


def test_events_of_two_types_are_never_the_same():
    received, revised = ReportReceived(**RECEIVED), ReportRevised(**RECEIVED, revises_report_id="r-0")
    ids = {received.event_id, revised.event_id, RETRACTED.event_id}
    ids |= {InputRejected(input_id="r-a", uri="a", sha256="0", reason_code="not_text", reason="x").event_id}
    assert len(ids) == 4


def test_events_cannot_be_changed():
    with pytest.raises(AttributeError):
        RETRACTED.reason = "another"  # type: ignore[misc]


@pytest.mark.parametrize("odd", [float("nan"), float("inf")])
def test_what_json_cannot_hold_is_no_event(odd):
    with pytest.raises(ValueError, match="JSON"):
        encode({"confidence": odd})


def test_an_unknown_type_says_that_a_newer_parley_may_have_written_it():
    with pytest.raises(ValueError, match="unknown event type ReportBurnt; a newer Parley"):
        decode("ReportBurnt", 1, {})


def test_an_unknown_or_missing_field_is_named():
    payload = RETRACTED.payload()
    with pytest.raises(ValueError, match="ReportRetracted version 1 does not fit its type: colour"):
        decode("ReportRetracted", 1, {**payload, "colour": "red"})
    del payload["reason"]
    with pytest.raises(ValueError, match="does not fit its type: reason"):
        decode("ReportRetracted", 1, payload)


def test_an_event_of_a_newer_version_asks_for_an_upgrade():
    with pytest.raises(ValueError, match="version 2 comes from a newer Parley; upgrade"):
        decode("ReportRetracted", 2, RETRACTED.payload())


#: A type that had two older shapes: first one `who`, then `author` without a day.
OLDER = {
    ("ReportRetracted", 1): lambda p: {**{k: v for k, v in p.items() if k != "who"}, "author": p["who"]},
    ("ReportRetracted", 2): lambda p: {**p, "decided_on": "2020-01-01"},
}


def test_an_older_version_is_brought_up_step_by_step():
    stored = {"report_id": "r-a", "reason": "x", "who": "Ada"}
    before = dict(stored)
    current = upcast("ReportRetracted", 1, stored, target=3, upcasters=OLDER)
    assert current == {"report_id": "r-a", "reason": "x", "author": "Ada", "decided_on": "2020-01-01"}
    assert ReportRetracted(**current).author == "Ada"
    assert stored == before, "a stored event is never rewritten"


def test_a_version_in_between_takes_the_steps_that_are_left():
    current = upcast("ReportRetracted", 2, {"author": "Ada"}, target=3, upcasters=OLDER)
    assert current == {"author": "Ada", "decided_on": "2020-01-01"}
    assert upcast("ReportRetracted", 3, current, target=3, upcasters=OLDER) is current


def test_a_missing_step_is_named():
    with pytest.raises(ValueError, match="no upcaster for ReportRetracted version 2"):
        upcast("ReportRetracted", 2, {}, target=4, upcasters={("ReportRetracted", 1): dict})


def test_every_old_version_of_every_type_has_its_upcaster():
    wanted = {(name, v) for name, event_type in EVENT_TYPES.items() for v in range(1, event_type.VERSION)}
    assert set(UPCASTERS) == wanted


def test_a_correction_holds_the_columns_of_a_corrections_file():
    expected = (
        "correction_id action table_name record_id other_id claim_ids field old_value new_value author reason_code "
        "reason decided_on"
    )
    assert {f.name for f in fields(CorrectionMade)} == set(expected.split())


VALUES = st.builds(ClaimValue, TEXT, TEXT, st.none() | st.integers(0, 999), st.none() | st.integers(0, 999))
CLAIMS = st.builds(
    Claim,
    record_type=st.sampled_from(["meeting", "agreement", "condition"]),
    local_key=TEXT,
    start=st.integers(0, 999),
    end=st.integers(0, 999),
    sentence_number=st.integers(0, 99),
    sentence_start=st.integers(0, 999),
    realis=TEXT,
    rule=TEXT,
    confidence=st.integers(0, 10_000).map(lambda n: n / 10_000),
    is_background=st.booleans(),
    speaker_name=st.none() | TEXT,
    attributed_to=st.none() | TEXT,
    values=st.lists(VALUES, max_size=3).map(tuple),
)


@given(CLAIMS)
def test_a_claim_comes_back_from_the_ledger_as_it_went_in(claim):
    assert claim_from_payload(json.loads(encode(claim_to_payload(claim)))) == claim


def test_a_claim_with_a_field_that_claims_do_not_have_is_refused():
    payload = claim_to_payload(Claim("meeting", "m1", 0, 1, 0, 0, "actual", "r", 0.5))
    with pytest.raises(TypeError):
        claim_from_payload({**payload, "colour": "red"})
