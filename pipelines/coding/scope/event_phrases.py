"""Event phrases: the noun phrases of a report that name a meeting or an agreement, with what stands inside them.

Belongs here: how far the phrase reaches to the left, its determiner, adjectives, ordinals, the names inside it.
Does not belong here: what is said of it (`governing`), who takes part (`report.arguments`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.ellipses import ORDINALS, ROUND, can_stand_alone, elliptic_spans
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import Row, phrases, words


@cache
def _definite() -> frozenset[str]:
    return word_set("event_phrases:definite", "syntax_word_sets")


@cache
def _indefinite() -> frozenset[str]:
    return word_set("event_phrases:indefinite", "syntax_word_sets")


@cache
def _stops() -> frozenset[str]:
    return word_set("event_phrases:stops", "syntax_word_sets")


#: The row of a noun, and the tokens where it begins and ends.
Noun = tuple[Row, int, int]
#: How many words stand before "series" in "a second series of meetings".
_LONG_SERIES = 3
_REACH = 9
_BUILDINGS = "event_phrases:buildings"
_FRESH = frozenset(("another", "new", "further", "next", "follow-up", "fresh", "more", "subsequent", "second", "third"))


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class EventPhrase:
    """A noun phrase in tokens `first` to `after`; `noun` is where its head noun stands, `row` its row of the table."""

    first: int
    noun: int
    after: int
    row: Row
    definite: bool
    adjectives: tuple[str, ...]
    ordinal: int | None
    mentions: tuple[Mention, ...]
    places: tuple[PlaceMention, ...]

    @property
    def is_many(self) -> bool:
        """Whether the noun is of several meetings."""
        return self.row["number"] == "many"

    @property
    def is_fresh(self) -> bool:
        """Whether the words say that it is another one than those named before."""
        return any(a in _FRESH for a in self.adjectives)


def find_phrases(
    report: ParsedReport,
    table: str,
    sentence: Sentence,
    verbs: Sequence[Predicate],
    described: Sequence[Noun] = (),
) -> list[EventPhrase]:
    """Phrases of a table of nouns in a sentence, in order, and of what is `described` by several words; of phrases
    that overlap the longer one."""
    tokens, first, after = report.tokens, sentence.first, sentence.after
    nouns = list(phrases(table, "words").in_sentence(tokens, sentence))
    if described:
        nouns = _longest_first(nouns, described)
    rounds = table == "meeting_nouns" and can_stand_alone(sentence.words)
    if not nouns and not rounds:
        return []
    heads = {k for p in verbs if not _is_gerund_noun(tokens, p) for k in range(p.first, p.after)}
    inside = {
        k
        for m in report.actors_in(first, after)
        if m.noun not in ("adjective", "owner")
        for k in range(m.first, m.after)
    }
    found: list[EventPhrase] = []
    previous = first
    for row, noun, end in nouns:
        whole = end - noun > 1 and end - 1 not in inside  # "the General Agreement" is no general
        # "the revitalised agreement": a participle that the table has as part of the name is no verb
        if (noun in heads and end - noun == 1) or (noun in inside and tokens[noun].is_capital and not whole):
            continue
        if end < after and table == "meeting_nouns" and tokens[end].low in word_set(_BUILDINGS, "syntax_word_sets"):
            # "nobody at the convention centre"
            continue
        if end < after and tokens[end].low == "-" and tokens[end].start == tokens[end - 1].end:
            continue
        if found and found[-1].after == noun and tokens[found[-1].noun].kind == "word":
            # "a one-on-one conversation", "trilateral talks": the first noun only qualifies the second
            previous = found.pop().first
        start = _left_edge(report, noun, max(first, previous), heads)
        if start > first and tokens[start - 1].low == "that" and row.get("number") == "one":
            # a noun that is counted has an article: "that meeting" is no clause
            start -= 1
        if table == "meeting_nouns":
            start = _over_stretch(tokens, start, max(first, previous))
        found.append(_phrase(report, start, noun, end, row))
        previous = end
    if rounds:
        taken = [(p.first, p.after) for p in found]
        for start, noun, end in elliptic_spans(report, first, after, taken, heads):
            found.append(_phrase(report, start, noun, end, ROUND))
        found.sort(key=lambda p: p.noun)
    return _with_rounds(tokens, found) if table == "meeting_nouns" else found


def _longest_first(nouns: Sequence[Noun], described: Sequence[Noun]) -> list[Noun]:
    """Nouns without those that overlap a longer description, and the descriptions."""
    kept = [d for d in described if not any(n[1] < d[2] and d[1] < n[2] and n[2] - n[1] >= d[2] - d[1] for n in nouns)]
    rest = [n for n in nouns if not any(n[1] < d[2] and d[1] < n[2] for d in kept)]
    return sorted([*rest, *kept], key=lambda n: n[1])


def _with_rounds(tokens: Sequence[Token], found: Sequence[EventPhrase]) -> list[EventPhrase]:
    """ "A round of prisoner talks" is one phrase."""
    kept: list[EventPhrase] = []
    for phrase in found:
        last = kept[-1] if kept else None
        of = last is not None and phrase.first == last.after + 1 and tokens[last.after].low == "of"
        if last is not None and of and last.row["words"] in _counted():
            mentions, places = (*last.mentions, *phrase.mentions), (*last.places, *phrase.places)
            kept[-1] = replace(last, after=phrase.after, mentions=mentions, places=places)
        else:
            kept.append(phrase)
    return kept


@cache
def _counted() -> frozenset[str]:
    return word_set("event_phrases:counted", "syntax_word_sets")


def _is_gerund_noun(tokens: Sequence[Token], verb: Predicate) -> bool:
    """ "After ten days of bargaining": a gerund after "of" that takes no object."""
    if verb.tense != "gerund" or verb.first != verb.head or not verb.first or tokens[verb.first - 1].low != "of":
        return False
    follower = tokens[verb.after].low if verb.after < len(tokens) else ""
    return follower in _stops() or not follower.isalpha()


def _left_edge(report: ParsedReport, noun: int, limit: int, heads: set[int]) -> int:
    tokens = report.tokens
    k = noun
    while k > limit and noun - k < _REACH:
        token = tokens[k - 1]
        if token.low == "'s" or (token.low in ("'", "’") and tokens[k - 2].text.endswith("s")):
            # the owner is part of the phrase: "Monday's session", "Witkoff's meeting"
            owner = next((m for m in report.actors_in(max(limit, k - 8), k) if m.after >= k - 1), None)
            return owner.first if owner is not None else max(limit, k - 2)
        if k - 1 in heads or token.low in _stops():
            if k - 2 > limit and tokens[k].low == "-" and tokens[k - 2].low == "-":
                # "an all-for-all exchange"
                k -= 1
                continue
            if token.low == "and" and (_joins_names(report, k - 1, limit) or _joins_adjectives(tokens, k - 1, limit)):
                k -= 1
                continue
            break
        if token.low == "," and _joins_adjectives(tokens, k - 1, limit):
            k -= 1
            continue
        if token.kind == "sign" and token.low not in ("-", '"', "“", "‘", "'"):
            break
        if k - 2 in heads and token.low in word_set("event_phrases:particles", "syntax_word_sets"):
            # "broke off talks", "pushed back the round"
            break
        k -= 1
        if token.low in _definite() or token.low in ("a", "an", "another", "no", "any"):
            break
    return k


def _over_stretch(tokens: Sequence[Token], start: int, limit: int) -> int:
    """The index before the stretch of time that a meeting filled: "a week of talks", "six long hours of bargaining"."""
    if start - 2 >= limit and tokens[start - 1].low == "of" and tokens[start - 2].low in _series():
        return _over_series(tokens, start - 2, limit)
    if start - 2 < limit or tokens[start - 1].low != "of" or tokens[start - 2].low not in _stretches():
        return start
    k = start - 2
    while (
        k - 1 >= limit and start - k < _REACH and (tokens[k - 1].kind == "number" or tokens[k - 1].low in _measures())
    ):
        k -= 1
    while tokens[k].low == "and":
        k += 1
    return start if tokens[k].low in ORDINALS or tokens[start - 3].low in ORDINALS else k


def _over_series(tokens: Sequence[Token], k: int, limit: int) -> int:
    """The index before "a second series", whose last word is at `k`."""
    first = k
    while first > limit and k - first < _LONG_SERIES and tokens[first - 1].kind == "word":
        first -= 1
        if tokens[first].low in _definite() or tokens[first].low in ("a", "an", "another"):
            return first
    return k


@cache
def _series() -> frozenset[str]:
    return word_set("event_phrases:series", "syntax_word_sets")


@cache
def _stretches() -> frozenset[str]:
    return word_set("event_phrases:stretches", "syntax_word_sets")


@cache
def _measures() -> frozenset[str]:
    return word_set("event_phrases:measures", "syntax_word_sets")


def _joins_names(report: ParsedReport, i: int, limit: int) -> bool:
    """Whether "and" at `i` joins two nationalities before one noun ("Israeli and Hamas delegations' talks")."""
    tokens = report.tokens
    before = [m for m in report.actors_in(max(limit, i - 3), i) if m.after == i and m.noun == "adjective"]
    return bool(before) and i + 1 < len(tokens) and tokens[i + 1].is_capital


def _joins_adjectives(tokens: Sequence[Token], i: int, limit: int) -> bool:
    """Whether "and" at `i` joins two adjectives after an article ("a new and bigger swap")."""
    for k in range(i - 2, max(limit, i - 6) - 1, -1):
        if tokens[k].low in ("a", "an", "the", "its", "their"):
            return tokens[i - 1].low not in _stops() and tokens[i - 1].kind == "word"
        if tokens[k].low in _stops():
            return False
    return False


def _phrase(report: ParsedReport, first: int, noun: int, after: int, row: Row) -> EventPhrase:
    tokens = report.tokens
    lead = tokens[first].low
    places = tuple(report.places_in(first, after))
    named = {k for p in places for k in range(p.first, p.after)}
    inner = [tokens[k].low for k in range(first, after) if tokens[k].kind == "word" and k not in named]
    owned = "'s" in [t.low for t in tokens[first:noun]]
    definite = lead in _definite() or owned
    if "follow up" in " ".join(inner):
        inner.append("follow-up")
    if row["words"].startswith("day "):
        # "a second day of talks" is of the same talks
        inner = [w for w in inner if w not in ORDINALS or w == "first"]
    ordinal = next((ORDINALS[w] for w in inner if w in ORDINALS and not row["words"].startswith("day ")), None)
    if ordinal is None:
        for k in range(first, noun):
            text = tokens[k].low
            if len(text) > 2 and text[:-2].isdigit() and text[-2:] in ("st", "nd", "rd", "th"):
                ordinal = int(text[:-2]) if len(text) < 6 else None
    return EventPhrase(
        first, noun, after, row, definite, tuple(inner), ordinal,
        tuple(report.actors_in(first, after)), places,
    )  # fmt: skip


def is_negated(phrase: EventPhrase, tokens: Sequence[Token]) -> bool:
    """Whether the phrase opens with "no" ("no talks are planned") or with "not a single"."""
    before = tokens[phrase.first - 1].low if phrase.first > 0 else ""
    single = before == "not" and "single" in phrase.adjectives
    return single or before == "no" or tokens[phrase.first].low in ("no", "neither")


def is_name_of_body(tokens: Sequence[Token], phrase: EventPhrase) -> bool:
    """Whether the noun is part of an institution's name: "Conference on Disarmament", "Dialogue Advisory Group"."""
    after = tokens[phrase.after] if phrase.after < len(tokens) else None
    return (
        tokens[phrase.noun].is_capital
        and after is not None
        and after.is_capital
        and after.low in words("not_person_words")
    )
