"""Listed processes are found by their parties, their territory and the day."""

import re
from datetime import date

from pipelines.reference.actors import actors
from pipelines.reference.processes import processes, processes_between, processes_in


def test_there_are_as_many_processes_as_a_worldwide_list_needs():
    assert len(processes()) >= 250


def test_parties_territories_and_days_are_well_formed():
    for p in processes().values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", p.process_id)
        assert len(set(p.core_party_ids)) == len(p.core_party_ids) > 0, p.process_id
        assert all(re.fullmatch(r"[A-Z]{2}", code) for code in p.territory)
        assert not (p.first_day and p.last_day) or p.first_day <= p.last_day


def test_core_parties_are_no_mediators():
    for p in processes().values():
        kinds = {actors()[party].kind for party in p.core_party_ids}
        assert "organisation" not in kinds or p.process_id in ("israel-palestine", "south-china-sea"), p.process_id


def test_a_pax_number_is_given_once():
    numbers = [p.pax_process_id for p in processes().values() if p.pax_process_id]
    assert len(numbers) == len(set(numbers))


def test_two_parties_and_the_day_find_their_process():
    def first(*parties: str, on: date) -> str:
        return processes_between(parties, on)[0].process_id

    assert first("RUS", "UKR", on=date(2025, 6, 2)) == "russia-ukraine"
    assert first("saf", "rsf", on=date(2023, 5, 11)) == "sudan-saf-rsf"
    assert first("COD", "m23", on=date(2025, 7, 19)) == "drc-m23"
    assert first("COL", "farc", on=date(2016, 9, 26)) == "colombia-farc"
    assert first("COL", "farc", on=date(2000, 2, 1)) == "colombia-farc-1990s"
    assert first("AFG", "USA", "taliban", on=date(2020, 2, 29)) == "afghanistan"
    assert processes_between(["RUS", "USA"], date(2025, 8, 15)) == ()


def test_a_party_and_the_territory_find_their_process():
    assert processes_in("UA", ["RUS"], date(2025, 8, 15))[0].process_id == "russia-ukraine"
