"""The coder on reports that are cut or shuffled anywhere: a page may end where it will, and nothing stops a build."""

from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.coding.report_claims import claims_of
from pipelines.evaluation.gold import read_gold

DAY = date(2024, 5, 5)
CUTS = st.integers(0, 400)


@cache
def texts() -> tuple[str, ...]:
    return tuple(entry.report.text for entry in read_gold(Path(__file__).with_name("seen")))


@settings(max_examples=60)
@given(st.integers(0, 53), CUTS, CUTS, st.lists(CUTS, max_size=30), st.booleans())
def test_a_text_cut_anywhere_is_coded_with_its_quotes_inside_it(number, first, after, dropped, any_topic):
    words = texts()[number].split(" ")
    kept = [word for k, word in enumerate(words) if min(first, after) <= k < max(first, after) and k not in dropped]
    text = " ".join(kept)
    for claim in claims_of(text, DAY, any_topic=any_topic):
        assert 0 <= claim.start < claim.end <= len(text)
