"""Standing: from the chain above a meeting to its status and realis.

Belongs here: folding links, innermost first, by event_times.tsv. Does not belong here: finding them (`governing`).
"""

from functools import cache

from pipelines.coding.scope.attitudes import FUTURE, PAST, Link
from pipelines.coding.scope.governing import Governed
from pipelines.coding.text.word_scan import lexicon_rows

#: Effects that only say how something stands; what is said above them decides.
_ATTITUDES = frozenset(
    ("plan", "propose", "want", "ready", "possible", "ask", "need", "refuse", "deny", "fail", "doubt")
)
#: Verbs of planning that can tell what is over.
_TOLD = frozenset(("confirm", "announce"))
_CHANGES = frozenset(("postpone", "cancel", "go_on", "end"))


@cache
def _times() -> dict[tuple[str, str, bool], tuple[str, str]]:
    return {
        (row["effect"], row["time"], row["negated"] == "yes"): (row["status"], row["realis"])
        for row in lexicon_rows("event_times")
    }


def _of_link(effect: str, time: str, negated: bool) -> tuple[str, str]:
    table = _times()
    return table.get((effect, time, negated)) or table.get((effect, "any", negated)) or ("-", "unknown")


def meeting_status(governed: Governed) -> tuple[str, str] | None:
    """Status and realis of a meeting under a chain; None where nothing is claimed of it."""
    if governed.supposed or not governed.links:
        return None
    inner = governed.links[0]
    if _is_unreal(inner):
        return None
    status, realis = _of_link(inner.effect, inner.time, inner.negated)
    if status == "scheduled" and _is_counterfactual(inner):
        status, realis = "cancelled", "denied"
    if status == "ongoing" and inner.effect == "begin" and _is_before(inner):
        # "the round had begun on Friday": told from where it is over
        status = "held"
    if governed.as_subject and inner.negated and status == "rejected" and inner.effect in ("hold", "begin"):
        # "the talks will not take place": nobody refuses, the plan is off
        status = "cancelled"
    for link in governed.links[1:]:
        status, realis = _under(status, realis, inner, link)
    if status == "-":
        return None
    return status, realis


def _under(status: str, realis: str, inner: Link, link: Link) -> tuple[str, str]:
    if link.effect in ("hold", "begin", "end", "go_on", "none"):
        # "managed to meet", "came to talks": the outer verb gives the time
        if link.effect == "none" or link.predicate is None:
            return status, realis
        return _of_link(inner.effect, link.time, inner.negated or link.negated)
    outer_status, outer_realis = _of_link(link.effect, link.time, link.negated)
    if link.effect not in _ATTITUDES:
        return outer_status, outer_realis
    if link.words in _TOLD and inner.predicate is not link.predicate and inner.time == PAST and not link.negated:
        # "confirmed that they had met"
        return status, realis
    if inner.negated and link.effect in ("plan", "want", "ask", "propose"):
        return status, realis
    if inner.effect in _CHANGES and link.effect in ("plan", "ask", "propose", "want", "need") and not link.negated:
        if link.effect == "plan" and inner.effect in ("postpone", "cancel"):
            return inner.effect + ("d" if inner.effect == "postpone" else "led"), "planned"
        return ("ongoing", "planned") if inner.effect in ("go_on", "end") else ("-", "hypothetical")
    if link.effect == "plan" and link.words == "be to" and link.time == PAST and _is_unfulfilled(link):
        return "cancelled", "denied"
    if (
        link.effect == "fail"
        and inner.effect == "hold"
        and not inner.negated
        and link.time == PAST
        and not link.negated
    ):
        # "failed to show up for the talks on Tuesday"
        return "cancelled", "denied"
    if status == "-" and link.effect not in ("refuse", "deny"):
        return "-", realis
    if link.effect in ("deny", "refuse") and inner.effect in _CHANGES:
        # "denied that the talks had collapsed": that they were held is not denied
        return "-", "unknown"
    if link.effect == "deny" and status in ("rejected", "-"):
        return "-", "unknown"
    return outer_status, outer_realis


def _is_unfulfilled(link: Link) -> bool:
    """ "Was to have met": it did not."""
    return link.predicate is not None and link.predicate.perfect


def _is_unreal(link: Link) -> bool:
    """ "Would have met", "might have met": nothing is said to have been."""
    verb = link.predicate
    return verb is not None and verb.perfect and verb.modal in ("would", "could", "might") and not verb.negated


def _is_before(link: Link) -> bool:
    """ "Had begun": before what else is told of that time."""
    verb = link.predicate
    return verb is not None and verb.perfect and verb.tense == "past" and not verb.modal and not link.negated


def _is_counterfactual(link: Link) -> bool:
    """ "Should have been held in Paris": it was not."""
    verb = link.predicate
    return verb is not None and verb.modal == "should" and verb.perfect and not link.negated


def is_ahead(status: str) -> bool:
    """Whether a status is of something still to come."""
    return status in ("proposed", "scheduled", "postponed")


__all__ = ["FUTURE", "is_ahead", "meeting_status"]
