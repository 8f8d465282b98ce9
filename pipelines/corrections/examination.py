"""What the lines of a corrections file would do, found out by doing it: the next build, in memory, with them.

Belongs here: ids that nothing ever had, the verdict for each line, and hints. It changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from pipelines.coding.coder import Coder
from pipelines.corrections.lines import Line
from pipelines.corrections.spreadsheet import Fault
from pipelines.ledger.selection import SelectedCorrection, Selection, select
from pipelines.ledger.store import Ledger
from pipelines.reference import actors
from pipelines.resolution.aliases import PERSON_PREFIX
from pipelines.resolution.fold import Resolution
from pipelines.resolution.recoding import Recoding
from pipelines.resolution.settlement import settle_selection
from pipelines.resolution.verdict import Verdict
from pipelines.tables.assembly import build_tables
from pipelines.tables.by_hand import row_values
from pipelines.tables.making import CORRECTED
from pipelines.validation.cells import members
from pipelines.validation.tableset import read_parquet
from schemas.catalogue import TABLES
from schemas.events import CorrectionMade

_ACTOR_COLUMNS = ("party_names", "mediator_names", "host_names", "holder_name", "addressee_name", "obligor_names")


@dataclass(frozen=True, slots=True)
class Examined:
    """A line with what it would do, or its faults. `known`: the ledger, or the file, has it already."""

    line: Line
    faults: tuple[Fault, ...]
    verdict: Verdict | None
    known: bool
    note: str | None = None


def examine(ledger: Ledger, coder: Coder, lines: Sequence[Line], releases: Path) -> list[Examined]:
    """Examine every line against the ledger as it is, together with the lines before and after it."""
    selected = select(ledger, Selection())
    recorded = {s.correction.correction_id for s in selected.corrections}
    new: dict[str, CorrectionMade] = {}
    for line in lines:
        if line.correction is not None and line.correction.correction_id not in recorded:
            new.setdefault(line.correction.correction_id, line.correction)
    added = [SelectedCorrection(c, selected.head + n) for n, c in enumerate(new.values(), 1)]
    with_lines = replace(selected, corrections=(*selected.corrections, *added))
    claims, resolution = settle_selection(ledger, with_lines, coder)
    tables = build_tables(with_lines, claims, resolution)
    ids = KnownIds(resolution, tables, Recoding(ledger), releases)
    met = set(recorded)
    examined = []
    for line in lines:
        correction = line.correction
        if correction is None:
            examined.append(Examined(line, line.faults, None, False))
            continue
        faults = tuple(_unknown(correction, ids))
        verdict = None if faults else resolution.verdicts[correction.correction_id]
        known = correction.correction_id in met
        met.add(correction.correction_id)
        examined.append(Examined(line, faults, verdict, known, _note(correction)))
    return examined


@dataclass
class KnownIds:
    """Ids that stand, or ever stood: now, in a release, or under another version of the coder."""

    resolution: Resolution
    tables: dict[str, pa.Table]
    recoding: Recoding
    releases: Path
    _released: dict[str, set[str]] = field(default_factory=dict)

    def has(self, table: str, any_id: str) -> bool:
        """Whether a row of a table has, or ever had, this id."""
        return (
            any_id in self._now[table]
            or any_id in self.resolution.records
            or any_id in self.resolution.redirects
            or self.recoding.knows(any_id)
            or any_id in self._once(table)
        )

    @cached_property
    def _now(self) -> dict[str, set[str]]:
        return {
            table: set(self.tables[table].column(TABLES[table].key[0]).to_pylist())
            for table in (*CORRECTED, "claims", "actors")
        }

    def _once(self, table: str) -> set[str]:
        if table not in self._released:
            found: set[str] = set()
            for path in sorted(self.releases.glob(f"*.*/{table}.parquet")):
                key = TABLES[table].key[0]
                found.update(read_parquet(path, [key])[key].to_pylist())
            self._released[table] = found
        return self._released[table]


def _unknown(correction: CorrectionMade, ids: KnownIds) -> Iterator[Fault]:
    if correction.action == "alias":
        for name, value in (("record_id", correction.record_id or ""), ("other_id", correction.other_id or "")):
            is_id = name == "record_id" or value.startswith((actors.UNKNOWN_PREFIX, PERSON_PREFIX))
            if not any(c.isalnum() for c in value):
                yield Fault(f"{name} {value!r} is no name", "write an id of the table actors, or a name of a report")
            elif is_id and value not in actors.actors() and not ids.has("actors", value):
                yield Fault(f"{name} {value!r} is unknown", "copy the id from the table actors")
        return
    table = correction.table_name or ""
    for name, asked in (("record_id", correction.record_id), ("other_id", correction.other_id)):
        value = asked or ""
        if value and not ids.has(table, value):
            yield Fault(f"{name} {value!r} is unknown", f"no row of {table} ever had it: copy the id from the table")
    for claim_id in members(correction.claim_ids):
        if not ids.has("claims", claim_id):
            yield Fault(f"the claim {claim_id!r} is unknown", "copy the ids from the table claims")


def _note(correction: CorrectionMade) -> str | None:
    """A hint on names that stand in no reference table."""
    if correction.action not in ("add", "override"):
        return None
    if correction.record_id is None:
        given = row_values(correction.new_value)
        named = [m for column in _ACTOR_COLUMNS for m in members(given.get(column))]
    else:
        named = members(correction.new_value) if correction.field in _ACTOR_COLUMNS else []
    return "; ".join(_unlisted(named)) or None


def _unlisted(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if not any(c.isalnum() for c in name) or not actors.actor_id_for(name).startswith(actors.UNKNOWN_PREFIX):
            continue
        meant = " or ".join(dict.fromkeys(a.name for a in actors.actors_called(name)))
        hint = f"did you mean {meant}?" if meant else "it becomes an actor of its own"
        yield f"no listed actor is called {name!r}; {hint}"
