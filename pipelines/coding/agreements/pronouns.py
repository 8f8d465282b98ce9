"""Agreement pronouns: "it" for an agreement named just before.

Belongs here: "it was signed in Doha", "both sides have broken it". Does not belong here: which agreement is meant
(`groups`: the one spoken of last).
"""

from collections.abc import Iterator, Sequence

from pipelines.coding.agreements.keeping import ended_by, goes_on, is_kept_to_end
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.standing import is_one_sided, is_refusal, outer_status, sets_terms
from pipelines.coding.agreements.verbs import has_object, states, status_of, verb_rows, verb_tails
from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.arguments import likewise
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import PAST, Link, above, above_clause, is_supposed, time_of
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row

#: The noun of a mention of what was put forward in the sentence before, by a refusal alone.
REFUSAL = "refusal"
_WORDS = ("it",)
#: Pronouns that stand for an agreement as the object of a verb of refusing only: "turned that down".
_POINTING = ("that", "this")
_PRONOUNS = frozenset((*_WORDS, *_POINTING))
_AFTER_OBJECT = ("down", "out", "up", "off", "in", "on", "at", "too", "as", "and", "but", "yesterday", "outright")
#: How many sentences back the agreement may stand; for what is refused outright, in the same paragraph.
_BACK, _FAR = 2, 4
_AGAIN = ("and", "but")
_WHOEVER = ("whoever", "anybody", "anyone", "who", "that")
_OVER = ("end", "suspend", "breach")
_STATES = (*_OVER, "complete")
_RELATIVE = ("that", "which")
_NOBODY = ("nobody", "none", "neither", "no")
_BINDING = ("agree", "sign", "initial", "keep", "observe", "heed", "complete", "breach")


def pronoun_mentions(
    report: ParsedReport, focus: Focus, parsed: Parsed, named: Sequence[int], last: int
) -> list[AgreementMention]:
    """The mention of an agreement by "it", where one is named before it in the sentence or in one of the two before;
    and a second one that tells its end: "it was signed in May, and by June it was dead"."""
    first = _mention_from(report, focus, parsed, named, last, parsed.sentence.first)
    if first is None:
        return []
    second = _mention_from(report, focus, parsed, [*named, first.anchor], last, first.after)
    ended = second is not None and second.effect in _OVER and second.at != first.at
    return [first, second] if second is not None and ended else [first]


def bare_refusal(report: ParsedReport, focus: Focus, parsed: Parsed, last: int) -> AgreementMention | None:
    """ "The mediators suggested a truce. The government refused.": without an object, of what was put forward last."""
    s = parsed.sentence
    if not 0 < s.number - last <= 2 or _is_apart(report, s, last):
        return None
    if s.number - last == 2 and not _is_assent(report, s.number - 1):
        return None
    verb = next((p for p in parsed.predicates if p.is_finite and parsed.clause_at(p.first).parent is None), None)
    if verb is None or verb.modal or verb.passive or verb.negated:
        return None
    refusing = word_set("agreement_pronouns:refusing", "syntax_word_sets")
    bare = not verb.bases.isdisjoint(refusing) and (verb.after >= s.after or _ends(report, verb.after))
    if not bare and not _says(report, verb, "no"):
        return None
    who = [n for m in parsed.clause_at(verb.first).subjects for n in focus.resolve(m)]
    if len(set(who)) != 1 or who[0] not in focus.sides:
        return None
    return AgreementMention(
        verb.first, verb.after, verb.head, s.number, "agreement_noun", "", "rejected", "denied", "refuse",
        rejects=who[:1], definite=True, strength="weak", noun=REFUSAL, at=verb.head, anaphor=True,
    )  # fmt: skip


def _is_assent(report: ParsedReport, number: int) -> bool:
    """Whether a sentence only tells that somebody accepts: "The government said yes", "The rebels accepted"."""
    parsed = report.parsed.get(number)
    verb = next((p for p in parsed.predicates if p.is_finite), None) if parsed is not None else None
    if parsed is None or verb is None or verb.negated or verb.modal:
        return False
    bare = bool(verb.bases & {"accept", "agree"}) and (verb.after >= parsed.sentence.after or _ends(report, verb.after))
    return bare or _says(report, verb, "yes")


def _says(report: ParsedReport, verb: Predicate, answer: str) -> bool:
    """Whether somebody says no more than "yes" or "no"."""
    lows = [t.low for t in report.tokens[verb.after : verb.after + 2]]
    return "say" in verb.bases and lows[:1] == [answer] and (len(lows) < 2 or _ends(report, verb.after + 1))


def _is_kept(report: ParsedReport, verb: Predicate) -> bool:
    """Whether "it held" has no object: "it held until June", "it has held"; not "it held talks"."""
    return verb.after >= len(report.tokens) or (
        report.tokens[verb.after].kind == "sign"
        or report.tokens[verb.after].low in word_set("agreement_pronouns:holding", "syntax_word_sets")
    )


def _ends(report: ParsedReport, i: int) -> bool:
    """Whether nothing follows that a verb could govern."""
    token = report.tokens[i]
    return token.kind == "sign" or token.low in _AFTER_OBJECT


def _mention_from(
    report: ParsedReport, focus: Focus, parsed: Parsed, named: Sequence[int], last: int, start: int
) -> AgreementMention | None:
    tokens, s = report.tokens, parsed.sentence
    for i in range(start, s.after) if not parsed.words.isdisjoint(_PRONOUNS) else ():
        if tokens[i].low not in _PRONOUNS:
            continue
        pointing = tokens[i].low in _POINTING
        if pointing and not _is_object(report, parsed, i):
            continue
        near = any(n < i for n in named) or s.number - last <= _BACK
        if not near and (s.number - last > _FAR or _is_apart(report, s, last)):
            continue
        for predicate in parsed.predicates:
            before = i < predicate.first <= i + 3 or (i == s.first and tokens[predicate.first - 1].low in _AGAIN)
            as_subject = (
                before
                and not pointing
                and not any(
                    m.first > i and m.after <= predicate.first and predicate.first <= i + 3 for m in parsed.mentions
                )
            )
            if not as_subject and not predicate.head < i <= predicate.head + 4:
                continue
            if not any(n < i for n in named) and s.number - last > 1 and (as_subject or _is_apart(report, s, last)):
                continue
            made = _of_verb(report, focus, parsed, predicate, i, as_subject)
            if made is not None:
                return made if near or made.status == "rejected" else None
    return None


def _is_apart(report: ParsedReport, s: Sentence, last: int) -> bool:
    """Whether the sentence that named the agreement stands in another paragraph."""
    return last < 0 or report.prose.sentences[last].paragraph != s.paragraph


def _is_end_told(report: ParsedReport, parsed: Parsed, clause: Clause, status: str) -> bool:
    """Whether "until" tells when what was prolonged ended, and supposes nothing: "was extended until it collapsed"."""
    if clause.opener not in ("until", "till") or status != "terminated" or clause.verb is None:
        return False
    before = next((p for p in reversed(parsed.predicates) if p.after <= clause.first + 1), None)
    if before is None or before.negated or before.modal or clause.verb.tense != "past" or clause.verb.modal:
        return False
    return any(row["effect"] == "extend" for row, _ in verb_rows(report.tokens, before))


def _is_of_nobody(report: ParsedReport, clause: Clause, predicate: Predicate) -> bool:
    """Whether the subject is "nobody" or "neither side"."""
    return any(report.tokens[k].low in _NOBODY for k in clause.tokens if k < predicate.first)


def _is_object(report: ParsedReport, parsed: Parsed, i: int) -> bool:
    """Whether "that" or "this" stands alone right after a verb: "turned that down", "rejected this"."""
    tokens = report.tokens
    if not any(p.after == i for p in parsed.predicates):
        return False
    follower = tokens[i + 1] if i + 1 < parsed.sentence.after else None
    return follower is None or follower.kind == "sign" or follower.low in _AFTER_OBJECT


def _rows(report: ParsedReport, predicate: Predicate, i: int) -> Iterator[tuple[Row, int]]:
    """Rows of a verb, also with its particle after the pronoun: "turned it down"."""
    tokens = report.tokens
    if predicate.head + 1 == i:
        for tail, row in verb_tails(tokens, predicate):
            if tuple(t.low for t in tokens[i + 1 : i + 1 + len(tail)]) == tail:
                yield row, i
    if predicate.bases == {"be"} and predicate.head > i and not predicate.modal:
        hit = states().longest(tokens, predicate.after)
        if hit is not None and hit[0]["effect"] in _STATES:
            # "by the end of the year it was dead"
            yield {**hit[0], "takes": "sp"}, hit[1]
    yield from verb_rows(tokens, predicate)


def _of_verb(
    report: ParsedReport, focus: Focus, parsed: Parsed, predicate: Predicate, i: int, as_subject: bool
) -> AgreementMention | None:
    clause = parsed.clause_at(predicate.first)
    for row, end in _rows(report, predicate, i):
        if row["words"] in word_set("agreement_statements:declaring", "syntax_word_sets"):
            hit = states().longest(report.tokens, i + 1) if i == predicate.head + 1 else None
            if hit is None or hit[0]["effect"] not in ("end", "suspend"):
                continue
            row = {**row, "effect": hit[0]["effect"], "takes": "op"}
        if "p" not in row["takes"]:
            lasting = row["words"] == "hold" and as_subject and clause.opener not in _RELATIVE
            if not lasting or not _is_kept(report, predicate):
                continue
        if report.tokens[i].low in _POINTING and row["effect"] != "refuse":
            continue
        if as_subject and not ("s" in row["takes"] if not predicate.passive else "o" in row["takes"]):
            continue
        if as_subject and not predicate.passive and "o" in row["takes"] and has_object(report.tokens, predicate.after):
            # "it ended a summit": what ended is something else
            continue
        if not as_subject and (
            "o" not in row["takes"] or predicate.passive or (end not in (i, i + 2) and i != predicate.head + 1)
        ):
            continue
        if row["words"] == "last":
            over = predicate.tense == "past" and not (predicate.perfect or predicate.negated or predicate.modal)
            # "it lasted five months": it is over
            row = {**row, "effect": "end" if over else "force"}
        status, realis = status_of(row["effect"], time_of(predicate, parsed, clause), predicate.negated)
        if predicate.bases == {"be"} and status == "agreed":
            # what "is dead" has died, what "is at work" was put to work
            status, realis = status_of(row["effect"], PAST, predicate.negated)
        told = Link(row["effect"], "", predicate.negated, predicate)
        if row["effect"] in ("sign", "initial") and is_refusal(parsed, told):
            status, realis = "rejected", "denied"
        outer = outer_status(above(report, parsed, predicate, 0) + above_clause(parsed, clause, report.tokens))
        if row["effect"] == "breach" and report.tokens[predicate.first - 1].low in _WHOEVER:
            # "impose penalties on whoever breaks it"
            return None
        if row["effect"] == "breach" and is_one_sided(report, focus, parsed, clause.subjects, predicate.first):
            return None
        if row["effect"] == "accept" and status == "rejected" and predicate.modal and sets_terms(parsed):
            status, realis = "proposed", "hypothetical"
        kept = Link(row["effect"], time_of(predicate, parsed, clause), predicate.negated, predicate, row["words"])
        status = ended_by(report, kept, row["effect"], status)
        if row["effect"] == "observe" and status == "implemented" and goes_on(report, told):
            status = "agreed"
        if status == "agreed" and is_kept_to_end(report, kept, row["effect"]):
            status = "implemented"
        if row["effect"] == "refuse" and _is_of_nobody(report, clause, predicate):
            return None
        if row["effect"] in ("agree", "accept", "sign") and _is_of_nobody(report, clause, predicate):
            status, realis = "proposed", "hypothetical"
        if row["effect"] == "discuss" and status == "proposed" and sets_terms(parsed):
            # "they will discuss it when the last soldier has gone"
            return None
        if predicate.bases == {"be"} and row["words"] == "over" and clause.mark in ("that", "when"):
            # "she came down to say that it was over", "when it was over, she": the talks are
            continue
        if (
            status == "-"
            or "-" in outer
            or (is_supposed(parsed, clause) and not _is_end_told(report, parsed, clause, status))
        ):
            return None
        for found in outer:
            if found in ("proposed", "rejected", "under_negotiation"):
                status, realis = found, "denied" if found == "rejected" else "hypothetical"
        mention = AgreementMention(
            i, i + 1, i, parsed.sentence.number, "agreement_noun", "renewal" if row["effect"] == "extend" else "",
            status, realis, row["effect"], definite=True, strength="weak", noun="it", at=predicate.head, anaphor=True,
            words=row["words"],
        )  # fmt: skip
        if not as_subject and row["effect"] in _BINDING:
            for m in clause.subjects:
                mention.join(focus.resolve(m), m)
            for m in likewise(report, i, parsed.sentence.after) if len(mention.parties) == 1 else ():
                mention.parties += [n for n in focus.resolve(m) if n not in mention.parties]
        elif row["effect"] == "refuse":
            mention.rejects += [n for m in clause.subjects for n in focus.resolve(m)]
        mention.named_parties = len(mention.parties) >= 2
        return mention
    return None
