"""Naming: what a name tells of which agreement is meant ("the previous accord", "a plan of its own").

Belongs here: words inside and right behind the name that set it apart. Does not belong here: its kind, its day
(`frames`), whether two mentions are one agreement (`likeness`).
"""

from pipelines.coding.agreements.group import CONCLUDED
from pipelines.coding.agreements.standing import Standing
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set


def is_older(report: ParsedReport, phrase: EventPhrase, standing: Standing) -> bool:
    """Whether a name tells one of before: "the previous accord", "the first truce" of what has become of it."""
    counting = word_set("agreement_frames:counting", "syntax_word_sets")
    counted = standing.status in CONCLUDED and report.tokens[phrase.first - 1].low not in ("for", "of")
    return not word_set("agreement_frames:older", "syntax_word_sets").isdisjoint(phrase.adjectives) or (
        counted and any(t.low in counting for t in report.tokens[phrase.first : phrase.noun])
    )


def is_named_by_place(phrase: EventPhrase) -> bool:
    """Whether the name of a place stands before the noun: "the Jeddah Declaration"."""
    return bool(phrase.places) and phrase.row["words"] != "initiative"


def is_own(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether "of its own" follows: another one than that of the other side."""
    lows = [t.low for t in report.tokens[phrase.after : phrase.after + 3]]
    return len(lows) == 3 and lows[0] == "of" and lows[2] == "own" and not phrase.definite
