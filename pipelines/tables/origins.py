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
    """For each report its group, and whether it is the first of it."""

    group_of: dict[str, str]
    originals: frozenset[str]


def syndication(reports: Iterable[SelectedReport]) -> Syndication:
    """Group reports by text. The original of a group is the one published, then received, first."""
    groups: dict[str, list[SelectedReport]] = {}
    for report in reports:
        groups.setdefault(f"s-{digest(report.report.text_sha256)}", []).append(report)
    group_of, originals = {}, set()
    for group, members in groups.items():
        members.sort(key=lambda r: (r.report.published_on, r.position))
        originals.add(members[0].report.report_id)
        group_of.update({m.report.report_id: group for m in members})
    return Syndication(group_of, frozenset(originals))


def origin(claim: StandingClaim, known: Syndication) -> str:
    """Origin of a claim: the medium or agency that it is attributed to, else its report's group of copies or outlet."""
    if claim.claim.attributed_to:
        return f"by:{fold(claim.claim.attributed_to)}"
    report = claim.report.report
    group = known.group_of[report.report_id]
    outlet = fold(report.outlet) if report.outlet else report.report_id
    # one outlet is one origin, and so is one text, however many outlets carry it: the first of the group stands for it
    return f"text:{group}" if report.report_id not in known.originals else f"outlet:{outlet}"


def fold(name: str) -> str:
    """A name without case, articles and punctuation."""
    return re.sub(r"\W+", " ", name.casefold()).strip().removeprefix("the ")
