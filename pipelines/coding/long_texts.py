"""Long texts: a document of many pages is coded part by part, so that its length costs what it should and no more.

Belongs here: where a text is cut, and how the claims of its parts become claims of the whole.
Does not belong here: any rule of coding.

Who "they" are and which mentions are one meeting is asked within a part only. A news report has one part.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from schemas.claims import Claim, ClaimValue

#: Characters of a part, about twenty times a news report.
LONGEST_PART = 40_000
_LINK = re.compile("(meeting|agreement):([a-z]+[0-9]+)")
#: Where to cut, the best first.
_BREAKS = ("\n\n", "\n", ". ", " ")


@dataclass(frozen=True, slots=True)
class CodedPart:
    """Claims of one part of a text. `offset`: its first character in the whole; `sentences`: how many it has."""

    offset: int
    sentences: int
    claims: Sequence[Claim]


def parts(text: str, longest: int = LONGEST_PART) -> Iterator[tuple[int, str]]:
    """Offset and text of each part: at most `longest` characters, cut at a paragraph, line, stop or blank."""
    start = 0
    while len(text) - start > longest:
        window = text[start : start + longest]
        end = next((at + len(mark) for mark in _BREAKS if (at := window.rfind(mark, longest // 2)) >= 0), longest)
        yield start, window[:end]
        start += end
    yield start, text[start:]


def as_one(coded: Sequence[CodedPart]) -> tuple[Claim, ...]:
    """Claims of the whole text: spans counted from its start, local keys counted on from part to part."""
    claims: list[Claim] = []
    sentences, used = 0, Counter[str]()
    for part in coded:
        claims += [_moved(claim, part.offset, sentences, used) for claim in part.claims]
        for claim in claims[len(claims) - len(part.claims) :]:
            kind, number = _parted(claim.local_key)
            used[kind] = max(used[kind], number)
        sentences += part.sentences
    return tuple(claims)


def _parted(key: str) -> tuple[str, int]:
    """A local key in its letters and its number."""
    number = key.lstrip(ascii_lowercase)
    return key[: len(key) - len(number)], int(number)


def _moved(claim: Claim, offset: int, sentences: int, used: Mapping[str, int]) -> Claim:
    if not offset:
        return claim

    def key(old: str) -> str:
        kind, number = _parted(old)
        return f"{kind}{number + used[kind]}"

    def value(old: ClaimValue) -> ClaimValue:
        text = old.value
        if old.field == "meeting":
            text = key(text)
        elif old.field == "conditioned" and (linked := _LINK.fullmatch(text)):
            text = f"{linked[1]}:{key(linked[2])}"
        if old.start is None or old.end is None:
            return replace(old, value=text)
        return ClaimValue(old.field, text, old.start + offset, old.end + offset)

    return replace(
        claim,
        local_key=key(claim.local_key),
        start=claim.start + offset,
        end=claim.end + offset,
        sentence_number=claim.sentence_number + sentences,
        sentence_start=claim.sentence_start + offset,
        values=tuple(value(v) for v in claim.values),
    )
