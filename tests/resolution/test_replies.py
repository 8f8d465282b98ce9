"""Replies: what an actor refuses, grants or has done in one report settles what another report says was asked of it."""

import pytest

from tests.resolution.condition_rows import statuses, told

ASKED = (
    "JUBA - South Sudan's government and the SPLM-IO negotiate in Juba about a peace agreement. The government says it "
    "will sign nothing unless the SPLM-IO withdraws its fighters from Malakal and Leer first."
)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("The SPLM-IO would not withdraw its fighters from Malakal, a spokesman for the SPLM-IO said.", "rejected"),
        ("The SPLM-IO has no intention of withdrawing its men from Malakal.", "rejected"),
        ("The SPLM-IO ruled out a withdrawal from Malakal on Friday.", "rejected"),
        ("The SPLM-IO called a withdrawal of its fighters from Malakal out of the question.", "rejected"),
        ("The SPLM-IO refused to clear out of Malakal and Leer.", "rejected"),
        ("The SPLM-IO withdrew its fighters from Malakal and Leer on Thursday.", "met"),
    ],
)
def test_what_the_addressee_says_or_does_elsewhere_settles_the_demand(tmp_path, words, status):
    place = "JUBA - South Sudan's government and the SPLM-IO will meet again in Juba on March 9 for peace talks. "
    assert statuses(told(tmp_path, ASKED, place + words)) == [(status, 2)]


@pytest.mark.parametrize(
    "words",
    [
        "The SPLM-IO would not release the pilots from Malakal.",
        "The SPLM-IO withdrew two boats.",
        "The government withdrew its fighters from Malakal on Thursday.",
        "The SPLM-IO withdrew nothing from Malakal.",
        "The government would not withdraw its fighters from Malakal.",
    ],
)
def test_another_act_or_another_actor_settles_nothing_and_founds_nothing(tmp_path, words):
    place = "JUBA - South Sudan's government and the SPLM-IO will meet again in Juba on March 9 for peace talks. "
    assert statuses(told(tmp_path, ASKED, place + words)) == [("stated", 1)]


def test_who_had_asked_knows_whether_it_was_done(tmp_path):
    s = (
        "JUBA - South Sudan's government and the SPLM-IO will meet again in Juba on March 9 for peace talks. The last "
        "fighters left Malakal and Leer by boat, and the government regards its condition as met."
    )
    assert statuses(told(tmp_path, ASKED, s)) == [("met", 2)]
