"""On which side of publication a date without a year, month or week lies, by the words around it.

Belongs here: the cues of `lexicon/tense_cues.tsv`, and the choice among those near a date.
Does not belong here: the tense of clauses in general (the caller may know it better and say so), and what day
follows from a direction (`anchor`).

Directions: `past`, `future`, `present`, `planned` (what had been planned: the nearest such day), or None.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import compress, pairwise
from operator import attrgetter

from pipelines.coding.dates.phrase import Words, can_follow, lower, value_of
from pipelines.coding.text.word_scan import PhraseTable, lexicon_rows, phrase_table, word_set

_LOW = attrgetter("low")
#: How many words may stand between a verb and what depends on it.
_REACH = 12
#: How near after a date a verb must stand to outweigh "is" before it.
_CLOSE = 3
#: How far a participle may stand from the "to see" it hangs on.
_SEE_REACH = 6


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Cue:
    """Words `first` to `after` (exclusive) that point somewhere."""

    first: int
    after: int
    direction: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of a text in order, with the sentence of each word."""

    cues: tuple[Cue, ...]
    firsts: tuple[int, ...]
    sentences: Sequence[int]

    def before(self, i: int) -> Cue | None:
        """The last cue of the sentence that ends at or before word `i`."""
        k = bisect_left(self.firsts, i) - 1
        if k >= 0 and self.cues[k].after > i:
            k -= 1
        return self.cues[k] if k >= 0 and self.sentences[self.cues[k].first] == self.sentences[i] else None

    def from_on(self, i: int) -> Cue | None:
        """The first cue of the sentence at or after word `i`."""
        if i >= len(self.sentences) or i < 1:
            return None
        k = bisect_left(self.firsts, i)
        if k < len(self.cues) and self.sentences[self.cues[k].first] == self.sentences[i - 1]:
            return self.cues[k]
        return None

    def count_between(self, i: int, j: int) -> int:
        """How many cues start in words `i` to `j` (exclusive)."""
        return max(0, bisect_left(self.firsts, j) - bisect_left(self.firsts, i))


@cache
def _table() -> PhraseTable:
    return phrase_table(lexicon_rows("tense_cues"))


def find_cues(words: Words, sentences: Sequence[int]) -> Cues:
    """All cues of the text. A participle after "be" is left out: what stands before it decides."""
    cues: list[Cue] = []
    free = 0
    for i in compress(range(len(words)), map(_can_point, map(_LOW, words))):
        if i < free:
            continue
        cue = _cue_at(words, i)
        if cue:
            if cue.direction != "none" and not _is_dependent(words, cue):
                cues.append(cue)
            free = cue.after
    return Cues(tuple(cues), tuple(cue.first for cue in cues), sentences)


@lru_cache(maxsize=50_000)
def _can_point(low: str) -> bool:
    """Whether a cue can begin with a word; most are told apart by this alone."""
    return low in _table().by_first or low.endswith("ed")


def _is_dependent(words: Words, cue: Cue) -> bool:
    """Whether a verb takes its time from one before it: "be held", "agreed to meet", "hope to see it signed"."""
    i = cue.first
    if cue.direction == "present" and lower(words, i - 1) == "to":
        return True
    if cue.after > i + 1:
        return False
    if lower(words, i - 1) in word_set("be"):
        return True
    if lower(words, i - 1) == "have" and lower(words, i - 2) in ("to", "would", "should"):
        # "was to have opened"
        return True
    before = [word.low for word in words[max(0, i - _SEE_REACH - 1) : i]]
    return "see" in before and ("to", "see") in pairwise(before)


def _cue_at(words: Words, i: int) -> Cue | None:
    word = words[i]
    found = _table().longest(words, i)
    if found:
        row, after = found
        # The month of May is no verb.
        is_month = word.low == "may" and word.is_capital
        return None if is_month else Cue(i, after, row["direction"])
    if word.low.endswith("ed") and len(word.text) > 4 and not word.is_capital:
        return Cue(i, i + 1, "past")
    return None


def direction(words: Words, cues: Cues, first: int, after: int, role: str, tense: str | None) -> str | None:
    """Where the date in words `first` to `after` lies.

    The words that govern the date (postponed to, agreed to meet on, had been scheduled for) outrank `tense`, the
    reading of its clause; without either the nearest cue before the date decides, then the first after it.
    """
    left, right = cues.before(first), cues.from_on(after)
    named = _is_attributive(words, first, after)
    governed = None if named else _governed(words, cues, left, first, role)
    if governed:
        return _unless_future(governed, tense, right)
    if named and tense is None and not (right and right.direction == "future"):
        # what a month names was there: "how to carry out the March deal should have been discussed"
        return "past"
    if tense:
        return _with_role(words, cues, tense, left, first, role)
    if left and right and right.direction == "future" and right.first == after and first - left.after > 3:
        return "future"
    if left and right and left.direction == "present" and right.first - after <= _CLOSE:
        left = None
    cue = left or right
    if not cue:
        return "past" if role == "since" else "future" if role in ("by", "until", "before") else None
    return _with_role(words, cues, _plain(cue.direction), left, first, role)


def _is_attributive(words: Words, first: int, after: int) -> bool:
    """Whether the date only names something ("the January agreement"), so that no verb governs it."""
    if lower(words, first - 1) not in ("the", "a", "this", "its", "their") or not lower(words, after).isalpha():
        return False
    return not words[after].is_capital and not can_follow(words, after)


def _plain(direction: str) -> str:
    return "past" if direction in ("commit", "postpone") else direction


def _unless_future(governed: str, tense: str | None, right: Cue | None) -> str:
    """What is still to come was not only planned."""
    is_future = tense == "future" or (tense is None and right is not None and right.direction == "future")
    return "future" if governed == "planned" and is_future else governed


def _governed(words: Words, cues: Cues, left: Cue | None, first: int, role: str) -> str | None:
    """The direction that the verb right before the date gives it, or None."""
    if left is None or first - left.after > _REACH:
        return None
    between = [lower(words, k) for k in range(left.after, first)]
    if left.direction == "planned":
        return "planned"
    if left.direction in ("postpone", "commit") and lower(words, left.first - 1) in ("had", "been"):
        # "Had offered to meet in July": July may be over.
        is_past_perfect = any(lower(words, k) == "had" for k in range(max(0, left.first - 2), left.first))
        if is_past_perfect and _is_forward(words, left, first, role, between):
            return "planned"
    return "future" if _is_forward(words, left, first, role, between) else None


def _is_forward(words: Words, left: Cue, first: int, role: str, between: list[str]) -> bool:
    """Whether a verb that moves, offers or agrees points from the past to the date."""
    if left.direction == "postpone":
        return any(word in word_set("points_forward") for word in between[-2:]) or "until" in between
    if left.direction != "commit":
        return False
    if _has_infinitive(words, left.after, first) or any(word in word_set("be") for word in between):
        return True
    return role in ("until", "by", "from") or between[-1:] == ["for"]


def _has_infinitive(words: Words, i: int, j: int) -> bool:
    """Whether "to" and a verb stand in words `i` to `j`: "agreed on Friday to meet"."""
    for k in range(i, j - 1):
        follower = words[k + 1]
        if words[k].low == "to" and follower.text.isalpha() and follower.text.islower():
            return follower.low not in word_set("no_verb_after_to") and not value_of(words, k + 1, "daypart", "unit")
    return False


def _with_role(words: Words, cues: Cues, tense: str, left: Cue | None, first: int, role: str) -> str:
    """ "Since" looks back; "by" looks ahead unless something had already happened by then."""
    if role == "since":
        return "past"
    if role == "by" and tense == "past":
        had = left is not None and any(lower(words, k) == "had" for k in range(left.first, left.after))
        k = bisect_right(cues.firsts, first)
        right_had = k < len(cues.cues) and lower(words, cues.cues[k].first) == "had"
        return "past" if had or right_had else "future"
    return tense
