"""Actor kinds: what the reference tables tell of an actor by its canonical name, as the readers of a report ask for it.

Belongs here: kind, country, the state and the opposition of a country, and whether two actors face each other in a
listed process. Does not belong here: who is named in a report (`names.who`), its sides (`sides`).
"""

from functools import cache, lru_cache

from pipelines.reference.actors import actor_aliases, actor_id_for, actors
from pipelines.reference.collectives import demonyms
from pipelines.reference.processes import counterparts

STATES = ("state", "government_body")
#: How many names are remembered: reports bring ever new ones that stand in no table.
_MOST_NAMES = 20_000


@lru_cache(maxsize=_MOST_NAMES)
def kind_of(name: str) -> str:
    """Kind of an actor by its canonical name; unknown for one that stands in no table."""
    found = actors().get(actor_id_for(name))
    return found.kind if found is not None else "unknown"


@lru_cache(maxsize=_MOST_NAMES)
def country_of(name: str) -> str | None:
    """Country of an actor by its canonical name."""
    found = actors().get(actor_id_for(name))
    return found.country_code if found is not None else None


@lru_cache(maxsize=_MOST_NAMES)
def is_apart(name: str) -> bool:
    """Whether an actor governs a part of a country for itself: Abkhazia, Transnistria, Somaliland."""
    found = actors().get(actor_id_for(name))
    return found is not None and found.kind == "government_body" and found.represents is None


@cache
def armed_groups_of() -> dict[str, str]:
    """Country -> collective name of its armed groups: that of the tables, else by its demonym ("Chadian …")."""
    found = {country: f"{demonym} armed groups" for country, demonym in demonyms().items()}
    for a in actors().values():
        if a.kind == "collective" and a.country_code and "armed" in (words := a.name.lower().split()):
            # those of a part of the country are named after it
            own = {found[a.country_code].split()[0].lower(), "ethnic", state_in()[a.country_code].lower()}
            if words[0] in own:
                found[a.country_code] = a.name
    return found


@cache
def state_in() -> dict[str, str]:
    """Country -> its state."""
    return {a.country_code: a.name for a in actors().values() if a.kind == "state" and a.country_code}


@cache
def armies() -> dict[str, str]:
    """State -> its army, where the tables know the army as a party of its own."""
    found = {}
    for alias in actor_aliases():
        body = actors().get(alias.actor_id)
        if body is None or body.represents is None or body.kind != "government_body":
            continue
        if alias.alias.casefold().split()[-1] in ("army", "military"):
            found[actors()[body.represents].name] = body.name
    return found


@lru_cache(maxsize=_MOST_NAMES)
def is_listed_pair(one: str, two: str) -> bool:
    """Whether the tables know a process with both among its core parties."""
    return actor_id_for(two) in counterparts().get(actor_id_for(one), frozenset())
