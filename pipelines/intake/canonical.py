"""Canonical text and canonical URL: made once, here, and frozen. Every offset of the project refers to the text.

Belongs here: the two functions and decoding. Source of the rules: the contract in `docs/architecture.md`.
"""

import codecs
import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

#: Parameters that follow a reader around and never choose a document.
TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|cmpid|ns_.*|ref|ref_src)$")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> str:
    """Text of a file: UTF-16 where its mark says so, else UTF-8. UnicodeDecodeError for anything else."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding)
    return data.decode("utf-8")


def canonical_text(text: str) -> str:
    """The body as all offsets see it.

    Byte-order mark removed, CR LF and CR turned into LF, leading and trailing blank lines removed. Nothing else:
    no normalisation of Unicode, blanks or quotes.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return "\n".join(lines[first:last])


def canonical_url(url: str | None) -> str | None:
    """One spelling for one address, or None for no address.

    Scheme and host in lower case, no default port, no fragment, no tracking parameters, no final slash, one
    way of percent-encoding. What is no http(s) address is kept as it is, without blanks around it.
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
    if scheme not in ("http", "https") or not parts.hostname:
        return url
    host = parts.hostname.lower()
    if port and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(k)])
    return urlunsplit((scheme, host, path, query, ""))


def sha256_hex(data: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(data).hexdigest()
