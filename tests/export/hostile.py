"""Names that break things: formulas, quotes, line ends, bidi marks, NUL; and a coder that reads them.

Belongs here: the names, and a home whose release holds them in every column of names.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.intake.report import Report
from schemas.claims import Claim
from tests.marked_text import MarkedTextCoder
from tests.scenario import Scenario, condition, meeting

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\u202e=1+1",
    "\ufeff=1+1",
    "＝1+1",
    '"quoted", "twice"',
    "one\ntwo\r\nthree\rfour",
    "\u2066Name\u2069 \u202eeman\u202c",
    "NUL\x00inside\\and after",
    "\x00=1+1",
    "'=1+1",
    "'\\0",
    "\\0",
    "a,b\tc",
    "null",
    "NA",
    "007",
    "1e5",
    "2025-03-05",
    "Ünïcode 名前 🕊",
)


@dataclass(frozen=True, slots=True)
class HostileCoder:
    """The coder of marked text, with `h0`, `h1` … read as hostile names."""

    name: str = "hostile"
    version: str = "1"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims in the order of the text."""
        names = {f"h{number}": name for number, name in enumerate(HOSTILE)}
        return tuple(
            replace(claim, values=tuple(replace(v, value=names.get(v.value, v.value)) for v in claim.values))
            for claim in MarkedTextCoder().code(report)
        )


def hostile_home(root: Path) -> Scenario:
    """A home with one release, in which each name is a party, a person and a holder."""
    s = Scenario(root, coder=HostileCoder())
    for number in range(len(HOSTILE)):
        lines = (
            meeting("m1", "held", f"They met {number}.", parties=f"Sudan;h{number}", person=f"h{number}",
                    date_start=f"2025-03-{number + 1:02d}"),
            condition("c1", "stated", f"No talks {number}.", holder=f"h{number}"),
        )  # fmt: skip
        s.report(f"r{number}", "2025-04-01", *lines)
    s.build()
    return s
