"""Names of persons who asked not to be named: finding them in any text by their hashes, and what stands in their place.

Belongs here: the forms of a name, their hashes, and two ways of blanking a text: `blanked` keeps every offset, for
texts and the quotes cut from them; `named` puts one word in the name's place, for everything else, so that all forms
of one name become the same word, in ids too. Nothing here knows a name: it is recognised only where it stands.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from pipelines.plain_errors import WrongRequest
from schemas import ids
from schemas.events import PersonRemoved

BLOCK = "█"
#: letters and digits, with accents that stand as characters of their own
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
#: what may stand between two words of a name: blanks, hyphens, an initial's point
_BETWEEN = re.compile(r"[ \t\n_\-.’'+\u00a0]{1,3}")


class NoName(WrongRequest):
    """A form of a name without a letter or digit."""


def removal(forms: Iterable[str], *, salt: str, reason: str, author: str | None, decided_on: str) -> PersonRemoved:
    """The event that removes a person known by these forms of the name. NoName for one that is none."""
    known: dict[str, int] = {}
    for form in forms:
        words = _key_words(form)
        if not words:
            raise NoName(f"{form!r} is no name: it has no letter")
        known[_hash(salt, words)] = len(words)
    return PersonRemoved(
        removal_id="n-" + ids.digest(*sorted(known)),
        salt=salt,
        name_hashes=" ".join(sorted(known)),
        words=" ".join(str(n) for n in sorted(set(known.values()))),
        reason=reason,
        author=author,
        decided_on=decided_on,
    )


@dataclass(slots=True)
class RemovedNames:
    """All removals of a selection. False where there are none."""

    removals: tuple[PersonRemoved, ...] = ()
    _tags: dict[str, dict[str, str]] = field(default_factory=dict)
    _lengths: tuple[int, ...] = ()
    _known: dict[tuple[str, ...], str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Arrange the hashes by salt."""
        for event in self.removals:
            tags = self._tags.setdefault(event.salt, {})
            tags.update(dict.fromkeys(event.name_hashes.split(), f"removed-{event.removal_id[2:8]}"))
        lengths = {int(n) for event in self.removals for n in event.words.split()}
        self._lengths = tuple(sorted(lengths, reverse=True))

    def __bool__(self) -> bool:
        return bool(self.removals)

    def blanked(self, text: str) -> str:
        """The text, each removed name as blocks of the same length."""
        return self._replaced(text, lambda _tag, length: BLOCK * length)

    def named(self, text: str) -> str:
        """The text, each removed name as one word that tells nothing; also where it is written as in an address."""
        found = self._replaced(text, lambda tag, _length: tag)
        if "%" in text and self.removals:
            plain = unquote(found)
            read = self._replaced(plain, lambda tag, _length: tag)
            return found if read == plain else read
        return found

    def named_within(self, value: Any) -> Any:
        """Plain JSON with every text in it as `named` gives it; names of fields stay."""
        if isinstance(value, str):
            return self.named(value)
        if isinstance(value, dict):
            return {name: self.named_within(v) for name, v in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.named_within(v) for v in value)
        return value

    def _replaced(self, text: str, put: Any) -> str:
        if not self.removals:
            return text
        parts, done = [], 0
        for start, end, tag in self._found(text):
            parts += [text[done:start], put(tag, end - start)]
            done = end
        return "".join([*parts, text[done:]]) if parts else text

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where removed names stand: start, end and tag, the longest form first, none overlapping."""
        words = [(m.start(), m.end(), _plain(m.group())) for m in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            for length in self._lengths:
                part = words[at : at + length]
                if len(part) < length or not _adjoin(text, part):
                    continue
                tag = self._tag(tuple(word for _, _, word in part))
                if tag:
                    yield part[0][0], part[-1][1], tag
                    at += length
                    break
            else:
                at += 1

    def _tag(self, words: tuple[str, ...]) -> str | None:
        if words not in self._known:
            tags = (by_hash.get(_hash(salt, words)) for salt, by_hash in self._tags.items())
            self._known[words] = next((tag for tag in tags if tag), None)
        return self._known[words]


def _adjoin(text: str, words: list[tuple[int, int, str]]) -> bool:
    return all(_BETWEEN.fullmatch(text, left[1], right[0]) for left, right in pairwise(words))


def _key_words(form: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in _WORD.findall(form))


def _plain(word: str) -> str:
    """A word without case and accents, as ids know it."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return bare.casefold()


def _hash(salt: str, words: tuple[str, ...]) -> str:
    return hashlib.sha256(f"{salt}\x1f{' '.join(words)}".encode()).hexdigest()
