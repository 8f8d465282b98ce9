"""Earlier plans: the day that a meeting which took place had first been planned for, told in a sentence behind it.

Belongs here: "met in Doha on Saturday. The meeting had been fixed for the 4th." Does not belong here: days that the
same sentence tells (`first_plans`), plans that came to nothing and got a new day (`moved_days`).
"""

from collections.abc import Sequence

from pipelines.coding.meetings.group import DONE
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import ParsedReport

#: How many sentences behind the meeting its first plan stands at most.
_SENTENCES = 2
#: Precisions of days and months that a meeting may have been planned for.
_TELLING = ("day", "range", "week", "month")
_PLANS = ("scheduled", "proposed", "postponed", "cancelled")


def with_earlier_plans(mentions: Sequence[MeetingMention], report: ParsedReport) -> list[MeetingMention]:
    """The mentions, those that took place with the day of their first plan, without those that only tell it."""
    kept: list[MeetingMention] = []
    for m in mentions:
        held = next((k for k in reversed(kept) if k.status is not None), None)
        if held is not None and _is_first_plan_of(m, held, report):
            held.original = held.original or m.date
        else:
            kept.append(m)
    return kept


def _is_first_plan_of(m: MeetingMention, held: MeetingMention, report: ParsedReport) -> bool:
    if m.status not in _PLANS or not m.definite or not m.had_been_planned or held.status not in DONE:
        return False
    if m.named_parties and set(m.parties) != set(held.parties):
        return False
    sentences = report.prose.sentences
    near = 0 < m.sentence - held.sentence <= _SENTENCES
    # "signed the accord. (new paragraph) The ceremony had been fixed for the 16th."
    signing = m.kind == held.kind == "signing_ceremony"
    if not near or (sentences[m.sentence].paragraph != sentences[held.sentence].paragraph and not signing):
        return False
    planned, took_place = (x.date.mention.interval if x.date is not None else None for x in (m, held))
    if planned is None or took_place is None or planned.end is None or took_place.start is None:
        return False
    return planned.precision in _TELLING and planned.end < took_place.start
