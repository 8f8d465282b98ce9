"""Meeting groups: which mentions of a report are one meeting, and what the report says of it all in all.

Belongs here: comparing a mention with the meetings found so far, and which mentions can be the first of one.
Does not belong here: meetings of different reports (`pipelines.resolution`).

A mention with an article ("the talks") looks for the meeting named before; one with "another", an ordinal, a date, a
place or parties of its own may be a new one. Different dates, rounds, places or pairs keep meetings apart.
"""

from collections.abc import Sequence

from pipelines.coding.dates.calendar import Interval
from pipelines.coding.meetings.group import DONE, MeetingGroup
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.twins import without_twins
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.standing import is_ahead

_OFF = ("cancelled", "rejected", "postponed")
#: The track of talks on everything.
_WHOLE = frozenset(("whole",))
_JOIN = 3.0
_DAYS_OF_ONE, _DAYS_OF_ROUND = 6, 14
#: Kinds that a noun like "visit" or "conversation" has not: without partners it tells no meeting of the sides.
_OF_SIDES = ("talks", "conference", "consultation", "signing_ceremony")
#: How many meetings a reader keeps in mind: a mention is compared with the last ones only.
_REMEMBERED = 60
#: How many sentences a mention that founds nothing can wait for its meeting.
_WAITING = 3


def group_meetings(mentions: Sequence[MeetingMention], report: ParsedReport, focus: Focus) -> list[MeetingGroup]:
    """The meetings of a report, in the order in which they are first spoken of."""
    groups: list[MeetingGroup] = []
    waiting: list[MeetingMention] = []
    _join_second_signings(mentions)
    for mention in mentions:
        best, score = None, 0.0
        for group in groups[-_REMEMBERED:]:
            if mention.same_as is not None and any(m.anchor == mention.same_as for m in group.mentions):
                best, score = group, _JOIN
                break
            points = _likeness(mention, group, report)
            if points is not None and points > score:
                best, score = group, points
        bar = _JOIN if (mention.status is not None and not mention.definite) else 1.0
        if best is not None and score >= bar:
            if _is_pause(mention):
                mention.date = None
            if _is_set_anew(mention, best):
                mention.status = "postponed"
            if _is_moved(mention) or _is_set_anew(mention, best):
                _move_to(mention, best)
            best.mentions.append(mention)
        elif _can_found(mention, focus):
            group = MeetingGroup([mention], sides=frozenset(focus.sides))
            groups.append(group)
            _take_waiting(waiting, group, report)
        elif mention.status in DONE and mention.strength == "strong" and mention.kind != "phone_call":
            waiting.append(mention)
    groups = without_twins(groups, report, focus)
    for group in groups:
        group.status = status_of(_without_later_days(group))
    return groups


def _join_second_signings(mentions: Sequence[MeetingMention]) -> None:
    """One signing a sentence for the same people, told by the verb and by the paper."""
    signings: list[MeetingMention] = []
    for m in mentions:
        if m.strength != "signing" or not m.parties:
            continue
        first = next((k for k in signings if k.sentence == m.sentence and set(k.parties) == set(m.parties)), None)
        if first is None:
            signings.append(m)
        elif first.status == m.status and first.date == m.date:
            m.same_as = first.anchor


def _take_waiting(waiting: list[MeetingMention], group: MeetingGroup, report: ParsedReport) -> None:
    """ "At the end of ten days of talks", told shortly before the talks are told with their day."""
    lead = group.mentions[0]
    for mention in waiting[-_WAITING:]:
        points = _likeness(mention, group, report) if lead.sentence - mention.sentence <= _WAITING else None
        if points is not None and points >= 1.0:
            group.mentions.insert(0, mention)
            waiting.remove(mention)


def _likeness(m: MeetingMention, g: MeetingGroup, report: ParsedReport) -> float | None:
    """Points for a mention being of a group; None where something keeps them apart."""
    if (m.kind == "phone_call") != g.is_call and (m.status is not None or m.kind == "phone_call"):
        return None
    if m.ordinal is not None and g.ordinal is not None and m.ordinal != g.ordinal:
        return None
    if m.tracks and not m.tracks & g.tracks and (g.tracks or m.tracks == _WHOLE):
        # "the full peace talks" are others than those told of before
        return None
    planned_signing = g.first("kind") == "signing_ceremony" and set(g.statuses) & {"scheduled", "proposed"}
    if m.strength == "signing" and m.status == "held" and not (planned_signing or set(g.statuses) & set(DONE)):
        return None
    named = set(g.named)
    mine = set(m.parties)
    points = 0.0
    if (
        m.status not in DONE
        and not set(g.statuses) & set(DONE)
        and {_sit((m,)), _sit(g.mentions)} == {"leaders", "teams"}
    ):
        return None
    if mine and named:
        shared = mine & named
        if not shared:
            return None
        if m.named_parties and mine != named and not (mine <= named or named <= mine):
            return None
        if m.named_parties and len(named) != len(mine) and not m.definite:
            points -= 1.0
        points += 2.0 if mine == named else 1.0
    elif m.named_parties and not named and any(x.status for x in g.mentions):
        if g.ordinal is not None and g.sides and not mine <= g.sides:
            # "there should be a fifth": a round of the series told before, whose sides these are not
            return None
        points += 0.5
    date = m.date.mention.interval if m.date is not None and m.status is not None and not _is_pause(m) else None
    other = g.interval
    if date is not None and other is not None:
        relation = _dates(date, other)
        if relation < 0:
            moved = m.status == "postponed" or (g.statuses and g.statuses[-1] == "postponed") or _is_set_anew(m, g)
            goes_on = _goes_on_from(m, g) or _is_signed_at_end(m, g)
            if not (moved and is_ahead(m.status or "")) and not goes_on:
                return None
        else:
            points += 2.0 * relation
    elif date is not None and g.statuses and not m.definite:
        points -= 0.5
    if m.place is not None and g.place is not None:
        if m.place.name and g.place.name:
            if m.place.name != g.place.name and not _is_moved(m):
                return None
            points += 1.0
        elif m.place.country and g.place.country and m.place.country != g.place.country:
            return None
    if m.status is not None and g.statuses:
        if not _fits_status(m, g):
            return None
        points += 0.5
    if m.fresh and not (m.ordinal is not None and g.ordinal == m.ordinal):
        if is_ahead(m.status or "") and any(is_ahead(s) for s in g.statuses) and (g.first("fresh") or g.ordinal):
            points += 1.5
        else:
            return None
    elif g.first("fresh") and not m.definite and m.status not in (None, *_OFF):
        points -= 1.0 if m.named_parties or not (date and other) else 0.0
    if m.ordinal is not None and m.ordinal == g.ordinal:
        points += 3.0
    if m.definite:
        points += 2.0
    elif (
        not m.named_parties
        and m.ordinal is None
        and m.number == "mass"
        and abs(m.sentence - g.mentions[-1].sentence) <= 1
    ):
        # "… is negotiating with … Talks adjourned on Tuesday": without an article, right after
        points += 2.0
    if m.kind and m.kind == g.first("kind"):
        points += 0.5
    points -= 0.15 * min(6, _distance(m, g, report))
    if m.status is None and not m.definite:
        points += 0.5 if not m.named_parties else 0.0
    return points


def _is_pause(m: MeetingMention) -> bool:
    """ "The talks had been suspended last week": a day of theirs, and none by which to tell them apart."""
    return m.definite and m.effect == "go_on" and m.realis == "actual" and m.status != "held"


def _is_moved(m: MeetingMention) -> bool:
    """ "It was put off to Friday", "the sitting has been moved to Geneva": the meeting spoken of last, moved."""
    by_noun = m.definite and m.effect == "postpone" and m.original is None and m.place is None
    return m.status == "postponed" and m.date is not None and (m.strength == "pronoun" or by_noun)


def _is_set_anew(m: MeetingMention, g: MeetingGroup) -> bool:
    """ "They had been due to meet on Thursday. The session would be held on Friday": one meeting, on a later day."""
    day = m.date.mention.interval if m.date is not None else None
    if day is None or day.start is None or not m.definite or not is_ahead(m.status or ""):
        return False
    other = g.interval
    if other is None or other.end is None or day.start <= other.end:
        return False
    return any(x.had_been_planned for x in g.mentions) and all(is_ahead(s) for s in g.statuses)


def _sit(mentions: Sequence[MeetingMention]) -> str:
    """Who is to sit, as far as the words for the sides tell: `leaders` or `teams` of both, else empty."""
    levels = {level for m in mentions for level in m.others.get("levels", ()) if level}
    if any(m.summit_word for m in mentions) or levels == {"head_of_state"}:
        return "leaders"
    return "teams" if levels and levels <= {"delegation", "technical"} else ""


def _move_to(mention: MeetingMention, group: MeetingGroup) -> None:
    """The day and the place that the plan told before had are the old ones."""
    for m in group.mentions:
        if m.date is not None and is_ahead(m.status or ""):
            mention.original, m.date = mention.original or m.date, None
        if mention.place is not None and is_ahead(m.status or ""):
            m.place = None


def _goes_on_from(m: MeetingMention, g: MeetingGroup) -> bool:
    """ "Went into a second day on Wednesday" and "opened on Tuesday" are one meeting."""
    effects = {m.effect, *(x.effect for x in g.mentions)}
    day, other = m.date.mention.interval if m.date is not None else None, g.interval
    if not {"begin", "go_on"} <= effects or day is None or other is None or day.start is None or other.start is None:
        return False
    return m.status == "ongoing" and abs((day.start - other.start).days) <= _DAYS_OF_ONE


def _is_signed_at_end(m: MeetingMention, g: MeetingGroup) -> bool:
    """Whether a signature closed the round: "signed on Friday … led the talks … The negotiations began on the 3rd"."""
    began, other = m.date.mention.interval.start if m.date is not None else None, g.interval
    talks = any(x.definite and x.kind == "talks" and x.date is None and x.status == "held" for x in g.mentions)
    if m.effect != "begin" or not m.definite or m.kind != "talks" or not talks or began is None or other is None:
        return False
    dated = [x for x in g.mentions if x.date is not None]
    signed = bool(dated) and all(x.strength == "signing" for x in dated) and other.precision == "day"
    return signed and other.start is not None and 0 <= (other.start - began).days <= _DAYS_OF_ROUND


def _without_later_days(group: MeetingGroup) -> MeetingGroup:
    """Leave a meeting that goes on the day on which it began, and no later one."""
    began = [m for m in group.mentions if m.effect == "begin" and m.date is not None]
    for m in group.mentions if began else ():
        if m.effect == "go_on":
            m.date = None
    return group


def _dates(one: Interval, two: Interval) -> float:
    if one.start is None or two.start is None or one.end is None or two.end is None:
        return 0.0
    if one.start <= two.end and two.start <= one.end:
        return 1.0
    return -1.0


def _fits_status(m: MeetingMention, g: MeetingGroup) -> bool:
    before = g.statuses
    ahead, was_ahead = (
        is_ahead(m.status or ""),
        any(is_ahead(s) for s in before) and not any(s in DONE for s in before),
    )
    if m.status in _OFF:
        return (
            was_ahead
            or any(s in _OFF for s in before)
            or (m.definite and m.status == "cancelled" and "ongoing" in before)
        )
    if ahead:
        return was_ahead or (any(s in _OFF for s in before) and m.definite)
    if m.status in DONE and was_ahead:
        # what is still to come and what was held are two meetings, unless the same day says otherwise
        return bool(
            m.date
            and g.interval
            and _dates(m.date.mention.interval, g.interval) > 0
            and m.date.mention.interval.precision in ("day", "range")
            and g.interval.precision in ("day", "range")
        )
    return not any(s in _OFF for s in before)


def _distance(m: MeetingMention, g: MeetingGroup, report: ParsedReport) -> int:
    sentences = report.prose.sentences
    return abs(sentences[m.sentence].paragraph - sentences[g.mentions[-1].sentence].paragraph)


def _can_found(m: MeetingMention, focus: Focus) -> bool:
    """Whether a mention says enough to be the first of a meeting."""
    if m.status is None or m.strength in ("supposed", "part"):
        return False
    if m.strength == "signing":
        return True
    if m.strength == "weak" and m.rule == "meeting_noun" and m.kind not in _OF_SIDES and not m.named_parties:
        return False
    date = m.date is not None and m.date.mention.interval.precision in ("day", "range", "month", "week")
    facts = sum((m.named_parties, date, m.place is not None))
    # the sides of the process stand for the parties of "the second round" or "its last session"
    sided = len(focus.sides) >= 2 and not m.named_parties and m.kind in ("talks", "summit", "signing_ceremony", "")
    of_sides = m.strength in ("strong", "elliptic", "part") or m.kind == "signing_ceremony"
    placed = m.place is not None and m.status in DONE and m.strength == "strong"
    facts += sided and (date or placed) and (of_sides or m.ordinal is not None)
    if m.kind == "phone_call":
        return m.named_parties
    if m.status in DONE:
        if m.strength == "weak":
            return facts >= 2
        return (
            facts >= 2
            # "the two came back for a tenth round"
            or (m.named_parties and m.ordinal is not None and not m.definite)
            # "a second round, which broke up in the night"
            or (m.ordinal is not None and not m.definite and len(focus.sides) >= 2 and m.effect == "end")
            or (m.named_parties and m.rule == "meeting_verb")
            or (facts >= 1 and len(focus.sides) >= 2 and m.rule == "meeting_verb")
        )
    if m.kind == "signing_ceremony" and m.effect in ("cancel", "postpone") and m.status in ("cancelled", "postponed"):
        # "the signing was called off", "the ceremony is put off": by the sides, whenever it was to be
        return len(focus.sides) >= 2
    if m.strength == "weak" and not m.named_parties:
        announced = m.status == "postponed" or (m.status == "scheduled" and not m.definite)
        # "a treaty will be signed at a ceremony on Thursday": by the sides, wherever
        signing = announced and m.kind == "signing_ceremony" and len(focus.sides) >= 2
        return date and (m.place is not None or signing)
    if m.status in ("cancelled", "rejected"):
        return m.named_parties or facts >= 2
    if m.definite and not m.fresh and m.ordinal is None:
        return m.named_parties or facts >= 1
    return facts >= 1 or m.fresh or m.ordinal is not None


def status_of(group: MeetingGroup) -> str:
    """Status as of publication: what came last of a plan, and whether a meeting that began is over."""
    found = group.statuses
    for status in ("postponed", "cancelled", "rejected"):
        if status in found and "held" not in found and "ongoing" not in found:
            later = found[len(found) - found[::-1].index(status) :]
            if status == "rejected" or not any(s in ("scheduled",) for s in later) or status == "postponed":
                return status
    if "cancelled" in found and "ongoing" in found:
        return "cancelled"
    if "held" in found and "ongoing" in found:
        told = [m for m in group.mentions if m.status is not None]
        # "a second day ended on Tuesday; they are to go on tomorrow"
        goes_on = told[-1].effect == "go_on" and told[-1].realis == "planned"
        more = found.count("ongoing") > found.count("held") and found[-1] == "ongoing"
        # "have been meeting since Saturday" and signed a first paper
        still = any(m.status == "ongoing" and m.effect != "begin" for m in told)
        signed = all(m.strength == "signing" for m in told if m.status == "held")
        return "ongoing" if more or goes_on or (still and signed) else "held"
    for status in ("held", "ongoing", "cancelled", "rejected", "postponed", "scheduled", "proposed"):
        if status in found:
            return status
    return found[0]
