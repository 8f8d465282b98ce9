"""The catalogue: every table of a release, by name, in the order of the codebook.

Belongs here: the list, and questions about all tables at once. A table is declared in one of the
`*_tables.py` beside this file, and nowhere else.
"""

from schemas.core_tables import CORE_TABLES
from schemas.evidence_tables import EVIDENCE_TABLES
from schemas.link_tables import LINK_TABLES
from schemas.panel_tables import PANEL_TABLES
from schemas.reference_tables import REFERENCE_TABLES
from schemas.table import Table

TABLES: dict[str, Table] = {
    t.name: t for t in (*CORE_TABLES, *LINK_TABLES, *PANEL_TABLES, *REFERENCE_TABLES, *EVIDENCE_TABLES)
}

#: record type of a claim -> core table, and back
CORE_TABLE_OF = {"meeting": "meetings", "agreement": "agreements", "condition": "conditions"}
RECORD_TYPE_OF = {table: record for record, table in CORE_TABLE_OF.items()}


def groups() -> dict[str, list[Table]]:
    """Tables by group, both in the order of the catalogue."""
    found: dict[str, list[Table]] = {}
    for table in TABLES.values():
        found.setdefault(table.group, []).append(table)
    return found
