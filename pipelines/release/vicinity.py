"""The vicinity of what is new: the reports and records that a build must look at again, of all that it knew before.

Belongs here: from new reports, withdrawals and decisions to the records that they may touch. Each rule errs on the side
of looking at more; what is left out must be proved untouched. Does not belong here: resolving them (`going_on.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ledger.selection import Selected, SelectedReport
from pipelines.release.kept import Kept, matching
from pipelines.resolution.blocks import sought_keys
from pipelines.resolution.origins import Syndication
from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import Unit, units_by_report
from pipelines.resolution.wordings import LOOKED_AT
from schemas.catalogue import CORE_TABLE_OF

#: statuses of meetings whose day may pass unheard of
_OPEN = ("proposed", "scheduled", "postponed")


@dataclass(slots=True)
class Vicinity:
    """What is looked at again. `near`: records that new units are compared with; `shaken`: ones whose row may come or
    go, so that the rows that lead to them are made anew as well; `stirred`: ones whose row may change for itself.

    `copied`: reports whose text or words a new one has; `unsettled`: reports with denials that are placed anew.
    """

    new: dict[str, SelectedReport]
    changed: frozenset[str]
    near: set[str] = field(default_factory=set)
    shaken: set[str] = field(default_factory=set)
    stirred: set[str] = field(default_factory=set)
    copied: set[str] = field(default_factory=set)
    unsettled: set[str] = field(default_factory=set)

    def made(self, kept: Kept) -> set[str]:
        """Records whose rows are made anew, whatever joins: those shaken, what their reports speak of, and others."""
        return self.stirred | self.shaken | records_of(reports_of(self.shaken, kept), kept)

    def whole(self, kept: Kept) -> set[str]:
        """Records of which every claim is looked at."""
        return self.near | self.made(kept)

    def reports(self, kept: Kept) -> set[str]:
        """Reports of which every claim is looked at."""
        return {*self.new, *self.changed, *self.copied, *self.unsettled, *reports_of(self.whole(kept), kept)}


def vicinity(selected: Selected, claims: Iterable[StandingClaim], known: Syndication, kept: Kept) -> Vicinity:
    """The vicinity of what came in since; `claims` are those of the new reports."""
    new = {r.report.report_id: r for r in selected.reports if r.position > kept.until}
    changed = frozenset(
        r.report.report_id for r in selected.reports if r.position <= kept.until and r.touched > kept.until
    )
    found = Vicinity(new, changed)
    grown = {known.group_of[report_id] for report_id in new}
    members = {report_id for report_id, group in known.group_of.items() if group in grown and report_id not in new}
    found.shaken |= records_of(members | changed, kept) | _decided(selected, kept)
    found.stirred |= _overdue(selected, kept)
    units = [unit for of_report in units_by_report(claims) for unit in of_report]
    _find_copied(found, selected, units, kept)
    _find_near(found, units, kept)
    return found


def told_anew(selected: Selected, known: Syndication, until: int) -> list[SelectedReport]:
    """Reports whose own row may differ since a position: touched since, or of one text with one that came in since."""
    grown = {known.group_of[r.report.report_id] for r in selected.reports if r.position > until}
    return [r for r in selected.reports if r.touched > until or known.group_of[r.report.report_id] in grown]


def reports_of(records: Iterable[str], kept: Kept) -> set[str]:
    """Reports with a claim that the fold placed on one of some records."""
    return set(matching(kept.facts["placed"], "record_id", records).column("report_id").to_pylist())


def records_of(reports: Iterable[str], kept: Kept) -> set[str]:
    """Records on which the fold placed a claim of one of some reports."""
    found = matching(kept.facts["placed"], "report_id", reports).column("record_id")
    return set(found.drop_null().to_pylist())


def unsettle(found: Vicinity, keys: Iterable[str], kept: Kept) -> bool:
    """Place anew the denials that look under one of some keys. Whether there are any that were settled so far."""
    denied = kept.facts["denied"]
    reports = set(matching(denied, "key", keys).column("report_id").to_pylist()) - found.unsettled
    if reports:
        found.unsettled |= reports
        sought = matching(denied, "report_id", reports).column("key").to_pylist()
        found.shaken |= records_of(reports, kept) | {r for records in _under(sought, kept).values() for r in records}
    return bool(reports)


def merge(found: Vicinity, merged: Mapping[str, tuple[str, str]], kept: Kept) -> bool:
    """Look at what leads to records that were proved now to be others. Whether there are any not looked at so far."""
    before = set(kept.facts["merged"].column("old_id").to_pylist())
    new = {record for old, (now, _) in merged.items() if old not in before for record in (old, now)} - found.shaken
    if new:
        found.shaken |= new
        keys = kept.facts["found"].column("key").unique().to_pylist()
        held_up = [key for key in keys if key.startswith("condition|") and key.rpartition("|")[2] in new]
        found.near |= {record for records in _under(held_up, kept).values() for record in records}
    return bool(new)


def _find_copied(found: Vicinity, selected: Selected, units: Iterable[Unit], kept: Kept) -> None:
    """Reports with the text of a new one, and the last few with the words of one of its claims."""
    texts = {r.report.text_sha256 for r in found.new.values()}
    found.copied |= {
        r.report.report_id
        for r in selected.reports
        if r.report.text_sha256 in texts and r.report.report_id not in found.new
    }
    wordings = {wording for unit in units for wording in unit.wordings}
    said = matching(kept.facts["placed"], "quote", {quote for _, _, quote in wordings})
    said = said.filter(said.column("asserted"))
    named = ("record_type", "local_key", "quote", "report_id")
    position = {r.report.report_id: r.position for r in selected.reports}
    by_wording: dict[tuple[str, ...], set[str]] = {}
    for row in zip(*(said.column(name).to_pylist() for name in named), strict=True):
        if row[:3] in wordings:
            by_wording.setdefault(row[:3], set()).add(row[3])
    for reports in by_wording.values():
        found.copied.update(sorted(reports, key=position.__getitem__)[-LOOKED_AT:])
    found.near |= records_of(found.copied, kept)


def _find_near(found: Vicinity, units: Iterable[Unit], kept: Kept) -> None:
    """Records under the keys of new units: first those of meetings and agreements, which conditions may speak of."""
    units = list(units)
    under = _under((key for unit in units for key in sought_keys(unit)), kept)
    candidates = {
        (unit.report_id, unit.local_key): {r for key in sought_keys(unit) for r in under.get(key, ())} for unit in units
    }
    copied = records_of(found.copied, kept)
    about: dict[tuple[str, str], list[str]] = {}
    for unit in units:
        if unit.conditioned is not None and ":" in unit.conditioned:
            key = unit.conditioned.partition(":")[2]
            objects = candidates.get((unit.report_id, key), set()) | copied
            about[unit.report_id, unit.local_key] = [
                key for record in objects for key in sought_keys(replace(unit, conditioned=record))
            ]
    under = _under((key for keys in about.values() for key in keys), kept)
    for place, keys in about.items():
        candidates[place] |= {r for key in keys for r in under.get(key, ())}
    for unit in units:
        near = candidates[unit.report_id, unit.local_key]
        found.near |= near
        if not unit.can_found:
            found.shaken |= near  # a denial may take from a record what its row stands on


def _under(keys: Iterable[str], kept: Kept) -> dict[str, list[str]]:
    """Records by key."""
    rows = matching(kept.facts["found"], "key", set(keys))
    found: dict[str, list[str]] = {}
    for key, record_id in zip(rows.column("key").to_pylist(), rows.column("record_id").to_pylist(), strict=True):
        found.setdefault(key, []).append(record_id)
    return found


def _decided(selected: Selected, kept: Kept) -> set[str]:
    """Records that a correction names or moved claims from or to: decisions are made again in every build."""
    if not selected.corrections:
        return set()
    named = named_by_hand(selected, kept)
    rows = matching(kept.tables["claims"], "record_id", named).column("claim_id").to_pylist()
    claims = {c.strip() for s in selected.corrections for c in (s.correction.claim_ids or "").split(";")}
    placed = matching(kept.facts["placed"], "claim_id", {*rows, *claims})
    return named | set(placed.column("record_id").drop_null().to_pylist())


def named_by_hand(selected: Selected, kept: Kept) -> set[str]:
    """Ids of records that corrections name, or of rows that came of them; of provisions that of the agreement."""
    named = {s.correction.record_id for s in selected.corrections} | {
        s.correction.other_id for s in selected.corrections
    }
    named |= set(kept.tables["corrections"].column("row_id").to_pylist())
    for column in ("old_id", "new_id"):
        named |= set(kept.tables["redirects"].column(column).to_pylist())
    told = {any_id.partition("|")[0] for any_id in named if any_id}
    provisions = matching(kept.tables["provisions"], "provision_id", told)
    return told | set(provisions.column("agreement_id").to_pylist())


def lost_provisions(selected: Selected, kept: Kept) -> bool:
    """Whether a correction names a provision that stands no more, so that nothing tells whose it was."""
    told = {s.correction.record_id for s in selected.corrections if s.correction.table_name == "provisions"}
    return bool(told - set(kept.tables["provisions"].column("provision_id").to_pylist()))


def _overdue(selected: Selected, kept: Kept) -> set[str]:
    """Meetings still open whose last planned day has passed by the newest report."""
    newest = max((s.report.published_on for s in selected.reports if s.status == "active"), default=date.min)
    meetings, history = kept.tables["meetings"], kept.tables["meeting_status_history"]
    still = pc.and_(pc.is_in(meetings.column("status"), pa.array(_OPEN)), pc.invert(meetings.column("is_overdue")))
    waiting = meetings.filter(still)
    last = pc.coalesce(waiting.column("date_end"), waiting.column("date_start"))
    passed = set(waiting.filter(pc.less(last, pa.scalar(newest))).column("meeting_id").to_pylist())
    undated = waiting.filter(pc.is_null(last)).column("meeting_id").to_pylist()
    planned = history.filter(pc.less(history.column("planned_date"), pa.scalar(newest)))
    return passed | set(matching(planned, "meeting_id", undated).column("meeting_id").to_pylist())


def standing_rows(kept: Kept) -> set[str]:
    """Ids of all core rows."""
    return {
        record_id
        for record, table in CORE_TABLE_OF.items()
        for record_id in kept.tables[table].column(f"{record}_id").to_pylist()
    }


def involved_reports(report_records: pa.Table) -> Mapping[str, frozenset[str]]:
    """Record -> reports with a live claim on it."""
    found: dict[str, set[str]] = {}
    columns = (report_records.column(name).to_pylist() for name in ("record_id", "report_id"))
    for record_id, report_id in zip(*columns, strict=True):
        found.setdefault(record_id, set()).add(report_id)
    return {record_id: frozenset(reports) for record_id, reports in found.items()}
