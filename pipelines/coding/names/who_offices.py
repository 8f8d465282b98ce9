"""Who, offices: whose office or body is meant by the words around it.

Belongs here: roles behind "of", seats of government, possessives, short forms of a group's name. Does not belong here:
persons (`who_persons`), the walk over the tokens (`who`).
"""

from dataclasses import replace

from pipelines.coding.names.gazetteer import actor_name
from pipelines.coding.names.mention import PlaceMention
from pipelines.coding.names.office import Office, office_ahead, office_at
from pipelines.coding.names.who_collectives import CollectiveWalk
from pipelines.coding.text.word_scan import word_set
from pipelines.reference.actors import ActorAlias, actor
from pipelines.reference.collectives import oppositions
from pipelines.reference.processes import counterparts

#: Roles of sides without a name, and how many words may stand before one ("of the some forty armed groups").
_ROLES, _BEFORE_ROLE = frozenset(("government", "armed", "opposition")), 4
#: Who acts for another one.
_ACTING = frozenset(("envoy", "delegation", "official", "spokesman", "technical"))
_GROUPS = frozenset(("armed_group", "party"))


class OfficeWalk(CollectiveWalk):
    """What the walk asks of offices and bodies."""

    def short_form(self, words: str) -> str | None:
        """The listed group that a report names in full too: "the Revolutionary Army", for that of Bougainville."""
        for hit in self.hits.values():
            if hit.aliases and hit.after - hit.first > len(words.split()):
                named = " ".join(t.text for t in self.tokens[hit.first : hit.after])
                if named.endswith(f" {words}") and actor(hit.aliases[0].actor_id).kind in _GROUPS:
                    return actor_name(hit.aliases[0].actor_id)
        return None

    def owned_office(self, i: int, limit: int) -> Office | None:
        """The office of those who act for others after a possessive at token `i`."""
        if i >= limit or self.tokens[i].low != "'s":
            return None
        office = office_ahead(self.tokens, i + 1, self.hits, False)
        return office if office is not None and office.after <= limit and office.noun in _ACTING else None

    def _over_country(self, after: int, alias: ActorAlias | None, limit: int) -> int:
        """The index after "of South Sudan" where a body's or group's name goes on with its own country."""
        if alias is None or after + 1 >= limit or self.tokens[after].low != "of":
            return after
        hit = self.hits.get(after + 2 if self.tokens[after + 1].low == "the" else after + 1)
        home = next((a for a in hit.aliases if actor(a.actor_id).kind == "state"), None) if hit is not None else None
        named = actor(alias.actor_id)
        own = home is not None and named.country_code == actor(home.actor_id).country_code
        return hit.after if own and hit is not None and named.kind != "collective" else after

    def inner_role(self, i: int, limit: int) -> Office | None:
        """The role without a name of "of the rebels", "of fourteen armed groups" at token `i`."""
        if i + 1 >= limit or self.tokens[i].low not in ("of", "from"):
            return None
        k = i + 1
        while k < limit and k - i <= _BEFORE_ROLE and k not in self.hits:
            office = office_at(self.tokens, k)
            if office is not None:
                return office if office.noun in _ROLES and office.after <= limit else None
            if self.tokens[k].kind == "sign" or self.tokens[k].is_capital:
                return None
            k += 1
        return None

    def seated(self, i: int, limit: int) -> tuple[tuple[str, ...], int]:
        """The state of "in Juba" at token `i`, after "the government"."""
        hit = self.hits.get(i + 1) if i + 1 < limit and self.tokens[i].low == "in" else None
        capital = next((a for a in hit.aliases if a.kind == "capital"), None) if hit is not None else None
        if hit is None or capital is None or self._is_host(capital.actor_id):
            return (), i
        return (actor_name(capital.actor_id),), hit.after

    def _is_host(self, state: str) -> bool:
        """Whether a state is known by its capital alone, among others: "talks with the government in Paris"."""
        partners = counterparts().get(state, frozenset())
        return bool(self.named_states) and state not in self.named_states and not partners & self.named_states

    def names_follow(self, i: int) -> bool:
        """Whether a group's own name comes next: in "the rebel M23" the noun is no mention beside the name."""
        hit = self.hits.get(i)
        named = hit is not None and any(a.kind in ("name", "acronym", "variant") for a in hit.aliases)
        return named or (i < len(self.tokens) and self.tokens[i].text in self.groups)

    def whose(self, names: tuple[str, ...], alias: ActorAlias, office: Office) -> tuple[str, ...]:
        """Whose a role is: "the Salvadoran guerrillas", "Togo's opposition" are not the state, but against it."""
        against = office.noun in ("armed", "opposition") or office.words.split()[0] in ("opposition", "rebel")
        if not against or actor(alias.actor_id).kind != "state":
            return names
        if office.words.split()[-1] in word_set("focus:unarmed", "syntax_word_sets"):
            # "Afghan politicians": no government, and no armed group either
            return tuple(n for n in (oppositions().get(actor(alias.actor_id).country_code or ""),) if n)
        group = self.group_against(alias.actor_id) if office.noun == "armed" else None
        return (actor_name(group),) if group is not None else ()

    def names_member(self, i: int, alias: ActorAlias) -> bool:
        """Whether "of the ORA" at token `i` names the group behind a collective name."""
        if actor(alias.actor_id).kind != "collective" or i + 1 >= len(self.tokens) or self.tokens[i].low != "of":
            return False
        hit = self.hits.get(i + 2 if self.tokens[i + 1].low == "the" else i + 1)
        return hit is not None and any(actor(a.actor_id).kind == "armed_group" for a in hit.aliases)

    def as_reported(self, capital: PlaceMention) -> PlaceMention:
        """The capital that a report means: where it is written, if that is another town of the same country.

        "ALMATY - Talks opened in the Kazakh capital": what was the capital then.
        """
        here = self.here()
        elsewhere = here is not None and here.name and here.country == capital.country and here.name != capital.name
        return replace(capital, name=here.name) if here is not None and elsewhere else capital
