"""Agreement objects: which verb or noun before the name of an agreement has it as its object.

Belongs here: walking left from a phrase over dates, places, adverbs and the one addressed.
Does not belong here: what follows the phrase, or what the verb makes of it (`statements`).
"""

from pipelines.coding.agreements.verbs import is_tail, verb_rows, verb_tails
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.governor_tables import verb_row
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row, spells, words

_REACH = 14
_NOUN = 6
#: How far the particle of a verb may stand behind its object.
_PARTED = 9
#: How far "with" may stand behind "closed", over the talks and their place and day.
_CLOSING = 24
_LIGHT = frozenset((
    "also", "again", "then", "now", "only", "on", "today", "yesterday", "late", "early", "formally", "jointly",
    "next", "soon", "once", "more", "finally", "in", "at", "near", "the", "for", "with", "to", ",", "week", "this",
    "last", "here", "there", "publicly", "verbally", "shortly", "minutes", "hours", "before", "midnight", "noon",
    "dawn", "overnight", "after", "in", "person", "end", "close", "last", "length",
))  # fmt: skip
#: What stands between a proposal and what it is for: "of Cairo's own,", "by the envoy".
_AUTHOR = frozenset((",", "and", "of", "by", "from", "'s", "own", "the", "its", "their", "his", "her", "on"))
PREPOSITIONS = frozenset((
    "of", "in", "at", "on", "by", "with", "from", "for", "to", "into", "between", "among", "against", "about",
    "under", "over", "after", "before", "since", "during", "through", "despite", "towards", "toward", "until",
    "following", "amid", "without",
))  # fmt: skip


def is_asserted(report: ParsedReport, parsed: Parsed, at: int) -> bool:
    """Whether "the signing of" is taken for a fact: after "at", "following", "welcomed" and the like."""
    tokens = report.tokens
    k = at - 1
    while k > parsed.sentence.first and tokens[k].low in ("the", "a", "its", "their", "formal", "today", "yesterday"):
        k -= 1
    before = [t.low for t in tokens[max(parsed.sentence.first, k - 2) : k]]
    led = tokens[k].low in words("asserting_words") and "only" not in before and before[-1:] != ["together"]
    return led or _has_come_about(report, parsed, at)


def _has_come_about(report: ParsedReport, parsed: Parsed, at: int) -> bool:
    """Whether "the signing of" is what something is told of that it did: "took place on Monday", "ended the war"."""
    clause = parsed.clause_at(at)
    verb = clause.verb
    if verb is None or verb.first < at or any(p.first < at for p in parsed.predicates) or clause.mark:
        return False
    if verb.negated or verb.modal or not (verb.tense == "past" or verb.perfect):
        return False
    row = verb_row(report.tokens, verb, "o" if verb.passive else "s")
    return row is None or row[0]["effect"] not in word_set("agreement_objects:undone", "syntax_word_sets")


def over_adverbials(report: ParsedReport, first: int, start: int) -> int:
    """The index after the noun in "the signature this morning in Geneva of": what stands before "of" is skipped."""
    tokens = report.tokens
    if first - 1 <= start or tokens[first - 1].low != "of":
        return first
    for k in range(first - 3, max(start, first - 14), -1):
        if tokens[k].low in ("signature", "signing", "conclusion", "adoption", "announcement", "initialling"):
            return k + 1
    return first


def proposal_before(report: ParsedReport, first: int, start: int) -> int | None:
    """Where the noun stands in "a proposal of Cairo's own, for", "a plan by the envoy for": what somebody puts forward;
    None where no such noun leads to the phrase over its author."""
    tokens = report.tokens
    if first - 2 <= start or tokens[first - 1].low not in ("for", "to", "on"):
        return None
    named = {k for m in report.actors_in(max(start, first - 12), first) for k in range(m.first, m.after)}
    named |= {k for d in report.dates_in(max(start, first - 12), first) for k in range(d.first, d.after)}
    for k in range(first - 2, max(start, first - 12), -1):
        if tokens[k].low in word_set("agreement_objects:proposals", "syntax_word_sets"):
            return k if k < first - 2 else None
        if k not in named and tokens[k].low not in _AUTHOR and not tokens[k].is_capital:
            return None
    return None


def left_of_list(report: ParsedReport, first: int, start: int) -> int:
    """The index of the article in "a complete, countrywide and permanent ceasefire"."""
    tokens = report.tokens
    if first - 1 <= start or tokens[first - 1].low not in (",", "and"):
        return first
    for k in range(first - 2, max(start, first - 8), -1):
        if tokens[k].low in ("a", "an", "the", "another"):
            return k
        if tokens[k].low in PREPOSITIONS or (tokens[k].kind == "sign" and tokens[k].low != ","):
            return first
    return first


def noun_start(report: ParsedReport, parsed: Parsed, at: int) -> int:
    """Where the noun phrase of a governing noun at token `at` begins."""
    tokens, start = report.tokens, at
    while (
        start > parsed.sentence.first
        and (tokens[start - 1].kind == "word" or tokens[start - 1].low == "-")
        and tokens[start - 1].low not in PREPOSITIONS
        and tokens[start - 1].low != "and"
        and not any(p.first <= start - 1 < p.after for p in parsed.predicates)
        and at - start < _NOUN
    ):
        start -= 1
        if tokens[start].low in ("the", "a", "an", "its", "their", "his", "any", "no"):
            break
    if start > parsed.sentence.first and tokens[start - 1].kind == "own":
        # "turned down [the rebels' offer] of a truce"
        owner = next((m for m in parsed.mentions if m.first < start - 1 <= m.after), None)
        start = owner.first if owner is not None else start
        start -= start > parsed.sentence.first and tokens[start - 1].low == "the"
    return start


def over_naming(report: ParsedReport, parsed: Parsed, first: int) -> int:
    """Where "what" stands in "signed on Thursday what they called the definitive truce": the clause only names it."""
    at = first - (report.tokens[first - 1].low == "as" and first > 0)
    verb = next((p for p in parsed.predicates if p.after == at and not p.negated), None)
    if verb is None or not verb.bases & word_set("agreement_objects:naming", "syntax_word_sets"):
        return first
    clause = parsed.clause_at(verb.first)
    return clause.first if clause.opener == "what" and clause.first < verb.first else first


def _handing() -> frozenset[str]:
    return word_set("agreement_objects:handing", "syntax_word_sets")


def object_verb(report: ParsedReport, parsed: Parsed, first: int) -> tuple[Predicate, Row] | None:
    """The verb whose object begins at token `first`; dates, places and the one addressed may stand between."""
    tokens = report.tokens
    first = _before_inserted(report, first, parsed.sentence.first)
    for predicate in reversed(parsed.predicates):
        if predicate.head >= first:
            continue
        closing = _closing_row(report, parsed, predicate, first)
        if closing is not None:
            return predicate, closing
        if first - predicate.head > _REACH:
            return None
        split = _split_row(report, predicate, first)
        if split is not None and not predicate.passive:
            return predicate, split
        for row, end in verb_rows(tokens, predicate):
            if end > first or not set("od") & set(row["takes"]) or predicate.passive:
                continue
            if end == first and "o" in row["takes"]:
                return predicate, row
            # "presented both sides with a draft"
            handed = tokens[first - 1].low == "with" and row["words"] in _handing()
            if _passable(report, end, first - handed, "d" in row["takes"]) and (end < first - handed):
                return predicate, row
        if predicate.is_finite and not _is_descriptive(report, predicate, first):
            return None
    return None


def parted_verb(report: ParsedReport, parsed: Parsed, first: int, after: int) -> tuple[Predicate, Row] | None:
    """A verb whose particles stand behind its object: "turned the plan down", "put the accord on ice"; no preposition
    that leads to something else ("called a truce for the harvest")."""
    predicate = next((p for p in parsed.predicates if p.after == first and not p.passive), None)
    if predicate is None:
        return None
    limit = min(parsed.sentence.after, after + _PARTED)
    for tail, row in verb_tails(report.tokens, predicate):
        if tail[-1] in PREPOSITIONS or "o" not in row["takes"]:
            continue
        for k in range(after, limit - len(tail) + 1):
            if spells(report.tokens, k, tail) and _is_of_object(report, after, k):
                return predicate, row
    return None


def _is_of_object(report: ParsedReport, after: int, k: int) -> bool:
    """Whether only a phrase that belongs to the object stands before the particle: "with the rebels", "of May"."""
    opens = after == k or report.tokens[after].low in ("with", "between", "of", "for", "on")
    return opens and all(t.kind == "word" or t.low in ("'s", "-") for t in report.tokens[after:k])


def _closing_row(report: ParsedReport, parsed: Parsed, predicate: Predicate, first: int) -> Row | None:
    """The row of a verb that closes talks with something: "ended two days of talks in Oslo with a declaration"."""
    tokens = report.tokens
    if not predicate.after < first - 1 <= predicate.head + _CLOSING or predicate.passive:
        return None
    if any(predicate.after <= p.first < first for p in parsed.predicates):
        return None
    for tail, row in verb_tails(tokens, predicate):
        led = tuple(t.low for t in tokens[predicate.head + 1 : predicate.head + len(tail)]) == tail[:-1]
        if row["effect"] == "yield" and led and tail[-1] == tokens[first - 1].low and "o" in row["takes"]:
            met = words("meeting_nouns", "words") | word_set("agreement_objects:quarrels", "syntax_word_sets")
            return row if any(tokens[k].low in met for k in range(predicate.after, first - 1)) else None
    return None


def _before_inserted(report: ParsedReport, first: int, start: int) -> int:
    """Where what is put in between two commas begins: "signed, at the residence of the envoy, a letter of intent"."""
    tokens = report.tokens
    if first - 1 <= start or tokens[first - 1].low != ",":
        return first
    for k in range(first - 2, max(start, first - _REACH - 2), -1):
        if tokens[k].low == ",":
            return k if tokens[k + 1].low in PREPOSITIONS else first
    return first


def _split_row(report: ParsedReport, predicate: Predicate, first: int) -> Row | None:
    """The row of a verb with particles around a date, a place or an adverb: "put their names on Monday to"."""
    tokens = report.tokens
    for tail, row in verb_tails(tokens, predicate):
        end = predicate.head + len(tail)
        if tokens[first - 1].low != tail[-1] or end >= first - 1 or "o" not in row["takes"]:
            continue
        led = is_tail(tail[:-1], [t.low for t in tokens[predicate.head + 1 : predicate.head + len(tail)]])
        # "put their names, at the palace of the president, to an accord"
        between = tokens[end].low == "," and tokens[first - 2].low == "," and tokens[end + 1].low in PREPOSITIONS
        if led and (between or _passable(report, end, first - 1, False)):
            return row
    return None


def _is_descriptive(report: ParsedReport, predicate: Predicate, first: int) -> bool:
    """Whether a verb only names the object: "signed what both described as an accord"."""
    return bool(predicate.bases & {"describe", "call", "term"}) and first - predicate.head <= 2


def _passable(report: ParsedReport, start: int, first: int, addressed: bool) -> bool:
    """Whether what stands between a verb and its object is a date, a place, an adverb, or the one addressed."""
    tokens = report.tokens
    if first - start > _REACH:
        return False
    if tokens[start].low == "what" and tokens[first - 1].low in ("as", "called", "termed"):
        return True
    covered = {k for d in report.dates_in(start, first) for k in range(d.first, d.after)}
    covered |= {k for p in report.places_in(start, first) for k in range(p.first, p.after)}
    spans = (f for f in report.figures_in(start, first) if f.quantity.unit == "days")
    covered |= {k for f in spans for k in range(f.first, f.after)}
    for m in report.actors_in(start, first):
        led = tokens[m.first - 1].low in ("with", "the") and any(
            tokens[k].low == "with" for k in range(max(start, m.first - 2), m.first)
        )
        if addressed or led:
            covered.update(range(m.first, m.after))
    if (
        not covered
        and not any(tokens[k].is_capital for k in range(start, first))
        and not all(tokens[k].low in _LIGHT - PREPOSITIONS for k in range(start, first))
    ):
        return False
    if tokens[first - 1].low in PREPOSITIONS and first - 1 not in covered:
        return False
    covered |= {k for k in range(start + 1, first) if tokens[k].is_capital and tokens[k - 1].low in ("on", "in", "at")}
    light = _LIGHT | {"and", "both"} if addressed else _LIGHT
    return all(k in covered or tokens[k].low in light or tokens[k].low.endswith("ly") for k in range(start, first))
