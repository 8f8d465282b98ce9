"""How two codings of conditions are compared. What is demanded is free text and not compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.evaluation.compared import Comparison, Score, same, status_code
from pipelines.evaluation.likeness import evidence_overlap
from pipelines.evaluation.names import actor_key, person_key


@dataclass(frozen=True, slots=True)
class ComparedCondition:
    """A condition with its names as keys."""

    key: str
    kind: str | None
    status: str | None
    holder: str | None
    addressee: str | None
    speaker: str | None
    conditioned_type: str
    evidence: str


def read_condition(coded: Mapping[str, Any], on: date | None) -> ComparedCondition:
    """What is compared of a condition, in a report of that day."""
    prefix, colon, _ = (coded.get("conditioned") or "").partition(":")
    return ComparedCondition(
        key=coded.get("key") or "",
        kind=coded.get("kind"),
        status=status_code("conditions", coded.get("status")),
        holder=actor_key(coded.get("holder"), on),
        addressee=actor_key(coded.get("addressee"), on),
        speaker=person_key(coded.get("speaker")),
        conditioned_type=prefix if colon and prefix in ("meeting", "agreement") else "other",
        evidence=coded.get("evidence") or "",
    )


def _likeness(ours: ComparedCondition, gold: ComparedCondition, body: str) -> float:
    return (
        0.35 * (ours.holder == gold.holder)
        + 0.15 * (ours.addressee == gold.addressee)
        + 0.35 * evidence_overlap(ours.evidence, gold.evidence, body)
        + 0.15 * (ours.conditioned_type == gold.conditioned_type)
    )


def _related(ours: ComparedCondition, gold: ComparedCondition, body: str) -> bool:
    return evidence_overlap(ours.evidence, gold.evidence, body) > 0


def _scores(ours: ComparedCondition, gold: ComparedCondition, body: str) -> dict[str, Score]:
    plain = same(ours, gold, "holder", "addressee", "kind", "status", "speaker", "conditioned_type")
    return plain | {"evidence_overlap": (evidence_overlap(ours.evidence, gold.evidence, body), 1.0)}


CONDITIONS = Comparison("conditions", read_condition, _likeness, _related, _scores, ("holder", "addressee", "status"))
