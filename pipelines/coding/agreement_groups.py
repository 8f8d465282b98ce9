"""Agreement groups: which mentions of a report are one agreement, and the terms that are told of it further on.

Belongs here: comparing a mention with the agreements found so far; sentences of terms ("Under the deal …").
Does not belong here: agreements of different reports (`pipelines.resolution`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pipelines.coding.agreement_mention import AgreementMention
from pipelines.coding.clauses import Parsed
from pipelines.coding.focus import Focus
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.provisions import Provision, provisions_in
from pipelines.coding.word_scan import word_set
from pipelines.coding.word_tables import phrases

_ORDER = (
    "renewal", "comprehensive", "ceasefire", "prisoner_exchange", "humanitarian", "confidence_building", "protocol",
    "framework", "procedural", "other",
)  # fmt: skip
_BY_PROVISION = {
    "ceasefire": "ceasefire", "prisoner_exchange": "prisoner_exchange", "return_of_remains": "prisoner_exchange",
    "humanitarian_access": "humanitarian",
}  # fmt: skip
_JOIN = 2.0
_TABLED = frozenset(("proposal", "proposals", "peace plan", "plan", "initiative", "draft", "roadmap", "road map"))
_RANK = (
    "proposed",
    "under_negotiation",
    "agreed",
    "signed",
    "implemented",
    "suspended",
    "violated",
    "rejected",
    "terminated",
)


@cache
def _deontic() -> frozenset[str]:
    return word_set("agreement_groups:deontic", "syntax_word_sets")


@dataclass(slots=True)
class AgreementGroup:
    """Mentions of one agreement, in order, with the provisions told of it."""

    mentions: list[AgreementMention] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)

    def first(self, name: str):
        """The first value of an attribute that any mention gives."""
        return next((v for m in self.mentions if (v := getattr(m, name))), None)

    @property
    def kinds(self) -> set[str]:
        return {m.kind for m in self.mentions if m.kind}

    @property
    def named(self) -> list[str]:
        best = max((m for m in self.mentions if m.named_parties), key=lambda m: len(m.parties), default=None)
        return best.parties if best is not None else []

    @property
    def statuses(self) -> list[str]:
        return [m.status for m in self.mentions if m.status is not None]

    @property
    def kind(self) -> str:
        """By main content: the first kind in the manual's order that a noun or a provision tells."""
        if any(m.effect == "extend" for m in self.mentions) or "renewal" in self.kinds:
            return "renewal"
        kinds = set(self.kinds)
        told = {_BY_PROVISION[p.kind] for p in self.provisions if p.kind in _BY_PROVISION}
        if "framework" in kinds or "protocol" in kinds or "procedural" in kinds or "confidence_building" in kinds:
            pool = kinds
        else:
            pool = kinds | told
        return next((k for k in _ORDER if k in pool), "other")


def group_agreements(mentions: Sequence[AgreementMention], report: ParsedReport, focus: Focus) -> list[AgreementGroup]:
    """The agreements of a report, in the order in which they are first spoken of, with their terms."""
    groups: list[AgreementGroup] = []
    where: dict[int, AgreementGroup] = {}
    for mention in mentions:
        best, score = None, 0.0
        for group in groups:
            points = _likeness(mention, group, report)
            if points is not None and points >= score:
                best, score = group, points
        bar = _JOIN if mention.status is not None and not mention.definite else 1.0
        if best is not None and score >= bar:
            best.mentions.append(mention)
            where[mention.sentence] = best
        elif _can_found(mention, focus):
            group = AgreementGroup([mention])
            groups.append(group)
            where[mention.sentence] = group
    for group in groups:
        for mention in group.mentions:
            _merge(group, mention.provisions)
    _terms(report, groups, where)
    return groups


def _merge(group: AgreementGroup, provisions: Sequence[Provision]) -> None:
    for new in provisions:
        same = [p for p in group.provisions if p.kind == new.kind]
        if any(p.quantity == new.quantity for p in same) or (same and new.quantity is None):
            continue
        blank = next((p for p in same if p.quantity is None), None)
        if blank is not None:
            group.provisions[group.provisions.index(blank)] = new
        elif not same or new.kind in ("prisoner_exchange", "withdrawal"):
            group.provisions.append(new)


def _likeness(m: AgreementMention, g: AgreementGroup, report: ParsedReport) -> float | None:
    points = 0.0
    if (m.effect == "extend") != any(x.effect == "extend" for x in g.mentions) and (
        m.status is not None or m.effect == "extend"
    ):
        # an extension is an instrument beside the one that it extends
        return None
    mine, named = set(m.parties), set(g.named)
    if m.named_parties and named:
        if not mine & named:
            return None
        points += 1.0 if mine == named else 0.0
    kinds = g.kinds
    if m.kind and kinds:
        if m.kind in kinds:
            points += 1.5
        elif (
            {m.kind, *kinds} <= {"framework", "protocol", "comprehensive", "procedural"}
            and m.definite
            and m.noun in ("document", "text", "plan", "paper", "proposal")
        ):
            points += 0.5
        elif m.definite and m.strength == "weak":
            points -= 0.5
        else:
            return None
    elif m.generic and m.definite:
        points += 1.0
    elif m.kind and m.definite:
        # "the agreement … The Revitalised Agreement": a name after a generic word
        points += 0.5
    if m.adds and not m.date and set(g.statuses) & {"agreed", "signed"}:
        points += 2.0
    told = {_BY_PROVISION.get(p.kind) for p in m.provisions} - {None}
    known = {_BY_PROVISION.get(p.kind) for x in g.mentions for p in x.provisions} - {None}
    if told & (known | kinds):
        points += 1.5
    elif told and kinds and not (told & kinds) and not m.definite:
        points -= 1.0
    date, other = m.date, g.first("date")
    if date is not None and other is not None and m.status is not None:
        one, two = date.mention.interval, other.mention.interval
        if one.start and two.end and two.start and one.end and one.precision in ("day", "range", "month"):
            overlap = one.start <= two.end and two.start <= one.end
            done = m.effect in ("agree", "sign", "initial", "accept", "mediate") and set(g.statuses) & {
                "agreed",
                "signed",
            }
            if not overlap and (done or (not m.definite and m.effect != "force")):
                return None
            points += 1.0 if overlap else 0.0
    if m.fresh:
        return None
    if m.status is not None and g.statuses:
        open_m, open_g = (
            m.status in ("proposed", "under_negotiation"),
            all(s in ("proposed", "under_negotiation") for s in g.statuses),
        )
        if m.status == "rejected":
            points += 0.5 if open_g or "rejected" in g.statuses else -1.5
        elif open_m != open_g and not m.definite:
            points -= 1.0
        if m.status == g.statuses[-1]:
            points += 0.5
    if m.definite:
        points += 1.0
    sentences = report.prose.sentences
    points -= 0.15 * min(8, abs(sentences[m.sentence].paragraph - sentences[g.mentions[-1].sentence].paragraph))
    return points


def _can_found(m: AgreementMention, focus: Focus) -> bool:
    if m.status is None or (m.effect == "keep" and m.definite):
        inner = m.date is not None and m.first <= m.date.first and m.date.after <= m.after
        if (
            m.definite
            and inner
            and len(focus.sides) >= 2
            and (m.strength == "strong" or m.effect == "keep")
            and m.effect not in ("ahead", "none")
        ):
            # "the January agreement", "Saturday's understanding": named by its day, it was reached
            m.status, m.realis = "agreed", "actual"
            return True
        if m.noun in _TABLED and m.proposer and len(focus.sides) >= 2 and not set(m.proposer) & set(focus.sides):
            m.status, m.realis = "proposed", "hypothetical"
            return True
        if (
            m.definite
            and m.under
            and m.strength == "strong"
            and (m.date is not None or m.named_parties or m.provisions)
            and len(focus.sides) >= 2
        ):
            m.status, m.realis = "agreed", "actual"
            return True
        return False
    if not m.named_parties and len(focus.sides) < 2:
        return False
    if m.strength == "pronoun":
        return m.effect == "extend"
    if m.rule == "agreement_verb":
        return bool(m.provisions)
    if m.strength == "weak":
        if (
            m.effect in ("sign", "initial", "agree")
            and m.rule == "agreement_noun"
            and m.status in ("signed", "agreed")
            and not m.definite
        ):
            return True
        content = bool(m.provisions) or (
            m.kind in ("framework", "ceasefire", "protocol", "procedural")
            and m.effect in ("propose", "refuse", "discuss", "sign", "agree", "initial")
        )
        return content and m.effect not in ("mention", "")
    if m.status in ("implemented", "violated", "terminated", "suspended"):
        return True
    if m.status in ("proposed", "rejected", "under_negotiation"):
        return bool(m.kind or m.provisions)
    return True


def _terms(report: ParsedReport, groups: Sequence[AgreementGroup], where: dict[int, AgreementGroup]) -> None:
    """Provisions in sentences after the one that names the agreement, as long as they go on about it."""
    if not groups:
        return
    current: AgreementGroup | None = None
    paragraph = -1
    for number, parsed in report.parsed.items():
        s = parsed.sentence
        group = where.get(number)
        if group is not None:
            current, paragraph = group, s.paragraph
            if not any(m.sentence == number and m.status is not None for m in group.mentions) and _states_terms(
                report, parsed
            ):
                _merge(group, provisions_in(report, s.first, s.after))
            continue
        if current is None or s.is_question or s.paragraph - paragraph > 1:
            continue
        if _continues(report, parsed) and _states_terms(report, parsed):
            _merge(current, provisions_in(report, s.first, s.after))
            paragraph = max(paragraph, s.paragraph)


def _continues(report: ParsedReport, parsed: Parsed) -> bool:
    """Whether a sentence speaks of terms: it names the text, or says what shall be."""
    tokens, s = report.tokens, parsed.sentence
    opening = [t.low for t in tokens[s.first : s.first + 6]]
    if opening and opening[0] in (
        "under",
        "by",
        "it",
        "they",
        "both",
        "each",
        "the",
        "all",
        "a",
        "an",
        "also",
        "in",
        "heavy",
        "forces",
        "*",
        "•",
        "-",
    ):
        return True
    return any(
        phrases("agreement_nouns", "words").longest(tokens, k, s.after)
        for k in range(s.first, min(s.after, s.first + 6))
    )


def _states_terms(report: ParsedReport, parsed: Parsed) -> bool:
    if report.tokens[parsed.sentence.first].low == "under":
        return True
    for p in parsed.predicates:
        if p.modal in ("will", "would", "must", "to", "should", "may") or p.bases & {
            "provide",
            "include",
            "oblige",
            "commit",
            "undertake",
            "foresee",
            "set",
            "call",
            "cover",
            "require",
            "guarantee",
            "ensure",
            "allow",
            "permit",
            "contain",
            "envisage",
            "stipulate",
            "give",
            "agree",
            "set up",
            "pledge",
            "promise",
            "bind",
            "recognise",
            "apply",
        }:
            speech = parsed.speech[parsed.clause_at(p.first).index]
            if speech is None or speech.stance in ("assert",):
                return True
    return False
