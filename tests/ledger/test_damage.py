"""Damage: whatever was changed behind our back is found and named, and what is no ledger says so."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from pipelines.ledger import chain
from pipelines.ledger.store import Ledger, LedgerError
from tests.ledger.ledgers import add, bytes_of, coded, ledger_in, problems, sha256, text_of


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A closed ledger of six events, in one file."""
    folder = tmp_path_factory.mktemp("whole")
    ledger = ledger_in(folder)
    add(ledger, 1, 2, 3, 4, 5)
    with ledger.writing() as writer:
        writer.append(coded(3), cause="the coder")
    assert sorted(p.name for p in folder.iterdir()) == ["ledger.sqlite"]
    return folder


def flipped(whole: Path, tmp_path: Path, found_by: bytes, bit: int, *, at: int = 0) -> Ledger:
    """A copy of the ledger with one bit of its file changed: in byte `at` of `found_by`, where it stands first."""
    folder = tmp_path / "copy"
    shutil.copytree(whole, folder)
    path = folder / "ledger.sqlite"
    data = bytearray(path.read_bytes())
    data[data.index(found_by) + at] ^= bit
    path.write_bytes(data)
    return ledger_in(folder)


@pytest.mark.parametrize("bit", [0x01, 0x20, 0x80])
@pytest.mark.parametrize("place", ["Outlet 3", "Заголовок 3", '"url":"https://example.org/3"'])
def test_a_flipped_bit_in_a_payload_is_found_and_its_event_named(whole, tmp_path, place, bit):
    ledger = flipped(whole, tmp_path, place.encode(), bit)
    found = list(chain.broken_links(ledger.rows()))
    assert found == ["event 3 was changed after it was written: its hash does not fit"]


def test_a_flipped_bit_anywhere_in_a_payload_is_found(whole, tmp_path):
    payload = next(ledger_in(whole).rows(after=2))["payload"].encode()
    moments = random.Random(20250530)
    for number in range(40):
        at, bit = moments.randrange(len(payload)), 1 << moments.randrange(8)
        ledger = flipped(whole, tmp_path / str(number), payload, bit, at=at)
        assert len(list(chain.broken_links(ledger.rows()))) == 1, (at, bit)


@pytest.mark.parametrize("bit", [0x01, 0x80])
def test_a_flipped_bit_in_a_cause_is_found(whole, tmp_path, bit):
    ledger = flipped(whole, tmp_path, b"the coder", bit)
    assert any(p.startswith("event 6 was changed") for p in chain.broken_links(ledger.rows()))


def test_a_flipped_bit_in_a_stored_hash_is_found_at_both_its_ends(whole, tmp_path):
    hashes = [row["hash"] for row in ledger_in(whole).rows()]
    ledger = flipped(whole, tmp_path, hashes[1].encode(), 0x01)
    found = list(chain.broken_links(ledger.rows()))
    assert len(found) >= 1 and all(p.startswith(("event 2", "event 3")) for p in found)


@pytest.mark.parametrize("bit", [0x01, 0x80])
@pytest.mark.parametrize("raw", [False, True], ids=["text", "bytes"])
def test_a_flipped_bit_in_a_text_or_in_its_bytes_is_found(whole, tmp_path, bit, raw):
    data = bytes_of(4) if raw else text_of(4).encode()
    ledger = flipped(whole, tmp_path, data, bit)
    changed = sha256(data)
    assert problems(ledger) == [f"content {changed} (event 4) was changed: its bytes do not fit its hash"]


def edited(whole: Path, tmp_path: Path, *statements: str, values: tuple[str, ...] = ()) -> Ledger:
    """A copy of the ledger, changed by someone with a database tool."""
    folder = tmp_path / "copy"
    shutil.copytree(whole, folder)
    with sqlite3.connect(folder / "ledger.sqlite") as connection:
        for statement in statements:
            connection.execute(statement, values)
    connection.close()
    return ledger_in(folder)


def test_a_removed_event_leaves_a_gap(whole, tmp_path):
    ledger = edited(whole, tmp_path, "DELETE FROM events WHERE position = 3")
    assert list(chain.broken_links(ledger.rows())) == [
        "event 4 follows 2: positions have a gap",
        "event 4 does not name the hash of the event before it",
    ]


def test_events_that_changed_places_are_found(whole, tmp_path):
    ledger = edited(
        whole,
        tmp_path,
        "UPDATE events SET position = 99 WHERE position = 2",
        "UPDATE events SET position = 2 WHERE position = 3",
        "UPDATE events SET position = 3 WHERE position = 99",
    )
    found = list(chain.broken_links(ledger.rows()))
    assert {"event 2 was changed after it was written: its hash does not fit"} < set(found)
    assert any(p.startswith("event 3 does not name") for p in found)


def test_a_column_of_another_type_is_damage_and_no_crash(whole, tmp_path):
    ledger = edited(whole, tmp_path, "UPDATE events SET payload = x'ff00' WHERE position = 3")
    assert "event 3 was changed after it was written: its hash does not fit" in chain.broken_links(ledger.rows())


def test_a_missing_content_is_named_with_the_event_that_needs_it(whole, tmp_path):
    gone = sha256(text_of(2).encode())
    ledger = edited(whole, tmp_path, "DELETE FROM contents WHERE sha256 = ?", values=(gone,))
    assert problems(ledger) == [f"content {gone}, named by event 2, is missing"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE events SET type = 'ReportBurnt' WHERE position = 3", "event 3 .* unknown event type ReportBurnt"),
        ("UPDATE events SET version = 9 WHERE position = 3", "event 3 .* comes from a newer Parley; upgrade"),
        ("UPDATE events SET payload = '{' WHERE position = 3", "event 3 .* cannot be read"),
        ("UPDATE events SET payload = replace(payload, 'url', 'uri') WHERE position = 3", "event 3 .* does not fit"),
    ],
)
def test_an_event_that_cannot_be_read_is_named(whole, tmp_path, change, what):
    ledger = edited(whole, tmp_path, change)
    with pytest.raises(LedgerError, match=what):
        list(ledger.read())


def test_a_file_that_is_no_database_says_so(tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"This is a letter, not a ledger. " * 200)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite is damaged or no ledger .*restore it from a backup"):
        ledger_in(tmp_path)


def test_a_ledger_cut_in_half_says_so(whole, tmp_path):
    data = (whole / "ledger.sqlite").read_bytes()
    (tmp_path / "ledger.sqlite").write_bytes(data[: len(data) // 2])
    with pytest.raises(LedgerError, match="restore it from a backup"):
        problems(ledger_in(tmp_path))


def test_a_database_of_something_else_is_left_alone(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="is a database of something else; name another file"):
        ledger_in(tmp_path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    connection.close()
    assert len(path.read_bytes()) == len(before)


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("postgresql://ada:secret@db/parley", "ledgers on postgresql are not supported yet; use a URL like sqlite"),
        ("mysql+pymysql://db/parley", "ledgers on mysql.pymysql are not supported yet"),
        ("/home/ada/ledger.sqlite", "is no address of a ledger; use a URL like sqlite"),
        ("", "is no address of a ledger"),
        ("sqlite://", "must outlive its process"),
        ("sqlite:///:memory:", "must outlive its process"),
    ],
)
def test_an_address_that_no_ledger_can_have_says_what_to_use(url, what):
    with pytest.raises(LedgerError, match=what) as caught:
        Ledger(url)
    assert "secret" not in str(caught.value)


def test_a_ledger_below_a_file_says_which_folder_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(LedgerError, match=r"the ledger's folder .*file/home cannot be made"):
        ledger_in(tmp_path / "file" / "home")


def test_a_ledger_that_is_a_folder_says_so(tmp_path):
    (tmp_path / "ledger.sqlite").mkdir()
    with pytest.raises(LedgerError, match="cannot be opened for writing; check the path and its rights"):
        ledger_in(tmp_path)
