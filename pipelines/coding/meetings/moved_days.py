"""Moved days: a plan that came to nothing on its day, and the new day that is told right behind it.

Belongs here: "were to have met on 5 June. They will now do so on the 20th", and the other way round, "are to meet on
the 20th. They should have done so on the 5th". Does not belong here: verbs of putting off ("has been moved to the
20th"), which `scope.governing` reads.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.dates.calendar import Interval
from pipelines.coding.meetings.day_before import still_to_come
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set

#: How many sentences may stand between a plan and its new day.
_SENTENCES = 2
_NEW = frozenset(("new", "fresh", "later"))
_PRECISE = ("day", "range", "month", "week")
_PLANS = ("cancelled", "postponed", "scheduled", "proposed")
_ANAPHORS = frozenset(("it", "they", "this", "that", "both", "which"))
_WEEK = timedelta(days=7)
_SUBJECT = 6
_PLANNING = frozenset(("plan", "expect", "schedule", "set", "fix", "suppose", "call", "due", "be", "arrange", "mean"))
_DO_SO = (("do", "so"), ("done", "so"))
_SITTING = frozenset(("be", "sit", "meet", "come", "gather", "follow"))


@cache
def _course() -> frozenset[str]:
    """The verbs of "take place", "be held", "convene"."""
    return frozenset(words.split()[0] for words in word_set("meeting_frames:course", "syntax_word_sets"))


@cache
def _turning() -> frozenset[str]:
    return word_set("moved_days:turning", "syntax_word_sets")


@cache
def _anew() -> frozenset[str]:
    return word_set("moved_days:anew", "syntax_word_sets")


@cache
def _days() -> frozenset[str]:
    return word_set("moved_days:days", "syntax_word_sets")


def move_days(mentions: Sequence[MeetingMention], report: ParsedReport) -> list[MeetingMention]:
    """The mentions, those of a moved plan with both days, without those that only tell the other day."""
    gone: set[int] = set()
    for n, m in enumerate(mentions):
        if n in gone or m.status not in _PLANS or m.date is None or m.kind == "phone_call" or m.original is not None:
            continue
        stop = next((o.sentence for o in mentions[n + 1 :] if o.sentence > m.sentence and _is_other(o, m)), None)
        new = _new_day(m, report, stop)
        if new is not None:
            m.original, m.date = m.date, new
        else:
            old = _old_day(m, report, stop) or _day_told_first(m, report)
            if old is None:
                continue
            new = m.original = old
        m.status, m.realis = "postponed", "planned"
        for k, o in enumerate(mentions):
            if o.anchor > m.anchor and o.sentence == report.prose.sentence_of[new.first] and not _is_other(o, m):
                gone.add(k)
                # "it will now take place in Rome on Friday"
                m.place = (o.place or m.place) if m.date is new else (m.place or o.place)
    return [m for n, m in enumerate(mentions) if n not in gone]


def _is_other(other: MeetingMention, mention: MeetingMention) -> bool:
    """Whether another mention tells of other people: then it is no further word on this one."""
    if other.kind == "phone_call" or other.status in ("held", "ongoing"):
        return True
    return other.named_parties and set(other.parties) != set(mention.parties)


def _sentences(mention: MeetingMention, report: ParsedReport, stop: int | None) -> list[tuple[Parsed, int]]:
    """The rest of the mention's sentence and the next ones of its paragraph, each with the token where it begins."""
    own = report.parsed.get(mention.sentence)
    if own is None or mention.date is None:
        return []
    found = [(own, max(mention.date.after, mention.after))]
    for number in range(mention.sentence + 1, mention.sentence + 1 + _SENTENCES):
        parsed = report.parsed.get(number)
        if (
            parsed is None
            or parsed.sentence.paragraph != own.sentence.paragraph
            or (stop is not None and number >= stop)
        ):
            break
        found.append((parsed, parsed.sentence.first))
    return found


def _new_day(mention: MeetingMention, report: ParsedReport, stop: int | None) -> Dated | None:
    """The later day that a sentence behind gives the plan."""
    planned = mention.date.mention.interval if mention.date is not None else None
    if planned is None or planned.end is None:
        return None
    off = mention.status == "postponed" or (mention.status == "cancelled" and mention.effect != "cancel")
    undone = off or mention.had_been_planned or planned.end <= report.published
    for parsed, first in _sentences(mention, report, stop):
        for dated in report.dates_in(first, parsed.sentence.after):
            ahead = _ahead(dated, report)
            start = ahead.mention.interval.end
            if start is None or start <= planned.end or start < report.published:
                continue
            if ahead.mention.interval.precision in _PRECISE and _gives_new_day(parsed, report, first, ahead, undone):
                return ahead
    return None


def _ahead(dated: Dated, report: ParsedReport) -> Dated:
    """A day of a plan: in what is to come, where its words do not tell the year or that it is past."""
    moved = still_to_come(dated, report.published)
    interval = moved.mention.interval
    words = dated.mention.text.lower().split()
    weekday = len(words) == 1 and interval.precision == "day" and words[0].endswith("day")
    if weekday and interval.start is not None and interval.end is not None and interval.start <= report.published:
        later = Interval(interval.start + _WEEK, interval.end + _WEEK, "day")
        return replace(moved, mention=replace(moved.mention, interval=later))
    return moved


def _gives_new_day(parsed: Parsed, report: ParsedReport, first: int, dated: Dated, undone: bool) -> bool:
    """Whether the clause of a day says that it is the new one: "will now", "do so", "has become", "the new date"."""
    tokens = report.tokens
    clause = parsed.clause_at(dated.first)
    verbs = [p for p in parsed.predicates if first <= p.first < dated.first and p.is_finite]
    if not verbs or clause.mark in ("if", "before", "whether"):
        return _is_named_new(report, first, dated.first)
    if any(v.negated for v in verbs[-1:]):
        return False
    opening = max(first, min(clause.first, verbs[-1].first) - _SUBJECT)
    if _is_named_new(report, opening, dated.first):
        return True
    near = [tokens[k].low for k in range(opening, min(parsed.sentence.after, dated.after + 1))]
    bases = frozenset(b for p in parsed.predicates if verbs[-1].first <= p.first < dated.first for b in p.bases)
    ahead = any(_is_ahead(tokens, v) for v in verbs[-2:])
    again = any(pair in _DO_SO for pair in pairwise(near))
    if again or (bases & _turning() and (verbs[-1].perfect or verbs[-1].tense == "present")):
        return ahead or not again
    told = bool(bases & (_course() | _SITTING))
    if told and set(near) & _anew() and (ahead or verbs[-1].tense == "present"):
        return True
    behind = first == parsed.sentence.first
    return undone and told and ahead and behind and _is_taken_up(report, verbs[-1], first)


def _is_ahead(tokens: Sequence[Token], verb: Predicate) -> bool:
    behind = {tokens[k].low for k in range(verb.after, min(len(tokens), verb.after + 1))}
    plans = {"expect", "set", "schedule", "plan", "fix", "arrange", "suppose", "intend"}
    return (
        verb.modal in ("will", "would", "to")
        or (verb.passive and bool(verb.bases & plans))
        or (bool(verb.bases & {"be"}) and bool(behind & {"due", "now"}))
    )


def _is_named_new(report: ParsedReport, first: int, at: int) -> bool:
    """ "The new date is the 20th", "a new day: Friday"."""
    tokens = report.tokens
    return any(tokens[k].low in _NEW and tokens[k + 1].low in _days() for k in range(first, at - 1))


def _is_taken_up(report: ParsedReport, verb: Predicate, first: int) -> bool:
    """Whether the subject is the plan itself: "it", "this", "the session", "the examination"."""
    tokens = report.tokens
    k = verb.first - 1
    if k < first:
        return False
    if tokens[k].low in _ANAPHORS:
        return tokens[k].low != "they" and tokens[k].low != "both"
    low = tokens[k].low
    definite = k - 1 >= first and tokens[k - 1].low in ("the", "that", "this", "their")
    return definite and (low in _days() or low in word_set("moved_days:events", "syntax_word_sets"))


def _old_day(mention: MeetingMention, report: ParsedReport, stop: int | None) -> Dated | None:
    """The day that had been planned first, told behind the new one: "they should have done so last Friday"."""
    planned = mention.date.mention.interval if mention.date is not None else None
    if planned is None or planned.start is None or planned.start <= report.published:
        return None
    for parsed, first in _sentences(mention, report, stop):
        for verb in parsed.predicates:
            if verb.first < first or not verb.is_finite or verb.negated or not _is_unfulfilled(report, verb):
                continue
            subject = report.tokens[verb.first - 1].low
            if subject not in _ANAPHORS and not _is_taken_up(report, verb, first):
                continue
            days = report.dates_in(verb.after, parsed.sentence.after)
            day = next((d for d in days if d.mention.interval.precision in _PRECISE), None)
            end = day.mention.interval.end if day is not None else None
            if day is not None and end is not None and end < planned.start:
                return day
    return None


def _day_told_first(mention: MeetingMention, report: ParsedReport) -> Dated | None:
    """The day of a sentence right before: "First it was to be in May. Now the round is to open on 20 June"."""
    planned = mention.date.mention.interval if mention.date is not None else None
    before, own = report.parsed.get(mention.sentence - 1), report.parsed.get(mention.sentence)
    if planned is None or planned.start is None or planned.start <= report.published or before is None or own is None:
        return None
    if before.sentence.paragraph != own.sentence.paragraph or mention.status != "scheduled":
        return None
    tokens, first = report.tokens, before.sentence.first
    if tokens[first].low not in word_set("moved_days:first", "syntax_word_sets"):
        return None
    verb = next((p for p in before.predicates if p.is_finite), None)
    if verb is None or verb.tense != "past" or verb.bases.isdisjoint(_PLANNING) or verb.negated:
        return None
    if tokens[verb.first - 1].low not in _ANAPHORS:
        return None
    for day in report.dates_in(verb.after, before.sentence.after):
        end = day.mention.interval.end
        if day.mention.interval.precision in _PRECISE and end is not None and end < planned.start:
            return day
    return None


def _is_unfulfilled(report: ParsedReport, verb: Predicate) -> bool:
    """ "Should have met", "were to have done so", "had been due", "was first set for"."""
    tokens, k = report.tokens, verb.after
    done_so = "have" in verb.bases and tokens[k].low == "done"
    if verb.modal in ("should", "would", "to") and (verb.perfect or done_so):
        return True
    behind = {t.low for t in tokens[k : k + 2]}
    return (
        verb.tense == "past"
        and bool(verb.bases & _PLANNING)
        and (verb.perfect or bool(behind & {"first", "originally"}))
    )
