"""The agreement mention: what one clause says of one agreement, before mentions of the same one are brought together.

Belongs here: the dataclass. Does not belong here: how it is filled (`frames`), merging (`groups`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.coding.agreements.provisions import Provision
from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.report.parsed_report import Dated


@dataclass(slots=True)
class AgreementMention:
    """One clause on one agreement. Token indices throughout. `status` is None where the clause only names it."""

    first: int
    after: int
    anchor: int
    sentence: int
    rule: str
    kind: str
    status: str | None
    realis: str
    effect: str = ""
    parties: list[str] = field(default_factory=list)
    proposer: list[str] = field(default_factory=list)
    accepts: list[str] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    sources: list[tuple[str, Mention]] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    place: PlaceMention | None = None
    date: Dated | None = None
    named_parties: bool = False
    definite: bool = False
    fresh: bool = False
    generic: bool = True
    #: Told of "the sides", "they", "the three".
    collective: bool = False
    strength: str = "strong"
    noun: str = ""
    name: str = ""
    under: bool = False
    adds: bool = False
    words: str = ""
    speaker: str | None = None
    attributed: str | None = None
    #: The verb by which the day and the place are told.
    at: int | None = None
    #: "It", for the agreement spoken of last.
    anaphor: bool = False
    #: Only named as what another one prolongs.
    base: bool = False
    #: Still to come, by the words before it ("before", "until").
    ahead: bool = False
    #: Another name for the agreement named right before it: "…, an exchange that …".
    apposed: bool = False
    #: The kind that words of its content tell ("hotline": confidence-building).
    told_kind: str = ""
    #: A definite name with a capital letter ("the Lincoln Agreement").
    capital: bool = False
    #: "On human rights": one matter that it settles stands in its name.
    topic: bool = False
    #: Only named as what the agreement that is spoken of leads to.
    aside: bool = False
    #: Of both sides, who are named: "their truce".
    owned: bool = False
    #: The year that the name itself holds: "the 2003 ceasefire".
    year: int | None = None
    #: The place that the name itself holds: "the Algiers accord".
    of_place: str = ""

    #: The day on which it was made, where the words about it say so ("signed in Oslo on 3 May", "of 3 May").
    made: Dated | None = None
    #: Since when it was in force or kept.
    since: Dated | None = None
    #: What is told by the verb at `at` (agree_verbs.tsv), and whether that verb only says which agreement is meant.
    deed: str = ""
    identifying: bool = False
    #: Told apart from those of today: "the previous accord", "the 2018 deal".
    older: bool = False
    #: Made in another year than that of the report.
    of_past: bool = False
    #: "The same document".
    again: bool = False

    #: One of several that were named together, or these, once they are told one by one.
    is_part: bool = False
    is_parted: bool = False
    #: How many agreements with names of their own were told since several were named together.
    named_apart: int = 0

    #: The name itself holds a day: "the January agreement", "the accord of 12 May".
    is_dated: bool = False

    def join(self, names: Iterable[str], named_by: Mention) -> None:
        """Take actors for parties, each once, with the mention that names them."""
        for name in names:
            if name not in self.parties:
                self.parties.append(name)
                self.sources.append((name, named_by))

    def take(self, content: "AgreementMention") -> None:
        """Take from a promise told inside it how it stands, who is bound and by what."""
        self.status, self.realis, self.effect, self.deed = content.status, content.realis, content.effect, content.deed
        self.at, self.identifying = content.at, True
        self.parties, self.sources, self.named_parties = content.parties, content.sources, content.named_parties
        self.provisions = content.provisions
