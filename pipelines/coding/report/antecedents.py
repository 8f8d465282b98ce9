"""Antecedents: which words before a pronoun it can mean.

Belongs here: the subject of the sentence before, the persons listed last, whom "he" goes on to mean.
Does not belong here: what the words found stand for (`focus`).
"""

from collections.abc import Callable, Sequence

from pipelines.coding.names.mention import Mention
from pipelines.coding.report.parsed_report import ParsedReport

#: In how many sentences before its own a pronoun is looked for.
_SENTENCES = 2
#: In how many sentences before are looked for those whom "the two" mean, and what words mean persons.
_FAR_BACK = 6
_THEY, _PEOPLE = frozenset(("they", "both", "them")), frozenset(("leaders",))
_NO_SUBJECT = frozenset(("adjective", "owner", "delegation", "technical", "pronoun"))
#: Through how many "he" one after the other the first name is looked for.
_CHAIN = 12
#: Through how many sentences "they" goes on meaning the same people.
_GOES_ON = 5


def listed_subject(report: ParsedReport, mention: Mention) -> tuple[str, ...]:
    """Actors of the last subject that lists persons or offices of several: "X and Y flew in, where they …".

    A "they" that is subject before goes on meaning those whom it means there.
    """
    number = report.prose.sentence_of[mention.first]
    own = report.parsed.get(number)
    beside = own.clause_at(mention.first) if own is not None and mention.head == "them" else None
    last = number - 1
    for back in range(_GOES_ON):
        if number - back < last:
            break
        parsed = report.parsed.get(number - back)
        for clause in reversed(parsed.clauses if parsed is not None else ()):
            subjects = [m for m in clause.subjects if m.after <= mention.first]
            if clause.is_speech or not subjects or clause is beside:
                # "X received them": not X
                continue
            if any(m.noun == "pronoun" for m in subjects):
                last = number - back - 1 if any(m.head == "they" for m in subjects) else last
                continue
            actors = tuple(dict.fromkeys(n for m in subjects if m.person or m.level for n in m.actors))
            return actors if len(actors) >= 2 else ()
    return ()


def last_of_each(report: ParsedReport, mention: Mention, parties: Sequence[str]) -> tuple[Mention, ...]:
    """The persons or offices by which a report spoke last of each of the parties whom "they" or "the two" mean; empty
    where it spoke of one of them by its name alone."""
    if not (mention.noun == "pronoun" and mention.head in _THEY) and mention.head not in _PEOPLE:
        return ()
    number = report.prose.sentence_of[mention.first]
    paragraph = report.prose.sentences[number].paragraph
    found: dict[str, Mention] = {}
    for sentence in reversed(report.prose.sentences[max(0, number - _FAR_BACK) : number + 1]):
        if paragraph - sentence.paragraph > 1:
            break
        for m in reversed(report.actors_in(sentence.first, min(sentence.after, mention.first))):
            if len(m.actors) == 1 and m.actors[0] in parties and m.noun not in _NO_SUBJECT:
                found.setdefault(m.actors[0], m)
        if len(found) == len(parties):
            break
    people = tuple(found.get(party) for party in parties)
    told = [m for m in people if m is not None and (m.person is not None or (m.level and not m.plural))]
    return tuple(told) if len(told) == len(parties) >= 2 else ()


def before(report: ParsedReport, mention: Mention, fits: Callable[[Mention], bool]) -> Mention | None:
    """The subject of the sentence before, else the nearest mention before, that fits."""
    number = report.prose.sentence_of[mention.first]
    for back in range(_SENTENCES + 1):
        if number < back:
            break
        parsed = report.parsed.get(number - back)
        clauses = parsed.clauses if parsed is not None else ()
        subjects = [m for c in clauses for m in c.subjects if m.first < mention.first and fits(m)]
        if subjects:
            return subjects[0] if back else subjects[-1]
        if not back and parsed is not None and parsed.clause_at(mention.first).is_speech:
            # "there can be no meeting with X, he said": not X, of whom he speaks
            continue
        # a question put in between has no clauses, but may name him
        here = report.prose.sentences[number - back]
        near = [m for m in report.actors_in(here.first, here.after) if m.first < mention.first and fits(m)]
        if near:
            return near[0]
    return None


def whom_he_means(report: ParsedReport, mention: Mention) -> Mention | None:
    """The person or office that "he" or "she" means; a "he" before it goes on meaning the same one."""
    found: Mention | None = mention
    for _ in range(_CHAIN):
        found = before(report, found, lambda m: _is_somebody(m) or m.head == mention.head) if found else None
        if found is None or found.noun != "pronoun":
            return found
    return None


def are_several(mention: Mention) -> bool:
    """Whether "they" can mean it: people of a named actor, or the mediators."""
    return mention.plural and mention.noun != "adjective" and (bool(mention.actors) or mention.noun == "mediator")


def are_people(report: ParsedReport, mention: Mention) -> bool:
    """Whether it is the people of a state, who act for it: "the Russians", "the Chadians"; not "the Philippines"."""
    if mention.noun not in ("adjective", "name") or mention.after - mention.first != 1 or len(mention.actors) != 1:
        return False
    lows = [t.low for t in report.tokens[max(0, mention.first - 1) : mention.after]]
    return lows[0] == "the" and lows[-1].endswith("s") and lows[-1] not in mention.actors[0].lower().split()


def _is_somebody(mention: Mention) -> bool:
    """Whether "he" can mean it: a person, or one who holds an office."""
    office = mention.noun in ("leader", "minister", "envoy", "mediator") and not mention.plural
    return mention.person is not None or (office and "counterpart" not in mention.head)
