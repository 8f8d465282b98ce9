"""Report claims: one report's text to its claims, layer by layer.

Belongs here: the order of the layers and the local keys. Does not belong here: any rule.
"""

from datetime import date

from pipelines.coding.agreement_claims import AgreementWhole, agreement_claims, agreement_whole
from pipelines.coding.agreement_frames import AgreementReader
from pipelines.coding.agreement_groups import group_agreements
from pipelines.coding.condition_claims import condition_claims
from pipelines.coding.condition_frames import ConditionReader
from pipelines.coding.focus import Focus
from pipelines.coding.meeting_claims import MeetingWhole, meeting_claims, whole_of
from pipelines.coding.meeting_frames import MeetingReader
from pipelines.coding.meeting_groups import group_meetings
from pipelines.coding.parsed_report import ParsedReport, parse_report
from pipelines.coding.roles import RoleClaim, find_roles, third_parties
from schemas.claims import Claim


def claims_of(text: str, published: date, *, any_topic: bool = False) -> tuple[Claim, ...]:
    """Claims of a text published on a day, in the order of the text."""
    report = parse_report(text, published)
    roles = find_roles(report)
    focus = Focus(report, third_parties(roles))
    reader = MeetingReader(report, focus, roles)
    mentions = []
    for parsed in report.parsed.values():
        found = reader.read(parsed)
        for mention in found:
            if mention.named_parties:
                focus.note(mention.anchor, mention.parties)
        mentions.extend(found)
    wholes: list[MeetingWhole] = []
    for group in group_meetings(mentions, report, focus):
        whole = whole_of(f"m{len(wholes) + 1}", group, report, focus)
        if whole is not None:
            wholes.append(whole)
    agreements = _agreements(report, focus, roles, wholes)
    claims = [claim for whole in wholes for claim in meeting_claims(whole, report)]
    claims += [claim for whole in agreements for claim in agreement_claims(whole, report)]
    terms = ConditionReader(report, focus, any_topic)
    conditions = [m for parsed in report.parsed.values() for m in terms.read(parsed)]
    claims += condition_claims(conditions, wholes, agreements, report)
    return tuple(sorted(claims, key=lambda c: (c.start, c.record_type, c.local_key)))


def _agreements(
    report: ParsedReport, focus: Focus, roles: list[RoleClaim], meetings: list[MeetingWhole]
) -> list[AgreementWhole]:
    reader = AgreementReader(report, focus, roles)
    mentions = [m for parsed in report.parsed.values() for m in reader.read(parsed)]
    wholes: list[AgreementWhole] = []
    for group in group_agreements(mentions, report, focus):
        whole = agreement_whole(f"a{len(wholes) + 1}", group, meetings, report, focus)
        if whole is not None:
            wholes.append(whole)
    return wholes
