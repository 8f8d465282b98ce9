"""Who, persons: which alias a name means here, who stands behind an office, and persons with whom they represent.

Belongs here: the state of the walk, aliases by context, actors after "of" and "for", persons and their appositions, and
what is only settled at the end (surnames, presidents without a country).
Does not belong here: the walk over the tokens (`who`).
"""

from collections import Counter
from datetime import date

from pipelines.coding.names import where
from pipelines.coding.names.gazetteer import Hit, actor_name, find_hits
from pipelines.coding.names.listed_persons import listed, listed_among
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.names.office import office_ahead, office_at
from pipelines.coding.names.persons import (
    Register,
    full_name,
    surname_key,
)  # fmt: skip
from pipelines.coding.names.unknown_groups import acronym_in_brackets
from pipelines.coding.text.prose import RUNNING, Prose
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import words
from pipelines.reference.actors import ActorAlias, actor
from pipelines.reference.processes import counterparts, processes

_APPOSITION = 16
#: A place and a day as a heading stand within the first lines, in few words.
_OPENING_LINES = 3
_DATED_HEADING = 9


NO_NOUN = frozenset(("people", "media", "capital"))


class PersonWalk:
    """State of one walk over a report, and what it asks of names and persons."""

    def __init__(self, prose: Prose, published: date) -> None:
        self.prose, self.tokens, self.published = prose, prose.tokens, published
        found = find_hits(self.tokens, published)
        self.hits: dict[int, Hit] = {h.first: h for h in found}
        self.strong: Counter[str] = Counter(
            h.aliases[0].actor_id
            for h in found
            if h.aliases and not (h.aliases[0].is_weak or h.aliases[0].is_ambiguous)
        )
        self.countries = {actor(i).country_code for i in self.strong}
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

    def _presence(self, alias: ActorAlias) -> tuple[int, int, int]:
        """How much a report speaks of an actor, then of those that it has negotiated with, then of its towns."""
        partners = counterparts().get(alias.actor_id, frozenset())
        towns = self.seats[actor(alias.actor_id).country_code or ""]
        return self.strong[alias.actor_id], sum(self.strong[partner] for partner in partners), towns

    def _is_at_home(self, alias: ActorAlias, hit: Hit) -> bool:
        """Whether a word that is common too means the actor: the report names it or its country otherwise."""
        named = actor(alias.actor_id)
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

    def _over_bracket(self, first: int, after: int, limit: int) -> int:
        """The index after the surname of "(Foreign Minister Ana) Silva", where an editor's brackets cut a name."""
        if after + 1 >= limit or self.tokens[after].low != ")" or not self.tokens[after + 1].is_capital:
            return after
        opened = any(self.tokens[k].low == "(" for k in range(max(0, first - 2), first))
        return after + 2 if opened and after + 1 not in self.hits else after

    def person(self, first: int, start: int, after: int, name: str | None, level: str, noun: str, limit: int) -> int:
        """Register the person named in tokens `start` to `after`; what follows may say whom he represents."""
        after = self._over_bracket(first, after, limit)
        if name is None and self.actors:
            # "Norway's Erik Solheim", "the ELN's Pablo Beltran"
            owner = self.actors[-1]
            if owner.noun == "owner" and owner.after == start - 1 and len(owner.actors) == 1:
                name = owner.actors[0]
        actor_of, end = name, after
        if actor_of is None and end < limit and self.tokens[end].low in ("of", "for", "from"):
            owners, end_of = self.owners(end, limit)
            if len(owners) == 1:
                actor_of, end = owners[0], end_of
        if actor_of is None:
            actor_of = self.served(end, limit)
        if actor_of is None and (owners := self.shared_office(end, limit)):
            # "Ana Lopez and Omar Said, the foreign ministers of A and B, …"
            actor_of = self.share_out(owners, first)
        if end < limit and self.tokens[end].low == "," and (actor_of is None or not level):
            told, told_level, told_noun = self.apposition(end + 1, limit)
            actor_of, level, noun = actor_of or told, level or told_level, noun or told_noun
        if (
            noun == "mediator"
            and (known := listed(full_name(self.prose.text, self.tokens, start, after), self.published)) is not None
        ):
            # "João Lourenço, the African Union's mediator": he represents his country as well
            actor_of, level = known.actor, known.level
        spelled = full_name(self.prose.text, self.tokens, start, after)
        person = self.register.add(spelled, surname_key(self.tokens, start, after), actor_of, level, noun, start)
        self.actors.append(Mention(first, end, (), person=person.name, noun="person", level=level))
        return end

    def shared_office(self, i: int, limit: int) -> tuple[str, ...]:
        """The actors of ", the foreign ministers of A and B" at token `i`; empty where one person holds the office."""
        k = i + 2 if i + 2 < limit and self.tokens[i].low == "," and self.tokens[i + 1].low == "the" else i + 1
        office = office_at(self.tokens, k) if i < limit and self.tokens[i].low == "," else None
        if office is None or not office.words.endswith("s") or not office.level:
            return ()
        owners, _ = self.owners(office.after, limit)
        return owners if len(owners) > 1 else ()

    def share_out(self, owners: tuple[str, ...], first: int) -> str:
        """Give each of the persons named one after the other his own of the owners; the last one is returned."""
        start = first
        for mention, owner in zip(reversed(self.actors), reversed(owners[:-1]), strict=False):
            gap = {t.low for t in self.tokens[mention.after : start]}
            person = self.register.by_name.get(mention.person or "")
            if person is None or not gap <= {"and", ","}:
                break
            person.actor = person.actor or owner
            start = mention.first
        return owners[-1]

    def served(self, i: int, limit: int) -> str | None:
        """For whom the person right before token `i` "signed for Khartoum" or "led the Houthi delegation"."""
        if i + 2 >= limit or self.tokens[i].kind != "word":
            return None
        if self.tokens[i].low in word_set("persons:acted_for", "syntax_word_sets"):
            k = i + 3 if [t.low for t in self.tokens[i + 1 : i + 3]] == ["on", "behalf"] else i + 1
            owners, _ = self.owners(k, limit)
            return owners[0] if len(owners) == 1 else None
        if self.tokens[i].low not in word_set("persons:led_team", "syntax_word_sets"):
            return None
        k = i + 2 if self.tokens[i + 1].low == "the" else i + 1
        hit = self.hits.get(k)
        team = office_ahead(self.tokens, hit.after + (self.tokens[hit.after].low == "'s"), self.hits, False) if (
            hit is not None and hit.after < limit
        ) else None  # fmt: skip
        alias = self.alias_of(hit) if hit is not None and team is not None and team.noun == "delegation" else None
        return actor_name(alias.actor_id) if alias is not None else None

    def apposition(self, i: int, limit: int) -> tuple[str | None, str, str]:
        """Actor, level and class told by what stands between commas after a name."""
        name, level, noun = None, "", ""
        if i >= len(self.tokens):
            return name, level, noun
        k = i
        stop = min(limit, i + _APPOSITION)
        if self.tokens[i].low in word_set("who:auxiliaries", "syntax_word_sets"):
            # "the two envoys, Ana Lopez and Omar Said, had …": the comma closes what was put in
            return name, level, noun
        while k < stop and self.tokens[k].low not in (",", ".", ";", "said", "says", "told", "and"):
            if name is None and (hit := self.hits.get(k)) is not None and (alias := self.alias_of(hit)) is not None:
                name = actor_name(alias.actor_id)
                k = hit.after
                continue
            if name is None and self.tokens[k].text in self.groups:
                name = self.groups[self.tokens[k].text]
            if name is None and self.tokens[k].is_capital and self.tokens[k].kind == "word":
                known = self.register.called(self.tokens[k])
                name = known.actor if known is not None else None
            if name is None and noun and self.tokens[k].low == "of":
                # "Personal Envoy of the Secretary-General"
                owners, _ = self.owners(k, stop)
                name = owners[0] if len(owners) == 1 else None
            office = office_at(self.tokens, k)
            if office is not None and office.noun not in NO_NOUN:
                if not noun:
                    level, noun = office.level, office.noun
                k = office.after
                continue
            k += 1
        opens = self.tokens[i].low in ("the", "a", "an", "who", "his", "its", "her") or i in self.hits or bool(noun)
        return (name if noun else None, level, noun) if opens else (None, "", "")

    def settle_loose(self) -> None:
        """Single capital words: persons of the register by surname or first name."""
        for first, after in self.loose:
            joined = any(t.low == "-" for t in self.tokens[first:after])
            for k in range(after - 1, first - 1, -1):
                person = self.register.called(self.tokens[k]) if self.tokens[k].kind == "word" else None
                if person is not None and self.tokens[k].low not in words("function_words"):
                    start = k if joined or after - first >= 4 else first
                    end = k + 1 if joined else after
                    self.actors.append(Mention(start, end, (), person=person.name, noun="person"))
                    if not joined:
                        break

    def settle_offices(self) -> None:
        """Presidents and ministers without a country: of the country that the report is written from, else of the
        state that it names most and that has no such holder yet."""
        here = self.here()
        states = [actor_name(i) for i, _ in self.strong.most_common() if actor(i).kind in ("state", "government_body")]
        home = next(
            (
                actor_name(i)
                for i in self.strong
                if here is not None and actor(i).country_code == here.country and actor(i).kind == "state"
            ),
            None,
        )
        holders = {(p.noun, p.actor) for p in self.register.by_name.values() if p.actor}
        for person in dict.fromkeys(self.register.by_name.values()):
            if person.actor is None:
                told = listed_among(person.name, self.published, states)
                if told is not None:
                    person.actor, person.level = told.actor, person.level or told.level
            if (
                person.actor is None
                and person.noun in ("leader", "minister")
                and person.level in ("head_of_state", "minister")
            ):
                order = [home, *states[:2]] if home in states[:2] else states[:2]
                free = [
                    s
                    for s in order
                    if s is not None and (person.level == "minister" or (person.noun, s) not in holders)
                ]
                if free:
                    person.actor = free[0]
                    holders.add((person.noun, free[0]))

    def here(self) -> PlaceMention | None:
        """The place that "here" means: that of the dateline, or of a heading that opens with it ("BISHKEK, 18 May")."""
        spans = [self.prose.dateline] if self.prose.dateline is not None else self._dated_headings()
        for first, after in spans:
            for i in range(first, after):
                hit = self.hits.get(i)
                if hit is not None and hit.places and (found := where.mention_of(hit)) is not None:
                    return found
        return None

    def _dated_headings(self) -> list[tuple[int, int]]:
        """Openings of the first lines that are a place, a comma and a day."""
        found = []
        for sentence in self.prose.sentences[:_OPENING_LINES]:
            if sentence.zone == RUNNING or sentence.after - sentence.first > _DATED_HEADING:
                continue
            hit = self.hits.get(sentence.first)
            tail = self.tokens[hit.after : sentence.after] if hit is not None else ()
            if hit is not None and tail and tail[0].low == "," and any(t.kind == "number" for t in tail):
                found.append((hit.first, hit.after))
        return found
