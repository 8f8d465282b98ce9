"""Demands of one side on the other, over several reports: which are one, which are not, and how they stand at last."""

from tests.resolution.condition_rows import statuses, told

ASKED = (
    "CARACAS - Colombia's government and the ELN negotiate in Caracas about a ceasefire. The ELN says it will sign no "
    "ceasefire unless the army pulls out of the Catatumbo valleys."
)


def test_a_demand_that_is_refused_stays_refused_though_it_is_made_again(tmp_path):
    refused = ASKED + " Colombia's government turned the demand down."
    again = (
        "BOGOTA - The ELN and Colombia's government met in Caracas on Monday. The ELN repeated that it would sign no "
        "ceasefire unless the army pulled out of the Catatumbo valleys."
    )
    assert statuses(told(tmp_path, refused, again)) == [("rejected", 2)]


def test_who_drops_a_demand_drops_the_one_that_was_told_before(tmp_path):
    dropped = (
        "BOGOTA - The ELN and Colombia's government met in Caracas on Monday. The ELN no longer insists that the army "
        "leave the Catatumbo valleys, an ELN delegate told reporters."
    )
    assert statuses(told(tmp_path, ASKED, dropped)) == [("withdrawn", 2)]


def test_the_army_alone_makes_no_two_demands_one(tmp_path):
    other = (
        "BOGOTA - The ELN and Colombia's government met in Caracas on Monday. The ELN's commanders say that rifles "
        "will be handed in only after their owners have been taken into the army and the police."
    )
    assert statuses(told(tmp_path, ASKED, other)) == [("stated", 1), ("stated", 1)]


def test_a_fate_told_with_the_thing_asked_for_finds_its_demand(tmp_path):
    asked = (
        "CARACAS - Colombia's government and the ELN negotiate in Caracas about a ceasefire. The government will not "
        "meet the ELN's commander face to face before the ambushes on the northern road have stopped."
    )
    done = (
        "BOGOTA - Colombia's government and the ELN agreed on a ceasefire on Monday. The northern road has been safe "
        "for weeks, and with that the government's condition for a meeting is fulfilled."
    )
    assert statuses(told(tmp_path, asked, done)) == [("met", 2)]
