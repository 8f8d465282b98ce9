"""Who really says so: the origin of a claim, and groups of reports that carry one text.

Belongs here: telling independent sources from copies. Source of the rule: the contract in
`docs/architecture.md`, section Counting.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipelines.intake.report import Report
from pipelines.intake.sketch import SIZE, Marks, hashes_of, marks_of, most_shared, shingles_of, similarity
from pipelines.ledger.selection import SelectedReport
from pipelines.resolution.standing import StandingClaim
from schemas.ids import digest

#: texts at least this alike are copies; measured on pairs of wire stories, copies lie above .65, others below .05
NEAR = 0.5
#: hashes that two sketches must share one of to be compared at all; copies share nearly all
_PROBES = 24
#: a hash that so many groups share is an outlet's standing phrase and tells nothing
_COMMON = 30
#: texts with fewer shingles are copies only where they are equal: headlines look alike by chance
_SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Syndication:
    """For each report its group; the first report of each group; and the outlet that stands for the group.

    `carried`: outlet -> groups of which it published a text.
    """

    group_of: dict[str, str]
    originals: frozenset[str]
    outlet_of: dict[str, str]
    carried: dict[str, set[str]]


def syndication(reports: Iterable[SelectedReport], known: Mapping[str, str] | None = None) -> Syndication:
    """Group reports with near-identical texts, online in the order given, which is the ledger's.

    A report joins the most similar group of at least `NEAR`, measured against the report that founded it, or
    founds one; so groups stay as the ledger grows: `known` are those of the reports up to some position. The original
    of a group is the report published, then received, first.
    """
    known, reports = known or {}, list(reports)
    # a hash that no report still to be grouped probes for leads nowhere
    asked = {v for r in reports if known and r.report.report_id not in known for v in _probes(r.text_sketch)}
    groups: dict[str, list[SelectedReport]] = {}
    founder_of_text: dict[str, str] = {}
    sketches: dict[str, str] = {}
    by_hash: dict[int, list[str]] = {}
    for report in reports:
        group = known.get(report.report.report_id) or founder_of_text.get(report.report.text_sha256)
        group = group or _nearest(report.text_sketch, sketches, by_hash) or f"s-{digest(report.report.text_sha256)}"
        if group not in sketches:
            sketches[group] = report.text_sketch
            probes = _probes(report.text_sketch)
            for value in asked.intersection(probes) if known else probes:
                by_hash.setdefault(value, []).append(group)
        founder_of_text[report.report.text_sha256] = group
        groups.setdefault(group, []).append(report)
    group_of, originals, outlet_of = {}, set(), {}
    carried: dict[str, set[str]] = {}
    for group, members in groups.items():
        members.sort(key=lambda r: (r.report.published_on, r.position))
        first = members[0].report
        originals.add(first.report_id)
        outlet_of[group] = outlet_called(first)
        for member in members:
            group_of[member.report.report_id] = group
            carried.setdefault(outlet_called(member.report), set()).add(group)
    return Syndication(group_of, frozenset(originals), outlet_of, carried)


def outlet_called(report: Report) -> str:
    """An outlet by its name; a report that names none is its own."""
    return fold(report.outlet) if report.outlet else report.report_id


def same_text(left: SelectedReport, right: SelectedReport) -> bool:
    """Whether two reports carry one text, or one that is a copy of the other."""
    if left.report.text_sha256 == right.report.text_sha256:
        return True
    if not may_be_copies(marks_of(left.text_sketch), marks_of(right.text_sketch)):
        return False
    ours, theirs = shingles_of(left.text_sketch), shingles_of(right.text_sketch)
    return min(len(ours), len(theirs)) >= _SHORTEST and similarity(ours, theirs, NEAR) >= NEAR


def may_be_copies(left: Marks, right: Marks) -> bool:
    """Whether two texts can share as much as copies do; where not, they need not be compared."""
    longer = left[2] if left[2] > right[2] else right[2]
    return most_shared(left, right) >= NEAR * (longer if longer < SIZE else SIZE)


def _probes(sketch: str) -> tuple[int, ...]:
    return hashes_of(sketch[: 8 * _PROBES])


def _nearest(sketch: str, sketches: dict[str, str], by_hash: dict[int, list[str]]) -> str | None:
    hashes = hashes_of(sketch)
    if len(hashes) < _SHORTEST:
        return None
    near: dict[str, None] = {}
    for value in hashes[:_PROBES]:
        sharing = by_hash.get(value, ())
        if len(sharing) <= _COMMON:
            near.update(dict.fromkeys(sharing))
    ours = frozenset(hashes)
    best, found = NEAR, None
    for group in near:
        likeness = similarity(ours, shingles_of(sketches[group]), NEAR)
        if likeness > best or (likeness == best and found is None):
            best, found = likeness, group
    return found


def origin(claim: StandingClaim, known: Syndication) -> str:
    """Origin of a claim: the medium or agency that it is attributed to, else the outlet.

    One text is one origin, however many outlets carry it: the outlet of the first of the group stands for all.
    """
    if claim.claim.attributed_to:
        return f"by:{fold(claim.claim.attributed_to)}"
    return f"outlet:{known.outlet_of[known.group_of[claim.report.report.report_id]]}"


def heard(live: Sequence[StandingClaim], known: Syndication) -> list[StandingClaim]:
    """Claims with a voice, of each text only those of the report that had it first: a copy says nothing of its own.

    Relative dates and "here" of a copy are those of its original.
    """
    first: dict[str, tuple[date, int, str]] = {}
    for claim in live:
        if claim.has_voice:
            report = claim.report.report
            group, came = known.group_of[report.report_id], (report.published_on, claim.report.position)
            first[group] = min(first.get(group, (date.max, 0, "")), (*came, report.report_id))
    originals = {report_id for _, _, report_id in first.values()}
    return [c for c in live if c.has_voice and c.report.report.report_id in originals]


@lru_cache(maxsize=10_000)
def fold(name: str) -> str:
    """A name without case, articles and punctuation."""
    return re.sub(r"\W+", " ", name.casefold()).strip().removeprefix("the ")
