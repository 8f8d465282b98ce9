"""Sketches of texts: a few hashes by which near-identical texts are found without comparing the texts.

Belongs here: making a sketch, once, at intake, and estimating how alike two texts are. Which reports form a
group is decided in `pipelines.resolution.origins`.

A bottom-k sketch of the four-word shingles (Broder, On the resemblance and containment of documents, 1997): the
share of the k smallest hashes of both that stand in both estimates the Jaccard similarity of the shingles.
"""

import re
import zlib
from functools import lru_cache
from struct import unpack

SHINGLE = 4
SIZE = 64
#: bits that tell at most how many hashes two sketches share
_MARKS = 1_024
_WORD = re.compile(r"\w+")


def sketch(text: str) -> str:
    """The `SIZE` smallest hashes of the text's shingles, ascending, as eight hex digits each.

    A text of fewer than `SHINGLE` words is one shingle; one without a word has an empty sketch.
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return ""
    last = max(1, len(words) - SHINGLE + 1)
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(last)}
    # CRC-32 of the bytes, then a multiplicative mix: fast in pure Python, the same everywhere, no seed
    hashes = sorted({(zlib.crc32(s.encode("utf-8")) * 2654435761) & 0xFFFFFFFF for s in shingles})
    return "".join(f"{h:08x}" for h in hashes[:SIZE])


def hashes_of(sketched: str) -> tuple[int, ...]:
    """The hashes of a sketch, ascending."""
    return unpack(f">{len(sketched) // 8}I", bytes.fromhex(sketched))


@lru_cache(maxsize=10_000)
def shingles_of(sketched: str) -> frozenset[int]:
    """The hashes of a sketch, to compare with those of others again and again."""
    return frozenset(hashes_of(sketched))


#: a number with one of a thousand bits set for each hash, how many hashes have a bit that another one set, how many all
Marks = tuple[int, int, int]


@lru_cache(maxsize=10_000)
def marks_of(sketched: str) -> Marks:
    """What tells without looking at the hashes how many of them two sketches can have in common."""
    hashes, marks = hashes_of(sketched), 0
    for h in hashes:
        marks |= 1 << h % _MARKS
    return marks, len(hashes) - marks.bit_count(), len(hashes)


def most_shared(left: Marks, right: Marks) -> int:
    """How many hashes two sketches can have in common at most."""
    (ours, double, _), (theirs, twice, _) = left, right
    return (ours & theirs).bit_count() + (double if double < twice else twice)


def similarity(left: frozenset[int], right: frozenset[int], least: float = 0.0) -> float:
    """Estimated Jaccard similarity of two texts, 0..1; 0 where one has no words, or where it lies below `least`."""
    both = left & right
    size = min(SIZE, len(left) + len(right) - len(both))
    if not both or len(both) < least * size:
        return 0.0  # most texts that are compared share a phrase or two: that need not be counted out
    smallest = sorted(left | right)[:size]
    found = sum([h in both for h in smallest]) / size
    return found if found >= least else 0.0
