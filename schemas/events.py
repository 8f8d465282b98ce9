"""The event types of the ledger: frozen, versioned, named in the past tense; and how old versions are upcast.

Belongs here: what an event holds, what makes it the same event (`identity`), and the upcasters.
Does not belong here: storing (`pipelines.ledger`) or deciding what to append (`pipelines.intake` and others).

Payloads are plain JSON: strings, numbers, booleans, null, lists and objects. An event never changes once
appended. When a type gets a new shape, raise its `VERSION` and add to `UPCASTERS` a function that turns a
payload of the version before into one of the next; stored events are upcast when read, never rewritten.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, TypeVar

from schemas.ids import digest

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events share. `IDENTITY` names the fields that make two events the same one."""

    VERSION: ClassVar[int] = 1
    IDENTITY: ClassVar[tuple[str, ...]] = ()

    @property
    def event_id(self) -> str:
        """Content-derived id: appending the same event again is a no-op."""
        return "e-" + digest(type(self).__name__, *(getattr(self, name) for name in self.IDENTITY), length=26)

    def payload(self) -> Payload:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReceived(Event):
    """A report came in. Its bytes and its canonical text are kept beside the events, by hash."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("report_id",)

    report_id: str
    source_key: str
    url: str | None
    outlet: str | None
    title: str | None
    language: str | None
    published_on: str
    published_at: str | None
    published_offset: str | None
    word_count: int
    text_sha256: str
    bytes_sha256: str
    media_type: str
    text_sketch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRevised(ReportReceived):
    """A report came in that stands in the place of an earlier one: same source, other text."""

    revises_report_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRetracted(Event):
    """A report was withdrawn. Nothing is deleted."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("report_id",)

    report_id: str
    reason: str
    decided_on: str
    author: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRejected(Event):
    """An input was no report."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("input_id",)

    input_id: str
    uri: str
    sha256: str
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsExtracted(Event):
    """One coder version read one report. `claims` are `schemas.claims.Claim`s as plain objects."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("report_id", "coder", "coder_version")

    report_id: str
    coder: str
    coder_version: str
    claims: tuple[Payload, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingFailed(Event):
    """One coder version broke on one report, which so has no claims of it. `error` names the fault and where it arose.

    `error` holds no word of the report.
    """

    IDENTITY: ClassVar[tuple[str, ...]] = ("report_id", "coder", "coder_version")

    report_id: str
    coder: str
    coder_version: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionMade(Event):
    """A person decided. The fields are the columns of a corrections file."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("correction_id",)

    correction_id: str
    action: str
    table_name: str | None
    record_id: str | None
    other_id: str | None
    claim_ids: str | None
    field: str | None
    old_value: str | None
    new_value: str | None
    author: str
    reason_code: str | None
    reason: str | None
    decided_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRemoved(Event):
    """A person asked not to be named. The event does not hold the name: only salted hashes of its forms.

    `name_hashes` are SHA-256 of salt and form, joined by a blank; `words` are the numbers of words of the forms, joined
    by a blank (`pipelines.ledger.removed_names`).
    """

    IDENTITY: ClassVar[tuple[str, ...]] = ("removal_id",)

    removal_id: str
    salt: str
    name_hashes: str
    words: str
    reason: str
    author: str | None
    decided_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasePublished(Event):
    """A release was promoted. `row_hashes` maps each table to a hash of its rows, not of its file."""

    IDENTITY: ClassVar[tuple[str, ...]] = ("version",)

    version: str
    position: int
    row_hashes: dict[str, str]
    manifest_sha256: str
    code_version: str
    coder: str
    coder_version: str


AnyEvent = TypeVar("AnyEvent", bound=Event)
EVENT_TYPES: dict[str, type[Event]] = {
    t.__name__: t
    for t in (
        ReportReceived,
        ReportRevised,
        ReportRetracted,
        InputRejected,
        ClaimsExtracted,
        CodingFailed,
        CorrectionMade,
        PersonRemoved,
        ReleasePublished,
    )
}

#: (type, version) -> function from a payload of that version to one of the next
UPCASTERS: dict[tuple[str, int], Callable[[Payload], Payload]] = {}


def encode(payload: Payload) -> str:
    """Canonical JSON: sorted names, no blanks, Unicode as it is. ValueError for what JSON cannot hold."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def upcast(
    type_name: str,
    version: int,
    payload: Payload,
    *,
    target: int,
    upcasters: Mapping[tuple[str, int], Callable[[Payload], Payload]] | None = None,
) -> Payload:
    """Payload of `version`, step by step as one of `target`. ValueError where a step is missing."""
    known = UPCASTERS if upcasters is None else upcasters
    while version < target:
        step = known.get((type_name, version))
        if step is None:
            raise ValueError(f"no upcaster for {type_name} version {version}")
        payload, version = step(payload), version + 1
    if version > target:
        raise ValueError(f"{type_name} version {version} comes from a newer Parley; upgrade to read this ledger")
    return payload


def decode(type_name: str, version: int, payload: Payload) -> Event:
    """Event from a stored payload of any known version. ValueError for an unknown type, version or field."""
    event_type = EVENT_TYPES.get(type_name)
    if event_type is None:
        raise ValueError(f"unknown event type {type_name}; a newer Parley may have written it")
    current = upcast(type_name, version, payload, target=event_type.VERSION)
    expected = {f.name for f in fields(event_type)}
    if set(current) != expected:
        odd = ", ".join(sorted(set(current) ^ expected))
        raise ValueError(f"{type_name} version {version} does not fit its type: {odd}")
    if event_type is ClaimsExtracted:
        current = {**current, "claims": tuple(current["claims"])}
    return event_type(**current)
