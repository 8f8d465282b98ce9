"""The lexicon: no row stands twice, and no word set is kept that nobody asks for."""

from collections import Counter
from pathlib import Path

import pytest

PIPELINES = Path(__file__).resolve().parents[2] / "pipelines"
TABLES = sorted((PIPELINES / "coding" / "lexicon").glob("*.tsv"))


def rows(table: Path) -> list[str]:
    """The rows of a table, without its comments."""
    lines = table.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.stem)
def test_no_row_stands_twice(table):
    assert [row for row, n in Counter(rows(table)).items() if n > 1] == []


def test_every_set_of_words_is_asked_for():
    code = "".join(path.read_text(encoding="utf-8") for path in PIPELINES.rglob("*.py"))
    _, *of_sets = rows(PIPELINES / "coding" / "lexicon" / "syntax_word_sets.tsv")
    for name in dict.fromkeys(row.partition("\t")[0] for row in of_sets):
        module, _, words = name.partition(":")
        by_parts = f'f"{module}:{{' in code and f'"{words}"' in code
        assert f'"{name}"' in code or by_parts, f"nobody asks for the words of {name}"
