"""`parley add`, killed at any moment: the ledger opens, nothing is lost or doubled, and again is as if never killed."""

import json
from pathlib import Path

import pytest

from pipelines.intake.draft import Defaults
from pipelines.intake.receiving import Received
from pipelines.ledger.store import Ledger
from tests.cli.commands import User
from tests.crash.kill_at import Kill, run_and_kill, whole_ledger
from tests.intake.inputs import add, file, markdown


def inbox(folder: Path, lines: int) -> Path:
    """A folder with reports of every format, a revision, rejects, and some lines of JSON."""
    for number in range(3):
        file(folder, f"{number}.md", markdown(f"Report {number}.", url=f"https://example.org/{number}"))
    file(folder, "revised.md", markdown("Report 0, revised.", url="https://example.org/0", published="2025-05-31"))
    file(folder, "scan.pdf", b"%PDF-1.7")
    file(folder, "undated.txt", "No date.")
    many = [
        {"text": f"Line {n}.", "url": f"https://example.org/line/{n}", "published": "2025-05-29"} for n in range(lines)
    ]
    file(folder, "many.jsonl", "\n".join(map(json.dumps, many)))
    return folder


def url_of(home: Path) -> str:
    return f"sqlite:///{home / 'ledger.sqlite'}"


def payloads(url: str) -> list[dict]:
    return [stored.event.payload() for stored in whole_ledger(url)]


def add_here(url: str, folder: Path) -> Received:
    """The same as `parley add`, in this process."""
    return add(Ledger(url), folder, defaults=Defaults())


@pytest.fixture(scope="module")
def never_killed(tmp_path_factory) -> list[dict]:
    """What the ledger of a small inbox holds when nothing goes wrong."""
    root = tmp_path_factory.mktemp("never killed")
    add_here(url_of(root), inbox(root / "inbox", lines=4))
    return payloads(url_of(root))


READ = "pipelines.intake.reading:read_file"
APPEND = "pipelines.ledger.store:Writer.append"
INDEX = "pipelines.ledger.store:Writer.index_report"
WRITE = "pipelines.ledger.store:Ledger.writing"
COMMIT = "sqlalchemy.engine:Connection.commit"
CREATE = "sqlalchemy:MetaData.create_all"


@pytest.mark.parametrize(
    ("kill", "kept"),
    [
        (Kill(CREATE, 1, "before"), 0),
        (Kill(CREATE, 1, "after"), 0),
        (Kill(READ, 3, "before"), 0),
        (Kill("pipelines.intake.canonical:canonical_text", 2, "after"), 0),
        (Kill(APPEND, 5, "after"), 0),
        (Kill(INDEX, 4, "before"), 0),
        (Kill(COMMIT, 2, "before"), 0),
        (Kill(COMMIT, 2, "after"), 8),
        (Kill(WRITE, 2, "before"), 8),
        (Kill(APPEND, 10, "before"), 8),
        (Kill(COMMIT, 3, "after"), 10),
        (Kill("pipelines.cli_output:show_received", 1, "before"), 10),
    ],
    ids=str,
)
def test_a_killed_add_loses_nothing_and_again_completes_it(tmp_path, never_killed, kill, kept):
    """The ten events of the small inbox come in two transactions: eight reports, then two rejections."""
    user, folder = User(tmp_path / "home"), inbox(tmp_path / "inbox", lines=4)
    url = url_of(user.home)
    killed = run_and_kill(
        "pipelines.cli", ["add", str(folder)], kill, environment=user.environment(), notes=tmp_path / "notes"
    )
    assert killed.was_killed, killed
    events = whole_ledger(url, killed.acknowledged)
    assert [stored.event.payload() for stored in events] == never_killed[:kept]
    add_here(url, folder)
    assert payloads(url) == never_killed
    assert add_here(url, folder).newly_rejected == []
    assert payloads(url) == never_killed


@pytest.mark.parametrize(
    ("kill", "kept"),
    [(Kill(WRITE, 2), 500), (Kill(APPEND, 700), 500), (Kill(COMMIT, 3, "after"), 1000)],
    ids=str,
)
def test_an_add_killed_between_batches_goes_on_where_it_was(tmp_path, kill, kept):
    folder = inbox(tmp_path / "inbox", lines=1100)
    user = User(tmp_path / "home")
    killed = run_and_kill(
        "pipelines.cli", ["add", str(folder)], kill, environment=user.environment(), notes=tmp_path / "notes"
    )
    assert killed.was_killed, killed
    assert len(whole_ledger(url_of(user.home), killed.acknowledged)) == kept
    again = add_here(url_of(user.home), folder)
    assert again.count("new") + again.count("revised") == 1104 - kept
    assert (again.count("duplicate"), again.count("rejected"), again.position) == (kept, 2, 1106)


def test_an_add_that_ends_before_the_moment_comes_is_an_add(tmp_path):
    folder = inbox(tmp_path / "inbox", lines=1)
    user = User(tmp_path / "home")
    done = run_and_kill(
        "pipelines.cli", ["add", str(folder)], Kill(APPEND, 999), environment=user.environment(), notes=tmp_path / "n"
    )
    assert (done.was_killed, done.status) == (False, 1)
    assert [position for position, _ in done.acknowledged] == [5, 7]
    assert len(whole_ledger(url_of(user.home), done.acknowledged)) == 7
