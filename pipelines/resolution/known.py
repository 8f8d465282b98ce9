"""What an earlier build found out about claims, so that the next one need not find it out again.

Belongs here: the shape of it. It holds what can never change as the ledger grows: the words of a claim, the rule that
it breaks, and the record that the fold placed it on. What persons decided, withdrawals and denials come after the fold,
and are worked out anew in every build. Does not belong here: files, and when it may be used (`pipelines.release.kept`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Placement(NamedTuple):
    """Where the fold placed a unit, and why. `is_copy`: it adds no feature to the record."""

    record_id: str
    reason: str
    is_copy: bool


class Quoted(NamedTuple):
    """The quote of a claim, whether it was cut, and the name of the first rule on one claim that it breaks.

    `unchecked`: nobody checked its report (`unchecked.py`), which takes the text to tell.
    """

    quote: str
    truncated: bool
    broken: str | None
    unchecked: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all claims of the reports up to a position, by claim; 0: nothing."""

    until: int = 0
    quoted: Mapping[str, Quoted] = field(default_factory=dict)
    placements: Mapping[str, Placement] = field(default_factory=dict)


NOTHING = Known()
