"""Links between records: the meeting at which an agreement was reached, and what a condition holds up.

Belongs here: turning the local keys that claims name into records that have a row.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from pipelines.resolution.fold import Resolution
from pipelines.resolution.standing import StandingClaim


@dataclass(frozen=True, slots=True)
class Links:
    """`meeting_of`: agreement -> meeting. `conditioned`: condition -> (type, record or None)."""

    meeting_of: dict[str, str]
    conditioned: dict[str, tuple[str, str | None]]


def links_of(
    resolution: Resolution, live: Mapping[str, Sequence[StandingClaim]], standing: Container[str] = frozenset()
) -> Links:
    """Links that the live claims of each record name; the first one in the ledger that leads to a row stands.

    Rows are those of the records in `live`, and the ones that are `standing` beside them.
    """
    meeting_of: dict[str, str] = {}
    conditioned: dict[str, tuple[str, str | None]] = {}
    for record_id, claims in live.items():
        record_type = resolution.records[record_id].record_type
        for claim in claims:
            if record_type == "agreement" and record_id not in meeting_of:
                found = _target(claim, "meeting", claim.claim.first("meeting"), resolution, live, standing)
                if found:
                    meeting_of[record_id] = found
            elif record_type == "condition":
                named = claim.claim.first("conditioned") or ""
                target_type, _, key = named.partition(":")
                if target_type not in ("meeting", "agreement") or not key:
                    continue
                found = _target(claim, target_type, key, resolution, live, standing)
                if found or record_id not in conditioned:
                    conditioned[record_id] = (target_type, found)
    return Links(meeting_of, conditioned)


def _target(
    claim: StandingClaim,
    record_type: str,
    key: str | None,
    resolution: Resolution,
    live: Container[str],
    standing: Container[str],
) -> str | None:
    found = resolution.record_of_key.get((claim.report.report.report_id, key or ""))
    if (
        found is None
        or not (found in live or found in standing)
        or resolution.records[found].record_type != record_type
    ):
        return None
    return found
