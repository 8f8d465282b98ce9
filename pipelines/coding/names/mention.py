"""The mention: words of a report that name who or where.

Belongs here: the frozen dataclasses. Does not belong here: how mentions are found (`who`, `persons`, `where`) or what
"the two sides" stands for (`report.focus`).
"""

from dataclasses import dataclass, field

#: Classes of nouns (actor_nouns.tsv) for people who can sit at a table.
AT_TABLE = frozenset(("leader", "minister", "envoy", "official", "delegation", "military", "technical", "mediator"))
#: Classes of nouns that are bodies.
BODIES = frozenset(("government", "mission", "org"))


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Mention:
    """Tokens `first` to `after` name an actor, a person or an office.

    `actors`: canonical names, empty where still to be resolved. `person`: longest form of the name in the report.
    `noun`: class of the head noun ("name" for a bare name, "adjective" for a nationality before another noun,
    "collective" for "the two sides", "pronoun"). `level`: as in actor_nouns. `count`: for collectives, how many.
    """

    first: int
    after: int
    actors: tuple[str, ...]
    person: str | None = None
    noun: str = "name"
    level: str = ""
    count: int = 0
    head: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Tokens `first` to `after` name where something is: a city or None, and the country where known."""

    first: int
    after: int
    name: str | None
    country: str | None
    precise: bool = True


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone and every place named in a text, in order of the tokens."""

    actors: tuple[Mention, ...]
    places: tuple[PlaceMention, ...]
    here: PlaceMention | None
    persons: dict[str, "Person"] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Person:
    """A person of the report: longest name, whom he represents, in what office; whether he heads a team."""

    name: str
    actor: str | None
    level: str
    noun: str
    first: int
    heads_team: bool = False
