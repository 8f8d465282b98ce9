"""The coder: the protocol that every coder keeps, and the one by rules.

Belongs here: `Coder`, `RuleCoder`, its version, and what is said of one that breaks. Does not belong here: any rule.

`RuleCoder` is pure, deterministic and offline. Its version carries a hash of its own modules and of the lexicon and
reference tables, so that any change of a rule or a word codes every report again.
"""

import hashlib
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from pipelines.coding.report_claims import claims_of
from pipelines.intake.report import Report
from schemas.claims import Claim

SEMANTIC_VERSION = "1.0.0"
_FOLDER = Path(__file__).parent
_DATA = (_FOLDER / "lexicon", _FOLDER.parent / "reference")


class Coder(Protocol):
    """What finds claims in a report. `name` and `version` stand with every claim."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims of one report; `any_topic`: also of one that is about no peace process."""
        ...


class RuleCoder:
    """The coder by rules."""

    name = "rules"

    @property
    def version(self) -> str:
        """The semantic version, "+", and eight hexadecimal digits of what the rules and tables are."""
        return f"{SEMANTIC_VERSION}+{_digest()}"

    def code(self, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
        """Claims of one report, in the order of the text."""
        return claims_of(report.text, report.published_on, any_topic=any_topic)


class CoderBroke(Exception):
    """A coder broke on a report. The message: kind of the error, and the place in the code; no word of the report."""


def read_by(coder: Coder, report: Report, *, any_topic: bool = False) -> tuple[Claim, ...]:
    """Claims that a coder finds in a report. CoderBroke, whatever went wrong in it."""
    try:
        return coder.code(report, any_topic=any_topic)
    except Exception as error:
        # one report of a million that a rule did not foresee must not stop the others: who calls tells of it
        frame = extract_tb(error.__traceback__)[-1]
        where = f"{frame.name} ({Path(frame.filename).name}, line {frame.lineno})"
        raise CoderBroke(f"{type(error).__name__} in {where}") from error


@cache
def _digest() -> str:
    digest = hashlib.sha256()
    files = [*_FOLDER.rglob("*.py")]
    for folder in _DATA:
        files += [*folder.glob("*.tsv"), *folder.glob("*.py")]
    for path in sorted(files):
        digest.update(f"{path.relative_to(_FOLDER.parent)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
