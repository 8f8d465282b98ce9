"""Licences: whether what a clause tells is told as true, by the operators between the root of its sentence and it.

Belongs here: the walk up the clauses, the verbs, nouns and adjectives before a that-clause, what a gerund depends on,
and the words that make a clause unreal. What stands under a word that is not known to keep the truth of what it governs
(veridical.tsv) is not told as true: the tables are lists of what is let through, for nobody can list what is not.
Does not belong here: whose word counts (`licensed_sources`), nouns for meetings (`licensed_nouns`), status codes
(`standing`), operators known by name to plan, want or deny (`attitudes`, `governing`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Clause, Parsed, stance_of
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.clauses.verbs import all_forms, is_known
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.licensed_sources import is_heard_from, is_known_source, is_told_by_outlet
from pipelines.coding.scope.subjects import prepositions
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases

#: Why something is not told as true: by whom it is told (a denial may follow), or how.
SOURCE, SCOPE = "source", "scope"

_DEPTH = 6
_UNREAL_MODALS = frozenset(("would", "could", "may", "should"))
_BEFORE_THAT = 4
#: Behind a verb of meeting, within how many words it is said whom one did not meet.
_BEHIND = 8
#: "On the point of meeting": how far behind a preposition its own governor stands.
_NEAR = 3
#: Clauses whose content is taken for granted.
_PRESUPPOSING = frozenset(("when", "because", "although", "relative"))
_OPENERS = frozenset((",", '"', "“", "‘", "'", "and", "but", "so", "yet", "then", "-", "–", "—", ":"))


@cache
def _set(name: str) -> frozenset[str]:
    return word_set(f"licences:{name}", "syntax_word_sets")


@cache
def _unreal(kind: str) -> Phrases:
    rows = [row for row in lexicon_rows("unreal") if row["kind"] == kind]
    return build_phrases(rows, "words", all_forms if kind == "verb" else None)


@cache
def _words(kind: str) -> Phrases:
    rows = [row for row in lexicon_rows("veridical") if row["kind"] == kind]
    return build_phrases(rows, "words", all_forms if kind in ("verb", "governs_gerund") else None)


def why_unlicensed(report: ParsedReport, parsed: Parsed, at: int) -> str:
    """Why what stands at token `at` is not told as true; empty where it is."""
    clause = parsed.clause_at(at)
    if _is_unreal(report, parsed, clause, at) or hangs_on_unknown(report, parsed, at):
        return SCOPE
    told = False
    for _ in range(_DEPTH):
        if clause.mark in ("if", "whether"):
            return SCOPE
        if any(
            c.parent == clause.index and c.opener in ("if", "unless") and not _is_even(report, c)
            for c in parsed.clauses
        ):
            return SCOPE
        upper = _upper(report, parsed, clause)
        if upper is not None or (clause.mark == "that" and clause.opener != "what"):
            why, said = _under_that(report, parsed, clause, upper)
            if why:
                return why
            told = told or said
        if upper is None and clause.parent is None:
            break
        clause = upper if upper is not None else parsed.clauses[clause.parent or 0]
    return "" if told else _by_inserted(report, parsed, at)


def _upper(report: ParsedReport, parsed: Parsed, clause: Clause) -> Clause | None:
    """The clause that a that-clause hangs on, also over a saying put in: "he had heard, he said, that they met"."""
    before = [c for c in parsed.clauses if c.first < clause.first and c.verb is not None and not c.is_speech]
    if clause.mark == "that":
        upper = parsed.clauses[clause.parent] if clause.parent is not None and clause.opener != "what" else None
        put_in = upper is not None and upper.is_speech and report.tokens[clause.first - 1].low == ","
        return before[-1] if put_in and before else upper
    first = clause.first + (report.tokens[clause.first].low == ",")
    if report.tokens[first].low != "that" or clause.first == parsed.sentence.first or clause.mark:
        return None
    return before[-1] if before else None


def _is_even(report: ParsedReport, clause: Clause) -> bool:
    """ "Even if nothing came of it": what is granted, no condition."""
    return clause.first > 0 and report.tokens[clause.first - 1].low == "even"


def _by_inserted(report: ParsedReport, parsed: Parsed, at: int) -> str:
    """ "They met, the paper wrote", "according to the paper they met"."""
    clause = parsed.clause_at(at)
    speech = parsed.speech[clause.index]
    if speech is None and is_told_by_outlet(report, parsed, clause):
        return SOURCE
    if speech is None or (speech.stance == "think" and clause.mark in _PRESUPPOSING):
        return ""
    told = parsed.clause_at(speech.first).verb
    if told is not None and report.tokens[told.first - 1].low in ("than", "as"):
        # "five hours later than announced"
        return ""
    if speech.stance not in ("assert", "") or speech.negated:
        return SOURCE
    return "" if is_known_source(report, parsed, speech) else SOURCE


def _under_that(report: ParsedReport, parsed: Parsed, clause: Clause, upper: Clause | None) -> tuple[str, bool]:
    """Why a that-clause is not told as true, and whether somebody says it."""
    tokens, first = report.tokens, clause.first
    if clause.opener == "that" and _is_determiner(report, parsed, clause):
        return "", False
    if upper is None:
        # "The rumour. That the two met in March."
        return (SCOPE, False) if clause.opener == "that" else ("", False)
    if tokens[first].low == ",":
        first += 1
    verb = _verb_before(parsed, upper, first)
    if clause.mark == "that" and clause.opener != "that" and (verb is None or not stance_of(verb)):
        return SCOPE, False
    if _is_relative(report, parsed, clause):
        return "", False
    start = max(upper.first, first - _BEFORE_THAT)
    if _ends_with(report, "noun", start, first):
        refused = any(tokens[k].low in _set("none") for k in range(upper.first, first))
        return (SCOPE if refused else ""), False
    if verb is None:
        return ("", False) if _is_cleft(report, parsed, upper.first, first) else (SCOPE, False)
    negated = verb.negated or any(tokens[k].low in _set("none") for k in range(upper.first, verb.first))
    if _ends_with(report, "adjective", start, first):
        return (SCOPE if verb.negated or verb.modal in _UNREAL_MODALS else ""), False
    if "be" in verb.bases and not verb.passive:
        cleft = not negated and _is_cleft(report, parsed, verb.after, first)
        held = _ends_with(report, "noun", max(upper.first, verb.first - 2), verb.first)
        return ("" if cleft or held else SCOPE), False
    sense = _sense(report, verb, first)
    if sense == "" or verb.modal in _UNREAL_MODALS or (negated and sense != "know"):
        return SCOPE, False
    if not verb.is_finite and not _is_carried(report, parsed, verb):
        return SCOPE, False
    return ("" if is_heard_from(report, parsed, upper, verb, asserts=sense == "assert") else SOURCE), True


def _is_determiner(report: ParsedReport, parsed: Parsed, clause: Clause) -> bool:
    """ "That round opened in March", "that was when they met": a word of the main clause."""
    tokens, k = report.tokens, clause.first + 1
    if clause.first > parsed.sentence.first or k >= parsed.sentence.after:
        return False
    named = any(m.first == k for m in parsed.mentions)
    return not named and tokens[k].kind == "word" and not tokens[k].is_capital and tokens[k].low not in _set("articles")


def _is_relative(report: ParsedReport, parsed: Parsed, clause: Clause) -> bool:
    """ "The understanding that promised a constitution", "a document that both called final": more of a noun."""
    tokens, first = report.tokens, clause.first
    if clause.opener != "that" or first <= parsed.sentence.first:
        return False
    if clause.verb is not None and clause.verb.first == first + 1:
        return True
    return tokens[first - 1].low in _things()


@cache
def _things() -> frozenset[str]:
    """Nouns that a clause with "that" only tells more of."""
    rows = (*lexicon_rows("agreement_nouns"), *lexicon_rows("meeting_nouns"))
    return _set("things") | frozenset(row["words"].split()[-1] for row in rows)


def _sense(report: ParsedReport, verb: Predicate, first: int) -> str:
    """What a verb does to the that-clause at token `first`; empty where that is not known."""
    found = _words("verb").longest(report.tokens, verb.head, first)
    return found[0]["sense"] if found is not None else ""


def is_before_object(report: ParsedReport, at: int) -> bool:
    """Whether "meeting" at token `at` is a verb: whom one meets stands right behind it, and nothing before lets it."""
    tokens = report.tokens
    article = at + 1 < len(tokens) and tokens[at + 1].low in _set("articles")
    if tokens[at].low != "meeting" or at == 0 or not report.actors_in(at + 1, at + 2 + article):
        return False
    return tokens[at - 1].low not in _OPENERS and tokens[at - 1].low not in _set("before_gerund")


def is_taken_for_granted(report: ParsedReport, parsed: Parsed, at: int) -> bool:
    """Whether a verb right before token `at` takes its object for granted: "nobody remembers the summit in Agra"."""
    low = report.tokens[at - 1].low if at > parsed.sentence.first else ""
    end = at - 1 if low == "," else at
    for verb in parsed.predicates:
        found = _words("verb").longest(report.tokens, verb.head, end) if verb.head < end else None
        if found is not None and found[1] == end and found[0]["sense"] != "assert":
            return not verb.modal and (not verb.negated or found[0]["sense"] == "know")
    return False


def _ends_with(report: ParsedReport, kind: str, start: int, after: int) -> bool:
    """Whether a word of a kind stands right before token `after`."""
    return any(end == after for _, _, end in _words(kind).all_in(report.tokens, start, after))


def _verb_before(parsed: Parsed, upper: Clause, first: int) -> Predicate | None:
    """The verb of a clause nearest before what depends on it."""
    found = [p for p in parsed.predicates if p.after <= first and parsed.clause_at(p.first).index == upper.index]
    return found[-1] if found else None


def _is_cleft(report: ParsedReport, parsed: Parsed, first: int, after: int) -> bool:
    """ "It was in Oslo that they met", "it was over this that they met", "the first time since May that they met"."""
    if report.places_in(first, after) or report.dates_in(first, after):
        return True
    if first < after and report.tokens[first].low in prepositions():
        return True
    return any(report.tokens[k].low in _set("occasions") for k in range(first, after))


def _is_carried(report: ParsedReport, parsed: Parsed, verb: Predicate) -> bool:
    """Whether what is said by an infinitive or a participle is said: "went on to say that", "adding that"."""
    before = report.tokens[verb.first - 1].low if verb.first > parsed.sentence.first else ""
    if verb.tense in ("gerund", "participle"):
        return before in _OPENERS or before in _set("before_gerund")
    main = parsed.clause_at(verb.first).verb
    return main is not None and bool(main.bases & _set("carrying")) and not main.negated and not main.modal


def _is_unreal(report: ParsedReport, parsed: Parsed, clause: Clause, at: int) -> bool:
    """Whether words of the clause itself say that it only might be, seems or is made up."""
    tokens = report.tokens
    first, after = clause.first, max(clause.tokens) + 1 if clause.tokens else at + 1
    while first < at and tokens[first].low in _OPENERS:
        first += 1
    verb = next((p for p in parsed.predicates if p.first <= at < p.after), clause.verb)
    stop = min(after, max(at, verb.after if verb is not None else at) + 1)
    if _unreal("opener").longest(tokens, first, stop) is not None:
        return True
    if clause.opener in ("though", "if") and clause.first > 0 and tokens[clause.first - 1].low == "as":
        # "as though they had met"
        return True
    if next(_unreal("adverb").all_in(tokens, first, stop), None) is not None:
        return True
    lead = verb.first if verb is not None and verb.first <= at < verb.after else at
    for _, _, end in _unreal("near").all_in(tokens, max(parsed.sentence.first, lead - _NEAR), stop):
        # "almost met"; "nearly two hours" is how long it was
        if end < len(tokens) and tokens[end].kind == "word" and tokens[end].low not in _set("amounts"):
            return True
    if _is_put_in_doubt(report, parsed, lead):
        return True
    behind = [tokens[k].low for k in range(at + 1, min(after, at + 1 + _BEHIND))]
    if "neither" in behind or any(
        a in _set("everyone") and b in ("but", "except") and before != "to"
        for before, a, b in zip(["", *behind], behind, behind[1:], strict=False)
    ):
        return True
    return _is_in_fiction(report, first, at)


def _is_put_in_doubt(report: ParsedReport, parsed: Parsed, lead: int) -> bool:
    """ "A, so the paper, met B", "they met, or so the drivers say", "they met, if one trusts the paper"."""
    tokens, s = report.tokens, parsed.sentence
    if parsed.words.isdisjoint(("so", "if", "unless")):
        return False
    for k in range(s.first + 1, s.after - 1):
        before, low, behind = tokens[k - 1].low, tokens[k].low, tokens[k + 1].low
        if before == "," and low == "or" and behind == "so":
            return True
        if before == "," and low == "so" and k < lead:
            return any(tokens[j].low == "," for j in range(k + 1, lead)) and behind in _set("articles")
        inner = tokens[k - 2].low in ("which", "that", "who", "where", "when")
        if before == "," and low in ("if", "unless") and k > lead and behind not in ("not", "only", "ever", "any"):
            # "signed a protocol which, if all goes well, will …": on that hangs what the protocol brings
            return not inner
    return False


def _is_in_fiction(report: ParsedReport, first: int, at: int) -> bool:
    """ "In the film they met": the clause opens with what is only told or thought."""
    tokens = report.tokens
    if tokens[first].low not in ("in", "according", "on", "by", "under"):
        return False
    stop = next((k for k in range(first, at) if tokens[k].low == ","), at)
    return any(a > first for _, a, b in _unreal("fiction").all_in(tokens, first, stop))


def hangs_on_unknown(report: ParsedReport, parsed: Parsed, at: int) -> bool:
    """Whether a gerund depends on words not known to keep it true ("was barred from meeting", "dreaded meeting"), or
    the verb itself is one that nobody knows: who with whom did what, at best."""
    verb = next((p for p in parsed.predicates if p.first <= at < p.after), None)
    if verb is not None and not is_known(report.tokens[verb.head].low):
        return True
    if verb is not None and _unreal("verb").longest(report.tokens, verb.head) is not None:
        return True
    if verb is None or verb.tense != "gerund" or verb.progressive or verb.first <= parsed.sentence.first:
        return False
    tokens, k = report.tokens, verb.first - 1
    before = tokens[k].low
    if before in _OPENERS or before in _set("before_gerund") or (verb.perfect and before not in prepositions()):
        return False
    ends = {p.after for p in report.places_in(k - _NEAR, k + 1)} | {d.after for d in report.dates_in(k - _NEAR, k + 1)}
    if verb.first in ends:
        # "spent two days in Asmara last week talking to him"
        return False
    governor = next((p for p in parsed.predicates if p.after <= verb.first and verb.first - p.after <= 2), None)
    if governor is None or governor.negated or governor.modal:
        return True
    found = _words("governs_gerund").longest(tokens, governor.head, verb.first)
    return found is None or found[1] != verb.first
