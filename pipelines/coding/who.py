"""Who: every actor, office and person named in a report, and the places, in one walk over its tokens.

Belongs here: which names stand together with which office, whom a person represents, what is left to resolve ("the
two sides", "they").
Does not belong here: what the unresolved ones mean in their place (`focus`).
"""

from collections import Counter
from datetime import date
from functools import cache

from pipelines.coding import where
from pipelines.coding.gazetteer import Hit, actor_name, find_hits
from pipelines.coding.listed_persons import listed, listed_among
from pipelines.coding.mention import Cast, Mention, Person, PlaceMention
from pipelines.coding.office import Office, office_ahead, office_at
from pipelines.coding.persons import (
    Register,
    full_name,
    is_person_shape,
    name_run,
    surname_key,
    title_or_office,
)  # fmt: skip
from pipelines.coding.prose import FURNITURE, Prose
from pipelines.coding.unknown_groups import acronym_in_brackets, group_at
from pipelines.coding.word_scan import word_set
from pipelines.coding.word_tables import phrases, words
from pipelines.reference.actors import ActorAlias, actor
from pipelines.reference.processes import counterparts

_PRONOUNS = frozenset(["they", "them", "both", "each", "neither", "he", "she", "it"])
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


@cache
def _openers() -> frozenset[str]:
    return word_set("who:openers", "syntax_word_sets")


_NO_NOUN = frozenset(("people", "media", "capital"))
_APPOSITION = 16


class _Walk:
    """State of one walk; `read_cast` is its only user."""

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

    def _presence(self, alias: ActorAlias) -> tuple[int, int]:
        """How much a report speaks of an actor, then of those that it has negotiated with."""
        partners = counterparts().get(alias.actor_id, frozenset())
        return self.strong[alias.actor_id], sum(self.strong[partner] for partner in partners)

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

    def walk(self) -> Cast:
        for sentence in self.prose.sentences:
            if sentence.zone == FURNITURE:
                continue
            i = sentence.first
            while i < sentence.after:
                i = self.step(i, sentence.first, sentence.after)
        self._settle_loose()
        self._settle_offices()
        self.actors.sort(key=lambda m: (m.first, -m.after))
        self.places.sort(key=lambda p: p.first)
        return Cast(tuple(self.actors), tuple(self.places), self._here(), self.register.by_name)

    def step(self, i: int, first: int, limit: int) -> int:
        hit = self.hits.get(i)
        if hit is not None:
            after = self.at_hit(hit, first, limit)
            if after > i:
                return after
        token = self.tokens[i]
        if token.kind != "word":
            return i + 1
        collective = self.collective(i, limit)
        if collective:
            return collective
        if token.is_capital:
            group = group_at(self.tokens, i, self.hits, limit) if i not in self.hits else None
            if group is not None and not title_or_office(self.tokens, i, self.hits):
                name, long, after = group
                self.groups[name] = name
                self.groups[long] = name
                self.actors.append(Mention(i, after, (name,), noun="name"))
                return after
            if token.text in self.groups and len(token.text) > 1:
                return self.named(i, i + 1, (self.groups[token.text],), limit)
        titled = title_or_office(self.tokens, i, self.hits)
        if titled is not None:
            return self.at_office(i, titled, (), limit)
        if token.is_capital or (token.low == "al" and i + 2 < limit and self.tokens[i + 1].low == "-"):
            return self.at_capital(i, first, limit)
        if token.low in _PRONOUNS:
            self.actors.append(
                Mention(
                    i,
                    i + 1,
                    (),
                    noun="pronoun",
                    head=token.low,
                    plural=token.low in ("they", "them", "both", "each", "neither"),
                )
            )
        return i + 1

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
        if after + 1 < limit and self.tokens[after].low == "," and (country := self.hits.get(after + 1)) is not None:
            if any(a.kind in ("name", "acronym", "variant") for a in country.aliases) or country.places:
                mention = where.narrowed(mention, hit, country)
                after = country.after
        self.places.append(mention)
        return after

    def at_demonym(self, hit: Hit, alias: ActorAlias, limit: int) -> int:
        names = (actor_name(alias.actor_id),)
        office = office_ahead(self.tokens, hit.after, self.hits, True)
        if office is None or office.after > limit:
            plural = any(a.kind == "demonym_plural" for a in hit.aliases)
            follower = self.tokens[hit.after]
            bare = plural and (
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
                self.places.append(place)
            return office.after
        if office.noun in _NO_NOUN:
            self.actors.append(Mention(hit.first, hit.after, names, noun="adjective"))
            return hit.after
        if any(k in self.hits for k in range(hit.after, office.first)):
            # "Russian and Ukrainian negotiators": the noun belongs to each
            self.actors.append(
                Mention(hit.first, hit.after, names, noun=office.noun, level=office.level, head=office.words)
            )
            return hit.after
        return self.at_office(hit.first, (office.after, office.noun, office.level), names, limit, office)

    def named(self, first: int, after: int, names: tuple[str, ...], limit: int, alias: ActorAlias | None = None) -> int:
        """A bare name, with its acronym in brackets, its possessive, and the office that goes with it."""
        bracket = acronym_in_brackets(self.tokens, after)
        if bracket is not None and after + 1 < len(self.tokens):
            inner = self.hits.get(after + 1)
            if inner is None or (inner.aliases and actor_name(inner.aliases[0].actor_id) in names):
                self.groups.setdefault(bracket[0], names[0])
                after = bracket[1]
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
                return self.at_office(first, (office.after, office.noun, office.level), names, limit, office)
        self.actors.append(Mention(first, after, names, noun="owner" if own else "name"))
        return after

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
        if run > after and noun not in _NO_NOUN and self._can_be_titled(after, run):
            return self.person(first, after, run, names[0] if names else None, level, noun, limit)
        if noun == "plain" or noun in _NO_NOUN or (not names and self.names_follow(after)):
            return after
        actors, end = names, after
        if not names:
            actors, end = self.owners(after, limit)
        if not actors and "general" in head and "secretary" in head and self.tokens[first].is_capital:
            # "the Secretary-General" without more is that of the United Nations
            actors = ("United Nations",)
        plural = head.endswith("s") or len(actors) > 1
        if not actors and noun == "military" and first and self.tokens[first - 1].kind == "number":
            return end
        self.actors.append(Mention(first, end, actors, noun=noun, level=level, head=head, plural=plural))
        run = name_run(self.tokens, end + 1, self.hits, limit) if end < limit and self.tokens[end].low == "," else 0
        if run > end + 1 and is_person_shape(self.tokens, end + 1, run) and len(actors) == 1 and not head.endswith("s"):
            return self.person(first, end + 1, run, actors[0], level, noun, limit)
        return end

    def names_follow(self, i: int) -> bool:
        """Whether a group's own name comes next: in "the rebel M23" the noun is no mention beside the name."""
        hit = self.hits.get(i)
        named = hit is not None and any(a.kind in ("name", "acronym", "variant") for a in hit.aliases)
        return named or (i < len(self.tokens) and self.tokens[i].text in self.groups)

    def _can_be_titled(self, first: int, after: int) -> bool:
        """Whether capital words after a title are a name: none of an institution's words, no opener of a sentence."""
        capitals = [t for t in self.tokens[first:after] if t.is_capital]
        return (
            bool(capitals)
            and not any(t.low in words("not_person_words") for t in capitals)
            and capitals[0].low not in words("function_words")
        )

    def owners(self, i: int, limit: int) -> tuple[tuple[str, ...], int]:
        """Actors of "of Armenia and Azerbaijan" or "from Germany, Italy and Britain" at token `i`."""
        if i >= limit or self.tokens[i].low not in ("of", "from", "for", "representing"):
            return (), i
        found: list[str] = []
        k = end = i + 1
        while k < limit and k - end <= 6:
            hit = self.hits.get(k)
            if hit is not None:
                alias = self.alias_of(hit)
                if alias is None or alias.kind == "demonym":
                    break
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

    def at_capital(self, i: int, first: int, limit: int) -> int:
        start = i
        if i == first and self.tokens[i].low in words("function_words"):
            return i + 1
        run = name_run(self.tokens, start, self.hits, limit)
        if run <= start:
            return i + 1
        compound = run - start == 3 and self.tokens[start + 1].low == "-"
        if is_person_shape(self.tokens, start, run) and not compound:
            return self.person(start, start, run, None, "", "", limit)
        self.loose.append((start, run))
        return run

    def _over_bracket(self, first: int, after: int, limit: int) -> int:
        """The index after the surname of "(Foreign Minister Ana) Silva", where an editor's brackets cut a name."""
        if after + 1 >= limit or self.tokens[after].low != ")" or not self.tokens[after + 1].is_capital:
            return after
        opened = any(self.tokens[k].low == "(" for k in range(max(0, first - 2), first))
        return after + 2 if opened and after + 1 not in self.hits else after

    def person(self, first: int, start: int, after: int, name: str | None, level: str, noun: str, limit: int) -> int:
        """Register the person named in tokens `start` to `after`; what follows may say whom he represents."""
        after = self._over_bracket(first, after, limit)
        actor_of, end = name, after
        if actor_of is None and end < limit and self.tokens[end].low in ("of", "for", "from"):
            owners, end_of = self.owners(end, limit)
            if len(owners) == 1:
                actor_of, end = owners[0], end_of
        if end < limit and self.tokens[end].low == "," and (actor_of is None or not level):
            told, told_level, told_noun = self.apposition(end + 1, limit)
            actor_of, level, noun = actor_of or told, level or told_level, noun or told_noun
        if (
            noun == "mediator"
            and (told := listed(full_name(self.prose.text, self.tokens, start, after), self.published)) is not None
        ):
            # "João Lourenço, the African Union's mediator": he represents his country as well
            actor_of, level = told.actor, told.level
        spelled = full_name(self.prose.text, self.tokens, start, after)
        person = self.register.add(spelled, surname_key(self.tokens, start, after), actor_of, level, noun, start)
        self.actors.append(Mention(first, end, (), person=person.name, noun="person", level=level))
        return end

    def apposition(self, i: int, limit: int) -> tuple[str | None, str, str]:
        """Actor, level and class told by what stands between commas after a name."""
        name, level, noun = None, "", ""
        k = i
        stop = min(limit, i + _APPOSITION)
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
            office = office_at(self.tokens, k)
            if office is not None and office.noun not in _NO_NOUN:
                if not noun:
                    level, noun = office.level, office.noun
                k = office.after
                continue
            k += 1
        opens = self.tokens[i].low in ("the", "a", "an", "who", "his", "its", "her") or i in self.hits or bool(noun)
        return (name if noun else None, level, noun) if opens else (None, "", "")

    def collective(self, i: int, limit: int) -> int:
        """ "the two sides", "both delegations", "the warring parties": the index after, or 0."""
        token = self.tokens[i]
        if token.low not in _openers():
            return 0
        k, count, rivals = i, 0, False
        while k < limit and k - i < 4 and self.tokens[k].low in _openers() | {"rival", "conflict"}:
            count = count or _COUNTS.get(self.tokens[k].low, 0)
            rivals = rivals or self.tokens[k].low in ("warring", "rival", "opposing", "both")
            k += 1
        if k < limit and self.tokens[k].kind == "word" and k not in self.hits:
            found = phrases("collective_nouns", "noun").longest(self.tokens, k, limit)
            if found is None and k + 1 < limit:
                found = (
                    phrases("collective_nouns", "noun").longest(self.tokens, k + 1, limit)
                    if not self.tokens[k].is_capital and self.tokens[k].low not in words("function_words") and count
                    else None
                )
            if found is not None and not title_follows(self.tokens, found[1]):
                row, after = found
                definite = (
                    count
                    or rivals
                    or row["noun"]
                    in (
                        "sides",
                        "parties",
                        "rivals",
                        "foes",
                        "enemies",
                        "neighbours",
                        "neighbors",
                        "belligerents",
                        "adversaries",
                        "signatories",
                        "delegations",
                        "delegates",
                        "negotiators",
                        "pair",
                        "duo",
                    )
                )
                if definite:
                    owners, end = self.owners(after, limit)
                    self.actors.append(
                        Mention(
                            i,
                            end,
                            owners,
                            noun="collective",
                            level=row["level"],
                            count=count or len(owners),
                            head=row["class"],
                            plural=True,
                        )
                    )
                    return end
        if count >= 2 and (
            k >= limit
            or self.tokens[k].low in (",", ".")
            or self.tokens[k].low in words("pair_verbs")
            or self.tokens[k].low.endswith("ed")
        ):
            self.actors.append(Mention(i, k, (), noun="collective", count=count, head="leaders", plural=True))
            return k
        return 0

    def _settle_loose(self) -> None:
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

    def _settle_offices(self) -> None:
        """Presidents and ministers without a country: of the country that the report is written from, else of the
        state that it names most and that has no such holder yet."""
        here = self._here()
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

    def _here(self) -> PlaceMention | None:
        """The place that "here" means: that of the dateline."""
        if self.prose.dateline is None:
            return None
        first, after = self.prose.dateline
        for i in range(first, after):
            hit = self.hits.get(i)
            if hit is not None and hit.places and (found := where.mention_of(hit)) is not None:
                return found
        return None


def title_follows(tokens: list, i: int) -> bool:
    """Whether a noun stands before a name ("the ministers Lavrov and …" is no collective)."""
    return i < len(tokens) and tokens[i].kind == "word" and tokens[i].is_capital


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
        mention.first, mention.after, actors, person.name, "person", mention.level or person.level, 1, person.noun
    )
