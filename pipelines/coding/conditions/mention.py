"""The condition mention: what one sentence says of one term that a side sets.

Belongs here: the dataclass. Does not belong here: how it is filled (`frames`).
"""

from dataclasses import dataclass

from pipelines.coding.names.mention import Mention


@dataclass(slots=True)
class ConditionMention:
    """One term. `demand` and `object` are spans of tokens; `holder` and `addressee` canonical names or None."""

    first: int
    after: int
    anchor: int
    sentence: int
    rule: str
    kind: str
    status: str
    holder: str | None
    speaker: str | None
    addressee: str | None
    demand: tuple[int, int]
    object: tuple[int, int] | None
    realis: str = "hypothetical"
    deadline: tuple[str, int, int] | None = None
    waiver: bool = False
    source: Mention | None = None
    attributed: str | None = None
    said_by: str | None = None
