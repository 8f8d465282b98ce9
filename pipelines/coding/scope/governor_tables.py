"""Governor tables: looking up governors.tsv at a verb, or before a noun phrase.

Belongs here: the tables of governing verbs, nouns, adjectives and prepositions, and matching them at a token.
Does not belong here: what they make of a step (`attitudes`, `governing`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.tokens import Token, tokenize
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Entries, by_ending, ending_before, spells

_INSERTED = (
    ("in", "principle"),
    ("by", "phone"),
    ("by", "telephone"),
    ("by", "video"),
    ("by", "letter"),
    ("in", "private"),
    ("in", "secret"),
    ("in", "public"),
    ("in", "writing"),
    ("at", "last"),
    ("for", "now"),
    ("in", "effect"),
    ("once", "again"),
)


@cache
def governing_verbs() -> dict[str, list[tuple[tuple[str, ...], dict[str, str]]]]:
    """First word of each form -> tails and rows, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], dict[str, str]]]] = {}
    for row in lexicon_rows("governors"):
        if row["kind"] != "verb":
            continue
        for form in all_forms(row["words"]):
            first, *tail = (t.low for t in tokenize(form))
            found.setdefault(first, []).append((tuple(tail), row))
    for group in found.values():
        group.sort(key=lambda e: -len(e[0]))
    return found


@cache
def _others() -> dict[str, dict[str, Entries]]:
    """Phrases of nouns, adjectives and prepositions by their last two words."""
    rows = [row for row in lexicon_rows("governors") if row["kind"] != "verb"]
    return by_ending((tuple(t.low for t in tokenize(row["words"])), row) for row in rows)


@cache
def said_adjectives() -> dict[str, list[tuple[tuple[str, ...], dict[str, str]]]]:
    found: dict[str, list[tuple[tuple[str, ...], dict[str, str]]]] = {}
    for row in lexicon_rows("governors"):
        if row["kind"] == "adjective" and "s" in row["takes"]:
            words = tuple(t.low for t in tokenize(row["words"]))
            found.setdefault(words[0], []).append((words, row))
    return found


def tail_end(report: ParsedReport, head: int, tail: Sequence[str]) -> int | None:
    """The index after the particles of a verb at `head`, over what may stand between ("agreed in principle on")."""
    tokens = report.tokens
    k = head + 1
    for n, word in enumerate(tail):
        if n in (0, len(tail) - 1):
            # "put their names in Juba to a pact": what is put in stands behind the verb or before the last particle
            k = _over_inserted(report, k, word)
        if k >= len(tokens) or not _is_same(tokens[k].low, word):
            return None
        k += 1
    return k


def _is_same(low: str, word: str) -> bool:
    """Whether a token is a word of the table, which gives one owner for all: "put his name", "put their names"."""
    return (
        low == word
        or {word, low} <= word_set("governors:owners", "syntax_word_sets")
        or (word == "names" and low == "name")
    )


def _over_inserted(report: ParsedReport, k: int, until: str) -> int:
    tokens = report.tokens
    for _ in range(2):
        if k + 1 >= len(tokens) or tokens[k].low == until:
            return k
        if (tokens[k].low, tokens[k + 1].low) in _INSERTED:
            k += 2
        elif tokens[k].low.endswith("ly") or tokens[k].low in (
            "also",
            "again",
            "today",
            "yesterday",
            "there",
            "together",
        ):
            k += 1
        else:
            spans = [(d.first, d.after) for d in report.dates_in(k, k + 2)]
            spans += [(p.first, p.after) for p in report.places_in(k, k + 3)]
            after = next((last for first, last in spans if first <= k + 1), None)
            if after is None:
                return k
            k = after
    return k


def verb_row(tokens: Sequence[Token], predicate: Predicate, takes: str) -> tuple[dict[str, str], int] | None:
    """The row for a verb with its particles, in a use of `takes`, and the index after the particles."""
    for tail, row in governing_verbs().get(tokens[predicate.head].low, ()):
        after = predicate.head + 1 + len(tail)
        fits = after <= len(tokens) and spells(tokens, predicate.head + 1, tail)
        if fits and set(takes) & set(row["takes"]):
            return row, after
    return None


def phrase_before(tokens: Sequence[Token], i: int, first: int, takes: str) -> tuple[dict[str, str], int] | None:
    """Row and first index of a noun, adjective or preposition phrase that ends right before token `i`."""
    for words, row in ending_before(_others(), tokens, i, first):
        start = i - len(words)
        fits = start >= first and spells(tokens, start, words)
        if fits and set(takes) & set(row["takes"]):
            return row, start
    return None
