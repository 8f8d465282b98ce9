"""Claims with their standing: which claims a selection holds, in which order, and which of them have a voice.

Belongs here: gathering the claims of the configured coder version for the selected reports, in the order of
resolution, with their quotes and their status. Does not belong here: which record a claim speaks of
(`fold.py`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.coding.coder import Coder
from pipelines.coding.recording import coding_event, outcome_ids
from pipelines.ledger.selection import SelectedReport
from pipelines.ledger.store import Ledger
from pipelines.reference.sources import quote_cap_words, source_id_for
from pipelines.resolution.known import NOTHING, Known, Quoted
from pipelines.resolution.unchecked import is_unchecked
from pipelines.validation.claim_rules import broken_rule
from schemas import ids
from schemas.claims import Claim, claim_from_payload
from schemas.events import ClaimsExtracted, CodingFailed


@dataclass(frozen=True, slots=True)
class StandingClaim:
    """A claim in a selection. `status` is live, superseded, rejected or retracted; only live ones have a voice.

    `quote` is the longest prefix of the text at the span that the source's cap allows, cut at a word. Where a
    correction says that a name means another actor, `claim` holds the other name, `as_coded` what the coder read,
    and `renamed` (name now, correction, its position) for each. `unchecked`: nobody checked what its report tells.
    """

    claim_id: str
    report: SelectedReport
    claim: Claim
    coder: str
    coder_version: str
    quote: str
    quote_truncated: bool
    status: str
    status_reason: str | None
    as_coded: Claim | None = None
    renamed: tuple[tuple[str, str, int], ...] = ()
    unchecked: bool = False

    @property
    def is_live(self) -> bool:
        return self.status == "live"

    @property
    def asserts(self) -> bool:
        """Whether it says that the thing is, was or will be. A refusal does: it is a status of what was offered."""
        return self.claim.realis != "denied" or self.claim.first("status") in ("rejected", "cancelled")

    @property
    def has_voice(self) -> bool:
        """Whether rows may stand on it: a denial is live, and gives no value."""
        return self.is_live and self.asserts


def backs_row(claims: Iterable[StandingClaim]) -> bool:
    """Whether a row can stand on the claims of a record: one has a voice, and more is told than unchecked news.

    A meeting that only reports tell as news which nobody checked waits for somebody else to speak of it, and so does
    what only they tell to have been agreed or demanded. What they recall of old was in other reports before.
    """
    return any(c.has_voice and not (c.unchecked and _waits(c)) for c in claims)


def _waits(claim: StandingClaim) -> bool:
    if claim.claim.record_type != "meeting" or claim.claim.first("status") in _ANNOUNCED:
        return True
    last = claim.claim.first("date_end") or claim.claim.first("date_start")
    return last is None or claim.report.report.published_on - date.fromisoformat(last) <= _NEWS


#: statuses of a meeting that announce what is still to come
_ANNOUNCED = ("proposed", "scheduled", "postponed")
#: for how long after its day a meeting is news
_NEWS = timedelta(days=7)


#: what a coder's reading of a report came to
Reading = ClaimsExtracted | CodingFailed


def recorded_claims(ledger: Ledger, coder: Coder) -> dict[str, Reading]:
    """What this version of the coder recorded, by report, wherever in the ledger it stands."""
    events = (stored.event for stored in ledger.read(ClaimsExtracted, CodingFailed))
    return {
        e.report_id: e
        for e in events
        if isinstance(e, ClaimsExtracted | CodingFailed) and (e.coder, e.coder_version) == (coder.name, coder.version)
    }


def claims_recorded_of(ledger: Ledger, coder: Coder, reports: Iterable[SelectedReport]) -> dict[str, Reading]:
    """What this version of the coder recorded of some reports, by report."""
    wanted = [event_id for r in reports for event_id in outcome_ids(r.report.report_id, coder)]
    events = (stored.event for stored in ledger.called(wanted))
    return {e.report_id: e for e in events if isinstance(e, ClaimsExtracted | CodingFailed)}


def standing_claims(
    ledger: Ledger,
    reports: Sequence[SelectedReport],
    coder: Coder,
    recorded: Mapping[str, Reading],
    known: Known = NOTHING,
) -> list[StandingClaim]:
    """Claims of selected reports, in the order of these, then by span.

    Claims are those that this version of the coder recorded; a report that it has not read is read now, and nothing is
    appended. Of reports up to where claims are `known` no text is read. One that the coder breaks on has none.
    """
    found: list[StandingClaim] = []
    for start in range(0, len(reports), 500):
        part = reports[start : start + 500]
        texts = ledger.texts(r.report.text_sha256 for r in part if r.position > known.until)
        for report in part:
            text = texts.get(report.report.text_sha256, "")
            coded = recorded.get(report.report.report_id) or coding_event(replace(report.report, text=text), coder)
            if isinstance(coded, ClaimsExtracted):
                found.extend(of_report(report, coded, text, known=known))
    return found


def of_report(
    report: SelectedReport,
    coded: ClaimsExtracted,
    text: str,
    rule: Callable[[Claim, str, SelectedReport], str | None] = broken_rule,
    known: Known = NOTHING,
) -> Iterator[StandingClaim]:
    """Claims of one report, by span. `rule` names the first rule on one claim that a claim breaks, or None."""
    cap = quote_cap_words(source_id_for(report.report.outlet or "unknown"))
    is_known = report.position <= known.until
    unchecked = bool(coded.claims) and not is_known and is_unchecked(text, report.report.outlet)
    claims = [(number, claim_from_payload(payload)) for number, payload in enumerate(coded.claims)]
    for number, claim in sorted(claims, key=lambda item: (item[1].start, item[1].end, item[0])):
        claim_id = ids.claim_id(report.report.report_id, coded.coder, coded.coder_version, number)
        if is_known:
            said = known.quoted[claim_id]
        else:
            said = Quoted(*capped_quote(text[claim.start : claim.end], cap), rule(claim, text, report), unchecked)
        status, reason = _status(report, said.broken)
        yield StandingClaim(
            claim_id=claim_id,
            report=report,
            claim=claim,
            coder=coded.coder,
            coder_version=coded.coder_version,
            quote=said.quote,
            quote_truncated=said.truncated,
            status=status,
            status_reason=reason,
            unchecked=said.unchecked,
        )


def capped_quote(words: str, cap: int) -> tuple[str, bool]:
    """Longest prefix of at most `cap` words, cut at a word's end; and whether it was cut."""
    if len(words.split()) <= cap:
        return words, False
    count, inside = 0, False
    for offset, character in enumerate(words):
        if character.isspace():
            if inside and count == cap:
                rest = words[offset:].strip()
                return (words[:offset], True) if rest else (words, False)
            inside = False
        elif not inside:
            inside, count = True, count + 1
    return words, False


_STANDING: Mapping[str, tuple[str, str]] = {
    "retracted": ("retracted", "its report was withdrawn"),
    "superseded": ("superseded", "its report was revised"),
}


def _status(report: SelectedReport, broken: str | None) -> tuple[str, str | None]:
    if broken is not None:
        return "rejected", broken
    return _STANDING.get(report.status, ("live", None))
