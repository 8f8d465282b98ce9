"""Agreements told one by one by their days alone: "two extensions, one agreed on 3 May and the other on 3 June".

Belongs here: which days of a sentence are those of several agreements that one noun, or one verb, tells of together.
Does not belong here: lists behind a colon and what one of several takes over from all (`parts`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.parts import names_several
from pipelines.coding.agreements.provisions import Provision
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import word_set

#: How many words may lead from one day to the next.
_LEAD = 18
#: Days by which two days told of one thing may differ; longer apart they are two.
_ONE = timedelta(days=2)
_KEPT = ("implemented", "violated", "terminated", "suspended")
_MADE = ("agreed", "signed")


def told_one_by_one(
    report: ParsedReport, parsed: Parsed, found: Sequence[AgreementMention]
) -> Iterator[AgreementMention]:
    """The mentions of a sentence, those of several agreements as one for each of their days."""
    past = -1
    for m in found:
        if m.anchor < past:
            # "the other" of those told one by one
            continue
        days = list(_days_of(report, parsed, m))
        if len(days) < 2:
            yield m
            continue
        past = days[-1].first
        begins, ends = [m.after, *(d.after for d in days)], [*(d.first for d in days[1:]), parsed.sentence.after]
        for day, begin, until in zip(days, begins, ends, strict=False):
            places = report.places_in(begin, day.first)
            made = m.status if m.status in (*_MADE, *_KEPT) else "agreed"
            yield replace(
                m, status=made, realis="actual", date=day, made=day, fresh=True, definite=False, is_parted=False,
                deed=m.deed if m.status in _MADE else "agree", strength="strong", parties=list(m.parties),
                mediators=list(m.mediators), sources=list(m.sources), provisions=_terms_of(report, m, day, until),
                place=places[0] if places else m.place,
            )  # fmt: skip


def is_told_likewise(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether how it stands is what was told last: "the truce was kept, and so were the two extensions"."""
    lows = tuple(t.low for t in report.tokens[max(0, phrase.first - 2) : phrase.first])
    leading, helping = (word_set(f"one_by_one:{name}", "syntax_word_sets") for name in ("likewise", "helping"))
    return len(lows) == 2 and lows[0] in leading and lows[1] in helping


def _days_of(report: ParsedReport, parsed: Parsed, m: AgreementMention) -> Iterator[Dated]:
    """The days of a sentence on each of which one of them was made; fewer than two where they are not told so."""
    by_verb = m.effect == "extend" and m.status in _MADE and m.at is not None
    several = m.rule == "agreement_noun" and names_several(m.noun) and (m.status is None or m.status in _MADE + _KEPT)
    if not (by_verb or (several and not m.under)):
        return
    before: Dated | None = None
    start = m.after if m.at is None or not by_verb else max(m.after, m.at + 1)
    for day in report.dates_in(start, parsed.sentence.after):
        interval = day.mention.interval
        if interval.precision != "day" or day.mention.role != "at" or interval.start is None:
            continue
        if interval.start > report.published or day.first - start > _LEAD:
            return
        lows = [t.low for t in report.tokens[start : day.first]]
        apart = before is None or abs(interval.start - (before.mention.interval.start or interval.start)) > _ONE
        heads = word_set("one_by_one:heads", "syntax_word_sets")
        led = not heads.isdisjoint(lows) if several else before is None or _is_joined(report, start, day.first)
        if not apart or not led:
            return
        yield day
        before, start = day, day.after


def _is_joined(report: ParsedReport, first: int, after: int) -> bool:
    """Whether no more than "and again", with figures, stands between two days of one verb."""
    joining = word_set("one_by_one:joining", "syntax_word_sets")
    counted = {k for f in report.figures_in(first, after) for k in range(f.first, f.after)}
    lows = [report.tokens[k].low for k in range(first, after) if k not in counted]
    return bool(lows) and all(low in joining for low in lows)


def _terms_of(report: ParsedReport, m: AgreementMention, day: Dated, until: int) -> list[Provision]:
    """The terms of all, with the length that stands behind the day where there is one."""
    for f in report.figures_in(day.after, until):
        if f.quantity.unit == "days" and f.quantity.number is not None:
            rest = [p for p in m.provisions if p.kind != "ceasefire"]
            return [Provision("ceasefire", m.first, m.after, f), *rest]
    for f in report.figures_in(m.first, day.first):
        if f.quantity.unit == "days" and f.quantity.number is not None and not any(p.quantity for p in m.provisions):
            rest = [p for p in m.provisions if p.kind != "ceasefire"]
            return [Provision("ceasefire", m.first, m.after, f), *rest]
    return list(m.provisions)
