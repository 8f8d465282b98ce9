"""How two codings of agreements are compared."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.evaluation.compared import Comparison, Score, actor_keys, same, status_code
from pipelines.evaluation.likeness import jaccard


@dataclass(frozen=True, slots=True)
class Provision:
    """Kind and quantity of a provision; unit and basis are not compared."""

    kind: str
    quantity: float | None


@dataclass(frozen=True, slots=True)
class ComparedAgreement:
    """An agreement with its names as keys."""

    key: str
    kind: str | None
    status: str | None
    parties: frozenset[str]
    mediators: frozenset[str]
    date: str | None
    provisions: tuple[Provision, ...]
    evidence: str

    @property
    def provision_kinds(self) -> frozenset[str]:
        return frozenset(provision.kind for provision in self.provisions)


def read_agreement(coded: Mapping[str, Any], on: date | None) -> ComparedAgreement:
    """What is compared of an agreement, in a report of that day."""
    provisions = [Provision(p["kind"], _number(p.get("quantity"))) for p in coded.get("provisions") or ()]
    return ComparedAgreement(
        key=coded.get("key") or "",
        kind=coded.get("kind"),
        status=status_code("agreements", coded.get("status")),
        parties=actor_keys(coded.get("parties"), on),
        mediators=actor_keys(coded.get("mediators"), on),
        date=coded.get("date") or None,
        provisions=tuple(sorted(provisions, key=repr)),
        evidence=coded.get("evidence") or "",
    )


def _number(quantity: Any) -> float | None:
    return None if quantity is None else float(quantity)


def _likeness(ours: ComparedAgreement, gold: ComparedAgreement, body: str) -> float:
    return (
        0.35 * jaccard(ours.parties, gold.parties)
        + 0.25 * (ours.kind == gold.kind)
        + 0.20 * (ours.status == gold.status)
        + 0.20 * jaccard(ours.provision_kinds, gold.provision_kinds)
    )


def _related(ours: ComparedAgreement, gold: ComparedAgreement, body: str) -> bool:
    return not ours.parties.isdisjoint(gold.parties)


def _scores(ours: ComparedAgreement, gold: ComparedAgreement, body: str) -> dict[str, Score]:
    plain = same(ours, gold, "kind", "status", "parties", "mediators", "date")
    return plain | provision_scores(ours.provisions, gold.provisions)


def provision_scores(ours: Sequence[Provision], gold: Sequence[Provision]) -> dict[str, Score]:
    """`provisions_F1`: provisions of one kind are paired, those of equal quantity first; pairs, twice, of both lists.

    `quantity`: pairs with equal quantities, of the pairs in which either has one.
    """
    pairs = (Counter(p.kind for p in ours) & Counter(p.kind for p in gold)).total()
    equal = Counter(ours) & Counter(gold)
    equal_and_given = sum(n for provision, n in equal.items() if provision.quantity is not None)
    without = equal.total() - equal_and_given
    return {
        "provisions_F1": (2.0 * pairs, float(len(ours) + len(gold))),
        "quantity": (float(equal_and_given), float(pairs - without)),
    }


AGREEMENTS = Comparison("agreements", read_agreement, _likeness, _related, _scores, ("kind", "status", "parties"))
