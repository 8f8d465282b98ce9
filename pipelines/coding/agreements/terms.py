"""Agreement terms: when and where an agreement was made, and what is told of its content further on.

Belongs here: the date and place that belong to a mention, sentences of terms ("Under the deal …").
Does not belong here: which words are provisions (`provisions`).
"""

from collections.abc import Iterator
from datetime import date

from pipelines.coding.agreements.mention import AgreementMention
from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words

_ROLES = ("at", "since", "from")
_MADE = ("sign", "agree", "initial", "mediate", "accept", "extend", "yield")
_NAMING = ("of", "dated", "from")
_UNTIL = ("to", "until", "till", "through")
_VAGUE = ("relative", "unknown", "year")
_PLACE_LEADS = ("in", "at", "near", "outside", "here")
_OPENING = 6
#: How far behind its verb a day stands that is led by "in" or "on".
_RIGHT_BEHIND = 2
_OPENERS = frozenset((
    "under", "by", "it", "they", "both", "each", "the", "all", "a", "an", "also", "in", "heavy", "forces", "*",
    "•", "-",
))  # fmt: skip
_WHEN = frozenset(("when", "once", "after"))
_MODALS = ("will", "would", "must", "to", "should", "may")


def near_date(report: ParsedReport, mention: AgreementMention, first: int, after: int) -> Dated | None:
    """The day of the deed that a mention tells: in the phrase itself, after its verb, else before it."""
    dates = [
        d
        for d in report.dates_in(first, after)
        if d.mention.role in _ROLES and d.mention.interval.precision not in _VAGUE
    ]
    if mention.status in ("agreed", "signed", "proposed", "rejected", "under_negotiation"):
        dates = [d for d in dates if not _is_content(report, mention, d.first)] or dates
    dates = [d for d in dates if not _is_of_relative(report, mention, d.first)]
    # "a truce from 1 October to 12 January": how long it lasts
    lasts = {d.first for d in dates if report.tokens[d.first - 1].low in _UNTIL or _opens_span(report, d)}
    dates = [d for d in dates if d.first not in lasts] or [d for d in dates if d.mention.role != "at"]
    if not dates:
        return None
    inside = [d for d in dates if mention.first <= d.first < mention.after or _is_of_name(report, mention, d)]
    if inside:
        return inside[0]
    at = mention.at if mention.at is not None else mention.anchor
    ahead = [d for d in dates if d.first >= at]
    if len(ahead) > 1 and ahead[0].first < mention.first:
        # "they signed a declaration on 11 May and a truce on 20 May": each has the day that follows its name
        ahead = [d for d in ahead if d.first >= mention.after] or ahead
    return ahead[0] if ahead else dates[-1]


def _opens_span(report: ParsedReport, dated: Dated) -> bool:
    """Whether a day opens a span: "from 1 October to"."""
    lead = report.tokens[dated.first - 1].low if dated.first else ""
    follower = report.tokens[dated.after].low if dated.after < len(report.tokens) else ""
    return lead == "from" and follower in _UNTIL


def made_on(report: ParsedReport, mention: AgreementMention) -> Dated | None:
    """The day on which an agreement was made, of those by which a mention is dated: that of a signature and the like,
    or the one in its name ("the accord of 3 May")."""
    dated = mention.date
    if dated is None or dated.mention.role in ("since", "from"):
        return None
    start = dated.mention.interval.start
    if mention.is_dated and mention.status is None and start is not None and start > report.published:
        # "much of Friday's text is borrowed", on a Saturday: no Friday to come
        return None
    if mention.is_dated and mention.status not in ("proposed", "under_negotiation"):
        return dated
    return dated if mention.deed in _MADE and mention.realis not in ("planned", "hypothetical") else None


def since_when(report: ParsedReport, mention: AgreementMention, after: int) -> Dated | None:
    """Since when an agreement was in force, by the words that follow its name."""
    return next(
        (
            d
            for d in report.dates_in(mention.after, after)
            if d.mention.role in ("since", "from") and d.mention.interval.precision not in _VAGUE
        ),
        None,
    )


def names_day(report: ParsedReport, mention: AgreementMention) -> bool:
    """Whether a day stands in the name of an agreement or right after it: "the accord of 12 May"."""
    dated = mention.date
    if dated is None or dated.first < mention.first:
        return False
    return dated.first < mention.after or _is_of_name(report, mention, dated)


def _is_of_name(report: ParsedReport, mention: AgreementMention, dated: Dated) -> bool:
    """Whether a day follows the name as a part of it: "the accord of 12 May"."""
    led = dated.first == mention.after + 1 and report.tokens[mention.after].low in _NAMING
    if not led or mention.definite or report.tokens[mention.after].low == "dated":
        return led
    # "brought back a truce of 26 November 2003": one that there was
    interval = dated.mention.interval
    named = report.tokens[mention.after].low == "of" and interval.precision == "day" and mention.strength == "strong"
    return named and interval.start is not None and interval.start < report.published


def day_of(dated: Dated) -> tuple[date, date, str] | None:
    """First and last day and precision of the deed: the named day, or the last day of what lasted several."""
    interval = dated.mention.named_day or dated.mention.interval
    first, last, precision = interval.start, interval.end, interval.precision
    if first is None:
        return None
    last = last or first
    if precision == "range":
        return last, last, "day"
    return first, last, precision


def _is_of_relative(report: ParsedReport, mention: AgreementMention, i: int) -> bool:
    """Whether a day stands in a relative clause that has another verb than the one that dates the agreement: after its
    name, or before it ("at the end of a round that opened on Monday, they signed")."""
    parsed = report.sentence(mention.anchor)
    if parsed is None or mention.first <= i < mention.after or mention.at is None:
        return False
    clause = parsed.clause_at(i)
    if 0 < i - mention.at <= _RIGHT_BEHIND and report.tokens[i - 1].low in ("in", "on"):
        # "a truce they had proclaimed in March fell apart in May"
        return False
    if i < mention.first:
        opened = clause.mark == "that" and clause.verb is not None and clause.verb.first == clause.first + 1
        of_noun = opened or clause.mark == "relative"
        if clause.verb is not None and clause.verb.bases & word_set("agreement_terms:closing", "syntax_word_sets"):
            # "after four days that ended on August 5, there was a truce"
            return False
        return of_noun and all(c is not clause for c in _clauses_above(parsed, mention.at))
    return (
        clause.mark in ("relative", "that")
        and clause.first >= mention.after
        and clause is not parsed.clause_at(mention.at)
    )


def _clauses_above(parsed: Parsed, i: int) -> Iterator[Clause]:
    """The clause of a token, and those it hangs on."""
    clause: Clause | None = parsed.clause_at(i)
    while clause is not None:
        yield clause
        clause = parsed.clauses[clause.parent] if clause.parent is not None else None


def _is_content(report: ParsedReport, mention: AgreementMention, i: int) -> bool:
    """Whether a token stands in what the agreement contains: after an infinitive or relative clause that follows it."""
    at = mention.at if mention.at is not None else mention.anchor
    parsed = report.sentence(mention.anchor)
    if parsed is None or i < max(at, mention.first):
        return False
    clause = parsed.clause_at(i)
    if mention.rule == "agreement_verb" and clause.mark == "that" and clause.first > mention.anchor:
        return True
    return any(
        ((p.tense in ("infinitive", "gerund") and not p.passive) or p.modal != "")
        and max(at, mention.anchor) < p.first < i
        for p in parsed.predicates
    )


def near_place(report: ParsedReport, mention: AgreementMention, first: int, after: int) -> PlaceMention | None:
    """The place of the deed: after its verb and before its content, led by "in" or "at"; else before it."""
    tokens = report.tokens
    places = [p for p in report.places_in(first, after) if _is_led(report, p)]
    at = mention.at if mention.at is not None else mention.anchor
    ahead = [p for p in places if p.first > at and not _is_content(report, mention, p.first)]
    behind = [p for p in places if p.first < at]
    for group in (ahead, behind[::-1]):
        named = [p for p in group if p.name]
        if named:
            return named[0]
    if report.cast.here is not None and any(tokens[k].low == "here" for k in range(max(first, at), after)):
        return report.cast.here
    return ahead[0] if ahead else behind[-1] if behind else None


def _is_led(report: ParsedReport, place: PlaceMention) -> bool:
    tokens = report.tokens
    k = place.first - 1
    # the capital of "In Oslo on Tuesday they signed" is that of the sentence
    while (
        k > 0 and place.first - k <= 4 and tokens[k].low not in _PLACE_LEADS
        and (tokens[k].low in ("the", "a") or tokens[k].is_capital)
    ):  # fmt: skip
        k -= 1
    lead = tokens[k].low if k >= 0 else ""
    if lead == "of" and tokens[k - 1].low in word_set("arguments:venues", "syntax_word_sets"):
        # "in the town hall of Oslo"
        return True
    return lead in _PLACE_LEADS or tokens[place.first - 1].low in (",", "city", "town", "capital") or place.first == 0


def continues(report: ParsedReport, parsed: Parsed) -> bool:
    """Whether a sentence speaks of terms: it names the text, or says what shall be."""
    tokens, s = report.tokens, parsed.sentence
    if tokens[s.first].low in _OPENERS:
        return True
    table = phrases("agreement_nouns", "words")
    near = range(s.first, min(s.after, s.first + _OPENING))
    return table.can_stand(parsed.words) and any(table.longest(tokens, k, s.after) for k in near)


def lists_terms(report: ParsedReport, parsed: Parsed) -> bool:
    """Whether a sentence right behind one on an agreement tells its terms as if they were facts: "Troops leave the
    road by 15 May. Prisoners are exchanged. No more drones over it." - its verbs in the present, and nobody's word."""
    if not parsed.words.isdisjoint(word_set("agreement_terms:lasting", "syntax_word_sets")):
        return False
    told = [c.verb for c in parsed.clauses if c.verb is not None and c.parent is None]
    if any(c.is_speech for c in parsed.clauses) or any(speech is not None for speech in parsed.speech):
        return False
    if any(p.bases & word_set("agreement_terms:wanting", "syntax_word_sets") for p in told):
        return False
    return all(
        (p.modal in _MODALS or (p.tense == "present" and not p.modal)) and not (p.perfect or p.progressive or p.negated)
        for p in told
    )


def states_terms(parsed: Parsed) -> bool:
    """Whether a sentence says what shall be done, in the report's own voice or as somebody's assertion."""
    if any(p.bases & word_set("agreement_terms:wanting", "syntax_word_sets") for p in parsed.predicates):
        # what one side insists on is none of what both have agreed
        return False
    if not parsed.words.isdisjoint(("unless", "if")) or ("only" in parsed.words and parsed.words & _WHEN):
        # nor is what one will do only when the other has moved
        return False
    for p in parsed.predicates:
        if p.modal in _MODALS or p.bases & words("agreement_term_verbs"):
            speech = parsed.speech[parsed.clause_at(p.first).index]
            if speech is None or speech.stance == "assert":
                return True
    return False
