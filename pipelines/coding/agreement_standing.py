"""Agreement standing: from the chain above the name of an agreement to its status and realis.

Belongs here: folding links, innermost first, by agreement_times.tsv. Does not belong here: finding them
(`agreement_governing`).
"""

from functools import cache

from pipelines.coding.attitudes import PAST, Link, is_supposed
from pipelines.coding.clauses import Parsed
from pipelines.coding.event_phrases import EventPhrase, is_negated
from pipelines.coding.parsed_report import ParsedReport
from pipelines.coding.word_scan import lexicon_rows

_ATTITUDES = {
    "plan": "proposed", "propose": "proposed", "want": "proposed", "ready": "proposed", "possible": "proposed",
    "ask": "proposed", "need": "proposed", "refuse": "rejected", "deny": "rejected", "fail": "-", "doubt": "-",
    "cancel": "-", "postpone": "under_negotiation",
}  # fmt: skip


_ADJECTIVES = {
    "proposed": "propose", "possible": "propose", "potential": "propose", "draft": "discuss", "unsigned": "agree",
    "signed": "sign", "planned": "propose", "future": "propose", "prospective": "propose", "collapsed": "end",
    "failed": "end", "lapsed": "end", "defunct": "end", "suspended": "suspend", "negotiated": "agree",
}  # fmt: skip


@cache
def _times() -> dict[tuple[str, str, bool], tuple[str, str]]:
    return {
        (r["effect"], r["time"], r["negated"] == "yes"): (r["status"], r["realis"])
        for r in lexicon_rows("agreement_times")
    }


def status_of(effect: str, time: str, negated: bool) -> tuple[str, str]:
    """Status and realis of an agreement under one verb."""
    table = _times()
    return table.get((effect, time, negated)) or table.get((effect, "any", negated)) or ("-", "unknown")


def stand(report: ParsedReport, parsed: Parsed, phrase: EventPhrase, links: list[Link]) -> tuple[str | None, str, str]:
    """Status, realis and innermost effect."""
    tokens = report.tokens
    clause = parsed.clause_at(phrase.first)
    if any(link.effect == "ahead" for link in links):
        return None, "hypothetical", "ahead"
    adjective = next((_ADJECTIVES[a] for a in phrase.adjectives if a in _ADJECTIVES), None)
    if not links:
        if adjective is not None:
            status, realis = status_of(adjective, PAST, False)
            return status, realis, adjective
        return None, "unknown", ""
    inner = links[0]
    effect = inner.effect
    status, realis = status_of(inner.effect, inner.time, inner.negated)
    rest = links[1:]
    if inner.effect == "mention" and adjective is not None:
        status, realis = status_of(adjective, PAST, False)
        effect = adjective
    if is_negated(phrase, tokens) and inner.effect in ("agree", "sign", "accept", "mediate"):
        return None, "denied", "none"
    for link in rest:
        outer = outer_of(link)
        if outer is None:
            continue
        if outer == "-" or (link.negated and outer == "proposed"):
            return None, "denied", effect
        if status in ("-",):
            continue
        if outer == "proposed" and status == "under_negotiation":
            continue
        if outer == "proposed" and effect in ("sign", "initial"):
            status, realis = "under_negotiation", "planned"
            continue
        if outer == "proposed" and effect in ("complete", "keep", "end", "suspend", "breach", "force"):
            return None, "hypothetical", effect
        if outer == "rejected" and effect in ("complete", "keep", "breach", "end"):
            return None, "denied", effect
        status, realis = outer, "denied" if outer == "rejected" else "hypothetical"
    if is_supposed(parsed, parsed.clause_at(links[0].predicate.first) if links[0].predicate else clause):
        return None, "hypothetical", effect
    return (None if status == "-" else status), realis, effect


def outer_of(link: Link) -> str | None:
    """What a verb above makes of the agreement; None where it leaves it as it is."""
    if link.effect in _ATTITUDES:
        return _ATTITUDES[link.effect]
    own = {"agree": None, "discuss": "under_negotiation", "accept": None, "mention": None}
    if link.effect in own:
        return own[link.effect]
    status, _ = status_of(link.effect, link.time, link.negated)
    return status if link.effect not in ("hold", "begin", "end", "go_on", "none") else None
