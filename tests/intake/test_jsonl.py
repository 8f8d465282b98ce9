"""JSON Lines: each line stands for itself; a bad one is told by its number and the rest goes on."""

import json

import pytest

from pipelines.intake import reading
from pipelines.intake.draft import Draft, Rejection
from tests.intake.inputs import TALKS, drafts, rejection


def line(number: int = 1, **more: object) -> str:
    values = {"url": f"https://example.org/{number}", "published": "2025-05-30", "text": f"{TALKS} {number}", **more}
    return json.dumps(values)


def came_to(text: str | bytes) -> list[tuple[str, str]]:
    """Part and outcome of each line: "report", or a reason's code."""
    return [(d.part, "report" if isinstance(d, Draft) else d.code) for d in drafts(text)]


def test_each_line_is_a_report_with_the_bytes_of_its_line():
    first, second = drafts(f"{line(1)}\n{line(2)}\n")
    assert isinstance(first, Draft) and isinstance(second, Draft)
    assert (first.url, first.text, first.part) == ("https://example.org/1", f"{TALKS} 1", "1")
    assert (second.raw, second.media_type) == (line(2).encode(), "application/jsonl")


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_empty_lines_marks_and_windows_line_ends_change_nothing(ends, mark):
    text = mark + ends.join([line(1), "", line(2), "", ""])
    assert came_to(text) == [("1", "report"), ("3", "report")]


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "oops",
        "[1, 2]",
        "7",
        '"text"',
        "null",
        "{}",
        '{"text": null}',
        '{"text": 7}',
        '{"text": ["a"]}',
        '{"title": "no text"}',
        line(9, title=7),
        line(9, published=20250530),
        line(9, url=["https://example.org"]),
        '{"text": "' + "a" * 100,
        "[" * 20_000,
        '{"text": ' + "1" * 5000 + "}",
        '{"a":' * 20_000,
    ],
)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_bad_line_among_good_ones_is_set_aside_wherever_it_stands(bad, at):
    lines = [line(1), line(2)]
    lines.insert(at, bad)
    expected = [(str(n + 1), "bad_json" if n == at else "report") for n in range(3)]
    assert came_to("\n".join(lines)) == expected


def test_the_reason_names_the_line():
    found = [d for d in drafts(f"{line(1)}\nnonsense\n{line(3, title=1)}") if isinstance(d, Rejection)]
    assert [d.reason for d in found] == [
        "line 2 is no JSON object; each line must hold one report",
        '"title" on line 3 is no string',
    ]


def test_a_huge_line_is_refused_and_the_others_are_read(monkeypatch):
    monkeypatch.setattr(reading, "MAX_REPORT_BYTES", 1000)
    assert came_to(f"{line(1)}\n{line(2, text='a' * 2000)}\n{line(3)}") == [
        ("1", "report"),
        ("2", "too_large"),
        ("3", "report"),
    ]


def test_a_list_and_a_pretty_printed_object_are_read_too():
    listed = json.dumps([json.loads(line(1)), 7, json.loads(line(2))], indent=2)
    assert came_to(listed) == [("1", "report"), ("2", "bad_json"), ("3", "report")]
    assert came_to(json.dumps([json.loads(line(1))])) == [("1", "report")]
    assert came_to(json.dumps(json.loads(line(1)), indent=4)) == [("1", "report")]
    assert rejection("[]").code == "empty_text"


def test_a_line_is_the_same_report_whether_or_not_others_stand_beside_it():
    (alone,) = drafts(line(1) + "\n")
    beside, _ = drafts(f"{line(1)}\n{line(2)}")
    assert alone == beside


def test_escapes_become_characters_and_offsets_count_them_once():
    (found,) = drafts(r'{"published": "2025-05-30", "text": "\u041c\u0438\u0440 \ud83d\udd4a \"now\"\r\n"}')
    assert isinstance(found, Draft) and found.text == 'Мир 🕊 "now"\r\n'


def test_blank_values_are_no_values():
    (found,) = drafts(line(1, title="  ", outlet="", language=None))
    assert isinstance(found, Draft) and (found.title, found.outlet, found.language) == (None, None, None)


@pytest.mark.parametrize("text", ["{braces} open this text, which is none of JSON.", "[Kyiv] Talks were held.", "{}x"])
def test_a_text_that_opens_with_a_bracket_is_a_text(text):
    (found,) = drafts(text)
    assert isinstance(found, Draft) == (text != "{}x")
