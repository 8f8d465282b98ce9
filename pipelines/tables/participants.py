"""Rows of `meeting_participants` and `agreement_parties`: who, in which role, and whether they came or agree."""

from collections.abc import Sequence

from pipelines.resolution.units import surname
from pipelines.tables.by_hand import Said
from pipelines.tables.names import Names
from pipelines.tables.row import Row, RowMaker

_CAME = ("held", "ongoing")


def meeting_participants(
    make: RowMaker,
    meeting: Row,
    parties: Sequence[str],
    mediators: Sequence[str],
    hosts: Sequence[str],
    persons: Sequence[str],
    names: Names,
) -> list[Row]:
    """One row an actor and role; persons take the role of the actor they represent."""
    absent = {v.value for v in make.voices("absent")}
    named: list[tuple[str, str]] = [("party", n) for n in parties]
    named += [("mediator", n) for n in mediators] + [("host", n) for n in hosts]
    for role in ("observer", "guarantor", "witness"):
        named += [(role, n) for n in sorted({v.value for v in make.voices(role)})]
    role_of = {name: role for role, name in reversed(named)}
    rows: dict[tuple[str, str], Row] = {}

    def add(actor_id: str, role: str, name: str, claim_field: str, represents: str | None, level: str | None) -> None:
        voices = [v for v in make.voices(claim_field) if v.value == name]
        if (actor_id, role) in rows:
            return
        rows[actor_id, role] = {
            "meeting_id": make.record_id,
            "actor_id": actor_id,
            "role": role,
            "actor_name": name,
            "represents_actor_id": represents,
            "level": level,
            "attendance": _attendance(name in absent, meeting["status"]),
            "n_reports": len({v.claim.report.report.report_id for v in voices}),
        }
        key = "|".join((make.record_id, actor_id, role))
        said = _said(make, claim_field, name)
        make.record("meeting_participants", key, "actor_name", voices, {name}, "as in meetings", said)

    for role, name in named:
        add(names.actor(name), role, name, role, None, None)
    represented = _represented(make)
    for name in persons:
        actor = represented.get(surname(name))
        role = role_of.get(actor, "participant") if actor else "participant"
        add(names.person(name), role, name, "person", names.actor(actor) if actor else None, names.level(name))
    for name in sorted(absent - {n for _, n in named} - set(persons)):
        add(names.actor(name), "party", name, "absent", None, None)
    return [rows[key] for key in sorted(rows)]


def agreement_parties(make: RowMaker, parties: Sequence[str], mediators: Sequence[str], names: Names) -> list[Row]:
    """One row an actor and role, with the position that reports give it."""
    accepts = {v.value for v in make.voices("accepts")}
    rejects = {v.value for v in make.voices("rejects")}
    named = [("party", n) for n in parties] + [("mediator", n) for n in mediators]
    for role in ("guarantor", "witness"):
        named += [(role, n) for n in sorted({v.value for v in make.voices(role)})]
    rows: dict[tuple[str, str], Row] = {}
    for role, name in named:
        actor_id = names.actor(name)
        if (actor_id, role) in rows:
            continue
        rows[actor_id, role] = {
            "agreement_id": make.record_id,
            "actor_id": actor_id,
            "role": role,
            "actor_name": name,
            "position": _position(name in accepts, name in rejects),
        }
        voices = [v for v in make.voices(role) if v.value == name]
        key = "|".join((make.record_id, actor_id, role))
        said = _said(make, role, name)
        make.record("agreement_parties", key, "actor_name", voices, {name}, "as in agreements", said)
    return [rows[key] for key in sorted(rows)]


def _said(make: RowMaker, role: str, name: str) -> list[Said]:
    """Corrections of the parent row that name an actor in a role."""
    return [s for s in make.said.get(f"{role}_names", ()) if s.value == name]


def _represented(make: RowMaker) -> dict[str, str]:
    """Surname -> name of the actor that the person represents, as the first report that says so has it."""
    found: dict[str, str] = {}
    for claim in make.claims:
        for person, actor in zip(claim.claim.all("person"), claim.claim.all("person_actor"), strict=False):
            if actor:
                found.setdefault(surname(person), actor)
    return found


def _attendance(is_absent: bool, status: str) -> str:
    if status in _CAME:
        return "absent" if is_absent else "attended"
    return "declined" if is_absent else "expected"


def _position(accepts: bool, rejects: bool) -> str:
    if accepts and rejects:
        return "disputed"
    if accepts:
        return "accepts"
    return "rejects" if rejects else "unknown"
