"""Replies: whether what an actor refuses, grants or has done in one report is what another one had asked of it before.

Belongs here: how much of a demand a reply must name. Does not belong here: finding replies in a text
(`pipelines.coding.conditions.replies`).
"""

from collections.abc import Callable

from pipelines.resolution.demands import acts, meanings
from pipelines.resolution.record import Record
from pipelines.resolution.units import Unit

#: words, acts, and things, in common that tell one demand from others of the same holder
_WORDS, _ACTS, _THINGS = 3, 2, 2
#: share of the words of a demand that a deed must name to be what was asked for, and no lesser one
_WHOLE = 0.6


def replies_to(unit: Unit, record: Record) -> bool:
    """Whether a reply speaks of the demand of a record, told by then, and comes from who is to deliver."""
    if unit.reported_on < record.first_reported_on:
        return False
    if unit.addressee in record.holders and unit.addressee not in record.addressees:
        return False
    if unit.addressee and record.addressees and unit.addressee not in record.addressees:
        return False
    if unit.holder and record.holders and unit.holder not in record.holders:
        return False
    # the names of those who ask and answer tell no demand from another of theirs
    said = unit.words - meanings(" ".join(sorted(unit.parties | record.holders | record.addressees)))
    return any(_enough(unit)(said, words) for words in record.demands)


def _enough(unit: Unit) -> Callable[[frozenset[str], frozenset[str]], bool]:
    if not unit.addressee:
        return _names_things
    if unit.statuses == {"met"}:
        return _names_whole
    return _refuses if unit.statuses == {"rejected"} else _names


def _names_things(said: frozenset[str], asked: frozenset[str]) -> bool:
    """Two things in common: who had asked for them knows whether it was done."""
    shared = said & asked
    return len(shared - acts(shared)) >= _THINGS


def _names(said: frozenset[str], asked: frozenset[str]) -> bool:
    """An act and a thing in common, or as much of either as tells a demand."""
    shared = said & asked
    done = acts(shared)
    return len(done) >= _ACTS or len(shared) >= _WORDS or bool(done and shared - done)


def _refuses(said: frozenset[str], asked: frozenset[str]) -> bool:
    """As a grant; or two things in common, for what is refused is told in other verbs: "clear out of the houses"."""
    return _names(said, asked) or _names_things(said, asked)


def _names_whole(said: frozenset[str], asked: frozenset[str]) -> bool:
    shared = said & asked
    return bool(acts(shared)) and len(shared) >= _ACTS and len(shared) >= _WHOLE * len(asked)
