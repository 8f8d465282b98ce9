"""Which process a record belongs to."""

from datetime import date

from pipelines.resolution.processes import Involved, ProcessOutline, assign

LISTED = (
    ProcessOutline("sudan", frozenset({"saf", "rsf"}), frozenset({"SD"}), date(2023, 4, 15), None),
    ProcessOutline("ukraine", frozenset({"RUS", "UKR"}), frozenset({"UA"})),
)


def involved(*actors: str, country: str | None = None, report: str = "r-1", on: date = date(2024, 1, 1)) -> Involved:
    states = tuple({"RUS": "RU", "UKR": "UA"}.get(actor) for actor in actors)
    groups = {"SD" for actor in actors if actor in ("saf", "rsf")}
    return Involved(actors, states, frozenset(groups | {country} - {None}), frozenset({report}), on)


def test_two_core_parties_decide():
    assert assign({"m-1": involved("saf", "rsf")}, LISTED) == {"m-1": "sudan"}


def test_one_core_party_needs_the_territory():
    records = {"m-1": involved("RUS", "USA", country="UA"), "m-2": involved("RUS", "GEO", report="r-2")}
    assert assign(records, LISTED) == {"m-1": "ukraine", "m-2": "p-GEO-RUS"}


def test_a_state_alone_does_not_point_to_a_conflict_within_it():
    within = ProcessOutline("caucasus", frozenset({"RUS", "emirate"}), frozenset({"RU"}))
    records = {"m-1": involved("RUS", "UKR"), "c-1": involved("RUS"), "c-2": involved("RUS", report="r-2")}
    assert assign(records, (*LISTED, within)) == {"m-1": "ukraine", "c-1": "ukraine", "c-2": "p-RUS"}


def test_an_armed_group_alone_points_to_the_conflict_in_its_country():
    assert assign({"c-1": involved("rsf")}, LISTED) == {"c-1": "sudan"}


def test_the_main_process_of_the_report_goes_before_one_that_shares_a_party_and_the_territory():
    within = ProcessOutline("caucasus", frozenset({"RUS", "emirate"}), frozenset({"RU"}))
    records = {"m-1": involved("RUS", "UKR"), "m-2": involved("RUS", "TUR", country="RU")}
    assert assign(records, (*LISTED, within)) == {"m-1": "ukraine", "m-2": "ukraine"}


def test_else_the_main_process_of_the_report_decides():
    records = {"m-1": involved("RUS", "UKR"), "m-2": involved("USA", "TUR")}
    assert assign(records, LISTED) == {"m-1": "ukraine", "m-2": "ukraine"}


def test_a_process_counts_only_while_it_ran():
    assert assign({"m-1": involved("saf", "rsf", on=date(2020, 1, 1))}, LISTED) == {"m-1": "p-rsf-saf"}


def test_a_record_without_actors_still_has_a_process():
    assert assign({"c-1": involved()}, LISTED) == {"c-1": "p-unknown"}


def test_a_record_with_one_actor_joins_the_pair_that_its_reports_are_about():
    records = {"m-1": involved("GEO", "TCD"), "c-1": involved("GEO"), "c-2": involved("GEO", report="r-2")}
    assert assign(records, LISTED) == {"m-1": "p-GEO-TCD", "c-1": "p-GEO-TCD", "c-2": "p-GEO"}
