"""Towns and villages: which countries have a place of a name that the gazetteer does not list.

Belongs here: reading `towns.tsv` and looking a name up. Does not belong here: places with ids and coordinates
(`places`), finding names in a text (`pipelines.coding`).

The table is read at the first call and kept; importing this module reads nothing. It is by far the longest, and each
process that codes a report reads it: so its lines are cut and no more; tests hold it to the form of all tables.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipelines.reference import spelling
from pipelines.reference.tsv import FOLDER

TOWNS = FOLDER / "towns.tsv"
TOWN_COLUMNS = ("name", "country_codes")


@cache
def towns() -> Mapping[str, str]:
    """Countries, joined by |, by the key of a town's name, the most populous town first."""
    lines = (line for line in TOWNS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    next(lines)
    table = {}
    for line in lines:
        name, _, countries = line.partition("\t")
        table[spelling.compared(name)] = countries
    return MappingProxyType(table)


def countries_with_town(name: str) -> tuple[str, ...]:
    """Codes (ISO 3166-1 alpha-2) of the countries that have a town of that name; none for a name no table knows."""
    countries = towns().get(spelling.key(name))
    return tuple(countries.split("|")) if countries else ()
