"""Other gatherings: those of donors, of the Security Council, of one side alone, which are no meetings of a process.

Belongs here: telling them by the words of other_gatherings.tsv around a noun or a verb of meeting.
Does not belong here: reports that are about no process at all (`report.topic`).
"""

from functools import cache

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.report.actor_kinds import country_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.scope.event_phrases import EventPhrase
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import Phrases, build_phrases
from pipelines.reference.actors import actor_id_for
from pipelines.reference.processes import counterparts

#: Between a verb and what says that it is another event.
_EVENT_REACH = 12
_SUBJECT_REACH = 6


@cache
def _pledges() -> frozenset[str]:
    return word_set("other_gatherings:pledges", "syntax_word_sets")


@cache
def _words(where: str) -> Phrases:
    return build_phrases([r for r in lexicon_rows("other_gatherings") if r["where"] == where], "words")


def is_other_noun(report: ParsedReport, phrase: EventPhrase) -> bool:
    """ "A donors' conference", "the cabinet session", "a meeting of the Security Council", "a conference on aid"."""
    tokens = report.tokens
    if any(True for _ in _words("before").all_in(tokens, phrase.first, phrase.noun)):
        return True
    sentence = report.sentence(phrase.noun)
    if phrase.row["kind"] == "conference" and sentence is not None and sentence.words & _pledges():
        return True
    # "talks on aid" are talks of the sides, "a conference on aid" is one of donors
    joints = ("of", "on", "for") if phrase.row["kind"] == "conference" else ("of",)
    follows = phrase.after + 1 < len(tokens) and tokens[phrase.after].low in joints
    return follows and _words("of").longest(tokens, phrase.after + 1) is not None


def is_of_other_country(report: ParsedReport, focus: Focus, phrase: EventPhrase) -> bool:
    """ "He opens the next round of the Congolese talks": those of a country of which the report tells nothing else."""
    named = [m for m in phrase.mentions if m.actors]
    if len(named) != 1 or named[0].noun not in ("adjective", "name") or len(named[0].actors) != 1:
        return False
    name, follower = named[0].actors[0], report.tokens[named[0].after]
    attributive = named[0].after < phrase.after and follower.kind == "word" and not follower.is_capital
    known = (*focus.sides, *focus.third)
    if not (phrase.definite and phrase.is_fresh and attributive) or len(focus.sides) < 2 or name in known:
        return False
    tokens = len(report.tokens)
    elsewhere = any(name in m.actors for m in report.actors_in(0, tokens) if m is not named[0])
    # "the Kuwaiti talks" are those in Kuwait
    at_war = bool(counterparts().get(actor_id_for(name)))
    return at_war and not elsewhere and all(p.country != country_of(name) for p in report.places_in(0, tokens))


def is_other_host(report: ParsedReport, parsed: Parsed, predicate: Predicate | None) -> bool:
    """ "Parliament held a session", "the Security Council met": the subject right before the verb is such a body."""
    if predicate is None:
        return False
    tokens = report.tokens
    start = max(parsed.sentence.first, predicate.first - _SUBJECT_REACH)
    for _, _, after in _words("subject").all_in(tokens, start, predicate.first):
        between = [tokens[k].low for k in range(after, predicate.first)]
        if all(word.endswith("ly") or word in ("also", "then", "again") for word in between):
            return True
    return False


def is_other_verb(report: ParsedReport, parsed: Parsed, predicate: Predicate) -> bool:
    """ "Residents gathered", "the two teams meet in the final"."""
    clause = parsed.clause_at(predicate.first)
    stop = min(parsed.sentence.after, predicate.after + _EVENT_REACH, max(clause.tokens) + 1)
    elsewhere = any(True for _ in _words("event").all_in(report.tokens, predicate.after, stop))
    # "members of the peace council met rebel envoys" is no sitting of the council
    met = any(m.actors and m.noun != "adjective" for m in report.actors_in(predicate.after, predicate.after + 2))
    return elsewhere or (is_other_host(report, parsed, predicate) and not met)
