"""Meeting lists: "met in Oslo on 3 May, in Rome on 9 May and again in Doha on 1 June" is three meetings.

Belongs here: places and dates that a clause pairs one after the other, and partners that come with each.
Does not belong here: the clause's own verb and parties (`frames`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.dates.calendar import Interval
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.word_scan import word_set

#: Before the place of a meeting of old.
_SINCE, _THOSE = ("since", "after"), ["those", "in"]
#: Before what is said more of a day in a list.
_CLOSING = frozenset((",", ";", ".", "that", "which", "when", "where", "who", "for"))
_EXACT = ("day", "range", "week", "month")
_DAY = timedelta(days=1)


@cache
def _joints() -> frozenset[str]:
    return word_set("meeting_lists:joints", "syntax_word_sets")


@cache
def _counting() -> frozenset[str]:
    return word_set("meeting_lists:counting", "syntax_word_sets")


@cache
def _again() -> frozenset[str]:
    return word_set("meeting_lists:again", "syntax_word_sets")


@dataclass(slots=True)
class _Entry:
    first: int
    after: int
    place: PlaceMention | None = None
    date: Dated | None = None


def enumerated(
    mention: MeetingMention, report: ParsedReport, focus: Focus, limit: int, predicates: Sequence[Predicate]
) -> list[MeetingMention]:
    """The further meetings of a clause that pairs places and dates after its anchor; the first keeps its own."""
    if mention.status is None or mention.kind == "phone_call" or mention.strength == "supposed":
        return []
    entries = _entries(report, mention.anchor, limit, predicates, mention.number == "many")
    if len(entries) < 2:
        return [*_on_further_days(mention, report), *_compared_with(mention, report)]
    made: list[MeetingMention] = []
    for one, two in pairwise(entries):
        partner = _partner(report, one.after, two.first)
        if partner is False:
            break
        if two.date is None:
            break
        further = replace(_further(mention, two.place, two.date), anchor=two.first, after=two.after)
        if isinstance(partner, Mention):
            _swap(further, partner, report, focus)
        made.append(further)
    if made:
        mention.place, mention.date = entries[0].place, entries[0].date
    return made


def _on_further_days(mention: MeetingMention, report: ParsedReport) -> list[MeetingMention]:
    """Meetings at the same place on further days: "on 16 June, when they signed …, and on 8 October"."""
    first = mention.date
    if first is None or first.first < mention.first or mention.status not in ("held", "scheduled"):
        return []
    end = report.prose.sentences[mention.sentence].after
    made: list[MeetingMention] = []
    last = first.after
    for dated in report.dates_in(first.after, end):
        interval = dated.mention.interval
        between = [report.tokens[k].low for k in range(last, dated.first)]
        listed = bool(between) and all(w in (",", "and") for w in between)
        last = dated.after
        if between == ["and"] and mention.date is not None and (both := _two_days(mention.date, dated)) is not None:
            mention.date = both
            continue
        opens = listed or _joined_day(report, first.after, dated.first)
        if not opens or interval.precision not in _EXACT or dated.mention.role not in ("at", "from"):
            continue
        if interval == first.mention.interval or _has_verb(report, dated.after, end):
            continue
        made.append(_further(mention, mention.place, dated))
    return made


def _two_days(one: Dated, two: Dated) -> Dated | None:
    """ "Sunday and today": a day and the one right after it are those of one meeting."""
    first, second = one.mention.interval, two.mention.interval
    if first.end is None or second.end is None or (first.precision, second.precision) != ("day", "day"):
        return None
    if second.end - first.end != _DAY:
        return None
    return replace(one, mention=replace(one.mention, interval=Interval(first.start, second.end, "range")))


def _compared_with(mention: MeetingMention, report: ParsedReport) -> list[MeetingMention]:
    """The meeting of old that one is compared with: "for the first time since Hakone, in March 2003"."""
    sentence = report.prose.sentences[mention.sentence]
    if _counting().isdisjoint([t.low for t in report.tokens[sentence.first : sentence.after]]):
        return []
    made: list[MeetingMention] = []
    for place in report.places_in(mention.anchor, sentence.after):
        dated = next(iter(report.dates_in(place.after, place.after + 4)), None)
        before = [t.low for t in report.tokens[max(0, place.first - 2) : place.first]]
        if place.name is None or dated is None or (before[-1:] != [] and before[-1] not in _SINCE and before != _THOSE):
            continue
        interval = dated.mention.interval
        if interval.precision in _EXACT and interval.end is not None and interval.end < report.published:
            old = _further(mention, place, dated)
            old.status, old.realis, old.hosts, old.mediators = "held", "actual", [], []
            made.append(old)
    return made


def _further(mention: MeetingMention, place: PlaceMention | None, dated: Dated) -> MeetingMention:
    """Another meeting of those who sat at the one of a mention."""
    return replace(
        mention, anchor=dated.first, after=dated.after, place=place, date=dated, fresh=True, definite=False,
        ordinal=None, parties=list(mention.parties), persons=list(mention.persons),
        mediators=list(mention.mediators), hosts=list(mention.hosts), sources=list(mention.sources),
        others={k: list(v) for k, v in mention.others.items()},
    )  # fmt: skip


def _joined_day(report: ParsedReport, first: int, at: int) -> bool:
    """Whether "and", "and a second time, at the same spot," stand between the day at token `at` and what is before."""
    tokens, k = report.tokens, at - 1
    while k > first and tokens[k].low in _again():
        k -= 1
    if tokens[k].low != "and" or tokens[at - 1].low not in ("on", "from", "in"):
        return False
    return tokens[k - 1].low in (",", ";") or k == first


def _has_verb(report: ParsedReport, first: int, end: int) -> bool:
    """Whether a verb of the day's own follows, before a relative clause or a comma: "and on Monday he left"."""
    tokens = report.tokens
    heads = {p.first for p in report.predicates_in(first, end) if p.is_finite} if first < end else set()
    for k in range(first, end):
        if tokens[k].low in _CLOSING:
            return False
        if k in heads:
            return True
    return False


def _entries(
    report: ParsedReport, anchor: int, limit: int, predicates: Sequence[Predicate], many: bool
) -> list[_Entry]:
    dates = [
        d
        for d in report.dates_in(anchor, limit)
        if d.mention.interval.precision in _EXACT and d.mention.role in ("at", "from", "since")
    ]
    facts: list[tuple[int, PlaceMention | Dated]] = sorted(
        [*((p.first, p) for p in report.places_in(anchor, limit) if p.name), *((d.first, d) for d in dates)],
        key=lambda f: f[0],
    )
    entries: list[_Entry] = []
    for first, fact in facts:
        stop = next((p.first for p in predicates if p.is_finite and entries and entries[0].first < p.first), limit)
        if first >= stop:
            break
        slot = "place" if isinstance(fact, PlaceMention) else "date"
        if not entries or getattr(entries[-1], slot) is not None:
            entries.append(_Entry(first, fact.after))
        setattr(entries[-1], slot, fact)
        entries[-1].after = fact.after
    placed = [e for e in entries if e.place is not None]
    if len(placed) == 1 and len(entries) >= 2 and placed[0] is entries[0] and many:
        # "two earlier meetings in Paris, on July 24 and August 19"
        for entry in entries[1:]:
            entry.place = entries[0].place
    return entries if all(e.place is not None and e.date is not None for e in entries) else []


def _partner(report: ParsedReport, first: int, after: int) -> Mention | bool:
    """The one met in the next place; True where only joints stand between, False where something else does."""
    tokens = report.tokens
    named = [m for m in report.actors_in(first, after) if m.noun != "pronoun"]
    between = [m for m in named if m.noun not in ("owner", "adjective")]
    covered = {k for m in named for k in range(m.first, m.after + (m.noun == "owner"))}
    if len(between) > 1 or any(tokens[k].low not in _joints() and k not in covered for k in range(first, after)):
        return False
    return between[0] if between else True


def _swap(mention: MeetingMention, partner: Mention, report: ParsedReport, focus: Focus) -> None:
    """Give a meeting its own partner: the subject stays, the object is another."""
    stays = [name for name, m in mention.sources if m.after <= mention.first + 1 or m.first < mention.first]
    names = list(focus.resolve(partner))
    if not names:
        return
    gone = {name for name, _ in mention.sources} - set(stays)
    mention.parties = list(dict.fromkeys([*stays, *names]))
    mention.persons = [p for p in mention.persons if p[1] not in gone]
    person = focus.person_for(partner)
    if person is not None:
        mention.persons.append((person, names[0]))
