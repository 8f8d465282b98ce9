"""What holds of every ledger: how it grew, in which order files came, and how often a text was copied do not matter.

Ledgers are generated as batches of marked reports over few parties, places, days and statuses, so that their claims
join, contradict, deny and repeat one another.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.corrections.recording import retract
from pipelines.ledger.selection import Selection, select
from pipelines.release.parquet import row_hash
from pipelines.resolution.settlement import settle_selection
from pipelines.tables.assembly import build_tables, to_arrow
from pipelines.validation.tableset import TableSet
from schemas.catalogue import CORE_TABLE_OF
from tests.scenario import Scenario, agreement, condition, meeting

#: a generated home costs some forty milliseconds
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Told:
    """One report: day of March 2025, outlet, lines, and whose text it copies (its own number, where nobody's)."""

    number: int
    day: int
    outlet: int
    lines: tuple[str, ...]
    voice: int

    def write(self, s: Scenario) -> None:
        published, outlet = f"2025-03-{self.day:02d}", f"Outlet {self.outlet}"
        s.report(f"n{self.number}", published, *self.lines, outlet=outlet, voice=f"v{self.voice}")


PARTIES = st.sampled_from(["Sudan;Chad", "Sudan;Egypt", "Sudan;Chad;Egypt"])
PLACES = st.sampled_from(["Doha", "Cairo", ""])
DAYS = st.integers(1, 9)


@st.composite
def lines(draw: st.DrawFn, key: int) -> str:
    """One marked claim."""
    kind, day, words = draw(st.sampled_from(["meeting", "meeting", "agreement", "condition"])), draw(DAYS), f"W{key}."
    dated = {"date_start": f"2025-03-{day:02d}"} if draw(st.booleans()) else {}
    if kind == "condition":
        status = draw(st.sampled_from(["stated", "rejected", "withdrawn"]))
        return condition(f"c{key}", status, words, holder=draw(st.sampled_from(["Sudan", "Chad"])))
    placed = {"place": place} if (place := draw(PLACES)) else {}
    if kind == "agreement":
        return agreement(
            f"a{key}", draw(st.sampled_from(["proposed", "agreed"])), words, parties=draw(PARTIES), **dated
        )
    status = draw(st.sampled_from(["proposed", "scheduled", "held", "cancelled", "held"]))
    denied = {"realis": "denied"} if status == "held" and draw(st.integers(0, 4)) == 0 else {}
    return meeting(f"m{key}", status, words, parties=draw(PARTIES), **dated, **placed, **denied)


@st.composite
def reports(draw: st.DrawFn, most: int = 5) -> list[Told]:
    """Reports, published from the tenth of March on, each in its own words."""
    found = []
    for number in range(draw(st.integers(1, most))):
        told = tuple(draw(lines(key)) for key in range(draw(st.integers(1, 3))))
        found.append(Told(number, draw(st.integers(10, 20)), draw(st.integers(0, 2)), told, number))
    return found


@contextmanager
def home() -> Iterator[Scenario]:
    with tempfile.TemporaryDirectory() as folder:
        yield Scenario(Path(folder) / "home")


def tables(s: Scenario, selection: Selection | None = None) -> Rows:
    """All rows of a selection, made in memory; `changes` and `findings` are no part of it."""
    selected = select(s.ledger, selection or Selection())
    claims, resolution = settle_selection(s.ledger, selected, s.coder)
    return {name: table.to_pylist() for name, table in build_tables(selected, claims, resolution).items()}


def grown(s: Scenario, told: Sequence[Told]) -> Rows:
    """Tables after each report came in by itself."""
    made: Rows = {}
    for one in told:
        one.write(s)
        s.receive()
        made = tables(s)
    return made


def hashes(rows: Rows) -> dict[str, str]:
    return {name: row_hash(to_arrow(name, part)) for name, part in rows.items()}


@quick
@given(reports())
def test_replaying_a_ledger_gives_what_growing_it_gave(told):
    with home() as s:
        step_by_step = hashes(grown(s, told))
        assert hashes(tables(s)) == step_by_step


@settings(quick, max_examples=6)
@given(reports(most=3))
def test_building_after_each_report_or_once_at_the_end_gives_the_same_release(told):
    with home() as often, home() as once:
        for one in told:
            for s in (often, once):
                one.write(s)
                s.receive()
            often.build()
        once.build()
        left, right = (TableSet(s.home.latest.resolve()) for s in (often, once))
        for name in ("reports", *CORE_TABLE_OF.values(), "meeting_status_history", "claims", "field_provenance"):
            ignored = "ledger_position"  # releases are events too, and take positions
            assert [_without(r, ignored) for r in left.rows(name)] == [_without(r, ignored) for r in right.rows(name)]


@quick
@given(reports(most=6))
def test_growing_a_ledger_moves_no_id(told):
    with home() as s:
        stood: dict[str, str] = {}
        for one in told:
            one.write(s)
            s.receive()
            made = tables(s)
            redirects = {r["old_id"]: r["new_id"] for r in made["redirects"]}
            for claim in made["claims"]:
                # what only denies founds nothing, and may find a better match later
                if claim["realis"] == "denied" or claim["record_id"] is None:
                    continue
                known = stood.setdefault(claim["claim_id"], claim["record_id"])
                assert claim["record_id"] == redirects.get(known, known)


@quick
@given(reports())
def test_as_of_the_head_equals_the_head_and_as_of_an_earlier_position_what_stood_then(told):
    with home() as s:
        stood: dict[int, dict[str, str]] = {}
        for one in told:
            one.write(s)
            s.receive()
            stood[s.ledger.head()[0]] = hashes(tables(s))
        for position, then in stood.items():
            assert hashes(tables(s, Selection(position=position))) == then


@quick
@given(reports(), st.data())
def test_copies_change_no_value_and_no_number_of_independent_sources(told, data):
    with home() as s:
        before = grown(s, told)
        copied = data.draw(st.sampled_from(told))
        copy = replace(copied, number=99, day=data.draw(st.integers(copied.day, 25)), outlet=9)
        # a later day would make plans overdue, which no copy causes
        copy.write(s)
        s.receive()
        after = tables(s)
    ignored = ("n_reports", "last_reported_on", "ledger_position", "is_overdue")
    for table in CORE_TABLE_OF.values():
        assert [_without(r, *ignored) for r in after[table]] == [_without(r, *ignored) for r in before[table]]
    for table in ("meeting_status_history", "agreement_status_history", "condition_status_history", "provisions"):
        assert after[table] == before[table]


@quick
@given(reports(), st.randoms(use_true_random=False))
def test_the_order_of_files_in_one_add_does_not_matter(told, random):
    shuffled = list(told)
    random.shuffle(shuffled)
    with home() as one, home() as two:
        for s, order in ((one, told), (two, shuffled)):
            for number, report in enumerate(order):
                report.write(s)
                # the order in which a folder lists its files must not matter either
                path = s.home.inbox / f"n{report.number}.md"
                path.rename(path.with_name(f"{number:02d}-{path.name}"))
            s.receive()
        assert hashes(tables(one)) == hashes(tables(two))


@quick
@given(reports(), st.data())
def test_withdrawing_a_report_moves_no_claim_and_receiving_its_file_again_is_a_no_op(told, data):
    withdrawn = data.draw(st.sampled_from(told))
    with home() as s:
        before = grown(s, told)
        withdraw(s, before, withdrawn)
        without = tables(s)
        assert records_of(without).items() <= records_of(before).items()
        withdrawn.write(s)
        s.receive()
        assert hashes(tables(s)) == hashes(without)


@quick
@given(reports())
def test_a_text_withdrawn_and_published_anew_elsewhere_leaves_every_row_as_it_was(told):
    last = max(told, key=lambda one: one.day)
    told = [*(one for one in told if one is not last), last]
    with home() as s:
        before = grown(s, told)
        withdraw(s, before, last)
        # the same outlet, text and day under another address: the last word of the ledger again
        replace(last, number=99).write(s)
        s.receive()
        after = tables(s)
    for table in CORE_TABLE_OF.values():
        assert [_without(r, "ledger_position") for r in after[table]] == [
            _without(r, "ledger_position") for r in before[table]
        ]


def withdraw(s: Scenario, made: Rows, told: Told) -> None:
    (report_id,) = [r["report_id"] for r in made["reports"] if r["url"].endswith(f"/n{told.number}")]
    retract(s.ledger, report_id, reason="fabricated", author="Ada", decided_on=date(2025, 7, 1), cause="test")


def records_of(rows: Rows) -> dict[str, str | None]:
    """Record of each live claim that founds one or tells of it: what only denies may find a better match later."""
    return {c["claim_id"]: c["record_id"] for c in rows["claims"] if c["realis"] != "denied" and c["status"] == "live"}


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in names}
