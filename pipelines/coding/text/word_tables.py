"""Word tables of the lexicon in the form that a walk over tokens needs: phrases by their first words.

Belongs here: loading a lexicon file once, and the longest phrase at a token.
Does not belong here: what the phrases mean to each reader.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import attrgetter

from pipelines.coding.text.tokens import Token, tokenize
from pipelines.coding.text.word_scan import lexicon_rows

Row = dict[str, str]
_LOW = attrgetter("low")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, compared by the lower case of tokens.

    `by_first`: every first word, with the row of the phrase that is this word alone, if there is one. `longer`:
    the phrases of several words by their first two, longest first. `cues`: the longest word of each phrase, so that
    where none of them stands no phrase does.
    """

    by_first: dict[str, Row | None]
    longer: dict[tuple[str, str], tuple[tuple[tuple[str, ...], Row], ...]]
    cues: frozenset[str]

    def longest(self, tokens: Sequence[Token], i: int, limit: int | None = None) -> tuple[Row, int] | None:
        """Row of the longest phrase at token `i`, and the index after it."""
        if i >= len(tokens):
            return None
        first = tokens[i].low
        if first not in self.by_first:
            return None
        stop = len(tokens) if limit is None else limit
        if i + 1 < stop:
            for words, row in self.longer.get((first, tokens[i + 1].low), ()):
                if i + len(words) <= stop and _all_same(tokens, i, words):
                    return row, i + len(words)
        alone = self.by_first[first]
        return (alone, i + 1) if alone is not None and i < stop else None

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

    def _at_any(self, tokens: Sequence[Token], opened: Sequence[int], after: int) -> Iterator[tuple[Row, int, int]]:
        free = 0
        for i in opened:
            low = tokens[i].low
            if i < free or (
                self.by_first[low] is None and (i + 1 == after or (low, tokens[i + 1].low) not in self.longer)
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
    longer: dict[tuple[str, str], dict[tuple[str, ...], Row]] = {}
    cues: set[str] = set()
    for row in rows:
        for phrase in forms(row[column]) if forms else (row[column],):
            words = tuple(t.low for t in tokenize(phrase))
            if len(words) == 1:
                by_first[words[0]] = by_first.get(words[0]) or row
            elif words:
                by_first.setdefault(words[0], None)
                longer.setdefault((words[0], words[1]), {}).setdefault(words, row)
            if words:
                cues.add(max(words, key=len))
    ordered = {two: tuple(sorted(group.items(), key=lambda e: -len(e[0]))) for two, group in longer.items()}
    return Phrases(by_first, ordered, frozenset(cues))


@cache
def phrases(name: str, column: str) -> Phrases:
    """The phrases in a column of `lexicon/<name>.tsv`."""
    return build_phrases(lexicon_rows(name), column)


@cache
def words(name: str, column: str = "word") -> frozenset[str]:
    """The words in a column of `lexicon/<name>.tsv`."""
    return frozenset(row[column] for row in lexicon_rows(name))
