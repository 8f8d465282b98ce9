"""Choosing a date where claims differ: first and last day, precision and words come from one claim.

Belongs here: which claims tell when a thing was, and when a coarser date is made good by a finer one. What a
criterion means stands in `choice.py`, which criteria apply in `policies.tsv`.
"""

from collections.abc import Collection, Sequence

from pipelines.resolution.spans import EXACT
from pipelines.tables.choice import PRECISIONS, Voice, choose
from schemas.claims import Claim


def span_of(claim: Claim) -> str:
    """`first day/last day` of a claim; empty where it gives no day."""
    start = claim.first("date_start")
    return f"{start}/{claim.first('date_end') or start}" if start else ""


def choose_date(voices: Sequence[Voice], policy: str) -> tuple[list[Voice], Voice | None]:
    """The voices that tell when it was, and of them the one that a policy chooses; None without voices.

    A claim that fits the row's status tells when it was; one that does not tells when it had been meant to be. Where
    those that fit know no more than "in July", and others had named a day of July, that day stands.
    """
    fitting = [v for v in voices if v.fits_status] or list(voices)
    chosen = _chosen(fitting, policy)
    if chosen is None or _precision(chosen) in EXACT:
        return fitting, chosen
    finer = [v for v in voices if _precision(v) in EXACT and _inside(v.value, chosen.value)]
    return (finer, _chosen(finer, policy)) if finer else (fitting, chosen)


def share_a_day(spans: Collection[str]) -> bool:
    """Whether all intervals share a day: a coarser date that contains the others is no disagreement."""
    ends = [span.split("/") for span in spans]
    return not ends or max(start for start, _ in ends) <= min(end for _, end in ends)


def _chosen(voices: Sequence[Voice], policy: str) -> Voice | None:
    span = choose(voices, policy)
    return min((v for v in voices if v.value == span), key=_most_precise, default=None)


def _precision(voice: Voice) -> str:
    return voice.claim.claim.first("date_precision") or "unknown"


def _most_precise(voice: Voice) -> tuple[int, tuple[int, int, str]]:
    return -PRECISIONS.index(_precision(voice)), voice.order


def _inside(span: str, coarser: str) -> bool:
    (start, end), (first, last) = span.split("/"), coarser.split("/")
    return first <= start and end <= last
