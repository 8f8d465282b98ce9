"""The fold: claims in ledger order become records; a unit joins the best record or founds one.

Online and deterministic; units that only deny come last, found nothing and leave no feature behind. The place of a
unit rests on the reports before it alone, and stays: where it is known from an earlier fold nothing is compared.

Belongs here: the order, and the decision with its reasons. Does not belong here: which records are compared
(`blocks.py`) and how (`matching.py`), what persons decided (`decisions.py`), links between records (`links.py`),
what a row says (`pipelines.tables`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from operator import itemgetter

from pipelines import collector
from pipelines.ledger.selection import SelectedCorrection
from pipelines.resolution.blocks import Blocks
from pipelines.resolution.known import Before, Placement
from pipelines.resolution.matching import Comparison, compare, threshold
from pipelines.resolution.merging import are_one
from pipelines.resolution.record import Record
from pipelines.resolution.repetition import may_share, says_again
from pipelines.resolution.replies import replies_to
from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.units import Unit, units_by_report
from pipelines.resolution.verdict import Verdict
from pipelines.resolution.wordings import Wordings
from schemas import ids

_ORDER = ("meeting", "agreement", "condition")
_BEST_FIRST = itemgetter(0, 1, 2)
#: why a unit is on the record that it founded
FOUNDED = "founded"
#: a record, why a unit joins it, and whether as a copy
Placed = tuple[Record, str, bool]


@dataclass(slots=True)
class Resolution:
    """Records in the order of their founding, and for each claim the record it speaks of, and why.

    `judgements`: claim_id -> (record_id or None, reason). `placements`: where the fold placed each claim, whatever
    corrections made of it. `joined`: records that units joined, or founded, whose place was not known; `denials`: units
    that only deny. `blocks`: how records are found. `merged` old id -> (new id, reason): records that a later report
    proved to be another one. The rest is what corrections leave: `redirects` old id -> (new id, reason), with these;
    `verdicts` by correction; `by_hand` record_id -> corrections that add its row; `rejected` record_id -> the
    correction that removes its row; `decisions` (table, row id) -> corrections of the row, in ledger order; `touched`
    record_id -> position of the last correction that moved its claims.
    """

    records: dict[str, Record] = field(default_factory=dict)
    judgements: dict[str, tuple[str | None, str]] = field(default_factory=dict)
    placements: dict[str, Placement] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)
    denials: list[Unit] = field(default_factory=list)
    blocks: Blocks = field(default_factory=Blocks)
    merged: dict[str, tuple[str, str]] = field(default_factory=dict)
    record_of_key: dict[tuple[str, str], str] = field(default_factory=dict)
    redirects: dict[str, tuple[str, str]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    by_hand: dict[str, list[SelectedCorrection]] = field(default_factory=dict)
    rejected: dict[str, SelectedCorrection] = field(default_factory=dict)
    decisions: dict[tuple[str, str], list[SelectedCorrection]] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)

    def of_type(self, record_type: str) -> list[Record]:
        """Records of one type, in the order of their founding."""
        return [r for r in self.records.values() if r.record_type == record_type]

    def follow(self, old_id: str) -> str:
        """The id that stands in the place of another one; the same where it stands."""
        while old_id in self.redirects:
            old_id = self.redirects[old_id][0]
        return old_id


def resolve(claims: Iterable[StandingClaim], before: Before | None = None) -> Resolution:
    """Fold claims, given in the order of resolution, into records.

    Within a report meetings come before agreements and these before conditions, so that a condition can be
    told by what it holds up; types never join one another. `before` tells where the claims of all reports up to some
    position were placed by an earlier fold of the same claims. KeyError where they cannot be.
    """
    with collector.paused():
        return _folded(claims, before or Before())


def _folded(claims: Iterable[StandingClaim], before: Before) -> Resolution:
    resolution, wordings = Resolution(merged={**before.merged}, redirects={**before.merged}), Wordings()
    blocks, known, whole = resolution.blocks, before.placements, before.whole
    for report_units in units_by_report(claims):
        of_type: dict[str, list[Unit]] = {}
        for unit in report_units:
            of_type.setdefault(unit.record_type, []).append(unit)
        for record_type in _ORDER:
            units = of_type.get(record_type)
            if units is None:
                continue
            asserting = [_with_object(u, resolution) if u.conditioned else u for u in units if u.can_found]
            if asserting:
                is_known = asserting[0].claims[0].claim_id in known
                if is_known:
                    placed = [_placed_before(u, before, resolution) for u in asserting]
                else:
                    placed = _place_all(asserting, resolution, blocks, wordings)
                for unit, (record, reason, is_copy) in zip(asserting, placed, strict=True):
                    wordings.note(unit, record)
                    if not is_known:
                        resolution.joined.add(record.record_id)
                    if is_copy:
                        record.add_copy(unit)
                    else:
                        record.add(unit)
                        if whole is None or record.record_id in whole:
                            blocks.open(record, unit)
                    _judge(unit, Placement(record.record_id, reason, is_copy), resolution)
            if len(asserting) < len(units):
                resolution.denials += [u for u in units if not u.can_found]
    for number, unit in enumerate(resolution.denials):
        first = unit.claims[0].claim_id
        unit = resolution.denials[number] = _with_object(unit, resolution)
        stays = first in before.settled
        _judge(unit, before.placements[first] if stays else _denied(unit, blocks), resolution)
    return resolution


def _placed_before(unit: Unit, before: Before, resolution: Resolution) -> Placed:
    record_id, reason, is_copy = before.placements[unit.claims[0].claim_id]
    if record_id is not None and (reason == FOUNDED or not before.is_whole(record_id)):
        resolution.records.setdefault(record_id, Record(record_id, unit.record_type))
    return resolution.records[record_id or ""], reason, is_copy


def _with_object(unit: Unit, resolution: Resolution) -> Unit:
    """The unit with its conditioned meeting or agreement as a record id instead of a key of its report."""
    if unit.conditioned is None or ":" not in unit.conditioned:
        return unit
    record_type, _, key = unit.conditioned.partition(":")
    found = resolution.record_of_key.get((unit.report_id, key)) if record_type in _ORDER else None
    return replace(unit, conditioned=found)


def _place_all(units: list[Unit], resolution: Resolution, blocks: Blocks, wordings: Wordings) -> list[Placed]:
    """Place the units of one report and type: where two would join one record, the one that fits it better does.

    Both do where the report only seems to keep them apart (`repetition.py`).
    """
    placed: dict[int, tuple[Record, str]] = {}
    copies: dict[int, Unit] = {}
    offers: list[tuple[float, int, tuple[int, int, str], Record, Comparison]] = []
    for number, unit in enumerate(units):
        original = wordings.original(unit)
        if original is not None:
            copies[number], record = original
            placed[number] = (record, f"a copy of report {original[0].report_id}")
        else:
            offers += [(-c.score, number, r.units[0].order, r, c) for r, c in _fitting(unit, blocks)]
    taken: dict[str, list[Unit]] = {}
    for number, (record, _) in placed.items():
        taken.setdefault(record.record_id, []).append(units[number])
    # on a tie the unit that stands first in the text, and the record that was founded first
    offers.sort(key=_BEST_FIRST)
    left: list[tuple[int, Record]] = []
    for _, number, _, record, comparison in offers:
        by = taken.get(record.record_id, ())
        if number not in placed and (not by or all([may_share(units[number], unit) for unit in by])):
            placed[number] = (record, comparison.why)
            taken[record.record_id] = [*by, units[number]]
        else:
            left.append((number, record))
    found = []
    for number, unit in enumerate(units):
        if number not in placed:
            twin = next((n for n in range(number) if says_again(unit, units[n])), None) if number else None
            told = None if twin is None else (placed[twin][0], f"tells again of what {units[twin].local_key} tells")
            placed[number] = told or (_found(unit, resolution), FOUNDED)
        record, reason = placed[number]
        found.append((record, reason, number in copies and copies[number].reported_on <= unit.reported_on))
    for number, record in left:
        here, there = placed[number][0].now, record.now
        # a report that speaks of both keeps them apart
        apart = here is there or any(r.now is there for r, _ in placed.values())
        if not apart and are_one(units[number], here, there):
            _merge(here, there, units[number], resolution)
    return [(record.now, reason, is_copy) for record, reason, is_copy in found]


def _merge(one: Record, other: Record, proof: Unit, resolution: Resolution) -> None:
    """Let two records be one from now on, under the id of the one that was founded first.

    Its features are taken from all units anew, in the order of the ledger: those of the one record that a fold would
    make that places each unit where it stands now.
    """
    kept, gone = sorted((one, other), key=_founded)
    reason = f"the same {kept.record_type}, as report {proof.report_id} tells"
    copies = {u.claims[0].claim_id for u in (*kept.units, *gone.units) if _is_copy(u, resolution)}
    whole = Record(kept.record_id, kept.record_type)
    for unit in sorted((*kept.units, *gone.units), key=lambda u: u.order):
        add = whole.add_copy if unit.claims[0].claim_id in copies else whole.add
        add(unit)
    for unit in gone.units:
        placed = resolution.placements[unit.claims[0].claim_id]
        _judge(unit, placed._replace(record_id=kept.record_id, reason=f"{placed.reason}; {reason}"), resolution)
    kept.merged_into = gone.merged_into = whole
    resolution.blocks.merged = True
    resolution.records[kept.record_id] = whole
    del resolution.records[gone.record_id]
    resolution.joined.add(kept.record_id)
    resolution.merged[gone.record_id] = resolution.redirects[gone.record_id] = (kept.record_id, reason)
    for record in resolution.records.values():
        if gone.record_id in record.objects:
            record.objects = record.objects - {gone.record_id} | {kept.record_id}
            for unit in record.units:
                if unit.conditioned == gone.record_id:
                    resolution.blocks.open(record, replace(unit, conditioned=kept.record_id))


def _is_copy(unit: Unit, resolution: Resolution) -> bool:
    return resolution.placements[unit.claims[0].claim_id].is_copy


def _denied(unit: Unit, blocks: Blocks) -> Placement:
    # on a tie the record that was founded first wins
    if unit.is_reply:
        # it tells a demand in few words: how many they must have in common is known for replies alone
        heard = [(r, compare(unit, r, denies=True)) for r in blocks.near(unit) if replies_to(unit, r)]
        found, verb, alone = [f for f in heard if f[1].barred_by is None], "replies to it", "a reply"
    else:
        found, verb, alone = _fitting(unit, blocks, denies=True), "denies it", "a denial"
    fitting = min(found, key=lambda f: (-f[1].score, _founded(f[0])), default=None)
    if fitting is None:
        return Placement(None, f"{alone} founds no record", False)
    return Placement(fitting[0].record_id, f"{verb}; {fitting[1].why}", False)


def _judge(unit: Unit, placement: Placement, resolution: Resolution) -> None:
    if placement.record_id is not None:
        resolution.record_of_key[unit.report_id, unit.local_key] = placement.record_id
    judgement = placement[:2]
    for claim in unit.claims:
        resolution.judgements[claim.claim_id] = judgement
        resolution.placements[claim.claim_id] = placement


def _fitting(unit: Unit, blocks: Blocks, *, denies: bool = False) -> list[tuple[Record, Comparison]]:
    """The records that a unit could join, with how well it fits them."""
    needed, found = threshold(unit.record_type), []
    for record in blocks.near(unit):
        comparison = compare(unit, record, denies=denies)
        if comparison.barred_by is None and comparison.score >= needed:
            found.append((record, comparison))
    return found


def _founded(record: Record) -> tuple[int, int, str]:
    return record.units[0].order


def _found(unit: Unit, resolution: Resolution) -> Record:
    record = Record(free_id(unit, resolution), unit.record_type)
    resolution.records[record.record_id] = record
    return record


def free_id(unit: Unit, resolution: Resolution) -> str:
    """The id of a record that a unit founds: by report, type and sentence, and the first ordinal not taken."""
    ordinal = 0
    while True:
        record_id = ids.record_id(unit.report_id, unit.record_type, unit.claims[0].claim.sentence_start, ordinal)
        if record_id not in resolution.records and record_id not in resolution.redirects:
            return record_id
        ordinal += 1
