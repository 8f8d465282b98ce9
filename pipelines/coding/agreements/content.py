"""Agreement content: agreements that are told by a verb alone, with their content in what it governs.

Belongs here: "agreed to free 50 prisoners each", "settled on pulling back", "exchanged 100 captives".
Does not belong here: agreements that a noun names (`frames`).
"""

from functools import cache
from itertools import pairwise

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.provisions import Provision, provisions_in
from pipelines.coding.agreements.standing import outer_status
from pipelines.coding.agreements.verbs import status_of
from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.arguments import list_after
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import FUTURE, PAST, above, above_clause, is_supposed, time_of
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words

_VERBS = frozenset(
    ("agree", "undertake", "commit", "pledge", "promise", "consent", "bind", "resolve", "settle", "decide", "swear")
)
#: Verbs whose content makes an agreement whatever it is about, and those that add to one.
_FOUNDING = frozenset(("agree", "settle", "undertake"))
_ADDING = frozenset(("undertake", "commit", "pledge", "promise", "bind"))
_SWAPS = frozenset(("exchange", "swap", "trade"))
_MUTUAL = frozenset((("a", "side"), ("each", "side"), ("both", "sides"), ("per", "side"), ("either", "side")))
_RECIPROCAL = (("each", "other"), ("one", "another"))
_OPENERS = ("to", "on", "upon", "that", "for")
#: What is settled of a meeting, and no bargain.
_LOGISTICS = frozenset((
    "date", "dates", "venue", "time", "hour", "meeting", "meetings", "round", "session", "talks", "negotiation",
    "negotiations", "dialogue", "discussions", "contacts",
))  # fmt: skip
_PRONOUNS = frozenset(("it", "that", "this", "them", "so"))
_MEETING_KINDS = ("talks_continuation",)
_OPENING = 14
#: How far what is promised may stand behind the verb, and how long what is put in between may be.
_TOLD, _INSERTED = 8, 20
#: Where captives go, after a verb of going.
_GOING = frozenset(("go", "come", "return", "walk"))
_HOMEWARD = ("home", "free", "back")
#: How far those who change hands may stand behind the verb.
_NEAR = 4
_INVITING = "agreement_content:inviting"
_OWNERS = frozenset(("its", "his", "her", "their", "the"))


def _transfers() -> frozenset[str]:
    """Verbs by which captives change hands; both sides must do it to make a bargain."""
    return word_set("agreement_content:transfers", "syntax_word_sets")


@cache
def _telling() -> frozenset[str]:
    """Verbs that can tell an agreement without a noun."""
    sets = ("agreement_content:giving", "agreement_content:declaring", "agreement_content:transfers")
    told = (word for name in sets for word in word_set(name, "syntax_word_sets"))
    return frozenset((*told, *_VERBS, *_SWAPS, *_GOING))


def content_mention(
    report: ParsedReport, focus: Focus, parsed: Parsed, predicate: Predicate
) -> AgreementMention | None:
    """The agreement that a verb tells without a noun, or None."""
    if predicate.bases.isdisjoint(_telling()):
        return None
    clause = parsed.clause_at(predicate.first)
    mutual = _to_each_other(report, predicate)
    told: tuple[list[Provision], str, str] | None
    if mutual is not None:
        told = _given(report, parsed, predicate, clause, mutual)
        effect = "agree"
    elif predicate.bases & _VERBS:
        told = _promised(report, parsed, predicate, clause)
        effect = "agree"
    elif predicate.bases & word_set("agreement_content:declaring", "syntax_word_sets"):
        told = _declared(report, parsed, predicate, clause)
        effect = "agree"
    elif predicate.bases & _transfers() and _answers(report, focus, parsed, predicate):
        told = _swapped(report, parsed, predicate, clause, whole=True)
        effect = "complete"
    elif predicate.bases & _SWAPS or (_is_transfer(report, predicate) and _is_mutual(report, clause)):
        told = _swapped(report, parsed, predicate, clause)
        effect = "complete"
    else:
        return None
    if told is None:
        return None
    impersonal = _is_impersonal(report, predicate)
    provisions, status, realis = told
    subject = [m for m in clause.subjects if not _invites(report, m)]
    names = list(dict.fromkeys(n for m in subject for n in _sides_of(focus, m)))
    leads = ("with", "to") if effect == "complete" else ("with",)
    reach = 8 if effect == "complete" else 4
    partner = list_after(
        report, leads, predicate.after, min(max(clause.tokens) + 1, predicate.after + reach), reach - 1
    )
    joint = (
        len(names) >= 2
        or bool(partner)
        or _with_others(report, predicate)
        or any(m.noun == "collective" for m in subject)
    )
    joint = joint or mutual is not None or (impersonal and effect == "agree")
    joint = joint or (effect == "complete" and (predicate.passive or _is_mutual(report, clause)))
    joint = joint or (effect == "complete" and _answers(report, focus, parsed, predicate))
    bound = predicate.bases & _ADDING and len(names) >= 2 and _is_reflexive(report, predicate)
    if joint and not provisions and (predicate.bases & _FOUNDING or bound or mutual is not None):
        provisions = [Provision("other", predicate.first, predicate.after)]
    if not provisions or not joint or status == "-" or is_supposed(parsed, clause):
        return None
    outer = outer_status(above(report, parsed, predicate, 0) + above_clause(parsed, clause, report.tokens))
    if "-" in outer:
        return None
    for above_it in outer:
        if above_it in ("proposed", "rejected"):
            status, realis = above_it, "denied" if above_it == "rejected" else "hypothetical"
    mention = AgreementMention(
        predicate.first, predicate.after, predicate.head, parsed.sentence.number, "agreement_verb", "", status, realis,
        effect, provisions=provisions, at=predicate.head, deed=effect,
    )  # fmt: skip
    for m in (*subject, *partner):
        mention.join(_sides_of(focus, m), m)
    mention.adds = bool(predicate.bases & _ADDING) or any(
        t.low == "also" for t in report.tokens[max(0, predicate.first - 1) : predicate.after + 1]
    )
    mention.named_parties = len(mention.parties) >= 2
    mention.collective = any(m.noun in ("collective", "pronoun") for m in subject)
    mention.fresh = _is_beside(report, parsed, predicate)
    mention.adds = mention.adds or (impersonal and not mention.fresh)
    return mention


def _is_transfer(report: ParsedReport, predicate: Predicate) -> bool:
    """Whether captives change hands: "were freed", "went home"."""
    if predicate.bases & _transfers():
        return True
    going = not predicate.bases.isdisjoint(_GOING) and predicate.after < len(report.tokens)
    return going and report.tokens[predicate.after].low in _HOMEWARD


def _invites(report: ParsedReport, m: Mention) -> bool:
    """Whether a name before the subject only tells who called them together: "at the invitation of Angola's president,
    the two leaders agreed"."""
    before = [t.low for t in report.tokens[max(0, m.first - 3) : m.first] if t.low != "the"]
    return before[-1:] == ["of"] and before[-2:-1] != [] and before[-2] in word_set(_INVITING, "syntax_word_sets")


def _sides_of(focus: Focus, m: Mention) -> tuple[str, ...]:
    """Actors of a mention; of "they" without those who only help them to talk."""
    names = focus.resolve(m)
    bound = tuple(n for n in names if n not in focus.third or n in focus.sides)
    return bound if m.noun == "pronoun" and len(bound) >= 2 else names


def _with_others(report: ParsedReport, predicate: Predicate) -> bool:
    """Whether one side settles something with the other, who is not named: "settled with its hosts that"."""
    lows = [t.low for t in report.tokens[predicate.after : predicate.after + 4]]
    others = word_set("agreement_content:others", "syntax_word_sets")
    return lows[:1] == ["with"] and lows[1:2] != [] and lows[1] in _OWNERS and any(w in others for w in lows[2:])


def _is_impersonal(report: ParsedReport, predicate: Predicate) -> bool:
    """Whether nobody is named who agrees: "it was agreed that", "it has also been decided to"."""
    k = predicate.first - 1
    return predicate.passive and k >= 0 and report.tokens[k].low == "it" and not predicate.modal


def _to_each_other(report: ParsedReport, predicate: Predicate) -> int | None:
    """Where what sides promise each other begins: "promised one another free movement"; None where they do not."""
    if predicate.passive or not predicate.bases & word_set("agreement_content:giving", "syntax_word_sets"):
        return None
    lows = tuple(t.low for t in report.tokens[predicate.after : predicate.after + 2])
    return predicate.after + 2 if lows in _RECIPROCAL else None


def _given(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, clause: Clause, first: int
) -> tuple[list[Provision], str, str]:
    """What sides promise each other: a thing, or what they will do."""
    complement = next((c for c in parsed.clauses if c.parent == clause.index and c.mark == "that"), None)
    after = max(clause.tokens) + 1 if complement is None else _end_of(parsed, complement)
    provisions = provisions_in(report, first, after)
    calm = word_set("agreement_content:calm", "syntax_word_sets")
    at = next((k for k in range(first, min(after, first + _NEAR)) if report.tokens[k].low in calm), None)
    if at is not None and all(p.kind != "ceasefire" for p in provisions):
        provisions = [Provision("ceasefire", at, at + 1), *provisions]
    status, realis = status_of("agree", time_of(predicate, parsed, clause), predicate.negated)
    return provisions, status, realis


def _is_reflexive(report: ParsedReport, predicate: Predicate) -> bool:
    """Whether sides bind themselves: "bound themselves to end the war"."""
    return any(t.low in ("themselves", "themself") for t in report.tokens[predicate.after : predicate.after + 2])


def _is_beside(report: ParsedReport, parsed: Parsed, predicate: Predicate) -> bool:
    """Whether a bargain is told as another one than that named before: "Separately, …", "Outside the protocol, …"."""
    tokens, s = report.tokens, parsed.sentence
    if predicate.first - s.first > _OPENING:
        return False
    beside = word_set("agreement_content:beside", "syntax_word_sets")
    return tokens[s.first].low in beside or (predicate.first > s.first and tokens[predicate.first - 1].low in beside)


def _is_mutual(report: ParsedReport, clause: Clause) -> bool:
    """Whether a clause tells of both sides at once: "each", "a side", "from each side", "for"."""
    lows = [report.tokens[k].low for k in clause.tokens]
    swapped = any(pair in (("in", "exchange"), ("in", "return")) for pair in pairwise(lows))
    return swapped or "each" in lows or "apiece" in lows or any(pair in _MUTUAL for pair in pairwise(lows))


def _answers(report: ParsedReport, focus: Focus, parsed: Parsed, predicate: Predicate) -> bool:
    """Whether each side does its part in one sentence: "the army freed 20 men and the rebels handed over ten"."""
    mine = {n for m in parsed.clause_at(predicate.first).subjects for n in focus.resolve(m)}
    if len(mine) != 1 or not mine <= set(focus.sides):
        return False
    for other in parsed.predicates:
        if other.first <= predicate.first or not other.bases & _transfers() or other.passive or other.negated:
            continue
        theirs = {n for m in parsed.clause_at(other.first).subjects for n in focus.resolve(m)}
        if other.tense == predicate.tense and theirs and theirs <= set(focus.sides) - mine:
            return True
    return False


def _declared(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, clause: Clause
) -> tuple[list[Provision], str, str] | None:
    """ "Both declared that hostilities were at an end": a halt of fire, and nothing else that may be declared."""
    told = _promised(report, parsed, predicate, clause)
    if told is None or not any(c.parent == clause.index and c.mark == "that" for c in parsed.clauses):
        return None
    provisions, status, realis = told
    kept = [p for p in provisions if p.kind == "ceasefire"]
    return (kept, status, realis) if kept else None


def _swapped(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, clause: Clause, *, whole: bool = False
) -> tuple[list[Provision], str, str] | None:
    """ "Exchanged 100 prisoners", "1,000 captives a side were handed over": the bargain is carried out; where they
    "will" be, it is agreed."""
    after = parsed.sentence.after if whole else max(clause.tokens) + 1
    provisions = provisions_in(report, min(clause.tokens), after)
    kept = [p for p in provisions if p.kind in ("prisoner_exchange", "return_of_remains")]
    if not kept and predicate.bases & _transfers():
        # "each side handed over 157 people"
        people = (
            f for f in report.figures_in(predicate.after, predicate.after + _NEAR) if f.quantity.unit == "persons"
        )
        kept = [Provision("prisoner_exchange", f.first, f.after, f) for f in people]
    time = time_of(predicate, parsed, clause)
    if not kept or predicate.negated:
        return None
    if time == PAST:
        return kept, "implemented", "actual"
    told = any(p.quantity is not None for p in kept)
    return (kept, "agreed", "planned") if time == FUTURE and told and predicate.modal != "to" else None


def _promised(
    report: ParsedReport, parsed: Parsed, predicate: Predicate, clause: Clause
) -> tuple[list[Provision], str, str] | None:
    tokens, s = report.tokens, parsed.sentence
    start = _over_inserted(report, predicate.after, s.after)
    nested = next(
        (p for p in parsed.predicates if p.tense in ("infinitive", "gerund") and start <= p.first <= start + _TOLD),
        None,
    )
    complement = next(
        (c for c in parsed.clauses if c.parent == clause.index and c.mark == "that" and c.verb is not None), None
    )
    opener = tokens[predicate.after].low if predicate.after < s.after else ""
    if nested is None and complement is None and opener not in _OPENERS:
        return None
    bare = complement is None and predicate.passive and _is_impersonal(report, predicate)
    if bare and any(d.first <= predicate.after + 1 for d in report.dates_in(predicate.after, predicate.after + 3)):
        # "it had been settled on 17 February": what was spoken of before
        return None
    if predicate.after + 1 < s.after and tokens[predicate.after + 1].low in _PRONOUNS:
        # "have agreed to it": named before
        return None
    after = max(clause.tokens) + 1 if complement is None else _end_of(parsed, complement)
    provisions = provisions_in(report, predicate.after, after)
    if nested is not None and nested.bases & words("agreement_meetings"):
        provisions = [p for p in provisions if p.kind not in _MEETING_KINDS]
        if not provisions:
            return None
    if provisions and all(p.kind in _MEETING_KINDS for p in provisions):
        return None
    if not provisions and any(tokens[k].low in _LOGISTICS for k in range(predicate.after, min(after, s.after))):
        return None
    found = complement.verb if complement is not None else None
    if not provisions and found is not None and found.perfect and not found.modal:
        # "it was agreed that the country had waited long enough": an opinion
        return None
    status, realis = status_of("agree", time_of(predicate, parsed, clause), predicate.negated)
    return provisions, status, realis


def _over_inserted(report: ParsedReport, first: int, after: int) -> int:
    """The index behind what is put in between two commas: "have undertaken, in separate talks, to stop"."""
    if first >= after or report.tokens[first].low != ",":
        return first
    end = next((k for k in range(first + 1, min(after, first + _INSERTED)) if report.tokens[k].low == ","), first)
    return end + 1 if end > first and report.tokens[min(end + 1, after - 1)].low in _OPENERS else first


def _end_of(parsed: Parsed, complement: Clause) -> int:
    """The index behind a that-clause and what hangs on it: "that it will free fifty men held in the south"."""
    inside = {complement.index}
    for clause in parsed.clauses:
        if clause.parent in inside and clause.mark == "that":
            inside.add(clause.index)
    return max(k for n in inside for k in parsed.clauses[n].tokens) + 1
