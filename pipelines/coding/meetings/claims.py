"""Meeting claims: from the meetings of a report to claims, one a mention, with kind, level and every value's span.

Belongs here: what holds for a meeting as a whole (its parties where a clause leaves them out, its kind, its level).
Does not belong here: the folding of claims into a record (`pipelines.tables`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.coding.dates.calendar import Interval
from pipelines.coding.meetings.group import DONE, MeetingGroup, covers
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.report.actor_kinds import is_listed_pair, kind_of, state_in
from pipelines.coding.report.claim_parts import Draft, evidence_span
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from schemas.claims import Claim

_LEVELS = ("technical", "unspecified", "delegation", "envoy", "minister", "head_of_state")
_RANK = ("proposed", "scheduled", "postponed", "cancelled", "rejected", "ongoing", "held")
_PRECISION = {"day": "day", "range": "range", "month": "month", "week": "week", "quarter": "quarter", "year": "year"}
_SUMMIT_LEADERS = 3
_CONFERENCE = 5
_OLD_DAYS = 20
#: What follows, within so many words, on a first meeting that opens no series: "since the war", "in two years".
_SINCE, _SINCE_WITHIN = frozenset(("since", "years", "months", "decades")), 7
#: After a range of days with its end, a meeting "dragged on" no longer.
_CLOSED_DAYS = 3


@dataclass(frozen=True, slots=True)
class MeetingWhole:
    """What a report says of a meeting all in all; `key` is its local key."""

    key: str
    group: MeetingGroup
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    hosts: tuple[str, ...]
    kind: str
    level: str
    status: str


def whole_of(key: str, group: MeetingGroup, report: ParsedReport, focus: Focus) -> MeetingWhole | None:
    """The meeting as a whole; None where nobody can be named for it."""
    parties = list(group.named)
    if len(parties) < 2:
        single = list(dict.fromkeys(p for m in group.mentions for p in m.parties))
        first = group.mentions[0]
        own = not first.definite and first.ordinal is None and (first.place is not None or first.date is not None)
        default = focus.sides if own and len(focus.sides) >= 2 else focus.parties_at(first.anchor, sides=True)
        guest = _host_state(group, single)
        if guest is not None:
            single = [*single, guest]
        third = [n for n in single if guest is None and kind_of(n) == "organisation" and n not in focus.sides]
        if third and len(default) >= 2 and set(single) - set(third) <= set(default):
            group.mentions[0].mediators += third
            single = []
        if single and not set(single) <= set(default):
            parties = single + [
                p for p in default[:1] if p not in single and len(single) < 2 and group.first("kind") == "talks"
            ]
        else:
            parties = list(default) or single
    mediators = _members(group, "mediators")
    hosts = _members(group, "hosts")
    attends = list(dict.fromkeys(n for m in group.mentions for n in m.others.get("attends", ())))
    parties += [n for n in attends if len(parties) < 2 and n not in parties]
    aside = _beside_two_sides(parties, mediators, focus)
    parties = [p for p in parties if p not in aside]
    mediators = [n for n in dict.fromkeys((*mediators, *aside)) if n not in parties]
    if not parties:
        return None
    level = _level(group, parties, report, are_opposing(parties, focus))
    status = _settled(group, report)
    kind = _kind(group, parties, mediators, level, focus)
    return MeetingWhole(key, group, tuple(parties), tuple(mediators), tuple(hosts), kind, level, status)


def _host_state(group: MeetingGroup, names: Sequence[str]) -> str | None:
    """The state where the envoy of an organisation "saw the president": no meeting of the sides."""
    visits = all(m.rule == "meeting_verb" and m.kind == "bilateral_meeting" for m in group.mentions)
    if not visits or len(names) != 1 or kind_of(names[0]) != "organisation" or group.place is None:
        return None
    return state_in().get(group.place.country or "")


def _beside_two_sides(parties: Sequence[str], mediators: Sequence[str], focus: Focus) -> list[str]:
    """Who sits with two sides that are against each other and mediates: by name of mediator, or an organisation."""
    if len(parties) < _SUMMIT_LEADERS:
        return []
    # of three at a table the one that is said to mediate the process is no side
    between = focus.mediating - set(focus.sides) if len(parties) == _SUMMIT_LEADERS else frozenset()
    third = [
        p for p in parties
        if p in mediators or p in between or (kind_of(p) == "organisation" and p not in focus.sides)
    ]  # fmt: skip
    rest = [p for p in parties if p not in third]
    return third if len(rest) >= 2 and are_opposing(rest, focus) else []


def _members(group: MeetingGroup, name: str) -> list[str]:
    return list(dict.fromkeys(n for m in group.mentions for n in getattr(m, name)))


def _settled(group: MeetingGroup, report: ParsedReport) -> str:
    """The status, with what only dates can tell: a plan without either is a proposal, an opening long past is over."""
    status = group.status
    interval = group.interval
    dated = (
        interval is not None and interval.start is not None and interval.precision in ("day", "range", "month", "week")
    )
    planned = any(m.had_been_planned and not m.went for m in group.mentions) and all(
        m.status in ("scheduled", "proposed") for m in group.mentions if m.status is not None
    )
    if planned and dated and interval is not None and interval.end is not None and interval.end < report.published:
        # "had been expected to meet on Monday": they did not
        return "cancelled"
    if status == "scheduled":
        soft = all(m.expected for m in group.mentions if m.status == "scheduled")
        if soft or not (dated or group.place is not None):
            return "proposed"
        past = dated and interval is not None and interval.end is not None and interval.end < report.published
        if past and (all(m.strength == "signing" for m in group.mentions) or any(m.went for m in group.mentions)):
            return "held"
    if (
        status == "ongoing"
        and dated
        and interval is not None
        and interval.start is not None
        and interval.start > report.published
    ):
        return "scheduled"
    if status == "ongoing" and dated and interval is not None and interval.end is not None:
        ended = (report.published - interval.end).days
        since = any(m.date is not None and m.date.mention.role in ("since", "from") for m in group.mentions)
        closed = interval.precision == "range" and ended > _CLOSED_DAYS
        if (ended > _OLD_DAYS or closed) and not since:
            return "held"
    if status == "held" and dated and interval is not None and _is_half_over(interval, report.published):
        return "ongoing"
    if (
        status == "held"
        and dated
        and interval is not None
        and interval.start is not None
        and interval.start > report.published
    ):
        return "scheduled"
    return status


def _is_half_over(interval: Interval, published: date) -> bool:
    """ "Sat down on Monday for five days of talks": whether these days have begun and not ended."""
    start, end = interval.start, interval.end
    return interval.precision == "range" and start is not None and end is not None and start <= published < end


def _level(group: MeetingGroup, parties: Sequence[str], report: ParsedReport, opposing: bool) -> str:
    found = [lv for m in group.mentions for lv in m.others.get("levels", ())]
    told = [lv for lv in found if lv]
    if not told:
        return _level_around(group, parties, report)
    if "delegation" in told:
        return "envoy" if "envoy" in told and not opposing else "delegation"
    return min(told, key=_LEVELS.index)


def _level_around(group: MeetingGroup, parties: Sequence[str], report: ParsedReport) -> str:
    """The level of those named for the parties around the meeting, where it is one of teams."""
    sentences = report.prose.sentences
    paragraphs = {sentences[m.sentence].paragraph for m in group.mentions}
    nouns = {
        m.noun
        for m in report.cast.actors
        if m.noun in ("delegation", "technical") and m.level
        and sentences[report.prose.sentence_of[m.first]].paragraph in paragraphs
        and (not m.actors or set(m.actors) & set(parties))
    }  # fmt: skip
    if group.status in ("held", "ongoing", "cancelled", "postponed"):
        anywhere = any(
            m.noun == "delegation" and m.level and (not m.actors or set(m.actors) & set(parties))
            for m in report.cast.actors
        )
        if "delegation" in nouns or (anywhere and "technical" not in nouns):
            return "delegation"
    return "technical" if nouns == {"technical"} else "unspecified"


def _kind(group: MeetingGroup, parties: Sequence[str], mediators: Sequence[str], level: str, focus: Focus) -> str:
    kinds = [m.kind for m in group.mentions if m.kind]
    if group.is_call:
        return "phone_call"
    if any(m.summit_word for m in group.mentions):
        return "summit"
    opposing = are_opposing(parties, focus)
    if set(kinds) == {"bilateral_meeting"} and len(parties) == 2 and not is_listed_pair(*parties):
        # who is received or called on is a guest, not the other side
        opposing = False
    met = any(
        m.rule == "meeting_verb" and m.status in ("held", "ongoing") and m.purpose != "sign" for m in group.mentions
    )
    if "signing_ceremony" in kinds and not met and not any(k in ("talks", "conference") for k in kinds):
        return "signing_ceremony"
    if level == "head_of_state" and (opposing or len(parties) >= _SUMMIT_LEADERS):
        return "summit"
    if "conference" in kinds and not opposing:
        return "conference"
    if opposing:
        return "conference" if "conference" in kinds else "talks"
    if len(parties) >= _CONFERENCE:
        return "conference"
    if len(parties) >= _SUMMIT_LEADERS:
        return "consultation"
    if "talks" in kinds and level in ("delegation", "unspecified", "technical") and not group.first("persons"):
        return "talks"
    if "consultation" in kinds or (level in ("delegation", "technical") and not group.first("persons")):
        return "consultation"
    return "bilateral_meeting"


def are_opposing(parties: Sequence[str], focus: Focus) -> bool:
    """Whether two of the parties are sides against each other: the report's own sides, or so listed."""
    sides = set(focus.sides)
    if len(sides & set(parties)) >= 2:
        return True
    return any(
        is_listed_pair(a, b)
        for n, a in enumerate(parties)
        for b in parties[n + 1 :]
        if "organisation" not in (kind_of(a), kind_of(b))
    )


def meeting_claims(whole: MeetingWhole, report: ParsedReport) -> list[Claim]:
    """Claims of a meeting, one for each mention that says something of it."""
    claims = []
    group, shared = whole.group, _shared(whole.group, report)
    told = [m for m in group.mentions if m.status is not None]
    for mention in told:
        status = mention.status or whole.status
        if (
            mention is told[0]
            or _RANK.index(status) > _RANK.index(whole.status)
            or (status == "scheduled" and whole.status == "proposed")
        ):
            status = whole.status
        claims.append(_claim(whole, shared, mention, status, report))
    if told and all(c.first("status") != whole.status for c in claims):
        claims.append(_claim(whole, shared, told[-1], whole.status, report))
    first = shared.original
    if told and first is not None and whole.status in DONE and _is_delayed(shared):
        # that it took place later than planned tells that it had been put off
        number = report.prose.sentence_of[first.first]
        plan = replace(told[0], first=first.first, after=first.after, anchor=first.first, sentence=number)
        claims.append(_claim(whole, shared, plan, "postponed", report))
    return claims


def _is_delayed(shared: "_Shared") -> bool:
    """Whether the day on which it took place comes after the one that it had been planned for."""
    first = shared.original.mention.interval.end if shared.original is not None else None
    held = shared.interval.start if shared.interval is not None else None
    return first is not None and held is not None and first < held


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every claim of a meeting takes from all its mentions. `dated`: the date that tells the `interval`;
    `sources`: party -> where it is named; `others`: role -> who has it; `people`: person -> actor."""

    interval: Interval | None
    dated: Dated | None
    original: Dated | None
    place: PlaceMention | None
    ordinal: int | None
    tracks: tuple[str, ...]
    sources: dict[str, Mention]
    others: dict[str, tuple[str, ...]]
    people: dict[str, str]


def _shared(group: MeetingGroup, report: ParsedReport) -> _Shared:
    """Found once, not for each claim: a report may speak of one meeting a thousand times."""
    mentions, interval = group.mentions, group.interval
    dates = (m.date for m in mentions if m.date is not None and m.date.mention.interval == interval)
    others = {
        role: tuple(dict.fromkeys(n for m in mentions for n in m.others.get(role, ())))
        for role in ("observer", "guarantor", "witness")
    }
    return _Shared(
        interval,
        next(dates, None) if interval is not None else None,
        next((m.original for m in mentions if m.original is not None), None),
        group.place,
        _round(mentions, report),
        tuple(sorted(group.tracks)),
        {n: s for m in mentions for n, s in m.sources},
        others,
        dict(p for m in mentions for p in m.persons),
    )


def _round(mentions: Sequence[MeetingMention], report: ParsedReport) -> int | None:
    """The number in a series of rounds; "their first meeting since the war" is of none."""
    return next((m.ordinal for m in mentions if m.ordinal is not None and not _is_first_since(m, report)), None)


def _is_first_since(mention: MeetingMention, report: ParsedReport) -> bool:
    behind = report.tokens[mention.anchor + 1 : mention.anchor + 1 + _SINCE_WITHIN]
    return mention.ordinal == 1 and any(t.low in _SINCE for t in behind)


def _claim(whole: MeetingWhole, shared: _Shared, mention: MeetingMention, status: str, report: ParsedReport) -> Claim:
    draft = Draft("meeting", whole.key, report)
    draft.evidence(*evidence_span(report, mention.first, mention.after, mention.anchor))
    draft.add("kind", whole.kind)
    draft.add("status", status, mention.anchor, mention.anchor + 1)
    draft.add("level", whole.level)
    dated = mention.date if mention.date is not None and mention.date.mention.interval.start is not None else None
    dated = dated or shared.dated
    if dated is not None and dated.mention.interval.start is not None:
        interval = dated.mention.interval
        span = shared.interval
        if span is not None and span.precision == "range" and covers(span, interval):
            # a day of the meeting is not all of it
            interval = span
        start = interval.start or dated.mention.interval.start
        draft.add("date_start", start.isoformat(), dated.first, dated.after)
        draft.add("date_end", (interval.end or start).isoformat(), dated.first, dated.after)
        draft.add("date_precision", _PRECISION.get(interval.precision, "unknown"), dated.first, dated.after)
        draft.add("date_text", dated.mention.text, dated.first, dated.after)
    original = shared.original
    if original is not None and original.mention.interval.start is not None:
        draft.add("original_date", original.mention.interval.start.isoformat(), original.first, original.after)
    place = (
        None
        if whole.kind == "phone_call"
        else mention.place
        if mention.place is not None and mention.place.name and not mention.at_dateline
        else shared.place
    )
    if place is not None:
        if place.name:
            draft.add("place", place.name, place.first, place.after)
        if place.country:
            draft.add("country", place.country, place.first, place.after)
    if shared.ordinal:
        draft.add("round_number", str(shared.ordinal))
    for track in shared.tracks:
        draft.add("track", track)
    for name in whole.parties:
        source = shared.sources.get(name)
        draft.add("party", name, *((source.first, source.after) if source is not None else ()))
    for name in whole.mediators:
        draft.add("mediator", name)
    for name in whole.hosts:
        draft.add("host", name)
    for role, names in shared.others.items():
        for name in names:
            if name not in whole.parties and name not in whole.mediators:
                draft.add(role, name)
    for person, actor in shared.people.items():
        draft.add("person", person)
        draft.add("person_actor", actor or "")
    draft.speech(mention.speaker, mention.attributed)
    realis = mention.realis
    if status in ("held", "ongoing"):
        realis = "actual"
    elif realis in ("actual", "unknown"):
        realis = (
            "planned"
            if status in ("scheduled", "postponed")
            else "denied"
            if status in ("cancelled", "rejected")
            else "hypothetical"
        )
    return draft.claim(realis, mention.rule, mention.background)
