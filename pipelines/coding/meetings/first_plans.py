"""First plans: the day that a meeting had been planned for and did not take place on ("originally planned for May 3").

Belongs here: telling such days from the one of a meeting. Does not belong here: what is planned still, and what was put
off to another day (`parts`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases

#: How many words may lead to the day, and stand between an adverb and its participle.
_LEADS, _BETWEEN = 4, 2
#: How far the day may stand behind the verb that tells when it came about.
_BEHIND = 5
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
    return [d for d in dates if _is_first_plan(report, d) or plan_put_in(report, d, dates) or _is_overtaken(report, d)]


def _is_overtaken(report: ParsedReport, dated: Dated) -> bool:
    """ "A round that had been due to open on May 8 and began two days later": the day of a plan in the past perfect,
    where a verb behind it in the sentence tells of another day on which it came about."""
    clause = report.clause_at(dated.first)
    parsed = report.parsed.get(report.prose.sentence_of[dated.first])
    if clause is None or parsed is None or clause.mark in ("if", "before", "whether"):
        return False
    plan = next((p for p in reversed(parsed.predicates) if p.first < dated.first and p.is_finite), None)
    if plan is None or plan.negated or plan.tense != "past" or not _is_of_plan(report, plan):
        return False
    for verb in parsed.predicates:
        if verb.first < dated.after or not verb.is_finite or verb.tense != "past" or verb.perfect:
            continue
        came = (
            verb.bases & word_set("first_plans:came_about", "syntax_word_sets") and not verb.negated and not verb.modal
        )
        behind = [d for d in report.dates_in(verb.after, parsed.sentence.after) if d.first - verb.after <= _BEHIND]
        return bool(came) and any(_is_later(d, dated) for d in behind)
    return False


def _is_of_plan(report: ParsedReport, verb: Predicate) -> bool:
    """Whether a verb of the past tells what was planned: "had been due", "was to have opened", "had been set for"."""
    if verb.modal in ("to", "should") and verb.perfect:
        return True
    follower = report.tokens[verb.after].low if verb.after < len(report.tokens) else ""
    planned = report.tokens[verb.head].low in _words("plan") or follower in _words("plan")
    return planned and ("be" in verb.bases or verb.passive) and report.tokens[verb.first].low in ("had", "was", "were")


def plan_put_in(report: ParsedReport, dated: Dated, dates: Sequence[Dated]) -> bool:
    """ "The meeting, which was to have been held on May 2, will be on Friday": the day of a relative clause on what did
    not come about, where the clause around it has a later one."""
    clause = report.clause_at(dated.first)
    if clause is None or not is_unfulfilled(report, dated):
        return False
    return any(d.first > dated.first and d.first not in clause.tokens and _is_later(d, dated) for d in dates)


def is_unfulfilled(report: ParsedReport, dated: Dated) -> bool:
    """Whether a day is that of a relative clause on what did not come about: "which was to have been held on May 2"."""
    clause = report.clause_at(dated.first)
    verb = clause.verb if clause is not None and clause.mark == "relative" else None
    if verb is None or verb.negated or verb.tense != "past":
        return False
    planned = verb.passive and report.tokens[verb.head].low in _words("plan")
    return verb.perfect and (verb.modal in ("to", "should") or planned)


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
