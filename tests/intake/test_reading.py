"""Files and folders: what is looked at, how a format is told, and that nothing is left out without a word."""

import gzip
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake import reading
from pipelines.intake.draft import Defaults, Draft, Rejection
from pipelines.intake.reading import PathMissing, read_bytes, read_paths
from pipelines.intake.receiving import ReadRejection, read_reports
from tests.intake.inputs import GIVEN, NOW, TALKS, draft, file, markdown, outcomes, rejection, reports

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(200)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_text"),
        (b" \r\n\t\n", "empty_text"),
        (PDF, "not_text"),
        (b"%PDF-1.4 all in ASCII", "not_text"),
        (PNG, "not_text"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "not_text"),
        (b"GIF89a" + bytes(50), "not_text"),
        (b"PK\x03\x04" + bytes(50), "not_text"),
        (gzip.compress(TALKS.encode(), mtime=0), "not_text"),
        (b"SQLite format 3\x00" + bytes(84), "not_text"),
        (b"\x7fELF" + bytes(100), "not_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "not_text"),
        (TALKS.encode("utf-16-le"), "not_text"),
        (TALKS.encode("utf-16-be"), "not_text"),
        (TALKS.encode("utf-32"), "not_text"),
        (TALKS.encode() + b"\x00", "not_text"),
        ("Переговоры прошли.".encode("cp1251"), "bad_encoding"),
        ("Les négociations".encode("latin-1"), "bad_encoding"),
        (TALKS.encode() + b"\xed\xa0\x80", "bad_encoding"),
        (b"\xef\xbb\xbf" + "Мир".encode("cp1251"), "bad_encoding"),
        ("Talks 🕊".encode("utf-16")[:-1], "bad_encoding"),
        (b'<?xml version="1.0"?><rss><channel><item>Talks</item></channel></rss>', "not_text"),
        (rb"{\rtf1\ansi Talks were held.}", "not_text"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\n\n<html></html>", "not_text"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data, code):
    found = rejection(data)
    assert found.code == code and found.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_in_a_marked_encoding_is_read(encoding):
    text = "Переговоры прошли 🕊.\n\nThey met."
    assert draft(text.encode(encoding)).text == text


@pytest.mark.parametrize("name", ["a.md", "a.pdf", "a", "a.html", "a.csv", "a.JSON.txt"])
def test_a_format_is_told_by_content_whatever_the_name(tmp_path, name):
    assert reports(file(tmp_path, name, markdown()))[0].media_type == "text/markdown"
    assert outcomes(file(tmp_path, "b" + name, PNG)) == {"b" + name: "not_text"}


def test_plain_text_takes_what_the_user_gives(tmp_path):
    given_by_user = Defaults("2025-05-30T10:00:00+02:00", "Wire", "https://Example.org/a/", "en")
    (report,) = reports(file(tmp_path, "a.txt", "\n" + TALKS + "\n\n"), given_by_user)
    assert (report.text, report.title, report.media_type) == (TALKS, None, "text/plain")
    assert (report.outlet, report.url, report.language) == ("Wire", "https://example.org/a", "en")
    assert (report.published_on, report.published_offset) == (date(2025, 5, 30), "+02:00")


def test_what_a_file_says_goes_before_what_the_user_gives(tmp_path):
    given_by_user = Defaults("2020-01-01", "Given", "https://example.org/given", "fr")
    (report,) = reports(file(tmp_path, "a.md", markdown(language="en")), given_by_user)
    assert (report.outlet, report.url, report.language) == ("Outlet", "https://example.org/a", "en")
    assert report.published_on == date(2025, 5, 30)


@pytest.mark.parametrize(
    ("content", "defaults", "code"),
    [
        (TALKS, Defaults(), "no_published_date"),
        (markdown(published=None), Defaults(), "no_published_date"),
        (markdown(published="last week"), GIVEN, "bad_published_date"),
        (markdown(published="2026-06-04"), GIVEN, "bad_published_date"),
        (markdown(published="2999-01-01"), GIVEN, "bad_published_date"),
        (markdown(text="\n \n"), GIVEN, "empty_text"),
        (b"\xef\xbb\xbf", GIVEN, "empty_text"),
        ('---\ntitle: "half \\ud800"\n---\n' + TALKS, GIVEN, "bad_encoding"),
        ('---\nurl: "https://example.org/\\ud800"\n---\n' + TALKS, GIVEN, "bad_encoding"),
        (json.dumps({"text": "half \ud800 of it"}), GIVEN, "bad_encoding"),
        (json.dumps({"text": TALKS, "outlet": "\udfff"}), GIVEN, "bad_encoding"),
        (json.dumps({"text": "a\x00b"}), GIVEN, "not_text"),
        (json.dumps({"text": TALKS, "title": "a\x00b"}), GIVEN, "not_text"),
    ],
)
def test_what_makes_no_report_is_refused_with_its_reason(tmp_path, content, defaults, code):
    assert list(outcomes(file(tmp_path, "a", content), defaults).values()) == [code]


def test_a_report_without_a_date_hears_of_the_flag(tmp_path):
    file(tmp_path, "a.txt", TALKS)
    (found,) = read_reports([tmp_path], Defaults(), NOW)
    assert isinstance(found, ReadRejection) and "--published 2025-05-30" in found.rejection.reason


def test_inside_a_folder_hidden_and_unfinished_files_and_json_are_skipped_and_counted(tmp_path):
    for name in (".hidden", ".git/config", "gold/a.json", "b.JSON", "c.part", "d.tmp", "sub/.x/e.md"):
        file(tmp_path, name, markdown())
    file(tmp_path, "sub/good.md", markdown())
    found = outcomes(tmp_path)
    assert found.pop("sub/good.md") == "report"
    assert set(found.values()) == {"skipped"} and len(found) == 7


@pytest.mark.parametrize("name", [".hidden.md", "a.json", "b.part"])
def test_named_directly_every_file_is_read(tmp_path, name):
    assert outcomes(file(tmp_path, name, markdown())) == {name: "report"}


def test_a_folder_that_is_left_alone_in_part_says_so(tmp_path):
    file(tmp_path, "a.md", markdown())
    file(tmp_path, "b.md", markdown())
    found = list(read_paths([tmp_path], lambda path: path.name == "b.md"))
    assert [type(f).__name__ for f in found] == ["Read", "Skipped"]


@pytest.mark.parametrize(
    "name",
    [b"with blanks and, commas.md", b"line\nbreak.md", "мир 🕊.md".encode(), b"-flag.md", b"#7.md", b"'\"`$(ls).md"],
)
def test_a_file_of_any_name_is_read(tmp_path, name):
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))
    path.write_text(markdown())
    assert outcomes(tmp_path) == {name.decode(): "report"} == outcomes(path)


def test_a_name_that_is_no_utf_8_is_told_in_plain_signs(tmp_path):
    for name, content in ((b"\xef\xe5.md", markdown().encode()), (b"\xff.pdf", PDF), (b".\xfe", b"x")):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_bytes(content)
    assert outcomes(tmp_path) == {"\\xef\\xe5.md": "report", "\\xff.pdf": "not_text", ".\\xfe": "skipped"}


def test_links_that_lead_nowhere_or_round_in_circles_are_told(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone.md").symlink_to("nothing")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to("..")
    file(tmp_path, "sub/a.md", markdown())
    (tmp_path / "also.md").symlink_to("sub/a.md")
    assert outcomes(tmp_path) == {
        "loop": "unreadable",
        "gone.md": "unreadable",
        "sub/a.md": "report",
        "also.md": "report",
    }


def test_a_pipe_in_a_folder_is_told_and_waits_for_nobody(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    file(tmp_path, "a.md", markdown())
    assert outcomes(tmp_path) == {"a.md": "report", "pipe": "unreadable"}


def test_a_device_without_an_end_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 100_000)
    assert outcomes(Path("/dev/zero")) == {"zero": "too_large"}


def test_an_empty_folder_is_no_input(tmp_path):
    assert outcomes(tmp_path) == {}


def test_a_missing_path_is_told_before_anything_is_read(tmp_path):
    good = file(tmp_path, "a.md", markdown())
    with pytest.raises(PathMissing, match=r"there is no file or folder .*nothing; check the path"):
        next(read_paths([good, tmp_path / "nothing"]))


def test_files_of_a_folder_come_in_the_order_of_their_names(tmp_path):
    for name in ("b.md", "a/z.md", "c.md", "a/b.md"):
        file(tmp_path, name, markdown(url=f"https://example.org/{name}"))
    assert list(outcomes(tmp_path)) == ["a/b.md", "a/z.md", "b.md", "c.md"]


def test_a_report_and_a_file_have_their_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_REPORT_BYTES", 300)
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 2000)
    file(tmp_path, "a good.md", markdown())
    file(tmp_path, "long.md", markdown("a" * 500))
    file(tmp_path, "long.html", "<html><body>" + "<p>a</p>" * 100)
    file(tmp_path, "long.txt", "a" * 301)
    file(tmp_path, "at the limit.txt", "a" * 300)
    file(tmp_path, "huge", b"a" * 2001)
    line = json.dumps({"text": TALKS})
    file(tmp_path, "many.jsonl", "\n".join([line] * 10))
    found = outcomes(tmp_path)
    assert {uri for uri, outcome in found.items() if outcome == "too_large"} == {
        "huge",
        "long.html",
        "long.md",
        "long.txt",
    }
    assert sum(outcome == "report" for outcome in found.values()) == 12


def test_a_file_that_is_too_large_is_known_by_all_its_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_FILE_BYTES", 100)
    file(tmp_path, "a", b"x" * 150)
    file(tmp_path, "b", b"x" * 149 + b"y")
    hashes = [read.bytes_sha256 for read in read_paths([tmp_path]) if isinstance(read, reading.Read)]
    assert len(set(hashes)) == 2


@given(
    st.binary(max_size=200) | st.binary(max_size=60).map(lambda b: b"<html>" + b) | st.binary().map(lambda b: b'{"' + b)
)
def test_any_bytes_come_to_reports_or_reasons(data):
    found = list(read_bytes(data))
    assert found and all(isinstance(f, Draft | Rejection) for f in found)
    for f in found:
        if isinstance(f, Rejection):
            assert f.code and f.reason
