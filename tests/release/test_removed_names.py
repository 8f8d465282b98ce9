"""A person removed on request: the name is in no later byte, offsets and ids hold, and the chain still verifies."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.corrections.recording import forget
from pipelines.export.csv_files import export_csv
from pipelines.inspection.verification import verify
from pipelines.ledger import chain
from pipelines.ledger.removed_names import BLOCK, NoName, RemovedNames, removal
from pipelines.ledger.selection import parse_selection
from pipelines.release.package import files_of
from schemas.events import PersonRemoved
from tests.cli.commands import User
from tests.scenario import Scenario, condition, meeting

NAME = "José Ávila Brown"
FORMS = (NAME, "Ávila Brown", "J. Brown")
TRACES = ("josé", "jose", "ávila", "avila", "brown")


def names(*forms: str, salt: str = "s") -> RemovedNames:
    return RemovedNames((removal(forms, salt=salt, reason="asked", author=None, decided_on="2026-01-01"),))


@pytest.mark.parametrize(
    "text",
    [
        "José Ávila Brown",
        "JOSÉ ÁVILA BROWN",
        "Jose\u0301 A\u0301vila Brown",
        "Jose-Avila_Brown",
        "José\nÁvila\u00a0Brown",
    ],
)
def test_a_name_is_recognised_however_it_is_written(text):
    known = names(NAME)
    assert known.blanked(f"said {text}, who") == f"said {BLOCK * len(text)}, who"
    assert known.named(text).startswith("removed-")


def test_a_name_is_recognised_in_an_address():
    for text in ("https://x.org/?q=Jose%20Avila%20Brown&n=1", "https://x.org/jos%C3%A9-%C3%A1vila-brown"):
        assert not any(trace in names(NAME).named(text).casefold() for trace in (*TRACES, "%c3")), text


@pytest.mark.parametrize("text", ["José Ávila", "Brown", "José. Then he met Ávila, Brown", "Joséphine Ávila Brown"])
def test_what_is_not_the_name_stays(text):
    assert names(NAME).blanked(text) == text


def test_all_forms_of_a_name_become_one_word_and_two_persons_two():
    one = names(*FORMS)
    assert len({one.named(form) for form in FORMS}) == 1
    assert one.named(NAME) != names("Maria Green").named("Maria Green")


@given(st.text())
def test_blanking_keeps_every_offset_and_again_changes_nothing(text):
    known = names(NAME, "a")
    once = known.blanked(text)
    assert len(once) == len(text)
    assert known.blanked(once) == once
    assert known.named(known.named(text)) == known.named(text)


def test_a_name_without_letters_is_none():
    with pytest.raises(NoName):
        names("...")


def test_the_event_does_not_hold_the_name():
    event = removal(FORMS, salt="s", reason="asked", author=None, decided_on="2026-01-01")
    assert not any(trace in str(event.payload()).casefold() for trace in TRACES)


def home(root: Path) -> Scenario:
    s = Scenario(root)
    person = NAME.replace(" ", "_")
    s.report(
        "a",
        "2025-03-05",
        meeting("m1", "held", f"{NAME} met the envoys in Doha.", date_start="2025-03-05", place="Doha", person=person,
                person_actor="Sudan", outcome=f"{person}_signed"),
        condition("c1", "stated", f"No talks before troops leave, said {NAME}.", speaker=person, speaker_name=person),
        url="https://news.example.org/jose-avila-brown-in-doha",
    )  # fmt: skip
    s.report("b", "2025-03-07", meeting("m1", "held", "J. Brown met them.", date_start="2025-03-05", place="Doha",
             person="J._Brown"))  # fmt: skip
    return s


def remove(s: Scenario) -> None:
    given = {"reason": "asked us to", "author": "editor", "decided_on": date(2026, 6, 1), "cause": "test"}
    forget(s.ledger, FORMS, salt="salt", **given)


def traces(folder: Path) -> set[tuple[str, str]]:
    """Files of a folder that hold a part of the name, in any cell or byte."""
    found = set()
    for name in files_of(folder):
        path = folder / name
        texts = [path.read_bytes().decode("utf-8", "ignore")]
        if path.suffix == ".parquet":
            texts.append(str(pq.read_table(path).to_pylist()) + str(pq.read_schema(path).metadata))
        found |= {(name, t) for t in TRACES for text in texts if t in text.casefold()}
    return found


def test_a_removed_person_is_in_no_byte_of_later_releases_and_exports(tmp_path):
    s = home(tmp_path / "home")
    before = s.build().folder
    assert {name for name, _ in traces(before)} >= {"meetings.parquet", "claims.parquet", "actors.parquet"}
    remove(s)
    after = s.build()
    assert after.published
    assert traces(after.folder) == set()
    assert traces(export_csv(after.folder, tmp_path / "csv")) == set()


def test_the_rows_of_a_removed_person_stay_without_the_name(tmp_path):
    s = home(tmp_path / "home")
    s.build()
    old = {name: {tuple(r[k] for k in key) for r in s.rows(name)} for name, key in KEYS.items()}
    remove(s)
    s.build()
    assert {name: {tuple(r[k] for k in key) for r in s.rows(name)} for name, key in KEYS.items()} == old
    (row,) = s.rows("meetings")
    assert row["n_reports"] == 2 and row["person_names"].startswith("removed-")
    assert row["evidence"].startswith(BLOCK) or BLOCK in row["evidence"]
    text = s.ledger.texts(row["text_sha256"] for row in s.rows("reports"))
    assert any(NAME in t for t in text.values()), "the ledger keeps what it had"


KEYS = {
    "meetings": ("meeting_id",),
    "conditions": ("condition_id",),
    "claims": ("claim_id", "span_start", "span_end", "record_id"),
    "reports": ("report_id", "text_sha256"),
}


def test_the_chain_holds_and_every_release_still_rebuilds(tmp_path):
    s = home(tmp_path / "home")
    s.build()
    rows = list(s.ledger.rows())
    remove(s)
    s.build()
    assert list(s.ledger.rows(until=len(rows))) == rows
    assert list(chain.broken_links(s.ledger.rows())) == []
    told = list(verify(s.home, s.ledger, s.coder, every_release=True))
    assert [v for v in told if v.problem] == []
    assert {"release 26.1: rebuild", "release 26.2: rebuild"} <= {v.subject for v in told}


def test_builds_as_of_an_earlier_day_or_position_name_no_removed_person(tmp_path):
    s = home(tmp_path / "home")
    s.build()
    remove(s)
    for past in ("2025-03-06", "3"):
        folder = s.build(parse_selection(past)).folder
        assert traces(folder) == set(), past


def test_the_command_removes_a_name_once(tmp_path):
    s = home(tmp_path / "home")
    s.build()
    user = User(tmp_path / "home")
    command = ("forget", NAME, "--also", "J. Brown", "--also", "Ávila Brown", "--reason", "asked us to")
    first, again = user.parley(*command), user.parley(*command)
    assert (first.status, again.status) == (0, 0)
    assert "is removed" in first.out and "had been removed already" in again.out
    assert len(list(s.ledger.read(PersonRemoved))) == 1
    assert user.parley("forget", "--", "-", "--reason", "x").status == 2
    assert traces(s.build().folder) == set()
