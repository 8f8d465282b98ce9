"""The register of checks: one check a table and concern.

Belongs here: which checks exist. What each does stands in the modules `*_checks.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.validation import meaning_checks as meaning
from pipelines.validation import panel_checks as panels
from pipelines.validation import structure_checks as structure
from pipelines.validation.finding import Finding
from pipelines.validation.tableset import TableSet
from schemas.catalogue import CORE_TABLE_OF, TABLES

Texts = Callable[[], Mapping[str, str]]
#: tables that the checks read and never judge
UNCHECKED = ("findings",)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one table. `run` reads the staged tables and the texts of the ledger, and yields findings."""

    table: str
    concern: str
    description: str
    run: Callable[[TableSet, Texts], Iterator[Finding]]

    @property
    def name(self) -> str:
        return f"{self.table}_{self.concern}"


def all_checks() -> list[Check]:
    """Every check, by table in the order of the catalogue."""
    found: list[Check] = []
    for table in TABLES.values():
        if table.name in UNCHECKED:
            continue
        found.append(_check(table.name, "keys", structure.check_keys))
        if any(c.codes for c in table.columns):
            found.append(_check(table.name, "codes", structure.check_codes))
        if any(c.references for c in table.columns) or table.name in ("field_provenance",):
            found.append(_check(table.name, "references", structure.check_references))
        if any(c.origin == "claimed" for c in table.columns):
            found.append(_check(table.name, "backing", meaning.check_backing))
        if table.name in CORE_TABLE_OF.values():
            found.append(_check(table.name, "evidence", meaning.check_evidence))
    found.append(_check("meetings", "held", meaning.check_held))
    found.append(_check("claims", "retracted", meaning.check_retracted))
    found.append(_check("report_records", "retracted", meaning.check_retracted))
    found.append(_check("claims", "rejected", meaning.check_rejected))
    found.append(_check("corrections", "standing", meaning.check_standing))
    found.append(_check("process_months", "counts", panels.check_counts))
    found.append(_check("dyad_months", "pairs", panels.check_pairs))
    found.append(_check("condition_spells", "spells", panels.check_spells))
    found.append(
        Check("claims", "quotes", _first_line(meaning.check_quotes), lambda t, x: meaning.check_quotes("claims", t, x))
    )
    order = list(TABLES)
    return sorted(found, key=lambda c: order.index(c.table))


def run_checks(tables: TableSet, texts: Texts) -> list[Finding]:
    """Findings of every check, in order."""
    return [finding for check in all_checks() for finding in check.run(tables, texts)]


def blocking(findings: list[Finding]) -> list[Finding]:
    """Those that keep a release from being published."""
    return [f for f in findings if f.severity == "error"]


def _check(table: str, concern: str, function: Callable[[str, TableSet], Iterator[Finding]]) -> Check:
    return Check(table, concern, _first_line(function), lambda tables, _texts: function(table, tables))


def _first_line(function: Callable[..., object]) -> str:
    return (function.__doc__ or "").strip().split("\n")[0]
