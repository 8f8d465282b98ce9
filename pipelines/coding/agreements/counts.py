"""Agreement counts: other figures for what is exchanged or handed in, by those who count otherwise.

Belongs here: "the envoy spoke of 16,000", "it could be 1,200 from each side", "the capital speaks of 11 names".
Does not belong here: figures that stand with their noun (`provisions`), those of things (`thing_counts`).
"""

import re
from collections.abc import Iterator

from pipelines.coding.agreements.provisions import Provision
from pipelines.coding.amounts.quantities import Quantity
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.parsed_report import Counted, ParsedReport
from pipelines.coding.text.word_scan import word_set

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}")
#: How far the number may stand behind the verb that counts.
_NEAR = 7
_SIDES = (("from", "each", "side"), ("on", "each", "side"), ("a", "side"), ("per", "side"), ("each",))
#: Kinds whose figures are people, with the unit of their figures.
COUNTED = {"prisoner_exchange": "prisoners", "disarmament": "persons"}


def has_figure(parsed: Parsed) -> bool:
    """Whether a figure in digits stands in a sentence."""
    return any(map(_NUMBER.fullmatch, parsed.words))


def counts_in(report: ParsedReport, parsed: Parsed, kind: str) -> Iterator[Provision]:
    """Bare figures that a sentence gives for what an agreement frees or disarms."""
    tokens, s = report.tokens, parsed.sentence
    between = word_set("agreement_counts:between", "syntax_word_sets")
    for verb in parsed.predicates:
        counting = bool(verb.bases & word_set("agreement_counts:counting", "syntax_word_sets"))
        if verb.negated or not (counting or "be" in verb.bases):
            continue
        for k in range(verb.after, min(s.after, verb.after + _NEAR)):
            if _NUMBER.fullmatch(tokens[k].low):
                after = _behind(report, k + 1, s.after, counting)
                if after is not None:
                    yield Provision(kind, k, after, _figure(report, kind, k, after))
                break
            if tokens[k].low not in between:
                break
    for k in range(s.first, s.after - 1):
        if tokens[k + 1].low == "names" and _NUMBER.fullmatch(tokens[k].low):
            yield Provision(kind, k, k + 2, _figure(report, kind, k, k + 2))


def _behind(report: ParsedReport, i: int, stop: int, counting: bool) -> int | None:
    """Where the figure ends: nothing is counted by a noun of its own but names and men; None where something is."""
    lows = [t.low for t in report.tokens[i : min(stop, i + 3)]]
    for side in _SIDES:
        if tuple(lows[: len(side)]) == side:
            return i + len(side)
    if not counting:
        return None
    if lows and lows[0] in word_set("agreement_counts:counted", "syntax_word_sets"):
        return i + 1
    return i if i >= stop or report.tokens[i].kind == "sign" else None


def _figure(report: ParsedReport, kind: str, first: int, after: int) -> Counted:
    text, tokens = report.prose.words(first, after), report.tokens
    number = int(tokens[first].low.replace(",", ""))
    basis = "per_side" if after - first > 1 and tokens[after - 1].low in ("side", "each") else "total"
    start, end = tokens[first].start, tokens[after - 1].end
    return Counted(first, after, Quantity(start, end, text, number, None, "", COUNTED[kind], basis, None, None))
