"""A correction of each kind still holds after another version of the coder read everything, and after a rebuild."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.ledger.selection import Selection
from pipelines.validation.tableset import TableSet
from tests.corrections.sheets import correct, line, statuses
from tests.marked_text import MarkedTextCoder
from tests.scenario import Scenario, agreement, meeting

#: columns that name the coder, and tables of its claims
CODER_TABLES = ("claims", "claim_values", "field_provenance", "changes", "reports")
Lines = Callable[[Scenario], dict[str, str]]


@pytest.fixture
def s(tmp_path: Path) -> Scenario:
    s = Scenario(tmp_path / "home")
    for name, day, place in (("a", "05", "Doha"), ("b", "05", "Doha"), ("c", "19", "Cairo")):
        words = meeting("m1", "held", f"They met ({name}).", date_start=f"2025-03-{day}", place=place)
        truce = agreement("a1", "agreed", f"A truce ({name}).", date_start=f"2025-03-{day}", parties="Sudan;Nomads")
        s.report(name, f"2025-03-{day}", words, truce)
    s.build()
    return s


def ids(s: Scenario) -> dict[str, str]:
    return {r["place_name"]: r["meeting_id"] for r in s.rows("meetings")}


def of(s: Scenario) -> dict[str, str]:
    return dict(table_name="meetings", record_id=ids(s)["Doha"])


def claim(s: Scenario) -> str:
    return next(c["claim_id"] for c in s.rows("claims") if c["quote"] == "They met (b).")


KINDS: dict[str, Lines] = {
    "confirm": lambda s: line("confirm", **of(s), field="place_name", old_value="Doha"),
    "override": lambda s: line("override", **of(s), field="place_name", old_value="Doha", new_value="Geneva"),
    "status": lambda s: line("override", **of(s), field="status", old_value="held", new_value="cancelled"),
    "reject": lambda s: line("reject", **of(s)),
    "merge": lambda s: line("merge", **of(s), other_id=ids(s)["Cairo"]),
    "split": lambda s: line("split", **of(s), claim_ids=claim(s)),
    "add": lambda s: line("add", **of(s), field="mediator_names", new_value="Qatar"),
    "row": lambda s: line("add", table_name="meetings", new_value="kind=talks | status=proposed | party_names=Chad"),
    "alias": lambda s: line("alias", record_id="TCD", other_id="Nomads"),
}


def without_coder(s: Scenario) -> dict[str, list]:
    """Rows of the latest release but for what names the coder or a claim of it."""
    tables = s.tables()
    names = [p.stem for p in tables.folder.glob("*.parquet") if p.stem not in CODER_TABLES]
    return {name: [{k: v for k, v in r.items() if k != "claim_id"} for r in tables.rows(name)] for name in names}


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_survives_a_new_version_and_a_rebuild(s, kind):
    before = without_coder(s)
    correct(s, KINDS[kind](s))
    corrected = without_coder(s)
    assert statuses(s) == ["applied"]
    assert corrected["corrections"] != before["corrections"]
    position = s.ledger.head()[0]
    released = {p.name: p.read_bytes() for p in s.tables().folder.glob("*.parquet") if p.stem != "changes"}
    s.coder = MarkedTextCoder(version="2")
    s.build()
    assert without_coder(s) == corrected
    s.coder = MarkedTextCoder(version="1")
    again = s.build(Selection(position=position)).folder
    assert {n: (again / n).read_bytes() for n in released} == released
    assert TableSet(again).rows("findings") == []
