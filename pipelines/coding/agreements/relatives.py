"""Relative clauses: what "which the two signed", "to which both set their names" say of the agreement before them.

Belongs here: whether a relative clause is about the phrase before it, and what its verb says where the phrase is its
object. Does not belong here: the walk over the words behind a phrase (`postmodifiers`).
"""

from collections.abc import Sequence

from pipelines.coding.agreements.causing import caused, causes
from pipelines.coding.agreements.objects import PREPOSITIONS
from pipelines.coding.agreements.statement import Statement
from pipelines.coding.agreements.verbs import is_tail, verb_rows, verb_tails
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import Link, time_of

#: Prepositions of the place where fire stops.
_AROUND = ("around", "near", "along", "inside", "across", "throughout", "within")
#: How long a phrase may stand between the name and a relative clause about it.
_PHRASE = 7
#: What only a text can be the object of.
_SIGNING = ("sign", "initial", "agree", "yield")
#: What may stand before the subject of a relative clause.
DETERMINERS = ("the", "both", "a", "its", "their", "all", "each", "his", "our", "these", "those")


def attaches(report: ParsedReport, k: int, mark: int) -> bool:
    """Whether a relative clause that opens at `mark` can be about the phrase that ends at `k`: only dates, places and
    names stand between, and no other noun."""
    covered = {n for d in report.dates_in(k, mark) for n in range(d.first, d.after)}
    covered |= {n for p in report.places_in(k, mark) for n in range(p.first, p.after)}
    covered |= {n for f in report.figures_in(k, mark) for n in range(f.first, f.after)}
    covered |= {n for m in report.actors_in(k, mark) for n in range(m.first, m.after)}
    if report.tokens[k].low == "of" and mark - k <= 3:
        # "a paper of six points which the mediator gave to both"
        return True
    near = 1 < mark - k <= _PHRASE and report.tokens[k].low in PREPOSITIONS and report.tokens[mark - 1].low == ","
    if near and all(report.tokens[n].kind == "word" for n in range(k, mark - 1)):
        # "a pause in strikes on power plants, which both accepted"
        return True
    lows = [(n, report.tokens[n].low) for n in range(k, mark)]
    around = any(w in _AROUND for _, w in lows)
    lows = [(n, w) for n, w in lows if not (around and report.tokens[n].is_capital)]
    return all(n in covered or w in PREPOSITIONS or w in (",", "the", "and", "same", *_AROUND) for n, w in lows)


def is_on(report: ParsedReport, predicate: Predicate, k: int, mark: int) -> bool:
    """Whether what stands between a text and "which" says what it is on, as one can only sign or reach the text: "the
    accord on human rights which the two signed"."""
    tokens = report.tokens
    if not 1 < mark - k <= _PHRASE or tokens[k].low not in PREPOSITIONS or predicate.passive:
        return False
    if any(tokens[n].kind != "word" for n in range(k, mark)):
        return False
    return any(row["effect"] in _SIGNING for row, _ in verb_rows(tokens, predicate) if "o" in row["takes"])


def is_bare_relative(report: ParsedReport, near: Sequence[Mention], k: int) -> bool:
    """Whether nothing stands between the phrase and the subject: "the truce the two had kept"."""
    lead = [t.low for t in report.tokens[k : near[0].first]]
    while lead and lead[-1] in DETERMINERS:
        lead.pop()
    joined = lead[-1:] == ["and"] and len(lead) <= 4 and lead[0] in ("the", "both")
    return joined or all(w in DETERMINERS for w in lead)


def object_relative(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, subjects: tuple[Mention, ...]
) -> Statement | None:
    if predicate.passive:
        return None
    for row, _ in verb_rows(report.tokens, predicate):
        if set("od") & set(row["takes"]):
            time = time_of(predicate, parsed, parsed.clause_at(predicate.first))
            link = Link(row["effect"], time, predicate.negated, predicate, row["words"])
            return Statement(row["effect"], (link,), subjects, predicate.head, "relative")
    if causes(predicate) and (deed := caused(report, parsed, predicate.after)) is not None:
        # "the halt that the envoy got both to accept"
        time = time_of(predicate, parsed, parsed.clause_at(predicate.first))
        link = Link(deed["effect"], time, predicate.negated, predicate, deed["words"])
        return Statement(deed["effect"], (link,), (), predicate.head, "relative")
    return None


def prepositional_relative(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, preposition: str, subjects: tuple[Mention, ...]
) -> Statement | None:
    """ "To which both set their names", "on which they had agreed"."""
    if predicate.passive:
        return None
    tokens = report.tokens
    for tail, row in verb_tails(tokens, predicate):
        lows = [t.low for t in tokens[predicate.head + 1 : predicate.head + len(tail)]]
        if "o" in row["takes"] and tail[-1] == preposition and is_tail(tail[:-1], lows):
            time = time_of(predicate, parsed, parsed.clause_at(predicate.first))
            link = Link(row["effect"], time, predicate.negated, predicate, row["words"])
            return Statement(row["effect"], (link,), subjects, predicate.head, "relative")
    return None
