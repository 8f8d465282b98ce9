"""Aliases: names in claims that a person says mean another actor, mapped before anything is resolved.

Belongs here: which values are names, their ids, and the mapping. What the coder read is kept beside it. Does not
belong here: the names that everybody knows; they stand in `pipelines/reference`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.ledger.selection import SelectedCorrection
from pipelines.reference import actors, persons
from pipelines.resolution.standing import StandingClaim
from pipelines.resolution.verdict import Verdict
from schemas import ids
from schemas.claims import Claim, ClaimValue

PERSON_PREFIX = "person-"
#: fields whose values stand for a list of names, in which a name stands once
_LISTS = frozenset(
    ("party", "absent", "mediator", "host", "observer", "guarantor", "witness", "accepts", "rejects"),
)
_ACTORS = _LISTS | {"person_actor", "provision_obligor", "holder", "addressee"}
_PERSONS = frozenset(("person", "speaker"))


@dataclass(slots=True)
class Renaming:
    """Claims with names mapped; what became of each alias; and old id -> (new id, reason)."""

    claims: list[StandingClaim]
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    redirects: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether any claim says something else than what was coded."""
        return any(c.renamed for c in self.claims)


def rename(claims: Sequence[StandingClaim], aliases: Sequence[SelectedCorrection]) -> Renaming:
    """Map names as the aliases say, in ledger order. Without aliases the claims are those given."""
    if not aliases:
        return Renaming(list(claims))
    names = _names(claims)
    done = Renaming([])
    mapping: dict[str, tuple[str, SelectedCorrection]] = {}
    for alias in aliases:
        correction = alias.correction
        new_id = _follow(correction.record_id or "", mapping)
        old_id = _follow(id_called(correction.other_id or "", new_id), mapping)
        name = name_of(new_id, names)
        if new_id == old_id:
            verdict = Verdict("redundant", "the two are one actor already", new_id)
        elif name is None:
            verdict = Verdict("orphaned", f"no claim names {new_id} any more")
        elif old_id not in names:
            verdict = Verdict("orphaned", f"no claim names {correction.other_id}", new_id)
        else:
            mapping[old_id] = (new_id, alias)
            verdict = Verdict("applied", f"{names[old_id]} is {name}", new_id)
            done.redirects[old_id] = (new_id, f"correction {correction.correction_id}: the same actor")
        done.verdicts[correction.correction_id] = verdict
    done.claims = [_renamed(claim, mapping, names) for claim in claims]
    return done


def id_called(name: str, like: str) -> str:
    """Id of an actor, or of a person where `like` is one, from an id or a name. ValueError for no name."""
    if name in actors.actors() or name.startswith((PERSON_PREFIX, actors.UNKNOWN_PREFIX)):
        return name
    return person_id(name) if like.startswith(PERSON_PREFIX) else actors.actor_id_for(name)


def person_id(name: str) -> str:
    """Id of a person; spellings that the reference table knows are one person."""
    known = persons.persons_called(name)
    return ids.person_id(known[0].name if known else name)


def name_of(actor_id: str, names: dict[str, str]) -> str | None:
    """Name of an actor: the canonical one, else the first one in the claims."""
    known = actors.actors().get(actor_id)
    return known.name if known else names.get(actor_id)


def _names(claims: Iterable[StandingClaim]) -> dict[str, str]:
    """Id -> the first name in the claims that means it."""
    found: dict[str, str] = {}
    for claim in claims:
        for value in claim.claim.values:
            id_of = _id_of(value)
            if id_of is not None:
                found.setdefault(id_of(value.value), value.value)
    return found


def _id_of(value: ClaimValue) -> Callable[[str], str] | None:
    if not any(c.isalnum() for c in value.value):
        return None
    if value.field in _ACTORS:
        return actors.actor_id_for
    return person_id if value.field in _PERSONS else None


def _follow(actor_id: str, mapping: dict[str, tuple[str, SelectedCorrection]]) -> str:
    while actor_id in mapping:
        actor_id = mapping[actor_id][0]
    return actor_id


def _renamed(
    claim: StandingClaim, mapping: dict[str, tuple[str, SelectedCorrection]], names: dict[str, str]
) -> StandingClaim:
    values: list[ClaimValue] = []
    renamed: list[tuple[str, str, int]] = []
    for value in claim.claim.values:
        id_of = _id_of(value)
        old_id = id_of(value.value) if id_of else None
        if old_id in mapping:
            alias = mapping[old_id][1]
            new_id = _follow(old_id, mapping)
            value = replace(value, value=name_of(new_id, names) or value.value)
            renamed.append((value.value, alias.correction.correction_id, alias.position))
        if value.field in _LISTS and any((v.field, v.value) == (value.field, value.value) for v in values):
            continue
        values.append(value)
    if not renamed:
        return claim
    meant: Claim = replace(claim.claim, values=tuple(values))
    return replace(claim, claim=meant, as_coded=claim.claim, renamed=tuple(renamed))
