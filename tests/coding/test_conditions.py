"""Conditions: who sets a term, who must deliver, what became of it — and what is no term at all."""

from datetime import date

import pytest

from pipelines.coding.report_claims import claims_of
from schemas.claims import Claim

TALKS = "Hamas and Israel negotiated in Cairo on Monday. "


def conditions(text: str) -> list[Claim]:
    """Claims of the conditions of a report about talks."""
    return [c for c in claims_of(TALKS + text, date(2025, 5, 14)) if c.record_type == "condition"]


@pytest.mark.parametrize(
    ("text", "holder", "addressee", "kind"),
    [
        ("Israel will open the crossings only if Hamas frees the captives.", "Israel", "Hamas", "precondition"),
        ("Unless Israel stops its raids, Hamas will not return to the table.", "Hamas", "Israel", "precondition"),
        ("A deal hinges on an Israeli withdrawal, Hamas official Basem Naim said.", "Hamas", "Israel", "precondition"),
        ("Hamas must disarm before there can be any truce, Israel said.", "Israel", "Hamas", "precondition"),
        ("Israel insists that Hamas release every hostage.", "Israel", "Hamas", "demand"),
        ("Israel has vowed never to allow a return of Hamas.", "Israel", None, "red_line"),
        ("For Hamas, an Israeli withdrawal is non-negotiable.", "Hamas", None, "red_line"),
        ("Hamas asked for a guarantee from Israel that the raids would cease.", "Hamas", "Israel", "guarantee"),
    ],
)
def test_a_term_has_who_sets_it_and_who_must_deliver(text: str, holder: str, addressee: str | None, kind: str):
    (found,) = conditions(text)
    assert (found.first("holder"), found.first("addressee"), found.first("kind")) == (holder, addressee, kind)


def test_the_answer_in_the_next_sentence_says_how_a_term_stands():
    (found,) = conditions("Israel insists that Hamas disarm. Hamas has rejected the demand.")
    assert found.first("status") == "rejected"


def test_the_person_who_voices_a_term_is_its_speaker():
    (found,) = conditions("Israel will not sign until the hostages are free, Defence Minister Benny Gantz said.")
    assert found.first("speaker") == "Benny Gantz"


@pytest.mark.parametrize(
    "text",
    [
        "Israel threatened to resume its raids unless Hamas gave way.",
        "Hamas is ready to meet Israel without preconditions.",
        "Reporters asked why Israel should have come if Hamas was not there.",
        "Only once in this war have Israel and Hamas agreed on a text.",
    ],
)
def test_threats_waivers_and_questions_set_no_term(text: str):
    assert conditions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Hamas opened a new round on Tuesday.",
        "Israel opened on Tuesday with a long statement.",
        "Israel confirmed the conversation and the week.",
        "Hamas published no figures.",
        "Israel's army announced it by telephone.",
        "Israel agreed on Tuesday.",
    ],
)
def test_news_of_a_meeting_or_a_day_is_no_reply_to_a_demand(text: str):
    assert [c for c in conditions(text) if c.rule == "condition_reply"] == []


@pytest.mark.parametrize("text", ["Israel opened the crossing at Rafah.", "Hamas agreed to free the captives."])
def test_an_act_that_may_have_been_asked_for_is_a_reply(text: str):
    assert [c.rule for c in conditions(text)] == ["condition_reply"]
