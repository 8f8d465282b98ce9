"""First plans: the day that a meeting had been planned for and did not take place on ("originally planned for May 3").

Belongs here: telling such days from the one of a meeting. Does not belong here: what is planned still, and what was put
off to another day (`parts`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows
from pipelines.coding.text.word_tables import Phrases, build_phrases

#: How many words may lead to the day, and stand between an adverb and its participle.
_LEADS, _BETWEEN = 4, 2
#: How many words has the longest verb that moves something.
_LONGEST = 2


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["words"] for row in lexicon_rows("first_plans") if row["kind"] == kind)


@cache
def _moves() -> Phrases:
    return build_phrases([row for row in lexicon_rows("first_plans") if row["kind"] == "move"], "words")


def first_plans(report: ParsedReport, first: int, after: int) -> list[Dated]:
    """Days in tokens `first` to `after` that were no more than a first plan."""
    dates = report.dates_in(first, after)
    return [d for d in dates if _is_first_plan(report, d) or plan_put_in(report, d, dates)]


def plan_put_in(report: ParsedReport, dated: Dated, dates: Sequence[Dated]) -> bool:
    """ "The meeting, which was to have been held on May 2, will be on Friday": the day of a relative clause on what did
    not come about, where the clause around it has a later one."""
    clause = report.clause_at(dated.first)
    verb = clause.verb if clause is not None and clause.mark == "relative" else None
    if clause is None or verb is None or verb.negated or verb.tense != "past":
        return False
    planned = verb.passive and report.tokens[verb.head].low in _words("plan")
    if not (verb.perfect and (verb.modal in ("to", "should") or planned)):
        return False
    return any(d.first > dated.first and d.first not in clause.tokens and _is_later(d, dated) for d in dates)


def _is_later(one: Dated, two: Dated) -> bool:
    start, end = one.mention.interval.start, two.mention.interval.end
    return start is not None and end is not None and start > end


def _is_first_plan(report: ParsedReport, dated: Dated) -> bool:
    k = dated.first
    leads: list[str] = []
    while k > 0 and dated.first - k < _LEADS and report.tokens[k - 1].low in _words("lead"):
        k -= 1
        leads.append(report.tokens[k].low)
    if "from" in leads and _is_moved(report, k):
        return True
    if report.tokens[k - 1].low not in _words("plan"):
        return False
    before = {t.low for t in report.tokens[max(0, k - 1 - _BETWEEN) : k - 1]}
    return not before.isdisjoint(_words("time"))


def _is_moved(report: ParsedReport, after: int) -> bool:
    """Whether the words that end at a token move something."""
    hits = (_moves().longest(report.tokens, k, after) for k in range(max(0, after - _LONGEST), after))
    return any(hit is not None and hit[1] == after for hit in hits)
