"""Act claims: from acts to claims of the three tables, for reports on politics at large.

Belongs here: which record an act makes. Does not belong here: finding acts (`acts`) and actors (`actors`).

An undertaking (an agreement, a promise, an offer, readiness) is an agreement of kind other, agreed: its maker has
bound himself. A demand or exhortation is a condition of kind demand. A refusal is that demand rejected, or an agreement
rejected. A consultation is a meeting held, a visit to come one that is scheduled.
"""

from collections.abc import Collection

from pipelines.coding.acts.actors import ActActors
from pipelines.coding.acts.acts import Act, ActReader
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.conditions.spans import end_of
from pipelines.coding.report.claim_parts import Draft, evidence_span
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from schemas.claims import Claim

_RULE = "act"


def act_claims(report: ParsedReport, focus: Focus, told: Collection[int]) -> list[Claim]:
    """Claims of the acts of a report, but for the sentences (by number) in `told`, of which more is known."""
    reader, actors = ActReader(report), ActActors(report, focus)
    claims: list[Claim] = []
    for number, parsed in report.parsed.items():
        if number in told:
            continue
        act = reader.read(parsed)
        if act is None:
            continue
        claim = _claim(len(claims) + 1, parsed, act, actors, report)
        if claim is not None:
            claims.append(claim)
    return claims


def _claim(number: int, parsed: Parsed, act: Act, actors: ActActors, report: ParsedReport) -> Claim | None:
    source = actors.source(parsed, act)
    if not source:
        return None
    target = actors.target(parsed, act, source)
    verb = act.predicate
    span = evidence_span(report, verb.first, min(act.after + 1, parsed.sentence.after), verb.head)
    if act.kind == "ask" or (act.asked and target is not None):
        return _demand(number, parsed, act, source, target, span, report)
    if act.kind in ("consult", "visit"):
        return _meeting(number, act, source, target, span, report)
    return _undertaking(number, act, source, target, span, report)


def _demand(
    number: int, parsed: Parsed, act: Act, source: tuple[str, ...], target: str | None,
    span: tuple[int, int], report: ParsedReport,
) -> Claim:  # fmt: skip
    draft = Draft("condition", f"dc{number}", report)
    draft.evidence(*span)
    refused = act.kind == "refuse"
    holder, addressee = (target, source[0]) if refused else (source[0], target)
    draft.add("kind", "demand")
    draft.add("status", "rejected" if refused else "stated")
    draft.add("holder", holder or "")
    if addressee:
        draft.add("addressee", addressee)
    end = end_of(parsed, report.tokens, act.after)
    draft.add("demand", " ".join(report.prose.words(act.after, end).split()), act.after, end)
    return draft.claim("hypothetical", _RULE, False)


def _meeting(
    number: int, act: Act, source: tuple[str, ...], target: str | None, span: tuple[int, int], report: ParsedReport
) -> Claim:
    draft = Draft("meeting", f"dm{number}", report)
    draft.evidence(*span)
    ahead = act.kind == "visit"
    draft.add("kind", "bilateral_meeting" if target is not None else "consultation")
    draft.add("status", "scheduled" if ahead else "held")
    draft.add("level", "unspecified")
    for name in dict.fromkeys((*source, *((target,) if target else ()))):
        draft.add("party", name)
    return draft.claim("planned" if ahead else "actual", _RULE, False)


def _undertaking(
    number: int, act: Act, source: tuple[str, ...], target: str | None, span: tuple[int, int], report: ParsedReport
) -> Claim:
    draft = Draft("agreement", f"da{number}", report)
    draft.evidence(*span)
    refused = act.kind == "refuse"
    draft.add("kind", "other")
    draft.add("status", "rejected" if refused else "agreed")
    for name in dict.fromkeys((*source, *((target,) if target else ()))):
        draft.add("party", name)
    return draft.claim("denied" if refused else "actual", _RULE, False)
