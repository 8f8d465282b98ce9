"""Figures of tables: right, few enough to be shown, and of columns that there are."""

import pyarrow as pa
import pytest

from pipelines.release.figures import declared, figures_of
from schemas.catalogue import TABLES
from schemas.codes import CODE_LISTS
from tests.scenario import Scenario, meeting


def test_every_figure_is_of_a_column_and_its_codes():
    for figure in declared():
        column = TABLES[figure.table].column(figure.column)
        assert figure.how in ("count", "percent", "mean", "sum"), figure
        assert bool(figure.test) == (figure.how in ("count", "percent")), figure
        assert figure.how in ("count", "percent") or column.type in ("int", "float"), figure
        if column.codes and figure.test != ("known",):
            assert set(figure.test) <= set(CODE_LISTS[column.codes]), figure
        if figure.test == ("true",):
            assert column.type == "bool", figure


def test_no_figure_is_told_twice_and_no_table_has_too_many():
    names = [(f.table, f.name) for f in declared()]
    assert len(names) == len(set(names))
    assert max(sum(f.table == name for f in declared()) for name in TABLES) <= 10


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_has_counts_and_no_percentages(name):
    found = figures_of(name, TABLES[name].arrow_schema().empty_table())
    assert set(found.values()) <= {0}
    assert not any(f.name in found for f in declared() if f.table == name and f.how in ("percent", "mean"))


def test_figures_are_those_that_one_would_count(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report(
        "a",
        "2025-03-05",
        meeting("m1", "held", "They met in Doha.", date_start="2025-03-05", place="Doha"),
        meeting("m2", "proposed", "They may meet.", parties="Libya;Mali"),
        meeting("m3", "scheduled", "They will meet.", date_start="2025-03-20", parties="Niger;Benin"),
    )
    s.report("b", "2025-03-07", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"))
    s.build()
    found = figures_of("meetings", s.tables().table("meetings"))
    assert found == {
        "held": 1,
        "planned": 2,
        "overdue": 0,
        "percent_dated": 66.7,
        "percent_with_place": 33.3,
        "percent_of_one_source": 66.7,
        "percent_in_conflict": 0.0,
    }
    assert figures_of("claims", s.tables().table("claims"))["mean_confidence"] == 0.9


def test_nulls_and_numbers_are_counted_as_they_are():
    months = {"n_reports": [0, 2, 0, 1], "is_covered": [True] * 4, "meetings_held": [1, 2, 0, 4]}
    rows = pa.table({**months, "agreements_reached": pa.array([None] * 4, pa.int64())})
    assert figures_of("process_months", rows) == {
        "meetings_held": 7,
        "agreements_reached": 0,
        "percent_covered": 100.0,
        "percent_without_report": 50.0,
    }
