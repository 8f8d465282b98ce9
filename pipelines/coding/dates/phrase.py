"""The phrase of time: what its own words say, not yet resolved; and the words it is read from.

Belongs here: the frozen dataclass, and looking words up in the calendar's vocabulary.
Does not belong here: the readers (`days`, `distances`, `periods`), spans
(`spans`), which day is meant (`anchor`).

Every reader takes the words and an index and returns the phrase with the index after it, or None. Readers look
a bounded number of words ahead, so that recognition is linear; the longest reading at a word wins.
"""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import attrgetter, or_

from pipelines.coding.text.numerals import ORDINAL_ENDINGS, number_class
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import PhraseTable, lexicon_rows, phrase_table, word_set

_LOW, _KIND = attrgetter("low"), attrgetter("kind")
FIRST_YEAR, LAST_YEAR = 1900, 2100
#: Within how many words a phrase of time must say something of the calendar.
_REACH = 8


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Phrase:
    """A phrase of time. `kind` names the reading; the fields that a kind uses are named with its reader.

    `shift` is last, next, this, following, previous or same; `count` units of `unit` are a distance; `inner` is the
    phrase that this one is counted from or is a part of; `last` closes a span.
    """

    kind: str
    day: int | None = None
    month: int | None = None
    year: int | None = None
    year_shift: int | None = None
    weekday: int | None = None
    shift: str | None = None
    count: int | None = None
    unit: str | None = None
    part: str | None = None
    role: str | None = None
    inner: "Phrase | None" = None
    last: "Phrase | None" = None


Words = Sequence[Token]
Reading = tuple[Phrase, int]
Reader = Callable[[Words, int], Reading | None]


@cache
def _calendar() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["class"], row["value"]) for row in lexicon_rows("calendar_words")}


def is_month(word: str) -> bool:
    """Whether a word in lower case is the name of a month and nothing else."""
    return _calendar().get(word, ("", ""))[0] in ("month", "month_short")


@cache
def fixed_phrases() -> PhraseTable:
    return phrase_table(lexicon_rows("time_phrases"))


@cache
def _counted_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in lexicon_rows("quantity_units"))


@cache
def _number_words() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon_rows("number_words"))


@cache
def _openers() -> frozenset[str]:
    """Words that open a phrase of their own, beside the fixed ones."""
    return frozenset((*_calendar(), *_number_words(), *word_set("opens_a_phrase")))


@cache
def openers() -> frozenset[str]:
    """Words that open a phrase of time, numbers in digits apart; what begins with no other is none."""
    return _openers() | fixed_phrases().by_first.keys()


@cache
def cores() -> frozenset[str]:
    """Words one of which every phrase of time has that is no fixed one and holds no digits: calendar, ordinals."""
    calendar = (word for word, (kind, _) in _calendar().items() if kind not in ("shift", "part"))
    ordinals = (row["word"] for row in lexicon_rows("number_words") if row["class"] == "ordinal")
    return frozenset((*calendar, *ordinals))


@cache
def _cores() -> frozenset[str]:
    """Those words, and what may stand beside digits: "16th", "Q3"."""
    return cores().union(ORDINAL_ENDINGS, ("q",))


@cache
def _leads() -> frozenset[str]:
    """Openers that are no time without another behind them: "the last week", "in two days", "this May"."""
    shifts = (word for word, (kind, _) in _calendar().items() if kind == "shift")
    return frozenset((*shifts, *word_set("opens_a_phrase")))


@cache
def _kinds() -> dict[str, str]:
    return {"quarter": "quarter", "q": "quarter", **{word: kind for word, (kind, _) in _calendar().items()}}


def kinds_in(words: Words) -> frozenset[str]:
    """Kinds of the words that a phrase of time can hold: classes of the calendar, "number" for digits, "quarter"."""
    kinds = _kinds()
    found = {kinds[low] for low in kinds.keys() & map(_LOW, words)}
    if "number" in map(_KIND, words):
        found.add("number")
    return frozenset(found)


def kinds_of_opener(opener: str) -> frozenset[str]:
    """What a word that a phrase of time begins with is, for readers to tell at once where none of theirs begins.

    The word itself, its classes in the calendar and among numbers, "number" for digits, "fixed" where a phrase of the
    lexicon begins with it.
    """
    found = {opener, _kinds().get(opener, ""), number_class(opener)}
    if opener[0].isdecimal():
        found.add("number")
    if opener in fixed_phrases().by_first:
        found.add("fixed")
    return frozenset(found)


def opened(words: Words, openers: Container[str]) -> Iterator[int]:
    """Indices of numbers in digits and of words that are `openers`; the others are passed over without a step."""
    numbers = map("number".__eq__, map(_KIND, words))
    return compress(range(len(words)), map(or_, numbers, map(openers.__contains__, map(_LOW, words))))


def can_open(words: Words, i: int) -> bool:
    """Whether a phrase of time can begin at word `i`, which is a number or one of `openers`."""
    word = words[i]
    is_opener = word.kind == "number" or word.low in _openers()
    if is_opener and word.low in _leads():
        is_opener = _can_follow_lead(words, i + 1)
    if is_opener:
        cores = _cores()
        for near in words[i : i + _REACH]:
            if near.low in cores or (near.kind == "number" and _can_date(near.text)):
                return True
    return fixed_phrases().longest(words, i) is not None


def _can_follow_lead(words: Words, i: int) -> bool:
    if i >= len(words):
        return False
    # "this past weekend": only here does "past" belong to a time
    return words[i].kind == "number" or words[i].low in _openers() or words[i].low == "past"


def _can_date(text: str) -> bool:
    """Whether a number can be a year, an ordinal or a decade by its form, rather than a count."""
    return len(text) == 4 or not text.isdecimal()


def lower(words: Words, i: int) -> str:
    """The word at `i` in lower case; empty outside the text."""
    return words[i].low if 0 <= i < len(words) else ""


def value_of(words: Words, i: int, *classes: str) -> str | None:
    """The value of the calendar word at `i` if it is of one of `classes`."""
    if not 0 <= i < len(words):
        return None
    found = _calendar().get(words[i].low)
    return found[1] if found is not None and found[0] in classes else None


def skip(words: Words, i: int, *texts: str) -> int:
    """`i`, or the index after it if one of `texts` stands there."""
    return i + 1 if lower(words, i) in texts else i


def after_sequence(words: Words, i: int, *texts: str) -> int | None:
    """The index after `texts` if they stand at `i`."""
    if all(lower(words, i + k) == text for k, text in enumerate(texts)):
        return i + len(texts)
    return None


def can_follow(words: Words, i: int) -> bool:
    """Whether a bare day may stand before word `i`: nothing there that it would count or name."""
    word = lower(words, i)
    return not word or (not word[0].isalnum() and word != "-") or word in word_set("follows_bare_day")


def counts_something(words: Words, i: int) -> bool:
    """Whether word `i` is a noun of people or things, so that the number before it is no part of a date."""
    return lower(words, i) in _counted_nouns() and not words[i].is_capital


def longest(words: Words, i: int, readers: Sequence[Reader]) -> Reading | None:
    """The reading that takes most words; the first of equals."""
    best: Reading | None = None
    for reader in readers:
        found = reader(words, i)
        if found and (best is None or found[1] > best[1]):
            best = found
    return best
