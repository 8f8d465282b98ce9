"""Replication: without the original the release is rebuilt byte for byte, and any flipped byte is noticed."""

import json
import random
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.corrections.recording import forget
from pipelines.export.place import Damaged, ExportError
from pipelines.export.replica import rebuild_release
from pipelines.export.replication import export_replication
from pipelines.ledger import chain
from pipelines.release.package import SUMS, differing_files, files_of, sums_of
from pipelines.release.parquet import file_hash
from tests.cli.commands import User
from tests.release.example_release import released
from tests.release.test_removed_names import FORMS, TRACES, remove
from tests.release.test_removed_names import home as home_with_a_person
from tests.scenario import NOW, Scenario, meeting


def exported(s: Scenario, target: Path, version: str = "latest") -> Path:
    return export_replication(s.home, s.ledger, s.coder, (s.home.releases / version).resolve(), target)


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Scenario:
    return released(tmp_path_factory.mktemp("original") / "home")


@pytest.fixture(scope="module")
def archive(original: Scenario, tmp_path_factory) -> Path:
    return exported(original, tmp_path_factory.mktemp("archive") / "replication")


def test_one_command_in_an_empty_folder_rebuilds_the_release_byte_for_byte(original, archive, tmp_path):
    elsewhere = tmp_path / "another machine"
    elsewhere.mkdir()
    shutil.copytree(archive, elsewhere / "replication")
    user = User(elsewhere / "no home")
    done = user.parley("replicate", "replication", cwd=elsewhere)
    assert done.status == 0, done.err
    rebuilt = elsewhere / done.out.strip()
    assert differing_files(original.home.latest.resolve(), rebuilt) == []
    assert not user.home.exists()
    again = user.parley("replicate", "replication", cwd=elsewhere)
    assert (again.status, "is there already" in again.err) == (2, True)
    (elsewhere / "replication" / "README.md").write_text("mine", encoding="utf-8")
    damaged = user.parley("replicate", "replication", "--out", "out", cwd=elsewhere)
    assert (damaged.status, "README.md" in damaged.err) == (1, True)


def test_the_first_release_can_be_replicated_too(original, tmp_path):
    archive = exported(original, tmp_path / "replication", "26.1")
    assert not (archive / "before").exists()
    assert differing_files(original.home.releases / "26.1", rebuild_release(archive, tmp_path)) == []


def test_the_export_holds_the_chain_up_to_the_release(original, archive):
    rows = pq.read_table(archive / "ledger" / "events.parquet").to_pylist()
    stored = list(original.ledger.rows(until=len(rows)))
    assert [r["hash"] for r in rows] == [r["hash"] for r in stored]
    assert list(chain.broken_links(rows)) == []
    content = json.loads((archive / "manifest.json").read_text(encoding="utf-8"))
    assert (rows[-1]["position"], rows[-1]["hash"]) == (content["selection"]["position"], content["ledger_head_hash"])


def test_two_exports_have_the_same_bytes(original, archive, tmp_path):
    assert differing_files(archive, exported(original, tmp_path / "replication")) == []


def test_a_flipped_byte_in_any_file_is_noticed(archive, tmp_path):
    copy = shutil.copytree(archive, tmp_path / "copy")
    draw = random.Random(20260601)
    for name in files_of(copy):
        path = copy / name
        good = path.read_bytes()
        for place in {0, len(good) - 1, *(draw.randrange(len(good)) for _ in range(5))}:
            path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
            with pytest.raises(Damaged, match="damaged or changed"):
                rebuild_release(copy, tmp_path / "out")
        path.write_bytes(good)
        path.rename(tmp_path / "aside")
        with pytest.raises((Damaged, ExportError)):
            rebuild_release(copy, tmp_path / "out")
        (tmp_path / "aside").rename(path)
    assert not (tmp_path / "out").exists()


def resummed(folder: Path) -> None:
    (folder / SUMS).write_bytes(sums_of({n: file_hash(folder / n) for n in files_of(folder) if n != SUMS}))


def altered(folder: Path, name: str, column: str, change) -> None:
    table = pq.read_table(folder / name)
    rows = table.to_pylist()
    place = next(n for n, row in enumerate(rows) if row[column] and change(row[column]) != row[column])
    rows[place][column] = change(rows[place][column])
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), folder / name)
    resummed(folder)


@pytest.mark.parametrize(
    ("name", "column", "change", "told"),
    [
        ("ledger/events.parquet", "payload", lambda v: v.replace("held", "hold"), "chain does not hold"),
        ("ledger/events.parquet", "recorded_at", lambda v: v.replace("2", "3"), "chain does not hold"),
        ("ledger/quotes.parquet", "words", lambda v: v.replace("the", "all"), "gives other bytes"),
        ("before/meetings.parquet", "place_name", lambda v: v + "x", "does not hold the rows of release"),
    ],
)
def test_who_mends_the_sums_after_a_change_is_noticed_all_the_same(archive, tmp_path, name, column, change, told):
    copy = shutil.copytree(archive, tmp_path / "copy")
    altered(copy, name, column, change)
    with pytest.raises(Damaged, match=told):
        rebuild_release(copy, tmp_path / "out")


def test_another_version_of_the_code_is_refused_and_named(archive, tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.export.replica.code_version", lambda: "9.9+00000000")
    with pytest.raises(ExportError, match="install that version"):
        rebuild_release(archive, tmp_path)


LONG = "This is a private matter of the report that goes on and on with words that stand in no claim of it at all."


def mixed(root: Path) -> Scenario:
    """A report of a source that shares its texts, and one of a source that does not."""
    s = Scenario(root)
    for name, outlet in (("free", "Kremlin website"), ("closed", "Closed Wire")):
        words = f"They met in Doha, said the {name} one, who had waited for a long time and who went on to say more"
        s.report(
            name, "2025-03-05", LONG + f" {name}", meeting("m1", "held", words, date_start="2025-03-05"), outlet=outlet
        )
    s.build()
    return s


def test_texts_are_held_only_where_rights_allow_and_else_quotes(tmp_path):
    s = mixed(tmp_path / "home")
    sharing = {r["source_id"] for r in s.rows("sources") if r["shares_text"]}
    assert len(sharing) == 1
    archive = exported(s, tmp_path / "replication")
    held = pq.read_table(archive / "ledger" / "texts.parquet").to_pylist()
    texts = [h["text"] for h in held if h["text"] is not None]
    assert (len(held), len(texts)) == (2, 1)
    assert LONG + " free" in texts[0]
    everything = "".join(
        str(pq.read_table(archive / n).to_pylist()) for n in files_of(archive) if n.endswith(".parquet")
    )
    assert LONG + " closed" not in everything
    assert differing_files(s.home.latest.resolve(), rebuild_release(archive, tmp_path)) == []


def test_a_removed_name_is_in_no_byte_of_an_export_and_its_chain_holds(tmp_path):
    s = home_with_a_person(tmp_path / "home")
    s.build()
    remove(s)
    with pytest.raises(ExportError, match="a name was removed after"):
        exported(s, tmp_path / "early")
    s.build()
    archive = exported(s, tmp_path / "replication")
    for name in files_of(archive):
        path = archive / name
        text = str(pq.read_table(path).to_pylist()) if path.suffix == ".parquet" else path.read_text(encoding="utf-8")
        assert not any(trace in text.casefold() for trace in TRACES), name
    rows = pq.read_table(archive / "ledger" / "events.parquet").to_pylist()
    assert any(row["payload_blanked"] for row in rows)
    assert list(chain.broken_links(rows)) == []
    assert differing_files(s.home.latest.resolve(), rebuild_release(archive, tmp_path)) == []
    forget(s.ledger, FORMS, salt="x", reason="r", author=None, decided_on=NOW.date(), cause="again")
    exported(s, tmp_path / "after a no-op")


def test_only_published_releases_can_be_replicated(original, tmp_path):
    folder = original.stage().tables_folder
    with pytest.raises(ExportError, match="no manifest"):
        export_replication(original.home, original.ledger, original.coder, folder, tmp_path / "x")
