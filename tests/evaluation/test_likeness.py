"""When two values of two codings are the same, nearly the same, or not."""

from datetime import date

import pytest

from pipelines.evaluation.compared import status_code
from pipelines.evaluation.compared_agreements import Provision, provision_scores
from pipelines.evaluation.compared_meetings import persons_score
from pipelines.evaluation.likeness import days, days_alike, evidence_overlap, jaccard, same_or_missing
from pipelines.evaluation.names import actor_key, person_key, place_key


def test_a_day_lies_in_its_month_and_not_in_the_next() -> None:
    assert days_alike(days("1992-08", None), days("1992-08-07", None)) == 1
    assert days_alike(days("1992-08", None), days("1992-09-01", None)) == 0
    assert days("1992-02", None) == ("1992-02-01", "1992-02-29")


def test_ranges_are_alike_when_they_share_a_day() -> None:
    assert days_alike(days("1992-08-05", "1992-08-07"), days("1992-08-07", None)) == 1
    assert days_alike(days("1992-08-05", "1992-08-06"), days("1992-08-07", None)) == 0


def test_a_missing_value_is_half_right() -> None:
    assert days_alike(None, days("1992-08-07", None)) == 0.5
    assert days_alike(None, None) == 1
    assert same_or_missing("rome-it", None) == 0.5
    assert same_or_missing("rome-it", "gaborone-bw") == 0
    assert same_or_missing(None, None) == 1


def test_sets_are_alike_by_the_members_they_share() -> None:
    assert jaccard({"a", "b"}, {"b", "c"}) == pytest.approx(1 / 3)
    assert jaccard(set(), set()) == 1
    assert jaccard(set(), {"a"}) == 0


def test_evidence_overlaps_by_where_it_stands_not_by_its_words() -> None:
    body = "They met in Rome. Later they met in Gaborone, and parted."
    assert evidence_overlap("They met in Rome", "met in Rome. Later", body) == pytest.approx(11 / 16)
    assert evidence_overlap("They met in Rome", "they met in Gaborone", body) == 0
    assert evidence_overlap("met in", "they met in Gaborone", body) == 1


def test_evidence_in_other_quotes_or_case_is_found_and_invented_evidence_is_not() -> None:
    body = "He called it “a day  of peace” and left."
    assert evidence_overlap('called it "a day of peace"', "called it “a day  of peace”", body) == 1
    assert evidence_overlap("HE CALLED IT", "He called it", body) == 1
    assert evidence_overlap("a day of war", "a day  of peace", body) == 0
    assert evidence_overlap("", "a day  of peace", body) == 0


@pytest.mark.parametrize("name", ["Mozambique", "MOZAMBIQUE", "Maputo", "MOZ", "the Government of Mozambique"])
def test_names_of_an_actor_are_one_actor(name: str) -> None:
    assert actor_key(name) == "MOZ"


def test_an_unknown_actor_is_its_own_however_it_is_spelt() -> None:
    assert actor_key("The Lake-Side Council") == actor_key("lake side council") == "?lake side council"
    assert actor_key("Lake Side Front") != actor_key("Lake Side Council")
    assert actor_key(" ") is actor_key(None) is None


def test_an_alias_means_the_actor_of_its_day() -> None:
    assert actor_key("Kabul", date(2011, 1, 1)) == actor_key("Afghanistan")


def test_a_venue_is_its_city_and_an_unknown_place_itself() -> None:
    assert place_key("White House") == place_key("Washington, D.C.") == place_key("Washington")
    assert place_key("Upper Nowhere") == "upper nowhere"
    assert place_key("") is None


def test_persons_are_the_same_by_the_sound_of_their_surname() -> None:
    assert person_key("President Volodymyr Zelenskiy") == person_key("Zelensky")
    assert person_key("Afonso Dhlakama") == person_key("Dhlakama Jr.") != person_key("Joaquim Chissano")
    assert person_key("") is None


def test_persons_are_scored_one_to_one() -> None:
    assert persons_score(["dhlakama", "dhlakama"], ["dhlakama"]) == (2, 3)
    assert persons_score([], []) == (0, 0)


def test_provisions_are_paired_by_kind_and_equal_quantities_first() -> None:
    ours = [Provision("disarmament", 90), Provision("disarmament", 180), Provision("ceasefire", None)]
    gold = [Provision("disarmament", 180), Provision("ceasefire", None), Provision("monitoring", None)]
    scores = provision_scores(ours, gold)
    assert scores["provisions_F1"] == (4, 6)
    assert scores["quantity"] == (1, 1)


def test_a_quantity_that_only_one_coding_has_is_wrong() -> None:
    assert provision_scores([Provision("withdrawal", 30)], [Provision("withdrawal", None)])["quantity"] == (0, 1)


def test_words_for_a_status_count_as_the_code_of_their_table() -> None:
    assert status_code("meetings", "Called off") == "cancelled"
    assert status_code("meetings", "agreed") == "scheduled"
    assert status_code("agreements", "agreed") == "agreed"
    assert status_code("conditions", None) is None
