"""Clause parsing: a sentence cut into clauses, with subjects and attribution.

Belongs here: who the subject of a clause is, and on whose word it stands.
Does not belong here: the walk that cuts (`building`), the shapes (`clauses`), what a governing verb makes of a
meeting or an agreement (`scope.governing`).
"""

from collections.abc import Sequence
from functools import cache

from pipelines.coding.clauses.building import COORDINATORS, ClauseBuilder, prepositions
from pipelines.coding.clauses.clauses import Clause, Parsed, Speech, stance_of
from pipelines.coding.clauses.kinds import tell_the_kind
from pipelines.coding.clauses.openings import tells_when_or_where
from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.text.numerals import number_openers
from pipelines.coding.text.prose import Prose, Sentence
from pipelines.coding.text.word_scan import word_set


@cache
def _fellows() -> frozenset[str]:
    return word_set("clauses:fellows", "syntax_word_sets")


@cache
def _joints() -> frozenset[str]:
    return word_set("clauses:subject_joints", "syntax_word_sets")


#: How many words may stand between a subject and its verb behind an opening phrase.
_BY_VERB = 2
#: The verb of "it was X who …".
_BE = frozenset(("was", "were", "is", "are"))
#: How many words stand before "them" in "three of them".
_COUNTED = 2
_ARTICLES = frozenset(("the", "a", "an", "its", "his", "their", "both"))
_ATTRIBUTING = frozenset(("quoting", "citing", "according"))
#: A verb of saying with fewer words after it ends its sentence, and means all of it.
_LAST_WORDS = 6


def parse(prose: Prose, sentence: Sentence, predicates: Sequence[Predicate], mentions: Sequence[Mention]) -> Parsed:
    """The clauses of a sentence, with subjects and attribution."""
    builder = ClauseBuilder(prose, sentence, predicates, mentions)
    clauses = builder.build()
    for clause in clauses:
        clause.subjects = _subjects(prose, clause, clauses, mentions, builder.of)
    of = tuple(map(builder.of.__getitem__, range(sentence.first, sentence.after)))
    speech = _speech(prose, sentence, clauses, mentions)
    return Parsed(sentence, tuple(predicates), tuple(clauses), of, tuple(mentions), speech)


def _subjects(
    prose: Prose, clause: Clause, clauses: Sequence[Clause], mentions: Sequence[Mention], of: dict[int, int]
) -> tuple[Mention, ...]:
    if clause.verb is None:
        return ()
    tokens = prose.tokens
    found = [
        m
        for m in mentions
        if clause.first <= m.first
        and m.after <= clause.verb.first
        and of.get(m.first) == clause.index
        and (m.noun != "owner" or _is_of_members(tokens, m.first, clause.first))
    ]
    chosen: list[Mention] = []
    governed: Mention | None = None
    for m in found:
        if chosen and m.first in _of_whom(tokens, chosen[-1], mentions):
            continue
        listed = governed is not None and all(
            tokens[k].low in ("and", "or", ",", "the", "both") for k in range(governed.after, m.first)
        )
        listed = (
            listed and not any(tokens[k].low == "," for k in range(governed.after, m.first))
            if governed is not None
            else False
        )
        if governed is not None and _is_his_office(governed, m, tokens):
            continue
        nominative = m.noun == "pronoun" and (
            tokens[m.first].low in ("he", "she", "they") or _is_counted(tokens, m.first)
        )
        nominative = nominative or _is_of_members(tokens, m.first, clause.first)
        start = clause.first + len(clause.opener.split()) if clause.mark else clause.first
        if not nominative and (_after_preposition(tokens, m.first, start) or listed):
            # "between X and Y": what a list under a preposition names is no subject
            governed = m
        else:
            chosen.append(m)
    # "The Libyan rivals, X and Y, met": a nationality alone is no subject where a name follows
    chosen = [m for m in chosen if m.noun != "adjective"] or chosen
    if chosen:
        group = _listed(tokens, clause, chosen, mentions, of)
        # "At the invitation of A, president of B and host, C and D held talks": who stands by the verb
        while _in_opening(tokens, clause, chosen[0]) and clause.verb.first - group[-1].after > _BY_VERB:
            rest = [m for m in chosen if m.first >= group[-1].after]
            if not rest:
                break
            group = _listed(tokens, clause, rest, mentions, of)
        return tuple(group)
    if clause.mark == "relative":
        near = max((m for m in mentions if m.after <= clause.first), key=lambda m: (m.after, -m.first), default=None)
        if near is not None and clause.first - near.after <= 2:
            return _cleft(tokens, clause, near, mentions) or (near,)
    if stance_of(clause.verb):
        after = [m for m in mentions if clause.verb.after <= m.first <= clause.verb.after + 2]
        before = (
            tokens[clause.verb.first - 1].low
            if clause.verb.first > clause.first
            else tokens[max(0, clause.verb.first - 1)].low
        )
        inverted = clause.is_speech or before in (",", "”", '"', "—", "–")
        between = [tokens[k].low for k in range(clause.verb.after, after[0].first)] if after else []
        if after and inverted and "that" not in between and not prepositions() & set(between):
            return (after[0],)
        # "the chairman, Alexander Stubb, said after meeting him"
        speaker = [m for m in mentions if m.after == clause.verb.first - 1 and before == "," and m.person is not None]
        if speaker:
            return (speaker[0],)
    first = clause.first + (tokens[clause.first].low in COORDINATORS)
    if clause.sibling is not None and tells_when_or_where(tokens, first, clause.verb.first):
        return clauses[clause.sibling].subjects
    return ()


def _cleft(tokens: Sequence, clause: Clause, near: Mention, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """All who are told of in "it was X and Y who …", up to the relative clause."""
    listed = [near]
    for m in sorted((m for m in mentions if m.after <= near.first), key=lambda m: -m.after):
        between = [t.low for t in tokens[m.after : listed[0].first]]
        if m.after > listed[0].first or m.noun in ("adjective", "owner"):
            continue
        if not between or not all(w in _joints() for w in between):
            break
        listed.insert(0, m)
    at = listed[0].first
    while at > 0 and tokens[at - 1].low in ("the", "both"):
        at -= 1
    return tuple(listed) if at > 1 and tokens[at - 2].low == "it" and tokens[at - 1].low in _BE else ()


def _is_of_members(tokens: Sequence, first: int, start: int) -> bool:
    """ "Members of the rebel council met": whose people do something."""
    k = first - 1
    while k > start and tokens[k].low in _ARTICLES:
        k -= 1
    if k <= start or tokens[k].low not in ("of", "from"):
        return False
    members = tokens[k - 1].low in word_set("clauses:members", "syntax_word_sets")
    before = tokens[k - 2].low if k - 2 >= start else ""
    return members and before not in prepositions()


def _is_counted(tokens: Sequence, first: int) -> bool:
    """ "The three of them met", "both of them left"."""
    if first < _COUNTED or tokens[first].low != "them" or tokens[first - 1].low != "of":
        return False
    count = tokens[first - 2].low
    return count in number_openers() or count in word_set("clauses:of_them", "syntax_word_sets")


def _is_his_office(person: Mention, office: Mention, tokens: Sequence) -> bool:
    """ "At the invitation of A, the president of X": who is named behind the comma is A again."""
    near = office.first - person.after <= 2 and tokens[person.after].low == ","
    return near and person.person is not None and office.person is None and office.actors == person.actors != ()


def _in_opening(tokens: Sequence, clause: Clause, lead: Mention) -> bool:
    """Whether a name belongs to the phrase with a preposition that opens a clause."""
    opening = [tokens[k].low for k in range(clause.first, lead.first)]
    return opening[:1] != [] and opening[0] in prepositions() and "," not in opening


def _listed(
    tokens: Sequence, clause: Clause, chosen: Sequence[Mention], mentions: Sequence[Mention], of: dict[int, int]
) -> list[Mention]:
    """The first of the mentions before a verb and those that are listed with it ("A, B and his colleague C")."""
    group = [chosen[0]]
    owned = {k for o in mentions if o.noun == "owner" for k in range(o.first, o.after + 1)}
    owned |= {k for o in mentions if o.noun == "adjective" for k in range(o.first, o.after)}
    for m in chosen[1:]:
        before = group[-1]
        aside = {*_apposition(tokens, before, m.first), *owned, *_of_whom(tokens, before, mentions)}
        aside |= {k for k in range(before.after, m.first) if m.person and tokens[k].low in _fellows()}
        aside |= _put_in(tokens, before.after, m.first)
        between = [tokens[k].low for k in range(before.after, m.first) if of.get(k) == clause.index and k not in aside]
        joins = all(w in _joints() or (between[0] in ("and", "or") and _counts(w)) for w in between)
        if between and (joins or (m.noun == "name" and tell_the_kind(between))):
            group.append(m)
    return group


def _put_in(tokens: Sequence, first: int, after: int) -> set[int]:
    """Tokens between commas in a list that tell only a time: "A and, for the first time, B"."""
    commas = [k for k in range(first, after) if tokens[k].low == ","]
    if len(commas) != 2 or commas[1] - commas[0] < 2:
        return set()
    return set(range(commas[0], commas[1] + 1)) if tells_when_or_where(tokens, commas[0] + 1, commas[1]) else set()


def _counts(word: str) -> bool:
    """Whether a word before a member of a list says how many or of what sort: "and some forty politicians"."""
    return word.isdigit() or word in number_openers() or word in word_set("clauses:before_member", "syntax_word_sets")


def _of_whom(tokens: Sequence, person: Mention, mentions: Sequence[Mention]) -> set[int]:
    """Tokens that only say whose a person is: "Barak of Israel and Shara of Syria"."""
    if person.person is None or person.after >= len(tokens) or tokens[person.after].low != "of":
        return set()
    return {k for o in mentions if o.first == person.after + 1 for k in range(person.after, o.after)}


def _apposition(tokens: Sequence, lead: Mention, after: int) -> range:
    """Tokens of what is put between commas behind a name, where "and" goes on with the list behind it.

    "Ana Lopez, president of the southern half, and Omar Said, who …, signed"
    """
    first, k = lead.after, after - 1
    while k > first and tokens[k].low in ("the", "a", "an", "its", "his", "their"):
        k -= 1
    joined = k > first + 1 and tokens[k].low in ("and", "or") and tokens[k - 1].low == ","
    opened = tokens[first].low == "," or tokens[max(0, lead.first - 1)].low == ","
    return range(first, k - 1) if joined and opened else range(0)


def _after_preposition(tokens: Sequence, first: int, start: int) -> bool:
    k = first - 1
    while k >= start and (tokens[k].low in _ARTICLES or _tells_of_noun(tokens, k)):
        k -= 1
    return k >= start and tokens[k].low in prepositions()


def _tells_of_noun(tokens: Sequence, k: int) -> bool:
    """Whether a word says how many or of what sort are meant behind it: "with two senior officials".

    In "in 2019 the rebels met" and "on 10 April President Erdogan received them" a number is that of a year or a day.
    """
    if tokens[k].low in word_set("clauses:before_noun", "syntax_word_sets"):
        return True
    behind = tokens[k + 1]
    return _counts(tokens[k].low) and not (
        tokens[k].kind == "number" and (behind.is_capital or behind.low in _ARTICLES)
    )


def _speech(
    prose: Prose, sentence: Sentence, clauses: Sequence[Clause], mentions: Sequence[Mention]
) -> tuple[Speech | None, ...]:
    """For each clause, whose word it stands on."""
    tokens = prose.tokens
    inserted: Speech | None = None
    quoted: Speech | None = None
    for i in range(sentence.first, sentence.after - 1) if not sentence.words.isdisjoint(_ATTRIBUTING) else ():
        if tokens[i].low in ("quoting", "citing"):
            named = [m for m in mentions if i + 1 <= m.first <= i + 4 and m.noun != "adjective"]
            if named:
                quoted = Speech(named[0], "assert", False, i)
        if tokens[i].low == "according" and tokens[i + 1].low == "to":
            # "an article according to which the president met them": who tells it stands before
            behind = i + 2 < sentence.after and tokens[i + 2].low in ("which", "whom")
            named = [m for m in mentions if i + 2 <= m.first <= i + 6 and not behind]
            inserted = Speech(named[0] if named else None, "assert", False, i)
    found: list[Speech | None] = []
    for clause in clauses:
        if clause.is_speech and clause.verb is not None:
            inserted = Speech(
                clause.subjects[0] if clause.subjects else None,
                stance_of(clause.verb),
                clause.verb.negated,
                clause.first,
            )
    inserted = quoted or inserted
    for clause in clauses:
        speech = None
        ancestor = clause
        while ancestor.parent is not None:
            upper = clauses[ancestor.parent]
            if ancestor.mark in ("that", "whether") and upper.verb is not None and stance_of(upper.verb):
                speech = Speech(
                    upper.subjects[0] if upper.subjects else None,
                    stance_of(upper.verb),
                    upper.verb.negated,
                    upper.first,
                )
                break
            ancestor = upper
        if speech is None and inserted is not None and not clause.is_speech:
            speech = None if _is_before(tokens, sentence, clauses, clause, inserted) else inserted
        found.append(speech)
    return tuple(found)


def _is_before(tokens: Sequence, sentence: Sentence, clauses: Sequence[Clause], clause: Clause, speech: Speech) -> bool:
    """Whether a clause is over at a semicolon before somebody begins to speak ("A left; an official said that …")."""
    if clause.verb is None or clause.verb.first > speech.first:
        return False
    after = [k for k in range(clause.verb.first, speech.first + 1) if tokens[k].low == ";"]
    if after and any(
        c.verb is not None and c.mark != "relative" and after[-1] < c.verb.first < speech.first for c in clauses
    ):
        # "A left; B followed, C said"
        return False
    quoted = any(tokens[k].low in ("“", '"', "”") for k in range(sentence.first, speech.first))
    return bool(after) and not quoted and sentence.after - speech.first > _LAST_WORDS
