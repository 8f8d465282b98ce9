"""Condition names: whom a mention names or stands for, as the setter of a term.

Belongs here: `Setter`, and whose leader, spokesman or delegation is meant. Does not belong here: whose term a clause
sets (`setters`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.clauses import Clause, Parsed
from pipelines.coding.names.mention import Mention
from pipelines.coding.report.actor_kinds import country_of, kind_of
from pipelines.coding.report.focus import Focus
from pipelines.coding.report.parsed_report import ParsedReport

_REACH = 60
_HIS = frozenset(("his", "her"))
_OFFICES = frozenset(
    (
        "president",
        "prime minister",
        "premier",
        "defence minister",
        "defense minister",
        "foreign minister",
        "interior minister",
        "king",
        "chancellor",
    )
)
_SENT_BY = {
    "government": "government", "presidential": "government", "cabinet": "government", "ministerial": "government",
    "ministry": "government", "army": "military", "military": "military", "rebel": "armed",
}  # fmt: skip
_STAND_INS = frozenset(("spokesman", "official", "leader", "minister", "envoy", "delegation", "technical"))


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Setter:
    """Who sets a term: canonical name, the words that name him, and the person who voices it."""

    actor: str
    source: Mention
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Naming:
    """Tells whom the mentions of one report mean."""

    report: ParsedReport
    focus: Focus

    def named(self, mention: Mention) -> Setter | None:
        """The one actor that a mention names or stands for."""
        if mention.first and self.report.tokens[mention.first - 1].low == "your":
            return None
        names = self.focus.resolve(mention)
        person = self.focus.person_for(mention)
        if not names and mention.noun == "delegation" and "opposition" in mention.head:
            names = self.focus.resolve(Mention(mention.first, mention.after, (), noun="opposition"))
        if not names and person is None and mention.noun in _STAND_INS:
            names = self._sent_by(mention)
        if not names and person is None and mention.noun in ("leader", "minister"):
            names = self._governing(mention)
        if not names and ((person is None and mention.noun in _STAND_INS) or self._is_owned(mention)):
            names = self._stood_for(mention)
        if (
            not names
            and mention.person is not None
            and mention.level in ("envoy", "minister", "delegation", "technical")
        ):
            names = self._owned_by_person(mention)
        if not names and person is not None:
            known = self.report.cast.persons.get(person)
            names = (known.actor,) if known is not None and known.actor else ()
        return Setter(names[0], mention, person) if len(names) == 1 else None

    def metonym(self, parsed: Parsed, clause: Clause) -> Setter | None:
        """The government that a place right before the verb stands for ("something Chisinau would never sign")."""
        if clause.verb is None:
            return None
        at = clause.verb.first
        for place in self.report.places_in(max(parsed.sentence.first, at - 4), at):
            if place.after == at and place.country is not None:
                for name in self.focus.sides:
                    if country_of(name) == place.country and kind_of(name) in ("state", "government_body"):
                        return Setter(name, Mention(place.first, place.after, (name,)), None)
        return None

    def _sent_by(self, mention: Mention) -> tuple[str, ...]:
        """Whose man "a government spokesman", "a presidential adviser" or "an army official" is, by the word before."""
        before = mention.head.split()[0] if mention.head else ""
        noun = _SENT_BY.get(before)
        if noun is None:
            return ()
        head = noun if noun == "government" else before
        names = self.focus.resolve(Mention(mention.first, mention.after, (), noun=noun, head=head))
        return names if names or noun != "government" else self._only_state()

    def _governing(self, mention: Mention) -> tuple[str, ...]:
        """The one government among the sides, for "the president" and "the prime minister" without a name."""
        tokens, first = self.report.tokens, mention.first
        definite = tokens[first].low == "the" or (first and tokens[first - 1].low == "the")
        return () if mention.plural or not definite or mention.head not in _OFFICES else self._only_state()

    def _only_state(self) -> tuple[str, ...]:
        """The one government among two sides."""
        states = [n for n in self.focus.sides if kind_of(n) in ("state", "government_body")]
        return (states[0],) if len(states) == 1 and len(self.focus.sides) == 2 else ()

    def _is_owned(self, mention: Mention) -> bool:
        """Whether a person is "its leader" or "their chief", and not known for anybody else's."""
        known = self.report.cast.persons.get(mention.person or "")
        before = self.report.tokens[mention.first - 1].low if mention.first else ""
        return (before in ("its", "their") or self.report.tokens[mention.first].low in ("its", "their")) and (
            known is None or not known.actor
        )

    def _owned_by_person(self, mention: Mention) -> tuple[str, ...]:
        """Whose man "his adviser X" is: that of the person named last before."""
        tokens, known = self.report.tokens, self.report.cast.persons.get(mention.person or "")
        if known is not None and known.actor:
            return ()
        owned = tokens[mention.first].low in _HIS or (mention.first > 0 and tokens[mention.first - 1].low in _HIS)
        if not owned:
            return ()
        for other in reversed(self.report.actors_in(max(0, mention.first - _REACH), mention.first)):
            person = self.report.cast.persons.get(other.person or "")
            if person is not None and person.actor:
                return (person.actor,)
        return ()

    def _stood_for(self, mention: Mention) -> tuple[str, ...]:
        """For whom "its leader", "a spokesman" or "party officials" stand: the side spoken of last."""
        tokens = self.report.tokens
        number = self.report.prose.sentence_of[mention.first]
        for other in self.report.actors_in(mention.after, mention.after + 3):
            # "an adviser to X"
            known = self.report.cast.persons.get(other.person or "")
            names = self.focus.resolve(other) or ((known.actor,) if known is not None and known.actor else ())
            if tokens[mention.after].low in ("to", "of", "for") and len(names) == 1:
                return names
        for other in reversed(self.report.actors_in(max(0, mention.first - _REACH), mention.first)):
            if number - self.report.prose.sentence_of[other.first] > 1:
                break
            names = self.focus.resolve(other) if other.actors and other.noun != "adjective" else ()
            if len(names) == 1 and self._has_leader(names[0]) and tokens[other.after].low != "-":
                return names
        return ()

    def _has_leader(self, actor: str) -> bool:
        """Whether "its leader" may be that of an actor: a side, or a movement that plays its own part."""
        return actor in self.focus.sides or (kind_of(actor) == "armed_group" and actor not in self.focus.third)
