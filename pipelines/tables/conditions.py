"""Rows of `conditions`."""

from collections.abc import Callable, Sequence
from datetime import date

from pipelines.resolution.standing import StandingClaim
from pipelines.tables.meetings import CoreRows
from pipelines.tables.names import Names
from pipelines.tables.row import Ground, Row, RowMaker


def condition_rows(
    record_id: str,
    claims: Sequence[StandingClaim],
    all_claims: Sequence[StandingClaim],
    ground: Ground,
    names: Names,
    process_of: Callable[[list[str], str | None], str],
    conditioned: tuple[str, str | None],
) -> CoreRows:
    """Rows of one condition. `claims` are its live claims; `conditioned` is (type, record id or None)."""
    make = RowMaker("conditions", record_id, "condition", claims, ground)
    holder = make.pick("holder_name", "holder")
    addressee = make.pick("addressee_name", "addressee")
    deadline = make.pick("deadline", "deadline")
    row: Row = {
        "condition_id": record_id,
        "holder_actor_id": names.actor(holder) if holder else None,
        "holder_name": holder,
        "speaker_name": make.pick("speaker_name", "speaker"),
        "addressee_actor_id": names.actor(addressee) if addressee else None,
        "addressee_name": addressee,
        "demand": make.pick("demand", "demand"),
        "kind": make.pick("kind", "kind"),
        "status": make.status,
        "conditioned_type": conditioned[0],
        "conditioned_id": conditioned[1],
        "conditioned_text": make.pick("conditioned_text", "conditioned_text"),
        "deadline": date.fromisoformat(deadline) if deadline else None,
        "evidence": make.evidence(),
        **make.shared(process_of([n for n in (holder, addressee) if n], None), all_claims),
    }
    return CoreRows(row, make.history_rows(), make.provenance)
