"""Twins: meetings of a report that were kept apart though nothing says that they are two.

Belongs here: signatures at the close of a round, meetings told without a day, two tellings of one day.
Does not belong here: comparing a mention with the meetings before it (`groups`), meetings of different reports
(`pipelines.resolution`).

A second meeting needs evidence that it is another one: a day that cannot be the same, another city or country, another
round, a word like "another", or principals of its own. Who sat is compared as far as it is told: a meeting of which
nobody is named is one of the sides.
"""

from datetime import timedelta

from pipelines.coding.dates.calendar import Interval
from pipelines.coding.meetings.group import DONE, MeetingGroup
from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport

_FORTNIGHT = 14
#: A text that tells of more meetings is a list, where each is told once; comparing all of them would cost too much.
_MOST_MEETINGS = 60
_NEAR_PARAGRAPHS = 3
#: How near a signature without day or place stands to the round that it closes.
_NEXT = 1
#: From how many days on a stretch is only told roughly.
_ROUGH = 5
#: The first sentences of a report, and how old its news is at most.
_FEW_DAYS = timedelta(days=4)
_LEAD, _NEWS = 1, timedelta(days=8)


def without_twins(groups: list[MeetingGroup], report: ParsedReport, focus: Focus) -> list[MeetingGroup]:
    """The meetings, each once."""
    if len(groups) > _MOST_MEETINGS:
        return groups
    kept = _with_undated(_with_signatures(groups, report, focus), report, focus)
    return _with_moved(_with_next_days(_with_same_days(kept, report, focus), focus), focus)


def _with_next_days(groups: list[MeetingGroup], focus: Focus) -> list[MeetingGroup]:
    """What the same sides did within days of a meeting, at no place of its own, is a day of that meeting."""
    kept = list(groups)
    for group in groups:
        told = [m for m in group.mentions if m.status is not None]
        apart = any(m.fresh or m.ordinal not in (None, 1) or m.date is None for m in told)
        if group.place is not None or group.is_call or apart or not set(group.statuses) <= set(DONE):
            continue
        near = [g for g in kept if g is not group and _is_next_to(group, g, focus)]
        if len(near) == 1 and (near[0].place is not None or kept.index(near[0]) < kept.index(group)):
            for m in group.mentions:
                m.date = None
            _join(near[0], group)
            kept.remove(group)
    return kept


def _is_next_to(group: MeetingGroup, other: MeetingGroup, focus: Focus) -> bool:
    mine, its = group.interval, other.interval
    if other.is_call or not set(other.statuses) <= set(DONE) or who(group, focus) != who(other, focus):
        return False
    if mine is None or its is None or "day" not in (mine.precision, its.precision):
        return False
    if mine.start is None or mine.end is None or its.start is None or its.end is None:
        return False
    return mine.start - its.end <= _FEW_DAYS and its.start - mine.end <= _FEW_DAYS


def _with_moved(groups: list[MeetingGroup], focus: Focus) -> list[MeetingGroup]:
    """What was put back from a day and then held is one meeting: the one that was held."""
    kept: list[MeetingGroup] = []
    for group in groups:
        moved = set(group.statuses) == {"postponed"}
        held = next((g for g in groups if moved and g is not group and _was_held_for(group, g, focus)), None)
        if held is None:
            kept.append(group)
    return kept


def _was_held_for(moved: MeetingGroup, other: MeetingGroup, focus: Focus) -> bool:
    """Whether a meeting is the one that had been put back: of the same sides, within a fortnight after the day."""
    first, second = moved.interval, other.interval
    if not set(other.statuses) <= set(DONE) or other.is_call or who(moved, focus) != who(other, focus):
        return False
    if first is None or second is None or first.start is None or second.start is None:
        return False
    return 0 <= (second.start - first.start).days <= _FORTNIGHT and _is_one_place(moved, other)


def _with_signatures(groups: list[MeetingGroup], report: ParsedReport, focus: Focus) -> list[MeetingGroup]:
    """A signature at the close of a round is part of the round: same sides, city and fortnight."""
    kept = []
    for group in groups:
        if not _signs(group):
            kept.append(group)
            continue
        round_ = next((g for g in groups if g is not group and _closes(group, g, report, focus)), None)
        if round_ is None:
            told = next((g for g in kept if _signs(g) and _is_one_signature(group, g, focus)), None)
            if told is None:
                kept.append(group)
            else:
                _join(told, group)
            continue
        for m in group.mentions:
            m.kind = "" if m.strength == "signing" else m.kind
        if round_.interval is None:
            signed_on = next((m.date for m in group.mentions if m.date is not None), None)
            round_.mentions[0].date = round_.mentions[0].date or signed_on
        round_.mentions.extend(m for m in group.mentions if m.status == "held" and "held" not in round_.statuses)
        round_.mentions[0].persons += [p for m in group.mentions for p in m.persons]
    return kept


def _signs(group: MeetingGroup) -> bool:
    """Whether a meeting is told by signatures alone."""
    return all(m.strength == "signing" for m in group.mentions)


def _is_one_signature(one: MeetingGroup, two: MeetingGroup, focus: Focus) -> bool:
    """Whether two signatures are one: by the same sides, on no two days and at no two places."""
    if who(one, focus) != who(two, focus) or set(one.statuses) != set(two.statuses):
        return False
    mine, its = _told_place(one), _told_place(two)
    if mine and its and mine.name and its.name and mine.name != its.name:
        return False
    first, second = one.interval, two.interval
    return first is None or second is None or overlap(first, second)


def overlap(one: Interval, two: Interval) -> bool:
    if one.start is None or one.end is None or two.start is None or two.end is None:
        return False
    longest = max((one.end - one.start).days, (two.end - two.start).days)
    # "a week of talks" that opened on the sixth closed on the thirteenth
    slack = timedelta(days=1 if longest >= _ROUGH else 0)
    return one.start <= two.end + slack and two.start <= one.end + slack


def _closes(group: MeetingGroup, other: MeetingGroup, report: ParsedReport, focus: Focus) -> bool:
    if _signs(other):
        return False
    if not set(other.statuses) & set(DONE) or other.is_call:
        return False
    since = any(m.date is not None and m.date.mention.role == "since" for m in other.mentions)
    if since and set(other.statuses) == {"ongoing"}:
        # "signed the accord on Tuesday … since Sunday they have been negotiating on an annex"
        return False
    one, two = set(group.named), set(other.named)
    if one and two and not one & two:
        return False
    mine, its = group.interval, other.interval
    own, place = _told_place(group), other.place
    if own and place and own.name and place.name and own.name != place.name:
        return False
    if mine is None and own is None and who(group, focus) == who(other, focus) and set(group.statuses) <= set(DONE):
        return _gap(group, other, report) <= _NEXT
    if its is None and own is None and place is not None and place.name and who(group, focus) == who(other, focus):
        # "signed a protocol on Sunday. They met at the crossing": told where right behind the day
        return mine is not None and mine.precision == "day" and 0 <= _behind(group, other) <= _NEXT
    if mine is None or its is None or mine.start is None or its.start is None:
        return place is not None and own is not None and place.name is not None
    over = its.end is not None and its.end < mine.start
    if over and len(one) > 1 and set(other.statuses) == {"held"} and set(group.statuses).isdisjoint(DONE):
        # "initialled it on Friday. The presidents will sign it in June": a day of its own, still to come
        return False
    if its.precision == "range" and its.end is not None and its.end < mine.start:
        # the round was over before the day of the signature
        return False
    return its.start <= mine.start and (mine.start - its.start).days <= _FORTNIGHT


def _behind(group: MeetingGroup, other: MeetingGroup) -> int:
    """How many sentences behind the last word on one meeting the first one on another stands."""
    return other.mentions[0].sentence - max(m.sentence for m in group.mentions)


def _told_place(group: MeetingGroup) -> PlaceMention | None:
    """Where a meeting was by its own words: a dateline tells where a report was written."""
    told = [m.place for m in group.mentions if m.place is not None and not m.at_dateline]
    return next((p for p in told if p.name), told[0] if told else None)


def _with_undated(groups: list[MeetingGroup], report: ParsedReport, focus: Focus) -> list[MeetingGroup]:
    """What was held without a day is the meeting of the same sides whose day is told, where there is but one near."""
    kept = list(groups)
    for group in groups:
        if not _is_bare(group) or group not in kept:
            continue
        others = [g for g in kept if g is not group and _completes(group, g, focus)]
        if not others:
            continue
        latest = _latest(group, others, report)
        if latest is None and _is_counted(group):
            # "have completed a fourth round" in the lead is the round of these days, and no other
            continue
        nearest = latest or min(others, key=lambda g: _gap(group, g, report))
        own = group.place is not None and not (nearest.place and nearest.place.name)
        if own and not _is_lead(group) and (len(others) > 1 or _gap(group, nearest, report) > _NEAR_PARAGRAPHS):
            continue
        _join(nearest, group)
        kept.remove(group)
    return kept


def _latest(group: MeetingGroup, others: list[MeetingGroup], report: ParsedReport) -> MeetingGroup | None:
    """The news of the days before: what a lead tells without its day is the meeting held last."""
    if not _is_lead(group):
        return None
    ends = [(g.interval.end, n) for n, g in enumerate(others) if g.interval is not None and g.interval.end is not None]
    if not ends or not timedelta(0) <= report.published - max(ends)[0] <= _NEWS:
        return None
    return others[max(ends)[1]]


def _is_lead(group: MeetingGroup) -> bool:
    return group.mentions[0].sentence <= _LEAD


def _is_bare(group: MeetingGroup) -> bool:
    """Whether a meeting that was held is told without a day, a count or anything that makes it another one."""
    if group.is_call or not set(group.statuses) <= set(DONE):
        return False
    if any(m.fresh or m.strength == "signing" for m in group.mentions):
        return False
    return group.interval is None and (not _is_counted(group) or _is_lead(group))


def _is_counted(group: MeetingGroup) -> bool:
    """Whether a meeting is told as the second or third of a row ("the first in years" of one told before is none)."""
    return any(m.ordinal is not None for m in group.mentions if m.status is not None)


def _completes(group: MeetingGroup, other: MeetingGroup, focus: Focus) -> bool:
    """Whether the other can be the same meeting: held, of the same sides, and at no other place."""
    if other.is_call or not set(other.statuses) & set(DONE) or not _are_same(group, other, focus):
        return False
    if _is_counted(group) and other.ordinal is not None and group.ordinal != other.ordinal:
        return False
    if group.place is None:
        return True
    if other.place is None or not other.place.name:
        return other.interval is not None and _is_one_place(group, other)
    return group.place.name == other.place.name


def _with_same_days(groups: list[MeetingGroup], report: ParsedReport, focus: Focus) -> list[MeetingGroup]:
    """What the same sides did on one day at no two places is one meeting."""
    kept: list[MeetingGroup] = []
    for group in groups:
        twin = next((g for g in kept if _is_one_day(group, g, report, focus)), None)
        if twin is None:
            kept.append(group)
        else:
            _join(twin, group)
    return kept


def _is_one_day(group: MeetingGroup, other: MeetingGroup, report: ParsedReport, focus: Focus) -> bool:
    one, two = group.interval, other.interval
    if group.is_call or other.is_call or one is None or two is None:
        return False
    if not (set(group.statuses) <= set(DONE) and set(other.statuses) <= set(DONE)):
        return False
    if not overlap(one, two):
        return False
    if any(i.precision not in ("day", "range") for i in (one, two)) or not _are_same(group, other, focus):
        return False
    if any(m.fresh for m in (*group.mentions, *other.mentions)) or not _is_one_place(group, other):
        return False
    return group.ordinal is None or other.ordinal is None or group.ordinal == other.ordinal


def _is_one_place(one: MeetingGroup, two: MeetingGroup) -> bool:
    if one.place is None or two.place is None:
        return True
    if one.place.name and two.place.name:
        return one.place.name == two.place.name
    return not (one.place.country and two.place.country) or one.place.country == two.place.country


def who(group: MeetingGroup, focus: Focus) -> frozenset[str]:
    """Who sat, as far as it is told: the sides, where nobody but some of them is named."""
    named = frozenset(group.named) or frozenset(p for m in group.mentions for p in m.parties)
    sides = frozenset(focus.sides)
    return sides if len(named) < 2 and named <= sides else named


def _are_same(one: MeetingGroup, two: MeetingGroup, focus: Focus) -> bool:
    """Whether the same sat, or both sides sat and of the others one telling is silent."""
    mine, its, sides = who(one, focus), who(two, focus), frozenset(focus.sides)
    return mine == its or (len(sides) >= 2 and sides <= mine & its and (mine <= its or its <= mine))


def _join(kept: MeetingGroup, twin: MeetingGroup) -> None:
    kept.mentions.extend(twin.mentions)
    kept.mentions.sort(key=lambda m: m.anchor)


def _gap(one: MeetingGroup, two: MeetingGroup, report: ParsedReport) -> int:
    """Paragraphs between two meetings."""
    sentences = report.prose.sentences
    return min(
        abs(sentences[a.sentence].paragraph - sentences[b.sentence].paragraph)
        for a in one.mentions for b in two.mentions
    )  # fmt: skip
