"""Keeping: how long an agreement was kept, by the verb that says so and the words behind it.

Belongs here: what "did not survive May", "held until it ran out" and "observed since Monday" make of it. Does not
belong here: the status by the verb alone (`verbs`), other verbs (`standing`).
"""

from pipelines.coding.agreements.statement import Statement
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import NOW, PAST, Link
from pipelines.coding.text.word_scan import word_set

#: How far the end may stand behind the verb of keeping, and behind "until".
_KEPT, _ENDED = 9, 5
_UNTIL = ("to", "until", "till")
_TILL_NOW = (["ever", "since"], ["so", "far"], ["to", "date"], ["until", "now"])


def ended_by(report: ParsedReport, link: Link, effect: str, status: str) -> str:
    """The status by a negated verb: what "did not survive ten weeks" or "never took hold" is over."""
    verb = link.predicate
    if not link.negated or verb is None:
        return status
    if effect == "observe" and status == "violated":
        return "terminated" if link.words in word_set("agreement_standing:lasting", "syntax_word_sets") else status
    if effect == "force" and link.time in (PAST, NOW) and not verb.modal and not verb.perfect:
        never = any(t.low == "never" for t in report.tokens[verb.first : verb.after])
        taking = link.words in word_set("agreement_standing:taking", "syntax_word_sets")
        return "terminated" if never or taking else status
    return status


def is_kept_to_end(report: ParsedReport, link: Link, effect: str) -> bool:
    """Whether what is kept is kept until it is over: "respected it to the last minute", "held until it ran out"."""
    verb = link.predicate
    if effect not in ("observe", "heed", "keep") or link.negated or verb is None or link.time not in (PAST, NOW):
        return False
    if verb.modal or verb.progressive or (verb.perfect and verb.tense == "present"):
        return False
    ending = word_set("agreement_standing:ending", "syntax_word_sets")
    lows = [t.low for t in report.tokens[verb.after : verb.after + _KEPT]]
    for k, low in enumerate(lows):
        if low in (".", ";", "but"):
            return False
        if low in word_set("agreement_standing:throughout", "syntax_word_sets"):
            return True
        if low in _UNTIL and any(w in ending for w in lows[k + 1 : k + 1 + _ENDED]):
            return True
    return False


def goes_on(report: ParsedReport, link: Link) -> bool:
    """Whether what was kept is kept still: "has held since Monday", "has been kept ever since"."""
    verb = link.predicate
    if verb is None or not verb.perfect or verb.tense != "present" or link.negated:
        return False
    behind = [t.low for t in report.tokens[verb.after : verb.after + 2]]
    inside = [t.low for t in report.tokens[verb.first + 1 : verb.first + 3]]
    return not verb.passive or any(words in _TILL_NOW for words in (behind, inside))


def is_kept_since(report: ParsedReport, statement: Statement) -> bool:
    """Whether a participle tells since when something is kept: "the truce observed since midnight"."""
    verb = statement.predicate
    return statement.use == "participle" and verb is not None and report.tokens[verb.after].low == "since"
