"""Text from outside made fit to be shown: nothing invisible, nothing that turns the reading direction, no odd address.

Belongs here: what becomes of single characters, cutting what is long, which addresses become links, and names of
files. Does not belong here: escaping for HTML, which Jinja2 does for everything (`site.py`).

A character is replaced by one character, so that offsets into a quote stay true.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from schemas.ids import digest

#: stands for a character that is invisible or changes the reading direction
HIDDEN = "\ufffd"
#: invisible characters that Unicode counts among letters, marks and symbols: fillers, joiners, the blank of Braille
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SPACES = frozenset("\t\n\r\x0b\x0c\x85\u2028\u2029")
#: control, format (bidi, zero width, tags), surrogate, private, unassigned
_HIDDEN_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_PLAIN = re.compile(r"[ -~]*")
#: marks that pile up on one letter, beyond any writing system's need, would cover the lines around
_PILED = re.compile(r"(?<=[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
                    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")  # fmt: skip
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def neutral(text: str) -> str:
    """The text, of the same length: line breaks and tabs as blanks, hidden characters as U+FFFD (see `HIDDEN`)."""
    if _PLAIN.fullmatch(text):
        return text
    return _PILED.sub(HIDDEN, "".join(map(_neutral, text)))


def clipped(text: str, length: int) -> str:
    """The text on one line, cut at a word where there is one, with an ellipsis, when longer than `length`."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > length // 2 else cut).rstrip(" ,;:") + "…"


def web_address(url: str | None) -> str | None:
    """The address where a browser may follow it: http or https, with a host; None otherwise."""
    if url is None or any(c.isspace() or c == HIDDEN for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def file_stem(identifier: str) -> str:
    """A name of a file for an id: the id itself where every system takes it as one, else a hash of it."""
    return identifier if _FILE_NAME.fullmatch(identifier) else f"x-{digest(identifier)}"


def _neutral(character: str) -> str:
    if character in _SPACES:
        return " "
    if character in _BLANK_LETTERS or unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return HIDDEN
    return character
