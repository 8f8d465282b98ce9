"""Word tables of the lexicon in the form that a walk over tokens needs: phrases by their first words.

Belongs here: loading a lexicon file once, and the longest phrase at a token.
Does not belong here: what the phrases mean to each reader.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import attrgetter
from typing import Protocol

from pipelines.coding.text.tokens import Token, tokenize
from pipelines.coding.text.word_scan import lexicon_rows

Row = dict[str, str]
#: Phrases with their rows.
Entries = Sequence[tuple[tuple[str, ...], Row]]
_LOW = attrgetter("low")


class Stretch(Protocol):
    """A sentence as far as phrases are looked for in it: its tokens, and what they are in lower case."""

    @property
    def first(self) -> int: ...

    @property
    def after(self) -> int: ...

    @property
    def lows(self) -> tuple[str, ...]: ...

    @property
    def words(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, compared by the lower case of tokens.

    `by_first`: every first word, with the row of the phrase that is this word alone, if there is one. `longer`: the
    phrases of several words by their first and then by their second, longest first. `cues`: the longest word of each
    phrase, so that where none of them stands no phrase does.
    """

    by_first: dict[str, Row | None]
    longer: dict[str, dict[str, Entries]]
    cues: frozenset[str]

    def longest(self, tokens: Sequence[Token], i: int, limit: int | None = None) -> tuple[Row, int] | None:
        """Row of the longest phrase at token `i`, and the index after it."""
        stop = len(tokens) if limit is None else limit
        if i >= stop or i >= len(tokens):
            return None
        first = tokens[i].low
        if first not in self.by_first:
            return None
        if first in self.longer and i + 1 < stop:
            for words, row in self.longer[first].get(tokens[i + 1].low, ()):
                if i + len(words) <= stop and _all_same(tokens, i, words):
                    return row, i + len(words)
        alone = self.by_first[first]
        return (alone, i + 1) if alone is not None else None

    def can_stand(self, words: Set[str]) -> bool:
        """Whether any phrase can stand in a sentence of these words."""
        return not self.cues.isdisjoint(words)

    def all_in(
        self, tokens: Sequence[Token], first: int, after: int, seen: Set[str] | None = None
    ) -> Iterator[tuple[Row, int, int]]:
        """Rows of the phrases in tokens `first` to `after`, longest first, not overlapping, with their indices.

        `seen`: the words of their sentence, where they are known: most sentences hold no phrase, and are not walked.
        """
        if seen is not None and self.cues.isdisjoint(seen):
            return iter(())
        # most tokens open no phrase: they are passed over without a step of the loop
        opening = map(self.by_first.__contains__, map(_LOW, tokens[first:after]))
        opened = [*compress(range(first, after), opening)]
        return self._at_any(tokens, opened, after) if opened else iter(())

    def in_sentence(self, tokens: Sequence[Token], sentence: Stretch) -> Iterator[tuple[Row, int, int]]:
        """Rows of the phrases of a sentence, as `all_in` has them."""
        first, after = sentence.first, sentence.after
        if self.cues.isdisjoint(sentence.words):
            return iter(())
        opened = [*compress(range(first, after), map(self.by_first.__contains__, sentence.lows))]
        return self._at_any(tokens, opened, after) if opened else iter(())

    def _at_any(self, tokens: Sequence[Token], opened: Sequence[int], after: int) -> Iterator[tuple[Row, int, int]]:
        free = 0
        for i in opened:
            low = tokens[i].low
            if i < free or (
                self.by_first[low] is None and (i + 1 == after or tokens[i + 1].low not in self.longer[low])
            ):
                continue
            found = self.longest(tokens, i, after)
            if found is not None:
                yield found[0], i, found[1]
                free = found[1]


def _all_same(tokens: Sequence[Token], i: int, words: Sequence[str]) -> bool:
    """Whether the tokens behind `i` are the words behind the second; a plain loop, for it runs for every token."""
    for k in range(2, len(words)):  # noqa: SIM110
        if tokens[i + k].low != words[k]:
            return False
    return True


def spells(tokens: Sequence[Token], first: int, words: Sequence[str]) -> bool:
    """Whether the tokens from `first` on are these words, of which none is beyond the text; a plain loop as above."""
    for k, word in enumerate(words, first):  # noqa: SIM110
        if tokens[k].low != word:
            return False
    return True


def build_phrases(rows: Sequence[Row], column: str, forms: Callable[[str], Sequence[str]] | None = None) -> Phrases:
    """The table of `rows`; `forms` may give several forms of a phrase. The first of equal phrases wins."""
    by_first: dict[str, Row | None] = {}
    longer: dict[str, dict[str, dict[tuple[str, ...], Row]]] = {}
    cues: set[str] = set()
    for row in rows:
        for phrase in forms(row[column]) if forms else (row[column],):
            words = tuple(t.low for t in tokenize(phrase))
            if len(words) == 1:
                by_first[words[0]] = by_first.get(words[0]) or row
            elif words:
                by_first.setdefault(words[0], None)
                longer.setdefault(words[0], {}).setdefault(words[1], {}).setdefault(words, row)
            if words:
                cues.add(max(words, key=len))
    ordered: dict[str, dict[str, Entries]] = {
        first: {second: tuple(sorted(group.items(), key=lambda e: -len(e[0]))) for second, group in seconds.items()}
        for first, seconds in longer.items()
    }
    return Phrases(by_first, ordered, frozenset(cues))


def by_ending(entries: Iterable[tuple[tuple[str, ...], Row]]) -> dict[str, dict[str, Entries]]:
    """Phrases by their last word and the one before it ("" where there is none), longest first."""
    found: dict[str, dict[str, list[tuple[tuple[str, ...], Row]]]] = {}
    for words, row in sorted(entries, key=lambda e: -len(e[0])):
        found.setdefault(words[-1], {}).setdefault(words[-2] if len(words) > 1 else "", []).append((words, row))
    return {last: {**group} for last, group in found.items()}


def ending_before(table: dict[str, dict[str, Entries]], tokens: Sequence[Token], i: int, first: int) -> Entries:
    """Phrases, longest first, whose last two words stand right before token `i`, none of them before `first`."""
    group = table.get(tokens[i - 1].low) if i > first else None
    if group is None:
        return ()
    longer = group.get(tokens[i - 2].low, ()) if i - 1 > first else ()
    return (*longer, *group.get("", ()))


@cache
def phrases(name: str, column: str) -> Phrases:
    """The phrases in a column of `lexicon/<name>.tsv`."""
    return build_phrases(lexicon_rows(name), column)


@cache
def words(name: str, column: str = "word") -> frozenset[str]:
    """The words in a column of `lexicon/<name>.tsv`."""
    return frozenset(row[column] for row in lexicon_rows(name))
