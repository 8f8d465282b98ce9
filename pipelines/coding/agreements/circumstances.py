"""Circumstances: when, where, by whom and with what terms an agreement was made, by the words around one mention of it.

Belongs here: which words of a sentence belong to which of its agreements, and day, place, mediators, terms and speaker
by these words. Does not belong here: how the agreement stands (`standing`), the choice among days and places (`terms`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.agreements.causing import who_got_others_to
from pipelines.coding.agreements.group import OPEN_NAMES
from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.agreements.provisions import Provision, lasting, prolonged_by, provisions_in
from pipelines.coding.agreements.terms import made_on, names_day, near_date, near_place, since_when
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.report.entries import heading_date
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.report.roles import RoleClaim
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases, words

#: How far what a text is about may stand behind its name, and the talks behind the verb that opens them.
_AIM, _OBJECT = 10, 4
_QUOTES = ('"', "”", "'", "’", "»")
_ON = ("on", "about", "over", "for", "concerning", "as")
#: How many words may stand between a part and the text that it is a part of.
_PARENT_GAP = 3


@cache
def _content_kinds() -> Phrases:
    return build_phrases(lexicon_rows("agreement_content_kinds"), "words")


def complete(
    report: ParsedReport,
    focus: Focus,
    roles: Sequence[RoleClaim],
    parsed: Parsed,
    mention: AgreementMention,
    others: Sequence[AgreementMention],
) -> None:
    """Place, date, mediators, provisions and speaker from the words that belong to this one."""
    s = parsed.sentence
    first, after = s.first, s.after
    rivals = [
        o
        for o in others
        if (o.status is not None or o.strength == "strong") and not o.under and o.anchor != mention.anchor
        if not _is_parent(report, mention, o)
    ]
    if rivals:
        before = [o.anchor for o in rivals if o.anchor < mention.anchor]
        behind = [o.first for o in rivals if o.anchor > mention.anchor]
        clause = parsed.clause_at(mention.anchor)
        first = max([first] + [b + 1 for b in before if parsed.clause_at(b).index == clause.index])
        if any(parsed.clause_at(b).index != clause.index for b in before):
            first = max(first, min(clause.tokens))
        after = min([after, *behind])
    mention.date = _day_of_name(report, mention) or near_date(report, mention, first, after)
    if mention.date is not None and mention.status == "signed" and mention.effect == "sign" and not mention.is_part:
        day = mention.date.mention.interval.start
        if day is not None and day > report.published and not _is_told_as_done(parsed, mention):
            mention.status, mention.realis = "under_negotiation", "planned"
    if mention.date is not None and mention.status in ("agreed", "signed", "implemented", "violated"):
        day = mention.date.mention.interval.start
        if day is not None and day > report.published:
            mention.date = None
    if mention.date is None and mention.status in ("agreed", "signed") and s.paragraph <= 2 and not mention.definite:
        # without a day of its own: the day on which it was announced
        spoken = [
            d for d in report.dates_in(s.first, s.after)
            if d.mention.interval.precision == "day" and d.mention.role == "at"
        ]  # fmt: skip
        mention.date = spoken[0] if spoken else None
    if mention.date is None and mention.status is not None:
        mention.date = heading_date(report, s)
    mention.since = since_when(report, mention, after)
    mention.is_dated = names_day(report, mention)
    mention.made = made_on(report, mention)
    made = mention.made.mention.interval.end if mention.made is not None else None
    mention.of_past = made is not None and made.year < report.published.year
    open_name = mention.kind == "framework" and mention.noun.split()[0] in OPEN_NAMES and not mention.capital
    if (not mention.kind or open_name) and mention.noun != "signature":
        aim = _kind_of_aim(report, parsed, mention)
        mention.kind = aim or mention.kind
        if mention.status is not None or mention.under or mention.definite:
            low = mention.anchor if rivals or mention.rule == "agreement_verb" else first
            told = (row["kind"] for row, _, _ in _content_kinds().all_in(report.tokens, low, after))
            # what a declaration is meant to end is no term of it
            kind = aim or next((k for k in told if not (open_name and k == "comprehensive")), "")
            mention.told_kind = kind or ("framework" if _is_of_points(report, mention) else "")
    mention.place = near_place(report, mention, first, after)
    for role in roles:
        if role.role == "mediator" and role.sentence == s.number and first <= role.at < after:
            names = [n for m in role.mentions for n in focus.resolve(m)]
            mention.mediators += [n for n in names if n not in mention.mediators]
    if mention.status in ("agreed", "signed", "violated", "terminated", "implemented"):
        names = who_got_others_to(report, parsed, focus, first, after)
        mention.mediators += [n for n in names if n not in (*mention.mediators, *mention.parties)]
    if not mention.provisions and (mention.status is not None or mention.under):
        start = mention.first if not rivals else max(first, min(mention.first, mention.anchor))
        whole = mention.under and not rivals
        mention.provisions = provisions_in(report, start if (mention.generic or rivals) and not whole else first, after)
    if mention.kind in ("ceasefire", "renewal") and not any(p.quantity for p in mention.provisions):
        span = (
            lasting(report, parsed, mention.after, s.after) if mention.status is not None or mention.definite else None
        )
        if span is not None:
            rest = [p for p in mention.provisions if p.kind != "ceasefire"]
            mention.provisions = [Provision("ceasefire", mention.first, mention.after, span), *rest]
    if mention.effect == "extend" and mention.at is not None and mention.provisions:
        span = prolonged_by(report, mention.at, s.after)
        if span is not None:
            rest = [p for p in mention.provisions if p.kind != "ceasefire"]
            mention.provisions = [Provision("ceasefire", mention.first, mention.after, span), *rest]
    speech = parsed.speech[parsed.clause_at(mention.anchor).index]
    if speech is not None and speech.speaker is not None:
        mention.speaker = focus.person_for(speech.speaker)
        mention.attributed = next(iter(focus.resolve(speech.speaker)), None)


def _day_of_name(report: ParsedReport, mention: AgreementMention) -> Dated | None:
    """The day right behind a name that has a weekday in it as well: "the Friday truce of 16 September"."""
    inside = [d for d in report.dates_in(mention.first, mention.after) if d.mention.interval.precision == "day"]
    if not inside or report.tokens[mention.after].low != "of":
        return None
    behind = report.dates_in(mention.after + 1, mention.after + 2)
    return next((d for d in behind if d.mention.interval.precision == "day" and d.mention.role == "at"), None)


def _is_parent(report: ParsedReport, mention: AgreementMention, other: AgreementMention) -> bool:
    """Whether another text only says of which one this is a part: "the last annex of their accord"."""
    between = [t.low for t in report.tokens[mention.after : other.first]]
    inside = mention.first <= other.first < mention.after
    near = between[:1] in (["of"], ["to"], ["under"], ["from"]) and len(between) <= _PARENT_GAP
    return other.status is None and (inside or (near and "," not in between))


def _kind_of_aim(report: ParsedReport, parsed: Parsed, mention: AgreementMention) -> str:
    """The kind by what a text is about, told right behind its name: that or how sides will talk ("to open a dialogue",
    "that talks should be held"), or how something else is to be done ("on how the truce is kept")."""
    start = mention.after
    while start < parsed.sentence.after and report.tokens[start].low in _QUOTES:
        start += 1
    lows = [t.low for t in report.tokens[start : min(parsed.sentence.after, start + _AIM)]]
    lead = lows[:2] if lows[:1] and lows[0] in _ON else ["", *lows[:1]]
    met = words("meeting_nouns", "words") | word_set("agreement_circumstances:talking", "syntax_word_sets")
    opening = word_set("agreement_circumstances:opening", "syntax_word_sets")
    if lead[1:] == ["how"]:
        verbs = [p for p in parsed.predicates if start < p.first < start + _AIM]
        talking = word_set("agreement_circumstances:how", "syntax_word_sets")
        if any(p.bases & talking for p in verbs) or met & set(lows):
            return "procedural"
        doing = word_set("agreement_circumstances:doing", "syntax_word_sets")
        done = "done" in lows or any(p.bases & doing and p.modal not in ("may", "could") for p in verbs)
        return "protocol" if done else ""
    infinitive = next((p for p in parsed.predicates if p.first == start and p.tense == "infinitive"), None)
    if infinitive is not None:
        behind = [t.low for t in report.tokens[infinitive.after : infinitive.after + _OBJECT]]
        return "procedural" if infinitive.bases & opening and met & set(behind) else ""
    if lows[:1] == ["that"]:
        verb = next((p for p in parsed.predicates if p.first > start), None)
        subject = report.tokens[start + 1 : verb.first] if verb is not None else ()
        return "procedural" if len(subject) <= _OBJECT and any(t.low in met for t in subject) else ""
    return ""


def _is_of_points(report: ParsedReport, mention: AgreementMention) -> bool:
    """Whether an agreement is told by its many points: "an eight-point understanding", "an accord of ten points"."""
    lows = [t.low for t in report.tokens[mention.first : mention.after + 3]]
    return not mention.kind and ("point" in lows or "points" in lows)


def _is_told_as_done(parsed: Parsed, mention: AgreementMention) -> bool:
    """Whether the verb of a mention stands in the past, so that a day still to come is misread."""
    verb = next((p for p in parsed.predicates if p.head == mention.at), None)
    return verb is not None and verb.tense == "past" and not verb.modal and not verb.passive
