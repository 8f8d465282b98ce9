"""Focus: whom "they", "the government", "the rebels" and "the two sides" mean at a point of a report.

Belongs here: resolving mentions without a name by the sides of the process and what was told before.
Does not belong here: finding mentions (`names.who`), who the sides are (`process_sides`).
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

from pipelines.coding.names.mention import AT_TABLE, Mention
from pipelines.coding.report.actor_kinds import (
    STATES,
    armed_groups_of,
    armies,
    country_of,
    is_listed_pair,
    kind_of,
    state_in,
)
from pipelines.coding.report.antecedents import are_people, are_several, before, listed_subject, whom_he_means
from pipelines.coding.report.arguments import list_at
from pipelines.coding.report.one_of_two import OneOfTwo
from pipelines.coding.report.sides import MOST_ACTORS
from pipelines.coding.text.word_scan import word_set
from pipelines.reference.actors import actor_id_for
from pipelines.reference.collectives import oppositions
from pipelines.reference.processes import processes_between

_BACK = 60
#: In how many sentences before those are looked for whom "the pair" and "the three" mean.
_PAIR_BACK, _COUNT_BACK = 3, 8
_BODIES = ("name", "government", "delegation", "armed", "opposition", "military", "owner")
#: Classes of collective_nouns.tsv that mean the sides of a process, not whoever sat together last.
_OF_SIDES = frozenset(("sides", "delegations", "states", "officers"))
#: What stands before "leaders" where those of the sides are meant, and not "local leaders".
_DEFINITE = frozenset(("the", "both", "two", "three", "their", "these", "all", "its", "foreign"))
_PAIR = 2
#: Signs behind "the two envoys", before their names.
_APPOSING = frozenset((",", ":", "(", "-", "–", "—"))
#: More parties than these are seldom all those of one process.
_MOST_OF_PROCESS = 5
#: How far "his" may stand before an office ("his foreign and defence ministers").
_OWNER, _OWNER_BACK = {"his": "he", "her": "she", "its": "it"}, 4
#: What "its" owns: who acts for it, its own men.
_OWNED = AT_TABLE | {"government", "armed"}
_ARMED = ("armed_group", "party", "collective", "unknown")


class Focus(OneOfTwo):
    """The cast of a report, and whom each of its mentions means."""

    def resolve(self, mention: Mention) -> tuple[str, ...]:
        """Actors of a mention, by name or by what it must mean; empty where nothing fits."""
        if len(mention.actors) == 1:
            return (self.body_of.get(mention.actors[0], mention.actors[0]),)
        if mention.actors:
            return tuple(dict.fromkeys(self.body_of.get(n, n) for n in mention.actors))
        if mention.person is not None:
            return self._spoken_for(mention)
        if "counterpart" in mention.head or "opposite number" in mention.head:
            return self._counterpart(mention)
        if mention.noun == "pronoun":
            return self._pronoun(mention)
        if mention.noun == "collective":
            if found := self._apposed(mention) or self._led_by(mention):
                return found
            if mention.head == "states" and mention.count == _PAIR and (pair := self._two_governments()):
                return pair
            parties = self.parties_at(mention.first, sides=mention.head in _OF_SIDES, far=True)
            if mention.head == "all" and not mention.count:
                return self._everybody(mention.first, parties)
            if mention.count == 2 and mention.head == "leaders" and (own := self._two_of_one(mention)):
                return own
            if mention.head in ("ministers", "states") and mention.count in (0, _PAIR):
                return self._of_states(mention, parties)
            if not mention.count or len(parties) == mention.count:
                return parties
            return parties[:2] if mention.count == 2 and len(parties) < 2 else self._of_count(mention, parties)
        if mention.noun == "armed" and mention.plural and (apposed := self._apposed(mention)):
            # "eight armed groups: the KNU, the RCSS and …"
            return apposed
        return self._own_office(mention) or self._of_states(mention, self._role(mention))

    def _own_office(self, mention: Mention) -> tuple[str, ...]:
        """ "The president said that his foreign and defence ministers would fly": ministers of the one named before."""
        if mention.noun not in _OWNED or mention.noun == "mediator":
            return ()
        tokens, k = self.report.tokens, mention.first
        while mention.first - k < _OWNER_BACK and k > 0 and tokens[k].low not in _OWNER:
            k -= 1
            if tokens[k].kind != "word" or any(m.first <= k < m.after for m in self.report.actors_in(k - 4, k + 1)):
                return ()
        if tokens[k].low not in _OWNER:
            return ()
        whose = Mention(k, k + 1, (), noun="pronoun", head=_OWNER[tokens[k].low])
        if whose.head == "it":
            first = self.report.prose.sentences[self.report.prose.sentence_of[k]].first
            told = {n for m in self.report.actors_in(first, k) for n in self._one(m)}
            # "India told Pakistan that its officers …"
            return self._pronoun(whose) if len(told) < _PAIR else ()
        owner = whom_he_means(self.report, whose)
        if owner is None:
            return ()
        names = tuple(owner.actors) or self._represented(owner)
        return tuple(self.body_of.get(n, n) for n in names) if len(names) == 1 else ()

    def _apposed(self, mention: Mention) -> tuple[str, ...]:
        """Who stands right behind "the two envoys, Ana Lopez and Omar Said, …"."""
        tokens, parsed = self.report.tokens, self.report.sentence(mention.first)
        if parsed is None or mention.after >= parsed.sentence.after or tokens[mention.after].low not in _APPOSING:
            return ()
        listed, _ = list_at(self.report, mention.after + 1, parsed.sentence.after, 1)
        names = tuple(dict.fromkeys(self.body_of.get(n, n) for m in listed for n in m.actors))
        if len(names) == 1 and len(listed) == mention.count and all(m.person for m in listed):
            # "two deputy ministers, Ana Lopez and Omar Said", of one state
            return names
        fits = len(listed) == len(names) >= _PAIR and mention.count in (0, len(names))
        return names if fits and all(m.noun != "pronoun" for m in listed) else ()

    def _of_states(self, mention: Mention, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Whose "the foreign ministers" or "the presidents" are: a group has none, so those of two states told of."""
        named = mention.head == "states" or set(mention.head.split()) & word_set("focus:of_states", "syntax_word_sets")
        if not named or len(parties) != _PAIR or all(kind_of(n) in STATES for n in parties):
            return parties
        for _, recent in reversed(self.recent):
            if len(recent) == _PAIR and all(kind_of(n) in STATES for n in recent) and is_listed_pair(*recent):
                return recent
        states = [n for n, _ in self.counts.most_common(MOST_ACTORS) if kind_of(n) == "state" and n not in self.third]
        listed = next((pair for pair in combinations(states, _PAIR) if is_listed_pair(*pair)), None)
        return listed or parties

    def _led_by(self, mention: Mention) -> tuple[str, ...]:
        """Whose "a team led by Ana Lopez", "three men headed by a general of X" are."""
        tokens = self.report.tokens
        follow = [t.low for t in tokens[mention.after : mention.after + 2]]
        if follow not in (["led", "by"], ["headed", "by"]):
            return ()
        ahead = self.report.actors_in(mention.after + 2, mention.after + 8)
        return next((found for m in ahead if (found := self.resolve(m))), ())

    def _two_governments(self) -> tuple[str, ...]:
        """ "The two governments": those of the two states named together so, where the sides are not two states."""
        if len([n for n in self.sides if kind_of(n) in STATES]) == len(self.sides) == _PAIR:
            return ()
        for m in self.report.cast.actors:
            if len(m.actors) == _PAIR and m.noun in ("government", "leader", "minister") and m.person is None:
                states = tuple(n for n in m.actors if kind_of(n) in STATES)
                if len(states) == _PAIR:
                    return states
        return ()

    def _spoken_for(self, mention: Mention) -> tuple[str, ...]:
        """Whom "Rivera for the guerrillas" stands for."""
        tokens = self.report.tokens
        if mention.after + 1 < len(tokens) and tokens[mention.after].low in ("for", "of"):
            for role in self.report.actors_in(mention.after + 1, mention.after + 4):
                if role.person is None and role.noun in ("government", "armed", "opposition", "military"):
                    return self.resolve(role)
        return ()

    def _two_of_one(self, mention: Mention) -> tuple[str, ...]:
        """ "Received the pair": two persons of one side, named together right before."""
        number = self.report.prose.sentence_of[mention.first]
        for back in range(_PAIR_BACK):
            parsed = self.report.parsed.get(number - back)
            people = [m for m in parsed.mentions if m.person and m.after <= mention.first] if parsed is not None else []
            for one, two in pairwise(people[-3:]):
                joined = [self.report.tokens[k].low for k in range(one.after, two.first)]
                if "and" in joined and len(joined) <= 8:
                    return one.actors if one.actors == two.actors and len(one.actors) == 1 else ()
        return ()

    def _of_count(self, mention: Mention, default: tuple[str, ...]) -> tuple[str, ...]:
        """ "The three", "all four delegations": a set of that size spoken of before, else who stands around."""
        for where, parties in reversed((*self.seated, *self.recent)):
            if where <= mention.first and len(parties) == mention.count:
                return parties
        if mention.count == _PAIR:
            return self.pair or default
        if (three := self._with_whom(mention)) is not None:
            return three
        around = dict.fromkeys(default)
        prose, number = self.report.prose, self.report.prose.sentence_of[mention.first]
        for back in range(_COUNT_BACK):
            sentence = prose.sentences[number - back] if number >= back else None
            if sentence is None or len(around) >= mention.count:
                break
            for m in self.report.actors_in(sentence.first, sentence.after):
                if m.first != mention.first and m.noun != "adjective":
                    named = (self.body_of.get(n, n) for n in m.actors)
                    around.update(dict.fromkeys(n for n in named if not self._is_beside(n)))
        if len(around) == mention.count:
            self.note_seated(mention.first, tuple(around))
            return tuple(around)
        return self._of_process(mention.count)

    def _with_whom(self, mention: Mention) -> tuple[str, ...] | None:
        """ "The three" right after a mediator sat with the pair: the three of them."""
        if mention.count != len(self.pair) + 1 or mention.head != "leaders":
            return None
        prose, number = self.report.prose, self.report.prose.sentence_of[mention.first]
        first = prose.sentences[max(0, number - 1)].first
        near = dict.fromkeys(n for m in self.report.actors_in(first, mention.first) if m.person for n in m.actors)
        beside = [n for n in near if n not in self.pair and kind_of(n) != "organisation"]
        return (*self.pair, *beside) if len(beside) == 1 else None

    def _of_process(self, count: int) -> tuple[str, ...]:
        """The core parties of a listed process that the report names, where they are so many; the sides among them."""
        named = {actor_id: n for n in self.counts if (actor_id := actor_id_for(n)) is not None}
        for process in processes_between(named, self.report.published):
            parties = tuple(n for actor_id, n in named.items() if actor_id in process.core_party_ids)
            if len(parties) == count <= _MOST_OF_PROCESS and set(self.sides[:2]) <= set(parties):
                return parties
        return ()

    def _pronoun(self, mention: Mention) -> tuple[str, ...]:
        if mention.head in ("they", "them", "both", "each", "neither"):
            listed = listed_subject(self.report, mention)
            if listed:
                return tuple(self.body_of.get(n, n) for n in listed)
            last = before(self.report, mention, lambda m: are_several(m) or are_people(self.report, m))
            if last is not None and last.noun == "mediator" and not last.actors and mention.head == "they":
                return self._mediators(last)
            if last is not None and len(last.actors) == 1 and mention.head in ("they", "them"):
                return last.actors
            return self.parties_at(mention.first)
        if mention.head in ("he", "she"):
            last = whom_he_means(self.report, mention)
            return self.resolve(last) or self._represented(last) if last is not None else ()
        if mention.head in ("latter", "former"):
            return self._one_of_two(mention)
        last = before(self.report, mention, lambda m: m.person is None and m.noun in _BODIES)
        names = self.resolve(last) if last is not None else ()
        return names if len(names) == 1 else ()

    def _role(self, mention: Mention) -> tuple[str, ...]:
        """ "The government", "the rebels", "the army": the side of that kind."""
        noun = mention.noun
        order = [n for n in (*self.sides, *(n for n, _ in self.counts.most_common(MOST_ACTORS)))]
        if noun in ("government", "military"):
            fits = [n for n in order if kind_of(n) in STATES] or self._states_of_groups(order)
            if len([n for n in self.sides if kind_of(n) in STATES]) > 1:
                fits = self._nearest(mention, fits)
            if noun == "government" and (own := self._own_state(fits[:1])):
                return own
            if noun == "military" and fits and fits[0] not in self.counts:
                return (armies().get(fits[0], fits[0]),)
            return tuple(fits[:1])
        if noun == "armed":
            if mention.plural and self.armed_groups:
                return self.armed_groups
            fits = [n for n in order if kind_of(n) in _ARMED]
            if len([n for n in self.sides if kind_of(n) in _ARMED]) > 1:
                fits = self._nearest(mention, fits)
            return tuple(fits[:1]) or (self._named_for_country(armed_groups_of()) if mention.plural else ())
        if noun == "opposition":
            if set(mention.head.split()) & word_set("focus:unarmed", "syntax_word_sets"):
                return self._unarmed(order)
            kinds = ("party", "collective", "armed_group", "unknown")
            fits = [n for n in order if kind_of(n) in kinds and n not in self.ruling]
            return tuple(fits[:1]) or self._named_for_country(oppositions())
        if noun == "mediator":
            return self._mediators(mention)
        if noun == "org":
            return tuple(self._nearest(mention, [n for n in order if kind_of(n) == "organisation"])[:1])
        if noun == "leader" and mention.plural and (owner := self._owning_body(mention)) is not None:
            return self._role(owner)
        if noun == "leader" and not mention.plural:
            return self._named_so(mention)
        if mention.head == "secretary of state" and "United States" in self.counts:
            return ("United States",)
        if noun in ("leader", "minister", "envoy") and mention.plural:
            before = self.report.tokens[mention.first - 1].low if mention.first else ""
            return self.parties_at(mention.first) if before in _DEFINITE or mention.first == 0 else ()
        if noun in ("delegation", "technical"):
            if "opposition" in mention.head:
                return self._role(Mention(mention.first, mention.after, (), noun="opposition"))
            if "government" in mention.head or "federal" in mention.head:
                return self._role(Mention(mention.first, mention.after, (), noun="government"))
            if "rebel" in mention.head or "guerrilla" in mention.head:
                return self._role(Mention(mention.first, mention.after, (), noun="armed"))
            if names := self._led_by(mention):
                return names
            if mention.plural:
                return self.parties_at(mention.first)
            return self._other_side(mention) or self._of_half(mention)
        return ()

    def _unarmed(self, order: Sequence[str]) -> tuple[str, ...]:
        """ "Opposition politicians": a party that is named, else the opposition of the country of an armed group."""
        fits = [n for n in order if kind_of(n) == "party" and n not in self.ruling]
        groups = [country_of(n) for n in self.sides if kind_of(n) == "armed_group"]
        named = tuple(oppositions()[c] for c in groups[:1] if c in oppositions())
        return tuple(fits[:1]) or named or self._named_for_country(oppositions())

    def _named_so(self, mention: Mention) -> tuple[str, ...]:
        """ "The chairman": the person named last with that office."""
        tokens, first = self.report.tokens, mention.first
        following = tokens[mention.after].low if mention.after < len(tokens) else ""
        if not first or tokens[first - 1].low != "the" or following in ("of", "-"):
            return ()
        people = (m for m in reversed(self.report.actors_in(max(0, first - _BACK), first)) if m.person and m.actors)
        called = (m for m in people if mention.head in {tokens[k].low for k in range(m.first, m.after)})
        last = next(called, None)
        return last.actors if last is not None else ()

    def _owning_body(self, mention: Mention) -> Mention | None:
        """The body of "the bloc's presidents"."""
        near = self.report.actors_in(max(0, mention.first - _OWNER_BACK), mention.first)
        return next((m for m in near if m.noun == "org" and m.after + 1 == mention.first), None)

    def _mediators(self, mention: Mention) -> tuple[str, ...]:
        """ "The facilitator", "the three mediators": those whom the report calls so, where their number fits."""
        called: dict[str, None] = {}
        for other in self.report.cast.actors:
            person = self.report.cast.persons.get(other.person) if other.person else None
            if (person.noun if person is not None else other.noun) == "mediator":
                called.update(dict.fromkeys(n for n in other.actors if n not in self.sides))
        names = tuple(called) or tuple(n for n in self.counts if n in self.mediating and n not in self.sides)
        return names if mention.plural or len(names) == 1 else ()

    def _own_state(self, found: Sequence[str]) -> tuple[str, ...]:
        """ "The government" in a report on a group and a state that helps it to talk: that of the group's country."""
        group = next((n for n in self.sides if kind_of(n) in ("armed_group", "party")), None)
        if group is None or not found or country_of(found[0]) == country_of(group) or is_listed_pair(found[0], group):
            return ()
        state = state_in().get(country_of(group) or "")
        return (self.body_of.get(state, state),) if state is not None and is_listed_pair(state, group) else ()

    def _states_of_groups(self, order: Sequence[str]) -> list[str]:
        """ "The government" where only the group that it fights is named: that of the group's country."""
        for name in order:
            if kind_of(name) in ("armed_group", "party"):
                state = state_in().get(country_of(name) or "")
                if state is not None:
                    return [state]
        return []

    def _nearest(self, mention: Mention, names: Sequence[str]) -> list[str]:
        allowed = set(names)
        near = [
            n
            for m in self.report.actors_in(max(0, mention.first - _BACK), mention.first)
            for n in m.actors
            if n in allowed
        ]
        return near[::-1] or list(names)

    def _represented(self, mention: Mention) -> tuple[str, ...]:
        person = self.report.cast.persons.get(self.person_for(mention) or "")
        return (person.actor,) if person is not None and person.actor else ()

    def person_for(self, mention: Mention) -> str | None:
        """The person of a mention; for "he" the last one spoken of."""
        if mention.person is not None:
            return mention.person
        if mention.noun == "pronoun" and mention.head in ("he", "she"):
            last = whom_he_means(self.report, mention)
            return self.person_for(last) if last is not None else None
        if mention.noun in ("minister", "leader", "envoy") and not mention.actors and not mention.plural:
            for other in reversed(self.report.actors_in(max(0, mention.first - 12 * _BACK), mention.first)):
                fits = other.head == mention.noun or (not other.head and other.level == mention.level)
                if other.person is not None and fits:
                    return other.person
        return None
