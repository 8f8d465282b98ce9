"""What the coder takes for running text, and whom and where it sees in it."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.coding.names.who import read_cast
from pipelines.coding.text.prose import RUNNING, read_prose
from pipelines.coding.text.tokens import tokenize
from pipelines.coding.text.word_scan import scan, words_of

DAY = date(2024, 3, 6)


def running(text):
    prose = read_prose(text)
    return [prose.words(s.first, s.after) for s in prose.sentences if s.zone == RUNNING]


def cast_of(text, day=DAY):
    prose = read_prose(text)
    cast = read_cast(prose, day)
    named = {prose.words(m.first, m.after): m for m in cast.actors}
    places = {prose.words(p.first, p.after): (p.name, p.country) for p in cast.places}
    return named, places


def test_a_dateline_a_headline_and_page_furniture_are_no_sentences():
    text = (
        "Envoys meet in Nairobi\n\nNAIROBI, March 6 (Lake Wire) - Envoys met on Tuesday. They will meet again.\n\n"
        "READ MORE: The road to Nairobi\n\n[Photo: a table]\n\n(Reporting by our bureau)"
    )
    assert running(text) == ["Envoys met on Tuesday.", "They will meet again."]


def test_a_line_is_wrapped_only_where_the_next_word_had_no_room_on_it():
    wrapped = (
        "Envoys of the two sides met in Nairobi, Kenya, on Tuesday and\nagreed to meet again before the rains\nbegin."
    )
    assert running(wrapped) == [wrapped]
    long = "Envoys of the two sides met in Nairobi on Tuesday, and they agreed to meet again before the rains begin."
    assert running(f"Envoys meet in Nairobi as the rains draw near and roads close\n{long}") == [long]


def test_a_short_form_ends_no_sentence():
    assert running("Mr. Okello met Gen. Adan at the U.S. embassy on Jan. 4 in the capital.") == [
        "Mr. Okello met Gen. Adan at the U.S. embassy on Jan. 4 in the capital."
    ]


def test_a_turn_of_a_transcript_has_its_speaker_as_label():
    prose = read_prose("SPOKESMAN: We met them in Oslo on Monday.")
    assert prose.sentences[-1].label == "SPOKESMAN"


def test_nationalities_share_the_noun_they_stand_before():
    named, _ = cast_of("Ethiopian and Eritrean negotiators sat down in Asmara.")
    assert named["Ethiopian"].actors == ("Ethiopia",)
    assert named["Eritrean negotiators"].actors == ("Eritrea",)
    assert {m.level for m in named.values()} == {"delegation"}


def test_a_capital_is_a_place_after_in_and_a_government_as_subject():
    named, places = cast_of("Khartoum said the talks would open in Cairo.", date(2012, 3, 6))
    assert named["Khartoum"].actors == ("Sudan",)
    assert places == {"Cairo": ("Cairo", "EG")}


def test_a_person_speaks_for_whom_title_or_apposition_name():
    named, _ = cast_of(
        "Colombian Foreign Minister Luis Ospina Perea met Jaime Torres Vela, the ELN's chief negotiator. Torres smiled."
    )
    assert named["Colombian Foreign Minister Luis Ospina Perea"].actors == ("Colombia",)
    assert named["Jaime Torres Vela"].actors == ("ELN",)
    assert named["Torres"].person == "Jaime Torres Vela"


def test_an_unknown_group_is_known_by_its_form_and_its_acronym():
    named, _ = cast_of("The Blue Hills Liberation Front (BHLF) agreed. The BHLF will disarm.")
    assert named["BHLF"].actors == ("BHLF",)


def test_a_capital_told_by_its_country_is_a_place():
    _, places = cast_of("They met in the Qatari capital and later near the Swiss city of Geneva.")
    assert ("Doha", "QA") in places.values()
    assert ("Geneva", "CH") in places.values()


def test_a_line_of_place_and_day_is_a_dateline_by_itself():
    cast = read_cast(read_prose("NAIROBI, 6 March 2024\n\nThe envoys met here on Tuesday.\n"), DAY)
    assert cast.here is not None
    assert (cast.here.name, cast.here.country) == ("Nairobi", "KE")


def test_capital_words_after_in_are_a_place_where_no_table_has_them():
    named, places = cast_of(
        "The generals met at Kampong Rawang, in Malaysia. Ali Rawang spoke in the village of Semut."
    )
    assert places["Kampong Rawang"] == ("Kampong Rawang", "MY")
    assert places["Semut"] == ("Semut", None)
    assert named["Ali Rawang"].person == "Ali Rawang"


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("aBs5²'’.,-_ "), max_size=40))
@example("The U.S.-led O.S.C.E. force won't leave by 5.30pm: 1,200 of the 2nd's men, rock'n'roll – co_2 x² 3²")
@example("a" * 80 + " " + "A" * 61)
def test_the_words_of_tokens_are_the_words_of_their_text(text):
    assert as_words(words_of(text, tokenize(text))) == as_words(scan(text, 0, len(text)))


def as_words(tokens):
    return [(t.text, t.low, t.start, t.end, t.kind == "number", t.is_capital) for t in tokens]
