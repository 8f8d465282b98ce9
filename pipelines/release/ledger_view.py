"""The ledger as a build may see it: without removed names, and no words of a report beyond its source's cap.

Belongs here: a view that blanks and cuts on reading. Nothing is rewritten, so the hash chain holds as it did; and what
is made from the view, tables and exports alike, cannot tell what the view does not. Texts keep their length, so that
all offsets hold; quotes are cut from them when claims are gathered (`pipelines.resolution.standing`).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from pipelines.ledger.removed_names import RemovedNames
from pipelines.ledger.selection import SelectedReport
from pipelines.ledger.store import Ledger, StoredEvent
from pipelines.reference.sources import DEFAULT_QUOTE_CAP_WORDS, quote_cap_words, source_id_for
from pipelines.resolution.standing import capped_quote
from schemas.events import ClaimsExtracted, Event, Payload, PersonRemoved, ReportReceived, ReportRevised


class LedgerView(Ledger):
    """A ledger whose events and texts are read as they may be shown."""

    def __init__(self, ledger: Ledger, *, removals_until: int | None = None) -> None:
        """A view of a ledger, in which names removed up to a position (all, where none is given) are blanked."""
        super().__init__(ledger.url)
        events = (stored.event for stored in super().read(PersonRemoved, until=removals_until))
        self._caps: dict[str, int] = {}
        self.names = RemovedNames(tuple(event for event in events if isinstance(event, PersonRemoved)))

    def read(
        self, *types: type[Event], after: int = 0, until: int | None = None, subject: str | None = None
    ) -> Iterator[StoredEvent]:
        """Events as `Ledger.read` gives them, as they may be shown."""
        for stored in super().read(*types, after=after, until=until, subject=subject):
            yield replace(stored, event=self.shown(stored.event))

    def called(self, event_ids: Collection[str]) -> Iterator[StoredEvent]:
        """Events as `Ledger.called` gives them, as they may be shown."""
        for stored in super().called(event_ids):
            yield replace(stored, event=self.shown(stored.event))

    def expect(self, reports: Iterable[SelectedReport]) -> None:
        """Take the caps of the claims of some reports from these, which the view has shown, and not from the ledger."""
        self._caps.update((r.report.report_id, _cap(r.report.outlet)) for r in reports)

    def texts(self, hashes: Iterable[str]) -> dict[str, str]:
        """Canonical texts by hash, removed names blanked at the same length."""
        found = super().texts(hashes)
        return {sha256: self.names.blanked(text) for sha256, text in found.items()} if self.names else found

    def shown(self, event: Event) -> Event:
        """An event as it may be shown."""
        if isinstance(event, ReportReceived):
            cap = _cap(event.outlet)
            event = replace(event, title=_cut(event.title, cap), outlet=_cut(event.outlet, cap))
        elif isinstance(event, ClaimsExtracted):
            if event.report_id not in self._caps:
                self._caps.update(self._all_caps)
            cap = self._caps.get(event.report_id, DEFAULT_QUOTE_CAP_WORDS)
            event = replace(event, claims=tuple(_claim(claim, cap) for claim in event.claims))
        if self.names and not isinstance(event, PersonRemoved):
            event = type(event)(**self.names.named_within(event.payload()))
        return event

    @cached_property
    def _all_caps(self) -> dict[str, int]:
        """Longest run of words, by report."""
        events = (self.shown(stored.event) for stored in super().read(ReportReceived, ReportRevised))
        return {e.report_id: _cap(e.outlet) for e in events if isinstance(e, ReportReceived)}


def _cap(outlet: str | None) -> int:
    return quote_cap_words(source_id_for(outlet or "unknown"))


def _claim(claim: Payload, cap: int) -> Payload:
    values = [[name, _cut(value, cap), start, end] for name, value, start, end in claim["values"]]
    said = {name: _cut(claim[name], cap) for name in ("speaker_name", "attributed_to")}
    return {**claim, **said, "values": values}


def _cut(text: str | None, cap: int) -> str | None:
    # most texts are shorter than the cap, and need not be looked at word by word
    return text if text is None or len(text) <= cap else capped_quote(text, cap)[0]
