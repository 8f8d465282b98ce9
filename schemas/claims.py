"""The shape of a claim: what a coder returns for one clause of one report.

Belongs here: the frozen dataclasses, and which value fields each type of record knows.
Does not belong here: how claims are found (`pipelines.coding`), merged (`pipelines.resolution`) or
turned into rows (`pipelines.tables`).

A claim is one clause's assertion about one meeting, agreement or condition. Claims of one report that
speak of the same thing share a `local_key` (m1, a1, c1). Every value carries the span of canonical text
it was read from; offsets count code points of the report's canonical text, end exclusive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RECORD_TYPES = ("meeting", "agreement", "condition")

#: record type -> value field -> what it holds. `*` marks fields that may occur several times in a claim
#: (their order is the `seq` of `claim_values`). All values are strings; codes are those of `schemas.codes`,
#: days and months are ISO 8601, numbers are decimal, actors are canonical English names.
VALUE_FIELDS: dict[str, dict[str, str]] = {
    "meeting": {
        "kind": "meeting kind",
        "status": "meeting status",
        "step": "finer step of a status (accepted, confirmed, resumed …)",
        "level": "level of the lower side's principals",
        "date_start": "first day, YYYY-MM-DD (the first day of the month, week … for coarser precisions)",
        "date_end": "last day, YYYY-MM-DD; the same as date_start for a single day",
        "date_precision": "date precision",
        "date_text": "the words the date was read from",
        "original_date": "the day that a meeting had been planned for before it was moved or called off",
        "place": "city or named site, canonical English name",
        "country": "ISO 3166-1 alpha-2",
        "round_number": "ordinal of the round, as digits",
        "track*": "matter of the process that it is on (prisoners, military, economy …), where its words tell",
        "outcome": "a few words of the report on what came of it",
        "party*": "principal",
        "absent*": "invited principal or person who did not come",
        "mediator*": "mediator",
        "host*": "host",
        "observer*": "observer",
        "guarantor*": "guarantor",
        "witness*": "witness",
        "person*": "named person there or expected there; longest form in the report, without titles",
        "person_actor*": "actor that the person of the same seq represents; empty string where unknown",
    },
    "agreement": {
        "kind": "agreement kind",
        "status": "agreement status",
        "step": "finer step of a status (accepted in principle, initialled, in force …)",
        "date_start": "first day",
        "date_end": "last day",
        "date_precision": "date precision",
        "date_text": "the words the date was read from",
        "place": "city or named site",
        "country": "ISO 3166-1 alpha-2",
        "meeting": "local_key of the meeting at which it was reached, signed or tabled",
        "name": "a proper name the report gives it",
        "party*": "actor that binds or would bind itself",
        "mediator*": "mediator of the negotiation",
        "guarantor*": "guarantor",
        "witness*": "witness",
        "accepts*": "actor said to accept it",
        "rejects*": "actor said to refuse it",
        "provision_kind*": "provision kind",
        "provision_quantity*": "figure of the provision of the same seq, decimal; empty string where none",
        "provision_unit*": "unit of the provision of the same seq; empty string where none",
        "provision_basis*": "basis of the provision of the same seq; empty string where none",
        "provision_obligor*": "actor that must perform the provision of the same seq; empty string where unknown",
        "provision_deadline*": "last day for the provision of the same seq; empty string where none",
        "provision_text*": "the words of the provision of the same seq",
    },
    "condition": {
        "kind": "condition kind",
        "status": "condition status",
        "step": "finer step of a status (reiterated, softened …)",
        "holder": "actor that sets the condition",
        "speaker": "named person who voices it for the holder",
        "addressee": "single actor that must deliver",
        "demand": "what is demanded, in the report's words or close to them",
        "reply": "what its addressee refuses, grants or did, told without the demand; such a claim founds no record",
        "conditioned": "`meeting:<local_key>` or `agreement:<local_key>`, or a few words",
        "conditioned_text": "the words for what is held up",
        "deadline": "last day, YYYY-MM-DD",
    },
}


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """One value of a claim, with the span it was read from (None where it was inferred, e.g. a country)."""

    field: str
    value: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One clause's assertion about one meeting, agreement or condition.

    `start`:`end` is the evidence: an exact, contiguous, single-line part of the canonical text, at most 25
    words. `sentence_start` is the offset of the sentence it stands in; with `record_type` it founds the id
    of a record, so it must not depend on the coder's skill. `confidence` is in 0..1.
    """

    record_type: str
    local_key: str
    start: int
    end: int
    sentence_number: int
    sentence_start: int
    realis: str
    rule: str
    confidence: float
    is_background: bool = False
    speaker_name: str | None = None
    attributed_to: str | None = None
    values: tuple[ClaimValue, ...] = field(default_factory=tuple)

    def all(self, name: str) -> list[str]:
        """Values of one field, in order."""
        return [v.value for v in self.values if v.field == name]

    def first(self, name: str) -> str | None:
        """First value of one field, or None."""
        return next((v.value for v in self.values if v.field == name), None)


def claim_to_payload(claim: Claim) -> dict[str, Any]:
    """Plain JSON of a claim, as `ClaimsExtracted` keeps it; values as [field, value, start, end]."""
    return {
        "record_type": claim.record_type,
        "local_key": claim.local_key,
        "start": claim.start,
        "end": claim.end,
        "sentence_number": claim.sentence_number,
        "sentence_start": claim.sentence_start,
        "realis": claim.realis,
        "rule": claim.rule,
        "confidence": round(claim.confidence, 4),
        "is_background": claim.is_background,
        "speaker_name": claim.speaker_name,
        "attributed_to": claim.attributed_to,
        "values": [[v.field, v.value, v.start, v.end] for v in claim.values],
    }


def claim_from_payload(payload: Mapping[str, Any]) -> Claim:
    """Claim from its plain JSON. TypeError for a field that a claim does not have."""
    return Claim(**{**payload, "values": tuple(ClaimValue(*value) for value in payload["values"])})
