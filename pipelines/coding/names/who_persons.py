"""Who, persons: persons with whom they represent.

Belongs here: persons and their appositions, and what is only settled at the end (surnames, presidents without a
country).
Does not belong here: the walk over the tokens (`who`).
"""

from functools import cache

from pipelines.coding.names import where
from pipelines.coding.names.gazetteer import actor_name
from pipelines.coding.names.listed_persons import listed, listed_among
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.names.office import office_ahead, office_at
from pipelines.coding.names.persons import full_name, is_person_shape, name_run, surname_key
from pipelines.coding.names.who_names import NameWalk
from pipelines.coding.text.prose import RUNNING
from pipelines.coding.text.word_scan import lexicon_rows, word_set
from pipelines.coding.text.word_tables import words
from pipelines.reference.actors import actor, actor_id_for

_APPOSITION = 16
#: How many words may stand between "whose" and an office ("whose long-serving chief negotiator").
_DESCRIBED = 4
PAST_OFFICE = frozenset(("former", "ex", "onetime", "erstwhile"))
#: A place and a day as a heading stand within the first lines, in few words.
_OPENING_LINES = 3
#: How many tokens stand before the city of a heading.
_LABEL = 5
_DATED_HEADING = 14


#: After what no whole of a side is told: another verb, or a part that goes its own way.
_NO_SERVICE = frozenset(
    (
        "was",
        "is",
        "were",
        "are",
        "has",
        "had",
        "said",
        "says",
        "told",
        "that",
        "who",
        "which",
        "against",
        "wing",
        "faction",
        "branch",
        "part",
        "half",
        "breakaway",
        "splinter",
        "rump",
        "dissident",
        "dissidents",
        "rival",
    )
)


@cache
def serving_verbs() -> dict[str, dict[str, str]]:
    """What one does for whom he represents, by each form that follows "who"."""
    return {row["verb"]: row for row in lexicon_rows("serving_verbs")}


NO_NOUN = frozenset(("people", "media", "capital"))


class PersonWalk(NameWalk):
    """What the walk asks of persons."""

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
        if name is None and first:
            name = self.whose_antecedent(first, start)
        if name is not None and first and self.tokens[first - 1].low in PAST_OFFICE:
            # who once governed speaks for whoever sends him now
            name, noun = None, ""
        actor_of, end = name, after
        acting = (
            end + 2 < limit and self.tokens[end].low == "," and self.tokens[end + 1].low in ("representing", "acting")
        )
        if acting and len(owners := self.acting_for(end + 1, limit)) == 1:
            actor_of = owners[0]
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
            if actor_of is None and self._is_unlisted(start, after):
                serving = self.serving(end + 1, min(limit, end + _APPOSITION))
                actor_of, level, noun = (
                    (serving[0], level or serving[1], noun or serving[2]) if serving else (None, level, noun)
                )
        if (
            noun == "mediator"
            and (known := listed(full_name(self.prose.text, self.tokens, start, after), self.published)) is not None
        ):
            # "João Lourenço, the African Union's mediator": he represents his country as well
            actor_of, level = known.actor, known.level
        spelled = full_name(self.prose.text, self.tokens, start, after)
        person = self.register.add(spelled, surname_key(self.tokens, start, after), actor_of, level, noun, start)
        person.heads_team = person.heads_team or self.is_head_of_team(first, start, end, limit)
        self.actors.append(Mention(first, end, (), person=person.name, noun="person", level=level))
        return end

    def whose_antecedent(self, first: int, start: int) -> str | None:
        """The group of "the KNU, whose chairman Mutu Say Poe says": the one named right before "whose"."""
        k = first - 1
        while k > 0 and first - k <= _DESCRIBED and self.tokens[k].low != "whose" and self.tokens[k].kind == "word":
            k -= 1
        if start == first or self.tokens[k].low != "whose" or not self.actors:
            return None
        owner = self.actors[-1]
        between = {t.low for t in self.tokens[owner.after : k]}
        return owner.actors[0] if len(owner.actors) == 1 and between <= {",", ")"} else None

    def is_head_of_team(self, first: int, start: int, end: int, limit: int) -> bool:
        """Whether the words before a name, or those in apposition, make a "chief negotiator" or "head of the team"."""
        told = {t.low for t in self.tokens[first:start]}
        if end < limit and self.tokens[end].low == ",":
            for token in self.tokens[end + 1 : min(limit, end + _APPOSITION)]:
                if token.low in (",", ".", ";"):
                    break
                told.add(token.low)
        heading, teams = (word_set(f"persons:{name}", "syntax_word_sets") for name in ("heading", "teams"))
        return bool(told & heading) and bool(told & teams)

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

    def acting_for(self, i: int, limit: int) -> tuple[str, ...]:
        """The actors of "representing the East African Community", "acting for the bloc" at token `i`."""
        k = i + 1
        while k < limit and self.tokens[k].low in ("on", "behalf") and k - i <= len(("on", "behalf")):
            k += 1
        return self.owners(i if k == i + 1 and self.tokens[i].low == "representing" else k, limit)[0]

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

    def _is_unlisted(self, start: int, after: int) -> bool:
        return listed(full_name(self.prose.text, self.tokens, start, after), self.published) is None

    def serving(self, i: int, limit: int) -> tuple[str, str, str] | None:
        """Actor, level and class of ", who commands the MNDAA", ", who advises the president" from the verb on."""
        told = i + 1 < limit and self.tokens[i].low == "who"
        verb = serving_verbs().get(self.tokens[i + 1].low) if told else None
        if verb is None:
            return None
        for k in range(i + 2, limit):
            token = self.tokens[k]
            if token.low in (",", ".", ";", ":", "and") or token.low in _NO_SERVICE:
                return None
            hit = self.hits.get(k)
            if hit is not None and hit.after < limit and self.tokens[hit.after].low == "-":
                # "the Tripoli-based government"
                continue
            alias = self.alias_of(hit) if hit is not None else None
            if hit is not None and alias is not None:
                whole = hit.after >= limit or self.tokens[hit.after].low in (",", ".", ";")
                own = whole and actor(alias.actor_id).kind in ("armed_group", "party")
                heads = verb["level"] == "head" and own
                level = "head_of_state" if heads else verb["level"].replace("head", "")
                return actor_name(alias.actor_id), level, "leader" if heads else verb["noun"]
            if token.text in self.groups:
                return self.groups[token.text], "", verb["noun"]
            known = self.register.called(token) if token.is_capital and token.kind == "word" else None
            if known is not None and known.actor is not None:
                return known.actor, verb["level"].replace("head", ""), verb["noun"]
        return None

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
                if not noun and self._is_another(office.after, limit):
                    return None, "", ""
                if not noun:
                    level, noun = office.level, office.noun
                k = office.after
                continue
            k += 1
        opens = self.tokens[i].low in ("the", "a", "an", "who", "his", "its", "her") or i in self.hits or bool(noun)
        return (name if noun else None, level, noun) if opens else (None, "", "")

    def _is_another(self, after: int, limit: int) -> bool:
        """Whether a name stands right behind an office: "…, the American envoy Tom Barrack" is another person."""
        run = name_run(self.tokens, after, self.hits, limit)
        return run > after and is_person_shape(self.tokens, after, run)

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
        # a report on groups of one country speaks of its ministers rather than of a host's
        states.sort(key=lambda s: not self.has_group(s))
        if states and self.has_group(states[0]):
            home = None
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

    def has_group(self, state: str) -> bool:
        """Whether the report names a group or party of the state's own country."""
        country = actor(actor_id_for(state)).country_code
        return any(
            actor(i).kind in ("armed_group", "party") and actor(i).country_code == country and country
            for i in self.strong
        )

    def here(self) -> PlaceMention | None:
        """The place that "here" means: that of the dateline, or of a heading that opens with it ("BISHKEK, 18 May")."""
        spans = [self.prose.dateline] if self.prose.dateline is not None else self._dated_headings()
        for first, after in spans:
            for i in range(first, after):
                hit = self.hits.get(i)
                if hit is not None and hit.places and (found := where.mention_of(hit)) is not None:
                    return found
            hit = self.hits.get(first)
            if hit is not None and hit.aliases:
                # "UNITED NATIONS, 9 August": an organisation's seat
                return where.capital_of(hit.aliases[0].actor_id, hit.first, hit.after)
        return None

    def _dated_headings(self) -> list[tuple[int, int]]:
        """Openings of the first lines that are a place, a comma and a day."""
        found = []
        for sentence in self.prose.sentences[:_OPENING_LINES]:
            if sentence.zone == RUNNING or sentence.after - sentence.first > _DATED_HEADING:
                continue
            # "Press statement, Juba, 28 March 2021"
            opening = range(sentence.first, min(sentence.after, sentence.first + _LABEL))
            behind = (self.hits[i] for i in opening if i in self.hits and self.tokens[i - 1].low == ",")
            hit = self.hits.get(sentence.first) or next(behind, None)
            tail = self.tokens[hit.after : sentence.after] if hit is not None else ()
            if hit is not None and tail and tail[0].low == "," and any(t.kind == "number" for t in tail):
                found.append((hit.first, hit.after))
        return found
