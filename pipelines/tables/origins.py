"""Who really says so: the origin of a claim, and groups of reports that carry one text.

Belongs here: telling independent sources from copies. Source of the rule: the contract in
`docs/architecture.md`, section Counting.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.ledger.selection import SelectedReport
from pipelines.resolution.standing import StandingClaim
from schemas.ids import digest


@dataclass(frozen=True, slots=True)
class Syndication:
    """For each report its group; the first report of each group; and the outlet that stands for the group."""

    group_of: dict[str, str]
    originals: frozenset[str]
    outlet_of: dict[str, str]


def syndication(reports: Iterable[SelectedReport]) -> Syndication:
    """Group reports by text. The original of a group is the one published, then received, first."""
    groups: dict[str, list[SelectedReport]] = {}
    for report in reports:
        groups.setdefault(f"s-{digest(report.report.text_sha256)}", []).append(report)
    group_of, originals, outlet_of = {}, set(), {}
    for group, members in groups.items():
        members.sort(key=lambda r: (r.report.published_on, r.position))
        first = members[0].report
        originals.add(first.report_id)
        outlet_of[group] = fold(first.outlet) if first.outlet else first.report_id
        group_of.update({m.report.report_id: group for m in members})
    return Syndication(group_of, frozenset(originals), outlet_of)


def origin(claim: StandingClaim, known: Syndication) -> str:
    """Origin of a claim: the medium or agency that it is attributed to, else the outlet.

    One text is one origin, however many outlets carry it: the outlet of the first of the group stands for all.
    """
    if claim.claim.attributed_to:
        return f"by:{fold(claim.claim.attributed_to)}"
    return f"outlet:{known.outlet_of[known.group_of[claim.report.report.report_id]]}"


def fold(name: str) -> str:
    """A name without case, articles and punctuation."""
    return re.sub(r"\W+", " ", name.casefold()).strip().removeprefix("the ")
