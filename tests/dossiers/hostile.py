"""A release in which every text that can come from outside is an attack, or at least a nuisance.

Belongs here: what is put into which column. Codes, days and names of tables and columns are Parley's own and stay; ids
change alike wherever they stand, so that the tables still hang together.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import cycle

from pipelines.validation.tableset import Row, TableSet
from schemas.catalogue import TABLES
from schemas.codes import CODE_LISTS
from tests.dossiers.sites import FACTS

LONG_WORD = "W" * 10_000
SCRIPT = '<script>alert("seen")</script>'
TEXTS = (
    SCRIPT,
    "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1)",
    LONG_WORD,
    "\u202eevil\u2066 ten\u200bpeople \ufeff\u200f\u061c \u00adsoft \U000e0041tag",
    "😀👩\u200d👩\u200d👧 مرحبا שלום e" + "\u0301" * 40,
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "</title></svg></table></main><!-- ]]> &lt;b&gt;",
    "a\x00b\x07c\nd\re\tf\u2028g",
    "=HYPERLINK(1)\u3164",
)
FACTS_HOSTILE = replace(
    FACTS, version=SCRIPT, publication=replace(FACTS.publication, title=TEXTS[1], authors=(TEXTS[3],))
)
#: columns whose words are Parley's own
_OURS = {
    *("table_name", "field", "policy", "record_type", "local_key", "kind", "reliability", "date_precision", "role"),
    *("country_code", "media_type", "published_offset", "unit", "basis", "check", "severity"),
}
_NOT_TEXT = re.compile(r"-?\d+(\.\d+)?|\d{4}-\d\d-\d\d|true|false|(meeting|agreement):\w+")
_CODES = {code for codes in CODE_LISTS.values() for code in codes}
_ATTACK_ON_IDS = '"><script>alert(2)</script>\u202e'


def hostile(tables: TableSet, first: int = 0) -> TableSet:
    """The same tables, with another text from `TEXTS`, from the `first` one on, in each cell in turn."""
    texts = cycle(TEXTS[first:] + TEXTS[:first])
    return TableSet.of_rows(
        {
            name: [{c: _cell(name, c, row, texts) for c in row} for row in tables.rows(name)]
            for name in TABLES
        }
    )  # fmt: skip


def _cell(table: str, name: str, row: Row, texts: "cycle[str]") -> object:
    value, column = row[name], TABLES[table].column(name)
    if type(value) is not str or column.codes or name in _OURS:
        return value
    if name == "url":
        return "javascript:alert(3)"
    if name.endswith(("_id", "_ids")):
        return "|".join("; ".join(map(_id, part.split("; "))) for part in value.split("|"))
    if name in ("value", "old_value", "new_value") and not _is_text(row, value):
        return value
    return next(texts)


def _is_text(row: Mapping[str, object], value: str) -> bool:
    return value not in _CODES and not _NOT_TEXT.fullmatch(value)


def _id(value: str) -> str:
    # roles stand in the keys of participants
    return value if value in _CODES or not value else value + _ATTACK_ON_IDS
