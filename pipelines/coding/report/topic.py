"""Topic: whether a report is about a peace process at all, or borrows its words for trade, labour, sport or a play.

Belongs here: weighing the words of topic_words.tsv, each once, against who is named. Does not belong here: any frame.

What is at issue is what words like troops, rebels and prisoners tell, and whether the report's sides are known for an
armed conflict; tariffs, wages, fixtures and film rolls speak against it.
"""

from functools import cache

from pipelines.coding.report.actor_kinds import is_listed_pair, kind_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.prose import FURNITURE
from pipelines.coding.text.word_scan import lexicon_rows
from pipelines.coding.text.word_tables import phrases

_LISTED_PAIR = 4
_ARMED = 2
_LEAST = 2
#: How much heavier the words of another domain must weigh than those of a conflict.
_OUTWEIGH = 1.0


@cache
def _weights() -> dict[str, tuple[str, int]]:
    return {row["words"]: (row["domain"], int(row["weight"])) for row in lexicon_rows("topic_words")}


def is_on_topic(report: ParsedReport, focus: Focus) -> bool:
    """Whether the report is about a process between sides of a conflict."""
    tokens = report.tokens
    seen: set[str] = set()
    conflict = other = 0
    table = phrases("topic_words", "words")
    for sentence in report.prose.sentences:
        if sentence.zone == FURNITURE:
            continue
        for row, _, _ in table.all_in(tokens, sentence.first, sentence.after):
            if row["words"] in seen:
                continue
            seen.add(row["words"])
            if row["domain"] == "conflict":
                conflict += int(row["weight"])
            else:
                other += int(row["weight"])
    if len(focus.sides) >= 2 and is_listed_pair(*focus.sides[:2]):
        conflict += _LISTED_PAIR
    if any(kind_of(name) == "armed_group" for name in focus.counts):
        conflict += _ARMED
    return conflict >= _LEAST and conflict >= _OUTWEIGH * other


__all__ = ["is_on_topic"]
