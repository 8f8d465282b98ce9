"""Who, names: which alias a name means in a report, and the actors named after "of", "from" and "for".

Belongs here: the state of the walk, aliases by context, lists of owners. Does not belong here: persons (`who_persons`),
the walk over the tokens (`who`).
"""

from collections import Counter
from datetime import date

from pipelines.coding.names.gazetteer import Hit, actor_name, find_hits
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.names.office import office_ahead
from pipelines.coding.names.persons import Register
from pipelines.coding.names.unknown_groups import acronym_in_brackets
from pipelines.coding.text.prose import Prose
from pipelines.coding.text.word_tables import words
from pipelines.reference.actors import ActorAlias, actor
from pipelines.reference.processes import counterparts, processes

#: A place among so many first tokens is where a report was sent from.
_DATELINE = 3


class NameWalk:
    """State of one walk over a report, and what it asks of names."""

    def __init__(self, prose: Prose, published: date) -> None:
        self.prose, self.tokens, self.published = prose, prose.tokens, published
        found = find_hits(self.tokens, published)
        self.hits: dict[int, Hit] = {h.first: h for h in found}
        self.strong: Counter[str] = Counter(
            h.aliases[0].actor_id
            for h in found
            if h.aliases and not (h.aliases[0].is_weak or h.aliases[0].is_ambiguous)
        )
        #: states by any name but that of their capital
        self.named_states = {
            a.actor_id for h in found for a in h.aliases if a.kind != "capital" and actor(a.actor_id).kind == "state"
        }
        self.countries = {actor(i).country_code for i in self.strong}
        opens = [h for h in found if h.places and h.first < _DATELINE and h.after < len(self.tokens)]
        self.home = next((h.places[0].country_code for h in opens if self.tokens[h.after].kind == "sign"), None)
        self.seats = Counter(h.places[0].country_code for h in found if h.places and not h.aliases)
        self.actors: list[Mention] = []
        self.places: list[PlaceMention] = []
        self.register = Register(published)
        self.groups: dict[str, str] = {}
        self.loose: list[tuple[int, int]] = []
        self.previous: Hit | None = None
        self.previous_is_place = False

    # -- names ---------------------------------------------------------------------------------
    def alias_of(self, hit: Hit) -> ActorAlias | None:
        """The alias that the words mean here: of several actors the one the report speaks of most."""
        best = None
        for alias in hit.aliases:
            if alias.is_weak and not self._is_at_home(alias, hit):
                continue
            if best is None or (alias.is_ambiguous and self._presence(alias) > self._presence(best)):
                best = alias
        return best

    def _presence(self, alias: ActorAlias) -> tuple[int, bool, int, int]:
        """How much a report speaks of an actor, whether it was sent from his country, how much it speaks of those that
        he has negotiated with, then of his towns."""
        partners = counterparts().get(alias.actor_id, frozenset())
        country = actor(alias.actor_id).country_code
        near = sum(self.strong[partner] for partner in partners)
        return (
            self.strong[alias.actor_id],
            self.home is not None and country == self.home,
            near,
            self.seats[country or ""],
        )

    def _is_at_home(self, alias: ActorAlias, hit: Hit) -> bool:
        """Whether a word that is common too means the actor: the report names it or its country otherwise."""
        named = actor(alias.actor_id)
        if alias.is_native:
            # "the Indian peoples" of Mexico
            office = office_ahead(self.tokens, hit.after, self.hits, True)
            of_state = office is not None and office.first == hit.after and office.noun != "org"
            return of_state or any(self._presence(alias))
        if named.kind == "state":
            before = self.tokens[hit.first - 1] if hit.first else None
            beside = (
                before is not None
                and before.is_capital
                and before.kind == "word"
                and before.low not in words("function_words")
            )
            after = self.tokens[hit.after] if hit.after < len(self.tokens) else None
            return not beside and not (after is not None and after.is_capital and after.kind == "word")
        return self.strong[alias.actor_id] > 0 or named.country_code in self.countries or named.country_code is None

    def group_against(self, state: str) -> str | None:
        """The armed group of a state that the report names, else the only one that the day's listed processes have."""
        groups = [
            other
            for entry in processes().values()
            if state in entry.core_party_ids and entry.covers(self.published)
            for other in entry.core_party_ids
            if actor(other).kind == "armed_group" and actor(other).country_code == actor(state).country_code
        ]
        named = [other for other in dict.fromkeys(groups) if self.strong[other]] or list(dict.fromkeys(groups))
        return named[0] if len(named) == 1 else None

    def owners(self, i: int, limit: int) -> tuple[tuple[str, ...], int]:
        """Actors of "of Armenia and Azerbaijan" or "from Germany, Italy and Britain" at token `i`."""
        if i >= limit or self.tokens[i].low not in ("of", "from", "for", "representing", ","):
            return (), i
        found: list[str] = []
        k = end = i + 1
        while k < limit and k - end <= 6:
            hit = self.hits.get(k)
            if hit is not None:
                alias = self.alias_of(hit)
                if alias is None:
                    break
                if alias.kind == "demonym":
                    # "of the Indian and Pakistani armies"
                    body = office_ahead(self.tokens, hit.after, self.hits, True)
                    if body is None or body.after > limit or body.noun not in ("government", "military", "org"):
                        break
                    found.append(actor_name(alias.actor_id))
                    k = hit.after
                    if body.first - k <= 1:
                        k = end = body.after
                    continue
                if found and self.tokens[k - 1].low == "'s":
                    # "envoys of Sudan's RSF"
                    found.pop()
                found.append(actor_name(alias.actor_id))
                k = hit.after
                bracket = acronym_in_brackets(self.tokens, k)
                if bracket is not None:
                    self.groups.setdefault(bracket[0], found[-1])
                    k = bracket[1]
                end = k
                continue
            if self.tokens[k].text in self.groups:
                found.append(self.groups[self.tokens[k].text])
                k = end = k + 1
                continue
            low = self.tokens[k].low
            if low == "government" and not found and self.tokens[min(k + 1, limit - 1)].low in (",", "and"):
                # "the delegations of the government, of X and of Y": who governs is told elsewhere
                break
            if low in (
                "the",
                "of",
                "and",
                ",",
                "government",
                "republic",
                "both",
                "from",
                "'s",
                "federal",
                "transitional",
            ):
                k += 1
                continue
            if low == "secretary" and "general" in (
                self.tokens[min(k + 2, limit - 1)].low,
                self.tokens[min(k + 1, limit - 1)].low,
            ):
                found.append("United Nations")
                end = k + 3 if self.tokens[k + 1].low == "-" else k + 2
            break
        return (tuple(dict.fromkeys(found)), end) if found else ((), i)
