"""Denials: a source that takes back what it said leaves its earlier claims without a voice.

Belongs here: which claims a denial takes back. A denial by a party is no such thing: it is the status `rejected` of
what was claimed. Does not belong here: finding the record that a denial speaks of (`fold.py`).
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
    same value, whichever of the two reports came in first. An outlet that takes back what it had from another ("we
    reprinted an article of the Lake Herald") says that both carried one text: the other's claims go too.
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
    return settled


def _takes_back(denial: StandingClaim, claim: StandingClaim, known: Syndication) -> bool:
    ours, theirs = denial.report.report, claim.report.report
    if ours.report_id == theirs.report_id or theirs.published_on > ours.published_on:
        return False
    if theirs.published_at and ours.published_at and theirs.published_at > ours.published_at:
        return False
    teller = fold(denial.claim.attributed_to or "")
    if teller not in known.carried:
        if teller and teller != fold(claim.claim.attributed_to or ""):
            return False  # somebody else denies it: a disagreement
        teller = ""
    outlets = (outlet_called(ours), teller) if teller else (outlet_called(ours),)
    group = known.group_of[theirs.report_id]
    if not any(outlet_called(theirs) == outlet or group in known.carried[outlet] for outlet in outlets):
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
