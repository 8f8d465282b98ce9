"""Verbs: the forms of a verb, and the base and form of a word that may be one.

Belongs here: inflection, irregular verbs, tables of verbs read from the lexicon.
Does not belong here: groups of verbs with auxiliaries (`predicates`), what a verb says of a meeting
(`scope.governing`).
"""

from collections.abc import Iterable
from functools import cache, lru_cache

from pipelines.coding.text.word_scan import lexicon_rows, word_set

BASE, THIRD, PAST, PARTICIPLE, ING = "base", "third", "past", "participle", "ing"
_VOWELS = "aeiou"
#: Verbs in -ing and -ed double the last letter where their irregular row says so.
_LEXICONS = ("governors", "say_verbs", "meet_verbs", "agree_verbs", "condition_verbs", "commit_verbs", "plain_verbs")


@cache
def _irregular() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    rows = lexicon_rows("irregular_verbs")
    return {row["base"]: (tuple(row["past"].split("|")), tuple(row["participle"].split("|"))) for row in rows}


@cache
def forms(base: str) -> dict[str, tuple[str, ...]]:
    """Forms of a verb by kind; a phrasal verb keeps its particle in each."""
    first, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    if first == "be":
        be = {BASE: ("be", "am", "are"), THIRD: ("is",), PAST: ("was", "were"), PARTICIPLE: ("been",), ING: ("being",)}
        return {kind: tuple(f + tail for f in group) for kind, group in be.items()}
    past, participle = _irregular().get(first, ((_ed(first),), (_ed(first),)))
    doubled = any(p.startswith(first + first[-1]) for p in past)
    ing = [first + first[-1] + "ing"] if doubled else [_ing(first)]
    if doubled and any(not p.startswith(first + first[-1]) for p in past):
        ing.append(_ing(first))
    if first in (
        "cut",
        "get",
        "hit",
        "let",
        "put",
        "quit",
        "run",
        "set",
        "shut",
        "sit",
        "split",
        "swap",
        "win",
        "begin",
    ):
        ing = [first + first[-1] + "ing"]
    third = _third(first)
    return {
        BASE: (first + tail,),
        THIRD: (third + tail,),
        PAST: tuple(p + tail for p in past),
        PARTICIPLE: tuple(p + tail for p in participle),
        ING: tuple(i + tail for i in ing),
    }


def all_forms(base: str) -> tuple[str, ...]:
    """Every form of a verb, each once."""
    return tuple(dict.fromkeys(form for group in forms(base).values() for form in group))


def _ed(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return base + "ing"


def _third(base: str) -> str:
    if base == "have":
        return "has"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


@cache
def _known() -> dict[str, tuple[tuple[str, str], ...]]:
    """Word -> (base, form) of every verb of the lexicon; the first word of phrasal verbs counts."""
    bases = set(_irregular())
    for name in _LEXICONS:
        for row in lexicon_rows(name):
            if name != "governors" or row["kind"] == "verb":
                bases.add(row["words"].split()[0])
    found: dict[str, dict[tuple[str, str], None]] = {}
    for base in sorted(bases):
        for kind, words in forms(base).items():
            for word in words:
                found.setdefault(word, {})[base, kind] = None
    return {word: tuple(readings) for word, readings in found.items()}


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[tuple[str, str], ...]:
    """(base, form) readings of a lower-case word as a verb; a guess for words in -ed and -ing that no table has."""
    known = _known().get(word)
    if known is not None:
        return known
    if len(word) > 4 and word.endswith("ed") and not word.endswith("eed"):
        stems = (word[:-3] + "y",) if word.endswith("ied") else (word[:-2], word[:-1])
        return tuple((stem, form) for stem in stems for form in (PAST, PARTICIPLE))
    if len(word) > 5 and word.endswith("ing"):
        return ((word[:-3], ING),)
    return ()


def is_known(word: str) -> bool:
    """Whether a lower-case word is a form of a verb of the lexicon, and no guess by its ending."""
    return word in _known()


def ends_as_adverb(word: str) -> bool:
    """Whether a lower-case word is an adverb by its ending; "fly" and "reply" are verbs."""
    return word.endswith("ly") and not readings(word)


def is_adverb(word: str) -> bool:
    """Whether a lower-case word can stand inside a group of verbs."""
    return word in _adverbs() or ends_as_adverb(word)


@cache
def _adverbs() -> frozenset[str]:
    return word_set("predicates:adverbs", "syntax_word_sets")


def bases(word: str) -> frozenset[str]:
    """The verbs that a lower-case word can be a form of."""
    return frozenset(base for base, _ in readings(word))


def inflected(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Rows by every form of their verb, for tables of single words."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        for form in all_forms(row["words"]):
            found.setdefault(form, []).append(row)
    return found
