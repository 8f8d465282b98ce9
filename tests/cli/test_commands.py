"""What a user meets at the command line: messages, exit statuses, and that a second time changes nothing."""

import os

import duckdb
import pandas as pd
import pytest

from tests.cli.commands import EXAMPLES, REPORT, User


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> User:
    """A home with one release of one report."""
    user = User(tmp_path_factory.mktemp("a folder with blanks") / "home")
    user.write("round.md", REPORT)
    done = user.parley("build")
    assert done.status == 0, done.err + done.out
    return user


def test_a_build_says_where_its_release_is(built):
    frame = pd.read_parquet(built.latest / "meetings.parquet")
    assert sorted(frame["status"]) == ["held", "scheduled"]
    assert (built.home / "releases" / "latest").resolve().name == next(p.name for p in built.latest.parent.glob("*.1"))


def test_a_second_build_publishes_nothing_and_says_so(built):
    done = built.parley("build")
    assert done.status == 0
    assert "nothing changed" in done.out


def test_every_table_opens_in_pandas_and_duckdb_with_its_descriptions(built):
    import pyarrow.parquet as pq

    for path in sorted(built.latest.glob("*.parquet")):
        frame = pd.read_parquet(path)
        rows = duckdb.read_parquet(str(path)).count("*").fetchall()
        assert rows == [(len(frame),)]
        assert all(field.metadata[b"description"] for field in pq.read_schema(path))


def test_adding_again_is_a_no_op(tmp_path):
    user = User(tmp_path / "home")
    first = user.parley("add", EXAMPLES, "--json").json
    again = user.parley("add", EXAMPLES, "--json").json
    assert first["new"] > 10 and first["rejected"] == 0
    assert (again["new"], again["duplicate"], again["position"]) == (0, first["new"], first["position"])


def test_explain_ends_at_the_sentence_the_report_and_the_ledger_position(built):
    meeting = pd.read_parquet(built.latest / "meetings.parquet").query("status == 'held'")["meeting_id"].iloc[0]
    done = built.parley("explain", meeting, "--field", "status")
    assert done.status == 0
    assert "held" in done.out and "On May 16, Russia and Ukraine held" in done.out
    assert "Example Wire" in done.out and "ledger position 1" in done.out
    told = built.parley("explain", meeting, "--field", "place_name", "--json").json
    (field,) = told["fields"]
    assert field["value"] == "Istanbul"
    for evidence in field["evidence"]:
        assert evidence["sentence"][evidence["highlight_start"] : evidence["highlight_end"]]


def test_an_unknown_id_or_field_in_explain_is_a_wrong_command(built):
    done = built.parley("explain", "m-nowhere000")
    assert done.status == 2 and "no row of release" in done.err
    meeting = pd.read_parquet(built.latest / "meetings.parquet")["meeting_id"].iloc[0]
    done = built.parley("explain", meeting, "--field", "weather")
    assert done.status == 2 and "there are meeting_id" in done.err


def test_explain_before_any_release_says_what_to_do(tmp_path):
    user = User(tmp_path / "home")
    user.parley("add", EXAMPLES)
    done = user.parley("explain", "m-nowhere000")
    assert done.status == 2 and "run `parley build` first" in done.err


def test_status_tells_where_a_home_stands(built):
    told = built.parley("status", "--json").json
    assert (told["reports"], told["uncoded_reports"], told["last_release"][-2:]) == (1, 0, ".1")
    assert "last failure     none" in built.parley("status").out


def test_status_of_no_home_is_a_wrong_command(tmp_path):
    done = User(tmp_path / "nowhere").parley("status")
    assert done.status == 2 and "there is no Parley home" in done.err


def test_verify_of_a_healthy_home_is_done(built):
    done = built.parley("verify", "--all")
    assert done.status == 0, done.out
    assert "rebuild" in done.out and "BROKEN" not in done.out


def test_verify_notices_a_flipped_byte_in_the_ledger_and_in_a_stored_text(tmp_path):
    import sqlite3

    user = User(tmp_path / "home")
    user.write("round.md", REPORT)
    user.parley("add", user.home / "inbox")
    flips = {
        "chain": "update events set payload = replace(payload, 'Example Wire', 'Example Wira')",
        "contents": "update contents set data = cast(replace(cast(data as text), 'first', 'fifth') as blob)",
    }
    for part, flip in flips.items():
        with sqlite3.connect(user.home / "ledger.sqlite") as connection:
            kept = {t: connection.execute(f"select * from {t}").fetchall() for t in ("events", "contents")}  # noqa: S608
            connection.execute(flip)
        connection.close()
        done = user.parley("verify")
        assert done.status == 1 and f"BROKEN  ledger: {part}" in done.out
        with sqlite3.connect(user.home / "ledger.sqlite") as connection:
            for table, rows in kept.items():
                connection.execute(f"delete from {table}")  # noqa: S608
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"insert into {table} values ({marks})", rows)  # noqa: S608
        connection.close()
    assert user.parley("verify").status == 0


def test_an_empty_inbox_builds_an_empty_release(tmp_path):
    user = User(tmp_path / "home")
    done = user.parley("build")
    assert done.status == 0, done.err
    assert len(pd.read_parquet(user.latest / "meetings.parquet")) == 0


def test_an_inbox_of_rejects_only_is_done_with_a_complaint(tmp_path):
    user = User(tmp_path / "home")
    user.write("undated.txt", "They met on Friday.")
    done = user.parley("build")
    assert done.status == 1
    assert "no date of publication" in done.out + done.err
    rejected = pd.read_parquet(user.latest / "rejected_inputs.parquet")
    assert list(rejected["reason_code"]) == ["no_published_date"]
    assert user.parley("build").status == 0, "a known rejection is no news"


def test_a_missing_folder_is_a_wrong_command_and_reads_nothing(tmp_path):
    user = User(tmp_path / "home")
    good = user.write("round.md", REPORT)
    done = user.parley("add", good, tmp_path / "nowhere")
    assert done.status == 2 and "there is no file or folder" in done.err
    assert user.parley("status", "--json").json["reports"] == 0


def test_a_home_that_is_a_file_is_a_wrong_command(tmp_path):
    (tmp_path / "home").write_text("not a folder")
    for command in (("add", str(EXAMPLES)), ("build",), ("ui",)):
        done = User(tmp_path / "home").parley(*command)
        assert done.status == 2 and "cannot be written" in done.err, command


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can hand a file system out read-only")
def test_a_read_only_home_has_a_clear_message(tmp_path):
    import subprocess

    mount = tmp_path / "read only"
    mount.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(mount)], check=False, capture_output=True
    ).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        done = User(mount / "home").parley("add", EXAMPLES)
        assert done.status == 2 and "cannot be written" in done.err
    finally:
        subprocess.run(["umount", str(mount)], check=True)


def test_a_date_in_the_far_future_is_rejected_and_said_so(tmp_path):
    user = User(tmp_path / "home")
    path = user.write("future.txt", "They will meet.")
    done = user.parley("add", path, "--published", "2999-01-01")
    assert done.status == 1 and "far future" in done.err


def test_as_of_takes_a_day_or_a_position_and_nothing_else(built):
    done = built.parley("build", "--as-of", "last tuesday")
    assert done.status == 2 and "neither a ledger position" in done.err
    done = built.parley("build", "--as-of", "999999")
    assert done.status == 2 and "ledger ends at position" in done.err
    done = built.parley("build", "--as-of", "2999-01-01")
    assert done.status == 0
    assert (built.home / "build" / "as-of-2999-01-01" / "tables" / "meetings.parquet").is_file()


def test_a_wrong_flag_is_a_wrong_command(tmp_path):
    assert User(tmp_path / "home").parley("add", "--colour", "red").status == 2


def test_code_prints_and_writes_the_records_of_a_report(tmp_path):
    user = User(tmp_path / "home")
    path = user.write("round.md", REPORT)
    printed = user.parley("code", path).json
    done = user.parley("code", path, "--out", tmp_path / "out")
    assert done.status == 0
    import json

    written = json.loads((tmp_path / "out" / "round.json").read_text(encoding="utf-8"))
    assert written == {k: v for k, v in printed.items() if k != "report"}
    body = REPORT.split("---\n", 2)[2].strip("\n")
    for record in written["meetings"]:
        assert body[slice(*record["span"])] == record["evidence"]
    assert not (user.home / "ledger.sqlite").exists()


def test_code_refuses_to_write_two_reports_to_one_file(tmp_path):
    user = User(tmp_path / "home")
    one, two = user.write("a/round.md", REPORT), user.write("b/round.md", REPORT)
    done = user.parley("code", one, two, "--out", tmp_path / "out")
    assert done.status == 2 and "would both be written" in done.err
    assert not (tmp_path / "out").exists()


def test_code_rejects_what_is_no_report_and_goes_on(tmp_path):
    user = User(tmp_path / "home")
    good, bad = user.write("round.md", REPORT), user.write("undated.txt", "They met.")
    done = user.parley("code", bad, good, "--out", tmp_path / "out")
    assert done.status == 1 and "undated.txt" in done.err
    assert (tmp_path / "out" / "round.json").is_file()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small file system")
def test_a_full_disk_has_a_clear_message_and_the_next_build_is_whole(tmp_path):
    import shutil
    import subprocess

    mount = tmp_path / "small"
    mount.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(mount)]
    if subprocess.run(small, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        user = User(mount / "home")
        shutil.copytree(EXAMPLES, user.home / "inbox")
        done = user.parley("build")
        assert done.status == 1 and "free some space" in done.err + done.out and "Traceback" not in done.err
        subprocess.run(["mount", "-o", "remount,size=40m", str(mount)], check=True)
        assert user.parley("build").status == 0
        assert user.parley("verify").status == 0
    finally:
        subprocess.run(["umount", str(mount)], check=True)
