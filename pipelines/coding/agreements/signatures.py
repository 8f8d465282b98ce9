"""Agreement signatures: who signed, told without the agreement as an object.

Belongs here: "The minister signed for the government and the commander for the rebels", "They signed at two in the
morning", after a text that is named just before. Does not belong here: signatures with their object (`statements`),
"it" (`pronouns`), the meeting that a signature makes (`signing_frames`).
"""

from collections.abc import Sequence

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.objects import PREPOSITIONS
from pipelines.coding.agreements.standing import outer_status
from pipelines.coding.agreements.verbs import status_of, verb_rows
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.attitudes import above, above_clause, is_supposed, time_of
from pipelines.coding.text.word_scan import word_set

_SIGNING = {"sign": "sign", "initial": "initial"}
#: How long a name with "for the guerrillas" may be before that.
_NAME = 6
_NOTHING = ("nothing", "neither", "nobody", "none", "without", "not")
_DONE = ("signed", "agreed")


def signature_mention(
    report: ParsedReport, focus: Focus, parsed: Parsed, named: Sequence[AgreementMention], near: bool
) -> AgreementMention | None:
    """The signature under the agreement named last, by a verb without an object; None where a sentence tells none.
    `near`: whether one was named just before; else only who signed for whom tells of one."""
    if parsed.words.isdisjoint(word_set("agreement_signatures:verbs", "syntax_word_sets")):
        return None
    for verb in parsed.predicates:
        effect = next((_SIGNING[b] for b in verb.bases if b in _SIGNING), "")
        if not effect or verb.passive or verb.negated or not verb.is_finite or not _is_bare(report, parsed, verb):
            continue
        if _is_of_name(report, verb, named):
            continue
        clause = parsed.clause_at(verb.first)
        status, realis = status_of(effect, time_of(verb, parsed, clause), False)
        above_it = above(report, parsed, verb, 0) + above_clause(parsed, clause, report.tokens)
        if status not in _DONE or outer_status(above_it) or is_supposed(parsed, clause):
            continue
        mention = AgreementMention(
            verb.first, verb.after, verb.head, parsed.sentence.number, "agreement_noun", "", status, realis, effect,
            definite=True, strength="weak", noun="signature", at=verb.head, deed=effect, words="sign", anaphor=True,
        )  # fmt: skip
        signed_for = _signed_for(report, parsed, verb)
        for m in signed_for or clause.subjects:
            mention.join(focus.resolve(m), m)
        mention.named_parties = len(mention.parties) >= 2
        if not near:
            nothing = report.tokens[verb.first - 1].low in _NOTHING
            both = signed_for or (not nothing and set(mention.parties) >= set(focus.sides) > set())
            if not both or not mention.named_parties:
                continue
            mention.anaphor, mention.definite, mention.strength = False, False, "strong"
        return mention
    return None


def _is_of_name(report: ParsedReport, verb: Predicate, named: Sequence[AgreementMention]) -> bool:
    """Whether the verb says of an agreement named before it that it was signed: "a truce arranged by the envoy and
    signed in May" - nobody is named between them."""
    last = max((m.after for m in named if m.after <= verb.first), default=None)
    joined = report.tokens[verb.first - 1].low in ("and", ",", "then", "finally", "later")
    return last is not None and verb.first == verb.head and joined


def _is_bare(report: ParsedReport, parsed: Parsed, verb: Predicate) -> bool:
    """Whether no object and no particle follows: "signed for", "signed in", "signed."."""
    tokens = report.tokens
    row, end = next(verb_rows(tokens, verb), (None, verb.after))
    if verb.after >= parsed.sentence.after:
        return True
    follower = tokens[verb.after]
    if row is None or (end > verb.after and follower.low != "for"):
        return False
    if follower.low in ("up", "off", "on") and not report.dates_in(verb.after, verb.after + 2):
        return False
    dated = any(d.first == verb.after for d in report.dates_in(verb.after, verb.after + 1))
    led = follower.low in PREPOSITIONS or follower.kind == "sign" or follower.low in ("and", "too", "together", "here")
    return dated or led


def _signed_for(report: ParsedReport, parsed: Parsed, verb: Predicate) -> list[Mention]:
    """For whom it was signed: "for Kinshasa, and Mr B for the rebels"; empty where fewer than two are named."""
    tokens, s = report.tokens, parsed.sentence
    found = []
    for k in range(verb.after, s.after):
        opens = tokens[k].low == "for" or (tokens[k].low == "of" and tokens[k - 1].low == "behalf")
        if opens:
            # "Rivera for the guerrillas" may be one mention
            near = report.actors_in(max(s.first, k - _NAME), k + 3)
            ahead = [m for m in near if m.first > k or m.after > k]
            found += [m for m in ahead[:1] if m not in found]
    return found if len(found) >= 2 else []
