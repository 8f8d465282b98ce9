"""Focus: who the sides of a report's process are, and whom "they", "the government" and "the rebels" mean.

Belongs here: the main sides, the mediators, and resolving mentions without a name at a point of the text.
Does not belong here: finding mentions (`names.who`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from pipelines.coding.names.mention import AT_TABLE, Mention
from pipelines.coding.report.actor_kinds import (
    STATES,
    armed_groups_of,
    armies,
    country_of,
    is_listed_pair,
    kind_of,
    oppositions,
    state_in,
)
from pipelines.coding.report.antecedents import are_several, before, listed_subject, whom_he_means
from pipelines.coding.report.parsed_report import ParsedReport
from pipelines.coding.report.sides import MOST_ACTORS, fighting_sides, main_sides, named_pairs
from pipelines.coding.text.word_scan import lexicon_rows
from pipelines.reference.actors import actor_id_for, actors
from pipelines.reference.processes import processes_between

_OPENING = 4
_BACK = 60
#: In how many sentences before those are looked for whom "the pair" and "the three" mean.
_PAIR_BACK, _COUNT_BACK = 3, 4
_BODIES = ("name", "government", "delegation", "armed", "opposition", "military", "owner")
#: Classes of collective_nouns.tsv that mean the sides of a process, not whoever sat together last.
_OF_SIDES = frozenset(("sides", "delegations", "states", "officers"))
#: What stands before "leaders" where those of the sides are meant, and not "local leaders".
_DEFINITE = frozenset(("the", "both", "two", "three", "their", "these", "all", "its", "foreign"))
_MANY = 3
#: More parties than these are seldom all those of one process.
_MOST_OF_PROCESS = 5
#: How far "his" may stand before an office ("his foreign and defence ministers").
_OWNER, _OWNER_BACK = ("his", "her"), 4
_ARMED = ("armed_group", "party", "collective", "unknown")


@cache
def _number_words() -> dict[str, str]:
    return {row["word"]: row["value"] for row in lexicon_rows("number_words") if row["class"] in ("unit", "dozen")}


class Focus:
    """The cast of a report in order of weight. `sides`: the parties of its process, at least two where it has any."""

    def __init__(self, report: ParsedReport, third_parties: Iterable[str], mediating: Iterable[str] = ()) -> None:
        self.report = report
        self.third = frozenset(third_parties)
        self.mediating = frozenset(mediating)
        self.body_of: dict[str, str] = {}
        self.counts = self._counts()
        self.pairs = named_pairs(report, self.body_of)
        self.sides = main_sides(report, self.counts, self.pairs, self.third)
        self.fighting = fighting_sides(self.sides, self.counts)
        self.recent: list[tuple[int, tuple[str, ...]]] = []
        self.seated: list[tuple[int, tuple[str, ...]]] = []

    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        tokens_of = self.report.prose.sentence_of
        for mention in self.report.cast.actors:
            early = tokens_of[mention.first] < _OPENING
            for name in mention.actors:
                counts[name] += 2 if early else 1
        for name in list(counts):
            # where a report names the body that governs (an army, a unity government), its state means that body
            found = actors().get(actor_id_for(name))
            if found is not None and found.represents is not None:
                state = actors()[found.represents].name
                self.body_of[state] = name
                counts[name] += counts.pop(state, 0)
        return counts

    def note(self, at: int, parties: Sequence[str]) -> None:
        """Remember who a step at token `at` was between."""
        parties = tuple(dict.fromkeys(parties))
        if len(parties) >= 2:
            self.recent.append((at, parties))

    def note_seated(self, at: int, parties: Sequence[str]) -> None:
        """Remember who is told at token `at` to have taken part."""
        parties = tuple(dict.fromkeys(parties))
        if len(parties) >= 2:
            self.seated.append((at, parties))

    def parties_at(self, at: int, *, sides: bool = False, far: bool = False) -> tuple[str, ...]:
        """Whom "the two" means at token `at`: the parties named last, else the main sides.

        `sides`: of "the two sides" or "the talks", who are never a mediator or a host with one of them; `far`: who are
        that only where it has just been told.
        """
        paragraph = self._paragraph(at)
        for where, parties in reversed(self.recent):
            apart = sides or (far and self._paragraph(where) != paragraph)
            if where <= at and not (apart and self._has_third(parties)):
                near = paragraph - self._paragraph(where) <= 1
                if near or len(self.sides) < 2 or set(parties) >= set(self.sides):
                    return parties
                break
        return self.sides

    def _everybody(self, at: int, default: tuple[str, ...]) -> tuple[str, ...]:
        """Whom "the participants" means: of those told to have sat together the most, with the main sides."""
        told = [
            parties
            for where, parties in (*self.recent, *self.seated)
            if where <= at and set(parties) >= set(self.sides)
        ]
        return max((default, *told), key=len)

    def _has_third(self, parties: Sequence[str]) -> bool:
        """Whether one of the main sides stands there with somebody who only helps them to talk."""
        if len(self.sides) < 2 or set(self.sides) <= set(parties) or not set(self.sides) & set(parties):
            return False
        return any(n in self.third or kind_of(n) == "organisation" for n in parties)

    def _paragraph(self, at: int) -> int:
        prose = self.report.prose
        return prose.sentences[prose.sentence_of[at]].paragraph

    def resolve(self, mention: Mention) -> tuple[str, ...]:
        """Actors of a mention, by name or by what it must mean; empty where nothing fits."""
        if mention.actors:
            return tuple(dict.fromkeys(self.body_of.get(n, n) for n in mention.actors))
        if mention.person is not None:
            return self._spoken_for(mention)
        if "counterpart" in mention.head or "opposite number" in mention.head:
            return self._counterpart(mention)
        if mention.noun == "pronoun":
            return self._pronoun(mention)
        if mention.noun == "collective":
            parties = self.parties_at(mention.first, sides=mention.head in _OF_SIDES, far=True)
            if mention.head == "all" and not mention.count:
                return self._everybody(mention.first, parties)
            if mention.count == 2 and mention.head == "leaders" and (own := self._two_of_one(mention)):
                return own
            if not mention.count or len(parties) == mention.count:
                return parties
            return parties[:2] if mention.count == 2 and len(parties) < 2 else self._of_count(mention, parties)
        return self._own_office(mention) or self._role(mention)

    def _own_office(self, mention: Mention) -> tuple[str, ...]:
        """ "The president said that his foreign and defence ministers would fly": ministers of the one named before."""
        if mention.noun not in AT_TABLE or mention.noun == "mediator":
            return ()
        tokens, k = self.report.tokens, mention.first
        while mention.first - k < _OWNER_BACK and k > 0 and tokens[k].low not in _OWNER:
            k -= 1
            if tokens[k].kind != "word" or any(m.first <= k < m.after for m in self.report.actors_in(k - 4, k + 1)):
                return ()
        if tokens[k].low not in _OWNER:
            return ()
        owner = whom_he_means(self.report, Mention(k, k + 1, (), noun="pronoun", head="he"))
        if owner is None:
            return ()
        names = tuple(owner.actors) or self._represented(owner)
        return tuple(self.body_of.get(n, n) for n in names) if len(names) == 1 else ()

    def _spoken_for(self, mention: Mention) -> tuple[str, ...]:
        """Whom "Rivera for the guerrillas" stands for."""
        tokens = self.report.tokens
        if mention.after + 1 < len(tokens) and tokens[mention.after].low in ("for", "of"):
            for role in self.report.actors_in(mention.after + 1, mention.after + 4):
                if role.person is None and role.noun in ("government", "armed", "opposition", "military"):
                    return self.resolve(role)
        return ()

    def _counterpart(self, mention: Mention) -> tuple[str, ...]:
        """ "His counterpart": the other side of the one named before."""
        before = [m for m in self.report.actors_in(max(0, mention.first - 25), mention.first) if m.actors]
        if not before or len(self.sides) < 2:
            return ()
        name = self.body_of.get(before[-1].actors[0], before[-1].actors[0])
        return tuple(s for s in self.sides if s != name)[:1] if name in self.sides else ()

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
        if mention.count == 2:
            return self.sides or default
        around = dict.fromkeys(default)
        prose, number = self.report.prose, self.report.prose.sentence_of[mention.first]
        for back in range(_COUNT_BACK):
            sentence = prose.sentences[number - back] if number >= back else None
            if sentence is None or len(around) >= mention.count:
                break
            for m in self.report.actors_in(sentence.first, sentence.after):
                if m.first != mention.first and m.noun != "adjective":
                    around.update(dict.fromkeys(self.body_of.get(n, n) for n in m.actors))
        return tuple(around) if len(around) == mention.count else self._of_process(mention.count)

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
            last = before(self.report, mention, are_several)
            if last is not None and last.noun == "mediator" and not last.actors and mention.head == "they":
                return self._mediators(last)
            if last is not None and len(last.actors) == 1 and mention.head in ("they", "them"):
                return last.actors
            return self.parties_at(mention.first)
        if mention.head in ("he", "she"):
            last = whom_he_means(self.report, mention)
            return self.resolve(last) or self._represented(last) if last is not None else ()
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
            if mention.plural and self._is_counted(mention) and (all_of := self._named_for_country(armed_groups_of())):
                return all_of
            fits = [n for n in order if kind_of(n) in _ARMED]
            if len([n for n in self.sides if kind_of(n) in _ARMED]) > 1:
                fits = self._nearest(mention, fits)
            return tuple(fits[:1]) or (self._named_for_country(armed_groups_of()) if mention.plural else ())
        if noun == "opposition":
            fits = [n for n in order if kind_of(n) in ("party", "collective", "armed_group", "unknown")]
            return tuple(fits[:1]) or self._named_for_country(oppositions())
        if noun == "mediator":
            return self._mediators(mention)
        if mention.head == "secretary of state" and "United States" in self.counts:
            return ("United States",)
        if noun in ("leader", "minister", "envoy") and mention.plural:
            before = self.report.tokens[mention.first - 1].low if mention.first else ""
            return self.parties_at(mention.first) if before in _DEFINITE or mention.first == 0 else ()
        if noun in ("delegation", "technical"):
            tokens = self.report.tokens
            if (
                mention.after + 1 < len(tokens)
                and tokens[mention.after].low in ("led", "headed")
                and tokens[mention.after + 1].low == "by"
            ):
                ahead = self.report.actors_in(mention.after + 2, mention.after + 6)
                if ahead and (names := self.resolve(ahead[0])):
                    return names
            if "opposition" in mention.head:
                return self._role(Mention(mention.first, mention.after, (), noun="opposition"))
            if "government" in mention.head or "federal" in mention.head:
                return self._role(Mention(mention.first, mention.after, (), noun="government"))
            if "rebel" in mention.head or "guerrilla" in mention.head:
                return self._role(Mention(mention.first, mention.after, (), noun="armed"))
            if mention.plural:
                return self.parties_at(mention.first)
        return ()

    def _is_counted(self, mention: Mention) -> bool:
        """Whether a number of three or more stands before: "fourteen armed groups"."""
        low = self.report.tokens[mention.first - 1].low if mention.first else ""
        value = low if low.isdigit() else _number_words().get(low, "")
        return value.isdigit() and int(value) >= _MANY

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

    def _named_for_country(self, names: Mapping[str, str]) -> tuple[str, ...]:
        """ "The opposition", "armed groups" of a state that is named: the collective name that the tables have."""
        for name, _ in self.counts.most_common(MOST_ACTORS):
            if kind_of(name) == "state" and (found := names.get(country_of(name) or "")) is not None:
                return (found,)
        return ()

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
