"""What a process rests on: its sources, what each brought of its own, and how many records have one source only.

Belongs here: counting reports that say something of their own apart from copies of another's text.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.dossiers.reading import Record, Release
from pipelines.validation.tableset import Row

MOST_SOURCES = 15


@dataclass(frozen=True, slots=True)
class SourceShare:
    """One source: reports with words of their own, copies, records it backs, and those that rest on it alone."""

    name: str
    kind: str
    reliability: str
    originals: int
    copies: int
    records: int
    alone: int
    original_width: float
    copy_width: float


@dataclass(frozen=True, slots=True)
class Depth:
    """How many records rest on so many independent sources."""

    words: str
    records: int
    width: float


@dataclass(frozen=True, slots=True)
class Backing:
    """Sources, those with most reports first; `left` are not shown."""

    sources: tuple[SourceShare, ...]
    left: int
    depths: tuple[Depth, ...]
    reports: int


def backing(release: Release, records: Sequence[Record], records_of_report: Mapping[str, list[str]]) -> Backing:
    """What the records of a process rest on. `records_of_report` names the records that a report backs."""
    wanted = {r.id: r for r in records}
    reports: dict[str, list[Row]] = {}
    backed: dict[str, set[str]] = {}
    for report_id, named in records_of_report.items():
        here = [r for r in named if r in wanted]
        if not here:
            continue
        report = release.reports[report_id]
        reports.setdefault(report["source_id"], []).append(report)
        backed.setdefault(report["source_id"], set()).update(here)
    sources_of: Counter[str] = Counter(r for named in backed.values() for r in named)
    most = max((len(r) for r in reports.values()), default=1)
    shares = [_share(release, s, reports[s], backed[s], sources_of, most) for s in reports]
    shares.sort(key=lambda s: (-s.originals - s.copies, s.name))
    shown = shares[:MOST_SOURCES]
    total = sum(len(r) for r in reports.values())
    return Backing(tuple(shown), len(shares) - len(shown), tuple(_depths(records)), total)


def _share(
    release: Release, source_id: str, reports: Sequence[Row], backed: set[str], sources_of: Counter[str], most: int
) -> SourceShare:
    source = release.sources[source_id]
    originals = sum(1 for r in reports if r["is_original"])
    copies = len(reports) - originals
    return SourceShare(
        name=source["name"],
        kind=source["kind"],
        reliability=source["reliability"],
        originals=originals,
        copies=copies,
        records=len(backed),
        alone=sum(1 for r in backed if sources_of[r] == 1),
        original_width=round(100 * originals / most, 2),
        copy_width=round(100 * copies / most, 2),
    )


def _depths(records: Sequence[Record]) -> list[Depth]:
    numbers = Counter(min(r.row["n_independent_sources"], 4) for r in records)
    named = {0: "a person's correction only", 1: "one source", 2: "two sources", 3: "three", 4: "four or more"}
    return [
        Depth(named[n], numbers[n], round(100 * numbers[n] / len(records), 2)) for n in sorted(numbers) if numbers[n]
    ]
