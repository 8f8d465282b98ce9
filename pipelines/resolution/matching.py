"""Comparing a unit with a record: bars that keep two things apart, and scored rules that bring them together.

Belongs here: one small function a rule; their weights stand in `weights.tsv`. Does not belong here: the bars
(`bars.py`), and which records are compared (`fold.py`).
"""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.reference.tsv import read_table
from pipelines.resolution.bars import BARS, OF_OTHERS, Bar, bar_same_report
from pipelines.resolution.demands import acts
from pipelines.resolution.likeness import SINGULAR, fixed_at_last, moved_from, near, principals, same_day
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

#: days within which a mention without a date is likely to speak of what was last spoken of
_NO_KIND: frozenset[str] = frozenset()
_REJECTED, _DONE = frozenset({"rejected"}), frozenset({"held", "ongoing"})
#: statuses after which a term is asked no more; meanings that tell no demand from another
_OVER = frozenset({"withdrawn", "met"})
_MANY_NAME = frozenset({"TROOPS", "LAND"})
_RECAP_WINDOW = {"meeting": 14, "agreement": 42}


class Comparison(NamedTuple):
    """Outcome of comparing a unit with a record, in numbers and in words. `barred_by` names the bar, or is None."""

    score: float
    why: str
    barred_by: str | None = None


@cache
def weights() -> dict[tuple[str, str], float]:
    """(record type, rule) -> weight, from `weights.tsv`."""
    path = Path(__file__).with_name("weights.tsv")
    columns = ("record_type", "rule", "weight", "meaning")
    rows = [row.cells for row in read_table(path, columns, key=("record_type", "rule"))]
    return {(row["record_type"], row["rule"]): float(row["weight"]) for row in rows}


def compare(unit: Unit, record: Record, *, denies: bool = False) -> Comparison:
    """Compare a unit with a record of the same type.

    A unit that only `denies` may speak of what its own report tells under another key: what an earlier version of the
    report said of it.

    One bar falls where its row `despite_…` in `weights.tsv` gives a score that the pair reaches without it: one
    misread value does not make another thing.
    """
    misread, record_type = "", unit.record_type
    alike = unit.parties == record.parties and unit.kinds == record.kinds != _NO_KIND
    for bar, name, despite in _bars(record_type, alike):
        if bar(unit, record) and not (denies and bar is bar_same_report):
            if despite is None or misread or not identified(unit, record):
                return _barred(name)
            misread = name
    return _weigh(record_type, alike, misread, tuple([rule(unit, record) for rule in _rules(record_type, alike)]))


@lru_cache(maxsize=10_000)
def _weigh(record_type: str, alike: bool, misread: str, held: tuple[bool, ...]) -> Comparison:
    """What it comes to which of the rules held: most pairs agree in the same few ways."""
    names = [rule.__name__ for rule, holds in zip(_rules(record_type, alike), held, strict=True) if holds]
    score = sum([weights()[record_type, name] for name in names], 0.0)
    if misread:
        if score < (_despite(record_type, misread) or 0.0):
            return _barred(misread)
        names.append(f"despite {misread.removeprefix('bar_')}")
    return Comparison(score, f"joined, score {score:g}: {', '.join(names)}")


@cache
def _barred(name: str) -> Comparison:
    return Comparison(0.0, "", name)


@cache
def _bars(record_type: str, alike: bool) -> tuple[tuple[Bar, str, float | None], ...]:
    """The bars to try, with their names and the score despite which they fall; of a pair that is alike fewer."""
    return tuple(
        (bar, bar.__name__, _despite(record_type, bar.__name__))
        for bar in BARS[record_type]
        if not (alike and bar in OF_OTHERS)
    )


def _despite(record_type: str, bar: str) -> float | None:
    return weights().get((record_type, bar.replace("bar_", "despite_", 1)))


def identified(unit: Unit, record: Record) -> bool:
    """Whether they share what tells one thing from others of its kind: a day, a round, a pair in a place, a figure."""
    if unit.record_type == "condition":
        return same_detail(unit, record) or (same_act(unit, record) and similar_object(unit, record))
    if same_pair(unit, record) and same_place(unit, record):
        return True
    return same_day(unit, record) or same_round(unit, record) or same_quantity(unit, record)


@cache
def _rules(record_type: str, alike: bool) -> tuple["Rule", ...]:
    """The rules to try; of a pair that is alike fewer."""
    return tuple(rule for rule in RULES[record_type] if not (alike and rule in (shared_parties, different_kind)))


@cache
def threshold(record_type: str) -> float:
    """Score that a unit needs to join a record."""
    return weights()[record_type, "threshold"]


def same_parties(unit: Unit, record: Record) -> bool:
    """The same principals, mediators, hosts and guests aside."""
    ours, theirs = principals(unit, record)
    return bool(ours) and ours == theirs


def shared_parties(unit: Unit, record: Record) -> bool:
    """All principals of one are among those of the other."""
    ours, theirs = principals(unit, record)
    return ours != theirs and bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def same_kind(unit: Unit, record: Record) -> bool:
    return not unit.kinds.isdisjoint(record.kinds)


def different_kind(unit: Unit, record: Record) -> bool:
    if unit.is_bare or record.is_bare:
        return False
    return bool(unit.kinds and record.kinds) and unit.kinds.isdisjoint(record.kinds)


def same_period(unit: Unit, record: Record) -> bool:
    """A coarser date that overlaps, where no exact ones share a day."""
    for a in unit.dates:
        for b in record.dates:
            if not (a.is_exact and b.is_exact) and a.overlaps(b):
                return not same_day(unit, record)
    return False


def same_place(unit: Unit, record: Record) -> bool:
    return not unit.places.isdisjoint(record.places)


def same_country(unit: Unit, record: Record) -> bool:
    return not (unit.places and record.places) and not unit.countries.isdisjoint(record.countries)


def same_round(unit: Unit, record: Record) -> bool:
    return not unit.rounds.isdisjoint(record.rounds)


def same_persons(unit: Unit, record: Record) -> bool:
    return not unit.persons.isdisjoint(record.persons)


def same_pair(unit: Unit, record: Record) -> bool:
    """Two persons or more in common."""
    return len(unit.persons & record.persons) > 1


def open_plan(unit: Unit, record: Record) -> bool:
    return unit.is_planned and record.is_planned


def plan_came_true(unit: Unit, record: Record) -> bool:
    """One tells of a plan, the other of how it ended, within its time."""
    if unit.is_planned == record.is_planned:
        return False
    if not unit.dates or not record.dates:
        return abs(unit.reported_on - record.last_reported_on) <= _RECAP_WINDOW["agreement"]
    return near(unit, record) and not _long_past(unit, record)


def _long_past(unit: Unit, record: Record) -> bool:
    """Whether a report tells in passing of an event, whose plan nobody had heard of since its day."""
    if unit.is_planned or any(d.is_exact for d in unit.dates):
        return False
    return unit.reported_on > max(d.end for d in record.dates) + _RECAP_WINDOW["meeting"]


def denied_where(unit: Unit, record: Record) -> bool:
    """Somebody denies, of a place or a day, what was told as done there: rather that than a plan for it."""
    denied = unit.statuses == _REJECTED and record.statuses <= _DONE and bool(record.statuses)
    return denied and (same_place(unit, record) or same_day(unit, record))


def undated_recap(unit: Unit, record: Record) -> bool:
    """No date on one side, and told of not long before."""
    if unit.dates and record.dates:
        return False
    return abs(unit.reported_on - record.last_reported_on) <= _RECAP_WINDOW[unit.record_type]


def only_one(unit: Unit, record: Record) -> bool:
    """Of a kind of which two sides have one at a time."""
    return bool(unit.kinds & record.kinds & SINGULAR)


def same_quantity(unit: Unit, record: Record) -> bool:
    return not unit.quantities.isdisjoint(record.quantities)


def same_provisions(unit: Unit, record: Record) -> bool:
    return not unit.provisions.isdisjoint(record.provisions)


def same_holder(unit: Unit, record: Record) -> bool:
    return bool(unit.holder) and unit.holder in record.holders


def same_addressee(unit: Unit, record: Record) -> bool:
    return bool(unit.addressee) and unit.addressee in record.addressees


def different_addressee(unit: Unit, record: Record) -> bool:
    """Both say who must deliver, and not the same one."""
    return bool(unit.addressee and record.addressees) and unit.addressee not in record.addressees


def same_demand(unit: Unit, record: Record) -> bool:
    return _demand_overlap(unit, record) >= 0.5


def similar_demand(unit: Unit, record: Record) -> bool:
    """A quarter of the words in common, and not only words like "army" and "town", which many demands name."""
    if not 0.25 <= _demand_overlap(unit, record) < 0.5:
        return False
    return any(not (unit.words & words) <= _MANY_NAME for words in record.demands)


def given_up(unit: Unit, record: Record) -> bool:
    """A term told as standing, of which an earlier report told that it had been dropped or met.

    The very same demand, with nothing else or the same held up by it, is made again.
    """
    for_the_same = same_object(unit, record) or not (unit.conditioned_words and any(record.object_wordings))
    again = bool(unit.words) and unit.words in record.demands and for_the_same
    if again or not unit.statuses.isdisjoint(_OVER):
        return False
    dropped = [u for u in record.units if u.statuses and u.statuses <= _OVER and not u.unchecked]
    return any(u.reported_on < unit.reported_on for u in dropped)


def different_demand(unit: Unit, record: Record) -> bool:
    """Acts asked for on both sides, none in common, however many names are.

    One meeting or accord is held up by many demands: there it is enough that they have no word in common.
    """
    mine = acts(unit.words)
    if mine and all(acts(words) and mine.isdisjoint(words) for words in record.demands):
        return True
    return same_object(unit, record) and bool(unit.words) and all(map(unit.words.isdisjoint, record.demands))


def same_detail(unit: Unit, record: Record) -> bool:
    """An act asked for and a name or a figure in common: few demands of other holders share both."""
    mine = acts(unit.words)
    return any(mine & words and (unit.words & words) - mine for words in record.demands)


def same_act(unit: Unit, record: Record) -> bool:
    """An act asked for in common."""
    mine = acts(unit.words)
    return any(mine & words for words in record.demands)


def same_object(unit: Unit, record: Record) -> bool:
    return unit.conditioned is not None and unit.conditioned in record.objects


def similar_object(unit: Unit, record: Record) -> bool:
    """Half of the words of the shorter wording of what is held up in common."""
    return not same_object(unit, record) and _overlap(unit.conditioned_words, record.object_wordings) >= 0.5


def _demand_overlap(unit: Unit, record: Record) -> float:
    return _overlap(unit.words, record.demands)


def _overlap(mine: frozenset[str], wordings: Iterable[frozenset[str]]) -> float:
    return max((len(mine & words) / min(len(mine), len(words)) for words in wordings if mine and words), default=0.0)


Rule = Callable[[Unit, Record], bool]
RULES: dict[str, tuple[Rule, ...]] = {
    "meeting": (
        same_parties,
        shared_parties,
        same_kind,
        different_kind,
        same_day,
        same_period,
        same_place,
        same_country,
        same_round,
        same_persons,
        same_pair,
        moved_from,
        fixed_at_last,
        open_plan,
        plan_came_true,
        denied_where,
        undated_recap,
    ),
    "agreement": (
        same_parties,
        shared_parties,
        same_kind,
        different_kind,
        only_one,
        same_day,
        same_period,
        same_place,
        same_quantity,
        same_provisions,
        open_plan,
        undated_recap,
    ),
    "condition": (
        same_holder,
        same_addressee,
        different_addressee,
        same_demand,
        similar_demand,
        different_demand,
        given_up,
        same_detail,
        same_object,
        similar_object,
    ),
}
