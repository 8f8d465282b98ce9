"""The agreement statement: one thing that a sentence says of an agreement, and all that it says of one phrase.

Belongs here: the dataclasses. Does not belong here: finding them (`statements`, `postmodifiers`).
"""

from dataclasses import dataclass

from pipelines.coding.clauses.predicates import Predicate
from pipelines.coding.names.mention import Mention
from pipelines.coding.scope.attitudes import Link


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Statement:
    """One thing said of an agreement. `links`: the chain above it, innermost first; `use`: object, participle,
    relative, subject, noun or state; `at`: the token of the verb."""

    effect: str
    links: tuple[Link, ...]
    subjects: tuple[Mention, ...]
    at: int
    use: str

    @property
    def predicate(self) -> Predicate | None:
        """The innermost verb."""
        return next((link.predicate for link in self.links if link.predicate is not None), None)


# not frozen, though never changed: a report has hundreds, and a frozen one takes four times as long to make
@dataclass(slots=True, unsafe_hash=True)
class Said:
    """All statements about a phrase. `under`: it stands in "under the deal"; `ahead`: it is still to come; `base`: it
    is what another one prolongs."""

    statements: tuple[Statement, ...] = ()
    under: bool = False
    ahead: bool = False
    base: bool = False
    #: Told of as what another one leads to: "a step towards the arrangement which both concluded".
    apart: bool = False
