"""What a page says "as known on" a day is what a build as of that day says."""

from datetime import date

import pytest

from pipelines.dossiers.known_on import replay
from pipelines.dossiers.reading import read_release, with_records
from pipelines.dossiers.record_fields import LINES
from pipelines.inspection.alternatives import syndication_of, voices_on
from pipelines.ledger.selection import parse_selection
from pipelines.validation.tableset import Row, TableSet
from tests.corrections.sheets import correct, line
from tests.dossiers.sites import Page, pages_of, talks


def known(tables: TableSet, table: str) -> dict[date, Row]:
    """The only row of a table as its page knows it, by day."""
    whole = read_release(tables)
    (record,) = [r for r in whole.records.values() if r.table == table]
    release = with_records(whole, tables, [record.id])
    voices = voices_on(release.tables, [record.id])[record.id]
    replayed = replay(release, table, record.row, record.id, voices, syndication_of(whole.tables))
    return dict(zip(replayed.days, replayed.rows, strict=True))


@pytest.mark.parametrize("table", ["meetings", "conditions"])
def test_each_day_says_what_a_build_as_of_that_day_says(tmp_path, table):
    s = talks(tmp_path / "home")
    s.build()
    replayed = known(s.tables(), table)
    assert len(replayed) > 1
    for day, row in replayed.items():
        outcome = s.build(parse_selection(day.isoformat()))
        (then,) = TableSet(outcome.folder).rows(table)
        for shown in (c for said in LINES[table] for c in said.columns if c not in ("date_end", "date_text")):
            assert row[shown] == then[shown], (day, shown)


def test_the_last_day_is_the_row_as_it_stands(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    (row,) = s.rows("meetings")
    assert list(known(s.tables(), "meetings").values())[-1] == row


def test_a_correction_is_known_from_the_day_of_its_decision(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    (row,) = s.rows("meetings")
    same = {"table_name": "meetings", "record_id": row["meeting_id"], "decided_on": "2025-04-01"}
    correct(s, line("override", field="place_name", old_value="Doha", new_value="Muscat", **same),
            line("override", field="status", old_value="held", new_value="cancelled", **same))  # fmt: skip
    replayed = known(s.tables(), "meetings")
    days = (date(2025, 3, 1), date(2025, 3, 8), date(2025, 4, 1))
    assert [(replayed[d]["status"], replayed[d]["place_name"]) for d in days] == [
        ("scheduled", "Doha"),
        ("held", "Doha"),
        ("cancelled", "Muscat"),
    ]


def test_a_page_holds_each_days_words_and_hides_all_but_the_last(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    (row,) = s.rows("meetings")
    page = Page(pages_of(s.tables())[f"records/{row['meeting_id']}.html"])
    days = [e.attributes["value"] for e in page.all("option")]
    assert days == ["2025-03-08", "2025-03-07", "2025-03-06", "2025-03-01"]
    parts = [
        (e.text, e.attributes["data-since"], "hidden" in e.attributes)
        for e in page.all("span")
        if "data-since" in e.attributes
    ]
    assert ("Scheduled", "2025-03-01", True) in parts and ("Held", "2025-03-06", False) in parts
    assert ("1 report from 1 independent source", "2025-03-01", True) in parts
    assert ("4 reports from 4 independent sources", "2025-03-08", False) in parts


def test_a_record_that_was_reported_on_one_day_offers_no_choice(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    (row,) = s.rows("agreements")
    assert Page(pages_of(s.tables())[f"records/{row['agreement_id']}.html"]).all("select") == []
