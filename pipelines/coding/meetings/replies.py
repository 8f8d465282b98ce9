"""Replies: what those concerned say to a meeting that only a paper or a station has told ("He was in Tokyo that day").

Belongs here: who tells of a meeting where another outlet does, replies that contradict it without words for untrue (a
denied deed, another place at the time, a verdict of few words), and any answer at all that does not confirm what was
done. Does not belong here: the words for untrue themselves (`denials`), a verb of denying above the meeting
(`scope.governing`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import phrases

#: How many sentences behind a meeting a reply may stand.
_SENTENCES = 2
#: How long a verdict in quotation marks is at most, and how far behind "was" the place of an alibi.
_VERDICT, _AT_REACH = 6, 4
_QUOTES = frozenset(('"', "“", "”", "''", "``", "‘", "’"))
_AT = frozenset(("in", "at", "with", "on", "under", "aboard", "home", "abroad", "elsewhere", "asleep", "ill", "away"))
_TELLING = frozenset(("that", "of", "according", "in", "on", "by", "about", "saying", "which", "to"))
_THE = frozenset(("the", "his", "her", "its", "our", "their"))
_LABEL, _SAID_NEAR = 5, 3


@cache
def _set(name: str) -> frozenset[str]:
    return word_set(f"replies:{name}", "syntax_word_sets")


@cache
def _saying() -> frozenset[str]:
    """Finite forms of the verbs of saying, and of those that tell how it was said."""
    verbs = {row["words"] for row in lexicon_rows("say_verbs") if " " not in row["words"]}
    return frozenset(f for v in verbs for f in (v, v + "s", v + "d", v + "ed")) | {"said", "told"}


def is_contradicted(mention: MeetingMention, report: ParsedReport) -> bool:
    """Whether an outlet alone tells of a meeting and the next sentences have somebody contradict it."""
    own = report.parsed.get(mention.sentence)
    if own is None or not _is_of_outlet(own, mention, report):
        return False
    for number in range(mention.sentence, mention.sentence + 1 + _SENTENCES):
        parsed = report.parsed.get(number)
        if parsed is None or parsed.sentence.paragraph != own.sentence.paragraph:
            return False
        first = _behind(own, mention, report) if parsed is own else parsed.sentence.first
        if _has(report, "confirming_cues", first, parsed.sentence.after):
            return False
        if _contradicts(parsed, first, mention, report):
            return True
    return False


def is_answered(mention: MeetingMention, report: ParsedReport) -> bool:
    """Whether an outlet alone tells of a meeting and the next sentence says something to it that does not confirm it.

    What those concerned say to a rumour is a denial, in whatever words ("the doorbell is broken").
    """
    own, answer = report.parsed.get(mention.sentence), report.parsed.get(mention.sentence + 1)
    if own is None or answer is None or not _is_of_outlet(own, mention, report):
        return False
    s = answer.sentence
    if s.paragraph != own.sentence.paragraph or _has(report, "confirming_cues", s.first, s.after):
        return False
    told = {t.low for t in report.tokens[own.sentence.first : own.sentence.after]}
    said = bool(answer.words & _saying()) or any(t.low == ":" for t in report.tokens[s.first : s.after])
    if told & _set("official"):
        # a medium of the state has it from those concerned
        return False
    return (said or report.prose.quoted[s.first]) and not _names_outlet(answer, report)


def is_answered_no(report: ParsedReport, question: Parsed) -> bool:
    """ "Is it true that the two met in Rome? No.": whether the next sentence opens with that word."""
    sentences = report.prose.sentences
    number = question.sentence.number + 1
    if number >= len(sentences) or report.tokens[question.sentence.first].low not in _set("asking"):
        return False
    answer = sentences[number]
    opening = [report.tokens[k].low for k in range(answer.first, min(answer.after, answer.first + 2))]
    stops = answer.after - answer.first == 1 or opening[1:] in ([","], ["."], [":"], [";"], ["!"])
    return opening[:1] == ["no"] and stops and answer.paragraph - question.sentence.paragraph <= 1


def _has(report: ParsedReport, table: str, first: int, after: int) -> bool:
    return next(phrases(table, "words").all_in(report.tokens, first, after), None) is not None


def _behind(parsed: Parsed, mention: MeetingMention, report: ParsedReport) -> int:
    """Where what is said after a semicolon begins, in the mention's own sentence."""
    s = parsed.sentence
    marks = (k for k in range(mention.anchor, s.after) if report.tokens[k].low == ";")
    return next(marks, s.after)


def _is_of_outlet(parsed: Parsed, mention: MeetingMention, report: ParsedReport) -> bool:
    s = parsed.sentence
    if _names_outlet(parsed, report):
        return True
    before = report.parsed.get(s.number - 1)
    opening = [t.low for t in report.tokens[s.first : s.first + _SAID_NEAR]]
    taken_up = opening in (["according", "to", "it"], ["according", "to", "them"]) or (
        opening[:1] in (["it"], ["they"]) and opening[1:2] and opening[1] in _set("telling")
    )
    if not taken_up or before is None or before.sentence.paragraph != s.paragraph:
        return False
    return _names_outlet(before, report)


@cache
def _tellers() -> frozenset[str]:
    return _set("outlets") | _set("by_verb")


def _names_outlet(parsed: Parsed, report: ParsedReport) -> bool:
    """Whether a paper, a station or a rumour is named as the one who tells, not as the one who is told."""
    tellers = _tellers()
    if tellers.isdisjoint(parsed.words):
        return False
    tokens, first, after = report.tokens, parsed.sentence.first, parsed.sentence.after
    for k in range(first, after):
        low = tokens[k].low
        if low not in tellers:
            continue
        back = [tokens[j].low for j in range(max(first, k - 3), k)]
        if "according" not in back and set(back) & _set("told_to"):
            continue
        follows = [tokens[j].low for j in range(k + 1, min(after, k + 1 + _SAID_NEAR))]
        told = bool(set(follows) & _set("telling")) or "according" in back
        noun = low in _set("accounts") and follows[:1] != [] and follows[0] in _TELLING
        if low in _set("outlets") or told or noun:
            return True
    return False


def _contradicts(parsed: Parsed, first: int, mention: MeetingMention, report: ParsedReport) -> bool:
    s = parsed.sentence
    if first >= s.after:
        return False
    if _has(report, "denial_cues", first, s.after):
        return True
    if not _is_said(parsed, first, report):
        return False
    if _is_verdict(parsed, first, report):
        return True
    verbs = [p for p in parsed.predicates if p.first >= first and p.is_finite and not stance_of(p)]
    return any(_is_denied_deed(p, first, report) or _is_alibi(p, parsed, mention, report) for p in verbs)


def _is_said(parsed: Parsed, first: int, report: ParsedReport) -> bool:
    """Whether somebody speaks: a verb of saying, a label before a colon, a laugh."""
    tokens, s = report.tokens, parsed.sentence
    if any(p.first >= first and (stance_of(p) or p.bases & _set("gestures")) for p in parsed.predicates):
        return True
    colon = next((k for k in range(first, min(s.after, first + _LABEL + 1)) if tokens[k].low == ":"), None)
    return colon is not None


def _is_verdict(parsed: Parsed, first: int, report: ParsedReport) -> bool:
    """ "Rubbish", "a product of the season", "no": few words, without a verb."""
    tokens, s = report.tokens, parsed.sentence
    colon = next((k for k in range(first, min(s.after, first + _LABEL + 1)) if tokens[k].low == ":"), None)
    if colon is not None and colon + 1 < s.after and tokens[colon + 1].low == "no":
        return True
    marks = [k for k in range(first, s.after) if tokens[k].low in _QUOTES]
    if len(marks) < 2 or any(p.is_finite and marks[0] < p.first < marks[1] for p in parsed.predicates):
        return False
    inside = [tokens[k].low for k in range(marks[0] + 1, marks[1]) if tokens[k].low not in (",", ".", "!")]
    return 0 < len(inside) <= _VERDICT


def _is_denied_deed(verb: Predicate, first: int, report: ParsedReport) -> bool:
    """ "It never happened", "no one came", "we have no envoys": a deed denied of those just spoken of."""
    tokens = report.tokens
    before = [tokens[k].low for k in range(max(first, verb.first - 2), verb.first)]
    behind = tokens[verb.after].low if verb.after < len(tokens) else ""
    subject = bool(set(before) & _set("subjects"))
    return subject and (verb.negated or behind in ("no", "nothing", "nobody", "none", "neither"))


def _is_alibi(verb: Predicate, parsed: Parsed, mention: MeetingMention, report: ParsedReport) -> bool:
    """ "I was with the president in Sawa", "he is at a wedding": who is said to have met was somewhere else."""
    tokens, s = report.tokens, parsed.sentence
    if verb.negated or verb.modal or verb.passive or not verb.bases & _set("alibis"):
        return False
    before = tokens[verb.first - 1] if verb.first > s.first else None
    titled = verb.first - 1 > s.first and tokens[verb.first - 2].low in _THE
    if before is None or not (before.low in _set("subjects") or before.is_capital or titled):
        return False
    behind = {tokens[k].low for k in range(verb.after, min(s.after, verb.after + _AT_REACH))}
    if not behind & _AT:
        return False
    here = mention.place.name if mention.place is not None else None
    return not any(p.name is not None and p.name == here for p in report.places_in(verb.after, s.after))
