"""Rumours: what only another medium tells, and somebody answers who does not confirm it.

Belongs here: whether a sentence passes on what such a medium says, and whether the next one answers it. Does not belong
here: answers in words of denial (`denials`, `scope.denied_reports`), and replies that contradict it (`replies`).

A report names another medium, without its name, for what it does not vouch for itself. What those concerned say to it
is a denial, in whatever words ("the doorbell is broken"), unless it confirms.
"""

from functools import cache

from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import phrases

_BEFORE = 4
_TITLE = 12


def is_answered_rumour(report: ParsedReport, number: int) -> bool:
    """Whether a sentence tells what another medium says, and the next one what somebody says to it."""
    sentences = report.prose.sentences
    if number + 1 >= len(sentences):
        return False
    told, answer = sentences[number], sentences[number + 1]
    if answer.paragraph != told.paragraph or not _is_of_other_medium(report, told):
        return False
    return _answers(report, answer) and not _has(report, "confirming_cues", answer)


def _is_of_other_medium(report: ParsedReport, sentence: Sentence) -> bool:
    if _names_medium(report, sentence):
        return True
    # "A station in Bangui had the scoop. According to it, they met."
    opens = [t.low for t in report.tokens[sentence.first : sentence.first + 3]]
    before = report.prose.sentences[sentence.number - 1] if sentence.number else None
    refers = opens == ["according", "to", "it"] or opens[:1] == ["there"]
    return refers and before is not None and before.after - before.first <= _TITLE and _names_medium(report, before)


def _names_medium(report: ParsedReport, sentence: Sentence) -> bool:
    tokens = report.tokens
    for row, first, _ in phrases("other_media", "words").all_in(tokens, sentence.first, sentence.after):
        before = [t.low for t in tokens[max(sentence.first, first - _BEFORE) : first]]
        if _official() & set(before) or _told_to() & set(before):
            continue
        placed = bool(before) and (tokens[first - 1].is_capital or before[-1] in _run_by())
        if row["kind"] == "rumour" or placed or (row["kind"] == "medium" and _some() & set(before)):
            return True
    return False


def _answers(report: ParsedReport, sentence: Sentence) -> bool:
    """Whether somebody, who is not the medium itself, is said or quoted to say something."""
    tokens = report.tokens
    if _has(report, "other_media", sentence):
        return False
    said = any(tokens[k].low in _saying() for k in range(sentence.first, sentence.after))
    label = any(t.low == ":" for t in tokens[sentence.first : sentence.after])
    return said or label or report.prose.quoted[sentence.first]


def _has(report: ParsedReport, table: str, sentence: Sentence) -> bool:
    found = phrases(table, "words").all_in(report.tokens, sentence.first, sentence.after)
    return next(found, None) is not None


@cache
def _some() -> frozenset[str]:
    return word_set("rumours:some", "syntax_word_sets")


@cache
def _run_by() -> frozenset[str]:
    return word_set("rumours:run_by", "syntax_word_sets")


@cache
def _told_to() -> frozenset[str]:
    return word_set("rumours:told_to", "syntax_word_sets")


@cache
def _official() -> frozenset[str]:
    return word_set("rumours:official", "syntax_word_sets")


@cache
def _saying() -> frozenset[str]:
    """Finite forms of the verbs of saying, and of those that tell how it was said."""
    forms = {row["words"] for row in lexicon_rows("say_verbs") if " " not in row["words"]}
    return frozenset(f for verb in forms for f in (verb + "s", verb + "ed", verb + "d", verb)) | {
        "says",
        "said",
        "told",
    }
