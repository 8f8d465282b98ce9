"""Licensed sources: whose word a clause stands on, and whether that is somebody who can know.

Belongs here: telling those whose word counts (who sat, officials, mediators, witnesses) from everybody else: another
paper, the bazaar, an unknown name. Does not belong here: what a verb makes of what is said (`licences`), what those
concerned answer (`meetings.replies`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed, Speech
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases, words

#: How many words behind "said" or "according to" the source may fill.
_LONGEST = 14
#: How far before the verb who says it ends: "the minister also said".
_BY_VERB = 2
_STOPS = frozenset((",", ";", ".", ":", '"', "”", "“", "(", "-", "–", "—", "that"))
_NO_NAME = frozenset(("adjective", "owner", "pronoun", "media", "people", "capital"))


@cache
def _set(name: str) -> frozenset[str]:
    return word_set(f"licences:{name}", "syntax_word_sets")


@cache
def _sources() -> Phrases:
    return build_phrases([row for row in lexicon_rows("veridical") if row["kind"] == "source"], "words")


@cache
def _outlets() -> frozenset[str]:
    return _set("outlets")


def is_heard_from(report: ParsedReport, parsed: Parsed, upper: Clause, verb: Predicate, *, asserts: bool) -> bool:
    """Whether the subject of the verb before a that-clause is somebody who can know; who only shows something need
    not be known, so long as it is no outlet."""
    if verb.passive and asserts and "by" not in parsed.words:
        # "it was said that": by nobody
        return bool(verb.bases & _set("made_public"))
    first, after = upper.first, verb.first
    if upper.verb is not None and upper.verb is not verb and upper.verb.first < verb.first:
        after = upper.verb.first
    if upper.sibling is not None and after - first <= 2:
        # "said that …, and added that …"
        lead = parsed.clauses[upper.sibling]
        if lead.verb is not None:
            first, after = lead.first, lead.verb.first
    if first >= after:
        # "said the minister"
        first, after = verb.after, _end(report, parsed, verb.after)
    return _can_know(report, parsed, first, after, asserts)


def is_known_source(report: ParsedReport, parsed: Parsed, speech: Speech) -> bool:
    """Whether an inserted saying names somebody who can know: "X said", "said X", "according to X"."""
    tokens, s = report.tokens, parsed.sentence
    at = speech.first
    if tokens[at].low == "according":
        told = [c.subjects[0].first for c in parsed.clauses if c.subjects and c.subjects[0].first > at + 2]
        return _can_know(report, parsed, at + 2, min([_end(report, parsed, at + 2), *told]), True)
    if tokens[at].low in ("quoting", "citing"):
        return True
    clause = next((c for c in parsed.clauses if c.first == at and c.is_speech), None)
    if clause is None or clause.verb is None:
        return True
    before = (clause.first, clause.verb.first)
    while before[0] < before[1] and tokens[before[0]].low in _STOPS:
        before = (before[0] + 1, before[1])
    behind = (clause.verb.after, min(s.after, _end(report, parsed, clause.verb.after)))
    if before[0] >= before[1] and not clause.verb.bases & _set("inverting"):
        # "… had, with both present, confirmed the lists": nobody is quoted
        return True
    span = before if before[0] < before[1] else behind
    return _can_know(report, parsed, *span, True)


def _end(report: ParsedReport, parsed: Parsed, first: int) -> int:
    stop = min(parsed.sentence.after, first + _LONGEST)
    return next((k for k in range(first, stop) if report.tokens[k].low in _STOPS), stop)


def _can_know(report: ParsedReport, parsed: Parsed, first: int, after: int, asserts: bool) -> bool:
    tokens = report.tokens
    low = [tokens[k].low for k in range(first, after)]
    named = [m for m in report.actors_in(first, after) if _is_known(report, m) and not _goes_on(report, m.after, after)]
    if any(after - m.after <= _BY_VERB for m in named):
        # "in an interview with the paper the minister said"
        return True
    sources = list(_sources().all_in(tokens, first, after))
    known = sources[0] if sources else None
    if sources and after - sources[-1][2] <= _BY_VERB and tokens[sources[-1][1]].low not in _outlets():
        return True
    outlet = next((k for k in range(first, after) if tokens[k].low in _outlets()), None)
    if outlet is not None:
        # "a spokesman told the paper", "state television"; "the paper's editor" is none
        return bool(set(low) & _set("official")) or (known is not None and known[1] < outlet)
    if not asserts or known is not None or "report" in low:
        return True
    if low in (["it"], ["this"]):
        before = report.parsed.get(parsed.sentence.number - 1)
        return before is None or not (before.words & word_set("replies:outlets", "syntax_word_sets"))
    return bool(named)


def is_told_by_outlet(report: ParsedReport, parsed: Parsed, clause: Clause) -> bool:
    """ "A daily's website claims the two had breakfast": the verb of telling looks like a noun."""
    tokens, subject = report.tokens, clause.subjects[0].first if clause.subjects else clause.first
    for k in range(clause.first, subject):
        between = [tokens[j].low for j in range(k + 1, subject)]
        plain = 0 < len(between) <= _BY_VERB and all(w.isalpha() and w not in words("function_words") for w in between)
        if tokens[k].low in _outlets() and plain and tokens[k].kind == "word":
            return True
    return False


def _is_known(report: ParsedReport, mention: Mention) -> bool:
    """Whether a mention names somebody of the cast; "the Beltway Sentinel" looks like a person and is none."""
    if mention.noun in _NO_NAME:
        return False
    article = mention.first > 0 and report.tokens[mention.first - 1].low in ("the", "a", "an")
    return bool(mention.actors) or (mention.person is not None and not article)


def _goes_on(report: ParsedReport, k: int, after: int) -> bool:
    """Whether a name is only the first part of another one: "the Washington Ledger", "a Belgrade tabloid"."""
    token = report.tokens[k] if k < after else None
    return token is not None and token.kind == "word" and (token.is_capital or token.low in _outlets())
