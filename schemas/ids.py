"""Ids: how each is made from raw values, so that it never depends on skill, order or clock.

Belongs here: pure functions from raw values to ids. Source of the rules: the contract in `docs/architecture.md`,
section Ids. Ten base32 characters of SHA-256 (50 bits): a collision is expected beyond some 30 million rows
of one type.
"""

import hashlib
import re
import unicodedata

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
ID_PREFIXES = {"report": "r-", "meeting": "m-", "agreement": "a-", "condition": "c-"}


def digest(*parts: object, length: int = 10) -> str:
    """`length` lower-case base32 characters of the SHA-256 of the parts, joined by U+001F."""
    raw = hashlib.sha256("\x1f".join(["" if p is None else str(p) for p in parts]).encode("utf-8")).digest()
    # five bits a character, from the front; the codec of the standard library takes twice as long
    size = (5 * length + 7) // 8
    bits = int.from_bytes(raw[:size], "big")
    return "".join([_BASE32[bits >> shift & 31] for shift in range(8 * size - 5, 8 * size - 5 - 5 * length, -5)])


def report_id(canonical_url: str | None, outlet: str | None, title: str | None, text_sha256: str) -> str:
    """Id of a report: its canonical URL (or, without one, outlet and title) and its text."""
    source = canonical_url or f"{outlet or ''}\x1e{title or ''}"
    return ID_PREFIXES["report"] + digest(source, text_sha256)


def record_id(report: str, record_type: str, sentence_start: int, ordinal: int) -> str:
    """Id of a record from its founding claim: report, type, start of the sentence, ordinal within it."""
    return ID_PREFIXES[record_type] + digest(report, record_type, sentence_start, ordinal)


def claim_id(report: str, coder: str, coder_version: str, index: int) -> str:
    """Id of the `index`-th claim of one coding of a report."""
    return "k-" + digest(report, coder, coder_version, index, length=13)


def provision_id(agreement: str, kind: str, ordinal: int) -> str:
    """Id of a provision: its agreement, kind and ordinal among the provisions of that kind."""
    return "v-" + digest(agreement, kind, ordinal)


def correction_id(values: tuple[object, ...]) -> str:
    """Id of a correction from the values of its line."""
    return "x-" + digest(*values)


def record_id_by_hand(correction: str, record_type: str) -> str:
    """Id of a row that a person adds, from the correction that adds it."""
    return ID_PREFIXES[record_type] + digest(correction, record_type)


def input_id(uri: str, sha256: str, reason_code: str) -> str:
    """Id of a rejected input."""
    return "i-" + digest(uri, sha256, reason_code)


def person_id(name: str) -> str:
    """Id of a person known by name only."""
    return "person-" + slug(name)


def slug(name: str) -> str:
    """Lower-case ASCII letters, digits and single hyphens; a digest where nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or digest(name)


def founded_process_id(first_actor: str, second_actor: str) -> str:
    """Id of a process founded for two opposing sides, in alphabetical order."""
    return "p-" + "-".join(sorted((first_actor, second_actor)))
