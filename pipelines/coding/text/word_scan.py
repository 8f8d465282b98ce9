"""Text as words with offsets, and tables of fixed phrases to look for among them.

Belongs here: the cheap scan that dates and quantities are read from, the ends of sentences as far as they need
them, the reading of the lexicon files, and the longest match of a fixed phrase at a word.
Does not belong here: what a word means, and the careful segmentation that clauses are built on.

A word is a run of letters, a run of digits, or a single sign; it is kept as a token, of kind word, number or sign.
Everything is linear in the length of the text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path

from pipelines.coding.text.tokens import Token

_LOW = attrgetter("low")
_ENDING = frozenset((".", "!", "?", ";"))
_WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_LEXICON = Path(__file__).parents[1] / "lexicon"
_NO_STOP_AFTER = frozenset(
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "weds",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "col",
        "maj",
        "lt",
        "sgt",
        "st",
        "no",
        "vs",
        "etc",
    ]
)


def scan(text: str, start: int, end: int) -> list[Token]:
    """Words of `text[start:end]`, with offsets into `text`. A curly apostrophe counts as a straight one."""
    words = []
    for match in _WORD.finditer(text, start, end):
        found = match.group()
        low, kind, is_capital = _forms(found)
        words.append(Token(found, low, low, match.start(), match.end(), kind, is_capital))
    return words


@lru_cache(maxsize=100_000)
def _forms(text: str) -> tuple[str, str, bool]:
    """Lower case, kind of token, and whether the word opens with a capital."""
    kind = "number" if text[0].isdecimal() else "word" if text[0].isalpha() else "sign"
    return "'" if text == "’" else text.lower(), kind, text[0].isupper()


def words_of(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The words of a run of tokens, as `scan` finds them in their text: most tokens are one word already."""
    words: list[Token] = []
    for token in tokens:
        found = token.text
        if (found.isalpha() and token.low) or len(found) == 1 or found.isdecimal():
            words.append(token)
        else:
            words.extend(scan(text, token.start, token.end))
    return words


@dataclass(frozen=True, slots=True)
class Scan:
    """A stretch of a text, scanned once for all who read it. `sentences[i]`: number of the sentence of word `i`."""

    text: str
    words: list[Token]
    sentences: list[int]


def scanned(text: str, start: int, end: int) -> Scan:
    """The words of `text[start:end]` with their sentences."""
    return _as_scan(text, scan(text, start, end))


def scanned_tokens(text: str, tokens: Sequence[Token]) -> Scan:
    """The words of a run of tokens with their sentences."""
    return _as_scan(text, words_of(text, tokens))


def _as_scan(text: str, words: list[Token]) -> Scan:
    return Scan(text, words, sentence_numbers(text, words))


def sentence_numbers(text: str, words: Sequence[Token]) -> list[int]:
    """For each word, the number of the sentence it stands in: enough to keep cues from reaching too far."""
    broken = bool(words) and "\n" in text[words[0].start : words[-1].end]
    if not broken and _ENDING.isdisjoint(map(_LOW, words[:-1])):
        return [0] * len(words)
    numbers: list[int] = []
    number = 0
    for i in range(len(words) - 1):
        # without a line break only a sign ends a sentence
        if (broken or words[i].low in _ENDING) and _ends_sentence(text, words, i):
            numbers += [number] * (i + 1 - len(numbers))
            number += 1
    return numbers + [number] * (len(words) - len(numbers))


def _ends_sentence(text: str, words: Sequence[Token], i: int) -> bool:
    word, after = words[i], words[i + 1]
    gap = text[word.end : min(after.start, word.end + 200)]
    if "\n" in gap and (gap.count("\n") > 1 or word.low in ".!?:"):
        return True
    if word.low in ("!", "?") or (word.low == ";"):
        return True
    if word.low != "." or not gap or not (after.is_capital or after.low in ('"', "“", "‘", "'")):
        return False
    before = words[i - 1] if i else None
    return not (
        before and before.end == word.start and (len(before.low) == 1 or before.low in word_set("no_stop_after"))
    )


@cache
def lexicon_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `lexicon/<name>.tsv`, each a dict from column to cell; lines that open with # are comments."""
    lines = (_LEXICON / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    columns = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise ValueError(f"{name}.tsv: {len(cells)} cells in place of {len(columns)}: {line!r}")
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)


@cache
def word_set(name: str, lexicon: str = "time_word_sets") -> frozenset[str]:
    """One of the sets of `lexicon/<lexicon>.tsv`, a table of set and word."""
    words = frozenset(row["word"] for row in lexicon_rows(lexicon) if row["set"] == name)
    if not words:
        raise KeyError(name)
    return words


@dataclass(frozen=True, slots=True)
class PhraseTable:
    """Fixed phrases; their words are those that `scan` makes of them.

    `by_first`: every first word, with the row of the phrase that is this word alone, if there is one. `longer`:
    the phrases of several words by their first two, longest first.
    """

    by_first: dict[str, dict[str, str] | None]
    longer: dict[tuple[str, str], list[tuple[tuple[str, ...], dict[str, str]]]]

    def longest(self, words: Sequence[Token], i: int) -> tuple[dict[str, str], int] | None:
        """The row of the longest phrase that starts at word `i`, and the index after it."""
        first = words[i].low
        if first not in self.by_first:
            return None
        if i + 1 < len(words):
            for phrase, row in self.longer.get((first, words[i + 1].low), ()):
                if i + len(phrase) <= len(words) and _all_same(words, i, phrase):
                    return row, i + len(phrase)
        alone = self.by_first[first]
        return (alone, i + 1) if alone is not None else None


def _all_same(words: Sequence[Token], i: int, phrase: Sequence[str]) -> bool:
    """Whether the words behind `i` are those of a phrase behind its second; a plain loop, for it runs very often."""
    for k in range(2, len(phrase)):  # noqa: SIM110
        if words[i + k].low != phrase[k]:
            return False
    return True


def phrase_table(rows: Iterable[dict[str, str]], column: str = "words") -> PhraseTable:
    """The table of `rows`; the first of equal phrases wins."""
    by_first: dict[str, dict[str, str] | None] = {}
    longer: dict[tuple[str, str], list[tuple[tuple[str, ...], dict[str, str]]]] = {}
    for row in rows:
        phrase = tuple(word.low for word in scan(row[column], 0, len(row[column])))
        if len(phrase) == 1:
            by_first[phrase[0]] = by_first.get(phrase[0]) or row
        else:
            by_first.setdefault(phrase[0], None)
            longer.setdefault((phrase[0], phrase[1]), []).append((phrase, row))
    for entries in longer.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return PhraseTable(by_first, longer)
