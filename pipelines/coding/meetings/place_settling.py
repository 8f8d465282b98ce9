"""Place settling: where a meeting was, when no sentence of its own tells the city.

Belongs here: rounds that take the city of their series, and the news of a report that takes that of the dateline.
Does not belong here: places in a meeting's own sentence (`parts`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.meetings.group import MeetingGroup
from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.report.actor_kinds import country_of, state_in
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.reference.actors import actor_id_for
from pipelines.reference.places import seat_of

_DONE = ("held", "ongoing")
#: The news of a report is of the last days, and told in its first sentences.
_NEWS_DAYS = 8
_OPENING = 8
#: How many sentences before a round one may tell where all of them were.
_SERIES_BACK = 6


@cache
def _counts() -> frozenset[str]:
    return word_set("place_settling:counts", "syntax_word_sets")


@cache
def _always() -> frozenset[str]:
    return word_set("place_settling:always", "syntax_word_sets")


def settle_places(groups: Sequence[MeetingGroup], report: ParsedReport, focus: Focus) -> None:
    """Give cities to meetings that have none: the dateline's to the news, that of its series to a counted round."""
    lead = next((g for g in groups if not g.is_call), None)
    if lead is not None and _is_news(lead, report) and (here := _dateline(lead, report, focus)) is not None:
        lead.mentions[0].place = here
    for group in groups:
        if group.is_call or group.place is not None or group.status not in _DONE or not _is_round(group):
            continue
        found = _told_of_all(group, report) or _of_series(group, groups)
        if found is not None:
            group.mentions[0].place = found


def _is_news(group: MeetingGroup, report: ParsedReport) -> bool:
    if group.status not in _DONE or min(m.sentence for m in group.mentions) > _OPENING:
        return False
    interval = group.interval
    if interval is None or interval.end is None or interval.precision not in ("day", "range"):
        return interval is None
    return abs((report.published - interval.end).days) <= _NEWS_DAYS


def _dateline(group: MeetingGroup, report: ParsedReport, focus: Focus) -> PlaceMention | None:
    """The city of the dateline: where only its country is told, or where it is nobody's own capital."""
    here, place = report.cast.here, group.place
    if here is None or here.name is None or (place is not None and place.name):
        return None
    if place is not None:
        return here if place.country == here.country else None
    actors = (*focus.sides, *group.named)
    if here.country not in {country_of(p) for p in actors}:
        return here
    # a report comes from a side's capital whatever it is about, from a border town because of what is on there
    state = state_in().get(here.country or "")
    seat = seat_of(actor_id_for(state)) if state is not None else None
    return here if seat is not None and seat.name != here.name else None


def _is_round(group: MeetingGroup) -> bool:
    return group.ordinal is not None or any(m.strength in ("elliptic", "pronoun") for m in group.mentions)


def _told_of_all(group: MeetingGroup, report: ParsedReport) -> PlaceMention | None:
    """The city of "five times, always in Helsinki", told of all rounds shortly before."""
    sentences, tokens = report.prose.sentences, report.tokens
    at = group.mentions[0].sentence
    for sentence in sentences[max(0, at - _SERIES_BACK) : at + 1]:
        low = {t.low for t in tokens[sentence.first : sentence.after]}
        if low & _counts() and low & _always():
            named = [p for p in report.places_in(sentence.first, sentence.after) if p.name]
            if named:
                return named[0]
    return None


def _of_series(group: MeetingGroup, groups: Sequence[MeetingGroup]) -> PlaceMention | None:
    """The one city of all other meetings of the same sides."""
    mine = set(group.named)
    places = [
        g.place
        for g in groups
        if g is not group and g.place is not None and g.place.name and not g.is_call and g.status in _DONE
        and (not mine or not g.named or mine == set(g.named))
    ]  # fmt: skip
    return places[0] if len({p.name for p in places}) == 1 else None
