"""Arguments: who stands around a step of a process, and where and when.

Belongs here: lists of names ("X, Y and the Z"), what follows "between" and "with", the nearest fitting place and date.
Does not belong here: whom "they" are (`focus`), the frames that ask (`meetings.frames`, `agreements.frames`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.building import prepositions
from pipelines.coding.clauses.clauses import stance_of
from pipelines.coding.clauses.kinds import tell_the_kind
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words


@cache
def _joints() -> frozenset[str]:
    return word_set("arguments:joints", "syntax_word_sets")


_LIST_GAP = 4
#: How far behind a person's "'s" the name of the group stands that he leads.
_LED, _POSSESSIVE = 5, ("'s", "’s", "'", "’")
_OWNED = 5


def list_at(report: ParsedReport, i: int, limit: int, gap: int = _LIST_GAP) -> tuple[list[Mention], int]:
    """Mentions of a list that starts at or right after token `i`, and the index after the last."""
    tokens, end = report.tokens, i
    found: list[Mention] = []
    owned: set[int] = set()
    for mention in report.actors_in(i, limit):
        if not found and (named := _led_by(report, mention)) is not None:
            owned.update(range(mention.first, named.first))
            continue
        if mention.first < end or _owns_next(report, mention) or _is_both_of(report, mention):
            owned.update(range(mention.first, mention.after + 1) if mention.noun == "owner" else ())
            continue
        between = [tokens[k].low for k in range(end, mention.first) if k not in owned]
        if not found:
            if len(between) > gap or any(w in (",", ".", ";") for w in between):
                break
            if any(w in ("in", "at", "on", "that", "which", "said", "to") for w in between):
                break
        elif _does_beside(report, mention, between) or not (
            (0 < len(between) <= 6 and all(w in _joints() or w.isdigit() for w in between))
            or (mention.noun == "name" and tell_the_kind(between))
            # an apposition between commas belongs to the one before it
            or (between and between[0] == "," and _is_apposition(tokens, end, mention))
        ):
            break
        found.append(mention)
        end = mention.after
    return found, end


def _does_beside(report: ParsedReport, mention: Mention, between: Sequence[str]) -> bool:
    """Whether a name behind a comma opens an absolute clause: "met X, the envoy of Y sitting beside them"."""
    if between[:1] != [","] or "and" in between:
        return False
    parsed = report.sentence(mention.first)
    gerunds = (p.first for p in parsed.predicates if p.tense == "gerund") if parsed is not None else ()
    return mention.after in gerunds


def _is_both_of(report: ParsedReport, mention: Mention) -> bool:
    """Whether "both" only opens the list behind it ("with both A and B")."""
    follows = any(m.noun != "pronoun" for m in report.actors_in(mention.after, mention.after + 1))
    return mention.noun == "pronoun" and mention.head == "both" and follows


def _owns_next(report: ParsedReport, mention: Mention) -> bool:
    """Whether a name only says whose the next one is ("Sudan's RSF")."""
    if mention.noun != "owner":
        return False
    return any(
        m.first in (mention.after + 1, mention.after) and m.actors
        for m in report.actors_in(mention.after, mention.after + 2)
    )


def _led_by(report: ParsedReport, mention: Mention) -> Mention | None:
    """The group named behind the person who leads it: "Hamdok's civilian coalition Taqaddum"."""
    tokens = report.tokens
    if mention.person is None or mention.after >= len(tokens) or tokens[mention.after].low not in _POSSESSIVE:
        return None
    ahead = report.actors_in(mention.after, mention.after + _LED)
    named = next((m for m in ahead if m.first > mention.after), None)
    if named is None or named.noun != "name" or named.person is not None or not named.actors:
        return None
    between = tokens[mention.after + 1 : named.first]
    return named if all(t.kind == "word" and t.low not in _joints() for t in between) else None


def _is_apposition(tokens: Sequence, end: int, mention: Mention) -> bool:
    if mention.first - end > 4 or tokens[end].low != "," or tokens[end + 1].low not in ("the", "a", "an", "his", "its"):
        return False
    # "met rebel leaders, a day after peacekeepers took over": another clause
    return not any(tokens[k].low in prepositions() for k in range(end + 2, mention.first))


def list_after(report: ParsedReport, words: Sequence[str], first: int, limit: int, reach: int) -> list[Mention]:
    """The list after the first of `words` in tokens `first` to `first + reach`."""
    tokens = report.tokens
    for k in range(first, min(limit, first + reach)):
        if tokens[k].low in words:
            found, _ = list_at(report, k + 1, limit)
            if found:
                return found
    return []


def spelled_out(report: ParsedReport, found: list[Mention], limit: int) -> list[Mention]:
    """A list whose last item is spelled out behind a colon: "with three armed groups: the A, the B and the C"."""
    last = found[-1] if found else None
    if last is None or last.after >= limit or report.tokens[last.after].low != ":" or not last.plural:
        return found
    named, _ = list_at(report, last.after + 1, limit)
    return [*found[:-1], *named] if len([m for m in named if m.actors]) >= 2 else found


def likewise(report: ParsedReport, first: int, limit: int) -> list[Mention]:
    """Who did the same: "and so did X", "as did Y", after token `first`."""
    tokens = report.tokens
    for k in range(first, min(limit, len(tokens)) - 2):
        if tokens[k].low in ("so", "as") and tokens[k + 1].low in ("did", "does", "has", "have", "do"):
            ahead = report.actors_in(k + 2, min(limit, k + 6))
            return list(ahead[:1])
    return []


def place_for(report: ParsedReport, first: int, after: int, anchor: int) -> PlaceMention | None:
    """The place nearest after the anchor in tokens `first` to `after`, else before; a city before a country."""
    places = [
        p
        for p in report.places_in(first, after)
        if not _is_of_speech(report, p.first, anchor)
        and not _is_of_topic(report, p, anchor)
        and not _is_compared(report, p)
    ]
    if not places:
        return None
    ahead = [p for p in places if p.first >= anchor]
    behind = [p for p in places if p.first < anchor]
    for group in (ahead, behind[::-1]):
        named = [p for p in group if p.name]
        if named:
            return None if _is_open(report, named) else named[0]
    return ahead[0] if ahead else behind[-1]


def _is_open(report: ParsedReport, places: Sequence[PlaceMention]) -> bool:
    """Whether the place is still one of several: "in Rome or Vienna"."""
    one = places[0]
    return any(
        p.first - one.after in (1, 2) and report.tokens[one.after].low == "or" and p.name != one.name
        for p in places[1:]
    )


def _is_of_speech(report: ParsedReport, at: int, anchor: int) -> bool:
    """Whether a date is when something was said ("said on Monday that …"), not when it happens."""
    parsed = report.sentence(anchor)
    if parsed is None:
        return False
    mine, its = parsed.clause_at(anchor), parsed.clause_at(at)
    if its.index == mine.index or its.verb is None:
        return False
    return its.is_speech or (bool(stance_of(its.verb)) and mine.parent is not None)


def _is_of_topic(report: ParsedReport, place: PlaceMention, anchor: int) -> bool:
    """Whether a place is that of the war or the truce that is talked about ("the fighting around Goma").

    Of "peace talks in Algiers" the noun at `anchor` tells the place.
    """
    tokens = report.tokens
    # a word of a group's name tells of no war ("the New Forces resumed in Pretoria")
    named = {k for m in report.actors_in(max(0, place.first - 12), place.first) for k in range(m.first, m.after)}
    for k in range(place.first - 1, max(0, place.first - 4), -1):
        if k <= anchor < place.first:
            return False
        if tokens[k].low in words("topic_nouns") and k not in named:
            # "discussed its future in Yaoundé" is no future of the city
            return tokens[k].low != "future" or tokens[place.first - 1].low == "of"
        if tokens[k].kind != "word":
            return False
    return False


def _is_compared(report: ParsedReport, place: PlaceMention) -> bool:
    """Whether a place names a meeting of old that this one is compared with: "the first time since Hakone"."""
    return place.first > 0 and report.tokens[place.first - 1].low in word_set("arguments:compared", "syntax_word_sets")


def here_in(report: ParsedReport, first: int, after: int) -> bool:
    """Whether "here" or "in this border town" stands in the tokens, for the place of the dateline."""
    tokens = report.tokens
    for k in range(first, after):
        if tokens[k].low == "here":
            return True
        if tokens[k].low == "this" and k > first and tokens[k - 1].low in ("in", "at", "of", "to"):
            low = [t.low for t in tokens[k + 1 : min(after, k + 5)]]
            if any(word in _towns() for word in low):
                return True
    return False


@cache
def _towns() -> frozenset[str]:
    return word_set("arguments:towns", "syntax_word_sets")


def _is_of_inserted(report: ParsedReport, dated: Dated, anchor: int) -> bool:
    """Whether a day before a verb is that of a participle put in: "Blah, sworn in on Monday, is to see him"."""
    parsed, tokens = report.sentence(anchor), report.tokens
    if parsed is None or dated.first >= anchor:
        return False
    mine, its = parsed.clause_at(anchor), parsed.clause_at(dated.first)
    put_in = its.mark == "relative" and tokens[its.first - 1].low == ","
    if put_in and its.parent == mine.index and its.index != mine.index:
        # "Arzu, who won on Sunday, has met them"
        return True
    before = [p for p in parsed.predicates if p.after <= dated.first]
    behind = [p for p in parsed.predicates if p.is_finite and dated.after <= p.first <= anchor]
    if not before or not behind or before[-1].tense not in ("past", "participle"):
        return False
    opened = tokens[before[-1].first - 1].low == ","
    closed = any(tokens[k].low == "," for k in range(dated.after, behind[-1].first))
    return opened and closed and before[-1].first == before[-1].head


def _day_when(report: ParsedReport, dates: Sequence[Dated], anchor: int) -> Dated | None:
    """The day right before the "when" of a clause: "it dates from 3 May, when they agreed on a truce from the 4th"."""
    parsed = report.sentence(anchor)
    clause = parsed.clause_at(anchor) if parsed is not None else None
    if clause is None or clause.opener != "when":
        return None
    opens = min(clause.tokens)
    told = next((d for d in dates if 0 <= opens - d.after <= 1), None)
    # "it began in March, when they met in Doha on March 18"
    return told if told is not None and told.mention.interval.precision in ("day", "range") else None


def _owns_another(report: ParsedReport, dated: Dated, anchor: int) -> bool:
    """Whether a date is that of another thing: "Tuesday's results were enough for them to meet"."""
    tokens = report.tokens
    owns = dated.after < len(tokens) and tokens[dated.after].low == "'s"
    return owns and not dated.after <= anchor <= dated.after + _OWNED


def date_for(
    report: ParsedReport, first: int, after: int, anchor: int, roles: Sequence[str], aside: Sequence[Dated] = ()
) -> Dated | None:
    """The date of a step: the nearest after the anchor, else the nearest before, in tokens `first` to `after`, those
    that are set `aside` left out."""
    dates = [
        d
        for d in report.dates_in(first, after)
        if d not in aside
        and not _is_of_speech(report, d.first, anchor)
        and d.mention.role in roles
        and d.mention.interval.precision not in ("relative", "unknown", "year")
        and not _owns_another(report, d, anchor)
        and not _is_of_inserted(report, d, anchor)
        and not any(_is_compared(report, p) and d.first - p.after <= 2 for p in report.places_in(d.first - 6, d.first))
    ]
    if not dates:
        return None
    when = _day_when(report, dates, anchor)
    if when is not None:
        return when
    ahead = [d for d in dates if d.first >= anchor]
    return ahead[0] if ahead else dates[-1]
