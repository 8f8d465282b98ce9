"""Exports: every cell of a release survives CSV and DuckDB with its type, and no cell is run by a spreadsheet."""

import csv
import shutil
import subprocess
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.export.csv_files import export_csv
from pipelines.export.duckdb_file import export_duckdb, views
from pipelines.export.place import ExportError
from pipelines.release.csv_cells import shielded, unshielded
from pipelines.release.package import files_of
from schemas.catalogue import TABLES
from tests.cli.commands import User
from tests.export.hostile import HOSTILE, hostile_home
from tests.release.example_release import released
from tests.scenario import Scenario

FORMULA = "=+-@\t\r＝＋－＠"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Scenario:
    return hostile_home(tmp_path_factory.mktemp("hostile") / "home")


@pytest.fixture(scope="module")
def hostile_csv(hostile: Scenario, tmp_path_factory) -> Path:
    return export_csv(hostile.home.latest.resolve(), tmp_path_factory.mktemp("exports") / "csv")


def names_in(rows: list[dict]) -> set[str]:
    return {name for row in rows for name in [row["holder_name"]]}


def test_the_release_holds_the_hostile_names_as_they_are(hostile):
    assert names_in(hostile.rows("conditions")) == set(HOSTILE)
    parties = {name for row in hostile.rows("meetings") for name in row["party_names"].split("; ")}
    assert parties == {*HOSTILE, "Sudan"}


@given(st.text())
def test_any_text_comes_back_from_its_cell(text):
    assert unshielded(shielded(text)) == text
    assert "\x00" not in shielded(text)


@pytest.mark.parametrize("text", [*HOSTILE, "\t=1+1", "\r=1+1", "  =1+1", "\n@x", "\x00=1+1", "\u200e-1"])
def test_a_cell_begins_no_formula_and_holds_no_nul(text):
    cell = shielded(text)
    seen = cell.lstrip(" \n\u202e\ufeff\u2066\u200e")
    assert seen[:1] not in tuple(FORMULA)
    assert "\x00" not in cell


def test_harmless_texts_are_left_alone():
    for text in ("Sudan", "2025-03-05", "", "a = b", "x@y", "Ünïcode 名前"):
        assert shielded(text) == text


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_hostile_names_survive_csv_and_stay_harmless(hostile, hostile_csv):
    for name, table in TABLES.items():
        cells = read_csv(hostile_csv / f"{name}.csv")
        for row, told in zip(hostile.rows(name), cells, strict=True):
            for column in table.columns:
                if column.type == "string":
                    assert unshielded(told[column.name]) == (row[column.name] or ""), column.name
                    assert told[column.name].lstrip(" \n\u202e\ufeff")[:1] not in tuple(FORMULA)


@pytest.mark.parametrize("tool", ["pandas", "polars", "duckdb"])
def test_other_readers_of_csv_find_the_same_names(hostile_csv, tool):
    path = hostile_csv / "conditions.csv"
    if tool == "pandas":
        cells = pd.read_csv(path, dtype=str, keep_default_na=False)["holder_name"].tolist()
    elif tool == "polars":
        polars = pytest.importorskip("polars")
        cells = polars.read_csv(path, infer_schema=False)["holder_name"].to_list()
    else:
        duckdb = pytest.importorskip("duckdb")
        with duckdb.connect() as connection:
            relation = connection.read_csv(str(path), all_varchar=True)
            cells = [row[0] for row in relation.project("holder_name").fetchall()]
    assert Counter(map(unshielded, cells)) == Counter(HOSTILE)


def test_hostile_names_survive_duckdb(hostile, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    path = export_duckdb(hostile.home.latest.resolve(), tmp_path / "parley.duckdb")
    with duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute("select holder_name from conditions").fetchall()
    assert {name for (name,) in found} == set(HOSTILE)


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    return released(tmp_path_factory.mktemp("example") / "home").home.latest.resolve()


@pytest.fixture(scope="module")
def example_csv(example: Path, tmp_path_factory) -> Path:
    return export_csv(example, tmp_path_factory.mktemp("exports") / "csv")


def test_a_validator_of_somebody_else_accepts_every_row_of_the_csv(example_csv):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(example_csv / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]
    assert len(report.tasks) == len(TABLES)
    # its row counts come from reading: none was skipped
    rows = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert rows == {name: len(read_csv(example_csv / f"{name}.csv")) for name in TABLES}


def test_the_validator_also_accepts_hostile_names(hostile_csv):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(hostile_csv / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]


@pytest.mark.parametrize(
    ("table", "column", "value", "found"),
    [
        ("meetings", "process_id", "atlantis", "foreign-key"),
        ("meetings", "status", "dreamt", "constraint-error"),
        ("meetings", "date_start", "yesterday", "type-error"),
        ("actors", "actor_id", "x", "foreign-key"),
    ],
)
def test_the_validator_notices_what_is_wrong(example_csv, tmp_path, table, column, value, found):
    frictionless = pytest.importorskip("frictionless")
    copy = shutil.copytree(example_csv, tmp_path / "copy")
    path = copy / f"{table}.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.loc[0, column] = value
    frame.to_csv(path, index=False)
    report = frictionless.Package(str(copy / "datapackage.json")).validate()
    assert found in {kind for (kind,) in report.flatten(["type"])}


def test_dates_numbers_and_nulls_in_csv_are_what_they_were(example, example_csv):
    duckdb = pytest.importorskip("duckdb")
    for name, table in TABLES.items():
        types = {"string": "VARCHAR", "int": "BIGINT", "float": "DOUBLE", "bool": "BOOLEAN", "date": "DATE"}
        columns = {c.name: types.get(c.type, "TIMESTAMPTZ") for c in table.columns}
        with duckdb.connect() as connection:
            connection.execute("set timezone = 'UTC'")
            relation = connection.read_csv(
                str(example_csv / f"{name}.csv"), columns=columns, header=True, allow_quoted_nulls=False
            )
            found = relation.to_arrow_table().to_pylist()
        wanted = pq.read_table(example / f"{name}.parquet").to_pylist()
        for got, row in zip(found, wanted, strict=True):
            got = {k: unshielded(v) if isinstance(v, str) else v for k, v in got.items()}
            assert got == row, name


def test_the_csv_folder_carries_codebook_citation_licence_and_sums(example_csv):
    assert set(files_of(example_csv)) >= {"README.md", "codebook.csv", "CITATION.cff", "LICENSE.md", "datapackage.json"}
    done = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=example_csv, check=False)
    assert done.returncode == 0
    assert "apostrophe" in (example_csv / "README.md").read_text(encoding="utf-8")


def test_two_csv_exports_have_the_same_bytes(example, example_csv, tmp_path):
    again = export_csv(example, tmp_path / "csv")
    assert files_of(again) == files_of(example_csv)
    assert all((again / n).read_bytes() == (example_csv / n).read_bytes() for n in files_of(again))


def content(path: Path) -> dict[str, list]:
    import duckdb

    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        return {
            name: connection.table(name).order(", ".join(f'"{k}"' for k in table.key)).to_arrow_table().to_pylist()
            for name, table in TABLES.items()
        }


def test_the_duckdb_file_holds_every_table_with_types_keys_comments_and_working_views(example, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    path = export_duckdb(example, tmp_path / "parley.duckdb")
    told = content(path)
    for name, table in TABLES.items():
        wanted = pq.read_table(example / f"{name}.parquet").to_pylist()
        order = lambda row, key=table.key: tuple(row[k] for k in key)  # noqa: E731
        assert sorted(told[name], key=order) == sorted(wanted, key=order), name
    with duckdb.connect(str(path), read_only=True) as connection:
        comments = dict(
            ((t, c), comment)
            for t, c, comment in connection.execute(
                "select table_name, column_name, comment from duckdb_columns() where comment is not null"
            ).fetchall()
        )
        tables = dict(connection.execute("select table_name, comment from duckdb_tables()").fetchall())
        for name, table in TABLES.items():
            assert tables[name] == table.description
            assert all(comments[name, c.name].startswith(c.description) for c in table.columns)
        for view, description, _ in views():
            assert connection.view(view).limit(1).fetchall(), view
            named = "select comment from duckdb_views() where view_name = ?"
            assert connection.execute(named, [view]).fetchall() == [(description,)]
        kinds = dict(
            connection.execute(
                "select column_name, data_type from duckdb_columns() where table_name = 'meetings'"
            ).fetchall()
        )
        assert (kinds["date_start"], kinds["n_reports"], kinds["is_overdue"]) == ("DATE", "BIGINT", "BOOLEAN")
        with pytest.raises(duckdb.Error):
            connection.execute("insert into meetings select * from meetings")


def test_two_duckdb_files_have_the_same_content(example, tmp_path):
    pytest.importorskip("duckdb")
    one, two = (export_duckdb(example, tmp_path / name) for name in ("one.duckdb", "two.duckdb"))
    assert content(one) == content(two)


def test_an_export_never_takes_the_place_of_something_else(example, tmp_path):
    mine = tmp_path / "csv"
    mine.mkdir()
    (mine / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="holds something else"):
        export_csv(example, mine)
    assert (mine / "thesis.docx").read_text(encoding="utf-8") == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["csv"]


def test_a_release_without_all_tables_is_refused_by_name(example, tmp_path):
    older = shutil.copytree(example, tmp_path / "26.1")
    (older / "process_months.parquet").unlink()
    for export in (export_csv, export_duckdb):
        with pytest.raises(ExportError, match="has no table process_months: another version"):
            export(older, tmp_path / "out")


def test_the_command_exports_into_the_home_or_where_it_is_told(example, tmp_path):
    user = User(example.parents[1])
    done = user.parley("export", "--csv", "--out", tmp_path / "out")
    assert done.status == 0, done.err
    assert done.out.strip() == str(tmp_path / "out" / "csv")
    frame = pd.read_csv(tmp_path / "out" / "csv" / "meetings.csv", parse_dates=["date_start"])
    assert len(frame) == pq.read_metadata(example / "meetings.parquet").num_rows
    assert user.parley("export", "--release", "99.9").status == 2


def test_instants_are_written_in_utc(example, example_csv):
    cells = [row["published_at"] for row in read_csv(example_csv / "reports.csv") if row["published_at"]]
    wanted = [v for v in pq.read_table(example / "reports.parquet")["published_at"].to_pylist() if v]
    assert [datetime.fromisoformat(c) for c in cells] == wanted
    assert all(isinstance(date.fromisoformat(r["published_on"]), date) for r in read_csv(example_csv / "reports.csv"))
