"""Agreement thing counts: how many positions, seats or kilometres an agreement is about, by each who counts.

Belongs here: figures that somebody gives for what is vacated, watched, opened or measured: "the movement counts eight
positions …; the ministry speaks of six", "four by each side according to the capital", "the treaty gives the length as
970 kilometres".
Does not belong here: how many people are exchanged or disarmed (`counts`), figures that nobody is named for
(`provisions`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipelines.coding.agreements.group import AgreementGroup
from pipelines.coding.agreements.provisions import Provision, provisions_in
from pipelines.coding.agreements.terms import states_terms
from pipelines.coding.amounts.amounts import Amount, is_no_amount
from pipelines.coding.amounts.quantities import Quantity
from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.verbs import all_forms
from pipelines.coding.report.parsed_report import Counted, ParsedReport
from pipelines.coding.text.numerals import number_openers, read_numeral
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,4}")
#: How many words may stand between the number and what it counts, and between the verb that counts and the number.
_MODIFIERS, _NEAR = 2, 7
#: How far a word of measure may stand before or behind the kilometres: "the length as", "kilometres long".
_MEASURE_BEFORE, _MEASURE_BEHIND = 7, 2
_KILOMETRES = frozenset(("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers"))
_SIDES = (("by", "each", "side"), ("on", "each", "side"), ("for", "each", "side"), ("from", "each", "side"))
#: Agreements that have no border for a subject, though they name one.
_OF_FIRE = frozenset(("ceasefire", "renewal", "prisoner_exchange", "humanitarian"))


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is counted or measured, in tokens `first` to `after`."""

    kind: str
    unit: str
    measured: bool
    first: int
    after: int


@dataclass(slots=True)
class _Told:
    """The last figure of a thing: in which sentence, and of which agreement."""

    thing: _Thing
    sentence: int
    group: AgreementGroup


def note_things(report: ParsedReport, groups: Sequence[AgreementGroup], where: Mapping[int, AgreementGroup]) -> None:
    """Give the agreements of a report the figures of things, the first as their own and others as disputed ones."""
    current: AgreementGroup | None = None
    told: _Told | None = None
    paragraph = -1
    for number, parsed in report.parsed.items():
        s = parsed.sentence
        if number in where:
            current, paragraph = where[number], s.paragraph
        elif (named := _named_in(parsed, groups)) is not None:
            current, paragraph = named, s.paragraph
        if not groups or s.is_question or report.takes_back(s):
            continue
        near = current if s.paragraph - paragraph <= 1 else None
        before = told if told is not None and number - told.sentence == 1 else None
        for figure, thing, led in _figures(report, parsed, before):
            more = before is not None and before.thing is thing
            group = before.group if before is not None and more else near
            if thing.measured and thing.kind == "territorial" and not more:
                group = _of_border(report, groups)
            if group is None or not (more or _is_term(report, parsed, group, thing)):
                continue
            if led and _add(group, Provision(thing.kind, figure.first, figure.after, figure), number):
                told = before = _Told(thing, number, group)


def _named_in(parsed: Parsed, groups: Sequence[AgreementGroup]) -> AgreementGroup | None:
    """The agreement that a sentence names without saying how it stands: "the declaration calls for"."""
    return next((g for g in reversed(groups) if any({*m.noun.split()[-1:]} & parsed.words for m in g.mentions)), None)


def _figures(report: ParsedReport, parsed: Parsed, before: _Told | None) -> Iterator[tuple[Counted, _Thing, bool]]:
    """Figures of things in a sentence, and whether somebody is named who counts."""
    tokens, s = report.tokens, parsed.sentence
    things = list(_things(report, parsed))
    if not things and before is None and parsed.words.isdisjoint(_KILOMETRES):
        return
    counted = _names_source(report, parsed)
    last = before.thing if before is not None else None
    gapping = False
    i = s.first
    while i < s.after:
        amount = _amount(tokens, i)
        if amount is None or amount.low is None or amount.low <= 1 or is_no_amount(tokens, amount):
            i += 1
            continue
        i = amount.after
        # "the army speaks of eight camps, the rebels of six"
        gapped = gapping and tokens[amount.first - 1].low in ("of", "at", "to")
        led = counted or gapped or _is_counted(report, parsed, amount)
        thing, after = _what(report, parsed, amount, things, last, led)
        if thing is not None:
            yield _counted(report, amount, after, thing), thing, led
            last, gapping = thing, led


def _amount(tokens: Sequence[Token], i: int) -> Amount | None:
    """A number in digits or words; no range, and no "a" or "half"."""
    low = tokens[i].low
    if tokens[i].kind == "number" or low[:1].isdecimal():
        return Amount(i, i + 1, int(low.replace(",", "")), None) if _NUMBER.fullmatch(low) else None
    numeral = read_numeral(tokens, i) if low in number_openers() and low not in ("a", "an", "half") else None
    return Amount(i, numeral.after, numeral.value, None) if numeral is not None else None


def _things(report: ParsedReport, parsed: Parsed) -> Iterator[_Thing]:
    for row, first, after in phrases("counted_things", "words").in_sentence(report.tokens, parsed.sentence):
        yield _Thing(row["kind"], row["unit"], row["class"] == "measured", first, after)


def _what(
    report: ParsedReport,
    parsed: Parsed,
    amount: Amount,
    things: Sequence[_Thing],
    last: _Thing | None,
    led: bool,
) -> tuple[_Thing | None, int]:
    """What a number counts, and the end of the figure: the noun behind it; what the kilometres measure; for a bare
    number, what was counted before."""
    tokens, stop = report.tokens, parsed.sentence.after
    if amount.after < stop and tokens[amount.after].low in _KILOMETRES:
        return _measured(report, parsed, amount, things, last), amount.after + 1
    for t in things:
        gap = t.first - amount.after
        if not t.measured and 0 <= gap <= _MODIFIERS and _are_modifiers(tokens[amount.after : t.first]):
            return (t if t.unit != "days" or _is_lasting(report, parsed, amount) else None), t.after
    end = _end_of_bare(report, amount.after, stop)
    if end is None or not led:
        return None, amount.after
    # "border posts are to be given up, four by each side"
    named = [t for t in things if t.after <= amount.first and (not t.measured or last is t)]
    return (named[-1] if named else last), end


def _are_modifiers(tokens: Sequence[Token]) -> bool:
    passed = word_set("no_modifier", "quantity_word_sets") | number_openers()
    return all(t.kind == "word" and t.low not in passed for t in tokens)


def _is_lasting(report: ParsedReport, parsed: Parsed, amount: Amount) -> bool:
    """Whether days are how long a truce lasts: "speak of a truce of 30 days"."""
    k = amount.first - 1
    near = provisions_in(report, max(parsed.sentence.first, k - 1), k)
    return report.tokens[k].low == "of" and any(p.kind == "ceasefire" for p in near)


def _measured(
    report: ParsedReport, parsed: Parsed, amount: Amount, things: Sequence[_Thing], last: _Thing | None
) -> _Thing | None:
    """What so many kilometres are the length or depth of; a treaty's "length" is that of the border."""
    tokens, s = report.tokens, parsed.sentence
    measures = word_set("agreement_thing_counts:measures", "syntax_word_sets")
    around = tokens[max(s.first, amount.first - _MEASURE_BEFORE) : min(s.after, amount.after + _MEASURE_BEHIND)]
    if all(t.low not in measures for t in around):
        return None
    named = [t for t in things if t.measured]
    nearest = min(named, key=lambda t: abs(t.first - amount.first), default=None)
    if nearest is not None:
        return nearest
    if last is not None and last.measured:
        return last
    at = next(k for k in range(s.first, s.after) if tokens[k].low in measures)
    return _Thing("territorial", "km", True, at, at + 1) if tokens[at].low == "length" else None


def _end_of_bare(report: ParsedReport, i: int, stop: int) -> int | None:
    """Where a figure without a noun ends; None where something else is counted."""
    lows = tuple(t.low for t in report.tokens[i : min(stop, i + 3)])
    if lows in _SIDES:
        return i + 3
    return (
        i
        if i >= stop or report.tokens[i].kind == "sign" or lows[:2] == ("according", "to") or lows[:1] == ("by",)
        else None
    )


def _is_counted(report: ParsedReport, parsed: Parsed, amount: Amount) -> bool:
    """Whether a verb of counting leads to the number: "speaks of six", "gives the length as 970"."""
    between = word_set("agreement_counts:between", "syntax_word_sets")
    counting = word_set("agreement_counts:counting", "syntax_word_sets")
    measures = word_set("agreement_thing_counts:measures", "syntax_word_sets")
    tokens = report.tokens
    measuring = tokens[amount.after].low in _KILOMETRES if amount.after < len(tokens) else False
    k = amount.first - 1
    while k > parsed.sentence.first and tokens[k].low in between:
        k -= 1
    if tokens[k].low in _counting_forms() and [t.low for t in tokens[k + 1 : amount.first]] != ["up"]:
        # "the movement counts eight positions", which looks like a noun
        return True
    for verb in parsed.predicates:
        if verb.negated or not verb.after <= amount.first <= verb.after + _NEAR:
            continue
        has = "have" in verb.bases and _sided(report, amount.after)
        led = [t.low for t in tokens[verb.after : amount.first]]
        # not "gives up 800 weapons"
        passed = led != ["up"] and all(w in between or w in measures for w in led)
        if (verb.bases & counting or (measuring and verb.bases & measures) or has) and passed:
            return True
    return False


@cache
def _counting_forms() -> frozenset[str]:
    counting = word_set("agreement_counts:counting", "syntax_word_sets")
    return frozenset(form for base in counting for form in all_forms(base) if not form.endswith("ing")) - counting


def _sided(report: ParsedReport, i: int) -> bool:
    return tuple(t.low for t in report.tokens[i : i + 3]) in _SIDES


def _names_source(report: ParsedReport, parsed: Parsed) -> bool:
    """Whether a sentence says by whose count: "according to the registry", "by the army's count"."""
    tokens, s = report.tokens, parsed.sentence
    if any((a.low, b.low) == ("according", "to") for a, b in pairwise(tokens[s.first : s.after])):
        return True
    counts = word_set("agreement_thing_counts:counts", "syntax_word_sets")
    for k in range(s.first + 1, s.after):
        if tokens[k].low in counts and any(t.low in ("by", "on") for t in tokens[max(s.first, k - _NEAR) : k]):
            return True
    return False


def _counted(report: ParsedReport, amount: Amount, after: int, thing: _Thing) -> Counted:
    text, tokens = report.prose.words(amount.first, after), report.tokens
    scale = {"weeks": 7, "months": 30}.get(tokens[after - 1].low, 1)
    basis = "per_side" if _sided(report, after - 3) else "total"
    number = amount.low * scale if amount.low is not None else None
    start, end = tokens[amount.first].start, tokens[after - 1].end
    return Counted(amount.first, after, Quantity(start, end, text, number, None, "", thing.unit, basis, None, None))


def _of_border(report: ParsedReport, groups: Sequence[AgreementGroup]) -> AgreementGroup | None:
    """The last agreement on a border: sentences that say how it stands speak of the border."""
    for group in reversed(groups):
        if group.kind in _OF_FIRE:
            continue
        for m in group.mentions:
            parsed = report.parsed.get(m.sentence)
            if m.status is None or parsed is None:
                continue
            if any(t.measured and t.kind == "territorial" for t in _things(report, parsed)):
                return group
    return None


def _is_term(report: ParsedReport, parsed: Parsed, group: AgreementGroup, thing: _Thing) -> bool:
    """Whether the agreement is about the thing: it has a provision of the kind, or the sentence tells one."""
    if thing.measured and thing.kind == "territorial":
        return True
    if any(p.kind == thing.kind for p in group.provisions):
        return True
    s = parsed.sentence
    told = any(p.kind == thing.kind for p in provisions_in(report, s.first, s.after))
    return (told or thing.measured) and states_terms(parsed)


def _add(group: AgreementGroup, told: Provision, sentence: int) -> bool:
    """Take a figure for that of the agreement, where it has none, else for a disputed one. Days go before things."""
    unit = told.figure.quantity.unit if told.figure is not None else ""
    same = [p for p in group.provisions if p.kind == told.kind]
    with_figure = [p for p in same if p.figure is not None and p.quantity is not None]
    if any(p.figure is not None and p.figure.quantity.unit != unit for p in with_figure):
        return False
    if with_figure:
        if told.quantity not in [p.quantity for p in (*with_figure, *(c for c, _ in group.counts))]:
            group.counts.append((told, sentence))
    elif same:
        group.provisions[group.provisions.index(same[0])] = told
    else:
        group.provisions.append(told)
    return True
