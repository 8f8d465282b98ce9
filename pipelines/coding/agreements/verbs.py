"""Agreement verbs: the lexicon of what is said of agreements, in the form that a reader of clauses needs.

Belongs here: verbs, governing nouns, adjectives and states of agreement_*.tsv and agree_verbs.tsv, and the status they
give. Does not belong here: which of them governs a phrase (`statements`).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.text.numerals import unit_named
from pipelines.coding.text.tokens import Token, tokenize
from pipelines.coding.text.word_scan import lexicon_rows
from pipelines.coding.text.word_tables import Entries, Phrases, Row, by_ending, ending_before, phrases, spells

_OBJECT_LEADS = frozenset(("the", "a", "an", "its", "their", "his", "this", "these", "all", "any", "some", "years"))
_SPANS = frozenset(("day", "days", "week", "weeks", "month", "months", "year", "years", "-"))
#: What "their" stands for in a row: "put their names to", "put his name to".
_OWNERS = frozenset(("their", "his", "her", "its", "our", "my"))
_Tails = dict[str, list[tuple[tuple[str, ...], Row]]]


@cache
def _verbs() -> _Tails:
    """First word of each form -> tails and rows, longest first."""
    found: _Tails = {}
    for row in lexicon_rows("agree_verbs"):
        for form in all_forms(row["words"]):
            first, *tail = (t.low for t in tokenize(form))
            found.setdefault(first, []).append((tuple(tail), row))
    for group in found.values():
        group.sort(key=lambda e: -len(e[0]))
    return found


@cache
def _nouns_before() -> dict[str, dict[str, Entries]]:
    """Phrases by their last two words."""
    rows = lexicon_rows("agreement_governors")
    return by_ending((tuple(t.low for t in tokenize(row["words"])), row) for row in rows)


@cache
def _times() -> dict[tuple[str, str, bool], tuple[str, str]]:
    return {
        (r["effect"], r["time"], r["negated"] == "yes"): (r["status"], r["realis"])
        for r in lexicon_rows("agreement_times")
    }


@cache
def adjectives() -> dict[str, str]:
    """Adjective before the noun -> effect."""
    return {row["word"]: row["effect"] for row in lexicon_rows("agreement_adjectives")}


def states() -> Phrases:
    """Phrases after the noun and a copula that say how it stands."""
    return phrases("agreement_states", "words")


def verb_rows(tokens: Sequence[Token], predicate: Predicate) -> Iterator[tuple[Row, int]]:
    """Rows that fit a verb with its particles, longest first, and the index after the particles."""
    at = predicate.head
    follower = tokens[at + 1].low if at + 1 < len(tokens) else ""
    for tail, row in _verbs().get(tokens[at].low, ()):
        if tail and tail[0] != follower and (tail[0] != "their" or follower not in _OWNERS):
            continue
        end = at + 1 + len(tail)
        if end <= len(tokens) and (not tail or is_tail(tail, [t.low for t in tokens[at + 1 : end]])):
            yield row, end


def is_tail(tail: Sequence[str], lows: Sequence[str]) -> bool:
    """Whether words are the particles of a verb; "their" in a row stands for whoever owns it."""
    if len(tail) != len(lows):
        return False
    for w, low in zip(tail, lows, strict=True):  # noqa: SIM110 (a plain loop, for it runs very often)
        if low != w and (w != "their" or low not in _OWNERS):
            return False
    return True


def verb_tails(tokens: Sequence[Token], predicate: Predicate) -> Iterator[tuple[tuple[str, ...], Row]]:
    """Particles and rows of a verb that has particles, longest first, whether they stand there or not."""
    for tail, row in _verbs().get(tokens[predicate.head].low, ()):
        if tail:
            yield tail, row


def said_of_subject(tokens: Sequence[Token], predicate: Predicate, participle: bool = False) -> Row | None:
    """The row for what a verb says of its subject: a passive, or a verb with the agreement itself as its subject."""
    for row, end in verb_rows(tokens, predicate):
        active = not predicate.passive and has_object(tokens, max(end, predicate.after))
        as_object = "o" in row["takes"] and (predicate.passive or (participle and not active))
        if as_object or ("s" in row["takes"] and not predicate.passive and not (active and "o" in row["takes"])):
            return row
    return None


def has_object(tokens: Sequence[Token], after: int) -> bool:
    """Whether an object follows a verb that ends at `after`: "ended 44 days of fighting", "halted the war"."""
    if after + 1 >= len(tokens):
        return False
    follower = tokens[after]
    counted = follower.kind == "number" or unit_named(follower.low) is not None
    return follower.low in _OBJECT_LEADS or (counted and tokens[after + 1].low in _SPANS)


def noun_before(tokens: Sequence[Token], i: int, start: int) -> tuple[Row, int] | None:
    """Row and first index of the governing noun or preposition that ends right before token `i`."""
    for words, row in ending_before(_nouns_before(), tokens, i, start):
        at = i - len(words)
        if at >= start and spells(tokens, at, words):
            return row, at
    return None


def status_of(effect: str, time: str, negated: bool) -> tuple[str, str]:
    """Status and realis of an agreement under one verb; "-" where nothing is claimed."""
    table = _times()
    return table.get((effect, time, negated)) or table.get((effect, "any", negated)) or ("-", "unknown")
