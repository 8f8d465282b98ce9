"""The meeting mention: what one clause says of one meeting, before mentions of the same meeting are brought together.

Belongs here: the dataclass. Does not belong here: how it is filled (`frames`), merging (`groups`).
"""

from dataclasses import dataclass, field

from pipelines.coding.names.mention import Mention, PlaceMention
from pipelines.coding.report.parsed_report import Dated


@dataclass(slots=True)
class MeetingMention:
    """One clause on one meeting. Token indices throughout; `parties` are canonical names in order of mention.

    `status` is None where the clause only names the meeting ("after the talks"). `founds`: whether the words can be the
    first of a meeting (they bring a date, a place or parties), or only come back to one.
    """

    first: int
    after: int
    anchor: int
    sentence: int
    rule: str
    kind: str
    status: str | None
    realis: str
    parties: list[str] = field(default_factory=list)
    persons: list[tuple[str, str]] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    observers: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    others: dict[str, list[str]] = field(default_factory=dict)
    sources: list[tuple[str, Mention]] = field(default_factory=list)
    place: PlaceMention | None = None
    date: Dated | None = None
    original: Dated | None = None
    level: str = ""
    ordinal: int | None = None
    definite: bool = False
    fresh: bool = False
    founds: bool = False
    background: bool = False
    number: str = "one"
    named_parties: bool = False
    summit_word: bool = False
    expected: bool = False
    speaker: str | None = None
    attributed: str | None = None
    #: Where the noun stands that names the meeting which a verb tells ("in the last round they met").
    same_as: int | None = None
    strength: str = "strong"
    effect: str = ""
    #: The verb whose place and day count, where a relative clause told others before.
    told_at: int | None = None
    #: What they met for, where it decides the kind: "sign".
    purpose: str = ""
    brings: bool = False
    #: Whether it is told as what had been planned ("were to meet", "had been due").
    had_been_planned: bool = False
    #: Whether it is told by who went for it ("flew to Oslo for talks"), in the past tense.
    went: bool = False
    #: The matters of the process that it is on.
    tracks: frozenset[str] = frozenset()
    #: Whether the place is only that of the dateline.
    at_dateline: bool = False
    #: Why what is told as done is not told as true (`scope.licences`); empty where it is.
    unlicensed: str = ""
