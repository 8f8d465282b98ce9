"""A reference table is read strictly, and what is wrong is named by file and line."""

from pathlib import Path

import pytest

from pipelines.reference.tsv import read_table

GOOD = "# a table\n# of towns\nname\tcountry\nArusha\tTZ\nDayton\tUS\n"


def read(tmp_path: Path, text: str) -> list[dict[str, str]]:
    path = tmp_path / "towns.tsv"
    path.write_text(text, encoding="utf-8")
    return [row.cells for row in read_table(path, columns=("name", "country"), key=("name",))]


def test_comments_and_the_header_are_no_rows(tmp_path):
    assert read(tmp_path, GOOD) == [{"name": "Arusha", "country": "TZ"}, {"name": "Dayton", "country": "US"}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("country", "nation"), r"towns.tsv:3: .*country.*nation"),
        (GOOD.replace("name\tcountry", "country\tname"), r"towns.tsv:3: .*the order"),
        (GOOD.replace("Dayton", "Arusha"), r"towns.tsv:5: 'Arusha' stands in line 4 already"),
        (GOOD.replace("Dayton\tUS", "Dayton"), r"towns.tsv:5: 1 fields, expected 2"),
        (GOOD.replace("Dayton\tUS", "Dayton\tUS\tOhio"), r"towns.tsv:5: 3 fields, expected 2"),
        (GOOD.replace("Dayton", "Dayton "), r"towns.tsv:5: blanks around a cell"),
        (GOOD + "\n", r"towns.tsv:6: 1 fields, expected 2"),
        ("# only a comment\n", r"towns.tsv: no header"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_file_and_line(tmp_path, text, message):
    with pytest.raises(ValueError, match=message):
        read(tmp_path, text)


def test_a_day_that_is_none_and_an_empty_member_are_refused_with_their_line(tmp_path):
    path = tmp_path / "days.tsv"
    path.write_text("day\tnames\n2023-02-30\ta||b\n", encoding="utf-8")
    (row,) = read_table(path, columns=("day", "names"), key=("day",))
    with pytest.raises(ValueError, match=r"days.tsv:2: day is no day"):
        row.day("day")
    with pytest.raises(ValueError, match=r"days.tsv:2: names has an empty member"):
        row.names("names")
