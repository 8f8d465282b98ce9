"""Claims of what a report takes back: the wrong statement, with realis `denied`.

Belongs here: from the mentions in words that are taken back to claims. Does not belong here: finding these words
(`report.taken_back`), what a denied claim does to others (`pipelines.resolution.denials`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipelines.coding.agreements.claims import AgreementWhole, agreement_claims, agreement_whole
from pipelines.coding.agreements.groups import group_agreements
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.meetings.claims import MeetingWhole, meeting_claims, whole_of
from pipelines.coding.meetings.groups import group_meetings
from pipelines.coding.meetings.mention import MeetingMention
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.report.taken_back import outlet_passed_on
from schemas.claims import Claim

#: How many sentences behind words taken back it stands what is right.
_BEHIND = 2
#: to take back that a thing is off says that it is on, and the text says so itself
_OFF = frozenset(("cancelled", "rejected", "terminated"))


def parted(
    mentions: Sequence[MeetingMention], report: ParsedReport
) -> tuple[list[MeetingMention], list[MeetingMention]]:
    """The mentions that stand, and those in words taken back.

    What follows one of these and denies that there was any such meeting only says so again, and goes with neither.
    """
    stand: list[MeetingMention] = []
    wrong: list[MeetingMention] = []
    last: MeetingMention | None = None
    for mention in mentions:
        if report.is_taken_back(mention.anchor):
            wrong.append(mention)
        elif last is None or not report.is_taken_back(last.anchor) or not _denies_such(mention, report):
            stand.append(mention)
            if last is not None and report.is_taken_back(last.anchor):
                _let_them_be(mention, last, report)
        last = mention
    return stand, wrong


def _let_them_be(mention: MeetingMention, wrong: MeetingMention, report: ParsedReport) -> None:
    """Let "they" right behind words taken back be those of these: "had the officers meet in Rome. They met in Oslo"."""
    lead = report.tokens[mention.first - 1].low if mention.first else ""
    if mention.sentence - wrong.sentence <= _BEHIND and "they" in (lead, report.tokens[mention.first].low):
        mention.persons, mention.others, mention.tracks = list(wrong.persons), dict(wrong.others), wrong.tracks


def set_right(texts: Sequence[AgreementMention], wrong: Sequence[AgreementMention]) -> None:
    """Let "it" right behind words taken back stand for the agreement of these: "said that the accord had been signed on
    3 May. It was signed on 8 May"."""
    for m in texts:
        meant = next((w for w in reversed(wrong) if w.sentence == m.sentence - 1 and not w.anaphor), None)
        if m.anaphor and m.rule == "agreement_noun" and meant is not None:
            m.anaphor, m.kind, m.noun, m.strength = False, meant.kind, meant.noun, meant.strength
            if m.date is None and meant.is_dated:
                # "that the declaration of 26 October had been signed in Rome. It was signed in Oslo"
                m.date, m.is_dated = meant.date, True
            m.generic, m.made = meant.generic, m.made or m.date


def _denies_such(mention: MeetingMention, report: ParsedReport) -> bool:
    """Whether its noun stands right behind "no such"."""
    return [t.low for t in report.tokens[max(0, mention.anchor - 2) : mention.anchor]] == ["no", "such"]


def taken_back_claims(
    meetings: Sequence[MeetingMention],
    agreements: Sequence[AgreementMention],
    told: tuple[Sequence[MeetingWhole], Sequence[AgreementWhole]],
    report: ParsedReport,
    focus: Focus,
) -> Iterator[Claim]:
    """Denied claims of the mentions that stand in words taken back; `told`: what else the report tells of."""
    found: list[MeetingWhole] = []
    for group in group_meetings(meetings, report, focus):
        whole = whole_of(f"m{len(told[0]) + len(found) + 1}", group, report, focus)
        if whole is not None:
            found.append(whole)
    for whole in found:
        yield from _denied(meeting_claims(whole, report), whole.group.mentions[0].anchor, report)
    number = len(told[1])
    for texts in group_agreements(agreements, report, focus):
        text = agreement_whole(f"a{number + 1}", texts, found, report, focus)
        if text is not None:
            number += 1
            yield from _denied(agreement_claims(text, report), texts.mentions[0].anchor, report)


def _denied(claims: Iterable[Claim], anchor: int, report: ParsedReport) -> Iterator[Claim]:
    """The claims of what is told at a token as denied; by the outlet that it was had from, where that is named."""
    span = next(((first, after) for first, after in report.taken_back if first <= anchor < after), None)
    outlet = outlet_passed_on(report.tokens, span[0], anchor) if span is not None else None
    if outlet is not None and not report.places_in(*outlet):
        name = report.prose.words(*outlet)
        claims = (replace(claim, attributed_to=name) for claim in claims)
    return (replace(claim, realis="denied") for claim in claims if claim.first("status") not in _OFF)
