"""Two-sided fire: that both sides shoot, told of the fire itself or of both at once ("mortars were fired from both
sides", "both have gone on shooting", "each side has failed to keep to it").

Belongs here: the words that tell of both sides at once, and which verbs with them tell of a breach. Does not belong
here: which truce is broken (`breaches`), fire at each other with a verb of its own (`breaches`).
"""

from itertools import pairwise

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

_LEADS = ("by", "from", "on", "of", "across")
_BOTH = ("both", "either", "each", "all")
_ALL = ("everybody", "everyone")
#: How far the verb that is gone on with, the failing, and "in breach of" may stand behind their verb.
_NEXT, _FOUND = 2, 4


def tells_two_sided_fire(report: ParsedReport, parsed: Parsed, verb: Predicate) -> bool:
    """Whether a verb told as a fact says that both sides shoot, or that neither keeps to what was agreed."""
    if _fire_goes_on(report, parsed, verb) or _is_found(report, verb):
        return True
    if not _has_mutual_subject(report, parsed, verb):
        return False
    inner = next((p for p in parsed.predicates if 0 <= p.first - verb.after <= _NEXT), None)
    if inner is None or inner.is_finite or inner.negated:
        return False
    if "fail" in verb.bases:
        return inner.tense == "infinitive" and bool(inner.bases & word_set("two_sided:keeping", "syntax_word_sets"))
    going = bool(verb.bases & word_set("two_sided:going_on", "syntax_word_sets"))
    return going and bool(inner.bases & word_set("agreement_breaches:firing", "syntax_word_sets"))


def _fire_goes_on(report: ParsedReport, parsed: Parsed, verb: Predicate) -> bool:
    """ "The shelling has gone on, on both sides", "mortars were fired from both sides"."""
    fired = verb.passive and bool(verb.bases & word_set("agreement_breaches:firing", "syntax_word_sets"))
    if not fired and not verb.bases & word_set("two_sided:happening", "syntax_word_sets"):
        return False
    clause = parsed.clause_at(verb.first)
    before = {report.tokens[k].low for k in clause.tokens if k < verb.first}
    return bool(before & word_set("two_sided:fire", "syntax_word_sets")) and _is_from_both(report, parsed)


def _is_from_both(report: ParsedReport, parsed: Parsed) -> bool:
    """Whether words tell that something comes from both: "from both sides", "by either army", "by everybody"."""
    if parsed.words.isdisjoint((*_BOTH, *_ALL)):
        return False
    sides = word_set("two_sided:sides", "syntax_word_sets")
    lows = [t.low for t in report.tokens[parsed.sentence.first : parsed.sentence.after]]
    for k, low in enumerate(lows[:-1]):
        if low not in _LEADS:
            continue
        if lows[k + 1] in _ALL or (lows[k + 1] in _BOTH and sides & set(lows[k + 2 : k + 5])):
            return True
    return False


def _has_mutual_subject(report: ParsedReport, parsed: Parsed, verb: Predicate) -> bool:
    """Whether the subject is both sides, each of them or all."""
    clause = parsed.clause_at(verb.first)
    before = [report.tokens[k].low for k in clause.tokens if k < verb.first]
    return any(w in _BOTH for w in before) or any(m.noun == "collective" and m.plural for m in clause.subjects)


def _is_found(report: ParsedReport, verb: Predicate) -> bool:
    """ "Has found both in breach of it"."""
    if "find" not in verb.bases or verb.passive:
        return False
    lows = [t.low for t in report.tokens[verb.after : verb.after + _FOUND + 2]]
    breach = any(a == "in" and b in ("breach", "violation") for a, b in pairwise(lows))
    return breach and any(w in _BOTH for w in lows[:2])
