"""What an older coder version read, found again in what the configured one reads.

Belongs here: from ids of claims, and of records founded on them, to the claims that speak of the same words now, so
that a decision survives when the coder improves. Read only where an id is not known any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.ledger.store import Ledger
from pipelines.resolution.standing import StandingClaim
from schemas import ids
from schemas.events import ClaimsExtracted

#: records founded in one sentence, as far as they are looked for
_ORDINALS = 4


@dataclass(frozen=True, slots=True)
class Coded:
    """One claim as a coder version recorded it."""

    position: int
    report_id: str
    record_type: str
    start: int
    end: int


@dataclass(slots=True)
class Recoding:
    """Claims of every coder version by their id, and by the id of the record that they would found."""

    ledger: Ledger | None
    _by_claim: dict[str, Coded] | None = None
    _by_record: dict[str, list[Coded]] = field(default_factory=dict)

    def claims_now(self, claim_id: str, before: int, claims: Mapping[str, list[StandingClaim]]) -> list[StandingClaim]:
        """Current claims whose span overlaps that of a claim recorded before a position; `claims` by report."""
        coded = self._read().get(claim_id)
        return _overlapping([coded], before, claims) if coded else []

    def founders_now(
        self, record_id: str, before: int, claims: Mapping[str, list[StandingClaim]]
    ) -> list[StandingClaim]:
        """Current claims that overlap those on which a record of this id was founded, recorded before a position."""
        self._read()
        return _overlapping(self._by_record.get(record_id, ()), before, claims)

    def knows(self, any_id: str) -> bool:
        """Whether a claim, or a record founded on one, ever had this id."""
        return any_id in self._read() or any_id in self._by_record

    def _read(self) -> dict[str, Coded]:
        if self._by_claim is None:
            self._by_claim = {}
            for stored in self.ledger.read(ClaimsExtracted) if self.ledger else ():
                if isinstance(stored.event, ClaimsExtracted):
                    self._note(stored.position, stored.event)
        return self._by_claim

    def _note(self, position: int, event: ClaimsExtracted) -> None:
        assert self._by_claim is not None
        for number, payload in enumerate(event.claims):
            coded = _coded(position, event.report_id, payload)
            self._by_claim[ids.claim_id(event.report_id, event.coder, event.coder_version, number)] = coded
            if coded.record_type in ids.ID_PREFIXES:
                for ordinal in range(_ORDINALS):
                    sentence = payload["sentence_start"]
                    record_id = ids.record_id(event.report_id, coded.record_type, sentence, ordinal)
                    self._by_record.setdefault(record_id, []).append(coded)


def by_report(claims: Iterable[StandingClaim]) -> dict[str, list[StandingClaim]]:
    """Claims by the report that makes them."""
    found: dict[str, list[StandingClaim]] = {}
    for claim in claims:
        found.setdefault(claim.report.report.report_id, []).append(claim)
    return found


def _coded(position: int, report_id: str, payload: Mapping[str, Any]) -> Coded:
    return Coded(position, report_id, payload["record_type"], payload["start"], payload["end"])


def _overlapping(coded: Iterable[Coded], before: int, claims: Mapping[str, list[StandingClaim]]) -> list[StandingClaim]:
    found: dict[str, StandingClaim] = {}
    for old in coded:
        # what was recorded after the decision cannot be what it speaks of; and a later version must not change it
        if old.position >= before:
            continue
        for now in claims.get(old.report_id, ()):
            c = now.claim
            if c.record_type == old.record_type and c.start < old.end and old.start < c.end:
                found.setdefault(now.claim_id, now)
    return list(found.values())
