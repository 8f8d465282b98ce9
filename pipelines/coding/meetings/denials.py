"""Denials: what was reported and denied right after, and what was offered and refused right after.

Belongs here: finding the words of denial_cues.tsv after a report of others, and those of refusal_cues.tsv after a
proposal. Does not belong here: denials that govern the meeting's own clause (`scope.governing`).
"""

from collections.abc import Sequence

from pipelines.coding.meetings.group import DONE, MeetingGroup
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.meetings.replies import is_answered, is_contradicted
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_tables import phrases, words

_SENTENCES = 3
#: Within how many words a sentence opens with a denial, behind a speaker or an hour.
_OPENING = 8
#: How long a sentence is at most that only gives the next one its title.
_TITLE = 5


def mark_denied_at_once(mentions: Sequence[MeetingMention], report: ParsedReport) -> None:
    """Set to rejected what a report of others tells and the same paragraph denies or contradicts right after.

    Before mentions are grouped: what is denied so is no second telling of a meeting that took place.
    """
    sentences = report.prose.sentences
    for m in mentions:
        if m.status in (*DONE, "scheduled", "proposed") and m.kind != "phone_call" and is_contradicted(m, report):
            m.status, m.realis = "rejected", "denied"
        if m.status not in DONE or not _is_hearsay(report, m.sentence) or m.sentence + 1 >= len(sentences):
            continue
        s = sentences[m.sentence + 1]
        at_once = s.paragraph == sentences[m.sentence].paragraph
        cues = phrases("denial_cues", "words").in_sentence(report.tokens, s)
        denied = next(cues, None) is not None
        again = any(o.sentence == s.number and o.status in DONE for o in mentions)
        if at_once and (denied or (not again and is_answered(m, report))):
            m.status, m.realis = "rejected", "denied"


def mark_denied(groups: list[MeetingGroup], report: ParsedReport) -> None:
    """Set to rejected what only others report and somebody denies right after, and offers refused right after.

    A denial may tell the day: "denied a report that they were to meet. No such meeting took place on May 4."
    """
    for group in groups:
        if group.status == "rejected" and group.interval is None:
            _date_by_denial(group, report)
        told = [m for m in group.mentions if m.status is not None]
        if not told or group.status not in ("held", "ongoing", "proposed", "scheduled"):
            continue
        last = told[-1]
        denied = _is_hearsay(report, last.sentence) and (
            _opens_with_denial(report, last) or _said_after(report, last, "denial_cues", _SENTENCES)
        )
        refused = group.status == "proposed" and _said_after(report, last, "refusal_cues", 1)
        if denied or refused:
            for m in told:
                m.status, m.realis = "rejected", "denied"
            group.status = "rejected"


def _date_by_denial(group: MeetingGroup, report: ParsedReport) -> None:
    last = next(m for m in reversed(group.mentions) if m.status == "rejected")
    sentences = report.prose.sentences
    for s in sentences[last.sentence + 1 : last.sentence + 1 + _SENTENCES]:
        if s.paragraph != sentences[last.sentence].paragraph:
            return
        denial = next(phrases("denial_cues", "words").in_sentence(report.tokens, s), None)
        day = next((d for d in report.dates_in(s.first, s.after) if d.mention.interval.precision == "day"), None)
        if denial is not None and day is not None:
            last.date = day
            return


def _is_hearsay(report: ParsedReport, number: int) -> bool:
    """Whether a sentence only passes on what others report or claim."""
    sentences = report.prose.sentences
    s = sentences[number]
    before = sentences[number - 1] if number else s
    # "The rumour. That the two met in March."
    title = before.after - before.first <= _TITLE and before.paragraph == s.paragraph
    hearsay = words("hearsay_words")
    return not hearsay.isdisjoint(s.words) or (title and not hearsay.isdisjoint(before.words))


def _opens_with_denial(report: ParsedReport, mention: MeetingMention) -> bool:
    """ "Untrue, the party says of an item according to which they met": the denial comes first."""
    sentence = report.prose.sentences[mention.sentence]
    found = next(phrases("denial_cues", "words").all_in(report.tokens, sentence.first, mention.first), None)
    return found is not None and found[1] - sentence.first <= _OPENING


def _said_after(report: ParsedReport, mention: MeetingMention, table: str, reach: int) -> bool:
    """Whether words of a table stand behind the mention in its sentence or in the next ones."""
    sentences = report.prose.sentences
    number = mention.sentence
    for s in sentences[number : number + 1 + reach]:
        if s.paragraph - sentences[number].paragraph > 2:
            return False
        first = mention.after if s.number == number else s.first
        if next(phrases(table, "words").all_in(report.tokens, first, s.after, s.words), None) is not None:
            return True
    return False
