"""Denials: what was reported in one sentence and denied in the next.

Belongs here: finding, after a report of others, the words of denial_cues.tsv. Does not belong here: denials inside one
sentence (`scope.governing`).
"""

from pipelines.coding.meetings.groups import MeetingGroup
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_tables import phrases, words

_SENTENCES = 3


def mark_denied(groups: list[MeetingGroup], report: ParsedReport) -> None:
    """Set to rejected the meetings that only others report and somebody denies right after."""
    for group in groups:
        told = [m for m in group.mentions if m.status is not None]
        if not told or group.status not in ("held", "ongoing", "proposed", "scheduled"):
            continue
        last = told[-1]
        if _is_hearsay(report, last.sentence) and _denied_after(report, last.sentence):
            for m in told:
                m.status, m.realis = "rejected", "denied"
            group.status = "rejected"


def _is_hearsay(report: ParsedReport, number: int) -> bool:
    """Whether a sentence only passes on what others report or claim."""
    s = report.prose.sentences[number]
    return any(t.low in words("hearsay_words") for t in report.tokens[s.first : s.after])


def _denied_after(report: ParsedReport, number: int) -> bool:
    sentences = report.prose.sentences
    for s in sentences[number + 1 : number + 1 + _SENTENCES]:
        if s.paragraph - sentences[number].paragraph > 2:
            return False
        if next(phrases("denial_cues", "words").all_in(report.tokens, s.first, s.after), None) is not None:
            return True
    return False
