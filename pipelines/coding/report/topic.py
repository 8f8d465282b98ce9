"""Topic: whether a report is about a peace process at all, or borrows its words for trade, labour, sport or a play.

Belongs here: weighing the words of topic_words.tsv, each once, against who is named. Does not belong here: any frame.

Who is named tells most: a report on a process names two sides that the tables know to be against each other, or an
armed group. Words that are said of little but armed conflicts (troops, shelling, the displaced) tell as much; words
that everybody borrows (truce, siege, mediator) tell something only beside a name. Tariffs, wages, fixtures and film
rolls speak against it, the more of them the more.
"""

from functools import cache

from pipelines.coding.report.actor_kinds import is_listed_pair, kind_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.text.prose import FURNITURE
from pipelines.coding.text.word_scan import lexicon_rows
from pipelines.coding.text.word_tables import Phrases, build_phrases

_LISTED_PAIR = 6
_ARMED = 2
_ROLES = 2
_LEAST = 2
#: As much as borrowed words can weigh where nobody is named whom they fit.
_BORROWED = 2
#: A report keeps to a field where its words weigh so much, and one of so many sentences tells of it, whoever is named.
_KEPT_TO, _DENSE = 8, 2.5


@cache
def _words() -> Phrases:
    return build_phrases(lexicon_rows("topic_words"), "words", _numbers)


def _numbers(phrase: str) -> tuple[str, ...]:
    """A phrase and its plural."""
    if phrase.endswith("s"):
        return (phrase,)
    if phrase.endswith("y") and phrase[-2] not in "aeiou":
        return (phrase, f"{phrase[:-1]}ies")
    return (phrase, f"{phrase}{'es' if phrase.endswith(('ch', 'sh', 'x')) else 's'}")


def is_on_topic(report: ParsedReport, focus: Focus) -> bool:
    """Whether the report is about a process between sides of a conflict."""
    weights = _weights(report)
    conflict, borrowed = weights.pop("conflict", 0), weights.pop("borrowed", 0)
    named = _weight_of_names(focus)
    if named:
        # words of many other fields are figures of speech; a report that is about another thing keeps to its field
        field = max(weights.values(), default=0)
        sentences = sum(s.zone != FURNITURE for s in report.prose.sentences)
        if field >= _KEPT_TO and field > conflict + borrowed and field * _DENSE >= sentences:
            return False
        return _LEAST <= conflict + borrowed + named > field
    return conflict >= _LEAST and conflict + min(borrowed, _BORROWED) > sum(weights.values())


def _weights(report: ParsedReport) -> dict[str, int]:
    """Domain of topic_words.tsv -> weight of its words in the report."""
    weights: dict[str, int] = {}
    seen: set[str] = set()
    for sentence in report.prose.sentences:
        if sentence.zone == FURNITURE:
            continue
        for row, _, _ in _words().in_sentence(report.tokens, sentence):
            if row["words"] not in seen:
                seen.add(row["words"])
                weights[row["domain"]] = weights.get(row["domain"], 0) + int(row["weight"])
    return weights


def _weight_of_names(focus: Focus) -> int:
    """What the actors of a report tell: two sides of a listed process, an armed group, a government and its rebels."""
    pair = len(focus.fighting) >= 2 and is_listed_pair(*focus.fighting[:2])
    armed = any(kind_of(name) == "armed_group" for name in focus.counts)
    roles = {m.noun for m in focus.report.cast.actors}
    against = bool(roles & {"government", "military"}) and bool(roles & {"armed", "opposition"})
    return pair * _LISTED_PAIR + armed * _ARMED + against * _ROLES


__all__ = ["is_on_topic"]
