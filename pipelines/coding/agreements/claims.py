"""Agreement claims: from the agreements of a report to claims, one a mention, with parties, terms and every span.

Belongs here: what holds for an agreement as a whole (parties, mediators, date and place of its round).
Does not belong here: the folding of claims into a record (`pipelines.tables`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from pipelines.coding.agreements.group import CONCLUDED, AgreementGroup
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.provisions import Provision
from pipelines.coding.agreements.terms import day_of
from pipelines.coding.meetings.claims import MeetingWhole
from pipelines.coding.report.actor_kinds import STATES, is_listed_pair, kind_of
from pipelines.coding.report.claim_parts import Draft, evidence_span
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.word_scan import word_set
from schemas.claims import Claim

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
_PARAGRAPHS = 2
_LEAD_PARAGRAPHS = 3
_NEWS = timedelta(days=7)
_NEAR_TABLE = 0.5
_COARSE = ("week", "month", "quarter", "year", "relative", "unknown")
#: Kinds that only those who fight each other can conclude.
_OF_FIGHTERS = ("ceasefire", "prisoner_exchange", "comprehensive", "renewal")


@dataclass(frozen=True, slots=True)
class AgreementWhole:
    """What a report says of an agreement all in all; `key` is its local key. `mediators`: at first those spoken of as
    if they were bound; `mediation` adds the others."""

    key: str
    group: AgreementGroup
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    kind: str
    status: str
    meeting: MeetingWhole | None


def agreement_whole(
    key: str,
    group: AgreementGroup,
    meetings: Sequence[MeetingWhole],
    report: ParsedReport,
    focus: Focus,
) -> AgreementWhole | None:
    """The agreement as a whole; None where its parties cannot be told."""
    status = _status(group, focus)
    meeting = _meeting_of(group, meetings, report, status)
    parties = list(group.named)
    if len(parties) < 2:
        some = list(dict.fromkeys(p for m in group.mentions for p in m.parties))
        sides = list(focus.parties_at(group.mentions[0].anchor))
        if meeting is not None and len(meeting.parties) >= 2 and (not some or set(some) & set(meeting.parties)):
            sides = list(meeting.parties)
        apart = len(focus.sides) >= 2 and not set(sides) & set(focus.sides)
        if apart and (set(sides) <= focus.third or (len(sides) == 2 and not is_listed_pair(*sides))):
            # those who help others to talk, named last
            sides = list(focus.sides)
        own = [s for s in sides if s not in focus.third]
        sides = own if len(own) >= 2 else sides
        parties = sides if not some or set(some) & set(sides) else some + _facing(some[0], sides)
    spoken_of, parties = parties, _who_bind_themselves(parties, group, status, focus)
    if len(parties) < 2 or (set(parties) <= focus.third and not set(parties) & set(focus.sides)):
        # what mediators arrange among themselves is no agreement
        return None
    bystanders = tuple(dict.fromkeys(n for n in spoken_of if n not in parties))
    return AgreementWhole(key, group, tuple(parties), bystanders, group.kind, status, meeting)


def _facing(name: str, sides: Sequence[str]) -> list[str]:
    """The one of two sides with whom somebody else has an agreement: of a group the state."""
    listed = [s for s in sides if is_listed_pair(s, name)]
    states = [s for s in sides if kind_of(s) in STATES and kind_of(name) not in STATES]
    return [*listed, *states, *sides][:1]


def _who_bind_themselves(parties: list[str], group: AgreementGroup, status: str, focus: Focus) -> list[str]:
    """A truce binds those who fight, not the one of them and a third state that talk about it; of two parties none is
    an organisation that stood by."""
    fighters = [p for p in parties if p not in focus.third]
    if len(parties) > 2 and group.kind in _OF_FIGHTERS and set(fighters) >= set(focus.fighting) and focus.fighting:
        # those who helped to reach a truce are none of those who keep it
        return fighters if status != "signed" else parties
    if len(parties) != 2 or set(parties) == set(focus.fighting) or is_listed_pair(*parties):
        return parties
    if group.named and set(parties) == set(focus.pair) and not set(parties) & (focus.third | focus.mediating):
        # a report on two states that fight through others, and make the truce themselves
        return parties
    if len(focus.fighting) == 2 and set(parties) & set(focus.fighting):
        stands_by = any(kind_of(p) == "organisation" for p in parties)
        if stands_by or (group.kind in _OF_FIGHTERS and not (status == "signed" and group.named)):
            return list(focus.fighting)
    return parties


def _status(group: AgreementGroup, focus: Focus) -> str:
    found = group.statuses
    if group.is_half_signed(focus.sides):
        # "X had put his name to it", "Y left without signing"
        found = [status for status in found if status not in ("signed", "agreed")]
    for status in ("terminated", "violated", "suspended", "implemented"):
        if status in found:
            return status
    if "rejected" in found and not set(found) & {"signed", "agreed"}:
        return "rejected"
    for status in ("signed", "agreed", "rejected", "under_negotiation", "proposed"):
        if status in found:
            return status
    return found[0]


def _meeting_of(
    group: AgreementGroup, meetings: Sequence[MeetingWhole], report: ParsedReport, status: str
) -> MeetingWhole | None:
    """The meeting at which it was reached: one that is spoken of in the same sentence or close by."""
    tabled = status in ("proposed", "rejected") and _is_tabled(group)
    if any(m.year for m in group.mentions) or all(m.base for m in group.mentions if m.status is not None):
        # what was only prolonged there was made before
        return None
    if not tabled and not set(group.statuses) & {"agreed", "signed"}:
        return None
    sentences = report.prose.sentences
    best: tuple[float, MeetingWhole | None] = (99.0, None)
    date = group.first("date")
    for whole in meetings:
        if whole.status not in ("held", "ongoing") or whole.kind == "phone_call":
            continue
        interval = whole.group.interval
        if date is not None and interval is not None and interval.start and date.mention.interval.start:
            mine = date.mention.interval
            if mine.end and interval.end and (mine.start > interval.end or interval.start > mine.end):
                continue
        for m in group.mentions:
            if m.status is None:
                continue
            for other in whole.group.mentions:
                gap = abs(sentences[m.sentence].paragraph - sentences[other.sentence].paragraph) + 0.1 * abs(
                    m.sentence - other.sentence
                )
                if gap < best[0]:
                    best = (gap, whole)
    return best[1] if best[0] <= (_NEAR_TABLE if tabled else _PARAGRAPHS) else None


def _is_tabled(group: AgreementGroup) -> bool:
    """Whether one side is said to have put it before the other, and not only to want it."""
    return any(
        m.effect == "propose" and m.words in word_set("agreements:tabling", "syntax_word_sets") for m in group.mentions
    )


def agreement_claims(whole: AgreementWhole, report: ParsedReport) -> list[Claim]:
    """Claims of an agreement, one for each mention that says how it stands."""
    told = [m for m in whole.group.mentions if m.status is not None]
    claims = []
    for mention in told:
        status = mention.status or whole.status
        tabled = whole.status == "rejected" and status == "proposed" and any(m.status == "rejected" for m in told)
        if not tabled and (mention is told[0] or _RANK.index(status) > _RANK.index(whole.status)):
            status = whole.status
        claims.append(_claim(whole, mention, status, report))
    if all(c.first("status") != whole.status for c in claims):
        claims.append(_claim(whole, told[-1], whole.status, report))
    for count, number in whole.group.counts if told else ():
        sentence = report.prose.sentences[number]
        counted = replace(told[-1], first=count.first, after=count.after, anchor=count.first, rule="agreement_count")
        counted.speaker = counted.attributed = None
        claims.append(_claim(whole, counted, whole.status, report, (count,), (sentence.first, sentence.after)))
    return claims


def _claim(
    whole: AgreementWhole,
    mention: AgreementMention,
    status: str,
    report: ParsedReport,
    provisions: Sequence[Provision] | None = None,
    told_in: tuple[int, int] | None = None,
) -> Claim:
    """One claim; `provisions`: those it tells, where these are not all; `told_in`: the words that tell it."""
    draft = Draft("agreement", whole.key, report)
    first, after = told_in or (mention.first, mention.after)
    draft.evidence(*evidence_span(report, first, after, mention.anchor))
    draft.add("kind", whole.kind)
    draft.add("status", status, mention.anchor, mention.anchor + 1)
    _dates(draft, whole, mention, report)
    concluded = whole.status in CONCLUDED
    place = (
        next((m.place for m in whole.group.mentions if m.place is not None and _is_of_making(m)), None)
        if concluded
        else None
    )
    if place is None and concluded and whole.meeting is not None:
        place = whole.meeting.group.place
    if place is not None and place.name:
        draft.add("place", place.name, place.first, place.after)
        if place.country:
            draft.add("country", place.country, place.first, place.after)
    if whole.meeting is not None:
        draft.add("meeting", whole.meeting.key)
    spans = {n: s for m in whole.group.mentions for n, s in m.sources}
    for name in whole.parties:
        source = spans.get(name)
        draft.add("party", name, *((source.first, source.after) if source is not None else ()))
    for name in whole.mediators:
        draft.add("mediator", name)
    for field in ("accepts", "rejects"):
        for name in dict.fromkeys(getattr(mention, field)):
            draft.add(field, name)
    for p in whole.group.provisions if provisions is None else provisions:
        quantity = p.figure.quantity if p.figure is not None else None
        number = quantity.number if quantity is not None else None
        draft.add("provision_kind", p.kind, p.first, p.after)
        draft.add("provision_quantity", _decimal(number))
        draft.add("provision_unit", quantity.unit if quantity is not None and number is not None else "")
        draft.add("provision_basis", quantity.basis if quantity is not None and number is not None else "")
        draft.add("provision_text", report.prose.words(p.first, p.after).replace("\n", " "), p.first, p.after)
    draft.speech(mention.speaker, mention.attributed)
    realis = mention.realis
    if status in ("signed", "implemented", "agreed", "violated", "terminated", "suspended"):
        realis = "actual"
    elif realis in ("actual", "unknown"):
        realis = "denied" if status == "rejected" else "hypothetical"
    return draft.claim(realis, mention.rule, False)


def _is_of_making(m: AgreementMention) -> bool:
    """Whether the place of a mention is where the agreement was made."""
    return m.status in ("agreed", "signed") or (m.status is not None and m.deed in ("agree", "sign", "initial"))


def _dates(draft: Draft, whole: AgreementWhole, mention: AgreementMention, report: ParsedReport) -> None:
    """The day on which it was made or put forward; else the last day of the meeting at which that was; else the day on
    which it was announced, or from which it was in force."""
    dated = _deed_date(whole, mention, report)
    if dated is not None and (found := day_of(dated)) is not None:
        first, last, precision = found
        draft.add("date_start", first.isoformat(), dated.first, dated.after)
        draft.add("date_end", last.isoformat(), dated.first, dated.after)
        known = precision in ("day", "range", "week", "month", "quarter", "year")
        draft.add("date_precision", precision if known else "unknown", dated.first, dated.after)
        draft.add("date_text", dated.mention.text, dated.first, dated.after)
        return
    held = whole.meeting.group.interval if whole.meeting is not None else None
    if held is not None and held.end is not None and held.precision in ("day", "range"):
        draft.add("date_start", held.end.isoformat())
        draft.add("date_end", held.end.isoformat())
        draft.add("date_precision", "day")


def _lead_day(whole: AgreementWhole, report: ParsedReport) -> list[Dated]:
    """The day that the lead tells, for an agreement that is its news: the last one told there that is not to come."""
    told = [m for m in whole.group.mentions if m.status in ("agreed", "signed")]
    sentences = report.prose.sentences
    if not told or sentences[told[0].sentence].paragraph > _LEAD_PARAGRAPHS or whole.status not in ("agreed", "signed"):
        return []
    if any(m.year or m.older or m.under or m.base or m.since is not None for m in whole.group.mentions):
        return []
    days = []
    for sentence in sentences[: told[0].sentence + 1]:
        for d in report.dates_in(sentence.first, sentence.after):
            end = d.mention.interval.end
            fresh = end is not None and timedelta(0) <= report.published - end <= _NEWS
            if d.mention.role == "at" and d.mention.interval.precision == "day" and fresh:
                days.append(d)
    return days[:1] or _day_made_known(told[0], report)


def _day_made_known(news: AgreementMention, report: ParsedReport) -> list[Dated]:
    """The fresh day on which the next sentence says that it was made known: "The envoy announced it on Sunday"."""
    following, own = report.parsed.get(news.sentence + 1), report.prose.sentences[news.sentence]
    if following is None or following.sentence.paragraph != own.paragraph or "it" not in following.words:
        return []
    told = word_set("agreements:announcing", "syntax_word_sets")
    if not any(p.bases & told and p.tense == "past" and not p.negated for p in following.predicates):
        return []
    days = []
    for d in report.dates_in(following.sentence.first, following.sentence.after):
        end = d.mention.interval.end
        at = d.mention.role == "at" and d.mention.interval.precision == "day"
        if at and end is not None and timedelta(0) <= report.published - end <= _NEWS:
            days.append(d)
    return days[:1]


def _deed_date(whole: AgreementWhole, mention: AgreementMention, report: ParsedReport) -> Dated | None:
    mentions = [mention, *(m for m in whole.group.mentions if m is not mention)]
    if whole.status in CONCLUDED:
        made = [m for m in mentions if m.made is not None]
        best = next((m for m in made if m.status == whole.status), made[0] if made else None)
        if best is not None and best.made is not None:
            return None if _is_finer(whole.meeting, best.made) else best.made
        if whole.meeting is not None and whole.meeting.group.interval is not None:
            return None
        told = [m.date for m in mentions if m.date is not None and m.status in ("agreed", "signed")]
        told = told or _lead_day(whole, report)
        done = [m.date for m in mentions if m.date is not None and m.effect == "complete" and m.status == "implemented"]
        return next(iter([*told, *(m.since for m in mentions if m.since is not None), *done]), None)
    tabled = [m for m in mentions if m.date is not None and m.effect == "propose"]
    tabled += [m for m in mentions if m.date is not None and m.status == "rejected" and m.deed in ("propose", "accept")]
    return next((m.date for m in tabled), None)


def _is_finer(meeting: MeetingWhole | None, dated: Dated) -> bool:
    """Whether the meeting tells the day where the agreement is only dated by a week or a month that holds it."""
    held = meeting.group.interval if meeting is not None else None
    mine = dated.mention.interval
    if held is None or held.end is None or mine.precision not in ("week", "month") or held.precision in _COARSE:
        return False
    return mine.start is not None and mine.end is not None and mine.start <= held.end <= mine.end


def _decimal(number: int | float | None) -> str:
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else str(number)
