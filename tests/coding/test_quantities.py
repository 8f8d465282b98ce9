"""What a report counts: the number, the unit and how it is meant."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.coding.amounts.quantities import find_quantities
from pipelines.coding.text.word_scan import lexicon_rows

_TABLE = Path(__file__).parent / "quantity_phrases.tsv"
_UNITS = {"prisoners", "bodies", "days", "km", "persons", "other"}
_BASES = {"per_side", "total", "at_least", "up_to", "approximate"}


def _rows() -> list[tuple[str, str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["sentence"], row["quantities"]) for row in rows]


def _as_words(sentence: str) -> str:
    """The quantities of a sentence in the notation of the table."""
    told = []
    for quantity in find_quantities(sentence, 0, len(sentence)):
        number = "?" if quantity.number is None else f"{quantity.number}"
        if quantity.upper is not None:
            number += f"-{quantity.upper}"
        letter = "" if quantity.pair is None else f" {'ABCDEFGH'[quantity.pair]}"
        told.append(f"{number} {quantity.unit} {quantity.basis}{letter}")
    return "; ".join(told)


def test_the_table_has_at_least_eighty_sentences():
    assert len(_rows()) >= 80


@pytest.mark.parametrize(("sentence", "expected"), _rows())
def test_a_sentence_gives_its_quantities(sentence: str, expected: str):
    assert _as_words(sentence) == expected


def test_a_bound_survives_beside_per_side():
    (quantity,) = find_quantities("at least 1,000 prisoners from each side", 0, 39)
    assert (quantity.basis, quantity.bound) == ("per_side", "at_least")


def test_only_the_slice_is_read():
    text = "They freed 20 hostages and 30 captives."
    (quantity,) = find_quantities(text, 23, len(text))
    assert text[quantity.start : quantity.end] == quantity.text == "30 captives"


@settings(deadline=None)
@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_any_text_gives_spans_inside_it(text: str, start: int, length: int):
    start = min(start, len(text))
    end = min(start + length, len(text))
    _assert_sound(text, start, end)


_SIGNS = ("0", "7", "33", "1,000", "1.5", "2022", "-", ",", ".", "+", "'", "'s")
_WORDS = ("a", "an", "each", "side", "of", "for", "to", "and", "between", "half", "at least", "over", "in exchange for")
_NUMBERS = ("thousand", "million", "dozens", "twenty", "five", "all")
_PIECES = st.sampled_from([*_SIGNS, *_WORDS, *_NUMBERS, *(row["noun"] for row in lexicon_rows("quantity_units"))])


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=25), st.sampled_from([" ", "-", ""]))
def test_any_order_of_counting_words_gives_sound_quantities(pieces: list[str], glue: str):
    text = glue.join(pieces)
    _assert_sound(text, 0, len(text))


def _assert_sound(text: str, start: int, end: int) -> None:
    last = start
    for quantity in find_quantities(text, start, end):
        assert last <= quantity.start < quantity.end <= end
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.unit in _UNITS
        assert quantity.basis in _BASES
        assert quantity.upper is None or quantity.number is None or quantity.number <= quantity.upper
        last = quantity.end
