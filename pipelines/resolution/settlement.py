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
from pipelines.resolution.known import Before
from pipelines.resolution.origins import Syndication, syndication
from pipelines.resolution.recoding import Recoding
from pipelines.resolution.standing import StandingClaim, recorded_claims, standing_claims


def settle_selection(ledger: Ledger, selected: Selected, coder: Coder) -> tuple[list[StandingClaim], Resolution]:
    """The claims of a selection with their final standing, and the records they speak of."""
    claims = standing_claims(ledger, selected.reports, coder, recorded_claims(ledger, coder))
    return settle(claims, selected.corrections, lambda: syndication(selected.reports), Recoding(ledger))


def settle(
    claims: Sequence[StandingClaim],
    corrections: Sequence[SelectedCorrection],
    known: Callable[[], Syndication],
    recoding: Recoding,
    before: Before | None = None,
) -> tuple[list[StandingClaim], Resolution]:
    """Claims, given in the order of resolution, with their final standing, and the records they speak of.

    `before` is what an earlier fold found out; placements, then or now, are those of the claims as they were coded.
    """
    renaming = rename(claims, [c for c in corrections if c.correction.action == "alias"])
    as_coded = resolution = resolve(claims, before)
    if renaming.changed:
        resolution = resolve(renaming.claims)
        resolution.placements = as_coded.placements
        _redirect_vanished(as_coded, resolution)
    resolution.verdicts.update(renaming.verdicts)
    resolution.redirects.update(renaming.redirects)
    return decided(renaming.claims, resolution, corrections, known, recoding), resolution


def decided(
    claims: Sequence[StandingClaim],
    resolution: Resolution,
    corrections: Sequence[SelectedCorrection],
    known: Callable[[], Syndication],
    recoding: Recoding,
) -> list[StandingClaim]:
    """Claims with their final standing, once persons have decided on what was folded, and sources taken back."""
    Decisions(resolution, claims, recoding).apply(corrections)
    return take_back(rejected_claims(claims, resolution), resolution.judgements, known)


def _redirect_vanished(without: Resolution, resolution: Resolution) -> None:
    """Leave a redirect for each record that stood before names were mapped, and was joined by another one since."""
    for record_id, record in without.records.items():
        if record_id not in resolution.records:
            founder = record.units[0].claims[0].claim_id
            now = resolution.judgements.get(founder, (None, ""))[0]
            if now is not None:
                resolution.redirects[record_id] = (now, "joined once names were mapped by a correction")
