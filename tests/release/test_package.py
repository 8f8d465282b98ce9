"""What lies beside the tables: codebook, descriptor, citation, changelog, sums and quick-starts, and tools open all."""

import ast
import csv
import html
import io
import json
import re
import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import lxml.html
import pandas as pd
import pyarrow.parquet as pq
import pytest
import yaml

from pipelines.release.changelog import records_by_kind, what_changed
from pipelines.release.csv_cells import unshielded
from pipelines.release.manifest import read_manifest
from pipelines.release.package import files_of
from pipelines.validation.tableset import TableSet
from schemas.catalogue import CORE_TABLE_OF, TABLES
from schemas.codes import CODE_LISTS
from tests.scenario import Scenario

CORE = tuple(CORE_TABLE_OF.values())


@pytest.fixture(scope="module")
def folder(example: Scenario) -> Path:
    return example.home.latest.resolve()


def test_a_release_holds_all_that_a_user_needs(folder):
    beside = {name for name in files_of(folder) if not name.endswith(".parquet")}
    assert beside >= {
        *("README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE.md", "SHA256SUMS", "manifest.json"),
        *("datapackage.json", "codebook.md", "codebook.html", "codebook.csv"),
        *("quickstart_pandas.py", "quickstart_polars.py", "quickstart_duckdb.sql", "quickstart_r.R"),
    }


def test_the_codebook_says_the_same_in_the_files_of_tables_and_beside_them(folder):
    listed = list(csv.DictReader(io.StringIO((folder / "codebook.csv").read_text(encoding="utf-8"))))
    columns = {(r["table"], r["column"]): r for r in listed if r["column"] and not r["code"]}
    codes = {(r["table"], r["column"], r["code"]): r for r in listed if r["code"]}
    page = html.unescape((folder / "codebook.html").read_text(encoding="utf-8"))
    text = (folder / "codebook.md").read_text(encoding="utf-8")
    for name, table in TABLES.items():
        schema = pq.read_schema(folder / f"{name}.parquet")
        inside = json.loads(schema.metadata[b"codebook"])
        assert (inside["description"], inside["key"]) == (table.description, list(table.key))
        assert table.description in page and table.description in text
        for field, said in zip(schema, inside["columns"], strict=True):
            told = {k.decode(): v.decode() for k, v in field.metadata.items()}
            row = columns[name, field.name]
            assert told["description"] == said["description"] == unshielded(row["description"])
            assert told["type"] == said["type"] == row["type"]
            assert told.get("unit", "") == said.get("unit", "") == row["unit"]
            assert said["description"] in page
            if "codes" in said:
                assert json.loads(told["code_definitions"]) == said["code_definitions"]
                for code, meaning in said["code_definitions"].items():
                    row = codes[name, field.name, code]
                    assert row["description"] == meaning["definition"]
                    assert [row[s] for s in ("pax", "plover", "cameo", "ucdp")] == [
                        meaning.get(s, "") for s in ("pax", "plover", "cameo", "ucdp")
                    ]


def test_codes_are_mapped_to_the_schemes_of_the_field():
    kinds = CODE_LISTS["agreement_kind"]
    assert (kinds["ceasefire"].pax, kinds["ceasefire"].plover, kinds["comprehensive"].ucdp) == (
        "Cea",
        "AGREE",
        "full peace agreement",
    )
    assert all(code.pax for code in kinds.values())


def test_a_validator_of_somebody_else_accepts_the_data_package(folder):
    """Its reader of Parquet turns whole numbers with nulls into fractions: rows are validated as CSV, in exports."""
    frictionless = pytest.importorskip("frictionless")
    package = frictionless.Package(str(folder / "datapackage.json"))
    assert {r.name for r in package.resources} == set(TABLES)
    assert list(frictionless.Package.metadata_validate(package.to_descriptor())) == []
    foreign = {r.name: r.schema.foreign_keys for r in package.resources}
    assert {"fields": ["process_id"], "reference": {"resource": "processes", "fields": ["process_id"]}} in foreign[
        "meetings"
    ]


def test_the_validator_is_not_pleased_with_anything(folder, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    content["resources"][0]["schema"]["fields"][0]["type"] = "words"
    with pytest.raises(frictionless.FrictionlessException):
        frictionless.Package(content, basepath=str(folder))


def test_missing_values_are_labelled(folder):
    content = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = {f["name"]: f for r in content["resources"] if r["name"] == "meetings" for f in r["schema"]["fields"]}
    assert fields["place_name"]["missingValues"] == [{"value": "", "label": "No report of the selection says"}]
    assert fields["status"]["missingValues"] == []
    assert {c["value"] for c in fields["status"]["categories"]} == set(CODE_LISTS["meeting_status"])


def test_the_sums_are_those_that_sha256sum_reads(folder):
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    named = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert named == set(files_of(folder)) - {"SHA256SUMS"}


def test_the_citation_names_this_release(folder):
    citation = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    manifest = read_manifest(folder)
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "dataset")
    assert (citation["version"], citation["license"]) == (folder.name, "CC-BY-4.0")
    assert citation["date-released"] in (date(2026, 6, 1), "2026-06-01")
    assert manifest["ledger_head_hash"] in citation["identifiers"][0]["value"]
    assert f"version {folder.name}" in (folder / "LICENSE.md").read_text(encoding="utf-8")


def test_the_owner_of_a_home_says_how_its_releases_are_cited(tmp_path):
    s = Scenario(tmp_path / "home")
    s.home.publication.write_text(
        "title: Talks in the Sahel\nauthors: [Aïcha Diallo, Institute of Talks]\ndoi: 10.1234/sahel\n", encoding="utf-8"
    )
    folder = s.build().folder
    citation = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["title"] == "Talks in the Sahel"
    assert [a["name"] for a in citation["authors"]] == ["Aïcha Diallo", "Institute of Talks"]
    assert "https://doi.org/10.1234/sahel" in (folder / "README.md").read_text(encoding="utf-8")


def test_the_manifest_names_selection_code_coder_lexicons_libraries_and_checks(folder, example):
    manifest = read_manifest(folder)
    assert re.fullmatch(r"[0-9a-f]{64}", manifest["lexicon_hash"])
    assert manifest["coder_version"] == example.coder.version
    assert set(manifest["libraries"]) >= {"pyarrow", "SQLAlchemy"}
    assert manifest["since_release"] == "26.1"
    assert "meetings_keys" in manifest["checks"]
    (head,) = example.ledger.rows(after=manifest["selection"]["position"] - 1, until=manifest["selection"]["position"])
    assert manifest["ledger_head_hash"] == head["hash"]


def test_the_changelog_tells_of_every_core_row_that_came_or_changed(folder):
    text = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    changes = pq.read_table(folder / "changes.parquet").to_pylist()
    core = {c["record_id"] for c in changes if c["table_name"] in ("meetings", "agreements", "conditions")}
    added = {c["record_id"] for c in changes if c["table_name"] == "meetings" and c["kind"] == "added"}
    assert added and all(f"added: `{record_id}`" in text for record_id in added)
    assert "Compared with 26.1" in text and core
    first = (folder.parent / "26.1" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "The first release" in first


def test_the_changelog_in_brief_counts_rows_and_shows_the_first(folder):
    text = what_changed(TableSet(folder), "26.1")
    changes = pq.read_table(folder / "changes.parquet").to_pylist()
    counts = records_by_kind(changes)
    added = {c["record_id"] for c in changes if c["table_name"] in CORE and c["kind"] == "added"}
    assert counts["added"] == len(added) > 0
    assert text.startswith("Compared with 26.1:") and "| meetings |" in text
    assert 0 < sum(f"added: `{record_id}`" in text for record_id in added) <= 15
    assert all(len(block.splitlines()) <= 6 for block in text.split("\n\n") if block.startswith("- "))
    assert "first release" in what_changed(TableSet(folder.parent / "26.1"), None)


@pytest.mark.parametrize("tool", ["pandas", "polars"])
def test_a_quick_start_in_python_runs_from_anywhere(folder, tmp_path, tool):
    pytest.importorskip(tool)
    script = folder / f"quickstart_{tool}.py"
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "held" in done.stdout


def test_the_quick_start_in_duckdb_runs(folder, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(folder)
    with duckdb.connect() as connection:
        statements = connection.extract_statements((folder / "quickstart_duckdb.sql").read_text(encoding="utf-8"))
        results = [connection.execute(statement).fetchall() for statement in statements]
    assert len(results) == 5 and all(results)
    assert "status" in str(results[-1])


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_quick_start_in_r_runs(folder):
    done = subprocess.run(["Rscript", "quickstart_r.R"], cwd=folder, capture_output=True, text=True, check=False)
    if "there is no package called" in done.stderr:
        pytest.skip("R has no arrow or dplyr")
    assert done.returncode == 0, done.stderr


def expected(name: str, folder: Path) -> dict[str, list]:
    return pq.read_table(folder / f"{name}.parquet").to_pydict()


@pytest.mark.parametrize("name", TABLES)
def test_pandas_reads_every_table_with_its_types_and_cells(folder, name):
    frame = pd.read_parquet(folder / f"{name}.parquet", dtype_backend="pyarrow")
    told = expected(name, folder)
    for column in TABLES[name].columns:
        dtype = str(frame[column.name].dtype)
        wanted = {"date": "date32", "timestamp": "timestamp[us, tz=UTC]", "int": "int64", "bool": "bool"}
        assert dtype.startswith(wanted.get(column.type, dtype)), column.name
        cells = [None if pd.isna(v) else v for v in frame[column.name].tolist()]
        if column.type == "timestamp":
            cells = [v.to_pydatetime() if v is not None else None for v in cells]
        assert cells == told[column.name], column.name


@pytest.mark.parametrize("name", TABLES)
def test_polars_reads_every_table_with_its_types_and_cells(folder, name):
    pl = pytest.importorskip("polars")
    frame = pl.read_parquet(folder / f"{name}.parquet")
    wanted = {"date": pl.Date, "int": pl.Int64, "bool": pl.Boolean, "string": pl.String, "float": pl.Float64}
    for column in TABLES[name].columns:
        if column.type in wanted:
            assert frame.schema[column.name] == wanted[column.type], column.name
        else:
            assert frame.schema[column.name] == pl.Datetime("us", "UTC"), column.name
    assert frame.to_dict(as_series=False) == expected(name, folder)


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_reads_every_table_with_its_types_and_cells(folder, name):
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        relation = connection.from_parquet(str(folder / f"{name}.parquet"))
        wanted = {
            "date": "DATE",
            "timestamp": "TIMESTAMP WITH TIME ZONE",
            "int": "BIGINT",
            "bool": "BOOLEAN",
            "string": "VARCHAR",
            "float": "DOUBLE",
        }
        assert [str(t) for t in relation.types] == [wanted[c.type] for c in TABLES[name].columns]
        table = relation.to_arrow_table()
    assert table.to_pydict() == expected(name, folder)


READERS = {
    ".parquet": pq.read_table,
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
    ".csv": pd.read_csv,
    ".cff": lambda path: yaml.safe_load(path.read_text(encoding="utf-8")),
    ".html": lambda path: lxml.html.document_fromstring(path.read_bytes()),
    ".py": lambda path: ast.parse(path.read_text(encoding="utf-8")),
}
TEXTS = {".md", ".css", ".js", ".sql", ".R", ""}


def test_every_file_of_a_release_opens_in_its_tool(folder):
    assert {Path(name).suffix for name in files_of(folder)} == {*READERS, *TEXTS}
    for name in files_of(folder):
        path = folder / name
        read = READERS.get(path.suffix, lambda path: path.read_text(encoding="utf-8"))
        assert read(path) is not None and path.stat().st_size > 0, name


def test_dates_are_dates_and_instants_are_in_utc(folder):
    reports = pd.read_parquet(folder / "reports.parquet")
    assert isinstance(reports["published_on"].iloc[0], date) and not isinstance(
        reports["published_on"].iloc[0], datetime
    )
    assert str(reports["published_at"].dt.tz) == "UTC"
