"""Actors are found by the names that reports give them, on the day of the report."""

import re
from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from pipelines.reference import spelling
from pipelines.reference.actors import (
    actor,
    actor_aliases,
    actor_id_for,
    actors,
    actors_called,
    aliases_called,
)


def ids(words: str, on: date | None = None) -> list[str]:
    return [found.actor_id for found in actors_called(words, on)]


STATES = [a for a in actors().values() if a.kind == "state"]


def test_there_are_as_many_actors_as_a_worldwide_table_needs():
    kinds = [a.kind for a in actors().values()]
    assert kinds.count("state") >= 195
    assert kinds.count("armed_group") + kinds.count("party") >= 450
    assert kinds.count("organisation") >= 130


def test_no_two_actors_share_a_canonical_name():
    names = [spelling.key(a.name) for a in actors().values()]
    assert len(names) == len(set(names))


def test_every_id_is_an_iso_code_for_states_and_a_slug_otherwise():
    for a in actors().values():
        if a.kind == "state":
            assert re.fullmatch(r"[A-Z]{3}", a.actor_id) and a.iso3 == a.actor_id
        else:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", a.actor_id) and a.iso3 is None
            assert not a.actor_id.startswith("x-")


def test_codes_are_well_formed_and_given_once():
    for a in actors().values():
        assert a.country_code is None or re.fullmatch(r"[A-Z]{2}", a.country_code)
        assert a.ucdp_id is None or a.ucdp_id.isdigit()
        assert a.wikidata_id is None or re.fullmatch(r"Q[1-9]\d*", a.wikidata_id)
    for codes in (
        [a.country_code for a in STATES],
        [a.gwcode for a in STATES if a.gwcode],
        [a.wikidata_id for a in actors().values() if a.wikidata_id],
        [a.ucdp_id for a in actors().values() if a.ucdp_id],
    ):
        assert len(codes) == len(set(codes))


def test_a_government_body_represents_a_state():
    for a in actors().values():
        if a.represents is not None:
            assert a.kind == "government_body" and actor(a.represents).kind == "state"


def test_every_state_has_a_demonym_a_plural_and_a_capital():
    kinds = defaultdict(set)
    for alias in actor_aliases():
        kinds[alias.actor_id].add(alias.kind)
    for a in STATES:
        assert {"demonym", "demonym_plural", "capital"} <= kinds[a.actor_id], a.name


def test_every_actor_is_found_by_its_canonical_name():
    for a in actors().values():
        assert a.actor_id in ids(a.name), a.name
        assert actor_id_for(a.name) == a.actor_id


def test_no_alias_means_two_actors_on_one_day_unless_it_is_marked_ambiguous():
    by_words = defaultdict(list)
    for alias in actor_aliases():
        by_words[spelling.plain(alias.alias)].append(alias)
    for same in by_words.values():
        for one, other in combinations(same, 2):
            overlap = (one.first_day or date.min) <= (other.last_day or date.max) and (other.first_day or date.min) <= (
                one.last_day or date.max
            )
            if one.actor_id != other.actor_id and overlap:
                assert one.is_ambiguous and other.is_ambiguous, one.alias


def test_an_alias_that_ends_does_not_end_before_it_begins():
    for alias in actor_aliases():
        assert not (alias.first_day and alias.last_day) or alias.first_day <= alias.last_day


def test_the_taliban_are_the_government_of_afghanistan_from_the_day_they_took_kabul():
    assert ids("Taliban", date(2021, 8, 14)) == ["taliban"]
    assert ids("Taliban", date(2021, 8, 15)) == ["AFG"]


def test_who_governs_in_khartoum_depends_on_the_day():
    assert ids("Sudanese government", date(2019, 1, 1)) == ["SDN"]
    assert ids("Sudanese government", date(2024, 1, 1)) == ["saf"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kremlin", "RUS"),
        ("the White House", "USA"),
        ("KYIV", "UKR"),
        ("Kiev", "UKR"),
        ("Türkiye", "TUR"),
        ("Çankaya", None),
        ("the Houthi movement", "houthis"),
        ("Ansar Allah", "houthis"),
        ("Burma", "MMR"),
        ("Port Sudan", "saf"),
        ("Sant’Egidio", "sant-egidio"),
        ("Tamil Tigers", "ltte"),
        ("Sahrawis", "polisario"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("us", None),
        ("CAR", "CAF"),
        ("car", None),
        ("model", None),
        ("Bangladeshis", "BGD"),
    ],
)
def test_words_find_their_actor(words, expected):
    assert ids(words, date(2024, 6, 1)) == ([expected] if expected else [])


def test_ambiguous_words_give_all_their_actors_the_likelier_first():
    assert ids("Congo") == ["COD", "COG"]
    assert all(alias.is_ambiguous for alias in aliases_called("Congo"))


def test_an_unknown_name_gets_an_id_of_its_own():
    assert actor_id_for("Front for Things") == "x-front-for-things"
    assert actor_id_for("The  Front for Thíngs") == "x-the-front-for-things"
    with pytest.raises(ValueError, match="no letter"):
        actor_id_for("…")
