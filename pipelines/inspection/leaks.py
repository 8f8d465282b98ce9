"""Looking for reports' texts where they must not be: more words in a row than the source of the text allows.

Belongs here: finding runs of words that two texts share. What a file holds is read by `readable.py`. Words are compared
without case and punctuation, so that no change of markup, quoting or line ends hides a run; a run counts the words of
the report that it covers, as a quote's cap does.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.inspection.readable import texts_in

_TOKEN = re.compile(r"[^\W_]+")
#: tokens that must agree before a run is looked at; every run of 2 * _GRAM - 1 tokens holds one that is indexed
_GRAM = 4


@dataclass(frozen=True, slots=True)
class Protected:
    """A text, and how many of its words may stand in a row."""

    report_id: str
    text: str
    cap: int


@dataclass(frozen=True, slots=True)
class Leak:
    """A run of a report's words that is longer than its cap. It names the place and never the words."""

    file: str
    report_id: str
    words: int
    cap: int

    def __str__(self) -> str:
        return f"{self.file} holds {self.words} words in a row of report {self.report_id}; {self.cap} are allowed"


class Leaks:
    """Texts, indexed so that anything else can be looked through for them."""

    def __init__(self, protected: Sequence[Protected]) -> None:
        """Index the texts."""
        self._protected = protected
        self._tokens: list[list[str]] = []
        self._words: list[list[int]] = []
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for number, p in enumerate(protected):
            tokens, words = _tokens_and_words(p.text)
            self._tokens.append(tokens)
            self._words.append(words)
            for place in range(0, len(tokens) - _GRAM + 1, _GRAM):
                self._places[tuple(tokens[place : place + _GRAM])].append((number, place))

    def in_files(self, root: Path, names: Iterable[str]) -> Iterator[Leak]:
        """Leaks in files, each report once a file, the longest run."""
        for name in names:
            worst: dict[str, Leak] = {}
            for text in texts_in(root / name):
                for number, words in self.in_text(text):
                    p = self._protected[number]
                    if p.report_id not in worst or worst[p.report_id].words < words:
                        worst[p.report_id] = Leak(name, p.report_id, words, p.cap)
            yield from worst.values()

    def in_text(self, text: str) -> Iterator[tuple[int, int]]:
        """Number of a text, and the words of it that stand in a row in `text`, for each run beyond the cap."""
        found = _TOKEN.findall(text.casefold())
        if len(found) < _GRAM:
            return
        done: dict[tuple[int, int], int] = {}
        for at in range(len(found) - _GRAM + 1):
            for number, place in self._places.get(tuple(found[at : at + _GRAM]), ()):
                if at < done.get((number, place - at), 0):
                    continue
                first, last = self._extended(found, at, number, place)
                done[number, place - at] = at + last - place
                words = self._words[number][last - 1] - self._words[number][first] + 1
                if words > self._protected[number].cap:
                    yield number, words

    def _extended(self, found: list[str], at: int, number: int, place: int) -> tuple[int, int]:
        """First token of the longest run through a place that both texts share, and the one after its last."""
        tokens = self._tokens[number]
        first, last = place, place + _GRAM
        while first > 0 and at - (place - first) > 0 and tokens[first - 1] == found[at - (place - first) - 1]:
            first -= 1
        while last < len(tokens) and at + last - place < len(found) and tokens[last] == found[at + last - place]:
            last += 1
        return first, last


def _tokens_and_words(text: str) -> tuple[list[str], list[int]]:
    """Tokens of a text, and for each the number of the word, between blanks, that it stands in."""
    tokens, words = [], []
    for number, word in enumerate(text.casefold().split()):
        for token in _TOKEN.findall(word):
            tokens.append(token)
            words.append(number)
    return tokens, words
