"""Offices and bodies: the nouns for those who act for a government or a group.

Belongs here: finding such a noun at a token, or ahead of a nationality; titles before names.
Does not belong here: whose office it is (`who`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.coding.names.gazetteer import Hit
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import phrases, words

#: How many words of adjectives may stand between a nationality and its noun.
_BETWEEN = 4


@cache
def _closed() -> frozenset[str]:
    return word_set("office:closed", "syntax_word_sets")


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Office:
    """An office noun in tokens `first` to `after`; `noun` is its class, `level` as in actor_nouns."""

    first: int
    after: int
    noun: str
    level: str
    words: str


@cache
def _first_words() -> frozenset[str]:
    """Words that a listed office or title can begin with."""
    return frozenset((*phrases("actor_nouns", "noun").by_first, *phrases("titles", "title").by_first))


@cache
def _told_of_the_past() -> frozenset[str]:
    """Past forms of the irregular verbs; no adjective stands so between a state and its office."""
    return frozenset(form for row in lexicon_rows("irregular_verbs") for form in row["past"].split("|"))


def can_open_office(tokens: Sequence[Token], i: int) -> bool:
    """Whether an office or title can start at token `i`; most words are told apart by this alone."""
    if tokens[i].low in _first_words():
        return True
    return i + 1 < len(tokens) and tokens[i + 1].text == "Minister"


def office_at(tokens: Sequence[Token], i: int) -> Office | None:
    """The office that starts at token `i`. "Foreign Minister" and "foreign minister" are the same."""
    if i >= len(tokens) or tokens[i].kind != "word":
        return None
    nouns = phrases("actor_nouns", "noun")
    found = nouns.longest(tokens, i) if tokens[i].low in nouns.by_first else None
    if found is None:
        return _ministry_at(tokens, i) if tokens[i].is_capital else None
    row, after = found
    return Office(i, after, row["class"], row["level"], row["noun"])


def _ministry_at(tokens: Sequence[Token], i: int) -> Office | None:
    """Any "Home Minister" or "Minerals Minister" by its capitals, the first of which stands at `i`."""
    if i + 1 >= len(tokens) or tokens[i + 1].text != "Minister":
        return None
    if tokens[i].low in words("function_words") or title_at(tokens, i) is not None:
        return None
    return Office(i, i + 2, "minister", "minister", f"{tokens[i].low} minister")


#: Classes of office of which each side has one.
_COUNTED = frozenset(("leader", "minister", "envoy", "delegation", "technical", "military"))


def is_one_a_side(office: Office) -> bool:
    """Whether an office told in the plural is one that each side has: "the two chiefs of staff"."""
    head = office.words.split()[:2]
    plural = any(word.endswith("s") for word in head if word not in ("forces", "troops", "soldiers"))
    return bool(office.level) and office.noun in _COUNTED and plural


#: What tells when somebody held an office: "Somaliland's then leader".
_THEN = ("then", "now", "once", "sometime")


def office_ahead(tokens: Sequence[Token], i: int, hits: Mapping[int, Hit], over_lists: bool) -> Office | None:
    """The noun that a nationality or possessor right before token `i` belongs to, with adjectives between.

    `over_lists`: also over further nationalities ("Georgian, Russian and South Ossetian officers").
    """
    k, skipped, listed = i, 0, 0
    while k < len(tokens) and skipped <= _BETWEEN and listed <= 10:
        hit = hits.get(k)
        if hit is not None:
            if not over_lists or not any(a.kind in ("demonym", "acronym", "name") for a in hit.aliases):
                return None
            k, listed = hit.after, listed + 1
            continue
        office = _best_office(tokens, k, hits)
        if office is not None:
            return office
        token = tokens[k]
        if over_lists and token.low in ("and", ",", "-") and k + 1 < len(tokens):
            nearest = hits.get(k + 1)
            joined = token.low == "," and tokens[k + 1].low == "and" and hits.get(k + 2)
            if nearest is not None or joined:
                k, listed = k + 1, listed + 1
                continue
        if (token.low == "-" and skipped) or (token.low in _THEN and not skipped and office_at(tokens, k + 1)):
            k += 1
            continue
        if token.kind != "word" or token.low in _closed() or token.low in words("function_words"):
            return None
        if not token.is_capital and (token.low.endswith("ed") or token.low in _told_of_the_past()):
            # "Norway brought President X home"
            return None
        k, skipped = k + 1, skipped + 1
    return None


def _best_office(tokens: Sequence[Token], k: int, hits: Mapping[int, Hit]) -> Office | None:
    """The office at `k`; "government negotiators" and "rebel leader" end with their last noun."""
    office = office_at(tokens, k)
    if office is None:
        return None
    while True:
        further = office_at(tokens, office.after) if office.after not in hits else None
        if further is None or (further.noun in ("people", "media", "capital") and office.noun not in ("government",)):
            break
        if office.noun in ("leader", "minister", "envoy") and further.noun not in (
            "delegation", "spokesman", "government", "official",
        ):  # fmt: skip
            break
        office = Office(office.first, further.after, further.noun, further.level or office.level, further.words)
    return office


def title_at(tokens: Sequence[Token], i: int) -> Office | None:
    """The title that starts at token `i`: Mr, Gen, Sheikh."""
    if i >= len(tokens) or tokens[i].kind != "word" or not tokens[i].is_capital:
        return None
    titles = phrases("titles", "title")
    found = titles.longest(tokens, i) if tokens[i].low in titles.by_first else None
    if found is None:
        return None
    row, after = found
    if after < len(tokens) and tokens[after].low == "." and tokens[after].start == tokens[after - 1].end:
        after += 1
    return Office(i, after, row["class"], row["level"], row["title"])
