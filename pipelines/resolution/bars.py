"""Bars: why a unit and a record cannot speak of one thing, whatever else they have in common.

A few bars can be put up by one misread value (`MISREADABLE`): one of these falls where enough else agrees.

Belongs here: one small function a bar. Does not belong here: bars of agreements alone (`agreement_bars.py`), what
speaks for one thing (`matching.py`).
"""

from collections.abc import Callable
from functools import lru_cache

from pipelines.resolution.agreement_bars import bar_concluded, bar_ended, bar_old_news, bar_other_size, bar_other_terms
from pipelines.resolution.likeness import (
    ROUND,
    SINGULAR,
    TOP,
    days_apart,
    fixed_at_last,
    meet,
    moved_from,
    near,
    principals,
    same_day,
)
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

#: kinds that reports use for one another; a kind may stand in several families
KIND_FAMILIES: dict[str, tuple[frozenset[str], ...]] = {
    "meeting": (
        frozenset({"talks", "summit", "conference", "signing_ceremony", "other"}),
        frozenset({"talks", "consultation", "bilateral_meeting", "other"}),
        frozenset({"summit", "bilateral_meeting"}),
        frozenset({"phone_call"}),
    ),
    "agreement": (
        frozenset({"ceasefire", "humanitarian", "renewal"}),
        frozenset({"framework", "comprehensive", "protocol", "procedural", "confidence_building", "other"}),
        frozenset({"prisoner_exchange", "humanitarian", "confidence_building", "other"}),
    ),
    "condition": (),
}
#: kinds of contact of which one actor may have several on one day, with others each
PAIRWISE = frozenset({"bilateral_meeting", "phone_call", "consultation"})
_CALL = frozenset({"phone_call"})
#: what goes on until after midnight, or is told by another clock, is dated on one day or on the next
_NIGHT = 1
#: after so many days a plan that nobody speaks of any more is another than one of which they speak
_LAPSED = 14
#: after so many days one for a certain day is
_GONE_BY = 3
#: days after which a mention without a date no longer speaks of what was last spoken of before them
RECENT = {"meeting": 180, "agreement": 400}
_OFF = frozenset({"cancelled", "rejected"})
_AGREED = frozenset({"proposed", "under_negotiation", "agreed"})
_CANCELLED, _DONE = frozenset({"cancelled"}), frozenset({"held", "ongoing"})
#: record type -> kind -> its families as bits: two sets of kinds are of one family where their bits meet
_BITS: dict[str, dict[str, int]] = {
    record_type: {
        kind: sum(1 << n for n, family in enumerate(families) if kind in family)
        for family in families
        for kind in family
    }
    for record_type, families in KIND_FAMILIES.items()
}


def bar_same_report(unit: Unit, record: Record) -> bool:
    """A report that keeps two things apart by their local keys knows that they are two."""
    return unit.report_id in record.reports and (unit.report_id, unit.local_key) not in record.keys


def bar_other_parties(unit: Unit, record: Record) -> bool:
    """Fewer than half of all the principals in common: another constellation.

    An actor whom one side seats as mediator, host or guest is no principal for want of whom two things differ.
    """
    if not unit.parties or not record.parties or unit.parties == record.parties:
        return False
    return not _shares_half(unit.parties, record.parties) and not _shares_half(*principals(unit, record))


def bar_other_pair(unit: Unit, record: Record) -> bool:
    """Contacts of one actor with others, each its own, though on one day and in one city."""
    if PAIRWISE.isdisjoint(unit.kinds) and PAIRWISE.isdisjoint(record.kinds):
        return False
    if not unit.parties or not record.parties:
        return False
    ours, theirs = principals(unit, record)
    return not (ours <= theirs or theirs <= ours)


def bar_on_the_phone(unit: Unit, record: Record) -> bool:
    """A call is no meeting, though on one day."""
    return (unit.kinds == _CALL) != (record.kinds == _CALL) and bool(unit.kinds and record.kinds)


def bar_other_kind(unit: Unit, record: Record) -> bool:
    """Kinds that no report uses for one another. "The agreement" may be of any."""
    if unit.is_bare or record.is_bare or not unit.kinds.isdisjoint(record.kinds):
        return False
    return not _families(unit.record_type, unit.kinds) & _families(unit.record_type, record.kinds)


def bar_other_level(unit: Unit, record: Record) -> bool:
    """Leaders on one side, their delegations on the other: told apart by kind as well, they are two meetings.

    A summit is a meeting of leaders where nothing else is said of it; of talks the level must be known, or the time
    and the place be the same, or the day from which they were moved. "They did not meet on that day" needs no place,
    "no plan to meet in Doha" no day.
    """
    if not unit.kinds.isdisjoint(record.kinds):
        return False
    ours = _levels(unit.kinds, frozenset({unit.level} if unit.level and unit.level != "unspecified" else ()))
    theirs = _levels(record.kinds, record.levels)
    if ours and theirs:
        return (TOP in ours) != (TOP in theirs)
    if TOP not in ours | theirs or moved_from(unit, record):
        return False
    off = bool(unit.statuses) and unit.statuses <= _OFF
    if off and not (unit.places and record.places):
        return not same_day(unit, record)
    return not (unit.places & record.places and (meet(unit, record) or (off and not unit.dates)))


def bar_other_round(unit: Unit, record: Record) -> bool:
    """Rounds of other numbers."""
    return bool(unit.rounds and record.rounds) and unit.rounds.isdisjoint(record.rounds)


def bar_other_track(unit: Unit, record: Record) -> bool:
    """On other matters of the process: officers count their rounds apart from those on prisoners."""
    return bool(unit.tracks and record.tracks) and not unit.tracks & record.tracks


def bar_other_time(unit: Unit, record: Record) -> bool:
    """Exact dates of things that happened, none of which meet. A round may go on for two weeks.

    Of what has the kind, the place and the sides in common two reports may give days that follow one another.
    """
    apart = days_apart(unit, record)
    if not apart:
        return False
    if not unit.rounds.isdisjoint(record.rounds):
        return apart > ROUND
    return apart > (_NIGHT if _is_alike(unit, record) else 0)


def _is_alike(unit: Unit, record: Record) -> bool:
    if unit.kinds.isdisjoint(record.kinds) or unit.places.isdisjoint(record.places):
        return False
    return unit.parties == record.parties


def bar_plan_contradicts(unit: Unit, record: Record) -> bool:
    """A dated plan and another date far from it, unless the date was moved, or was no more than a wish."""
    if not unit.dates or not record.dates:
        return False
    return not (near(unit, record) or moved_from(unit, record) or fixed_at_last(unit, record))


def bar_long_ago(unit: Unit, record: Record) -> bool:
    """No date on one side, and nothing heard of it for long: another one of their meetings, or accords."""
    if unit.dates and record.dates:
        return False
    reach = RECENT[unit.record_type]
    return not record.first_reported_on - reach <= unit.reported_on <= record.last_reported_on + reach


def bar_over(unit: Unit, record: Record) -> bool:
    """What is still to come is not what is over, nor what had its day and passed unheard of.

    A plan told of on the very day on which the thing happened is that plan, told late.
    """
    if unit.is_open:
        over = record.over_by is not None and record.over_by <= unit.reported_on
        over = over or (not unit.dates and record.is_planned and _lapsed(record, unit))
    else:
        over = record.is_open and unit.over_by is not None and _is_to_come(record, unit, unit.over_by)
    return over and not same_day(unit, record)


def _is_to_come(record: Record, unit: Unit, day: int) -> bool:
    """Whether what is still to come, as reported, was spoken of after a day, or is planned for one after it."""
    if record.open_on is not None and day < record.open_on:
        return True
    exact = [d.start for d in record.dates if d.is_exact]
    return not unit.dates and bool(exact) and day < min(exact)


def bar_given_up(unit: Unit, record: Record) -> bool:
    """What was refused or called off is not what is planned after that, for a day still to come or long after."""
    off = record.off_on
    if off is None or not record.is_planned or not unit.is_open or off > unit.reported_on:
        return False
    if record.open_on is not None and record.open_on > off:
        return False
    if not unit.dates:
        return off + _LAPSED < unit.reported_on
    return all([d.start > off for d in unit.dates]) and not (meet(unit, record) or moved_from(unit, record))


def bar_no_plan(unit: Unit, record: Record) -> bool:
    """What is called off was planned: it is not what was only ever told as done, unless on one day."""
    if _CANCELLED not in (unit.statuses, record.statuses) or not unit.statuses or not record.statuses:
        return False
    return (unit.statuses <= _DONE or record.statuses <= _DONE) and not same_day(unit, record)


def bar_unchecked(unit: Unit, record: Record) -> bool:
    """What nobody checked completes no plan, on a day that nobody had planned."""
    return unit.unchecked and not unit.is_planned and record.is_planned and not same_day(unit, record)


def bar_other_idea(unit: Unit, record: Record) -> bool:
    """Two plans for other participants: the same idea with other guests is another meeting."""
    if not (unit.is_planned and record.is_planned) or min(len(unit.parties), len(record.parties)) < 2:
        return False  # one name alone tells of an unfinished list, not of other guests
    return unit.parties != record.parties and not same_day(unit, record)


def bar_other_place(unit: Unit, record: Record) -> bool:
    """In other countries: both happened; or else on no day that was planned.

    What is put off may move to another country; what was called off or refused does not take place elsewhere.
    """
    if not unit.countries or not record.countries or not unit.countries.isdisjoint(record.countries):
        return False
    if not unit.is_planned and not record.is_planned:
        return True
    if same_day(unit, record) or moved_from(unit, record):
        return False
    return "postponed" not in unit.statuses | record.statuses or not (unit.is_planned or unit.level in record.levels)


def bar_other_conclusion(unit: Unit, record: Record) -> bool:
    """Concluded on other days; of what two sides have one at a time a text is agreed, initialled and signed.

    So is any whose figures are the same.
    """
    if "signed" in unit.statuses and record.statuses <= _AGREED and not unit.quantities.isdisjoint(record.quantities):
        return bool(unit.over_by and record.over_by and unit.over_by < record.over_by)
    if unit.kinds & record.kinds & SINGULAR and not ("signed" in unit.statuses and "signed" in record.statuses):
        return False
    return bar_other_time(unit, record)


def bar_other_holder(unit: Unit, record: Record) -> bool:
    """Another actor's condition."""
    return bool(unit.holder and record.holders) and unit.holder not in record.holders


@lru_cache(maxsize=10_000)
def _families(record_type: str, kinds: frozenset[str]) -> int:
    found = 0
    for kind in kinds:
        found |= _BITS[record_type].get(kind, 0)
    return found


def _shares_half(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return 2 * len(ours & theirs) >= len(ours | theirs)


def _levels(kinds: frozenset[str], levels: frozenset[str]) -> frozenset[str]:
    return levels or (frozenset({TOP}) if "summit" in kinds else frozenset())


def _lapsed(record: Record, unit: Unit) -> bool:
    if "postponed" in record.statuses:
        return False
    ends = [d.end + (_GONE_BY if d.is_exact else _LAPSED) for d in record.dates]
    return bool(ends) and max(ends) < unit.reported_on


Bar = Callable[[Unit, Record], bool]
#: those that fall where both name the same sides and kinds
OF_OTHERS = frozenset({bar_other_level, bar_on_the_phone, bar_other_pair, bar_other_parties, bar_other_kind})
#: those that one misread value can put up come last
BARS: dict[str, tuple[Bar, ...]] = {
    "meeting": (
        bar_same_report,
        bar_plan_contradicts,
        bar_long_ago,
        bar_other_time,
        bar_over,
        bar_given_up,
        bar_no_plan,
        bar_unchecked,
        bar_other_idea,
        bar_other_level,
        bar_on_the_phone,
        bar_other_pair,
        bar_other_track,
        bar_other_parties,
        bar_other_kind,
        bar_other_place,
        bar_other_round,
    ),
    "agreement": (
        bar_same_report,
        bar_long_ago,
        bar_other_terms,
        bar_other_size,
        bar_concluded,
        bar_old_news,
        bar_ended,
        bar_other_conclusion,
        bar_other_parties,
        bar_other_kind,
    ),
    "condition": (bar_same_report, bar_other_holder),
}
