"""Who: every actor, office and person named in a report, and the places, in one walk over its tokens.

Belongs here: which names stand together with which office, whom a person represents, what is left to resolve ("the
two sides", "they").
Does not belong here: what the unresolved ones mean in their place (`report.focus`).
"""

from collections.abc import Set
from datetime import date
from functools import cache, cached_property
from itertools import compress
from operator import attrgetter, or_

from pipelines.coding.names import where
from pipelines.coding.names.gazetteer import Hit, actor_name
from pipelines.coding.names.mention import BODIES, Cast, Mention, Person
from pipelines.coding.names.office import Office, office_ahead, title_at
from pipelines.coding.names.persons import (
    full_name,
    is_person_shape,
    name_run,
    title_or_office,
)  # fmt: skip
from pipelines.coding.names.unknown_groups import acronym_in_brackets, acronym_in_list, group_at
from pipelines.coding.names.unknown_places import place_at
from pipelines.coding.names.who_collectives import openers
from pipelines.coding.names.who_offices import OfficeWalk
from pipelines.coding.names.who_persons import NO_NOUN, PAST_OFFICE
from pipelines.coding.text.prose import FURNITURE, Prose
from pipelines.coding.text.word_scan import word_set
from pipelines.coding.text.word_tables import phrases, words
from pipelines.reference.actors import ActorAlias
from pipelines.reference.persons import persons_called

_LOW, _IS_CAPITAL = attrgetter("low"), attrgetter("is_capital")
#: How many words a surname has.
_SURNAME = 2
#: Offices that one person holds.
_HELD_BY_ONE = frozenset(("leader", "minister", "envoy"))
_COUNTRY = ("name", "acronym", "variant")
_PLURAL = frozenset(("they", "them", "both", "each", "neither"))
_PRONOUNS = _PLURAL | {"he", "she", "it"}


#: What is a state's government where a capital follows: "the authorities in Khartoum".
_GOVERNING = frozenset(("government", "authorities", "administration", "regime", "leadership"))


@cache
def _plural_actors() -> Set[str]:
    return phrases("plural_actors", "words").by_first.keys()


@cache
def _for_both() -> Set[str]:
    """Words that one for both sides together can begin with."""
    return openers() | {"each"}


@cache
def _opening_words() -> frozenset[str]:
    """Words without a capital that a mention can begin with; most words of a text are told apart by this alone."""
    offices = phrases("actor_nouns", "noun").by_first
    return openers() | _PRONOUNS | offices.keys() | {"al", "latter", "former"}


class _Walk(OfficeWalk):
    """State of one walk; `read_cast` is its only user."""

    def walk(self) -> Cast:
        for sentence in self.prose.sentences:
            if sentence.zone == FURNITURE:
                continue
            free = sentence.first
            if self.prose.dateline is not None and self.prose.dateline[0] == free:
                # where a report was written is no actor ("SEOUL - ")
                free = self.prose.dateline[1]
            for i in self._openings(free, sentence.after):
                if i >= free:
                    free = self.step(i, sentence.first, sentence.after)
        self.settle_loose()
        self.settle_offices()
        self.actors.sort(key=lambda m: (m.first, -m.after))
        self.places.sort(key=lambda p: p.first)
        return Cast(tuple(self.actors), tuple(self.places), self.here(), self.register.by_name)

    def _openings(self, first: int, after: int) -> list[int]:
        """Tokens at which a mention can begin: capitals, words that open one, listed names."""
        here, opening = self.tokens[first:after], _opening_words()
        can_open = map(or_, map(_IS_CAPITAL, here), map(opening.__contains__, map(_LOW, here)))
        found = list(compress(range(first, after), can_open))
        small = [i for i in self.small_hits if first <= i < after]
        return sorted({*found, *small}) if small else found

    @cached_property
    def small_hits(self) -> list[int]:
        """Tokens without a capital at which listed names begin ("al-Qaida")."""
        return [i for i in self.hits if not self.tokens[i].is_capital]

    def step(self, i: int, first: int, limit: int) -> int:
        if self.tokens[i].low in _plural_actors() and (after := self.several(i, limit)):
            return after
        hit = self.hits.get(i)
        if hit is not None and not hit.aliases and self.opens_person(i, limit):
            # "Hun Sen", where Hun is a town too
            return self.person(i, i, i + _SURNAME, None, "", "", limit)
        if hit is not None:
            after = self.at_hit(hit, first, limit)
            if after > i:
                return after
        token = self.tokens[i]
        if token.kind != "word":
            return i + 1
        if token.low in _for_both() and (collective := self.collective(i, limit)):
            return collective
        if token.is_capital and token.low not in _PRONOUNS:
            group = group_at(self.tokens, i, self.hits, limit) if i not in self.hits else None
            if group is not None and not title_or_office(self.tokens, i, self.hits):
                name, long, after = group
                name = self.short_form(long) or name
                self.groups[name] = name
                self.groups[long] = name
                self.actors.append(Mention(i, after, (name,), noun="name"))
                return after
            if token.text not in self.groups and (short := acronym_in_list(self.tokens, i, self.hits, limit)):
                self.groups[short] = short
            if token.text in self.groups and len(token.text) > 1:
                return self.named(i, i + 1, (self.groups[token.text],), limit)
        titled = title_or_office(self.tokens, i, self.hits)
        if titled is not None:
            return self.at_office(i, titled, (), limit)
        is_these = token.low == "these" and self._is_these(i, first)
        if (token.is_capital and token.low not in _PRONOUNS and not is_these) or (
            token.low == "al" and i + 2 < limit and self.tokens[i + 1].low == "-"
        ):
            return self.at_capital(i, first, limit)
        pronoun = "they" if is_these else token.low
        if token.low in ("latter", "former") and self.is_one_of_two(i, limit):
            self.actors.append(Mention(i, i + 1, (), noun="pronoun", head=token.low))
        if pronoun in _PRONOUNS:
            self.actors.append(Mention(i, i + 1, (), noun="pronoun", head=pronoun, plural=pronoun in _PLURAL))
        return i + 1

    def is_one_of_two(self, i: int, limit: int) -> bool:
        """Whether "the latter" or "the former" at token `i` stands for one of two named before: no noun follows."""
        if i == 0 or self.tokens[i - 1].low != "the":
            return False
        follower = self.tokens[i + 1] if i + 1 < limit else None
        if follower is None or follower.kind == "sign":
            return True
        return (
            follower.low in words("function_words") or follower.low in words("pair_verbs") or follower.low[-2:] == "ed"
        )

    def _is_these(self, i: int, first: int) -> bool:
        """Whether "these" stands for those just named: it opens a sentence, and an auxiliary follows."""
        follower = self.tokens[i + 1].low if i + 1 < len(self.tokens) else ""
        return i == first and follower in word_set("who:auxiliaries", "syntax_word_sets")

    def opens_person(self, i: int, limit: int) -> bool:
        """Whether two capital words at token `i` are the full name of a listed person."""
        if i + 1 >= limit or not self.tokens[i + 1].is_capital or i + 1 in self.hits:
            return False
        return bool(persons_called(full_name(self.prose.text, self.tokens, i, i + _SURNAME)))

    def at_hit(self, hit: Hit, first: int, limit: int) -> int:
        alias = self.alias_of(hit)
        joined = self.previous is not None and self.previous.after > first
        previous, flag = (self.previous, self.previous_is_place) if joined else (None, False)
        as_place = where.is_place(self.tokens, hit, first, previous, flag)
        self.previous, self.previous_is_place = hit, as_place
        if alias is None and not hit.places:
            return hit.first
        if as_place or alias is None:
            return self.at_place(hit, limit)
        if alias.kind in ("demonym", "demonym_plural") and hit.after < limit:
            return self.at_demonym(hit, alias, limit)
        return self.named(hit.first, hit.after, (actor_name(alias.actor_id),), limit, alias)

    def at_place(self, hit: Hit, limit: int) -> int:
        mention = where.mention_of(hit)
        if mention is None:
            return hit.after
        after = hit.after
        country = self.hits.get(after + 1) if after + 1 < limit and self.tokens[after].low == "," else None
        apart = any(p.kind == "country" for p in hit.places)  # "Russia, Turkey" are two
        apart = apart or (country is not None and self.tokens[min(country.after, limit - 1)].low == "'s")
        if country is not None and not apart and (country.places or any(a.kind in _COUNTRY for a in country.aliases)):
            mention = where.narrowed(mention, hit, country)
            after = country.after
        self.places.append(mention)
        return after

    def at_demonym(self, hit: Hit, alias: ActorAlias, limit: int) -> int:
        names: tuple[str, ...] = (actor_name(alias.actor_id),)
        office = office_ahead(self.tokens, hit.after, self.hits, True)
        if office is None or office.after > limit:
            plural = any(a.kind == "demonym_plural" for a in hit.aliases)
            follower = self.tokens[hit.after]
            # "the Serb and the Kosovar": whoever speaks for them
            one = hit.first > 0 and self.tokens[hit.first - 1].low == "the" and not follower.is_capital
            bare = (plural or one) and (
                follower.kind != "word"
                or follower.low in words("function_words")
                or follower.low.endswith("ed")
                or follower.low in ("said", "say", "want", "met", "hold", "held")
            )
            self.actors.append(Mention(hit.first, hit.after, names, noun="name" if bare else "adjective"))
            return hit.after
        if office.noun == "capital":
            place = where.capital_of(alias.actor_id, hit.first, office.after)
            if place is not None:
                self.places.append(self.as_reported(place))
            return office.after
        if office.noun in NO_NOUN:
            self.actors.append(Mention(hit.first, hit.after, names, noun="adjective"))
            return hit.after
        if any(k in self.hits for k in range(hit.after, office.first)):
            # "Russian and Ukrainian negotiators": the noun belongs to each
            self.actors.append(
                Mention(hit.first, hit.after, names, noun=office.noun, level=office.level, head=office.words)
            )
            return hit.after
        names = self.whose(names, alias, office)
        return self.at_office(hit.first, (office.after, office.noun, office.level), names, limit, office)

    def named(self, first: int, after: int, names: tuple[str, ...], limit: int, alias: ActorAlias | None = None) -> int:
        """A bare name, with its acronym in brackets, its possessive, and the office that goes with it."""
        bracket = acronym_in_brackets(self.tokens, after)
        if bracket is not None and after + 1 < len(self.tokens):
            inner = self.hits.get(after + 1)
            if inner is None or (inner.aliases and actor_name(inner.aliases[0].actor_id) in names):
                self.groups.setdefault(bracket[0], names[0])
                after = bracket[1]
        after = self._over_country(after, alias, limit)
        start = after
        own = start < limit and (
            self.tokens[start].low == "'s"
            or (self.tokens[start].low in ("'", "’") and self.tokens[start - 1].text.endswith("s"))
        )
        if own:
            start += 1
        office = (
            office_ahead(self.tokens, start, self.hits, False) if start < limit and start not in self.hits else None
        )
        if office is not None and office.after <= limit and office.noun not in ("media", "people"):
            if office.noun == "capital":
                if own and alias is not None and (place := where.capital_of(alias.actor_id, first, office.after)):
                    self.places.append(place)
                    return office.after
            elif own or all(self.tokens[k].kind == "word" for k in range(start, office.first)):
                names = self.whose(names, alias, office) if alias is not None else names
                return self.at_office(first, (office.after, office.noun, office.level), names, limit, office)
        if not own and alias is not None and alias.kind in ("variant", "body"):
            # "UN Secretary-General X", "Sudan's army chief X": the listed name holds the office, a person follows
            run = name_run(self.tokens, after, self.hits, limit)
            if run > after and is_person_shape(self.tokens, after, run):
                return self.person(first, after, run, names[0], "", "", limit)
        if alias is not None and not own and self.names_member(after, alias):
            # "the Tuareg rebels of the ORA" are that group
            return after
        self.actors.append(Mention(first, after, names, noun="owner" if own else "name"))
        return after

    def person(self, first: int, start: int, after: int, name: str | None, level: str, noun: str, limit: int) -> int:
        """A person; before a possessive only whose the office is ("the Pope's envoy, Ana Lopez")."""
        end = super().person(first, start, after, name, level, noun, limit)
        known = self.register.by_name.get(self.actors[-1].person or "")
        office = self.owned_office(end, limit) if known is not None and known.actor else None
        if known is None or known.actor is None or office is None:
            return end
        self.actors.pop()
        return self.at_office(first, (office.after, office.noun, office.level), (known.actor,), limit, office)

    # -- offices and persons -----------------------------------------------------------------------
    def at_office(
        self, first: int, titled: tuple[int, str, str], names: tuple[str, ...], limit: int, office: Office | None = None
    ) -> int:
        """An office, with the actors after "of" or "for" and the person's name that follows."""
        after, noun, level = titled
        further = title_or_office(self.tokens, after, self.hits)
        if further is not None:
            after, level = further[0], level or further[2]
            noun = noun if noun not in ("plain", "") else further[1]
        head = office.words if office is not None else " ".join(t.low for t in self.tokens[first:after])
        run = name_run(self.tokens, after, self.hits, limit)
        if run > after and noun not in NO_NOUN and self._can_be_titled(after, run):
            if any(t.low in PAST_OFFICE for t in self.tokens[first:after]):
                # who once governed speaks for whoever sends him now
                names, noun = (), ""
            return self.person(first, after, run, names[0] if names else None, level, noun, limit)
        if noun == "plain" or noun in NO_NOUN or (not names and self.names_follow(after)):
            return after
        actors, end = names, after
        if not names and not (noun == "government" and after < limit and self.tokens[after].low == ","):
            # "Government, MEF and IFM" is a list, "the guarantors, Norway and Cuba," is none
            actors, end = self.owners(after, limit)
        if not actors and noun == "government" and self.tokens[after - 1].low in _GOVERNING:
            actors, end = self.seated(after, limit)
        if not actors and after + 1 < limit and self.tokens[after].low in ("of", "from") and noun != "government":
            # "officers of the two sides", "negotiators from both camps"
            both = self.collective(after + 1, limit)
            if both:
                sides = self.actors.pop()
                told = Mention(first, both, sides.actors, None, "collective", level, sides.count, head, True)
                self.actors.append(told)
                return both
        if not actors and (inner := self.inner_role(after, limit)) is not None:
            # "representatives of fourteen armed groups", "commanders of the rebels"
            role = Mention(first, inner.after, (), noun=inner.noun, level=level, head=inner.words, plural=True)
            self.actors.append(role)
            return inner.after
        if not actors and "general" in head and "secretary" in head and self.tokens[first].is_capital:
            # "the Secretary-General" without more is that of the United Nations
            actors = ("United Nations",)
        if names and end < limit and self.tokens[end].low == "'s" and noun in BODIES:
            # "the Congolese government's chief negotiator"
            inner = office_ahead(self.tokens, end + 1, self.hits, False)
            if inner is not None and inner.after <= limit and inner.noun not in NO_NOUN:
                return self.at_office(first, (inner.after, inner.noun, inner.level), names, limit, inner)
        plural = head.endswith("s") or len(actors) > 1
        if not actors and noun == "military" and first and self.tokens[first - 1].kind == "number":
            return end
        if noun == "armed" and not names and first and self.tokens[first - 1].low in words("number_words"):
            # "four rebel groups"
            first -= 1
        self.actors.append(Mention(first, end, actors, noun=noun, level=level, head=head, plural=plural))
        aside = self.hits.get(end + 1) if names and end < limit and self.tokens[end].low == "for" else None
        close = aside.after if aside is not None else end
        if close >= limit or self.tokens[close].low != ",":
            return end
        # "the Prime Minister, Ana Lopez, …", "the Pope's envoy for Ukraine, Cardinal Omar Said, …"
        title = title_at(self.tokens, close + 1)
        start = title.after if title is not None else close + 1
        run = name_run(self.tokens, start, self.hits, limit)
        if run > start and is_person_shape(self.tokens, start, run) and not head.endswith("s") and noun not in BODIES:
            closed = run < limit and self.tokens[run].low == ","
            one = noun in _HELD_BY_ONE or head.split()[-1] in word_set("who:chiefs", "syntax_word_sets")
            if len(actors) == 1 or (not actors and closed and one):
                return self.person(first, start, run, actors[0] if actors else None, level, noun, limit)
        return end

    def _can_be_titled(self, first: int, after: int) -> bool:
        """Whether capital words after a title are a name: none of an institution's words, no opener of a sentence."""
        capitals = [t for t in self.tokens[first:after] if t.is_capital]
        return (
            bool(capitals)
            and not any(t.low in words("not_person_words") for t in capitals)
            and capitals[0].low not in words("function_words")
        )

    def at_capital(self, i: int, first: int, limit: int) -> int:
        start = i
        if i == first and self.tokens[i].low in words("function_words"):
            return i + 1
        run = name_run(self.tokens, start, self.hits, limit)
        if run <= start:
            return i + 1
        office = self.owned_office(run, limit) if run - start <= _SURNAME else None
        owner = self.register.called(self.tokens[run - 1]) if office is not None else None
        if owner is not None and owner.actor and office is not None:
            # "Putin's aide"
            return self.at_office(i, (office.after, office.noun, office.level), (owner.actor,), limit, office)
        known = self._is_known(start, run)
        place = None if known else place_at(self.tokens, start, run, self.hits, limit, self.countries)
        if place is not None:
            self.places.append(place)
            return run
        compound = run - start == 3 and self.tokens[start + 1].low == "-"
        if is_person_shape(self.tokens, start, run) and not compound:
            return self.person(start, start, run, None, "", "", limit)
        self.loose.append((start, run))
        return run

    def _is_known(self, first: int, after: int) -> bool:
        """Whether capital words name a person or group that the report has introduced."""
        last = self.tokens[after - 1]
        named = last.key in self.register.by_surname or last.text in self.groups
        return named or persons_called(full_name(self.prose.text, self.tokens, first, after), self.published) != ()


def read_cast(prose: Prose, published: date) -> Cast:
    """Actors, persons and places of a report, in order."""
    cast = _Walk(prose, published).walk()
    resolved = tuple(_with_person(m, cast.persons) for m in cast.actors)
    return Cast(resolved, cast.places, cast.here, cast.persons)


def _with_person(mention: Mention, persons: dict[str, Person]) -> Mention:
    """Persons speak with the longest name and for the actor that any of the mentions tells."""
    if mention.person is None:
        return mention
    person = persons.get(mention.person)
    if person is None:
        return mention
    actors = (person.actor,) if person.actor else ()
    return Mention(
        mention.first, mention.after, actors, person.name, "person", person.level or mention.level, 1, person.noun
    )
