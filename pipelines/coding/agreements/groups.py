"""Agreement groups: which mentions of a report are one agreement, and the terms that are told of it further on.

Belongs here: comparing a mention with the agreements found so far; sentences of terms ("Under the deal …").
Does not belong here: agreements of different reports (`pipelines.resolution`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.provisions import Provision, provisions_in
from pipelines.coding.agreements.terms import continues, states_terms
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

_ORDER = (
    "renewal", "comprehensive", "ceasefire", "prisoner_exchange", "humanitarian", "confidence_building", "protocol",
    "framework", "procedural", "other",
)  # fmt: skip
_BY_PROVISION = {
    "ceasefire": "ceasefire", "prisoner_exchange": "prisoner_exchange", "return_of_remains": "prisoner_exchange",
    "humanitarian_access": "humanitarian",
}  # fmt: skip
_JOIN = 2.0
#: Days by which the makings of one agreement may differ in what a report says: told by the same deed, and by others.
_SAME_DAYS, _FAR_DAYS = 2, 60
#: Names of frameworks that may hold anything: their terms tell the kind.
_OPEN_NAMES = (
    "memorandum", "declaration", "statement", "joint", "plan", "proposal", "proposals", "offer", "offers", "initiative",
    "bridging", "draft", "ideas", "package", "communique", "peace", "counter-proposal", "counter-offer",
)  # fmt: skip
#: What a third party puts before the sides.
_TABLED = frozenset(("proposal", "proposals", "plan", "initiative", "draft", "roadmap", "map"))
#: Kinds and deeds by which a weak noun ("plan", "text") makes an agreement.
_TELLING = ("framework", "ceasefire", "protocol", "procedural", "renewal", "prisoner_exchange", "humanitarian")
_PLURALS = ("agreements", "deals", "accords", "pacts", "ceasefires", "truces")
_OVER = ("terminated", "implemented", "violated", "suspended")
_DONE = ("agree", "sign", "initial", "accept", "mediate")
_MAKING = ("propose", "refuse", "discuss", "sign", "agree", "initial", "accept", "extend", "complete", "suspend")


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
    def provisions_told(self) -> list[Provision]:
        """Provisions in the words of the mentions themselves."""
        return [p for m in self.mentions for p in m.provisions]

    @property
    def statuses(self) -> list[str]:
        return [m.status for m in self.mentions if m.status is not None]

    @property
    def kind(self) -> str:
        """By main content: the first kind in the manual's order that a noun or a provision tells."""
        if any(m.effect == "extend" for m in self.mentions) or "renewal" in self.kinds:
            return "renewal"
        kinds = set(self.kinds)
        told = {p.kind for p in self.provisions if not p.distant}
        own = {p.kind for m in self.mentions for p in m.provisions if not p.distant}
        content = {found for m in self.mentions if (found := m.told_kind)}
        if kinds & {"protocol", "procedural", "confidence_building"}:
            pool = kinds
        elif "framework" in kinds:
            firm = any(m.kind == "framework" and m.noun.split()[0] not in _OPEN_NAMES for m in self.mentions)
            pool = kinds | (set() if firm else {_BY_PROVISION[k] for k in own if k in _BY_PROVISION})
        else:
            pool = kinds | {_BY_PROVISION[k] for k in (own if content else told) if k in _BY_PROVISION}
        pool |= content
        if not pool:
            pool = _by_terms(told)
        return next((k for k in _ORDER if k in pool), "other")


def _by_terms(told: set[str]) -> set[str]:
    """The kind of a bargain that neither its name nor a halt of fire or an exchange tells."""
    if "power_sharing" in told and told & {"disarmament", "elections"}:
        return {"comprehensive"}
    if told & {"talks_continuation", "security_guarantee", "territorial"}:
        return {"framework"}
    return set()


def group_agreements(mentions: Sequence[AgreementMention], report: ParsedReport, focus: Focus) -> list[AgreementGroup]:
    """The agreements of a report, in the order in which they are first spoken of, with their terms."""
    groups: list[AgreementGroup] = []
    last: AgreementGroup | None = None
    seen: AgreementMention | None = None
    for mention in mentions:
        if mention.status is None and mention.strength == "weak" and not _refers(mention):
            continue
        if _is_inner(mention, seen):
            continue
        seen = mention
        if mention.anaphor or mention.apposed:
            if last is not None and not (mention.anaphor and mention.effect == "extend"):
                last.mentions.append(mention)
            continue
        group = _known(mention, groups, last, report)
        if group is not None:
            group.mentions.append(mention)
        elif mention.status is not None or mention.strength == "strong" or mention.under or mention.proposer:
            group = AgreementGroup([mention])
            groups.append(group)
        last = group if group is not None else last
    groups = [g for g in groups if _is_founded(g, focus)]
    where = {m.sentence: g for g in groups for m in g.mentions}
    for group in groups:
        for mention in group.mentions:
            _merge(group, mention.provisions)
    _terms(report, groups, where)
    return groups


def _is_inner(m: AgreementMention, before: AgreementMention | None) -> bool:
    """Whether a noun only tells a term of the agreement named before it: "the text commits both to a ceasefire"."""
    same = before is not None and before.sentence == m.sentence and not before.under
    return same and m.status is None and not m.definite and not m.named_parties and m.date is None


def _refers(m: AgreementMention) -> bool:
    """Whether a weak noun without a verb of its own can stand for an agreement: "the text", "under the plan"."""
    words = word_set("agreement_groups:references", "syntax_word_sets")
    return m.under or bool(m.proposer) or m.is_dated or (m.definite and m.noun in words)


def _known(
    mention: AgreementMention, groups: Sequence[AgreementGroup], last: AgreementGroup | None, report: ParsedReport
) -> AgreementGroup | None:
    """The agreement spoken of before that a mention is about."""
    best, score = None, 0.0
    for group in groups:
        points = _likeness(mention, group, report)
        if points is not None:
            points += 0.5 if group is last and mention.definite else 0.0
            if points >= score:
                best, score = group, points
    bar = _JOIN if mention.status is not None and not mention.definite else 1.0
    return best if score >= bar else None


def _is_founded(group: AgreementGroup, focus: Focus) -> bool:
    """Whether what is said of an agreement makes a record of it."""
    told = [m for m in group.mentions if m.status is not None and not m.anaphor]
    if any(_can_found(m, focus) for m in told):
        return True
    if any(m.anaphor and m.status is not None for m in group.mentions) and len(focus.sides) >= 2:
        return True
    return any(_is_recalled(m, focus) for m in group.mentions if m.status is None)


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


def _is_another(m: AgreementMention, g: AgreementGroup) -> bool:
    """Whether the days on which they were made, or "previous" and the like, tell two agreements apart."""
    if m.older and g.statuses and not any(x.older or x.is_dated for x in g.mentions) and not g.mentions[0].definite:
        return True
    if m.made is None:
        return False
    one = m.made.mention.interval
    for other in g.mentions:
        if other.made is None or one.start is None:
            continue
        two = other.made.mention.interval
        if two.start is None or two.end is None or one.end is None:
            continue
        gap = max((one.start - two.end).days, (two.start - one.end).days)
        same = m.deed == other.deed or m.identifying or m.is_dated or other.identifying or other.is_dated
        if gap > (_SAME_DAYS if same else _FAR_DAYS):
            return True
    return False


def _is_own(m: AgreementMention, g: AgreementGroup) -> bool:
    """Whether who refuses it has put the other forward himself."""
    authors = {n for x in g.mentions for n in x.proposer}
    return len(authors) == 1 and authors == set(m.rejects)


def _likeness(m: AgreementMention, g: AgreementGroup, report: ParsedReport) -> float | None:
    if _is_another(m, g) or (m.status == "rejected" and _is_own(m, g)):
        return None
    points = 0.0
    before = g.mentions[-1]
    inner = m.rule == "agreement_noun" and m.definite and m.status is None and m.noun != before.noun
    if inner and before.sentence == m.sentence and not before.definite and before.status is not None:
        # "a document on how to carry out the peace deal": two instruments
        return None
    opened = bool(g.statuses) and all(s in ("proposed", "under_negotiation", "rejected") for s in g.statuses)
    if (
        opened
        and m.definite
        and m.status not in ("rejected", "proposed")
        and m.is_dated
        and not any(x.is_dated for x in g.mentions)
    ):
        # "the January agreement" is not what is on the table
        return None
    weak = g.mentions[0].strength == "weak" and not g.kinds
    if (
        weak
        and m.kind
        and m.strength == "strong"
        and m.kind not in {_BY_PROVISION.get(p.kind) for p in g.provisions_told}
    ):
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
        elif m.definite and m.strength == "weak" and "renewal" not in (m.kind, *kinds):
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
    fresh_news = not g.mentions[0].definite and bool(set(g.statuses) & {"agreed", "signed"})
    if m.rule == "agreement_verb" and m.date is None and fresh_news:
        # what "the parties have agreed" after the news of an agreement are its terms
        points += 1.5
    if (told & (known | kinds)) or (m.kind in known and not kinds):
        points += 1.5
    elif told and kinds and not (told & kinds) and not m.definite:
        points -= 1.0
    date, other = m.date, g.first("date")
    if date is not None and other is not None and m.status is not None:
        one, two = date.mention.interval, other.mention.interval
        if one.start and two.end and two.start and one.end and one.precision in ("day", "range", "month"):
            overlap = one.start <= two.end and two.start <= one.end
            done = m.effect in _DONE and m.status in ("agreed", "signed") and set(g.statuses) & {"agreed", "signed"}
            if not overlap and (done or (not m.definite and m.effect != "force")):
                return None
            points += 1.0 if overlap else 0.0
    if m.fresh:
        return None
    if m.status in _OVER and not m.definite and set(g.statuses) & {"agreed", "signed"} and m.rule == "agreement_noun":
        # "a short truce that collapsed" is another one than that of today
        return None
    if (
        m.effect in ("breach", "end", "complete", "observe", "heed", "suspend")
        and "renewal" in kinds
        and m.kind != "renewal"
    ):
        points -= 1.0
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
    if m.kind and m.kind in kinds and not m.definite and _is_open(m.status) and all(map(_is_open, g.statuses)):
        # "a ceasefire" that is wished for here and there is one
        points += 1.0
    if m.definite:
        points += 1.0
    sentences = report.prose.sentences
    points -= 0.15 * min(8, abs(sentences[m.sentence].paragraph - sentences[g.mentions[-1].sentence].paragraph))
    return points


def _is_open(status: str | None) -> bool:
    """Whether nothing is concluded yet."""
    return status in (None, "proposed", "under_negotiation")


def _can_found(m: AgreementMention, focus: Focus) -> bool:
    """Whether a mention makes a record by itself: it says how the agreement stands, or names one of the past."""
    if m.status is None:
        return _is_recalled(m, focus)
    if m.noun in _PLURALS and not (m.definite or m.named_parties):
        return False
    if not m.named_parties and len(focus.sides) < 2:
        return False
    if m.rule == "agreement_verb":
        return bool(m.provisions)
    if m.strength == "weak":
        if m.effect in ("sign", "initial", "agree") and m.status in ("signed", "agreed") and not m.definite:
            return True
        content = bool(m.provisions) or (m.kind in _TELLING and m.effect in _MAKING)
        if m.under and m.named_parties and m.provisions:
            return True
        return content and m.effect not in ("mention", "")
    if m.status in ("implemented", "violated", "terminated", "suspended"):
        return bool(m.definite or m.kind or m.named_parties or not m.noun.endswith("s"))
    if m.status in ("proposed", "rejected", "under_negotiation"):
        return bool(m.kind or m.provisions)
    return True


def _is_recalled(m: AgreementMention, focus: Focus) -> bool:
    """Whether a mention that does not say how an agreement stands names one that was made: by its day, its name, its
    parties, or as what something is done under; or a plan by its author."""
    if m.status is None:
        if m.realis in ("hypothetical", "denied") or m.ahead:
            return False
        dated = m.is_dated
        known = m.under and m.definite and (m.date is not None or m.named_parties or bool(m.provisions))
        if (
            m.noun.split()[-1] in _TABLED
            and m.proposer
            and len(focus.sides) >= 2
            and not set(m.proposer) & set(focus.sides)
        ):
            m.status, m.realis = "proposed", "hypothetical"
            return True
        weak = m.strength != "strong" and not (m.under and m.named_parties and m.provisions) and not dated
        if weak or not (m.definite or m.under or (m.named_parties and m.effect == "")):
            return False
        if not (known or dated or m.capital or m.base or m.named_parties) or len(focus.sides) < 2:
            return False
        m.status, m.realis = "agreed", "actual"
        return True
    return False


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
            told = any(m.sentence == number and m.status is not None for m in group.mentions)
            if not told and states_terms(parsed):
                _merge(group, provisions_in(report, s.first, s.after))
            continue
        if current is None or s.is_question or s.paragraph - paragraph > 1:
            continue
        if continues(report, parsed) and states_terms(parsed):
            _merge(current, provisions_in(report, s.first, s.after))
            paragraph = max(paragraph, s.paragraph)
