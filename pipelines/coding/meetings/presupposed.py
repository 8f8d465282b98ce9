"""Presupposed meetings: those that a phrase tells by itself, whatever is said of them.

Belongs here: a phrase with a past day and a place of its own ("nobody remembers the summit in Agra in July 2001 without
a sigh"), one that did something ("an hour of talks in Doha brought them no closer"), one on a day still to come.
Does not belong here: what a verb says of a meeting (`scope.governing`), entries of chronologies (`chronologies`).
"""

from datetime import timedelta

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.parsed_report import Dated, ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase

_REACH, _LONG_REACH = 12, 26
_OPEN_MARKS = frozenset(("if", "whether", "unless", "until"))
_UNREAL = frozenset(("would", "could", "might", "may", "should", "can", "must"))
#: Of a meeting of the last days a report says what it was.
_OVER = timedelta(days=5)
_BEFORE = frozenset(
    (",", "and", "but", "on", "then", "yet", "so", ":", "that", "only", "even", ";", "-", "–", "—", '"', "“")
)
_BEING = frozenset(("be", "seem", "appear", "remain", "become"))
_JOINTS = frozenset(
    ("in", "at", "on", "of", "from", "to", "between", "and", "with", ",", "the", "last", "that", "this", "same", "(")
)


def is_past_by_itself(report: ParsedReport, phrase: EventPhrase) -> bool:
    """Whether the words right behind a definite phrase are a place and a day that is over."""
    tokens = report.tokens
    if not phrase.definite:
        return False
    stop = min(len(tokens), phrase.after + _REACH)
    dates = [d for d in report.dates_in(phrase.after, stop) if d.mention.role in ("at", "from")]
    places = [p for p in (*phrase.places, *report.places_in(phrase.after, stop)) if p.name]
    if not dates or not places:
        return False
    dated = dates[0]
    end = dated.mention.interval.end
    if (
        end is None
        or dated.mention.interval.precision not in ("day", "range", "month")
        or end + _OVER >= report.published
    ):
        return False
    clause = report.clause_at(phrase.first)
    verb = clause.verb if clause is not None else None
    if not _has_year(dated) and not _is_past(verb):
        return False
    actors = [m for m in report.actors_in(phrase.after, stop)]
    spans = [(p.first, p.after) for p in places] + [(m.first, m.after) for m in actors] + [(dated.first, dated.after)]
    covered = {k for first, after in spans for k in range(first, after)}
    last = max([dated.first, *(p.first for p in places if p.first < dated.after + 4)])
    return all(k in covered or tokens[k].low in _JOINTS for k in range(phrase.after, last))


def by_its_day(report: ParsedReport, phrase: EventPhrase) -> tuple[str, str] | None:
    """Status and realis of a meeting whose day stands in its own phrase, whatever the clause says of it: "a first
    session in Gao on Monday turned the tide", "is to be introduced at a round in Gao next Monday"."""
    tokens = report.tokens
    clause = report.clause_at(phrase.first)
    counted = phrase.definite or phrase.ordinal is not None or phrase.row["number"] == "one"
    if clause is None:
        return None
    if clause.mark in _OPEN_MARKS or _is_unreal(clause.verb):
        return None
    stop = min(len(tokens), phrase.after + _LONG_REACH)
    around = report.dates_in(phrase.first, stop)
    dated = next((d for d in around if d.mention.role in ("at", "from")), None)
    if dated is None or dated.mention.interval.precision not in ("day", "range", "month"):
        return None
    spans = [(p.first, p.after) for p in (*phrase.places, *report.places_in(phrase.after, stop))]
    spans += [(m.first, m.after) for m in report.actors_in(phrase.after, stop)] + [(dated.first, dated.after)]
    covered = {k for first, after in spans for k in range(first, after)}
    if not all(k in covered or tokens[k].low in _JOINTS for k in range(phrase.after, dated.first)):
        return None
    start, end = dated.mention.interval.start, dated.mention.interval.end
    # "the second on 11 May, the third in Rome": the verb was left out
    gap = phrase.row["strength"] == "elliptic" and (phrase.ordinal is not None or phrase.definite)
    firm = gap or (counted and phrase.row["strength"] == "strong")
    # "the maps are ready for the summit in March": of a month without its year the tense tells which one
    told = dated.mention.interval.precision != "month" or _has_year(dated) or _is_past(clause.verb)
    placed = any(p.name for p in (*phrase.places, *report.places_in(phrase.after, stop)))
    # "two days of talks in Utrecht in March 2017"
    sure = firm or (placed and phrase.row["strength"] == "strong")
    if sure and told and end is not None and end < report.published:
        return "held", "actual"
    if (firm or placed) and start is not None and start > report.published:
        return "scheduled", "planned"
    return None


def _has_year(dated: Dated) -> bool:
    return any(len(word) == 4 and word.isdigit() for word in dated.mention.text.split())


def _is_past(verb: Predicate | None) -> bool:
    return verb is not None and (verb.tense == "past" or verb.perfect)


def _is_unreal(verb: Predicate | None) -> bool:
    return verb is not None and (verb.negated or verb.modal in _UNREAL)


def has_done(report: ParsedReport, parsed: Parsed, phrase: EventPhrase) -> bool:
    """Whether the phrase is the subject of what has been done ("a call from X on Saturday turned him round")."""
    clause = parsed.clause_at(phrase.first)
    verb = clause.verb
    if verb is None or verb.first < phrase.after or verb.negated or verb.modal or verb.passive or verb.bases & _BEING:
        return False
    done = verb.tense == "past" or (verb.tense == "present" and verb.perfect)
    return done and clause.mark in ("", "that") and _opens(report, clause.first, phrase.first)


def _opens(report: ParsedReport, first: int, at: int) -> bool:
    """Whether nothing but a day and joints stands before a phrase in its clause."""
    dated = {k for d in report.dates_in(first, at) for k in range(d.first, d.after)}
    return all(k in dated or report.tokens[k].low in _BEFORE for k in range(first, at))
