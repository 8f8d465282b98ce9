"""Rows of `agreements` and of what hangs on them, provisions above all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from pipelines.resolution.standing import StandingClaim
from pipelines.tables.choice import Voice, choose, policies
from pipelines.tables.meetings import CoreRows
from pipelines.tables.names import Names
from pipelines.tables.participants import agreement_parties
from pipelines.tables.row import Ground, Row, RowMaker, joined
from schemas import ids
from schemas.codes import CODE_LISTS

_PROVISION_FIELDS = ("quantity", "unit", "basis", "obligor", "deadline", "text")


def agreement_rows(
    record_id: str,
    claims: Sequence[StandingClaim],
    all_claims: Sequence[StandingClaim],
    ground: Ground,
    names: Names,
    process_of: Callable[[list[str], str | None], str],
    meeting_id: str | None,
) -> CoreRows:
    """Rows of one agreement. `claims` are its live claims."""
    make = RowMaker("agreements", record_id, "agreement", claims, ground)
    start, _, precision, words = make.pick_date(("date", "", "date_precision", "date_text"))
    place = make.pick("place_name", "place")
    country = make.pick("country_code", "country")
    parties = make.pick_members("party_names", "party")
    mediators = make.pick_members("mediator_names", "mediator")
    kind = make.pick("kind", "kind") or ""
    provisions = _provisions(make)
    row: Row = {
        "agreement_id": record_id,
        "meeting_id": meeting_id,
        "kind": kind,
        "pax_stage": CODE_LISTS["agreement_kind"][kind].pax,
        "status": make.status,
        "date": start,
        "date_precision": precision,
        "date_text": words,
        "place_id": names.place(place, country),
        "place_name": place,
        "country_code": country,
        "party_names": joined(parties),
        "mediator_names": joined(mediators),
        "evidence": make.evidence(),
        **make.shared(process_of(parties + mediators, country), all_claims),
    }
    links = {"agreement_parties": agreement_parties(make, parties, mediators, names), "provisions": provisions}
    return CoreRows(row, make.history_rows(), make.provenance, links)


def _provisions(make: RowMaker) -> list[Row]:
    """One row a kind; more where one claim gives several of a kind: told apart by figure, else by order.

    A figure that others give for one of them has a row of its own, which says which one it disputes.
    """
    told: dict[tuple[str, int], list[tuple[StandingClaim, int]]] = {}
    figures: dict[tuple[str, int], set[str]] = {}
    for claim in make.claims:
        for place, index in _places(claim, figures):
            told.setdefault(place, []).append((claim, index))
            figures.setdefault(place, set()).add(_figure(claim, index))
    rows = []
    for (kind, ordinal), places in sorted(told.items()):
        provision_id = ids.provision_id(make.record_id, kind, ordinal)
        chosen = _provision(make, provision_id, kind, places, None)
        if chosen is None:
            continue
        rows.append(chosen)
        by_figure: dict[str, list[tuple[StandingClaim, int]]] = {}
        for claim, index in places:
            by_figure.setdefault(_figure(claim, index), []).append((claim, index))
        others = [figure for figure in by_figure if figure and float(figure) != chosen["quantity"]]
        if any(make.ground.hands.on("provisions", provision_id, "quantity")):
            # what a person decided is disputed no more
            others = []
        make.disputed = make.disputed or len(by_figure.keys() - {""}) > 1
        for figure in others:
            other_id = ids.provision_id(make.record_id, f"{kind} {figure}", ordinal)
            other = _provision(make, other_id, kind, by_figure[figure], provision_id)
            rows += [other] if other is not None else []
    return rows


def _provision(
    make: RowMaker, provision_id: str, kind: str, places: Sequence[tuple[StandingClaim, int]], disputes: str | None
) -> Row | None:
    """The row of one provision by what claims say of it; None where a person removed it."""
    removed = make.ground.hands.removed("provisions", provision_id)
    if removed is not None:
        make.touched.append(removed)
        return None
    values: dict[str, str | None] = {}
    kinds = [make.voice(kind, c) for c, _ in places]
    values["kind"] = make.decide("provisions", provision_id, "kind", kind, kinds, "union").value
    for name in _PROVISION_FIELDS:
        column = "obligor_names" if name == "obligor" else name
        voices = _aligned(make, f"provision_{name}", places)
        policy = policies()["provisions", column]
        values[column] = make.decide("provisions", provision_id, column, choose(voices, policy), voices, policy).value
    quantity, deadline = values["quantity"], values["deadline"]
    return {
        "provision_id": provision_id,
        "agreement_id": make.record_id,
        **values,
        "quantity": float(quantity) if quantity else None,
        "deadline": date.fromisoformat(deadline) if deadline else None,
        "disputes_id": disputes,
    }


def _places(claim: StandingClaim, figures: Mapping[tuple[str, int], set[str]]) -> Iterator[tuple[tuple[str, int], int]]:
    """(kind, ordinal) and index of each provision of a claim: of several of a kind the one with the same figure."""
    by_kind: dict[str, list[int]] = {}
    for index, kind in enumerate(claim.claim.all("provision_kind")):
        by_kind.setdefault(kind, []).append(index)
    for kind, indexes in by_kind.items():
        free = list(range(max(len(indexes), sum(known == kind for known, _ in figures))))
        left = []
        for index in indexes:
            figure = _figure(claim, index)
            same = next((n for n in free if figure and figure in figures.get((kind, n), ())), None)
            if same is None:
                left.append(index)
            else:
                free.remove(same)
                yield (kind, same), index
        for index in left:
            yield (kind, free.pop(0)), index


def _figure(claim: StandingClaim, index: int) -> str:
    quantities = claim.claim.all("provision_quantity")
    return quantities[index] if index < len(quantities) else ""


def _aligned(make: RowMaker, claim_field: str, places: Sequence[tuple[StandingClaim, int]]) -> list[Voice]:
    found = []
    for claim, index in places:
        values = claim.claim.all(claim_field)
        if index < len(values) and values[index]:
            found.append(make.voice(values[index], claim))
    return found
