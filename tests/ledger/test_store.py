"""The store: what is appended is read in order, once, with nothing between; whatever order it came in."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.ledger import chain
from pipelines.ledger.store import Ledger, LedgerError
from schemas.events import ClaimsExtracted, ReportReceived
from tests.ledger.ledgers import add, all_events, coded, contents_of, ledger_in, problems, received, sha256, text_of


def test_a_new_ledger_is_empty_and_whole(tmp_path):
    ledger = ledger_in(tmp_path / "a folder" / "not there yet")
    assert ledger.head() == (0, chain.GENESIS)
    assert all_events(ledger) == []
    assert problems(ledger) == []


def test_events_are_read_in_the_order_they_were_appended_without_gaps(tmp_path):
    ledger = ledger_in(tmp_path)
    add(ledger, 3, 1, 2)
    assert [(s.position, s.event) for s in all_events(ledger)] == [(1, received(3)), (2, received(1)), (3, received(2))]
    assert ledger.head() == (3, all_events(ledger)[-1].hash)
    assert problems(ledger) == []


def test_appending_again_is_a_no_op(tmp_path):
    ledger = ledger_in(tmp_path)
    add(ledger, 1, 2)
    head = ledger.head()
    with ledger.writing() as writer:
        again = writer.append(received(1), cause="another", contents=contents_of(1))
    assert (again.position, again.is_new) == (1, False)
    assert ledger.head() == head
    assert [s.cause for s in all_events(ledger)] == ["test", "test"]


def test_the_same_event_twice_in_one_transaction_is_one(tmp_path):
    ledger = ledger_in(tmp_path)
    with ledger.writing() as writer:
        first, second = (writer.append(coded(1), cause="test") for _ in range(2))
    assert (first.position, first.is_new, second.position, second.is_new) == (1, True, 1, False)


def test_a_ledger_opened_again_goes_on_where_it_ended(tmp_path):
    add(ledger_in(tmp_path), 1, 2)
    ledger = ledger_in(tmp_path)
    add(ledger, 3)
    assert [s.position for s in all_events(ledger)] == [1, 2, 3]
    assert problems(ledger) == []


def test_a_transaction_that_fails_leaves_nothing(tmp_path):
    ledger = ledger_in(tmp_path)
    add(ledger, 1)
    head = ledger.head()
    with pytest.raises(RuntimeError, match="in the middle"), ledger.writing() as writer:
        writer.append(received(2), cause="test", contents=contents_of(2))
        writer.index_report("r-0000000002", "key", 2)
        raise RuntimeError("in the middle")
    assert ledger.head() == head
    assert {sha for sha, _ in ledger.contents()} == set(contents_of(1))
    with ledger.writing() as writer:
        assert not writer.has_report("r-0000000002")
        writer.append(received(2), cause="test", contents=contents_of(2))
    assert problems(ledger) == []


def test_an_event_that_cannot_be_written_leaves_nothing_and_stops_nothing(tmp_path):
    ledger = ledger_in(tmp_path)
    with pytest.raises(UnicodeEncodeError), ledger.writing() as writer:
        writer.append(coded(1, version="half a character: \ud800"), cause="test")
    with pytest.raises(ValueError, match="JSON"), ledger.writing() as writer:
        writer.append(
            ClaimsExtracted(report_id="r", coder="c", coder_version="1", claims=({"confidence": float("nan")},)),
            cause="test",
        )
    assert ledger.head()[0] == 0
    add(ledger, 1)
    assert problems(ledger) == []


def test_reading_narrows_by_type_position_and_report(tmp_path):
    ledger = ledger_in(tmp_path)
    add(ledger, 1, 2)
    with ledger.writing() as writer:
        writer.append(coded(2), cause="test")
        writer.append(coded(1), cause="test")

    def positions(*types, **options) -> list[int]:
        return [s.position for s in ledger.read(*types, **options)]

    assert positions(ReportReceived) == [1, 2]
    assert positions(ClaimsExtracted) == [3, 4]
    assert positions(after=1, until=3) == [2, 3]
    assert positions(after=4) == positions(until=0) == []
    assert positions(subject="r-0000000001") == [1, 4]
    assert positions(ClaimsExtracted, subject="r-0000000001", after=1, until=4) == [4]


def test_contents_are_kept_once_and_come_back_as_they_were(tmp_path):
    ledger = ledger_in(tmp_path)
    odd = bytes(range(256))
    with ledger.writing() as writer:
        writer.append(received(1), cause="test", contents={**contents_of(1), sha256(odd): odd})
        writer.append(received(2), cause="test", contents={**contents_of(2), sha256(odd): odd})
    assert ledger.content(sha256(odd)) == odd
    assert sum(sha == sha256(odd) for sha, _ in ledger.contents()) == 1
    hashes = [sha256(text_of(n).encode()) for n in (1, 2)]
    assert ledger.texts(hashes) == {h: text_of(n) for h, n in zip(hashes, (1, 2), strict=True)}


def test_many_texts_are_read_at_once(tmp_path):
    ledger = ledger_in(tmp_path)
    with ledger.writing() as writer:
        for number in range(1201):
            writer.append(received(number), cause="test", contents=contents_of(number))
    wanted = {sha256(text_of(n).encode()): text_of(n) for n in range(1201)}
    assert ledger.texts(wanted) == wanted
    assert [s.position for s in ledger.read()] == list(range(1, 1202))


def test_a_missing_content_says_what_to_do(tmp_path):
    ledger = ledger_in(tmp_path)
    for read in (ledger.content, lambda sha: ledger.texts([sha])):
        with pytest.raises(LedgerError, match="is missing from the ledger; restore the ledger from a backup"):
            read("0" * 64)


def test_the_time_of_recording_is_that_of_the_clock_given(tmp_path):
    moments = iter(datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(9))
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}", now=lambda: next(moments))
    add(ledger, 1, 2)
    assert [s.recorded_at for s in ledger.read()] == [
        "2025-01-01T00:00:00.000000+00:00",
        "2025-01-02T00:00:00.000000+00:00",
    ]


def test_the_report_that_stands_for_a_source_is_the_one_received_last(tmp_path):
    ledger = ledger_in(tmp_path)
    with ledger.writing() as writer:
        assert writer.latest_report("url:a") is None
        for number in (1, 2):
            appended = writer.append(received(number), cause="test")
            writer.index_report(f"r-{number}", "url:a", appended.position)
        assert writer.latest_report("url:a") == "r-2"
        assert (writer.has_report("r-1"), writer.has_report("r-3")) == (True, False)


def test_a_reader_sees_what_was_committed_while_another_writes(tmp_path):
    ledger = ledger_in(tmp_path)
    add(ledger, 1)
    with ledger.writing() as writer:
        writer.append(received(2), cause="test")
        assert [s.position for s in ledger_in(tmp_path).read()] == [1]
    assert [s.position for s in ledger_in(tmp_path).read()] == [1, 2]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.booleans(), st.lists(st.integers(0, 9), max_size=4)), max_size=8))
def test_any_interleaving_of_two_writers_keeps_chain_and_order(batches):
    """Two openings of one ledger append batches in turn, some of them of reports that are known."""
    with tempfile.TemporaryDirectory() as folder:
        ledgers = (ledger_in(Path(folder)), ledger_in(Path(folder)))
        expected: list[int] = []
        for second, numbers in batches:
            with ledgers[second].writing() as writer:
                for number in numbers:
                    appended = writer.append(received(number), cause="test", contents=contents_of(number))
                    assert appended.is_new == (number not in expected)
                    if appended.is_new:
                        expected.append(number)
                    assert appended.position == expected.index(number) + 1
        for ledger in ledgers:
            assert [s.event for s in ledger.read()] == [received(n) for n in expected]
            assert [s.position for s in ledger.read()] == list(range(1, len(expected) + 1))
            assert problems(ledger) == []
