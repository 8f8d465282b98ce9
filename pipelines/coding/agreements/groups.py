"""Agreement groups: which mentions of a report are one agreement, and the terms that are told of it further on.

Belongs here: where each mention goes, which agreements make a record; sentences of terms ("Under the deal …").
Does not belong here: agreements of different reports (`pipelines.resolution`).
"""

from collections.abc import Sequence
from datetime import timedelta

from pipelines.coding.agreements.bare_fates import note_fates
from pipelines.coding.agreements.breaches import note_breaches
from pipelines.coding.agreements.counts import COUNTED, counts_in, has_figure
from pipelines.coding.agreements.group import BY_KIND, CONCLUDED, AgreementGroup
from pipelines.coding.agreements.likeness import is_open, likeness
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.pronouns import REFUSAL
from pipelines.coding.agreements.provisions import Provision, implied, is_distant, provisions_in
from pipelines.coding.agreements.terms import continues, lists_terms, states_terms
from pipelines.coding.agreements.thing_counts import note_things
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.word_scan import word_set

_JOIN = 2.0
#: How many agreements a reader keeps in mind: a mention is compared with the last ones only.
_REMEMBERED = 60
#: What a third party puts before the sides.
_TABLED = frozenset(("proposal", "proposals", "plan", "initiative", "draft", "roadmap", "map"))
#: Kinds and deeds by which a weak noun ("plan", "text") makes an agreement.
_TELLING = ("framework", "ceasefire", "protocol", "procedural", "renewal", "prisoner_exchange", "humanitarian")
_FORMS = ("paper", "text", "document", "draft", "statement", "package")
_MADE = ("agree", "sign", "initial")
_BINDING = ("agree", "sign", "accept", "initial", "discuss")
_PLURALS = ("agreements", "deals", "accords", "pacts", "ceasefires", "truces")
#: What is done to an agreement that there is, and how many sentences back it may stand.
_OF_MADE = ("breach", "observe", "heed", "keep", "complete", "suspend", "end")
_NEAR = 3
_NEWS = timedelta(days=60)
_MAKING = ("propose", "refuse", "discuss", "sign", "agree", "initial", "accept", "extend", "complete", "suspend")


def group_agreements(mentions: Sequence[AgreementMention], report: ParsedReport, focus: Focus) -> list[AgreementGroup]:
    """The agreements of a report, in the order in which they are first spoken of, with their terms."""
    groups: list[AgreementGroup] = []
    last: AgreementGroup | None = None
    seen: AgreementMention | None = None
    for mention in mentions:
        if mention.is_parted:
            continue
        idle = mention.status is None and mention.strength == "weak" and not _refers(mention)
        if _is_inner(mention, seen):
            if seen is not None and seen.status is not None and not mention.ahead:
                seen.provisions = [*seen.provisions, *_missing(seen, mention, report)]
            continue
        if idle and not (mention.apposed and mention.kind):
            continue
        seen = mention
        if mention.apposed and mention.status == "signed" and last is not None and not _is_concluded(last):
            # "signed four sentences": not those that were only drafted
            mention.apposed = False
        if mention.apposed and mention.named_parties and mention.made is not None and mention.kind in ("", "framework"):
            # "the sides had settled on twelve points in Delhi in 2005": told with parties and a day of its own
            mention.apposed = last is not None and not _is_of_other_day(mention, last)
        if mention.noun == REFUSAL and (last is None or last.mentions[-1].status != "proposed"):
            continue
        if mention.anaphor or mention.apposed:
            meant = _meant_by(mention, groups, last, report)
            if meant is not None and mention.anaphor and mention.effect == "extend":
                # "it was prolonged by a month": another agreement of the same parties
                mention.parties, mention.named_parties = list(meant.named), len(meant.named) >= 2
                if meant.kind != "renewal":
                    groups.append(AgreementGroup([mention]))
            elif meant is not None:
                meant.mentions.append(mention)
            continue
        if last is not None and _is_promised(mention, last, report):
            continue
        if last is not None and _is_committed(mention, last, report):
            mention.kind = ""
            last.mentions.append(mention)
            continue
        group = _known(mention, groups, last, report, focus)
        if group is not None:
            group.mentions.append(mention)
        elif mention.status is not None or mention.strength == "strong" or mention.definite or mention.proposer:
            group = AgreementGroup([mention])
            groups.append(group)
        last = group if group is not None else last
    groups = [g for g in groups if _is_founded(g, focus)]
    where = {m.sentence: g for g in groups for m in g.mentions if not m.aside}
    for group in groups:
        for mention in group.mentions:
            _merge(group, mention.provisions)
    _terms(report, groups, where)
    note_things(report, groups, where)
    for group in groups:
        _imply(report, group)
        _part(group)
    note_breaches(report, groups, focus)
    note_fates(report, groups)
    return groups


def _meant_by(
    m: AgreementMention, groups: Sequence[AgreementGroup], last: AgreementGroup | None, report: ParsedReport
) -> AgreementGroup | None:
    """The agreement that "it" stands for: the last one; of what is broken, kept or ended, the last that was made."""
    if m.noun == "signature":
        lately = (g for g in reversed(groups) if m.sentence - g.mentions[-1].sentence <= _NEAR)
        signed = [g for g in lately if not _is_shut(g) and not _is_of_old(m, g, report)]
        # rather one of which it was told how it stands than one that was only named
        told = (g for g in signed if g.statuses and m.made is None)
        return next(told, next(iter(signed), None))
    if not m.anaphor or m.effect not in _OF_MADE or last is None or _is_made(last):
        return last
    near = (g for g in reversed(groups) if _is_made(g) and m.sentence - g.mentions[-1].sentence <= _NEAR)
    return next(near, last)


def _is_of_other_day(m: AgreementMention, group: AgreementGroup) -> bool:
    """Whether a mention tells another day of making than all that the agreement before it tells."""
    mine = m.made.mention.interval if m.made is not None else None
    days = [d.mention.interval for x in group.mentions if (d := x.made or x.date) is not None]
    if mine is None or mine.start is None or mine.end is None:
        return False
    return all(d.start is None or d.end is None or mine.start > d.end or mine.end < d.start for d in days)


def _is_concluded(group: AgreementGroup) -> bool:
    return bool({"agreed", "signed"} & set(group.statuses))


def _is_shut(group: AgreementGroup) -> bool:
    """Whether nobody signs any more: it was refused."""
    return bool(group.statuses) and set(group.statuses) <= {"rejected"}


def _is_of_old(m: AgreementMention, group: AgreementGroup, report: ParsedReport) -> bool:
    """Whether a signature is long past, and so under another text than one of these days: "signed as well in 2014"."""
    end = m.made.mention.interval.end if m.made is not None else None
    ends = [x.made.mention.interval.end for x in group.mentions if x.made is not None]
    past = any(x.year or x.older for x in group.mentions) or any(e is None or e <= end for e in ends if end)
    return end is not None and report.published - end > _NEWS and not past


def _is_made(group: AgreementGroup) -> bool:
    """Whether an agreement is there to be broken or kept: it is not only talked about."""
    if not group.statuses:
        return any(m.definite for m in group.mentions)
    return not all(map(is_open, group.statuses))


def _imply(report: ParsedReport, group: AgreementGroup) -> None:
    """Add the term that the kind of an agreement tells, where no words do: "the earlier one lasted a week"."""
    kind = BY_KIND.get(group.kind)
    if kind is None or any(p.kind == kind and p.quantity is not None for p in group.provisions):
        return
    if any(p.kind == kind for p in group.provisions):
        # the length may stand in another name of it: "a 30-day ceasefire"
        named = (implied(report, kind, m.first, m.after, m.first, m.after) for m in group.mentions if m.kind == kind)
        _merge(group, [p for p in named if p.quantity is not None][:1])
        return
    m = next((m for m in group.mentions if m.kind == group.kind), None)
    if m is None:
        return
    s = report.prose.sentences[m.sentence]
    group.provisions.append(implied(report, kind, m.first, m.after, s.first, s.after))


def _missing(seen: AgreementMention, inner: AgreementMention, report: ParsedReport) -> list[Provision]:
    """The term that a noun within the content of an agreement tells: "a release of hostages and a four-day pause"."""
    kind = BY_KIND.get(inner.kind)
    if kind is None or any(p.kind == kind for p in seen.provisions):
        return []
    s = report.prose.sentences[inner.sentence]
    found = implied(report, kind, inner.first, inner.after, inner.first, s.after)
    return [] if is_distant(report, inner.first, s.first) else [found]


def _is_inner(m: AgreementMention, before: AgreementMention | None) -> bool:
    """Whether a noun only tells a term of the agreement named before it: "the text commits both to a ceasefire"."""
    same = before is not None and before.sentence == m.sentence and not before.under
    return same and m.status is None and not m.definite and not m.named_parties and m.date is None


def _is_promised(m: AgreementMention, last: AgreementGroup, report: ParsedReport) -> bool:
    """Whether a further text is only what an agreement told just before has in store: "the two shall settle a plan"."""
    sentences = report.prose.sentences
    near = sentences[m.sentence].paragraph - sentences[last.mentions[-1].sentence].paragraph <= 1
    ahead = m.status in ("proposed", "under_negotiation") and m.realis == "planned" and m.effect in _BINDING
    return (
        ahead and near and m.strength == "weak" and not m.definite and bool({"agreed", "signed"} & set(last.statuses))
    )


def _is_committed(m: AgreementMention, last: AgreementGroup, report: ParsedReport) -> bool:
    """Whether what both commit themselves to is a term of the agreement told just before: "they commit themselves to a
    permanent ceasefire"."""
    committing = m.adds and m.rule == "agreement_noun" and m.date is None and not m.definite
    sentences = report.prose.sentences
    near = sentences[m.sentence].paragraph - sentences[last.mentions[-1].sentence].paragraph <= 1
    return committing and near and _is_concluded(last) and not last.mentions[-1].older


def _refers(m: AgreementMention) -> bool:
    """Whether a weak noun without a verb of its own can stand for an agreement: "the text", "under the plan"."""
    words = word_set("agreement_groups:references", "syntax_word_sets")
    return (m.under and m.definite) or bool(m.proposer) or m.is_dated or (m.definite and m.noun in words)


def _known(
    mention: AgreementMention,
    groups: Sequence[AgreementGroup],
    last: AgreementGroup | None,
    report: ParsedReport,
    focus: Focus,
) -> AgreementGroup | None:
    """The agreement spoken of before that a mention is about."""
    best, score = None, 0.0
    for group in groups[-_REMEMBERED:]:
        points = likeness(mention, group, report, focus)
        if points is not None and not _is_beside_text(mention, group, groups):
            points += 0.5 if group is last and mention.definite else 0.0
            if points >= score:
                best, score = group, points
    bar = _JOIN if mention.status is not None and not mention.definite else 1.0
    return best if score >= bar else None


def _is_beside_text(m: AgreementMention, group: AgreementGroup, groups: Sequence[AgreementGroup]) -> bool:
    """Whether "the paper" is rather the text that puts a truce into practice, which its sentence names too."""
    if m.noun not in _FORMS or len(group.mentions) > 1 or group.kinds != {"ceasefire"}:
        return False
    sentence = group.mentions[0].sentence
    return any(x.sentence == sentence and x.kind == "protocol" for g in groups if g is not group for x in g.mentions)


def _is_founded(group: AgreementGroup, focus: Focus) -> bool:
    """Whether what is said of an agreement makes a record of it."""
    told = [m for m in group.mentions if m.status is not None and not m.anaphor]
    if any(_can_found(m, focus) for m in told):
        return True
    if any(m.anaphor and m.status is not None for m in group.mentions) and len(focus.sides) >= 2:
        return True
    return any(_is_recalled(m, focus) for m in group.mentions if m.status is None)


def _part(group: AgreementGroup) -> None:
    """Drop the total of an exchange whose two parts are told: "2,900 … 1,700 for 1,200"."""
    numbers = [p.quantity for p in group.provisions if p.kind == "prisoner_exchange" and p.quantity is not None]
    sums = {a + b for n, a in enumerate(numbers) for b in numbers[n + 1 :]}
    group.provisions = [p for p in group.provisions if p.kind != "prisoner_exchange" or p.quantity not in sums]


def _merge(group: AgreementGroup, provisions: Sequence[Provision]) -> None:
    for new in provisions:
        same = [p for p in group.provisions if p.kind == new.kind]
        if any(p.quantity == new.quantity for p in same) or (same and new.quantity is None):
            continue
        blank = next((p for p in same if p.quantity is None), None)
        if blank is not None:
            group.provisions[group.provisions.index(blank)] = new
        elif not same or new.kind in ("prisoner_exchange", "withdrawal", "power_sharing", "disarmament"):
            group.provisions.append(new)


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
        if m.effect in ("sign", "initial", "agree", "yield") and m.status in ("signed", "agreed") and not m.definite:
            return True
        if m.effect == "propose" and m.status in ("proposed", "rejected") and m.identifying and m.date is not None:
            # "the paper which the mediators laid before both on Sunday"
            return True
        if m.effect == "discuss" and m.status == "under_negotiation" and m.named_parties and not m.definite:
            # "the sides are working on a document"
            return True
        content = bool(m.provisions) or (m.kind in _TELLING and m.effect in _MAKING)
        if m.under and m.named_parties and m.provisions:
            return True
        if m.named_parties and m.effect in ("force", "observe", "heed") and m.status == "agreed" and not m.definite:
            # "the two have an unwritten understanding, in force since May"
            return True
        dated = m.named_parties and (m.date is not None or m.kind) and not m.again
        if dated and m.status in ("agreed", "signed") and m.effect in _MADE:
            # "on that text both teams had settled on 31 August"
            return True
        if m.fresh and m.named_parties and m.effect == "discuss" and m.status == "under_negotiation" and m.identifying:
            # "a second paper, over which the parties are still haggling"
            return True
        if m.is_dated and m.of_place and m.status in CONCLUDED:
            # "the Abidjan text of 30 November, which both had signed"
            return True
        return content and m.effect not in ("mention", "")
    if m.status in ("implemented", "violated", "terminated", "suspended"):
        return bool(m.definite or m.kind or m.named_parties or not m.noun.endswith("s"))
    if m.status in ("proposed", "rejected", "under_negotiation"):
        named = m.strength == "strong" and m.named_parties and m.status == "under_negotiation"
        return bool(m.kind or m.provisions or named)
    return True


def _is_recalled(m: AgreementMention, focus: Focus) -> bool:
    """Whether a mention that does not say how an agreement stands names one that was made: by its day, its name, its
    parties, or as what something is done under; or a plan by its author."""
    if m.status is None:
        # "a return to the 2018 accord": there was one
        told = (m.year is not None or m.is_dated) and m.definite and m.strength == "strong"
        if (m.realis in ("hypothetical", "denied") or m.ahead) and not told:
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
        named = dated and m.noun not in _FORMS
        weak = m.strength != "strong" and not (m.under and m.named_parties and m.provisions) and not named
        of_day = dated and m.date is not None and m.date.first >= m.after
        if weak or not (m.definite or m.under or of_day or (m.named_parties and m.effect == "")):
            return False
        called = m.owned or m.year or m.of_place or m.capital or m.base or m.named_parties
        if not (known or dated or called) or len(focus.sides) < 2:
            return False
        m.status, m.realis = "agreed", "actual"
        if not (dated or m.under or m.deed in _MAKING):
            # the day on which something else was said of it
            m.date = None
        return True
    return False


def _counts_captives(report: ParsedReport, group: AgreementGroup, s: Sentence) -> bool:
    """Whether a sentence after an exchange tells how many go home."""
    freed = any(f.quantity.unit in ("prisoners", "bodies") for f in report.figures_in(s.first, s.after))
    return freed and group.kind == "prisoner_exchange"


def _count(report: ParsedReport, group: AgreementGroup, parsed: Parsed) -> None:
    """Take a bare figure for the figure of an agreement that has none, else for one that somebody else gives."""
    if not has_figure(parsed):
        return
    for kind in COUNTED:
        same = [p for p in group.provisions if p.kind == kind]
        if not same and group.kind != kind:
            continue
        for told in sorted(counts_in(report, parsed, kind), key=lambda p: p.first):
            known = [p.quantity for p in group.provisions if p.kind == kind and p.quantity is not None]
            if not known:
                _merge(group, [told])
            elif told.quantity not in (*known, *(c.quantity for c, _ in group.counts)):
                group.counts.append((told, parsed.sentence.number))


def _terms(report: ParsedReport, groups: Sequence[AgreementGroup], where: dict[int, AgreementGroup]) -> None:
    """Provisions in sentences after the one that names the agreement, as long as they go on about it."""
    if not groups:
        return
    current: AgreementGroup | None = None
    paragraph = last = -1
    for number, parsed in report.parsed.items():
        s = parsed.sentence
        group = where.get(number)
        if group is not None:
            current, paragraph, last = group, s.paragraph, number
            _count(report, group, parsed)
            told = any(m.sentence == number and m.status is not None and m.provisions for m in group.mentions)
            if not told and states_terms(parsed):
                _merge(group, provisions_in(report, s.first, s.after))
            continue
        if current is None or s.is_question or s.paragraph - paragraph > 1 or report.takes_back(s):
            continue
        _count(report, current, parsed)
        told = (continues(report, parsed) or _counts_captives(report, current, s)) and states_terms(parsed)
        if not told and number - last == 1 and lists_terms(report, parsed):
            told = any(p.kind != "other" for p in provisions_in(report, s.first, s.after))
        if told:
            _merge(current, provisions_in(report, s.first, s.after))
            paragraph, last = max(paragraph, s.paragraph), number
