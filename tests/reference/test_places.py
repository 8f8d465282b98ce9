"""Places are found by any of their names, and a venue leads to its city."""

import re

from pipelines.reference import spelling
from pipelines.reference.actors import actors
from pipelines.reference.places import city_of, place_id_for, places, places_called, seat_of

KINDS = [p.kind for p in places().values()]


def test_there_are_as_many_places_as_a_worldwide_gazetteer_needs():
    assert KINDS.count("city") >= 500 and KINDS.count("venue") >= 120


def test_ids_and_country_codes_are_well_formed():
    for p in places().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", p.place_id), p.place_id
        assert p.country_code is None or re.fullmatch(r"[A-Z]{2}", p.country_code)
        assert p.country_code or p.kind == "region", p.place_id
    geonames = [p.geonames_id for p in places().values() if p.geonames_id]
    assert len(geonames) == len(set(geonames))


def test_every_state_has_a_seat_in_its_own_country():
    for a in actors().values():
        if a.kind == "state":
            seat = seat_of(a.actor_id)
            assert seat is not None and seat.country_code == a.country_code, a.name


def test_a_city_is_the_seat_of_a_known_actor_and_an_actor_has_one_seat():
    seats = [p.seat_of for p in places().values() if p.seat_of]
    assert len(seats) == len(set(seats)) and set(seats) <= set(actors())


def test_only_venues_lie_in_a_city_and_that_city_stands_in_the_table():
    for p in places().values():
        assert p.located_in is None or p.kind == "venue"
        assert city_of(p).kind in ("city", "venue", "region", "country")
        assert city_of(p).country_code == p.country_code


def test_a_name_is_given_to_one_place_of_a_kind_and_country():
    seen = {}
    for p in places().values():
        for name in {spelling.key(n) for n in (p.name, *p.aliases)}:
            assert seen.setdefault((name, p.kind, p.country_code), p) is p, name


def test_a_place_is_found_by_its_variants():
    for name in ("Kyiv", "Kiev", "KIEV"):
        assert places_called(name)[0].name == "Kyiv"
    assert places_called("Sharm El Sheikh")[0].name == "Sharm el-Sheikh"
    assert places_called("Hodeida")[0].country_code == "YE"
    assert place_id_for("Granada", "ES") == "granada-es"
    assert place_id_for("Nowhere") is None


def test_a_venue_leads_to_its_city():
    for venue, city in [
        ("Çırağan Palace", "Istanbul"),
        ("White House", "Washington"),
        ("Palais des Nations", "Geneva"),
        ("U.N. headquarters", "New York"),
        ("Castle Buildings", "Belfast"),
    ]:
        assert city_of(places_called(venue)[0]).name == city
