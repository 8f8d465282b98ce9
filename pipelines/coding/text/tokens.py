"""Tokens: the words and signs of a text with exact offsets, in one pass.

Belongs here: what counts as one token, and the forms of it that tables are asked for.
Does not belong here: sentences and lines (`prose`), names (`names.gazetteer`), the coarser scan for dates
(`word_scan`).

A hyphen, a slash, the possessive "'s" and the short forms of verbs are tokens of their own, so that "Putin-Zelensky",
"AU-led", "Kyiv's" and "they'll" give up their parts; "U.S." and "O.S.C.E." stay whole. Linear in the length of the
text.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.reference import spelling

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*(?![^\W_]))"
    r"|(?P<short>(?:[^\W\d_]\.){2,})"
    r"|(?P<own>['’]s\b)"
    r"|(?P<word>[^\W_]+(?:['’](?!(?:s|ll|d|re|ve|m)\b)[^\W\d_]+)*|(?<=[^\W_])['’](?:ll|d|re|ve|m)\b)"
    r"|(?P<sign>\.\.\.|--+|[^\w\s]|_)"
)
#: A longer run of letters is no word of any language a report is written in; it is kept, and never looked up.
_LONGEST_WORD = 60


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True)
class Token:
    """One token. `low` is its lower case; `key` what names are compared by (no accents, no dots in "U.S.").

    `kind` is word, number, own (the possessive "'s") or sign; `is_capital`: its first letter is a capital.
    """

    text: str
    low: str
    key: str
    start: int
    end: int
    kind: str
    is_capital: bool


@lru_cache(maxsize=100_000)
def _forms(text: str) -> tuple[str, str, str, bool]:
    """Lower case, key, the kind of token, and whether the text opens with a capital."""
    capital = text[0].isupper()
    alone = _TOKEN.fullmatch(text)
    # only the short forms of verbs are no token by themselves
    kind = alone.lastgroup or "sign" if alone is not None else "word"
    plain = "word" if kind == "short" else kind
    if len(text) > _LONGEST_WORD:
        return "", "", plain, capital
    if kind == "own":
        return "'s", "'s", plain, capital
    if kind == "short":
        bare = text.replace(".", "")
        return text.lower(), spelling.plain(bare) if len(bare) > 1 else bare, plain, capital
    low = text.lower().replace("’", "'")
    return low, text.replace("’", "'") if text.isascii() else spelling.plain(text), plain, capital


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, with offsets into `text`."""
    tokens = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        first, after = match.span()
        found = text[first:after]
        low, key, kind, capital = _forms(found)
        tokens.append(Token(found, low, key, first, after, kind, capital))
    return tokens
