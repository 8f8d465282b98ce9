"""Agreement promises: what verbs of agreeing tell beside the names of agreements in the same sentence.

Belongs here: which promise is that of a name ("the declaration in which both promised"), which a term of it. Does not
belong here: reading the promise (`content`), the name (`frames`).
"""

from collections.abc import Sequence

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.parsed_report import ParsedReport


def apart_from_names(
    report: ParsedReport, parsed: Parsed, named: Sequence[AgreementMention], told: Sequence[AgreementMention]
) -> list[AgreementMention]:
    """The promises that are agreements of their own; the others are given to the names they belong to."""
    if not told:
        return []
    for name, content in ((n, m) for n in named for m in told if _is_told_in(report, parsed, n, m)):
        name.take(content)
    rest = [m for m in told if not any(_same(n, m) or _is_term(parsed, n, m) for n in named)]
    return [m for m in rest if not _taken([*named, *rest], m)]


def settle_terms(found: Sequence[AgreementMention]) -> None:
    """What stands after "under the plan" and is still to come is a term of it: "the truce would run on"."""
    under = next((m for m in found if m.under), None)
    for m in found:
        open_still = m.status in ("proposed", "under_negotiation") and not m.under
        if under is not None and open_still and m.anchor > under.anchor and m.definite:
            m.status, m.ahead = None, True


def _same(m: AgreementMention, content: AgreementMention) -> bool:
    """Whether a phrase already tells what a verb of agreeing tells: it is governed by that verb, or inside it."""
    return (
        m.first <= content.anchor < m.after
        or m.at == content.anchor
        or (m.status is not None and 0 < m.first - content.anchor <= 6)
    )


def _is_told_in(report: ParsedReport, parsed: Parsed, m: AgreementMention, content: AgreementMention) -> bool:
    """Whether a relative clause on a text tells who bound themselves by it: "the declaration in which both promised
    each other", where nothing else is said of it."""
    clause = parsed.clause_at(content.anchor)
    behind = [t.low for t in report.tokens[m.after : m.after + 2]]
    led = len(behind) == 2 and behind[0] in ("in", "by", "under", "with") and behind[1] == "which"
    return led and clause.first <= m.after + 1 < content.anchor and m.status is None and not m.ahead


def _is_term(parsed: Parsed, m: AgreementMention, content: AgreementMention) -> bool:
    """Whether a promise stands in a relative clause on the agreement: "a statement in which all undertake"."""
    clause = parsed.clause_at(content.anchor)
    return clause.mark == "relative" and m.after <= clause.first + 2 and m.status is not None


def _taken(found: Sequence[AgreementMention], content: AgreementMention) -> bool:
    """Give a promise made "under the accord", "by the agreement of 2008" to that accord."""
    under = next((m for m in found if m.under and m.anchor < content.anchor and m.strength == "strong"), None)
    if under is None or content.status not in ("agreed", "implemented"):
        return False
    if content.status == "implemented":
        under.status, under.realis = "implemented", "actual"
    under.provisions = under.provisions or content.provisions
    if content.named_parties and not under.named_parties:
        under.parties, under.sources, under.named_parties = content.parties, content.sources, True
    return True
