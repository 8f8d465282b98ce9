"""Denials: a source that takes back what it said leaves its earlier claims without a voice.

Belongs here: which claims a denial takes back, and what only one outlet goes on to tell. A denial by a party is no such
thing: it is the status `rejected` of what was claimed. Does not belong here: finding the record that a denial speaks of
(`fold.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipelines.resolution.origins import Syndication, fold, outlet_called
from pipelines.resolution.standing import StandingClaim
from schemas.claims import VALUE_FIELDS


def take_back(
    claims: Sequence[StandingClaim],
    judgements: Mapping[str, tuple[str | None, str]],
    syndication: Callable[[], Syndication],
) -> list[StandingClaim]:
    """The claims, those that their own source denied set to superseded.

    A denial takes back what its outlet, or a carrier of one of its outlet's texts, had published by then with the
    same value, whichever of the two reports came in first.
    """
    by_record: dict[str, list[StandingClaim]] = {}
    for claim in claims:
        record_id = judgements.get(claim.claim_id, (None, ""))[0]
        if record_id and claim.is_live and not claim.asserts:
            by_record.setdefault(record_id, []).append(claim)
    if not by_record:
        return list(claims)
    known = syndication()
    settled = []
    for claim in claims:
        record_id = judgements.get(claim.claim_id, (None, ""))[0]
        denials = by_record.get(record_id or "", ()) if claim.has_voice else ()
        denial = next((d for d in denials if _takes_back(d, claim, known)), None)
        if denial is not None:
            reason = f"denied by its own source in report {denial.report.report.report_id}"
            claim = replace(claim, status="superseded", status_reason=reason)
        settled.append(claim)
    return _without_disowned(settled, by_record, judgements, known)


def _without_disowned(
    claims: Sequence[StandingClaim],
    denied: Mapping[str, Sequence[StandingClaim]],
    judgements: Mapping[str, tuple[str | None, str]],
    known: Syndication,
) -> list[StandingClaim]:
    """The claims, without those of what no more groups of texts tell than have told it too and take it back.

    One paper tells of a summit, another reprints that and corrects it: to take for held what did not take place is the
    worst mistake. Copies count once; a further text of its own brings it back.
    """
    own = {r: [d for d in denials if not d.claim.attributed_to] for r, denials in denied.items()}
    taking = {r: {known.group_of[d.report.report.report_id] for d in denials} for r, denials in own.items()}
    telling: dict[str, set[str]] = {}
    spared: set[str] = set()
    for claim in claims:
        record_id = judgements.get(claim.claim_id, (None, ""))[0] or ""
        if record_id in own and claim.has_voice:
            telling.setdefault(record_id, set()).add(known.group_of[claim.report.report.report_id])
            if not any(_is_same(d, claim) for d in own[record_id]):
                # another day or place was taken back
                spared.add(record_id)
    disowned = {r for r, groups in telling.items() if r not in spared and len(groups) <= len(taking[r] - groups)}
    return [
        replace(c, status="superseded", status_reason="told too, and taken back, by another outlet")
        if c.has_voice and judgements.get(c.claim_id, (None, ""))[0] in disowned
        else c
        for c in claims
    ]


def _takes_back(denial: StandingClaim, claim: StandingClaim, known: Syndication) -> bool:
    ours, theirs = denial.report.report, claim.report.report
    if ours.report_id == theirs.report_id or theirs.published_on > ours.published_on:
        return False
    if theirs.published_at and ours.published_at and theirs.published_at > ours.published_at:
        return False
    if denial.claim.attributed_to and fold(denial.claim.attributed_to) != fold(claim.claim.attributed_to or ""):
        return False  # somebody else denies it: a disagreement
    outlet = outlet_called(ours)
    if outlet_called(theirs) != outlet and known.group_of[theirs.report_id] not in known.carried[outlet]:
        return False
    return _is_same(denial, claim)


def _is_same(denial: StandingClaim, claim: StandingClaim) -> bool:
    """Whether it is this that is denied: the same status, and no other day or place."""
    return denial.claim.first("status") == claim.claim.first("status") and not _differ(denial, claim)


def _differ(denial: StandingClaim, claim: StandingClaim) -> bool:
    """Whether both give a value of one field, and not the same one: then it is not this that is denied."""
    for name in VALUE_FIELDS[denial.claim.record_type]:
        if name.endswith("*") or name in _WORDS:
            continue
        denied, said = denial.claim.first(name), claim.claim.first(name)
        if denied and said and denied != said:
            return True
    return False


#: fields whose wording may differ where the thing is the same
_WORDS = frozenset(
    (
        *("kind", "step", "level", "date_text", "date_precision", "outcome", "name", "demand", "meeting"),
        *("conditioned", "conditioned_text"),
    )
)
