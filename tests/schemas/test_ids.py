"""Ids: the same raw values give the same id on every machine and in every version, for ever."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from schemas import ids

TEXT = hashlib.sha256(b"the text of a report").hexdigest()
#: Ids that releases already carry. A change here breaks every citation: do not mend the test, mend the code.
PINNED = {
    ids.report_id("https://example.org/a", None, None, "0" * 64): "r-mnxylj3j6c",
    ids.report_id(None, "Outlet", "Title", "0" * 64): "r-k2nuudpumb",
    ids.record_id("r-aaaaaaaaaa", "meeting", 120, 0): "m-iao7eyzzb4",
    ids.record_id("r-aaaaaaaaaa", "agreement", 120, 0): "a-mthsvmstjs",
    ids.claim_id("r-aaaaaaaaaa", "rules", "1", 3): "k-uzugh6bfveej7",
    ids.provision_id("a-aaaaaaaaaa", "ceasefire", 0): "v-q6efzcicao",
    ids.correction_id(("override", None, "x")): "x-twd5aq4m6d",
    ids.input_id("a.pdf", "0" * 64, "not_text"): "i-diof7w3nqa",
    ids.person_id("Recep Tayyip Erdoğan"): "person-recep-tayyip-erdogan",
    ids.founded_process_id("sudan", "chad"): "p-chad-sudan",
    ids.slug("M23 / AFC (Congo)"): "m23-afc-congo",
    ids.slug("Владимир Путин"): "mq2nn7zj2y",
    ids.slug("—"): "xwqfawc2ad",
}


def test_ids_are_those_of_every_earlier_release():
    assert {made: expected for made, expected in PINNED.items() if made != expected} == {}


def test_a_report_is_known_by_its_address_and_text_whatever_it_is_called():
    by_address = ids.report_id("https://example.org/a", "Outlet", "Title", TEXT)
    assert by_address == ids.report_id("https://example.org/a", "Other", "Another", TEXT)
    assert by_address != ids.report_id("https://example.org/b", "Outlet", "Title", TEXT)
    assert by_address != ids.report_id("https://example.org/a", "Outlet", "Title", "0" * 64)


def test_without_an_address_outlet_and_title_stand_for_it():
    made = {ids.report_id(None, outlet, title, TEXT) for outlet in (None, "A", "B") for title in (None, "A", "B")}
    assert len(made) == 9


def test_no_coder_version_is_in_the_id_of_a_record():
    assert ids.record_id("r-1", "meeting", 0, 0) != ids.record_id("r-1", "meeting", 0, 1)
    assert ids.record_id("r-1", "meeting", 0, 0)[2:] != ids.record_id("r-1", "condition", 0, 0)[2:]
    assert ids.claim_id("r-1", "rules", "1", 0) != ids.claim_id("r-1", "rules", "2", 0)


def test_a_founded_process_is_the_same_whoever_is_named_first():
    assert ids.founded_process_id("a", "b") == ids.founded_process_id("b", "a")


PART = st.text(st.characters(exclude_characters="\x1f", exclude_categories=["Cs"]), min_size=1)


@given(st.lists(PART, min_size=1, max_size=4), st.lists(PART, min_size=1, max_size=4))
def test_different_parts_give_different_digests(one, other):
    assert (ids.digest(*one, length=26) == ids.digest(*other, length=26)) == (one == other)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_slug_is_plain_never_empty_and_its_own_slug(name):
    slug = ids.slug(name)
    assert slug and slug == slug.strip("-") and set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert ids.slug(slug) == slug
