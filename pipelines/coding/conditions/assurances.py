"""Assurances: from whom a word is wanted, whoever the two sides are.

Belongs here: "a written promise from ECOWAS", "in writing from Washington", "Beijing's word", "vouched for by X".
Does not belong here: whether a term asks for an assurance at all (`values`).
"""

from collections.abc import Callable

from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

#: How far before a demand the words stand that name who is asked ("wants it in writing from X that …").
_BEFORE = 8
#: How many words stand between "from" and a name ("from the Kingdom of Saudi Arabia").
_TITLE = 3


def assurer(report: ParsedReport, names: Callable[[Mention], tuple[str, ...]], first: int, after: int) -> str | None:
    """The actor whose word is wanted in a demand of tokens `first` to `after`, or right before it."""
    parsed, tokens = report.sentence(first), report.tokens
    start = max(parsed.sentence.first, first - _BEFORE) if parsed is not None else first
    words = word_set("assurances", "condition_word_sets")
    if words.isdisjoint(t.low for t in tokens[start:after]):
        return None
    for m in report.actors_in(start, after):
        found = names(m)
        if len(found) != 1 or m.noun == "pronoun":
            continue
        if _gives(report, m, words, start):
            return found[0]
    return None


def _gives(report: ParsedReport, m: Mention, words: frozenset[str], start: int) -> bool:
    """Whether an actor gives the assurance: its owner, "from" whom it comes, or "by" whom it is given."""
    tokens = report.tokens
    owned = {t.low for t in tokens[m.after : m.after + _TITLE]}
    if m.noun == "owner" and owned & words:
        return True
    before = [t.low for t in tokens[max(start, m.first - _TITLE) : m.first]]
    for link in ("from", "by"):
        if link not in before:
            continue
        at = m.first - (len(before) - before.index(link))
        told = {t.low for t in tokens[max(start, at - (2 if link == "by" else 1)) : at]}
        if told & words:
            return True
    return False
