"""What became of a correction in one build."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """`status` is applied, orphaned, conflicting or redundant; `row_id` is the row or actor it speaks of now."""

    status: str
    reason: str
    row_id: str | None = None

    @property
    def applied(self) -> bool:
        return self.status == "applied"
