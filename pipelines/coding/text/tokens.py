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

#: What is a token, by kind. Most are plain words, which are told first: nothing behind them belongs to them.
_KINDS = {
    "plain": r"[A-Za-z]{2,}+(?![\w'’])",
    "number": r"\d+(?:[.,]\d+)*(?![^\W_])",
    "short": r"(?:[^\W\d_]\.){2,}",
    "own": r"['’]s\b",
    "word": r"[^\W_]+(?:['’](?!(?:s|ll|d|re|ve|m)\b)[^\W\d_]+)*|(?<=[^\W_])['’](?:ll|d|re|ve|m)\b",
    "sign": r"\.\.\.|--+|[^\w\s]|_",
}
_TOKEN = re.compile("|".join(_KINDS.values()))
#: The same, to ask of what kind one is; it takes longer.
_KIND = re.compile("|".join(f"(?P<{kind}>{form})" for kind, form in _KINDS.items()))
#: A longer run of letters is no word of any language a report is written in; it is kept, and never looked up.
_LONGEST_WORD = 60


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True)
class Token:
    """One token.

    `low` is its lower case; `key` what names are compared by (that, without accents and the dots of "U.S.").
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
    kind = _kind(text)
    plain = "word" if kind in ("plain", "short") else kind
    if len(text) > _LONGEST_WORD:
        return "", "", plain, capital
    key = cased_key(text).lower()
    if kind == "own":
        return key, key, plain, capital
    if kind == "short":
        return text.lower(), key, plain, capital
    return text.lower().replace("’", "'"), key, plain, capital


def _kind(text: str) -> str:
    alone = _KIND.fullmatch(text)
    # only the short forms of verbs are no token by themselves
    return alone.lastgroup or "sign" if alone is not None else "word"


@lru_cache(maxsize=100_000)
def cased_key(text: str) -> str:
    """What a name is compared by where its case counts, as that of an acronym does."""
    if len(text) > _LONGEST_WORD:
        return ""
    kind = _kind(text)
    if kind == "own":
        return "'s"
    if kind == "short":
        bare = text.replace(".", "")
        return spelling.plain(bare) if len(bare) > 1 else bare
    return text.replace("’", "'") if text.isascii() else spelling.plain(text)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, with offsets into `text`."""
    tokens = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        found, first = match[0], match.start()
        low, key, kind, capital = _forms(found)
        tokens.append(Token(found, low, key, first, first + len(found), kind, capital))
    return tokens
