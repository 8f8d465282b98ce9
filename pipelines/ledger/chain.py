"""The hash chain: what an event's hash covers, and the check that nothing was changed behind our back.

A payload is covered by its own hash, so that the chain also holds for a copy in which a payload is blanked and its
hash is kept (`docs/decisions/0007-removed-names.md`).

Belongs here: hashes and their verification. Does not belong here: storing (`store.py`).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from schemas.events import encode

GENESIS = "0" * 64
COVERED = ("position", "event_id", "type", "version", "subject", "recorded_at", "cause", "previous_hash")


def event_hash(row: Mapping[str, Any]) -> str:
    """SHA-256, hex, over the canonical JSON of the covered columns of a stored event and the hash of its payload.

    A row may bring `payload_sha256`; whether its payload fits that is for whoever brings it to check.
    """
    payload = row.get("payload_sha256") or payload_hash(row["payload"])
    covered = encode({**{name: row[name] for name in COVERED}, "payload_sha256": payload})
    return hashlib.sha256(covered.encode("utf-8", "surrogateescape")).hexdigest()


def payload_hash(payload: str) -> str:
    """SHA-256, hex, of a payload as it is stored."""
    return hashlib.sha256(payload.encode("utf-8", "surrogateescape")).hexdigest()


def broken_links(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One message for each stored event, in order, that does not fit the one before it or its own hash."""
    position, previous = 0, GENESIS
    for row in rows:
        if row["position"] != position + 1:
            yield f"event {row['position']} follows {position}: positions have a gap"
        if row["previous_hash"] != previous:
            yield f"event {row['position']} does not name the hash of the event before it"
        if not _fits_its_hash(row):
            yield f"event {row['position']} was changed after it was written: its hash does not fit"
        position, previous = row["position"], row["hash"]


def broken_contents(contents: Iterable[tuple[str, bytes]], named: Mapping[str, int]) -> Iterator[str]:
    """One message for each content that does not fit its hash, and for each named one that is missing.

    `named` maps the hashes that events name to the position of the first such event.
    """
    seen = set()
    for sha256, data in contents:
        seen.add(sha256)
        if hashlib.sha256(data).hexdigest() != sha256:
            yield f"content {sha256} (event {named.get(sha256, 'none')}) was changed: its bytes do not fit its hash"
    for sha256, position in named.items():
        if sha256 not in seen:
            yield f"content {sha256}, named by event {position}, is missing"


def _fits_its_hash(row: Mapping[str, Any]) -> bool:
    try:
        return event_hash(row) == row["hash"]
    except (AttributeError, TypeError, ValueError):
        return False  # damage that turned a column into something no event was ever written with
