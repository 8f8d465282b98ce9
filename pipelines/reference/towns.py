"""Towns and villages: which countries have a place of a name that the gazetteer does not list.

Belongs here: reading `towns.tsv` and looking a name up. Does not belong here: places with ids and coordinates
(`places`), finding names in a text (`pipelines.coding`).

The table is read at the first call and kept; importing this module reads nothing.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from pipelines.reference import spelling
from pipelines.reference.tsv import FOLDER, read_table

TOWN_COLUMNS = ("name", "country_codes")


@cache
def towns() -> Mapping[str, tuple[str, ...]]:
    """Countries by the key of a town's name, the most populous town first. ValueError for a row that is wrong."""
    table = {
        spelling.key(row.cells["name"]): row.names("country_codes")
        for row in read_table(FOLDER / "towns.tsv", TOWN_COLUMNS, key=("name",))
    }
    return MappingProxyType(table)


def countries_with_town(name: str) -> tuple[str, ...]:
    """Codes (ISO 3166-1 alpha-2) of the countries that have a town of that name; none for a name no table knows."""
    return towns().get(spelling.key(name), ())
