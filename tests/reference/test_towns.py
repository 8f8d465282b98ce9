"""A town that the gazetteer does not list still tells its country."""

import re

from pipelines.reference.places import places_called
from pipelines.reference.towns import TOWN_COLUMNS, TOWNS, countries_with_town, towns
from pipelines.reference.tsv import read_table


def test_there_are_as_many_towns_as_rural_talks_need():
    assert len(towns()) >= 30_000


def test_every_row_is_read_as_the_tables_of_reference_are():
    rows = {row.cells["name"]: row.names("country_codes") for row in read_table(TOWNS, TOWN_COLUMNS, key=("name",))}
    assert {countries_with_town(name) == codes for name, codes in rows.items()} == {True}


def test_every_country_is_an_iso_code_and_given_once():
    for codes in (joined.split("|") for joined in towns().values()):
        assert codes and len(set(codes)) == len(codes)
        assert all(re.fullmatch(r"[A-Z]{2}", code) for code in codes)


def test_a_village_leads_to_its_country_and_a_name_of_several_to_all():
    assert countries_with_town("Cassamba") == ("AO",)
    assert len(countries_with_town("San Antonio")) > 1
    assert countries_with_town("Nowhere-on-Sea") == ()


def test_a_listed_city_is_not_listed_again_for_its_country():
    for name in ("Naivasha", "Mekelle", "Ohrid"):
        assert {p.country_code for p in places_called(name)}.isdisjoint(countries_with_town(name))
