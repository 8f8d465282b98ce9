"""Collectives: names for those of a country who stand in no table, made from its demonym ("Syrian opposition").

Belongs here: what a state's people and its opposition are called. Does not belong here: listed actors (`actors`).
"""

from functools import cache

from pipelines.reference.actors import actor_aliases, actors


@cache
def demonyms() -> dict[str, str]:
    """Country -> what is called after its state: "Chadian"."""
    found: dict[str, str] = {}
    for alias in actor_aliases():
        state = actors().get(alias.actor_id)
        if alias.kind == "demonym" and state is not None and state.kind == "state" and state.country_code:
            found.setdefault(state.country_code, alias.alias)
    return found


@cache
def oppositions() -> dict[str, str]:
    """Country -> collective name of its opposition: that of the tables, else by its demonym ("Syrian opposition")."""
    listed = {a.country_code: a.name for a in actors().values() if a.country_code and "opposition" in a.name.lower()}
    return {country: f"{demonym} opposition" for country, demonym in demonyms().items()} | listed
