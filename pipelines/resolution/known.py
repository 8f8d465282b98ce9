"""What an earlier build found out about claims, so that the next one need not find it out again.

Belongs here: the shape of it. It holds what can never change as the ledger grows: the words of a claim, the rule that
it breaks, and the record that the fold placed it on. What persons decided, withdrawals and denials come after the fold,
and are worked out anew in every build. Does not belong here: files, and when it may be used (`pipelines.release.kept`).
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Placement(NamedTuple):
    """Where the fold placed a unit, and why; a denial may speak of no record. `is_copy`: it adds no feature to it."""

    record_id: str | None
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
    """What is known of all claims of the reports up to a position, by claim; 0: nothing.

    `merged`: id of a record that was proved to be another one -> the id of that one, and why.
    """

    until: int = 0
    quoted: Mapping[str, Quoted] = field(default_factory=dict)
    placements: Mapping[str, Placement] = field(default_factory=dict)
    merged: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Before:
    """What a fold takes over: where claims of reports up to some position were placed, and which records were `merged`.

    Where the claims of some reports only are folded, `whole` are the records all of whose units are among them: no
    other one is compared with anything; and `settled` are claims of denials that stay where they were placed, while
    others are placed anew. None: all of them.
    """

    placements: Mapping[str, Placement] = field(default_factory=dict)
    whole: Container[str] | None = None
    settled: Container[str] = frozenset()
    merged: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def is_whole(self, record_id: str) -> bool:
        """Whether all units of a record are among those that are folded."""
        return self.whole is None or record_id in self.whole


NOTHING = Known()
