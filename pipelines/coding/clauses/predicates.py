"""Predicates: the verb groups of a sentence, with tense, modality, negation and voice.

Belongs here: reading "would not have been held" as one group, and telling verbs from nouns by what stands before.
Does not belong here: clauses and subjects (`clauses`), what a verb says of a meeting (`scope.governing`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import compress

from pipelines.coding.clauses.idioms import is_no_verb, is_verb
from pipelines.coding.clauses.nobody import can_deny, is_denied
from pipelines.coding.clauses.openings import opens_sentence
from pipelines.coding.clauses.plurals import has_plural_subject, needs_none
from pipelines.coding.clauses.third_persons import determiners, linking, looks_like_subject, needs_no_object
from pipelines.coding.clauses.verbs import BASE, ING, PARTICIPLE, PAST, THIRD, ends_as_adverb, is_adverb, readings
from pipelines.coding.text.prose import Sentence
from pipelines.coding.text.tokens import Token
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words

_MODALS = {
    "will": "will", "'ll": "will", "shall": "will", "would": "would", "'d": "would", "can": "can", "could": "could",
    "may": "may", "might": "may", "must": "must", "should": "should", "ought": "should", "cannot": "can",
    "won't": "will", "can't": "can", "couldn't": "could", "wouldn't": "would", "shouldn't": "should", "mustn't": "must",
}  # fmt: skip
_BE = {
    "am": "present", "'m": "present", "'re": "present", "is": "present", "are": "present", "was": "past",
    "were": "past", "be": "", "been": "", "being": "",
}  # fmt: skip
_BE_NOT = {"isn't": "present", "aren't": "present", "wasn't": "past", "weren't": "past"}
_HAVE = {"'ve": "present", "has": "present", "have": "present", "had": "past", "having": ""}
_HAVE_NOT = {"hasn't": "present", "haven't": "present", "hadn't": "past"}
_DO = {"do": "present", "does": "present", "did": "past", "don't": "present", "doesn't": "present", "didn't": "past"}
_AUXILIARIES = frozenset(("to", *_MODALS, *_BE, *_BE_NOT, *_HAVE, *_HAVE_NOT, *_DO))
#: "Nearly sank the treaty": it did not sink.
_NOT = frozenset(("not", "never", "n't", "neither", "nor", "hardly", "scarcely", "nearly", "almost"))


@cache
def _before_noun() -> frozenset[str]:
    return word_set("predicates:before_noun", "syntax_word_sets")


@cache
def _ordinals() -> frozenset[str]:
    return word_set("predicates:ordinals", "syntax_word_sets")


@cache
def _subjects() -> frozenset[str]:
    return word_set("predicates:subjects", "syntax_word_sets")


@cache
def _seldom_verbs() -> frozenset[str]:
    return word_set("predicates:seldom_verbs", "syntax_word_sets")


#: Verbs that take "by" without being passive.
@cache
def _never_by() -> frozenset[str]:
    return word_set("predicates:never_by", "syntax_word_sets")


_PARTICIPLE_ADJECTIVES = frozenset(("united", "armed", "allied", "so-called", "limited", "mixed", "need", "indeed"))


#: How far "that" may stand before the "be" of a subjunctive.
_SUBJUNCTIVE = 9


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Predicate:
    """A verb group in tokens `first` to `after`; `head` is its main verb.

    `tense`: past, present, future (will), infinitive, gerund or participle. `modal`: will, would, can, could, may,
    must, should, to ("is to meet") or empty. `bases`: the verbs the main word can be a form of.
    `is_finite`: the tense is one of the first three; kept, for it is asked for more often than anything else.
    """

    first: int
    after: int
    head: int
    bases: frozenset[str]
    tense: str
    modal: str
    negated: bool
    passive: bool
    perfect: bool
    progressive: bool
    is_finite: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.is_finite = self.tense in ("past", "present", "future")


def find_predicates(
    tokens: Sequence[Token], sentence: Sentence, ends: Mapping[int, bool], starts: frozenset[int]
) -> list[Predicate]:
    """Verb groups of a sentence in order. `ends`: index after an actor's name -> whether it is plural;
    `starts`: indices inside one. What follows a name may be a verb, what is part of one is none."""
    found: list[Predicate] = []
    nobody, since = can_deny(sentence.words), sentence.first
    for i in compress(range(sentence.first, sentence.after), map(_can_open, sentence.lows)):
        if i < since:
            continue
        low, group = tokens[i].low, None
        if low in _AUXILIARIES:
            group = _auxiliary_group(tokens, i, sentence.after)
        if group is None and readings(low):
            group = _bare_verb(tokens, i, sentence, ends, starts)
        if group is None:
            continue
        if tokens[group.head].low in linking():
            group = _stays(tokens, group, sentence.after)
        if nobody and group.is_finite and is_denied(tokens, group.first, since):
            group = replace(group, negated=True)
        if group.tense == "gerund" and low == "be" and _is_asked(tokens, i, since):
            # "insists that the group be dissolved"
            group = replace(group, tense="present", modal="must")
        found.append(group)
        since = group.after
    return found


@lru_cache(maxsize=50_000)
def _can_open(low: str) -> bool:
    """Whether a group of verbs can begin with a word; most words of a text are told apart by this alone."""
    return low in _AUXILIARIES or bool(readings(low))


def _stays(tokens: Sequence[Token], group: Predicate, limit: int) -> Predicate:
    """ "Stays suspended", "remained shut": the participle behind is what stays so."""
    k = group.after
    while k < limit and is_adverb(tokens[k].low):
        k += 1
    bases = frozenset(b for b, form in readings(tokens[k].low) if form == PARTICIPLE) if k < limit else frozenset()
    if not bases or group.head != group.after - 1:
        return group
    return replace(group, after=k + 1, head=k, bases=group.bases | bases, passive=True)


def _is_asked(tokens: Sequence[Token], i: int, since: int) -> bool:
    """Whether a bare "be" has a subject after "that", as what is asked for has."""
    back = [tokens[k].low for k in range(max(since, i - _SUBJUNCTIVE), i)]
    return "that" in back[:-1] and back[-1] not in _MODALS


def _auxiliary_group(tokens: Sequence[Token], i: int, limit: int) -> Predicate | None:
    """A group that opens with the auxiliary or the "to" at `i`."""
    low = tokens[i].low
    modal = tense = ""
    negated = perfect = passive = progressive = False
    k = i
    seen_be = seen_have = seen_do = False
    if low == "to":
        k = _over_adverbs(tokens, i + 1, limit)[0]
        if k >= limit or not _is_infinitive(tokens, k, limit):
            return None
        negated = i > 0 and tokens[i - 1].low in _NOT
        tense, k = "infinitive", i + 1
    elif low in _MODALS:
        if (low == "may" and tokens[i].is_capital) or (low == "will" and i and tokens[i - 1].low in _before_noun()):
            return None
        modal = _MODALS[low]
        tense = "future" if modal == "will" else "present"
        negated = low.endswith("n't") or low == "cannot"
        k = i + 1
    while k < limit:
        low = tokens[k].low
        if low in _NOT or (low == "no" and k + 1 < limit and tokens[k + 1].low == "longer"):
            negated, k = True, k + 1
        elif low in _BE or low in _BE_NOT:
            if seen_be and low not in ("being", "been"):
                break
            tense = tense or _BE.get(low, "") or _BE_NOT.get(low, "")
            negated = negated or low in _BE_NOT
            perfect = perfect or (low == "been")
            seen_be, k = True, k + 1
        elif low in _HAVE or low in _HAVE_NOT:
            if seen_have or seen_be:
                break
            tense = tense or _HAVE.get(low, "") or _HAVE_NOT.get(low, "")
            negated = negated or low in _HAVE_NOT
            seen_have, k = True, k + 1
        elif low in _DO:
            if seen_do or seen_be or seen_have:
                break
            if low == "do" and modal:
                break
            tense = tense or _DO[low]
            negated = negated or low.endswith("n't")
            seen_do, k = True, k + 1
        elif is_adverb(low):
            k += 1
        elif (
            low == "to"
            and (seen_be or (seen_have and not seen_do))
            and not perfect
            and _is_infinitive(tokens, k + 1, limit)
        ):
            # "is to meet", "was to have met", "had to leave"
            modal = "must" if seen_have else modal or "to"
            seen_be = seen_have = False
            k += 1
        else:
            break
    head, bases, form = _main_verb(
        tokens, k, limit, seen_be, seen_have, bool(modal) or seen_do or tense == "infinitive"
    )
    if head is None:
        if not (seen_be or seen_have or seen_do or modal):
            return None
        # "is ready", "has no plan": the auxiliary is the verb
        last = k - 1
        while last > i and is_adverb(tokens[last].low):
            last -= 1
        base = "be" if seen_be else "have" if seen_have else "do"
        if modal and not (seen_be or seen_have or seen_do):
            base = "will"
        return Predicate(
            i, last + 1, last, frozenset((base,)), tense or "gerund", modal, negated, False, perfect or False, False
        )
    passive = seen_be and form == PARTICIPLE
    progressive = seen_be and form == ING
    perfect = seen_have
    return Predicate(i, head + 1, head, bases, tense or "gerund", modal, negated, passive, perfect, progressive)


def _over_adverbs(tokens: Sequence[Token], k: int, limit: int) -> tuple[int, bool]:
    negated = False
    while k < limit and (is_adverb(tokens[k].low) or tokens[k].low in _NOT):
        negated = negated or tokens[k].low in _NOT
        k += 1
    return k, negated


def _is_infinitive(tokens: Sequence[Token], k: int, limit: int) -> bool:
    """Whether a base form stands at `k`, perhaps after adverbs."""
    while k < limit and (
        ends_as_adverb(tokens[k].low)
        or tokens[k].low in ("not", "also", "again", "first", "then", "now", "once", "formally")
    ):
        k += 1
    if k >= limit or tokens[k].kind != "word" or tokens[k].is_capital:
        return False
    low = tokens[k].low
    if low in ("be", "have"):
        return True
    if k >= 2 and tokens[k - 2].low == low:
        # "face to face", "door to door"
        return False
    known = readings(low)
    if known:
        return any(form == BASE for _, form in known)
    return (
        low not in words("function_words")
        and not low.endswith(("s", "ing", "ed"))
        and k + 1 < limit
        and tokens[k + 1].low in _after_verb()
    )


@cache
def _after_verb() -> frozenset[str]:
    return word_set("predicates:after_verb", "syntax_word_sets")


def _main_verb(
    tokens: Sequence[Token], k: int, limit: int, be: bool, have: bool, base: bool
) -> tuple[int | None, frozenset[str], str]:
    if k >= limit or tokens[k].kind != "word" or tokens[k].is_capital:
        return None, frozenset(), ""
    low = tokens[k].low
    known = readings(low)
    wanted = (PARTICIPLE, ING) if be else (PARTICIPLE,) if have else (BASE,) if base else ()
    for form in wanted:
        bases = frozenset(b for b, f in known if f == form)
        if bases and not (
            form == ING
            and low in _seldom_verbs()
            and low not in ("meeting", "opening", "ending", "beginning", "fighting")
        ):
            return k, bases, form
    if base and not known and not be and not have and low not in words("function_words") and low not in determiners():
        return k, frozenset((low,)), BASE
    return None, frozenset(), ""


def _bare_verb(
    tokens: Sequence[Token], i: int, sentence: Sentence, ends: Mapping[int, bool], starts: frozenset[int]
) -> Predicate | None:
    """A verb without auxiliary: simple past, present, participle or gerund."""
    token = tokens[i]
    if token.kind != "word" or i in starts or token.low in _PARTICIPLE_ADJECTIVES:
        return None
    if token.is_capital and i > sentence.first:
        return None
    known = readings(token.low)
    if not known:
        return None
    forms = {form for _, form in known}
    previous = tokens[i - 1] if i > sentence.first else None
    # the end of a name ("Moon Jae-in met") is no word of the sentence
    before = previous.low if previous is not None and i not in ends else ""
    negated = before in _NOT
    if is_adverb(before) or before in _NOT:
        j = i - 1
        while j > sentence.first and (is_adverb(tokens[j].low) or tokens[j].low in _NOT):
            negated = negated or tokens[j].low in _NOT
            j -= 2 if tokens[j].low == "longer" and tokens[j - 1].low == "no" else 1
        before, back = tokens[j].low, j + 1
    else:
        back = i
    after_name = back in ends
    if is_no_verb(tokens, i, before, sentence.after):
        return None
    if PAST in forms or (PARTICIPLE in forms and BASE not in forms):
        stands_alone = before in _ordinals() and _follows_alone(tokens, i, sentence, PARTICIPLE in forms)
        if (
            (before in determiners() and before != "that" and not stands_alone)
            or before == "-"
            or (before, token.low) == ("so", "called")
        ):
            return None
        bases = frozenset(b for b, f in known if f in (PAST, PARTICIPLE))
        tense = "past" if PAST in forms else "participle"
        follower = tokens[i + 1].low if i + 1 < sentence.after else ""
        joins = follower in ("by", "in", "at", "on", "between", "under", "with", "out", "for", "up")
        after_step = joins and token.low in words("reduced_verbs") and before in words("step_nouns")
        means = i + 2 < sentence.after and tokens[i + 2].low in word_set("predicates:means", "syntax_word_sets")
        by_whom = follower == "by" and not means and not {b for b, _ in known} & _never_by()
        if PARTICIPLE in forms and (by_whom or after_step or opens_sentence(tokens, sentence.first, i, sentence.after)):
            tense = "participle"
        return Predicate(i, i + 1, i, bases, tense, "", negated, False, False, False)
    if ING in forms:
        if (
            (before in determiners() and before not in ("of", "in", "for", "by", "from", "at", "on", "into", "with"))
            or before == "-"
            or token.low in _seldom_verbs()
        ):
            return None
        return Predicate(
            i, i + 1, i, frozenset(b for b, f in known if f == ING), "gerund", "", before in _NOT, False, False, False
        )
    if token.low in _seldom_verbs() or back == sentence.first:
        return None
    if token.low == "last" and i + 1 < sentence.after and any(f == PAST for _, f in readings(tokens[i + 1].low)):
        # "since they last met"
        return None
    joined = before == "and" and i + 1 < sentence.after and tokens[i + 1].low == "that" and back == i
    plural = BASE in forms and (
        is_verb(tokens, i, sentence.after)
        or has_plural_subject(tokens, back, i, sentence)
        or needs_none(tokens, back, i, sentence)
    )
    subject = (
        after_name
        or plural
        or joined
        or before in _subjects()
        or (THIRD in forms and (looks_like_subject(tokens, back, i, sentence) or needs_no_object(tokens, back, i)))
    )
    if not subject or (
        before in ("and", "that", "both", "each") and THIRD not in forms and not after_name and not joined
    ):
        return None
    form = THIRD if THIRD in forms else BASE
    # "the rebels insist that … and say that …"
    if (
        form == BASE
        and not (joined or plural)
        and not (before in ("they", "we", "you", "i", "who", "that", "which", "there") or ends.get(back, False))
    ):
        return None
    return Predicate(
        i, i + 1, i, frozenset(b for b, f in known if f == form), "present", "", False, False, False, False
    )


def _follows_alone(tokens: Sequence[Token], i: int, sentence: Sentence, adjective: bool) -> bool:
    """ "The fourth took place", "the last ended on Friday": the ordinal has no noun, and the verb at `i` is its own."""
    follower = tokens[i + 1] if i + 1 < sentence.after else None
    return not adjective or follower is None or follower.kind != "word" or follower.low in _after_verb()
