"""Persons are found by any of their names, with the office they held on the day."""

from datetime import date

from pipelines.reference import spelling
from pipelines.reference.persons import persons, persons_called


def test_there_are_as_many_persons_as_several_decades_need():
    assert len({p.name for p in persons()}) >= 1500


def test_no_name_means_two_persons():
    seen = {}
    for p in persons():
        for name in (p.name, *p.aliases):
            assert seen.setdefault(spelling.key(name), p.name) == p.name, name


def test_nobody_leaves_office_before_entering_it():
    for p in persons():
        assert not (p.first_day and p.last_day) or p.first_day <= p.last_day, p.name


def test_a_person_represents_whom_the_day_says():
    assert [p.actor_id for p in persons_called("Mullah Baradar", date(2020, 2, 29))] == ["taliban"]
    assert [p.actor_id for p in persons_called("Mullah Baradar", date(2024, 1, 1))] == ["AFG"]
    assert [p.office for p in persons_called("Thabo Mbeki", date(2012, 1, 1))] == [
        "chair of the High-Level Implementation Panel"
    ]


def test_spellings_lead_to_one_person():
    names = {persons_called(n)[0].name for n in ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Vladimir Zelensky")}
    assert len(names) == 1
    assert persons_called("António Guterres")[0].actor_id == "un"
