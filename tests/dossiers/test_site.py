"""The site as files: the same bytes from the same release, in every release, small enough, made in time."""

import time
from pathlib import Path

import pytest

from benchmarks.synthetic_release import SyntheticRelease
from pipelines.dossiers.pages import UnknownProcess, find_process
from pipelines.dossiers.time_scale import MOST_COLUMNS
from pipelines.inspection.dossier import dossier
from pipelines.inspection.verification import verify
from pipelines.ledger.selection import parse_selection
from pipelines.release.manifest import read_manifest
from pipelines.validation.tableset import TableSet
from schemas.catalogue import CORE_TABLE_OF, TABLES
from tests.cli.commands import User
from tests.dossiers.sites import Page, pages_of, talks

#: what somebody who opens the start page and searches gets from the disk
_START = ("index.html", "files/dossiers.css", "files/dossiers.js", "files/search-index.js")


def test_the_same_release_gives_the_same_bytes(tmp_path):
    one, two = talks(tmp_path / "one"), talks(tmp_path / "a folder with blanks")
    one.build()
    two.build()
    assert pages_of(one.tables()) == pages_of(two.tables())


def test_a_release_holds_its_dossiers_under_its_checksums_and_a_rebuild_gives_them_again(tmp_path):
    s = talks(tmp_path / "home")
    outcome = s.build()
    files = read_manifest(outcome.folder)["files"]
    pages = {p.relative_to(outcome.folder).as_posix() for p in (outcome.folder / "dossiers").rglob("*.html")}
    assert "dossiers/index.html" in pages <= files.keys()
    assert [v.problem for v in verify(s.home, s.ledger, s.coder, every_release=True) if v.problem] == []
    (outcome.folder / "dossiers" / "index.html").write_text("other words")
    problems = [v.problem for v in verify(s.home, s.ledger, s.coder, every_release=False) if v.problem]
    assert problems == ["dossiers/index.html was changed after publishing"]


def test_a_build_as_of_a_day_has_dossiers_too(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    outcome = s.build(parse_selection("2025-03-02"))
    assert "A meeting" not in Page((outcome.folder / "dossiers" / "index.html").read_text()).all("title")[0].text
    assert "Release as of 2025-03-02" in (outcome.folder / "dossiers" / "index.html").read_text()


def test_a_process_is_found_by_id_and_by_words_of_its_name(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    (process,) = {row["process_id"] for table in CORE_TABLE_OF.values() for row in s.rows(table)}
    (name,) = [row["name"] for row in s.rows("processes") if row["process_id"] == process]
    by_id, by_name = dossier(s.home, "latest", process), dossier(s.home, "26.1", name.split()[0].lower())
    assert by_id.page == by_name.page and by_id.page.path.is_file() and not by_id.made
    assert dossier(s.home, "latest", None).page.path == s.home.latest.resolve() / "dossiers" / "index.html"
    with pytest.raises(UnknownProcess, match="no process with records is called 'Atlantis'; there are"):
        find_process(s.tables(), Path("x"), "Atlantis")


def test_a_release_without_dossiers_gets_them_beside_it(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    old = tmp_path / "26.0"
    s.home.latest.resolve().rename(old)
    for path in sorted((old / "dossiers").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (old / "dossiers").rmdir()
    found = dossier(s.home, str(old), None)
    assert found.made and found.page.path == s.home.build / "dossiers-26.0" / "index.html"
    assert found.page.path.is_file() and not (old / "dossiers").exists()


def test_the_command_names_the_page(tmp_path):
    s = talks(tmp_path / "home")
    s.build()
    user = User(tmp_path / "home")
    done = user.parley("dossier")
    assert (done.status, Path(done.out.strip()).name) == (0, "index.html"), done.err
    (process,) = user.parley("dossier", "--json").json["processes"]
    named = user.parley("dossier", process["process_id"])
    assert named.out.strip() == process["page"] and Path(process["page"]).is_file()
    wrong = user.parley("dossier", "nowhere")
    assert wrong.status == 2 and process["process_id"] in wrong.err


def test_three_hundred_meetings_fit_a_timeline_of_a_few_columns():
    files = pages_of(SyntheticRelease((1, 300)).tables())
    page = Page(files["processes/p-001.html"])
    (drawing,) = page.all("svg", "timeline")
    marks = [e for e in page.all("use") if "data-path" in e.attributes]
    assert len({e.attributes["x"] for e in marks}) <= MOST_COLUMNS
    assert len(marks) == 300 + 100 and int(drawing.attributes["height"]) < 1200
    assert len([e for e in page.all("details", "year") if "open" in e.attributes]) < 4
    small = Page(files["processes/p-000.html"])
    assert len([e for e in small.all("use") if "data-path" in e.attributes]) == 2


def test_five_thousand_records_stay_small_and_are_made_in_time():
    tables = SyntheticRelease((300, 1, *[222] * 11)).tables()
    records = sum(len(tables.rows(table)) for table in CORE_TABLE_OF.values())
    assert records >= 5_000
    began = time.process_time()
    files = pages_of(TableSet.of_rows({name: tables.rows(name) for name in TABLES}))
    took = time.process_time() - began
    assert took < 60, f"{took:.0f} s for {records} records"
    assert sum(len(files[name].encode()) for name in _START) < 1_000_000
    assert max(len(text.encode()) for name, text in files.items()) < 1_000_000
