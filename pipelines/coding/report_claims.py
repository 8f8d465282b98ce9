"""Report claims: one report's text to its claims, layer by layer.

Belongs here: the order of the layers and the local keys. Does not belong here: any rule.
"""

from datetime import date

from pipelines.coding.acts.claims import act_claims
from pipelines.coding.agreements.claims import AgreementWhole, agreement_claims, agreement_whole
from pipelines.coding.agreements.frames import AgreementReader, tells_sides
from pipelines.coding.agreements.groups import group_agreements
from pipelines.coding.agreements.mediation import settle_mediators
from pipelines.coding.agreements.meeting_pronouns import without_pronouns_of_texts
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.signing_frames import add_signers, signing_meetings
from pipelines.coding.conditions.claims import condition_claims
from pipelines.coding.conditions.frames import ConditionReader
from pipelines.coding.conditions.replies import reply_claims
from pipelines.coding.long_texts import CodedPart, as_one, parts
from pipelines.coding.meetings.claims import MeetingWhole, meeting_claims, whole_of
from pipelines.coding.meetings.denials import mark_denied, mark_denied_at_once
from pipelines.coding.meetings.earlier_plans import with_earlier_plans
from pipelines.coding.meetings.frames import MeetingReader
from pipelines.coding.meetings.groups import group_meetings
from pipelines.coding.meetings.late_days import give_late_days
from pipelines.coding.meetings.lead_day import settle_lead_day
from pipelines.coding.meetings.licensing import is_known_who, licensed_only, mark_unlicensed, without_denied
from pipelines.coding.meetings.moved_days import move_days
from pipelines.coding.meetings.office_holders import add_heads_of_teams, add_office_holders
from pipelines.coding.meetings.phone_frames import phone_contacts
from pipelines.coding.meetings.place_settling import settle_places
from pipelines.coding.meetings.role_settling import settle_roles, share_mediators
from pipelines.coding.report.entries import with_past_entries
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport, parse_report
from pipelines.coding.report.roles import RoleClaim, find_roles, mediating, third_parties
from pipelines.coding.report.topic import is_on_topic
from pipelines.coding.round_ups import sections
from pipelines.coding.taken_back_claims import parted, set_right, taken_back_claims
from schemas.claims import Claim


def claims_of(text: str, published: date, *, any_topic: bool = False) -> tuple[Claim, ...]:
    """Claims of a text published on a day, in the order of the text."""
    coded = []
    for offset, part in parts(text):
        for start, section in sections(part, published):
            report = with_past_entries(parse_report(section, published))
            claims = _claims_of_part(report, any_topic=any_topic)
            coded.append(CodedPart(offset + start, len(report.prose.sentences), claims))
    return as_one(coded)


def _claims_of_part(report: ParsedReport, *, any_topic: bool) -> tuple[Claim, ...]:
    roles = find_roles(report)
    focus = Focus(report, third_parties(roles), mediating(roles))
    if not any_topic and not is_on_topic(report, focus):
        return ()
    agreed = AgreementReader(report, focus, roles)
    reader = MeetingReader(report, focus, roles)
    seated: dict[int, list[RoleClaim]] = {}
    for role in roles:
        if role.seats:
            seated.setdefault(role.sentence, []).append(role)
    texts, mentions = [], []
    for parsed in report.parsed.values():
        for role in seated.get(parsed.sentence.number, ()):
            focus.note_seated(role.at, [n for m in role.mentions for n in focus.resolve(m)])
        found = reader.read(parsed)
        found += phone_contacts(parsed, report, focus, found)
        for mention in found:
            # whom a third one rang are not "the two leaders" of the next sentence
            loose = mention.kind == "phone_call" or mention.status == "rejected" or mention.strength == "supposed"
            aside = loose and not set(mention.parties) <= set(focus.sides)
            if mention.named_parties and not aside:
                focus.note(mention.anchor, mention.parties)
        signed = agreed.read(parsed)
        for text in signed:
            if tells_sides(text, report, focus):
                focus.note(text.anchor, text.parties)
        add_signers(found, signed, report, focus)
        texts.extend(signed)
        mentions.extend(sorted([*found, *signing_meetings(signed, report, focus)], key=lambda m: m.anchor))
    mentions, wrong = parted(without_pronouns_of_texts(mentions, texts), report)
    wrong_texts = [m for m in texts if report.is_taken_back(m.anchor)]
    texts = [m for m in texts if not report.is_taken_back(m.anchor)]
    set_right(texts, wrong_texts)
    wholes: list[MeetingWhole] = []
    mark_unlicensed(mentions, report)
    mark_denied_at_once(mentions, report)
    mentions = move_days(with_earlier_plans(mentions, report), report)
    give_late_days(mentions, report)
    groups = group_meetings(mentions, report, focus)
    mark_denied(groups, report)
    groups = without_denied(licensed_only(groups), focus)
    settle_roles(roles, groups, report, focus)
    add_heads_of_teams(groups, report, focus)
    share_mediators(groups)
    settle_places(groups, report, focus)
    settle_lead_day(groups, report)
    for group in groups:
        add_office_holders(group, report)
        whole = whole_of(f"m{len(wholes) + 1}", group, report, focus)
        if whole is not None and is_known_who(whole, report, focus):
            wholes.append(whole)
    agreements = _agreements(report, focus, texts, wholes)
    wholes, agreements = settle_mediators(wholes, agreements, roles, report, focus)
    claims = [claim for whole in wholes for claim in meeting_claims(whole, report)]
    claims += [claim for whole in agreements for claim in agreement_claims(whole, report)]
    terms = ConditionReader(report, focus)
    conditions = [
        m for parsed in report.parsed.values() for m in terms.read(parsed) if not report.is_taken_back(m.anchor)
    ]
    terms.settle(conditions)
    claims += condition_claims(conditions, wholes, agreements, report)
    claims += reply_claims(terms.replies(conditions), len(conditions) + 1, report, focus)
    claims += taken_back_claims(wrong, wrong_texts, (wholes, agreements), report, focus)
    if any_topic:
        claims += act_claims(report, focus, {c.sentence_number for c in claims})
    return tuple(sorted(claims, key=lambda c: (c.start, c.record_type, c.local_key)))


def _agreements(
    report: ParsedReport,
    focus: Focus,
    mentions: list[AgreementMention],
    meetings: list[MeetingWhole],
) -> list[AgreementWhole]:
    wholes: list[AgreementWhole] = []
    for group in group_agreements(mentions, report, focus):
        whole = agreement_whole(f"a{len(wholes) + 1}", group, meetings, report, focus)
        if whole is not None:
            wholes.append(whole)
    return wholes
