"""How two spellings of a name are compared.

Belongs here: what counts as the same name written differently (accents, apostrophes, hyphens, a leading "the").
Does not belong here: other names of the same thing; those are rows of the reference tables.
"""

import re
import unicodedata
from functools import lru_cache

#: Letters that Unicode does not decompose, and the typographic forms of apostrophe and hyphen.
_PLAIN = str.maketrans(
    {
        "ı": "i", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "Œ": "Oe", "ə": "e", "Ə": "E", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
        "’": "'", "‘": "'", "ʼ": "'", "ʽ": "'", "ʻ": "'", "ʿ": "'", "ʾ": "'", "`": "'", "´": "'",
        "‐": "-", "‑": "-", "–": "-", "\u00a0": " ", "\u202f": " ",
    }
)  # fmt: skip
_ARTICLE = re.compile(r"^[Tt]he ")
_NO_LETTER = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """The name without accents and with straight apostrophes and hyphens, in its own case: "Çırağan" → "Ciragan"."""
    if name.isascii():
        return " ".join(name.replace("`", "'").split())
    decomposed = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def compared(name: str) -> str:
    """What two spellings of one name share: `plain`, without a leading "the", in lower case."""
    return _ARTICLE.sub("", plain(name)).casefold()


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The same as `compared`, for names that are asked for again and again."""
    return compared(name)


def slug(name: str) -> str:
    """Letters and digits of the name in lower case, joined by hyphens. ValueError where it has none."""
    words = _NO_LETTER.sub("-", plain(name).casefold()).strip("-")
    if not words:
        raise ValueError(f"no letter or digit in {name!r}")
    return words
