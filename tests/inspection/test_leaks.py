"""No report's text beyond its cap in anything public: a scan of every byte finds a planted one, wherever it is."""

import csv
import json
import os
import shutil
import sqlite3
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.assembly import build_defs
from assets.dagster_home import opened_instance, prepare
from assets.rebuild import rebuild
from pipelines.export.csv_files import export_csv
from pipelines.export.duckdb_file import export_duckdb
from pipelines.export.replication import export_replication
from pipelines.inspection.leaks import Leak, Leaks, Protected
from pipelines.inspection.verification import protected, verify
from pipelines.release.package import files_of
from tests.release.example_release import released
from tests.scenario import Scenario, condition, meeting

TEXT = (
    "The envoys, who had not met since the spring, sat down in Doha on Monday; “no one will leave early”, said the "
    "host's minister — and by nightfall three of the five points were agreed, among them Kyiv’s demand for a list of "
    "all prisoners held since 2014, which Moscow had refused for eleven years without giving any reason at all."
)
CAP = 25


def leaks(text: str, where: str = TEXT, cap: int = CAP) -> list[int]:
    return [words for _, words in Leaks([Protected("r-a", where, cap)]).in_text(text)]


def test_a_run_beyond_the_cap_is_found_and_one_within_it_is_not():
    words = TEXT.split()
    for start in (0, 7, len(words) - CAP - 1):
        assert leaks(" ".join(words[start : start + CAP])) == []
        assert leaks(" ".join(["He", "said", *words[start : start + CAP + 1], "and", "left"])) == [CAP + 1]


def test_words_are_counted_as_a_cap_counts_them():
    text = "a-b c-d e-f g-h i-j k-l m-n o-p q-r s-t"
    assert leaks(text, text, cap=10) == []
    assert leaks(text, text, cap=9) == [10]


FORMS = {
    "plain.txt": lambda t: t,
    "upper.txt": str.upper,
    "wrapped.md": lambda t: "> " + "\n> ".join(t.split(" ")),
    "table.csv": lambda t: 'a,b\n1,"' + t.replace('"', '""') + '"\n',
    "nested.json": lambda t: json.dumps({"a": [{"b": t}]}),
    "escaped.log": lambda t: json.dumps(json.dumps({"a": t.replace(", ", ",\n")})),
    "page.html": lambda t: "<p>" + t.replace("Doha", "<mark>Doha</mark>").replace("’", "&rsquo;") + "</p>",
    "attribute.html": lambda t: f'<p title="{t}">x</p>',
    "bytes.bin": lambda t: "\x00\x01" + t + "\x00",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_planted_text_is_found_in_any_form(tmp_path, name):
    part = " ".join(TEXT.split()[5 : 5 + CAP + 3])
    (tmp_path / name).write_text(FORMS[name](part), encoding="utf-8")
    (found,) = Leaks([Protected("r-a", TEXT, CAP)]).in_files(tmp_path, [name])
    assert found == Leak(name, "r-a", CAP + 3, CAP)
    assert "Doha" not in str(found)
    (tmp_path / name).write_text(FORMS[name](" ".join(TEXT.split()[5 : 5 + CAP])), encoding="utf-8")
    assert list(Leaks([Protected("r-a", TEXT, CAP)]).in_files(tmp_path, [name])) == []


def plant_in_parquet(path: Path, text: str) -> None:
    rows = pq.read_table(path)
    names = [f.name for f in rows.schema if pa.types.is_string(f.type)]
    cells = rows.to_pylist()
    cells[0][names[-1]] = text
    pq.write_table(pa.Table.from_pylist(cells, schema=rows.schema), path)


def plant_in_metadata(path: Path, text: str) -> None:
    rows = pq.read_table(path)
    pq.write_table(rows.replace_schema_metadata({**(rows.schema.metadata or {}), b"note": text.encode()}), path)


def plant_in_csv(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([text])


def plant_in_json(path: Path, text: str) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    content["note"] = text
    path.write_text(json.dumps(content), encoding="utf-8")


def plant_at_the_end(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")


PLANTS = {".parquet": plant_in_parquet, ".csv": plant_in_csv, ".json": plant_in_json}


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Scenario:
    return released(tmp_path_factory.mktemp("example") / "home")


@pytest.fixture(scope="module")
def public(example: Scenario, tmp_path_factory) -> Path:
    """Everything that is given away: a release and its three exports."""
    root = tmp_path_factory.mktemp("public")
    release = example.home.latest.resolve()
    shutil.copytree(release, root / "release")
    export_csv(release, root / "csv")
    export_duckdb(release, root / "parley.duckdb")
    export_replication(example.home, example.ledger, example.coder, release, root / "replication")
    return root


def found_in(s: Scenario, root: Path, *names: str) -> list[Leak]:
    return [leak for texts in protected(s.ledger) for leak in texts.in_files(root, names or files_of(root))]


def test_nothing_public_holds_more_of_a_text_than_its_cap(example, public):
    assert found_in(example, public) == []


def test_a_text_planted_in_any_public_file_is_found(example, public, tmp_path):
    copy = shutil.copytree(public, tmp_path / "public")
    row = max(example.rows("reports"), key=lambda r: r["word_count"])
    text = example.ledger.texts([row["text_sha256"]])[row["text_sha256"]]
    cap = {s["source_id"]: s["quote_cap_words"] for s in example.rows("sources")}[row["source_id"]]
    words = text.split()
    part = " ".join(words[40 : 40 + cap + 5])
    (texts,) = protected(example.ledger)
    for name in files_of(copy):
        path = copy / name
        if path.suffix == ".duckdb" or (path.suffix == ".parquet" and pq.read_metadata(path).num_rows == 0):
            continue
        good = path.read_bytes()
        PLANTS.get(path.suffix, plant_at_the_end)(path, part)
        assert row["report_id"] in {leak.report_id for leak in texts.in_files(copy, [name])}, name
        path.write_bytes(good)
        if path.suffix == ".parquet":
            plant_in_metadata(path, part)
            assert list(texts.in_files(copy, [name])), name
            path.write_bytes(good)
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(copy / "parley.duckdb")) as connection:
        connection.execute("update release_facts set value = ? where name = 'licence'", [part])
    assert found_in(example, copy, "parley.duckdb")


def test_verify_finds_a_text_in_a_release(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", TEXT, meeting("m1", "held", "They met.", date_start="2025-03-05"))
    s.build()
    told = [v for v in verify(s.home, s.ledger, s.coder, every_release=True) if "texts" in v.subject]
    assert [(v.subject, v.problem) for v in told] == [("release 26.1: texts", None)]


SECRET = "Nothing of what is said in these thirty words may ever stand anywhere but in the ledger itself "


def hostile(root: Path) -> Scenario:
    """After a release, a report whose title, outlet and values are whole texts of it."""
    s = Scenario(root)
    s.report("first", "2025-03-05", meeting("m1", "held", "They met in Doha.", date_start="2025-03-05", outcome="none"))
    s.build()
    long = (SECRET * 3).strip()
    s.report(
        "a",
        "2025-03-05",
        SECRET * 3,
        meeting("m1", "held", "They met in Doha.", date_start="2025-03-05", outcome=long.replace(" ", "_")),
        condition("c1", "stated", "No talks.", demand=long.replace(" ", "_"),
                  conditioned_text=long.replace(" ", "_"), speaker_name=long.replace(" ", "_")),
        outlet=long,
    )  # fmt: skip
    path = s.home.inbox / "a.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("---\nurl", f'---\ntitle: "{long}"\nurl', 1), encoding="utf-8"
    )
    (s.home.inbox / "broken.md").write_text(f"---\ntitle: [{long}\n---\n{long}\n", encoding="utf-8")
    (s.home.inbox / "undated.txt").write_text(long, encoding="utf-8")
    return s


def test_titles_outlets_and_values_that_are_whole_texts_are_cut_everywhere(tmp_path, monkeypatch, capfd):
    """The whole job, as a user runs it: release, staged tables, failures, Dagster's databases and logs, and output."""
    s = hostile(tmp_path / "home")
    monkeypatch.setenv("PARLEY_HOME", str(s.home.root))
    monkeypatch.setenv("DAGSTER_HOME", "")
    prepare(s.home)
    with opened_instance(s.home) as instance:
        came = rebuild(s.home, instance, definitions=build_defs(s.home, s.coder), verbose=True)
    assert came.release is not None and came.release.published
    assert "outcome reworded" in (s.home.latest / "CHANGELOG.md").read_text(encoding="utf-8")
    printed = capfd.readouterr()
    (tmp_path / "printed.txt").write_text(printed.out + printed.err + came.as_text(), encoding="utf-8")
    assert len(list((s.home.dagster / "history").rglob("*.db"))) > 0
    for root in (s.home.releases, s.home.build, s.home.dagster, tmp_path):
        names = [n for n in files_of(root) if "inbox/" not in n and "ledger.sqlite" not in n]
        found = [leak for texts in protected(s.ledger) for leak in texts.in_files(root, names)]
        assert found == [], root
    (row,) = s.rows("conditions")
    assert len(row["demand"].split()) == CAP
    assert len(next(r["title"] for r in s.rows("reports") if r["title"]).split()) == CAP


def test_a_text_planted_in_the_log_of_a_run_is_found(tmp_path, monkeypatch):
    s = Scenario(tmp_path / "home")
    s.report("a", "2025-03-05", TEXT, meeting("m1", "held", "They met.", date_start="2025-03-05"))
    s.build()
    monkeypatch.setenv("PARLEY_HOME", str(s.home.root))
    monkeypatch.setenv("DAGSTER_HOME", "")
    prepare(s.home)

    @dg.asset
    def careless() -> dg.MaterializeResult:
        return dg.MaterializeResult(metadata={"text": TEXT})

    with opened_instance(s.home) as instance:
        dg.materialize([careless], instance=instance)
    found = [leak for texts in protected(s.ledger) for leak in texts.in_files(s.home.dagster, files_of(s.home.dagster))]
    assert {leak.file.split("/")[0] for leak in found} == {"history"}


def test_a_database_is_read_cell_by_cell(tmp_path):
    path = tmp_path / "some.db"
    connection = sqlite3.connect(path)
    connection.execute('create table "odd "" name" (a text, b blob)')
    connection.execute('insert into "odd "" name" values (?, ?)', ["x", TEXT.encode()])
    connection.commit()
    connection.close()
    (found,) = Leaks([Protected("r-a", TEXT, CAP)]).in_files(tmp_path, ["some.db"])
    assert found.words == len(TEXT.split())
    assert os.listdir(tmp_path) == ["some.db"]
