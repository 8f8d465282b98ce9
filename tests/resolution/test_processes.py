"""Which process a record belongs to."""

from datetime import date

from pipelines.resolution.processes import Involved, ProcessOutline, assign

LISTED = (
    ProcessOutline("sudan", frozenset({"saf", "rsf"}), frozenset({"SD"}), date(2023, 4, 15), None),
    ProcessOutline("ukraine", frozenset({"RUS", "UKR"}), frozenset({"UA"})),
)


def involved(
    *actors: str, countries: tuple[str, ...] = (), report: str = "r-1", on: date = date(2024, 1, 1)
) -> Involved:
    return Involved(actors, frozenset(countries), frozenset({report}), on)


def test_two_core_parties_decide():
    assert assign({"m-1": involved("saf", "rsf")}, LISTED) == {"m-1": "sudan"}


def test_one_core_party_needs_the_territory():
    records = {"m-1": involved("RUS", "USA", countries=("UA",)), "m-2": involved("RUS", "GEO", report="r-2")}
    assert assign(records, LISTED) == {"m-1": "ukraine", "m-2": "p-GEO-RUS"}


def test_else_the_main_process_of_the_report_decides():
    records = {"m-1": involved("RUS", "UKR"), "m-2": involved("USA", "TUR")}
    assert assign(records, LISTED) == {"m-1": "ukraine", "m-2": "ukraine"}


def test_a_process_counts_only_while_it_ran():
    assert assign({"m-1": involved("saf", "rsf", on=date(2020, 1, 1))}, LISTED) == {"m-1": "p-rsf-saf"}


def test_a_record_without_actors_still_has_a_process():
    assert assign({"c-1": involved()}, LISTED) == {"c-1": "p-unknown"}
