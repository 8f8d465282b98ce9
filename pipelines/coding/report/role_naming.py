"""Role naming: who mediates by what a sentence calls him, or by what he does with both sides.

Belongs here: predicates ("Russia and Ukraine are the other mediators", "the mediators are Egypt and Qatar"), the office
that names itself ("the American and French mediators"), what passes through somebody ("agreed through Oman"), and verbs
done to both sides at once ("brought the two to the table"; role_bringing.tsv). Does not belong here: fixed cues of
role_cues.tsv (`roles`).
"""

from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import state_in
from pipelines.coding.report.arguments import list_at
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases

#: A role, who has it, and the token that says so.
Named = tuple[str, tuple[Mention, ...], int]
_BE = frozenset(("be", "remain", "become"))
#: How far behind a copula the office stands ("are the two other official mediators").
_PREDICATE = 6
#: How far behind its verb "through" stands, and how far behind a verb the two sides and what is done with them.
_THROUGH, _SIDES, _WHERE = 5, 4, 8
_BY_WAY = frozenset(("through", "via"))
#: Words between a copula and an office that it does not give ("is no mediator", "is with the mediators").
_NO_PREDICATE = frozenset(("that", "of", "with", "to", "by", "no", "not", "among", "between", "for", "from"))
_SEVERAL = frozenset(("them", "both"))
_PAIR = 2


def named_roles(report: ParsedReport, parsed: Parsed) -> Iterator[Named]:
    """Roles that a sentence gives by name or by deed."""
    offices = [m for m in parsed.mentions if m.noun == "mediator"]
    for office in offices:
        people = _own_names(report, office)
        if people:
            yield "mediator", people, office.after - 1
    for predicate in parsed.predicates:
        if predicate.negated or predicate.modal in ("would", "could", "might", "may", "should"):
            continue
        if offices and predicate.bases & _BE and (people := _by_predicate(report, parsed, predicate, offices)):
            yield "mediator", people, predicate.head
        if predicate.bases & word_set("roles:conveyed", "syntax_word_sets"):
            people = _through(report, parsed, predicate)
            if people:
                yield "mediator", people, predicate.head
        if (
            not predicate.passive
            and predicate.bases & _bringing().by_first.keys()
            and _brings(report, parsed, predicate)
        ):
            subjects = parsed.clause_at(predicate.first).subjects
            if subjects and not any(m.noun in ("pronoun", "collective") for m in subjects):
                yield "mediator", subjects, predicate.head


def _own_names(report: ParsedReport, office: Mention) -> tuple[Mention, ...]:
    """Whose office it is by its own words: "the Qatari mediator", "the American and French mediators"."""
    if not office.actors:
        return ()
    tokens, found = report.tokens, [office]
    first = office.first
    while first > 1 and tokens[first - 1].low in ("and", ","):
        beside = next((m for m in report.actors_in(first - 2, first - 1) if m.after == first - 1), None)
        if beside is None or beside.noun not in ("adjective", "name") or not beside.actors:
            break
        found.insert(0, beside)
        first = beside.first
    return tuple(found)


def _by_predicate(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, offices: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Who is called the mediators by a copula, on either side of it."""
    s = parsed.sentence
    behind = next((m for m in offices if 0 <= m.first - predicate.after <= _PREDICATE and not m.actors), None)
    subjects = parsed.clause_at(predicate.first).subjects
    if behind is not None:
        between = report.tokens[predicate.after : behind.first]
        if all(t.kind == "word" and t.low not in _NO_PREDICATE for t in between):
            return _with_names(subjects)
    head = next((m for m in offices if m.after <= predicate.first and not m.actors and m in subjects), None)
    if head is None:
        return ()
    people, _ = list_at(report, predicate.after, s.after, 2)
    return _with_names(people)


def _with_names(people: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(m for m in people if (m.actors or m.person) and m.noun not in ("adjective", "pronoun", "collective"))


def _through(report: ParsedReport, parsed: Parsed, predicate: Predicate) -> tuple[Mention, ...]:
    """By whom something passes: "was agreed through the Centre", "an offer delivered through Oman"."""
    tokens, s = report.tokens, parsed.sentence
    for k in range(predicate.after, min(s.after - 1, predicate.after + _THROUGH)):
        if tokens[k].low in (",", ";", ":"):
            break
        if tokens[k].low not in _BY_WAY:
            continue
        people, _ = list_at(report, k + 1, s.after, 1)
        if people:
            return _with_names(people)
        place = next((p for p in report.places_in(k + 1, k + 3) if p.name is None and p.first <= k + 2), None)
        state = state_in().get(place.country or "") if place is not None else None
        return (Mention(place.first, place.after, (state,)),) if place is not None and state is not None else ()
    return ()


@cache
def _bringing() -> Phrases:
    return build_phrases(lexicon_rows("role_bringing"), "verb")


@cache
def _whither() -> dict[str, Phrases]:
    rows = lexicon_rows("role_bringing")
    return {verb: build_phrases([r for r in rows if r["verb"] == verb], "behind") for verb in {r["verb"] for r in rows}}


def _brings(report: ParsedReport, parsed: Parsed, predicate: Predicate) -> bool:
    """Whether a verb has both sides as its object, and words behind them that bring them to an understanding."""
    tokens, s = report.tokens, parsed.sentence
    both = next(
        (m for m in report.actors_in(predicate.after, min(s.after, predicate.after + _SIDES)) if _are_several(m)), None
    )
    if both is None:
        return False
    limit = min(s.after, both.after + _WHERE)
    for verb in predicate.bases & _bringing().by_first.keys():
        table = _whither()[verb]
        if any(table.longest(tokens, k, limit) is not None for k in range(both.after, limit)):
            return True
    return False


def _are_several(mention: Mention) -> bool:
    if mention.noun == "collective":
        return mention.plural or mention.count >= _PAIR
    return (mention.noun == "pronoun" and mention.head in _SEVERAL) or len(mention.actors) >= _PAIR
