"""Going on from what the build before left: the tables of now, of which only what is new may have touched is made.

Belongs here: resolving the vicinity of what is new, and putting its rows in the place of those that stood. The same
functions make them as in a build from nothing, and the same bytes come of it. Does not belong here: which records are
in the vicinity (`vicinity.py`), what is kept (`kept.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from pipelines.coding.coder import Coder
from pipelines.ledger.selection import Selected
from pipelines.release.kept import SCHEMAS, Kept, fact, matching, others
from pipelines.release.ledger_view import LedgerView
from pipelines.release.seen import rows_of
from pipelines.release.vicinity import (
    Vicinity,
    involved_reports,
    lost_provisions,
    merge,
    named_by_hand,
    standing_rows,
    told_anew,
    unsettle,
    vicinity,
)
from pipelines.resolution.blocks import sought_keys
from pipelines.resolution.fold import Resolution, resolve
from pipelines.resolution.known import Before, Placement
from pipelines.resolution.origins import Syndication, syndication
from pipelines.resolution.processes import Involved
from pipelines.resolution.recoding import Recoding
from pipelines.resolution.settlement import decided
from pipelines.resolution.standing import StandingClaim, claims_recorded_of, standing_claims
from pipelines.tables import evidence
from pipelines.tables.assembly import Tables, completed, to_arrow
from pipelines.tables.making import RECORD_COLUMN, Made, made_rows
from pipelines.tables.names import Asked, source_row, source_rows
from schemas.catalogue import TABLES


@dataclass(frozen=True, slots=True)
class GoneOn:
    """The vicinity of what is new, resolved. `claims` and `placed` are before and after decisions and denials.

    `made`: records whose rows are made; `gone`: whose rows, as they stood, are not taken over.
    """

    around: Vicinity
    claims: list[StandingClaim]
    settled: list[StandingClaim]
    resolution: Resolution
    known: Syndication
    made: set[str]
    gone: set[str]
    all_recorded: bool


def can_go_on(selected: Selected, kept: Kept) -> bool:
    """Whether a build may go on: not where a name means another one, which moves all, nor from nothing."""
    if not kept.is_any or any(s.correction.action == "alias" for s in selected.corrections):
        return False
    return not lost_provisions(selected, kept)


def go_on(view: LedgerView, selected: Selected, coder: Coder, kept: Kept) -> GoneOn:
    """Resolve what is new together with all that it may touch."""
    reports = kept.tables["reports"]
    groups = dict(zip(reports["report_id"].to_pylist(), reports["syndication_group"].to_pylist(), strict=True))
    known = syndication(selected.reports, groups)
    reading = _Reading(view, selected, coder, kept)
    new = reading.claims_of(r.report.report_id for r in selected.reports if r.position > kept.until)
    around = vicinity(selected, new, known, kept)
    standing = standing_rows(kept)
    while True:
        claims = reading.claims_of(around.reports(kept))
        whole = around.whole(kept)
        resolution = resolve(claims, _before(around, whole, reading, claims))
        hidden = {r for r in resolution.joined if r in whole and r not in standing} - around.shaken
        around.shaken |= hidden
        keys = [key for key, record_id in resolution.blocks.found() if record_id in resolution.joined]
        # all of these, so that none is left for the next round
        again = [bool(hidden), unsettle(around, keys, kept), merge(around, resolution.merged, kept)]
        if not any(again):
            break
    folded = set(resolution.records)
    made = around.made(kept) | resolution.joined
    settled = decided(claims, resolution, selected.corrections, lambda: known, Recoding(view))
    made |= resolution.records.keys() - folded
    gone = made | (named_by_hand(selected, kept) if selected.corrections else set())
    return GoneOn(around, claims, settled, resolution, known, made, gone, reading.all_recorded)


class _Reading:
    """Claims of reports, each read once."""

    def __init__(self, view: LedgerView, selected: Selected, coder: Coder, kept: Kept) -> None:
        self.view, self.selected, self.coder, self.kept = view, selected, coder, kept
        self.all_recorded = True
        self.placements: dict[str, Placement] = {}
        self.merged = kept.known(()).merged
        self._read: dict[str, list[StandingClaim]] = {}

    def claims_of(self, reports: Iterable[str]) -> list[StandingClaim]:
        """Claims of some reports, in the order of resolution."""
        wanted = set(reports)
        of = [r for r in self.selected.reports if r.report.report_id in wanted]
        unread = [r for r in of if r.report.report_id not in self._read]
        if unread:
            self.view.expect(unread)
            recorded = claims_recorded_of(self.view, self.coder, unread)
            self.all_recorded &= len(recorded) == len(unread)
            known = self.kept.known({r.report.report_id for r in unread})
            self.placements.update(known.placements)
            self._read.update((r.report.report_id, []) for r in unread)
            for claim in standing_claims(self.view, unread, self.coder, recorded, known):
                self._read[claim.report.report.report_id].append(claim)
        return [claim for r in of for claim in self._read[r.report.report_id]]


def _before(around: Vicinity, whole: set[str], reading: _Reading, claims: Iterable[StandingClaim]) -> Before:
    anew = {*around.new, *around.unsettled}
    settled = {c.claim_id for c in claims if c.report.report.report_id not in anew}
    return Before(reading.placements, _WholeOrNew(whole, reading.placements), settled, reading.merged)


class _WholeOrNew:
    """Records that were looked at whole, or are founded now."""

    def __init__(self, whole: set[str], placements: dict[str, Placement]) -> None:
        self._partial = {p.record_id for p in placements.values()} - whole

    def __contains__(self, record_id: object) -> bool:
        return record_id not in self._partial


def carried(gone_on: GoneOn, selected: Selected, kept: Kept) -> tuple[Tables, Kept]:
    """The tables of now, and what is to be kept of them."""
    resolution, settled, gone = gone_on.resolution, gone_on.settled, gone_on.gone
    standing = (standing_rows(kept) - gone) & resolution.records.keys()
    made = made_rows(selected.reports, settled, resolution, gone_on.known, gone_on.made, standing)
    anew = {*gone_on.around.new, *gone_on.around.changed, *gone_on.around.unsettled}
    touched = [
        c
        for c in settled
        if c.report.report.report_id in anew or resolution.judgements.get(c.claim_id, (None,))[0] in gone_on.made
    ]
    new = [c for c in settled if c.report.report.report_id in gone_on.around.new]
    tables = {name: _renewed(name, kept, column, gone, made.rows[name]) for name, column in RECORD_COLUMN.items()}
    tables["field_provenance"] = _provenance(kept, gone, made)
    records = evidence.report_record_rows(settled, resolution, made.involved)
    tables["report_records"] = _renewed("report_records", kept, "record_id", gone, records)
    ids = {c.claim_id for c in touched}
    rows = evidence.claim_rows(touched, resolution, made.involved)
    tables["claims"] = _renewed("claims", kept, "claim_id", ids, rows)
    tables["claim_values"] = _renewed("claim_values", kept, "claim_id", (), evidence.claim_value_rows(new))
    facts = {**_facts(gone_on, kept), **_facts_of(made, kept, gone)}
    facts["seen"] = fact("seen", rows_of(selected.reports))
    involved = _involved(facts["involved"], tables["report_records"])
    asked = _asked(facts["asked"])
    told = told_anew(selected, gone_on.known, kept.until)
    reports = evidence.report_rows(told, selected, gone_on.known)
    tables["reports"] = _renewed("reports", kept, "report_id", {r["report_id"] for r in reports}, reports)
    sources = [*kept.tables["sources"].to_pylist(), *(source_row(r.report.outlet, r.report.url) for r in told)]
    tables["sources"] = to_arrow("sources", source_rows(sources))
    done = completed(tables, selected, resolution, involved, asked)
    return done, Kept(selected.head, facts)


def facts_of_all(claims: Iterable[StandingClaim], resolution: Resolution, made: Made, selected: Selected) -> Kept:
    """What is to be kept of a build that made everything."""
    facts = {
        "placed": fact("placed", _placed(claims, resolution)),
        "found": fact("found", resolution.blocks.found()),
        "denied": fact("denied", _denied(resolution)),
        "merged": fact("merged", _merged(resolution)),
        **_facts_of(made, Kept(), ()),
        "seen": fact("seen", rows_of(selected.reports)),
    }
    return Kept(selected.head, facts)


def _renewed(name: str, kept: Kept, column: str, gone: Iterable[str], rows: Iterable[dict[str, object]]) -> pa.Table:
    """A table with rows put in the place of those that have one of some values in a column."""
    return _sorted(name, [others(kept.tables[name], column, gone), to_arrow(name, rows)])


def _provenance(kept: Kept, gone: set[str], made: Made) -> pa.Table:
    """Provenance goes with the row that it is of, by the key of that row."""
    told = kept.tables["field_provenance"]
    keys = set(gone) | set(matching(kept.tables["provisions"], "agreement_id", gone)["provision_id"].to_pylist())
    for table in ("meeting_participants", "agreement_parties"):
        linked = matching(kept.tables[table], RECORD_COLUMN[table], gone)
        parts = (linked.column(name).to_pylist() for name in TABLES[table].key)
        keys |= {"|".join(part) for part in zip(*parts, strict=True)}
    rows = to_arrow("field_provenance", made.rows["field_provenance"])
    return _sorted("field_provenance", [others(told, "record_id", keys), rows])


def _sorted(name: str, parts: list[pa.Table]) -> pa.Table:
    schema = TABLES[name].arrow_schema()
    whole = pa.concat_tables([part.cast(schema) for part in parts])
    return whole.sort_by([(key, "ascending") for key in TABLES[name].key]).combine_chunks()


def _facts(gone_on: GoneOn, kept: Kept) -> dict[str, pa.Table]:
    """Facts of the fold: of all reports and records that were looked at whole, anew."""
    resolution, found = gone_on.resolution, list(gone_on.resolution.blocks.found())
    looked_at = {record_id for _, record_id in found} | resolution.merged.keys()
    reports = {c.report.report.report_id for c in gone_on.claims}
    return {
        "merged": fact("merged", _merged(resolution)),
        "placed": _joined(
            "placed", others(kept.facts["placed"], "report_id", reports), _placed(gone_on.claims, resolution)
        ),
        "found": _joined("found", others(kept.facts["found"], "record_id", looked_at), found),
        "denied": _joined("denied", others(kept.facts["denied"], "report_id", reports), _denied(resolution)),
    }


def _facts_of(made: Made, kept: Kept, gone: Iterable[str]) -> dict[str, pa.Table]:
    """Facts of the rows of records, in the place of those of the records that are gone."""
    rows: dict[str, list[tuple[object, ...]]] = {
        "asked": [(record_id, *asked) for record_id, names in made.asked.items() for asked in sorted(names)],
        "involved": [
            (record_id, list(i.actor_ids), list(i.states), sorted(i.countries), i.on)
            for record_id, i in made.involved.items()
        ],
    }
    before = {n: others(kept.facts[n], "record_id", gone) if kept.is_any else SCHEMAS[n].empty_table() for n in rows}
    return {name: _joined(name, before[name], part) for name, part in rows.items()}


def _joined(name: str, before: pa.Table, rows: Iterable[tuple[object, ...]]) -> pa.Table:
    return pa.concat_tables([before, fact(name, rows)]).combine_chunks()


def _placed(claims: Iterable[StandingClaim], resolution: Resolution) -> Iterable[tuple[object, ...]]:
    none = (None, None, None)
    denying = {claim.claim_id for unit in resolution.denials for claim in unit.claims}
    for c in claims:
        broken = c.status_reason if c.status == "rejected" else None
        said = (c.claim_id, c.report.report.report_id, c.claim.record_type, c.claim.local_key)
        asserted = broken is None and c.claim_id not in denying
        known = (c.quote, c.quote_truncated, broken, c.unchecked, asserted)
        yield (*said, *known, *resolution.placements.get(c.claim_id, none))


def _denied(resolution: Resolution) -> Iterable[tuple[object, ...]]:
    return ((key, unit.report_id) for unit in resolution.denials for key in sought_keys(unit))


def _merged(resolution: Resolution) -> Iterable[tuple[object, ...]]:
    return ((old, *new) for old, new in resolution.merged.items())


def _involved(kept: pa.Table, report_records: pa.Table) -> dict[str, Involved]:
    reports, none = involved_reports(report_records), frozenset[str]()
    columns = (kept.column(name).to_pylist() for name in SCHEMAS["involved"].names)
    return {
        record_id: Involved(tuple(actors), tuple(states), frozenset(countries), reports.get(record_id, none), day)
        for record_id, actors, states, countries, day in zip(*columns, strict=True)
    }


def _asked(kept: pa.Table) -> list[Asked]:
    distinct = kept.group_by(["kind", "name", "country"], use_threads=False).aggregate([])
    columns = (distinct.column(name).to_pylist() for name in ("kind", "name", "country"))
    return [Asked(*one) for one in zip(*columns, strict=True)]
