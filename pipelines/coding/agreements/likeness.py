"""Agreement likeness: how well a mention fits an agreement that a report has spoken of before.

Belongs here: what tells two agreements apart, and the points for what they share. Does not belong here: where a mention
goes in the end (`groups`).
"""

from collections.abc import Sequence

from pipelines.coding.agreements.group import BY_PROVISION, CONCLUDED, AgreementGroup
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.dates.calendar import Interval
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.word_scan import word_set

#: Days by which the makings of one agreement may differ in what a report says: told by the same deed, and by others.
_SAME_DAYS, _FAR_DAYS = 2, 60
#: Days after which what was made on a known day is no news.
_NEWS_DAYS = 10
_OPEN = (None, "proposed")
_IN_FORCE = ("force", "observe", "heed")
_OVER = ("terminated", "implemented", "violated", "suspended")
#: Kinds by which a noun tells what was agreed.
_WHOLE = ("comprehensive", "ceasefire", "prisoner_exchange")
#: Kinds of provisions by whose number one agreement is told from another; numbers that differ by less are one.
_SIZES, _ALIKE = ("ceasefire", "prisoner_exchange"), 1.25
#: Sorts of instruments, by the word sets that list their names.
_SORTS = ("declarations", "plans", "memoranda", "protocols", "treaties")
_PLURALS = ("agreements", "deals", "accords", "pacts")
#: Deeds by which an agreement is reached, before it is signed.
_REACHING = frozenset(("agree", "mediate", "yield"))
_DONE = ("agree", "sign", "initial", "accept", "mediate")


def is_open(status: str | None) -> bool:
    """Whether nothing is concluded yet."""
    return status in (None, "proposed", "under_negotiation")


def _is_another(m: AgreementMention, g: AgreementGroup, report: ParsedReport) -> bool:
    """Whether the days on which they were made, or "previous" and the like, tell two agreements apart."""
    if m.older and g.statuses and not any(x.older or x.is_dated for x in g.mentions) and not g.mentions[0].definite:
        return True
    if m.made is None:
        return False
    one = m.made.mention.interval
    wanted = bool(g.statuses) or not g.mentions[0].definite
    if m.identifying and wanted and set(g.statuses).isdisjoint(CONCLUDED) and m.status not in (*_OPEN, "rejected"):
        # "the truce that both had agreed to in March" is none that somebody only calls for
        return True
    pointed = report.tokens[m.first].low in ("that", "this")
    if _is_fresh(g) and _is_before(one, report, _NEWS_DAYS if one.precision == "day" and not pointed else _FAR_DAYS):
        return True
    for other in g.mentions:
        if other.made is None or one.start is None:
            continue
        two = other.made.mention.interval
        if two.start is None or two.end is None or one.end is None:
            continue
        gap = max((one.start - two.end).days, (two.start - one.end).days)
        same = m.deed == other.deed or {m.deed, other.deed} <= _REACHING
        same = same or m.identifying or m.is_dated or other.identifying or other.is_dated
        if gap > (_SAME_DAYS if same else _FAR_DAYS):
            return True
    return False


def _is_before(made: Interval, report: ParsedReport, days: int) -> bool:
    """Whether it was made so many days ago that it is no news."""
    return made.end is not None and (report.published - made.end).days > days


def _is_fresh(g: AgreementGroup) -> bool:
    """Whether an agreement was introduced as something that was done, without a day."""
    first = g.mentions[0]
    if any(x.noun == "signature" and x.made is None for x in g.mentions):
        return True
    undated = all(m.date is None and not m.older for m in g.mentions)
    return first.status in ("agreed", "signed") and not first.definite and not first.under and undated


def _is_of_another_name(m: AgreementMention, g: AgreementGroup, report: ParsedReport) -> bool:
    """Whether the years or the places in their names, or the years in which they were made, tell two agreements apart:
    "its 1996 agreement", "the Minsk accords"."""
    places = {x.of_place for x in g.mentions if x.of_place}
    if m.of_place and places and m.of_place not in places:
        return True
    years = {x.year for x in g.mentions if x.year}
    if m.year is None:
        made = m.made.mention.interval.start if m.made is not None and m.is_dated else None
        return made is not None and bool(years) and made.year not in years
    if not years and m.year < report.published.year and _is_fresh(g):
        return True
    ends = [x.date.mention.interval.end for x in g.mentions if x.date is not None and x.status in CONCLUDED]
    return (bool(years) and m.year not in years) or any(e is not None and e.year != m.year for e in ends)


def _is_of_others(m: AgreementMention, g: AgreementGroup, sides: Sequence[str], third: frozenset[str]) -> bool:
    """Whether one who is no side of the report's process made it, and the other agreement is not his."""
    if m.deed not in ("sign", "agree", "initial") or len(m.parties) != 1 or not g.statuses:
        return False
    mine = set(m.parties) - third
    theirs = {n for x in g.mentions for n in x.parties}
    return bool(mine) and bool(theirs) and not mine & (theirs | set(sides))


def _is_own(m: AgreementMention, g: AgreementGroup) -> bool:
    """Whether who refuses it has put the other forward himself."""
    authors = {n for x in g.mentions for n in x.proposer}
    return len(authors) == 1 and authors == set(m.rejects)


def _is_named_apart(m: AgreementMention, g: AgreementGroup) -> bool:
    """Whether "the truce" or "the peace treaty" is named after a bargain on other things that a verb alone told."""
    named = m.rule == "agreement_noun" and m.definite and m.strength == "strong" and m.kind in _WHOLE
    if not named or any(x.rule != "agreement_verb" for x in g.mentions):
        return False
    return m.kind not in {BY_PROVISION.get(p.kind) for p in g.provisions_told}


def _is_of_another_size(m: AgreementMention, g: AgreementGroup) -> bool:
    """Whether it was made on a day of its own, and frees other numbers or lasts for another time: "an understanding on
    50 men … the exchange agreed in March, of 900"."""
    if m.made is None or any(x.made is not None for x in g.mentions):
        return False
    for kind in _SIZES:
        mine = [p.quantity for p in m.provisions if p.kind == kind and p.quantity]
        theirs = [p.quantity for p in g.provisions_told if p.kind == kind and p.quantity]
        if mine and theirs:
            return not any(max(a, b) <= _ALIKE * min(a, b) for a in mine for b in theirs)
    return False


def _is_of_another_sort(m: AgreementMention, g: AgreementGroup) -> bool:
    """Whether their names are those of different instruments: "an action plan … the declaration", "a memorandum"."""
    mine = _sort_of(m)
    theirs = {_sort_of(x) for x in g.mentions if x.status is not None} - {""}
    return mine != "" and m.status is not None and bool(theirs) and mine not in theirs


def _is_of_other_kind(m: AgreementMention, g: AgreementGroup) -> bool:
    """Whether one is an exchange, the other a truce that holds none."""
    told = {p.kind for p in g.provisions_told}
    return m.kind in _WHOLE and not g.kinds.isdisjoint(_WHOLE) and m.kind not in told


def _sort_of(m: AgreementMention) -> str:
    """The sort of instrument that a noun tells; empty for one that may stand for any ("text", "accord")."""
    last = m.noun.split()[-1] if m.noun else ""
    return next((sort for sort in _SORTS if last in word_set(f"agreement_likeness:{sort}", "syntax_word_sets")), "")


def _is_one_of_many(m: AgreementMention, g: AgreementGroup) -> bool:
    """Whether agreements of no number were spoken of, of which this is none by its name: "agreements must be found"."""
    bare = [x for x in g.mentions if x.noun in _PLURALS and not x.definite]
    return len(bare) == len(g.mentions) and m.noun not in _PLURALS


def likeness(m: AgreementMention, g: AgreementGroup, report: ParsedReport, focus: Focus) -> float | None:
    """Points for a mention to be about the agreement of a group; None where it cannot be."""
    if (
        _is_of_another_name(m, g, report)
        or _is_of_others(m, g, focus.sides, focus.third)
        or _is_another(m, g, report)
        or (m.status == "rejected" and _is_own(m, g))
    ):
        return None
    if (
        m.effect in ("force", "observe", "heed")
        and m.definite
        and m.realis == "actual"
        and g.is_half_signed(focus.sides)
    ):
        # "the text was to give a form to the truce that began on Sunday"
        return None
    if _is_named_apart(m, g) or _is_of_another_sort(m, g) or _is_one_of_many(m, g) or _is_of_another_size(m, g):
        return None
    if m.topic and m.made is not None and not g.kinds.isdisjoint(_WHOLE) and not any(x.topic for x in g.mentions):
        # "the accord on human rights which the two signed in July" is not the whole peace
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
        and (m.is_dated or m.year)
        and not any(x.is_dated or x.year for x in g.mentions)
    ):
        # "the January agreement" is not what is on the table
        return None
    dated = m.definite and (m.year or m.is_dated)
    if dated and before.sentence == m.sentence and not any(x.year or x.is_dated for x in g.mentions):
        # "a pact that would restore the 1974 agreement"
        return None
    weak = g.mentions[0].strength == "weak" and not g.kinds
    if (
        weak
        and m.kind
        and m.strength == "strong"
        and m.kind not in {BY_PROVISION.get(p.kind) for p in g.provisions_told}
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
            and m.noun in ("document", "text", "plan", "paper", "proposal", "draft")
        ):
            points += 0.5
        elif m.definite and m.strength == "weak" and "renewal" not in (m.kind, *kinds) and not _is_of_other_kind(m, g):
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
    told = {BY_PROVISION.get(p.kind) for p in m.provisions} - {None}
    known = {BY_PROVISION.get(p.kind) for x in g.mentions for p in x.provisions} - {None}
    fresh_news = not g.mentions[0].definite and bool(set(g.statuses) & {"agreed", "signed"})
    if m.rule == "agreement_verb" and m.date is None and fresh_news:
        # what "the parties have agreed" after the news of an agreement are its terms
        points += 2.0 if m.collective else 1.5
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
            # "the truce of Monday … the text put before both on Tuesday"
            tabled = m.deed == "propose" and any(x.is_dated for x in g.mentions)
            ago = (one.start - two.end).days if m.effect == "propose" and m.status == "proposed" else 0
            tabled = tabled or (ago > _FAR_DAYS and bool(set(g.statuses) & {"agreed", "signed"}))
            far = max((one.start - two.end).days, (two.start - one.end).days) > _NEWS_DAYS
            # "a truce took effect on Monday" may be that of Friday, but not that of last month
            if not overlap and (done or tabled or (not m.definite and (far or m.effect != "force"))):
                return None
            points += 1.0 if overlap else 0.0
    concluded = set(g.statuses) & {"agreed", "signed", "implemented"}
    if m.fresh or (m.effect == "discuss" and m.identifying and m.strength == "weak" and concluded):
        # "the paper that they discussed" is none that is concluded
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
        elif open_m != open_g and (not m.definite or m.identifying or m.effect in ("discuss", "yield")):
            points -= 1.0
        if m.status == g.statuses[-1]:
            points += 0.5
    if m.kind and m.kind in kinds and not m.definite and is_open(m.status) and all(map(is_open, g.statuses)):
        # "a ceasefire" that is wished for here and there is one
        points += 1.0
    if m.definite:
        points += 1.0
        if opened and m.status is None and m.kind and m.strength == "strong":
            # "the truce" is one that there is, rather than one that was only put forward
            points -= 1.5
    sentences = report.prose.sentences
    points -= 0.15 * min(8, abs(sentences[m.sentence].paragraph - sentences[g.mentions[-1].sentence].paragraph))
    return points
