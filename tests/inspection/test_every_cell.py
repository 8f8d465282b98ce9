"""`explain` on every cell of the example release: the chain ends at a sentence that contains the evidence."""

from collections import Counter
from pathlib import Path

import pytest

from pipelines.inspection.explanation import FieldExplanation, explain
from schemas.catalogue import CORE_TABLE_OF, TABLES
from tests.release.example_release import released
from tests.scenario import Scenario

EXPLAINED = (*CORE_TABLE_OF.values(), "provisions")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return released(tmp_path_factory.mktemp("example") / "home")


def explained(s: Scenario, table: str) -> list[tuple[str, FieldExplanation]]:
    """Record id and explanation of each cell of a table."""
    tables = s.tables()
    texts = s.ledger.texts(r["text_sha256"] for r in tables.rows("reports"))
    found = []
    for row in tables.rows(table):
        record_id = row[TABLES[table].key[0]]
        told = explain(tables, "latest", record_id, None, texts.__getitem__)
        found += [(record_id, field) for field in told.fields]
    return found


@pytest.mark.parametrize("table", EXPLAINED)
def test_every_claimed_cell_ends_at_a_sentence_that_contains_its_evidence(example: Scenario, table: str):
    claimed = {c.name for c in TABLES[table].columns if c.origin == "claimed"}
    rows = example.tables().keyed(table)
    claims = example.tables().keyed("claims")
    told: Counter[str] = Counter()
    for record_id, field in explained(example, table):
        told[field.field] += 1
        cell = rows[record_id][field.field]
        chosen = [e for e in field.evidence if e.chosen]
        assert bool(chosen) or cell is None, (record_id, field.field)
        for evidence in field.evidence:
            assert evidence.claim_id is not None
            words = evidence.sentence[evidence.highlight_start : evidence.highlight_end]
            assert words and words.startswith(claims[evidence.claim_id]["quote"]), (record_id, field.field)
            assert evidence.ledger_position and evidence.report_id and evidence.published_on
    for name in claimed:
        filled = sum(row[name] is not None for row in rows.values())
        assert told[name] >= filled, f"{table}.{name} has cells that nothing explains"


@pytest.mark.parametrize("table", EXPLAINED)
def test_every_other_cell_names_what_it_follows_from(example: Scenario, table: str):
    tables = example.tables()
    derived = [c for c in TABLES[table].columns if c.origin != "claimed"]
    for record_id in tables.keyed(table):
        for column in derived:
            (field,) = explain(tables, "latest", record_id, column.name, lambda _: "").fields
            assert field.origin == "derived" and field.inputs, (record_id, column.name)


def test_the_text_that_evidence_is_read_from_is_the_one_in_the_ledger(example: Scenario, tmp_path: Path):
    tables = example.tables()
    reports = tables.keyed("reports")
    texts = example.ledger.texts(r["text_sha256"] for r in reports.values())
    for claim in tables.rows("claims"):
        text = texts[reports[claim["report_id"]]["text_sha256"]]
        assert text[claim["span_start"] : claim["span_end"]].startswith(claim["quote"])
