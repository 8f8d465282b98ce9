"""Condition terms: making a mention of a term out of its parts.

Belongs here: the one constructor that all readers use. Does not belong here: finding the parts (the readers), the
shape (`mention`).
"""

from pipelines.coding.clauses.clauses import Parsed
from pipelines.coding.conditions.mention import ConditionMention
from pipelines.coding.conditions.naming import Setter


def term(
    parsed: Parsed, setter: Setter, demand: tuple[int, int], held: tuple[int, int] | None, anchor: int,
    kind: str = "precondition", rule: str = "condition_clause",
) -> ConditionMention:  # fmt: skip
    """A term of a sentence, still without addressee and status."""
    spans = [demand] if held is None else [demand, held]
    return ConditionMention(
        min(a for a, _ in spans), max(b for _, b in spans), anchor, parsed.sentence.number, rule, kind, "stated",
        setter.actor, setter.speaker, None, demand, held, source=setter.source,
    )  # fmt: skip
