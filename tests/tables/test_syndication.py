"""Copies of one text are told from independent reports."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.sketch import hashes_of, marks_of, most_shared, shingles_of, similarity, sketch
from tests.scenario import Scenario, meeting

STORY = (
    "Delegates of the two governments spent the whole of Tuesday behind closed doors in the lakeside hotel, and came "
    "out after midnight without a word to the waiting reporters. A mediator said later that the lists of detainees had "
    "been gone through name by name, that some names were still in dispute, and that a second day was needed before "
    "anything could be announced. Neither side would say whether the road to the port had been spoken of at all. "
)


def test_a_copy_with_another_end_is_in_the_group_and_another_story_is_not(tmp_path):
    s = Scenario(tmp_path / "home")
    s.report(
        "a",
        "2025-03-05",
        STORY,
        "Rain fell.",
        meeting("m1", "held", "They met.", date_start="2025-03-04"),
        voice="wire",
    )
    s.report(
        "b",
        "2025-03-06",
        STORY,
        "Ferries ran.",
        meeting("m1", "held", "They met.", date_start="2025-03-04"),
        voice="wire",
    )
    s.report("c", "2025-03-06", "Quite another story.", meeting("m1", "held", "They met too.", date_start="2025-03-04"))
    s.build()
    by_url = {r["url"][-1]: r for r in s.rows("reports")}
    assert by_url["a"]["syndication_group"] == by_url["b"]["syndication_group"] != by_url["c"]["syndication_group"]
    assert [by_url[n]["is_original"] for n in "abc"] == [True, False, True]
    (row,) = s.rows("meetings")
    assert (row["n_reports"], row["n_independent_sources"]) == (3, 2)


@given(st.text(max_size=400))
def test_a_text_is_like_itself_and_a_sketch_is_stable(text):
    sketched = sketch(text)
    hashes, shingles = hashes_of(sketched), shingles_of(sketched)
    assert list(hashes) == sorted(shingles) and len(hashes) <= 64
    assert similarity(shingles, shingles) == (1.0 if shingles else 0.0)


@given(*[st.sets(st.integers(0, 90), max_size=64).map(frozenset)] * 2, st.sampled_from([0.25, 0.5, 0.75]))
def test_a_comparison_that_stops_early_knows_as_well_which_texts_are_alike(left, right, least):
    whole = similarity(left, right)
    assert similarity(left, right, least) == (whole if whole >= least else 0.0)


@given(*[st.lists(st.integers(0, 5_000), unique=True, max_size=64).map(sorted)] * 2)
def test_two_sketches_never_share_more_hashes_than_their_marks_allow(left, right):
    ours, theirs = ("".join(f"{h:08x}" for h in hashes) for hashes in (left, right))
    assert len({*left} & {*right}) <= most_shared(marks_of(ours), marks_of(theirs)) <= max(len(left), len(right))


def test_a_sketch_is_pinned():
    assert sketch("The two sides met in Doha on Friday") == sketch("the TWO sides, met in Doha: on Friday!")
    assert sketch("one two three") == f"{(__import__('zlib').crc32(b'one two three') * 2654435761) & 0xFFFFFFFF:08x}"
