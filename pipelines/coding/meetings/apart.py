"""Apart: one who meets several others one by one ("saw A and B separately", "dined with each of the guests").

Belongs here: the words for it, and a mention for each pair. Does not belong here: partners that each have a day of
their own (`repeats`).
"""

from dataclasses import replace

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_tables import phrases

_SEVERAL = 3
#: Within how many words behind "first ours" the second follows, and how long a name is before "first".
_ORDER_REACH, _NAME = 8, 5


def are_apart(report: ParsedReport, parsed: Parsed, anchor: int) -> bool:
    """Whether one met the others one by one, by the clause of the verb or by "first A, then B" behind it."""
    clause, s = parsed.clause_at(anchor), parsed.sentence
    first, after = min(clause.tokens), max(clause.tokens) + 1
    if next(phrases("one_by_one", "words").all_in(report.tokens, first, after), None) is not None:
        return True
    return _is_in_order(report, anchor, s.after)


def _is_in_order(report: ParsedReport, first: int, after: int) -> bool:
    """ "Received the two teams, first ours, then theirs", "dined with both, the minister first"."""
    low = [report.tokens[k].low for k in range(first, after)]
    for n, word in enumerate(low):
        # "received first the one, then the other"
        if word == "first" and (n == 1 or low[n - 1 : n] == [","]) and "then" in low[n + 1 : n + 1 + _ORDER_REACH]:
            return True
        # "Mr A first." closes the sentence
        if word == "first" and low[n + 1 : n + 2] in (["."], [";"]) and "," in low[max(0, n - _NAME) : n]:
            return True
    return False


def one_a_pair(mention: MeetingMention, apart: bool) -> list[MeetingMention]:
    """A call to several at once is one for each: "rang both A and B"; so is "saw A and B separately"."""
    if not (mention.kind == "phone_call" or apart) or len(mention.parties) < _SEVERAL:
        return [mention]
    caller = mention.parties[0]
    made = []
    for other in mention.parties[1:]:
        pair = (caller, other)
        persons = [p for p in mention.persons if p[1] in pair or p[1] == ""]
        sources = [s for s in mention.sources if s[0] in pair]
        made.append(replace(mention, parties=list(pair), persons=persons, sources=sources, others=dict(mention.others)))
    return made
