"""Adding to a ledger: new, duplicate, revised, rejected or skipped; again is a no-op, and the order is always one."""

import itertools
import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.intake import receiving
from pipelines.intake.canonical import sha256_hex
from pipelines.intake.draft import Defaults
from pipelines.intake.reading import PathMissing
from schemas.codes import codes
from schemas.events import InputRejected, ReportReceived, ReportRevised
from tests.intake.inputs import TALKS, add, counts, file, markdown
from tests.ledger.ledgers import all_events, ledger_in, problems


def test_what_came_in_is_kept_with_its_bytes_and_its_text(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    content = markdown("\r\n" + TALKS + "\r\n").replace("\n", "\r\n")
    received = add(ledger, file(tmp_path, "a.md", content))
    assert (counts(received), received.position) == ({"new": 1}, 1)
    (stored,) = all_events(ledger)
    event = stored.event
    assert isinstance(event, ReportReceived) and stored.cause == "test"
    assert event.report_id == received.items[0].report_id
    assert (event.url, event.outlet, event.title) == ("https://example.org/a", "Outlet", "Talks")
    assert ledger.content(event.bytes_sha256) == content.encode()
    assert ledger.content(event.text_sha256).decode() == TALKS.replace("\r", "")
    assert (event.word_count, event.published_on) == (len(TALKS.split()), "2025-05-30")


def test_the_same_again_is_a_no_op_whatever_it_came_to(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    inbox = tmp_path / "inbox"
    file(inbox, "a.md", markdown())
    file(inbox, "b.md", markdown(TALKS + " More."))
    file(inbox, "c.pdf", b"%PDF-1.7")
    file(inbox, "d.jsonl", json.dumps({"text": "t", "published": "2025-05-30"}) + "\nnonsense\n")
    file(inbox, ".hidden", "x")
    first = add(ledger, inbox)
    assert counts(first) == {"new": 2, "revised": 1, "rejected": 2, "skipped": 1}
    assert len(first.newly_rejected) == 2
    head = ledger.head()
    again = add(ledger, inbox)
    assert counts(again) == {"duplicate": 3, "rejected": 2, "skipped": 1}
    assert again.newly_rejected == []
    assert ledger.head() == head


def test_the_same_text_at_the_same_address_is_a_duplicate_whatever_its_bytes(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    add(ledger, file(tmp_path, "a.md", markdown()))
    other_bytes = [
        markdown(title="Another title", outlet="Another outlet", published="2025-05-31"),
        markdown(url="HTTPS://EXAMPLE.org:443/a/?utm_source=feed#top"),
        "\ufeff" + markdown("\n\n" + TALKS + "\n\n\n").replace("\n", "\r\n"),
        json.dumps({"url": "https://example.org/a", "text": TALKS, "published": "2025-05-30"}),
    ]
    for number, content in enumerate(other_bytes):
        assert counts(add(ledger, file(tmp_path, f"{number}", content))) == {"duplicate": 1}
    assert ledger.head()[0] == 1


def test_another_text_at_the_same_address_is_a_revision(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    ids = [add(ledger, file(tmp_path, "a.md", markdown(f"{TALKS} {n}"))).items[0] for n in range(3)]
    assert [i.outcome for i in ids] == ["new", "revised", "revised"]
    events = [s.event for s in all_events(ledger)]
    assert [type(e) for e in events] == [ReportReceived, ReportRevised, ReportRevised]
    assert [e.revises_report_id for e in events[1:]] == [ids[0].report_id, ids[1].report_id]
    assert len({i.report_id for i in ids}) == 3


def test_the_same_text_at_another_address_is_a_new_report(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    for number in range(2):
        item = add(ledger, file(tmp_path, "a.md", markdown(url=f"https://example.org/{number}"))).items[0]
        assert item.outcome == "new"
    first, second = [s.event for s in all_events(ledger)]
    assert first.text_sha256 == second.text_sha256 and first.report_id != second.report_id
    assert problems(ledger) == []


@pytest.mark.parametrize(
    ("outlet", "title", "outcome"),
    [
        ("Outlet", "Talks", "revised"),
        ("Outlet", "Other talks", "new"),
        ("Other outlet", "Talks", "new"),
        ("Outlet", None, "new"),
        (None, "Talks", "new"),
    ],
)
def test_without_an_address_outlet_and_title_tell_what_is_a_revision(tmp_path, outlet, title, outcome):
    ledger = ledger_in(tmp_path / "home")
    no_defaults = Defaults()
    add(ledger, file(tmp_path, "a.md", markdown(url=None)), defaults=no_defaults)
    other = markdown(TALKS + " More.", url=None, outlet=outlet, title=title)
    assert add(ledger, file(tmp_path, "b.md", other), defaults=no_defaults).items[0].outcome == outcome


def test_an_outlet_s_plain_texts_without_titles_are_reports_of_their_own(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    inbox = tmp_path / "inbox"
    for number in range(4):
        file(inbox, f"{number}.txt", f"{TALKS} {number}")
    given_by_user = Defaults(published="2025-05-30", outlet="Wire")
    assert counts(add(ledger, inbox, defaults=given_by_user)) == {"new": 4}
    assert counts(add(ledger, inbox, defaults=given_by_user)) == {"duplicate": 4}


def test_a_former_text_that_comes_again_is_a_duplicate(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    first, second = file(tmp_path, "1.md", markdown("One.")), file(tmp_path, "2.md", markdown("Two."))
    outcomes = [add(ledger, path).items[0].outcome for path in (first, second, first, second)]
    assert outcomes == ["new", "revised", "duplicate", "duplicate"]


def test_a_rejection_is_an_event_with_its_reason(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    received = add(ledger, file(tmp_path / "inbox", "sub/scan.pdf", b"%PDF-1.7").parents[1])
    (item,) = received.items
    assert (item.uri, item.outcome, item.reason_code, item.known) == ("sub/scan.pdf", "rejected", "not_text", False)
    (stored,) = all_events(ledger)
    assert isinstance(stored.event, InputRejected)
    assert (stored.event.uri, stored.event.reason_code) == ("sub/scan.pdf", "not_text")
    assert stored.event.sha256 == sha256_hex(b"%PDF-1.7")
    assert stored.event.reason_code in codes("rejection_reason")


def test_a_rejected_file_that_was_mended_comes_in(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    assert counts(add(ledger, file(tmp_path, "a.md", markdown(published="soon")))) == {"rejected": 1}
    assert counts(add(ledger, file(tmp_path, "a.md", markdown()))) == {"new": 1}


def test_names_and_texts_of_any_kind_get_into_the_ledger_and_out_again(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    inbox = tmp_path / "inbox"
    odd = "Мир 🕊 \u202eابو\u202c 和平 \x07\x1f\u2028\ufffe a\u0301 — 'x'; DROP TABLE events;--"
    line = {"text": odd, "title": odd, "outlet": odd, "url": odd, "language": odd, "published": "2025-05-30"}
    file(inbox, "odd \n name.jsonl", json.dumps(line))
    Path(inbox / "bad-\udcff\udcfe.pdf").write_bytes(b"%PDF")
    assert counts(add(ledger, inbox)) == {"new": 1, "rejected": 1}
    report, rejected = [s.event for s in all_events(ledger)]
    assert (report.title, report.outlet, report.url) == (odd, odd, odd)
    assert ledger.texts([report.text_sha256])[report.text_sha256] == odd
    assert rejected.uri == "bad-\\xff\\xfe.pdf"
    assert problems(ledger) == []


def test_a_missing_path_leaves_the_ledger_as_it_was(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    with pytest.raises(PathMissing):
        add(ledger, file(tmp_path, "a.md", markdown()), tmp_path / "nothing")
    assert ledger.head()[0] == 0


def test_one_add_appends_by_publication_then_address_whatever_the_order_of_the_arguments(tmp_path):
    described = [
        ("2025-05-30", "b"),
        ("2025-05-30", "a"),
        ("2025-05-30T08:00:00+03:00", "z"),
        ("2025-05-30T06:00:00Z", "y"),
        ("2025-05-29T23:00:00-05:00", "x"),
        ("2025-05-31T00:30:00+09:00", "w"),
    ]
    paths = [
        file(tmp_path / name, "r.md", markdown(f"Report {name}.", url=f"https://example.org/{name}", published=day))
        for day, name in described
    ]
    orders = random.Random(1).sample(list(itertools.permutations(paths)), 6)
    seen = []
    for number, order in enumerate(orders):
        ledger = ledger_in(tmp_path / f"home {number}")
        add(ledger, *order)
        seen.append([s.event.payload() for s in all_events(ledger)])
    assert [e["url"][-1] for e in seen[0]] == ["x", "a", "b", "z", "y", "w"]
    assert all(events == seen[0] for events in seen)


def test_of_two_files_with_one_report_the_same_one_is_kept_whatever_the_order(tmp_path):
    one = file(tmp_path, "1.md", markdown(title="One title"))
    two = file(tmp_path, "2.md", markdown(title="Another title"))
    titles = set()
    for number, order in enumerate(([one, two], [two, one])):
        ledger = ledger_in(tmp_path / f"home {number}")
        assert counts(add(ledger, *order)) == {"new": 1, "duplicate": 1}
        titles.add(all_events(ledger)[0].event.title)
    assert len(titles) == 1


def test_the_same_file_named_twice_comes_in_once(tmp_path):
    ledger = ledger_in(tmp_path / "home")
    path = file(tmp_path / "inbox", "a.md", markdown())
    assert counts(add(ledger, path, path, path.parent)) == {"new": 1, "duplicate": 2}


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_many_reports_and_rejections_come_in_by_batches(tmp_path, monkeypatch, batch):
    monkeypatch.setattr(receiving, "BATCH", batch)
    ledger = ledger_in(tmp_path / "home")
    inbox = tmp_path / "inbox"
    for number in range(5):
        file(inbox, f"{number}.md", markdown(f"Report {number}.", url=f"https://example.org/{number}"))
        file(inbox, f"{number}.pdf", b"%PDF" + bytes([number]))
    assert counts(add(ledger, inbox)) == {"new": 5, "rejected": 5}
    assert [type(s.event).__name__ for s in all_events(ledger)] == ["ReportReceived"] * 5 + ["InputRejected"] * 5
    assert problems(ledger) == []


VERSIONS = st.lists(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=4), max_size=4)


@settings(max_examples=25)
@given(VERSIONS)
def test_however_reports_come_in_each_text_of_each_address_is_kept_once(adds):
    """Files are (address, text); every add brings a few of them, some known, some revised."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = ledger_in(Path(folder) / "home")
        for number, files in enumerate(adds):
            inbox = Path(folder) / str(number)
            inbox.mkdir()
            for order, (address, text) in enumerate(files):
                file(inbox, f"{order}.md", markdown(f"Text {text}.", url=f"https://example.org/{address}"))
            before = ledger.head()[0]
            received = add(ledger, inbox)
            assert received.count("new") + received.count("revised") == ledger.head()[0] - before
            assert sum(received.counts.values()) == len(files)
        kept = [(s.event.url, s.event.text_sha256) for s in all_events(ledger)]
        wanted = {(f"https://example.org/{a}", sha256_hex(f"Text {t}.".encode())) for files in adds for a, t in files}
        assert len(kept) == len(set(kept)) and set(kept) == wanted
        newest: dict[str, str] = {}
        for stored in all_events(ledger):
            event = stored.event
            assert (event.revises_report_id if isinstance(event, ReportRevised) else None) == newest.get(event.url)
            newest[event.url] = event.report_id
        assert problems(ledger) == []
