"""Canonical text and canonical URL: made once, here, and frozen. Every offset of the project refers to the text.

Belongs here: the two functions and decoding. Source of the rules: the contract in `docs/architecture.md`.
"""

import codecs
import hashlib
import re
from urllib.parse import quote, unquote, urlsplit, urlunsplit

#: Parameters that follow a reader around and never choose a document.
TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|cmpid|ns_.*|ref|ref_src)$")
_LEADING = re.compile(r"(?:\ufeff|[^\S\n]*\n)*")
_HOST = re.compile(r"[\w.:%-]+")
_PATH = "/:@!$&'()*+,;=~-._"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")


def decode(data: bytes) -> str:
    """Text of a file: UTF-16 where its mark says so, else UTF-8. UnicodeDecodeError for anything else."""
    return data.decode("utf-16" if is_marked_utf_16(data) else "utf-8-sig")


def is_marked_utf_16(data: bytes) -> bool:
    """Whether bytes carry the mark of UTF-16."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def canonical_text(text: str) -> str:
    """The body as all offsets see it.

    Byte-order mark removed, CR LF and CR turned into LF, leading and trailing blank lines removed. Nothing else:
    no normalisation of Unicode, blanks or quotes. The canonical text of a canonical text is itself.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text[_LEADING.match(text).end() :]  # type: ignore[union-attr]
    end = text.find("\n", len(text.rstrip()))
    text = text if end < 0 else text[:end]
    return text if text.strip() else ""


def canonical_url(url: str | None) -> str | None:
    """One spelling for one address, or None for no address.

    Scheme and host in lower case, no user, no default port, no fragment, no tracking parameters, no final slash,
    one way of percent-encoding. What is no http(s) address is kept as it is, without blanks around it.
    """
    if url is None or not url.strip():
        return None
    url = url.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
        return url
    host = str(parts.hostname).lower()
    host = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    path = _percent_encoded(parts.path, _PATH).rstrip("/")
    kept = [p for p in parts.query.split("&") if p and not TRACKING.match(unquote(p.partition("=")[0]))]
    query = "&".join(_percent_encoded(p, _PATH + "?").replace("%20", "+") for p in kept)
    return urlunsplit((scheme, host, path, query, ""))


def _percent_encoded(part: str, safe: str) -> str:
    """One spelling of a part of an address: only what never separates anything is decoded (RFC 3986, 6.2.2).

    Bytes stay bytes: `%F0` of an address in windows-1251 is not the `%E5` beside it.
    """
    return _ESCAPE.sub(_one_spelling, quote(part, safe=safe + "%"))


def _one_spelling(match: re.Match[str]) -> str:
    if not match.group(1):
        return "%25"
    plain = chr(int(match.group(1), 16))
    return plain if plain in _UNRESERVED else match.group(0).upper()


def sha256_hex(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()
