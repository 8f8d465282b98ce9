"""A parsed report: its prose, who and where, its clauses, its dates and its figures, each found once.

Belongs here: the one walk that brings the layers together, and looking up what stands at a token.
Does not belong here: anything about meetings, agreements or conditions.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from pipelines.coding.amounts.quantities import Quantity, quantities_in
from pipelines.coding.clauses.clauses import Clause, Parsed, Speech
from pipelines.coding.clauses.parsing import parse
from pipelines.coding.clauses.predicates import Predicate, find_predicates
from pipelines.coding.dates.calendar import Interval
from pipelines.coding.dates.chronology import DateMention, dates_in
from pipelines.coding.dates.phrase import cores
from pipelines.coding.names.mention import Cast, Mention, PlaceMention
from pipelines.coding.names.who import read_cast
from pipelines.coding.report.heading_years import (
    in_year,
    of_last_year,
    opens_with_day,
    year_alone,
    year_named,
    year_of_heading,
)
from pipelines.coding.report.taken_back import Span, taken_back
from pipelines.coding.text.prose import FURNITURE, RUNNING, Prose, Sentence, read_prose
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import lexicon_rows, scanned_tokens, word_set
from pipelines.coding.text.word_tables import words as word_table
from pipelines.reference.actors import aliases_called

_START = attrgetter("start")
_DIGIT = re.compile(r"\d")
#: How far a date may stand from the verb that it follows, and verbs of the past that point ahead.
_NEAR_VERB, _OPENING = 7, 3
_PLANNING = frozenset((
    "postpone", "delay", "defer", "reschedule", "move", "shift", "push", "put", "invite", "convene", "schedule", "fix",
    "plan", "summon", "propose", "set", "expect", "agree", "be", "have", "due", "announce", "suggest", "offer", "call",
    "slip", "adjourn", "extend", "prolong", "book", "slate", "pencil", "earmark", "appoint", "name", "choose", "pick",
))  # fmt: skip


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Dated:
    """A date in tokens `first` to `after`."""

    first: int
    after: int
    mention: DateMention


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure in tokens `first` to `after`."""

    first: int
    after: int
    quantity: Quantity


class _Placed(Protocol):
    """What stands in a text from a token `first` on."""

    @property
    def first(self) -> int: ...


Item = TypeVar("Item", bound=_Placed)


@dataclass(frozen=True, slots=True)
class InOrder(Generic[Item]):
    """Things in the order of the text, and the first token of each."""

    items: tuple[Item, ...]
    firsts: tuple[int, ...]

    @classmethod
    def of(cls, items: Sequence[Item]) -> "InOrder[Item]":
        """The things, given in the order of their first tokens."""
        return cls(tuple(items), tuple(item.first for item in items))

    def between(self, first: int, after: int) -> tuple[Item, ...]:
        """Those that start in tokens `first` to `after`."""
        firsts, start = self.firsts, bisect_left(self.firsts, first)
        if start == len(firsts) or firsts[start] >= after:
            return ()
        return self.items[start : bisect_left(firsts, after, start)]


# not frozen, though never changed, for what is derived from its fields is kept in it
@dataclass(slots=True)
class ParsedReport:
    """All layers of one report. `parsed` holds running sentences only, by number; `tokens` are those of `prose`.

    `taken_back`: spans of words that repeat what an earlier text had got wrong. `actors_in(first, after)`, and so on:
    those that start in tokens `first` to `after`; readers ask some hundred times a report, and no call is wasted.
    """

    prose: Prose
    tokens: Sequence[Token]
    parsed: Mapping[int, Parsed]
    cast: Cast
    actors: InOrder[Mention]
    places: InOrder[PlaceMention]
    dates: InOrder[Dated]
    figures: InOrder[Counted]
    published: date
    taken_back: tuple[Span, ...] = ()
    actors_in: Callable[[int, int], tuple[Mention, ...]] = field(init=False, repr=False, compare=False)
    places_in: Callable[[int, int], tuple[PlaceMention, ...]] = field(init=False, repr=False, compare=False)
    dates_in: Callable[[int, int], tuple[Dated, ...]] = field(init=False, repr=False, compare=False)
    figures_in: Callable[[int, int], tuple[Counted, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.actors_in, self.places_in = self.actors.between, self.places.between
        self.dates_in, self.figures_in = self.dates.between, self.figures.between

    def is_taken_back(self, i: int) -> bool:
        """Whether token `i` stands in words that repeat what an earlier text had got wrong."""
        return bool(self.taken_back) and any(first <= i < after for first, after in self.taken_back)

    def takes_back(self, sentence: Sentence) -> bool:
        """Whether a sentence takes anything back."""
        return any(first < sentence.after and sentence.first < after for first, after in self.taken_back)

    def sentence(self, i: int) -> Parsed | None:
        """The sentence of token `i` where it is running text."""
        return self.parsed.get(self.prose.sentence_of[i])

    def speech_at(self, i: int) -> Speech | None:
        """Whose word token `i` stands on."""
        parsed = self.sentence(i)
        return parsed.speech[parsed.clause_at(i).index] if parsed is not None else None

    def clause_at(self, i: int) -> Clause | None:
        """The clause of token `i`."""
        parsed = self.sentence(i)
        return parsed.clause_at(i) if parsed is not None else None

    def predicates_in(self, first: int, after: int) -> list[Predicate]:
        """Verb groups that start in tokens `first` to `after` of one sentence."""
        parsed = self.sentence(first)
        return [p for p in parsed.predicates if first <= p.first < after] if parsed is not None else []


def parse_report(text: str, published: date) -> ParsedReport:
    """All layers of a text published on a day."""
    prose = read_prose(text)
    cast = read_cast(prose, published)
    actors, places = InOrder.of(cast.actors), InOrder.of(cast.places)
    parsed: dict[int, Parsed] = {}
    tokens = prose.tokens
    for sentence in prose.sentences:
        if sentence.zone != RUNNING:
            continue
        mentions = actors.between(sentence.first, sentence.after)
        ends = {m.after: _is_plural(tokens, m) for m in mentions if m.noun != "adjective"}
        inside = frozenset(k for m in mentions for k in range(m.first, m.after))
        predicates = find_predicates(tokens, sentence, ends, inside)
        parsed[sentence.number] = parse(prose, sentence, predicates, mentions)
    starts = list(map(_START, tokens))
    dates = []
    figures = []
    focus: Interval | None = None
    month: Interval | None = None
    year: int | None = None
    headed: tuple[int, int] | None = None
    ruling: int | None = None
    for sentence in prose.sentences:
        here = tokens[sentence.first : sentence.after]
        ruling = year_alone(here, published) or ruling
        if sentence.zone == FURNITURE:
            continue
        clauses = parsed.get(sentence.number)
        if ruling is not None and opens_with_day(here):
            headed = sentence.paragraph, ruling
        headed = year_of_heading(here, sentence, clauses, published) or headed
        words = sentence.words
        numbers = bool(_DIGIT.search(text, here[0].start, here[-1].end)) and any(t.text[0].isdigit() for t in here)
        timed = numbers or not words.isdisjoint(_words_of_time())
        counted = numbers or not words.isdisjoint(_words_of_number())
        if not timed and not counted:
            continue
        scan = scanned_tokens(text, here)
        if timed:
            tense = _tense(clauses)
            tense_at = None if clauses is None else partial(_tense_at, clauses, starts)
            # "reminded of August 2003. That month …": a month is what "that month" is, and no day of it is spoken of
            spoken_of = month if month is not None and "month" in words else focus
            for mention in dates_in(scan, published, focus=spoken_of, tense=tense, tense_at=tense_at, year=year):
                if headed is not None and headed[0] == sentence.paragraph:
                    mention = in_year(mention, headed[1])
                elif clauses is not None and not clauses.predicates:
                    mention = of_last_year(mention, published)
                dates.append(Dated(*_tokens_at(starts, mention.start, mention.end), mention))
                year = year_named(mention) or year
                if mention.role in ("at", "from", "since") and mention.interval.precision in ("day", "range"):
                    focus, month = mention.interval, None
                elif mention.interval.precision == "month":
                    month = mention.interval
        if counted:
            for quantity in quantities_in(scan):
                figures.append(Counted(*_tokens_at(starts, quantity.start, quantity.end), quantity))
    return ParsedReport(
        prose, tokens, parsed, cast, actors, places, InOrder.of(dates), InOrder.of(figures), published,
        taken_back(prose, parsed),
    )  # fmt: skip


#: Verbs after which a day is one still to come ("moved to Friday").
_MOVING = frozenset(
    ("postpone", "delay", "defer", "reschedule", "move", "shift", "push", "put", "transfer", "slip", "slide", "carry")
)
#: Verbs that tell of a day still to come where they stand in the perfect; and those that only bring one back.
_SETTING = frozenset(("invite", "convene", "schedule", "fix", "plan", "summon", "propose"))
_REMEMBERING = frozenset(("remember", "recall"))


def _tense(parsed: Parsed | None) -> str | None:
    """Past where every verb of a sentence says so; where any looks ahead the words around a date decide."""
    if parsed is None or not parsed.predicates:
        return None
    told = False
    for p in parsed.predicates:
        if not p.bases.isdisjoint(_MOVING) or (p.perfect and not p.bases.isdisjoint(_SETTING)):
            return None
        if p.bases.isdisjoint(_REMEMBERING):
            ahead = p.modal or p.tense in ("future", "infinitive")
            if ahead or not (p.perfect or p.tense in ("past", "participle", "gerund")):
                return None
            told = True
    return "past" if told else None


def _tense_at(parsed: Parsed, starts: Sequence[int], offset: int) -> str | None:
    """Past or future by the verb that a date at an offset follows, with no other verb and no comma between."""
    i, _ = _tokens_at(starts, offset, offset + 1)
    before = [p for p in parsed.predicates if p.after <= i]
    if not before and i - parsed.sentence.first <= _OPENING:
        # a day that opens the sentence is that of its main verb
        told = [p for p in parsed.predicates if not p.bases & _REMEMBERING]
        main = told[0] if told and parsed.clause_at(told[0].first).mark == "" else None
        if main is not None and _is_coming(main):
            # "on Friday the presidents hold a summit"
            return "future"
        plain = main is not None and main.tense == "past" and not main.modal and not main.bases & _PLANNING
        return "past" if plain else None
    if not before or i - before[-1].after > _NEAR_VERB or before[-1].bases & (_PLANNING | _MOVING):
        return None
    verb = before[-1]
    if parsed.clause_at(verb.first).index != parsed.clause_at(i).index:
        return None
    if verb.modal in ("will", "to") or verb.tense == "future":
        return "future" if verb.tense != "past" and not verb.perfect else None
    if verb.modal and not verb.perfect and not verb.passive and verb.bases & _coming():
        # "could still meet in July"
        return "future" if verb.tense == "present" else None
    if verb.modal or verb.tense == "infinitive":
        return None
    if _is_coming(verb):
        # "the delegations meet on Monday"
        return "future"
    past = verb.tense in ("past", "participle") or verb.perfect
    hanging = any(p.modal or p.tense == "infinitive" for p in parsed.predicates if 0 <= verb.first - p.after <= 4)
    return "past" if past and not hanging else None


def _is_coming(verb: Predicate) -> bool:
    """Whether a verb of coming together stands in the simple present, which tells what is to come."""
    plain = verb.tense == "present" and not (verb.modal or verb.perfect or verb.progressive or verb.passive)
    return plain and bool(verb.bases & _coming())


@cache
def _coming() -> frozenset[str]:
    """Verbs whose simple present tells what is to come ("the delegations meet on Monday")."""
    return word_set("dates:coming", "syntax_word_sets")


@cache
def _words_of_time() -> frozenset[str]:
    """Words without which a sentence has no date: to ask for dates only where there can be one."""
    plain = word_table("function_words") - {"today", "yesterday", "tomorrow", "now", "later", "earlier", "may"}
    cues = set()
    for row in lexicon_rows("time_phrases"):
        telling = [word for word in row["words"].split() if word not in plain]
        if telling:
            cues.add(max(telling, key=lambda word: (word.isalnum(), len(word))))
    return frozenset((cores() | cues) - plain)


@cache
def _words_of_number() -> frozenset[str]:
    """Words that count, with the nouns of time that an article counts: "a month's truce"."""
    numbers = frozenset(row["word"] for row in lexicon_rows("number_words")) - {"a", "an"}
    return numbers | word_set("one_of_time", "quantity_word_sets")


def _tokens_at(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    first = max(0, bisect_left(starts, start + 1) - 1)
    return first, max(first + 1, bisect_left(starts, end))


def _is_plural(tokens: Sequence[Token], mention: Mention) -> bool:
    joined = mention.first > 1 and (
        tokens[mention.first - 1].low == "and"
        or (tokens[mention.first - 1].low == "the" and tokens[mention.first - 2].low == "and")
    )
    return joined or mention.plural or mention.noun == "collective" or _is_plural_name(tokens[mention.after - 1].text)


@cache
def _is_plural_name(word: str) -> bool:
    """Whether a name is that of many ("the Houthis", "Greek Cypriots"): without its "s" it means the same actor."""
    if word.lower() in word_set("names:plural", "syntax_word_sets"):
        return True
    if len(word) < 5 or not word.endswith("s") or not word[0].isupper():
        return False
    many, one = (tuple(a.actor_id for a in aliases_called(w)) for w in (word, word[:-1]))
    return bool(set(many) & set(one))
