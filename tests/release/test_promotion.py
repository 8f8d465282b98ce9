"""Releases: promoted atomically, the same bytes from the same reports, and whatever was flipped is noticed."""

import shutil
from pathlib import Path

import pyarrow.parquet as pq

from pipelines.inspection.verification import verify
from pipelines.ledger.selection import Selection, parse_selection
from pipelines.release.manifest import read_manifest
from pipelines.release.package import files_of
from pipelines.release.parquet import file_hash
from pipelines.release.promotion import recover
from pipelines.release.staging import last_release
from schemas.catalogue import TABLES
from schemas.events import ReleasePublished
from tests.scenario import Scenario, agreement, meeting


def filled(root: Path, order: tuple[str, ...] = ("a", "b")) -> Scenario:
    s = Scenario(root)
    lines = {
        "a": ("2025-03-01", meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05", place="Doha")),
        "b": ("2025-03-05", agreement("a1", "agreed", "A truce.", date_start="2025-03-05", provision_kind="ceasefire")),
    }
    for name in order:
        s.report(name, *lines[name])
    return s


def parquet_hashes(folder: Path) -> dict[str, str]:
    return {p.name: file_hash(p) for p in sorted(folder.glob("*.parquet"))}


def problems(s: Scenario) -> list[str]:
    return [f"{v.subject}: {v.problem}" for v in verify(s.home, s.ledger, s.coder, every_release=True) if v.problem]


def test_a_release_holds_every_table_with_its_descriptions(tmp_path):
    s = filled(tmp_path / "home")
    outcome = s.build()
    assert (outcome.version, s.home.latest.resolve()) == ("26.1", outcome.folder)
    for name, table in TABLES.items():
        schema = pq.read_schema(outcome.folder / f"{name}.parquet")
        assert schema.names == list(table.column_names)
        assert schema.metadata[b"description"].decode() == table.description
        assert all(f.metadata[b"description"] for f in schema)


def test_two_homes_with_the_same_reports_have_the_same_bytes(tmp_path):
    one, two = filled(tmp_path / "one"), filled(tmp_path / "a folder with blanks", order=("b", "a"))
    assert parquet_hashes(one.build().folder) == parquet_hashes(two.build().folder)


def test_a_build_that_changes_nothing_publishes_nothing(tmp_path):
    s = filled(tmp_path / "home")
    first = s.build()
    again = s.build()
    assert (again.published, again.version, again.folder) == (False, first.version, first.folder)
    assert len(list(s.ledger.read(ReleasePublished))) == 1


def test_the_next_release_tells_what_changed(tmp_path):
    s = filled(tmp_path / "home")
    s.build()
    s.report("c", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05", place="Doha"))
    assert s.build().version == "26.2"
    changed = {(c["table_name"], c["field"]): (c["old_value"], c["new_value"]) for c in s.rows("changes")}
    assert changed["meetings", "status"] == ("scheduled", "held")
    assert {c["since_release"] for c in s.rows("changes")} == {"26.1"}


def test_a_build_as_of_an_earlier_day_leaves_everything_else_alone(tmp_path):
    s = filled(tmp_path / "home")
    s.build()
    head, latest = s.ledger.head(), s.home.latest.resolve()
    outcome = s.build(parse_selection("2025-03-02"))
    assert (outcome.published, outcome.folder) == (False, s.home.build / "as-of-2025-03-02" / "tables")
    assert (s.ledger.head(), s.home.latest.resolve()) == (head, latest)
    assert pq.read_table(outcome.folder / "agreements.parquet").num_rows == 0
    assert pq.read_table(outcome.folder / "meetings.parquet").num_rows == 1


def test_as_of_the_head_equals_the_head(tmp_path):
    s = filled(tmp_path / "home")
    released = s.build().folder
    as_of = s.build(Selection(position=s.ledger.head()[0])).folder
    left, right = parquet_hashes(released), parquet_hashes(as_of)
    assert {n: h for n, h in left.items() if n != "changes.parquet"} == {
        n: h for n, h in right.items() if n != "changes.parquet"
    }


def test_verify_finds_a_healthy_home_healthy(tmp_path):
    s = filled(tmp_path / "home")
    s.build()
    s.report("c", "2025-03-06", meeting("m1", "held", "They met.", date_start="2025-03-05"))
    s.build()
    assert problems(s) == []


def test_verify_notices_one_flipped_byte_in_a_released_file(tmp_path):
    s = filled(tmp_path / "home")
    folder = s.build().folder
    for name in files_of(folder):
        path = folder / name
        good = path.read_bytes()
        path.write_bytes(good[:40] + bytes([good[40] ^ 1]) + good[41:])
        assert any(name.split(".")[0] in p for p in problems(s)), name
        path.write_bytes(good)
    (folder / "more").mkdir()
    (folder / "more" / "notes.txt").write_text("mine", encoding="utf-8")
    assert any("more/notes.txt does not belong to the release" in p for p in problems(s))
    shutil.rmtree(folder / "more")
    assert problems(s) == []


def test_verify_notices_a_missing_file_and_a_missing_release(tmp_path):
    s = filled(tmp_path / "home")
    folder = s.build().folder
    (folder / "meetings.parquet").rename(folder / "gone")
    assert any("meetings.parquet is missing" in p for p in problems(s))
    shutil.rmtree(folder)
    assert any("is missing; restore it" in p for p in problems(s))


def test_verify_says_which_version_made_a_release_of_another_code(tmp_path, monkeypatch):
    s = filled(tmp_path / "home")
    s.build()
    monkeypatch.setattr("pipelines.inspection.verification.code_version", lambda: "9.9+00000000")
    notes = [v.note for v in verify(s.home, s.ledger, s.coder, every_release=False) if v.note]
    assert len(notes) == 1 and "install that version" in notes[0]


def test_a_half_made_release_is_cleared_and_a_lost_link_is_mended(tmp_path):
    s = filled(tmp_path / "home")
    s.build()
    (s.home.releases / ".making-26.2").mkdir()
    shutil.copytree(s.home.releases / "26.1", s.home.releases / "26.2")  # renamed, and killed before its event
    s.home.latest.unlink()
    recover(s.home, s.ledger)
    assert sorted(p.name for p in s.home.releases.iterdir()) == ["26.1", "latest"]
    assert s.home.latest.resolve().name == last_release(s.ledger).version


def test_the_manifest_names_what_made_the_release(tmp_path):
    s = filled(tmp_path / "home")
    folder = s.build().folder
    content = read_manifest(folder)
    assert content["selection"] == {"position": 4, "day": None}
    assert content["coder_version"] == "1" and content["code_version"].startswith("0.1.0+")
    assert content["tables"]["agreements"]["rows"] == 1
    assert set(content["files"]) == set(files_of(folder)) - {"manifest.json", "SHA256SUMS"}
    assert set(content["checks"].values()) == {"passed"}


def test_no_text_of_a_report_longer_than_a_quote_is_in_a_release(tmp_path):
    s = Scenario(tmp_path / "home")
    long = "This sentence is a private matter of the report and stands in no claim at all. " * 3
    s.report("a", "2025-03-01", long, meeting("m1", "scheduled", "Talks on March 5.", date_start="2025-03-05"))
    folder = s.build().folder
    for path in folder.glob("*.parquet"):
        for row in pq.read_table(path).to_pylist():
            assert not any("private matter" in str(value) for value in row.values()), path.name
