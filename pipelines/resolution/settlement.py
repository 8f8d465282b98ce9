"""From the claims of a selection to records: names mapped, folded, decided by persons, taken back by their sources.

Belongs here: the order of these steps. What each does stands in the module named for it.
"""

from collections.abc import Callable, Sequence

from pipelines.coding.coder import Coder
from pipelines.ledger.selection import Selected, SelectedCorrection
from pipelines.ledger.store import Ledger
from pipelines.resolution.aliases import rename
from pipelines.resolution.decisions import Decisions, rejected_claims
from pipelines.resolution.denials import take_back
from pipelines.resolution.fold import Resolution, resolve
from pipelines.resolution.origins import Syndication, syndication
from pipelines.resolution.recoding import Recoding
from pipelines.resolution.standing import StandingClaim, standing_claims


def settle_selection(ledger: Ledger, selected: Selected, coder: Coder) -> tuple[list[StandingClaim], Resolution]:
    """The claims of a selection with their final standing, and the records they speak of."""
    return settle(
        standing_claims(ledger, selected, coder),
        selected.corrections,
        lambda: syndication(selected.reports),
        Recoding(ledger),
    )


def settle(
    claims: Sequence[StandingClaim],
    corrections: Sequence[SelectedCorrection],
    known: Callable[[], Syndication],
    recoding: Recoding,
) -> tuple[list[StandingClaim], Resolution]:
    """Claims, given in the order of resolution, with their final standing, and the records they speak of."""
    renaming = rename(claims, [c for c in corrections if c.correction.action == "alias"])
    resolution = resolve(renaming.claims)
    resolution.verdicts.update(renaming.verdicts)
    if renaming.changed:
        _redirect_vanished(resolve(claims), resolution)
    resolution.redirects.update(renaming.redirects)
    Decisions(resolution, renaming.claims, recoding).apply(corrections)
    settled = rejected_claims(renaming.claims, resolution)
    return take_back(settled, resolution.judgements, known), resolution


def _redirect_vanished(without: Resolution, resolution: Resolution) -> None:
    """Leave a redirect for each record that stood before names were mapped, and was joined by another one since."""
    for record_id, record in without.records.items():
        if record_id not in resolution.records:
            founder = record.units[0].claims[0].claim_id
            now = resolution.judgements.get(founder, (None, ""))[0]
            if now is not None:
                resolution.redirects[record_id] = (now, "joined once names were mapped by a correction")
