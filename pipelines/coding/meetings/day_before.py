"""Days told by another's: "telephoned him on Tuesday, a day after he had received her".

Belongs here: a meeting in a clause behind "a day after" or "hours after", whose day follows from the main clause; the
year of a plan, which lies ahead. Does not belong here: days that a clause tells itself (`report.arguments`).
"""

from dataclasses import replace
from datetime import date, timedelta

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.dates.calendar import Interval
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.numerals import unit_named
from pipelines.coding.text.word_scan import word_set

_DAYS = {"hours": 0, "hour": 0, "minutes": 0, "day": 1, "days": 1, "week": 7, "weeks": 7}
_WEEK = 7
#: Plans for days that are longer over than this are for the same days a year on.
_LONG_PAST = timedelta(days=40)
_ONE = ("a", "an", "one", "the", "just", "only")


def day_before(report: ParsedReport, parsed: Parsed, mention: MeetingMention, own: Dated | None) -> Dated | None:
    """The day of a meeting behind "after", reckoned back from the day told before it; None where none is, or where it
    has a day of its `own` behind that."""
    clause = parsed.clause_at(mention.anchor)
    tokens, at = report.tokens, clause.first
    named = mention.rule == "meeting_noun" and tokens[mention.first - 1].low == "after"
    if named:
        # "announced it on 5 February, one day after a summit"
        at = mention.first - 1
    if (clause.opener != "after" and not named) or at - 2 < parsed.sentence.first or tokens[at - 1].low not in _DAYS:
        return None
    each, number = _DAYS[tokens[at - 1].low], tokens[at - 2].low
    count = 1 if number in _ONE or not each else unit_named(number)
    told = [
        d for d in report.dates_in(parsed.sentence.first, at - 1)
        if d.mention.interval.precision == "day" and d.mention.interval.start is not None
    ]  # fmt: skip
    if count is None or not told or told[-1].mention.interval.start is None or (own and own.first >= at):
        return None
    day = told[-1].mention.interval.start - timedelta(days=count * each)
    start, end = tokens[at - 2].start, tokens[at].end
    text = report.prose.words(at - 2, at + 1)
    back = replace(told[-1].mention, start=start, end=end, text=text, interval=Interval(day, day, "day"), role="at")
    return Dated(at - 2, at + 1, back)


def still_to_come(dated: Dated, published: date) -> Dated:
    """The date of a plan: "has proposed a round in June" means the June to come, where no year is told."""
    interval = dated.mention.interval
    start, end = interval.start, interval.end
    words = dated.mention.text.lower().replace(",", " ").split()
    told = any(len(word) == 4 and word.isdigit() for word in words) or words[-2:] == ["last", "year"]
    if start is not None and dated.mention.text.lower() in word_set("persons:weekdays", "syntax_word_sets"):
        # "on Thursday he has them as his guests": the first such day behind the one of the report
        day = start + timedelta(days=_WEEK) if published - timedelta(days=_WEEK) < start <= published else start
        return replace(dated, mention=replace(dated.mention, interval=Interval(day, day, "day")))
    if told or start is None or end is None or interval.precision not in ("day", "range", "month"):
        return dated
    if end + _LONG_PAST >= published or not any(word[:1].isupper() for word in dated.mention.text.split()):
        return dated
    ahead = Interval(_year_on(start), _year_on(end), interval.precision)
    return replace(dated, mention=replace(dated.mention, interval=ahead))


def _year_on(day: date) -> date:
    return date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
